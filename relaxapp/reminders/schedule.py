"""When windows are open and when clocks show what a rule waits for: local time made into instants.

Everything is computed anew from the zone in force, so that a journey or a change of clocks
needs no handling of its own. On the day that clocks go forward, a time that does not exist comes
an hour later by the clock; on the day they go back, a fixed time comes once, the first time.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Final, NamedTuple

from relaxapp.reminders.rule import DAY_MINUTES, Aligned, At

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relaxapp.reminders.rule import Rule, Window

_BACK: Final = 2
"""Days to look back: a window over midnight may have begun yesterday, and zones may change."""
_AHEAD: Final = 9
"""Days to look ahead: more than a week, as a window may come on one day a week."""
_MINUTE: Final = timedelta(minutes=1)
_LEAST_OPEN: Final = timedelta(minutes=15)
"""What a window that the change of clocks swallowed still leaves to a time within it."""


class Span(NamedTuple):
    """An opening of a window: instants from ``start`` until just before ``end``."""

    start: datetime
    end: datetime


class Occurrence(NamedTuple):
    """A fixed time: its instant, the naive local time it stands for, and when it is over."""

    at: datetime
    wall: datetime
    closes: datetime


def spans(rule: Rule, zone: tzinfo, around: datetime) -> tuple[Span, ...]:
    """Return the openings of the rule's windows near the instant ``around``, in order, as set."""
    found = (
        Span(instant(day, window.start, zone), instant(day, _end(window), zone))
        for day in _days(zone, around)
        for window in rule.windows
        if day.weekday() in window.days
    )
    return tuple(sorted(span for span in found if span.start < span.end))


def merged(parts: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return openings in order with those that touch or overlap made into one."""
    joined: list[Span] = []
    for part in parts:
        if joined and part.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, part.end))
        else:
            joined.append(part)
    return tuple(joined)


def next_opening(rule: Rule, zone: tzinfo, now: datetime) -> datetime | None:
    """Return the instant after ``now`` at which a window opens next."""
    return next((span.start for span in spans(rule, zone, now) if span.start > now), None)


def fixed(rule: Rule, zone: tzinfo, around: datetime) -> tuple[Occurrence, ...]:
    """Return when the fixed times of a rule come near the instant ``around``, in order."""
    if not isinstance(rule.mode, At):
        return ()
    found: dict[datetime, Occurrence] = {}
    # By what the clock shows and not by instants: a window of which the change of clocks leaves
    # nothing still has its times.
    for day in _days(zone, around):
        for window in rule.windows:
            if day.weekday() not in window.days:
                continue
            for minutes in (*rule.mode.times, *(t + DAY_MINUTES for t in rule.mode.times)):
                if window.start <= minutes < _end(window):
                    at = instant(day, minutes, zone)
                    closes = max(instant(day, _end(window), zone), at + _LEAST_OPEN)
                    wall = datetime.combine(day, time()) + minutes * _MINUTE
                    if wall not in found or found[wall].closes < closes:
                        found[wall] = Occurrence(at, wall, closes)
    return tuple(sorted(found.values()))


def first_aligned(rule: Rule, zone: tzinfo, now: datetime, earliest: datetime) -> Span | None:
    """Return when a rule that goes by the clock comes first, from ``earliest`` on.

    The span begins then and ends as the window closes. Windows that are over ``now`` do not count.
    """
    if not isinstance(rule.mode, Aligned):
        return None
    for opening in merged(spans(rule, zone, now)):
        if opening.end > now:
            at = _next_multiple(max(opening.start, earliest), rule.mode.minutes, zone)
            if at < opening.end:
                return Span(at, opening.end)
    return None


def instant(day: date, minutes: int, zone: tzinfo, fold: int = 0) -> datetime:
    """Return the instant in UTC at which the clock shows ``minutes`` after midnight of ``day``."""
    wall = datetime.combine(day, time()) + minutes * _MINUTE
    return wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)


def _days(zone: tzinfo, around: datetime) -> Iterator[date]:
    today = around.astimezone(zone).date()
    for offset in range(-_BACK, _AHEAD):
        yield today + timedelta(days=offset)


def _end(window: Window) -> int:
    return window.end if window.end > window.start else window.end + DAY_MINUTES


def _next_multiple(at: datetime, minutes: int, zone: tzinfo) -> datetime:
    """Return the first instant from ``at`` on at which the clock shows a multiple of minutes."""
    while True:
        local = at.astimezone(zone)
        over = timedelta(seconds=local.second, microseconds=local.microsecond)
        shown = local.hour * 60 + local.minute
        if not over and shown % minutes == 0:
            return at
        following = min((shown // minutes + 1) * minutes, DAY_MINUTES)
        # Clocks may change on the way; then it is looked at again from there.
        at += (following - shown) * _MINUTE - over
