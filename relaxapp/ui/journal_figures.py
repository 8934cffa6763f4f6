"""What else is known of a day: coffee, alcohol, sleep, exercise, stress; left empty is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from relaxapp.ui.components import Card, Text
from relaxapp.ui.controls import Chips, field
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.ports import Named
from relaxapp.ui.rating import RatingRow
from relaxapp.ui.theme import GAP, SNUG, TIGHT

if TYPE_CHECKING:
    from relaxapp.ui.journal_ports import DayCard
    from relaxapp.ui.theme import Look

_FLAGS = {"": None, "no": False, "yes": True}


class DayFigures(Card):
    """Each figure is kept as it is given: ``changed`` fires, ``onto`` has them."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(padding=GAP, spacing=TIGHT)
        self._look = look
        self.setAccessibleName(self.tr("More about this day"))
        holder = QWidget()
        self._row = FlowLayout(holder, SNUG)
        self.caffeine = self._line(self.tr("Caffeine, mg"), self.tr("A cup of coffee: about 90"))
        self.alcohol = self._line(self.tr("Alcohol, units"), self.tr("A small glass: about 1"))
        self.sleep = self._line(self.tr("Sleep, hours"), self.tr("For example 7.5"))
        name = self.tr("Hard exercise")
        options = (Named("", self.tr("Not said")), Named("no", self.tr("No")),
                   Named("yes", self.tr("Yes")))  # fmt: skip
        self.exercise = Chips(look, name, options, "")
        self.exercise.chosen.connect(self.changed)
        self.column.addWidget(holder)
        self.column.addLayout(field(look, name, self.exercise))
        self.stress = RatingRow(
            look, self.tr("Stress that day"), self.tr("none"), self.tr("as much as can be")
        )
        self.stress.changed.connect(self.changed)
        self.column.addWidget(self.stress)
        self.wrong = Text(look, "", "small", "sand")
        self.wrong.hide()
        self.column.addWidget(self.wrong)

    def show_day(self, day: DayCard) -> None:
        """Show a day's figures without telling anyone."""
        for line, value in (
            (self.caffeine, day.caffeine_mg),
            (self.alcohol, day.alcohol_units),
            (self.sleep, day.sleep_hours),
        ):
            if not (line.hasFocus() and line.isModified()):
                line.setText("" if value is None else f"{value:g}")
        said = next(key for key, flag in _FLAGS.items() if flag is day.hard_exercise)
        self.exercise.pick(said)
        self.stress.pick(day.stress)

    def onto(self, day: DayCard) -> DayCard:
        """Return the day with the figures as they stand here; what is no number stays as it was."""
        self.wrong.hide()
        caffeine = self._number(self.caffeine, day.caffeine_mg)
        return day._replace(
            caffeine_mg=None if caffeine is None else round(caffeine),
            alcohol_units=self._number(self.alcohol, day.alcohol_units),
            sleep_hours=self._number(self.sleep, day.sleep_hours),
            hard_exercise=_FLAGS[self.exercise.current],
            stress=self.stress.value,
        )

    def _line(self, name: str, example: str) -> QLineEdit:
        line = QLineEdit()
        line.setFont(self._look.font("label"))
        line.setAccessibleName(name)
        line.setPlaceholderText(example)
        line.setFixedWidth(200)
        line.editingFinished.connect(self.changed)
        holder = QWidget()
        holder.setLayout(field(self._look, name, line))
        self._row.addWidget(holder)
        return line

    def _number(self, line: QLineEdit, otherwise: float | None) -> float | None:
        text = line.text().strip().replace(",", ".")
        if not text:
            return None
        try:
            return float(text)
        except ValueError:
            told = self.tr("“{text}” is no number; {name} is kept as it was.")
            self.wrong.setText(told.format(text=line.text(), name=line.accessibleName()))
            self.wrong.show()
            return otherwise
