"""Kills what carries out acts on reminders at random moments, and starts over what is left.

`python -m tests.reminders.killing FOLDER KILLS [SEED]` forks a program that lives fast on a fake
clock over real files, lets it work for a random while, kills it (signal 9), looks at the files,
and starts anew on the clock where it was killed. The program says what it begins ("?") and how
things stand once that is done ("!"). What was acknowledged must be on the disk; the files are
whole; the next start shows each reminder at most once, and each snooze exactly once. Prints what
it counted as JSON.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relaxapp.adapters.paths import Paths
from relaxapp.errors import RelaxappError
from relaxapp.reminder_services import FileBook
from relaxapp.reminders import statebook
from relaxapp.reminders.rule import DAY_MINUTES, Aligned, Every, Rule, Window
from relaxapp.reminders.service import Reminders
from tests.fakes import FakeClock
from tests.reminders.world import (
    FakeAlarm,
    FakeDoings,
    FakeNotifier,
    FakePresence,
    FakeShore,
    PlainWords,
)

if TYPE_CHECKING:
    from relaxapp.reminders.ports import Notice

BEGIN = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
LONGEST_S = 0.08
LOOK_ON_MIN = 24
"""Minutes after a start that are looked on; no rule comes anew so soon after it came."""
WHOLE = (Window(0, DAY_MINUTES),)
RULES = (
    Rule("drink", Every(30), WHOLE, enabled=True, bundled=True),
    Rule("move", Every(45), WHOLE, enabled=True, bundled=True),
    Rule("tea", Aligned(120), WHOLE, enabled=True, title="Tea"),
)


@dataclass
class Life:
    """The service at work in a folder, on a clock that is told how late it is."""

    folder: Path
    now: datetime
    heard: list[tuple[datetime, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = FakeClock(self.now, monotonic=(self.now - BEGIN).total_seconds() + 1e5)
        self.book = FileBook(places(self.folder))
        self.service = Reminders(self.clock, lambda _: UTC, self.book, FakeDoings(self.clock))
        self.alarm, self.notifier = FakeAlarm(self.clock), FakeNotifier(self.clock)
        plain = self.notifier.show

        def show(notice: Notice) -> None:
            plain(notice)
            self.heard += [(self.clock.now(), one) for one in notice.title.split("+")]

        self.notifier.show = show  # type: ignore[method-assign]  # an onlooker before the screen

    def start(self) -> None:
        self.service.start(self.alarm, self.notifier, FakePresence(), PlainWords(), FakeShore())

    def let_pass(self, seconds: float) -> None:
        until = self.clock.monotonic() + seconds
        while self.alarm.at is not None and self.alarm.at <= until:
            self.clock.advance(max(0.0, self.alarm.at - self.clock.monotonic()))
            self.alarm.at = None
            self.service.wake()
        self.clock.advance(until - self.clock.monotonic())

    def standing(self) -> dict[str, Any]:
        return json.loads(json.dumps(statebook.to_mapping(self.service.state, None)))  # type: ignore[no-any-return]  # an object


def places(folder: Path) -> Paths:
    return Paths(folder, folder, folder, folder)


class Worker:
    """Acts until killed."""

    def __init__(self, folder: Path, now: datetime, out: int, chance: random.Random) -> None:
        self._life, self._out, self._chance = Life(folder, now), out, chance

    def run(self) -> None:
        self._say("?", "start", "")
        self._life.start()
        self._say("!", "start", "")
        acts = ("pass", "pass", "snooze", "snooze", "done", "skip", "switch", "pause", "resume")
        while True:
            act, rule = self._chance.choice(acts), self._chance.choice(RULES).id
            self._say("?", act, rule)
            getattr(self, f"_{act}")(rule)
            self._say("!", act, rule)

    def _say(self, mark: str, act: str, rule: str) -> None:
        told = [mark, act, rule, self._life.clock.now().isoformat(), self._life.standing()]
        os.write(self._out, json.dumps(told).encode() + b"\n")

    def _pass(self, _rule: str) -> None:
        self._life.let_pass(self._chance.randrange(1, 1500))

    def _snooze(self, rule: str) -> None:
        try:
            self._life.service.snooze(rule, self._chance.randrange(1, LOOK_ON_MIN - 4))
        except RelaxappError:  # too often, or switched off
            self._life.service.enable(rule, on=True)

    def _switch(self, rule: str) -> None:
        service = self._life.service
        service.enable(rule, on=not service.rule(rule).enabled)

    def _pause(self, _rule: str) -> None:
        minutes = timedelta(minutes=self._chance.randrange(1, 9))
        self._life.service.pause(self._life.clock.now() + minutes)

    def _resume(self, _rule: str) -> None:
        self._life.service.resume()

    def _done(self, rule: str) -> None:
        self._life.service.done(rule)

    def _skip(self, rule: str) -> None:
        self._life.service.skip(rule)


@dataclass
class Check:
    """What was found over all kills."""

    folder: Path
    now: datetime = BEGIN
    counted: Counter[str] = field(default_factory=Counter)

    def after(self, said: bytes) -> None:
        lines = [json.loads(line) for line in said.split(b"\n")[:-1]]  # the last was cut off
        self.counted["acknowledged"] += sum(line[0] == "!" for line in lines)
        kept = self.read()
        if lines:
            self.now = datetime.fromisoformat(lines[-1][3])
            if not self.acknowledged(lines, kept):
                raise AssertionError(f"lost: {lines[-2:]} but {kept}")
        self.start_over()

    def read(self) -> dict[str, Any]:
        """Return the state as kept; both files are whole."""
        names = {path.name for path in self.folder.iterdir()}
        assert not [name for name in names if ".bad-" in name], names
        book = FileBook(places(self.folder))
        rules = book.rules()
        assert book.problems == (), book.problems
        assert {rule.id for rule in RULES} <= {rule.id for rule in rules}
        path = places(self.folder).reminders_state
        kept: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
        return kept

    def acknowledged(self, lines: list[Any], kept: dict[str, Any]) -> bool:
        """Tell whether what was acknowledged last is there, but for what was in the making."""
        done = [line for line in lines if line[0] == "!"]
        if not done:
            return True
        was, is_now = done[-1][4], {**kept, "seen": None}
        if lines[-1][0] == "!":
            return bool(is_now == was)
        act, rule = lines[-1][1:3]
        if act in {"pass", "resume", "pause"}:  # these may have moved all of them
            return True
        others = [one for one in was["standings"] if one != rule]
        return all(is_now["standings"].get(one) == was["standings"][one] for one in others)

    def start_over(self) -> None:
        life = Life(self.folder, self.now)
        state = life.service.state
        snoozed = {
            rule.id: again
            for rule in RULES
            if (again := state.of(rule.id).again) is not None
            and life.service.rule(rule.id).enabled
            and again <= self.now + timedelta(minutes=LOOK_ON_MIN - 3)
        }
        live = [name for name in state.live if life.service.rule(name).enabled]
        held = state.paused(self.now)
        life.start()
        life.let_pass(LOOK_ON_MIN * 60)
        seen = Counter(name for _, name in life.heard)
        # By the clock, its own time may come besides what was missed.
        most = {rule.id: 2 if isinstance(rule.mode, Aligned) else 1 for rule in RULES}
        assert all(seen[name] <= most[name] for name in seen), f"{life.heard} after {self.now}"
        for name, again in snoozed.items():
            due = max(again, held.until if held and held.until else again)
            comes = [at for at, one in life.heard if one == name]
            latest = max(due, self.now + timedelta(seconds=45)) + timedelta(seconds=61)
            assert comes, f"{name} is lost"
            assert due <= comes[0] <= latest, f"{name} at {comes[0]} and not {due}"
            self.counted["snoozes"] += 1
        for name in live:
            assert seen[name], f"{name} is lost"
            self.counted["caught up"] += 1
        assert all(at >= self.now + timedelta(seconds=30) for at, _ in life.heard), "at once"
        self.counted["shown"] += len(life.heard)
        self.now = life.clock.now()


def kill_one(folder: Path, now: datetime, chance: random.Random) -> bytes:
    """Let the program work for a random while; return what it said before it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            Worker(folder, now, writing, chance).run()
        finally:
            os._exit(1)
    os.close(writing)
    said = bytearray()
    # Read all the while: a full pipe would keep it from working.
    # From the very first moment, when it is just starting.
    select.select([], [], [], chance.uniform(0.0, LONGEST_S))
    os.kill(child, signal.SIGKILL)
    while some := os.read(reading, 65536):
        said += some
    os.close(reading)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        raise RuntimeError(f"the program gave up by itself: {bytes(said[-500:])!r}")
    return bytes(said)


def main() -> None:
    folder, kills = Path(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 7)  # noqa: S311 - chooses when to kill
    book = FileBook(places(folder))
    others = [rule for rule in book.rules() if rule.id not in {one.id for one in RULES}]
    book.keep_rules((*others, *RULES))
    check = Check(folder)
    for _ in range(kills):
        chance.random()
        check.after(kill_one(folder, check.now, chance))
    left = [path.name for path in folder.iterdir() if path.suffix == ".new"]
    print(json.dumps({"kills": kills, "left over": len(left), **check.counted}))  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
