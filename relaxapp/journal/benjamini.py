"""Many questions at once: which of them stand out, when some would by chance alone.

Benjamini & Hochberg 1995: of what is called a pattern, a tenth is expected to be none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

Q: Final = 0.10


def adjusted(ps: Sequence[float]) -> tuple[float, ...]:
    """Return for each p the smallest share of false finds at which it would still be called."""
    order = sorted(range(len(ps)), key=lambda place: ps[place], reverse=True)
    found, least = [1.0] * len(ps), 1.0
    for passed, place in enumerate(order):
        rank = len(ps) - passed
        least = min(least, ps[place] * len(ps) / rank)
        found[place] = least
    return tuple(found)


def passes(adjusted_p: float) -> bool:
    """Tell whether that is little enough."""
    return adjusted_p <= Q
