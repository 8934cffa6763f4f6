"""A picture painted a little at a time, so that the window goes on meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from relaxapp.painting.picture import InPieces

if TYPE_CHECKING:
    from collections.abc import Generator

    from PySide6.QtWidgets import QWidget

    from relaxapp.painting.picture import Picture
    from relaxapp.painting.style import Style

_TURN_MS: Final = 12
"""So long it paints before the window has its turn again."""


class Work:
    """A picture that is being painted, turn by turn."""

    def __init__(self, view: QWidget, picture: Picture, style: Style) -> None:
        self.size = view.size()
        ratio = view.devicePixelRatio()
        self.canvas = QPixmap(self.size * ratio)
        self.canvas.setDevicePixelRatio(ratio)
        self.canvas.fill(Qt.GlobalColor.transparent)
        self._pieces = _pieces(picture, self.canvas, QRectF(QPointF(), self.size.toSizeF()), style)

    def go_on(self) -> bool:
        """Paint as long as a turn may take; return whether the picture is whole."""
        taken = QElapsedTimer()
        taken.start()
        return all(taken.elapsed() < _TURN_MS for _ in self._pieces)


def _pieces(
    picture: Picture, canvas: QPixmap, area: QRectF, style: Style
) -> Generator[None, None, None]:
    """Paint a picture; the painter is let go where it is given up, too."""
    painter = QPainter(canvas)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(picture, InPieces):
            yield from picture.pieces(painter, area, style)
        else:
            picture.paint(painter, area, style)
    finally:
        painter.end()
