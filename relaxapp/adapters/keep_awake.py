"""The screen kept on while a session plays, through wakepy, which knows each system's way.

wakepy waits for the desktop's answers and takes a tenth of a second to load, so it lives in a
thread of its own: a thread for each hold. Whatever it holds hangs on this process, so it is gone
when the process is, even a killed one. A screen that goes dark is no great harm: failure is only
logged.
"""

from __future__ import annotations

import logging
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from wakepy import DBusAdapter

_OURS = {"wakepy": "relaxapp", "wakelock active": "a session plays"}
"""What wakepy says of itself, and what we say instead; nothing of the body in it."""
PATIENCE_S = 3.0
"""Seconds that the quit waits at most until all is let go."""

_log = logging.getLogger(__name__)


@contextmanager
def presenting() -> Iterator[str]:
    """Hold the screen on for as long as this lasts; gives why it is not, or nothing if it is."""
    from wakepy import keep

    way = _named_adapter() if sys.platform == "linux" else None
    with keep.presenting(on_fail="pass", dbus_adapter=way) as mode:
        yield "" if mode.active else mode.result.get_failure_text()


def _named_adapter() -> type[DBusAdapter]:
    """Return wakepy's way onto the bus, changed in two things."""
    from wakepy.core import DBusMethodCall
    from wakepy.dbus_adapters.jeepney import JeepneyDBusAdapter

    class Adapter(JeepneyDBusAdapter):
        def process(self, call: DBusMethodCall) -> object:
            # Desktops show who holds the screen on, and why: wakepy would give its own name.
            named = tuple(_OURS.get(word, word) for word in call.args)
            return super().process(DBusMethodCall(call.method, named))

        def close_connections(self) -> None:
            # wakepy's own has all of Python's garbage collected at this point. In this thread that
            # would destroy widgets, which only the window's thread may.
            while self._connections:
                self.close_connection(self._connections.popitem()[1])

    return Adapter


class KeepAwake:
    """A switch; it returns at once, and what it switches follows a little later."""

    def __init__(self, hold: Callable[[], AbstractContextManager[str]] = presenting) -> None:
        self._hold = hold
        self._let_go: threading.Event | None = None
        self._threads: list[threading.Thread] = []
        self._told = ""

    def switch(self, *, on: bool) -> None:
        """Keep the screen on from now on, or let it do as it likes."""
        if on and self._let_go is None:
            self._let_go = threading.Event()
            self._threads = [one for one in self._threads if one.is_alive()]
            thread = threading.Thread(
                target=self._holding, args=(self._let_go,), name="keep awake", daemon=True
            )
            self._threads.append(thread)
            thread.start()
        elif not on and self._let_go is not None:
            self._let_go.set()
            self._let_go = None

    def end(self) -> None:
        """Let go, and wait for it a little."""
        self.switch(on=False)
        for thread in self._threads:
            thread.join(PATIENCE_S)
        self._threads.clear()

    def _holding(self, let_go: threading.Event) -> None:
        try:
            with self._hold() as why_not:
                if why_not != self._told:  # not with each pause the same again
                    why = " ".join(why_not.split())
                    _log.info("the screen is %s", f"not kept on: {why}" if why else "kept on again")
                self._told = why_not
                let_go.wait()
        except Exception:  # noqa: BLE001 - a system's way may fail in any way, and it may be missing
            _log.info("the screen is not kept on", exc_info=True)
