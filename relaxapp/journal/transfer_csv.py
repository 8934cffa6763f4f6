"""The journal as tables, one for each type of entry, and back; safe to open in a spreadsheet.

A spreadsheet runs a cell that begins with ``=`` and the like. Such cells are written behind an
apostrophe, and read back without it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any, Final

from relaxapp.journal.entries import EntryError
from relaxapp.journal.transfer_json import Finding, Row, decode, sorted_values
from relaxapp.journal.transfer_values import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from relaxapp.journal.entries import Entry
    from relaxapp.journal.transfer_json import Reading

LISTS: Final = {"sites", "before", "feelings", "signs", "detours"}
WHOLE: Final = {
    *("intensity", "worry", "ml", "caffeine_mg", "stress"),
    *("anxiety", "interference", "total", "planned_days"),
    *("tension_before", "tension_after", "distress_before", "distress_after"),
}
DECIMAL: Final = {"alcohol_units", "sleep_hours", "seconds", "planned_seconds"}
FLAGS: Final = {"open", "hard_exercise", "provisional", "completed", "running", "worse"}
TEXTS: Final = {"note", "zone", "session"}
YES: Final = {"true", "yes", "1"}
NO: Final = {"false", "no", "0"}
LONGEST_CELL: Final = 10_000_000
"""Characters; beyond it a quotation mark was left open."""

_RUNS = re.compile(r"'*[=+\-@\t\r\n|%\uff1d\uff0b\uff0d\uff20]")
"""What makes a spreadsheet run a cell, and what our own guard has been put before."""
_GUARDED = re.compile(r"''*[=+\-@\t\r\n|%\uff1d\uff0b\uff0d\uff20]")


def guard(cell: str) -> str:
    """Return a cell that no spreadsheet runs; :func:`unguard` gives the same one back."""
    return f"'{cell}" if _RUNS.match(cell) else cell


def unguard(cell: str) -> str:
    """Return what :func:`guard` was given."""
    return cell[1:] if _GUARDED.match(cell) else cell


def write_csv(entries: Mapping[str, Iterable[Entry]]) -> dict[str, bytes]:
    """Return a table for each type of entry, by file name (``episodes.csv``)."""
    tables: dict[str, bytes] = {}
    for kind, names in NAMES.items():
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(names)
        for values in sorted_values(entries.get(kind, ())):
            writer.writerow(guard(_cell(values[name])) for name in names)
        tables[f"{kind}.csv"] = out.getvalue().encode()
    return tables


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        if value and isinstance(value[0], dict):
            return json.dumps(value, ensure_ascii=False)
        return ";".join(value)
    return str(value)


def kind_of_table(name: str, header: Iterable[str]) -> str | None:
    """Return the type of entry that a file holds, by its name or else by its columns."""
    stem = name.rsplit("/", 1)[-1].lower().removesuffix(".csv")
    if stem in NAMES:
        return stem
    columns = {column.strip() for column in header if column.strip()}
    if {"start", "session"} <= columns:
        return "sessions"
    for kind, names in NAMES.items():
        if columns and columns <= set(names) and _NEEDED[kind] <= columns:
            return kind
    return None


_NEEDED: Final = {
    "episodes": {"start"},
    "days": {"day", "status"},
    "drinks": {"at", "ml"},
    "movements": {"at"},
    "care": {"at", "kind"},
    "medicines": {"name", "from"},
    "sessions": {"start", "session"},
    "checks": {"at", "anxiety"},
    "scores": {"day", "instrument", "total"},
    "trials": {"act", "from"},
}


def header_of(data: bytes) -> list[str]:
    """Return the columns of a table; none where there are none to be read."""
    text, _ = decode(data, "")
    return next((cells for _, cells in records(text, "", [])), [])


def records(text: str, file: str, findings: list[Finding]) -> Iterator[tuple[int, list[str]]]:
    """Go through the rows of a table with the line each begins on; empty lines are none."""
    before = csv.field_size_limit(LONGEST_CELL)
    # A carriage return alone ends a line in some old programs' files.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        findings.append(Finding(file, line, f"this row cannot be read ({error})"))
    finally:
        csv.field_size_limit(before)


def _delimiter(text: str) -> str:
    """Where a comma parts decimals, spreadsheets part cells by a semicolon."""
    header = text.split("\n", 1)[0]
    return ";" if ";" in header and "," not in header else ","


def read_csv(data: bytes, file: str, kind: str) -> Reading:
    """Return the rows of a table of one type, and what in it cannot be read."""
    text, findings = decode(data, file)
    rows: list[Row] = []
    columns: list[str] | None = None
    for line, cells in records(text, file, findings):
        if columns is None:
            columns = [cell.strip() for cell in cells]
            wrong = _wrong_columns(kind, columns)
            if wrong:
                return [], [*findings, Finding(file, line, wrong)]
            continue
        try:
            rows.append(Row(file, line, kind, _values(columns, cells)))
        except EntryError as error:
            findings.append(Finding(file, line, str(error)))
    if columns is None and not findings:
        findings.append(Finding(file, 1, f"the columns are missing: {','.join(NAMES[kind])}"))
    return rows, findings


def _wrong_columns(kind: str, columns: list[str]) -> str:
    known = ", ".join(NAMES[kind])
    for column in columns:
        if column and column not in NAMES[kind]:
            return f"there is no column “{column[:40]}” in {kind}; known are {known}"
        if column and columns.count(column) > 1:
            return f"the column “{column}” is there twice"
    needed = NAMES[kind][0]
    return "" if needed in columns else f"the column “{needed}” is missing; known are {known}"


def _values(columns: list[str], cells: list[str]) -> dict[str, Any]:
    if any(cell.strip() for cell in cells[len(columns) :]):
        right = f"{len(columns)}, as there are columns"
        raise EntryError("cells", "", "", f"this row has {len(cells)} cells; it should be {right}")
    filled = [*cells, *([""] * (len(columns) - len(cells)))]
    return {
        column: _value(column, cell)
        for column, cell in zip(columns, filled, strict=False)
        if column
    }


def _value(column: str, cell: str) -> Any:
    text = unguard(cell)
    if column in TEXTS:
        return text
    text = text.strip()
    if column in LISTS:
        return [item.strip() for item in text.split(";") if item.strip()]
    if not text:
        return None
    for columns, read in _READERS:
        if column in columns:
            return read(column, text)
    return text


def _whole(column: str, text: str) -> int:
    # A spreadsheet may have written 3 as 3.0.
    if not re.fullmatch(r"-?\d{1,12}(\.0*)?", text):
        raise EntryError(column, f"“{text[:40]}”", "a whole number")
    return int(text.split(".", maxsplit=1)[0])


def _decimal(column: str, text: str) -> float:
    if not re.fullmatch(r"-?\d{1,12}(\.\d*)?(e[+-]?\d{1,3})?", text, re.IGNORECASE):
        raise EntryError(column, f"“{text[:40]}”", "a number such as 7.5")
    return float(text)


def _flag(column: str, text: str) -> bool:
    if text.lower() not in YES | NO:
        raise EntryError(column, f"“{text[:40]}”", "true or false")
    return text.lower() in YES


def _relief(column: str, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        right = 'a list such as [{"done": "moved", "before": 6, "after": 3}]'
        raise EntryError(column, f"“{text[:40]}”", right) from None


_READERS: Final[tuple[tuple[set[str], Callable[[str, str], Any]], ...]] = (
    (WHOLE, _whole),
    (DECIMAL, _decimal),
    (FLAGS, _flag),
    ({"relief"}, _relief),
)
