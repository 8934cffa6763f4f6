"""Hatches, dots and rings: what tells apart where shades cannot, drawn as lines that scale."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainterPath

    _Edge = tuple[float, float, float, float]


def hatch(painter: QPainter, box: QRectF, colour: QColor, gap: float) -> None:
    """Draw rising lines across ``box``, ``gap`` from each other along its edges."""
    painter.setPen(QPen(colour, max(0.8, gap / 4)))
    width, height = box.width(), box.height()
    lines = []
    at = gap / 2
    while at < width + height:
        # From the left or lower edge to the upper or right one, never beyond.
        start = QPointF(max(0.0, at - height), min(at, height))
        end = QPointF(min(at, width), max(0.0, at - width))
        lines.append(QLineF(box.topLeft() + start, box.topLeft() + end))
        at += gap
    painter.drawLines(lines)


def dots(painter: QPainter, box: QRectF, colour: QColor, gap: float) -> None:
    """Draw dots over ``box``, at least one in its middle."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    radius = max(0.7, gap / 6)
    columns, rows = max(1, int(box.width() // gap)), max(1, int(box.height() // gap))
    for column in range(columns):
        for row in range(rows):
            middle = QPointF(
                box.left() + box.width() * (column + 0.5) / columns,
                box.top() + box.height() * (row + 0.5) / rows,
            )
            painter.drawEllipse(middle, radius, radius)


def ring(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw a circle in the middle of ``box``."""
    size = min(box.width(), box.height())
    painter.setPen(QPen(colour, max(1.0, size / 10)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.center(), size * 0.24, size * 0.24)


def fill_with_hatch(
    painter: QPainter, path: QPainterPath, colour: QColor, gap: float, *, crossed: bool = False
) -> None:
    """Fill a shape with rising lines, and falling ones where ``crossed``; ``gap`` in its units.

    No brush with a pattern and no clip: not every file that is painted into keeps those.
    """
    edges = [
        (one.x(), one.y(), other.x(), other.y())
        for polygon in path.toSubpathPolygons()
        for one, other in pairwise([*polygon.toList(), polygon.first()])
    ]
    lines = _across(edges, gap)
    if crossed:
        mirrored = [(x1, -y1, x2, -y2) for x1, y1, x2, y2 in edges]
        lines += [
            QLineF(one.x1(), -one.y1(), one.x2(), -one.y2()) for one in _across(mirrored, gap)
        ]
    painter.setPen(QPen(colour, gap / 4.5))
    painter.drawLines(lines)


def _across(edges: Sequence[_Edge], gap: float) -> list[QLineF]:
    """Return the lines x + y = n * gap, as far as they run within the shape of the edges."""
    met: dict[int, list[QPointF]] = defaultdict(list)
    for x1, y1, x2, y2 in edges:
        begun, ended = (x1 + y1) / gap, (x2 + y2) / gap
        low, high = min(begun, ended), max(begun, ended)
        for n in range(ceil(low), ceil(high)):
            part = (n - begun) / (ended - begun)
            met[n].append(QPointF(x1 + (x2 - x1) * part, y1 + (y2 - y1) * part))
    lines = []
    for points in met.values():
        points.sort(key=QPointF.x)
        # A line goes in and out by turns; edges are half open, so that a corner counts once.
        lines += [QLineF(one, other) for one, other in zip(points[::2], points[1::2], strict=False)]
    return lines
