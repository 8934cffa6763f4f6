"""The ring that breathes with the session: it swells with tension or breath, drains with release.

With reduced motion nothing swells; the rim fills steadily, a step each second.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from relaxapp.ui import phases

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPaintEvent

    from relaxapp.ui.theme import Look

_REST_SIZE = 0.52
"""The disc's radius when nothing swells, as a share of the rim's."""
_STEADY_SIZE = 0.78
_RIM = 5.0
_TURN = 360 * 16
"""A full turn in Qt's sixteenths of a degree."""


class PhaseRing(QWidget):
    """The phase in words, the seconds left, and a disc as full as the phase is."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._phase, self._left, self._done = "settle", 0.0, 0.0
        self._drawn: tuple[object, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(280, 280)

    def show_phase(self, phase: str, left: float, done: float) -> None:
        """Show where the phase is; repaints only when the eye could tell a difference."""
        self._phase, self._left, self._done = phase, left, done
        radius = self._radius()
        state = (phase, self._seconds(), round(radius * 2), self._arc() // 16)
        if state != self._drawn:
            if state[:2] != self._drawn[:2]:
                words = self.tr("{phase}, {seconds} seconds left")
                told = words.format(phase=phases.name(phase), seconds=self._seconds())
                self.setAccessibleName(told)
            self._drawn = state
            self.update(self._square().toAlignedRect())

    @property
    def fullness(self) -> float:
        """How swollen the phase is, 0..1; steady with reduced motion."""
        if self._look.reduced_motion:
            return 1.0 if self._phase in phases.MOVING else 0.0
        return phases.fullness(self._phase, self._done)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        look, tint = self._look, phases.tint(self._phase)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = self._square()
        centre = square.center()
        rim = square.adjusted(_RIM, _RIM, -_RIM, -_RIM)
        painter.setPen(QPen(look.colour("line"), _RIM * 0.6))
        painter.drawEllipse(rim)
        pen = QPen(look.colour(tint.strong), _RIM)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(rim, 90 * 16, -self._arc())
        radius = self._radius()
        painter.setPen(Qt.PenStyle.NoPen)
        if radius > rim.width() * 0.5 * _REST_SIZE + 1 and not look.colours.plain:
            halo = look.colour(tint.soft)
            halo.setAlphaF(0.55)
            painter.setBrush(halo)
            grown = min(radius * 1.1, rim.width() / 2 - _RIM)
            painter.drawEllipse(centre, grown, grown)
        painter.setBrush(look.colour(tint.soft))
        if look.colours.plain:
            painter.setPen(QPen(look.colour(tint.strong), 2))
        painter.drawEllipse(centre, radius, radius)
        self._paint_words(painter, centre, rim.width() / 2)

    def _paint_words(self, painter: QPainter, centre: QPointF, rim: float) -> None:
        painter.setPen(self._look.colour(phases.tint(self._phase).ink))
        count = QFont(self._look.font("count"))
        count.setPixelSize(max(24, round(rim * 0.42)))
        painter.setFont(count)
        middle = Qt.AlignmentFlag.AlignCenter
        box = QRectF(centre.x() - rim, centre.y() - rim * 0.36, 2 * rim, rim * 0.46)
        painter.drawText(box, middle, str(self._seconds()))
        word = QFont(self._look.font("strong"))
        word.setPixelSize(max(12, round(rim * 0.125)))
        painter.setFont(word)
        box = QRectF(centre.x() - rim, centre.y() + rim * 0.1, 2 * rim, rim * 0.24)
        painter.drawText(box, middle, phases.name(self._phase))

    def _seconds(self) -> int:
        return max(0, math.ceil(self._left - 0.05))

    def _square(self) -> QRectF:
        side = min(self.width(), self.height()) - 2
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def _radius(self) -> float:
        rim = self._square().width() / 2 - 2 * _RIM
        if self._look.reduced_motion:
            return rim * _STEADY_SIZE
        return rim * (_REST_SIZE + (0.96 - _REST_SIZE) * self.fullness)

    def _arc(self) -> int:
        """Return how far the rim is filled, in sixteenths of a degree; it drains as time goes."""
        left = 1 - min(1.0, max(0.0, self._done))
        if self._look.reduced_motion and self._done > 0:
            length = self._left / left if left > 0 else 0.0
            left = self._seconds() / length if length > 0 else 0.0
        return round(_TURN * min(1.0, left))
