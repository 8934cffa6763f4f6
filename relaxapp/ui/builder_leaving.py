"""Asks what becomes of a session that is not saved yet, before its maker leaves it."""
# Qt explains its own overrides.

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from relaxapp.ui.components import Button, Card, Scroll, Text
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import SNUG, TIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from relaxapp.ui.theme import Look


class LeavingCard(Card):
    """Hidden until it asks; its buttons are answers."""

    def __init__(self, look: Look) -> None:
        super().__init__("notice", SNUG, TIGHT)
        words = self.tr("This is not saved yet. What shall become of it?")
        self.column.addWidget(Text(look, words, "body", "dusk"))
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        self.save = Button(look, self.tr("Save it"), "primary", "check")
        self.later = Button(look, self.tr("Go on another time"), "large")
        self.drop = Button(look, self.tr("Throw it away"), "large", "bin")
        self.stay = Button(look, self.tr("Stay here"), "large")
        for button in (self.save, self.later, self.drop, self.stay):
            row.addWidget(button)
        self.column.addWidget(holder)
        self.hide()


class UnfinishedPage(Scroll):
    """Tells of a session that was left unfinished: go on with it, or put it away for good."""

    leave = Signal()

    def __init__(self, look: Look, title: str) -> None:
        super().__init__(widest=860)
        self.setAccessibleName(self.tr("An unfinished session"))
        back = Button(look, self.tr("All sessions"), "link", "back", size=16)
        back.clicked.connect(self.leave)
        self.column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(Text(look, self.tr("An unfinished session"), "hero"))
        words = self.tr("“{title}” is not saved yet. Go on with it, or begin something new?")
        named = title or self.tr("Without a title")
        self.column.addWidget(Text(look, words.format(title=named), "lead"))
        holder = QWidget()
        row = FlowLayout(holder, SNUG)
        self.resume = Button(look, self.tr("Go on with it"), "primary", "edit")
        self.anew = Button(look, self.tr("Throw it away, and begin anew"), "large", "bin")
        for button in (self.resume, self.anew):
            row.addWidget(button)
        self.column.addWidget(holder)
        self.column.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave.emit()
        else:
            super().keyPressEvent(event)
