"""One window for each data folder: a lock that the system itself lets go of after a crash."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        # Far behind the content, as a locked byte cannot be read by others on Windows.
        os.lseek(descriptor, 1 << 20, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


FILE = "instance.lock"
_TAKEN = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}


class Lock:
    """Held until :meth:`release`, or until the process ends in whatever way."""

    def __init__(self, descriptor: int) -> None:
        """Keep the locked file open; closing it lets go."""
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Let go; a second time does nothing. The file stays, as removing it would be a race."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def acquire(folder: Path) -> Lock | None:
    """Return the lock of ``folder``, or None when another instance holds it.

    The file tells the process id of its holder, for people. Raises :class:`RelaxappError` when
    there can be no lock at all (the folder cannot be written, or cannot lock files).
    """
    path = folder / FILE
    descriptor = -1
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        _take(descriptor)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode("ascii"))
    except OSError as error:
        if descriptor >= 0:
            os.close(descriptor)
            if error.errno in _TAKEN:
                return None
        why = error.strerror or str(error)
        raise RelaxappError(
            f"relaxapp cannot tell whether it is already running: {path} cannot be locked ({why})."
        ) from error
    return Lock(descriptor)
