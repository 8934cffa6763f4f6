"""The Insights page: what the journal comes to, in pictures that are tables too.

Nothing is read before the page is seen, and nothing in the window's own thread. What it shows is
told as it is counted: no score, no streak, and where nothing is known, that.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relaxapp.painting import words
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Button, Card, Scroll, Text
from relaxapp.ui.insight_cards import Cards
from relaxapp.ui.insight_choices import Choices
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import GAP, SNUG

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from relaxapp.journal.panorama import Panorama
    from relaxapp.ui.chart_view import ChartView
    from relaxapp.ui.insight_ports import Asked, InsightsPort, Sight
    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.theme import Look

_SETTLE_MS: Final = 400
"""So long after the last change the page reads again."""
_AROUND: Final = 60
"""Pixels to be seen above and below a cell that was walked to."""
_WEEKLY: Final = "insights-weekly"
"""Under this name the journal remembers that the word on weekly looks was read."""


class InsightsPage(Scroll):
    """Choose days and episodes, and see; other parts find their place with ``add_section``.

    ``weeks`` asks for the page of the weekly check, ``report`` for that of the report.
    """

    weeks = Signal()
    report = Signal()

    shown = Signal()
    """The answer to what was asked last is on the page."""

    def __init__(self, look: Look, journal: Journal, port: InsightsPort) -> None:
        super().__init__(widest=980)
        self._look, self._journal, self._port = look, journal, port
        self._asked: Asked | None = None
        self._stale = True
        self._number = 0
        self._anyway = False
        self._announcer = Announcer(self)
        self.setAccessibleName(self.tr("Insights"))
        self.column.addWidget(Text(look, self.tr("Insights"), "title"))
        self.weekly = self._weekly()
        self.column.addWidget(self.weekly)
        self.paused = self._paused()
        self.column.addWidget(self.paused)
        self.choices = Choices(look)
        self.choices.changed.connect(self._choose)
        self.column.addWidget(self.choices)
        self.state = Text(look, "", "lead", "muted")
        self.column.addWidget(self.state)
        self._body = QWidget()
        self._sections = QVBoxLayout(self._body)
        self._sections.setContentsMargins(0, 0, 0, 0)
        self._sections.setSpacing(GAP)
        self.column.addWidget(self._body)
        self.cards = Cards(look, port.keep)
        for card in (*self.cards.every, self.cards.patterns):
            self._sections.addWidget(card)
        for card in self.cards.every:
            if card.view is not None:
                card.view.walked.connect(partial(self._bring_in_sight, card.view))
        self.column.addWidget(self._ways())
        self.column.addStretch(1)
        self._body.hide()
        self._soon = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._soon.timeout.connect(self._read)
        journal.changed.connect(self._changed)

    @property
    def first_control(self) -> QWidget:
        """The period."""
        return self.choices.period.first_control

    def add_section(self, section: QWidget, *, first: bool = False) -> None:
        """Put another part below the pictures, or above them."""
        self._sections.insertWidget(0 if first else self._sections.count(), section)

    def forget(self) -> None:
        """Show nothing of a journal that is no longer the one that was read."""
        self._stale, self._anyway = True, False
        self._body.hide()
        self._tell("")
        self._number += 1  # what is still being read is of the other one
        self._look_at_pause()
        self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look_at_pause()
        if self._stale:
            self._read()

    def _bring_in_sight(self, view: ChartView) -> None:
        if view.here is not None:
            box = view.cells()[view.here].box.toAlignedRect()
            at = view.mapTo(self.canvas, box.center())
            self.ensureVisible(at.x(), at.y(), 0, box.height() // 2 + _AROUND)

    # ------------------------------------------------------------- reading

    def _choose(self) -> None:
        asked = self.choices.asked(self._port.today())
        if asked is not None and (asked != self._asked or self._stale):
            self._read()

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._look_at_pause()
            self._soon.start()

    def _read(self) -> None:
        asked = self.choices.asked(self._port.today())
        if asked is None or not self.isVisible() or self.paused.isVisible():
            return
        self._asked, self._stale = asked, False
        if self._body.isHidden():
            self._tell(self.tr("Reading the journal…"))
        self._number += 1
        self._port.ask(asked, partial(self._answer, self._number))

    def _answer(self, number: int, sight: Sight) -> None:
        if number == self._number:
            self._show(sight)

    def _show(self, sight: Sight) -> None:
        found = sight.pictures
        if found is None:
            self._body.hide()
            self._tell(sight.problem)
        elif found.is_blank:
            self._body.hide()
            whole = sight.insights is None or sight.insights.since is None
            self._tell(self._blank(whole=whole))
        else:
            self._tell(self._beginning(found))
            of = self._of(found)
            self.cards.show_sight(sight, of)
            self._body.show()
            self._announcer.say(of)
        self.shown.emit()

    def _tell(self, told: str) -> None:
        self.state.setText(told)
        self.state.setVisible(bool(told))

    # ------------------------------------------------------------- words

    def _of(self, found: Panorama) -> str:
        """Return of what days and episodes the pictures are."""
        parts = []
        if found.days:
            first, last = found.days[0].day, found.days[-1].day
            parts.append(f"{words.full_day(first)} \N{EN DASH} {words.full_day(last)}")
        if found.wanted.site:
            parts.append(words.site(found.wanted.site))
        if found.wanted.kind:
            parts.append(self.choices.kind.currentText())
        return " · ".join(parts)

    def _blank(self, *, whole: bool) -> str:
        """Return a word on nothing: in the whole journal, or in these days."""
        if whole:
            return self.tr(
                "Nothing is here yet, and nothing has to be. What you log shows up by itself:"
                " when episodes come, where, and what you did about them."
            )
        return self.tr(
            "Nothing was logged and nothing said of these days. That is no gap to fill: choose"
            " another period, or just go on from today."
        )

    def _beginning(self, found: Panorama) -> str:
        """Return a word on how much there is, where that is very little."""
        if not found.has_episodes:
            if found.calendar.complete:
                return self.tr("No episode in this time.")
            return self.tr(
                "No episode is logged in this time. A day counts as free of them only once you"
                " call it complete; until then it is simply not said."
            )
        if not found.calendar.episodes:
            return self.tr("None of the episodes in this time is of this place and kind.")
        if found.calendar.episodes == 1:
            return self.tr("One episode so far. Pictures say more once there are some weeks.")
        if len(found.days) == 1:
            return self.tr("One day so far. Pictures say more once there are some weeks.")
        return ""

    # ------------------------------------------------------------- cards of the page itself

    def _ways(self) -> QWidget:
        """What else looks back over the weeks, on pages of its own."""
        holder = QWidget()
        row = FlowLayout(holder, SNUG)
        self.to_weeks = Button(self._look, self.tr("Weekly check and on/off trial"), "link")
        self.to_weeks.clicked.connect(self.weeks)
        self.to_report = Button(self._look, self.tr("Report for a doctor"), "link")
        self.to_report.clicked.connect(self.report)
        row.addWidget(self.to_weeks)
        row.addWidget(self.to_report)
        return holder

    def _weekly(self) -> Card:
        look = self._look
        card = Card("notice", GAP, SNUG)
        told = self.tr(
            "Insights are for a look once a week or so, not once an hour. Looking often keeps the"
            " mind on twitches; a few weeks of days tell more than any single one."
        )
        card.column.addWidget(Text(look, told, "body", "dusk"))
        self.understood = Button(look, self.tr("All right"), "large")
        self.understood.setAccessibleDescription(told)
        self.understood.clicked.connect(self._understand)
        card.column.addWidget(self.understood, 0, Qt.AlignmentFlag.AlignLeft)
        seen = self._journal.ask(lambda port: port.has_advised(_WEEKLY), otherwise=True)
        card.setVisible(not seen)
        return card

    def _understand(self) -> None:
        self._journal.advised(_WEEKLY)
        self.weekly.hide()
        self.first_control.setFocus()

    def _paused(self) -> Card:
        look = self._look
        card = Card("notice", GAP, SNUG)
        told = self.tr(
            "Tracking is paused, so nothing is counted up here. It goes on when you switch it on"
            " again in the journal."
        )
        card.column.addWidget(Text(look, told, "body", "dusk"))
        self.anyway = Button(look, self.tr("Show them all the same"))
        self.anyway.setAccessibleDescription(told)
        self.anyway.clicked.connect(self._show_anyway)
        card.column.addWidget(self.anyway, 0, Qt.AlignmentFlag.AlignLeft)
        card.hide()
        return card

    def _look_at_pause(self) -> None:
        paused = self._journal.ask(lambda port: port.paused(), otherwise=False)
        hide = paused and not self._anyway
        if hide and not self.paused.isVisible():
            self._body.hide()
            self._tell("")
            self._stale = True
        self.paused.setVisible(hide)
        self.choices.setVisible(not hide)

    def _show_anyway(self) -> None:
        self._anyway = True
        self._look_at_pause()
        self._read()
        self.first_control.setFocus()
