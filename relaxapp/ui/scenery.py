"""A quiet landscape for the first card: a low sun over hills; decoration, so it has no words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPixmap

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF

    from relaxapp.ui.theme import Look

# Each hill: height of its ridge at five places (0 bottom, 1 top), farthest hill first.
_RIDGES = (
    (0.42, 0.62, 0.50, 0.66, 0.56),
    (0.30, 0.36, 0.48, 0.38, 0.44),
    (0.12, 0.26, 0.20, 0.30, 0.22),
)


def scene(look: Look, size: QSizeF, ratio: float, radius: float) -> QPixmap:
    """Return the landscape in the look's colours, fading into the card on its left."""
    colours = look.colours
    card, ink = QColor(colours.card), QColor(colours.accent)
    picture = QPixmap((size * ratio).toSize())
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(QPointF(), size)
    clip = QPainterPath()
    # Only the right corners are round: the left edge fades into the card it lies on.
    clip.addRoundedRect(box.adjusted(-2 * radius, 1.5, -1.5, -1.5), radius, radius)
    painter.setClipPath(clip)
    sky = QLinearGradient(box.topLeft(), box.bottomLeft())
    sky.setColorAt(0, QColor(colours.dusk_soft))
    sky.setColorAt(0.62, QColor(colours.sand_soft))
    painter.fillRect(box, sky)
    painter.setPen(Qt.PenStyle.NoPen)
    sun = size.height() * 0.17
    centre = QPointF(size.width() * 0.70, size.height() * 0.42)
    glow = QColor(colours.sand)
    for grown, strength in ((2.1, 26), (1.5, 40), (1.0, 190)):
        glow.setAlpha(strength)
        painter.setBrush(glow)
        painter.drawEllipse(centre, sun * grown, sun * grown)
    grounds = (0.80, 0.58, 0.34) if not colours.dark else (0.62, 0.74, 0.86)
    base = QColor(colours.card if not colours.dark else colours.inset)
    for ridge, share in zip(_RIDGES, grounds, strict=True):
        painter.setBrush(_mix(ink, base, share))
        painter.drawPath(_hill(ridge, size))
    fade = QLinearGradient(box.topLeft(), box.topRight())
    veil = QColor(card)
    for step in range(9):
        share = step / 8
        veil.setAlphaF(1 - share * share * (3 - 2 * share))
        fade.setColorAt(0.1 + 0.68 * share, veil)
    painter.fillRect(box, fade)
    painter.end()
    return picture


def _hill(ridge: tuple[float, ...], size: QSizeF) -> QPainterPath:
    wide, tall = size.width(), size.height()
    places = [
        QPointF(wide * index / (len(ridge) - 1), tall * (1 - height))
        for index, height in enumerate(ridge)
    ]
    path = QPainterPath(QPointF(0, tall))
    path.lineTo(places[0])
    for one, other in pairwise(places):
        middle = (one.x() + other.x()) / 2
        path.cubicTo(QPointF(middle, one.y()), QPointF(middle, other.y()), other)
    path.lineTo(QPointF(wide, tall))
    path.closeSubpath()
    return path


def _mix(one: QColor, other: QColor, share: float) -> QColor:
    """Return a colour that is ``share`` of the way from one to the other."""
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
    )
