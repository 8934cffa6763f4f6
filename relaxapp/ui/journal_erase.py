"""Erasing everything: asked for in two steps, done at once, and told plainly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Button, Card, Text
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import SNUG, TIGHT

if TYPE_CHECKING:
    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.theme import Look


class EraseAll(Card):
    """A card for the settings; nothing happens before the second press."""

    def __init__(self, look: Look, journal: Journal) -> None:
        super().__init__()
        self._look, self._journal = look, journal
        self.setAccessibleName(self.tr("Erase all my data"))
        self.column.addWidget(Text(look, self.tr("Erase all my data"), "heading"))
        words = self.tr(
            "Everything in the journal: episodes, days, drinks, movement, medicines and practised"
            " sessions, with all the backups that relaxapp made. Your settings stay. Exports and"
            " backups that you made yourself are not touched."
        )
        self.column.addWidget(Text(look, words, "body", "muted"))
        self.ask = Button(look, self.tr("Erase all my data…"), "", "bin")
        self.ask.clicked.connect(self._ask)
        self.column.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignLeft)
        self.question = Card("caution", SNUG, TIGHT)
        told = self.tr("This cannot be undone. Nothing brings the entries back.")
        self.question.column.addWidget(Text(look, told, "body", "sand"))
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        self.keep = Button(look, self.tr("Keep everything"), "primary")
        self.keep.clicked.connect(self._leave)
        self.sure = Button(look, self.tr("Erase everything"), "caution")
        self.sure.clicked.connect(self._erase)
        row.addWidget(self.keep)
        row.addWidget(self.sure)
        self.question.column.addWidget(holder)
        self.question.hide()
        self.column.addWidget(self.question)
        self.done = Text(look, "", "strong", "accent")
        self.done.hide()
        self.column.addWidget(self.done)

    def _ask(self) -> None:
        self.done.hide()
        self.question.show()
        self.keep.setFocus()

    def _leave(self) -> None:
        self.question.hide()
        self.ask.setFocus()

    def _erase(self) -> None:
        erased = self._journal.erase_everything()
        self._leave()
        if erased:
            self.done.setText(self.tr("The journal is empty now."))
            self.done.show()
            Announcer(self).say(self.done.text())
