"""The editor of one reminder. Nothing holds before "Keep": half a change must not remind anyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from relaxapp.reminders.rule import LONGEST_LINE, LONGEST_TITLE, RuleError
from relaxapp.ui import reminder_words as words
from relaxapp.ui import today_words
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Button, Card, Scroll, Text, icon_button
from relaxapp.ui.controls import Notice, Switch, field
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.reminder_answer import ButtonPart, DeedsPart, SnoozePart, Trouble
from relaxapp.ui.reminder_when import ModePart, Windows, told_next
from relaxapp.ui.theme import ROOM, SNUG, TIGHT

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QKeyEvent

    from relaxapp.errors import RelaxappError
    from relaxapp.reminders.rule import Rule
    from relaxapp.ui.reminder_hub import ReminderHub
    from relaxapp.ui.theme import Look


class ReminderEditor(QWidget):
    """``leave`` when it is done with, ``removed`` when the reminder is deleted."""

    leave = Signal()
    removed = Signal()

    def __init__(self, look: Look, hub: ReminderHub, rule: Rule, *, new: bool = False) -> None:
        """``new``: the reminder is not among the others yet, and is switched on as it is kept."""
        super().__init__()
        self._look, self._hub, self.rule, self._new = look, hub, rule, new
        self._usual = hub.ask(lambda port: port.usual(rule.id), None)
        self.setAccessibleName(self.tr("Reminder"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head())
        self.unkept = self._make_unkept()
        around = QHBoxLayout()
        around.setContentsMargins(ROOM, 0, ROOM, 0)
        around.addWidget(self.unkept)
        outer.addLayout(around)
        self.body = Scroll(widest=760)
        outer.addWidget(self.body, 1)
        self.troubles = {
            name: Trouble(look) for name in ("title", "line", "times", "windows", "snoozes", "")
        }
        for part in (self._what(), self._when(), self._answering(), self._putting_off()):
            self.body.column.addWidget(part)
        self.body.column.addWidget(self.troubles[""])
        self.body.column.addWidget(self._foot())
        self.body.column.addStretch(1)
        self._listen()
        self._tell()

    @property
    def first_control(self) -> QWidget:
        """What has the focus at first."""
        return self.title

    @property
    def changed(self) -> bool:
        """Whether there is something that is not kept yet."""
        try:
            return self.made() != self.rule
        except RuleError:
            return True

    def made(self) -> Rule:
        """Return the reminder as the form shows it; raises ``RuleError`` where it cannot be."""
        return self.rule.with_(
            title=self.title.text(),
            line=self.line.text(),
            mode=self.mode.mode,
            windows=self.windows.windows,
            deeds=self.deeds.picked,
            away_minutes=self.deeds.away.value,
            button=self.button.button,
            amounts=self.button.amounts,
            session=self.button.session_id,
            snoozes=self.snooze.snoozes,
            snooze_cap=self.snooze.snooze_cap,
            sound=self.sound.isChecked(),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _head(self) -> QHBoxLayout:
        look = self._look
        row = QHBoxLayout()
        row.setContentsMargins(SNUG, TIGHT, ROOM, TIGHT)
        row.setSpacing(TIGHT)
        self.back = icon_button(look, "back", self.tr("Back to today"))
        self.back.clicked.connect(self._leave)
        name = self.tr("New reminder") if self._new else words.title(self.rule)
        self.keep = Button(look, self.tr("Keep"), "primary", "check")
        self.keep.clicked.connect(self._keep)
        row.addWidget(self.back)
        row.addWidget(Text(look, name, "heading"), 1)
        row.addWidget(self.keep)
        return row

    def _make_unkept(self) -> Notice:
        look = self._look
        notice = Notice(look, "edit")
        self.keep_it = Button(look, self.tr("Keep them"), "large")
        self.keep_it.clicked.connect(self._keep)
        self.drop_it = Button(look, self.tr("Leave as it was"), "large")
        self.drop_it.clicked.connect(self.leave)
        notice.row.addWidget(self.keep_it)
        notice.row.addWidget(self.drop_it)
        return notice

    def _what(self) -> Card:
        look, rule, sheet = self._look, self.rule, Card(spacing=SNUG)
        self.title = self._input(self.tr("What it is called"), rule.title, LONGEST_TITLE)
        self.line = self._input(self.tr("A line under it"), rule.line, LONGEST_LINE)
        if rule.bundled:
            plain = rule.with_(title="", line="")
            self.title.setPlaceholderText(words.title(plain))
            self.line.setPlaceholderText(words.line(plain, 0, limited=self._limited()))
        else:
            self.title.setPlaceholderText(self.tr("For example: water the plants"))
            self.line.setPlaceholderText(self.tr("Only if you like"))
        for name, box in (("title", self.title), ("line", self.line)):
            sheet.column.addLayout(field(look, box.accessibleName(), box))
            sheet.column.addWidget(self.troubles[name])
        return sheet

    def _when(self) -> Card:
        look, sheet = self._look, Card(spacing=SNUG)
        sheet.column.addWidget(Text(look, self.tr("When"), "heading"))
        self.mode = ModePart(look, self.rule.mode)
        sheet.column.addWidget(self.mode)
        sheet.column.addWidget(self.troubles["times"])
        self.windows = Windows(look, self.rule.windows)
        sheet.column.addLayout(field(look, self.tr("Only in these hours"), self.windows))
        sheet.column.addWidget(self.troubles["windows"])
        self.live = Text(look, "", "label", "accent")
        sheet.column.addWidget(self.live)
        return sheet

    def _answering(self) -> Card:
        look, sheet = self._look, Card(spacing=SNUG)
        sheet.column.addWidget(Text(look, self.tr("Done"), "heading"))
        self.deeds = DeedsPart(look, self.rule)
        sheet.column.addLayout(field(look, self.tr("Counts as done when"), self.deeds))
        sessions = self._hub.ask(lambda port: port.sessions(), ())
        self.button = ButtonPart(look, self.rule, sessions)
        sheet.column.addLayout(field(look, self.tr("What its button does"), self.button))
        return sheet

    def _putting_off(self) -> Card:
        look, sheet = self._look, Card(spacing=SNUG)
        sheet.column.addWidget(Text(look, self.tr("Putting it off"), "heading"))
        self.snooze = SnoozePart(look, self.rule)
        sheet.column.addWidget(self.snooze)
        sheet.column.addWidget(self.troubles["snoozes"])
        self.sound = Switch(look, self.tr("A quiet sound when it comes"))
        self.sound.setChecked(self.rule.sound)
        sheet.column.addWidget(self.sound)
        return sheet

    def _foot(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        self.usual = Button(self._look, self.tr("As it came"), "", "undo")
        self.usual.setAccessibleDescription(self.tr("Shows it as it came with relaxapp"))
        self.usual.clicked.connect(self._as_it_came)
        self.usual.setVisible(self._usual is not None)
        self.delete = Button(self._look, self.tr("Delete this reminder"), "", "bin")
        self.delete.clicked.connect(self._delete)
        self.delete.setVisible(not self.rule.bundled and not self._new)
        row.addWidget(self.usual)
        row.addWidget(self.delete)
        return holder

    def _input(self, name: str, text: str, most: int) -> QLineEdit:
        made = QLineEdit(text)
        made.setFont(self._look.font("body"))
        made.setMaxLength(most)
        made.setAccessibleName(name)
        made.returnPressed.connect(self._keep)
        return made

    def _listen(self) -> None:
        for part in (self.mode, self.windows, self.deeds, self.button, self.snooze):
            part.changed.connect(self._tell)
        self.title.textEdited.connect(lambda _: self._tell())
        self.line.textEdited.connect(lambda _: self._tell())
        self.sound.toggled.connect(lambda _: self._tell())

    def _tell(self) -> None:
        """Say when it would come next, and take back what was said of troubles that are over."""
        self.unkept.tell("")
        live = ""
        try:
            # A title that is not there yet says nothing about when it comes.
            given = self.rule.with_(
                title=self.title.text().strip() or words.title(self.rule) or "-",
                mode=self.mode.mode,
                windows=self.windows.windows,
            )
        except RuleError as error:
            self._show(error)
        else:
            self._clear()
            live = self._coming(given)
        self.live.setText(live)
        self.live.setVisible(bool(live))

    def _coming(self, rule: Rule) -> str:
        now: datetime | None = self._hub.ask(lambda port: port.now(), None)
        return told_next(rule, now) if now is not None else ""

    def _keep(self) -> None:
        try:
            made = self.made()
        except RuleError as error:
            self._refuse(error)
            return
        if self._new:
            made = made.with_(enabled=True)
        if made != self.rule or self._new:
            refused = self._hub.attempt(lambda port: port.change(made))
            if refused is not None:
                self._refuse(refused)
                return
        self.leave.emit()

    def _refuse(self, error: RelaxappError) -> None:
        name = self._show(error)
        told = self.troubles[name]
        Announcer(told).say(told.text())
        at: dict[str, QWidget] = {
            "title": self.title,
            "line": self.line,
            "times": self.mode.times.field,
            "windows": self.windows.rows[0].start if self.windows.rows else self.windows.more,
        }
        (at.get(name) or self.keep).setFocus(Qt.FocusReason.OtherFocusReason)
        self.body.ensureWidgetVisible(told)

    def _show(self, error: RelaxappError) -> str:
        self._clear()
        name, told = today_words.trouble(error)
        name = name if name in self.troubles else ""
        self.troubles[name].tell(told)
        return name

    def _clear(self) -> None:
        for trouble in self.troubles.values():
            trouble.tell("")

    def _leave(self) -> None:
        """Leave; where something would be lost, say so first."""
        if not self.changed or self.unkept.isVisible():
            self.leave.emit()
            return
        self.unkept.tell(self.tr("Your changes are not kept yet."))
        Announcer(self.unkept).say(self.unkept.words.text())
        self.keep_it.setFocus(Qt.FocusReason.OtherFocusReason)

    def _as_it_came(self) -> None:
        usual = self._usual
        if usual is None:
            return
        self.title.setText(usual.title)
        self.line.setText(usual.line)
        self.mode.show_mode(usual.mode)
        self.windows.show_windows(usual.windows)
        self.deeds.show_rule(usual)
        self.button.show_rule(usual)
        self.snooze.show_rule(usual)
        self.sound.setChecked(usual.sound)
        self._tell()

    def _delete(self) -> None:
        if self._hub.do(lambda port: port.remove(self.rule.id)):
            self.removed.emit()

    def _limited(self) -> bool:
        today = self._hub.ask(lambda port: port.today(), None)
        return today is None or today.limited is not False
