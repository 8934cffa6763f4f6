"""Of which days and which episodes the Insights page tells: period, place and kind."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from relaxapp import body
from relaxapp.ui import journal_words as words
from relaxapp.ui.components import Card, Text
from relaxapp.ui.controls import Chips, Pick, field
from relaxapp.ui.day_line import DayLine, told_of_odd
from relaxapp.ui.insight_ports import Asked
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.ports import Named
from relaxapp.ui.theme import GAP, SNUG

if TYPE_CHECKING:
    from relaxapp.ui.theme import Look

ALL, OWN = "all", "own"
USUAL: Final = "56"
"""Days: what a doctor's diary covers at least."""


class Choices(Card):
    """``changed`` fires when the person chooses."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(padding=GAP, spacing=SNUG)
        self._look = look
        self.setAccessibleName(self.tr("Which days and episodes"))
        options = (
            Named("28", self.tr("4 weeks")),
            Named(USUAL, self.tr("8 weeks")),
            Named("91", self.tr("3 months")),
            Named("182", self.tr("6 months")),
            Named("365", self.tr("12 months")),
            Named(ALL, self.tr("All")),
            Named(OWN, self.tr("From … to …")),
        )
        self.period = Chips(look, self.tr("Period"), options, USUAL)
        self.period.chosen.connect(self._choose)
        self.column.addWidget(self.period)
        holder = QWidget()
        self._row = FlowLayout(holder, SNUG)
        self.since, self.until = DayLine(look, self.tr("From")), DayLine(look, self.tr("To"))
        for line in (self.since, self.until):
            line.editingFinished.connect(self.changed)
            line.put_into(self._row)
        anywhere, anything = [(self.tr("Anywhere"), "")], [(self.tr("Any kind"), "")]
        sites = dict.fromkeys((*body.GROUPS, *body.REGIONS))
        self.site = self._pick(
            self.tr("Where"), anywhere + [(words.site(one), one) for one in sites]
        )
        self.kind = self._pick(
            self.tr("Kind"), anything + [(one.label, one.id) for one in words.kinds()]
        )
        self.column.addWidget(holder)
        self.wrong = Text(look, "", "small", "sand")
        self.column.addWidget(self.wrong)
        self._show_dates()

    def asked(self, today: date) -> Asked | None:
        """Return what is chosen; None while the dates make no sense."""
        site, kind = self.site.currentData(), self.kind.currentData()
        chosen = self.period.current
        if chosen == ALL:
            return Asked(site=site, kind=kind)
        if chosen != OWN:
            return Asked(today - timedelta(days=int(chosen) - 1), today, site, kind)
        since, until = self.since.day, self.until.day
        wrong = told_of_odd((self.since, self.until))
        self._tell(wrong)
        if wrong:
            return None
        if since is not None and since > today:
            self._tell(self.tr("{day} is yet to come.").format(day=since.isoformat()))
            return None
        if since is not None and until is not None and until < since:
            told = self.tr("The last day comes before the first: {first} to {last}.")
            self._tell(told.format(first=since.isoformat(), last=until.isoformat()))
            return None
        return Asked(since, until, site, kind)

    def _choose(self) -> None:
        self._tell("")
        self._show_dates()
        self.changed.emit()

    def _show_dates(self) -> None:
        for line in (self.since, self.until):
            line.offer(on=self.period.current == OWN)
        self._tell("")

    def _tell(self, told: str) -> None:
        self.wrong.setText(told)
        self.wrong.setVisible(bool(told))

    def _pick(self, name: str, options: list[tuple[str, str]]) -> Pick:
        pick = Pick(self._look, name)
        pick.setMinimumContentsLength(14)
        for label, value in options:
            pick.addItem(label, value)
        pick.activated.connect(lambda _: self.changed.emit())
        holder = QWidget()
        holder.setLayout(field(self._look, name, pick))
        self._row.addWidget(holder)
        return pick
