"""Asking "how much, 0 to 10?", with no answer always a fine answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from relaxapp.ui.components import Button, Text, one_stop
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import HAIR, TIGHT

if TYPE_CHECKING:
    from relaxapp.ui.theme import Look

MOST = 10


class RatingRow(QWidget):
    """Eleven numbers and "no answer", which is where it starts; ``changed`` fires on a pick.

    However it is picked: by mouse, keyboard, or the toggle action of a screen reader.
    """

    changed = Signal()

    def __init__(
        self, look: Look, question: str, low: str, high: str, value: int | None = None
    ) -> None:
        """``low`` and ``high`` say what 0 and 10 mean."""
        super().__init__()
        self.setAccessibleName(question)
        self._quiet = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HAIR + 2)
        column.addWidget(Text(look, question, "strong"))
        self._buttons: dict[int | None, Button] = {}
        # The buttons share one parent, so that picking one lets go of the others.
        holder = QWidget()
        row = FlowLayout(holder, HAIR)
        for number in range(MOST + 1):
            told = {0: f"0, {low}", MOST: f"{MOST}, {high}"}.get(number, str(number))
            row.addWidget(self._button(look, number, str(number), "number", f"{question} {told}"))
        silent = self.tr("No answer")
        row.addWidget(self._button(look, None, silent, "chip", f"{question} {silent}"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        column.addWidget(holder)
        ends = self.tr("0 is {low}, 10 is {high}").format(low=low, high=high)
        column.addWidget(Text(look, ends, "small", "muted"))
        column.addSpacing(TIGHT)
        self.pick(value)

    @property
    def value(self) -> int | None:
        """0..10, or None for no answer."""
        for number, button in self._buttons.items():
            if button.isChecked():
                return number
        return None

    @property
    def first_control(self) -> QWidget:
        """The number that Tab lands on."""
        return self._buttons[self.value]

    def pick(self, value: int | None) -> None:
        """Show a value without telling anyone."""
        self._quiet = True
        self._buttons[value].setChecked(True)
        self._quiet = False

    def _button(self, look: Look, number: int | None, text: str, kind: str, name: str) -> Button:
        button = Button(look, text, kind, size=14)
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setAccessibleName(name)
        button.toggled.connect(lambda on: self._toggled(button, on=on))
        if number is None:
            button.toggled.connect(lambda on: button.set_icon("check" if on else ""))
        self._buttons[number] = button
        return button

    def _toggled(self, button: Button, *, on: bool) -> None:
        if on:
            one_stop(self._buttons.values(), button)
            if not self._quiet:
                self.changed.emit()
