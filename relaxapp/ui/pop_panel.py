"""A panel that lies over the player while something is chosen there, and the session goes on."""
# Qt explains its own overrides.

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from relaxapp.ui.components import Text, icon_button
from relaxapp.ui.theme import GAP, SNUG, TIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from relaxapp.ui.theme import Look

_WIDEST = 560


class PopPanel(QFrame):
    """A column over its parent. Its own key and Esc put it away, and the focus goes back.

    It is no window of its own: the player's other keys work while it is there, and a screen
    reader finds it among the player's parts.
    """

    def __init__(self, look: Look, parent: QWidget, key: Qt.Key) -> None:
        super().__init__(parent)
        self._over, self._key = parent, key
        self._before: QWidget | None = None
        self.setProperty("surface", "panel")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(GAP, SNUG, GAP, SNUG)
        self.column.setSpacing(TIGHT)
        self.head = QHBoxLayout()
        self.head.setSpacing(TIGHT)
        self.title = Text(look, "", "strong")
        self.head.addWidget(self.title, 1)
        self.close_button = icon_button(look, "clear", self.tr("Put away (Esc)"), 16)
        self.close_button.keep_arrows = False
        self.close_button.set_side(28)
        self.close_button.clicked.connect(self.put_away)
        self.head.addWidget(self.close_button)
        self.column.addLayout(self.head)
        self.hide()

    def open_at(self, corner: QPoint) -> None:
        """Show the panel with the middle of its lower edge there, as far as it has room."""
        if self.isHidden():
            self._before = self._over.window().focusWidget()
        room = self._over.rect().adjusted(GAP, TIGHT, -GAP, -TIGHT)
        width = min(_WIDEST, room.width())
        self.setFixedWidth(width)
        self.show()  # only now the sheet has dressed what is in it, and the sizes hold
        self.raise_()
        height = self.column.totalHeightForWidth(width)
        if height < 0:  # nothing in it wraps
            height = self.column.totalSizeHint().height()
        left = min(max(corner.x() - width // 2, room.left()), room.right() - width)
        top = min(corner.y(), room.bottom()) - height
        self.setGeometry(left, max(room.top(), top), width, height)

    def put_away(self) -> None:
        """Hide it, and let what had the focus before have it again."""
        if self.isHidden():
            return
        inside = self.window().focusWidget()
        if self._before is not None and self.isAncestorOf(inside):
            self._before.setFocus()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in (self._key, Qt.Key.Key_Escape):
            self.put_away()
        else:
            super().keyPressEvent(event)
