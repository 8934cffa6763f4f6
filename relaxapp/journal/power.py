"""How large a difference could still be missed, so that "nothing clear" is not heard as "nothing".

An approximation: the logarithm of the rate ratio taken as normal, with the variance of Greenland
and Robins as it would be at that ratio, times the overdispersion that was seen. It knows nothing
of how days resemble their neighbours, so for long spells it is too hopeful: docs/insights.md has
it beside what simulated histories needed.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from relaxapp.journal import gates
from relaxapp.journal.benjamini import Q
from relaxapp.journal.quantiles import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.journal.rates import Block

POWER: Final = 0.80
"""So often a difference of that size would be found."""
_MOST: Final = 100.0
_STEPS: Final = 60


def could_be_missed(blocks: Sequence[Block], phi: float, questions: int) -> float | None:
    """Return the rate ratio above which a difference would be found in four cases of five.

    ``questions`` is how many are tested beside each other: the first of them has to clear the
    strictest step of Benjamini and Hochberg. None where no ratio up to 100 would do, or where
    there is nothing to go by.
    """
    certain = normal(1 - Q / max(1, questions) / 2)
    found = normal(POWER)

    def is_found(ratio: float) -> bool:
        error = _error(blocks, ratio, phi)
        enough = max((certain + found) * error, math.log(gates.MORE) + found * error)
        return math.log(ratio) >= enough

    if not any(block.on and block.off and block.total for block in blocks) or not is_found(_MOST):
        return None
    low, high = 1.0, _MOST
    for _ in range(_STEPS):
        middle = math.sqrt(low * high)
        low, high = (low, middle) if is_found(middle) else (middle, high)
    return high


def _error(blocks: Sequence[Block], ratio: float, phi: float) -> float:
    """Return the standard error of the logarithm, were this the ratio and these the days."""
    num = den = spread = 0.0
    for one in blocks:
        days = len(one.exposed)
        share = ratio * one.on / (ratio * one.on + one.off)
        num += one.total * share * one.off / days
        den += one.total * (1 - share) * one.on / days
        spread += one.total * one.on * one.off / days**2
    return math.sqrt(phi * spread / (num * den))
