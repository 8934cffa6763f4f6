"""What a comparison needs before it is made, and what before it may be called a pattern.

With less, chance finds "patterns" in everybody: see docs/insights.md. The figures are fixed here
and nowhere to be chosen, as whoever can turn them will, until something shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

DESCRIBE_DAYS: Final = 28
"""Complete days below which there are counts and nothing else."""
TEST_DAYS: Final = 42
EXPOSED_DAYS: Final = 10
UNEXPOSED_DAYS: Final = 10
EPISODES: Final = 10
MORE: Final = 1.5
FEWER: Final = 0.67
_ROUNDING: Final = 1e-9


class Verdict(StrEnum):
    """What can be said; the usual one by far is that nothing is clear yet."""

    PATTERN = "pattern"
    UNCLEAR = "unclear"
    TOO_LITTLE = "too_little"


@dataclass(frozen=True, slots=True)
class Counted:
    """What there is to compare; or, as what is missing, how much more of each."""

    complete_days: int = 0
    exposed_days: int = 0
    unexposed_days: int = 0
    episodes: int = 0

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.complete_days or self.exposed_days or self.unexposed_days or self.episodes)


def missing(there: Counted) -> Counted:
    """Return how much is missing before it can be tested; nothing where it can."""
    return Counted(
        max(0, TEST_DAYS - there.complete_days),
        max(0, EXPOSED_DAYS - there.exposed_days),
        max(0, UNEXPOSED_DAYS - there.unexposed_days),
        max(0, EPISODES - there.episodes),
    )


def may_describe(there: Counted) -> bool:
    """Tell whether a rate ratio may be shown, though it may be too early to test it."""
    lacks = missing(there)
    enough = not (lacks.exposed_days or lacks.unexposed_days or lacks.episodes)
    return enough and there.complete_days >= DESCRIBE_DAYS


def is_large(ratio: float | None) -> bool:
    """Tell whether a rate ratio matters; None, without an episode to divide by, is boundless."""
    return ratio is None or ratio >= MORE - _ROUNDING or ratio <= FEWER + _ROUNDING
