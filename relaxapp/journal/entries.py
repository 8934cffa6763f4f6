"""What the journal holds, as frozen values; what is impossible cannot be made.

Everything but the time may be left out: None is "not said" and never zero.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Self

from relaxapp.clock import day_lived
from relaxapp.journal import fields
from relaxapp.journal.fields import MAX_RATING, EntryError
from relaxapp.journal.measures import Check, Score
from relaxapp.journal.trial import Trial
from relaxapp.journal.vocabulary import SIGNS, BodyState, CareKind, DayStatus, Kind
from relaxapp.journal.when import When

if TYPE_CHECKING:
    from relaxapp.clock import LocalZone

MAX_DRINK_ML: Final = 10_000
MAX_CAFFEINE_MG: Final = 10_000
MAX_ALCOHOL_UNITS: Final = 100
HOURS_A_DAY: Final = 24


class SessionOutcome(StrEnum):
    """How a practice ended, or that it has not yet."""

    RUNNING = "running"
    COMPLETED = "completed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Relief:
    """Something tried against an episode: an id of the vocabulary or the person's own words.

    ``before`` and ``after`` rate the episode, 0..10; ``session`` is the id of the relaxapp
    session that was used, else empty.
    """

    done: str
    before: int | None = None
    after: int | None = None
    session: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "done", fields.words("relief", (self.done,))[0])
        fields.rating("relief before", self.before)
        fields.rating("relief after", self.after)
        object.__setattr__(self, "session", fields.text(self.session))


@dataclass(frozen=True, slots=True)
class Episode:
    """One spasm, or one spell of them.

    ``end`` is an aware instant, kept in UTC; ``open`` says that it still goes on. ``sites`` are
    ids of :mod:`relaxapp.body`; ``before`` and ``feelings`` ids of the vocabulary or own words,
    ``signs`` ids of the vocabulary. Ratings are 0..10. ``created`` and ``updated`` are the
    store's; None until it has the entry. Raises :class:`EntryError`.
    """

    id: str
    when: When
    end: datetime | None = None
    open: bool = False
    sites: tuple[str, ...] = ()
    kind: Kind | None = None
    intensity: int | None = None
    worry: int | None = None
    state: BodyState | None = None
    before: tuple[str, ...] = ()
    feelings: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    note: str = ""
    relief: tuple[Relief, ...] = ()
    created: datetime | None = None
    updated: datetime | None = None

    def __post_init__(self) -> None:
        fields.entry_id(self.id)
        for name in ("end", "created", "updated"):
            if (at := getattr(self, name)) is not None:
                object.__setattr__(self, name, fields.instant(name, at))
        if self.end is not None and self.end < self.when.at:
            end = fields.local_text(self.end, self.when.offset_minutes)
            raise EntryError("end", end, f"at or after the start, {self.when.text}")
        if self.open and self.end is not None:
            raise EntryError("open", self.open, "no, as the episode has an end")
        object.__setattr__(self, "sites", fields.sites(self.sites))
        fields.rating("intensity", self.intensity)
        fields.rating("worry", self.worry)
        object.__setattr__(self, "before", fields.words("before", self.before))
        object.__setattr__(self, "feelings", fields.words("feelings", self.feelings))
        object.__setattr__(self, "signs", fields.chosen("signs", self.signs, SIGNS))
        object.__setattr__(self, "note", fields.text(self.note))

    @property
    def duration(self) -> timedelta | None:
        """How long it lasted; None while it goes on, or where no end was given."""
        return None if self.end is None else self.end - self.when.at

    @property
    def key(self) -> tuple[datetime, str]:
        """Its place in the order of all episodes."""
        return self.when.at, self.id


@dataclass(frozen=True, slots=True)
class Drink:
    """Something drunk, in millilitres; None where the person did not say how much."""

    id: str
    when: When
    ml: int | None = None

    def __post_init__(self) -> None:
        fields.entry_id(self.id)
        fields.whole("ml", self.ml, 1, MAX_DRINK_ML, "millilitres")


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement break; ``kind`` is the person's own word for it, or empty."""

    id: str
    when: When
    kind: str = ""

    def __post_init__(self) -> None:
        fields.entry_id(self.id)
        object.__setattr__(self, "kind", fields.text(self.kind))


@dataclass(frozen=True, slots=True)
class Care:
    """Something else that was done for oneself."""

    id: str
    when: When
    kind: CareKind = CareKind.OTHER
    note: str = ""

    def __post_init__(self) -> None:
        fields.entry_id(self.id)
        object.__setattr__(self, "note", fields.text(self.note))


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine that was taken from one day on, and until another or still."""

    id: str
    name: str
    from_day: date
    to_day: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        fields.entry_id(self.id)
        object.__setattr__(self, "name", fields.text(self.name).strip())
        if not self.name:
            raise EntryError("name", "empty", "the name of the medicine")
        if self.to_day is not None and self.to_day < self.from_day:
            raise EntryError("to_day", self.to_day, f"{self.from_day} (from_day) or later")
        object.__setattr__(self, "note", fields.text(self.note))


@dataclass(frozen=True, slots=True)
class DayRecord:
    """What is known of one day; each figure that is None is unknown, not zero.

    ``provisional`` says that the status was given while the day was still going on, see
    :mod:`relaxapp.journal.days`.
    """

    day: date
    status: DayStatus = DayStatus.UNKNOWN
    provisional: bool = False
    caffeine_mg: int | None = None
    alcohol_units: float | None = None
    sleep_hours: float | None = None
    hard_exercise: bool | None = None
    stress: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        fields.whole("caffeine_mg", self.caffeine_mg, 0, MAX_CAFFEINE_MG, "milligrams")
        alcohol = fields.number("alcohol_units", self.alcohol_units, MAX_ALCOHOL_UNITS, "units")
        object.__setattr__(self, "alcohol_units", alcohol)
        sleep = fields.number("sleep_hours", self.sleep_hours, HOURS_A_DAY, "hours")
        object.__setattr__(self, "sleep_hours", sleep)
        fields.rating("stress", self.stress)
        object.__setattr__(self, "note", fields.text(self.note))
        if self.provisional and self.status is not DayStatus.COMPLETE:
            raise EntryError("provisional", "yes", f"no on a day that is {self.status}")


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
            raise EntryError("started", self.started, "", "started needs a time zone")
        object.__setattr__(self, "started", self.started.astimezone(UTC))
        if not self.session_id:
            raise EntryError("session_id", "", "", "session_id is empty")
        for name in ("planned_s", "heard_s"):
            seconds = getattr(self, name)
            if not (math.isfinite(seconds) and seconds >= 0):
                raise EntryError(name, seconds, "0 seconds or more")
        for name in ("tension_before", "tension_after", "distress_before", "distress_after"):
            fields.rating(name, getattr(self, name))
        object.__setattr__(self, "note", fields.text(self.note))

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


Entry = (
    Episode | Drink | Movement | Care | Medicine | DayRecord | SessionRecord | Check | Score | Trial
)


def refuse_future(entry: Entry, now: datetime, today: date | None = None) -> None:
    """Raise :class:`EntryError` when a time of ``entry`` is after ``now``, an aware instant.

    ``today`` is the day the person is living; without it a day is refused only when it has begun
    nowhere on Earth. The end of a medicine may be planned ahead.
    """
    match entry:
        case Episode():
            _not_after("at", entry.when.at, now, entry.when.offset_minutes)
            if entry.end is not None:
                _not_after("end", entry.end, now, entry.when.offset_minutes)
        case Drink() | Movement() | Care() | Check():
            _not_after("at", entry.when.at, now, entry.when.offset_minutes)
        case SessionRecord():
            _not_after("started", entry.started, now, entry.offset_minutes)
        case Medicine():
            _no_day_after("from_day", entry.from_day, now, today)
        case DayRecord() | Score():
            _no_day_after("day", entry.day, now, today)
        case Trial():
            _no_day_after("from", entry.started, now, today)
            if entry.ended is not None:
                _no_day_after("to", entry.ended, now, today)


def _not_after(field: str, at: datetime, now: datetime, offset_minutes: int) -> None:
    if at > now:
        latest = fields.local_text(now.replace(microsecond=0), offset_minutes)
        right = f"in the past; now it is {latest}"
        raise EntryError(field, fields.local_text(at, offset_minutes), right)


def _no_day_after(field: str, day: date, now: datetime, today: date | None) -> None:
    latest = today or (now.astimezone(UTC) + timedelta(hours=14)).date()
    if day > latest:
        raise EntryError(field, day, f"{latest} or earlier")


__all__ = [
    "MAX_RATING",
    "Care",
    "Check",
    "DayRecord",
    "Drink",
    "Entry",
    "EntryError",
    "Episode",
    "Medicine",
    "Movement",
    "Relief",
    "Score",
    "SessionOutcome",
    "SessionRecord",
    "Trial",
    "When",
    "refuse_future",
]
