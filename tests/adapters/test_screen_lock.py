"""The locked screen: logind and a screen saver, played on real buses."""

from __future__ import annotations

import itertools
from queue import Queue
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.adapters.bus_ask import Once
from relaxapp.adapters.screen_lock import (
    LOGIN,
    SAVERS,
    SESSION,
    SESSIONS,
    UnlockWatch,
    bus_label,
    login_says,
)
from tests.buses import WAIT_S, FakeService

if TYPE_CHECKING:
    from collections.abc import Iterator

PROPERTIES = "org.freedesktop.DBus.Properties"


@pytest.mark.parametrize(("name", "label"), [("2", "_32"), ("c1", "c1"), ("a-b", "a_2db")])
def test_sessions_as_they_stand_in_a_path(name: str, label: str) -> None:
    assert bus_label(name) == label


@pytest.mark.usefixtures("own_system_bus")
def test_the_hint_of_logind() -> None:
    steps = itertools.count()

    def locked() -> bool:
        return login_says({"XDG_SESSION_ID": "2"}, lambda: next(steps) * 0.01, Once())

    with FakeService(LOGIN, {"LockedHint": ("v", (("b", True),))}, "SYSTEM") as fake:
        assert locked()
        for answer in (("v", (("b", False),)), ("v", (("s", "yes"),)), ("u", (1,)), None):
            fake.answers["LockedHint"] = answer
            assert not locked()
        fake.answers.clear()
        assert not locked()
    assert not locked()


@pytest.fixture
def heard() -> Queue[str]:
    return Queue()


@pytest.fixture
def watch(heard: Queue[str], own_system_bus: Any, own_session_bus: Any) -> Iterator[UnlockWatch]:
    watch = UnlockWatch(lambda: heard.put("unlocked"))
    watch.start()
    assert watch.settle(WAIT_S)
    yield watch
    watch.stop()


def test_logind_tells_of_unlocking(watch: UnlockWatch, heard: Queue[str]) -> None:
    path = f"{SESSIONS}/_32"
    with FakeService(LOGIN, {}, "SYSTEM") as login:

        def change(**values: Any) -> None:
            body = (SESSION, {name: ("b", value) for name, value in values.items()}, [])
            login.emit(path, PROPERTIES, "PropertiesChanged", "sa{sv}as", body)

        change(IdleHint=True)
        change(LockedHint=True)
        login.emit(path, SESSION, "Lock", None, ())
        login.emit(path, SESSION, "Unlock", None, ())
        assert heard.get(timeout=WAIT_S) == "unlocked"
        change(LockedHint=False)
        assert heard.get(timeout=WAIT_S) == "unlocked"
        assert heard.empty()


@pytest.mark.parametrize(("name", "path"), SAVERS)
def test_savers_tell_of_their_end(
    watch: UnlockWatch, heard: Queue[str], name: str, path: str
) -> None:
    with FakeService(name, {}) as saver:
        for signature, body in (("b", (True,)), ("u", (0,)), ("s", ("no",)), ("b", (False,))):
            saver.emit(path, name, "ActiveChanged", signature, body)
        assert heard.get(timeout=WAIT_S) == "unlocked"
        assert heard.empty()
    with FakeService(name, {}) as saver:  # it was started again
        saver.emit(path, name, "ActiveChanged", "b", (False,))
        assert heard.get(timeout=WAIT_S) == "unlocked"


def test_without_buses_nothing_is_told(
    monkeypatch: pytest.MonkeyPatch, heard: Queue[str], tmp_path: Any
) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.setenv(name, f"unix:path={tmp_path / 'none'}")
    watch = UnlockWatch(lambda: heard.put("unlocked"))
    watch.start()
    assert watch.settle(WAIT_S)
    watch.stop()
    assert heard.empty()
