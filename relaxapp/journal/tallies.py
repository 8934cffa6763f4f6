"""The journal counted: by day, place, hour and week, by what was tried, drunk and practised.

SQLite counts and hands over numbers, never entries: five years of them are read in a blink.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from relaxapp import body
from relaxapp.journal.filters import EpisodeFilter, conditions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relaxapp.journal.steps import Connection

HOURS: Final = 24
_WEEK: Final = 7 * HOURS
_MONDAY: Final = "date(day, '-6 days', 'weekday 1')"
_FIRST_WEEKDAY: Final = 3
"""The first day that seconds are counted from, in 1970, was a Thursday."""


class Tried(NamedTuple):
    """So many attempts with one thing, all rated alike: 0..10, or None where not rated."""

    done: str
    before: int | None
    after: int | None
    times: int


class Practised(NamedTuple):
    """So many practices of a session in one week, all rated alike; ``week`` is its Monday."""

    session: str
    week: date
    tension: tuple[int | None, int | None]
    distress: tuple[int | None, int | None]
    times: int


class Rated(NamedTuple):
    """The ratings 0..10 that one week has of something: their sum, and how many there are."""

    week: date
    rated: int
    total: int


class Tallies:
    """Counts of what is in the journal, but for the trash. ``wanted`` tells of which episodes."""

    def __init__(self, connection: Connection) -> None:
        """Use ``connection``, which stays the caller's to close."""
        self._query = connection.query

    def by_day(self, wanted: EpisodeFilter) -> dict[date, int]:
        """Return how many episodes there are on each day lived that has some."""
        where, values = conditions(wanted)
        # With a plus the index of days is not used: it would visit each row for what is asked.
        plain = dataclasses.replace(wanted, since=None, until=None) == EpisodeFilter()
        by = "day" if plain else "+day"
        query = f"SELECT day, count(*) FROM episode {where} GROUP BY {by}"  # noqa: S608 - our own conditions
        return {date.fromisoformat(day): times for day, times in self._query(query, values)}

    def by_site(self, wanted: EpisodeFilter) -> dict[str, int]:
        """Return how many episodes were logged at each site, under just that name.

        One at several sites counts for each of them; "" is where no place was given.
        """
        where, values = conditions(wanted)
        query = f"""
            SELECT coalesce(site, ''), count(*)
            FROM (SELECT number FROM episode {where})
            LEFT JOIN episode_site ON episode = number GROUP BY 1
        """  # noqa: S608 - our own conditions
        return dict(self._query(query, values))

    def by_region(self, wanted: EpisodeFilter) -> dict[str, int]:
        """Return how many episodes touch each fine region, which larger sites take in."""
        where, values = conditions(wanted)
        held = [(site, region) for site, regions in _extents() for region in regions]
        pairs = ", ".join(["(?, ?)"] * len(held))
        query = f"""
            WITH held(site, region) AS (VALUES {pairs})
            SELECT region, count(DISTINCT episode)
            FROM (SELECT number FROM episode {where})
            JOIN episode_site ON episode = number JOIN held USING (site) GROUP BY region
        """  # noqa: S608 - placeholders and our own conditions
        given = [one for pair in held for one in pair]
        return dict(self._query(query, (*given, *values)))

    def by_hour(self, wanted: EpisodeFilter) -> dict[tuple[int, int], int]:
        """Return how many episodes began on each weekday (0 is Monday) in each hour.

        Both by the clock on the wall there and then: the small hours bear the later date.
        """
        where, values = conditions(wanted)
        query = f"""
            SELECT (CAST(strftime('%s', substr(at, 1, 19)) AS INTEGER) + offset_minutes * 60
                    + 6048000000) / 3600 % {_WEEK} AS hour, count(*)
            FROM episode {where} GROUP BY hour
        """  # noqa: S608 - our own conditions; so many seconds are whole weeks
        return {
            ((hour // HOURS + _FIRST_WEEKDAY) % 7, hour % HOURS): times
            for hour, times in self._query(query, values)
        }

    def reliefs(self, wanted: EpisodeFilter) -> tuple[Tried, ...]:
        """Return what was tried against the episodes, and how they were rated around it."""
        where, values = conditions(wanted)
        query = f"""
            SELECT done, relief.before, relief.after, count(*)
            FROM (SELECT number FROM episode {where})
            JOIN episode_relief AS relief ON episode = number GROUP BY 1, 2, 3
        """  # noqa: S608 - our own conditions
        return tuple(Tried(*row) for row in self._query(query, values))

    def practices(self, since: date, until: date) -> tuple[Practised, ...]:
        """Return what was practised of the days, where anything was heard of it."""
        query = f"""
            SELECT session_id, {_MONDAY}, tension_before, tension_after,
                distress_before, distress_after, count(*)
            FROM session WHERE deleted IS NULL AND heard_s >= 1 AND day BETWEEN ? AND ?
            GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2
        """  # noqa: S608 - our own names
        found = self._query(query, (since.isoformat(), until.isoformat()))
        return tuple(
            Practised(session, date.fromisoformat(week), tuple(rated[:2]), tuple(rated[2:]), times)
            for session, week, *rated, times in found
        )

    def worries(self, wanted: EpisodeFilter) -> tuple[Rated, ...]:
        """Return how much the episodes of each week worried, of those that were rated so."""
        where, values = conditions(wanted)
        query = f"""
            SELECT {_MONDAY}, count(*), sum(worry) FROM episode {where} AND worry IS NOT NULL
            GROUP BY 1 ORDER BY 1
        """  # noqa: S608 - our own conditions
        return tuple(
            Rated(date.fromisoformat(week), rated, total)
            for week, rated, total in self._query(query, values)
        )

    def anxieties(self, since: date, until: date) -> tuple[Rated, ...]:
        """Return how anxious the weekly looks back, taken on these days, found the week."""
        query = f"""
            SELECT {_MONDAY}, count(*), sum(anxiety) FROM weekly_check
            WHERE deleted IS NULL AND anxiety IS NOT NULL AND day BETWEEN ? AND ?
            GROUP BY 1 ORDER BY 1
        """  # noqa: S608 - our own names
        found = self._query(query, (since.isoformat(), until.isoformat()))
        return tuple(Rated(date.fromisoformat(week), rated, total) for week, rated, total in found)


def _extents() -> Iterable[tuple[str, tuple[str, ...]]]:
    """Return every site with its fine regions; what bears both names is told once."""
    yield from ((one, (one,)) for one in body.REGIONS)
    yield from ((one.id, one.regions) for one in body.GROUPS.values() if one.id not in body.REGIONS)
