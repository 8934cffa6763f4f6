"""An object of ours on a real bus, asked by a stranger on the same bus."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from relaxapp.adapters.bus_serving import Interface, Method, Refused, ServedObject, split
from relaxapp.adapters.bus_words import body_of, why_not
from relaxapp.adapters.session_bus import SessionBus
from tests.adapters.bus_fakes import WAIT_MS, running_daemon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

jeepney = pytest.importorskip("jeepney")  # only Linux has it

PATH, POT = "/org/example/pot", "org.example.Pot"


def refuse() -> None:
    raise Refused("NotSupported", "not today")


def fail() -> None:
    raise ValueError("a bug")


@pytest.fixture
def buses(tmp_path: Path, qtbot: QtBot) -> Iterator[tuple[SessionBus, SessionBus]]:
    with running_daemon(tmp_path) as daemon:
        made = SessionBus(daemon.address), SessionBus(daemon.address)
        for bus in made:
            bus.start()
        qtbot.waitUntil(lambda: all(bus.connected for bus in made), timeout=WAIT_MS)
        yield made
        for bus in made:
            bus.end()
            bus.deleteLater()


@pytest.fixture
def pot(buses: tuple[SessionBus, SessionBus]) -> ServedObject:
    made = ServedObject(
        buses[0],
        PATH,
        [
            Interface(
                POT,
                {
                    "Pour": Method(lambda cups: (2 * cups,), "u", "u"),
                    "Refuse": Method(refuse),
                    "Fail": Method(fail),
                },
                {"Kind": ("s", lambda: "mint"), "Cups": ("u", lambda: 3)},
                {"Boiled": "u"},
            )
        ],
    )
    made.show()
    return made


Ask = "Callable[..., Any]"


@pytest.fixture
def ask(buses: tuple[SessionBus, SessionBus], qtbot: QtBot) -> Callable[..., Any]:
    """Call a member as a stranger, and return the reply."""

    def call(
        member: str, kind: str = "", *body: Any, interface: str = POT, path: str = PATH
    ) -> Any:
        told: list[Any] = []
        address = jeepney.DBusAddress(path, buses[0].unique_name, interface)
        buses[1].call(jeepney.new_method_call(address, member, kind, body), told.append)
        qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
        return told[0]

    return call


def test_a_method_is_called_and_its_body_comes_back(pot: ServedObject, ask: Ask) -> None:
    assert body_of(ask("Pour", "u", 2), "u") == (4,)


@pytest.mark.parametrize(
    ("member", "kind", "body", "error"),
    [
        ("Pour", "s", ("two",), "InvalidArgs"),
        ("Pour", "", (), "InvalidArgs"),
        ("Spill", "", (), "UnknownMethod"),
        ("Refuse", "", (), "NotSupported"),
    ],
)
def test_what_does_not_fit_is_answered_by_an_error(
    pot: ServedObject, ask: Ask, member: str, kind: str, body: tuple[Any, ...], error: str
) -> None:
    assert f"org.freedesktop.DBus.Error.{error}" in why_not(ask(member, kind, *body))


def test_a_bug_is_logged_and_the_asker_not_kept_waiting(
    pot: ServedObject, ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.CRITICAL, "relaxapp.adapters.bus_serving"):
        assert "Error.Failed" in why_not(ask("Fail"))


def test_properties_are_told_one_by_one_and_all_at_once_and_cannot_be_set(
    pot: ServedObject, ask: Ask
) -> None:
    properties = "org.freedesktop.DBus.Properties"
    assert body_of(ask("Get", "ss", POT, "Kind", interface=properties), "v") == (("s", "mint"),)
    told = body_of(ask("GetAll", "s", POT, interface=properties), "a{sv}")
    assert told == ({"Kind": ("s", "mint"), "Cups": ("u", 3)},)
    for reply, error in (
        (ask("Get", "ss", POT, "Lid", interface=properties), "UnknownProperty"),
        (ask("GetAll", "s", "org.example.No", interface=properties), "UnknownInterface"),
        (ask("Set", "ssv", POT, "Cups", ("u", 9), interface=properties), "PropertyReadOnly"),
        (ask("Set", "ssv", POT, "Lid", ("u", 9), interface=properties), "UnknownProperty"),
    ):
        assert error in why_not(reply)


def test_it_tells_what_it_is_in_a_form_that_tools_read(pot: ServedObject, ask: Ask) -> None:
    reply = ask("Introspect", interface="org.freedesktop.DBus.Introspectable")
    body = body_of(reply, "s")
    assert body is not None
    node = ET.fromstring(body[0])  # noqa: S314 - our own words
    found = {one.get("name"): one for one in node.findall("interface")}
    assert {one.get("name") for one in found[POT]} >= {"Pour", "Kind", "Cups", "Boiled"}
    arguments = found[POT].findall("method[@name='Pour']/arg")
    assert [(one.get("type"), one.get("direction")) for one in arguments] == [
        ("u", "in"),
        ("u", "out"),
    ]


def test_signals_and_changes_reach_who_listens(
    pot: ServedObject, buses: tuple[SessionBus, SessionBus], qtbot: QtBot
) -> None:
    own, other = buses
    told: list[Any] = []
    for interface in (POT, "org.freedesktop.DBus.Properties"):
        other.listen(told.append, sender=own.unique_name, interface=interface)
    asked: list[Any] = []
    other.call(jeepney.message_bus.NameHasOwner(own.unique_name), asked.append)
    qtbot.waitUntil(lambda: bool(asked), timeout=WAIT_MS)  # the bus has heard what we listen to
    pot.emit(POT, "Boiled", 7)
    pot.tell_changed(POT, ["Kind"])
    qtbot.waitUntil(lambda: len(told) == 2, timeout=WAIT_MS)
    assert body_of(told[0], "u") == (7,)
    assert body_of(told[1], "sa{sv}as") == (POT, {"Kind": ("s", "mint")}, [])


def test_a_hidden_object_and_a_strange_path_are_not_there(pot: ServedObject, ask: Ask) -> None:
    assert "UnknownObject" in why_not(ask("Pour", "u", 1, path="/nowhere"))
    pot.hide()
    assert "UnknownObject" in why_not(ask("Pour", "u", 1))


def test_a_signature_is_split_into_its_types() -> None:
    assert split("sa{sv}asa(ii)aav") == ["s", "a{sv}", "as", "a(ii)", "aav"]
    assert split("") == []
