"""The rows of all that follows the summary of a report: what it had to cut, then the log."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.journal.report_parts import Listing, Sheet

_BRIEF: Final = 6
"""Characters; what is no longer, a count, is told in a row with the others."""
_MUCH: Final = 200
"""Characters; what is longer is told below its row and not in a column of it."""


class Kind(StrEnum):
    """What a row is."""

    TITLE = "title"
    WORDS = "words"
    NAME = "name"
    PAIR = "pair"
    HEAD = "head"
    DAY = "day"
    ENTRY = "entry"
    ABOVE = "above"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its kind and its cells."""

    kind: Kind
    cells: tuple[str, ...]


def lines_of(sheet: Sheet, cut: Sequence[Listing], in_full: str) -> list[Line]:
    """Return the rows of all that follows the summary; ``in_full`` heads what it had to cut."""
    rows: list[Line] = []
    if cut:
        rows.append(Line(Kind.TITLE, (in_full,)))
        for block in cut:
            name = f"{block.name} ({block.rests})" if block.rests else block.name
            rows.append(Line(Kind.NAME, (name,)))
            if all(len(told) <= _BRIEF for _, told in block.rows):
                brief = " · ".join(f"{name}: {told}" for name, told in block.rows)
                rows.append(Line(Kind.WORDS, (brief,)))
            else:
                rows += [Line(Kind.PAIR, row) for row in block.rows]
    log = sheet.log
    rows.append(Line(Kind.TITLE, (log.title,)))
    if not log.groups:
        rows.append(Line(Kind.WORDS, (log.nothing,)))
        return rows
    rows += [Line(Kind.WORDS, (log.caption,)), Line(Kind.HEAD, log.headers)]
    for group in log.groups:
        rows.append(Line(Kind.DAY, (group.title, group.told)))
        for row in group.rows:
            rows += _entry(row)
    return rows


def _entry(row: tuple[str, ...]) -> tuple[Line, ...]:
    """Return an episode on one row; where there is much to say, that has the width below it."""
    if len(row[-1]) <= _MUCH:
        return (Line(Kind.ENTRY, row),)
    return Line(Kind.ABOVE, (*row[:-1], "")), Line(Kind.NOTE, row[-1:])
