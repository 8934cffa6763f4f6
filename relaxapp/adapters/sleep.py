"""Word from the system that the computer goes to sleep or wakes up, so that nothing talks on.

Linux has it from logind's ``PrepareForSleep`` on the system bus. Elsewhere, or without a bus,
nothing is ever heard; there, the gap between the two counters of the clock shows a sleep after
it happened.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import sys
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

SENDER = "org.freedesktop.login1"
PATH = "/org/freedesktop/login1"
INTERFACE = "org.freedesktop.login1.Manager"
SIGNAL = "PrepareForSleep"
REPLY_S = 5.0
"""Seconds the bus gets to answer before it counts as missing."""
STOP_S = 2.0
"""Seconds the thread gets to end; a bus that hangs while we say hello is left to itself."""

_log = logging.getLogger(__name__)


class SleepWatch:
    """Calls back with True before the computer sleeps and with False after it woke.

    ``DBUS_SYSTEM_BUS_ADDRESS`` names another bus. The callback runs in the watch's own thread:
    hand over to yours, and soon, as the computer does not wait long.
    """

    def __init__(self, on_sleep: Callable[[bool], None]) -> None:
        """Nothing is watched before :meth:`start`."""
        self._on_sleep = on_sleep
        self._stop_reading, self._stop_writing = -1, -1
        self._thread: threading.Thread | None = None
        self.listening = False
        self.settled = threading.Event()
        """Set once the bus was asked to tell us, or it is known that nobody will."""

    def start(self) -> None:
        """Begin to listen; returns at once and never raises for want of a bus."""
        if self._thread is not None:
            return
        if sys.platform != "linux" or importlib.util.find_spec("jeepney") is None:
            self.settled.set()
            return
        self._stop_reading, self._stop_writing = os.pipe()
        self._thread = threading.Thread(target=self._run, name="sleep watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread and wait for it; harmless when there is none, or from the callback."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        os.close(self._stop_writing)  # the other end becomes readable
        if thread is not threading.current_thread():
            thread.join(timeout=STOP_S)

    def _run(self) -> None:
        try:
            self._watch()
        except Exception as error:  # noqa: BLE001 - whatever a broken bus sends, nothing is lost but its word
            _log.info("sleep is not announced here: %s: %s", type(error).__name__, error)
        finally:
            self.listening = False
            self.settled.set()
            os.close(self._stop_reading)

    def _watch(self) -> None:
        import selectors

        from jeepney import MatchRule, MessageType, message_bus
        from jeepney.io.blocking import open_dbus_connection

        rule = MatchRule(
            type="signal", sender=SENDER, interface=INTERFACE, member=SIGNAL, path=PATH
        )
        with open_dbus_connection(bus="SYSTEM") as connection:
            answer = connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=REPLY_S)
            if answer.header.message_type is MessageType.error:
                raise OSError(f"the bus refused: {answer.body}")
            self.listening = True
            self.settled.set()
            with selectors.DefaultSelector() as waiting:
                waiting.register(connection.sock, selectors.EVENT_READ)
                stopping = waiting.register(self._stop_reading, selectors.EVENT_READ)
                while stopping not in (key for key, _ in waiting.select()):
                    self._hear(connection)

    def _hear(self, connection: Any) -> None:
        """Pass on what has arrived; several messages may have come in one piece."""
        while True:
            try:
                message = connection.receive(timeout=0)
            except TimeoutError:
                return
            asleep = sleep_announced(message.header.fields, message.body)
            if asleep is None:
                continue
            try:
                self._on_sleep(asleep)
            except Exception:  # noqa: BLE001 - the caller's code may fail in any way
                _log.exception("what follows a sleep failed")  # a bug, but the next one counts too


def sleep_announced(fields: Any, body: tuple[Any, ...]) -> bool | None:
    """Return what a message says: True before sleep, False after it, None if it is another.

    ``fields`` maps header fields to values as jeepney reads them. The sender is not looked at:
    the bus passes on only what our rule asked for.
    """
    from jeepney import HeaderFields

    if fields.get(HeaderFields.interface) != INTERFACE or fields.get(HeaderFields.member) != SIGNAL:
        return None
    return body[0] if len(body) == 1 and isinstance(body[0], bool) else None
