"""Pauses to a time and pauses set up ahead: two small forms, and the list of what is planned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDateTimeEdit, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from relaxapp.ui import reminder_words as words
from relaxapp.ui import today_words
from relaxapp.ui.components import Button, Card, Picture, Text, icon_button
from relaxapp.ui.controls import field
from relaxapp.ui.journal_when import moment, moment_edit, show_moment
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.reminder_times import TimeField
from relaxapp.ui.theme import GAP, HAIR, SNUG, TIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from relaxapp.ui.reminder_hub import ReminderHub
    from relaxapp.ui.reminder_ports import PauseCard
    from relaxapp.ui.theme import Look

_LONGEST_LABEL = 60


class PausePlans(QWidget):
    """Opened from the pause menu; ``home`` has the focus when a form is put away.

    ``opened`` says that a form is there, which may lie beyond what is seen.
    """

    opened = Signal()

    def __init__(self, look: Look, hub: ReminderHub, home: QWidget) -> None:
        super().__init__()
        self._look, self._hub, self._home = look, hub, home
        self._now = hub.ask(lambda port: port.now(), datetime(2000, 1, 1, tzinfo=UTC))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        self.until_sheet = self._make_until()
        self.plan_sheet = self._make_plan()
        self.planned = Card(padding=GAP, spacing=HAIR)
        self.planned.setAccessibleName(self.tr("Planned pauses"))
        self.planned.column.addWidget(Text(look, self.tr("Planned pauses"), "label", "muted"))
        self.rows: list[tuple[PauseCard, QWidget, Button]] = []
        for part in (self.until_sheet, self.plan_sheet, self.planned):
            part.hide()
            column.addWidget(part)

    def ask_until(self) -> None:
        """Ask until what time to pause."""
        self._now = self._hub.ask(lambda port: port.now(), self._now)
        self.plan_sheet.hide()
        soon = self._now + timedelta(hours=1)
        self.until.show_minutes(soon.hour * 60 + soon.minute // 15 * 15)
        self._tell_until()
        self.until_sheet.show()
        self._fold()
        self.until.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit()

    def ask_plan(self) -> None:
        """Ask for a pause ahead."""
        self._now = self._hub.ask(lambda port: port.now(), self._now)
        self.until_sheet.hide()
        begin = (self._now + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
        show_moment(self.since, begin)
        show_moment(self.end, begin + timedelta(hours=1))
        self.label.clear()
        self.wrong.hide()
        self.plan_sheet.show()
        self._fold()
        self.since.setFocus(Qt.FocusReason.OtherFocusReason)
        self.since.setSelectedSection(QDateTimeEdit.Section.HourSection)
        self.opened.emit()

    def refresh(self) -> None:
        """Read again what is planned."""
        planned = self._hub.ask(lambda port: port.planned(), ())
        now = self._hub.ask(lambda port: port.now(), self._now)
        if planned != tuple(pause for pause, _, _ in self.rows):
            if any(button.hasFocus() for _, _, button in self.rows):
                self._home.setFocus(Qt.FocusReason.OtherFocusReason)
            for _, row, _ in self.rows:
                row.hide()
                row.deleteLater()
            self.rows = [self._row(pause, now) for pause in planned]
        self.planned.setVisible(bool(planned))
        self._fold()

    def _fold(self) -> None:
        """Take no room while there is nothing to show."""
        parts = (self.until_sheet, self.plan_sheet, self.planned)
        self.setVisible(any(not part.isHidden() for part in parts))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._put_away()
        else:
            super().keyPressEvent(event)

    def _make_until(self) -> Card:
        look, sheet = self._look, Card(padding=GAP, spacing=TIGHT)
        name = self.tr("Pause until")
        self.until = TimeField(look, name, 0)
        self.until.timeChanged.connect(lambda _: self._tell_until())
        self.until_told = Text(look, "", "small", "muted")
        sheet.column.addLayout(field(look, name, self.until))
        sheet.column.addWidget(self.until_told)
        self.until_go = Button(look, self.tr("Pause"), "soft", "pause")
        self.until_go.clicked.connect(self._pause_until)
        sheet.column.addWidget(self._buttons(self.until_go))
        return sheet

    def _make_plan(self) -> Card:
        look, sheet = self._look, Card(padding=GAP, spacing=TIGHT)
        sheet.column.addWidget(Text(look, self.tr("A pause ahead"), "strong"))
        holder = QWidget()
        row = FlowLayout(holder, SNUG)
        self.since = moment_edit(look, self.tr("From"), self._now)
        self.end = moment_edit(look, self.tr("To"), self._now)
        self.label = QLineEdit()
        self.label.setFont(look.font("label"))
        self.label.setMaxLength(_LONGEST_LABEL)
        self.label.setAccessibleName(self.tr("What for"))
        self.label.setPlaceholderText(self.tr("A meeting, if you like"))
        self.label.setMinimumSize(210, self.since.sizeHint().height())
        self.label.returnPressed.connect(self._plan)
        for name, part in (
            (self.tr("From"), self.since),
            (self.tr("To"), self.end),
            (self.tr("What for"), self.label),
        ):
            cell = QWidget()
            inner = field(look, name, part)
            inner.setContentsMargins(0, 0, 0, 0)
            cell.setLayout(inner)
            row.addWidget(cell)
        sheet.column.addWidget(holder)
        self.wrong = Text(look, "", "label", "sand")
        sheet.column.addWidget(self.wrong)
        self.plan_go = Button(look, self.tr("Plan it"), "soft", "check")
        self.plan_go.clicked.connect(self._plan)
        sheet.column.addWidget(self._buttons(self.plan_go))
        return sheet

    def _buttons(self, go: Button) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        away = Button(self._look, self.tr("Cancel"))
        away.clicked.connect(self._put_away)
        row.addWidget(go)
        row.addWidget(away)
        return holder

    def _put_away(self) -> None:
        self._home.setFocus(Qt.FocusReason.OtherFocusReason)
        self.until_sheet.hide()
        self.plan_sheet.hide()
        self._fold()

    def _tell_until(self) -> None:
        told = words.moment(
            today_words.on_or_after(self._now, self.until.minutes), self._now.date()
        )
        self.until_told.setText(self.tr("Nothing reminds you until {time}.").format(time=told))
        self.until.setAccessibleDescription(self.until_told.text())

    def _pause_until(self) -> None:
        now = self._hub.ask(lambda port: port.now(), self._now)
        until = today_words.on_or_after(now, self.until.minutes)
        if self._hub.do(lambda port: port.pause_until(until)):
            self._put_away()

    def _plan(self) -> None:
        now = self._hub.ask(lambda port: port.now(), self._now)
        since, until = moment(self.since, now), moment(self.end, now)
        label = " ".join(self.label.text().split())
        told = ""
        if until <= since:
            told = self.tr("Please let it end after it begins.")
        elif until <= now:
            told = self.tr("That time is over already.")
        else:
            error = self._hub.attempt(lambda port: port.plan(since, until, label))
            told = str(error) if error is not None else ""
        self.wrong.setText(told)
        self.wrong.setVisible(bool(told))
        if not told:
            self._put_away()

    def _row(self, pause: PauseCard, now: datetime) -> tuple[PauseCard, QWidget, Button]:
        look, told = self._look, today_words.planned(pause, now.date())
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SNUG)
        row.addWidget(Picture(look, "pause", 18))
        row.addWidget(Text(look, told, "body"), 1)
        drop = icon_button(look, "clear", self.tr("Remove the pause {when}").format(when=told), 18)
        drop.clicked.connect(lambda: self._hub.do(lambda port: port.unplan(pause)))
        row.addWidget(drop)
        self.planned.column.addWidget(holder)
        holder.show()
        return pause, holder, drop
