"""The composition root of the window: builds everything, wires it, runs it.

What the first picture does not need is imported when the first page is made: the window is on
the screen by then.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from relaxapp import __version__
from relaxapp.adapters import instance, logs
from relaxapp.clock import SystemClock
from relaxapp.errors import RelaxappError
from relaxapp.keeping import Keeping
from relaxapp.services import Services
from relaxapp.ui.ports import Page
from relaxapp.ui.theme import Look
from relaxapp.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from relaxapp.settings import Settings
    from relaxapp.surroundings import Anywhere, Surroundings
    from relaxapp.ui.journal_desk import JournalDesk
    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.selfcare_ports import SelfCarePort
    from relaxapp.ui.settings_page import SettingsPage

log = logging.getLogger(__name__)

_SOON = 200
"""Milliseconds until the first page has been painted."""
_HOUR = 3_600_000
"""Milliseconds from one look whether today's copy of the journal is there to the next."""


class KeptSettings:
    """A `SettingsPort` over the settings file and a small file for the window's place."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._now = services.settings()
        self._geometry = services.paths.config_dir / "window"

    def load(self) -> Settings:
        return self._now

    def save(self, settings: Settings) -> None:
        self._now = settings
        try:
            self._services.settings_file.save(settings)
        except RelaxappError as error:  # the choice still holds for now; the log says why
            log.warning("settings not kept: %s", error)

    def forget(self) -> None:
        """Go back to the usual settings, as the file of the others was erased."""
        from relaxapp.settings import Settings

        self._now = Settings()

    def geometry(self) -> bytes:
        try:
            return bytes.fromhex(self._geometry.read_text("ascii"))
        except (OSError, ValueError):
            return b""

    def save_geometry(self, geometry: bytes) -> None:
        with contextlib.suppress(OSError):  # a window that forgets its place is no great harm
            self._geometry.write_text(geometry.hex(), "ascii")
            self._geometry.chmod(0o600)

    def devices(self) -> tuple[str, ...]:
        from relaxapp.adapters.mixer import device_names

        return device_names()

    def data_folder(self) -> str:
        return str(self._services.paths.data_dir)

    def licences(self) -> str:
        try:
            return (self._services.assets / "LICENSES.md").read_text("utf-8")
        except OSError:
            return ""

    def version(self) -> str:
        return __version__


def run(data_dir: Path | None, *, background: bool = False) -> int:
    """Open the window, or be there without one in the ``background``; returns the exit status."""
    services = Services(SystemClock(), os.environ, data_dir)
    try:
        lock = instance.acquire(services.paths.data_dir)
        services.assets  # noqa: B018 - fails here, with a plain message, rather than later
    except RelaxappError as error:
        return _refuse(str(error), 2)
    if lock is None:
        if background:  # at login, beside one that was there already: all is as it was asked for
            return 0
        from relaxapp.adapters.channel import ring

        if ring(services.paths.data_dir):
            return 0
        return _refuse("relaxapp is open already; look for its window.", 0)
    services.alone = True
    journal_log = logs.start(services.paths.log_dir)
    # Asking Qt for its style later would load all of it.
    application = QApplication([sys.argv[0], "-style", "fusion"])
    application.setApplicationName("relaxapp")
    application.setApplicationDisplayName("relaxapp")
    application.setDesktopFileName("relaxapp")
    try:
        return _open(application, services, background=background)
    finally:
        journal_log.stop()
        lock.release()


def _journal_desk(
    look: Look,
    services: Services,
    settings: KeptSettings,
    window: MainWindow,
    drawing: Path,
    keeping: Keeping,
    refresh: Callable[[], None],
    anywhere: Anywhere,
) -> JournalDesk:
    """The journal's part of the window; it is opened a little later, with nobody waiting."""
    from PySide6.QtCore import Qt, QTimer

    from relaxapp.journaling import Journaling
    from relaxapp.ui.journal_desk import JournalDesk
    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.journal_watch import JournalWatch

    journaling = Journaling(services, settings.load, settings.save)

    def selfcare() -> SelfCarePort:
        from relaxapp.selfcare import SelfCaring

        return SelfCaring(services, journaling)

    journal = Journal(lambda: journaling, selfcare)
    journal.setParent(window)
    desk = JournalDesk(look, journal, drawing)
    desk.setParent(window)
    watch = JournalWatch(journal, services.paths.database)
    window.closing.connect(watch.stop)

    def wake() -> None:
        from relaxapp.ui.way_back import WayBack

        way = WayBack(look, keeping, journal, window)
        desk.way_back = way.offer
        way.mended.connect(refresh)
        desk.wake()
        watch.start()
        copies = QTimer(desk, interval=_HOUR)
        copies.timeout.connect(lambda: keeping.copy_daily(way.found.emit))
        copies.start()
        if services.store is not None:
            keeping.copy_daily(way.found.emit)
        _stand_in_tray(journal, desk, settings, window)
        anywhere.pressed.connect(desk.log, Qt.ConnectionType.QueuedConnection)
        if settings.load().log_anywhere:
            anywhere.switch(on=True)

    QTimer.singleShot(_SOON, desk, wake)
    return desk


def _stand_in_tray(
    journal: Journal,
    desk: JournalDesk,
    settings: KeptSettings,
    window: MainWindow,
) -> None:
    """Stand in the desktop's tray, where there is one."""
    from relaxapp.ui import tray

    if not tray.available():
        return
    icon = tray.Tray(journal, desk, settings, window)
    icon.leave.connect(window.close)
    window.closing.connect(icon.hide)
    icon.show()


def _begin_anew(
    page: SettingsPage, desk: JournalDesk, around: Surroundings, window: MainWindow
) -> None:
    """Show everywhere that nothing is there any more, and that the usual settings hold."""
    around.anywhere.switch(on=False)
    window.set_discreet(False)
    page.refresh()
    desk.forget()


def _refuse(words: str, status: int) -> int:
    """Say why there is no window: on the screen, as nobody may be looking at a terminal."""
    from PySide6.QtWidgets import QMessageBox

    sys.stderr.write(f"relaxapp: {words}\n")
    application = QApplication.instance() or QApplication([sys.argv[0], "-style", "fusion"])
    application.setApplicationName("relaxapp")
    QMessageBox.information(None, "relaxapp", words)
    return status


def _open(
    application: QApplication,
    services: Services,
    *,
    background: bool,  # noqa: ARG001 - the window still opens: nothing reminds without it so far
) -> int:
    settings = KeptSettings(services)
    chosen = settings.load()
    look = Look(application, chosen.theme, chosen.motion)
    ends = contextlib.ExitStack()
    drawing = services.assets / "body" / "figure.json"
    made: dict[str, JournalDesk] = {}
    made_around: dict[str, Surroundings] = {}
    keeping = Keeping(services, settings.forget)
    ends.callback(keeping.settle)

    def sessions_page() -> object:
        from relaxapp.practice import Practice
        from relaxapp.surroundings import Surroundings
        from relaxapp.ui.flow import SessionFlow

        around = made_around["it"] = Surroundings(application, window, look, services)
        ends.callback(around.end)

        def refresh() -> None:
            flow.sessions.refresh()

        desk = made["journal"] = _journal_desk(
            look, services, settings, window, drawing, keeping, refresh, around.anywhere
        )
        desk.attach(window)
        practice = Practice(services, settings.load, around.sound_out, around.asleep)
        flow = SessionFlow(look, practice, settings, drawing)
        flow.attach(window)

        def relax() -> None:
            from relaxapp.sessions.library import DEFAULT

            window.show_page("sessions")
            flow.start_now(DEFAULT)

        desk.relax.connect(relax)
        return flow

    def journal_page() -> object:
        return made["journal"].page()

    def help_page() -> object:
        from relaxapp.ui.help_page import HelpPage

        return HelpPage(look)

    def settings_page() -> object:
        from relaxapp.ui.settings_data import DataCard
        from relaxapp.ui.settings_page import SettingsPage
        from relaxapp.ui.settings_reach import ReachCard

        page = SettingsPage(look, settings)
        reach = ReachCard(look, settings, made_around["it"].anywhere)
        reach.discreet_changed.connect(window.set_discreet)
        page.add(reach)
        data = DataCard(look, keeping)
        data.replaced.connect(made["journal"].refresh)
        data.erased.connect(lambda: _begin_anew(page, made["journal"], made_around["it"], window))
        page.add(data)
        return page

    tr = application.translate
    pages = (
        Page("sessions", tr("app", "Sessions"), "sessions", sessions_page),
        Page("journal", tr("app", "Journal"), "journal", journal_page),
        Page("help", tr("app", "Doctor"), "doctor", help_page),
        Page("settings", tr("app", "Settings"), "settings", settings_page),
    )
    window = MainWindow(look, pages, settings)
    window.show()
    with ends:
        return application.exec()
