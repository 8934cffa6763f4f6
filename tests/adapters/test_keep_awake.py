"""The screen kept on: the switch with a hold of the test's own, and wakepy on a bus of its own."""

from __future__ import annotations

import gc
import logging
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.adapters.keep_awake import KeepAwake
from relaxapp.adapters.paths import PACKAGE
from tests.adapters.bus_fakes import WAIT_S, Service, running_daemon

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OLDEST = 2
"""The generation of garbage with everything in it."""
SAVER = "org.freedesktop.ScreenSaver"


class Held:
    """Counts who holds, and tells when that changes."""

    def __init__(self, why_not: str = "") -> None:
        self.why_not = why_not
        self.came, self.went = threading.Semaphore(0), threading.Semaphore(0)
        self.now = 0

    @contextmanager
    def hold(self) -> Iterator[str]:
        self.now += 1
        self.came.release()
        yield self.why_not
        self.now -= 1
        self.went.release()


def test_it_holds_once_until_it_is_switched_off() -> None:
    held = Held()
    awake = KeepAwake(held.hold)
    awake.switch(on=True)
    awake.switch(on=True)
    assert held.came.acquire(timeout=WAIT_S)
    assert held.now == 1
    awake.switch(on=False)
    assert held.went.acquire(timeout=WAIT_S)
    awake.switch(on=True)
    assert held.came.acquire(timeout=WAIT_S)
    awake.end()
    assert held.now == 0


def test_ending_without_ever_having_held_does_nothing() -> None:
    held = Held()
    KeepAwake(held.hold).end()
    assert held.now == 0


def test_a_desktop_that_cannot_is_only_logged_and_once(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "relaxapp"):
        awake = KeepAwake(Held("there is\n  no way").hold)
        for _ in range(3):
            awake.switch(on=True)
            awake.end()
    assert caplog.messages == ["the screen is not kept on: there is no way"]


def test_a_failure_is_only_logged(caplog: pytest.LogCaptureFixture) -> None:
    @contextmanager
    def hold() -> Iterator[str]:
        raise OSError("no such thing")
        yield ""  # type: ignore[unreachable]  # it makes this a generator

    with caplog.at_level(logging.INFO, "relaxapp"):
        awake = KeepAwake(hold)
        awake.switch(on=True)
        awake.end()
    assert "no such thing" in caplog.text


def test_wakepy_is_only_loaded_by_a_session() -> None:
    program = (
        "import sys, relaxapp.adapters.keep_awake, relaxapp.app.root, relaxapp.app.house\n"
        "sys.exit('wakepy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=PACKAGE.parent, check=False)
    assert done.returncode == 0


@pytest.fixture
def saver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """Return the desktop's screen saver, as its specification has it."""
    pytest.importorskip("jeepney")  # only Linux has it
    pytest.importorskip("wakepy")
    with running_daemon(tmp_path) as daemon:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.address)
        service = Service(daemon.address, SAVER, "/org/freedesktop/ScreenSaver", SAVER)
        service.answers["Inhibit"] = lambda *_: ("u", (7,))
        asked = service.asked = threading.Semaphore(0)  # type: ignore[attr-defined]  # the test's
        service.before = lambda *_: asked.release()
        service.start()
        yield service
        service.kill()


def test_the_screen_saver_is_held_off_and_let_go_again(saver: Any) -> None:
    awake = KeepAwake()
    awake.switch(on=True)
    assert saver.asked.acquire(timeout=WAIT_S)
    assert saver.of("Inhibit") == [("relaxapp", "a session plays")]
    assert saver.of("UnInhibit") == []
    awake.end()
    assert saver.of("UnInhibit") == [(7,)]


def test_letting_go_collects_no_garbage_in_a_thread_that_may_not(saver: Any) -> None:
    threads: list[str] = []

    def collected(phase: str, info: dict[str, int]) -> None:
        if phase == "start" and info["generation"] == OLDEST:
            threads.append(threading.current_thread().name)

    gc.callbacks.append(collected)
    try:
        awake = KeepAwake()
        awake.switch(on=True)
        assert saver.asked.acquire(timeout=WAIT_S)
        awake.end()
    finally:
        gc.callbacks.remove(collected)
    assert "keep awake" not in threads


def test_what_is_held_hangs_on_the_process_and_goes_with_a_killed_one(saver: Any) -> None:
    from jeepney import HeaderFields, MatchRule, message_bus
    from jeepney.io.blocking import Proxy, open_dbus_connection

    program = (
        "from relaxapp.adapters.keep_awake import KeepAwake\nKeepAwake().switch(on=True)\ninput()"
    )
    with (
        open_dbus_connection() as own,
        subprocess.Popen(
            [sys.executable, "-c", program], stdin=subprocess.PIPE, cwd=PACKAGE.parent
        ) as process,
    ):
        assert saver.asked.acquire(timeout=WAIT_S)
        holder = saver.last.header.fields[HeaderFields.sender]
        rule = MatchRule(type="signal", sender="org.freedesktop.DBus", member="NameOwnerChanged")
        rule.add_arg_condition(0, holder)
        Proxy(message_bus, own, timeout=WAIT_S).AddMatch(rule)
        with own.filter(rule) as gone:
            process.send_signal(signal.SIGKILL)
            # By this screen savers know that nobody is there any more who holds them off.
            message = own.recv_until_filtered(gone, timeout=WAIT_S)
    assert message.body == (holder, holder, "")
    assert saver.of("UnInhibit") == []
