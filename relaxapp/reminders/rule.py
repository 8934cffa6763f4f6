"""What a reminder is, as the person set it up: how often, when, and what counts as having done it.

Rules are frozen and always possible; a value that cannot be raises :class:`RuleError`, which names
it and says what would be right. Times of the day are minutes since local midnight.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from relaxapp.errors import RelaxappError

DAY_MINUTES: Final = 24 * 60
EVERY_DAY: Final = frozenset(range(7))
SHORTEST: Final = 5
"""Minutes: what reminds more often than this is an alarm."""
MOST_SNOOZES: Final = 3
MOST_TIMES: Final = 24
MOST_RULES: Final = 50
LONGEST_TITLE: Final = 60
LONGEST_LINE: Final = 200
MOST_ML: Final = 2000
_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")


class RuleError(RelaxappError):
    """A value of a rule cannot be."""

    def __init__(self, name: str, value: object, right: str) -> None:
        super().__init__(f'{name} is "{value}"; {right} would be right.')


class Deed(StrEnum):
    """What a person can do that a reminder may be about."""

    DRINK = "drink"
    MOVEMENT = "movement"
    SESSION = "session"
    FOOD = "food"
    BATH = "bath"
    DAY = "day"
    """The day's episodes were looked over."""
    AWAY = "away"
    """Nothing was touched for a while, or the computer slept."""


DOABLE: Final = frozenset(Deed) - {Deed.AWAY}


@dataclass(frozen=True, slots=True)
class Every:
    """So many minutes after it was last done, and after each opening of a window."""

    minutes: int

    def __post_init__(self) -> None:
        _whole("minutes", self.minutes, SHORTEST, DAY_MINUTES)


@dataclass(frozen=True, slots=True)
class Aligned:
    """Whenever the clock shows a multiple of so many minutes, counted from midnight."""

    minutes: int

    def __post_init__(self) -> None:
        _whole("minutes", self.minutes, SHORTEST, DAY_MINUTES // 2)


@dataclass(frozen=True, slots=True)
class At:
    """At fixed times of the day, in minutes since midnight, sorted."""

    times: tuple[int, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.times) <= MOST_TIMES:
            raise RuleError("times", len(self.times), f"1 to {MOST_TIMES} times of the day")
        for time in self.times:
            _whole("time", time, 0, DAY_MINUTES - 1)
        object.__setattr__(self, "times", tuple(sorted(set(self.times))))


Mode = Every | Aligned | At


@dataclass(frozen=True, slots=True)
class Window:
    """When a reminder may come: from ``start`` until just before ``end``, on some days.

    ``days`` counts Monday as 0. Where ``end`` is not after ``start``, the window goes over
    midnight and belongs to the day it starts on. ``end`` may be 1440, midnight itself.
    """

    start: int
    end: int
    days: frozenset[int] = EVERY_DAY

    def __post_init__(self) -> None:
        _whole("start", self.start, 0, DAY_MINUTES - 1)
        _whole("end", self.end, 0, DAY_MINUTES)
        if self.start == self.end:
            raise RuleError("end", clock_text(self.end), "another time than the start")
        if not self.days or not self.days <= EVERY_DAY:
            raise RuleError("days", sorted(self.days), "at least one of 0 (Monday) to 6")


@dataclass(frozen=True, slots=True)
class Rule:
    """One reminder.

    ``title`` and ``line`` are the person's own words; empty, the bundled ones are used. ``deeds``
    are what counts as done. ``button`` is what its main button stands for and writes into the
    journal; None writes nothing. ``session`` is the id of the session that a button of
    ``Deed.SESSION`` starts, ``amounts`` the millilitres offered by one of ``Deed.DRINK``.
    ``away_minutes`` is how long an absence has to be to count, ``snoozes`` the minutes that are
    offered, ``snooze_cap`` how often in a row. Raises :class:`RuleError`.
    """

    id: str
    mode: Mode
    windows: tuple[Window, ...]
    enabled: bool = False
    title: str = ""
    line: str = ""
    deeds: frozenset[Deed] = frozenset()
    button: Deed | None = None
    session: str = ""
    amounts: tuple[int, ...] = ()
    away_minutes: int = 5
    snoozes: tuple[int, ...] = (10, 30, 60)
    snooze_cap: int = MOST_SNOOZES
    sound: bool = False
    bundled: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise RuleError("id", self.id, "small letters, digits and hyphens, a letter first,")
        object.__setattr__(self, "title", _line("title", self.title, LONGEST_TITLE))
        object.__setattr__(self, "line", _line("line", self.line, LONGEST_LINE))
        if not self.bundled and not self.title:
            raise RuleError("title", "", "a few words of what to be reminded of")
        if not 1 <= len(self.windows) <= MOST_TIMES:
            raise RuleError("windows", len(self.windows), f"1 to {MOST_TIMES} windows")
        if self.button is Deed.AWAY:
            raise RuleError("button", self.button, "something that can be done at a press")
        _whole("away_minutes", self.away_minutes, 1, 120)
        if not 1 <= len(self.snoozes) <= MOST_TIMES:
            raise RuleError("snoozes", len(self.snoozes), "at least one length in minutes")
        for minutes in self.snoozes:
            _whole("snooze", minutes, 1, DAY_MINUTES)
        _whole("snooze_cap", self.snooze_cap, 0, MOST_SNOOZES)
        for ml in self.amounts:
            _whole("amount", ml, 1, MOST_ML)
        object.__setattr__(self, "snoozes", tuple(sorted(set(self.snoozes))))

    def with_(self, **changes: object) -> Rule:
        """Return this rule with some fields changed; raises :class:`RuleError`."""
        return replace(self, **changes)  # type: ignore[arg-type]  # dataclasses checks the names, the rule its values

    @property
    def name(self) -> str:
        """What it is called: the person's words or, in English, the bundled ones."""
        return self.title or TITLES.get(self.id, self.id)

    def counts(self, deed: Deed) -> bool:
        """Tell whether a deed counts as having done what this reminds of."""
        return deed in self.deeds


BUNDLED: Final = ("drink", "move", "relax", "food", "bath", "evening")
"""The ids of the reminders that come with relaxapp, in the order in which they are shown."""
SUGGESTED: Final = ("drink", "move", "relax")
"""Those that the first question offers ticked; the others wait to be found."""


TITLES: Final = MappingProxyType(
    {
        "drink": "Drink something",
        "move": "Move a little",
        "relax": "Relax for a few minutes",
        "food": "Food with minerals",
        "bath": "A warm bath",
        "evening": "How was the day?",
    }
)
"""What the bundled reminders are called where the person has given no words of their own."""


def bundled() -> tuple[Rule, ...]:
    """Return the reminders that come with relaxapp, all off until the person says yes.

    Movement: a few minutes after fifty to sixty of screen work (HSE leaflet L26, "Work with
    display screen equipment"). Drinks: spread over the day, see :mod:`relaxapp.reminders.water`.
    """
    day = (Window(9 * 60, 19 * 60),)
    return (
        Rule("drink", Every(90), day, deeds=_only(Deed.DRINK), button=Deed.DRINK,
             amounts=(250,), bundled=True),
        Rule("move", Every(50), day, deeds=frozenset({Deed.MOVEMENT, Deed.AWAY}),
             button=Deed.MOVEMENT, bundled=True),
        Rule("relax", At((16 * 60,)), (Window(9 * 60, 22 * 60),), deeds=_only(Deed.SESSION),
             button=Deed.SESSION, session="soften", bundled=True),
        Rule("food", At((12 * 60 + 30,)), (Window(11 * 60, 15 * 60),), deeds=_only(Deed.FOOD),
             button=Deed.FOOD, bundled=True),
        Rule("bath", At((20 * 60,)), (Window(18 * 60, 23 * 60),), deeds=_only(Deed.BATH),
             button=Deed.BATH, bundled=True),
        Rule("evening", At((20 * 60 + 30,)), (Window(18 * 60, DAY_MINUTES),),
             deeds=_only(Deed.DAY), button=Deed.DAY, bundled=True),
    )  # fmt: skip


def clock_text(minutes: int) -> str:
    """Return ``09:05`` for minutes since midnight; 1440 is ``24:00``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _only(deed: Deed) -> frozenset[Deed]:
    return frozenset({deed})


def _whole(name: str, value: object, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise RuleError(name, value, f"a whole number from {low} to {high}")


def _line(name: str, value: object, longest: int) -> str:
    if not isinstance(value, str):
        raise RuleError(name, value, "text")
    line = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    if len(line) > longest:
        raise RuleError(name, f"{line[:20]}…", f"at most {longest} characters")
    return line
