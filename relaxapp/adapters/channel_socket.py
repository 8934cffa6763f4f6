"""The channel's end in the window, as a local socket in Qt's own loop.

Nothing here ever waits: each caller has a notifier and two seconds, and sixteen are served at a
time. One that says nothing, dribbles or does not listen keeps nobody else from being heard.
"""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from relaxapp.adapters import channel_place
from relaxapp.adapters.channel_lines import MOST_BYTES, answer_to, pack, refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from relaxapp.adapters.channel_lines import Message

MOST_CALLERS: Final = 16
PATIENCE_MS: Final = 2_000


class SocketServer(QObject):
    """Listens from the moment it is made; raises OSError where it cannot."""

    def __init__(self, path: Path, answer: Callable[[Message], Message]) -> None:
        super().__init__()
        self._path, self._answer = path, answer
        self._callers: set[_Caller] = set()
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._socket.setblocking(False)
            self._socket.bind(str(path))
            path.chmod(0o600)  # its folder has kept everybody else out until now, too
            self._socket.listen(MOST_CALLERS)
        except OSError:
            self._socket.close()
            raise
        self._notifier = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._accept)

    def close(self) -> None:
        """Let go of everybody, and take the socket away."""
        self._notifier.setEnabled(False)
        for caller in tuple(self._callers):
            caller.drop()
        self._socket.close()
        with contextlib.suppress(OSError):
            self._path.unlink()
        self.deleteLater()

    def _accept(self) -> None:
        """Take in those who wait; as many as there is room for, so that this ends."""
        for _ in range(MOST_CALLERS):
            try:
                connection, _address = self._socket.accept()
            except OSError:  # nobody any more, or they left, or there are no descriptors left
                return
            connection.setblocking(False)
            if channel_place.is_foreign(connection):
                connection.close()
            elif len(self._callers) >= MOST_CALLERS:
                with connection, contextlib.suppress(OSError):
                    connection.send(pack(refusal("too many ask at once")))
            else:
                self._callers.add(_Caller(connection, self))

    def answer(self, line: bytes) -> bytes:
        return answer_to(line, self._answer)

    def forget(self, caller: _Caller) -> None:
        self._callers.discard(caller)


class _Caller(QObject):
    """One who asks: hears them out, answers, and hangs up."""

    def __init__(self, connection: socket.socket, server: SocketServer) -> None:
        super().__init__(server)
        self._connection, self._server = connection, server
        self._received, self._left = b"", b""
        self._reading = self._notify(QSocketNotifier.Type.Read, self._read)
        self._writing: QSocketNotifier | None = None
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.drop)
        self._patience.start()

    def drop(self) -> None:
        """Hang up; a second time does nothing."""
        if self._connection.fileno() < 0:
            return
        self._patience.stop()
        for notifier in (self._reading, self._writing):
            if notifier is not None:
                notifier.setEnabled(False)
        self._connection.close()
        self._server.forget(self)
        self.deleteLater()

    def _notify(self, kind: QSocketNotifier.Type, slot: Callable[[], None]) -> QSocketNotifier:
        notifier = QSocketNotifier(self._connection.fileno(), kind, self)
        notifier.activated.connect(slot)
        return notifier

    def _read(self) -> None:
        try:
            part = self._connection.recv(MOST_BYTES + 1 - len(self._received))
        except BlockingIOError:
            return
        except OSError:  # reset: they are gone
            self.drop()
            return
        self._received += part
        if not part and not self._received:
            self.drop()
        elif not part or b"\n" in part or len(self._received) > MOST_BYTES:
            # Before answering, as what answers may let Qt's loop run (a dialog).
            self._reading.setEnabled(False)
            self._left = self._server.answer(self._received)
            self._write()

    def _write(self) -> None:
        if self._connection.fileno() < 0:  # our time ran out while the answer was found
            return
        try:
            self._left = self._left[self._connection.send(self._left) :]
        except BlockingIOError:
            pass
        except OSError:
            self._left = b""
        if not self._left:
            self.drop()
        elif self._writing is None:
            self._writing = self._notify(QSocketNotifier.Type.Write, self._write)
