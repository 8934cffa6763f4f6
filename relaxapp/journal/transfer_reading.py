"""Plain named values as entries again; whatever they hold, they become one or are refused."""

from __future__ import annotations

import dataclasses
import json
import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar

from relaxapp.clock import LocalZone
from relaxapp.journal import fields
from relaxapp.journal.entries import (
    Care,
    Check,
    DayRecord,
    Drink,
    Entry,
    EntryError,
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
from relaxapp.journal.transfer_values import NAMES, RATINGS, RELIEF, Values
from relaxapp.journal.trial import USUAL_DAYS, Act
from relaxapp.journal.vocabulary import BodyState, CareKind, DayStatus, Kind
from relaxapp.journal.when import MAX_OFFSET_MINUTES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import StrEnum

_Word = TypeVar("_Word", bound="StrEnum")


@dataclass(frozen=True, slots=True)
class Here:
    """What the person's surroundings say of times that do not say it themselves.

    ``zone_at`` gives the zone in force at an aware instant; ``boundary`` is the hour at which
    the day turns.
    """

    zone_at: Callable[[datetime], LocalZone]
    boundary: int = 4

    def when(self, text: str, field: str = "start", zone: str | None = None) -> When:
        """Return where a time in ISO 8601 belongs; without an offset it is a local one.

        ``zone`` is the name of the zone where it is known.
        """
        at = read_time(field, text)
        if at.utcoffset() is None:
            return self.lived(self._instant(at, field))
        if text[-1:] in "Zz":  # an instant, which tells nothing of the clock on the wall
            return self.lived(at)
        offset = _minutes(at.utcoffset() or timedelta())
        if abs(offset) > MAX_OFFSET_MINUTES:
            hours = MAX_OFFSET_MINUTES // 60
            raise EntryError(field, _shown(text), f"at most {hours} hours off UTC")
        at = fields.instant(field, at)
        if zone is None:
            there = self.zone_at(at)
            zone = there.name if there.offset_minutes == offset else ""
        return When.lived(at, LocalZone(zone, offset), self.boundary)

    def lived(self, at: datetime) -> When:
        """Return where an aware instant belongs."""
        at = fields.instant("at", at)
        return When.lived(at, self.zone_at(at), self.boundary)

    def noon(self, day: date) -> When:
        """Return the middle of a day, for what is known by its day alone."""
        return self.lived(self._instant(datetime(day.year, day.month, day.day, 12)))  # noqa: DTZ001 - a time on the wall

    def _instant(self, wall: datetime, field: str = "at") -> datetime:
        """Return the instant at which the clock here shows ``wall``; the earlier of two."""
        guess = wall
        for _ in range(2):  # the offset is asked for at an instant, which is what we look for
            utc = fields.instant(field, guess.replace(tzinfo=UTC))
            guess = wall - timedelta(minutes=self.zone_at(utc).offset_minutes)
        return guess.replace(tzinfo=UTC)


def _minutes(offset: timedelta) -> int:
    return round(offset / timedelta(minutes=1))


def read_time(field: str, text: object) -> datetime:
    """Return a time written in ISO 8601, aware if it says its offset."""
    try:
        if not isinstance(text, str) or len(text) < len("2026-03-14T09"):
            raise ValueError  # noqa: TRY301 - one way to say no
        return datetime.fromisoformat(text)
    except ValueError:
        right = "a time such as 2026-03-14T09:30:00+01:00"
        raise EntryError(field, _shown(text), right) from None


def read_day(field: str, text: object) -> date:
    """Return a day written as 2026-03-14."""
    try:
        if not isinstance(text, str) or len(text) != len("2026-03-14"):
            raise ValueError  # noqa: TRY301 - one way to say no
        day = date.fromisoformat(text)
    except ValueError:
        raise EntryError(field, _shown(text), "a day such as 2026-03-14") from None
    if day.year < fields.FIRST_YEAR:
        raise EntryError(field, day, f"in the year {fields.FIRST_YEAR} or later")
    return day


def entry_of(kind: str, values: Values, entry_id: str, here: Here) -> Entry:
    """Return the entry that plain values describe; what is missing is not said.

    Raises :class:`EntryError` naming the value that cannot be.
    """
    for name in values:
        if name not in NAMES[kind]:
            from difflib import get_close_matches

            near = get_close_matches(name, NAMES[kind], n=1)
            known = near[0] if near else ", ".join(NAMES[kind])
            told = f"{_shown(name)} is no field of {kind}; known are {known}"
            raise EntryError(name, name, "", told)
    told_id = values.get("id")
    if told_id is not None:
        entry_id = _text("id", values)
    return _READERS[kind](values, entry_id, here)


def _drink(values: Values, entry_id: str, here: Here) -> Drink:
    return Drink(entry_id, _when("at", values, here), values.get("ml"))


def _movement(values: Values, entry_id: str, here: Here) -> Movement:
    return Movement(entry_id, _when("at", values, here), _text("kind", values))


def _care(values: Values, entry_id: str, here: Here) -> Care:
    what = _choice("kind", values, CareKind) or CareKind.OTHER
    return Care(entry_id, _when("at", values, here), what, _text("note", values))


def _medicine(values: Values, entry_id: str, _: Here) -> Medicine:
    to_day = values.get("to")
    return Medicine(
        entry_id,
        _text("name", values),
        read_day("from", values.get("from")),
        None if to_day is None else read_day("to", to_day),
        _text("note", values),
    )


def _day(values: Values, _: str, __: Here) -> DayRecord:
    return DayRecord(
        read_day("day", values.get("day")),
        _choice("status", values, DayStatus) or DayStatus.UNKNOWN,
        provisional=_flag("provisional", values) or False,
        caffeine_mg=values.get("caffeine_mg"),
        alcohol_units=_amount("alcohol_units", values),
        sleep_hours=_amount("sleep_hours", values),
        hard_exercise=_flag("hard_exercise", values),
        stress=values.get("stress"),
        note=_text("note", values),
    )


def _episode(values: Values, entry_id: str, here: Here) -> Episode:
    when = _when("start", values, here)
    end = values.get("end")
    return Episode(
        entry_id,
        when,
        None if end is None else _end(end, here),
        open=_flag("open", values) or False,
        sites=_list("sites", values),
        kind=_choice("kind", values, Kind),
        state=_choice("state", values, BodyState),
        intensity=values.get("intensity"),
        worry=values.get("worry"),
        before=_list("before", values),
        feelings=_list("feelings", values),
        signs=_list("signs", values),
        note=_text("note", values),
        relief=tuple(_relief(one) for one in _items("relief", values)),
    )


def _check(values: Values, entry_id: str, here: Here) -> Check:
    when = _when("at", values, here)
    return Check(entry_id, when, values.get("anxiety"), values.get("interference"))


def _score(values: Values, entry_id: str, _: Here) -> Score:
    day, instrument = read_day("day", values.get("day")), _needed("instrument", values, Instrument)
    total: Any = values.get("total")
    return Score(entry_id, day, instrument, total, _text("note", values))


def _trial(values: Values, entry_id: str, _: Here) -> Trial:
    act, begun = _needed("act", values, Act), read_day("from", values.get("from"))
    ended = None if values.get("to") is None else read_day("to", values["to"])
    planned = values.get("planned_days")
    return Trial(entry_id, act, begun, USUAL_DAYS if planned is None else planned, ended)


def _end(text: object, here: Here) -> datetime:
    at = read_time("end", text)
    return here.when(str(text), "end").at if at.utcoffset() is None else fields.instant("end", at)


def _relief(value: object) -> Relief:
    if not isinstance(value, dict) or not set(value) <= set(RELIEF):
        right = 'an object such as {"done": "moved", "before": 6, "after": 3}'
        raise EntryError("relief", _shown(value), right)
    done = _text("done", value)
    if not done.strip():
        raise EntryError("relief done", "empty", "what was done")
    return Relief(done, value.get("before"), value.get("after"), _text("session", value))


def _session(values: Values, entry_id: str, here: Here) -> SessionRecord:
    when = _when("start", values, here)
    heard = _amount("seconds", values) or 0.0
    planned = _amount("planned_seconds", values)
    outcome = SessionOutcome.STOPPED
    if _flag("completed", values):
        outcome = SessionOutcome.COMPLETED
    elif _flag("running", values):
        outcome = SessionOutcome.RUNNING
    return SessionRecord(
        fields.entry_id(entry_id),
        when.at,
        when.offset_minutes,
        when.zone,
        when.day,
        _text("session", values),
        heard if planned is None else planned,
        heard,
        outcome,
        worse=_flag("worse", values) or False,
        note=_text("note", values),
        detours=_list("detours", values),
        **{name: values.get(name) for name in RATINGS},
    )


def _when(field: str, values: Values, here: Here) -> When:
    text = values.get(field)
    read_time(field, text)
    zone = None if values.get("zone") is None else _text("zone", values)
    when = here.when(str(text), field, zone)
    if zone is not None and zone != when.zone:
        when = dataclasses.replace(when, zone=zone)
    if values.get("day") is not None:
        when = dataclasses.replace(when, day=read_day("day", values["day"]))
    return when


def _text(name: str, values: Values) -> str:
    value = values.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise EntryError(name, _shown(value), "a text")
    return fields.text(value)


def _flag(name: str, values: Values) -> bool | None:
    value = values.get(name)
    if value is not None and not isinstance(value, bool):
        raise EntryError(name, _shown(value), "true or false")
    return value


def _amount(name: str, values: Values) -> float | None:
    value = values.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
        raise EntryError(name, _shown(value), "a number")
    return float(value)


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number of hundreds of digits
        return False


def _items(name: str, values: Values) -> list[Any]:
    value = values.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise EntryError(name, _shown(value), "a list")
    return value


def _list(name: str, values: Values) -> tuple[str, ...]:
    items = _items(name, values)
    for item in items:
        if not isinstance(item, str):
            raise EntryError(name, _shown(item), "a text")
    return tuple(fields.text(item) for item in items)


def _choice(name: str, values: Values, known: type[_Word]) -> _Word | None:
    value = values.get(name)
    if value is None:
        return None
    try:
        return known(value)
    except ValueError:
        raise EntryError(name, _shown(value), f"one of {', '.join(known)}") from None


def _needed(name: str, values: Values, known: type[_Word]) -> _Word:
    found = _choice(name, values, known)
    if found is None:
        raise EntryError(name, "missing", f"one of {', '.join(known)}")
    return found


def _shown(value: object) -> str:
    """Return a value on one line, shortened."""
    try:
        text = f"“{value}”" if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        text = f"a {type(value).__name__}"
    text = "".join(c if c.isprintable() else "?" for c in text[:80])
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 - one line's worth


_READERS: Final[Mapping[str, Callable[[Values, str, Here], Entry]]] = {
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
