"""The journal as four pictures: what they count, and where each mark stands in a unit square.

Plain numbers without a picture. Whoever paints them, the table beside them, the command line and
the report all take their figures from these values, so that they cannot differ. In each square x
runs from left to right and y downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from relaxapp.journal.vocabulary import DayStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LEVELS: Final = 4
WEEKDAYS: Final = 7
HOURS: Final = 24
_LONGEST_STRIP: Final = 54
"""Weeks: a year has days of so many at most. What is longer is shown year by year."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days lived from ``since`` to ``until``, both included."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise ValueError(f"a period ends on {self.until}, before {self.since}")

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.until - self.since).days + 1

    def __iter__(self) -> Iterator[date]:
        """Go through its days."""
        return (self.since + timedelta(days=n) for n in range(self.days))


@dataclass(frozen=True, slots=True)
class Scale:
    """Counts in up to `LEVELS` shades; ``tops`` are the highest count of each, ascending."""

    tops: tuple[int, ...] = ()

    def level(self, count: int) -> int:
        """Return the shade of a count: 1 is the faintest, 0 stands for none at all."""
        if count <= 0 or not self.tops:
            return 0
        return next((n for n, top in enumerate(self.tops, 1) if count <= top), len(self.tops))

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The least and the highest count of each shade."""
        return tuple(zip((1, *(top + 1 for top in self.tops)), self.tops, strict=False))


def scale(counts: Iterable[int]) -> Scale:
    """Return a scale that reaches to the highest of ``counts`` in equal steps."""
    most = max(counts, default=0)
    steps = min(most, LEVELS)
    return Scale(tuple(-(-most * n // steps) for n in range(1, steps + 1)))


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar: the middle of its cell, in the square of its ``strip``.

    ``count`` is what was logged; how much that tells is the ``status``: of a day that is not
    complete, it is at least so many.
    """

    day: date
    count: int
    status: DayStatus
    level: int
    strip: int
    column: int
    row: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Strip:
    """A row of weeks, side by side; ``start`` is the first Monday, in ``columns`` weeks."""

    start: date
    columns: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """Every day of a period, in strips of weeks: one, or one a year.

    ``complete``, ``partial`` and ``unknown`` count the days by what was said of them; ``none``
    those that are complete and without any episode.
    """

    period: Period
    strips: tuple[Strip, ...]
    days: tuple[Day, ...]
    scale: Scale
    episodes: int
    complete: int
    partial: int
    unknown: int
    none: int

    def rows(self) -> tuple[tuple[date, DayStatus, int], ...]:
        """Return each day with its status and its episodes, the latest first."""
        return tuple((one.day, one.status, one.count) for one in reversed(self.days))


@dataclass(frozen=True, slots=True)
class Touched:
    """A fine region that episodes touched; larger sites that were logged take it in."""

    region: str
    count: int
    level: int


@dataclass(frozen=True, slots=True)
class BodySites:
    """Where episodes were.

    ``regions`` are to be painted; ``sites`` tell how often each was logged under just that
    name, the most frequent first; ``nowhere`` counts the episodes for which no place was given.
    """

    regions: tuple[Touched, ...]
    sites: tuple[tuple[str, int], ...]
    scale: Scale
    episodes: int
    nowhere: int

    def rows(self) -> tuple[tuple[str, int, int | None], ...]:
        """Return each site with how often it was logged, and how many episodes touched it.

        The latter is None for a larger site, whose parts may each have another number.
        """
        touched = {one.region: one.count for one in self.regions}
        named = {site for site, _ in self.sites}
        parts = [(one.region, 0, one.count) for one in self.regions if one.region not in named]
        return (*((site, count, touched.get(site)) for site, count in self.sites), *parts)


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of a weekday (0 is Monday), by the clock on the wall; its middle in the square."""

    weekday: int
    hour: int
    count: int
    level: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class HourWeekday:
    """When in the week episodes began; ``hours`` go from Monday's first to Sunday's last."""

    hours: tuple[Hour, ...]
    scale: Scale
    episodes: int

    def at(self, weekday: int, hour: int) -> Hour:
        """Return one hour."""
        return self.hours[weekday * HOURS + hour]

    def rows(self) -> tuple[tuple[int, tuple[int, ...], int], ...]:
        """Return each hour of the day with its count for each weekday, and their sum."""
        found = []
        for hour in range(HOURS):
            counts = tuple(self.at(weekday, hour).count for weekday in range(WEEKDAYS))
            found.append((hour, counts, sum(counts)))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class TrendWeek:
    """A week of the trend: its middle in the square, and how high its values stand from below.

    ``days`` of it lie in the period. ``recorded`` are those of which something is known: that
    were called complete or partial, or on which an episode was logged; ``complete`` those called
    complete. ``height`` is the part of the highest count, ``known`` the part of seven days.
    """

    start: date
    episodes: int
    days: int
    recorded: int
    complete: int
    x: float
    height: float
    known: float


@dataclass(frozen=True, slots=True)
class Trend:
    """Week after week; ``top`` is the count at which the square ends."""

    weeks: tuple[TrendWeek, ...]
    top: int
    episodes: int

    def rows(self) -> tuple[tuple[date, int, int, int, int], ...]:
        """Return each week with episodes, recorded, complete and all days, the latest first."""
        return tuple(
            (one.start, one.episodes, one.recorded, one.complete, one.days)
            for one in reversed(self.weeks)
        )


def calendar(
    period: Period, counts: Mapping[date, int], statuses: Mapping[date, DayStatus]
) -> Calendar:
    """Return the calendar of a period; a day of which nothing was said is unknown."""
    levels = scale(counts.get(day, 0) for day in period)
    strips = _strips(period)
    days: list[Day] = []
    for number, (strip, since, until) in enumerate(strips):
        for day in Period(since, until):
            column, row = (day - strip.start).days // WEEKDAYS, day.weekday()
            count = counts.get(day, 0)
            days.append(
                Day(
                    day,
                    count,
                    statuses.get(day, DayStatus.UNKNOWN),
                    levels.level(count),
                    number,
                    column,
                    row,
                    (column + 0.5) / strip.columns,
                    (row + 0.5) / WEEKDAYS,
                )
            )
    said = [one.status for one in days]
    return Calendar(
        period,
        tuple(strip for strip, _, _ in strips),
        tuple(days),
        levels,
        episodes=sum(one.count for one in days),
        complete=said.count(DayStatus.COMPLETE),
        partial=said.count(DayStatus.PARTIAL),
        unknown=said.count(DayStatus.UNKNOWN),
        none=sum(one.status is DayStatus.COMPLETE and not one.count for one in days),
    )


def body_sites(logged: Mapping[str, int], touched: Mapping[str, int], episodes: int) -> BodySites:
    """Return where ``episodes`` episodes were, from `Tallies.by_site` and `Tallies.by_region`."""
    levels = scale(touched.values())
    ordered = sorted(
        ((site, count) for site, count in logged.items() if site), key=lambda it: (-it[1], it[0])
    )
    regions = tuple(
        Touched(region, count, levels.level(count))
        for region, count in sorted(touched.items(), key=lambda it: (-it[1], it[0]))
        if count
    )
    return BodySites(regions, tuple(ordered), levels, episodes, logged.get("", 0))


def hour_weekday(counts: Mapping[tuple[int, int], int]) -> HourWeekday:
    """Return the hours of the week, from counts by weekday (0 is Monday) and hour."""
    levels = scale(counts.values())
    hours = tuple(
        Hour(
            weekday,
            hour,
            count := counts.get((weekday, hour), 0),
            levels.level(count),
            (hour + 0.5) / HOURS,
            (weekday + 0.5) / WEEKDAYS,
        )
        for weekday in range(WEEKDAYS)
        for hour in range(HOURS)
    )
    return HourWeekday(hours, levels, sum(counts.values()))


def trend(
    period: Period,
    counts: Mapping[date, int],
    statuses: Mapping[date, DayStatus],
    logged: Iterable[date] = (),
) -> Trend:
    """Return the weeks of a period; ``logged`` are days with any episode, wanted or not."""
    some = set(logged) | {day for day, count in counts.items() if count}
    first, count = _weeks(period)
    starts = [first + timedelta(weeks=n) for n in range(count)]
    found = []
    for start in starts:
        days = [day for day in _week(start) if period.since <= day <= period.until]
        said = [statuses.get(day, DayStatus.UNKNOWN) for day in days]
        recorded = sum(
            status is not DayStatus.UNKNOWN or day in some
            for day, status in zip(days, said, strict=True)
        )
        episodes = sum(counts.get(day, 0) for day in days)
        found.append((start, episodes, len(days), recorded, said.count(DayStatus.COMPLETE)))
    top = round_top(max(episodes for _, episodes, *_ in found))
    weeks = tuple(
        TrendWeek(
            start,
            episodes,
            days,
            recorded,
            complete,
            (n + 0.5) / count,
            episodes / top,
            recorded / WEEKDAYS,
        )
        for n, (start, episodes, days, recorded, complete) in enumerate(found)
    )
    return Trend(weeks, top, sum(week.episodes for week in weeks))


def round_top(most: int) -> int:
    """Return a round number at or above ``most``, and 4 or more, which 2 and 4 divide."""
    step = 4
    while True:
        for factor in (1, 2, 3, 5):
            if most <= step * factor:
                return step * factor
        step *= 10 if step > 4 else 5  # noqa: PLR2004 - 4, 20, 200, ...


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _week(start: date) -> Iterator[date]:
    return (start + timedelta(days=n) for n in range(WEEKDAYS))


def _weeks(period: Period) -> tuple[date, int]:
    first = monday(period.since)
    return first, (monday(period.until) - first).days // WEEKDAYS + 1


def _strips(period: Period) -> list[tuple[Strip, date, date]]:
    """Return each strip with its first and last day."""
    if _weeks(period)[1] <= _LONGEST_STRIP:
        parts = [period]
    else:
        parts = [
            Period(max(date(year, 1, 1), period.since), min(date(year, 12, 31), period.until))
            for year in range(period.since.year, period.until.year + 1)
        ]
    found = []
    for part in parts:
        first, columns = _weeks(part)
        if len(parts) > 1:  # years are as long as each other, so that their months line up
            first, columns = monday(date(part.since.year, 1, 1)), _LONGEST_STRIP
        found.append((Strip(first, columns), part.since, part.until))
    return found
