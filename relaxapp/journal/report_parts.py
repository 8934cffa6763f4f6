"""The report in words, before anybody has laid it out: one set of parts for HTML, PDF and preview.

As all three are made of the same parts, none can tell another number than the others.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

_BIDI: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_MOST_MARKS: Final = 6
"""Marks on one letter; Vietnamese needs two, and a heap of them would cover the lines around it."""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; ``grave`` is to be seen first."""

    text: str
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its name, and what it rests on."""

    name: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The figures that come first, side by side."""

    items: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Names and what is to be said of each, the most telling first: what has to fit cuts its end.

    ``rests`` says on how much it rests, ``nothing`` what is said where there are no rows. Of what
    is ``grave``, as little as can be is cut.
    """

    name: str
    rows: tuple[tuple[str, str], ...]
    rests: str = ""
    nothing: str = ""
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose first column names its rows."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, by its name, with a sentence on it and the table that says the same."""

    chart: str
    title: str
    told: str
    twin: Grid


Block = Words | Facts | Listing | Figure


@dataclass(frozen=True, slots=True)
class Part:
    """Some blocks under a title."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class LogGroup:
    """A day: what is said of it, and a row of cells for each of its episodes."""

    title: str
    told: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Log:
    """Every episode, day by day."""

    title: str
    caption: str
    headers: tuple[str, ...]
    groups: tuple[LogGroup, ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole report; ``period`` and ``name`` go into the foot of each page."""

    language: str
    title: str
    name: str
    period: str
    made: str
    lead: str
    parts: tuple[Part, ...]
    log: Log
    closing: str


def plain(text: str) -> str:
    """Return what a person wrote without what has no shape: controls, turns of direction.

    Line ends and tabs become spaces or line ends; a heap of marks on one letter is cut.
    """
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    marks = 0
    for one in text:
        kind = unicodedata.category(one)
        if one in "\n\u2028\u2029":
            kept.append("\n")
        elif one in "\t\v\f\x85":
            kept.append(" ")
        elif kind in {"Cc", "Cs", "Cn", "Co"} or one in _BIDI or one == "\ufeff":
            continue
        elif kind in {"Mn", "Me"}:
            marks += 1
            if marks <= _MOST_MARKS:
                kept.append(one)
            continue
        else:
            kept.append(one)
        marks = 0
    return "".join(kept).strip()


def one_line(text: str, most: int = 80) -> str:
    """Return text on one line of at most ``most`` characters."""
    line = " ".join(plain(text).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
