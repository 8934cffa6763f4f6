"""The ring of today's water: it fills as one drinks; words beside it say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from relaxapp.ui import icons

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from relaxapp.ui.theme import Look

_SIDE = 116
_RIM = 11.0
_TURN = 360 * 16
"""A full turn in Qt's sixteenths of a degree."""


class WaterRing(QWidget):
    """``share`` of the goal, 0..1, clockwise from the top; a tick within it once it is full."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.share = 0.0
        self.setFixedSize(_SIDE, _SIDE)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def show_share(self, share: float, told: str) -> None:
        """Show how much of the goal was drunk; ``told`` says it in words."""
        self.share = min(1.0, max(0.0, share))
        self.setAccessibleName(self.tr("Water today: {amount}").format(amount=told))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rim = QRectF(self.rect()).adjusted(_RIM, _RIM, -_RIM, -_RIM)
        if look.colours.plain:
            # The track as two lines, the filling between them: told without its colour too.
            painter.setPen(QPen(look.colour("edge"), 1))
            for reach in (_RIM / 2, -_RIM / 2):
                painter.drawEllipse(rim.adjusted(-reach, -reach, reach, reach))
        else:
            painter.setPen(QPen(look.colour("inset"), _RIM))
            painter.drawEllipse(rim)
        if self.share > 0:
            pen = QPen(look.colour("accent"), _RIM)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawArc(rim, 90 * 16, -round(_TURN * self.share))
        full = self.share >= 1
        middle = rim.center()
        box = QRectF(middle.x() - 18, middle.y() - 18, 36, 36)
        icons.paint(painter, "check" if full else "drop", box, look.colour("accent"))
