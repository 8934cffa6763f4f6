"""The weeks of practice as a picture: tension before and after, and the days below.

Drawn from marks worked out elsewhere. Before is a ring and after a dot, so that shape tells them
apart; the table beside it says the same in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from relaxapp.ui.theme import SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from relaxapp.journal.practice_weeks import Mark
    from relaxapp.ui.theme import Look

_HIGH = 250
_DAYS_PART = 0.24
"""The part of the height that the days take."""
_DOT = 5.5


class PracticeChart(QWidget):
    """Weeks from left to right, each with its label; the words beside it carry the meaning."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._marks: tuple[Mark, ...] = ()
        self._labels: tuple[str, ...] = ()
        self.setMinimumHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(480, _HIGH)

    def show_weeks(self, marks: Sequence[Mark], labels: Sequence[str], told: str) -> None:
        """Show marks with a label each; ``told`` says in words what there is to see."""
        self._marks, self._labels = tuple(marks), tuple(labels)
        self.setAccessibleName(told)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._look.font("small")
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        left = max(metrics.horizontalAdvance(text) for text in ("10", self.tr("days"))) + SNUG
        foot = metrics.height() + TIGHT
        field = QRectF(left, TIGHT, self.width() - left - TIGHT, self.height() - foot - TIGHT)
        low = field.height() * _DAYS_PART
        upper = field.adjusted(0, metrics.height() / 2, 0, -low - SNUG)
        lower = QRectF(field.left(), field.bottom() - low, field.width(), low)
        self._axis(painter, upper, lower, left - TIGHT)
        self._weeks(painter, upper, lower)
        self._name_weeks(painter, metrics, field, foot)

    def _axis(self, painter: QPainter, upper: QRectF, lower: QRectF, width: float) -> None:
        look = self._look
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for value in (0, 5, 10):
            y = upper.bottom() - upper.height() * value / 10
            painter.setPen(QPen(look.colour("line"), 1))
            painter.drawLine(QLineF(upper.left(), y, upper.right(), y))
            painter.setPen(look.colour("muted"))
            painter.drawText(QRectF(0, y - 12, width, 24), right, str(value))
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(lower.bottomLeft(), lower.bottomRight())
        painter.setPen(look.colour("muted"))
        painter.drawText(QRectF(0, lower.bottom() - 20, width, 24), right, self.tr("days"))

    def _weeks(self, painter: QPainter, upper: QRectF, lower: QRectF) -> None:
        look = self._look
        step = upper.width() / max(1, len(self._marks))
        for mark in self._marks:
            x = upper.left() + upper.width() * mark.x
            if mark.days:
                wide = min(34.0, step * 0.5)
                high = max(4.0, lower.height() * mark.days)
                bar = QRectF(x - wide / 2, lower.bottom() - high, wide, high)
                painter.setPen(QPen(look.colour("edge"), 1.2))
                painter.setBrush(look.colour("accent_soft"))
                painter.drawRoundedRect(bar, 3, 3)
            if mark.before is None or mark.after is None:
                continue
            before = QPointF(x, upper.bottom() - upper.height() * mark.before)
            after = QPointF(x, upper.bottom() - upper.height() * mark.after)
            painter.setPen(QPen(look.colour("edge"), 2))
            painter.drawLine(before, after)
            painter.setPen(QPen(look.colour("dusk"), 2.2))
            painter.setBrush(look.colour("card"))
            painter.drawEllipse(before, _DOT + 1, _DOT + 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawEllipse(after, _DOT, _DOT)

    def _name_weeks(
        self, painter: QPainter, metrics: QFontMetricsF, field: QRectF, foot: float
    ) -> None:
        """Name as many weeks as there is room for, the latest always."""
        if not self._labels:
            return
        painter.setPen(self._look.colour("muted"))
        step = field.width() / len(self._labels)
        widest = max(metrics.horizontalAdvance(text) for text in self._labels) + SNUG
        every = max(1, int(-(-widest // step)))
        last = len(self._labels) - 1
        for at, text in enumerate(self._labels):
            if (last - at) % every:
                continue
            box = QRectF(
                field.left() + step * (at + 0.5) - widest / 2, field.bottom(), widest, foot
            )
            box.moveRight(min(box.right(), float(self.width())))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
