"""Ties the journal to the window: the button in the rail, the strip below, the pages behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from relaxapp.ui.journal_button import LogButton

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.journal_page import JournalFlow
    from relaxapp.ui.journal_ports import EpisodeCard
    from relaxapp.ui.journal_strip import QuickStrip, RunningBar
    from relaxapp.ui.measure_hub import MeasureHub
    from relaxapp.ui.report_ports import ReportPort
    from relaxapp.ui.theme import Look
    from relaxapp.ui.window import MainWindow

PAGE, HELP = "journal", "help"
_LOW = 560
"""Logical pixels of window; below it the strip shows only its most needed lines."""


class JournalDesk(QObject):
    """What is loaded with the window is the button alone; all else comes when it is used.

    ``relax`` asks for a short session, ``relax_area`` for one made for the sites of an episode,
    whose id it carries.
    """

    relax = Signal()
    relax_area = Signal(str)

    def __init__(
        self, look: Look, journal: Journal, drawing: Path, measures: MeasureHub | None = None
    ) -> None:
        """``drawing`` is the body figure's (assets/body/figure.json)."""
        super().__init__()
        self._look, self._journal, self._drawing = look, journal, drawing
        self._measures = measures
        self.button = LogButton(look)
        self.button.clicked.connect(self.log)
        self.strip: QuickStrip | None = None
        self._running: RunningBar | None = None
        self._page: JournalFlow | None = None
        self._window: MainWindow | None = None
        self._before: QWidget | None = None
        self.way_back: Callable[[], bool] | None = None
        """Offers a way out of a damaged journal; False where it is not damaged."""
        self.report: Callable[[], ReportPort] | None = None
        """Makes the report for a doctor; set before the page is first shown."""
        self._told: set[str] = set()
        self._shown: dict[str, QWidget] = {}
        journal.failed.connect(self._tell_problem)
        journal.changed.connect(self._follow_journal)

    def attach(self, window: MainWindow) -> None:
        """Stand in this window: its rail, its foot and its keys."""
        self._window = window
        window.add_to_rail(self.button)
        window.immersion_changed.connect(self._follow_immersion)
        for keys, act in (("Ctrl+L", self.log), ("Ctrl+Shift+L", self.start)):
            QShortcut(QKeySequence(keys), window).activated.connect(act)

    def wake(self) -> None:
        """Show what still goes on; opens the journal, so it waits for the first picture."""
        from relaxapp.ui.journal_strip import RunningBar

        if self._running is None and self._window is not None:
            self._running = RunningBar(self._look, self._journal)
            self._running.detail.connect(self.open)
            self._running.set_alone(alone=self._window.rail.isHidden())
            self._window.add_below(self._running)
            self._running.refresh()

    def page(self) -> JournalFlow:
        """Return the Journal page, made on the first visit."""
        from relaxapp.ui.journal_page import JournalFlow

        if self._page is None:
            self._page = JournalFlow(
                self._look, self._journal, self._drawing, self._measures, self.report
            )
            self._page.start.connect(self.start)
            self._page.help.connect(self._show_help)
            self._page.area.connect(self.relax_area)
        return self._page

    def log(self) -> None:
        """Keep an episode that comes now, and offer to say more; the focus goes there."""
        self._log(running=False)

    def start(self) -> None:
        """Begin an episode that goes on until it is stopped."""
        self.wake()
        self._log(running=True)

    def refresh(self) -> None:
        """Have every view read again, as the journal is another now."""
        self._journal.changed.emit()

    def forget(self) -> None:
        """Close whatever is open, as all of the journal was erased, and begin anew."""
        self._drop()
        self._told.clear()
        if self._page is not None:
            self._page.forget()
        self.refresh()

    def open(self, episode: str) -> None:
        """Show the form of an episode."""
        # While a session has the window, its page stays: to leave it is up to the person.
        if self._window is not None and not self._window.rail.isHidden():
            self._put_away()
            self._window.show_page(PAGE)
            if self._page is not None:
                self._page.open(episode)

    def show_trial(self) -> None:
        """Show how the on/off trial stands, on the Journal page."""
        if self._window is not None and not self._window.rail.isHidden():
            self._window.show_page(PAGE)
            if self._page is not None:
                self._page.show_weeks(trial=True)

    def _log(self, *, running: bool) -> None:
        last = self._journal.ask(lambda port: port.last_site(), "")
        made = self._journal.log(running=running)
        if made is not None and self._window is not None:
            self._show(made, last, self._window)

    def _follow_journal(self) -> None:
        if self.strip is not None:
            self.strip.again()

    def _follow_immersion(self) -> None:
        if self._window is not None:
            alone = self._window.rail.isHidden()
            for bar in (self.strip, self._running):
                if bar is not None:
                    bar.set_alone(alone=alone)

    def _show(self, episode: EpisodeCard, last: str, window: MainWindow) -> None:
        from relaxapp.ui.journal_strip import QuickStrip

        before = window.focusWidget()
        if self.strip is None or not self.strip.isAncestorOf(before):
            self._before = before
        self._drop()
        playing = window.rail.isHidden()  # who is in a session needs none offered
        offer = not playing and self._journal.ask(lambda port: port.offer_due(), otherwise=False)
        strip = QuickStrip(self._look, self._journal, episode, last, offer=offer)
        strip.detail.connect(lambda: self.open(strip.episode.id))
        strip.away.connect(self._put_away)
        strip.relax.connect(self._relax)
        strip.area.connect(lambda: self._relax_area(strip.episode.id))
        window.add_below(strip)
        strip.set_snug(window.height() < _LOW)
        strip.set_alone(alone=window.rail.isHidden())
        strip.show()  # at once, so that it can have the focus
        self.strip = strip
        strip.first_control.setFocus(Qt.FocusReason.OtherFocusReason)
        strip.announce()

    def _put_away(self) -> None:
        """Close the strip; the focus goes back to where it came from."""
        before, strip = self._before or self.button, self.strip
        window = self._window
        held = (
            window is not None and strip is not None and (strip.isAncestorOf(window.focusWidget()))
        )  # else the person has gone on
        if held and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._drop()

    def _drop(self) -> None:
        if self.strip is not None:
            self.strip.hide()
            self.strip.deleteLater()
            self.strip = None

    def _relax(self) -> None:
        self._put_away()
        self.relax.emit()

    def _relax_area(self, episode: str) -> None:
        self._put_away()
        self.relax_area.emit(episode)

    def _show_help(self) -> None:
        if self._window is not None:
            self._window.show_page(HELP)

    def _tell_problem(self) -> None:
        window, problem = self._window, self._journal.problem
        if self.way_back is not None and self.way_back():
            return
        if window is None or problem in self._shown:
            return
        if problem in self._told and not self._journal.pressed:
            return  # put away, and it was only a view that asked once more
        self._told.add(problem)
        notice = window.tell(problem, (self.tr("Try again"), self._try_again))
        self._shown[problem] = notice
        notice.destroyed.connect(lambda: self._put_away_problem(problem, notice))

    def _put_away_problem(self, problem: str, notice: QWidget) -> None:
        if self._shown.get(problem) is notice:
            del self._shown[problem]

    def _try_again(self) -> None:
        self._told.clear()
        self._shown.clear()
        self._journal.changed_elsewhere()
