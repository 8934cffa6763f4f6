"""The weekly check as a part of a page: rate the week, see the weeks, enter a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relaxapp.ui import check_words as words
from relaxapp.ui import journal_words
from relaxapp.ui.check_chart import CheckChart
from relaxapp.ui.check_rating import WeekQuestions
from relaxapp.ui.components import Button, Card, Text
from relaxapp.ui.controls import Notice, Switch
from relaxapp.ui.kept_table import KeptTable
from relaxapp.ui.plain_words import PlainWords
from relaxapp.ui.score_card import ScoreSheet
from relaxapp.ui.theme import GAP, SNUG

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QShowEvent

    from relaxapp.ui.measure_hub import MeasureHub
    from relaxapp.ui.measure_ports import WeekCard
    from relaxapp.ui.theme import Look

_SHOWN = 26
"""Looks back in the picture: half a year of weeks. The table has them all."""
_WEEK_DAYS = 7


class CheckSection(QWidget):
    """To be put into any page; ``help`` asks for the page on seeing a doctor."""

    help = Signal()

    def __init__(self, look: Look, hub: MeasureHub) -> None:
        super().__init__()
        self._look, self._hub = look, hub
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.words = PlainWords(look, hub)
        self.words.help.connect(self.help)
        self.words.settled.connect(self._settled)
        self.gone = Notice(look, "bin")
        self.back = Button(look, self.tr("Undo"), "large")
        self.back.clicked.connect(self._take_back)
        self.gone.row.addWidget(self.back)
        self.rate = self._rate()
        self.over_weeks = self._over_weeks()
        self.scores = ScoreSheet(look, hub)
        self.scores.remove.connect(self._remove)
        self.asking = Switch(look, self.tr("Ask me once a week, on the page Today"))
        self.asking.toggled.connect(self._ask)
        self.emergency = Text(look, words.emergency(), "body")
        for part in (self.words, self.gone, self.rate, self.over_weeks, self.scores, self.asking,
                     self.emergency):  # fmt: skip
            column.addWidget(part)
        self._stale, self._gone = False, ""
        hub.changed.connect(self._changed)
        self.refresh()

    @property
    def first_control(self) -> QWidget:
        """The first answer, or the button that asks for one."""
        return self.questions.first_control if self.questions.isVisibleTo(self) else self.again

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self.refresh()
        super().showEvent(event)

    def refresh(self) -> None:
        """Read everything again."""
        self._stale = False
        hub = self._hub
        weeks = hub.ask(lambda port: port.weeks(), ())
        today = hub.ask(lambda port: port.today(), None)
        if today is None:
            return
        self._tell_last(weeks, today)
        self._show_weeks(weeks, today)
        self.scores.refresh()
        self.words.refresh()
        self.asking.blockSignals(True)
        self.asking.setChecked(hub.ask(lambda port: port.asking(), otherwise=False))
        self.asking.blockSignals(False)

    def _changed(self) -> None:
        """Read again when somebody looks: a page that is not seen need not follow each change."""
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _rate(self) -> Card:
        look, sheet = self._look, Card(spacing=SNUG)
        title = self.tr("How was the past week?")
        sheet.setAccessibleName(title)
        sheet.column.addWidget(Text(look, title, "heading"))
        hint = self.tr("Two ratings, if you like. Weeks go up and down; no week has to be better"
                       " than the one before.")  # fmt: skip
        sheet.column.addWidget(Text(look, hint, "body", "muted"))
        self.last = Text(look, "", "body")
        self.again = Button(look, self.tr("Rate once more"))
        self.again.clicked.connect(self._once_more)
        self.questions = WeekQuestions(look, self._hub)
        self.questions.kept.connect(self._rated)
        sheet.column.addWidget(self.last)
        sheet.column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        sheet.column.addWidget(self.questions)
        self._more = False
        return sheet

    def _over_weeks(self) -> Card:
        look, sheet = self._look, Card(spacing=SNUG)
        title = self.tr("Over the weeks")
        sheet.setAccessibleName(title)
        sheet.column.addWidget(Text(look, title, "heading"))
        told = self.tr("Anxiety is a dot, how much it got in the way a ring.")
        sheet.column.addWidget(Text(look, told, "body", "muted"))
        self.chart = CheckChart(look)
        sheet.column.addWidget(self.chart)
        name = self.tr("The weeks, the latest first")
        headers = (self.tr("Day"), self.tr("Anxiety"), self.tr("In the way"))
        self.weeks = KeptTable(look, name, headers, (16, 12, 12))
        self.weeks.remove.connect(self._remove)
        sheet.column.addWidget(self.weeks)
        return sheet

    def _tell_last(self, weeks: Sequence[WeekCard], today: date) -> None:
        latest = weeks[-1] if weeks else None
        fresh = latest is not None and (today - latest.day).days < _WEEK_DAYS
        if latest is not None:
            told = self.tr("You looked back {day}: anxiety {anxiety}, in the way {other}.")
            self.last.setText(told.format(
                day=journal_words.within(journal_words.day(latest.day, today)),
                anxiety=words.rated(latest.anxiety), other=words.rated(latest.interference),
            ))  # fmt: skip
        self.last.setVisible(latest is not None)
        self.again.setVisible(fresh and not self._more)
        self.questions.setVisible(not fresh or self._more)

    def _show_weeks(self, weeks: Sequence[WeekCard], today: date) -> None:
        self.over_weeks.setVisible(bool(weeks))
        shown = weeks[-_SHOWN:]
        one = self.tr("Picture of one look back; the table below says the same")
        many = self.tr("Picture of {n} looks back; the table below says the same")
        self.chart.show_weeks(shown, today, one if len(shown) == 1 else many.format(n=len(shown)))
        self.weeks.show_rows(
            [
                (
                    week.id,
                    (
                        journal_words.day(week.day, today),
                        "" if week.anxiety is None else str(week.anxiety),
                        "" if week.interference is None else str(week.interference),
                    ),
                )
                for week in reversed(weeks)
            ]
        )

    def _once_more(self) -> None:
        self._more = True
        self.refresh()
        self.questions.first_control.setFocus()

    def _rated(self) -> None:
        self._more = False
        self.refresh()
        target = self.words.settle if self.words.isVisibleTo(self) else self.first_control
        target.setFocus()

    def _settled(self) -> None:
        self.first_control.setFocus()

    def _remove(self, entry: str) -> None:
        if self._hub.remove((entry,)):
            self._gone = entry
            self.gone.tell(self.tr("1 entry is in the trash, for 30 days."))
            self.back.setFocus()

    def _take_back(self) -> None:
        self.first_control.setFocus()
        self._hub.restore((self._gone,))
        self.gone.tell("")

    def _ask(self, on: bool) -> None:  # noqa: FBT001 - Qt's own
        self._hub.ask(lambda port: port.set_asking(on=on), None)
