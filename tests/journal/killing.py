"""Kills what writes to the journal at random moments, and looks for what it had acknowledged.

`python -m tests.journal.killing PATH KILLS [SEED]` forks a writer, lets it work for a random
while, kills it (signal 9) and reads the journal, again and again on the same file. A writer says
each thing before it does it ("?") and once the journal has returned ("!"). What was acknowledged
must be there, as it was left last; what was in the making may be there or not, a group of three
as a whole or not at all; the episode begun first still goes on. Prints what it counted as JSON.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from relaxapp.adapters.database import open_database
from relaxapp.clock import LocalZone, SystemClock
from relaxapp.journal.entries import Episode, When
from relaxapp.journal.store import EntryKind, Store, uuid7

LONGEST_S = 0.15
GROUP = 3


class Writer:
    """Does random things to a journal until it is killed."""

    def __init__(self, path: Path, out: int, chance: random.Random) -> None:
        self._clock = SystemClock()
        self._store = Store(open_database(path, self._clock))
        self._out, self._chance = out, chance
        self._known: list[Episode] = []

    def run(self) -> None:
        if not self._store.open_episodes():
            live = self._store.start_episode(self._when(), ("eyelid.left",))
            self._say("!", live.id, "live")
        while True:
            self._chance.choice((self._add, self._add, self._change, self._group, self._trash))()

    def _when(self) -> When:
        return When.lived(self._clock.now() - timedelta(minutes=1), LocalZone("", 0), 4)

    def _say(self, mark: str, one: str, state: str) -> None:
        os.write(self._out, f"{mark} {one} {state}\n".encode())

    def _new(self, note: str) -> Episode:
        # A long note now and then, which takes pages of its own.
        note += "x" * self._chance.choice((0, 10, 9000))
        return Episode(uuid7(self._clock.now()), self._when(), sites=("jaw.left",), note=note)

    def _add(self) -> None:
        one = self._new("")
        self._say("?", one.id, "None")
        self._known.append(self._store.add(one))
        self._say("!", one.id, "None")

    def _change(self) -> None:
        if self._known:
            one = replace(self._chance.choice(self._known), intensity=self._chance.randrange(11))
            self._say("?", one.id, str(one.intensity))
            self._store.update(one)
            self._say("!", one.id, str(one.intensity))
            self._known = [one if one.id == known.id else known for known in self._known]

    def _group(self) -> None:
        name = f"group {self._clock.now().isoformat()}"
        many = [self._new(name) for _ in range(GROUP)]
        self._say("?", "+".join(one.id for one in many), "None")
        self._store.put_all(many)
        self._say("!", "+".join(one.id for one in many), "None")

    def _trash(self) -> None:
        if len(self._known) > 1:
            one = self._known.pop()
            self._say("?", one.id, "trash")
            self._store.trash([one.id])
            self._say("!", one.id, "trash")


@dataclass
class Expected:
    """What must be in the journal, and what may be."""

    must: dict[str, str] = field(default_factory=dict)
    may: dict[str, str] = field(default_factory=dict)
    groups: list[list[str]] = field(default_factory=list)
    live: str = ""
    acknowledged: int = 0

    def hear(self, said: bytes) -> None:
        self.may = {}
        for line in said.decode().split("\n")[:-1]:  # the last one was cut off
            mark, ids, state = line.split(" ")
            self.acknowledged += mark == "!"
            if state == "live":
                self.live = ids
                continue
            many = ids.split("+")
            if len(many) > 1 and mark == "?":
                self.groups.append(many)
            for one in many:
                if mark == "?":
                    self.may[one] = state
                else:
                    self.may.pop(one, None)
                    self.must[one] = state

    def check(self, path: Path) -> None:
        with closing(open_database(path, SystemClock())) as database:
            assert database.query("PRAGMA integrity_check") == [("ok",)]
            assert database.query("PRAGMA foreign_key_check") == []
            store = Store(database)
            states = {one.id: str(one.intensity) for one in store.episodes()}
            states |= dict.fromkeys(_trashed(store), "trash")
            for one in (*self.must, *self.may):
                was, is_now = self.must.get(one, "missing"), states.get(one, "missing")
                assert is_now in {was, self.may.get(one, was)}, f"{one} is {is_now}, was {was}"
                if is_now != "missing":  # it got there, so from now on it has to stay
                    self.must[one] = is_now
            for group in self.groups:
                assert len([one for one in group if one in states]) in {0, GROUP}
            if self.live:
                assert self.live in {one.id for one in store.open_episodes()}


def _trashed(store: Store) -> list[str]:
    return [
        one.entry.id
        for one in store.trashed()
        if one.kind is EntryKind.EPISODE and isinstance(one.entry, Episode)
    ]


def kill_one(path: Path, chance: random.Random) -> bytes:
    """Let a writer work for a random while; return what it said before it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            Writer(path, writing, chance).run()
        finally:
            os._exit(1)
    os.close(writing)
    # From the very first moment, when the journal is just being opened, or made.
    select.select([], [], [], chance.uniform(0.0, LONGEST_S))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        raise RuntimeError("the writer gave up by itself")
    said = bytearray()
    while some := os.read(reading, 65536):
        said += some
    os.close(reading)
    return bytes(said)


def main() -> None:
    path, kills = Path(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 7)  # noqa: S311 - chooses when to kill
    expected = Expected()
    for _ in range(kills):
        chance.random()
        expected.hear(kill_one(path, chance))
        expected.check(path)
    print(json.dumps({"kills": kills, "acknowledged": expected.acknowledged}))  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
