"""The tray's icon: the app's ring with a mark for what reminders are doing, told by its shape."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

_SIZES = (16, 22, 32, 48)
_GROUND, _RING, _DOT = "#2f6d62", "#8fc8b5", "#f5e8d3"
_FAINT = "#5d7a73"
_MARK, _EDGE = "#f2c879", "#1d3b36"
"""Light enough on the ground, dark enough at its edge for any panel."""


class TrayState(StrEnum):
    """What reminders are doing, taken together."""

    ACTIVE = "active"
    DUE = "due"
    HELD = "held"
    PAUSED = "paused"
    OFF_HOURS = "off_hours"
    PROBLEM = "problem"


@lru_cache(maxsize=len(TrayState))
def tray_icon(state: TrayState) -> QIcon:
    """Return the icon: a disc for due, a ring for held, two bars for paused, a crescent for off
    hours, a triangle for a problem; without a mark all is well.
    """  # noqa: D205 - one sentence lists what each shape stands for
    made = QIcon()
    for size in _SIZES:
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(size / 64, size / 64)
        _paint(painter, state)
        painter.end()
        made.addPixmap(picture)
    return made


def _paint(painter: QPainter, state: TrayState) -> None:
    quiet = state in {TrayState.PAUSED, TrayState.OFF_HOURS}
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_FAINT if quiet else _GROUND))
    painter.drawRoundedRect(QRectF(2, 2, 60, 60), 16, 16)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle = QPointF(32, 32) if state is TrayState.ACTIVE else QPointF(26, 26)
    for radius, colour, weight in ((19, _RING, 5), (9, _DOT, 6)):
        painter.setPen(QPen(QColor(colour), weight))
        painter.drawEllipse(middle, radius, radius)
    if state is not TrayState.ACTIVE:
        painter.setPen(QPen(QColor(_EDGE), 4))
        painter.setBrush(QColor(_MARK))
        painter.drawPath(_mark(state))


def _mark(state: TrayState) -> QPainterPath:
    path, box = QPainterPath(), QRectF(34, 34, 27, 27)
    match state:
        case TrayState.DUE:
            path.addEllipse(box)
        case TrayState.HELD:
            path.addEllipse(box)
            path.addEllipse(box.adjusted(8, 8, -8, -8))  # odd-even filling leaves a hole
        case TrayState.PAUSED:
            path.addRoundedRect(QRectF(35, 34, 10, 27), 3, 3)
            path.addRoundedRect(QRectF(50, 34, 10, 27), 3, 3)
        case TrayState.OFF_HOURS:
            moon, shade = QPainterPath(), QPainterPath()
            moon.addEllipse(box)
            shade.addEllipse(box.translated(10, -7))
            path = moon.subtracted(shade)
        case _:
            corners = (QPointF(47.5, 32), QPointF(62, 60), QPointF(33, 60))
            path.addPolygon(QPolygonF(corners))
            path.closeSubpath()
    return path
