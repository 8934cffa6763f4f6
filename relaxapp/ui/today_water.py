"""Today's water: a ring and its words, amounts at one press, and the last one taken back.

Where a clinician limits the fluids, or nobody has answered yet, there is no ring and no goal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relaxapp.reminders.rule import MOST_ML, Deed
from relaxapp.reminders.water import USUAL_GOAL_ML, Water
from relaxapp.ui import reminder_words, today_words
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Button, Card, Picture, Text
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.reminder_ports import TodayCard
from relaxapp.ui.reminder_times import Stepper
from relaxapp.ui.theme import GAP, HAIR, ROOM, SNUG, TIGHT
from relaxapp.ui.today_ring import WaterRing

if TYPE_CHECKING:
    from relaxapp.ui.reminder_hub import ReminderHub
    from relaxapp.ui.theme import Look

AMOUNTS = (150, 250, 500)
"""A cup, a glass, a bottle, in millilitres."""
NOTHING = TodayCard(Water(), None, USUAL_GOAL_ML)


class WaterCard(Card):
    """What was drunk today; ``opened`` says that it asks how much, maybe beyond what is seen."""

    opened = Signal()

    def __init__(self, look: Look, hub: ReminderHub) -> None:
        super().__init__(padding=ROOM - HAIR, spacing=SNUG)
        self._look, self._hub = look, hub
        self.setAccessibleName(self.tr("Water today"))
        head = QHBoxLayout()
        head.setSpacing(GAP + HAIR)
        self.ring = WaterRing(look)
        self.drop = Picture(look, "drop", 44, "accent")
        for picture in (self.ring, self.drop):
            head.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(HAIR)
        column.addStretch(1)
        column.addWidget(Text(look, self.tr("Water today"), "label", "muted"))
        self.amount = Text(look, "", "heading")
        self.line = Text(look, "", "label", "muted")
        column.addWidget(self.amount)
        column.addWidget(self.line)
        column.addStretch(1)
        head.addLayout(column, 1)
        self.column.addLayout(head)
        self.column.addStretch(1)
        self.column.addWidget(self._amounts())
        self.column.addWidget(self._another())

    def refresh(self) -> None:
        """Read again what was drunk."""
        today = self._hub.ask(lambda port: port.today(), NOTHING)
        told = today_words.water(today.water, limited=today.limited)
        self.ring.setVisible(today.water.goal_ml is not None)
        self.drop.setVisible(today.water.goal_ml is None)
        self.ring.show_share(today.water.share, told.heading)
        self.amount.setText(told.heading)
        self.line.setText(told.line)
        last = self._hub.ask(lambda port: port.last(), None)
        can_undo = last is not None and last.deed is Deed.DRINK
        if last is not None and can_undo:
            what = today_words.logged(last)
            self.undo.setText(self.tr("Undo: {what}").format(what=what))
        elif self.undo.hasFocus():
            self.first_control.setFocus()
        self.undo.setVisible(can_undo)

    @property
    def first_control(self) -> QWidget:
        """The first amount."""
        return self.pours[AMOUNTS[0]]

    def ask_amount(self) -> None:
        """Ask how much it was."""
        self.sheet.show()
        self.exact.number.setFocus(Qt.FocusReason.OtherFocusReason)
        self.exact.number.selectAll()
        self.opened.emit()

    def _amounts(self) -> QWidget:
        look = self._look
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        self.pours: dict[int, Button] = {}
        for ml in AMOUNTS:
            pour = Button(look, reminder_words.ml(ml), "soft")
            pour.setAccessibleName(
                self.tr("Note a drink of {amount}").format(amount=reminder_words.ml(ml))
            )
            pour.clicked.connect(lambda _=False, ml=ml: self._pour(ml))
            self.pours[ml] = pour
            row.addWidget(pour)
        self.other = Button(look, self.tr("Another amount…"))
        self.other.clicked.connect(self.ask_amount)
        self.unsaid = Button(look, self.tr("Amount not said"))
        self.unsaid.setAccessibleName(self.tr("Note a drink without an amount"))
        self.unsaid.clicked.connect(lambda: self._pour(None))
        self.undo = Button(look, self.tr("Undo"), "link")
        self.undo.clicked.connect(self._take_back)
        for button in (self.other, self.unsaid, self.undo):
            row.addWidget(button)
        return holder

    def _another(self) -> QWidget:
        look = self._look
        self.sheet = QWidget()
        row = FlowLayout(self.sheet, TIGHT)
        self.exact = Stepper(look, self.tr("How much"), (10, MOST_ML, 10), 330, self.tr("ml"))
        note = Button(look, self.tr("Note it"), "soft", "check")
        note.clicked.connect(self._pour_exactly)
        away = Button(look, self.tr("Cancel"))
        away.clicked.connect(self._put_away)
        self.exact.entered.connect(self._pour_exactly)
        for part in (self.exact, note, away):
            row.addWidget(part)
        self.note = note
        self.sheet.hide()
        return self.sheet

    def _pour_exactly(self) -> None:
        self._put_away()
        self._pour(self.exact.value)

    def _put_away(self) -> None:
        self.other.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sheet.hide()

    def _pour(self, ml: int | None) -> None:
        if self._hub.do(lambda port: port.drink(ml)):
            Announcer(self).say(self.amount.text())

    def _take_back(self) -> None:
        if self._hub.do(lambda port: port.undo()):
            Announcer(self).say(self.amount.text())
