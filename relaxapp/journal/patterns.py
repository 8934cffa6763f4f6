"""The honest statistics of one person: every declared question, asked of complete days alone.

docs/insights.md tells the method, why it is so strict, and what it finds and misses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from relaxapp.journal import gates
from relaxapp.journal.comparison import Comparison, counted, judged, measured
from relaxapp.journal.questions import Limits, Question, asked, exposed
from relaxapp.journal.rates import Observed
from relaxapp.journal.rotation import rotate

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from relaxapp.journal.daily import Daily
    from relaxapp.journal.rates import Block

USUAL: Final = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern(Comparison):
    """The answer to one question at one lag, in days (1: the day after).

    ``limit`` is that of the question; ``unknown_days`` are complete days left out, as the
    exposure is not known.
    """

    question: Question
    lag: int
    limit: int | None
    unknown_days: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the questions are through."""

    done: int
    of: int


def find(days: Sequence[Daily], limits: Limits = USUAL) -> tuple[Pattern, ...]:
    """Return the answer to every question about these days, which are consecutive."""
    pieces = in_pieces(days, limits)
    while True:
        try:
            next(pieces)
        except StopIteration as last:
            return tuple(last.value)


def in_pieces(
    days: Sequence[Daily], limits: Limits = USUAL
) -> Generator[Progress, None, tuple[Pattern, ...]]:
    """Do as :func:`find`, but pause after each question, so that a worker can tell and stop."""
    every = asked(limits)
    answers: list[tuple[Pattern, tuple[Block, ...]]] = []
    for question, lag in every:
        answers.append(_asked(days, question, lag, limits))
        yield Progress(len(answers), len(every))
    return judged(answers)


def observed(
    days: Sequence[Daily], question: Question, lag: int, limits: Limits = USUAL
) -> tuple[tuple[Observed, ...], int]:
    """Return the days that can be compared, and how many complete ones cannot.

    These are complete, and the exposure ``lag`` days before is known. A day outside of the
    period is not looked at.
    """
    complete = [(number, day.episodes) for number, day in enumerate(days) if day.complete]
    found = [
        Observed(number, is_on, episodes)
        for number, episodes in complete
        if number >= lag and (is_on := exposed(question, days[number - lag], limits)) is not None
    ]
    return tuple(found), len(complete) - len(found)


def _asked(
    days: Sequence[Daily], question: Question, lag: int, limits: Limits
) -> tuple[Pattern, tuple[Block, ...]]:
    """Return an answer that waits for the others to be judged, and its blocks of days."""
    every, unknown = observed(days, question, lag, limits)
    there = counted(every)
    answer = Pattern(
        question=question,
        lag=lag,
        limit=limits.of(question),
        there=there,
        lacks=gates.missing(there),
        unknown_days=unknown,
    )
    return measured(answer, every, lambda blocks: rotate(blocks, f"{question}/{lag}"))
