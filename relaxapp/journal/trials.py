"""Where an on/off trial stands: what today's coin says, what was done, how many days are complete.

What was done is taken from the journal, where that can tell it; nobody ticks anything off.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from relaxapp.errors import RelaxappError
from relaxapp.journal import days as day_rules
from relaxapp.journal.entries import SessionOutcome
from relaxapp.journal.ids import uuid7
from relaxapp.journal.trial import LEAST_DAYS, USUAL_DAYS, Act, Trial
from relaxapp.journal.vocabulary import CareKind, DayStatus

if TYPE_CHECKING:
    from datetime import date, datetime

    from relaxapp.journal.store import Store
    from relaxapp.journal.trial_results import Result

_HEARD_S: Final = 30.0
"""Seconds from which a session counts as done: the shortest there is."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How a trial stands on one day.

    ``on`` is today's coin, None where today is none of its days; ``done`` whether the act is in
    the journal today, None where the journal cannot tell. ``complete`` of at least ``needed`` days
    are complete.
    """

    trial: Trial
    on: bool | None
    done: bool | None
    complete: int
    needed: int = LEAST_DAYS
    over: bool = False


def latest(store: Store) -> Trial | None:
    """Return the trial that was begun last."""
    found = store.trials()
    return found[-1] if found else None


def running(store: Store, today: date) -> Trial | None:
    """Return the trial that goes on."""
    found = latest(store)
    going = found is not None and found.ended is None and not found.is_over(today)
    return found if going else None


def start(store: Store, act: Act, now: datetime, today: date, days: int = USUAL_DAYS) -> Trial:
    """Begin a trial today; raises :class:`RelaxappError` where one goes on already."""
    going = running(store, today)
    if going is not None:
        raise RelaxappError(f"A trial goes on until {going.last}; stop it before another begins.")
    return store.add(Trial(uuid7(now), act, today, days))


def stop(store: Store, today: date) -> Trial:
    """End the trial that goes on, today being its last day; raises where there is none."""
    going = running(store, today)
    if going is None:
        raise RelaxappError("No trial goes on, so there is none to stop.")
    return store.update(replace(going, ended=today))


def progress(store: Store, trial: Trial, today: date) -> Progress:
    """Return how a trial stands."""
    until = min(today, trial.last)
    complete = sum(
        record.status is DayStatus.COMPLETE and not day_rules.is_provisional(record, today)
        for record in store.days(trial.started, until)
    )
    done = done_days(store, trial.act, today, today)
    over = trial.ended is not None or trial.is_over(today)
    did = None if done is None else today in done
    return Progress(trial, trial.is_on(today), did, complete, over=over)


def result(store: Store, trial: Trial, today: date) -> Result | None:
    """Return what came of a trial; None before the day after its last."""
    from relaxapp.journal.trial_results import read_out  # late: most days there is nothing to read

    days = store.daily(today, trial.started, trial.last)
    done = done_days(store, trial.act, trial.started, trial.last)
    known: dict[date, bool] = {}
    if done is not None:
        # That a session was not begun is known; of all else "not entered" is not "not done",
        # unless the person called the day complete.
        sure = trial.act is Act.SESSION
        known = {day.day: day.day in done for day in days if sure or day.complete}
        known |= dict.fromkeys(done, True)
    return read_out(trial, days, known, today)


def done_days(store: Store, act: Act, since: date, until: date) -> frozenset[date] | None:
    """Return the days on which an act is in the journal; None where it cannot tell."""
    match act:
        case Act.SESSION:
            return frozenset(
                one.day
                for one in store.sessions(since, until)
                if one.outcome is not SessionOutcome.RUNNING and one.heard_s >= _HEARD_S
            )
        case Act.WALK | Act.STRETCH:
            return frozenset(one.when.day for one in store.movements(since, until))
        case Act.BATH:
            baths = (care for care in store.cares(since, until) if care.kind is CareKind.BATH)
            return frozenset(one.when.day for one in baths)
        case Act.EARLY_NIGHT:
            return None
