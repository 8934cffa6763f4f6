"""The composition root of the window: builds everything, wires it, runs it."""

import base64
import contextlib
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QFileSystemWatcher, QObject, QSocketNotifier, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

from relaxapp.adapters import instance, logs
from relaxapp.adapters.appearance import Appearance, AppearanceWatch
from relaxapp.adapters.sleep import SleepWatch
from relaxapp.clock import SystemClock
from relaxapp.errors import RelaxappError
from relaxapp.practice import Practice
from relaxapp.services import Services, warm_up
from relaxapp.sessions.audio_out import AudioOut
from relaxapp.settings import Settings
from relaxapp.ui.flow import SessionFlow
from relaxapp.ui.journal_desk import HELP, PAGE, JournalDesk
from relaxapp.ui.journal_hub import Journal
from relaxapp.ui.ports import Page
from relaxapp.ui.theme import Look
from relaxapp.ui.window import MainWindow

if TYPE_CHECKING:
    from relaxapp.adapters.deck import Deck
    from relaxapp.journaling import Journaling

log = logging.getLogger(__name__)

Step = Callable[[], None]


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

    def geometry(self) -> bytes:
        try:
            return base64.b64decode(self._geometry.read_bytes())
        except (OSError, ValueError):
            return b""

    def save_geometry(self, geometry: bytes) -> None:
        with contextlib.suppress(OSError):  # a window that forgets its place is no great harm
            self._geometry.write_bytes(base64.b64encode(geometry))
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
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("relaxapp")
        except PackageNotFoundError:
            return "from source"


class Sleeping:
    """Tells once that the computer is going to sleep; set from the watch's own thread."""

    def __init__(self) -> None:
        self._set = threading.Event()

    def heard(self, asleep: bool) -> None:  # noqa: FBT001 - the signal's own payload
        if asleep:
            self._set.set()

    def __call__(self) -> bool:
        told = self._set.is_set()
        self._set.clear()
        return told


class FollowDesktop(QObject):
    """Hands what the portal says from its watch's thread to the window's."""

    told = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._look = look
        self._latest = Appearance()
        self.told.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    def hear(self, appearance: Appearance) -> None:
        """Called in the watch's thread."""
        self._latest = appearance
        self.told.emit()

    def _follow(self) -> None:
        self._look.follow_portal(dark=self._latest.dark, still=self._latest.less_motion)


class JournalWatch(QObject):
    """Tells the window's journal when another program, such as the command line, has written."""

    def __init__(self, journal: Journal, file: Path) -> None:
        super().__init__(journal)
        self._journal = journal
        self._files = (file, file.with_name(f"{file.name}-wal"))
        self._watcher: QFileSystemWatcher | None = None
        self._soon = QTimer(self, singleShot=True, interval=60)
        self._soon.timeout.connect(self._look)

    def start(self) -> None:
        """Begin, once the journal is open and its files are there."""
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._stir)
        self._watch()

    def stop(self) -> None:
        """End it, as the window goes."""
        self._watcher = None
        self._soon.stop()

    def _stir(self) -> None:
        if self._watcher is None:
            return
        self._watch()  # a file that was replaced is no longer watched
        self._soon.start()

    def _watch(self) -> None:
        if self._watcher is not None:
            there = [str(file) for file in self._files if file.exists()]
            new = [path for path in there if path not in self._watcher.files()]
            if new:
                self._watcher.addPaths(new)

    def _look(self) -> None:
        # A write of our own stirs the file too, but leaves the version as it is.
        if self._journal.ask(lambda port: port.changed_elsewhere(), otherwise=False):
            self._journal.changed_elsewhere()


class AfterFirstPaint(QObject):
    """Runs what may wait until the first picture of the window is on the screen."""

    def __init__(self, window: MainWindow, then: list[Step]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint and self._then:
            waiting, self._then = self._then, []
            for step in waiting:
                QTimer.singleShot(150, self, step)
        return super().eventFilter(watched, event)


class Sound:
    """The one deck of the window, made when the first session begins."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._deck: Deck | None = None

    def out(self, device: str | None) -> AudioOut:
        from relaxapp.adapters.deck import Deck

        if self._deck is None:
            self._deck = Deck(self._services.clock, self._services.paths.cache_dir, device)
        self._deck.close()  # a session that still plays gives way
        self._deck.device = device
        return self._deck

    def sweep(self) -> None:
        from relaxapp.adapters.deck import sweep

        sweep(self._services.paths.cache_dir, self._services.clock)

    def close(self) -> None:
        if self._deck is not None:
            self._deck.end()


def run(data_dir: Path | None) -> int:
    """Open the window; returns the exit status."""
    services = Services(SystemClock(), os.environ, data_dir)
    try:
        lock = instance.acquire(services.paths.data_dir)
        services.assets  # noqa: B018 - fails here, with a plain message, rather than later
    except RelaxappError as error:
        sys.stderr.write(f"relaxapp: {error}\n")
        return 2
    if lock is None:
        sys.stderr.write("relaxapp: already open; look for its window.\n")
        return 0
    journal_log = logs.start(services.paths.log_dir)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("relaxapp")
    application.setApplicationDisplayName("relaxapp")
    application.setDesktopFileName("relaxapp")
    try:
        return _open(application, services)
    finally:
        journal_log.stop()
        lock.release()


def _open(application: QApplication, services: Services) -> int:
    settings = KeptSettings(services)
    chosen = settings.load()
    look = Look(application, chosen.theme, chosen.motion)
    sound, sleeping = Sound(services), Sleeping()
    practice = Practice(services, settings.load, sound.out, sleeping)
    drawing = services.assets / "body" / "figure.json"
    flow = SessionFlow(look, practice, settings, drawing)

    def settings_page() -> object:
        from relaxapp.ui.journal_erase import EraseAll
        from relaxapp.ui.settings_page import SettingsPage

        page = SettingsPage(look, settings)
        page.add(EraseAll(look, journal))
        return page

    def make_journaling() -> "Journaling":
        from relaxapp.journaling import Journaling

        return Journaling(services, settings.load, settings.save)

    journal = Journal(make_journaling)
    desk = JournalDesk(look, journal, drawing)

    def help_page() -> object:
        from relaxapp.ui.help_page import HelpPage

        return HelpPage(look)

    def relax() -> None:
        window.show_page("sessions")
        flow.start_now("soften")

    tr = application.translate
    pages = (
        Page("sessions", tr("app", "Sessions"), "sessions", lambda: flow),
        Page(PAGE, tr("app", "Journal"), "journal", desk.page),
        Page(HELP, tr("app", "Doctor"), "doctor", help_page),
        Page("settings", tr("app", "Settings"), "settings", settings_page),
    )
    window = MainWindow(look, pages, settings)
    flow.attach(window)
    desk.attach(window)
    desk.relax.connect(relax)
    watch_journal = JournalWatch(journal, services.paths.database)
    watches = (SleepWatch(sleeping.heard), AppearanceWatch(FollowDesktop(look).hear))
    later = [
        warm_up,
        sound.sweep,
        desk.wake,
        watch_journal.start,
        *(watch.start for watch in watches),
    ]
    AfterFirstPaint(window, [*later, lambda: _tell_problems(window, services)])
    quit_on_signals(application, window)
    window.show()
    try:
        return application.exec()
    finally:
        for watch in watches:
            watch.stop()
        watch_journal.stop()
        sound.close()


def _tell_problems(window: MainWindow, services: Services) -> None:
    """Say what could not be used, once, without stopping anything."""
    if services.problems:
        box = QMessageBox(window)
        box.setIcon(QMessageBox.Icon.Information)
        box.setText("\n\n".join(dict.fromkeys(services.problems)))
        box.setModal(False)
        box.show()


def quit_on_signals(application: QApplication, window: MainWindow) -> None:
    """Close the window properly on Ctrl+C or when the session ends.

    Python runs signal handlers only between its own instructions, and Qt's loop is none: a
    socket wakes the loop.
    """
    reading, writing = socket.socketpair()
    reading.setblocking(False)
    writing.setblocking(False)
    signal.set_wakeup_fd(writing.fileno())
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read, window)

    def wake() -> None:
        reading.recv(64)
        window.close()
        application.quit()

    notifier.activated.connect(wake)
    application.setProperty("signal sockets", [reading, writing])  # kept alive with the loop
