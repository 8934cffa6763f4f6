"""Idleness on Wayland: the compositor's ``ext-idle-notify-v1``, spoken on its socket directly.

A handful of messages, none with a descriptor: the globals are listed, each seat and the notifier
bound, one notification asked for of each seat. Version 2 of the notifier is asked for real input
alone; version 1 says nothing while a program keeps the screen on. KWin, wlroots' compositors,
COSMIC and others have it; Mutter does not.
"""

from __future__ import annotations

import os
import socket
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from relaxapp.adapters.waiting import WaitingThread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relaxapp.adapters.idle import IdleEvents

NOTIFIER, SEAT = "ext_idle_notifier_v1", "wl_seat"
ANSWER_S = 2.0
"""Seconds the compositor gets to take the connection, and to list what it has."""
_DISPLAY, _REGISTRY, _LISTED, _FIRST_FREE = 1, 2, 3, 4
"""Objects: the display is always the first, the others are numbered by us."""
_SYNC, _GET_REGISTRY, _BIND = 0, 1, 0
_GET_NOTIFICATION, _GET_INPUT_NOTIFICATION = 1, 2
_ERROR, _GLOBAL, _DONE, _IDLED, _RESUMED = 0, 0, 0, 0, 1
_INPUT_SINCE = 2
_HEAD = 8
_LARGEST = 2**32 - 1


def text(value: str) -> bytes:
    """Return a string as the wire has it: its length with the ending NUL, padded to four bytes."""
    raw = value.encode() + b"\0"
    return struct.pack("=I", len(raw)) + raw + bytes(-len(raw) % 4)


def request(to: int, code: int, body: bytes = b"") -> bytes:
    """Return a message; an event is built alike."""
    return struct.pack("=II", to, (_HEAD + len(body)) << 16 | code) + body


def read_text(body: bytes, at: int) -> str:
    """Return the string that starts there; ValueError where there is none."""
    if at + 4 > len(body):
        raise ValueError("the compositor's message is too short")
    (length,) = struct.unpack_from("=I", body, at)
    return body[at + 4 : at + 4 + length].rstrip(b"\0").decode("utf-8", "replace")


@dataclass(slots=True)
class Wire:
    """Cuts what arrives into messages."""

    left: bytes = b""

    def take(self, data: bytes) -> Iterator[tuple[int, int, bytes]]:
        """Yield (sender, code, body) of each whole message; ValueError for what is none."""
        self.left += data
        while len(self.left) >= _HEAD:
            sender, word = struct.unpack_from("=II", self.left)
            size = word >> 16
            if size < _HEAD:
                raise ValueError("the compositor speaks another protocol")
            if len(self.left) < size:
                return
            body, self.left = self.left[_HEAD:size], self.left[size:]
            yield sender, word & 0xFFFF, body


@dataclass(slots=True)
class _Globals:
    notifier: tuple[int, int] | None = None
    """Its name and version."""
    seats: list[int] = field(default_factory=list)


class WaylandIdle:
    """An `IdleSource` for the compositor of ``WAYLAND_DISPLAY``."""

    name = "wayland"

    def __init__(self, events: IdleEvents, after_s: float, env: Mapping[str, str]) -> None:
        """``after_s`` is the threshold in seconds."""
        self._events, self._after_s = events, after_s
        self._path = Path(env.get("XDG_RUNTIME_DIR", "/")) / env.get("WAYLAND_DISPLAY", "wayland-0")
        self._thread = WaitingThread("idle watch", self._watch, events.gone)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._thread.stop()

    def glance(self) -> None:
        """Nothing to look at: the compositor tells."""

    def _watch(self, thread: WaitingThread) -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
            link.settimeout(ANSWER_S)
            link.connect(os.fspath(self._path))
            link.sendall(
                request(_DISPLAY, _GET_REGISTRY, struct.pack("=I", _REGISTRY))
                + request(_DISPLAY, _SYNC, struct.pack("=I", _LISTED))
            )
            found, seats, idle = _Globals(), frozenset[int](), set[int]()
            wire = Wire()
            while thread.wait(link.fileno()):
                data = link.recv(4096)
                if not data:
                    raise OSError("the compositor hung up")
                for sender, code, body in wire.take(data):
                    if sender == _DISPLAY and code == _ERROR:
                        raise OSError(f"the compositor refused: {read_text(body, 8)}")
                    if sender == _REGISTRY and code == _GLOBAL:
                        _note(found, body)
                    elif sender == _LISTED and code == _DONE and not seats:
                        seats = self._ask(link, found)
                        self._events.found()
                    elif sender in seats:
                        self._tell(sender, code, seats, idle)

    def _ask(self, link: socket.socket, found: _Globals) -> frozenset[int]:
        """Bind what is needed; returns the notification of each seat."""
        if found.notifier is None or not found.seats:
            raise OSError("the compositor tells nobody of idleness")
        name, version = found.notifier
        version = min(version, _INPUT_SINCE)
        code = _GET_INPUT_NOTIFICATION if version >= _INPUT_SINCE else _GET_NOTIFICATION
        after_ms = min(_LARGEST, max(1, round(self._after_s * 1000)))
        notifier, free = _FIRST_FREE, _FIRST_FREE + 1
        asked = _bind(name, NOTIFIER, version, notifier)
        notifications: set[int] = set()
        for seat in found.seats:
            asked += _bind(seat, SEAT, 1, free)
            asked += request(notifier, code, struct.pack("=III", free + 1, after_ms, free))
            notifications.add(free + 1)
            free += 2
        link.sendall(asked)
        return frozenset(notifications)

    def _tell(self, sender: int, code: int, seats: frozenset[int], idle: set[int]) -> None:
        """Idle is who is idle at every seat of this session."""
        if code == _IDLED:
            idle.add(sender)
            if idle == seats:
                self._events.idled(self._after_s)
        elif code == _RESUMED:
            idle.discard(sender)
            self._events.active()


def _note(found: _Globals, body: bytes) -> None:
    kind = read_text(body, 4)
    (name,) = struct.unpack_from("=I", body)
    if kind == NOTIFIER:
        found.notifier = (name, struct.unpack_from("=I", body, len(body) - 4)[0])
    elif kind == SEAT:
        found.seats.append(name)


def _bind(name: int, kind: str, version: int, to: int) -> bytes:
    body = struct.pack("=I", name) + text(kind) + struct.pack("=II", version, to)
    return request(_REGISTRY, _BIND, body)
