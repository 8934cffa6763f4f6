"""What goes into the report: which weeks, whose it is, with notes or without, on which paper."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from relaxapp.ui.components import Card, Text
from relaxapp.ui.controls import Chips, Switch, field
from relaxapp.ui.day_line import DayLine
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.ports import Named
from relaxapp.ui.report_ports import ReportChoice
from relaxapp.ui.theme import SNUG

if TYPE_CHECKING:
    from relaxapp.ui.theme import Look

WEEKS: Final = ("4", "8", "12", "26", "52")
USUAL: Final = "8"
DATES: Final = "dates"
_LONGEST: Final = 80


class ReportChoices(Card):
    """``changed`` fires when something else is wanted; `choice` is what, or None while unclear."""

    changed = Signal()

    def __init__(self, look: Look, today: date, name: str, paper: str) -> None:
        super().__init__(spacing=SNUG)
        self._look, self._today = look, today
        self.column.addWidget(Text(look, self.tr("What is in it"), "heading"))
        weeks = [Named(n, self.tr("{n} weeks").format(n=n)) for n in WEEKS]
        options = (*weeks, Named(DATES, self.tr("From … to …")))
        self.span = Chips(look, self.tr("Period"), options, USUAL)
        self.span.chosen.connect(self._set)
        self.column.addLayout(field(look, self.tr("Period"), self.span))
        self.dates = QWidget()
        row = FlowLayout(self.dates, SNUG)
        first = today - timedelta(days=int(USUAL) * 7 - 1)
        self.since = DayLine(look, self.tr("From"), first)
        self.until = DayLine(look, self.tr("To"), today)
        for line in (self.since, self.until):
            line.editingFinished.connect(self._set)
            line.put_into(row)
        self.column.addWidget(self.dates)
        self.wrong = Text(look, "", "small", "sand")
        self.column.addWidget(self.wrong)
        self.name = QLineEdit(name)
        self.name.setFont(look.font("label"))
        self.name.setMaxLength(_LONGEST)
        self.name.setAccessibleName(self.tr("Your name, if it is to be on it"))
        self.name.editingFinished.connect(self._set)
        hint = self.tr("Left empty, no name is on it.")
        self.name.setAccessibleDescription(hint)
        self.column.addLayout(field(look, self.tr("Your name"), self.name, hint))
        self.remember = Switch(look, self.tr("Remember my name"))
        self.remember.setChecked(bool(name))
        self.remember.toggled.connect(self._set)
        self.column.addWidget(self.remember)
        self.notes = Switch(look, self.tr("With my notes"))
        self.notes.setChecked(True)
        self.notes.toggled.connect(self._set)
        self.column.addWidget(self.notes)
        papers = (Named("a4", self.tr("A4")), Named("letter", self.tr("US Letter")))
        self.paper = Chips(look, self.tr("Paper"), papers, paper)
        self.paper.chosen.connect(self._set)
        self.column.addLayout(field(look, self.tr("Paper"), self.paper))
        self._told = (self.choice, self.kept_name)
        self._show()

    @property
    def choice(self) -> ReportChoice | None:
        """What is wanted; None where the days make no period."""
        if self.span.current == DATES:
            since, until = self.since.day, self.until.day
        else:
            until = self._today
            since = until - timedelta(days=int(self.span.current) * 7 - 1)
        if since is None or until is None or until < since or since > self._today:
            return None
        return ReportChoice(
            since, until, self.name.text().strip(), self.notes.isChecked(), self.paper.current
        )

    @property
    def kept_name(self) -> str:
        """The name to be remembered, or nothing."""
        return self.name.text().strip() if self.remember.isChecked() else ""

    def _set(self) -> None:
        self._show()
        told = (self.choice, self.kept_name)
        if told != self._told:  # a field that is left as it was has not changed
            self._told = told
            self.changed.emit()

    def _show(self) -> None:
        own = self.span.current == DATES
        self.dates.setVisible(own)
        wrong = ""
        if own and self.choice is None:
            wrong = next((one.told for one in (self.since, self.until) if one.day is None), "")
            wrong = wrong or self.tr(
                "The first day has to come before the last, and not after today."
            )
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
