"""When an entry was lived, placed such that no later journey or change of clocks moves it.

A time is kept four ways, as each answers another question: the instant (UTC) orders, the offset
gives back the hour on the clock face, the zone explains it, and the day is the one lived.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Final, Self

from relaxapp.clock import LocalZone, day_lived
from relaxapp.journal import fields

MAX_OFFSET_MINUTES: Final = 18 * 60


@dataclass(frozen=True, slots=True)
class When:
    """When something was lived.

    ``at`` is an aware instant, kept in UTC; ``offset_minutes`` is local time minus UTC there and
    then, ``zone`` the IANA name or empty, ``day`` the day as lived: the local date or, before the
    day boundary, the date before it. Raises :class:`EntryError`.
    """

    at: datetime
    offset_minutes: int
    zone: str
    day: date

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", fields.instant("at", self.at))
        most = MAX_OFFSET_MINUTES
        fields.whole("offset_minutes", self.offset_minutes, -most, most, "minutes")
        object.__setattr__(self, "zone", fields.text(self.zone))
        date_there = self.local.date()
        if self.day not in {date_there, date_there - timedelta(days=1)}:
            raise fields.EntryError("day", self.day, f"{date_there}, or the day before it")

    @classmethod
    def lived(cls, at: datetime, zone: LocalZone, boundary: int) -> Self:
        """Place the instant ``at`` in ``zone``, which is the one in force at that instant.

        ``boundary`` is the hour at which the person's day turns.
        """
        at = fields.instant("at", at)
        day = day_lived(at, zone.offset_minutes, boundary)
        return cls(at, zone.offset_minutes, zone.name, day)

    @property
    def local(self) -> datetime:
        """The time on the person's clock, aware by its offset."""
        return self.at.astimezone(timezone(timedelta(minutes=self.offset_minutes)))

    @property
    def text(self) -> str:
        """The time on the person's clock with its offset, in ISO 8601."""
        return fields.local_text(self.at, self.offset_minutes)

    def moved(self, at: datetime, boundary: int) -> When:
        """Return another instant in the same zone, for a time that is corrected later.

        Someone who has travelled since still means the clock of where it happened.
        """
        # Imported late: it costs several milliseconds and most entries never move.
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        at = fields.instant("at", at)
        offset = timedelta(minutes=self.offset_minutes)
        # A zone that is not named, or not known here, leaves the offset to do.
        with contextlib.suppress(ZoneInfoNotFoundError, ValueError, OSError):
            offset = at.astimezone(ZoneInfo(self.zone)).utcoffset() or timedelta()
        zone = LocalZone(self.zone, round(offset / timedelta(minutes=1)))
        return When.lived(at, zone, boundary)
