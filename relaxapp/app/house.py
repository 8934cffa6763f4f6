"""The window and its pages, put together when they are first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from relaxapp.ui.ports import Page
from relaxapp.ui.theme import Look
from relaxapp.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.app.attendant import Attendant
    from relaxapp.app.hall import Hall
    from relaxapp.app.reminders_at_work import RemindersAtWork
    from relaxapp.overview import Overview
    from relaxapp.practice import Practice
    from relaxapp.report_desk import ReportDesk
    from relaxapp.ui.builder_ports import BuilderPort
    from relaxapp.ui.flow import SessionFlow
    from relaxapp.ui.insights_page import InsightsPage
    from relaxapp.ui.journal_desk import JournalDesk
    from relaxapp.ui.journal_page import JournalFlow
    from relaxapp.ui.line_ports import LinesPort
    from relaxapp.ui.settings_page import SettingsPage
    from relaxapp.ui.today_flow import TodayFlow
    from relaxapp.ui.way_back import WayBack

TODAY = "today"


class House(QObject):
    """The window, what stands in it, and where its pages lead."""

    damage_found = Signal()

    def __init__(self, root: Hall, reminders: Callable[[], RemindersAtWork]) -> None:
        """``reminders`` returns them, made if need be: a window's first picture needs none."""
        super().__init__()
        self._root, self._reminders = root, reminders
        chosen = root.settings.load()
        self.look = Look(root.application, chosen.theme, chosen.motion)
        self._drawing = root.services.assets / "body" / "figure.json"
        self._flow: SessionFlow | None = None
        self._desk: JournalDesk | None = None
        self._practice: Practice | None = None
        self._today: TodayFlow | None = None
        self._way: WayBack | None = None
        self._report: ReportDesk | None = None
        self._overview: Overview | None = None
        self._insights: InsightsPage | None = None
        self._awake = False
        self._attendant: Attendant | None = None
        self._lines: LinesPort | None = None
        tr = root.application.translate
        pages = (
            Page("sessions", tr("app", "Sessions"), "sessions", self._sessions_page),
            Page(TODAY, tr("app", "Today"), "sun", self._today_page),
            Page("journal", tr("app", "Journal"), "journal", self._journal_page),
            Page("insights", tr("app", "Insights"), "insights", self._insights_page),
            Page("help", tr("app", "Doctor"), "doctor", self._help_page),
            Page("settings", tr("app", "Settings"), "settings", self._settings_page),
        )
        self.window = MainWindow(self.look, pages, root.settings)

    # ------------------------------------------------------------- what is asked from outside

    def wake(self) -> None:
        """Show what stands behind the first page, once that is on the screen."""
        if self._desk is None or self._awake:
            return
        self._awake = True
        from relaxapp.ui.reminder_due import DueCard
        from relaxapp.ui.sessions_watch import SessionsWatch
        from relaxapp.ui.way_back import WayBack

        root = self._root
        self._way = WayBack(self.look, root.keeping, root.journal, self.window)
        self.damage_found.connect(self._way.found)
        self._desk.way_back = self._way.offer
        self._way.mended.connect(self._refresh_sessions)
        self._desk.wake()
        DueCard(self.look, self._reminders().hub).attach(self.window)
        watch = SessionsWatch(root.services.paths.own_sessions, self.window)
        watch.changed.connect(self._sessions_changed)

    def found_damage(self) -> None:
        """Offer the way back from a damaged journal; may be called in any thread."""
        self.damage_found.emit()

    def show_today(self, reminder: str = "", *, ask_amount: bool = False) -> None:
        """Show the Today page, at a reminder, or with the question how much was drunk."""
        self._begin()
        if self.window.rail.isHidden():
            return  # a session has the window; to leave it is up to the person
        self.window.show_page(TODAY)
        if self._today is not None:
            if ask_amount:
                self._today.ask_amount()
            elif reminder:
                self._today.show_reminder(reminder)

    def start_session(self, session: str) -> None:
        """Begin a session, unless one is going on."""
        self._begin()
        if self._flow is not None and not self.window.rail.isHidden():
            self.window.show_page("sessions")
            self._flow.start_now(session)

    def log(self, *, running: bool) -> None:
        """Keep an episode and offer to say more."""
        if self._desk is not None:
            if running:
                self._desk.start()
            else:
                self._desk.log()

    def open_episode(self, episode: str) -> None:
        """Show the form of an episode."""
        self._begin()
        if self._desk is not None:
            self._desk.open(episode)

    def tell(self, title: str, words: str) -> None:
        """Say something that has to be read before the window goes."""
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.information(self.window, title, words)

    @property
    def in_session(self) -> bool:
        """Whether a session goes on."""
        return self._flow is not None and self._flow.playing is not None

    def end(self) -> None:
        """Let go of the window."""
        if self._attendant is not None:
            self._attendant.end()
        if self._lines is not None:
            self._lines.end()
        if self._report is not None:
            self._report.leave()
        if self._overview is not None:
            self._overview.end()
        self.window.hide()

    # ------------------------------------------------------------- pages

    def _begin(self) -> None:
        """See to it that the first page is there, as all else stands on it."""
        if self._flow is None:
            self.window.show_page("sessions")

    def _sessions_page(self) -> object:
        from relaxapp.learning import Learning
        from relaxapp.practice import Practice
        from relaxapp.taking import Taking
        from relaxapp.ui.flow import SessionFlow
        from relaxapp.ui.journal_desk import JournalDesk

        root = self._root
        around = root.around
        desk = self._desk = JournalDesk(self.look, root.journal, self._drawing, root.measures)
        desk.setParent(self.window)
        desk.attach(self.window)
        desk.report = self._reports
        kept = root.settings
        practice = Practice(root.services, kept.load, around.sound_out, around.asleep, kept.save)
        self._practice = practice
        learning = Learning(root.services, root.settings.load)
        taking = Taking(root.services, practice)
        flow = self._flow = SessionFlow(
            self.look, practice, root.settings, self._drawing, learning, taking
        )
        flow.attach(self.window)
        flow.offer_building(self._make_building, self._make_lines)
        flow.offer_note(lambda: root.journal.add(lambda care: care.care("bath")))
        flow.began.connect(self._attend)
        self.window.immersion_changed.connect(self._tell_of_session)
        desk.relax.connect(self._relax)
        desk.relax_area.connect(self._relax_area)
        around.show_problems_in(self.look, self.window)
        root.settle_in()
        return flow

    def _make_lines(self) -> LinesPort:
        from relaxapp.lines import Lines

        root = self._root
        self._lines = Lines(root.services, root.settings.load, root.around.sound_out)
        return self._lines

    def _make_building(self) -> BuilderPort:
        from relaxapp.building import Building

        assert self._practice is not None  # noqa: S101 - made with the first page
        return Building(self._root.services, self._practice, self._refresh_sessions)

    def _today_page(self) -> object:
        from relaxapp.ui.today_flow import TodayFlow

        self._begin()
        flow = self._today = TodayFlow(self.look, self._reminders().hub, self._root.measures)
        flow.start_session.connect(self.start_session)
        flow.log_episode.connect(self._root.log)
        flow.open_journal.connect(lambda: self.window.show_page("journal"))
        flow.open_trial.connect(self._show_trial)
        flow.open_help.connect(lambda: self.window.show_page("help"))
        return flow

    def _reports(self) -> ReportDesk:
        if self._report is None:
            from relaxapp.report_desk import ReportDesk

            self._report = ReportDesk(self._root.services, self._root.settings.load)
        return self._report

    def _journal_page(self) -> object:
        self._begin()
        assert self._desk is not None  # noqa: S101 - made with the first page
        return self._desk.page()

    def _insights_page(self) -> object:
        from relaxapp.overview import Overview
        from relaxapp.ui.insights_page import InsightsPage

        self._begin()
        root = self._root
        self._overview = Overview(root.services, root.settings.load, root.journaling_port.today)
        page = self._insights = InsightsPage(self.look, root.journal, self._overview)
        page.weeks.connect(lambda: self._in_journal(lambda flow: flow.show_weeks()))
        page.report.connect(lambda: self._in_journal(lambda flow: flow.show_report()))
        return page

    def _help_page(self) -> object:
        from relaxapp.ui.help_page import HelpPage

        return HelpPage(self.look)

    def _settings_page(self) -> object:
        from relaxapp.ui.insight_limits import InsightLimitsCard
        from relaxapp.ui.reminder_settings import RemindersCard
        from relaxapp.ui.settings_body import BodyCard
        from relaxapp.ui.settings_data import DataCard
        from relaxapp.ui.settings_page import SettingsPage
        from relaxapp.ui.settings_reach import ReachCard

        root = self._root
        page = SettingsPage(self.look, root.settings)
        body = BodyCard(self.look, root.settings)
        body.changed.connect(self._refresh_sessions)
        page.add(body)
        page.add(RemindersCard(self.look, self._reminders().hub, self._reminders().residence))
        page.add(InsightLimitsCard(self.look, root.settings))
        reach = ReachCard(self.look, root.settings, root.around.anywhere)
        reach.discreet_changed.connect(self.window.set_discreet)
        reach.discreet_changed.connect(lambda _: self._reminders().refresh_words())
        page.add(reach)
        data = DataCard(self.look, root.keeping)
        data.replaced.connect(self._replaced)
        data.erased.connect(lambda: self._begin_anew(page))
        data.erased.connect(body.refresh)
        page.add(data)
        return page

    # ------------------------------------------------------------- where they lead

    def _relax(self) -> None:
        from relaxapp.sessions.library import DEFAULT

        self.start_session(DEFAULT)

    def _attend(self) -> None:
        """Tell the desktop of the session that has just begun."""
        if self._flow is None or self._flow.playing is None:
            return
        if self._attendant is None:
            from relaxapp.app.attendant import Attendant

            self._attendant = Attendant(self._root, self._flow, self.window)
        self._attendant.attend(self._flow.playing)

    def _relax_area(self, episode: str) -> None:
        """Play a session made for the sites of an episode; how it went is kept with that."""
        from relaxapp.ui.area_relief import AreaRelief

        relief = AreaRelief(self._root.journal, episode)
        if self._flow is None or self._practice is None or self.window.rail.isHidden():
            return
        if relief.sites:
            self.window.show_page("sessions")
            self._flow.play_made(self._practice.area(relief.sites), relief.keep)

    def _in_journal(self, show: Callable[[JournalFlow], None]) -> None:
        """Show something on the Journal page, which is made in a turn of its own."""
        desk = self._desk
        if desk is None:
            return

        def then() -> None:
            self.window.show_page("journal")
            show(desk.page())

        desk.page()
        QTimer.singleShot(0, self.window, then)

    def _show_trial(self) -> None:
        if self._desk is not None:
            self._desk.show_trial()

    def _tell_of_session(self) -> None:
        self._reminders().session(on=self.window.rail.isHidden())

    def _refresh_sessions(self) -> None:
        if self._flow is not None:
            self._flow.sessions.refresh()

    def _sessions_changed(self) -> None:
        self._root.services.read_library_again()
        self._refresh_sessions()

    def _replaced(self) -> None:
        if self._desk is not None:
            self._desk.refresh()
        if self._insights is not None:
            self._insights.forget()

    def _begin_anew(self, page: SettingsPage) -> None:
        """Show everywhere that nothing is there any more, and that the usual settings hold."""
        self._root.around.anywhere.switch(on=False)
        self.window.set_discreet(False)
        page.refresh()
        self._refresh_sessions()
        if self._desk is not None:
            self._desk.forget()
        if self._report is not None:
            self._report.leave()  # what was opened to be printed goes too
        if self._insights is not None:
            self._insights.forget()
