"""How a second launch asks the first one to show its window: a socket beside nobody's network.

It is a local socket file that only this person can open; its name belongs to the data folder.
Where the system has none, the second launch just says that relaxapp is open already.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import tempfile
from pathlib import Path

_ANSWER_S = 1.0


def _path(folder: Path) -> Path:
    """The socket of a data folder; short, since socket names may have 100 bytes."""
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    user = os.getuid() if hasattr(os, "getuid") else 0
    base = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    return Path(base) / f"relaxapp-{user}-{name}"


class Doorbell:
    """Held by the instance that has the folder's lock; readable when somebody rings."""

    def __init__(self, folder: Path) -> None:
        self._path = _path(folder)
        self._socket: socket.socket | None = None
        if not hasattr(socket, "AF_UNIX"):
            return
        bell = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._path.unlink(missing_ok=True)  # of one that was killed: the lock is ours
            before = os.umask(0o177)
            try:
                bell.bind(str(self._path))
            finally:
                os.umask(before)
            bell.listen(4)
            bell.setblocking(False)
        except OSError:
            bell.close()
            return
        self._socket = bell

    def fileno(self) -> int:
        """The descriptor to wait on; -1 where there is no bell."""
        return self._socket.fileno() if self._socket else -1

    def answer(self) -> bool:
        """Tell whether somebody rang, and let them know that they were heard."""
        if self._socket is None:
            return False
        try:
            caller, _ = self._socket.accept()
        except OSError:
            return False
        with caller, contextlib.suppress(OSError):
            caller.sendall(b"here")
        return True

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None
            self._path.unlink(missing_ok=True)


def ring(folder: Path) -> bool:
    """Ask the instance of this data folder to show itself; True if it heard."""
    if not hasattr(socket, "AF_UNIX"):
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as bell:
        bell.settimeout(_ANSWER_S)
        try:
            bell.connect(str(_path(folder)))
            return bell.recv(4) == b"here"
        except OSError:
            return False
