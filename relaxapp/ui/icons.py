"""Our own icons as strokes in a box of 24, painted in any colour and size without a file.

A shape is a string of verbs in the manner of a drawing: ``M x y`` and ``L x y`` move and draw,
``C`` is a curve of three points, ``A cx cy r start sweep`` an arc in degrees, ``O x y r`` a
circle, ``R x y w h r`` a rounded box, ``Z`` closes. A leading ``*`` fills it instead.
"""
# A shape is one string.
# ruff: noqa: E501

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

_BOX = 24.0
_SHAPES: dict[str, str] = {
    "sessions": "O 12 12 8.6 O 12 12 4.6 M 12 12 L 12 12.01",
    "settings": "M 4 7 L 10.5 7 M 15.5 7 L 20 7 O 13 7 2.4 M 4 17 L 6.5 17 M 11.5 17 L 20 17 O 9 17 2.4",
    "search": "O 10.5 10.5 6 M 15 15 L 20 20",
    "clear": "M 7 7 L 17 17 M 17 7 L 7 17",
    "clock": "O 12 12 8.2 M 12 7.4 L 12 12 L 15 14",
    "back": "M 14.5 5.5 L 8 12 L 14.5 18.5",
    "forward": "M 9.5 5.5 L 16 12 L 9.5 18.5",
    "down": "M 6.5 9.5 L 12 15 L 17.5 9.5",
    "up": "M 6.5 14.5 L 12 9 L 17.5 14.5",
    "check": "M 5.5 12.5 L 10 17 L 18.5 7.5",
    "info": "O 12 12 8.4 M 12 11.2 L 12 16 M 12 8 L 12 8.01",
    "play": "*M 8 5.2 L 18.6 11.2 C 19.3 11.6 19.3 12.4 18.6 12.8 L 8 18.8 C 7.3 19.2 6.6 18.8 6.6 18 L 6.6 6 C 6.6 5.2 7.3 4.8 8 5.2 Z",
    "pause": "*R 6.5 5 3.8 14 1.4 R 13.7 5 3.8 14 1.4",
    "stop": "*R 6.5 6.5 11 11 2.4",
    "record": "*O 12 12 5.4|O 12 12 8.8",
    "next": "M 6.5 6 L 14 12 L 6.5 18 M 17.5 6 L 17.5 18",
    "previous": "M 17.5 6 L 10 12 L 17.5 18 M 6.5 6 L 6.5 18",
    "forward10": "A 12 12.6 8 48 -310 M 17.6 3 L 17.5 7 L 13.4 7 M 9.4 10.4 L 9.4 15.4 M 8.2 11.2 L 9.4 10.4 R 12 10.4 3.4 5 1.7",
    "back10": "A 12 12.6 8 132 310 M 6.4 3 L 6.5 7 L 10.6 7 M 9.4 10.4 L 9.4 15.4 M 8.2 11.2 L 9.4 10.4 R 12 10.4 3.4 5 1.7",
    "sound": "*M 4.5 9.6 L 7.6 9.6 L 11.6 6.2 L 11.6 17.8 L 7.6 14.4 L 4.5 14.4 Z|A 12 12 4.4 -48 96 A 12 12 8 -48 96",
    "muted": "*M 4.5 9.6 L 7.6 9.6 L 11.6 6.2 L 11.6 17.8 L 7.6 14.4 L 4.5 14.4 Z|M 15.2 9.4 L 20.2 14.6 M 20.2 9.4 L 15.2 14.6",
    "voice": "M 5 6.4 C 5 5.4 5.6 4.8 6.6 4.8 L 17.4 4.8 C 18.4 4.8 19 5.4 19 6.4 L 19 13.6 C 19 14.6 18.4 15.2 17.4 15.2 L 11.4 15.2 L 7.4 19 L 7.4 15.2 L 6.6 15.2 C 5.6 15.2 5 14.6 5 13.6 Z M 9 10 L 9 10.01 M 12 10 L 12 10.01 M 15 10 L 15 10.01",
    "ambience": "M 3.5 9 C 6 6.4 8.4 6.4 11 9 C 13.6 11.6 16 11.6 20.5 8 M 3.5 14.6 C 6 12 8.4 12 11 14.6 C 13.6 17.2 16 17.2 20.5 13.6",
    "chimes": "M 12 4 L 12 5.4 M 6.6 16 C 8 14.4 7.4 11.6 8 9.4 C 8.6 7 10.2 5.6 12 5.6 C 13.8 5.6 15.4 7 16 9.4 C 16.6 11.6 16 14.4 17.4 16 Z M 10.2 19 C 11 20 13 20 13.8 19",
    "expand": "M 5 9.4 L 5 5 L 9.4 5 M 14.6 5 L 19 5 L 19 9.4 M 19 14.6 L 19 19 L 14.6 19 M 9.4 19 L 5 19 L 5 14.6",
    "shrink": "M 9.4 4.6 L 9.4 9.4 L 4.6 9.4 M 19.4 9.4 L 14.6 9.4 L 14.6 4.6 M 14.6 19.4 L 14.6 14.6 L 19.4 14.6 M 4.6 14.6 L 9.4 14.6 L 9.4 19.4",
    "small": "R 4 5.4 16 13.2 2|*R 11.4 11.4 6 4.6 1",
    "release": "M 4 7.4 C 8 7.4 9 16.6 20 16.6 M 4 12.6 C 6.6 12.6 8 19.2 14 19.6",
    "squeeze": "M 3.6 12 L 8.6 12 M 6.4 9.6 L 8.8 12 L 6.4 14.4 M 20.4 12 L 15.4 12 M 17.6 9.6 L 15.2 12 L 17.6 14.4 M 12 6 L 12 18",
    "breath": "O 12 12 2.6 A 12 12 5.8 20 140 A 12 12 5.8 200 140 A 12 12 9 40 100 A 12 12 9 220 100",
    "senses": "*O 12 5.6 2.1 O 18.2 10 2.1 O 15.9 17.4 2.1 O 8.1 17.4 2.1 O 5.8 10 2.1",
    "rescue": "O 12 12 8.6 O 12 12 3.6 M 9.4 9.4 L 6 6 M 14.6 9.4 L 18 6 M 14.6 14.6 L 18 18 M 9.4 14.6 L 6 18",
    "worse": "M 7.2 17.4 C 4.6 17.4 3.4 15.8 3.4 14 C 3.4 12 5 10.6 6.8 10.6 C 7.2 7.6 9.4 6 12 6 C 14.8 6 16.8 7.8 17.2 10.4 C 19.2 10.4 20.6 12 20.6 13.9 C 20.6 15.8 19.2 17.4 17 17.4 Z",
    "folder": "M 4 7.2 C 4 6.4 4.6 5.8 5.4 5.8 L 9.6 5.8 L 11.6 8 L 18.6 8 C 19.4 8 20 8.6 20 9.4 L 20 16.8 C 20 17.6 19.4 18.2 18.6 18.2 L 5.4 18.2 C 4.6 18.2 4 17.6 4 16.8 Z",
    "sun": "O 12 12 3.8 M 12 3.6 L 12 5.2 M 12 18.8 L 12 20.4 M 3.6 12 L 5.2 12 M 18.8 12 L 20.4 12 M 6.1 6.1 L 7.2 7.2 M 16.8 16.8 L 17.9 17.9 M 17.9 6.1 L 16.8 7.2 M 7.2 16.8 L 6.1 17.9",
    "log": "O 12 12 8.6 M 12 8 L 12 16 M 8 12 L 16 12",
    "journal": "M 6 4.6 L 16.4 4.6 C 17.6 4.6 18.4 5.4 18.4 6.6 L 18.4 19.4 L 7.6 19.4 C 6.4 19.4 5.6 18.6 5.6 17.4 L 5.6 5 M 9.4 9 L 14.8 9 M 9.4 12.6 L 14.8 12.6",
    "doctor": "M 9.4 4.6 L 14.6 4.6 L 14.6 9.4 L 19.4 9.4 L 19.4 14.6 L 14.6 14.6 L 14.6 19.4 L 9.4 19.4 L 9.4 14.6 L 4.6 14.6 L 4.6 9.4 L 9.4 9.4 Z",
    "bin": "M 5 7.4 L 19 7.4 M 9.4 7.2 L 9.8 4.8 L 14.2 4.8 L 14.6 7.2 M 7 7.6 L 7.9 19 L 16.1 19 L 17 7.6 M 10.4 10.8 L 10.7 16 M 13.6 10.8 L 13.3 16",
    "undo": "M 8.4 5 L 4.6 8.8 L 8.4 12.6 M 4.9 8.8 L 14 8.8 C 17.4 8.8 19.4 10.8 19.4 13.6 C 19.4 16.4 17.4 18.4 14 18.4 L 9.4 18.4",
    "redo": "M 15.6 5 L 19.4 8.8 L 15.6 12.6 M 19.1 8.8 L 10 8.8 C 6.6 8.8 4.6 10.8 4.6 13.6 C 4.6 16.4 6.6 18.4 10 18.4 L 14.6 18.4",
    "today": "M 3.6 18 L 20.4 18 A 12 18 5 0 180 M 12 6 L 12 8.6 M 4.8 10.4 L 6.6 12.2 M 19.2 10.4 L 17.4 12.2",
    "drop": "M 12 4 C 12 4 6 10.6 6 14.4 C 6 17.8 8.7 20 12 20 C 15.3 20 18 17.8 18 14.4 C 18 10.6 12 4 12 4 Z",
    "walk": "O 13 4.8 1.6 M 12.6 8.6 L 11 13.4 L 14 16 L 14.6 20 M 11 13.4 L 10 16.6 L 7.4 19.6 M 12.6 8.6 L 9 10.4 L 8.4 13 M 12.6 8.6 L 15 11.4 L 17.4 12",
    "bowl": "M 4 11.6 L 20 11.6 C 20 16.2 16.8 19 12 19 C 7.2 19 4 16.2 4 11.6 Z M 9 8.6 C 8.2 7.4 9.8 6.6 9 5.4 M 14 8.6 C 13.2 7.4 14.8 6.6 14 5.4",
    "bath": "M 3.6 12 L 20.4 12 C 20.4 16 18.4 18 15.4 18 L 8.6 18 C 5.6 18 3.6 16 3.6 12 Z M 6 12 L 6 6.4 C 6 4.4 9 4.2 9.4 6.2 M 8 18 L 7.4 20 M 16 18 L 16.6 20",
    "moon": "M 15.4 4.8 C 10 5.4 7.4 9 8 13 C 8.6 17 12.4 19.6 17 18.6 C 12 21 5 18.4 4.6 12 C 4.4 7 9.4 3.4 15.4 4.8 Z",
    "edit": "M 5 19 L 5.8 15.4 L 15.6 5.6 L 18.4 8.4 L 8.6 18.2 Z M 13.8 7.4 L 16.6 10.2",
    "copy": "R 8.5 8.5 11 11 2.2 M 5.6 15.4 L 5.6 6.8 C 5.6 5.8 6.2 5.2 7.2 5.2 L 15.4 5.2",
    "plus": "M 12 5.5 L 12 18.5 M 5.5 12 L 18.5 12",
    "minus": "M 5.5 12 L 18.5 12",
    "insights": "M 4 4.6 L 4 19.4 L 20 19.4 M 8 19 L 8 13.4 M 12.4 19 L 12.4 9.4 M 16.8 19 L 16.8 11.4 M 8 9.4 L 12.4 5.4 L 16.8 7.4",
    "leaf": "M 5 19 C 8 13 11 11 14 9.4 M 6.6 16 C 4.4 10 9 5 19 5 C 19.4 14 14.4 19 6.6 16 Z",
}  # fmt: skip
_COUNT = {"M": 2, "L": 2, "C": 6, "A": 5, "O": 3, "R": 5, "Z": 0}


def paint(painter: QPainter, name: str, box: QRectF, colour: QColor, weight: float = 1.8) -> None:
    """Draw an icon into ``box``; ``weight`` is the stroke in units of the 24-box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / _BOX, box.height() / _BOX)
    pen = QPen(colour, weight, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    for filled, path in _paths(name):
        painter.setPen(Qt.PenStyle.NoPen if filled else pen)
        painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
    painter.restore()


def pixmap(name: str, colour: QColor, size: int, ratio: float = 2.0) -> QPixmap:
    """Return the icon as a picture of ``size`` logical pixels, ``ratio`` times as fine."""
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, name, QRectF(0, 0, picture.width(), picture.height()), colour)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, colour: QColor, size: int = 20) -> QIcon:
    """Return the icon for a button."""
    return QIcon(pixmap(name, colour, size))


def window_icon() -> QIcon:
    """Return the application's own icon: a settling ring on a sage ground."""
    made = QIcon()
    for size in (16, 32, 64, 128):
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(size / 64, size / 64)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#2f6d62"))
        painter.drawRoundedRect(QRectF(2, 2, 60, 60), 16, 16)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for radius, colour, weight in ((20, "#8fc8b5", 4), (11, "#f5e8d3", 5)):
            painter.setPen(QPen(QColor(colour), weight))
            painter.drawEllipse(QRectF(32 - radius, 32 - radius, 2 * radius, 2 * radius))
        painter.end()
        made.addPixmap(picture)
    return made


@lru_cache(maxsize=64)
def _paths(name: str) -> tuple[tuple[bool, QPainterPath], ...]:
    made: list[tuple[bool, QPainterPath]] = []
    for part in _SHAPES[name].split("|"):
        filled = part.startswith("*")
        made.append((filled, _path(part.lstrip("*").split())))
    return tuple(made)


def _path(words: list[str]) -> QPainterPath:
    path = QPainterPath()
    at = 0
    while at < len(words):
        verb = words[at]
        values = [float(word) for word in words[at + 1 : at + 1 + _COUNT[verb]]]
        at += 1 + _COUNT[verb]
        if verb == "M":
            path.moveTo(*values)
        elif verb == "L":
            path.lineTo(*values)
        elif verb == "C":
            path.cubicTo(*values)
        elif verb == "A":
            x, y, radius, start, sweep = values
            box = QRectF(x - radius, y - radius, 2 * radius, 2 * radius)
            path.arcMoveTo(box, start)
            path.arcTo(box, start, sweep)
        elif verb == "O":
            x, y, radius = values
            path.addEllipse(QRectF(x - radius, y - radius, 2 * radius, 2 * radius))
        elif verb == "R":
            x, y, width, height, radius = values
            path.addRoundedRect(QRectF(x, y, width, height), radius, radius)
        else:
            path.closeSubpath()
    return path
