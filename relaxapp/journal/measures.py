"""What measures weeks and not moments: a weekly look, scores of questionnaires, on/off trials.

The two weekly ratings are questions of our own. Of a questionnaire filled in elsewhere the journal
keeps its score alone: its wording belongs to those who made it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from relaxapp.journal import fields
from relaxapp.journal.fields import EntryError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from relaxapp.journal.when import When

MAX_SEED: Final = 2**31 - 1
"""The largest seed of a trial: a number that every file and program can hold."""


class Instrument(StrEnum):
    """A questionnaire on anxiety whose score can be entered."""

    GAD7 = "gad7"
    OASIS = "oasis"


MOST: Final[Mapping[Instrument, int]] = MappingProxyType(
    {Instrument.GAD7: 21, Instrument.OASIS: 20}
)
"""The highest score: seven answers of 0-3 (Spitzer 2006), five of 0-4 (Norman 2006)."""


class TrialAct(StrEnum):
    """A helpful act that a trial may add to a day. None of them keeps anything from anybody."""

    SESSION = "session"
    MOVEMENT = "movement"
    STRETCH = "stretch"
    BATH = "bath"


@dataclass(frozen=True, slots=True)
class Check:
    """A look back at the past week: anxiety, and how much it got in the way, 0..10.

    One of the two may be None, "not said"; a look that was skipped is no entry. Raises
    :class:`EntryError`.
    """

    id: str
    when: When
    anxiety: int | None = None
    interference: int | None = None

    def __post_init__(self) -> None:
        fields.entry_id(self.id)
        fields.rating("anxiety", self.anxiety)
        fields.rating("interference", self.interference)
        if self.anxiety is None and self.interference is None:
            told = "anxiety and interference are both missing; one of them should be there"
            raise EntryError("anxiety", None, "", told)


@dataclass(frozen=True, slots=True)
class Score:
    """What a questionnaire came to, 0 to its :data:`MOST`, and the day it was filled in."""

    id: str
    day: date
    instrument: Instrument
    total: int
    note: str = ""

    def __post_init__(self) -> None:
        fields.entry_id(self.id)
        fields.whole("total", self.total, 0, MOST[self.instrument], "points")
        if self.total is None:
            raise EntryError("total", "missing", f"from 0 to {MOST[self.instrument]}")
        object.__setattr__(self, "note", fields.text(self.note))


@dataclass(frozen=True, slots=True)
class Trial:
    """Days on which a coin decides whether a helpful act is added; on the others one is free.

    ``started`` is the first day with a coin, ``ended`` the last one, None while it goes on. The
    coin of a day follows from ``seed``, a whole number from 0 to :data:`MAX_SEED`, and the day
    alone: it is the same whenever it is asked for, and nothing else of the journal enters it.
    What was done is in the journal as sessions, movement and care.
    """

    id: str
    act: TrialAct
    started: date
    ended: date | None
    seed: int

    def __post_init__(self) -> None:
        fields.entry_id(self.id)
        fields.whole("seed", self.seed, 0, MAX_SEED, "any kind")
        if self.seed is None:
            raise EntryError("seed", "missing", f"from 0 to {MAX_SEED}")
        if self.ended is not None and self.ended < self.started:
            raise EntryError("to", self.ended, f"{self.started} (from) or later")
