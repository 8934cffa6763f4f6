"""The ring that breathes with the session: it swells with tension or breath, drains with release.

With reduced motion nothing swells; the rim fills steadily, a step each second.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QRegion
from PySide6.QtWidgets import QSizePolicy, QWidget

from relaxapp.ui import phases
from relaxapp.ui.components import duration

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from relaxapp.ui.theme import Look

_REST_SIZE = 0.52
"""The disc's radius when nothing swells, as a share of the rim's."""
_STEADY_SIZE = 0.78
_RIM = 5.0
_HALO = 1.1
_STEP = 0.5
"""Logical pixels of radius; a smaller change is not painted."""
_ARC_STEP = 8
"""Sixteenths of a degree that the rim's end moves at least."""
_MANY = 100
"""Seconds from which on minutes are told: three digits are hard to take in at a glance."""
_TURN = 360 * 16
"""A full turn in Qt's sixteenths of a degree."""


class PhaseRing(QWidget):
    """The phase in words, the seconds left, and a disc as full as the phase is."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._phase, self._left, self._done = "settle", 0.0, 0.0
        self._told = ("", -1)
        self._drawn_radius, self._drawn_arc = 0.0, 0
        self._words: QPixmap | None = None
        self._track: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)
        look.changed.connect(self._forget)

    def sizeHint(self) -> QSize:
        return QSize(280, 280)

    def show_phase(self, phase: str, left: float, done: float) -> None:
        """Show where the phase is; repaints only what the eye could tell has changed.

        While the disc swells its own square is painted again, of the rim only the moving end.
        """
        self._phase, self._left, self._done = phase, left, done
        told, arc, radius = (phase, self._seconds()), self._arc(), self._radius()
        if told != self._told:
            if phase != self._told[0]:
                self.setAccessibleName(phases.name(phase))
                self.update()  # the rim changes its colour
            # Beside the name: a reader that follows names would never be silent.
            words = self.tr("{seconds} left").format(seconds=phases.seconds(told[1]))
            self.setAccessibleDescription("" if phase == phases.OVER else words)
            self._told, self._words = told, None
            self._update_disc(radius)
        elif abs(radius - self._drawn_radius) >= _STEP:
            self._update_disc(radius)
        if abs(arc - self._drawn_arc) >= _ARC_STEP:
            self.update(self._between(self._drawn_arc, arc))
            self._drawn_arc = arc

    @property
    def fullness(self) -> float:
        """How swollen the phase is, 0..1; steady with reduced motion."""
        if self._look.reduced_motion:
            return 1.0 if self._phase in phases.MOVING else 0.0
        return phases.fullness(self._phase, self._done)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._words = self._track = None
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tint = phases.tint(self._phase)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = self._square()
        centre = square.center()
        rim = square.adjusted(_RIM, _RIM, -_RIM, -_RIM)
        # What lies within the largest square inside the rim does not touch the rim.
        clear = (rim.width() / 2 - _RIM) * math.sqrt(0.5)
        inside = QRectF(centre.x() - clear, centre.y() - clear, 2 * clear, 2 * clear)
        if not event.region().subtracted(QRegion(inside.toRect())).isEmpty():
            self._paint_rim(painter, rim, tint)
        reach = self._drawn_radius * _HALO + 2
        disc = QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)
        if event.region().intersects(disc.toAlignedRect()):
            self._paint_disc(painter, centre, rim, tint)

    def _paint_disc(
        self, painter: QPainter, centre: QPointF, rim: QRectF, tint: phases.Tint
    ) -> None:
        look, radius = self._look, self._drawn_radius
        painter.setPen(Qt.PenStyle.NoPen)
        if look.colours.plain:
            painter.setPen(QPen(look.colour(tint.strong), 2))
        elif radius > rim.width() * 0.5 * _REST_SIZE + 1:
            # Mixed by hand: an opaque disc is painted several times faster than a clear one.
            painter.setBrush(_mix(look.colour("paper"), look.colour(tint.soft)))
            grown = min(radius * _HALO, rim.width() / 2 - _RIM)
            painter.drawEllipse(centre, grown, grown)
        painter.setBrush(look.colour(tint.soft))
        painter.drawEllipse(centre, radius, radius)
        if self._words is None:
            self._words = self._draw_words(rim.width() / 2)
        size = self._words.deviceIndependentSize()
        corner = QPointF(centre.x() - size.width() / 2, centre.y() - size.height() / 2)
        painter.drawPixmap(corner, self._words)

    def _paint_rim(self, painter: QPainter, rim: QRectF, tint: phases.Tint) -> None:
        look = self._look
        if self._track is None:
            self._track = self._draw_track(rim)
        painter.drawPixmap(QPointF(), self._track)
        pen = QPen(look.colour(tint.strong), _RIM)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(rim, 90 * 16, -self._drawn_arc)

    def _draw_track(self, rim: QRectF) -> QPixmap:
        """Return the pale circle under the rim: a picture is put down quicker than a circle."""
        picture = self._canvas(self.width(), self.height())
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("line"), _RIM * 0.6))
        painter.drawEllipse(rim)
        painter.end()
        return picture

    def _canvas(self, wide: float, tall: float) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(wide * ratio), round(tall * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        return picture

    def _draw_words(self, rim: float) -> QPixmap:
        """Return seconds and phase as a picture: they change once a second, the disc always."""
        wide, tall = rim * 1.2, rim * 0.8
        picture = self._canvas(wide, tall)
        painter = QPainter(picture)
        painter.setPen(self._look.colour(phases.tint(self._phase).ink))
        middle = Qt.AlignmentFlag.AlignCenter
        counted = self._phase != phases.OVER
        if counted:
            count = QFont(self._look.font("count"))
            size = 0.42 if self._seconds() < _MANY else 0.3
            count.setPixelSize(max(24, round(rim * size)))
            painter.setFont(count)
            painter.drawText(QRectF(0, rim * 0.04, wide, rim * 0.46), middle, self._count())
        word = QFont(self._look.font("strong"))
        word.setPixelSize(max(12, round(rim * (0.125 if counted else 0.1))))
        painter.setFont(word)
        words = QRectF(0, rim * 0.5, wide, rim * 0.24) if counted else QRectF(0, 0, wide, tall)
        painter.drawText(words, middle, phases.name(self._phase))
        painter.end()
        return picture

    def _update_disc(self, radius: float) -> None:
        reach = max(radius, self._drawn_radius) * _HALO + 2
        self._drawn_radius = radius
        middle = self._square().center()
        box = QRectF(middle.x() - reach, middle.y() - reach, 2 * reach, 2 * reach)
        self.update(box.toAlignedRect())

    def _between(self, one: int, other: int) -> QRect:
        """Return the box around a short piece of the rim, between two ends of the arc."""
        square = self._square()
        middle, radius = square.center(), square.width() / 2 - _RIM
        if abs(one - other) > _TURN // 8:
            return square.toAlignedRect()  # a leap: bulges out of the box around its ends
        points = []
        for arc in (one, other):
            angle = math.radians(90 - arc / 16)
            points.append(
                QPointF(
                    middle.x() + radius * math.cos(angle), middle.y() - radius * math.sin(angle)
                )
            )
        reach = _RIM + 2 + radius * abs(one - other) / _TURN
        return (
            QRectF(points[0], points[1])
            .normalized()
            .adjusted(-reach, -reach, reach, reach)
            .toAlignedRect()
        )

    def _forget(self) -> None:
        self._words = self._track = None
        self._drawn_radius = self._radius()
        self.update()

    def _count(self) -> str:
        """Seconds as a number; minutes of them, as a night of sounds has, as on a clock."""
        seconds = self._seconds()
        return duration(seconds) if seconds >= _MANY else str(seconds)

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


def _mix(one: QColor, other: QColor) -> QColor:
    return QColor(
        (one.red() + other.red()) // 2,
        (one.green() + other.green()) // 2,
        (one.blue() + other.blue()) // 2,
    )
