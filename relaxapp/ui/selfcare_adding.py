"""One press keeps a drink, a movement break, a bath; the time and the rest can be said later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from relaxapp.ui import selfcare_words
from relaxapp.ui.components import Button, Text
from relaxapp.ui.journal_words import tr
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.selfcare_ports import SelfCarePort
    from relaxapp.ui.theme import Look

AMOUNTS: Final = (150, 250, 500)
"""Millilitres: a cup, a glass, a bottle."""
_MOST_ML: Final = 10_000


class Adding(QFrame):
    """``added`` brings the id of what was kept, ``medicine`` asks for the sheet of a new one."""

    added = Signal(str)
    medicine = Signal()

    def __init__(self, look: Look, journal: Journal) -> None:
        super().__init__()
        self._look, self._journal = look, journal
        self.setAccessibleName(self.tr("Add"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        name = self.tr("A drink")
        self.drinks = {ml: self._drink(name, ml) for ml in (*AMOUNTS, None)}
        self.line = amount_line(look, name)
        self.line.returnPressed.connect(self._other_amount)
        told = Text(look, name, "label", "muted", wrap=False)
        told.setMinimumHeight(40)
        column.addWidget(_row(told, *self.drinks.values(), self.line))
        self.moved = self._button(self.tr("I moved"), lambda care: care.moved())
        cares = {
            "bath": self.tr("A warm bath"),
            "food": self.tr("Food with minerals"),
            "other": self.tr("Something else good"),
        }
        self.cares = {kind: self._care(kind, label) for kind, label in cares.items()}
        self.new_medicine = Button(look, self.tr("A medicine…"))
        self.new_medicine.clicked.connect(self.medicine)
        self.weeks = Button(look, self.tr("Weekly check…"))
        self.weeks.setAccessibleDescription(self.tr("How the week was, scores, an on/off trial"))
        adding = (self.moved, *self.cares.values(), self.new_medicine, self.weeks)
        column.addWidget(_row(*adding))
        self.told = Text(look, "", "label", "accent")
        column.addWidget(self.told)

    def refresh(self) -> None:
        """Tell again what was drunk today."""
        told = selfcare_words.drunk(
            *self._journal.ask_care(lambda care: care.drunk_today(), (0, 0))
        )
        self.told.setText(told)
        self.told.setVisible(bool(told))

    def _drink(self, name: str, ml: int | None) -> Button:
        label = self.tr("Amount not said") if ml is None else selfcare_words.amount(ml)
        button = self._button(label, lambda care: care.drink(ml))
        button.setAccessibleName(f"{name}: {label}")
        return button

    def _care(self, kind: str, label: str) -> Button:
        return self._button(label, lambda care: care.care(kind))

    def _button(self, label: str, write: Callable[[SelfCarePort], str]) -> Button:
        button = Button(self._look, label, "soft")
        button.clicked.connect(lambda: self._add(write))
        return button

    def _add(self, write: Callable[[SelfCarePort], str]) -> None:
        made = self._journal.add(write)
        if made:
            self.added.emit(made)

    def _other_amount(self) -> None:
        ml = int(self.line.text())
        self.line.clear()
        self._add(lambda care: care.drink(ml))


def amount_line(look: Look, name: str) -> QLineEdit:
    """Return a line that takes nothing but an amount in millilitres."""
    line = QLineEdit()
    asked = tr("Another amount, ml")
    line.setFont(look.font("label"))
    line.setPlaceholderText(asked)
    line.setAccessibleName(f"{name}: {asked}")
    line.setValidator(QIntValidator(1, _MOST_ML, line))
    line.setFixedWidth(line.fontMetrics().horizontalAdvance(asked) + 44)
    return line


def _row(*parts: QWidget) -> QWidget:
    holder = QWidget()
    row = FlowLayout(holder, TIGHT)
    for part in parts:
        row.addWidget(part)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder
