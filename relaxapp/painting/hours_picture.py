"""The hours of the week: a cell an hour, whose mark grows as well as deepens with the count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor

from relaxapp.journal.charts import HOURS, WEEKDAYS
from relaxapp.painting import words
from relaxapp.painting.picture import GAP, MIDDLE, RIGHT, Cell, Legend, write

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from relaxapp.journal.charts import Hour, HourWeekday
    from relaxapp.painting.picture import Swatch
    from relaxapp.painting.style import Style

_SIZES: Final = (0.12, 0.38, 0.56, 0.74, 0.94)
"""The part of the cell that the mark of each level takes."""
_HIGHEST: Final = 30.0
_EVERY: Final = 3


class HoursPicture:
    """Paints an `HourWeekday`: the hours from left to right, the weekdays down."""

    def __init__(self, chart: HourWeekday) -> None:
        self.chart = chart

    @property
    def told(self) -> str:
        """What there is to see, in a sentence."""
        count = words.episodes(self.chart.episodes)
        most = max(self.chart.hours, key=lambda one: one.count)
        if not most.count:
            return words.tr("{episodes}.").format(episodes=count)
        return words.tr("{episodes} by weekday and hour; most, {n}, on {when}.").format(
            episodes=count, n=most.count, when=_when(most)
        )

    def height(self, width: float, style: Style) -> float:
        """Return how high it wants to be."""
        foot = style.metrics.height() + GAP
        return WEEKDAYS * self._size(width, style)[1] + foot + self._legend(style).height(width)

    def cells(self, area: QRectF, style: Style) -> list[Cell]:
        """Return a cell for each hour, weekday by weekday."""
        field = self._field(area, style)
        return [
            Cell(
                _box(one, field),
                words.tr("{when}: {episodes}").format(
                    when=_when(one), episodes=words.episodes(one.count)
                ),
                one.weekday,
                one.hour,
            )
            for one in self.chart.hours
        ]

    def paint(self, painter: QPainter, area: QRectF, style: Style) -> None:
        """Paint it."""
        painter.setFont(style.font)
        field = self._field(area, style)
        high, wide = field.height() / WEEKDAYS, field.width() / HOURS
        for row in range(WEEKDAYS):
            line = QRectF(area.left(), field.top() + row * high, field.left() - area.left() - GAP,
                          high)  # fmt: skip
            write(painter, line, words.weekday(row), style.muted, RIGHT)
        for hour in range(0, HOURS, _EVERY):
            foot = QRectF(field.left() + (hour + 0.5) * wide - 20, field.bottom() + 2, 40,
                          style.metrics.height())  # fmt: skip
            write(painter, foot, f"{hour:02d}", style.muted, MIDDLE)
        for one in self.chart.hours:
            _paint_hour(painter, _box(one, field), one.level, style)
        legend = self._legend(style)
        top = field.bottom() + style.metrics.height() + GAP
        legend.paint(painter, QRectF(area.left(), top, area.width(), legend.height(area.width())))

    def _size(self, width: float, style: Style) -> tuple[float, float]:
        """Return how wide and how high a cell is."""
        wide = max(4.0, (width - self._margin(style)) / HOURS)
        return wide, min(_HIGHEST, max(wide, style.metrics.height()))

    def _margin(self, style: Style) -> float:
        return max(style.metrics.horizontalAdvance(words.weekday(n)) for n in range(7)) + GAP

    def _field(self, area: QRectF, style: Style) -> QRectF:
        wide, high = self._size(area.width(), style)
        left = area.left() + self._margin(style)
        return QRectF(left, area.top(), wide * HOURS, high * WEEKDAYS)

    def _legend(self, style: Style) -> Legend:
        def mark(text: str, level: int) -> Swatch:
            return text, lambda p, box: _paint_hour(p, box, level, style)

        ranges = enumerate(self.chart.scale.ranges, 1)
        return Legend(
            (mark(words.tr("None logged"), 0),
             *(mark(words.range_of(low, high), level) for level, (low, high) in ranges)),
            style,
        )  # fmt: skip


def _when(one: Hour) -> str:
    return f"{words.weekday(one.weekday)} {words.hours(one.hour)}"


def _box(one: Hour, field: QRectF) -> QRectF:
    wide, high = field.width() / HOURS, field.height() / WEEKDAYS
    x, y = field.left() + field.width() * one.x, field.top() + field.height() * one.y
    return QRectF(x - wide / 2, y - high / 2, wide, high)


def _paint_hour(painter: QPainter, box: QRectF, level: int, style: Style) -> None:
    part = _SIZES[level]
    side = min(box.width(), box.height()) * part
    mark = QRectF(0, 0, side if level == 0 else max(side, box.width() * part), side)
    mark.moveCenter(box.center())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.shade(level) if level else QColor(style.line))
    painter.drawRoundedRect(mark, side * 0.22, side * 0.22)
