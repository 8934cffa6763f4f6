"""The weeks as a small picture: anxiety as dots, how much it got in the way as rings.

No line is drawn at any height: the ratings are the person's own, and no one has published where
on such a scale anything begins. The table beside it says the same in words.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from relaxapp.ui import journal_words as words
from relaxapp.ui.theme import SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QPaintEvent

    from relaxapp.ui.measure_ports import WeekCard
    from relaxapp.ui.theme import Look

_HIGH = 190
_DOT = 4.6
_MOST = 10
_APART = timedelta(days=21)
"""Looks further apart than this are not joined: nothing is known of the time between."""


class CheckChart(QWidget):
    """Looks back from left to right, by their days."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._weeks: tuple[WeekCard, ...] = ()
        self._today: date | None = None
        self.setMinimumHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(420, _HIGH)

    def show_weeks(self, weeks: Sequence[WeekCard], today: date, told: str) -> None:
        """Show looks back, oldest first; ``told`` says in words what there is to see."""
        self._weeks, self._today = tuple(weeks), today
        self.setAccessibleName(told)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        if not self._weeks or self._today is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._look.font("small")
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        left, foot = metrics.horizontalAdvance("10") + SNUG, metrics.height() + TIGHT
        field = QRectF(left, SNUG, self.width() - left - SNUG, self.height() - foot - 2 * SNUG)
        self._axis(painter, field)
        self._curve(painter, field, [one.anxiety for one in self._weeks], rings=False)
        self._curve(painter, field, [one.interference for one in self._weeks], rings=True)
        self._days(painter, field, metrics)

    def _x(self, field: QRectF, at: int) -> float:
        first, last = self._weeks[0].day, self._weeks[-1].day
        # A little room at both ends, so that no mark is cut; one look alone stands in the middle.
        share = (self._weeks[at].day - first) / (last - first) if last > first else 0.5
        return field.left() + SNUG + (field.width() - 2 * SNUG) * share

    def _axis(self, painter: QPainter, field: QRectF) -> None:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for value in (0, 5, _MOST):
            y = field.bottom() - field.height() * value / _MOST
            painter.setPen(QPen(self._look.colour("line"), 1))
            painter.drawLine(QLineF(field.left(), y, field.right(), y))
            painter.setPen(self._look.colour("muted"))
            painter.drawText(QRectF(0, y - 12, field.left() - TIGHT, 24), right, str(value))

    def _curve(
        self, painter: QPainter, field: QRectF, values: Sequence[int | None], *, rings: bool
    ) -> None:
        look = self._look
        colour = look.colour("dusk" if rings else "accent")
        line = QPen(colour, 1.6, Qt.PenStyle.DashLine if rings else Qt.PenStyle.SolidLine)
        points = [
            (at, QPointF(self._x(field, at), field.bottom() - field.height() * value / _MOST))
            for at, value in enumerate(values)
            if value is not None
        ]
        painter.setPen(line)
        for (before, start), (after, end) in pairwise(points):
            if self._weeks[after].day - self._weeks[before].day <= _APART:
                painter.drawLine(start, end)
        painter.setPen(QPen(colour, 2.2))
        painter.setBrush(look.colour("card") if rings else colour)
        size = _DOT + 1.6 if rings else _DOT - 1
        for _, point in points:
            painter.drawEllipse(point, size, size)
            if rings:  # what lies behind the ring stays seen
                painter.setBrush(Qt.BrushStyle.NoBrush)

    def _days(self, painter: QPainter, field: QRectF, metrics: QFontMetricsF) -> None:
        """Name the first and the last day, and those between for which there is room."""
        painter.setPen(self._look.colour("muted"))
        assert self._today is not None  # noqa: S101 - there is something to paint
        taken = field.left()
        boxes = []
        for at, one in enumerate(self._weeks):
            text = words.day(one.day, self._today)
            wide = metrics.horizontalAdvance(text) + 2
            x = self._x(field, at) - wide / 2
            x = max(0.0, min(x, self.width() - wide))
            boxes.append((QRectF(x, field.bottom() + TIGHT, wide, metrics.height()), text))
        last_box = boxes[-1][0]
        for at, (box, text) in enumerate(boxes):
            last = at == len(boxes) - 1
            free = at == 0 or box.left() > taken + SNUG
            if last or (free and box.right() + SNUG < last_box.left()):
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
                taken = box.right()
