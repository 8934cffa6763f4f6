"""Small curves below each other over the same weeks; where nothing is known, there is a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen, QPolygonF

from relaxapp.journal.beside import Measure
from relaxapp.painting import words
from relaxapp.painting.picture import GAP, LEFT, RIGHT, Cell, write
from relaxapp.painting.trend_picture import name_weeks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from relaxapp.journal.beside import Point, Series
    from relaxapp.painting.style import Style

_HIGH: Final = 54.0
_WIDEST: Final = 24.0
_DOT: Final = 2.8
_DOTS_FROM: Final = 8.0
_BARS: Final = {Measure.WATER, Measure.MOVEMENT, Measure.SESSIONS}


class SeriesPicture:
    """Paints series of the same weeks: amounts as bars, ratings as a line."""

    def __init__(self, found: Sequence[Series]) -> None:
        self.found = tuple(found)

    @property
    def told(self) -> str:
        """What there is to see, in a sentence."""
        names = ", ".join(words.measure(one.measure) for one in self.found)
        return words.tr("Week by week: {names}.").format(names=names)

    def height(self, width: float, style: Style) -> float:  # noqa: ARG002 - as of any picture
        """Return how high it wants to be."""
        return len(self.found) * self._step(style) + style.metrics.height()

    def cells(self, area: QRectF, style: Style) -> list[Cell]:
        """Return a cell for each week of each series."""
        cells = []
        for row, one in enumerate(self.found):
            field = self._field(area, style, row)
            wide = field.width() / max(1, len(one.points))
            for column, point in enumerate(one.points):
                box = QRectF(field.left() + field.width() * point.x - wide / 2, field.top(), wide,
                             field.height())  # fmt: skip
                cells.append(Cell(box, _told(one, point), row, column))
        return cells

    def paint(self, painter: QPainter, area: QRectF, style: Style) -> None:
        """Paint it."""
        painter.setFont(style.font)
        field = QRectF()
        for row, one in enumerate(self.found):
            field = self._field(area, style, row)
            high = style.metrics.height()
            head = QRectF(field.left(), field.top() - high - 2, field.width(), high)
            write(painter, head, words.measure(one.measure), style.ink, LEFT)
            self._axis(painter, area, field, one.top, style)
            if one.measure in _BARS:
                _bars(painter, field, one.points, style)
            else:
                _line(painter, field, one.points, style)
        if self.found:
            name_weeks(painter, field, [point.start for point in self.found[-1].points], style)

    def _axis(self, painter: QPainter, area: QRectF, field: QRectF, top: int, style: Style) -> None:
        for value in (0, top):
            y = field.bottom() - field.height() * value / top
            painter.setPen(QPen(QColor(style.line), 1))
            painter.drawLine(QLineF(field.left(), y, field.right(), y))
            box = QRectF(area.left(), y - 12, field.left() - area.left() - GAP / 2, 24)
            write(painter, box, str(value), style.muted, RIGHT)

    def _step(self, style: Style) -> float:
        return _HIGH + style.metrics.height() + 2 * GAP

    def _field(self, area: QRectF, style: Style, row: int) -> QRectF:
        left = max((style.metrics.horizontalAdvance(str(one.top)) for one in self.found),
                   default=0.0) + GAP  # fmt: skip
        top = area.top() + row * self._step(style) + style.metrics.height() + GAP
        return QRectF(area.left() + left, top, area.width() - left, _HIGH)


def _bars(painter: QPainter, field: QRectF, points: Sequence[Point], style: Style) -> None:
    wide = max(1.0, min(_WIDEST, field.width() / max(1, len(points)) * 0.62))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.shade(2))
    for point in points:
        if point.height:
            high = max(1.5, field.height() * point.height)
            x = field.left() + field.width() * point.x - wide / 2
            painter.drawRect(QRectF(x, field.bottom() - high, wide, high))


def _line(painter: QPainter, field: QRectF, points: Sequence[Point], style: Style) -> None:
    painter.setPen(QPen(QColor(style.second), 1.8))
    run: list[QPointF] = []
    runs = [run]
    for point in points:
        if point.height is None:
            run = []
            runs.append(run)
        else:
            x = field.left() + field.width() * point.x
            run.append(QPointF(x, field.bottom() - field.height() * point.height))
    roomy = field.width() / max(1, len(points)) >= _DOTS_FROM
    for run in runs:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(run))
        painter.setBrush(QColor(style.ground))
        for at in run if roomy or len(run) == 1 else ():
            painter.drawEllipse(at, _DOT, _DOT)


def _told(one: Series, point: Point) -> str:
    known = words.value(one.measure, point)
    week = words.tr("Week from {day}").format(day=words.full_day(point.start))
    name = words.measure(one.measure)
    if not known:
        return words.tr("{week}, {name}: not known").format(week=week, name=name)
    if one.measure in {Measure.WORRY, Measure.ANXIETY}:
        rests = words.tr("rated {times}").format(times=words.times(point.known))
    elif one.measure in {Measure.MOVEMENT, Measure.SESSIONS}:
        return f"{week}, {name}: {known}"
    else:
        rests = words.tr("on {days}").format(days=words.days(point.known))
    return f"{week}, {name}: {known}, {rests}"
