"""The ways in which a line may be said, the likeliest first.

A short cue alone tends to gain syllables that nobody wrote ("You relax"), so it is said inside a
carrier and cut out at the silences around it. Any other line is said whole. When the recogniser
hears something else, the next take differs a little: in pace, in the row of the speaker's vectors,
or by a carrier.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

CARRIER = ("That is good.", "Keep your breathing easy.")
_SHORT = 3
_CARRIED = 8


class Manner(StrEnum):
    """How a take is made."""

    WHOLE = "whole"
    CARRIER = "carrier"
    HIBARI = "hibari"


@dataclass(frozen=True, slots=True)
class Take:
    """One way of saying a line: `pace` multiplies the voice's speed, `row` shifts its vectors."""

    manner: Manner
    pace: float = 1.0
    row: int = 0

    def __str__(self) -> str:
        """Name the take as the manifest records it."""
        row = f" row {self.row:+d}" if self.row else ""
        return f"{self.manner} x{self.pace:g}{row}"


_WHOLE = (
    Take(Manner.WHOLE),
    Take(Manner.WHOLE, 0.96),
    Take(Manner.WHOLE, 1.04),
    Take(Manner.WHOLE, 1.0, 12),
    Take(Manner.WHOLE, 1.0, -8),
    Take(Manner.WHOLE, 0.92),
    Take(Manner.WHOLE, 1.0, 30),
    Take(Manner.WHOLE, 1.08),
)
_CARRIERS = (
    Take(Manner.CARRIER),
    Take(Manner.CARRIER, 0.95),
    Take(Manner.CARRIER, 1.05),
    Take(Manner.CARRIER, 0.9, 12),
)
_HIBARI = (Take(Manner.HIBARI), Take(Manner.HIBARI, 0.94))


def takes(line: str, *, hibari: bool) -> tuple[Take, ...]:
    """Return the takes to try for a line, in order; `hibari` when its voice is close enough."""
    count = len(line.split())
    last = _HIBARI if hibari else ()
    if count <= _SHORT:
        return (*_CARRIERS, *last, *_WHOLE)
    if count <= _CARRIED:
        return (_WHOLE[0], _CARRIERS[0], *_WHOLE[1:], *_CARRIERS[1:], *last)
    return (*_WHOLE, *last)
