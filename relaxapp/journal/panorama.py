"""Everything the Insights page shows of a period, read at one instant and frozen.

Window, command line and report take their numbers from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relaxapp.journal.beside import (
    Attempt,
    Practice,
    Series,
    attempts,
    over_time,
    practices,
)
from relaxapp.journal.charts import (
    BodySites,
    Calendar,
    HourWeekday,
    Trend,
    body_sites,
    calendar,
    hour_weekday,
    trend,
)
from relaxapp.journal.reading import Reading
from relaxapp.journal.tallies import Tallies

if TYPE_CHECKING:
    from datetime import date

    from relaxapp.journal.daily import Daily
    from relaxapp.journal.filters import EpisodeFilter
    from relaxapp.journal.steps import Connection


@dataclass(frozen=True, slots=True)
class Panorama:
    """The pictures and what stands beside them.

    ``days`` follow each other; empty where the journal knows of none. Which episodes count is
    for ``wanted`` to say; what is known of a day is told by all of them.
    """

    wanted: EpisodeFilter
    days: tuple[Daily, ...]
    calendar: Calendar
    places: BodySites
    hours: HourWeekday
    trend: Trend
    attempts: tuple[Attempt, ...]
    practices: tuple[Practice, ...]
    series: tuple[Series, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing was logged and nothing said, on any of the days."""
        return not any(one.traced for one in self.days)

    @property
    def has_episodes(self) -> bool:
        """Whether any episode was logged, wanted or not."""
        return any(one.episodes for one in self.days)


def read(connection: Connection, wanted: EpisodeFilter, today: date) -> Panorama:
    """Read a period: from its first day, or the first known, to its last, or ``today``.

    ``today`` is the day being lived. Where others may write meanwhile, the caller holds the
    connection to one view of the journal.
    """
    days = Reading(connection).daily(today, wanted.since, wanted.until)
    counted = Tallies(connection)
    counts = counted.by_day(wanted)
    since, until = (days[0].day, days[-1].day) if days else (today, today)
    return Panorama(
        wanted,
        days,
        calendar(days, counts),
        body_sites(counted.by_site(wanted), counted.by_region(wanted), sum(counts.values())),
        hour_weekday(counted.by_hour(wanted)),
        trend(days, counts),
        attempts(counted.reliefs(wanted)),
        practices(counted.practices(since, until)),
        over_time(days, counted.worries(wanted), counted.anxieties(since, until)),
    )
