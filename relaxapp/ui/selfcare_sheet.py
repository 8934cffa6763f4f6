"""One entry that is no episode: what all kinds share, each answer kept as it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from relaxapp.ui import selfcare_words
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Button, Card, Text, icon_button
from relaxapp.ui.controls import field
from relaxapp.ui.theme import GAP, SNUG, TIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.selfcare_ports import CareCard
    from relaxapp.ui.theme import Look


class CareSheet(Card):
    """``away`` when it is done with, ``remove`` asks for the entry to go to the trash.

    By itself it shows and changes nothing but that: enough for a practised session.
    """

    away = Signal()
    remove = Signal(str)

    def __init__(self, look: Look, journal: Journal, card: CareCard) -> None:
        super().__init__(padding=GAP, spacing=SNUG)
        self.look, self.journal, self.card = look, journal, card
        self._writing = self._over = False
        self.setAccessibleName(self.tr("Entry"))
        self.title = Text(look, "", "strong")
        self.column.addLayout(self._head())
        self.build()
        self.show_card()
        journal.changed.connect(self._again)

    @property
    def first_control(self) -> QWidget:
        """What has the focus when someone opens it."""
        return self.done

    # ------------------------------------------------------------- for each kind

    def build(self) -> None:
        """Add the controls."""

    def fill(self) -> None:
        """Let the controls show the card, without telling anyone."""

    def made(self) -> CareCard:
        """Return the card with what the controls show."""
        return self.card

    def entitle(self) -> str:
        """Return the entry in a line."""
        today = self.journal.ask(lambda port: port.today(), self.card.day)
        return selfcare_words.joined(
            selfcare_words.kind(self.card),
            selfcare_words.when(self.card, today),
            selfcare_words.what(self.card, today),
        )

    def write(self, card: CareCard) -> str:
        """Keep a card; return its id, or nothing where that was refused or is not yet due."""
        return card.id if self.journal.save_care(card) else ""

    # ------------------------------------------------------------- for all

    def line(self, name: str) -> QLineEdit:
        """Add a line for words, under its name."""
        line = QLineEdit()
        line.setFont(self.look.font("label"))
        line.setAccessibleName(name)
        line.editingFinished.connect(self.keep)
        self.column.addLayout(field(self.look, name, line))
        return line

    def keep(self) -> None:
        """Keep what is shown; where it is refused, show again what is kept."""
        made = self.made()
        if self._over or made == self.card:
            return
        self._writing = True
        key = self.write(made)
        self._writing = False
        if key:
            again = self.journal.ask_care(lambda care: care.entry(key), None)
            self.card = again or made._replace(id=key)
        self.show_card()

    def show_card(self) -> None:
        """Show the entry as it is kept."""
        self.title.setText(self.entitle())
        self.bin.setVisible(bool(self.card.id))
        self.fill()

    def give_up(self) -> None:
        """Write nothing any more."""
        self._over = True

    def announce(self) -> None:
        """Tell a screen reader what is shown."""
        Announcer(self).say(self.title.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.away.emit()
        else:
            super().keyPressEvent(event)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        self.bin = Button(self.look, self.tr("Delete"), "link")
        self.bin.setAccessibleName(self.tr("Delete this entry; it stays in the trash 30 days"))
        self.bin.clicked.connect(lambda: self.remove.emit(self.card.id))
        self.done = icon_button(self.look, "clear", self.tr("Done; everything is kept already"))
        self.done.clicked.connect(self.away)
        row.addWidget(self.title, 1)
        row.addWidget(self.bin)
        row.addWidget(self.done)
        return row

    def _again(self) -> None:
        """Something changed: show the entry as it is now; one that is gone leaves."""
        if self._writing or self._over or not self.card.id:
            return
        now = self.journal.ask_care(lambda care: care.entry(self.card.id), self.card)
        if now is None:
            self.give_up()
            self.away.emit()
        elif now != self.card:
            self.card = now
            self.show_card()


def typed(line: QLineEdit, otherwise: str) -> str:
    """Return what a person typed; a line left alone may hold what it cannot show, as a break."""
    return line.text().strip() if line.isModified() else otherwise


def show_words(line: QLineEdit, words: str) -> None:
    """Let a line show words, without moving the cursor of who has just typed them."""
    if line.text().strip() != words:
        line.setText(words)
