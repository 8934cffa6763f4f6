"""A key of the whole desktop through its portal, which may ask the person first.

``org.freedesktop.portal.GlobalShortcuts``: a session is created, the shortcut is bound in it, and
each press is told by the signal ``Activated``. Both requests are answered by a signal
``Response`` of an object whose path follows from our name on the bus and a token of ours. The
person may choose other keys than the ones we wish for, then or later; the portal tells which.
"""

from __future__ import annotations

import logging
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
SESSION = "org.freedesktop.portal.Session"
REGISTRY = "org.freedesktop.host.portal.Registry"
BUS = "org.freedesktop.DBus"
APP = "relaxapp"
"""The name of our desktop file; newer portals give no key to a program without one."""
SHORTCUT = "log-episode"
TRIGGER = "CTRL+ALT+l"
"""As the shortcuts specification of freedesktop.org writes keys."""
_DONE, _CANCELLED = 0, 1
"""Answers of a request; any other says that it ended in some other way."""

_log = logging.getLogger(__name__)


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

    def listen(self, pressed: Callable[[], None], ready: Callable[[str], None]) -> None:
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
        self, connection: Any, pressed: Callable[[], None], ready: Callable[[str], None]
    ) -> None:
        _introduce(connection)
        _require(connection)
        _listen_for(connection)
        messages = self._messages(connection)
        options = {"handle_token": ("s", "create"), "session_handle_token": ("s", APP)}
        results = _request(connection, messages, "create", "CreateSession", "a{sv}", (options,))
        if results is None:
            return
        session = _session(results)
        wish = {"description": ("s", "Log an episode"), "preferred_trigger": ("s", TRIGGER)}
        body = (session, [(SHORTCUT, wish)], "", {"handle_token": ("s", "bind")})
        results = _request(connection, messages, "bind", "BindShortcuts", "oa(sa{sv})sa{sv}", body)
        if results is None:
            return
        keys = _keys(_value(results, "shortcuts"))
        if keys is None:
            raise TakenError("the shortcut was left out")
        ready(keys)
        _pass_on(messages, session, pressed, ready)

    def _messages(self, connection: Any) -> Iterator[Any]:
        """Yield what arrives until we are stopped, or the bus ends.

        The person may take long to answer, so nothing here runs out of time.
        """
        with selectors.DefaultSelector() as waiting:
            waiting.register(connection.sock, selectors.EVENT_READ)
            stopping = waiting.register(self._stop_reading, selectors.EVENT_READ)
            while True:
                try:
                    yield connection.receive(timeout=0)
                except TimeoutError:
                    if stopping in (key for key, _ in waiting.select()):
                        return
                except (OSError, EOFError):
                    return


def _pass_on(
    messages: Iterator[Any],
    session: str,
    pressed: Callable[[], None],
    ready: Callable[[str], None],
) -> None:
    """Tell each press and each change of keys, until the session ends."""
    for message in messages:
        if is_press(message, session):
            pressed()
        elif _is(message, INTERFACE, "ShortcutsChanged") and message.body[:1] == (session,):
            ready(_keys(message.body[1]) or "")
        elif _has_ended(message, session):
            return


def is_press(message: Any, session: str) -> bool:
    """Tell whether a message says that our shortcut was pressed."""
    return _is(message, INTERFACE, "Activated") and message.body[:2] == (session, SHORTCUT)


def _has_ended(message: Any, session: str = "") -> bool:
    """Tell whether the portal has gone away, or has closed our session."""
    from jeepney import HeaderFields

    if _is(message, BUS, "NameOwnerChanged"):
        return bool(message.body[:1] == (PORTAL,) and message.body[2:] == ("",))
    return _is(message, SESSION, "Closed") and (
        message.header.fields.get(HeaderFields.path) == session
    )


def _is(message: Any, interface: str, member: str) -> bool:
    from jeepney import HeaderFields, MessageType

    fields = message.header.fields
    return bool(
        message.header.message_type is MessageType.signal
        and fields.get(HeaderFields.interface) == interface
        and fields.get(HeaderFields.member) == member
    )


# ------------------------------------------------------------------------------- requests


def _request(
    connection: Any,
    messages: Iterator[Any],
    token: str,
    method: str,
    signature: str,
    body: tuple[Any, ...],
) -> dict[str, Any] | None:
    """Make a request and return its results; None where we were stopped before they came.

    They come as a signal, so the reply to the call itself is not waited for; where the call as
    such is refused, an error comes instead.
    """
    from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call

    handle = request_path(str(connection.unique_name), token)
    connection.send(new_method_call(DBusAddress(PATH, PORTAL, INTERFACE), method, signature, body))
    for message in messages:
        if message.header.message_type is MessageType.error:
            # Nobody was asked yet, so this is no refusal by the person.
            raise NotOfferedError(f"the portal takes no {method}: {message.body}")
        if _has_ended(message):
            raise NotOfferedError("the portal has gone away")
        if _is(message, REQUEST, "Response") and (
            message.header.fields.get(HeaderFields.path) == handle
        ):
            return _results(message.body)
    return None


def _results(body: tuple[Any, ...]) -> dict[str, Any]:
    match body:
        case (int(code), dict(results)):
            if code == _CANCELLED:
                raise TakenError("the person said no")
            if code != _DONE:
                raise NotOfferedError(f"the portal answered {code}")
            return results
    raise NotOfferedError(f"the portal answered {body}")


def _value(results: dict[str, Any], name: str) -> Any:
    """Return one of the results, which are pairs of signature and value; None if it is not."""
    match results.get(name):
        case (str(), value):
            return value
    return None


def _session(results: dict[str, Any]) -> str:
    session = _value(results, "session_handle")
    if not isinstance(session, str) or not session.startswith("/"):
        raise NotOfferedError(f"the portal made no session: {results}")
    return session


def _keys(shortcuts: Any) -> str | None:
    """Return our keys in the portal's words; empty where it does not say, None if left out."""
    if not isinstance(shortcuts, list):
        return ""
    for shortcut in shortcuts:
        match shortcut:
            case (name, dict(told)) if name == SHORTCUT:
                keys = _value(told, "trigger_description")
                return keys if isinstance(keys, str) else ""
    return None


# --------------------------------------------------------------------------- before asking


def _introduce(connection: Any) -> None:
    """Say who we are, where the portal wants to know; it has to come before all else."""
    from jeepney import DBusAddress, MessageType, new_method_call

    registry = DBusAddress(PATH, PORTAL, REGISTRY)
    answer = _answer(connection, new_method_call(registry, "Register", "sa{sv}", (APP, {})))
    if answer.header.message_type is MessageType.error:
        # An older portal, a sandbox that has told it already, or no desktop file.
        _log.info("the portal does not take our name: %s", answer.body)


def _require(connection: Any) -> None:
    from jeepney import DBusAddress, MessageType, new_method_call

    properties = DBusAddress(PATH, PORTAL, "org.freedesktop.DBus.Properties")
    ask = new_method_call(properties, "Get", "ss", (INTERFACE, "version"))
    if _answer(connection, ask).header.message_type is MessageType.error:
        raise NotOfferedError("the portal has no global shortcuts")


def _listen_for(connection: Any) -> None:
    from jeepney import MatchRule, message_bus

    rules = [
        MatchRule(type="signal", sender=PORTAL, interface=interface)
        for interface in (REQUEST, SESSION, INTERFACE)
    ]
    owner = MatchRule(type="signal", sender=BUS, interface=BUS, member="NameOwnerChanged")
    owner.add_arg_condition(0, PORTAL)
    for rule in (*rules, owner):
        _answer(connection, message_bus.AddMatch(rule))


def _answer(connection: Any, call: Any) -> Any:
    try:
        return connection.send_and_get_reply(call, timeout=REPLY_S)
    except TimeoutError as error:
        raise NotOfferedError("the portal does not answer") from error
    except (OSError, EOFError) as error:
        raise NotOfferedError("the session bus has ended") from error
