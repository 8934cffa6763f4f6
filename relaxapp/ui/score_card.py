"""A place for the score of a questionnaire that was filled in elsewhere."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from relaxapp.journal.measures import MOST, Instrument
from relaxapp.ui import check_words as words
from relaxapp.ui import journal_words
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Button, Card, Text
from relaxapp.ui.controls import Chips
from relaxapp.ui.journal_when import moment, moment_edit, show_moment
from relaxapp.ui.kept_table import KeptTable
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.ports import Named
from relaxapp.ui.selfcare_words import instruments
from relaxapp.ui.theme import SNUG

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QDateTimeEdit

    from relaxapp.ui.measure_hub import MeasureHub
    from relaxapp.ui.measure_ports import ScoreCard
    from relaxapp.ui.theme import Look


class ScoreSheet(Card):
    """Enter one, and see all of them with their published ranges; ``remove`` carries an id."""

    remove = Signal(str)

    def __init__(self, look: Look, hub: MeasureHub) -> None:
        super().__init__(spacing=SNUG)
        self._look, self._hub = look, hub
        self._kept_now = False
        title = self.tr("A questionnaire's score")
        self.setAccessibleName(title)
        self.column.addWidget(Text(look, title, "heading"))
        hint = self.tr("Filled in a GAD-7 or an OASIS, with your doctor or by yourself? Its score"
                       " can be kept here.")  # fmt: skip
        self.column.addWidget(Text(look, hint, "body", "muted"))
        options = [Named(str(known), label) for known, label in instruments().items()]
        self.which = Chips(look, self.tr("Questionnaire"), options, options[0].id)
        self.which.chosen.connect(self._follow)
        self.total = QLineEdit()
        self.total.setFont(look.font("label"))
        self.total.textChanged.connect(lambda _: self._follow())
        self.total.returnPressed.connect(self._keep)
        today = hub.ask(lambda port: port.today(), None)
        self.day = self._date(today)
        self.keep = Button(look, self.tr("Keep"), "soft", "check")
        self.keep.setAccessibleDescription(title)
        self.keep.clicked.connect(self._keep)
        holder = QWidget()
        row = FlowLayout(holder, SNUG)
        on = Text(look, self.tr("on"), "label", "muted", wrap=False)
        on.setMinimumHeight(40)
        for part in (self.which, self.total, on, self.day, self.keep):
            row.addWidget(part)
        self.column.addWidget(holder)
        self.meaning = Text(look, "", "body")
        self.column.addWidget(self.meaning)
        name = self.tr("Scores, the latest first")
        headers = (self.tr("Day"), self.tr("Questionnaire"), self.tr("Score"),
                   self.tr("Published range"))  # fmt: skip
        self.kept = KeptTable(look, name, headers, (12, 12, 10, 24))
        self.kept.remove.connect(self.remove)
        self.column.addWidget(self.kept)
        self.column.addWidget(Text(look, words.sources(), "small", "muted"))
        self._follow()

    def refresh(self) -> None:
        """Read the scores again."""
        cards = self._hub.ask(lambda port: port.scores(), ())
        today = self._hub.ask(lambda port: port.today(), None)
        self.kept.setVisible(bool(cards))
        self.meaning.setVisible(bool(cards))
        if cards and today is not None:
            self.kept.show_rows(_rows(cards, today))
            # Ids follow the order of writing: what was entered last is what one wants to read of.
            self.meaning.setText(words.meaning(max(cards, key=lambda card: card.id)))
            if self._kept_now:
                Announcer(self).say(self.meaning.text())
        self._kept_now = False

    def _follow(self) -> None:
        most = MOST[Instrument(self.which.current)]
        asked = self.tr("0 to {most}").format(most=most)
        self.total.setPlaceholderText(asked)
        name = self.tr("Score, {range}").format(range=asked)
        self.total.setAccessibleName(name)
        self.total.setValidator(QIntValidator(0, most, self.total))
        self.total.setFixedWidth(self.total.fontMetrics().horizontalAdvance(asked) + 44)
        self.keep.setEnabled(self.total.hasAcceptableInput())

    def _keep(self) -> None:
        if not self.total.hasAcceptableInput():
            return
        which, total = self.which.current, int(self.total.text())
        day = moment(self.day, datetime.combine(self._today(), time(12))).date()
        self._kept_now = True
        if self._hub.do(lambda port: port.score(which, total, day)):
            self.total.clear()
            show_moment(self.day, datetime.combine(self._today(), time(12)))
        self._kept_now = False

    def _today(self) -> date:
        found = self._hub.ask(lambda port: port.today(), None)
        return self._shown if found is None else found

    def _date(self, today: date | None) -> QDateTimeEdit:
        from datetime import date as any_day

        self._shown = today or any_day(2000, 1, 1)
        edit = moment_edit(
            self._look, self.tr("Day of the questionnaire"), datetime.combine(self._shown, time(12))
        )
        edit.setDisplayFormat("yyyy-MM-dd")
        edit.setMinimumWidth(150)
        return edit


def _rows(cards: Sequence[ScoreCard], today: date) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (
            card.id,
            (
                journal_words.day(card.day, today),
                instruments()[Instrument(card.instrument)],
                f"{card.total} / {MOST[Instrument(card.instrument)]}",
                words.range_of(card.instrument, card.total),
            ),
        )
        for card in reversed(cards)
    ]
