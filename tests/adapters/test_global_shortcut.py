"""The key for the whole desktop: each way tried in turn, and X11's for real where there is Xvfb."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from queue import Empty, Queue
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters.global_shortcut import (
    GlobalShortcut,
    ShortcutState,
    ways,
)
from relaxapp.adapters.shortcut_portal import request_path
from relaxapp.adapters.shortcut_ways import NotOfferedError, TakenError
from relaxapp.adapters.shortcut_x11 import KEY_PRESS, KEY_RELEASE, Keyboard, Presses, X11Grab

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WAIT_S = 10.0

linux = pytest.mark.skipif(sys.platform != "linux", reason="X11 and the portal are Linux's")


class FakeWay:
    """Raises what it is told to, or listens until it is stopped."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.stopped = threading.Event()

    def listen(self, pressed: Callable[[], None], ready: Callable[[str], None]) -> None:
        if self.error is not None:
            raise self.error
        ready("Ctrl+Alt+L")
        pressed()
        self.stopped.wait(WAIT_S)

    def stop(self) -> None:
        self.stopped.set()


def states_of(*errors: Exception | None) -> tuple[list[ShortcutState], int]:
    """Return the states told on the way through these ways, and how often the key was pressed."""
    told: Queue[ShortcutState] = Queue()
    presses: list[int] = []
    made = tuple(
        type("Made", (FakeWay,), {"__init__": lambda self, e=error: FakeWay.__init__(self, e)})
        for error in errors
    )
    shortcut = GlobalShortcut(
        lambda: presses.append(1), lambda: told.put(shortcut.state), lambda: made
    )
    assert shortcut.state is ShortcutState.OFF
    shortcut.start()
    states = [told.get(timeout=WAIT_S)]
    shortcut.stop()
    assert shortcut.state is ShortcutState.OFF
    return states, len(presses)


def test_the_first_way_that_exists_is_taken() -> None:
    assert states_of(NotOfferedError(), None) == ([ShortcutState.ON], 1)


def test_a_refusal_is_told_and_no_other_way_is_tried() -> None:
    assert states_of(TakenError(), None) == ([ShortcutState.TAKEN], 0)


def test_where_there_is_no_way_that_is_told() -> None:
    assert states_of() == ([ShortcutState.NONE], 0)
    assert states_of(NotOfferedError()) == ([ShortcutState.NONE], 0)
    assert states_of(ZeroDivisionError()) == ([ShortcutState.NONE], 0)


def test_a_way_that_hangs_takes_nothing_from_the_next_wish(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("relaxapp.adapters.global_shortcut.STOP_S", 0.0)
    told: Queue[ShortcutState] = Queue()
    made: list[FakeWay] = []
    free = threading.Event()

    class Hanging(FakeWay):
        def listen(self, pressed: Callable[[], None], ready: Callable[[str], None]) -> None:
            super().listen(pressed, ready)
            free.wait(WAIT_S)

    def make() -> FakeWay:
        made.append(FakeWay() if made else Hanging())
        return made[-1]

    shortcut = GlobalShortcut(lambda: None, lambda: told.put(shortcut.state), lambda: (make,))
    shortcut.start()
    assert told.get(timeout=WAIT_S) is ShortcutState.ON
    (hanging,) = (one for one in threading.enumerate() if one.name == "global shortcut")
    shortcut.stop()
    shortcut.start()
    assert told.get(timeout=WAIT_S) is ShortcutState.ON
    free.set()
    hanging.join(WAIT_S)
    assert not made[1].stopped.is_set()
    assert shortcut.state is ShortcutState.ON
    monkeypatch.undo()
    shortcut.stop()


@linux
def test_an_x11_grab_is_no_way_under_wayland() -> None:
    assert X11Grab in ways({"DISPLAY": ":0"})
    assert ways({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}) == ()


def test_locks_may_be_lit_or_not() -> None:
    keyboard = Keyboard(8, ((0x6C, 0x4C), (0xFF7F,)), ((), (), (), (), (9,), (), (), ()))
    assert keyboard.keys_of(0x6C) == (8,)
    assert set(keyboard.masks(0x0C)) == {0x0C, 0x0E, 0x1C, 0x1E}


def test_a_key_that_is_held_is_one_press() -> None:
    presses = Presses()
    events = [
        (KEY_PRESS, 10),
        (KEY_RELEASE, 500),
        (KEY_PRESS, 500),
        (KEY_RELEASE, 530),
        (KEY_PRESS, 530),
        (KEY_RELEASE, 560),
        (KEY_PRESS, 900),
    ]
    assert [presses.is_new(*event) for event in events].count(True) == 2


def test_a_request_is_answered_where_the_portal_says() -> None:
    assert request_path(":1.42", "bind") == ("/org/freedesktop/portal/desktop/request/1_42/bind")


# ------------------------------------------------------------------------ on a real X11 server


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """Run an X server without a screen."""
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        pytest.skip("needs Xvfb and xdotool")
    reading, writing = os.pipe()
    with subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            "320x240x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        yield f":{number}"
        server.terminate()


def press(display: str, *keys: str) -> None:
    subprocess.run(
        ["xdotool", "key", *keys],
        env={**os.environ, "DISPLAY": display},
        check=True,
        timeout=WAIT_S,
    )


@pytest.fixture
def listening(display: str) -> Iterator[tuple[GlobalShortcut, Queue[str]]]:
    heard: Queue[str] = Queue()
    shortcut = GlobalShortcut(
        lambda: heard.put("pressed"),
        lambda: heard.put(str(shortcut.state)),
        lambda: (lambda: X11Grab(display),),  # type: ignore[return-value]  # a factory by shape
    )
    shortcut.start()
    assert heard.get(timeout=WAIT_S) == "on"
    yield shortcut, heard
    shortcut.stop()


@linux
def test_the_key_is_heard_with_and_without_lit_locks(
    display: str, listening: tuple[GlobalShortcut, Queue[str]]
) -> None:
    _, heard = listening
    press(display, "ctrl+alt+l")
    assert heard.get(timeout=WAIT_S) == "pressed"
    for lock in ("Num_Lock", "Caps_Lock"):
        press(display, lock)
        press(display, "ctrl+alt+l")
        assert heard.get(timeout=WAIT_S) == "pressed"
        press(display, lock)
    press(display, "l", "ctrl+l", "alt+l")
    press(display, "ctrl+alt+l")
    assert heard.get(timeout=WAIT_S) == "pressed"
    with pytest.raises(Empty):
        heard.get(timeout=0.05)


@linux
def test_a_key_that_another_has_is_told_as_taken_and_free_again_after_it(
    display: str, listening: tuple[GlobalShortcut, Queue[str]]
) -> None:
    first, _ = listening
    told: Queue[str] = Queue()
    second = GlobalShortcut(
        lambda: told.put("pressed"),
        lambda: told.put(str(second.state)),
        lambda: (lambda: X11Grab(display),),  # type: ignore[return-value]  # a factory by shape
    )
    second.start()
    assert told.get(timeout=WAIT_S) == "taken"
    second.stop()
    first.stop()
    second.start()
    assert told.get(timeout=WAIT_S) == "on"
    press(display, "ctrl+alt+l")
    assert told.get(timeout=WAIT_S) == "pressed"
    second.stop()


@linux
def test_a_display_that_is_not_there_is_no_way() -> None:
    with pytest.raises(NotOfferedError):
        X11Grab(":987").listen(lambda: None, lambda: None)
