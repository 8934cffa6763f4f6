from __future__ import annotations

import logging
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.adapters.bus_words import BUS, body_of, session_address, system_address, why_not
from relaxapp.adapters.paths import PACKAGE
from relaxapp.adapters.session_bus import SessionBus
from tests.adapters.bus_fakes import WAIT_MS, Daemon, Service, running_daemon

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

jeepney = pytest.importorskip("jeepney")  # only Linux has it

NAME, PATH, INTERFACE = "org.example.Tea", "/org/example/tea", "org.example.Tea"
ADDRESS = jeepney.DBusAddress(PATH, NAME, INTERFACE)


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    with running_daemon(tmp_path) as daemon:
        yield daemon


@pytest.fixture
def service(daemon: Daemon) -> Iterator[Service]:
    service = Service(daemon.address, NAME, PATH, INTERFACE)
    service.answers["Double"] = lambda number: ("u", (2 * number,))
    yield service
    service.kill()


@pytest.fixture
def bus(daemon: Daemon, qtbot: QtBot) -> Iterator[SessionBus]:
    bus = SessionBus(daemon.address, retry_s=0.02)
    yield bus
    bus.end()
    bus.deleteLater()


def up(bus: SessionBus, qtbot: QtBot) -> None:
    bus.start()
    qtbot.waitUntil(lambda: bus.connected, timeout=WAIT_MS)


def test_a_call_is_answered(bus: SessionBus, service: Service, qtbot: QtBot) -> None:
    service.start()
    up(bus, qtbot)
    told: list[Any] = []
    bus.call(jeepney.new_method_call(ADDRESS, "Double", "u", (21,)), told.append)
    assert told == []
    qtbot.waitUntil(lambda: told != [], timeout=WAIT_MS)
    assert body_of(told[0], "u") == (42,)
    assert body_of(told[0], "s") is None


def test_many_calls_and_large_ones_come_back_whole(
    bus: SessionBus, service: Service, qtbot: QtBot
) -> None:
    service.answers["Echo"] = lambda text: ("s", (text,))
    service.start()
    up(bus, qtbot)
    texts = [str(number) * (200_000 if number % 5 == 0 else 1) for number in range(40)]
    told: list[Any] = []
    for text in texts:
        bus.call(jeepney.new_method_call(ADDRESS, "Echo", "s", (text,)), told.append)
    qtbot.waitUntil(lambda: len(told) == len(texts), timeout=WAIT_MS)
    assert [body_of(answer, "s") for answer in told] == [(text,) for text in texts]


def test_no_answer_is_told_in_time_and_a_late_one_apart(
    bus: SessionBus, service: Service, qtbot: QtBot
) -> None:
    service.answers["Double"] = lambda _number: None
    held: list[Any] = []
    service.before = lambda _member, _answer: held.append(service.last)
    service.start()
    up(bus, qtbot)
    told: list[Any] = []
    late: list[Any] = []
    bus.call(jeepney.new_method_call(ADDRESS, "Double", "u", (1,)), told.append, 0.01, late.append)
    qtbot.waitUntil(lambda: told == [None] and held != [], timeout=WAIT_MS)
    service.reply(held[0], ("u", (2,)))
    qtbot.waitUntil(lambda: late != [], timeout=WAIT_MS)
    assert body_of(late[0], "u") == (2,)
    assert told == [None]


def test_without_a_bus_a_call_is_answered_with_nothing(bus: SessionBus, qtbot: QtBot) -> None:
    told: list[Any] = []
    bus.call(jeepney.new_method_call(ADDRESS, "Double", "u", (1,)), told.append)
    assert told == []
    qtbot.waitUntil(lambda: told == [None], timeout=WAIT_MS)


def test_values_that_do_not_fit_are_no_exception(
    bus: SessionBus, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    up(bus, qtbot)
    told: list[Any] = []
    bus.call(jeepney.new_method_call(ADDRESS, "Double", "u", (-1,)), told.append)
    qtbot.waitUntil(lambda: told == [None], timeout=WAIT_MS)
    assert "cannot be written" in caplog.text


def test_an_error_is_an_answer(bus: SessionBus, service: Service, qtbot: QtBot) -> None:
    service.answers["Double"] = lambda _number: ValueError("no tea")
    service.start()
    up(bus, qtbot)
    told: list[Any] = []
    bus.call(jeepney.new_method_call(ADDRESS, "Double", "u", (1,)), told.append)
    qtbot.waitUntil(lambda: told != [], timeout=WAIT_MS)
    assert body_of(told[0], "u") is None
    assert "no tea" in why_not(told[0])
    assert why_not(None) == "no answer"


def test_owners_are_told_as_they_come_and_go(
    bus: SessionBus, service: Service, qtbot: QtBot
) -> None:
    told: list[str] = []
    bus.follow(NAME, told.append)
    up(bus, qtbot)
    qtbot.waitUntil(lambda: told == [""], timeout=WAIT_MS)
    service.start()
    qtbot.waitUntil(lambda: len(told) == 2, timeout=WAIT_MS)
    assert told[1].startswith(":")
    again: list[str] = []
    bus.follow(NAME, again.append)
    qtbot.waitUntil(lambda: again == told[1:], timeout=WAIT_MS)
    service.kill()
    qtbot.waitUntil(lambda: told[2:] == [""] and again[1:] == [""], timeout=WAIT_MS)


def test_signals_of_the_owner_are_heard_until_it_is_enough(
    bus: SessionBus, service: Service, qtbot: QtBot
) -> None:
    heard: list[Any] = []
    other: list[Any] = []
    service.start()
    stop = bus.listen(
        lambda message: heard.append(message.body), sender=NAME, interface=INTERFACE, path=PATH
    )
    up(bus, qtbot)
    owners: list[str] = []
    bus.follow(NAME, owners.append)
    qtbot.waitUntil(lambda: any(owners), timeout=WAIT_MS)
    service.emit("Ready", "s", "green")
    qtbot.waitUntil(lambda: heard == [("green",)], timeout=WAIT_MS)
    stop()
    stop()
    bus.listen(other.append, sender=NAME, interface=INTERFACE, member="Cold")
    done: list[Any] = []
    bus.call(jeepney.new_method_call(ADDRESS, "Double", "u", (1,)), done.append)
    qtbot.waitUntil(lambda: done != [], timeout=WAIT_MS)
    service.emit("Ready", "s", "black")
    service.emit("Cold", "s", "black")
    qtbot.waitUntil(lambda: other != [], timeout=WAIT_MS)
    assert heard == [("green",)]


def test_a_stranger_who_writes_to_us_is_not_believed(
    bus: SessionBus, service: Service, daemon: Daemon, qtbot: QtBot
) -> None:
    heard: list[Any] = []
    service.start()
    bus.listen(lambda message: heard.append(message.body), sender=NAME, interface=INTERFACE)
    up(bus, qtbot)
    owners: list[str] = []
    bus.follow(NAME, owners.append)
    qtbot.waitUntil(lambda: any(owners), timeout=WAIT_MS)
    poison = jeepney.new_signal(
        jeepney.DBusAddress(PATH, interface=INTERFACE), "Ready", "s", ("poison",)
    )
    poison.header.fields[jeepney.HeaderFields.destination] = bus.unique_name
    from jeepney.io.blocking import open_dbus_connection

    with open_dbus_connection(bus=daemon.address) as stranger:
        stranger.send(poison)
        stranger.bus_proxy.GetId()  # answered only after the signal has been passed on
    service.emit("Ready", "s", "green")
    qtbot.waitUntil(lambda: heard != [], timeout=WAIT_MS)
    assert heard == [("green",)]


def test_a_callback_that_fails_is_logged_and_the_next_one_comes(
    bus: SessionBus, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_owner: str) -> None:
        raise ZeroDivisionError

    told: list[str] = []
    bus.follow(NAME, fail)
    bus.follow(NAME, told.append)
    up(bus, qtbot)
    qtbot.waitUntil(lambda: told == [""], timeout=WAIT_MS)
    assert "ZeroDivisionError" in caplog.text


def test_the_bus_dies_and_comes_back(
    bus: SessionBus, service: Service, daemon: Daemon, qtbot: QtBot
) -> None:
    service.answers["Double"] = lambda _number: None
    service.start()
    owners: list[str] = []
    heard: list[Any] = []
    answers: list[Any] = []
    bus.follow(NAME, owners.append)
    bus.listen(heard.append, sender=NAME, interface=INTERFACE)
    up(bus, qtbot)
    qtbot.waitUntil(lambda: any(owners), timeout=WAIT_MS)
    bus.call(jeepney.new_method_call(ADDRESS, "Double", "u", (1,)), answers.append)
    daemon.kill()
    qtbot.waitUntil(lambda: not bus.connected, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: answers == [None] and owners[-1] == "", timeout=WAIT_MS)
    service.kill()
    daemon.start()
    service.start()
    qtbot.waitUntil(lambda: bus.connected and owners[-1] != "", timeout=WAIT_MS)
    service.emit("Ready", "s", "green")
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=WAIT_MS)


def test_tries_become_rarer_while_there_is_no_bus_and_stop_once_there_is(
    bus: SessionBus, daemon: Daemon, qtbot: QtBot
) -> None:
    daemon.kill()
    bus.start()
    first = bus._next_retry_s
    qtbot.waitUntil(lambda: bus._next_retry_s >= 4 * first, timeout=WAIT_MS)
    daemon.start()
    qtbot.waitUntil(lambda: bus.connected, timeout=WAIT_MS)
    assert not bus._retry.isActive()
    assert bus._next_retry_s == bus._retry_s


def test_a_bus_that_dies_unseen_is_noticed_by_the_next_call(
    bus: SessionBus, daemon: Daemon, qtbot: QtBot
) -> None:
    up(bus, qtbot)
    told: list[Any] = []
    daemon.kill()
    bus.call(jeepney.new_method_call(ADDRESS, "Double", "u", (1,)), told.append)
    assert told == []
    qtbot.waitUntil(lambda: told == [None] and not bus.connected, timeout=WAIT_MS)
    daemon.start()
    qtbot.waitUntil(lambda: bus.connected, timeout=WAIT_MS)


def test_a_bus_that_says_nothing_is_given_up(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("relaxapp.adapters.bus_link.LOGIN_S", 0.02)
    with socket.socket(socket.AF_UNIX) as listening, caplog.at_level(logging.INFO):
        listening.bind(str(tmp_path / "odd"))
        listening.listen()
        bus = SessionBus(f"unix:path={tmp_path / 'odd'}")
        bus.start()
        qtbot.waitUntil(lambda: "does not let us in" in caplog.text, timeout=WAIT_MS)
        bus.end()


@pytest.mark.parametrize("address", ["nonsense", "tcp:host=localhost,port=1", "unix:path=/none/x"])
def test_an_address_that_leads_nowhere_is_no_failure(qtbot: QtBot, address: str) -> None:
    bus = SessionBus(address)
    bus.start()
    assert not bus.connected
    assert bus._retry.remainingTime() > 25_000  # and that is all that goes on
    bus.end()


def test_without_an_address_nothing_is_tried(qtbot: QtBot) -> None:
    bus = SessionBus("")
    bus.start()
    assert not bus._retry.isActive()
    bus.end()


@pytest.mark.parametrize("nonsense", [b"", b"REJECTED\r\n", b"x" * 20_000, b"OK 1\r\n" + b"z" * 64])
def test_somebody_there_who_is_no_bus(
    qtbot: QtBot, tmp_path: Path, nonsense: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "odd"))
        listening.listen()
        bus = SessionBus(f"unix:path={tmp_path / 'odd'}")
        with caplog.at_level(logging.INFO):
            bus.start()
            other, _ = listening.accept()
            with other:
                other.sendall(nonsense)
                other.shutdown(socket.SHUT_WR)
                qtbot.waitUntil(lambda: "no message bus" in caplog.text, timeout=WAIT_MS)
        assert not bus.connected
        bus.end()


def test_what_is_no_message_ends_the_talk_and_an_odd_one_is_left_out(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    odd = bytearray(
        jeepney.new_signal(jeepney.DBusAddress(PATH, interface=INTERFACE), "Odd").serialise(1)
    )
    odd[16] = 77  # a header field that nobody knows
    with socket.socket(socket.AF_UNIX) as listening, caplog.at_level(logging.INFO):
        listening.bind(str(tmp_path / "odd"))
        listening.listen()
        bus = SessionBus(f"unix:path={tmp_path / 'odd'}")
        bus.start()
        other, _ = listening.accept()
        with other:
            other.sendall(b"OK 1\r\n")
            qtbot.waitUntil(lambda: bool(bus._calls), timeout=WAIT_MS)
            other.sendall(bytes(odd))
            qtbot.waitUntil(lambda: "not understood" in caplog.text, timeout=WAIT_MS)
            other.sendall(b"\xff" * 32)
            qtbot.waitUntil(lambda: "no message bus" in caplog.text, timeout=WAIT_MS)
        bus.end()


def test_it_can_be_waited_for_at_the_end(bus: SessionBus, service: Service, qtbot: QtBot) -> None:
    service.start()
    up(bus, qtbot)
    told: list[Any] = []
    bus.call(jeepney.new_method_call(ADDRESS, "Double", "u", (1,)), told.append)
    bus.wait(lambda: told != [], 5)
    assert body_of(told[0], "u") == (2,)
    bus.wait(lambda: False, 0.01)
    bus.end()
    bus.end()
    bus.call(jeepney.new_method_call(ADDRESS, "Double", "u", (1,)), told.append)
    bus.wait(lambda: False, 5)
    assert not bus.connected


def test_calls_without_an_answer_ask_for_none(
    bus: SessionBus, service: Service, qtbot: QtBot
) -> None:
    service.start()
    up(bus, qtbot)
    bus.call(jeepney.new_method_call(ADDRESS, "Double", "u", (1,)))
    qtbot.waitUntil(lambda: service.of("Double") == [(1,)], timeout=WAIT_MS)
    assert service.calls[0][2] & 1


def test_where_the_buses_are() -> None:
    assert session_address({"DBUS_SESSION_BUS_ADDRESS": "unix:abstract=x"}) == "unix:abstract=x"
    assert session_address({"XDG_RUNTIME_DIR": "/run/me"}) == "unix:path=/run/me/bus"
    assert session_address({}) == ""
    assert system_address({}).startswith("unix:path=/")
    assert system_address({"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/x"}) == "unix:path=/x"


def test_importing_it_brings_no_library_along() -> None:
    code = (
        "import sys, relaxapp.adapters.session_bus\n"
        "print(*{'jeepney', 'asyncio', 'PySide6.QtWidgets'} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, cwd=PACKAGE.parent, text=True
    )
    assert done.stdout.strip() == ""


def test_the_bus_itself_is_listened_to(bus: SessionBus, service: Service, qtbot: QtBot) -> None:
    heard: list[Any] = []
    bus.listen(heard.append, sender=BUS, interface=BUS, member="NameAcquired")
    up(bus, qtbot)
    service.start()
    qtbot.waitUntil(lambda: heard != [], timeout=WAIT_MS)
    assert heard[0].header.fields[jeepney.HeaderFields.member] == "NameAcquired"
