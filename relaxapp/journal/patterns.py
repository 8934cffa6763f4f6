"""The honest statistics of one person: every declared question, asked of complete days alone.

docs/insights.md tells the method, why it is so strict, and what it finds and misses.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from relaxapp.journal import benjamini, gates
from relaxapp.journal.gates import Counted, Verdict
from relaxapp.journal.power import could_be_missed
from relaxapp.journal.questions import Limits, Question, asked, exposed
from relaxapp.journal.rates import Block, Observed, blocked, rate
from relaxapp.journal.rotation import rotation_p

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from relaxapp.journal.daily import Daily
    from relaxapp.journal.rates import Rate

USUAL: Final = Limits()


@dataclass(frozen=True, slots=True)
class Pattern:
    """The answer to one question at one lag, in days (1: the day after).

    ``there`` is what was compared and ``lacks`` how much more it takes to be tested.
    ``unknown_days`` are complete days left out, as the exposure is not known. ``limit`` is that
    of the question. The rate ratio is None where there is too little to show one, and where no
    episode fell on an unexposed day; its rough range also where none fell on an exposed one.
    ``phi`` is the overdispersion and ``df`` the degrees of freedom of the range. ``p`` is of the
    rotation test and ``adjusted_p`` among all questions tested, None where it was not tested.
    ``halves`` are the rate ratios of the first and second half of the days. ``could_miss`` is
    the rate ratio that would be found in four of five cases, None where it cannot be told.
    """

    question: Question
    lag: int
    limit: int | None
    there: Counted
    lacks: Counted
    unknown_days: int
    rate_ratio: float | None = None
    low: float | None = None
    high: float | None = None
    phi: float | None = None
    df: int | None = None
    p: float | None = None
    adjusted_p: float | None = None
    halves: tuple[float | None, float | None] = (None, None)
    steady: bool | None = None
    could_miss: float | None = None
    verdict: Verdict = Verdict.TOO_LITTLE


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
    return _judged(answers)


def observed(
    days: Sequence[Daily], question: Question, lag: int, limits: Limits = USUAL
) -> tuple[tuple[Observed, ...], int]:
    """Return the days that can be compared, and how many complete ones cannot.

    These are complete, and the exposure ``lag`` days before is known. A day outside of the
    period is not looked at.
    """
    found: list[Observed] = []
    unknown = 0
    for number, day in enumerate(days):
        if not day.complete:
            continue
        before = days[number - lag] if number >= lag else None
        is_on = None if before is None else exposed(question, before, limits)
        if is_on is None:
            unknown += 1
        else:
            found.append(Observed(number, is_on, day.episodes))
    return tuple(found), unknown


def counted(of: Sequence[Observed]) -> Counted:
    """Return what there is to compare."""
    on = sum(one.exposed for one in of)
    return Counted(len(of), on, len(of) - on, sum(one.episodes for one in of))


def halves(of: Sequence[Observed]) -> tuple[Rate, Rate]:
    """Return the rates of the first and second half of the days."""
    middle = len(of) // 2
    return rate(blocked(of[:middle])), rate(blocked(of[middle:]))


def _asked(
    days: Sequence[Daily], question: Question, lag: int, limits: Limits
) -> tuple[Pattern, tuple[Block, ...]]:
    """Return an answer that waits for the others to be judged, and its blocks of days."""
    every, unknown = observed(days, question, lag, limits)
    there = counted(every)
    answer = Pattern(
        question, lag, limits.of(question), there, gates.missing(there), unknown_days=unknown
    )
    blocks = blocked(every)
    if gates.may_describe(there):
        found = rate(blocks)
        answer = replace(
            answer,
            rate_ratio=found.ratio,
            low=found.low,
            high=found.high,
            phi=found.phi,
            df=found.df,
        )
        if not answer.lacks:
            parts = halves(every)
            answer = replace(
                answer,
                p=rotation_p(blocks, f"{question}/{lag}"),
                halves=(parts[0].ratio, parts[1].ratio),
                steady=found.direction != 0
                and all(part.direction == found.direction for part in parts),
            )
    return answer, blocks


def _judged(answers: Sequence[tuple[Pattern, tuple[Block, ...]]]) -> tuple[Pattern, ...]:
    """Return the answers with their verdicts, for which all of them are needed."""
    tested = [answer for answer, _ in answers if answer.p is not None]
    adjusted = dict(
        zip(
            ((one.question, one.lag) for one in tested),
            benjamini.adjusted([one.p for one in tested if one.p is not None]),
            strict=True,
        )
    )
    return tuple(
        _verdict(answer, blocks, adjusted.get((answer.question, answer.lag)), len(tested))
        for answer, blocks in answers
    )


def _verdict(
    answer: Pattern, blocks: Sequence[Block], adjusted_p: float | None, tested: int
) -> Pattern:
    missed = None
    if answer.there.complete_days >= gates.DESCRIBE_DAYS:
        others = tested if adjusted_p is not None else tested + 1
        missed = could_be_missed(blocks, answer.phi or rate(blocks).phi, others)
    if adjusted_p is None:
        return replace(answer, could_miss=missed)
    is_one = (
        benjamini.passes(adjusted_p) and gates.is_large(answer.rate_ratio) and answer.steady is True
    )
    verdict = Verdict.PATTERN if is_one else Verdict.UNCLEAR
    return replace(answer, adjusted_p=adjusted_p, could_miss=missed, verdict=verdict)
