from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.adapters.notifier_portal import INTERFACE, NAME, PATH, PortalNotifier
from relaxapp.adapters.session_bus import SessionBus
from relaxapp.reminders.ports import Button, Notice
from tests.adapters.bus_fakes import WAIT_MS, Daemon, Heard, Service, running_daemon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytest.importorskip("jeepney")  # only Linux has it

DRINK = Notice("drink", "Drink", "A glass?", (Button("log:250", "250 ml"),))
MOVE = Notice("move", "Move", "", sound=True)


class Portal(Service):
    def __init__(self, address: str, version: Any = ("v", (("u", 2),))) -> None:
        super().__init__(address, NAME, PATH, INTERFACE)
        self.up: dict[str, Any] = {}
        self.answers = {
            "Get": lambda *_: version,
            "AddNotification": self._add,
            "RemoveNotification": self._remove,
        }

    def _add(self, key: str, told: Any) -> Any:
        self.up[key] = told
        return ("", ())

    def _remove(self, key: str) -> Any:
        self.up.pop(key, None)
        return ("", ())


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    with running_daemon(tmp_path) as daemon:
        yield daemon


@pytest.fixture
def portal(daemon: Daemon) -> Iterator[Portal]:
    portal = Portal(daemon.address)
    portal.start()
    yield portal
    portal.kill()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def notifier(daemon: Daemon, heard: Heard, qtbot: QtBot) -> Iterator[PortalNotifier]:
    bus = SessionBus(daemon.address, retry_s=0.02)
    notifier = PortalNotifier(heard, bus, "org.example.relaxapp")
    bus.start()
    yield notifier
    notifier.end()
    bus.end()
    bus.deleteLater()


@pytest.fixture
def until(qtbot: QtBot) -> Callable[[Callable[[], Any]], None]:
    def wait(met: Callable[[], Any]) -> None:
        qtbot.waitUntil(lambda: bool(met()), timeout=WAIT_MS)

    return wait


Until = "Callable[[Callable[[], Any]], None]"


def known(notifier: PortalNotifier) -> bool:
    return notifier.present and notifier._server.known


def test_a_notice_is_added_under_its_key_and_replaced_there(
    portal: Portal, notifier: PortalNotifier, until: Until
) -> None:
    until(lambda: known(notifier))
    assert notifier.buttons
    notifier.show(DRINK)
    until(lambda: portal.up)
    assert portal.up["drink"] == {
        "title": ("s", "Drink"),
        "body": ("s", "A glass?"),
        "icon": ("(sv)", ("themed", ("as", ["org.example.relaxapp"]))),
        "priority": ("s", "normal"),
        "default-action": ("s", "default"),
        "buttons": ("aa{sv}", [{"label": ("s", "250 ml"), "action": ("s", "log:250")}]),
        "sound": ("s", "silent"),
    }
    notifier.show(MOVE)
    notifier.show(Notice("drink", "Still", ""))
    until(lambda: len(portal.of("AddNotification")) == 3)
    assert portal.up["drink"]["title"] == ("s", "Still")
    assert portal.up["move"]["sound"] == ("s", "default")
    assert len(portal.up) == 2


def test_an_older_portal_is_not_asked_for_silence(
    daemon: Daemon, notifier: PortalNotifier, until: Until
) -> None:
    portal = Portal(daemon.address, ("v", (("u", 1),)))
    portal.start()
    until(lambda: known(notifier))
    notifier.show(DRINK)
    until(lambda: portal.up)
    assert "sound" not in portal.up["drink"]
    portal.kill()


def test_a_press_is_told_once(
    portal: Portal, notifier: PortalNotifier, heard: Heard, until: Until
) -> None:
    until(lambda: known(notifier))
    notifier.show(DRINK)
    until(lambda: portal.up)
    portal.emit("ActionInvoked", "ssav", "other", "default", [])
    portal.emit("ActionInvoked", "su", "drink", 1)
    portal.emit("ActionInvoked", "ssav", "drink", "log:250", [("s", "x")])
    portal.emit("ActionInvoked", "ssav", "drink", "default", [])
    until(lambda: not portal.up)
    assert heard.told == [("pressed", "drink", "log:250")]


def test_withdrawn_and_ended_notices_are_gone(
    portal: Portal, notifier: PortalNotifier, heard: Heard, until: Until
) -> None:
    until(lambda: known(notifier))
    notifier.show(DRINK)
    notifier.withdraw("drink")
    notifier.withdraw("drink")
    until(lambda: heard.told == [("closed", "drink", "withdrawn")] and portal.of("AddNotification"))
    until(lambda: not portal.up)
    notifier.show(DRINK)
    notifier.show(MOVE)
    notifier.end()
    assert portal.up == {}
    notifier.show(MOVE)
    notifier.end()
    assert len(portal.of("AddNotification")) == 3


def test_a_portal_that_goes_and_comes(
    portal: Portal, notifier: PortalNotifier, heard: Heard, until: Until
) -> None:
    until(lambda: known(notifier))
    notifier.show(DRINK)
    until(lambda: portal.up)
    portal.kill()
    until(lambda: heard.told == [("closed", "drink", "lost")] and not notifier.present)
    notifier.show(MOVE)
    until(lambda: heard.told[1:] == [("closed", "move", "lost")])
    portal.start()
    until(lambda: known(notifier))
    notifier.show(MOVE)
    until(lambda: "move" in portal.up)


@pytest.mark.parametrize("version", [ValueError("no such interface"), ("s", ("2",)), None])
def test_a_portal_without_notices_is_not_there(
    daemon: Daemon,
    notifier: PortalNotifier,
    heard: Heard,
    until: Until,
    version: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("relaxapp.adapters.notifier_server.REPLY_S", 0.05)
    portal = Portal(daemon.address, version)
    portal.start()
    until(lambda: notifier._server.known)
    assert not notifier.present
    notifier.show(DRINK)
    until(lambda: heard.told == [("closed", "drink", "lost")])
    portal.kill()


def test_a_notice_that_is_refused_counts_as_not_shown(
    portal: Portal, notifier: PortalNotifier, heard: Heard, until: Until
) -> None:
    until(lambda: known(notifier))
    portal.answers["AddNotification"] = lambda *_: ValueError("no icon")
    notifier.show(DRINK)
    until(lambda: heard.told == [("closed", "drink", "lost")])
    assert not notifier.present
    assert not notifier._up


def test_shown_before_the_portal_is_known(
    portal: Portal, notifier: PortalNotifier, heard: Heard, until: Until
) -> None:
    until(lambda: notifier.present)
    notifier.show(MOVE)
    notifier.show(DRINK)
    notifier.withdraw("move")
    until(lambda: "drink" in portal.up)
    until(lambda: heard.told == [("closed", "move", "withdrawn")])
    assert "move" not in portal.up
