"""The shapes that tell the kinds of steps on the ribbon apart without their colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

_RIPPLE, _HIGH = 10.0, 2.5
_LEAST_WAVE = 3.0
"""Logical pixels: narrower breaths run into one another, and are only hinted at."""


def shape(kind: str, box: QRectF, cycles: int) -> QPainterPath:
    """Return the outline of a step of this kind in its box; ``cycles`` are its breaths."""
    path = QPainterPath()
    low, middle = box.bottom(), box.center().y()
    if kind == "release":
        path.moveTo(box.bottomLeft())
        path.lineTo(box.topLeft())
        knee = box.left() + box.width() * 0.35
        path.cubicTo(QPointF(knee, middle), QPointF(knee, low - 6), QPointF(box.right(), low - 5))
        path.lineTo(box.bottomRight())
        path.closeSubpath()
    elif kind == "breathe":
        if cycles < 1 or box.width() / cycles < _LEAST_WAVE:
            return _rippled(box)
        wide = box.width() / cycles
        for wave in range(cycles):
            left = box.left() + wave * wide
            path.moveTo(QPointF(left, low))
            top = QPointF(left + wide / 2, box.top() - box.height() * 0.28)
            path.quadTo(top, QPointF(left + wide, low))
            path.closeSubpath()
    elif kind == "scan":
        at, size = box.left(), 4.0
        while at + size <= box.right():
            path.addEllipse(QRectF(at, middle - size / 2 + 4, size, size))
            at += size * 2
    else:
        tall = {"tense": 1.0, "rest": 0.28, "silence": 0.1}.get(kind, 0.42)
        height = box.height() * tall
        body = QRectF(box.left(), low - height, box.width(), height)
        path.addRoundedRect(body, min(3.0, body.width() / 2), min(3.0, body.height() / 2))
    return path


def _rippled(box: QRectF) -> QPainterPath:
    """Return a band with a rippled edge: breath that is not counted."""
    path = QPainterPath()
    path.moveTo(box.bottomLeft())
    at, level = box.left(), box.center().y()
    path.lineTo(at, level)
    way = -1
    while at < box.right():
        on = min(at + _RIPPLE / 2, box.right())
        path.quadTo(QPointF((at + on) / 2, level + way * 2 * _HIGH), QPointF(on, level))
        at, way = on, -way
    path.lineTo(box.bottomRight())
    path.closeSubpath()
    return path
