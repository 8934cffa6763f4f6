"""The first page of a printed report: all that a doctor reads at a glance, on one page always.

It is laid out roomily first and more tightly until it fits: lists end in "and n more", pictures
grow smaller, sentences are cut last. A list that had to leave something out, be it a row or the end
of one, is told as ``cut``, to be printed in full behind it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPen

from relaxapp.journal.report_charts import BODY
from relaxapp.journal.report_parts import Facts, Figure, Listing, Words
from relaxapp.painting.report_fit import BESIDE_BODY, FITS, HIGHEST, SHRINKS, Fit
from relaxapp.painting.report_type import (
    BAND,
    FAINT,
    INK,
    LINE,
    UNIT,
    Letters,
    Paragraph,
    font,
    pt,
)
from relaxapp.painting.style import printed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QFont, QPainter

    from relaxapp.journal.report_parts import Fact, Part, Sheet
    from relaxapp.painting.picture import Picture

    Draw = Callable[[QPainter], None]

PICTURE_UNITS: Final = 15.0
"""Units in a pixel of a picture, of which an inch has 96."""
_COLUMN_GAP: Final = pt(16)
_HAIR: Final = pt(0.5)


@dataclass(slots=True)
class Summary:
    """What is drawn on the page, in reading order, how far down it reaches, and what was cut."""

    fit: Fit
    bottom: float = 0.0
    draws: list[Draw] = field(default_factory=list)
    cut: list[Listing] = field(default_factory=list)

    def paint(self, painter: QPainter) -> None:
        """Draw all of it; the painter speaks units."""
        for draw in self.draws:
            draw(painter)


def lay_out(
    sheet: Sheet, pictures: Mapping[str, Picture], area: QRectF, more: str, first: int = 0
) -> Summary:
    """Return the page for ``area``, as roomy as it can be.

    ``more`` holds ``{n}``: what ends a list that is cut. ``first`` is the fit that is tried first.
    """
    for fit in FITS[first:]:
        made = _Page(sheet, pictures, area, more, fit).summary
        if made.bottom <= area.bottom():
            break
    return made


class _Page:
    """One attempt to lay out the page."""

    def __init__(
        self,
        sheet: Sheet,
        pictures: Mapping[str, Picture],
        area: QRectF,
        more: str,
        fit: Fit,
    ) -> None:
        self._pictures, self._more, self._fit = pictures, more, fit
        self._has_cut = False
        self._letters = Letters(fit.letters)
        self.summary = Summary(fit)
        x, width = area.left(), area.width()
        parts = {part.key: part for part in sheet.parts}
        y = self._head(sheet, x, area.top(), width)
        y = self._glance(parts["glance"], x, y, width)
        y = self._part(parts["signs"], x, y, width)
        left = (width - _COLUMN_GAP) * 0.54
        right = width - _COLUMN_GAP - left
        ends = (
            self._where(parts["where"], x, y, left),
            self._part(parts["when"], x + left + _COLUMN_GAP, y, right),
        )
        y = max(ends)
        y = self._lists(parts["how"], x, y, width, 4)
        y = self._lists(parts["around"], x, y, width, 2)
        if "patterns" in parts:
            y = self._lists(parts["patterns"], x, y, width, 1)
        y += pt(2)
        self.summary.bottom = self._words(sheet.closing, x, y, width, FAINT)

    # ------------------------------------------------------------- parts

    def _head(self, sheet: Sheet, x: float, y: float, width: float) -> float:
        letters, lines = self._letters, 1 if self._fit.lines == 1 else 2
        y = self._text(sheet.title, letters.title, x, y, width, most=lines)
        named = f"{sheet.name} · {sheet.period}" if sheet.name else sheet.period
        y = self._text(f"{named} · {sheet.made}", letters.strong, x, y + pt(1), width, most=lines)
        return self._words(sheet.lead, x, y + pt(1), width, FAINT) + self._fit.gap / 2

    def _glance(self, part: Part, x: float, y: float, width: float) -> float:
        for block in part.blocks:
            if isinstance(block, Words):
                y = self._words(block.text, x, y, width) + pt(3)
            elif isinstance(block, Facts):
                y = self._facts(block.items, x, y, width)
        return y + self._fit.gap

    def _facts(self, items: Sequence[Fact], x: float, y: float, width: float) -> float:
        each = (width - _COLUMN_GAP / 2 * (len(items) - 1)) / len(items)
        pad, top, lines = pt(5), y, 2 if self._fit.rows > 1 else 1
        ends, boxes = [], []
        mark = len(self.summary.draws)
        for number, one in enumerate(items):
            left = x + number * (each + _COLUMN_GAP / 2)
            inner = each - 2 * pad
            at = self._text(one.name, self._letters.strong, left + pad, top + pt(3), inner, most=1)
            at = self._text(one.value, self._letters.figure, left + pad, at, inner, most=1)
            at = self._text(
                one.detail, self._letters.text, left + pad, at, inner, FAINT, most=lines
            )
            ends.append(at + pt(4))
            boxes.append(left)
        bottom = max(ends)
        for left in boxes:
            box = QRectF(left, top, each, bottom - top)
            self.summary.draws.insert(mark, _frame(box))
        return bottom

    def _part(self, part: Part, x: float, y: float, width: float) -> float:
        y = self._heading(part.title, x, y, width)
        for block in part.blocks:
            match block:
                case Words():
                    y = self._words(block.text, x, y, width, grave=block.grave) + pt(2)
                case Listing():
                    y = self._listing(block, x, y, width) + pt(4)
                case Figure():
                    y = self._figure(block, x, y, width)
        return y + self._fit.gap / 2

    def _where(self, part: Part, x: float, y: float, width: float) -> float:
        """Put the places beside the body."""
        y = self._heading(part.title, x, y, width)
        wide, ends = (width - _COLUMN_GAP) * 0.55, [y]
        for block in part.blocks:
            if isinstance(block, Figure):
                ends.append(self._figure(block, x, y, wide))
            elif isinstance(block, Listing):
                left = wide + _COLUMN_GAP
                rows = self._fit.rows + BESIDE_BODY
                ends.append(self._listing(block, x + left, y, width - left, rows))
        return max(ends) + self._fit.gap / 2

    def _lists(self, part: Part, x: float, y: float, width: float, columns: int) -> float:
        if columns > 1:  # a list by itself has its own name
            y = self._heading(part.title, x, y, width)
        lists = [block for block in part.blocks if isinstance(block, Listing)]
        each = (width - _COLUMN_GAP * (columns - 1)) / columns
        for start in range(0, len(lists), columns):
            row = lists[start : start + columns]
            y = pt(3) + max(
                self._listing(one, x + n * (each + _COLUMN_GAP), y, each)
                for n, one in enumerate(row)
            )
        return y + self._fit.gap / 2

    # ------------------------------------------------------------- pieces

    def _heading(self, text: str, x: float, y: float, width: float) -> float:
        end = self._text(text, self._letters.heading, x, y, width, most=1)
        self._rule(x, end, width, INK)
        return end + pt(3)

    def _listing(self, block: Listing, x: float, y: float, width: float, rows: int = 0) -> float:
        fit, letters = self._fit, self._letters
        if not block.rows:
            return self._text(f"{block.name}: {block.nothing}", letters.text, x, y, width,
                              FAINT, most=fit.lines)  # fmt: skip
        y = self._named(block, x, y, width)
        whole = len(block.rows)
        rows = max(rows or fit.rows, fit.signs if block.grave else 0)
        shown = whole if whole <= rows else max(1, rows - 1)
        lines = 2 if block.grave and fit.rows > 1 else fit.lines
        aside = _aside(block.rows[:shown], letters.text, width)
        self._has_cut = shown < whole
        for name, told in block.rows[:shown]:
            end = self._text(name, letters.text, x, y, width - aside - pt(4), most=lines)
            other = self._text(
                told, letters.text, x + width - aside, y, aside, right=True, most=lines
            )
            y = max(end, other)
            self._rule(x, y, width, LINE)
            y += pt(1)
        if self._has_cut:
            self.summary.cut.append(block)
        if shown < whole:
            more = self._more.format(n=whole - shown)
            y = self._text(more, letters.text, x, y, width, FAINT, most=1)
        return y

    def _named(self, block: Listing, x: float, y: float, width: float) -> float:
        """Write a list's name, and what it rests on beside it if there is room, else below."""
        letters = self._letters
        named = Paragraph(block.name, letters.strong, width, most=1).natural
        end = self._text(block.name, letters.strong, x, y, width, most=1)
        if not block.rests:
            return end
        left = width - named - pt(5)
        if Paragraph(block.rests, letters.text, width * 9).natural <= left:
            self._text(block.rests, letters.text, x + named + pt(5), y, left, FAINT, most=1)
            return end
        return self._text(block.rests, letters.text, x, end, width, FAINT, most=self._fit.lines)

    def _figure(self, block: Figure, x: float, y: float, width: float) -> float:
        picture = self._pictures.get(block.chart)
        if picture is None or block.chart not in HIGHEST:
            return y
        y = self._text(block.title, self._letters.strong, x, y, width, most=1) + pt(2)
        wide, unit = width / PICTURE_UNITS, PICTURE_UNITS
        wanted = HIGHEST[block.chart] * self._fit.picture * UNIT
        for shrink in SHRINKS:
            # A picture is made smaller as a whole, but for its letters: those stay as they are.
            style = printed(_picture_font(self._letters.body, shrink))
            unit, high = PICTURE_UNITS * shrink, picture.height(wide / shrink, style)
            if high * unit <= wanted or block.chart == BODY:
                break
        if block.chart == BODY:
            high = min(high, wanted / unit)  # the figure grows as high as there is room
        area = QRectF(0, 0, width / unit, high)

        def draw(painter: QPainter) -> None:
            painter.save()
            painter.translate(x, y)
            painter.scale(unit, unit)
            painter.setFont(style.font)
            picture.paint(painter, area, style)
            painter.restore()

        self.summary.draws.append(draw)
        return y + high * unit + pt(6)

    def _words(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        colour: str = INK,
        *,
        grave: bool = False,
    ) -> float:
        most = self._fit.sentence
        if not grave:
            return self._text(text, self._letters.text, x, y, width, colour, most=most)
        indent = pt(8)
        end = self._text(text, self._letters.strong, x + indent, y, width - indent, most=most)
        bar = QRectF(x, y, pt(3), end - y)
        self.summary.draws.append(lambda painter: painter.fillRect(bar, QColor(INK)))
        return end

    def _text(
        self,
        text: str,
        letters: QFont,
        x: float,
        y: float,
        width: float,
        colour: str = INK,
        *,
        right: bool = False,
        most: int | None = None,
    ) -> float:
        set_text = Paragraph(text, letters, width, right=right, most=most)
        self._has_cut |= set_text.is_cut

        def draw(painter: QPainter) -> None:
            painter.setPen(QColor(colour))
            set_text.draw(painter, x, y)

        self.summary.draws.append(draw)
        return y + set_text.height

    def _rule(self, x: float, y: float, width: float, colour: str) -> None:
        def draw(painter: QPainter) -> None:
            painter.setPen(QPen(QColor(colour), _HAIR))
            painter.drawLine(QLineF(QPointF(x, y), QPointF(x + width, y)))

        self.summary.draws.append(draw)


def _aside(rows: Sequence[tuple[str, str]], letters: QFont, width: float) -> float:
    """Return how wide the second column of a list is: as its longest cell, within bounds.

    It may have the larger part, and more where the names leave it.
    """
    named, longest = (
        max(Paragraph(row[column], letters, width * 9).natural for row in rows) for column in (0, 1)
    )
    return min(max(longest + pt(1), pt(12)), max(width * 0.6, width - named - pt(6)))


def _picture_font(points: float, shrink: float) -> QFont:
    made = font(points)
    made.setPixelSize(math.ceil(points * UNIT / (PICTURE_UNITS * shrink)))
    return made


def _frame(box: QRectF) -> Draw:
    return lambda painter: painter.fillRect(box, QColor(BAND))
