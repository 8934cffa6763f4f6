"""A person's day on a fake clock: a service at work, and all that it showed and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from relaxapp.reminders import rulebook, statebook
from relaxapp.reminders.ports import Button, Closed, Hold, Notice
from relaxapp.reminders.service import Reminders
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from relaxapp.errors import RelaxappError
    from relaxapp.reminders.rule import Deed, Rule
    from relaxapp.reminders.standing import Standing, State

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 16, 7, 0, tzinfo=UTC)
"""08:00 in Berlin, on a Monday."""


@dataclass
class FakeBook:
    """Keeps rules and state as the files would: as plain values."""

    kept_rules: dict[str, object] = field(default_factory=dict)
    kept_state: dict[str, object] = field(default_factory=dict)
    writes: int = 0
    fails: RelaxappError | None = None

    def rules(self) -> tuple[Rule, ...]:
        return rulebook.from_mapping(self.kept_rules)[0]

    def keep_rules(self, rules: tuple[Rule, ...]) -> None:
        if self.fails:
            raise self.fails
        self.kept_rules = rulebook.to_mapping(rules)

    def state(self) -> tuple[State, datetime | None]:
        return statebook.from_mapping(self.kept_state)

    def keep_state(self, state: State, seen: datetime | None) -> None:
        if self.fails:
            raise self.fails
        self.writes += 1
        self.kept_state = statebook.to_mapping(state, seen or MONDAY)


@dataclass
class FakeDoings:
    """The journal."""

    clock: FakeClock
    known: dict[Deed, datetime] = field(default_factory=dict)
    written: list[tuple[str, int | None]] = field(default_factory=list)
    fails: RelaxappError | None = None

    def latest(self) -> Mapping[Deed, datetime]:
        return self.known

    def write(self, rule: Rule, ml: int | None) -> None:
        if self.fails:
            raise self.fails
        self.written.append((rule.id, ml))
        if rule.button is not None:
            self.known[rule.button] = self.clock.now()


class FakeAlarm:
    """Rings by the clock that stands still while the computer sleeps."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.at: float | None = None

    def set(self, seconds: float | None) -> None:
        self.at = None if seconds is None else self._clock.monotonic() + seconds


@dataclass
class FakeNotifier:
    """A desktop's notifications: what is on the screen, and each that was shown."""

    clock: FakeClock
    up: dict[str, Notice] = field(default_factory=dict)
    shown: list[tuple[datetime, Notice]] = field(default_factory=list)
    present: bool = True
    buttons: bool = True

    def show(self, notice: Notice) -> None:
        self.up[notice.key] = notice
        self.shown.append((self.clock.now(), notice))

    def withdraw(self, key: str) -> None:
        self.up.pop(key, None)

    def end(self) -> None:
        self.up.clear()


@dataclass
class FakePresence:
    """What stands against speaking; answers at once, or when told to."""

    hold: Hold | None = None
    looks: int = 0
    silent: bool = False
    waiting: list[Callable[[Hold | None], None]] = field(default_factory=list)

    def look(self, answer: Callable[[Hold | None], None]) -> None:
        self.looks += 1
        if self.silent:
            self.waiting.append(answer)
        else:
            answer(self.hold)


class PlainWords:
    """Notices that name the reminders in them."""

    def notice(self, key: str, shown: Sequence[tuple[Rule, Standing]]) -> Notice:
        ids = tuple(rule.id for rule, _ in shown)
        buttons = [Button(f"done:{one}", f"Done {one}") for one in ids]
        buttons += [Button(f"{act}:{','.join(ids)}", act) for act in ("snooze", "skip")]
        return Notice(key, "+".join(ids), "", tuple(buttons))


@dataclass
class FakeShore:
    """What was asked of the window."""

    asked: list[tuple[str, str]] = field(default_factory=list)

    def open(self, rule: str) -> None:
        self.asked.append(("open", rule))

    def ask_amount(self, rule: str) -> None:
        self.asked.append(("amount", rule))

    def start_session(self, session: str) -> None:
        self.asked.append(("session", session))


class World:
    """A computer, a person and the service; time moves with :meth:`pass_time` alone."""

    def __init__(
        self, *rules: Rule, at: datetime = MONDAY, zone: tzinfo = BERLIN, start: bool = True
    ) -> None:
        self.clock = FakeClock(at, monotonic=100_000.0)
        self.zone = zone
        self.book = FakeBook()
        if rules:
            given = {rule.id: rule for rule in rules}
            others = [rule for rule in self.book.rules() if rule.id not in given]
            self.book.keep_rules((*others, *rules))
        self.doings = FakeDoings(self.clock)
        self.changes = 0
        self.switch_on(start=start)

    def switch_on(self, *, start: bool = True) -> None:
        """Begin a run of the program over what an earlier one kept."""
        self.alarm = FakeAlarm(self.clock)
        self.notifier = FakeNotifier(self.clock)
        self.presence = FakePresence()
        self.shore = FakeShore()
        self.service = Reminders(
            self.clock, lambda _: self.zone, self.book, self.doings, self._changed
        )
        if start:
            self.service.start(self.alarm, self.notifier, self.presence, PlainWords(), self.shore)

    def pass_time(self, minutes: float = 0.0, *, seconds: float = 0.0) -> None:
        """Let time pass, with the alarm ringing whenever it should."""
        left = minutes * 60 + seconds
        while self.alarm.at is not None and self.alarm.at - self.clock.monotonic() <= left:
            wait = max(0.0, self.alarm.at - self.clock.monotonic())
            self.clock.advance(wait)
            left -= wait
            self.alarm.at = None
            self.service.wake()
        self.clock.advance(left)

    def pass_until(self, hours: int, minutes: int = 0) -> None:
        """Let time pass until the clock on the wall shows this next."""
        local = self.clock.now().astimezone(self.zone)
        then = local.replace(hour=hours, minute=minutes, second=0, microsecond=0)
        while then.astimezone(UTC) <= self.clock.now():
            then += timedelta(days=1)
        self.pass_time(seconds=(then.astimezone(UTC) - self.clock.now()).total_seconds())

    def sleep(self, minutes: float, *, told: bool = True) -> None:
        """Let the computer sleep; ``told``: the system says so as it wakes."""
        self.clock.advance(minutes * 60, asleep=True)
        if told:
            self.service.wake()

    def set_clock(self, by_minutes: float, *, told: bool = True) -> None:
        """Set the clock on the wall."""
        self.clock.set_wall(self.clock.now() + timedelta(minutes=by_minutes))
        if told:
            self.service.wake()

    def press(self, act: str, *ids: str) -> None:
        """Press a button of the notice on the screen that stands for these."""
        key = next(k for k, n in self.notifier.up.items() if set(ids) <= set(n.title.split("+")))
        self.notifier.up.pop(key)
        self.service.pressed(key, f"{act}:{','.join(ids)}")

    def dismiss(self) -> None:
        """Close what is on the screen without an answer."""
        for key in tuple(self.notifier.up):
            self.notifier.up.pop(key)
            self.service.closed(key, Closed.DISMISSED)

    @property
    def times(self) -> list[tuple[str, str]]:
        """When each notice was shown, on the person's clock, and for what."""
        return [
            (f"{at.astimezone(self.zone):%d %H:%M:%S}", notice.title)
            for at, notice in self.notifier.shown
        ]

    @property
    def clock_times(self) -> list[str]:
        """When notices were shown, to the minute."""
        return [f"{at.astimezone(self.zone):%H:%M}" for at, _ in self.notifier.shown]

    @property
    def up(self) -> list[str]:
        """What is on the screen."""
        return [notice.title for notice in self.notifier.up.values()]

    def _changed(self) -> None:
        self.changes += 1
