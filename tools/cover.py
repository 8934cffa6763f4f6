"""Paint the cover that exported sessions carry: python -m tools.cover."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPainterPath, QPen

SIDE = 600
_GROUND, _HILL, _NEAR, _RING, _HEART = "#2f6d62", "#28605a", "#22524e", "#8fc8b5", "#f5e8d3"


def paint() -> QImage:
    """Paint the app's ring at rest over two quiet hills, in flat colours that compress well."""
    picture = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    picture.fill(QColor(_GROUND))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, left, right in ((_HILL, 400, 480), (_NEAR, 520, 440)):
        hill = QPainterPath(QPointF(0, left))
        hill.cubicTo(200, left - 70, 380, right + 70, SIDE, right)
        hill.lineTo(SIDE, SIDE)
        hill.lineTo(0, SIDE)
        hill.closeSubpath()
        painter.setBrush(QColor(colour))
        painter.drawPath(hill)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for radius, colour, weight in ((150, _RING, 26), (80, _HEART, 34)):
        painter.setPen(QPen(QColor(colour), weight))
        painter.drawEllipse(QRectF(300 - radius, 270 - radius, 2 * radius, 2 * radius))
    painter.end()
    return picture


def main() -> int:
    """Write assets/cover/cover.png."""
    application = QGuiApplication.instance() or QGuiApplication(sys.argv)
    target = Path(__file__).parents[1] / "assets" / "cover" / "cover.png"
    target.parent.mkdir(exist_ok=True)
    saved = paint().save(str(target), quality=0)
    del application
    return 0 if saved else 1


if __name__ == "__main__":
    sys.exit(main())
