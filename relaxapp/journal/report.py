"""What a doctor is shown of a period: counted once, as frozen values, without words or pictures.

"Not said" is never counted as "no": beside each figure stands how many episodes or days it rests
on. The numbers of days and of episodes a day are those of :mod:`relaxapp.journal.daily`, which
charts and patterns read too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Self

from relaxapp.errors import RelaxappError
from relaxapp.journal.charts import is_recorded
from relaxapp.journal.vocabulary import SIGNS, DayStatus, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from relaxapp.journal.charts import BodySites, Calendar, HourWeekday, Trend
    from relaxapp.journal.daily import Daily
    from relaxapp.journal.entries import Check, Episode, Medicine, Score, Trial
    from relaxapp.journal.patterns import Pattern

USUAL_WEEKS: Final = 8
"""A doctor's diary covers at least this much."""
MOST_WEEKS: Final = 520
MOST_NAME: Final = 80
"""Characters of a name: it has to fit into the foot of each page."""
WEAKNESS: Final = ("weak_there", "growing_weakness")
"""The signs of the vocabulary that answer "is it weak?"."""

Counted = tuple[tuple[str, int], ...]
"""Ids or own words with how many episodes each was said of, the most frequent first."""


def last_day(trial: Trial) -> date:
    """Return the last day of a trial, as planned or as it was ended."""
    return trial.ended or trial.started + timedelta(days=trial.planned_days - 1)


def middle(values: Iterable[float]) -> float:
    """Return the median of one or more values."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the report is to be of: days as lived, both included. Raises ``RelaxappError``."""

    since: date
    until: date
    name: str = ""
    notes: bool = True

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise RelaxappError(
                f"The report cannot end on {self.until}: {self.since}, on which it begins, or"
                " later would be right."
            )
        object.__setattr__(self, "name", " ".join(self.name.split())[:MOST_NAME])

    @classmethod
    def weeks(cls, count: int, today: date, name: str = "", *, notes: bool = True) -> Self:
        """Return the latest ``count`` weeks, ``today`` being their last day."""
        first = max(date.min.toordinal(), today.toordinal() - count * 7 + 1)
        return cls(date.fromordinal(first), today, name, notes)


@dataclass(frozen=True, slots=True)
class Spread:
    """The least, the middle and the most of ``n`` values that were said."""

    n: int
    low: float
    median: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Self | None:
        """Return the spread of ``values``; None where there are none."""
        if not values:
            return None
        return cls(len(values), min(values), middle(values), max(values))


@dataclass(frozen=True, slots=True)
class Noticed:
    """A sign that a doctor should hear of: with how many episodes, first and last on which day."""

    sign: str
    episodes: int
    first: date
    last: date

    @property
    def level(self) -> Level:
        """What it calls for."""
        return SIGNS[self.sign].level


@dataclass(frozen=True, slots=True)
class Tried:
    """Something tried against an episode, ``times``; ``change`` is the median of after - before.

    It rests on the ``rated`` times in which both were given; None without any.
    """

    done: str
    times: int
    rated: int
    change: float | None


@dataclass(frozen=True, slots=True)
class Practice:
    """Relaxation sessions: how many, on how many days, and tension (0..10) before and after.

    ``before`` and ``after`` are medians over the ``rated`` sessions in which both were given.
    """

    sessions: int = 0
    days: int = 0
    rated: int = 0
    before: float | None = None
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of days: each a spread over the days on which it was said.

    ``hard`` of ``hard_said`` days had hard exercise.
    """

    caffeine_mg: Spread | None = None
    alcohol_units: Spread | None = None
    sleep_hours: Spread | None = None
    stress: Spread | None = None
    hard: int = 0
    hard_said: int = 0


@dataclass(frozen=True, slots=True)
class Charts:
    """The pictures, as the window shows them of the same period."""

    body: BodySites
    hours: HourWeekday
    calendar: Calendar
    trend: Trend


@dataclass(frozen=True, slots=True)
class LogDay:
    """One day of the log: what is known of it, and its episodes in the order in which they came."""

    day: date
    status: DayStatus
    daily: Daily
    episodes: tuple[Episode, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything in a report.

    ``made`` is local time, aware. ``daily`` has each day of the period, which ends today at the
    latest. ``counts`` are how many ``episodes`` said anything of "sites", "kind", "state",
    "before" and "feelings". ``patterns`` are those alone that passed every test, of all the
    questions ``asked``.
    """

    wanted: Wanted
    made: datetime
    daily: tuple[Daily, ...]
    episodes: int
    going_on: int
    counts: dict[str, int]
    sites: Counted
    kinds: Counted
    states: Counted
    befores: Counted
    feelings: Counted
    signs: tuple[Noticed, ...]
    intensity: Spread | None
    worry: Spread | None
    seconds: Spread | None
    medicines: tuple[Medicine, ...]
    tried: tuple[Tried, ...]
    practice: Practice
    checks: tuple[Check, ...]
    scores: tuple[Score, ...]
    trials: tuple[Trial, ...]
    asked: int
    patterns: tuple[Pattern, ...]
    figures: Figures
    charts: Charts
    log: tuple[LogDay, ...]

    @property
    def since(self) -> date:
        """The first day."""
        return self.wanted.since

    @property
    def until(self) -> date:
        """The last day: as wanted, but no day that is yet to come."""
        return self.daily[-1].day if self.daily else self.wanted.until

    def days(self, *which: DayStatus) -> int:
        """Return how many days there are of these statuses; of all where none is named."""
        return sum(1 for one in self.daily if not which or one.status in which)

    @property
    def recorded(self) -> int:
        """On how many days the journal was kept: called complete or partial, or with an episode."""
        return sum(1 for one in self.daily if is_recorded(one))

    @property
    def on_complete(self) -> tuple[int, int]:
        """Episodes on complete days, and those days: the only rate that is not a guess."""
        complete = [one for one in self.daily if one.complete]
        return sum(one.episodes for one in complete), len(complete)

    @property
    def weakness(self) -> tuple[Noticed, ...]:
        """Where weakness was noticed."""
        return tuple(one for one in self.signs if one.sign in WEAKNESS)

    @property
    def other_signs(self) -> tuple[Noticed, ...]:
        """What else was noticed, the most pressing first."""
        return tuple(one for one in self.signs if one.sign not in WEAKNESS)
