"""The player's head: what plays and where in it, and the buttons that change how it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from relaxapp.ui.components import Button, Text, icon_button
from relaxapp.ui.theme import HAIR, SNUG

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from relaxapp.ui.theme import Look


class PlayerHead(QWidget):
    """A row: the title and the place, which is cut where there is no room, and the buttons."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._words = ""
        self.row = QHBoxLayout(self)
        self.row.setSpacing(SNUG)
        self.title = Text(look, "", "heading", wrap=False)
        self.place = Text(look, "", "label", "muted", wrap=False)
        self.small_button = icon_button(look, "small", self.tr("Small window (S)"))
        self.tempo_button = Button(look, self.tr("Tempo"), "", "down", size=16)
        self.tempo_button.setAccessibleDescription(self.tr("Gentler, slower or shorter from here"))
        self.tempo_button.setToolTip(self.tr("Gentler, slower or shorter from here on (T)"))
        self.areas_button = Button(look, self.tr("Areas"), "", "down", size=16)
        self.areas_button.setAccessibleDescription(self.tr("Leave some out, or take them in again"))
        self.areas_button.setToolTip(self.tr("Leave areas out, or take them in again (A)"))
        self.screen_button = icon_button(look, "expand", self.tr("Full screen (F)"))
        self.row.addWidget(self.title)
        self.row.addWidget(self.place)
        self.row.addStretch(1)
        for button in self.buttons:
            button.keep_arrows = False
            self.row.addWidget(button)
        self.tempo_button.hide()
        self.areas_button.hide()

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All there are, from left to right."""
        return (self.small_button, self.tempo_button, self.areas_button, self.screen_button)

    def show_title(self, title: str) -> None:
        """Say what plays."""
        self.title.setText(title)
        self._tell_place()

    def show_place(self, words: str) -> None:
        """Say where in it."""
        self._words = words
        self._tell_place()

    def offer(self, button: Button, *, there: bool) -> None:
        """Let a button be there or not."""
        if there is button.isHidden():
            button.setVisible(there)
            self._tell_place()

    def fit(self, edge: int, top: int, *, small: bool) -> None:
        """Take these margins; what is ``small`` already needs no button for a small window."""
        self.row.setContentsMargins(edge, top, edge, HAIR)
        self.small_button.setVisible(not small)  # S works all the same
        self._tell_place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_place()

    def _tell_place(self) -> None:
        """Shorten the place where a small window has no room for all of it beside the rest."""
        there = [button for button in self.buttons if not button.isHidden()]
        room = self.width() - 2 * self.row.contentsMargins().left()
        room -= self.title.sizeHint().width() + sum(b.sizeHint().width() for b in there)
        room -= (len(there) + 2) * SNUG
        metrics = self.place.fontMetrics()
        fitting = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, max(0, room))
        if len(fitting) <= 1:
            fitting = ""  # an ellipsis alone tells nothing
        if fitting != self.place.text():
            self.place.setText(fitting)
        self.place.setAccessibleName(self._words)
