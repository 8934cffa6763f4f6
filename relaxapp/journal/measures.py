"""What measures weeks and not moments: a weekly look back, and scores of questionnaires.

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


class Instrument(StrEnum):
    """A questionnaire on anxiety whose score can be entered."""

    GAD7 = "gad7"
    OASIS = "oasis"


MOST: Final[Mapping[Instrument, int]] = MappingProxyType(
    {Instrument.GAD7: 21, Instrument.OASIS: 20}
)
"""The highest score: seven answers of 0-3 (Spitzer 2006), five of 0-4 (Norman 2006)."""


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
