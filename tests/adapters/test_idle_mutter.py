"""GNOME's idle monitor, played by a small service on a real bus."""

from __future__ import annotations

from contextlib import suppress
from queue import Empty
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.adapters.idle_mutter import INTERFACE, PATH, SERVICE, MutterIdle
from tests.adapters.idle_fakes import Heard
from tests.buses import WAIT_S, FakeService

if TYPE_CHECKING:
    from collections.abc import Iterator

IDLE, ACTIVE = 7, 8
"""Numbers of the watches."""


class Mutter(FakeService):
    def __init__(self, idle_ms: int = 0) -> None:
        super().__init__(
            SERVICE,
            {
                "AddIdleWatch": ("u", (IDLE,)),
                "AddUserActiveWatch": ("u", (ACTIVE,)),
                "GetIdletime": ("t", (idle_ms,)),
            },
        )

    def fire(self, number: int) -> None:
        self.emit(PATH, INTERFACE, "WatchFired", "u", (number,))


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def source(heard: Heard, own_session_bus: Any) -> Iterator[MutterIdle]:
    source = MutterIdle(heard, 300, {})
    yield source
    source.stop()


def begin(source: MutterIdle, mutter: Mutter, heard: Heard) -> None:
    source.start()
    assert mutter.asked("AddIdleWatch") == (300_000,)
    assert heard.next() == ("found", None)
    assert heard.next() == ("active", None)  # it is asked for at once whether somebody is away


def test_going_and_coming_back(source: MutterIdle, heard: Heard) -> None:
    with Mutter() as mutter:
        begin(source, mutter, heard)
        for _ in range(2):
            mutter.answers["GetIdletime"] = ("t", (300_500,))
            mutter.fire(99)  # somebody else's
            mutter.fire(IDLE)
            mutter.asked("AddUserActiveWatch")
            assert heard.next() == ("idled", 300.5)
            mutter.fire(ACTIVE)
            assert heard.next() == ("active", None)


def test_a_watch_that_was_held_back_tells_the_true_length(source: MutterIdle, heard: Heard) -> None:
    with Mutter() as mutter:
        begin(source, mutter, heard)
        mutter.answers["GetIdletime"] = ("t", (7_200_000,))
        mutter.fire(IDLE)
        assert heard.next() == ("idled", 7200.0)


def test_who_is_away_already_is_told_at_once(source: MutterIdle, heard: Heard) -> None:
    with Mutter(idle_ms=400_000) as mutter:
        source.start()
        assert [heard.next(), heard.next()] == [("found", None), ("idled", 400.0)]
        mutter.asked("AddUserActiveWatch")
        # Its answer may still be on the way, which a real Mutter sends before it fires.
        for _ in range(100):
            mutter.fire(ACTIVE)
            with suppress(Empty):
                assert heard.all.get(timeout=WAIT_S / 100) == ("active", None)
                return
        pytest.fail("nobody came back")


def test_its_watches_are_made_again_after_it_started_again(
    source: MutterIdle, heard: Heard
) -> None:
    with Mutter() as mutter:
        begin(source, mutter, heard)
    with Mutter() as mutter:
        assert mutter.asked("AddIdleWatch") == (300_000,)
        assert heard.next() == ("active", None)
        mutter.answers["GetIdletime"] = ("t", (300_000,))
        mutter.fire(IDLE)
        assert heard.next() == ("idled", 300.0)


def test_a_desktop_without_it_says_so(source: MutterIdle, heard: Heard) -> None:
    source.start()
    what, why = heard.next()
    assert what == "gone"
    assert "NameHasNoOwner" in why or "ServiceUnknown" in why


def test_on_gnome_it_is_waited_for(heard: Heard, own_session_bus: Any) -> None:
    source = MutterIdle(heard, 300, {"XDG_CURRENT_DESKTOP": "ubuntu:GNOME"})
    source.start()
    try:
        assert source._watch.settled.wait(WAIT_S)
        with Mutter() as mutter:
            mutter.asked("AddIdleWatch")
            assert heard.next() == ("found", None)
    finally:
        source.stop()


@pytest.mark.parametrize("answer", [("s", ("seven",)), ("b", (True,)), ("", ()), ("uu", (7, 8))])
def test_nonsense_is_no_source(
    source: MutterIdle, heard: Heard, answer: tuple[str, tuple[Any, ...]]
) -> None:
    mutter = Mutter()
    mutter.answers["AddIdleWatch"] = answer
    with mutter:
        source.start()
        assert heard.next()[0] == "gone"


def test_nonsense_about_the_length_leaves_the_threshold(source: MutterIdle, heard: Heard) -> None:
    with Mutter() as mutter:
        begin(source, mutter, heard)
        mutter.answers["GetIdletime"] = ("s", ("long",))
        mutter.emit(PATH, INTERFACE, "WatchFired", "s", ("seven",))
        mutter.fire(IDLE)
        assert heard.next() == ("idled", 300.0)


def test_one_that_hangs_is_left_at_once(source: MutterIdle, heard: Heard) -> None:
    mutter = Mutter()
    mutter.answers["AddIdleWatch"] = None
    with mutter:
        source.start()
        mutter.asked("AddIdleWatch")
        source.stop()
    with pytest.raises(Empty):
        heard.all.get_nowait()


def test_the_end_of_the_bus_is_the_end_of_it(
    source: MutterIdle, heard: Heard, own_session_bus: Any
) -> None:
    with Mutter() as mutter:
        begin(source, mutter, heard)
        own_session_bus.kill()
        assert heard.next()[0] == "gone"


def test_without_a_bus_there_is_none(heard: Heard) -> None:
    source = MutterIdle(heard, 300, {})
    source.start()
    assert heard.next()[0] == "gone"
    source.stop()
