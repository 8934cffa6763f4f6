"""The Journal page: episodes or everything else, and on top a form or the trash when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from relaxapp.ui.journal_history import HistoryPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.measure_hub import MeasureHub
    from relaxapp.ui.report_ports import ReportPort
    from relaxapp.ui.selfcare_page import SelfCarePage
    from relaxapp.ui.theme import Look


class JournalFlow(QStackedWidget):
    """``start`` asks for a live episode, ``help`` for the page on seeing a doctor.

    ``area`` asks for a session made for the sites of an episode, whose id it carries.
    """

    start = Signal()
    help = Signal()
    area = Signal(str)

    def __init__(
        self,
        look: Look,
        journal: Journal,
        drawing: Path,
        measures: MeasureHub | None = None,
        report: Callable[[], ReportPort] | None = None,
    ) -> None:
        """``drawing`` is the body figure's (assets/body/figure.json).

        Without ``measures`` there is no page of the weekly check, without ``report``, which makes
        reports, none of the report for a doctor.
        """
        super().__init__()
        self._report = report
        self._look, self._journal, self._drawing = look, journal, drawing
        self._measures = measures
        self._view: QWidget | None = None
        self._others: SelfCarePage | None = None
        self._base: HistoryPage | SelfCarePage
        self.history = HistoryPage(look, journal, reports=report is not None)
        self.history.start.connect(self.start)
        self.history.opened.connect(self.open)
        self.history.trash.connect(self.show_trash)
        self.history.report.connect(self.show_report)
        self.history.turned.connect(lambda: self.turn(self.others))
        self.addWidget(self.history)
        self._base = self.history

    @property
    def others(self) -> SelfCarePage:
        """The view of all that is no episode, made when it is first asked for."""
        from relaxapp.ui.selfcare_page import SelfCarePage

        if self._others is None:
            self._others = SelfCarePage(self._look, self._journal)
            self._others.trash.connect(self.show_trash)
            self._others.weeks.connect(self.show_weeks)
            self._others.adding.weeks.setVisible(self._measures is not None)
            self._others.turned.connect(lambda: self.turn(self.history))
            self.addWidget(self._others)
        return self._others

    @property
    def view(self) -> QWidget:
        """The view that is seen."""
        return self._view or self._base

    @property
    def first_control(self) -> QWidget | None:
        """What has the focus when someone comes here."""
        return getattr(self.view, "first_control", None)

    def open(self, episode: str) -> None:
        """Show the form of an episode; nothing where it is gone."""
        from relaxapp.ui.journal_form import EpisodeForm

        card = self._journal.ask(lambda port: port.episode(episode), None)
        if card is not None:
            form = EpisodeForm(self._look, self._journal, card, self._drawing)
            form.leave.connect(self.home)
            form.help.connect(self.help)
            form.area.connect(lambda: self.area.emit(episode))
            self._show(form, form.first_control)

    def show_trash(self) -> None:
        """Show what was deleted."""
        from relaxapp.ui.journal_trash import TrashPage

        page = TrashPage(self._look, self._journal)
        page.leave.connect(self.home)
        self._show(page, page.first_control)

    def show_report(self) -> None:
        """Show the report for the doctor."""
        from relaxapp.ui.report_page import ReportPage

        if isinstance(self._view, ReportPage):
            self._view.first_control.setFocus()
        elif self._report is not None:
            page = ReportPage(self._look, self._journal, self._report())
            page.leave.connect(self.home)
            self._show(page, page.first_control)

    def show_weeks(self, *, trial: bool = False) -> None:
        """Show the page of the weekly check, at the trial if that was asked for."""
        from relaxapp.ui.check_page import CheckPage

        if self._measures is not None:
            page = CheckPage(self._look, self._measures)
            page.leave.connect(self.home)
            page.help.connect(self.help)
            self._show(page, page.first_control)
            if trial:
                page.show_trial()

    def home(self) -> None:
        """Return to the view from which one came."""
        self._show(None, self._base.first_control)

    def turn(self, base: HistoryPage | SelfCarePage) -> None:
        """Show one of the two views; the focus stays on the choice between them."""
        self._base = base
        self._show(None, base.head.views.first_control)

    def forget(self) -> None:
        """Close whatever is open: the entries are gone, and nothing of them is written again."""
        if self._view is not None:
            give_up = getattr(self._view, "give_up", None)
            if give_up is not None:
                give_up()
            self.home()
        if self._others is not None:
            self._others.forget()
        self.history.gone.tell("")

    def _show(self, view: QWidget | None, focus: QWidget) -> None:
        old, self._view = self._view, view
        if view is not None:
            self.addWidget(view)
        if self.isVisible():  # else the focus is where the person is
            focus.setFocus()
        self.setCurrentWidget(view or self._base)
        if old is not None:
            self.removeWidget(old)
            old.deleteLater()
