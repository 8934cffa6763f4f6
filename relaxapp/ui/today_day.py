"""What else was done today: movement breaks, sessions, and whether the day had episodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from relaxapp.reminders.rule import Deed
from relaxapp.ui import reminder_words, today_words
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Button, Card, Picture, Text
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import HAIR, ROOM, SNUG, TIGHT
from relaxapp.ui.today_water import NOTHING

if TYPE_CHECKING:
    from relaxapp.ui.reminder_hub import ReminderHub
    from relaxapp.ui.theme import Look


class DayDone(Card):
    """``relax`` asks for a short session, ``log`` and ``journal`` for what their names say."""

    relax = Signal()
    log = Signal()
    journal = Signal()

    def __init__(self, look: Look, hub: ReminderHub) -> None:
        super().__init__(padding=ROOM - HAIR, spacing=SNUG)
        self._look, self._hub = look, hub
        self.setAccessibleName(self.tr("Done today"))
        self.column.addWidget(Text(look, self.tr("Done today"), "label", "muted"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SNUG)
        self._grid.setVerticalSpacing(SNUG)
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)
        self.column.addStretch(1)
        self.moved = Button(look, self.tr("I moved"), "soft", "check")
        self.moved.setAccessibleDescription(self.tr("Notes a movement break"))
        self.short = Button(look, self.tr("A short session"), "", "play")
        self.none = Button(look, self.tr("No episodes today"), "soft", "check")
        self.entry = Button(look, self.tr("Open the journal"))
        self.entry.setAccessibleDescription(self.tr("Everything that is logged, day by day"))
        self.movements = self._row(0, "walk", self.moved)
        self.sessions = self._row(1, "breath", self.short)
        self.episodes = self._row(2, "journal", self.none)
        self._grid.addWidget(self.entry, 2, 2)
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        self.write = Button(look, self.tr("Log an episode"), "link")
        self.undo = Button(look, self.tr("Undo"), "link")
        row.addWidget(self.write)
        row.addWidget(self.undo)
        self.column.addWidget(holder)
        self.moved.clicked.connect(lambda: self._note(self.movements, moved=True))
        self.none.clicked.connect(lambda: self._note(self.episodes, moved=False))
        self.short.clicked.connect(self.relax)
        self.entry.clicked.connect(self.journal)
        self.write.clicked.connect(self.log)
        self.undo.clicked.connect(lambda: self._hub.do(lambda port: port.undo()))

    def refresh(self) -> None:
        """Read again what was done."""
        today = self._hub.ask(lambda port: port.today(), NOTHING)
        self.movements.setText(
            {0: self.tr("No movement break yet"), 1: self.tr("1 movement break")}.get(
                today.movements, self.tr("{n} movement breaks").format(n=today.movements)
            )
        )
        heard = {0: self.tr("No session yet"), 1: self.tr("1 session")}.get(
            today.sessions, self.tr("{n} sessions").format(n=today.sessions)
        )
        if today.sessions and today.session_minutes:
            heard = f"{heard}, {reminder_words.minutes(today.session_minutes)}"
        self.sessions.setText(heard)
        none = today.episodes == 0
        calm = none and today.day_status == "complete"
        logged = self.tr("No episodes so far") if calm else self.tr("No episode logged")
        if not none:
            logged = self.tr("{n} episodes").format(n=today.episodes)
            logged = self.tr("1 episode") if today.episodes == 1 else logged
        self.episodes.setText(logged)
        ask = none and today.day_status == "unknown"
        for shown, other in ((self.none, self.entry), (self.entry, self.none)):
            visible = ask is (shown is self.none)
            if not visible and shown.hasFocus():
                other.show()
                other.setFocus(Qt.FocusReason.OtherFocusReason)
            shown.setVisible(visible)
        last = self._hub.ask(lambda port: port.last(), None)
        can_undo = last is not None and last.deed is not Deed.DRINK
        if last is not None and can_undo:
            what = today_words.logged(last)
            self.undo.setText(self.tr("Undo: {what}").format(what=what))
        elif self.undo.hasFocus():
            self.moved.setFocus(Qt.FocusReason.OtherFocusReason)
        self.undo.setVisible(can_undo)

    def _row(self, at: int, icon: str, button: Button) -> Text:
        words = Text(self._look, "", "body")
        self._grid.addWidget(Picture(self._look, icon, 22), at, 0)
        self._grid.addWidget(words, at, 1, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(button, at, 2)
        return words

    def _note(self, told: Text, *, moved: bool) -> None:
        if self._hub.do(lambda port: port.moved() if moved else port.no_episodes()):
            Announcer(self).say(told.text())
