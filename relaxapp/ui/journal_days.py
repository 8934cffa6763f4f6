"""One day at a time: how much of it is logged, and "no episodes" in one press."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relaxapp.ui import journal_words as words
from relaxapp.ui.components import Button, Text, icon_button
from relaxapp.ui.controls import Chips
from relaxapp.ui.journal_figures import DayFigures
from relaxapp.ui.journal_model import statuses
from relaxapp.ui.journal_ports import DayCard
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import TIGHT

if TYPE_CHECKING:
    from datetime import date

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.theme import Look


class DayBar(QWidget):
    """Steps through the days and keeps what the person says of each."""

    def __init__(self, look: Look, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._day = journal.ask(lambda port: port.today(), None)
        self.setAccessibleName(self.tr("Day"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        column.addWidget(holder)
        self.earlier = icon_button(look, "back", self.tr("The day before"))
        self.title = Text(look, "", "strong", wrap=False)
        self.later = icon_button(look, "forward", self.tr("The day after"))
        self.told = Text(look, "", "body", "muted", wrap=False)
        self.status = Chips(look, self.tr("Episodes of this day"), statuses(), "unknown")
        self.none = Button(look, "", "soft", "check")
        self.more = Button(look, self.tr("More about this day"), "chip", "down", size=16)
        self.more.setCheckable(True)
        self.figures = DayFigures(look)
        self.figures.hide()
        column.addWidget(self.figures)
        self.title.setMinimumHeight(40)
        self.told.setMinimumHeight(40)
        for part in (self.earlier, self.title, self.later, self.told, self.none, self.status,
                     self.more):  # fmt: skip
            row.addWidget(part)
        self.earlier.clicked.connect(lambda: self._step(-1))
        self.later.clicked.connect(lambda: self._step(1))
        self.status.chosen.connect(lambda: self._say(self.status.current))
        self.none.clicked.connect(lambda: self._say("complete"))
        self.figures.changed.connect(self._keep_figures)
        self.more.toggled.connect(self._fold)
        self.refresh()

    def show_day(self, day: date) -> None:
        """Show another day."""
        self._day = day
        self.refresh()

    def refresh(self) -> None:
        """Read the day again."""
        day = self._day
        if day is None:
            return
        card = self._journal.ask(lambda port: port.day(day), DayCard(day))
        today = self._journal.ask(lambda port: port.today(), day)
        self.title.setText(words.day(day, today))
        self.later.setEnabled(day < today)
        self.status.pick(card.status)
        self.told.setText(self._tell(card))
        self.none.setText(
            self.tr("No episodes today") if day == today else self.tr("No episodes that day")
        )
        self.none.setVisible(card.episodes == 0 and card.status != "complete")
        self.figures.show_day(card)

    def _fold(self, shown: bool) -> None:  # noqa: FBT001 - a signal's payload
        self.figures.setVisible(shown)
        self.more.set_icon("up" if shown else "down")

    def _keep_figures(self) -> None:
        day = self._day
        if day is not None:
            card = self._journal.ask(lambda port: port.day(day), DayCard(day))
            told = self.figures.onto(card)
            if told != card and not self._journal.set_day(told):
                self.figures.show_day(card)

    def _tell(self, card: DayCard) -> str:
        if card.episodes == 0:
            if card.status != "complete":
                return self.tr("nothing logged")
            return self.tr("no episodes so far") if card.provisional else self.tr("no episodes")
        if card.episodes == 1:
            return self.tr("1 episode")
        return self.tr("{n} episodes").format(n=card.episodes)

    def _step(self, days: int) -> None:
        if self._day is not None:
            self.show_day(self._day + timedelta(days=days))

    def _say(self, status: str) -> None:
        day = self._day
        if day is not None:
            card = self._journal.ask(lambda port: port.day(day), DayCard(day))
            self._journal.set_day(card._replace(status=status))
