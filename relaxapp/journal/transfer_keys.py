"""Which entry is which: what tells that an imported one is there already."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from relaxapp.journal.entries import (
    Care,
    Check,
    DayRecord,
    Drink,
    Entry,
    Episode,
    Medicine,
    Movement,
    Score,
    SessionRecord,
    Trial,
)
from relaxapp.journal.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import date

NO_ID: Final = "00000000-0000-7000-8000-000000000000"
"""Stands in until the id of an entry that came without one is known."""


def ident(entry: Entry) -> str:
    """Return what an entry is found by: its id, or the day of a day record."""
    return entry.day.isoformat() if isinstance(entry, DayRecord) else entry.id


def started(entry: Entry) -> datetime:
    """Return the instant by which entries are put in order."""
    match entry:
        case Episode() | Drink() | Movement() | Care() | Check():
            return entry.when.at
        case SessionRecord():
            return entry.started
        case Medicine():
            return _midnight(entry.from_day)
        case Trial():
            return _midnight(entry.started)
        case DayRecord() | Score():
            return _midnight(entry.day)


def order(entry: Entry) -> tuple[datetime, str]:
    """Return the place of an entry among others of its type."""
    return started(entry), ident(entry)


def natural_key(entry: Entry) -> Hashable:
    """Return what makes an entry the same one in the eyes of a person, whatever its id."""
    match entry:
        case Episode():
            return entry.when.at, frozenset(entry.sites)
        case Drink() | Movement() | Check():
            return entry.when.at
        case Care():
            return entry.when.at, entry.kind
        case SessionRecord():
            return entry.started, entry.session_id
        case Medicine() | Score() | Trial() | DayRecord():
            return _key_of_day(entry)


def _key_of_day(entry: Medicine | Score | Trial | DayRecord) -> Hashable:
    match entry:
        case Medicine():
            return entry.from_day, entry.name
        case Score():
            return entry.day, entry.instrument
        case Trial():
            return entry.started, entry.act
        case DayRecord():
            return entry.day


def made_id(entry: Entry, kind: str, nth: int) -> str:
    """Return an id for the `nth` entry of this key, always the same for the same entry.

    So that what was imported, thrown away and imported again is still known for what it is.
    """
    from hashlib import sha256

    key = natural_key(entry)
    words = sorted(key[1]) if isinstance(entry, Episode) and isinstance(key, tuple) else key
    digest = sha256(f"{kind} {order(entry)[0].isoformat()} {words} {nth}".encode()).digest()
    return uuid7(started(entry), lambda bits: int.from_bytes(digest[:16], "big") >> (128 - bits))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
