"""Entries as plain named values: what JSON files and CSV tables have in common.

The names are those of docs/journal-format.md, which other programs rely on: add, never rename.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from relaxapp.journal import fields
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
    SessionOutcome,
    SessionRecord,
    Trial,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from relaxapp.journal.when import When

Values = dict[str, Any]

RATINGS: Final = ("tension_before", "tension_after", "distress_before", "distress_after")
_PLACE: Final = ("zone", "day")
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "episodes": (
        *("start", "end", "sites", "intensity", "kind", "state", "note"),
        *("worry", "before", "feelings", "signs", "relief", "open", *_PLACE, "id"),
    ),
    "days": (
        *("day", "status", "caffeine_mg", "alcohol_units", "sleep_hours", "hard_exercise"),
        *("stress", "note", "provisional"),
    ),
    "drinks": ("at", "ml", *_PLACE, "id"),
    "movements": ("at", "kind", *_PLACE, "id"),
    "care": ("at", "kind", "note", *_PLACE, "id"),
    "medicines": ("name", "from", "to", "note", "id"),
    "sessions": (
        *("start", "session", "seconds", "completed", "planned_seconds", "running"),
        *(*RATINGS, "worse", "note", "detours", *_PLACE, "id"),
    ),
    "checks": ("at", "anxiety", "interference", *_PLACE, "id"),
    "scores": ("day", "instrument", "total", "note", "id"),
    "trials": ("act", "from", "planned_days", "to", "id"),
}
"""What each type of entry is made of, in the order of its columns."""

RELIEF: Final = ("done", "before", "after", "session")


_KINDS: Final[Mapping[type[Entry], str]] = MappingProxyType(
    {
        Episode: "episodes",
        Drink: "drinks",
        Movement: "movements",
        Care: "care",
        Medicine: "medicines",
        DayRecord: "days",
        SessionRecord: "sessions",
        Check: "checks",
        Score: "scores",
        Trial: "trials",
    }
)


def kind_of(entry: Entry) -> str:
    """Return the type of an entry, a key of :data:`NAMES`."""
    return _KINDS[type(entry)]


def values_of(entry: Entry) -> Values:
    """Return an entry as plain values for JSON, in the order of :data:`NAMES`."""
    kind = kind_of(entry)
    values = _WRITERS[kind](entry)
    return {name: values[name] for name in NAMES[kind]}


def _episode(entry: Episode) -> Values:
    end = entry.end
    return {
        **_plain(entry, "id", "intensity", "kind", "state", "note", "worry", "open"),
        **_place("start", entry.when),
        "end": None if end is None else fields.local_text(end, entry.when.offset_minutes),
        **{name: list(getattr(entry, name)) for name in ("sites", "before", "feelings", "signs")},
        "relief": [{name: getattr(one, name) for name in RELIEF} for one in entry.relief],
    }


def _drink(entry: Drink) -> Values:
    return {**_place("at", entry.when), **_plain(entry, "id", "ml")}


def _movement(entry: Movement) -> Values:
    return {**_place("at", entry.when), **_plain(entry, "id", "kind")}


def _care(entry: Care) -> Values:
    return {**_place("at", entry.when), **_plain(entry, "id", "kind", "note")}


def _medicine(entry: Medicine) -> Values:
    return {
        **_plain(entry, "id", "name", "note"),
        "from": entry.from_day.isoformat(),
        "to": None if entry.to_day is None else entry.to_day.isoformat(),
    }


def _day(entry: DayRecord) -> Values:
    named = _plain(entry, *(name for name in NAMES["days"] if name != "day"))
    return {**named, "day": entry.day.isoformat()}


def _check(entry: Check) -> Values:
    return {**_place("at", entry.when), **_plain(entry, "id", "anxiety", "interference")}


def _score(entry: Score) -> Values:
    return {**_plain(entry, "id", "instrument", "total", "note"), "day": entry.day.isoformat()}


def _trial(entry: Trial) -> Values:
    return {
        **_plain(entry, "id", "act", "planned_days"),
        "from": entry.started.isoformat(),
        "to": None if entry.ended is None else entry.ended.isoformat(),
    }


def _session(entry: SessionRecord) -> Values:
    return {
        **_plain(entry, *RATINGS, "id", "zone", "worse", "note"),
        "start": fields.local_text(entry.started, entry.offset_minutes),
        "day": entry.day.isoformat(),
        "session": entry.session_id,
        "seconds": entry.heard_s,
        "planned_seconds": entry.planned_s,
        "completed": entry.outcome is SessionOutcome.COMPLETED,
        "running": entry.outcome is SessionOutcome.RUNNING,
        "detours": list(entry.detours),
    }


def _plain(entry: Entry, *names: str) -> Values:
    told = {name: getattr(entry, name) for name in names}
    return {name: str(v) if isinstance(v, StrEnum) else v for name, v in told.items()}


def _place(name: str, when: When) -> Values:
    return {name: when.text, "zone": when.zone, "day": when.day.isoformat()}


_WRITERS: Final[Mapping[str, Callable[[Any], Values]]] = {
    "episodes": _episode,
    "drinks": _drink,
    "movements": _movement,
    "care": _care,
    "medicines": _medicine,
    "days": _day,
    "sessions": _session,
    "checks": _check,
    "scores": _score,
    "trials": _trial,
}
