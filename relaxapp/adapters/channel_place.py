"""Where the channel of a data folder is, and whether that place is nobody else's.

A socket in a folder that only this person can enter. The desktop names one for the time of the
login (``XDG_RUNTIME_DIR``); a terminal may not have been told of it, so the one who asks looks
in the other places too. On Windows it is a named pipe, and a key in the data folder.
"""

from __future__ import annotations

import contextlib
import os
import socket
import stat
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KEY_FILE: Final = "channel.key"
KEY_BYTES: Final = 32
_MOST_PATH: Final = 100
"""Bytes of a socket's path: macOS takes 103, Linux 107."""


class ForeignPlaceError(OSError):
    """The place is somebody else's, or leads somewhere else."""


def mark(folder: Path) -> str:
    """Return a short name for a data folder, the same for whatever way leads to it."""
    return _digest(os.fsencode(folder.resolve()))


def user_id() -> int:
    """Return the number of this person; 0 where the system has none."""
    return os.getuid() if hasattr(os, "getuid") else 0


def to_listen(folder: Path, env: Mapping[str, str]) -> Path:
    """Return the path for the socket, free to be bound, with its folder made.

    One left by a killed instance is removed: who listens has the data folder's lock. Raises
    OSError where there is no such place, :class:`ForeignPlaceError` where it is not ours.
    """
    refused: OSError | None = None
    for place in _places(env):
        path = place / mark(folder)
        if len(os.fsencode(path)) > _MOST_PATH:
            continue
        try:
            with contextlib.suppress(FileExistsError):
                place.mkdir(mode=0o700)
            _require_private(place)
            if _is_our_socket(path):
                path.unlink()
        except OSError as error:
            refused = error
            continue
        return path
    raise refused or OSError("no folder is short enough for a socket")


def to_ask(folder: Path, env: Mapping[str, str]) -> Iterator[Path]:
    """Yield the sockets that the folder's instance may listen on; nothing is made."""
    for place in _places(env):
        path = place / mark(folder)
        with contextlib.suppress(OSError):
            _require_private(place)
            if _is_our_socket(path):
                yield path


def peer_uid(connection: socket.socket) -> int | None:
    """Return the number of the person at the other end; None where the system does not say.

    Linux only (unix(7), ``SO_PEERCRED``: three ints, pid, uid, gid). Elsewhere the folder that
    nobody else can enter has to do.
    """
    option: int | None = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        return None
    size = struct.calcsize("3i")
    _, uid, _ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, option, size))
    return int(uid)


def is_foreign(connection: socket.socket) -> bool:
    """Tell whether somebody else is at the other end."""
    try:
        return peer_uid(connection) not in {None, user_id()}
    except OSError:
        return True


def pipe_name(folder: Path, env: Mapping[str, str]) -> str:
    r"""Return the name of the Windows pipe; pipes of all people stand in one list."""
    person = _digest(env.get("USERNAME", "").encode("utf-8", "replace"))[:8]
    return rf"\\.\pipe\relaxapp-{person}-{mark(folder)}"


def _places(env: Mapping[str, str]) -> Iterator[Path]:
    """Yield the folders for sockets, the best first; they may not exist."""
    told = env.get("XDG_RUNTIME_DIR", "")
    bases = [Path(told)] if told.startswith("/") else []
    if bases and (sandbox := env.get("FLATPAK_ID")):
        # The one part of it that all instances in the sandbox share.
        bases.insert(0, bases[0] / "app" / sandbox)
    bases.append(Path(f"/run/user/{user_id()}"))
    for base in bases:
        # With sudo the variable may name another person's; a folder of ours would spoil it.
        with contextlib.suppress(OSError):
            if base.stat().st_uid == user_id():
                yield base / "relaxapp"
    temporary = env.get("TMPDIR", "")
    if not temporary.startswith("/"):
        temporary = "/tmp"  # noqa: S108 - below it is a folder of our own, whose owner is looked at
    yield Path(temporary) / f"relaxapp-{user_id()}"


def _require_private(place: Path) -> None:
    """Raise unless this is a folder, no link, that this person alone can enter."""
    found = place.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != user_id() or found.st_mode & 0o077:
        raise ForeignPlaceError(f"{place} is not a private folder of this user")


def _is_our_socket(path: Path) -> bool:
    """Tell whether a socket of ours is there; raise where something else is."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    if not stat.S_ISSOCK(found.st_mode) or found.st_uid != user_id():
        raise ForeignPlaceError(f"{path} is not a socket of this user")
    return True


def _digest(data: bytes) -> str:
    """Return a short name for data; hashlib would bring a megabyte of OpenSSL for it."""
    return f"{crc32(data):08x}{crc32(data[::-1]):08x}"
