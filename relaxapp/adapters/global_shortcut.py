"""One key for the whole desktop that logs an episode, by whatever way this desktop offers.

In this order: the desktop portal, where it has ``GlobalShortcuts``; an X11 key grab; Windows'
hot keys. Elsewhere there is none, and that is told rather than passed over.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import sys
import threading
from enum import StrEnum
from typing import TYPE_CHECKING

from relaxapp.adapters.shortcut_ways import KEYS, NotOfferedError, TakenError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from relaxapp.adapters.shortcut_ways import Way

STOP_S = 2.0
"""Seconds a thread gets to end."""

_log = logging.getLogger(__name__)


class ShortcutState(StrEnum):
    """Where the wish for the key stands."""

    OFF = "off"
    ASKING = "asking"
    ON = "on"
    TAKEN = "taken"
    """Another program has the key, or the person said no to the desktop's question."""
    NONE = "none"
    """This desktop offers no such thing."""


def ways(env: Mapping[str, str]) -> tuple[Callable[[], Way], ...]:
    """Return how to make each way that may exist here, the best first."""
    if sys.platform == "win32":
        from relaxapp.adapters.shortcut_windows import WindowsHotKey

        return (WindowsHotKey,)
    if sys.platform != "linux":
        return ()
    found: list[Callable[[], Way]] = []
    if importlib.util.find_spec("jeepney") is not None and (
        env.get("DBUS_SESSION_BUS_ADDRESS") or env.get("XDG_RUNTIME_DIR")
    ):
        from relaxapp.adapters.shortcut_portal import PortalShortcut

        found.append(PortalShortcut)
    # Under Wayland an X11 grab is only felt while an X11 program has the focus: worse than none.
    if env.get("DISPLAY") and not env.get("WAYLAND_DISPLAY"):
        from relaxapp.adapters.shortcut_x11 import X11Grab

        found.append(X11Grab)
    return tuple(found)


class GlobalShortcut:
    """Asks each way in a thread of its own; callbacks come in that thread."""

    def __init__(
        self,
        pressed: Callable[[], None],
        changed: Callable[[], None],
        among: Callable[[], tuple[Callable[[], Way], ...]] = lambda: ways(os.environ),
    ) -> None:
        """``changed`` is called when :attr:`state` is another. Nothing is asked yet."""
        self._pressed, self._changed, self._among = pressed, changed, among
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._way: Way | None = None
        self._stopped = threading.Event()
        self.state = ShortcutState.OFF
        self.keys = KEYS
        """What is wished for or, once it is on, what was granted; empty where nobody says."""

    def start(self) -> None:
        """Ask for the key; returns at once."""
        if self._thread is None:
            self._stopped = threading.Event()
            self.state, self.keys = ShortcutState.ASKING, KEYS
            self._thread = threading.Thread(
                target=self._run, args=(self._stopped,), name="global shortcut", daemon=True
            )
            self._thread.start()

    def stop(self) -> None:
        """Give the key back and end the thread; harmless when there is none."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        self._stopped.set()
        with self._lock:
            if self._way is not None:
                self._way.stop()
        thread.join(timeout=STOP_S)
        self.state, self.keys = ShortcutState.OFF, KEYS

    def _run(self, stopped: threading.Event) -> None:
        ended = ShortcutState.NONE
        for make in self._among():
            if stopped.is_set():
                return
            try:
                way = self._take(make, stopped)
                try:
                    way.listen(
                        self._pressed, lambda keys: self._tell(stopped, ShortcutState.ON, keys)
                    )
                finally:
                    self._drop(way)
                ended = ShortcutState.NONE  # it went away by itself: its server has ended
                break
            except NotOfferedError as error:
                _log.info("no shortcut by %s: %s", _name(make), error)
            except TakenError as error:
                _log.info("shortcut refused by %s: %s", _name(make), error)
                ended = ShortcutState.TAKEN
                break
            except Exception:  # noqa: BLE001 - a broken desktop takes the key away, nothing else
                _log.exception("a shortcut failed")
        self._tell(stopped, ended)

    def _take(self, make: Callable[[], Way], stopped: threading.Event) -> Way:
        with self._lock:
            self._way = way = make()
            if stopped.is_set():
                way.stop()
        return way

    def _drop(self, way: Way) -> None:
        with self._lock:
            way.stop()  # lets go of what it kept to be stopped by
            if self._way is way:  # else it hung, and another thread asks anew already
                self._way = None

    def _tell(self, stopped: threading.Event, state: ShortcutState, keys: str = KEYS) -> None:
        if not stopped.is_set():
            self.state, self.keys = state, keys
            self._changed()


def _name(make: Callable[[], Way]) -> str:
    return getattr(make, "__name__", "a way")
