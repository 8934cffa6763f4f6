"""Reading a table field by field while collecting every mistake instead of stopping at one."""

import difflib
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from relaxapp.sessions.toml_lines import LineIndex, Path

_URL = re.compile(r"[a-z][a-z0-9+.-]*://|\bwww\.|\bmailto:|\bfile:|\bdata:", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One mistake in a script: where it is, what was found and what would be right."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(slots=True)
class Report:
    """Collects the findings of one file."""

    file: str
    text: str
    findings: list[Finding] = field(default_factory=list)
    index: LineIndex | None = None

    def add(self, path: Path, message: str) -> None:
        if self.index is None:  # a file without a mistake never pays for the search
            self.index = LineIndex(self.text)
        self.findings.append(Finding(self.file, self.index.line(path), message))


def shown(value: object) -> str:
    """A short quotation of a value for a message, on one line whatever it holds."""
    text = f'"{value}"' if isinstance(value, str) else _plain(value)
    text = "".join(c if c.isprintable() else "?" for c in text)
    return text if len(text) <= 60 else text[:57] + "…"  # noqa: PLR2004 - one line of a terminal


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    try:
        return str(value)
    except ValueError:  # Python refuses to print integers of thousands of digits
        return "a very long number"


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint ` (did you mean "x"?)` when a known word is close, else the empty string."""
    close = difflib.get_close_matches(word[:80], list(known), n=1, cutoff=0.6)
    return f' (did you mean "{close[0]}"?)' if close else ""


class Fields:
    """One table under inspection; ask for each key, then call `rest` to catch the others."""

    def __init__(self, table: object, path: Path, report: Report) -> None:
        self.path = path
        self.report = report
        self.table: dict[str, Any] = {}
        self.asked: list[str] = []
        self.sound = isinstance(table, dict)
        if isinstance(table, dict):
            self.table = table
        else:
            self.fail(None, f"found {shown(table)}, a table with keys would be right")

    def fail(self, key: str | None, message: str) -> None:
        self.report.add(self.path if key is None else (*self.path, key), message)

    def has(self, key: str) -> bool:
        return key in self.table

    def get(self, key: str) -> Any:
        self.asked.append(key)
        return self.table.get(key)

    def text(self, key: str, longest: int = 200, *, required: bool = True) -> str:
        """A line of plain text; the empty string where it is missing or wrong."""
        value = self.get(key)
        if value is None:
            if required and self.sound:
                self.fail(None, f'"{key}" is missing: a text would be right')
            return ""
        return checked_text(value, (*self.path, key), self.report, longest, f'"{key}"')

    def number(
        self, key: str, low: float, high: float, default: float | None = None, unit: str = "seconds"
    ) -> float:
        """A number within limits; `default` (or `low`) where it is missing or wrong."""
        value = self.get(key)
        fallback = low if default is None else default
        if value is None:
            if default is None and self.sound:
                self.fail(None, f'"{key}" is missing: a number from {low:g} to {high:g} {unit}')
            return fallback
        right = f"a number from {low:g} to {high:g} {unit}".rstrip() + " would be right"
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fail(key, f'"{key}" is {shown(value)}: {right}')
            return fallback
        if (isinstance(value, float) and not math.isfinite(value)) or not low <= value <= high:
            self.fail(key, f'"{key}" is {shown(value)}: {right}')
            return fallback
        return float(value)

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number within limits, as `number`."""
        value = self.get(key)
        self.asked.pop()
        if isinstance(value, float):
            self.asked.append(key)
            self.fail(key, f'"{key}" is {shown(value)}: a whole number would be right')
            return low if default is None else default
        return int(self.number(key, low, high, default, unit=""))

    def word(self, key: str, known: Iterable[str], default: str | None = None) -> str:
        """One word of a closed vocabulary; the empty string where it is missing or unknown."""
        value = self.get(key)
        words = list(known)
        listed = ", ".join(words) if len(words) <= 12 else "one of the known names"  # noqa: PLR2004
        if value is None:
            if default is None and self.sound:
                self.fail(None, f'"{key}" is missing: {listed}')
            return default or ""
        if not isinstance(value, str) or value not in words:
            hint = nearest(value, words) if isinstance(value, str) else ""
            self.fail(key, f'"{key}" is {shown(value)}: {listed} would be right{hint}')
            return default or ""
        return value

    def items(self, key: str, most: int, *, required: bool = False) -> list[Any]:
        """A list of at most `most` elements."""
        value = self.get(key)
        if value is None:
            if required and self.sound:
                self.fail(None, f'"{key}" is missing: a list would be right')
            return []
        if not isinstance(value, list):
            self.fail(key, f'"{key}" is {shown(value)}: a list would be right')
            return []
        if len(value) > most:
            self.fail(key, f'"{key}" has {len(value)} entries: at most {most} would be right')
            return []
        return value

    def rest(self) -> None:
        """Report every key that nobody asked for."""
        for key in self.table:
            if key not in self.asked:
                known = ", ".join(dict.fromkeys(self.asked))
                self.fail(key, f"unknown key {shown(key)}{nearest(key, self.asked)}: {known}")


def checked_text(value: object, path: Path, report: Report, longest: int, name: str) -> str:
    """`value` if it is one printable line without addresses, else "" and a finding."""
    if not isinstance(value, str):
        report.add(path, f"{name} is {shown(value)}: a text in quotation marks would be right")
    elif not value.strip():
        report.add(path, f"{name} is empty: a text would be right")
    elif len(value) > longest:
        report.add(path, f"{name} has {len(value)} characters: at most {longest} would be right")
    elif not all(c.isprintable() for c in value):
        report.add(path, f"{name} holds a line break or control character: one plain line")
    elif found := _URL.search(value):
        report.add(path, f"{name} holds an address ({shown(found[0])}): plain words only")
    else:
        return value
    return ""
