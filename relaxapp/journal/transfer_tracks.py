"""Exports of Track & Graph: data points with a time each, told as entries of ours.

Its CSV export is one file: FeatureName, Timestamp (ISO 8601 with offset), Value (a number, or a
duration as H:MM:SS), Label, Note. Files of older releases have no Label column, and write a
label behind the value and a colon; those of the first have no Note either.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from relaxapp.journal.entries import EntryError
from relaxapp.journal.transfer_csv import records
from relaxapp.journal.transfer_json import Finding, Row, decode
from relaxapp.journal.transfer_names import figure_values, meaning_of, millilitres, with_note
from relaxapp.journal.transfer_reading import read_time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relaxapp.journal.transfer_json import Reading
    from relaxapp.journal.transfer_reading import Here

NEEDED: Final = {"FeatureName", "Timestamp", "Value"}
KNOWN: Final = NEEDED | {"Label", "Note"}
_DURATION: Final = re.compile(r"(-?\d{1,9}):(-?\d{2}):(-?\d{2})(?::(.*))?", re.DOTALL)
_NUMBER: Final = re.compile(r"(-?\d{1,15}(?:\.\d*)?(?:[eE][+-]?\d{1,2})?)(?::(.*))?", re.DOTALL)
_RATED: Final = re.compile(r"\b(intensity|severity|strength|pain|level)\b", re.IGNORECASE)
_UNIT: Final = re.compile(
    r"\((ml|cl|dl|l|oz|glasses|cups)\)|\b(ml|cl|litres|glasses|cups)\b", re.IGNORECASE
)
_MOST: Final = 10


def is_tracks_header(header: Iterable[str]) -> bool:
    """Whether these are the columns of a Track & Graph export."""
    return {cell.strip() for cell in header} >= NEEDED


def read_tracks(data: bytes, file: str, here: Here) -> Reading:
    """Return the entries that an export's data points stand for."""
    text, findings = decode(data, file)
    rows: list[Row] = []
    days: dict[str, Row] = {}
    columns: list[str] | None = None
    for line, cells in records(text, file, findings):
        if columns is None:
            columns = [cell.strip() for cell in cells]
            continue
        point = dict(zip(columns, cells, strict=False))
        try:
            told = _entry(point, here)
        except (EntryError, OverflowError) as error:
            findings.append(Finding(file, line, str(error)))
            continue
        if told is None:
            continue
        kind, values = told
        if kind == "days":
            _join(days, Row(file, line, kind, values))
        else:
            rows.append(Row(file, line, kind, values))
    return [*rows, *days.values()], findings


def _join(days: dict[str, Row], row: Row) -> None:
    """One day's amounts add up; of several ratings the highest stands."""
    there = days.setdefault(row.values["day"], row)
    if there is row:
        return
    values = dict(there.values)
    for name, value in row.values.items():
        if name == "day" or name not in values:
            values[name] = value
        else:
            values[name] = max(values[name], value) if name == "stress" else values[name] + value
    days[row.values["day"]] = Row(there.file, there.line, "days", values)


def _entry(point: dict[str, str], here: Here) -> tuple[str, dict[str, Any]] | None:
    """Return what one data point stands for: type of entry, and its values."""
    name = point.get("FeatureName", "").strip()
    if not name:
        raise EntryError("FeatureName", "empty", "the name of a tracker")
    stamp = point.get("Timestamp", "").strip()
    read_time("Timestamp", stamp)
    amount, lasted, label = _value(point.get("Value", "").strip())
    label = point.get("Label") or label
    note = point.get("Note") or ""
    meaning = meaning_of(name)
    shown = "" if lasted is not None or amount == 1 else f"{amount:g}"
    if meaning.figure:
        figure = lasted / timedelta(hours=1) if lasted is not None else amount
        day = here.when(stamp, "Timestamp").day.isoformat()
        return "days", {"day": day, **figure_values(meaning.figure, figure)}
    if meaning.kind == "drinks":
        ml = millilitres(amount, _unit(f"{name} {label}"))
        return ("drinks", {"at": stamp, "ml": ml}) if amount > 0 else None
    if meaning.kind == "movements":
        return "movements", {"at": stamp, **meaning.values}
    if meaning.kind == "care":
        told = f"{lasted}" if lasted is not None else shown
        return "care", {"at": stamp, **with_note(meaning.values, told, label, note)}
    if amount == 0 and lasted is None and not _RATED.search(name):
        return None  # none of them: no episode
    values: dict[str, Any] = {"start": stamp, **meaning.values}
    if lasted is not None and lasted > timedelta():
        start = here.when(stamp, "Timestamp")
        values["end"] = (start.local + lasted).isoformat()
    elif _RATED.search(name) and amount.is_integer() and 0 <= amount <= _MOST:
        values["intensity"], shown = int(amount), ""
    return "episodes", with_note(values, shown, label, note)


def _value(text: str) -> tuple[float, timedelta | None, str]:
    """Return the number, the duration if it is one, and a label written behind it."""
    found = _DURATION.fullmatch(text)
    if found:
        hours, minutes, seconds = (int(found[place]) for place in (1, 2, 3))
        lasted = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return lasted.total_seconds(), lasted, found[4] or ""
    found = _NUMBER.fullmatch(text)
    if found:
        return float(found[1]), None, found[2] or ""
    raise EntryError("Value", f"“{text[:40]}”", "a number such as 3.0, or a duration as 0:45:00")


def _unit(text: str) -> str:
    found = _UNIT.search(text)
    return next((unit.lower() for unit in found.groups() if unit), "") if found else ""
