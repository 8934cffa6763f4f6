"""Entries to rows of the database and back.

A row is a mapping of column to value, as SQLite keeps it; the same mapping, as JSON, is what a
step remembers to be undone.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from relaxapp.journal.entries import (
    Care,
    Check,
    DayRecord,
    Drink,
    Entry,
    Episode,
    Medicine,
    Movement,
    Relief,
    Score,
    SessionOutcome,
    SessionRecord,
    Trial,
    When,
)
from relaxapp.journal.measures import Instrument
from relaxapp.journal.trial import Act
from relaxapp.journal.vocabulary import (
    BEFORES,
    FEELINGS,
    RELIEFS,
    BodyState,
    CareKind,
    DayStatus,
    Kind,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Row = dict[str, Any]


class EntryKind(StrEnum):
    """The sorts of entry; each is the name of its table."""

    EPISODE = "episode"
    DRINK = "drink"
    MOVEMENT = "movement"
    CARE = "care"
    MEDICINE = "medicine"
    DAY = "day"
    SESSION = "session"
    CHECK = "weekly_check"
    SCORE = "score"
    TRIAL = "trial"


@dataclass(frozen=True, slots=True)
class Table:
    """How one sort of entry is kept: its columns in order, the first of ``key`` among them.

    ``keeps`` are columns that no entry holds (when it was put into the trash, say).
    """

    key: str
    columns: tuple[str, ...]
    keeps: tuple[str, ...]
    to_row: Callable[[Any], Row]
    from_row: Callable[[Row], Entry]

    @property
    def every(self) -> tuple[str, ...]:
        """All columns: what a step remembers."""
        return (*self.columns, *self.keeps)


def instant(at: datetime) -> str:
    """Return UTC in one width, so that text sorts as time does."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def fold(text: str) -> str:
    """Return text as a search compares it: without regard to case or to how it was typed."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def dumps(value: object) -> str:
    """Return the one JSON text that the journal writes for a value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def kind_of(entry: Entry) -> EntryKind:
    """Return which sort of entry it is."""
    return _KINDS[type(entry)]


def key_of(entry: Entry) -> str:
    """Return what the entry is found by: its id or, of a day, its date."""
    return entry.day.isoformat() if isinstance(entry, DayRecord) else entry.id


def select(kind: EntryKind, rest: str = "", columns: Sequence[str] = ()) -> str:
    """Return a query for rows of a sort; ``rest`` begins with WHERE or ORDER BY."""
    named = ", ".join(columns or TABLES[kind].columns)
    return f"SELECT {named} FROM {kind} {rest}"  # noqa: S608 - our own column names


def entry_from(kind: EntryKind, values: Iterable[Any]) -> Any:
    """Return the entry whose columns have these values."""
    table = TABLES[kind]
    return table.from_row(dict(zip(table.columns, values, strict=True)))


def _placed(when: When) -> Row:
    return {
        "at": instant(when.at),
        "offset_minutes": when.offset_minutes,
        "zone": when.zone,
        "day": when.day.isoformat(),
    }


def _when(row: Row) -> When:
    at, day = datetime.fromisoformat(row["at"]), date.fromisoformat(row["day"])
    return When(at, row["offset_minutes"], row["zone"], day)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _folded(episode: Episode) -> str:
    """Return the note and the person's own words; what has an id is found by filters."""
    tried = (relief.done for relief in episode.relief)
    own = (
        word
        for words, known in ((episode.before, BEFORES), (episode.feelings, FEELINGS))
        for word in words
        if word not in known
    )
    return fold("\n".join((episode.note, *own, *(done for done in tried if done not in RELIEFS))))


def _episode_row(episode: Episode) -> Row:
    if episode.created is None or episode.updated is None:
        raise ValueError("the store stamps an episode before it is written")
    return {
        "id": episode.id,
        **_placed(episode.when),
        "ended": instant(episode.end) if episode.end else None,
        "open": int(episode.open),
        "sites": dumps(episode.sites),
        "kind": episode.kind and str(episode.kind),
        "intensity": episode.intensity,
        "worry": episode.worry,
        "state": episode.state and str(episode.state),
        "before": dumps(episode.before),
        "feelings": dumps(episode.feelings),
        "signs": dumps(episode.signs),
        "note": episode.note,
        "relief": dumps(
            [
                {"done": one.done, "before": one.before, "after": one.after, "session": one.session}
                for one in episode.relief
            ]
        ),
        "folded": _folded(episode),
        "created": instant(episode.created),
        "updated": instant(episode.updated),
    }


def _episode(row: Row) -> Episode:
    return Episode(
        id=row["id"],
        when=_when(row),
        end=_time(row["ended"]),
        open=bool(row["open"]),
        sites=_texts(row["sites"]),
        kind=Kind(row["kind"]) if row["kind"] else None,
        intensity=row["intensity"],
        worry=row["worry"],
        state=BodyState(row["state"]) if row["state"] else None,
        before=_texts(row["before"]),
        feelings=_texts(row["feelings"]),
        signs=_texts(row["signs"]),
        note=row["note"],
        relief=tuple(Relief(**one) for one in json.loads(row["relief"])) if _some(row) else (),
        created=_time(row["created"]),
        updated=_time(row["updated"]),
    )


def _texts(written: str) -> tuple[str, ...]:
    return () if written == "[]" else tuple(json.loads(written))


def _some(row: Row) -> bool:
    return bool(row["relief"] != "[]")


def _small_row(entry: Drink | Movement | Care | Check) -> Row:
    row: Row = {"id": entry.id, **_placed(entry.when)}
    match entry:
        case Drink():
            return row | {"ml": entry.ml}
        case Movement():
            return row | {"kind": entry.kind}
        case Care():
            return row | {"kind": str(entry.kind), "note": entry.note}
        case Check():
            return row | {"anxiety": entry.anxiety, "interference": entry.interference}


def _medicine_row(medicine: Medicine) -> Row:
    return {
        "id": medicine.id,
        "name": medicine.name,
        "from_day": medicine.from_day.isoformat(),
        "to_day": medicine.to_day.isoformat() if medicine.to_day else None,
        "note": medicine.note,
    }


def _medicine(row: Row) -> Medicine:
    from_day = date.fromisoformat(row["from_day"])
    return Medicine(row["id"], row["name"], from_day, _day(row["to_day"]), row["note"])


def _day_row(record: DayRecord) -> Row:
    hard = record.hard_exercise
    return {
        "day": record.day.isoformat(),
        "status": str(record.status),
        "provisional": int(record.provisional),
        "caffeine_mg": record.caffeine_mg,
        "alcohol_units": record.alcohol_units,
        "sleep_hours": record.sleep_hours,
        "hard_exercise": None if hard is None else int(hard),
        "stress": record.stress,
        "note": record.note,
    }


def _day_record(row: Row) -> DayRecord:
    hard = row["hard_exercise"]
    kept = {
        "day": date.fromisoformat(row["day"]),
        "status": DayStatus(row["status"]),
        "provisional": bool(row["provisional"]),
        "hard_exercise": None if hard is None else bool(hard),
    }
    return DayRecord(**(row | kept))


def _score_row(score: Score) -> Row:
    return {
        "id": score.id,
        "day": score.day.isoformat(),
        "instrument": str(score.instrument),
        "total": score.total,
        "note": score.note,
    }


def _score(row: Row) -> Score:
    day, instrument = date.fromisoformat(row["day"]), Instrument(row["instrument"])
    return Score(row["id"], day, instrument, row["total"], row["note"])


def _trial_row(trial: Trial) -> Row:
    return {
        "id": trial.id,
        "act": str(trial.act),
        "from_day": trial.started.isoformat(),
        "planned_days": trial.planned_days,
        "to_day": trial.ended.isoformat() if trial.ended else None,
    }


def _trial(row: Row) -> Trial:
    begun = date.fromisoformat(row["from_day"])
    return Trial(row["id"], Act(row["act"]), begun, row["planned_days"], _day(row["to_day"]))


def _session_row(record: SessionRecord) -> Row:
    kept = {name: getattr(record, name) for name in _SESSION}
    kept["started"] = instant(record.started)
    kept["day"] = record.day.isoformat()
    kept["outcome"] = str(record.outcome)
    kept["worse"] = int(record.worse)
    kept["detours"] = json.dumps(record.detours)
    return kept


def _session(row: Row) -> SessionRecord:
    kept = {
        "started": datetime.fromisoformat(row["started"]),
        "day": date.fromisoformat(row["day"]),
        "outcome": SessionOutcome(row["outcome"]),
        "worse": bool(row["worse"]),
        "detours": tuple(json.loads(row["detours"])),
    }
    return SessionRecord(**(row | kept))


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_PLACE = "id at offset_minutes zone day"
_SESSION = _words(
    "id started offset_minutes zone day session_id planned_s heard_s outcome tension_before "
    "tension_after distress_before distress_after worse note detours"
)

TABLES: Final[Mapping[EntryKind, Table]] = {
    EntryKind.EPISODE: Table(
        "id",
        _words(
            f"{_PLACE} ended open sites kind intensity worry state before feelings signs note "
            "relief created updated"
        ),
        ("folded", "deleted"),
        _episode_row,
        _episode,
    ),
    EntryKind.DRINK: Table(
        "id",
        _words(f"{_PLACE} ml"),
        ("deleted",),
        _small_row,
        lambda row: Drink(row["id"], _when(row), row["ml"]),
    ),
    EntryKind.MOVEMENT: Table(
        "id",
        _words(f"{_PLACE} kind"),
        ("deleted",),
        _small_row,
        lambda row: Movement(row["id"], _when(row), row["kind"]),
    ),
    EntryKind.CARE: Table(
        "id",
        _words(f"{_PLACE} kind note"),
        ("deleted",),
        _small_row,
        lambda row: Care(row["id"], _when(row), CareKind(row["kind"]), row["note"]),
    ),
    EntryKind.MEDICINE: Table(
        "id",
        _words("id name from_day to_day note"),
        ("deleted",),
        _medicine_row,
        _medicine,
    ),
    EntryKind.DAY: Table(
        "day",
        _words(
            "day status provisional caffeine_mg alcohol_units sleep_hours hard_exercise stress note"
        ),
        (),
        _day_row,
        _day_record,
    ),
    EntryKind.SESSION: Table("id", _SESSION, ("updated", "deleted"), _session_row, _session),
    EntryKind.CHECK: Table(
        "id",
        _words(f"{_PLACE} anxiety interference"),
        ("deleted",),
        _small_row,
        lambda row: Check(row["id"], _when(row), row["anxiety"], row["interference"]),
    ),
    EntryKind.SCORE: Table(
        "id", _words("id day instrument total note"), ("deleted",), _score_row, _score
    ),
    EntryKind.TRIAL: Table(
        "id", _words("id act from_day planned_days to_day"), ("deleted",), _trial_row, _trial
    ),
}

_KINDS: Final[Mapping[type, EntryKind]] = {
    Episode: EntryKind.EPISODE,
    Drink: EntryKind.DRINK,
    Movement: EntryKind.MOVEMENT,
    Care: EntryKind.CARE,
    Medicine: EntryKind.MEDICINE,
    DayRecord: EntryKind.DAY,
    SessionRecord: EntryKind.SESSION,
    Check: EntryKind.CHECK,
    Score: EntryKind.SCORE,
    Trial: EntryKind.TRIAL,
}
TRASHABLE: Final = tuple(kind for kind in EntryKind if kind is not EntryKind.DAY)
