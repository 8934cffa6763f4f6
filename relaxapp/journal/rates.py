"""How many times as many episodes: the Mantel-Haenszel rate ratio over blocks of days.

Days are compared only within their own four weeks, so that neither a season nor a slow recovery
passes for an effect. No numpy: what is told without a test needs none.

Mantel & Haenszel 1959; variance: Greenland & Robins, Biometrics 1985;41:55; overdispersion by
Pearson's chi-square, as McCullagh & Nelder 1989 have it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import compress
from typing import TYPE_CHECKING, Final, NamedTuple

from relaxapp.journal.quantiles import student_t

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BLOCK_DAYS: Final = 28
LEAST_TAIL: Final = 14
"""A tail of fewer days joins the block before it."""
LEVEL: Final = 0.95
"""What the rough range is named after; how often it holds the truth is in docs/insights.md."""


class Observed(NamedTuple):
    """One day that counts: its number from any day on, whether exposed, and its episodes."""

    number: int
    exposed: bool
    episodes: int


@dataclass(frozen=True, slots=True)
class Block:
    """The days of one block that count, in order.

    ``on`` are its exposed days, ``off`` the others; ``total`` all its episodes, ``during`` those
    on exposed days.
    """

    exposed: tuple[bool, ...]
    episodes: tuple[int, ...]
    on: int = field(init=False)
    off: int = field(init=False)
    total: int = field(init=False)
    during: int = field(init=False)

    def __post_init__(self) -> None:
        on = sum(self.exposed)
        object.__setattr__(self, "on", on)
        object.__setattr__(self, "off", len(self.exposed) - on)
        object.__setattr__(self, "total", sum(self.episodes))
        object.__setattr__(self, "during", sum(compress(self.episodes, self.exposed)))


@dataclass(frozen=True, slots=True)
class Rate:
    """The rate ratio and its rough range.

    ``num`` and ``den`` are the two sums of Mantel and Haenszel, ``ratio`` their quotient: None
    where nothing can be compared or no episode fell on an unexposed day. ``low`` and ``high`` are
    None unless both sums are above zero and ``df``, the degrees of freedom, at least one.
    ``phi`` is the overdispersion, 1 or more; ``variance`` that of the logarithm, without it.
    """

    num: float
    den: float
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    phi: float = 1.0
    df: int = 0
    variance: float | None = None

    @property
    def direction(self) -> int:
        """1 where exposed days have more, -1 where they have fewer, 0 where neither."""
        if math.isclose(self.num, self.den, rel_tol=1e-9):  # equal sums may differ in a last digit
            return 0
        return (self.num > self.den) - (self.num < self.den)


def blocked(observed: Sequence[Observed]) -> tuple[Block, ...]:
    """Return the days, which are in order, in consecutive blocks of the calendar.

    The first begins with the first day that counts; one without any such day is left out.
    """
    if not observed:
        return ()
    first, last = observed[0].number, observed[-1].number
    full, tail = divmod(last - first + 1, BLOCK_DAYS)
    count = max(1, full + (tail >= LEAST_TAIL))
    blocks: list[list[Observed]] = [[] for _ in range(count)]
    for one in observed:
        blocks[min((one.number - first) // BLOCK_DAYS, count - 1)].append(one)
    return tuple(
        Block(tuple(one.exposed for one in days), tuple(one.episodes for one in days))
        for days in blocks
        if days
    )


def rate(blocks: Iterable[Block]) -> Rate:
    """Return the rate ratio over the blocks, with its range where there can be one."""
    every = tuple(blocks)
    num = sum(one.during * one.off / len(one.exposed) for one in every)
    den = sum((one.total - one.during) * one.on / len(one.exposed) for one in every)
    if den == 0:
        return Rate(num, den)
    ratio = num / den
    if num == 0:
        return Rate(num, den, ratio)
    variance = sum(one.total * one.on * one.off / len(one.exposed) ** 2 for one in every) / (
        num * den
    )
    chi_square, df = _pearson(every, ratio)
    if df < 1:
        return Rate(num, den, ratio, variance=variance)
    phi = max(1.0, chi_square / df)
    reach = student_t((1 + LEVEL) / 2, df) * math.sqrt(phi * variance)
    low, high = ratio * math.exp(-reach), ratio * math.exp(min(reach, 700 - math.log(ratio)))
    return Rate(num, den, ratio, low, high, phi, df, variance)


def _pearson(blocks: Iterable[Block], ratio: float) -> tuple[float, int]:
    """Return Pearson's chi-square over the days, and its degrees of freedom.

    A block without an episode is met exactly by its own rate of zero: it tells nothing of how
    days vary, so its days are not counted among the degrees.
    """
    chi_square, df = 0.0, -1  # the ratio itself takes one
    for one in blocks:
        if not one.total:
            continue
        usual = one.total / (one.off + ratio * one.on)
        for is_on, count in zip(one.exposed, one.episodes, strict=True):
            expected = usual * ratio if is_on else usual
            chi_square += (count - expected) ** 2 / expected
        df += len(one.exposed) - 1
    return chi_square, df
