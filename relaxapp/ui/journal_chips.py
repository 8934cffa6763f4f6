"""Any number of a few, as chips; and a line for words of one's own among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from relaxapp.ui.components import Button
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.ports import Named
from relaxapp.ui.theme import TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from relaxapp.ui.theme import Look

_LONGEST = 60


class _Chip(Button):
    """A chip whose words wrap where they are wider than the line that they get."""

    def __init__(self, look: Look, label: str) -> None:
        super().__init__(look, label, "chip", size=14)
        self.label = label
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(self._around() + self._wide(self.label), self._high(1))

    def minimumSizeHint(self) -> QSize:
        widest = max(map(self._wide, self.label.split()), default=0)
        return QSize(self._around() + widest, self._high(1))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._high(len(self._lines(width)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        shown = "\n".join(self._lines(event.size().width()))
        if shown != self.text():
            self.setText(shown)
        super().resizeEvent(event)

    def _lines(self, width: int) -> list[str]:
        room, lines = width - self._around(), [""]
        for word in self.label.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self._wide(longer) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def _wide(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

    def _around(self) -> int:
        """Return what the chip has beside its words, the tick included."""
        return super().sizeHint().width() - max(map(self._wide, self.text().split("\n")))

    def _high(self, lines: int) -> int:
        more = lines - 1 - self.text().count("\n")
        return super().sizeHint().height() + more * self.fontMetrics().lineSpacing()


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
        self._chips: dict[str, _Chip] = {}
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
        chip = _Chip(self._look, option.label)
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
        known = next((k for k, c in self._chips.items() if c.label.casefold() == word.casefold()),
                     word)  # fmt: skip
        self.pick((*self.picked, known))
        self.changed.emit()
