"""The one button of the journal that is always in reach: an episode is kept by pressing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from relaxapp.ui import icons
from relaxapp.ui.theme import HAIR, RADIUS, SNUG, TIGHT
from relaxapp.ui.window import RailTool

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent

    from relaxapp.ui.theme import Look


class LogButton(RailTool):
    """Stands in the rail; filled, as the rail's pages are not."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._wide = look, True
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Log an episode"))
        self.setAccessibleDescription(self.tr("Keeps the time at once; details can follow"))
        self.setToolTip(self.tr("Log an episode  (Ctrl+L)"))
        look.changed.connect(self.update)

    def set_wide(self, wide: bool) -> None:  # noqa: FBT001 - one of two forms
        """Show the words beside the icon, or a shorter one under it."""
        self._wide = wide
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._look.font("label" if self._wide else "small"))
        words = metrics.horizontalAdvance(self._words())
        if self._wide:
            return QSize(SNUG + 22 + TIGHT + words + SNUG, max(48, metrics.height() + SNUG))
        return QSize(max(60, words + TIGHT), 22 + metrics.height() + SNUG + HAIR)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        pressed = self.isDown() or self.underMouse()
        painter.setPen(QPen(look.colour("focus"), 3) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent_hover" if pressed else "accent"))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        ink = look.colour("on_accent")
        if self._wide:
            mark = QRectF(SNUG, self.height() / 2 - 11, 22, 22)
            words = QRectF(SNUG + 22 + TIGHT, 0, self.width() - 2 * SNUG - 22, self.height())
            flags = Qt.AlignmentFlag.AlignVCenter
        else:
            # In a low window there is less room than was asked for: the words stay inside.
            tall = QFontMetrics(look.font("small")).height()
            top = max(0, self.height() - 22 - tall) / 2
            mark = QRectF(self.width() / 2 - 11, top, 22, 22)
            words = QRectF(0, top + 22, self.width(), tall)
            flags = Qt.AlignmentFlag.AlignCenter
        icons.paint(painter, "log", mark, ink, 2.2)
        painter.setFont(look.font("label" if self._wide else "small"))
        painter.setPen(ink)
        painter.drawText(words, flags, self._words())

    def _words(self) -> str:
        return self.tr("Log an episode") if self._wide else self.tr("Log")
