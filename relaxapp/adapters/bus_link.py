"""One conversation with a message bus on Qt's own loop: connect, log in, then whole messages.

No thread, no timer but the one of the log-in, and nothing that waits: the loop says when the
socket may be read or written. What cannot be read as a message is left out and the next one counts.
"""

from __future__ import annotations

import logging
import selectors
import socket
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDeadlineTimer, QObject, QSocketNotifier, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

LOGIN_S = 5.0
"""Seconds the bus gets to let us in."""
LARGEST = 1 << 27
"""Bytes of the largest message there may be on a bus."""
_HEAD = 16
"""Bytes of a message that tell its length."""
_PIECE = 1 << 16

_log = logging.getLogger(__name__)


class BusLink(QObject):
    """Opens once and is lost once: ``opened()``, then ``heard(message)``, in the end ``lost(why)``.

    ``lost`` is not told of a link that was closed from here.
    """

    def __init__(
        self,
        opened: Callable[[], None],
        heard: Callable[[Any], None],
        lost: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._opened, self._heard, self._lost = opened, heard, lost
        self._socket: socket.socket | None = None
        self._reading: QSocketNotifier | None = None
        self._writing: QSocketNotifier | None = None
        self._in, self._out = bytearray(), bytearray()
        self._login: Any = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(lambda: self._break("the bus does not let us in"))

    def open(self, address: str) -> None:
        """Begin; ``address`` is as D-Bus writes them. Raises OSError where nobody answers there."""
        from jeepney.auth import Authenticator

        self._socket = found = _connected(address)
        self._reading = QSocketNotifier(found.fileno(), QSocketNotifier.Type.Read, self)
        self._reading.activated.connect(self._read)
        self._writing = QSocketNotifier(found.fileno(), QSocketNotifier.Type.Write, self)
        self._writing.setEnabled(False)
        self._writing.activated.connect(self._write)
        self._login = Authenticator()
        self._patience.start(int(LOGIN_S * 1000))
        self.send(self._login.data_to_send())

    def send(self, data: bytes) -> None:
        """Send now what the socket takes, and the rest when it takes more."""
        if self._socket is not None:
            self._out += data
            self._write()

    def wait(self, done: Callable[[], bool], within_s: float) -> None:
        """Go on without the loop until ``done()`` and all is sent, or the link or time is over."""
        limit = QDeadlineTimer(int(within_s * 1000))
        while (own := self._socket) is not None and (self._out or not done()):
            left = limit.remainingTime()
            if left <= 0:
                return
            events = selectors.EVENT_READ | (selectors.EVENT_WRITE if self._out else 0)
            with selectors.DefaultSelector() as waiting:
                waiting.register(own, events)
                ready = waiting.select(left / 1000)
            for _, happened in ready:
                if happened & selectors.EVENT_WRITE:
                    self._write()
                if happened & selectors.EVENT_READ:
                    self._read()

    def close(self) -> None:
        """Leave; nothing is told of it."""
        self._patience.stop()
        for notifier in (self._reading, self._writing):
            if notifier is not None:
                notifier.setEnabled(False)
                notifier.deleteLater()
        self._reading = self._writing = None
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        self._in.clear()
        self._out.clear()

    def _break(self, why: str) -> None:
        if self._socket is not None:
            self.close()
            self._lost(why)

    def _write(self) -> None:
        if self._socket is None or self._writing is None:
            return
        try:
            while self._out:
                del self._out[: self._socket.send(self._out)]
        except BlockingIOError:
            pass
        except OSError as error:
            # Not from within somebody's call: what is lost is told from the loop.
            why = str(error)
            QTimer.singleShot(0, self, lambda: self._break(why))
            self._out.clear()
            return
        self._writing.setEnabled(bool(self._out))

    def _read(self) -> None:
        own = self._socket
        if own is None:
            return
        try:
            piece = own.recv(_PIECE)
        except BlockingIOError:
            return
        except OSError as error:
            self._break(str(error))
            return
        if not piece:
            self._break("the bus has gone")
            return
        if not self._login.authenticated:
            self._log_in(piece)
            return
        self._in += piece
        while self._socket is own and (whole := self._next()):
            self._hear(whole)

    def _log_in(self, piece: bytes) -> None:
        try:
            self._login.feed(piece)
        except ValueError as error:
            self._break(str(error))
            return
        if answer := self._login.data_to_send():
            self.send(answer)
        if self._login.authenticated:
            from jeepney.auth import BEGIN

            self._patience.stop()
            self.send(BEGIN)
            self._opened()

    def _next(self) -> bytes:
        """Return the next whole message, or nothing while it is not all there."""
        from jeepney.low_level import calc_msg_size

        if len(self._in) < _HEAD:
            return b""
        try:
            size = int(calc_msg_size(bytes(self._in[:_HEAD])))
        except (KeyError, ValueError):
            size = LARGEST + 1
        if size > LARGEST:
            self._break("the bus does not speak as a bus does")
            return b""
        if len(self._in) < size:
            return b""
        whole = bytes(self._in[:size])
        del self._in[:size]
        return whole

    def _hear(self, whole: bytes) -> None:
        from jeepney.low_level import Message

        try:
            message = Message.from_buffer(whole)
        except Exception as error:  # noqa: BLE001 - whatever a message of a later protocol holds
            _log.info("a message is not understood: %s: %s", type(error).__name__, error)
            return
        self._heard(message)


def _connected(address: str) -> socket.socket:
    """Return a socket to the first of the addresses that answers."""
    from jeepney.bus import get_connectable_addresses

    why: Exception = OSError("there is no address")
    try:
        for path in get_connectable_addresses(address):
            found = socket.socket(socket.AF_UNIX)
            try:
                found.setblocking(False)
                found.connect(path)
            except OSError as error:
                found.close()
                why = error
            else:
                return found
    except (ValueError, RuntimeError) as error:  # an address that makes no sense
        why = error
    raise OSError(str(why)) from why
