"""Asking over the named pipe of Windows; apart from its other end, since this loads no Qt."""

from __future__ import annotations

import contextlib
import queue
import threading
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from typing import TYPE_CHECKING

from relaxapp.adapters.channel_lines import MOST_BYTES
from relaxapp.adapters.channel_place import KEY_BYTES, KEY_FILE

if TYPE_CHECKING:
    from pathlib import Path


def ask_pipe(address: str, family: str, folder: Path, line: bytes, wait_s: float) -> bytes:
    """Return the line that came back, or nothing; takes no longer than ``wait_s`` seconds."""
    answered: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def converse() -> None:
        received = b""
        with contextlib.suppress(OSError, EOFError, AuthenticationError):
            key = (folder / KEY_FILE).read_bytes()
            if len(key) == KEY_BYTES:
                with Client(address, family, authkey=key) as connection:
                    connection.send_bytes(line)
                    received = connection.recv_bytes(MOST_BYTES)
        answered.put(received)

    # Its calls know no time limit; a thread that hangs in one ends with the program.
    threading.Thread(target=converse, name="channel", daemon=True).start()
    try:
        return answered.get(timeout=wait_s)
    except queue.Empty:
        return b""
