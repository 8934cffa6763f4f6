"""On a session's own page: make a copy of it to change, or change and delete one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from relaxapp.ui.components import Button, Card, Text
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import SNUG

if TYPE_CHECKING:
    from relaxapp.ui.theme import Look


class MakeCard(Card):
    """``copy`` asks for a copy to change, ``change`` and ``delete`` are for the person's own."""

    copy = Signal()
    change = Signal()
    delete = Signal()

    def __init__(self, look: Look, title: str, *, own: bool) -> None:
        super().__init__(spacing=SNUG)
        self.column.addWidget(Text(look, self.tr("Make it yours"), "heading"))
        words = self.tr("Other words, times and areas: in a copy, so that this one stays.")
        if own:
            words = self.tr("You made this one. It can be changed, copied, or deleted.")
        self.column.addWidget(Text(look, words, "body", "muted"))
        holder = QWidget()
        row = FlowLayout(holder, SNUG)
        self.change_button = Button(look, self.tr("Change it"), "soft", "edit")
        self.change_button.setAccessibleName(self.tr("Change {title}").format(title=title))
        self.change_button.clicked.connect(self.change)
        self.copy_button = Button(look, self.tr("Make a copy to change"), "soft", "plus")
        self.copy_button.setAccessibleName(
            self.tr("Make a copy of {title} to change").format(title=title)
        )
        self.copy_button.clicked.connect(self.copy)
        self.delete_button = Button(look, self.tr("Delete it"), "", "bin")
        self.delete_button.setAccessibleName(self.tr("Delete {title}").format(title=title))
        self.delete_button.clicked.connect(self.delete)
        for button in (self.change_button, self.copy_button, self.delete_button):
            row.addWidget(button)
        self.change_button.setVisible(own)
        self.delete_button.setVisible(own)
        self.column.addWidget(holder)
