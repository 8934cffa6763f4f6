"""Any number of a few, as chips; and a line for words of one's own among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from relaxapp.ui.components import Button
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.ports import Named
from relaxapp.ui.theme import TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.ui.theme import Look

_LONGEST = 60


class ManyChips(QWidget):
    """Chips that are on or off each by itself; ``changed`` fires when the person presses one.

    By mouse, keyboard, or the toggle action of a screen reader, which is no click.
    With ``own`` there is a line in which a further word is given; Enter adds it as a chip.
    """

    changed = Signal()

    def __init__(
        self, look: Look, name: str, options: Sequence[Named], own: str = "", limit: int = _LONGEST
    ) -> None:
        """``own`` is what the line for a word of one's own asks for."""
        super().__init__()
        self._look, self._name = look, name
        self._quiet = False
        self.setAccessibleName(name)
        self._row = FlowLayout(self, TIGHT)
        self._chips: dict[str, Button] = {}
        for option in options:
            self.add(option)
        self.line: QLineEdit | None = None
        if own:
            self.line = QLineEdit()
            self.line.setFont(look.font("label"))
            self.line.setMaxLength(limit)
            self.line.setPlaceholderText(own)
            self.line.setAccessibleName(f"{name}: {own}")
            self.line.setMinimumWidth(200)
            self.line.returnPressed.connect(self._add_own)
            self.line.editingFinished.connect(self._add_own)
            self._row.addWidget(self.line)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def picked(self) -> tuple[str, ...]:
        """The ids that are on, in the order in which they stand."""
        return tuple(key for key, chip in self._chips.items() if chip.isChecked())

    @property
    def offered(self) -> tuple[str, ...]:
        """Every id there is a chip for."""
        return tuple(self._chips)

    def chip(self, key: str) -> Button:
        """Return the chip of an id."""
        return self._chips[key]

    def pick(self, wanted: Sequence[str]) -> None:
        """Show what is on without telling anyone; what is not there yet comes as a chip."""
        for key in wanted:
            if key not in self._chips:
                self.add(Named(key, key))
        self._quiet = True
        for key, chip in self._chips.items():
            chip.setChecked(key in wanted)
        self._quiet = False

    def add(self, option: Named) -> None:
        """Add a chip behind the others."""
        chip = Button(self._look, option.label, "chip", size=14)
        chip.setCheckable(True)
        chip.toggled.connect(lambda on, c=chip: self._toggled(c, on=on))
        chip.setAccessibleName(f"{self._name}: {option.label}")
        self._chips[option.id] = chip
        line = getattr(self, "line", None)
        if line is None:
            self._row.addWidget(chip)
            return
        self._row.removeWidget(line)
        self._row.addWidget(chip)
        self._row.addWidget(line)
        QWidget.setTabOrder(chip, line)
        chip.show()

    def _toggled(self, chip: Button, *, on: bool) -> None:
        # A tick, because the tint alone would be colour telling a state.
        chip.set_icon("check" if on else "")
        if not self._quiet:
            self.changed.emit()

    def _add_own(self) -> None:
        if self.line is None or not (word := " ".join(self.line.text().split())):
            return
        self.line.clear()
        known = next((k for k, c in self._chips.items() if c.text().casefold() == word.casefold()),
                     word)  # fmt: skip
        self.pick((*self.picked, known))
        self.changed.emit()
