"""The adapter for Windows and macOS over a stand-in with the library's own shape."""

from __future__ import annotations

import asyncio
import enum
import threading
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.adapters.notifier_desktop import DesktopNotices, identifier
from relaxapp.reminders.ports import Button, Notice
from tests.adapters.bus_fakes import WAIT_MS, Heard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

DRINK = Notice("drink", "Drink\x07", "A glass?", (Button("log:250", "250 ml"),))
MOVE = Notice("move", "Move", "", sound=True)


class Capability(enum.Enum):
    TITLE = enum.auto()
    BUTTONS = enum.auto()


@dataclass(frozen=True)
class FakeButton:
    title: str
    on_pressed: Any = None
    identifier: str = ""


@dataclass(frozen=True)
class FakeNotification:
    title: str
    message: str
    buttons: tuple[FakeButton, ...] = ()
    sound: Any = None
    identifier: str = ""


@dataclass
class Library:
    """The module, and what its notifier was asked to do."""

    skills: frozenset[Capability] = frozenset(Capability)
    allowed: bool = True
    broken: Exception | None = None
    fails: bool = False
    up: dict[str, FakeNotification] = field(default_factory=dict)
    done: list[tuple[str, str]] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    asking: threading.Event | None = None
    shower: Any = None

    def module(self) -> Any:
        if self.broken is not None:
            raise self.broken
        return SimpleNamespace(
            Capability=Capability,
            Button=FakeButton,
            Notification=FakeNotification,
            DEFAULT_SOUND="default sound",
            DesktopNotifier=self._make,
        )

    def _make(self, app_name: str = "Python", app_icon: Any = "python") -> Any:
        assert (app_name, app_icon) == ("relaxapp", None)
        self.shower = FakeNotifier(self)
        return self.shower


class FakeNotifier:
    def __init__(self, library: Library) -> None:
        self._library = library
        self.on_dispatched: Any = None
        self.on_clicked: Any = None
        self.on_dismissed: Any = None
        self.on_button_pressed: Any = None

    async def get_capabilities(self) -> frozenset[Capability]:
        return self._library.skills

    async def request_authorisation(self) -> bool:
        while self._library.asking is not None and not self._library.asking.is_set():  # noqa: ASYNC110 - set by another thread
            await asyncio.sleep(0)
        return self._library.allowed

    async def send_notification(self, notification: FakeNotification) -> str:
        self._library.threads.add(threading.current_thread().name)
        self._library.done.append(("send", notification.identifier))
        if not self._library.fails:
            self._library.up[notification.identifier] = notification
            self.on_dispatched(notification.identifier)
        return notification.identifier

    async def clear(self, identifier: str) -> None:
        self._library.done.append(("clear", identifier))
        if self._library.up.pop(identifier, None) is None:
            raise KeyError(identifier)


@pytest.fixture
def library() -> Library:
    return Library()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def notifier(library: Library, heard: Heard, qtbot: QtBot) -> Iterator[DesktopNotices]:
    notifier = DesktopNotices(heard, library.module)
    yield notifier
    notifier.end()
    notifier.deleteLater()


@pytest.fixture
def until(qtbot: QtBot) -> Callable[[Callable[[], Any]], None]:
    def wait(met: Callable[[], Any]) -> None:
        qtbot.waitUntil(lambda: bool(met()), timeout=WAIT_MS)

    return wait


Until = "Callable[[Callable[[], Any]], None]"


def test_a_notice_is_sent_and_replaced_under_one_name(
    library: Library, notifier: DesktopNotices, heard: Heard, until: Until
) -> None:
    notifier.show(DRINK)  # before the library has been loaded
    notifier.show(MOVE)
    until(lambda: set(library.up) == {"drink", "move"} and notifier.present)
    assert notifier.buttons
    assert library.up["drink"] == FakeNotification(
        "Drink ", "A glass?", (FakeButton("250 ml", identifier="log:250"),), None, "drink"
    )
    assert library.up["move"].sound == "default sound"
    notifier.show(Notice("drink", "Still", ""))
    until(lambda: library.up["drink"].title == "Still")
    assert library.threads == {"notices"}
    assert heard.told == []
    assert heard.changes == 1


def test_presses_and_dismissals_are_told_once_in_qts_thread(
    library: Library, notifier: DesktopNotices, heard: Heard, until: Until
) -> None:
    threads: list[threading.Thread] = []
    heard.on_press = lambda _key, _button: threads.append(threading.current_thread())
    notifier.show(DRINK)
    notifier.show(MOVE)
    until(lambda: len(library.up) == 2)

    def act() -> None:
        library.shower.on_button_pressed("drink", "log:250")
        library.shower.on_clicked("drink")
        library.shower.on_dismissed("drink")
        library.shower.on_dismissed("move")
        library.shower.on_dismissed("somebody else")

    other = threading.Thread(target=act)
    other.start()
    other.join()
    assert heard.told == []
    until(lambda: len(heard.told) == 2)
    assert heard.told == [("pressed", "drink", "log:250"), ("closed", "move", "dismissed")]
    assert threads == [threading.current_thread()]
    until(lambda: "drink" not in library.up)


def test_a_click_on_the_notice_itself(
    library: Library, notifier: DesktopNotices, heard: Heard, until: Until
) -> None:
    notifier.show(DRINK)
    until(lambda: library.up)
    library.shower.on_clicked("drink")
    until(lambda: heard.told == [("pressed", "drink", "default")])


def test_withdrawn_notices_are_taken_off(
    library: Library, notifier: DesktopNotices, heard: Heard, until: Until
) -> None:
    notifier.show(DRINK)
    until(lambda: library.up)
    notifier.withdraw("drink")
    notifier.withdraw("drink")
    until(lambda: not library.up and heard.told == [("closed", "drink", "withdrawn")])


def test_withdrawn_while_the_person_is_still_being_asked(
    library: Library, notifier: DesktopNotices, heard: Heard, until: Until
) -> None:
    library.asking = threading.Event()
    notifier.show(DRINK)
    notifier.show(MOVE)
    notifier.withdraw("drink")
    until(lambda: heard.told == [("closed", "drink", "withdrawn")])
    library.asking.set()
    until(lambda: "move" in library.up)
    assert ("send", "drink") not in library.done
    assert notifier.present


def test_a_person_who_says_no_gets_none(
    library: Library, notifier: DesktopNotices, heard: Heard, until: Until
) -> None:
    until(lambda: notifier.present)
    library.allowed = False
    notifier.show(DRINK)
    until(lambda: heard.told == [("closed", "drink", "lost")])
    assert not notifier.present
    assert not notifier.buttons
    assert library.done == []
    library.allowed = True
    notifier.show(DRINK)
    until(lambda: notifier.present and notifier.buttons and library.up)


def test_what_the_library_could_not_send_counts_as_not_shown(
    library: Library, notifier: DesktopNotices, heard: Heard, until: Until
) -> None:
    library.fails = True
    notifier.show(DRINK)
    until(lambda: heard.told == [("closed", "drink", "lost")])
    assert notifier.present


def test_a_system_without_notices(
    library: Library, heard: Heard, qtbot: QtBot, until: Until
) -> None:
    library.broken = OSError("no such component")
    notifier = DesktopNotices(heard, library.module)
    notifier.show(DRINK)
    until(lambda: heard.told == [("closed", "drink", "lost")])
    assert not notifier.present
    notifier.end()


def test_a_system_without_buttons(
    library: Library, heard: Heard, qtbot: QtBot, until: Until
) -> None:
    library.skills = frozenset({Capability.TITLE})
    notifier = DesktopNotices(heard, library.module)
    until(lambda: notifier.present)
    assert not notifier.buttons
    notifier.end()


def test_at_the_end_all_are_gone_and_nothing_more_is_told(
    library: Library, notifier: DesktopNotices, heard: Heard, until: Until
) -> None:
    notifier.show(DRINK)
    until(lambda: library.up)
    library.shower.on_clicked("drink")
    notifier.end()
    notifier.end()
    notifier.show(MOVE)
    assert library.up == {}
    assert not notifier._thread.is_alive()
    notifier._take()
    assert heard.told == []


def test_names_are_short_enough_for_the_system() -> None:
    assert identifier("drink") == "drink"
    assert len(identifier("own-" + "x" * 100)) <= 64
    assert identifier("ü") == identifier("ü") != identifier("ö")
