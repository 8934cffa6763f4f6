"""Reading a table field by field while collecting every mistake instead of stopping at one."""

import difflib
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from relaxapp.errors import RelaxappError
from relaxapp.sessions.toml_lines import LineIndex, Path

_URL: Final = re.compile(
    r"[a-z0-9+.-]*:?//\S"  # scheme://host and //host
    r"|\b(?:www\.|(?:mailto|file|data|javascript|tel):)\S"
    r"|\b[\w-]+\.(?:com|org|net|info|io|app|dev)\b",
    re.IGNORECASE,
)
_MOST_HINTS: Final = 100  # looking for near words is slow; so many typing mistakes are none


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One mistake in a script: where it is, what was found and what would be right."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class ScriptError(RelaxappError):
    """A script that cannot be used; `findings` holds every mistake in the order of lines."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


@dataclass(slots=True)
class Report:
    """Collects the findings of one file. `wrong` holds the paths of what was found wrong."""

    file: str
    text: str
    findings: list[Finding] = field(default_factory=list)
    wrong: set[Path] = field(default_factory=set)
    index: LineIndex | None = None

    def add(self, path: Path, message: str) -> None:
        """Note a mistake at `path`; one that is missing stands where its table begins."""
        if self.index is None:  # a file without a mistake never pays for the search
            self.index = LineIndex(self.text)
        self.findings.append(Finding(self.file, self.index.line(path), message))
        self.wrong.add(path)

    def hint(self, word: object, known: Iterable[str]) -> str:
        """As `nearest`, as long as there are not too many mistakes to care."""
        if not isinstance(word, str) or len(self.findings) >= _MOST_HINTS:
            return ""
        return nearest(word, known)


def shown(value: object) -> str:
    """A short quotation of a value for a message, on one line whatever it holds."""
    text = f'"{value}"' if isinstance(value, str) else _plain(value)
    text = printable(text[:61])
    return text if len(text) <= 60 else text[:57] + "…"  # noqa: PLR2004 - one line of a terminal


def printable(text: str) -> str:
    """`text` on one line, with a question mark for whatever could move a terminal's cursor."""
    return "".join(c if c.isprintable() else "?" for c in text)


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


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be, if any."""
    close = difflib.get_close_matches(word[:80], list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint ` (did you mean "x"?)` when a known word is close, else the empty string."""
    close = closest(word, known)
    return f' (did you mean "{close}"?)' if close else ""


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
            report.add(path, f"found {shown(table)}: a table with keys would be right")

    def fail(self, key: str, message: str) -> None:
        """Note a mistake at a key; where the key is missing, at the table."""
        self.report.add((*self.path, key), message)

    def wrong(self, *keys: str) -> bool:
        """Whether one of these keys was found wrong, or the table itself."""
        return not self.sound or any((*self.path, key) in self.report.wrong for key in keys)

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
                self.fail(key, f'"{key}" is missing: a text would be right')
            return ""
        return checked_text(value, (*self.path, key), self.report, longest, f'"{key}"')

    def number(
        self, key: str, low: float, high: float, default: float | None = None, unit: str = "seconds"
    ) -> float:
        """A number within limits; `default` (or `low`) where it is missing or wrong."""
        value = self.get(key)
        fallback = low if default is None else default
        right = f"a number from {low:g} to {high:g} {unit}".rstrip() + " would be right"
        if value is None:
            if default is None and self.sound:
                self.fail(key, f'"{key}" is missing: {right}')
            return fallback
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fail(key, f'"{key}" is {shown(value)}: {right}')
            return fallback
        if (isinstance(value, float) and not math.isfinite(value)) or not low <= value <= high:
            self.fail(key, f'"{key}" is {shown(value)}: {right}')
            return fallback
        return float(value)

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number within limits, as `number`."""
        if isinstance(value := self.table.get(key), float):
            self.asked.append(key)
            self.fail(key, f'"{key}" is {shown(value)}: a whole number would be right')
            return low if default is None else default
        return int(self.number(key, low, high, default, unit=""))

    def flag(self, key: str) -> bool:
        """True or false; false where it is missing or wrong."""
        value = self.get(key)
        if value is not None and not isinstance(value, bool):
            self.fail(key, f'"{key}" is {shown(value)}: true or false would be right')
        return value is True

    def word(self, key: str, known: Iterable[str], default: str | None = None) -> str:
        """One word of a closed vocabulary; the empty string where it is missing or unknown."""
        value = self.get(key)
        words = list(known)
        right = f"{', '.join(words[:-1])} or {words[-1]} would be right"
        if value is None:
            if default is None and self.sound:
                self.fail(key, f'"{key}" is missing: {right}')
            return default or ""
        if not isinstance(value, str) or value not in words:
            hint = self.report.hint(value, words)
            self.fail(key, f'"{key}" is {shown(value)}: {right}{hint}')
            return default or ""
        return value

    def items(
        self, key: str, most: int, *, required: bool = False, right: str = "a list"
    ) -> list[Any]:
        """A list of one to `most` elements; empty where it is missing or wrong."""
        value = self.get(key)
        if value is None:
            if required and self.sound:
                self.fail(key, f'"{key}" is missing: {right} would be right')
            return []
        if not isinstance(value, list):
            self.fail(key, f'"{key}" is {shown(value)}: {right} would be right')
            return []
        if len(value) > most:
            self.fail(key, f'"{key}" has {len(value)} entries: at most {most} would be right')
            return []
        if required and not value:
            self.fail(key, f'"{key}" is empty: {right} would be right')
        return value

    def rest(self) -> None:
        """Report every key that nobody asked for."""
        known = list(dict.fromkeys(self.asked))
        right = f"one of {', '.join(known)} would be right"
        for key in self.table:
            if key not in known:
                self.fail(
                    key, f"{shown(key)} is no key here: {right}{self.report.hint(key, known)}"
                )


def checked_text(value: object, path: Path, report: Report, longest: int, name: str) -> str:
    """`value` if it is one printable line without addresses, else "" and a finding."""
    if not isinstance(value, str):
        report.add(path, f"{name} is {shown(value)}: a text in quotation marks would be right")
    elif not value.strip():
        report.add(path, f"{name} is empty: a text would be right")
    elif len(value) > longest:
        report.add(path, f"{name} has {len(value)} characters: at most {longest} would be right")
    elif strange := next((c for c in value if not c.isprintable()), None):
        what = f"the invisible character U+{ord(strange):04X}"
        report.add(path, f"{name} holds {what}: one plain line of letters would be right")
    elif found := _URL.search(value):
        report.add(path, f"{name} holds the address {shown(found[0])}: plain words would be right")
    else:
        return value
    return ""
