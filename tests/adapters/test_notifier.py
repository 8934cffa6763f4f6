from __future__ import annotations

import importlib.util
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.adapters.notifier import Owning, installed_icon, make_notifier, sandboxed
from relaxapp.adapters.paths import PACKAGE
from relaxapp.reminders.ports import NoNotifier, Notice
from tests.adapters.bus_fakes import WAIT_MS, Heard, NoticeServer, running_daemon

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

linux = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")


@linux
def test_on_a_desktop_the_server_is_found_and_let_go_of(tmp_path: Path, qtbot: QtBot) -> None:
    with running_daemon(tmp_path) as daemon:
        server = NoticeServer(daemon.address, "actions")
        server.start()
        notifier = make_notifier(Heard(), {"DBUS_SESSION_BUS_ADDRESS": daemon.address})
        assert not notifier.present
        qtbot.waitUntil(lambda: notifier.present and notifier.buttons, timeout=WAIT_MS)
        notifier.show(Notice("drink", "Drink", ""))
        qtbot.waitUntil(lambda: bool(server.up), timeout=WAIT_MS)
        notifier.withdraw("drink")
        notifier.show(Notice("move", "Move", ""))
        notifier.end()
        assert server.up == {}
        server.kill()


@linux
def test_a_bus_of_somebody_else_is_left_alone(tmp_path: Path, qtbot: QtBot) -> None:
    from relaxapp.adapters.session_bus import SessionBus

    with running_daemon(tmp_path) as daemon:
        bus = SessionBus(daemon.address)
        bus.start()
        notifier = make_notifier(Heard(), {}, bus)
        qtbot.waitUntil(lambda: bus.connected, timeout=WAIT_MS)
        notifier.end()
        assert bus.connected
        bus.end()


@linux
def test_without_a_bus_nobody_is_there(qtbot: QtBot) -> None:
    notifier = make_notifier(Heard(), {})
    assert not notifier.present
    notifier.end()


@linux
def test_in_a_sandbox_the_portal_is_used(qtbot: QtBot) -> None:
    from relaxapp.adapters.notifier_portal import PortalNotifier

    env = {"SNAP": str(PACKAGE.parent)}
    notifier = make_notifier(Heard(), env)
    assert isinstance(notifier, Owning)
    assert isinstance(notifier._notifier, PortalNotifier)
    notifier.end()


def test_what_counts_as_a_sandbox(tmp_path: Path) -> None:
    info, code = tmp_path / "info", tmp_path / "snap" / "relaxapp" / "1" / "notifier.py"
    assert not sandboxed({}, info, code)
    assert not sandboxed({"SNAP": str(tmp_path / "snap" / "editor" / "7")}, info, code)
    assert sandboxed({"SNAP": str(code.parent)}, info, code)
    info.touch()
    assert sandboxed({}, info, code)


def test_the_icon_is_named_only_where_it_is_installed(tmp_path: Path) -> None:
    env = {"XDG_DATA_HOME": str(tmp_path / "own"), "XDG_DATA_DIRS": f"{tmp_path / 'shared'}:"}
    assert installed_icon(env) == ""
    folder = tmp_path / "shared" / "icons" / "hicolor" / "scalable" / "apps"
    folder.mkdir(parents=True)
    (folder / "relaxapp.svg").touch()
    assert installed_icon(env) == "relaxapp"
    assert installed_icon({}) == ""


@pytest.mark.parametrize("platform", ["win32", "darwin", "freebsd14", "linux"])
def test_without_its_library_nobody_shows_notices(
    platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_name: str) -> Any:
        return None

    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr(importlib.util, "find_spec", missing)
    assert isinstance(make_notifier(Heard(), {}), NoNotifier)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_the_library_is_used(
    platform: str, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    from relaxapp.adapters.notifier_desktop import DesktopNotices

    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: True)
    monkeypatch.setitem(sys.modules, "desktop_notifier", None)  # as if it could not be loaded
    notifier = make_notifier(Heard(), {})
    assert isinstance(notifier, DesktopNotices)
    notifier.end()
    assert not notifier.present


def test_choosing_brings_no_library_along() -> None:
    code = (
        "import sys, relaxapp.adapters.notifier\n"
        "print(*{'jeepney', 'asyncio', 'PySide6', 'desktop_notifier'} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, cwd=PACKAGE.parent, text=True
    )
    assert done.stdout.strip() == ""
