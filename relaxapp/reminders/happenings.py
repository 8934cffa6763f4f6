"""What happens to a state of reminders: shown, done, snoozed, slept through, paused.

Each function returns the state after it; nothing is read from outside. ``zone`` is the zone in
force, instants are aware and in UTC.
"""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from relaxapp.errors import RelaxappError
from relaxapp.reminders.machine import Due, closing, comes, open_span
from relaxapp.reminders.rule import DAY_MINUTES, Aligned, At, Deed, Every, Rule, RuleError
from relaxapp.reminders.schedule import fixed, next_opening
from relaxapp.reminders.standing import MOST_PLANNED, Pause, Standing, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SETTLE: Final = timedelta(seconds=45)
"""How long after waking, or starting, what was missed is shown: once, and not at once."""
NAP: Final = timedelta(seconds=30)
"""A sleep shorter than this, or clocks that drift apart, interrupt nothing."""
IGNORED_MOST: Final = 3
"""So often in a row unanswered, and a reminder waits for its next window."""
EARLY: Final = timedelta(hours=6)
"""What is done this long before a fixed time still counts for it, or half the way to the one
before it, whichever is less."""
_LATE: Final = timedelta(minutes=30)
"""What was done so shortly before a notice came, and logged after it, answers the notice."""
_MINUTE: Final = timedelta(minutes=1)
_TOGETHER: Final = timedelta(seconds=60)
_GONE: Final = timedelta(minutes=5)
_FAR: Final = timedelta(hours=12)
_WEEK: Final = timedelta(days=8)
"""The longest way to the next window, and a day."""


class BeyondHoursError(RelaxappError):
    """It cannot be put off for so long, as its hours end before."""


# ------------------------------------------------------------------ by itself


def shown(
    state: State, rules: Sequence[Rule], what: Iterable[Due], now: datetime, zone: tzinfo
) -> State:
    """Return the state as these are shown; one that nobody answers any more falls quiet instead."""
    by_id = {rule.id: rule for rule in rules}
    for one in what:
        rule, standing = by_id[one.id], state.of(one.id)
        ignored = standing.ignored
        if standing.live is not None and not _nobody_there(state, now):
            ignored += 1
        # Counted from when it was due, so that no delay adds up; after a hold, from now.
        since = one.at if now - one.at <= _TOGETHER else now
        after = standing.with_(since=since, handled=_passed(rule, now, zone), again=None)
        if ignored >= IGNORED_MOST:
            quiet = next_opening(rule, zone, now)
            after = after.with_(live=None, ignored=0, snoozes=0, quiet=quiet)
        else:
            after = after.with_(live=now, ignored=ignored, quiet=None, shown=standing.shown + 1)
        state = state.put(one.id, after)
    return state


def passed(state: State, rules: Sequence[Rule], now: datetime, zone: tzinfo) -> State:
    """Return the state as time alone has changed it: windows that closed, pauses that began."""
    for rule in rules:
        standing = state.of(rule.id)
        if standing.live is not None and now >= closing(rule, standing, zone):
            state = state.put(rule.id, standing.with_(live=None, ignored=0, snoozes=0))
        elif standing.live is not None and state.paused(now):
            state = state.put(rule.id, standing.with_(live=None, again=now))
        elif standing.again is not None and not _reachable(rule, standing.again, now, zone):
            state = state.put(rule.id, standing.with_(again=None, ignored=0, snoozes=0))
    planned = tuple(one for one in state.planned if one.until is None or one.until > now)
    pause = state.pause if state.pause and state.pause.covers(now) else None
    if planned != state.planned or pause != state.pause:
        state = state.with_(planned=planned, pause=pause)
    return state


def woke(
    state: State, rules: Sequence[Rule], now: datetime, zone: tzinfo, slept: timedelta
) -> State:
    """Return the state after the computer slept, or was off, for so long.

    What was missed comes once, a little later. Where an absence counts, the sleep was one.
    """
    state = state.with_(settle=now + SETTLE)
    if slept < NAP:  # what is on the screen has stayed there
        return state
    # First what closed meanwhile: it belongs to hours that are over, and not to today's.
    state = passed(state.with_(idle=None), rules, now, zone)
    for rule in rules:
        standing = state.of(rule.id)
        if rule.counts(Deed.AWAY) and slept >= rule.away_minutes * _MINUTE:
            state = state.put(rule.id, _away(standing, now))
        elif standing.live is not None:  # what was on the screen is not held against anybody
            state = state.put(rule.id, standing.with_(live=None, again=now))
    return state


def started(
    state: State,
    rules: Sequence[Rule],
    now: datetime,
    zone: tzinfo,
    seen: datetime | None,
    off: timedelta,
) -> State:
    """Return the state of an earlier run, kept at ``seen``, as this one begins.

    ``off`` is how long the computer was off since then, zero where it was on all the while. What
    was written while the clock was wrong, or lies impossibly far ahead, keeps nothing silent.
    """
    wall = now.astimezone(zone).replace(tzinfo=None)
    for rule in rules:
        one = state.of(rule.id)
        # What was skipped ahead of its time lies ahead, and is to stay skipped.
        wrong = seen is not None and seen > now
        ahead, shown = (_length(rule), _FAR) if wrong else (_WEEK, _WEEK)
        state = state.put(
            rule.id,
            one.with_(
                since=_at_most(one.since, now + ahead),
                done=_at_most(one.done, now),
                live=_at_most(one.live, now),
                handled=wall if one.handled and one.handled > wall + shown else one.handled,
                again=None if one.again and one.again > now + DAY_MINUTES * _MINUTE else one.again,
                quiet=_at_most(one.quiet, next_opening(rule, zone, now)),
            ),
        )
    if state.pause is not None and state.pause.since > now:
        until = state.pause.until
        state = state.with_(pause=None if until and until <= now else Pause(now, until))
    return woke(state, rules, now, zone, max(off, NAP))


def jumped(
    state: State, rules: Sequence[Rule], now: datetime, zone: tzinfo, by: timedelta
) -> State:
    """Return the state after the clock was set by so much; ``now`` is what it shows since."""
    state = state.shifted(by)
    wall = now.astimezone(zone).replace(tzinfo=None)
    for rule in rules:
        one = state.of(rule.id)
        if one.quiet is not None:
            one = one.with_(quiet=_at_most(one.quiet, next_opening(rule, zone, now)))
            state = state.put(rule.id, one)
        # What was skipped ahead lay ahead before, and a small correction leaves it there.
        if one.handled is not None and one.handled > wall + _FAR and -by > _FAR:
            state = state.put(rule.id, one.with_(handled=wall))
    return state


def went_idle(state: State, since: datetime) -> State:
    """Return the state while nothing is touched."""
    return state.with_(idle=since)


def came_back(state: State, rules: Sequence[Rule], now: datetime, away: timedelta) -> State:
    """Return the state after an absence of so long: it counts where absences do."""
    state = state.with_(idle=None)
    for rule in rules:
        if rule.counts(Deed.AWAY) and away >= rule.away_minutes * _MINUTE:
            state = state.put(rule.id, _away(state.of(rule.id), now))
    return state


# -------------------------------------------------------------- by the person


def done(state: State, rule: Rule, at: datetime, zone: tzinfo) -> State:
    """Return the state after what a rule is about was done at the instant ``at``.

    Nothing changes where something later is known already.
    """
    standing = state.of(rule.id)
    if standing.done is not None and at <= standing.done:
        return state
    standing = standing.with_(done=at)
    live, since = standing.live, standing.since
    if live is not None and at < live - _LATE:
        return state.put(rule.id, standing)  # long before: that was another time
    if live is None and since is not None and at < since:
        return state.put(rule.id, standing)
    handled = _passed(rule, at, zone)
    early = _early(rule, at, zone)
    if early is not None:
        handled = early
    if standing.handled is not None and (handled is None or handled < standing.handled):
        handled = standing.handled
    return state.put(rule.id, _answered(standing, at).with_(handled=handled))


def skipped(state: State, rule: Rule, now: datetime, zone: tzinfo) -> State:
    """Return the state after what is shown, or else what comes next, was passed over."""
    standing = state.of(rule.id)
    at = now
    if standing.live is None and (coming := comes(rule, state, now, zone)) is not None:
        at = max(now, coming.at)
    handled = _passed(rule, at, zone)
    after = _answered(standing, at).with_(done=standing.done, handled=handled)
    return state.put(rule.id, after)


def snoozed(state: State, rule: Rule, minutes: int, now: datetime, zone: tzinfo) -> State:
    """Return the state after a reminder was put off for so many minutes.

    Raises :class:`RelaxappError` when that has been done too often, or would go beyond its hours.
    """
    standing = state.of(rule.id)
    if not 1 <= minutes <= DAY_MINUTES:
        raise RuleError("snooze", minutes, f"1 to {DAY_MINUTES} minutes")
    if not rule.enabled:
        raise RelaxappError(f'"{rule.id}" is switched off; there is nothing to put off.')
    if standing.snoozes >= rule.snooze_cap:
        most = rule.snooze_cap
        times = "once" if most == 1 else f"{most} times"
        told = f"put off {times} already" if most else "not to be put off"
        raise RelaxappError(f'"{rule.id}" is {told}; done or skip would be right.')
    span = open_span(rule, zone, now)
    until = now + minutes * _MINUTE
    if span is None or until >= span.end:
        left = 0 if span is None else int((span.end - now - timedelta(seconds=1)) / _MINUTE)
        right = f"up to {left} minutes" if left > 0 else "skip"
        raise BeyondHoursError(
            f'"{minutes}" minutes go beyond the hours of "{rule.id}"; {right} would be right.'
        )
    after = standing.with_(
        live=None, again=until, snoozes=standing.snoozes + 1, ignored=0, quiet=None,
        since=now, handled=_passed(rule, now, zone),
    )  # fmt: skip
    return state.put(rule.id, after)


def begun(state: State, rule: Rule, now: datetime, zone: tzinfo) -> State:
    """Return the state in which a reminder counts from now: switched on, or changed."""
    before = state.of(rule.id)
    fresh = Standing(since=now, done=before.done, shown=before.shown)
    return state.put(rule.id, fresh.with_(handled=_passed(rule, now, zone)))


def ended(state: State, rule_id: str) -> State:
    """Return the state in which a reminder that was switched off shows nothing."""
    return state.put(rule_id, state.of(rule_id).with_(live=None, again=None, snoozes=0, ignored=0))


def forgotten(state: State, rule_id: str) -> State:
    """Return the state without a reminder that is not there any more."""
    left = {name: one for name, one in state.standings.items() if name != rule_id}
    return state.with_(standings=left)


def paused(state: State, now: datetime, until: datetime | None) -> State:
    """Return the state in which nothing is shown until then; raises where that is over already."""
    return put_away(state.with_(pause=Pause(now, until)), now)


def resumed(state: State, now: datetime) -> State:
    """Return the state in which no pause is on, and those planned for later still are."""
    planned = tuple(one for one in state.planned if not one.covers(now))
    return state.with_(pause=None, planned=planned)


def planned(state: State, pause: Pause, now: datetime) -> State:
    """Return the state with a pause set up ahead."""
    if pause.until is None or pause.until <= now:
        raise RelaxappError("A pause that is planned has to end in the future.")
    if len(state.planned) >= MOST_PLANNED:
        raise RelaxappError(f"There are {MOST_PLANNED} pauses planned; more cannot be kept.")
    together = sorted({*state.planned, pause}, key=lambda one: (one.since, str(one.until)))
    state = state.with_(planned=tuple(together))
    return put_away(state, now) if pause.covers(now) else state


def unplanned(state: State, pause: Pause) -> State:
    """Return the state without a pause that was set up ahead."""
    return state.with_(planned=tuple(one for one in state.planned if one != pause))


# ---------------------------------------------------------------------- below


def _nobody_there(state: State, now: datetime) -> bool:
    """Tell whether nothing was touched for so long that nobody can have ignored anything."""
    return state.idle is not None and now - state.idle >= _GONE


def _answered(standing: Standing, at: datetime) -> Standing:
    return standing.with_(since=at, live=None, again=None, quiet=None, snoozes=0, ignored=0)


def _away(standing: Standing, at: datetime) -> Standing:
    """An absence is as good as an answer, but lets nothing speak that has fallen quiet."""
    return _answered(standing, at).with_(quiet=standing.quiet)


def put_away(state: State, now: datetime) -> State:
    """Return the state with what is shown taken down, to come again as soon as it may."""
    for name in state.live:
        state = state.put(name, state.of(name).with_(live=None, again=now))
    return state


def _reachable(rule: Rule, again: datetime, now: datetime, zone: tzinfo) -> bool:
    """Tell whether a time to come again still lies in hours that are not over."""
    span = open_span(rule, zone, again)
    return span is not None and now < span.end


def _passed(rule: Rule, now: datetime, zone: tzinfo) -> datetime | None:
    """Return the latest fixed time that is over; where none is near, what the clock shows."""
    if not isinstance(rule.mode, At):
        return None
    over = [one.wall for one in fixed(rule, zone, now) if one.at <= now]
    return max(over, default=now.astimezone(zone).replace(tzinfo=None) - timedelta(days=2))


def _early(rule: Rule, at: datetime, zone: tzinfo) -> datetime | None:
    """Return the fixed time that something done at ``at`` counts for ahead, if any."""
    before = None
    for one in fixed(rule, zone, at):
        if one.at > at:
            way = EARLY if before is None else min(EARLY, (one.at - before) / 2)
            return one.wall if one.at - at <= way else None
        before = one.at
    return None


def _length(rule: Rule) -> timedelta:
    return rule.mode.minutes * _MINUTE if isinstance(rule.mode, Every | Aligned) else timedelta()


def _at_most(at: datetime | None, limit: datetime | None) -> datetime | None:
    return None if at is None or limit is None else min(at, limit)
