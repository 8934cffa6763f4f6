"""How large a difference could still be missed, so that "nothing clear" is not heard as "nothing".

An approximation: the logarithm of the rate ratio taken as normal, with the variance of Greenland
and Robins as it would be at that ratio, times the overdispersion that was seen; widened where
rotated days, which keep their spells, spread further than that. docs/insights.md has it beside
what simulated histories needed.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from relaxapp.journal import gates
from relaxapp.journal.benjamini import Q
from relaxapp.journal.quantiles import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relaxapp.journal.rates import Block

POWER: Final = 0.80
"""So often a difference of that size would be found."""
_MOST: Final = 100.0
_STEPS: Final = 40  # to eleven digits


def could_be_missed(
    blocks: Sequence[Block], phi: float, questions: int, spread: float = 0.0
) -> float | None:
    """Return the rate ratio above which a difference would be found in four cases of five.

    ``questions`` is how many are asked beside each other: the first of them has to clear the
    strictest step of Benjamini and Hochberg. ``spread`` is the standard deviation that chance
    alone gives the logarithm, where that is known. None where no ratio up to 100 would do, or where
    there is nothing to go by.
    """
    parts = [
        (block.on, block.off, block.total / (block.on + block.off))
        for block in blocks
        if block.on and block.off and block.total
    ]
    certain = normal(1 - Q / max(1, questions) / 2)
    found = normal(POWER)

    def is_found(ratio: float) -> bool:
        error = _error(parts, ratio, phi) * wider
        enough = max((certain + found) * error, math.log(gates.MORE) + found * error)
        return math.log(ratio) >= enough

    if not parts:
        return None
    wider = max(1.0, spread / _error(parts, 1.0, phi))
    if not is_found(_MOST):
        return None
    low, high = 1.0, _MOST
    for _ in range(_STEPS):
        middle = math.sqrt(low * high)
        low, high = (low, middle) if is_found(middle) else (middle, high)
    return high


def _error(parts: Iterable[tuple[int, int, float]], ratio: float, phi: float) -> float:
    """Return the standard error of the logarithm, were this the ratio and these the days.

    ``parts`` are, for each block, its days on and off, and its episodes a day.
    """
    num = den = spread = 0.0
    for on, off, a_day in parts:
        on_share = a_day * on * off / (ratio * on + off)
        num += ratio * on_share
        den += on_share
        spread += a_day * on * off / (on + off)
    return math.sqrt(phi * spread / (num * den))
