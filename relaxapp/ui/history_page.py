"""The sessions so far: change over the weeks as a picture and a table, and each practice below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from relaxapp.journal.practice_weeks import marks
from relaxapp.ui import journal_words as words
from relaxapp.ui.components import Card, Scroll, Text, icon_button
from relaxapp.ui.plain_table import PlainTable, RowsModel
from relaxapp.ui.practice_chart import PracticeChart
from relaxapp.ui.theme import SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QKeyEvent

    from relaxapp.journal.practice_weeks import Week
    from relaxapp.ui.learning_ports import LearningPort, Pair, PastPractice
    from relaxapp.ui.theme import Look

_NEARLY = 0.95
"""The part from which a practice reads as whole: the last chime may ring on alone."""


class SessionHistory(Scroll):
    """``leave`` goes back to the sessions."""

    leave = Signal()

    def __init__(self, look: Look, learning: LearningPort) -> None:
        super().__init__(widest=900)
        self._look = look
        self.setAccessibleName(self.tr("Sessions so far"))
        head = QHBoxLayout()
        head.setSpacing(TIGHT)
        self.back = icon_button(look, "back", self.tr("Back to the sessions"))
        self.back.clicked.connect(self.leave)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(Text(look, self.tr("Sessions so far"), "title"), 1)
        self.column.addLayout(head)
        past, today = learning.history(), learning.today()
        if past:
            self.column.addWidget(self._over_weeks(learning.weeks(), today))
            self.column.addWidget(self._one_by_one(past, today))
        else:
            nothing = self.tr("Nothing here yet. What you practise shows up by itself.")
            self.column.addWidget(Text(look, nothing, "lead", "muted"))
        self.column.addStretch(1)

    @property
    def first_control(self) -> QWidget:
        """What has the focus at first."""
        return self.back

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave.emit()
        else:
            super().keyPressEvent(event)

    def _over_weeks(self, weeks: Sequence[Week], today: date) -> Card:
        look, sheet = self._look, Card(spacing=SNUG)
        sheet.column.addWidget(Text(look, self.tr("Week by week"), "heading"))
        rated = sum(week.rated for week in weeks)
        hint = self.tr("Tension before (ring) and after (dot), the mean of a week, and the days on"
                       " which you practised. Ups and downs are part of it.")  # fmt: skip
        if not rated:
            hint = self.tr("The days on which you practised. Once you rate tension before and after"
                           " a session, its change shows here too.")  # fmt: skip
        sheet.column.addWidget(Text(look, hint, "body", "muted"))
        self.chart = PracticeChart(look)
        labels = [words.within(_monday(week.start, today)) for week in weeks]
        told = self.tr("Picture of {n} weeks; the table below says the same").format(n=len(weeks))
        self.chart.show_weeks(marks(weeks), labels, told)
        sheet.column.addWidget(self.chart)
        model = RowsModel(look, (self.tr("Week from"), self.tr("Days"), self.tr("Sessions"),
                                 self.tr("Time"), self.tr("Tension")))  # fmt: skip
        model.set_rows([_week(week, today) for week in reversed(weeks)])
        name = self.tr("Week by week, the latest first")
        self.weeks = PlainTable(look, model, name, (14, 8, 10, 10, 20))
        sheet.column.addWidget(self.weeks)
        return sheet

    def _one_by_one(self, past: Sequence[PastPractice], today: date) -> Card:
        look, sheet = self._look, Card(spacing=SNUG)
        sheet.column.addWidget(Text(look, self.tr("Each session"), "heading"))
        headers = (self.tr("When"), self.tr("Session"), self.tr("Time"), self.tr("Part"),
                   self.tr("Tension"), self.tr("Worry"))  # fmt: skip
        model = RowsModel(look, headers)
        model.set_rows([_practice(one, today) for one in past])
        name = self.tr("Each session, the latest first")
        self.each = PlainTable(look, model, name, (18, 18, 9, 8, 10, 10))
        sheet.column.addWidget(self.each)
        return sheet


def _tr(text: str) -> str:
    return QCoreApplication.translate("SessionHistory", text)


def _monday(start: date, today: date) -> str:
    """Return a week's first day without its weekday, which is always Monday."""
    return words.day(start, today).removeprefix(f"{words.weekday(start)} ")


def _week(week: Week, today: date) -> tuple[str, ...]:
    tension = ""
    if week.before is not None and week.after is not None:
        tension = _tr("{before} to {after}").format(
            before=f"{week.before:.1f}", after=f"{week.after:.1f}"
        )
    time = words.length(round(week.seconds)) if week.seconds else ""
    return (_monday(week.start, today), str(week.days), str(week.practices), time, tension)


def _practice(one: PastPractice, today: date) -> tuple[str, ...]:
    part = _tr("whole") if one.share >= _NEARLY else f"{max(1, round(one.share * 100))} %"
    return (
        words.when(one.day, one.at, today),
        one.title,
        words.length(round(one.seconds)),
        part,
        _pair(one.tension),
        _pair(one.distress),
    )


def _pair(pair: Pair) -> str:
    before, after = pair
    if before is None and after is None:
        return ""
    if after is None:
        return _tr("{n} before").format(n=before)
    if before is None:
        return _tr("{n} after").format(n=after)
    return f"{before} → {after}"
