"""What the journal holds, as frozen values; what is impossible cannot be made.

Times are kept four ways, as each answers another question: the instant (UTC) orders, the offset
gives back the hour on the clock face, the zone explains it, and the day is the one lived.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from relaxapp.clock import day_lived

if TYPE_CHECKING:
    from relaxapp.clock import LocalZone

MAX_RATING = 10


class SessionOutcome(StrEnum):
    """How a practice ended, or that it has not yet."""

    RUNNING = "running"
    COMPLETED = "completed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One practice of one session.

    ``id`` is a UUIDv7, ``session_id`` the script's (``soften``). ``started`` is an aware instant,
    kept in UTC; ``offset_minutes`` is local time minus UTC there and then, ``zone`` the IANA name
    or empty, ``day`` the day as lived. ``planned_s`` and ``heard_s`` are seconds. Ratings are
    0..10 or None where the person gave none. ``detours`` are the ids of rescue sessions used, in
    order. Raises ``ValueError`` naming the field that cannot be.
    """

    id: str
    started: datetime
    offset_minutes: int
    zone: str
    day: date
    session_id: str
    planned_s: float
    heard_s: float = 0.0
    outcome: SessionOutcome = SessionOutcome.RUNNING
    tension_before: int | None = None
    tension_after: int | None = None
    distress_before: int | None = None
    distress_after: int | None = None
    worse: bool = False
    note: str = ""
    detours: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check what the database checks too, where the mistake can still be seen."""
        if self.started.utcoffset() is None:
            raise ValueError("started needs a time zone")
        object.__setattr__(self, "started", self.started.astimezone(UTC))
        if not self.session_id:
            raise ValueError("session_id is empty")
        for name in ("planned_s", "heard_s"):
            seconds = getattr(self, name)
            if not (math.isfinite(seconds) and seconds >= 0):
                raise ValueError(f"{name} is {seconds}; it should be 0 seconds or more")
        for name in ("tension_before", "tension_after", "distress_before", "distress_after"):
            rating = getattr(self, name)
            if rating is not None and not 0 <= rating <= MAX_RATING:
                raise ValueError(f"{name} is {rating}; it should be from 0 to {MAX_RATING}")
        # Half a character, as a broken paste leaves it, is no text that can be stored; the rest
        # of the note is worth more than an error.
        object.__setattr__(self, "note", self.note.encode("utf-8", "replace").decode("utf-8"))

    @classmethod
    def begun(
        cls,
        *,
        record_id: str,
        at: datetime,
        zone: LocalZone,
        boundary: int,
        session_id: str,
        planned_s: float,
    ) -> Self:
        """Return the record of a practice that begins now (``at``).

        ``boundary`` is the hour at which the person's day turns.
        """
        return cls(
            id=record_id,
            started=at,
            offset_minutes=zone.offset_minutes,
            zone=zone.name,
            day=day_lived(at, zone.offset_minutes, boundary),
            session_id=session_id,
            planned_s=planned_s,
        )
