"""Week by week: bars of episodes and, below them, the line of how many days were recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen, QPolygonF

from relaxapp.journal.charts import WEEKDAYS
from relaxapp.painting import patterns, words
from relaxapp.painting.picture import GAP, MIDDLE, RIGHT, Cell, Legend, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QPainter

    from relaxapp.journal.charts import Trend, TrendWeek
    from relaxapp.painting.style import Style

_HIGH: Final = 230.0
_LOW_PART: Final = 0.24
_WIDEST: Final = 30.0
_DOT: Final = 3.2
_YEAR: Final = 53
_DOTS_FROM: Final = 9.0
"""So much room a week needs for a dot of its own on the line."""


class TrendPicture:
    """Paints a `Trend`."""

    def __init__(self, chart: Trend) -> None:
        self.chart = chart

    @property
    def told(self) -> str:
        """What there is to see, in a sentence."""
        weeks = len(self.chart.weeks)
        recorded = sum(week.recorded for week in self.chart.weeks)
        return words.tr("{episodes} in {weeks} weeks, with {days} recorded.").format(
            episodes=words.episodes(self.chart.episodes), weeks=weeks, days=words.days(recorded)
        )

    def height(self, width: float, style: Style) -> float:
        """Return how high it wants to be."""
        return _HIGH + style.metrics.height() + GAP + self._legend(style).height(width)

    def cells(self, area: QRectF, style: Style) -> list[Cell]:
        """Return a cell for each week."""
        upper, lower = self._fields(area, style)
        wide = upper.width() / max(1, len(self.chart.weeks))
        return [
            Cell(
                QRectF(upper.left() + upper.width() * week.x - wide / 2, upper.top(), wide,
                       lower.bottom() - upper.top()),
                _told(week),
                0,
                n,
            )
            for n, week in enumerate(self.chart.weeks)
        ]  # fmt: skip

    def paint(self, painter: QPainter, area: QRectF, style: Style) -> None:
        """Paint it."""
        painter.setFont(style.font)
        upper, lower = self._fields(area, style)
        self._axes(painter, area, upper, lower, style)
        self._bars(painter, upper, style)
        self._line(painter, lower, style)
        name_weeks(painter, lower, [week.start for week in self.chart.weeks], style)
        legend = self._legend(style)
        top = lower.bottom() + style.metrics.height() + GAP
        legend.paint(painter, QRectF(area.left(), top, area.width(), legend.height(area.width())))

    def _fields(self, area: QRectF, style: Style) -> tuple[QRectF, QRectF]:
        top = str(self.chart.top)
        left = max(style.metrics.horizontalAdvance(text) for text in (top, "0")) + GAP
        half = style.metrics.height() / 2
        whole = QRectF(area.left() + left, area.top() + half, area.width() - left, _HIGH - half)
        low = whole.height() * _LOW_PART
        apart = max(2 * GAP, style.metrics.height() + 2.0)  # for the numbers at either edge
        upper = QRectF(whole.left(), whole.top(), whole.width(), whole.height() - low - apart)
        return upper, QRectF(whole.left(), whole.bottom() - low, whole.width(), low)

    def _axes(
        self, painter: QPainter, area: QRectF, upper: QRectF, lower: QRectF, style: Style
    ) -> None:
        for field, values, top in (
            (upper, (0, self.chart.top // 2, self.chart.top), self.chart.top),
            (lower, (0, WEEKDAYS), WEEKDAYS),
        ):
            for value in values:
                y = field.bottom() - field.height() * value / top
                painter.setPen(QPen(QColor(style.line), 1))
                painter.drawLine(QLineF(field.left(), y, field.right(), y))
                box = QRectF(area.left(), y - 12, field.left() - area.left() - GAP / 2, 24)
                write(painter, box, str(value), style.muted, RIGHT)

    def _bars(self, painter: QPainter, field: QRectF, style: Style) -> None:
        step = field.width() / max(1, len(self.chart.weeks))
        wide = max(1.0, min(_WIDEST, step * 0.66))
        colour = style.shade(3)
        for week in self.chart.weeks:
            if not week.episodes:
                continue
            high = max(2.0, field.height() * week.height)
            bar = QRectF(field.left() + field.width() * week.x - wide / 2, field.bottom() - high,
                         wide, high)  # fmt: skip
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRect(bar)
            if week.days < WEEKDAYS and wide >= _DOTS_FROM:  # it has begun or ends elsewhere
                patterns.hatch(painter, bar, style.over(colour), 6.0)

    def _line(self, painter: QPainter, field: QRectF, style: Style) -> None:
        points = [
            QPointF(field.left() + field.width() * week.x,
                    field.bottom() - field.height() * week.known)
            for week in self.chart.weeks
        ]  # fmt: skip
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(style.second), 1.8))
        painter.drawPolyline(QPolygonF(points))
        if field.width() / max(1, len(points)) >= _DOTS_FROM:
            painter.setBrush(QColor(style.ground))
            for point in points:
                painter.drawEllipse(point, _DOT, _DOT)

    def _legend(self, style: Style) -> Legend:
        def bar(painter: QPainter, box: QRectF) -> None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.shade(3))
            painter.drawRect(box.adjusted(2, 0, -2, 0))

        def line(painter: QPainter, box: QRectF) -> None:
            painter.setPen(QPen(QColor(style.second), 1.8))
            painter.setBrush(QColor(style.ground))
            y = box.center().y()
            painter.drawLine(QLineF(box.left(), y, box.right(), y))
            painter.drawEllipse(box.center(), _DOT, _DOT)

        return Legend(
            ((words.tr("Episodes of the week"), bar), (words.tr("Days recorded, of seven"), line)),
            style,
        )


def name_weeks(painter: QPainter, field: QRectF, starts: Sequence[date], style: Style) -> None:
    """Name as many weeks below ``field`` as there is room for, the latest always."""
    if not starts:
        return
    long = len(starts) > _YEAR
    labels = [
        f"{words.month(day.month)} {day.year}" if long else words.short_day(day) for day in starts
    ]
    widest = max(map(style.metrics.horizontalAdvance, labels)) + 14
    step = field.width() / len(starts)
    free = field.right() + 7
    for n in range(len(labels) - 1, -1, -max(1, int(-(-widest // step)))):
        box = QRectF(0, field.bottom() + 2, widest, style.metrics.height())
        box.moveLeft(field.left() + step * (n + 0.5) - widest / 2)
        box.moveRight(min(box.right(), field.right() + 7))
        box.moveLeft(max(box.left(), field.left() - 7))
        if box.right() <= free + 1:
            write(painter, box, labels[n], style.muted, MIDDLE)
            free = box.left()


def _told(week: TrendWeek) -> str:
    return words.tr("Week from {day}: {episodes}, {n} of {days} recorded").format(
        day=words.full_day(week.start),
        episodes=words.episodes(week.episodes),
        n=week.recorded,
        days=words.days(week.days),
    )
