"""What is there whether or not a window is: reminders, journal, tray, and the ways to reach them.

The window is made when it is first wanted. Closing it ends relaxapp, unless the person said that
reminders go on without it.
"""

from __future__ import annotations

import os
import sys
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from relaxapp.adapters.memory import give_back
from relaxapp.app.kept import KeptSettings
from relaxapp.app.tidying import Tidying
from relaxapp.keeping import Keeping

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from relaxapp.adapters.session_bus import SessionBus
    from relaxapp.app.house import House
    from relaxapp.app.reminders_at_work import RemindersAtWork
    from relaxapp.journaling import Journaling
    from relaxapp.services import Services
    from relaxapp.surroundings import Surroundings
    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.journal_watch import JournalWatch
    from relaxapp.ui.measure_hub import MeasureHub
    from relaxapp.ui.measure_ports import MeasuringPort
    from relaxapp.ui.selfcare_ports import SelfCarePort
    from relaxapp.ui.tray import TrayKeeper

_TRAY_HOST = "org.kde.StatusNotifierWatcher"
_SOON = 200
"""Milliseconds until the first page has been painted."""
_SETTLED = 3_000
"""Milliseconds until all that starting brings is done."""
_HOUR = 3_600_000
"""Milliseconds from one look whether today's copy of the journal is there to the next."""


class Root(QObject):
    """Owns everything; lives as long as the application runs."""

    def __init__(self, application: QApplication, services: Services) -> None:
        super().__init__()
        self.application, self.services = application, services
        self._tidying = Tidying(lambda: self.window_is_seen or self._in_session, self)
        self.settings = KeptSettings(services)
        self.keeping = Keeping(services, self._forget)
        self._house: House | None = None
        self._around: Surroundings | None = None
        self._journal: Journal | None = None
        self._measures: MeasureHub | None = None
        self._watch: JournalWatch | None = None
        self._tray: TrayKeeper | None = None
        self._reminders: RemindersAtWork | None = None
        self._tray_host: str | None = None
        self._awake = False
        self._leaving = False

    # ------------------------------------------------------------- the window

    @property
    def house(self) -> House:
        """The window and its pages, made when it is first asked for."""
        if self._house is None:
            from relaxapp.app.house import House

            self._house = House(self, lambda: self.reminders)
            self._house.setParent(self)
            self._house.window.closing.connect(self._window_closes)
        return self._house

    @property
    def window_is_seen(self) -> bool:
        """Whether there is a window on the screen."""
        return self._house is not None and self._house.window.isVisible()

    @property
    def _in_session(self) -> bool:
        return self._house is not None and self._house.in_session

    def open(self) -> None:
        """Show the window, from wherever it is."""
        self.house.window.raise_up()
        self._tidying.begin()

    def _window_closes(self) -> None:
        if self._leaving:
            return
        if not self.settings.load().background:
            self._leaving = True
            QTimer.singleShot(0, self, self.leave)
        elif not self.settings.load().background_told:
            self.reminders.tell_that_they_go_on()

    def leave(self) -> None:
        """End relaxapp, with its window closed properly."""
        self._leaving = True
        if self._house is not None and (self.window_is_seen or self._in_session):
            self._house.window.close()  # in a session it may be the small window that is seen
        self.application.quit()

    # ------------------------------------------------------------- what stands behind it

    @property
    def around(self) -> Surroundings:
        """The world around: signals, the channel, sleep, sound."""
        if self._around is None:
            from relaxapp.surroundings import Surroundings

            self._around = Surroundings(self.application, self.services, self._answer)
            self._around.quit_asked.connect(self.leave)
        return self._around

    @cached_property
    def journaling_port(self) -> Journaling:
        """The episodes and days, as the pages ask for them."""
        from relaxapp.journaling import Journaling

        return Journaling(self.services, self.settings.load, self.settings.save)

    @property
    def journal(self) -> Journal:
        """The journal for all views."""
        if self._journal is None:
            from relaxapp.ui.journal_hub import Journal

            def selfcare() -> SelfCarePort:
                from relaxapp.selfcare import SelfCaring

                return SelfCaring(self.services, self.journaling_port)

            self._journal = Journal(lambda: self.journaling_port, selfcare)
            self._journal.setParent(self)
        return self._journal

    @property
    def measures(self) -> MeasureHub:
        """The weekly check and the trial for all views."""
        if self._measures is None:
            from relaxapp.ui.measure_hub import MeasureHub

            def port() -> MeasuringPort:
                from relaxapp.measuring import Measuring

                kept = self.settings
                return Measuring(self.services, self.journaling_port, kept.load, kept.save)

            self._measures = MeasureHub(self.journal, port)
            self._measures.setParent(self)
        return self._measures

    @property
    def reminders(self) -> RemindersAtWork:
        """The reminders, and what they stand on."""
        if self._reminders is None:
            from relaxapp.app.reminders_at_work import RemindersAtWork

            self._reminders = RemindersAtWork(self, lambda: self.house)
            self._reminders.setParent(self)
        return self._reminders

    @cached_property
    def bus(self) -> SessionBus | None:
        """The desktop's bus, where there is such a thing; one connection for all who talk on it."""
        if sys.platform != "linux" or find_spec("jeepney") is None:
            return None
        from relaxapp.adapters.bus_words import session_address
        from relaxapp.adapters.session_bus import SessionBus

        bus = SessionBus(session_address(os.environ), parent=self)
        bus.start()
        return bus

    def settle_in(self) -> None:
        """Be there for the command line and the desktop; what takes longer comes a little later."""
        self.around.start()
        if self._house is None:
            QTimer.singleShot(0, self, self.wake)
        else:
            QTimer.singleShot(_SOON, self, self.wake)

    def wake(self) -> None:
        """Open the journal, begin to remind, and stand in the tray; a window may come later."""
        if not self._awake:
            self._awake = True
            self._wake_up()
        if self._house is not None:
            self._house.wake()

    def _wake_up(self) -> None:
        from relaxapp.ui.journal_watch import JournalWatch
        from relaxapp.ui.tray import TrayKeeper

        self._tray = TrayKeeper(self.reminders.hub, self.journal, self.settings, self)
        self._tray.start()
        if self.bus is not None:
            self.bus.follow(_TRAY_HOST, self._host_changed)
        self.reminders.start()
        self._watch = JournalWatch(self.journal, self.services.paths.database)
        self._watch.start()
        self.around.anywhere.pressed.connect(self.log, Qt.ConnectionType.QueuedConnection)
        if self.settings.load().log_anywhere:
            self.around.anywhere.switch(on=True)
        copies = QTimer(self, interval=_HOUR)
        copies.timeout.connect(self.copy_daily)
        copies.timeout.connect(self._tidying.tidy)  # in the tray nothing else does
        copies.start()
        self.copy_daily()
        if self._house is None:  # here to stay unseen, so as small as can be
            QTimer.singleShot(_SETTLED, self, give_back)

    def _host_changed(self, owner: str) -> None:
        """The tray's host has come or gone; what was there at the start is told, too."""
        if owner and self._tray_host != owner:
            if self._tray_host is not None and self._tray is not None:
                self._tray.host_came()
            self._tray_host = owner
        elif not owner:
            self._tray_host = ""

    def copy_daily(self) -> None:
        """Have the day's copy of the journal made, where there is none yet."""
        if self.services.store is not None:
            self.keeping.copy_daily(self._found_damage)

    def _found_damage(self) -> None:
        """Called in the copying thread."""
        if self._house is not None:
            self._house.found_damage()

    # ------------------------------------------------------------- what the tray asks for

    def log(self) -> None:
        """Keep an episode that comes now."""
        self._log(running=False)

    def start_episode(self) -> None:
        """Begin an episode that goes on until it is stopped."""
        self._log(running=True)

    def show_today(self) -> None:
        """Show the window at the Today page."""
        self.open()
        self.house.show_today()

    def _log(self, *, running: bool) -> None:
        if self.window_is_seen:
            self.house.log(running=running)
        else:
            self.reminders.log_quietly(running=running)

    # ------------------------------------------------------------- below

    def _answer(self, message: dict[str, object]) -> dict[str, object]:
        """What the command line or a second launch asks."""
        from relaxapp.reminders import commands

        if message == {"show": True}:
            self.open()
            return {"shown": True}
        if commands.KEY in message:
            return self.reminders.answer(message)
        return {"error": "this relaxapp does not know how to do that"}

    def _forget(self) -> None:
        """Everything was erased: the usual settings hold, and no reminder is on."""
        self.settings.forget()
        if self._reminders is not None:
            self._reminders.forget()

    def end(self) -> None:
        """Let go of everything; the loop has ended."""
        if self._watch is not None:
            self._watch.stop()
        if self._reminders is not None:
            self._reminders.end()
        if self._tray is not None:
            self._tray.end()
        if self._house is not None:
            self._house.end()
        if self._around is not None:
            self._around.end()
        bus: SessionBus | None = self.__dict__.get("bus")  # asked for, it would be made now
        if bus is not None:
            bus.end()
        self.keeping.settle()
        self._tidying.end()
