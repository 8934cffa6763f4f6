"""When windows are open and when clocks show what a rule waits for: local time made into instants.

Everything is computed anew from the zone in force, so that a journey or a change of clocks
needs no handling of its own. On the day that clocks go forward, a time that does not exist comes
an hour later by the clock; on the day they go back, a fixed time comes once, the first time.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
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
    return _spans(rule.windows, zone, around.astimezone(zone).date())


def joined(rule: Rule, zone: tzinfo, around: datetime) -> tuple[Span, ...]:
    """Return the openings near ``around``, with those that touch or overlap made into one."""
    return _joined(rule.windows, zone, around.astimezone(zone).date())


def next_opening(rule: Rule, zone: tzinfo, now: datetime) -> datetime | None:
    """Return the instant after ``now`` at which a window opens next."""
    return next((span.start for span in spans(rule, zone, now) if span.start > now), None)


def fixed(rule: Rule, zone: tzinfo, around: datetime) -> tuple[Occurrence, ...]:
    """Return when the fixed times of a rule come near the instant ``around``, in order."""
    if not isinstance(rule.mode, At):
        return ()
    return _fixed(rule.mode.times, rule.windows, zone, around.astimezone(zone).date())


def first_aligned(rule: Rule, zone: tzinfo, now: datetime, earliest: datetime) -> Span | None:
    """Return when a rule that goes by the clock comes first, from ``earliest`` on.

    The span begins then and ends as the window closes. Windows that are over ``now`` do not count.
    """
    if not isinstance(rule.mode, Aligned):
        return None
    for opening in joined(rule, zone, now):
        if opening.end > now:
            at = _next_multiple(max(opening.start, earliest), rule.mode.minutes, zone)
            if at < opening.end:
                return Span(at, opening.end)
    return None


def instant(day: date, minutes: int, zone: tzinfo, fold: int = 0) -> datetime:
    """Return the instant in UTC at which the clock shows ``minutes`` after midnight of ``day``."""
    wall = datetime.combine(day, time()) + minutes * _MINUTE
    return wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)


@lru_cache(maxsize=64)
def _spans(windows: tuple[Window, ...], zone: tzinfo, today: date) -> tuple[Span, ...]:
    found = (
        Span(instant(day, window.start, zone), instant(day, _end(window), zone))
        for day in _days(today)
        for window in windows
        if day.weekday() in window.days
    )
    return tuple(sorted(span for span in found if span.start < span.end))


@lru_cache(maxsize=64)
def _joined(windows: tuple[Window, ...], zone: tzinfo, today: date) -> tuple[Span, ...]:
    parts: list[Span] = []
    for part in _spans(windows, zone, today):
        if parts and part.start <= parts[-1].end:
            parts[-1] = Span(parts[-1].start, max(parts[-1].end, part.end))
        else:
            parts.append(part)
    return tuple(parts)


@lru_cache(maxsize=64)
def _fixed(
    times: tuple[int, ...], windows: tuple[Window, ...], zone: tzinfo, today: date
) -> tuple[Occurrence, ...]:
    found: dict[datetime, Occurrence] = {}
    # By what the clock shows and not by instants: a window of which the change of clocks leaves
    # nothing still has its times.
    for day, window in ((day, window) for day in _days(today) for window in windows):
        if day.weekday() not in window.days:
            continue
        for minutes in (*times, *(t + DAY_MINUTES for t in times)):
            if window.start <= minutes < _end(window):
                at = instant(day, minutes, zone)
                end = instant(day, _end(window), zone)
                closes = end if at < end else at + _LEAST_OPEN
                wall = datetime.combine(day, time()) + minutes * _MINUTE
                if wall not in found or found[wall].closes < closes:
                    found[wall] = Occurrence(at, wall, closes)
    return tuple(sorted(found.values()))


def _days(today: date) -> Iterator[date]:
    return (today + timedelta(days=offset) for offset in range(-_BACK, _AHEAD))


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
        step = (following - shown) * _MINUTE - over
        if (at + step).astimezone(zone).utcoffset() != local.utcoffset():
            # Clocks change on the way, on a quarter of an hour: it is looked at again from each.
            step = min(step, (15 - local.minute % 15) * _MINUTE - over)
        at += step
