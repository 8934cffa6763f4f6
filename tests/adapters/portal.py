"""A desktop portal with global shortcuts, as strict as the specification allows it to be.

It answers on a real bus, from a thread: requests at the path that follows from the caller's name
and token, sessions that are bound once, presses told to the session's owner alone.
"""

from __future__ import annotations

import os
import selectors
import threading
from dataclasses import dataclass, field
from queue import Queue
from typing import TYPE_CHECKING, Any

from relaxapp.adapters.shortcut_portal import INTERFACE, PATH, PORTAL, REGISTRY, REQUEST, SESSION

if TYPE_CHECKING:
    from typing import Self

ERROR = "org.freedesktop.portal.Error"
SHORTCUTS = "a(sa{sv})"
REFUSED: tuple[int, dict[str, Any]] = (1, {})
BROKEN: tuple[int, dict[str, Any]] = (2, {})


def granted(keys: str | None = None, name: str = "log-episode") -> tuple[int, dict[str, Any]]:
    """Return what the portal answers once the person has agreed, to these keys if any."""
    told = {"description": ("s", "Log an episode")}
    if keys is not None:
        told["trigger_description"] = ("s", keys)
    return 0, {"shortcuts": (SHORTCUTS, [(name, told)])}


@dataclass
class FakePortal:
    """Between ``with`` and its end the portal is there; attributes say how it behaves."""

    bound: tuple[Any, ...] | None = field(default_factory=lambda: granted("Ctrl+Alt+L"))
    """The body of what answers BindShortcuts; None while the person thinks about it."""
    created: tuple[Any, ...] | None = None
    """The same for CreateSession, where it is not the session."""
    signature: str = "ua{sv}"
    """Of every answer."""
    has_shortcuts: bool = True
    has_registry: bool = True
    desktop_files: tuple[str, ...] = ("relaxapp",)
    wants_name: bool = True
    calls: Queue[tuple[str, Any]] = field(default_factory=Queue)
    owner: str = field(default="", init=False)
    session: str = field(default="", init=False)

    def __enter__(self) -> Self:
        """Take the portal's name and begin to answer."""
        from jeepney import message_bus
        from jeepney.io.blocking import open_dbus_connection

        self._names: dict[str, str] = {}
        self._bound: set[str] = set()
        self._bus = open_dbus_connection(bus="SESSION")
        self._bus.send_and_get_reply(message_bus.RequestName(PORTAL), timeout=10)
        self._stop_reading, self._stop_writing = os.pipe()
        self._thread = threading.Thread(target=self._run, name="portal")
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Go away, as a portal that crashes does."""
        self.leave()
        self._bus.close()
        os.close(self._stop_reading)

    def leave(self) -> None:
        """Answer no more, without a word."""
        writing, self._stop_writing = self._stop_writing, -1
        if writing >= 0:
            os.close(writing)
            self._thread.join(timeout=10)

    # --------------------------------------------------------------- what a person does

    def press(self, name: str = "log-episode", session: str = "") -> None:
        """Press and let go of the keys."""
        for member in ("Activated", "Deactivated"):
            body = (session or self.session, name, 1234, {})
            self._emit(PATH, INTERFACE, member, "osta{sv}", body, to=self.owner)

    def answer(self, body: tuple[Any, ...]) -> None:
        """Answer the question that waits."""
        self._respond(f"{PATH}/request/{self._tail(self.owner)}/bind", body)

    def choose(self, keys: str | None = None) -> None:
        """Choose other keys in the desktop's settings."""
        (_, shortcuts) = granted(keys)[1]["shortcuts"]
        body = (self.session, shortcuts)
        self._emit(PATH, INTERFACE, "ShortcutsChanged", f"o{SHORTCUTS}", body, to=self.owner)

    def close_session(self) -> None:
        """Take the key away."""
        self._emit(self.session, SESSION, "Closed", "a{sv}", ({},), to=self.owner)

    # ---------------------------------------------------------------------------- below

    def _run(self) -> None:
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._bus.sock, selectors.EVENT_READ)
            stopping = waiting.register(self._stop_reading, selectors.EVENT_READ)
            while True:
                try:
                    self._hear(self._bus.receive(timeout=0))
                except TimeoutError:
                    if stopping in (key for key, _ in waiting.select()):
                        return

    def _hear(self, message: Any) -> None:
        from jeepney import HeaderFields, MessageType

        if message.header.message_type is not MessageType.method_call:
            return
        fields = message.header.fields
        member, sender = fields[HeaderFields.member], fields[HeaderFields.sender]
        self.calls.put((member, message.body))
        known = {
            "Register": (REGISTRY, self.has_registry, self._register),
            "Get": ("org.freedesktop.DBus.Properties", self.has_shortcuts, self._get),
            "CreateSession": (INTERFACE, self.has_shortcuts, self._create),
            "BindShortcuts": (INTERFACE, self.has_shortcuts, self._bind),
        }
        interface, has, act = known.get(member, ("", False, self._get))
        if not has or fields[HeaderFields.interface] != interface:
            self._refuse(message, "org.freedesktop.DBus.Error.UnknownMethod", "no such method")
        else:
            act(message, sender)

    def _register(self, message: Any, sender: str) -> None:
        app, _ = message.body
        if sender in self._names:
            self._refuse(message, f"{ERROR}.InvalidArgument", "Registered too late")
        elif app not in self.desktop_files:
            self._refuse(message, f"{ERROR}.Failed", f"no desktop file for {app}")
        else:
            self._names[sender] = app
            self._reply(message)

    def _get(self, message: Any, _sender: str) -> None:
        self._reply(message, "v", (("u", 2),))

    def _create(self, message: Any, sender: str) -> None:
        (options,) = message.body
        if self.wants_name and not self._names.setdefault(sender, ""):
            self._refuse(message, f"{ERROR}.NotAllowed", "a name is required")
            return
        if not {"handle_token", "session_handle_token"} <= {*options}:
            self._refuse(message, f"{ERROR}.InvalidArgument", "Missing token")
            return
        self.owner = sender
        self.session = f"{PATH}/session/{self._tail(sender)}/{options['session_handle_token'][1]}"
        # The session's handle is a string here, by an old mistake of the specification.
        usual = (0, {"session_handle": ("s", self.session)})
        self._ask(message, sender, options, self.created or usual)

    def _bind(self, message: Any, sender: str) -> None:
        session, _, _, options = message.body
        if session != self.session or sender != self.owner or session in self._bound:
            self._refuse(message, "org.freedesktop.DBus.Error.AccessDenied", "Invalid session")
            return
        self._bound.add(session)
        self._ask(message, sender, options, self.bound)

    def _ask(self, message: Any, sender: str, options: Any, answer: tuple[Any, ...] | None) -> None:
        handle = f"{PATH}/request/{self._tail(sender)}/{options['handle_token'][1]}"
        self._reply(message, "o", (handle,))
        if answer is not None:
            self._respond(handle, answer)

    def _respond(self, handle: str, body: tuple[Any, ...]) -> None:
        self._emit(handle, REQUEST, "Response", self.signature, body)

    def _tail(self, sender: str) -> str:
        return sender.removeprefix(":").replace(".", "_")

    def _reply(
        self, message: Any, signature: str | None = None, body: tuple[Any, ...] = ()
    ) -> None:
        from jeepney import new_method_return

        self._bus.send(new_method_return(message, signature, body))

    def _refuse(self, message: Any, name: str, words: str) -> None:
        from jeepney import new_error

        self._bus.send(new_error(message, name, "s", (words,)))

    def _emit(
        self, path: str, interface: str, member: str, signature: str, body: Any, to: str = ""
    ) -> None:
        from jeepney import DBusAddress, HeaderFields, new_signal

        message = new_signal(DBusAddress(path, interface=interface), member, signature, body)
        if to:
            message.header.fields[HeaderFields.destination] = to
        self._bus.send(message)
