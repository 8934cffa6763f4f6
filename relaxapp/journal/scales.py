"""Counts as shades, and where an axis ends: round numbers that a person can hold on to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVELS: Final = 4


@dataclass(frozen=True, slots=True)
class Scale:
    """Counts in up to `LEVELS` shades; ``tops`` are the highest count of each, ascending."""

    tops: tuple[int, ...] = ()

    def level(self, count: int) -> int:
        """Return the shade of a count: 1 is the faintest, 0 stands for none at all."""
        if count <= 0 or not self.tops:
            return 0
        return next((n for n, top in enumerate(self.tops, 1) if count <= top), len(self.tops))

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The least and the highest count of each shade."""
        return tuple(zip((1, *(top + 1 for top in self.tops)), self.tops, strict=False))


def scale(counts: Iterable[int]) -> Scale:
    """Return a scale that reaches to the highest of ``counts`` in equal steps."""
    most = max(counts, default=0)
    steps = min(most, LEVELS)
    return Scale(tuple(-(-most * n // steps) for n in range(1, steps + 1)))


def round_top(most: int) -> int:
    """Return a round number at or above ``most``, and 4 or more, whose half is whole."""
    tens = 1
    while True:
        for top in (4, 6, 8, 10, 12, 16, 20, 30):
            if most <= top * tens:
                return top * tens
        tens *= 10
