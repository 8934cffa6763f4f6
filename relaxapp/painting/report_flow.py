"""The pages behind the summary: rows that flow over as many pages as they need.

A table's head stands on each of its pages, a day is told again where it goes on, and a cell that
is longer than a page is cut between two of its lines. Where each page begins is found first, in
one pass over all rows; then any page can be drawn by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPen

from relaxapp.painting.report_rows import Kind, Line
from relaxapp.painting.report_type import BAND, FAINT, INK, LINE, Letters, Setter, pt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QFont, QPainter

    from relaxapp.painting.report_type import Paragraph

COLUMNS: Final = (0.085, 0.09, 0.205, 0.16, 0.085, 0.375)
"""The columns of the log, as parts of its width."""
_PAD: Final = pt(2.5)
_CELL_GAP: Final = pt(7)


_LEADS: Final = frozenset((Kind.TITLE, Kind.NAME, Kind.HEAD, Kind.DAY, Kind.ABOVE))
"""What must not stand alone at the foot of a page."""
_OF_A_DAY: Final = frozenset((Kind.ENTRY, Kind.ABOVE, Kind.NOTE))
_CUT: Final = frozenset((Kind.DAY, Kind.ENTRY, Kind.NOTE))
"""What may be cut between two lines: its notes can be longer than a page."""
_RULED: Final = frozenset((Kind.HEAD, Kind.ENTRY, Kind.NOTE, Kind.PAIR))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: at which row and at which line of each of its cells.

    ``head`` and ``day`` are the rows to tell again above it; -1 for none.
    """

    row: int = 0
    lines: tuple[int, ...] = ()
    head: int = -1
    day: int = -1


class Flow:
    """Rows in an area of each page; ``again`` holds ``{day}`` and heads a day that goes on."""

    def __init__(self, rows: tuple[Line, ...], area: QRectF, again: str) -> None:
        self.rows, self._area, self._again = rows, area, again
        self._letters = Letters(8.5)
        self._setter = Setter()
        self.places: list[Place] = []

    def measure(self) -> Iterator[float]:
        """Find where each page begins; yields the part of the rows that is done, page by page."""
        place: Place | None = Place()
        self.places = []
        while place is not None:
            self.places.append(place)
            yield place.row / max(1, len(self.rows))
            place = self._fill(place, None)

    def forget(self) -> None:
        """Let go of what is laid out."""
        self._setter = Setter()

    def paint(self, painter: QPainter, number: int) -> None:
        """Draw a page; the painter speaks units."""
        self._fill(self.places[number], painter)

    def text(self, number: int) -> str:
        """Return what is on a page, a line for each of its rows."""
        here, following = self.places[number], self.places[number + 1 :][:1]
        end = following[0].row + bool(following[0].lines) if following else len(self.rows)
        told = []
        for line in self.rows[here.row : end]:
            cells = [cell for cell in line.cells if cell]
            told.append("\n".join(cells) if line.kind is Kind.TITLE else ". ".join(cells))
        return "\n".join(told)

    # ------------------------------------------------------------- below

    def _fill(self, place: Place, painter: QPainter | None) -> Place | None:
        """Fill one page from ``place`` on; return where the next begins, None after the last."""
        y, bottom = self._tell_again(place, painter), self._area.bottom()
        top, head, day = y, place.head, place.day
        lines = place.lines
        for row in range(place.row, len(self.rows)):
            line = self.rows[row]
            if line.kind is Kind.TITLE and y > top:
                if bottom - y < self._area.height() / 2:
                    return Place(row)
                y += pt(14)
            cells = self._cells(line)
            start = lines or (0,) * len(cells)
            ends = self._ends(row, cells, start, bottom - y, fresh=y == top)
            if ends is None:
                return Place(row, lines, head, day)
            self._draw(painter, line, cells, y, start, ends)
            y += _height(cells, start, ends)
            if any(end < one.lines for one, end in zip(cells, ends, strict=True)):
                return Place(row, ends, head, day)
            match line.kind:
                case Kind.HEAD:
                    head = row
                case Kind.DAY:
                    day = row
            lines = ()
        return None

    def _tell_again(self, place: Place, painter: QPainter | None) -> float:
        """Draw what heads a page on which a table goes on; return how far down it reaches."""
        y, kind = self._area.top(), self.rows[place.row].kind
        if place.head >= 0:
            y = self._row(painter, self.rows[place.head], y)
        if place.day >= 0 and kind in _OF_A_DAY:
            again = self._again.format(day=self.rows[place.day].cells[0])
            y = self._row(painter, Line(Kind.DAY, (again, "")), y)
        return y

    def _ends(
        self,
        row: int,
        cells: Sequence[Paragraph],
        start: tuple[int, ...],
        room: float,
        *,
        fresh: bool,
    ) -> tuple[int, ...] | None:
        """Return the line before which each cell ends on this page; None where it has no place.

        On a ``fresh`` page there is nothing above, so something has to be put there.
        """
        ends = tuple(one.lines for one in cells)
        high = _height(cells, start, ends)
        if high + self._after(row) <= room:
            return ends
        cut = self.rows[row].kind in _CUT
        if not fresh and not (cut and high > self._area.height() / 3):
            return None
        part = tuple(
            _fitting(one, first, room - 2 * _PAD) for one, first in zip(cells, start, strict=True)
        )
        if part != start:
            return part
        if not fresh:
            return None
        return tuple(min(first + 1, end) for first, end in zip(start, ends, strict=True))

    def _after(self, row: int) -> float:
        """Return the room that has to be left below a row that leads others."""
        room = 0.0
        while self.rows[row].kind in _LEADS and row + 1 < len(self.rows):
            row += 1
            following = self.rows[row]
            if following.kind is Kind.DAY and self.rows[row - 1].kind is Kind.DAY:
                break  # a day without entries leads nothing
            cells = self._cells(following)
            room += min(_height(cells, (0,) * len(cells), tuple(c.lines for c in cells)), pt(60))
        return room

    def _row(self, painter: QPainter | None, line: Line, y: float) -> float:
        cells = self._cells(line)
        start, ends = (0,) * len(cells), tuple(one.lines for one in cells)
        self._draw(painter, line, cells, y, start, ends)
        return y + _height(cells, start, ends)

    def _cells(self, line: Line) -> tuple[Paragraph, ...]:
        setter, letters = self._setter, self._letters
        places = self._columns(line)
        fonts: tuple[QFont, ...] = (letters.text,) * len(line.cells)
        if line.kind is Kind.TITLE:
            fonts = (letters.title,)
        elif line.kind in {Kind.NAME, Kind.HEAD}:
            fonts = (letters.strong,) * len(line.cells)
        elif line.kind is Kind.DAY:
            fonts = (letters.strong, letters.text)
        return tuple(
            setter.set(text, letter, wide)
            for text, letter, (_, wide) in zip(line.cells, fonts, places, strict=True)
        )

    def _columns(self, line: Line) -> tuple[tuple[float, float], ...]:
        """Return where each cell begins, and how wide it is."""
        left, width = self._area.left(), self._area.width()
        if line.kind in {Kind.HEAD, Kind.ENTRY, Kind.ABOVE}:
            found, at = [], left
            for part in COLUMNS:
                wide = width * part
                found.append((at, wide - (_CELL_GAP if part is not COLUMNS[-1] else 0)))
                at += wide
            return tuple(found)
        if line.kind is Kind.NOTE:
            indent = width * sum(COLUMNS[:2])
            return ((left + indent, width - indent),)
        if line.kind is Kind.PAIR:
            return (left, width * 0.5 - _CELL_GAP), (left + width * 0.5, width * 0.5)
        if line.kind is Kind.DAY:
            named = pt(104)
            return (left + pt(4), named), (left + pt(8) + named, width - named - pt(12))
        return ((left, width),)

    def _draw(
        self,
        painter: QPainter | None,
        line: Line,
        cells: Sequence[Paragraph],
        y: float,
        start: Sequence[int],
        ends: Sequence[int],
    ) -> None:
        if painter is None:
            return
        left, width = self._area.left(), self._area.width()
        high = _height(cells, start, ends)
        if line.kind is Kind.DAY:
            painter.fillRect(QRectF(left, y + pt(1), width, high - pt(2)), QColor(BAND))
        painter.setPen(QColor(FAINT if line.kind is Kind.WORDS else INK))
        for cell, (x, _), first, end in zip(cells, self._columns(line), start, ends, strict=True):
            if first < end:
                cell.draw(painter, x, y + _PAD, first, end)
        if line.kind in _RULED:
            painter.setPen(QPen(QColor(INK if line.kind is Kind.HEAD else LINE), pt(0.5)))
            painter.drawLine(QLineF(left, y + high, left + width, y + high))


def _height(cells: Sequence[Paragraph], start: Sequence[int], ends: Sequence[int]) -> float:
    """Return how high the lines from ``start`` to ``ends`` of the highest cell are."""
    high = max(
        one.tops[end] - one.tops[first] for one, first, end in zip(cells, start, ends, strict=True)
    )
    return high + 2 * _PAD


def _fitting(cell: Paragraph, first: int, room: float) -> int:
    """Return the line before which a cell has to be cut to fit into ``room``."""
    end = first
    while end < cell.lines and cell.tops[end + 1] - cell.tops[first] <= room:
        end += 1
    return end
