"""A compositor of few words, played on a real socket."""

from __future__ import annotations

import socket
import struct
import threading
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters.idle_wayland import NOTIFIER, SEAT, WaylandIdle, Wire, request, text
from tests.adapters.idle_fakes import Heard
from tests.buses import WAIT_S

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Compositor:
    """Accepts one client; reads its messages, and sends what the test says."""

    def __init__(self, path: Path) -> None:
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._door.bind(str(path))
        self._door.listen(1)
        self._door.settimeout(WAIT_S)

    def meet(self) -> None:
        self._link, _ = self._door.accept()
        self._link.settimeout(WAIT_S)
        self._wire = Wire()

    def take(self, count: int) -> list[tuple[int, int, bytes]]:
        """Return as many messages of the client."""
        got: list[tuple[int, int, bytes]] = []
        while len(got) < count:
            got += self._wire.take(self._link.recv(4096))
        return got

    def send(self, data: bytes, *, piecemeal: bool = False) -> None:
        for piece in [data[at : at + 1] for at in range(len(data))] if piecemeal else [data]:
            self._link.sendall(piece)

    def close(self) -> None:
        self._door.close()
        if hasattr(self, "_link"):
            self._link.close()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def compositor(tmp_path: Path) -> Iterator[Compositor]:
    made = Compositor(tmp_path / "wl")
    yield made
    made.close()


@pytest.fixture
def source(heard: Heard, tmp_path: Path, compositor: Compositor) -> Iterator[WaylandIdle]:
    env = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wl"}
    source = WaylandIdle(heard, 300, env)
    source.start()
    compositor.meet()
    yield source
    source.stop()


def offered(name: int, kind: str, version: int) -> bytes:
    body = struct.pack("=I", name) + text(kind) + struct.pack("=I", version)
    return request(2, 0, body)


DONE = request(3, 0, struct.pack("=I", 1))
IDLED, RESUMED = 0, 1


def greet(compositor: Compositor, *kinds: tuple[str, int], piecemeal: bool = False) -> None:
    """Read the client's greeting, and list what there is."""
    registry, sync = compositor.take(2)
    assert registry == (1, 1, struct.pack("=I", 2))
    assert sync == (1, 0, struct.pack("=I", 3))
    listed = b"".join(offered(at, *kind) for at, kind in enumerate(kinds, start=10))
    compositor.send(listed + DONE, piecemeal=piecemeal)


def test_going_and_coming_back(source: WaylandIdle, heard: Heard, compositor: Compositor) -> None:
    greet(compositor, ("wl_shm", 1), (SEAT, 9), (NOTIFIER, 2), piecemeal=True)
    bound, seat, asked = compositor.take(3)
    name = struct.pack("=I", 12)
    assert bound == (2, 0, name + text(NOTIFIER) + struct.pack("=II", 2, 4))
    assert seat == (2, 0, struct.pack("=I", 11) + text(SEAT) + struct.pack("=II", 1, 5))
    assert asked == (4, 2, struct.pack("=III", 6, 300_000, 5))  # input alone
    assert heard.next() == ("found", None)
    for _ in range(2):
        compositor.send(request(5, 0, struct.pack("=I", 3)))  # the seat's abilities
        compositor.send(request(6, IDLED))
        assert heard.next() == ("idled", 300)
        compositor.send(request(6, RESUMED))
        assert heard.next() == ("active", None)


def test_an_older_one_is_asked_in_its_way(
    source: WaylandIdle, heard: Heard, compositor: Compositor
) -> None:
    greet(compositor, (NOTIFIER, 1), (SEAT, 7))
    *_, asked = compositor.take(3)
    assert asked[:2] == (4, 1)


def test_idle_is_who_is_idle_at_every_seat(
    source: WaylandIdle, heard: Heard, compositor: Compositor
) -> None:
    greet(compositor, (NOTIFIER, 2), (SEAT, 7), (SEAT, 7))
    assert len(compositor.take(5)) == 5
    assert heard.next() == ("found", None)
    compositor.send(request(6, IDLED) + request(8, IDLED))
    assert heard.next() == ("idled", 300)
    compositor.send(request(8, RESUMED) + request(8, IDLED))
    assert [heard.next(), heard.next()] == [("active", None), ("idled", 300)]


@pytest.mark.parametrize("kinds", [(), ((SEAT, 7),), ((NOTIFIER, 2),)])
def test_one_that_tells_nobody_is_no_source(
    source: WaylandIdle, heard: Heard, compositor: Compositor, kinds: tuple[tuple[str, int], ...]
) -> None:
    greet(compositor, *kinds)
    assert heard.next()[0] == "gone"


@pytest.mark.parametrize(
    "nonsense",
    [
        b"\0" * 64,
        request(2, 0, b"\0" * 4),
        request(2, 0, struct.pack("=I", 10) + text(NOTIFIER)[:8]) + DONE,
        request(1, 0, struct.pack("=II", 2, 0) + text("no")),
    ],
)
def test_nonsense_is_no_source(
    source: WaylandIdle, heard: Heard, compositor: Compositor, nonsense: bytes
) -> None:
    compositor.take(2)
    compositor.send(nonsense)
    assert heard.next()[0] == "gone"


def test_its_end_is_told(source: WaylandIdle, heard: Heard, compositor: Compositor) -> None:
    greet(compositor, (NOTIFIER, 2), (SEAT, 7))
    assert heard.next() == ("found", None)
    compositor.close()
    assert heard.next()[0] == "gone"


def test_one_that_hangs_can_be_left(
    source: WaylandIdle, heard: Heard, compositor: Compositor
) -> None:
    source.stop()
    source.stop()
    assert heard.all.empty()
    assert not any(thread.name == "idle watch" for thread in threading.enumerate())


def test_without_a_compositor_there_is_none(heard: Heard, tmp_path: Path) -> None:
    env = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "none"}
    source = WaylandIdle(heard, 300, env)
    source.start()
    assert heard.next()[0] == "gone"
    source.stop()
