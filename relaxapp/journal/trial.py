"""An on/off trial: for some weeks a coin decides each day whether to add one helpful act.

What people do because they twitch, no diary can tell apart from what comes of it; a coin can. It
only ever adds something kind: nobody is asked to go without water, relaxation or a medicine, and
on a day "off" whoever wants the act has it all the same. The coin is made from the trial's id, so
it is the same whenever and wherever it is looked at, and cannot be thrown again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from relaxapp.journal import fields
from relaxapp.journal.fields import EntryError

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST_DAYS: Final = 42
"""As many complete days as any comparison needs, see :mod:`relaxapp.journal.gates`."""
USUAL_DAYS: Final = 56
MOST_DAYS: Final = 366
_SIZES: Final = (2, 4, 6)
"""Days in one block of the coin, half of them on: near balance, without the last being known."""


class Act(StrEnum):
    """What may be added on a day "on"."""

    SESSION = "session"
    WALK = "walk"
    STRETCH = "stretch"
    BATH = "bath"
    EARLY_NIGHT = "early_night"


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial: ``id`` a UUIDv7, the act, and its first day.

    ``planned_days`` is fixed at the start, and only then is it read: who looks every day sees
    something sooner or later, be there something or not. ``ended`` is the last day where it was
    ended early, None while it goes on or ran its course. Raises :class:`EntryError`.
    """

    id: str
    act: Act
    started: date
    planned_days: int = USUAL_DAYS
    ended: date | None = None

    def __post_init__(self) -> None:
        fields.entry_id(self.id)
        object.__setattr__(self, "act", Act(self.act))
        fields.whole("planned_days", self.planned_days, LEAST_DAYS, MOST_DAYS, "days")
        if self.ended is not None and self.ended < self.started:
            raise EntryError("ended", self.ended, f"{self.started} (started) or later")

    @property
    def last(self) -> date:
        """The last day that belongs to it."""
        planned = self.started + timedelta(days=self.planned_days - 1)
        return planned if self.ended is None else min(planned, self.ended)

    def is_over(self, today: date) -> bool:
        """Tell whether it can be read; ``today`` is the day being lived."""
        return today > self.last

    def is_on(self, day: date) -> bool | None:
        """Return what the coin says for a day; None where the day is none of the trial's."""
        if not self.started <= day <= self.last:
            return None
        return coin(self.id, self.planned_days)[(day - self.started).days]

    def days(self) -> Iterator[tuple[date, bool]]:
        """Yield each day of the trial with what the coin says for it."""
        length = (self.last - self.started).days + 1
        for n, on in enumerate(coin(self.id, self.planned_days)[:length]):
            yield self.started + timedelta(days=n), on


def coin(trial_id: str, days: int) -> tuple[bool, ...]:
    """Return the coin of each day from the first on: True is on."""
    return tuple(on for block in coin_blocks(trial_id, days) for on in block)[:days]


@lru_cache(maxsize=8)
def coin_blocks(trial_id: str, days: int) -> tuple[tuple[bool, ...], ...]:
    """Return the coin in the blocks within which it is balanced; the last may reach further."""
    draws = _draws(trial_id)
    blocks: list[tuple[bool, ...]] = []
    while sum(map(len, blocks)) < days:
        size = _SIZES[_below(len(_SIZES), draws)]
        block = [n < size // 2 for n in range(size)]
        for last in range(size - 1, 0, -1):
            other = _below(last + 1, draws)
            block[last], block[other] = block[other], block[last]
        blocks.append(tuple(block))
    return tuple(blocks)


def _draws(seed: str) -> Iterator[int]:
    """Yield bytes without end: of a hash, which no later Python and no other system changes."""
    from hashlib import sha256  # late: every start reads entries, few throw a coin

    number = 0
    while True:
        yield from sha256(f"{seed}/{number}".encode()).digest()
        number += 1


def _below(bound: int, draws: Iterator[int]) -> int:
    """Return a number under ``bound``, each as likely."""
    fair = 256 - 256 % bound
    return next(draw for draw in draws if draw < fair) % bound
