"""What connects relaxapp with the world around it; loaded after the window's first picture.

The sound, the system's word that it goes to sleep, the desktop's appearance, and signals to end.
"""

from __future__ import annotations

import signal
import socket
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Qt, QTimer, Signal

from relaxapp.adapters.appearance import Appearance, AppearanceWatch
from relaxapp.adapters.channel import Channel
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
    """Owns them from :meth:`start` until `end`; what only a window needs comes with one."""

    appearance_told = Signal()
    quit_asked = Signal()
    """The desktop, or Ctrl+C, asks to end."""
    woke = Signal()
    """The computer has woken from sleep."""

    def __init__(
        self,
        application: QCoreApplication,
        services: Services,
        answer: Callable[[dict[str, object]], dict[str, object]],
    ) -> None:
        """``answer`` is asked what the command line or a second launch asks."""
        super().__init__(application)
        self._services = services
        self._look: Look | None = None
        self._deck: Deck | None = None
        self.anywhere = Anywhere(self)
        self._sleep = threading.Event()
        self._appearance = Appearance()
        self.appearance_told.connect(self._follow, Qt.ConnectionType.QueuedConnection)
        self._sleep_watch = SleepWatch(self._heard_sleep)
        self._appearance_watch = AppearanceWatch(self._heard_appearance)
        self._sockets: tuple[socket.socket, ...] = ()
        self._channel = Channel(services.paths.data_dir, answer)
        self._started = False

    def start(self) -> None:
        """Listen to the command line, to signals, and for sleep."""
        if self._started:
            return
        self._started = True
        self._sockets = self._quit_on_signals()
        self._channel.start()
        self._sleep_watch.start()

    def show_problems_in(self, look: Look, window: MainWindow) -> None:
        """See, a little later, to what a window needs, and say what went wrong."""
        self._look = look
        QTimer.singleShot(_SOON, window, lambda: self._begin(window))

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
        self._sleep_watch.stop()
        self._appearance_watch.stop()
        if self._deck is not None:
            self._deck.end()
        self._services.end_speaker()
        self._channel.close()
        if self._sockets:
            signal.set_wakeup_fd(-1)
        for notifier in self.findChildren(QSocketNotifier):
            notifier.setEnabled(False)
        for end in self._sockets:
            end.close()

    def _begin(self, window: MainWindow) -> None:
        from relaxapp.adapters.deck import sweep

        self._appearance_watch.start()
        warm_up()
        sweep(self._services.paths.cache_dir, self._services.clock)
        damage = str(self._services.damage or "")
        # A damaged journal is told where the way back is offered; the rest is said once, here.
        told = [p for p in self._services.problems if not (damage and p.startswith(damage))]
        if told:
            window.tell("\n\n".join(dict.fromkeys(told)))

    def _heard_sleep(self, asleep: bool) -> None:  # noqa: FBT001 - the signal's own payload
        """Called in the watch's thread."""
        if asleep:
            self._sleep.set()
        else:
            self.woke.emit()

    def _heard_appearance(self, appearance: Appearance) -> None:
        """Called in the watch's thread; the signal carries it over to the window's."""
        self._appearance = appearance
        self.appearance_told.emit()

    def _follow(self) -> None:
        if self._look is not None:
            now = self._appearance
            self._look.follow_portal(dark=now.dark, still=now.less_motion)

    def _quit_on_signals(self) -> tuple[socket.socket, socket.socket]:
        """End properly on Ctrl+C or when the desktop ends.

        Python runs signal handlers only between its own instructions, and Qt's loop is none: a
        socket wakes the loop.
        """
        reading, writing = socket.socketpair()
        reading.setblocking(False)
        writing.setblocking(False)
        signal.set_wakeup_fd(writing.fileno())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read, self)

        def wake() -> None:
            reading.recv(64)
            self.quit_asked.emit()

        notifier.activated.connect(wake)
        return reading, writing


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
