"""The charts of the report in words: a sentence on each, and the table that says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.journal.report_parts import Figure, Grid
from relaxapp.journal.vocabulary import DayStatus

if TYPE_CHECKING:
    from relaxapp.journal.report import Report
    from relaxapp.journal.report_words import Say

BODY, HOURS, TREND, CALENDAR = "body", "hours", "trend", "calendar"


def figures(report: Report, say: Say) -> tuple[Figure, Figure, Figure, Figure]:
    """Return body, hours, trend and calendar."""
    return _body(report, say), _hours(report, say), _trend(report, say), _calendar(report, say)


def _body(report: Report, say: Say) -> Figure:
    tr, chart = say.tr, report.charts.body
    rows = tuple(
        (say.site(site), str(logged), "" if touched is None else str(touched))
        for site, logged, touched in chart.rows()
    )
    told = tr("The darker, the more episodes touched a place.")
    if chart.nowhere:
        told += " " + tr("{episodes} without a place.").format(episodes=say.episodes(chart.nowhere))
    headers = (tr("Place"), tr("Logged there"), tr("Touched it"))
    return Figure(BODY, tr("On the body"), told, Grid(tr("Episodes by place"), headers, rows))


def _hours(report: Report, say: Say) -> Figure:
    tr, chart = say.tr, report.charts.hours
    rows = tuple(
        (f"{hour:02d}", *(str(count) for count in counts), str(total))
        for hour, counts, total in chart.rows()
        if total
    )
    days = tuple(tr("Mon Tue Wed Thu Fri Sat Sun").split())
    told = tr("When in the day and week episodes began, by the clock on the wall.")
    grid = Grid(tr("Episodes by hour and weekday"), (tr("Hour"), *days, tr("All")), rows)
    return Figure(HOURS, tr("By hour and weekday"), told, grid)


def _trend(report: Report, say: Say) -> Figure:
    tr, chart = say.tr, report.charts.trend
    rows = tuple(
        (say.day(start), str(episodes), str(recorded), str(complete), str(days))
        for start, episodes, recorded, complete, days in reversed(chart.rows())
    )
    headers = (
        tr("Week from"), tr("Episodes"), tr("Days recorded"), tr("Days complete"), tr("Days"),
    )  # fmt: skip
    told = tr("Episodes a week, and on how many of its days the diary was kept.")
    grid = Grid(tr("Episodes by week"), headers, rows)
    return Figure(TREND, tr("Week by week"), told, grid)


def _calendar(report: Report, say: Say) -> Figure:
    tr, chart = say.tr, report.charts.calendar
    names = {
        DayStatus.COMPLETE: tr("complete"),
        DayStatus.PARTIAL: tr("in part"),
        DayStatus.UNKNOWN: tr("unknown"),
    }
    rows = tuple(
        (say.long_day(day), names[status], str(count))
        for day, status, count in reversed(chart.rows())
        if count or status is not DayStatus.UNKNOWN
    )
    told = tr(
        "{none} complete and without episodes, {complete} complete in all, {partial} in part,"
        " {unknown} unknown."
    ).format(
        none=say.days(chart.none),
        complete=chart.complete,
        partial=chart.partial,
        unknown=chart.unknown,
    )
    headers = (tr("Day"), tr("Recorded"), tr("Episodes"))
    return Figure(CALENDAR, tr("Day by day"), told, Grid(tr("Episodes by day"), headers, rows))
