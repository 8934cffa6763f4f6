"""What an on/off trial came to: read once, when it is over, by what the coin said.

By intention to treat: a day "on" is one on which the coin said so, whether or not the act was
done. What was done, and what was left, was for people to choose, and they choose by how they feel.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from relaxapp.journal import gates
from relaxapp.journal.coin_test import throw_again
from relaxapp.journal.comparison import Comparison, counted, judged, measured
from relaxapp.journal.questions import NEXT_DAY, SAME_DAY
from relaxapp.journal.rates import Observed
from relaxapp.journal.trial import coin_blocks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from relaxapp.journal.daily import Daily
    from relaxapp.journal.trial import Trial


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Comparison):
    """Days "on" beside days "off"; at ``lag`` 1, the days after them."""

    lag: int


@dataclass(frozen=True, slots=True)
class Done:
    """How often the act was done: ``on`` of ``on_days``, ``off`` of ``off_days``.

    ``unsaid`` more days have nobody's word for either.
    """

    on: int = 0
    on_days: int = 0
    off: int = 0
    off_days: int = 0
    unsaid: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a trial that is over; nothing is compared before."""

    trial: Trial
    done: Done
    same_day: Outcome
    next_day: Outcome


def read_out(
    trial: Trial, days: Sequence[Daily], done: Mapping[date, bool], today: date
) -> Result | None:
    """Return what came of a trial; None while it goes on.

    ``days`` hold those of the trial, ``done`` whether the act was done, for the days of which that
    is known, and ``today`` is the day being lived.
    """
    if not trial.is_over(today):
        return None
    coins = coin_blocks(trial.id, trial.planned_days)
    answers = []
    for lag in (SAME_DAY, NEXT_DAY):
        of = _observed(trial, days, lag)
        there = counted(of)
        answer = Outcome(lag=lag, there=there, lacks=gates.missing(there))
        by = [one.number - lag for one in of]
        answers.append(measured(answer, of, partial(throw_again, coins, by, f"{trial.id}/{lag}")))
    same_day, next_day = judged(answers)
    return Result(trial, how_often(trial, done), same_day, next_day)


def how_often(trial: Trial, done: Mapping[date, bool]) -> Done:
    """Return how often the act was done on days on and off, of those of which that is known."""
    known = [(on, done[day]) for day, on in trial.days() if day in done]
    return Done(
        on=sum(on and did for on, did in known),
        on_days=sum(on for on, _ in known),
        off=sum(did and not on for on, did in known),
        off_days=sum(not on for on, _ in known),
        unsaid=sum(day not in done for day, _ in trial.days()),
    )


def _observed(trial: Trial, days: Sequence[Daily], lag: int) -> tuple[Observed, ...]:
    """Return the complete days of the trial, numbered from its first, as the coin had them."""
    said = [on for _, on in trial.days()]
    numbered = [((one.day - trial.started).days, one) for one in days if one.complete]
    return tuple(
        Observed(number, said[number - lag], one.episodes)
        for number, one in numbered
        if lag <= number < len(said)
    )
