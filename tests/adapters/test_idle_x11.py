"""XSync's alarms: over a played display, and over a real one where there is Xvfb."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from functools import partial
from queue import Queue
from typing import TYPE_CHECKING, Self

import pytest

from relaxapp.adapters.holds_screen import full_screen
from relaxapp.adapters.idle_x11 import FALLING, RISING, SyncDisplay, XSyncIdle, counter_of
from relaxapp.adapters.xcb import Display
from relaxapp.reminders.ports import Hold
from tests.adapters.idle_fakes import Heard

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="X11 is Linux's")

THRESHOLD_MS = 300_000


class FakeDisplay:
    """A display whose alarms ring when the test says so."""

    def __init__(self, idle_ms: int = 0) -> None:
        self.idle, self.alarms, self.renewed = idle_ms, dict[int, tuple[int, int]](), 0
        self._reading, self._writing = os.pipe()
        self._rung: Queue[tuple[int, int]] = Queue()
        self.broken = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._reading)
        os.close(self._writing)

    def fileno(self) -> int:
        return self._reading

    def idle_ms(self) -> int:
        return self.idle

    def create(self, milliseconds: int, test: int) -> int:
        number = 1 if test == RISING else 2
        self.alarms[number] = (milliseconds, test)
        return number

    def renew(self, alarm: int) -> None:
        self.renewed += 1

    def destroy(self, alarm: int) -> None:
        del self.alarms[alarm]

    def rung(self) -> Iterator[tuple[int, int]]:
        while not self._rung.empty():
            os.read(self._reading, 1)
            yield self._rung.get()

    def ring(self, *alarms: int, idle_ms: int) -> None:
        self.idle = idle_ms
        for alarm in alarms:
            self._rung.put((alarm, idle_ms))
        os.write(self._writing, b"!" * len(alarms))

    def break_off(self) -> None:
        self.broken = True
        self._rung.put((0, 0))
        os.write(self._writing, b"!")


def watch(heard: Heard, display: FakeDisplay) -> XSyncIdle:
    source = XSyncIdle(heard, THRESHOLD_MS / 1000, lambda: display)
    source.start()
    assert heard.next() == ("found", None)
    return source


def test_going_and_coming_back() -> None:
    heard, display = Heard(), FakeDisplay()
    source = watch(heard, display)
    for _ in range(2):
        display.ring(1, idle_ms=THRESHOLD_MS + 2)
        assert heard.next() == ("idled", 300.002)
        display.ring(2, idle_ms=0)
        assert heard.next() == ("active", None)
    source.stop()
    assert heard.all.empty()
    assert display.alarms == {1: (THRESHOLD_MS, RISING)}
    assert display.renewed == 2


def test_who_is_away_already_is_told_at_once() -> None:
    heard, display = Heard(), FakeDisplay(idle_ms=400_000)
    source = watch(heard, display)
    assert heard.next() == ("idled", 400.0)
    display.ring(2, idle_ms=0)
    assert heard.next() == ("active", None)
    source.stop()


def test_a_return_before_its_alarm_is_seen() -> None:
    heard, display = Heard(), FakeDisplay()
    source = watch(heard, display)
    display.ring(1, idle_ms=3)  # the counter has fallen before we came to ask
    assert [heard.next()[0], heard.next()[0]] == ["idled", "active"]
    source.stop()


def test_a_display_that_goes_away_is_told() -> None:
    heard, display = Heard(), FakeDisplay()
    source = watch(heard, display)
    display.break_off()
    assert heard.next()[0] == "gone"
    source.stop()


def test_no_display_is_no_source() -> None:
    for made in (partial(SyncDisplay, ":4095"), partial(SyncDisplay, "nonsense")):
        heard = Heard()
        source = XSyncIdle(heard, 300, made)
        source.start()
        assert heard.next()[0] == "gone"
        source.stop()


def listed(*names: str) -> bytes:
    """Return the reply that lists counters, as the protocol has it."""
    entries = b""
    for number, name in enumerate(names, start=40):
        entry = struct.pack("=IiIH", number, 0, 4, len(name)) + name.encode()
        entries += entry + bytes(-len(entry) % 4)
    head = struct.pack("=BBHII", 1, 0, 0, len(entries) // 4, len(names))
    return head.ljust(32, b"\0") + entries


def test_the_counter_is_found_by_its_name() -> None:
    assert counter_of(listed("SERVERTIME", "IDLETIME", "DEVICEIDLETIME 2")) == 41
    with pytest.raises(OSError, match="does not count"):
        counter_of(listed("SERVERTIME"))


class FakeWindows:
    """A screen with one active window."""

    ATOMS = ("_NET_ACTIVE_WINDOW", "_NET_WM_STATE", "_NET_WM_STATE_FULLSCREEN", "_NET_WM_PID")

    def __init__(self, active: int, state: tuple[str, ...], pid: int) -> None:
        told = {"_NET_WM_STATE": tuple(map(self.atom, state)), "_NET_WM_PID": (pid,)}
        self._told = {(1, "_NET_ACTIVE_WINDOW"): (active,)}
        self._told |= {(9, name): value for name, value in told.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def root(self) -> int | None:
        return 1

    def atom(self, name: str) -> int:
        return self.ATOMS.index(name) + 1 if name in self.ATOMS else 0

    def numbers(self, window: int, atom: int) -> tuple[int, ...]:
        return self._told.get((window, self.ATOMS[atom - 1]), ()) if atom else ()


@pytest.mark.parametrize(
    ("active", "state", "pid", "holds"),
    [
        (9, ("_NET_WM_STATE_FULLSCREEN",), 1, (Hold.FULL_SCREEN,)),
        # Named, as processes that share the tests have to agree on their names.
        pytest.param(9, ("_NET_WM_STATE_FULLSCREEN",), os.getpid(), (), id="ours"),
        (9, (), 1, ()),
        (9, ("_NET_WM_STATE_ABOVE",), 1, ()),
        (0, ("_NET_WM_STATE_FULLSCREEN",), 1, ()),
        (8, ("_NET_WM_STATE_FULLSCREEN",), 1, ()),  # it was closed meanwhile
    ],
)
def test_another_programs_full_screen(
    active: int, state: tuple[str, ...], pid: int, holds: tuple[Hold, ...]
) -> None:
    assert tuple(full_screen(lambda: FakeWindows(active, state, pid))) == holds


@pytest.fixture
def real_display() -> Iterator[str]:
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("needs Xvfb")
    reading, writing = os.pipe()
    with subprocess.Popen(
        [program, "-displayfd", str(writing), "-nolisten", "tcp", "-noreset"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(writing)
        with os.fdopen(reading) as told:
            name = f":{told.readline().strip()}"
        yield name
        process.terminate()


def test_a_real_server_counts_and_rings(real_display: str) -> None:
    heard = Heard()
    source = XSyncIdle(heard, 0.05, partial(SyncDisplay, real_display))
    source.start()
    assert heard.next() == ("found", None)
    what, seconds = heard.next()
    assert what == "idled"
    assert seconds >= 0.05
    if shutil.which("xdotool"):
        subprocess.run(
            ["xdotool", "mousemove", "5", "5"],
            env=os.environ | {"DISPLAY": real_display},
            check=True,
        )
        assert [heard.next()[0], heard.next()[0]] == ["active", "idled"]
    source.stop()
    with Display(real_display) as display:
        root = display.root()
        assert root
        assert display.atom("WM_NAME") == 39
        assert display.numbers(root, display.atom("_NET_ACTIVE_WINDOW")) == ()
    assert not tuple(full_screen(partial(Display, real_display)))


def test_the_end_of_a_real_server_is_told(real_display: str) -> None:
    heard = Heard()
    with SyncDisplay(real_display) as display:
        assert display.idle_ms() >= 0
        assert display.create(1, FALLING) > 0
        assert display.create(2**31, RISING) > 0
    source = XSyncIdle(heard, 3600, partial(SyncDisplay, real_display))
    source.start()
    assert heard.next() == ("found", None)
    source.stop()
