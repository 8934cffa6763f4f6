"""What a period comes to: how much of it is known, what was logged, and what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relaxapp.journal import patterns
from relaxapp.journal.daily import statuses

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from datetime import date

    from relaxapp.journal.daily import Daily
    from relaxapp.journal.patterns import Pattern, Progress
    from relaxapp.journal.questions import Limits
    from relaxapp.journal.vocabulary import DayStatus


@dataclass(frozen=True, slots=True)
class Counts:
    """What was logged in a period. ``drinks_ml`` is None where no amount was."""

    episodes: int = 0
    days_with_episodes: int = 0
    complete_days_without_episodes: int = 0
    drinks: int = 0
    drinks_ml: int | None = None
    movements: int = 0
    sessions: int = 0


@dataclass(frozen=True, slots=True)
class Insights:
    """The answer for a period; ``since`` and ``until`` are None where there is no day in it."""

    since: date | None
    until: date | None
    days: dict[DayStatus, int]
    counts: Counts
    patterns: tuple[Pattern, ...]


def count(days: Sequence[Daily]) -> Counts:
    """Return what was logged on these days."""
    amounts = [one.drinks_ml for one in days if one.drinks_ml is not None]
    return Counts(
        episodes=sum(one.episodes for one in days),
        days_with_episodes=sum(one.episodes > 0 for one in days),
        complete_days_without_episodes=sum(one.complete and not one.episodes for one in days),
        drinks=sum(one.drinks for one in days),
        drinks_ml=sum(amounts) if amounts else None,
        movements=sum(one.movements for one in days),
        sessions=sum(one.sessions for one in days),
    )


def gathered(days: Sequence[Daily], limits: Limits) -> Insights:
    """Return the answer about consecutive days."""
    pieces = in_pieces(days, limits)
    while True:
        try:
            next(pieces)
        except StopIteration as last:
            answer: Insights = last.value
            return answer


def in_pieces(days: Sequence[Daily], limits: Limits) -> Generator[Progress, None, Insights]:
    """Do as :func:`gathered`, but pause after each question, for a worker to tell and stop."""
    found = yield from patterns.in_pieces(days, limits)
    since, until = (days[0].day, days[-1].day) if days else (None, None)
    return Insights(since, until, statuses(days), count(days), found)
