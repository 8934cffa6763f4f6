"""Each picture of the journal as a table of words: for eyes that rest, screen readers and paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relaxapp.journal.charts import WEEKDAYS
from relaxapp.journal.vocabulary import DayStatus
from relaxapp.painting import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relaxapp.journal.beside import Attempt, Practice, Series
    from relaxapp.journal.charts import BodySites, Calendar, HourWeekday, Trend


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each ready to be read; ``shares`` tell how wide the columns are."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]

    @property
    def text(self) -> str:
        """The table to be pasted elsewhere: a line a row, with tabs between its cells."""
        return "".join("\t".join(row) + "\n" for row in (self.headers, *self.rows))


def calendar_table(chart: Calendar) -> Table:
    """Return a row for each day, the latest first."""
    return Table(
        (words.tr("Day"), words.tr("Episodes"), words.tr("Known")),
        tuple(
            # Of a day of which nothing is known there is no number, not even zero.
            (
                words.full_day(day),
                str(count) if count or status is not DayStatus.UNKNOWN else "",
                words.status(status),
            )
            for day, status, count in chart.rows()
        ),
        (16, 10, 16),
    )


def sites_table(chart: BodySites) -> Table:
    """Return a row for each place, the most frequent first.

    Parts that were logged only by the name of a larger place come last.
    """
    rows = [
        (words.site(site), str(count), "" if touched is None else str(touched))
        for site, count, touched in chart.rows()
    ]
    if chart.nowhere:
        rows.append((words.tr("No place given"), str(chart.nowhere), ""))
    headers = (words.tr("Place"), words.tr("Logged there"), words.tr("With larger places"))
    return Table(headers, tuple(rows), (24, 12, 16))


def hours_table(chart: HourWeekday) -> Table:
    """Return a row for each hour of the day with a column for each weekday."""
    return Table(
        (words.tr("Hour"), *map(words.weekday, range(WEEKDAYS)), words.tr("All")),
        tuple(
            (words.hours(hour), *map(str, counts), str(whole))
            for hour, counts, whole in chart.rows()
        ),
        (9, *(6,) * WEEKDAYS, 7),
    )


def trend_table(chart: Trend) -> Table:
    """Return a row for each week, the latest first."""
    return Table(
        (
            words.tr("Week from"),
            words.tr("Episodes"),
            words.tr("Days recorded"),
            words.tr("Days complete"),
            words.tr("Days in the period"),
        ),
        tuple((words.full_day(start), *map(str, numbers)) for start, *numbers in chart.rows()),
        (16, 10, 13, 13, 14),
    )


def attempts_table(found: Sequence[Attempt]) -> Table:
    """Return a row for each thing that was tried, the most frequent first."""
    rows = []
    for one in found:
        change = one.change
        moved = "" if change.change is None else words.signed(change.change)
        rows.append(
            (words.done(one.done), str(one.times), str(change.rated), moved, words.changed(change))
        )
    headers = (
        words.tr("Tried"),
        words.tr("Times"),
        words.tr("Rated twice"),
        words.tr("Median change"),
        words.tr("Before and after"),
    )
    return Table(headers, tuple(rows), (18, 8, 11, 13, 18))


def practices_table(found: Sequence[Practice], titles: Mapping[str, str]) -> Table:
    """Return a row for each session; ``titles`` are those of the sessions by their ids."""
    return Table(
        (words.tr("Session"), words.tr("Times"), words.tr("Tension"), words.tr("Distress")),
        tuple(
            (
                session_title(one, titles),
                str(one.times),
                words.changed(one.tension),
                words.changed(one.distress),
            )
            for one in found
        ),
        (18, 8, 18, 18),
    )


def session_title(one: Practice, titles: Mapping[str, str]) -> str:
    """Return what a session is called; one that is there no more has its id."""
    return titles.get(one.session, one.session) if one.session else words.tr("All together")


def series_table(found: Sequence[Series]) -> Table:
    """Return a row for each week, the latest first, with a column for each series."""
    starts = [point.start for point in found[0].points] if found else []
    rows = [
        (
            words.full_day(start),
            *(words.value(one.measure, one.points[n]) for one in found),
        )
        for n, start in enumerate(starts)
    ]
    headers = (words.tr("Week from"), *(words.measure(one.measure) for one in found))
    return Table(headers, tuple(reversed(rows)), (16, *(14,) * len(found)))
