"""A key of the whole desktop through its portal, which may ask the person first.

``org.freedesktop.portal.GlobalShortcuts``: a session is created, the shortcut is bound in it, and
each press is told by the signal ``Activated``. Both requests are answered by a signal
``Response`` of an object whose path follows from our name on the bus and a token of ours.
"""

from __future__ import annotations

import os
import selectors
from typing import TYPE_CHECKING, Any

from relaxapp.adapters.bus_watch import REPLY_S
from relaxapp.adapters.shortcut_ways import NotOfferedError, TakenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PORTAL = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal.GlobalShortcuts"
REQUEST = "org.freedesktop.portal.Request"
SHORTCUT = "log-episode"
TRIGGER = "CTRL+ALT+l"
"""As the shortcuts specification of freedesktop.org writes keys."""


def request_path(name: str, token: str) -> str:
    """Return where a request's answer comes from; ``name`` is our unique name on the bus."""
    return f"{PATH}/request/{name.removeprefix(':').replace('.', '_')}/{token}"


class PortalShortcut:
    """The key as the desktop's portal grants it."""

    def __init__(self) -> None:
        """Nothing is asked yet."""
        self._stop_reading, self._stop_writing = os.pipe()

    def stop(self) -> None:
        """End :meth:`listen`."""
        writing, self._stop_writing = self._stop_writing, -1
        if writing >= 0:
            os.close(writing)

    def listen(self, pressed: Callable[[], None], ready: Callable[[], None]) -> None:
        """Have the shortcut bound and wait for it."""
        from jeepney.io.blocking import open_dbus_connection

        try:
            try:
                connection = open_dbus_connection(bus="SESSION")
            except (OSError, KeyError, ValueError) as error:
                raise NotOfferedError("there is no session bus") from error
            with connection:
                self._converse(connection, pressed, ready)
        finally:
            os.close(self._stop_reading)

    def _converse(
        self, connection: Any, pressed: Callable[[], None], ready: Callable[[], None]
    ) -> None:
        _require(connection)
        for interface in (REQUEST, INTERFACE):
            _add_rule(connection, interface)
        messages = self._messages(connection)
        handle = _unique(connection, "create")
        options = {"handle_token": ("s", "create"), "session_handle_token": ("s", "relaxapp")}
        _call(connection, "CreateSession", "a{sv}", (options,))
        results = _response(messages, handle)
        if results is None:
            return
        session = results["session_handle"][1]
        handle = _unique(connection, "bind")
        told = {
            "description": ("s", "Log an episode"),
            "preferred_trigger": ("s", TRIGGER),
        }
        _call(
            connection,
            "BindShortcuts",
            "oa(sa{sv})sa{sv}",
            (session, [(SHORTCUT, told)], "", {"handle_token": ("s", "bind")}),
        )
        if _response(messages, handle) is None:
            return
        ready()
        for message in messages:
            if is_press(message, session):
                pressed()

    def _messages(self, connection: Any) -> Iterator[Any]:
        """Yield what arrives until we are stopped; the person may take long to answer."""
        with selectors.DefaultSelector() as waiting:
            waiting.register(connection.sock, selectors.EVENT_READ)
            stopping = waiting.register(self._stop_reading, selectors.EVENT_READ)
            while True:
                try:
                    yield connection.receive(timeout=0)
                except TimeoutError:
                    if stopping in (key for key, _ in waiting.select()):
                        return


def is_press(message: Any, session: str) -> bool:
    """Tell whether a message says that our shortcut was pressed."""
    from jeepney import HeaderFields

    fields, body = message.header.fields, message.body
    return bool(
        fields.get(HeaderFields.interface) == INTERFACE
        and fields.get(HeaderFields.member) == "Activated"
        and body[:2] == (session, SHORTCUT)
    )


def _response(messages: Iterator[Any], handle: str) -> dict[str, Any] | None:
    """Return the answer of a request; None where we were stopped before it came."""
    from jeepney import HeaderFields, MessageType

    for message in messages:
        if message.header.message_type is MessageType.error:
            raise TakenError(f"the desktop refused: {message.body}")
        fields = message.header.fields
        if fields.get(HeaderFields.member) == "Response" and (
            fields.get(HeaderFields.path) == handle
        ):
            code, results = message.body
            if code != 0:
                raise TakenError(f"the desktop answered {code}")
            return dict(results)
    return None


def _require(connection: Any) -> None:
    from jeepney import DBusAddress, MessageType, new_method_call

    properties = DBusAddress(PATH, PORTAL, "org.freedesktop.DBus.Properties")
    ask = new_method_call(properties, "Get", "ss", (INTERFACE, "version"))
    try:
        answer = connection.send_and_get_reply(ask, timeout=REPLY_S)
    except TimeoutError as error:
        raise NotOfferedError("the portal does not answer") from error
    if answer.header.message_type is MessageType.error:
        raise NotOfferedError("the portal has no global shortcuts")


def _add_rule(connection: Any, interface: str) -> None:
    from jeepney import MatchRule, message_bus

    rule = MatchRule(type="signal", sender=PORTAL, interface=interface)
    connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=REPLY_S)


def _call(connection: Any, method: str, signature: str, body: tuple[Any, ...]) -> None:
    """Send a request; its outcome comes as a signal, so the reply itself is not waited for.

    A refusal of the call as such comes as an error message instead.
    """
    from jeepney import DBusAddress, new_method_call

    connection.send(new_method_call(DBusAddress(PATH, PORTAL, INTERFACE), method, signature, body))


def _unique(connection: Any, token: str) -> str:
    return request_path(str(connection.unique_name), token)
