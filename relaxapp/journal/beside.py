"""What stands beside the episodes: what was tried, what was practised, and the weeks otherwise.

A change is told with how often it was seen, and never as what it was that helped: most episodes
pass by themselves.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from relaxapp.journal.charts import by_week
from relaxapp.journal.scales import round_top

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from relaxapp.journal.daily import Daily
    from relaxapp.journal.tallies import Practised, Rated, Tried

    _Read = Callable[[date, Sequence[Daily]], tuple[int, int]]

_RATING: Final = 10


class Measure(StrEnum):
    """What is followed week by week."""

    WATER = "water"
    MOVEMENT = "movement"
    SESSIONS = "sessions"
    STRESS = "stress"
    WORRY = "worry"
    ANXIETY = "anxiety"


_RATINGS: Final = {Measure.STRESS, Measure.WORRY, Measure.ANXIETY}


@dataclass(frozen=True, slots=True)
class Change:
    """Ratings 0..10 before and after, given both ``rated`` times; medians, None without any."""

    rated: int = 0
    before: float | None = None
    after: float | None = None
    change: float | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something tried against episodes, ``times``, and how the rating changed."""

    done: str
    times: int
    change: Change


@dataclass(frozen=True, slots=True)
class Practice:
    """A session practised ``times``; "" stands for all of them together."""

    session: str
    times: int
    tension: Change
    distress: Change


@dataclass(frozen=True, slots=True)
class Point:
    """One week of a series: its middle in a unit square, and the part of the top it reaches.

    ``value`` rests on ``known`` days (of worry: episodes, of anxiety: looks back); it is None
    where nothing is known.
    """

    start: date
    value: float | None
    known: int
    x: float
    height: float | None


@dataclass(frozen=True, slots=True)
class Series:
    """One measure week by week: millilitres a day, breaks or sessions a week, or mean ratings."""

    measure: Measure
    points: tuple[Point, ...]
    top: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of it at all."""
        return all(one.value is None for one in self.points)


def attempts(reliefs: Iterable[Tried]) -> tuple[Attempt, ...]:
    """Return what was tried, the most frequent first."""
    times: Counter[str] = Counter()
    pairs: dict[str, Counter[tuple[int | None, int | None]]] = {}
    for one in reliefs:
        times[one.done] += one.times
        pairs.setdefault(one.done, Counter())[one.before, one.after] += one.times
    ordered = sorted(times, key=lambda done: (-times[done], done))
    return tuple(Attempt(done, times[done], _change(pairs[done])) for done in ordered)


def practices(found: Iterable[Practised]) -> tuple[Practice, ...]:
    """Return all sessions together and then each, the most practised first; empty without any."""
    every = tuple(found)
    if not every:
        return ()
    times: Counter[str] = Counter()
    for one in every:
        times[one.session] += one.times
    ordered = sorted(times, key=lambda session: (-times[session], session))
    return (
        _practice("", every),
        *(_practice(id_, [one for one in every if one.session == id_]) for id_ in ordered),
    )


def over_time(
    days: Sequence[Daily], worries: Iterable[Rated], anxieties: Iterable[Rated] = ()
) -> tuple[Series, ...]:
    """Return each measure over the weeks of days that follow each other.

    ``worries`` are of the episodes, ``anxieties`` of the weekly looks back.
    """
    weeks = by_week(days)

    def series(measure: Measure, of: _Read, least: int = _RATING) -> Series:
        found = [of(start, week) for start, week in weeks]
        values = [None if not known else total / known for total, known in found]
        most = max((value for value in values if value is not None), default=0)
        top = least if measure in _RATINGS else max(least, round_top(int(-(-most // 1))))
        points = tuple(
            Point(
                start,
                value,
                known,
                (n + 0.5) / len(weeks),
                None if value is None else value / top,
            )
            for n, ((start, _), value, (_, known)) in enumerate(
                zip(weeks, values, found, strict=True)
            )
        )
        return Series(measure, points, top)

    return (
        series(Measure.WATER, _mean(lambda one: None if one.drinks_unsaid else one.drinks_ml), 400),
        series(Measure.MOVEMENT, _sum(lambda one: one.movements), 4),
        series(Measure.SESSIONS, _sum(lambda one: one.sessions), 4),
        series(Measure.STRESS, _mean(lambda one: one.stress)),
        series(Measure.WORRY, _rated(worries)),
        series(Measure.ANXIETY, _rated(anxieties)),
    )


def _mean(of: Callable[[Daily], int | None]) -> _Read:
    """Return how to read the sum of a figure over a week, and on how many days it is known."""

    def read(_: date, week: Sequence[Daily]) -> tuple[int, int]:
        values = [value for value in map(of, week) if value is not None]
        return sum(values), len(values)

    return read


def _sum(of: Callable[[Daily], int]) -> _Read:
    """Return how to read a count over a week; one that left no trace at all is not known."""

    def read(_: date, week: Sequence[Daily]) -> tuple[int, int]:
        return sum(map(of, week)), int(any(one.traced for one in week))

    return read


def _rated(found: Iterable[Rated]) -> _Read:
    """Return how to read what a week was rated for."""
    weeks = {one.week: (one.total, one.rated) for one in found}
    return lambda start, _: weeks.get(start, (0, 0))


def _practice(session: str, of: Sequence[Practised]) -> Practice:
    tension: Counter[tuple[int | None, int | None]] = Counter()
    distress: Counter[tuple[int | None, int | None]] = Counter()
    for one in of:
        tension[one.tension] += one.times
        distress[one.distress] += one.times
    return Practice(session, sum(one.times for one in of), _change(tension), _change(distress))


def _change(pairs: Mapping[tuple[int | None, int | None], int]) -> Change:
    both = [
        (before, after, times)
        for (before, after), times in pairs.items()
        if before is not None and after is not None
    ]
    rated = sum(times for *_, times in both)
    if not rated:
        return Change()
    return Change(
        rated,
        _median([(before, times) for before, _, times in both]),
        _median([(after, times) for _, after, times in both]),
        _median([(after - before, times) for before, after, times in both]),
    )


def _median(values: Sequence[tuple[int, int]]) -> float:
    """Return the median of values that are each there so many times."""
    ordered = sorted(values)
    whole = sum(times for _, times in ordered)

    def at(place: int) -> int:
        for value, times in ordered:
            place -= times
            if place < 0:
                return value
        return ordered[-1][0]

    return (at((whole - 1) // 2) + at(whole // 2)) / 2
