"""Exports of Loop Habit Tracker: one mark a day for each habit, told as entries of ours.

What its CSV export holds (seen in releases up to 2.3): ``Habits.csv`` with a row for each habit
(Position, Name, Type, ..., Unit, ...), a folder ``NNN Name`` for each with ``Checkmarks.csv``
(Date, Value, Notes; older ones without a header or notes) and ``Scores.csv``, and at the root a
``Checkmarks.csv`` of all habits, a column each. Amounts are written in thousandths. Only what a
person marked counts: scores and marks that Loop worked out itself are left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from relaxapp.journal.entries import EntryError
from relaxapp.journal.transfer_csv import records
from relaxapp.journal.transfer_json import Finding, Row, decode
from relaxapp.journal.transfer_names import (
    MOST_AT_ONCE,
    Meaning,
    figure_values,
    meaning_of,
    millilitres,
    with_note,
)
from relaxapp.journal.transfer_reading import read_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relaxapp.journal.transfer_json import Reading

YES: Final = {"YES_MANUAL", "2"}
LEFT: Final = {"YES_AUTO", "NO", "SKIP", "UNKNOWN", "1", "0", "-1", "-3", "3", ""}
"""Worked out by Loop, not done, not due, or not known: no entry of ours."""
THOUSAND: Final = 1000
_NUMBERED: Final = re.compile(r"(?:.*/)?(\d{3,})(?: ([^/]*))?/Checkmarks\.csv", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Habit:
    name: str
    unit: str = ""
    counted: bool | None = None  # None: an older export, which does not say


def is_loop_header(header: list[str]) -> bool:
    """Whether these are the columns of a habit's marks."""
    return [cell.strip() for cell in header[:2]] == ["Date", "Value"]


def read_loop(files: Mapping[str, bytes]) -> Reading:
    """Return the entries that an export's files (by path, with ``/``) stand for."""
    findings: list[Finding] = []
    habits = _habits(files, findings)
    rows: list[Row] = []
    days: dict[str, Row] = {}
    alone = [path for path in sorted(files) if _NUMBERED.fullmatch(path)]
    everything = [path for path in sorted(files) if path.lower().endswith("checkmarks.csv")]
    for path in alone or everything:
        for line, habit, day, value, note in _marks(path, files[path], habits, findings):
            try:
                read_day("Date", day)
                told = list(_entries(habit, value.strip(), note))
            except EntryError as error:
                findings.append(Finding(path, line, str(error)))
                continue
            for kind, values in told:
                if kind == "days":
                    _join(days, Row(path, line, kind, {"day": day, **values}))
                else:
                    time = "start" if kind == "episodes" else "at"
                    rows.append(Row(path, line, kind, {time: f"{day}T12:00:00", **values}))
    return [*rows, *days.values()], findings


def _join(days: dict[str, Row], row: Row) -> None:
    """Several habits may tell of one day: they make one record."""
    there = days.get(row.values["day"])
    days[row.values["day"]] = (
        row
        if there is None
        else Row(there.file, there.line, "days", {**there.values, **row.values})
    )


def _habits(files: Mapping[str, bytes], findings: list[Finding]) -> dict[str, _Habit]:
    """Return what Habits.csv tells, by position (``001``)."""
    path = next((path for path in sorted(files) if path.lower().endswith("habits.csv")), "")
    if not path:
        return {}
    text, wrong = decode(files[path], path)
    findings.extend(wrong)
    table = [cells for _, cells in records(text, path, findings)]
    header = [cell.strip() for cell in table[0]] if table else []
    known: dict[str, _Habit] = {}
    for cells in table[1:]:
        row = dict(zip(header, cells, strict=False))
        counted = None if "Type" not in row else row["Type"] == "NUMERICAL"
        known[row.get("Position", "")] = _Habit(
            row.get("Name", "").strip(), row.get("Unit", "").strip(), counted
        )
    return known


def _marks(
    path: str, data: bytes, habits: Mapping[str, _Habit], findings: list[Finding]
) -> Iterator[tuple[int, _Habit, str, str, str]]:
    """Go through the marks in a file: line, habit, day, value, note."""
    text, wrong = decode(data, path)
    findings.extend(wrong)
    columns: list[_Habit] | None = None
    for line, cells in records(text, path, findings):
        if columns is None:
            columns = _columns(path, cells, habits)
            if cells[0].strip() == "Date":
                continue
        day, *values = (cell.strip() for cell in cells)
        if _NUMBERED.fullmatch(path) or len(columns) == 1:
            note = cells[2] if len(cells) > 2 else ""  # noqa: PLR2004 - Date, Value, Notes
            yield line, columns[0], day, values[0] if values else "", note
        else:
            for habit, value in zip(columns, values, strict=False):
                yield line, habit, day, value, ""


def _columns(path: str, header: list[str], habits: Mapping[str, _Habit]) -> list[_Habit]:
    """Return the habits that a file's columns after the date are about."""
    numbered = _NUMBERED.fullmatch(path)
    if numbered:
        fallback = _Habit((numbered[2] or "").strip() or f"habit {numbered[1]}")
        return [habits.get(numbered[1], fallback)]
    if is_loop_header(header):  # one habit's file by itself: its folder had the name
        folder = path.rsplit("/", 2)[-2] if "/" in path else "habit"
        return [_Habit(re.sub(r"^\d{3,} ", "", folder))]
    # The names in this header are not quoted: a comma in one moves the columns.
    names = [cell.strip() for cell in header[1:]]
    names = names[:-1] if names and not names[-1] else names
    if len(habits) == len(names):
        return list(habits.values())
    return [_Habit(name or "habit") for name in names]


def _entries(habit: _Habit, value: str, note: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return what one mark of one day stands for: type of entry, and its values."""
    meaning = meaning_of(habit.name)
    amount = _amount(habit, value)
    if amount is not None:
        yield from _counted(habit, meaning, amount, note)
    elif value in YES and habit.counted is not True:
        if meaning.figure:  # "No alcohol: yes" tells no amount
            meaning = Meaning("care", {"kind": "other", "note": habit.name})
        noted = meaning.kind in {"episodes", "care"}
        yield meaning.kind, with_note(meaning.values, note) if noted else meaning.values


def _counted(
    habit: _Habit, meaning: Meaning, amount: float, note: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    told = f"{amount:g} {habit.unit}".strip()
    if meaning.figure:
        yield "days", figure_values(meaning.figure, amount)
    elif amount <= 0:
        return
    elif meaning.kind == "drinks":
        ml = millilitres(amount, habit.unit)
        yield meaning.kind, {"ml": ml}
    elif meaning.kind == "episodes" and amount.is_integer() and amount <= MOST_AT_ONCE:
        for _ in range(int(amount)):
            yield meaning.kind, with_note(meaning.values, note)
    elif meaning.kind == "movements":
        yield meaning.kind, meaning.values
    else:
        yield meaning.kind, with_note(meaning.values, told, note)


def _amount(habit: _Habit, value: str) -> float | None:
    """Return the amount that a mark tells; None for a yes, and for what tells nothing."""
    if habit.counted is False:
        if value not in YES | LEFT:
            right = "YES_MANUAL, YES_AUTO, NO, SKIP or UNKNOWN"
            raise EntryError("Value", f"“{value[:40]}”", right)
        return None
    if habit.counted and value == "NO":
        return 0.0
    if value in LEFT or (value in YES and habit.counted is None):
        return None
    if not re.fullmatch(r"\d{1,12}", value):
        if value in YES:
            return 0.002  # two thousandths, which Loop writes as it writes a yes
        raise EntryError("Value", f"“{value[:40]}”", "a whole number of thousandths")
    return int(value) / THOUSAND
