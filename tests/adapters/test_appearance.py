"""What the portal's settings mean, and that they arrive from a real bus."""

from __future__ import annotations

from queue import Queue
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters.appearance import (
    INTERFACE,
    NAMESPACE,
    PATH,
    SIGNAL,
    Appearance,
    AppearanceWatch,
    changed,
)

if TYPE_CHECKING:
    from pathlib import Path

WAIT_S = 10.0


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("color-scheme", 0, Appearance()),
        ("color-scheme", 1, Appearance(dark=True)),
        ("color-scheme", 2, Appearance(dark=False)),
        ("reduced-motion", 1, Appearance(less_motion=True)),
        ("reduced-motion", 0, Appearance(less_motion=False)),
        ("accent-color", (0.1, 0.2, 0.3), Appearance()),
        ("color-scheme", "dark", Appearance()),
    ],
)
def test_settings_as_the_portal_counts_them(key: str, value: object, wanted: Appearance) -> None:
    assert changed(Appearance(), key, value) == wanted


@pytest.mark.usefixtures("session_bus")
def test_a_change_is_told_once() -> None:
    from jeepney import DBusAddress, new_signal
    from jeepney.io.blocking import open_dbus_connection

    heard: Queue[Appearance] = Queue()
    watch = AppearanceWatch(heard.put)
    watch.start()
    try:
        assert watch.settled.wait(WAIT_S)
        emitter = DBusAddress(PATH, interface=INTERFACE)
        with open_dbus_connection(bus="SESSION") as connection:
            for value in (1, 1, 2):
                body = (NAMESPACE, "color-scheme", ("u", value))
                connection.send(new_signal(emitter, SIGNAL, "ssv", body))
            assert heard.get(timeout=WAIT_S) == Appearance(dark=True)
            assert heard.get(timeout=WAIT_S) == Appearance(dark=False)
    finally:
        watch.stop()


def test_without_a_bus_nothing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'none'}")
    heard: list[Appearance] = []
    watch = AppearanceWatch(heard.append)
    watch.start()
    assert watch.settled.wait(WAIT_S)
    watch.stop()
    assert heard == []
