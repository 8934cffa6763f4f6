from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import threading
from queue import Queue
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.adapters.paths import PACKAGE
from relaxapp.adapters.sleep import INTERFACE, PATH, SENDER, SIGNAL, SleepWatch, sleep_announced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WAIT_S = 10.0
"""The longest a test waits for what should come at once."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has logind")

CONFIG = """
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={socket}</listen>
<policy context="default">
<allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/><allow user="*"/>
</policy></busconfig>
"""


@pytest.fixture
def daemon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[str]]:
    """Run a system bus of our own."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("needs dbus-daemon")
    socket = tmp_path / "bus"
    (config := tmp_path / "bus.conf").write_text(CONFIG.format(socket=socket))
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={socket}")
    with subprocess.Popen(
        [program, f"--config-file={config}", "--nofork", "--nopidfile", "--print-address"],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("unix:")
        yield process
        process.kill()


@pytest.fixture
def emit(daemon: subprocess.Popen[str]) -> Iterator[Callable[..., None]]:
    """Return a function that sends signals as logind does."""
    from jeepney import DBusAddress, message_bus, new_signal
    from jeepney.io.blocking import open_dbus_connection

    with open_dbus_connection(bus="SYSTEM") as connection:
        connection.send_and_get_reply(message_bus.RequestName(SENDER), timeout=WAIT_S)

        def send(*body: object, member: str = SIGNAL, kind: str = "b") -> None:
            address = DBusAddress(PATH, interface=INTERFACE)
            connection.send(new_signal(address, member, kind, body))

        yield send


@pytest.fixture
def heard() -> Queue[bool]:
    return Queue()


@pytest.fixture
def watch(heard: Queue[bool]) -> Iterator[SleepWatch]:
    watch = SleepWatch(heard.put)
    yield watch
    watch.stop()


def test_sleep_and_waking_are_told(
    emit: Callable[..., None], watch: SleepWatch, heard: Queue[bool]
) -> None:
    watch.start()
    watch.start()
    assert watch.settled.wait(WAIT_S)
    assert watch.listening
    emit(True)
    assert heard.get(timeout=WAIT_S) is True
    emit(False)
    assert heard.get(timeout=WAIT_S) is False
    watch.stop()
    watch.stop()
    assert not watch.listening


def test_many_at_once_are_all_told_in_order(
    emit: Callable[..., None], watch: SleepWatch, heard: Queue[bool]
) -> None:
    watch.start()
    assert watch.settled.wait(WAIT_S)
    expected = [number % 3 == 0 for number in range(200)]
    for asleep in expected:
        emit(asleep)
    assert [heard.get(timeout=WAIT_S) for _ in expected] == expected


def test_other_signals_and_odd_ones_are_not(
    emit: Callable[..., None], watch: SleepWatch, heard: Queue[bool]
) -> None:
    watch.start()
    assert watch.settled.wait(WAIT_S)
    emit(True, member="PrepareForShutdown")
    emit("yes", kind="s")
    emit(True, True, kind="bb")
    emit(False)
    assert heard.get(timeout=WAIT_S) is False
    assert heard.empty()


def test_a_stranger_is_not_believed(
    daemon: subprocess.Popen[str],
    emit: Callable[..., None],
    watch: SleepWatch,
    heard: Queue[bool],
) -> None:
    from jeepney import DBusAddress, new_signal
    from jeepney.io.blocking import open_dbus_connection

    watch.start()
    assert watch.settled.wait(WAIT_S)
    with open_dbus_connection(bus="SYSTEM") as stranger:
        stranger.send(new_signal(DBusAddress(PATH, interface=INTERFACE), SIGNAL, "b", (True,)))
        stranger.bus_proxy.GetId()  # answered only after the signal has been passed on
    emit(False)
    assert heard.get(timeout=WAIT_S) is False


def test_a_callback_that_fails_is_logged_and_the_next_one_comes(
    emit: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    heard: Queue[bool] = Queue()

    def fail(asleep: bool) -> None:  # noqa: FBT001 - the callback's shape
        heard.put(asleep)
        raise ZeroDivisionError

    watch = SleepWatch(fail)
    watch.start()
    assert watch.settled.wait(WAIT_S)
    emit(True)
    emit(False)
    assert [heard.get(timeout=WAIT_S), heard.get(timeout=WAIT_S)] == [True, False]
    watch.stop()
    assert "ZeroDivisionError" in caplog.text


def test_it_can_be_stopped_by_its_own_callback(emit: Callable[..., None]) -> None:
    stopped = threading.Event()

    def stop(_asleep: bool) -> None:  # noqa: FBT001 - the callback's shape
        own.stop()
        stopped.set()

    own = SleepWatch(stop)
    own.start()
    assert own.settled.wait(WAIT_S)
    emit(True)
    assert stopped.wait(WAIT_S)


def test_a_bus_that_goes_away_ends_it_quietly(
    daemon: subprocess.Popen[str], watch: SleepWatch, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        watch.start()
        assert watch.settled.wait(WAIT_S)
        (thread,) = (found for found in threading.enumerate() if found.name == "sleep watch")
        daemon.kill()
        thread.join(WAIT_S)
    assert not thread.is_alive()
    assert not watch.listening
    assert "nothing is told on the SYSTEM bus" in caplog.text


def test_without_a_bus_nothing_is_ever_heard(
    watch: SleepWatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path / 'none'}")
    watch.start()
    assert watch.settled.wait(WAIT_S)
    assert not watch.listening


@pytest.mark.parametrize("address", ["nonsense", "tcp:host=localhost,port=1"])
def test_an_address_that_makes_no_sense_is_no_failure(
    watch: SleepWatch, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
    watch.start()
    assert watch.settled.wait(WAIT_S)
    assert not watch.listening


def test_on_another_platform_it_is_silent(
    watch: SleepWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    watch.start()
    assert watch.settled.is_set()
    assert not watch.listening


def test_without_jeepney_it_is_silent(watch: SleepWatch, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> Any:
        return None

    monkeypatch.setattr("importlib.util.find_spec", missing)
    watch.start()
    assert watch.settled.is_set()


def test_importing_it_brings_no_library_along() -> None:
    code = (
        "import sys, relaxapp.adapters.sleep, relaxapp.adapters.instance\n"
        "print(*{'jeepney', 'PySide6', 'platformdirs', 'sqlite3'} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, cwd=PACKAGE.parent, text=True
    )
    assert done.stdout.strip() == ""


def test_a_message_of_another_kind_says_nothing_of_sleep() -> None:
    assert sleep_announced({}, (True,)) is None
