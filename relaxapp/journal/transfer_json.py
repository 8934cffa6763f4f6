"""The journal as one JSON document, and back with the line that each entry stands on."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NoReturn

from relaxapp.journal.transfer_values import NAMES, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relaxapp.journal.entries import Entry
    from relaxapp.journal.transfer_values import Values

FORMAT: Final = "relaxapp journal"
VERSION: Final = 1
ORDER: Final = (
    *("episodes", "drinks", "movements", "care", "medicines", "days", "sessions"),
    *("checks", "scores", "trials"),
)

LONGEST: Final = 500
"""Characters of a message."""

_SPACE = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a file that cannot be taken over; ``line`` counts from 1, 0 is all of it."""

    file: str
    line: int
    message: str

    def __post_init__(self) -> None:
        # It quotes what a file holds, and goes onto one line of a terminal.
        flat = " ".join(self.message.split())
        told = "".join(sign if sign.isprintable() else "?" for sign in flat)
        object.__setattr__(self, "message", told[:LONGEST])

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as a file tells it: its type, its values, and where they stand."""

    file: str
    line: int
    kind: str
    values: Values


Reading = tuple[list[Row], list[Finding]]


def write_json(entries: Mapping[str, Iterable[Entry]]) -> bytes:
    """Return all of the journal: sorted, and nothing in it but the entries.

    So that the same journal is the same bytes, whenever and wherever it is written.
    """
    document: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    for kind in ORDER:
        document[kind] = sorted_values(entries.get(kind, ()))
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def sorted_values(entries: Iterable[Entry]) -> list[Values]:
    """Return entries as plain values, by their time and id."""
    from relaxapp.journal.transfer_keys import order

    return [values_of(entry) for entry in sorted(entries, key=order)]


def decode(data: bytes, file: str) -> tuple[str, list[Finding]]:
    """Return the text of a file, or a finding about the line that is not UTF-8."""
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", [Finding(file, line, "this is not UTF-8; save the file as UTF-8 and try again")]


def read_json(data: bytes, file: str) -> Reading:
    """Return the entries of a document, and what in it cannot be read."""
    text, findings = decode(data, file)
    if findings:
        return [], findings
    scan = _Scan(text, file)
    try:
        scan.document()
    except _Stop as stop:  # what came before may be half of something: take none of it
        return [], [*scan.findings, stop.finding]
    return scan.rows, scan.findings


class _Stop(Exception):  # noqa: N818 - a way out of the scan, not a mishap of its own
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class _Scan:
    """Goes through the document from entry to entry, keeping count of the lines."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.rows: list[Row] = []
        self.findings: list[Finding] = []
        self._decoder = json.JSONDecoder(parse_constant=_no_constant)
        self._at = 0
        self._line, self._counted = 1, 0

    def document(self) -> None:
        """Read it all; raises `_Stop` where the text is no JSON, or not ours."""
        told: dict[str, object] = {}
        self._expect("{", "this is not a relaxapp journal: it should begin with {")
        if self._peek() == "}":
            self._at += 1
        else:
            while True:
                self._member(told)
                if self._peek() != ",":
                    break
                self._at += 1
            self._expect("}", "a comma or } is missing here")
        if self._peek():
            self._stop("the document ends before this")
        if "format" not in told:
            self._stop(f'this is not a relaxapp journal: "format" should be "{FORMAT}"')
        if "version" not in told:
            self._stop(f'"version" is missing; it should be {VERSION}')

    def _member(self, told: dict[str, object]) -> None:
        line = self._line_here()
        key = self._value()
        if not isinstance(key, str):
            self._stop("a name in quotes is missing here")
        self._expect(":", "a colon is missing here")
        if key in NAMES:
            self._entries(key)
            return
        told[key] = value = self._value()
        if key == "format" and value != FORMAT:
            message = f'this is not a relaxapp journal: "format" should be "{FORMAT}"'
            raise _Stop(Finding(self.file, line, message))
        if key == "version" and (type(value) is not int or value != VERSION):
            newer = type(value) is int and value > VERSION
            why = "it was written by a newer relaxapp, please update this one; " if newer else ""
            message = f'{why}"version" is {json.dumps(value)[:20]}; this relaxapp reads {VERSION}'
            raise _Stop(Finding(self.file, line, message))
        if key not in {"format", "version"}:
            message = f"“{key[:40]}” is no part of a journal; known are {', '.join(ORDER)}"
            self.findings.append(Finding(self.file, line, message))

    def _entries(self, kind: str) -> None:
        self._expect("[", f'"{kind}" should be a list')
        if self._peek() == "]":
            self._at += 1
            return
        while True:
            line = self._line_here()
            value = self._value()
            if isinstance(value, dict):
                self.rows.append(Row(self.file, line, kind, value))
            else:
                self.findings.append(Finding(self.file, line, "an entry should be an object"))
            if self._peek() != ",":
                break
            self._at += 1
        self._expect("]", "a comma or ] is missing here")

    def _peek(self) -> str:
        space = _SPACE.match(self.text, self._at)
        self._at = space.end() if space else self._at
        return self.text[self._at : self._at + 1]

    def _line_here(self) -> int:
        self._peek()
        self._line += self.text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _expect(self, sign: str, message: str) -> None:
        if self._peek() != sign:
            self._stop(message)
        self._at += 1

    def _value(self) -> object:
        self._peek()
        try:
            value, self._at = self._decoder.raw_decode(self.text, self._at)
        except json.JSONDecodeError as error:
            self._at = max(self._at, error.pos)
            self._stop(f"this is no JSON ({error.msg})")
        except RecursionError:
            self._stop("this is nested too deeply")
        except ValueError as error:  # NaN, or a number of thousands of digits
            self._stop(f"this is no JSON ({str(error)[:60]})")
        return value

    def _stop(self, message: str) -> NoReturn:
        raise _Stop(Finding(self.file, self._line_here(), message))


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
