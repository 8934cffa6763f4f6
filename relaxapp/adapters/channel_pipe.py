"""The channel's end in the window as a named pipe of Windows, by `multiprocessing`.

Every program may open the pipe, so both ends prove that they know a key (an HMAC each way), which
lies in the data folder; who can read that can read the journal. Python cannot wait for a pipe in
Qt's loop: a thread accepts, one more hears each caller out, and Qt's thread answers.

Tried on Linux with ``AF_UNIX`` in the pipe's place. Messages come whole here, framed by
`multiprocessing`; nothing is ever unpickled.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import socket
import sys
import threading
from dataclasses import dataclass, field
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Listener, answer_challenge, deliver_challenge
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, Signal

from relaxapp.adapters.channel_lines import MOST_BYTES, answer_to
from relaxapp.adapters.channel_place import KEY_BYTES, KEY_FILE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from relaxapp.adapters.channel_lines import Message

MOST_CALLERS: Final = 16
PATIENCE_S: Final = 2.0
_SOON_S: Final = 0.2
"""Seconds until the next try where nobody could be accepted, rather than trying in a frenzy."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Question:
    """What a caller's thread leaves for Qt's thread, and gets back."""

    line: bytes
    answer: bytes = b""
    done: threading.Event = field(default_factory=threading.Event)


class PipeServer(QObject):
    """Listens from the moment it is made; raises OSError where it cannot."""

    _left = Signal()
    """Carries over into Qt's thread that a question was left.

    From a QObject to its own method: queued to a plain object's, PySide 6.11 lets go of objects
    that are still in use.
    """

    def __init__(
        self, address: str, family: str, folder: Path, answer: Callable[[Message], Message]
    ) -> None:
        """``family`` is AF_PIPE, or AF_UNIX in a test. Writes a fresh key into the folder."""
        super().__init__()
        self._address, self._family, self._answer = address, family, answer
        self._key = _fresh_key(folder)
        self._listener = Listener(address, family, backlog=MOST_CALLERS)
        self._questions: queue.SimpleQueue[_Question] = queue.SimpleQueue()
        self._left.connect(self._answer_all, Qt.ConnectionType.QueuedConnection)
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._callers: dict[threading.Thread, Any] = {}
        self._thread = threading.Thread(target=self._listen, name="channel", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Let go of everybody and end the threads."""
        self._stopped.set()
        with contextlib.suppress(OSError, EOFError):
            Client(self._address, self._family).close()  # wakes the thread that accepts
        self._thread.join(PATIENCE_S)
        with contextlib.suppress(OSError):
            self._listener.close()
        with self._lock:
            callers = dict(self._callers)
        for connection in callers.values():
            _cut(connection, self._family)
        self._answer_all()  # those who wait for it are told that nobody answers
        for thread in callers:
            thread.join(PATIENCE_S)
        self.deleteLater()

    def _listen(self) -> None:
        while not self._stopped.is_set():
            try:
                connection = self._listener.accept()
            except (OSError, EOFError):
                self._stopped.wait(_SOON_S)
                continue
            with self._lock:
                if self._stopped.is_set() or len(self._callers) >= MOST_CALLERS:
                    connection.close()
                    continue
                thread = threading.Thread(
                    target=self._hear, args=(connection,), name="channel caller", daemon=True
                )
                self._callers[thread] = connection
            thread.start()

    def _hear(self, connection: Any) -> None:
        """Hear one caller out, in a thread of its own, which two seconds end in any case."""
        patience = threading.Timer(PATIENCE_S, _cut, (connection, self._family))
        patience.daemon = True
        patience.start()
        try:
            deliver_challenge(connection, self._key)
            answer_challenge(connection, self._key)
            # One byte more is told to be too long; what is far beyond is not even read.
            question = _Question(connection.recv_bytes(MOST_BYTES + 1))
            self._questions.put(question)
            self._left.emit()
            if question.done.wait(PATIENCE_S) and question.answer:
                connection.send_bytes(question.answer)
        except (OSError, EOFError, AuthenticationError) as error:
            _log.info("somebody asked and was not heard: %s", type(error).__name__)
        except Exception:  # noqa: BLE001 - a cut pipe shows in ways that multiprocessing did not foresee
            _log.info("somebody asked and was cut off", exc_info=True)
        finally:
            patience.cancel()
            with self._lock:  # not while it is cut: its number may be another's by then
                self._callers.pop(threading.current_thread(), None)
                with contextlib.suppress(OSError):
                    connection.close()

    def _answer_all(self) -> None:
        """Answer what has been left, in Qt's thread."""
        with contextlib.suppress(queue.Empty):
            while True:
                question = self._questions.get_nowait()
                if not self._stopped.is_set():
                    question.answer = answer_to(question.line, self._answer)
                question.done.set()


def _fresh_key(folder: Path) -> bytes:
    """Write a new key, so that one that leaked holds for one run only."""
    key = os.urandom(KEY_BYTES)
    path = folder / KEY_FILE
    fresh = path.with_name(f".{KEY_FILE}.{os.getpid()}.new")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key)
        fresh.replace(path)
    finally:
        with contextlib.suppress(OSError):  # gone, if all went well
            fresh.unlink()
    return key


def _cut(connection: Any, family: str) -> None:
    """End what a thread waits for on this connection, which stays that thread's to close."""
    with contextlib.suppress(OSError, ValueError):
        if family == "AF_UNIX":
            with socket.socket(fileno=os.dup(connection.fileno())) as same:
                same.shutdown(socket.SHUT_RDWR)
        elif sys.platform == "win32":
            import ctypes
            from ctypes import wintypes

            cancel = ctypes.WinDLL("kernel32", use_last_error=True).CancelIoEx
            cancel.argtypes = [wintypes.HANDLE, ctypes.c_void_p]
            cancel(connection.fileno(), None)
