"""The journal as four pictures: what they count, and where each mark stands in a unit square.

Plain numbers without a picture. Whoever paints them, the table beside them, the command line and
the report all take their figures from these values, so that they cannot differ. In each square x
runs from left to right and y downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

from relaxapp.journal.daily import statuses
from relaxapp.journal.scales import Scale, round_top, scale
from relaxapp.journal.vocabulary import DayStatus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relaxapp.journal.daily import Daily

WEEKDAYS: Final = 7
HOURS: Final = 24
LONGEST_STRIP: Final = 54
"""Weeks: a year has days of so many at most. What is longer is shown year by year."""


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
    """Every day of a period, in strips of weeks: one or, of more than a year, one a year.

    ``complete``, ``partial`` and ``unknown`` count the days by what was said of them; ``none``
    those that are complete and without any episode.
    """

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
    were called complete or partial, or on which any episode was logged. ``height`` is the part of
    the ``top``, ``known`` the part of seven days.
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
    """Week after week; ``top`` is the count at which the square ends. Without days, no weeks."""

    weeks: tuple[TrendWeek, ...]
    top: int
    episodes: int

    def rows(self) -> tuple[tuple[date, int, int, int, int], ...]:
        """Return each week with episodes, recorded, complete and all days, the latest first."""
        return tuple(
            (one.start, one.episodes, one.recorded, one.complete, one.days)
            for one in reversed(self.weeks)
        )


def calendar(days: Sequence[Daily], counts: Mapping[date, int] | None = None) -> Calendar:
    """Return the calendar of days that follow each other.

    ``counts`` tell how many of their episodes are wanted, where that is not all.
    """
    logged = _logged(days, counts)
    levels = scale(logged.values())
    cells: list[Day] = []
    strips = _strips(days)
    for number, (strip, part) in enumerate(strips):
        for one in part:
            column, row = (one.day - strip.start).days // WEEKDAYS, one.day.weekday()
            cells.append(
                Day(
                    one.day,
                    logged[one.day],
                    one.status,
                    levels.level(logged[one.day]),
                    number,
                    column,
                    row,
                    (column + 0.5) / strip.columns,
                    (row + 0.5) / WEEKDAYS,
                )
            )
    said = statuses(days)
    return Calendar(
        tuple(strip for strip, _ in strips),
        tuple(cells),
        levels,
        episodes=sum(logged.values()),
        complete=said[DayStatus.COMPLETE],
        partial=said[DayStatus.PARTIAL],
        unknown=said[DayStatus.UNKNOWN],
        none=sum(one.complete and not logged[one.day] for one in days),
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


def trend(days: Sequence[Daily], counts: Mapping[date, int] | None = None) -> Trend:
    """Return the weeks of days that follow each other; ``counts`` as of the calendar."""
    logged = _logged(days, counts)
    weeks = by_week(days)
    sums = [sum(logged[one.day] for one in week) for _, week in weeks]
    top = round_top(max(sums, default=0))
    made = tuple(
        TrendWeek(
            start,
            episodes,
            len(week),
            recorded := sum(is_recorded(one) for one in week),
            sum(one.complete for one in week),
            (n + 0.5) / len(weeks),
            episodes / top,
            recorded / WEEKDAYS,
        )
        for n, ((start, week), episodes) in enumerate(zip(weeks, sums, strict=True))
    )
    return Trend(made, top, sum(sums))


def is_recorded(day: Daily) -> bool:
    """Whether anything is known of a day's episodes."""
    return day.status is not DayStatus.UNKNOWN or day.episodes > 0


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def by_week(days: Sequence[Daily]) -> list[tuple[date, tuple[Daily, ...]]]:
    """Return days that follow each other week by week, each with its Monday."""
    return [(start, tuple(week)) for start, week in groupby(days, lambda one: monday(one.day))]


def _logged(days: Sequence[Daily], counts: Mapping[date, int] | None) -> dict[date, int]:
    if counts is None:
        return {one.day: one.episodes for one in days}
    return {one.day: counts.get(one.day, 0) for one in days}


def _strips(days: Sequence[Daily]) -> list[tuple[Strip, tuple[Daily, ...]]]:
    """Return each strip with its days."""
    if not days:
        return []
    first = monday(days[0].day)
    columns = (monday(days[-1].day) - first).days // WEEKDAYS + 1
    if columns <= LONGEST_STRIP:
        return [(Strip(first, columns), tuple(days))]
    # Years are as long as each other, so that their months line up.
    return [
        (Strip(monday(date(year, 1, 1)), LONGEST_STRIP), tuple(part))
        for year, part in groupby(days, lambda one: one.day.year)
    ]
