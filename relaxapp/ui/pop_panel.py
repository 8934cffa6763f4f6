"""A panel that lies over the window until something else is pressed: the player's choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from relaxapp.ui.theme import GAP, SNUG, TIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_WIDEST = 560


class PopPanel(QFrame):
    """A column in a pop-up; the key that opens it closes it again, and so does Esc."""

    def __init__(self, parent: QWidget, key: Qt.Key) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._over, self._key = parent, key
        self.setProperty("surface", "menu")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(GAP, SNUG, GAP, SNUG)
        self.column.setSpacing(TIGHT)

    def open_at(self, corner: QPoint) -> None:
        """Show the panel with its lower edge there, within the window."""
        window = self._over.window()
        width = min(_WIDEST, window.width() - 2 * GAP)
        self.setFixedWidth(width)
        self.show()  # only now the sheet has dressed what is in it, and the sizes hold
        height = self.column.totalHeightForWidth(width)
        if height < 0:  # nothing in it wraps
            height = self.column.totalSizeHint().height()
        left = window.mapToGlobal(QPoint(GAP, GAP))
        right = left.x() + window.width() - 2 * GAP - width
        at = min(max(corner.x() - width // 2, left.x()), right)
        self.setGeometry(at, max(left.y(), corner.y() - height), width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == self._key and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.close()
        else:
            super().keyPressEvent(event)
