"""Every reminder in a row: its switch, what it is doing, and the way to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relaxapp.ui import reminder_words as words
from relaxapp.ui import today_words
from relaxapp.ui.components import Button, Card, Picture, Text, icon_button
from relaxapp.ui.controls import Switch
from relaxapp.ui.theme import GAP, HAIR, SNUG, TIGHT

if TYPE_CHECKING:
    from datetime import date

    from relaxapp.ui.reminder_hub import ReminderHub
    from relaxapp.ui.reminder_ports import ReminderCard
    from relaxapp.ui.theme import Look


class ReminderRow(QWidget):
    """One reminder; ``edit`` asks for its editor."""

    edit = Signal()

    def __init__(self, look: Look, hub: ReminderHub, card: ReminderCard, name: str) -> None:
        super().__init__()
        self._hub, self._rule = hub, card.rule
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SNUG)
        picture = Picture(look, today_words.icon(card.rule), 24)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.title = Text(look, name, "body")
        self.status = Text(look, "", "small", "muted")
        column.addWidget(self.title)
        column.addWidget(self.status)
        row.addLayout(column, 1)
        self.pencil = icon_button(look, "edit", self.tr("Change: {what}").format(what=name))
        self.pencil.clicked.connect(self.edit)
        self.switch = Switch(look, "")
        self.switch.setAccessibleName(name)
        self.switch.clicked.connect(self._turn)
        row.addWidget(self.pencil)
        row.addWidget(self.switch)

    def show_card(self, card: ReminderCard, today: date) -> None:
        """Show what it is doing."""
        self._rule = card.rule
        told = words.status(card.status, card.at, today, card.hold)
        rhythm = today_words.rhythm(card.rule)
        self.status.setText(f"{told[:1].upper()}{told[1:]} \u00b7 {rhythm}")
        self.switch.setChecked(card.rule.enabled)
        self.switch.setAccessibleDescription(self.status.text())

    def _turn(self, on: bool) -> None:  # noqa: FBT001 - a signal's payload
        if not self._hub.do(lambda port: port.enable(self._rule.id, on=on)):
            self.switch.setChecked(not on)


class ReminderRows(Card):
    """All reminders; ``edit`` with an id asks for an editor, with nothing for a new one."""

    edit = Signal(str)

    def __init__(self, look: Look, hub: ReminderHub) -> None:
        super().__init__(padding=GAP + HAIR, spacing=SNUG)
        self._look, self._hub = look, hub
        self.setAccessibleName(self.tr("Reminders"))
        head = QHBoxLayout()
        head.addWidget(Text(look, self.tr("Reminders"), "heading"), 1)
        self.new = Button(look, self.tr("New reminder…"), "soft", "plus", size=16)
        self.new.clicked.connect(lambda: self.edit.emit(""))
        head.addWidget(self.new)
        self.column.addLayout(head)
        self.column.addSpacing(HAIR)
        self._list = QVBoxLayout()
        self._list.setSpacing(TIGHT + HAIR)
        self.column.addLayout(self._list)
        self.rows: dict[str, ReminderRow] = {}
        self._titles: list[tuple[str, str, str]] = []

    def refresh(self) -> None:
        """Read them again; rows stay as long as the same reminders are there."""
        now = self._hub.ask(lambda port: port.now(), None)
        cards = self._hub.ask(lambda port: port.cards(), ())
        today = self._hub.ask(lambda port: port.today(), None)
        limited = today is None or today.limited is not False
        # A picture or a title that is another now needs a new row.
        titles = [(c.rule.id, words.title(c.rule, limited=limited), today_words.icon(c.rule))
                  for c in cards]  # fmt: skip
        if titles != self._titles:
            self._titles = titles
            self._make(cards)
        for card in cards:
            if now is not None:
                self.rows[card.rule.id].show_card(card, now.date())

    def _make(self, cards: tuple[ReminderCard, ...]) -> None:
        for row in self.rows.values():
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {}
        last: QWidget = self.new
        for card, (_, name, _) in zip(cards, self._titles, strict=True):
            row = ReminderRow(self._look, self._hub, card, name)
            row.edit.connect(lambda name=card.rule.id: self.edit.emit(name))
            self.rows[card.rule.id] = row
            self._list.addWidget(row, 0, Qt.AlignmentFlag.AlignTop)
            for part in (row.pencil, row.switch):
                QWidget.setTabOrder(last, part)
                last = part
