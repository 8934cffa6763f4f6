"""How the command line and a second launch speak with the window that is open, and it answers.

One short message, one short answer, on this computer, between programs of one person: a local
socket that belongs to the data folder, on Windows a named pipe. Whoever asks loads no Qt.
"""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import sys
from typing import TYPE_CHECKING, Final

from relaxapp.adapters import channel_place
from relaxapp.adapters.channel_lines import MOST_BYTES, LineError, Message, pack, refusal, unpack
from relaxapp.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from relaxapp.adapters.channel_pipe import PipeServer
    from relaxapp.adapters.channel_socket import SocketServer

WAIT_S: Final = 2.0

_log = logging.getLogger(__name__)


def ask(folder: Path, message: Message, wait_s: float = WAIT_S) -> Message | None:
    """Return what the instance of this data folder answers; None where none does.

    ``{"error": why}`` is its answer to what it does not understand. With None after the message
    was sent (it took longer than ``wait_s`` seconds) the instance may still do what was asked.
    Never raises.
    """
    try:
        line = pack(message)
    except LineError as error:
        return refusal(str(error))
    if sys.platform == "win32":
        from relaxapp.adapters.channel_pipe_ask import ask_pipe

        name = channel_place.pipe_name(folder, os.environ)
        received = ask_pipe(name, "AF_PIPE", folder, line, wait_s)
    else:
        received = _ask_socket(folder, line, wait_s)
    if not received:
        return None
    try:
        return unpack(received)
    except LineError as error:
        return refusal(f"the open relaxapp answered what is no answer: {error}")


def ring(folder: Path) -> bool:
    """Ask the instance of this data folder to show itself; True if it heard."""
    answer = ask(folder, {"show": True})
    return answer is not None and "error" not in answer


class Channel:
    """The other end, held by the instance that has the folder's lock.

    ``answer(message)`` is called in Qt's loop, of the thread that called :meth:`start`, and
    should be quick; what it raises becomes an ``error``.
    """

    def __init__(self, folder: Path, answer: Callable[[Message], Message]) -> None:
        """Nothing listens before :meth:`start`."""
        self._folder, self._answer = folder, answer
        self._server: SocketServer | PipeServer | None = None

    def start(self) -> bool:
        """Begin to listen; False, and a line in the log, where that cannot be. Never raises."""
        if self._server is not None:
            return True
        try:
            if sys.platform == "win32":
                from relaxapp.adapters.channel_pipe import PipeServer

                name = channel_place.pipe_name(self._folder, os.environ)
                self._server = PipeServer(name, "AF_PIPE", self._folder, self._answer)
            else:
                from relaxapp.adapters.channel_socket import SocketServer

                path = channel_place.to_listen(self._folder, os.environ)
                self._server = SocketServer(path, self._answer)
        except OSError as error:
            _log.warning("the command line cannot speak with this window: %s", error)
            return False
        return True

    def close(self) -> None:
        """Stop listening and let go of whoever still waits; harmless when nothing listens."""
        server, self._server = self._server, None
        if server is not None:
            server.close()


def _ask_socket(folder: Path, line: bytes, wait_s: float) -> bytes:
    """Return the line that came back, or nothing."""
    clock = SystemClock()
    until = clock.monotonic() + wait_s
    for path in channel_place.to_ask(folder, os.environ):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            try:
                connection.settimeout(wait_s)
                connection.connect(str(path))
            except OSError:  # left by a killed instance
                continue
            if not channel_place.is_foreign(connection):
                return _converse(connection, line, lambda: until - clock.monotonic())
    return b""


def _converse(connection: socket.socket, line: bytes, left_s: Callable[[], float]) -> bytes:
    """Send the line and return the one that answers it; nothing where no whole one came."""
    received = b""
    with contextlib.suppress(OSError):
        with contextlib.suppress(ConnectionError):  # refused before it was sent; it is told why
            connection.sendall(line)
        while len(received) <= MOST_BYTES and (left := left_s()) > 0:
            # Anew each time: an answer in drops must not take for ever.
            connection.settimeout(left)
            part = connection.recv(MOST_BYTES + 1 - len(received))
            received += part
            if not part or b"\n" in part:
                break
    return received if b"\n" in received or len(received) > MOST_BYTES else b""
