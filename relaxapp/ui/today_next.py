"""What comes next and why, what stands against it, and until when nothing does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from relaxapp.reminders.machine import Status
from relaxapp.ui import reminder_words as words
from relaxapp.ui import today_words
from relaxapp.ui.components import Button, Card, Picture, Text
from relaxapp.ui.theme import GAP, SNUG
from relaxapp.ui.today_words import Told

if TYPE_CHECKING:
    from relaxapp.ui.reminder_hub import ReminderHub
    from relaxapp.ui.theme import Look


class NextCard(Card):
    """One heading and one line; a button where something can be done about it."""

    def __init__(self, look: Look, hub: ReminderHub) -> None:
        super().__init__(padding=GAP, spacing=0)
        self._hub = hub
        self.setAccessibleName(self.tr("What comes next"))
        row = QHBoxLayout()
        row.setSpacing(SNUG)
        self._clock = Picture(look, "clock", 26, "accent")
        self._stays = Picture(look, "pause", 26, "accent")
        for picture in (self._clock, self._stays):
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(2)
        self.heading = Text(look, "", "strong")
        self.line = Text(look, "", "label", "muted")
        column.addWidget(self.heading)
        column.addWidget(self.line)
        row.addLayout(column, 1)
        self.go_on = Button(look, self.tr("Go on now"), "soft", "play")
        self.go_on.clicked.connect(lambda: hub.do(lambda port: port.resume()))
        self.show_now = Button(look, self.tr("Show now"), "soft")
        self.show_now.clicked.connect(lambda: hub.do(lambda port: port.show_anyway()))
        for button in (self.go_on, self.show_now):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(row)

    def refresh(self) -> None:
        """Read again how it stands."""
        now = self._hub.ask(lambda port: port.now(), None)
        if now is None:
            return
        pause = self._hub.ask(lambda port: port.pause(), None)
        cards = self._hub.ask(lambda port: port.cards(), ())
        today = self._hub.ask(lambda port: port.today(), None)
        limited = today is None or today.limited is not False
        held = [card for card in cards if card.status is Status.HELD]
        due = [card for card in cards if card.status is Status.DUE]
        if pause is not None:
            told = Told(
                today_words.paused(pause, now.date()),
                self.tr("Nothing reminds you until then.")
                if pause.until is not None
                else self.tr("Nothing reminds you meanwhile."),
            )
        elif held:
            names = ", ".join(words.title(card.rule, limited=limited) for card in held)
            why = next((card.hold for card in held if card.hold is not None), None)
            reason = words.hold(why) if why is not None else self.tr("something stands against it")
            told = Told(
                self.tr("Waiting: {what}").format(what=names),
                self.tr("It comes when this is over: {why}.").format(why=reason),
            )
        else:
            told = today_words.coming(cards, now.date(), limited=limited)
            if not told.heading:
                told = self._nothing(due=bool(due), on=any(c.rule.enabled for c in cards))
        self.heading.setText(told.heading)
        self.line.setText(told.line)
        self.line.setVisible(bool(told.line))
        self._clock.setVisible(pause is None)
        self._stays.setVisible(pause is not None)
        self.go_on.setVisible(pause is not None)
        self.show_now.setVisible(bool(held) and pause is None)

    def _nothing(self, *, due: bool, on: bool) -> Told:
        if due:
            return Told(self.tr("Nothing else comes for now"))
        if on:
            return Told(self.tr("Nothing is planned for the next days"))
        return Told(
            self.tr("No reminder is switched on"),
            self.tr("Below, each can be switched on for itself."),
        )
