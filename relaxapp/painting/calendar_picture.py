"""The calendar: a cell a day, its shade how much was logged, its pattern how much is known.

Not said: dotted; partly recorded: hatched; complete without an episode: a ring; complete: plain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPen

from relaxapp.journal.charts import WEEKDAYS
from relaxapp.journal.vocabulary import DayStatus
from relaxapp.painting import patterns, words
from relaxapp.painting.picture import GAP, LEFT, RIGHT, Cell, Legend, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from PySide6.QtGui import QPainter

    from relaxapp.journal.charts import Calendar, Day
    from relaxapp.painting.picture import Swatch
    from relaxapp.painting.style import Style

LARGEST: Final = 26.0
_ROUND: Final = 0.16
_MANY: Final = 2
_PIECE: Final = 182
"""Days that are painted at a time."""


class CalendarPicture:
    """Paints a `Calendar`: weeks from left to right, days from Monday down."""

    def __init__(self, chart: Calendar) -> None:
        self.chart = chart

    @property
    def told(self) -> str:
        """What there is to see, in a sentence."""
        chart = self.chart
        told = words.tr("{episodes} on {days}").format(
            episodes=words.episodes(chart.episodes), days=words.days(len(chart.days))
        )
        complete = words.tr("{n} complete")
        if chart.none:
            complete = words.tr("{n} complete, {none} of them without any")
        parts = (
            (chart.complete, complete),
            (chart.partial, words.tr("{n} partly recorded")),
            (chart.unknown, words.tr("{n} not said")),
        )
        known = [text.format(n=count, none=chart.none) for count, text in parts if count]
        return f"{told}: {'; '.join(known)}." if known else f"{told}."

    def height(self, width: float, style: Style) -> float:
        """Return how high it wants to be."""
        strip = self._cell(width, style) * WEEKDAYS + self._head(style) + GAP
        return len(self.chart.strips) * strip + self._legend(style).height(width)

    def cells(self, area: QRectF, style: Style) -> list[Cell]:
        """Return a cell for each day, in order of time."""
        strips = self._strips(area, style)
        return [
            Cell(
                self._box(day, strips[day.strip]),
                words.day_told(day),
                day.strip * WEEKDAYS + day.row,
                day.column,
            )
            for day in self.chart.days
        ]

    def paint(self, painter: QPainter, area: QRectF, style: Style) -> None:
        """Paint it."""
        for _ in self.pieces(painter, area, style):
            pass

    def pieces(self, painter: QPainter, area: QRectF, style: Style) -> Iterator[None]:
        """Paint it, a few weeks at a time."""
        painter.setFont(style.font)
        strips = self._strips(area, style)
        for number, strip in enumerate(strips):
            self._name(painter, number, strip, style)
        for number, day in enumerate(self.chart.days):
            _paint_day(painter, self._box(day, strips[day.strip]), day.status, day.count,
                       day.level, style)  # fmt: skip
            if number % _PIECE == _PIECE - 1:
                yield
        legend = self._legend(style)
        top = strips[-1].bottom() + GAP if strips else area.top()
        legend.paint(painter, QRectF(area.left(), top, area.width(), legend.height(area.width())))

    def _strips(self, area: QRectF, style: Style) -> list[QRectF]:
        """Return where the cells of each strip are."""
        side, head = self._cell(area.width(), style), self._head(style)
        left, top = area.left() + self._margin(style), area.top()
        found = []
        for strip in self.chart.strips:
            found.append(QRectF(left, top + head, side * strip.columns, side * WEEKDAYS))
            top += head + side * WEEKDAYS + GAP
        return found

    def _box(self, day: Day, strip: QRectF) -> QRectF:
        side = strip.height() / WEEKDAYS
        x, y = strip.left() + strip.width() * day.x, strip.top() + strip.height() * day.y
        return QRectF(x - side / 2, y - side / 2, side, side)

    def _cell(self, width: float, style: Style) -> float:
        columns = max((strip.columns for strip in self.chart.strips), default=1)
        return max(4.0, min(LARGEST, (width - self._margin(style)) / columns))

    def _margin(self, style: Style) -> float:
        texts = [*map(words.weekday, range(7)), "2000"]
        return max(map(style.metrics.horizontalAdvance, texts)) + GAP

    def _head(self, style: Style) -> float:
        return style.metrics.height() + 2.0

    def _name(self, painter: QPainter, number: int, box: QRectF, style: Style) -> None:
        """Write the months above a strip and some weekdays beside it."""
        side, head = box.height() / WEEKDAYS, self._head(style)
        fits = side >= style.metrics.height() * 0.9
        for row in range(0, WEEKDAYS, 1 if fits else 2):
            line = QRectF(box.left() - 60, box.top() + (row - 0.5) * side, 60 - GAP, 2 * side)
            write(painter, line, words.weekday(row), style.muted, RIGHT)
        year = QRectF(box.left() - 60, box.top() - head, 60 - GAP, head)
        start = next(day.day for day in self.chart.days if day.strip == number)
        write(painter, year, str(start.year), style.ink, RIGHT)
        free = box.left()
        for day, x in self._months(number, box):
            text = words.month(day.month)
            if day.year != start.year and day.month == 1:
                text = f"{text} {day.year}"
            wide = style.metrics.horizontalAdvance(text) + 2
            if x >= free - 0.5 and x + wide <= box.right() + side * 3:
                write(painter, QRectF(x, box.top() - head, wide, head), text, style.muted, LEFT)
                free = x + wide + 4

    def _months(self, number: int, box: QRectF) -> list[tuple[date, float]]:
        """Return the first day of each month of a strip and where its week begins."""
        found: list[tuple[date, float]] = []
        for day in (one for one in self.chart.days if one.strip == number):
            if not found or found[-1][0].month != day.day.month:
                found.append((day.day, box.left() + box.height() / WEEKDAYS * day.column))
        # The rest of a month is named only where the next one leaves it the room.
        side = box.height() / WEEKDAYS
        if len(found) >= _MANY and found[1][1] - found[0][1] < side * 3:
            found.pop(0)
        return found

    def _legend(self, style: Style) -> Legend:
        def cell(status: DayStatus, count: int, level: int) -> Swatch:
            text = {
                DayStatus.UNKNOWN: words.tr("Not said"),
                DayStatus.PARTIAL: words.tr("Partly recorded"),
                DayStatus.COMPLETE: words.tr("Complete") if count else words.tr("Complete, none"),
            }[status]
            return text, lambda p, box: _paint_day(p, box, status, count, level, style)

        def shade(level: int, low: int, high: int) -> Swatch:
            complete = DayStatus.COMPLETE
            return (
                words.range_of(low, high),
                lambda p, box: _paint_day(p, box, complete, low, level, style),
            )

        ranges = self.chart.scale.ranges
        return Legend(
            (
                cell(DayStatus.UNKNOWN, 0, 0),
                cell(DayStatus.PARTIAL, 0, 0),
                cell(DayStatus.COMPLETE, 0, 0),
                *(shade(n, low, high) for n, (low, high) in enumerate(ranges, 1)),
            ),
            style,
        )


def _paint_day(
    painter: QPainter, box: QRectF, status: DayStatus, count: int, level: int, style: Style
) -> None:
    side = box.width()
    inner = box.adjusted(side * 0.06, side * 0.06, -side * 0.06, -side * 0.06)
    ground = style.shade(level)
    if status is DayStatus.COMPLETE and not count:
        painter.setPen(QPen(QColor(style.edge), max(0.8, side / 20)))
    elif count:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(QPen(QColor(style.line), max(0.8, side / 20)))
    painter.setBrush(ground)
    painter.drawRoundedRect(inner, side * _ROUND, side * _ROUND)
    pattern = inner.adjusted(side * 0.06, side * 0.06, -side * 0.06, -side * 0.06)
    colour = style.over(ground) if count else QColor(style.edge)
    if status is DayStatus.UNKNOWN:
        patterns.dots(painter, pattern, colour, max(3.0, side / 3.2))
    elif status is DayStatus.PARTIAL:
        patterns.hatch(painter, pattern, colour, max(2.6, side / 3.6))
    elif not count:
        patterns.ring(painter, inner, QColor(style.edge))
