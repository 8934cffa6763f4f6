"""Listening on a message bus in a thread of its own, without ever asking again and again.

What is heard is passed to a callback in that thread. Where there is no bus, no library or
another platform, nothing is ever heard and nothing complains.
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

REPLY_S = 5.0
"""Seconds the bus gets to answer before it counts as missing."""
STOP_S = 2.0
"""Seconds the thread gets to end; a bus that hangs while we say hello is left to itself."""

_log = logging.getLogger(__name__)


class BusWatch:
    """One rule on one bus ("SESSION" or "SYSTEM"; their usual variables name another).

    ``hear(message)`` is called for each message, in the watch's thread; ``ask(connection)`` once
    the rule is in force, to read what already holds; ``ended()`` when nothing will be heard any
    more though nobody stopped it.
    """

    def __init__(
        self,
        name: str,
        bus: str,
        rule: Callable[[], Any],
        hear: Callable[[Any], None],
        ask: Callable[[Any], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Nothing is watched before :meth:`start`. ``rule`` makes jeepney's match rule."""
        self._name = name
        self._bus = bus
        self._rule = rule
        self._on_message = hear
        self._ask = ask
        self._ended = ended
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
            if self._ended is not None:
                self._ended()
            return
        self._stop_reading, self._stop_writing = os.pipe()
        self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
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
            _log.info(
                "nothing is told on the %s bus: %s: %s", self._bus, type(error).__name__, error
            )
        finally:
            self.listening = False
            self.settled.set()
            os.close(self._stop_reading)
            if self._thread is not None and self._ended is not None:
                self._ended()

    def _watch(self) -> None:
        import selectors

        from jeepney import MessageType, message_bus
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection(bus=self._bus) as connection:
            answer = connection.send_and_get_reply(
                message_bus.AddMatch(self._rule()), timeout=REPLY_S
            )
            if answer.header.message_type is MessageType.error:
                raise OSError(f"the bus refused: {answer.body}")
            if self._ask is not None:
                self._ask(connection)
            self.listening = True
            self.settled.set()
            with selectors.DefaultSelector() as waiting:
                waiting.register(connection.sock, selectors.EVENT_READ)
                stopping = waiting.register(self._stop_reading, selectors.EVENT_READ)
                # What came in one piece with an answer makes no socket readable any more.
                self._hear(connection)
                while stopping not in (key for key, _ in waiting.select()):
                    self._hear(connection)

    def _hear(self, connection: Any) -> None:
        """Pass on what has arrived; several messages may have come in one piece."""
        while True:
            try:
                message = connection.receive(timeout=0)
            except TimeoutError:
                return
            try:
                self._on_message(message)
            except Exception:  # noqa: BLE001 - the caller's code may fail in any way
                _log.exception("what follows a message failed")  # a bug, but the next one counts
