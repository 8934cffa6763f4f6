"""Presence as the reminders have it, put together on this system."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.adapters.idle_mutter import INTERFACE, PATH, SERVICE
from relaxapp.adapters.presence import make_presence
from relaxapp.reminders.ports import Hold
from tests.buses import FakeService, wait_for
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relaxapp.adapters.presence import DesktopPresence

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="over Linux's services")

SAVER, SAVER_PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"


class Listener:
    """Keeps what it was told, and in which thread."""

    def __init__(self) -> None:
        self.told: list[tuple[str, float]] = []
        self.threads: set[threading.Thread] = set()

    def _note(self, what: str, seconds: float) -> None:
        self.threads.add(threading.current_thread())
        self.told.append((what, seconds))

    def went_idle(self, seconds: float) -> None:
        self._note("idle", seconds)

    def came_back(self, seconds: float) -> None:
        self._note("back", seconds)

    def looked_up(self) -> None:
        self._note("looked up", 0)


class Desk:
    """A presence with what it needs; `ask` looks and waits for the answer."""

    def __init__(self, qtbot: Any, env: dict[str, str]) -> None:
        self.qtbot, self.listener, self.clock = qtbot, Listener(), FakeClock()
        self.presence: DesktopPresence = make_presence(self.listener, env, 300, self.clock)

    def ask(self) -> Hold | None:
        answers: list[Hold | None] = []
        self.presence.look(answers.append)
        wait_for(lambda: bool(answers), self.qtbot)
        return answers[0]

    def wait(self, *told: tuple[str, float]) -> None:
        wait_for(lambda: self.listener.told == list(told), self.qtbot)


@pytest.fixture
def desk(qtbot: Any, tmp_path: Path, own_session_bus: Any, own_system_bus: Any) -> Iterator[Desk]:
    desk = Desk(qtbot, {"HOME": str(tmp_path)})
    yield desk
    desk.presence.stop()


def test_idleness_comes_from_mutter(desk: Desk) -> None:
    answers = {
        "AddIdleWatch": ("u", (1,)),
        "AddUserActiveWatch": ("u", (2,)),
        "GetIdletime": ("t", (0,)),
    }
    with FakeService(SERVICE, answers) as mutter:
        desk.presence.start()
        wait_for(lambda: desk.presence.idle_source == "mutter", desk.qtbot)
        answers["GetIdletime"] = ("t", (300_000,))
        mutter.emit(PATH, INTERFACE, "WatchFired", "u", (1,))
        desk.wait(("idle", 300.0))
        desk.clock.advance(60)
        desk.clock.advance(3600, asleep=True)  # the computer sleeps: nothing of it is told here
        mutter.emit(PATH, INTERFACE, "WatchFired", "u", (2,))
        desk.wait(("idle", 300.0), ("back", 360.0))
        assert desk.listener.threads == {threading.current_thread()}


def test_without_mutter_the_screen_saver_is_asked_at_each_look(desk: Desk) -> None:
    answers = {"GetSessionIdleTime": ("u", (10,)), "GetActive": ("b", (False,))}
    with FakeService(SAVER, answers):
        desk.presence.start()
        wait_for(lambda: desk.presence.idle_source == "screensaver", desk.qtbot)
        answers["GetSessionIdleTime"] = ("u", (900,))
        assert desk.ask() is None
        desk.wait(("idle", 900))
        answers["GetSessionIdleTime"] = ("u", (1,))
        desk.clock.advance(45)
        assert desk.ask() is None
        desk.wait(("idle", 900), ("back", 945))


def test_a_locked_screen_holds_and_its_unlocking_is_told(desk: Desk) -> None:
    desk.presence.start()
    with FakeService(SAVER, {"GetActive": ("b", (True,))}) as saver:
        assert desk.ask() is Hold.LOCKED
        saver.answers["GetActive"] = ("b", (False,))
        assert all(watch.settle(10) for watch in desk.presence._watches)  # type: ignore[attr-defined] # on Linux it is the one
        saver.emit(SAVER_PATH, SAVER, "ActiveChanged", "b", (False,))
        desk.wait(("looked up", 0))
        assert desk.ask() is None


def test_do_not_disturb_holds(desk: Desk) -> None:
    name = "org.freedesktop.Notifications"
    with FakeService(name, {"Inhibited": ("v", (("b", True),))}):
        assert desk.ask() is Hold.DO_NOT_DISTURB
    assert desk.ask() is None


def test_services_that_hang_are_not_waited_for(desk: Desk) -> None:
    hanging = {"Inhibited": None, "GetActive": None, "GetSessionIdleTime": None}
    with (
        FakeService("org.freedesktop.Notifications", dict.fromkeys(hanging)),
        FakeService(SAVER, dict.fromkeys(hanging)),
        FakeService(SERVICE, {"AddIdleWatch": None}),
    ):
        desk.presence.start()
        assert desk.ask() is None
        desk.presence.stop()


def test_where_there_is_nothing_it_says_so(qtbot: Any, tmp_path: Path) -> None:
    desk = Desk(qtbot, {"HOME": str(tmp_path), "DISPLAY": ":4095"})
    desk.presence.start()
    assert desk.ask() is None
    assert desk.presence.idle_source == "none"
    assert desk.listener.told == []
    desk.presence.stop()
    desk.presence.stop()


def test_a_look_under_way_is_not_answered_after_the_stop(desk: Desk) -> None:
    desk.presence.start()
    answers: list[Hold | None] = []
    desk.presence.look(answers.append)
    desk.presence.stop()
    desk.presence.look(answers.append)
    other = Desk(desk.qtbot, {})
    other.ask()
    other.presence.stop()
    assert answers == []
