"""Fields for times of the day and for whole numbers, by keyboard and by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtWidgets import QSpinBox, QTimeEdit, QWidget

from relaxapp.reminders.rule import clock_text
from relaxapp.ui.components import Button
from relaxapp.ui.controls import stepped
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QWheelEvent

    from relaxapp.ui.theme import Look


class TimeField(QTimeEdit):
    """A time of the day; ``minutes`` counts from midnight."""

    def __init__(self, look: Look, name: str, minutes: int) -> None:
        super().__init__()
        self.setFont(look.font("label"))
        self.setDisplayFormat("HH:mm")
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setWrapping(True)
        self.setAccessibleName(name)
        self.setFixedWidth(96)
        self.show_minutes(minutes)

    @property
    def minutes(self) -> int:
        """Minutes since midnight, 0..1439."""
        return self.time().hour() * 60 + self.time().minute()

    def show_minutes(self, minutes: int) -> None:
        """Show a time; 1440 is shown as midnight."""
        self.setTime(QTime(minutes // 60 % 24, minutes % 60))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a page being scrolled must not change what lies under the pointer


class _Number(QSpinBox):
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # By hand: the line within says so twice, once of its own and once as the key comes by.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.interpretText()
            self.entered.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # as above


class Stepper(QWidget):
    """A whole number between a minus and a plus; ``changed`` fires when it is another.

    ``entered`` fires on Enter.
    """

    changed = Signal()
    entered = Signal()

    def __init__(
        self, look: Look, name: str, bounds: tuple[int, int, int], value: int, unit: str
    ) -> None:
        """``bounds`` is least, most and step."""
        super().__init__()
        self.number = _Number()
        self.number.setFont(look.font("label"))
        self.number.setRange(bounds[0], bounds[1])
        self.number.setSingleStep(bounds[2])
        self.number.setSuffix(f" {unit}")
        self.number.setValue(value)
        self.number.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.number.setKeyboardTracking(True)
        self.number.setAccessibleName(name)
        self.number.setFixedWidth(120)
        stepped(self, look, name, self.number).addStretch(1)
        self.number.entered.connect(self.entered)
        self.number.valueChanged.connect(lambda _: self.changed.emit())

    @property
    def value(self) -> int:
        """The number."""
        return self.number.value()


class TimeList(QWidget):
    """Times of the day, each a button that takes it out, and a field that adds one."""

    changed = Signal()

    def __init__(self, look: Look, name: str, times: Sequence[int]) -> None:
        super().__init__()
        self._look, self._name = look, name
        self.setAccessibleName(name)
        self._row = FlowLayout(self, TIGHT)
        self._chips: dict[int, Button] = {}
        self.field = TimeField(look, self.tr("{name}: another").format(name=name), 12 * 60)
        self.take = Button(look, self.tr("Add"), "soft", "plus", size=16)
        self.take.setAccessibleName(self.tr("{name}: add this time").format(name=name))
        self.take.clicked.connect(lambda: self._add(self.field.minutes))
        self.show_times(times)

    @property
    def times(self) -> tuple[int, ...]:
        """Minutes since midnight, in order."""
        return tuple(self._chips)

    def chip(self, minutes: int) -> Button:
        """Return the button that takes a time out."""
        return self._chips[minutes]

    def show_times(self, times: Sequence[int]) -> None:
        """Show these times without telling anyone."""
        for chip in self._chips.values():
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._row.removeWidget(self.field)
        self._row.removeWidget(self.take)
        self._chips = {}
        for minutes in sorted(set(times)):
            chip = Button(self._look, clock_text(minutes), "chip", "clear", size=14)
            told = self.tr("Take out {time}").format(time=clock_text(minutes))
            chip.setAccessibleName(told)
            chip.setToolTip(told)
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.clicked.connect(lambda _=False, m=minutes: self._drop(m))
            self._chips[minutes] = chip
            self._row.addWidget(chip)
            chip.show()
        last: QWidget | None = None
        parts: tuple[QWidget, ...] = (*self._chips.values(), self.field, self.take)
        for part in parts:
            if part in (self.field, self.take):
                self._row.addWidget(part)
            if last is not None:
                QWidget.setTabOrder(last, part)
            last = part

    def _add(self, minutes: int) -> None:
        self.show_times((*self._chips, minutes))
        self.changed.emit()

    def _drop(self, minutes: int) -> None:
        self.field.setFocus()
        self.show_times([one for one in self._chips if one != minutes])
        self.changed.emit()
