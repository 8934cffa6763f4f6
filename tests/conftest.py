"""What every test gets without asking: a home of its own, a silent machine, and a tidy end."""

from __future__ import annotations

import gc
import itertools
import os
import shutil
import subprocess
import sys
import threading
import weakref
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

# A bare `pytest` on somebody's desktop must neither flash windows nor play sound. Both are read
# when Qt and SDL start, hence here and not in a fixture; a test of the real thing sets its own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

# Shared machines stall now and then: a slow example is no failure. What failed is printed in a
# form that can be pasted back.
hypothesis.settings.register_profile("relaxapp", deadline=None, print_blob=True)
hypothesis.settings.load_profile("relaxapp")

# Collected is between tests, by the thread that runs them: a page left over by one test that goes
# in a thread of another, or while Qt looks through its widgets, ends them all.
gc.disable()
COLLECT_EVERY = 20  # tests

# How long a thread that was told to end may take to do so.
GRACE_S = 2.0


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let what a test wrote be told from one process to another, half an emoji included."""
    report = yield
    report.sections = [
        (name, text.encode("utf-8", "backslashreplace").decode()) for name, text in report.sections
    ]
    return report


_ran = itertools.count(1)


def pytest_runtest_logfinish() -> None:
    """Collect what the tests have left."""
    if next(_ran) % COLLECT_EVERY == 0:
        gc.collect(1)


@pytest.fixture(autouse=True)
def home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point every folder the app could write to into tmp_path; no bus, screen or sound server."""
    home = tmp_path / "home"
    runtime = home / "run"
    runtime.mkdir(parents=True)
    runtime.chmod(0o700)  # Qt warns about any other mode
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("APPDATA", str(home / "AppData" / "Roaming"))
    monkeypatch.setenv("LOCALAPPDATA", str(home / "AppData" / "Local"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / ".local" / "share"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / ".local" / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / ".cache"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.setenv("RELAXAPP_HOME", str(home / "relaxapp"))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "PULSE_SERVER"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture(autouse=True)
def nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, a timer or an animation running."""
    before = set(threading.enumerate())
    started: list[weakref.ref[Any]] = []
    with pytest.MonkeyPatch.context() as patch:
        if "PySide6.QtCore" in sys.modules or "qtbot" in request.fixturenames:
            note_starts(patch, started)
        yield
    left = [thread.name for thread in threading.enumerate() if still_runs(thread, before)]
    left += [repr(thing) for thing in map(alive, started) if thing is not None]
    if left:
        pytest.fail(f"left running: {', '.join(left)}")


def still_runs(thread: threading.Thread, before: set[threading.Thread]) -> bool:
    """Say whether a thread that the test started goes on after a moment's grace."""
    if thread in before:
        return False
    thread.join(GRACE_S)
    return thread.is_alive()


def note_starts(patch: pytest.MonkeyPatch, started: list[weakref.ref[Any]]) -> None:
    """Keep a weak note of every Qt object that is set going from Python."""
    from PySide6.QtCore import QAbstractAnimation, QThread, QTimer

    for kind in (QAbstractAnimation, QThread, QTimer):
        plain = kind.start

        def start(self: Any, *args: Any, plain: Any = plain) -> Any:
            started.append(weakref.ref(self))
            return plain(self, *args)

        patch.setattr(kind, "start", start)


def alive(note: weakref.ref[Any]) -> Any | None:
    """Return the noted Qt object if it is still there and still going, else None."""
    from PySide6.QtCore import QAbstractAnimation, QThread, QTimer
    from shiboken6 import isValid

    thing = note()
    if thing is None or not isValid(thing):
        return None
    match thing:
        case QTimer():
            going = thing.isActive()
        case QAbstractAnimation():
            going = thing.state() != QAbstractAnimation.State.Stopped
        case QThread():
            going = not thing.wait(int(GRACE_S * 1000))
        case _:
            going = False
    return thing if going else None


@pytest.fixture
def session_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[str]]:
    """Run a session bus of our own, which may be killed."""
    program = shutil.which("dbus-daemon")
    if program is None or sys.platform != "linux":
        pytest.skip("needs dbus-daemon")
    address = f"unix:path={tmp_path / 'bus'}"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    command = [program, "--session", "--nofork", "--nopidfile", "--print-address"]
    with subprocess.Popen(
        [*command, f"--address={address}"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("unix:")
        yield process
        process.kill()


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Any:
    """Carry out a command line in this process; returns status, standard output and error."""
    from relaxapp import cli

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            status = cli.run(cli.parse(arguments))
        except SystemExit as end:
            status = int(end.code or 0)
        out, err = capsys.readouterr()
        return status, out, err

    return run
