"""The on/off trial on a page: what it is, begin one, how it stands, stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relaxapp.journal.trial import USUAL_DAYS, Act
from relaxapp.ui import check_words as words
from relaxapp.ui import journal_words
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Button, Card, Text
from relaxapp.ui.controls import Chips
from relaxapp.ui.ports import Named
from relaxapp.ui.selfcare_words import acts
from relaxapp.ui.theme import SNUG, TIGHT

if TYPE_CHECKING:
    from datetime import date

    from relaxapp.journal.trials import Progress
    from relaxapp.ui.measure_hub import MeasureHub
    from relaxapp.ui.theme import Look

_WEEK = 7
_WEEKS = (USUAL_DAYS // _WEEK, 10, 12)


class TrialSheet(Card):
    """One trial at a time; when it is over its days can be read, and another begun."""

    def __init__(self, look: Look, hub: MeasureHub) -> None:
        super().__init__(spacing=SNUG)
        self._look, self._hub = look, hub
        title = self.tr("An on/off trial")
        self.setAccessibleName(title)
        self.column.addWidget(Text(look, title, "heading"))
        self.standing = self._make_standing()
        self.setup = self._make_setup()
        self.column.addWidget(self.standing)
        self.column.addWidget(self.setup)
        hub.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read again how it stands."""
        found = self._hub.ask(lambda port: port.trial(), None)
        today = self._hub.ask(lambda port: port.today(), None)
        going = found is not None and not found.over
        self.standing.setVisible(found is not None)
        self.setup.setVisible(not going)
        self.another.setVisible(found is not None)
        self.stop.setVisible(going)
        if found is None or today is None:
            return
        self.what.setText(self._span(found, today))
        told = (words.coin(found), words.done(found))
        self.coin.setText(" · ".join(part for part in told if part))
        self.coin.setVisible(going)
        self.count.setText(words.counted(found))
        self._tell_result(found)
        left = (found.trial.last - today).days + 1
        short = going and found.complete + left < found.needed
        self.short.setVisible(short)

    @property
    def first_control(self) -> QWidget:
        """What stops a trial that goes on, or chooses the act of the next."""
        return self.stop if self.stop.isVisibleTo(self) else self.act.first_control

    def come_to_read(self) -> None:
        """Note that somebody has come here to see how it stands."""
        self._hub.ask(lambda port: port.result_read(), None)

    def _tell_result(self, found: Progress) -> None:
        """Say what came of it once it is over; nobody looks before, not even relaxapp."""
        lines: tuple[str, ...] = ()
        if found.over:
            result = self._hub.ask(lambda port: port.result(), None)
            lines = (self.tr("From tomorrow on it can be read here."),)
            if result is not None:
                lines = words.read_out(result)
        self.result.setText("\n\n".join(lines))
        self.result.setVisible(bool(lines))

    def _span(self, found: Progress, today: date) -> str:
        act, trial = acts()[found.trial.act], found.trial
        since, until = (
            journal_words.within(journal_words.day(day, today))
            for day in (trial.started, trial.last)
        )
        if found.over:
            return self.tr("{act}, from {since} to {until}: it is over.").format(
                act=act, since=since, until=until
            )
        told = self.tr("{act}, from {since} until {until}.")
        return told.format(act=act, since=since, until=until)

    def _make_standing(self) -> QWidget:
        look, holder = self._look, QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        self.what = Text(look, "", "body")
        self.coin = Text(look, "", "strong", "accent")
        self.count = Text(look, "", "body", "muted")
        told = self.tr("Too few days are left to come to as many. You can let it go on, or stop it"
                       " and begin anew.")  # fmt: skip
        self.short = Text(look, told, "body", "muted")
        self.result = Text(look, "", "body")
        self.stop = Button(look, self.tr("Stop the trial"))
        self.stop.clicked.connect(self._stop)
        for part in (self.what, self.coin, self.count, self.short, self.result):
            column.addWidget(part)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        return holder

    def _make_setup(self) -> QWidget:
        look, holder = self._look, QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        self.another = Text(look, self.tr("Another trial"), "strong")
        column.addWidget(self.another)
        for line in words.explained():
            column.addWidget(Text(look, line, "body", "muted"))
        options = [Named(str(act), label) for act, label in acts().items()]
        self.act = Chips(look, self.tr("The helpful act"), options, str(Act.SESSION))
        column.addWidget(self.act)
        weeks = [Named(str(n), self.tr("{n} weeks").format(n=n)) for n in _WEEKS]
        self.weeks = Chips(look, self.tr("For how long"), weeks, str(_WEEKS[0]))
        column.addWidget(self.weeks)
        self.begin = Button(look, self.tr("Begin today"), "soft", "play")
        self.begin.clicked.connect(self._begin)
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        return holder

    def _begin(self) -> None:
        act, days = self.act.current, int(self.weeks.current) * _WEEK
        if self._hub.do(lambda port: port.start_trial(act, days)):
            Announcer(self).say(self.coin.text())
            self.stop.setFocus()

    def _stop(self) -> None:
        if self._hub.do(lambda port: port.stop_trial()):
            Announcer(self).say(self.what.text())
            self.act.first_control.setFocus()
