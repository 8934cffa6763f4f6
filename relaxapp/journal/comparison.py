"""One comparison of days, from what there is to its verdict: the part that all questions share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from relaxapp.journal import benjamini, gates
from relaxapp.journal.gates import Counted, Verdict
from relaxapp.journal.power import could_be_missed
from relaxapp.journal.rates import blocked, rate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relaxapp.journal.rates import Block, Observed, Rate
    from relaxapp.journal.rotation import Chance

C = TypeVar("C", bound="Comparison")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Exposed days beside the others.

    ``there`` is what was compared and ``lacks`` how much more it takes to be tested. The rate
    ratio is None where there is too little to show one, and where no episode fell on an unexposed
    day; its rough range also where none fell on an exposed one. ``phi`` is the overdispersion and
    ``df`` the degrees of freedom of the range. ``p`` is by chance drawn, ``spread`` the standard
    deviation that chance gives the logarithm of the ratio, ``adjusted_p`` p among all
    that is asked beside it; None where it was not tested. ``halves`` are the rate ratios of
    the first and second half of the days, ``steady`` whether both point the same way.
    ``could_miss`` is the rate ratio that would be found in four of five cases, None where that
    cannot be told.
    """

    there: Counted
    lacks: Counted
    rate_ratio: float | None = None
    low: float | None = None
    high: float | None = None
    phi: float | None = None
    df: int | None = None
    p: float | None = None
    spread: float | None = None
    adjusted_p: float | None = None
    halves: tuple[float | None, float | None] = (None, None)
    steady: bool | None = None
    could_miss: float | None = None
    verdict: Verdict = Verdict.TOO_LITTLE


def counted(of: Sequence[Observed]) -> Counted:
    """Return what there is to compare."""
    on = sum(one.exposed for one in of)
    return Counted(len(of), on, len(of) - on, sum(one.episodes for one in of))


def halves(of: Sequence[Observed]) -> tuple[Rate, Rate]:
    """Return the rates of the first and second half of the days."""
    middle = len(of) // 2
    return rate(blocked(of[:middle])), rate(blocked(of[middle:]))


def measured(
    answer: C, of: Sequence[Observed], test: Callable[[tuple[Block, ...]], Chance]
) -> tuple[C, tuple[Block, ...]]:
    """Return the answer with its figures but for the verdict, and its blocks of days.

    ``test`` tells what chance does with the blocks; it is only asked where there is enough.
    """
    blocks = blocked(of)
    if not gates.may_describe(answer.there):
        return answer, blocks
    found = rate(blocks)
    answer = replace(
        answer,
        rate_ratio=found.ratio,
        low=found.low,
        high=found.high,
        phi=found.phi,
        df=found.df,
    )
    if answer.lacks:
        return answer, blocks
    parts, chance = halves(of), test(blocks)
    return replace(
        answer,
        p=chance.p,
        spread=chance.spread,
        halves=(parts[0].ratio, parts[1].ratio),
        steady=found.direction != 0 and all(one.direction == found.direction for one in parts),
    ), blocks


def judged(answers: Sequence[tuple[C, tuple[Block, ...]]]) -> tuple[C, ...]:
    """Return the answers with their verdicts, for which all of them are needed.

    One that was not tested counts as asked all the same: what is said of the others is not to
    change only because there is now enough to test it too.
    """
    ps = [1.0 if answer.p is None else answer.p for answer, _ in answers]
    return tuple(
        _judged(answer, blocks, adjusted, len(ps))
        for (answer, blocks), adjusted in zip(answers, benjamini.adjusted(ps), strict=True)
    )


def _judged(answer: C, blocks: Sequence[Block], adjusted_p: float, asked: int) -> C:
    missed = None
    if answer.there.complete_days >= gates.DESCRIBE_DAYS:
        missed = could_be_missed(
            blocks, answer.phi or rate(blocks).phi, asked, answer.spread or 0.0
        )
    if answer.p is None:
        return replace(answer, could_miss=missed)
    stands_out = (
        benjamini.passes(adjusted_p) and gates.is_large(answer.rate_ratio) and answer.steady is True
    )
    verdict = Verdict.PATTERN if stands_out else Verdict.UNCLEAR
    return replace(answer, adjusted_p=adjusted_p, could_miss=missed, verdict=verdict)
