"""When what comes: the reminders as a pure machine over rules, a state and an instant.

:func:`due` says what is to be shown now, :func:`next_due` when anything can happen next; nothing
ticks. Zones are asked anew each time. What happens to a state is in
:mod:`relaxapp.reminders.happenings`.
"""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from relaxapp.reminders.rule import Aligned, At, Deed, Every, Rule
from relaxapp.reminders.schedule import Span, first_aligned, fixed, joined, next_opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relaxapp.reminders.standing import Standing, State

TOGETHER: Final = timedelta(seconds=60)
"""What is due within this time of the first goes into one notice with it."""
_MINUTE: Final = timedelta(minutes=1)
_MOST_WINDOWS: Final = 20
"""So many windows in a row that pauses swallow whole are looked at; beyond that, nothing comes."""


class Due(NamedTuple):
    """When a reminder comes next, and when the window that it comes in closes."""

    at: datetime
    id: str
    closes: datetime


class Status(StrEnum):
    """What a reminder is doing."""

    OFF = "off"
    WAITING = "waiting"
    DUE = "due"
    SNOOZED = "snoozed"
    HELD = "held"
    QUIET = "quiet"
    """Nobody answered three times; it waits for its next window."""
    PAUSED = "paused"
    OFF_HOURS = "off_hours"


def due(rules: Sequence[Rule], state: State, now: datetime, zone: tzinfo) -> tuple[Due, ...]:
    """Return what is to be shown now, in one notice; often nothing.

    What came due waits up to a minute for what comes due within a minute of it.
    """
    coming = upcoming(rules, state, now, zone)
    if not coming or _group(coming) > now:
        return ()
    return tuple(one for one in coming if one.at <= now)


def next_due(rules: Sequence[Rule], state: State, now: datetime, zone: tzinfo) -> datetime | None:
    """Return the next instant at which anything can happen by itself; not after ``now`` if due.

    Something is shown then, what is shown goes, a pause or the hours of a reminder begin or end.
    None: nothing will, whatever time passes.
    """
    moments = []
    if coming := upcoming(rules, state, now, zone):
        moments.append(_group(coming))
    by_id = {rule.id: rule for rule in rules}
    moments += [closing(by_id[name], state.of(name), zone) for name in state.live if name in by_id]
    turns = [pause.since for pause in state.planned]
    turns += [one.until for one in (state.pause, *state.planned) if one and one.until]
    for rule in rules:
        if rule.enabled:
            turns += [turn for span in joined(rule, zone, now) for turn in span]
    moments += [turn for turn in turns if turn > now]
    return min(moments, default=None)


def upcoming(rules: Iterable[Rule], state: State, now: datetime, zone: tzinfo) -> tuple[Due, ...]:
    """Return when each reminder comes next as things stand, the earliest first."""
    coming = (comes(rule, state, now, zone) for rule in rules)
    return tuple(sorted(one for one in coming if one is not None))


def comes(rule: Rule, state: State, now: datetime, zone: tzinfo) -> Due | None:
    """Return when one reminder comes next as things stand: pauses and a wake-up included."""
    standing = state.of(rule.id)
    if not rule.enabled or _is_being_done(rule, state, now):
        return None
    moment = now
    for _ in range(_MOST_WINDOWS):
        found = _by_rule(rule, standing, moment, zone)
        if found is None:
            return None
        ripe = max(found.at, state.settle or found.at)
        at = _after_pauses(state, max(ripe, now) if state.paused(now) else ripe)
        if at is None:
            return None
        if at < found.closes:
            return Due(at, rule.id, found.closes)
        moment = at  # by then that window is over
    return None


def closing(rule: Rule, standing: Standing, zone: tzinfo) -> datetime:
    """Return when the window closes in which a live reminder was shown."""
    shown = standing.live
    assert shown is not None  # noqa: S101 - only asked of live ones
    for span in joined(rule, zone, shown):
        if span.start <= shown < span.end:
            return span.end
    if isinstance(rule.mode, At):  # a window that the change of clocks swallowed
        ends = [one.closes for one in fixed(rule, zone, shown) if one.at <= shown < one.closes]
        return max(ends, default=shown)
    return shown


def is_open(rule: Rule, zone: tzinfo, now: datetime) -> bool:
    """Tell whether a window of the rule is open."""
    return open_span(rule, zone, now) is not None


def open_span(rule: Rule, zone: tzinfo, now: datetime) -> Span | None:
    """Return the opening that ``now`` lies in, those that touch taken as one."""
    return next((s for s in joined(rule, zone, now) if s.start <= now < s.end), None)


def status(rule: Rule, state: State, now: datetime, zone: tzinfo, *, held: bool = False) -> Status:
    """Return what a reminder is doing; ``held`` says that something stands against showing it."""
    standing = state.of(rule.id)
    coming = comes(rule, state, now, zone)
    ready = coming is not None and coming.at <= now
    quiet = standing.quiet is not None and now < standing.quiet
    for is_so, told in (
        (not rule.enabled, Status.OFF),
        (state.paused(now) is not None, Status.PAUSED),
        (held and ready, Status.HELD),
        (standing.live is not None or ready, Status.DUE),
        (standing.again is not None and standing.again > now and coming, Status.SNOOZED),
        (not is_open(rule, zone, now), Status.OFF_HOURS),
        (quiet, Status.QUIET),
    ):
        if is_so:
            return told
    return Status.WAITING


def _group(coming: Sequence[Due]) -> datetime:
    """Return when the first of what comes is shown, as it waits for what comes soon after it.

    Not beyond the closing of a window: then it would not be shown at all.
    """
    first = coming[0]
    at, closes = first.at, first.closes
    for one in coming[1:]:
        if one.at <= first.at + TOGETHER and one.at < closes:
            at, closes = one.at, min(closes, one.closes)
    return at


def _is_being_done(rule: Rule, state: State, now: datetime) -> bool:
    """Tell whether the person is away for as long as counts: then it is being done."""
    return (
        state.idle is not None
        and rule.counts(Deed.AWAY)
        and now - state.idle >= rule.away_minutes * _MINUTE
    )


def _by_rule(rule: Rule, standing: Standing, now: datetime, zone: tzinfo) -> Due | None:
    """Return when a reminder comes next, were there neither pauses nor sleep."""
    if standing.again is not None:
        for span in joined(rule, zone, standing.again):
            if span.start <= standing.again < span.end and now < span.end:
                return Due(standing.again, rule.id, span.end)
    match rule.mode:
        case Every(minutes):
            return _every(rule, standing, minutes * _MINUTE, now, zone)
        case Aligned(minutes):
            earliest = [standing.since + minutes * _MINUTE / 2] if standing.since else [now]
            earliest += [standing.quiet] if standing.quiet else []
            found = first_aligned(rule, zone, now, max(earliest))
            return None if found is None else Due(found.start, rule.id, found.end)
        case At():
            for one in fixed(rule, zone, now):
                fresh = standing.handled is None or one.wall > standing.handled
                loud = standing.quiet is None or one.at >= standing.quiet
                if fresh and loud and now < one.closes:
                    return Due(one.at, rule.id, one.closes)
    return None


def _every(
    rule: Rule, standing: Standing, length: timedelta, now: datetime, zone: tzinfo
) -> Due | None:
    for span in joined(rule, zone, now):
        if span.end <= now:
            continue
        bases = [span.start]
        bases += [standing.since] if standing.since else []
        bases += [standing.quiet] if standing.quiet else []
        at = max(bases) + length
        if at < span.end:
            return Due(at, rule.id, span.end)
    return None


def _after_pauses(state: State, at: datetime) -> datetime | None:
    """Return the first instant from ``at`` on without a pause; None where one never ends."""
    while (pause := state.paused(at)) is not None:
        if pause.until is None:
            return None
        at = pause.until
    return at


__all__ = [
    "Due",
    "Status",
    "closing",
    "comes",
    "due",
    "is_open",
    "next_due",
    "next_opening",
    "open_span",
    "status",
    "upcoming",
]
