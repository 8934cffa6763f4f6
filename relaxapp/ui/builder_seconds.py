"""A length in seconds between a minus and a plus, in halves where somebody wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from relaxapp.ui.controls import stepped

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

    from relaxapp.ui.theme import Look


class _Field(QDoubleSpinBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a page being scrolled must not change what lies under the pointer

    def textFromValue(self, value: float) -> str:
        return f"{round(value, 1):g}".replace(".", self.locale().decimalPoint())


class SecondsField(QWidget):
    """``changed`` fires when the person has set another length, not when it is shown."""

    changed = Signal()

    def __init__(
        self, look: Look, name: str, bounds: tuple[float, float, float], value: float, unit: str
    ) -> None:
        """``bounds`` is least, most and step."""
        super().__init__()
        self.number = _Field()
        self.number.setFont(look.font("label"))
        self.number.setDecimals(1)
        self.number.setRange(bounds[0], bounds[1])
        self.number.setSingleStep(bounds[2])
        self.number.setSuffix(f" {unit}")
        self.number.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        # Half a number that is being typed is no length yet.
        self.number.setKeyboardTracking(False)
        self.number.setAccessibleName(name)
        self.number.setFixedWidth(112)
        self.show_value(value)
        stepped(self, look, name, self.number)
        self.number.valueChanged.connect(lambda _: self.changed.emit())

    @property
    def value(self) -> float:
        """The number."""
        return self.number.value()

    def show_value(self, value: float) -> None:
        """Show a length without telling anyone."""
        if round(value, 1) != round(self.number.value(), 1):
            self.number.blockSignals(True)
            self.number.setValue(value)
            self.number.blockSignals(False)
