"""A line for a day, written as year-month-day, wherever a period is chosen by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from relaxapp.ui.controls import field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.ui.layouts import FlowLayout
    from relaxapp.ui.theme import Look


class DayLine(QLineEdit):
    """Use ``day`` for what it says; ``editingFinished`` fires when it may say something else."""

    def __init__(self, look: Look, name: str, day: date | None = None) -> None:
        """Show ``day``, or nothing."""
        super().__init__(day.isoformat() if day else "")
        self._look, self._name = look, name
        self._holder: QWidget | None = None
        self.setFont(look.font("label"))
        self.setPlaceholderText(self.tr("2026-05-14"))
        self.setAccessibleName(self.tr("{name}, as year-month-day").format(name=name))
        self.setFixedWidth(140)

    @property
    def day(self) -> date | None:
        """The day; None where it is empty or no day."""
        try:
            return date.fromisoformat(self.text().strip())
        except ValueError:
            return None

    @property
    def is_odd(self) -> bool:
        """Whether it says something that is no day."""
        return bool(self.text().strip()) and self.day is None

    @property
    def told(self) -> str:
        """What would be right instead of what it says."""
        odd = self.tr("“{text}” is no day; it should look like 2026-05-14.")
        return odd.format(text=self.text())

    def put_into(self, row: FlowLayout) -> None:
        """Add it to a row, under its name."""
        self._holder = QWidget()
        self._holder.setLayout(field(self._look, self._name, self))
        row.addWidget(self._holder)

    def offer(self, *, on: bool) -> None:
        """Show it with its name, or neither."""
        if self._holder is not None:
            self._holder.setVisible(on)


def told_of_odd(lines: Sequence[DayLine]) -> str:
    """Return what is wrong with the first line that is no day, or nothing."""
    return next((line.told for line in lines if line.is_odd), "")
