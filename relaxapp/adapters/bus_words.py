"""Small words about a message bus: where it is, and what a message holds.

The types of what arrives are looked at before it is believed; a service may answer anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

BUS = "org.freedesktop.DBus"
"""The bus's own name on itself."""


def session_address(env: Mapping[str, str]) -> str:
    """Return where the session's bus is; empty where nothing tells it."""
    if told := env.get("DBUS_SESSION_BUS_ADDRESS", ""):
        return told
    runtime = env.get("XDG_RUNTIME_DIR", "")
    return f"unix:path={runtime}/bus" if runtime else ""


def system_address(env: Mapping[str, str]) -> str:
    """Return where the system's bus is."""
    usual = "unix:path=/var/run/dbus/system_bus_socket"
    return env.get("DBUS_SYSTEM_BUS_ADDRESS", "") or usual


def body_of(message: Any, signature: str) -> tuple[Any, ...] | None:
    """Return what a reply or a signal holds; None if it is an error, or not of these types."""
    from jeepney import HeaderFields, MessageType

    if message is None or message.header.message_type is MessageType.error:
        return None
    if message.header.fields.get(HeaderFields.signature, "") != signature:
        return None
    return tuple(message.body)


def why_not(message: Any) -> str:
    """Return, for the log, what a reply that is no good was instead."""
    from jeepney import HeaderFields, MessageType

    if message is None:
        return "no answer"
    if message.header.message_type is MessageType.error:
        return f"{message.header.fields.get(HeaderFields.error_name)}: {message.body}"
    return f"an answer of the types {message.header.fields.get(HeaderFields.signature)!r}"


def plain(text: str) -> str:
    """Return the text without what no message may hold; the bus hangs up on whoever sends that."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
