"""How much to drink in a day: a modest goal, never a volume to catch up with.

Adults drink about 1.6 litres (women) to 2.0 (men) of the total water that is held to be adequate
for them (EFSA Journal 2010;8(3):1459: 2.0 and 2.5 litres a day, of which food brings a fifth).
Too much is dangerous too, and some people are told to drink less; their clinician's word counts.
"""

from __future__ import annotations

from typing import NamedTuple

from relaxapp.settings import LEAST_GOAL_ML, MOST_GOAL_ML, USUAL_GOAL_ML


class Water(NamedTuple):
    """What was drunk on a day: ``ml`` said, and ``unsaid`` drinks of which no amount is known.

    ``goal_ml`` is None where there is none: a clinician limits the fluids, or nobody has answered
    yet whether one does.
    """

    ml: int = 0
    unsaid: int = 0
    goal_ml: int | None = None

    @property
    def share(self) -> float:
        """How much of the goal is reached, 0..1; 0 without one. Beyond it nothing is counted."""
        return min(1.0, self.ml / self.goal_ml) if self.goal_ml else 0.0


def goal(wanted_ml: int, *, limited: bool | None) -> int | None:
    """Return the goal that holds: none where fluids are limited, or that was not answered yet."""
    return wanted_ml if limited is False else None


__all__ = ["LEAST_GOAL_ML", "MOST_GOAL_ML", "USUAL_GOAL_ML", "Water", "goal"]
