"""What connects the open window with the world around it; loaded after its first picture.

The sound, the system's word that it goes to sleep, the desktop's appearance, and signals to end.
"""

from __future__ import annotations

import signal
import socket
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Qt, QTimer, Signal

from relaxapp.adapters.appearance import Appearance, AppearanceWatch
from relaxapp.adapters.doorbell import Doorbell
from relaxapp.adapters.sleep import SleepWatch
from relaxapp.services import Services, warm_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.adapters.deck import Deck
    from relaxapp.adapters.global_shortcut import GlobalShortcut
    from relaxapp.sessions.audio_out import AudioOut
    from relaxapp.ui.theme import Look
    from relaxapp.ui.window import MainWindow

_SOON = 150
"""Milliseconds until the page that was just made has been painted, too."""


class Surroundings(QObject):
    """Owns them from the first page on, until `end`."""

    appearance_told = Signal()

    def __init__(
        self, application: QCoreApplication, window: MainWindow, look: Look, services: Services
    ) -> None:
        super().__init__(window)
        self._window, self._look, self._services = window, look, services
        self._deck: Deck | None = None
        self.anywhere = Anywhere(self)
        self._sleep = threading.Event()
        self._appearance = Appearance()
        self.appearance_told.connect(self._follow, Qt.ConnectionType.QueuedConnection)
        self._watches = (SleepWatch(self._heard_sleep), AppearanceWatch(self._heard_appearance))
        self._sockets = _quit_on_signals(application, window)
        self._bell = Doorbell(services.paths.data_dir)
        if self._bell.fileno() >= 0:
            ringing = QSocketNotifier(self._bell.fileno(), QSocketNotifier.Type.Read, self)
            ringing.activated.connect(self._show_window)
        QTimer.singleShot(_SOON, self, self._begin)

    def sound_out(self, device: str | None) -> AudioOut:
        """The one deck of the window, on this device; a session that still plays gives way."""
        from relaxapp.adapters.deck import Deck

        if self._deck is None:
            self._deck = Deck(self._services.clock, self._services.paths.cache_dir, device)
        self._deck.close()
        self._deck.device = device
        return self._deck

    def asleep(self) -> bool:
        """Tell, once for each time, that the computer goes to sleep."""
        told = self._sleep.is_set()
        self._sleep.clear()
        return told

    def end(self) -> None:
        """Let go of everything."""
        self.anywhere.end()
        for watch in self._watches:
            watch.stop()
        if self._deck is not None:
            self._deck.end()
        self._bell.close()
        signal.set_wakeup_fd(-1)
        for end in self._sockets:
            end.close()

    def _show_window(self) -> None:
        """Somebody launched relaxapp a second time: show the window that there is."""
        if self._bell.answer():
            self._window.raise_up()

    def _begin(self) -> None:
        from relaxapp.adapters.deck import sweep

        for watch in self._watches:
            watch.start()
        warm_up()
        sweep(self._services.paths.cache_dir, self._services.clock)
        damage = str(self._services.damage or "")
        # A damaged journal is told where the way back is offered; the rest is said once, here.
        told = [p for p in self._services.problems if not (damage and p.startswith(damage))]
        if told:
            self._window.tell("\n\n".join(dict.fromkeys(told)))

    def _heard_sleep(self, asleep: bool) -> None:  # noqa: FBT001 - the signal's own payload
        """Called in the watch's thread."""
        if asleep:
            self._sleep.set()

    def _heard_appearance(self, appearance: Appearance) -> None:
        """Called in the watch's thread; the signal carries it over to the window's."""
        self._appearance = appearance
        self.appearance_told.emit()

    def _follow(self) -> None:
        self._look.follow_portal(dark=self._appearance.dark, still=self._appearance.less_motion)


class Anywhere(QObject):
    """A `ShortcutPort`: carries the key's presses over from its thread to the window's."""

    pressed = Signal()
    told = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shortcut: GlobalShortcut | None = None

    @property
    def state(self) -> str:
        return "off" if self._shortcut is None else str(self._shortcut.state)

    @property
    def keys(self) -> str:
        from relaxapp.adapters.shortcut_ways import KEYS

        return KEYS if self._shortcut is None else self._shortcut.keys

    def switch(self, *, on: bool) -> None:
        from relaxapp.adapters.global_shortcut import GlobalShortcut

        if self._shortcut is None:
            self._shortcut = GlobalShortcut(self.pressed.emit, self.told.emit)
        if on:
            self._shortcut.start()
        else:
            self._shortcut.stop()
        self.told.emit()

    def watch(self, changed: Callable[[], None]) -> None:
        self.told.connect(changed, Qt.ConnectionType.QueuedConnection)

    def end(self) -> None:
        """Give the key back."""
        if self._shortcut is not None:
            self._shortcut.stop()


def _quit_on_signals(
    application: QCoreApplication, window: MainWindow
) -> tuple[socket.socket, socket.socket]:
    """Close the window properly on Ctrl+C or when the desktop ends.

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
    return reading, writing
