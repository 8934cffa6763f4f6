"""When a reminder comes: how often or at what times, and in which hours of which days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relaxapp.reminders import machine
from relaxapp.reminders.rule import (
    DAY_MINUTES,
    EVERY_DAY,
    SHORTEST,
    Aligned,
    At,
    Every,
    RuleError,
    Window,
)
from relaxapp.reminders.standing import Standing, State
from relaxapp.ui import reminder_words as words
from relaxapp.ui import today_words
from relaxapp.ui.components import Button, Text
from relaxapp.ui.controls import Chips, field
from relaxapp.ui.journal_chips import ManyChips
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.ports import Named
from relaxapp.ui.reminder_times import Stepper, TimeField, TimeList
from relaxapp.ui.theme import HAIR, SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from relaxapp.reminders.rule import Mode, Rule
    from relaxapp.ui.theme import Look

_EVERY, _ALIGNED, _AT = "every", "aligned", "at"
_USUAL = 60
_NOON = 12 * 60
_STEP = 5


class ModePart(QWidget):
    """Every so often, by the clock, or at fixed times; ``changed`` fires with each change."""

    changed = Signal()

    def __init__(self, look: Look, mode: Mode) -> None:
        super().__init__()
        name = self.tr("How often")
        options = (
            Named(_EVERY, self.tr("So long after it was last done")),
            Named(_ALIGNED, self.tr("By the clock")),
            Named(_AT, self.tr("At fixed times")),
        )
        self.kind = Chips(look, name, options, _EVERY)
        self.kind.chosen.connect(self._chosen)
        most = DAY_MINUTES // 2
        unit = self.tr("min")
        self.minutes = Stepper(look, self.tr("Minutes"), (SHORTEST, most, _STEP), _USUAL, unit)
        self.minutes.changed.connect(self._changed)
        self.told = Text(look, "", "small", "muted")
        self.times = TimeList(look, self.tr("Times"), ())
        self.times.changed.connect(self._changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addLayout(field(look, name, self.kind))
        for part in (self.minutes, self.times, self.told):
            column.addWidget(part)
        self.show_mode(mode)

    @property
    def mode(self) -> Mode:
        """What is chosen; raises ``RuleError`` where that cannot be."""
        match self.kind.current:
            case "aligned":
                return Aligned(self.minutes.value)
            case "at":
                return At(self.times.times)
        return Every(self.minutes.value)

    def show_mode(self, mode: Mode) -> None:
        """Show a mode."""
        match mode:
            case Every(length):
                self.kind.pick(_EVERY)
            case Aligned(length):
                self.kind.pick(_ALIGNED)
            case At(times):
                self.kind.pick(_AT)
                self.times.show_times(times)
                length = _USUAL
        number = self.minutes.number
        blocked = number.blockSignals(True)
        number.setMaximum(DAY_MINUTES if isinstance(mode, Every) else DAY_MINUTES // 2)
        number.setValue(length)
        number.blockSignals(blocked)
        self._tell()

    def _chosen(self) -> None:
        every = self.kind.current == _EVERY
        self.minutes.number.setMaximum(DAY_MINUTES if every else DAY_MINUTES // 2)
        if self.kind.current == _AT and not self.times.times:
            self.times.show_times((_NOON,))
        self._changed()

    def _changed(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        fixed = self.kind.current == _AT
        self.minutes.setVisible(not fixed)
        self.times.setVisible(fixed)
        try:
            told = words.mode(self.mode)
        except RuleError:
            told = ""
        self.told.setText(f"{told[:1].upper()}{told[1:]}" if not fixed else "")
        self.told.setVisible(bool(self.told.text()))


class WindowRow(QWidget):
    """One stretch of hours on some days; ``gone`` asks to take it out."""

    changed = Signal()
    gone = Signal()

    def __init__(self, look: Look, window: Window, number: int) -> None:
        super().__init__()
        name = self.tr("Hours {n}").format(n=number)
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, HAIR)
        column.setSpacing(TIGHT)
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        self.start = TimeField(look, self.tr("{name}: from").format(name=name), window.start)
        self.end = TimeField(look, self.tr("{name}: to").format(name=name), window.end)
        dash = Text(look, "\u2013", "body", "muted", wrap=False)
        dash.setMinimumHeight(self.start.sizeHint().height())
        self.drop = Button(look, self.tr("Take out"), "link")
        self.drop.setAccessibleName(self.tr("{name}: take out").format(name=name))
        self.drop.clicked.connect(self.gone)
        for part in (self.start, dash, self.end, self.drop):
            row.addWidget(part)
        column.addWidget(holder)
        days = [Named(str(n), label) for n, label in enumerate(words.day_names())]
        self.days = ManyChips(look, self.tr("{name}: days").format(name=name), days)
        self.days.pick([str(day) for day in window.days])
        column.addWidget(self.days)
        self.told = Text(look, "", "small", "muted")
        column.addWidget(self.told)
        self.start.timeChanged.connect(lambda _: self._changed())
        self.end.timeChanged.connect(lambda _: self._changed())
        self.days.changed.connect(self._changed)
        self._tell()

    @property
    def window_(self) -> Window:
        """The hours; raises ``RuleError`` where they cannot be."""
        days = frozenset(int(day) for day in self.days.picked)
        return Window(self.start.minutes, today_words.span_end(self.end.minutes), days)

    def _changed(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        try:
            told = today_words.over_midnight(self.window_)
        except RuleError:
            told = ""
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self.end.setAccessibleDescription(told)


class Windows(QWidget):
    """Any number of stretches of hours, at least one; ``changed`` fires with each change."""

    changed = Signal()

    def __init__(self, look: Look, windows: Sequence[Window]) -> None:
        super().__init__()
        self._look = look
        self.rows: list[WindowRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        self._list = QVBoxLayout()
        self._list.setSpacing(TIGHT)
        column.addLayout(self._list)
        self.more = Button(look, self.tr("Add hours"), "soft", "plus", size=16)
        self.more.clicked.connect(self._add_first)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_windows(windows)

    @property
    def windows(self) -> tuple[Window, ...]:
        """All hours; raises ``RuleError`` where some cannot be."""
        return tuple(row.window_ for row in self.rows)

    def show_windows(self, windows: Sequence[Window]) -> None:
        """Show these without telling anyone."""
        for row in list(self.rows):
            self._remove(row)
        for window in windows:
            self._add(window)
        self._weigh()

    def _add_first(self) -> None:
        self._add(Window(20 * 60, 22 * 60, EVERY_DAY)).start.setFocus()
        self._weigh()
        self.changed.emit()

    def _add(self, window: Window) -> WindowRow:
        row = WindowRow(self._look, window, len(self.rows) + 1)
        row.changed.connect(self.changed)
        row.gone.connect(lambda: self._drop(row))
        self.rows.append(row)
        self._list.addWidget(row)
        before: QWidget | None = self.rows[-2].days.chip("6") if len(self.rows) > 1 else None
        for part in (row.start, row.end, row.drop):
            if before is not None:
                QWidget.setTabOrder(before, part)
            before = part
        row.show()
        return row

    def _drop(self, row: WindowRow) -> None:
        self.more.setFocus()
        self._remove(row)
        self._weigh()
        self.changed.emit()

    def _remove(self, row: WindowRow) -> None:
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _weigh(self) -> None:
        """The last one stays: a reminder without hours would never come."""
        for row in self.rows:
            row.drop.setVisible(len(self.rows) > 1)


def told_next(rule: Rule, now: datetime) -> str:
    """Return when a reminder would come next, were it kept and done ``now`` (local and aware)."""
    tr, zone = words.tr, now.tzinfo
    assert zone is not None  # noqa: S101 - the port's times are aware
    standing = Standing(since=now, handled=now.replace(tzinfo=None))
    found = machine.comes(rule.with_(enabled=True), State({rule.id: standing}), now, zone)
    if found is None:
        return tr("It would not come within the next days.")
    at = words.moment(found.at.astimezone(zone), now.date())
    return tr("Kept now, it comes next: {time}").format(time=at)
