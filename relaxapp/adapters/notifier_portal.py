"""Notices out of a sandbox, through the desktop's portal ``org.freedesktop.portal.Notification``.

A notice goes under its key, and another one under the same key takes its place. The portal tells
of presses but not of notices that leave the screen, so nothing is ever told to be closed by others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relaxapp.adapters.bus_words import body_of, plain
from relaxapp.adapters.notifier_calls import DEFAULT
from relaxapp.adapters.notifier_server import Server
from relaxapp.reminders.ports import Closed, Notice

if TYPE_CHECKING:
    from relaxapp.adapters.session_bus import SessionBus
    from relaxapp.reminders.ports import Listener

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal.Notification"
ADD_S = 10.0
"""Seconds the portal gets to take a notice before it counts as not shown."""
END_S = 0.5
"""Seconds at quit for the notices to go."""
_WITH_SOUND = 2
"""The first version of the portal in which a notice can ask to be silent."""


class PortalNotifier:
    """A `Notifier`; ``icon`` is the name of an icon that the sandbox exports."""

    def __init__(self, listener: Listener, bus: SessionBus, icon: str = "relaxapp") -> None:
        self._listener, self._bus, self._icon = listener, bus, icon
        self._waiting: dict[str, Notice] = {}
        self._up: dict[str, Notice] = {}
        self._version = 0
        self._unanswered = 0
        self._ended = False
        self._told = False
        self._stop = bus.listen(
            self._hear, sender=NAME, interface=INTERFACE, member="ActionInvoked", path=PATH
        )
        self._server = Server(
            bus, NAME, _version_of, known=self._learn, lost=self._lose, changed=self._changed
        )

    @property
    def present(self) -> bool:
        """Whether a portal is there that shows notices; one not started yet is trusted to."""
        return self._server.present and (self._version > 0 or not self._server.known)

    @property
    def buttons(self) -> bool:
        return self.present

    def show(self, notice: Notice) -> None:
        if self._ended:
            return
        if self._server.known and self._version:
            self._send(notice)
        elif self._server.reachable and not self._server.known:
            self._waiting[notice.key] = notice
            self._server.ask()
        else:
            self._bus.soon(lambda: self._tell_closed(notice.key, Closed.LOST))

    def withdraw(self, key: str) -> None:
        waited, up = self._waiting.pop(key, None), self._up.pop(key, None)
        if up is not None:
            self._remove(key)
        if waited is not None or up is not None:
            self._bus.soon(lambda: self._tell_withdrawn(key))

    def end(self) -> None:
        if self._ended:
            return
        self._ended = True
        self._server.end()
        self._waiting.clear()
        for key in tuple(self._up):
            del self._up[key]
            self._remove(key)
        self._bus.wait(lambda: not self._unanswered, END_S)
        self._stop()

    def _send(self, notice: Notice) -> None:
        self._up[notice.key] = notice

        def answered(message: Any) -> None:
            if body_of(message, "") is None and self._up.get(notice.key) is notice:
                del self._up[notice.key]
                self._remove(notice.key)  # what it replaced may still be there
                self._server.failed(message)
                self._tell_closed(notice.key, Closed.LOST)

        self._call("AddNotification", "sa{sv}", (notice.key, self._told_of(notice)), answered)

    def _told_of(self, notice: Notice) -> dict[str, tuple[str, Any]]:
        told: dict[str, tuple[str, Any]] = {
            "title": ("s", plain(notice.title)),
            "body": ("s", plain(notice.text)),
            "icon": ("(sv)", ("themed", ("as", [self._icon]))),
            "priority": ("s", "normal"),
            "default-action": ("s", DEFAULT),
        }
        if notice.buttons:
            told["buttons"] = (
                "aa{sv}",
                [
                    {"label": ("s", plain(button.label)), "action": ("s", button.id)}
                    for button in notice.buttons
                ],
            )
        if self._version >= _WITH_SOUND:
            told["sound"] = ("s", "default" if notice.sound else "silent")
        return told

    def _remove(self, key: str) -> None:
        self._call("RemoveNotification", "s", (key,), lambda _message: None)

    def _call(self, method: str, kind: str, body: tuple[Any, ...], answered: Any) -> None:
        from jeepney import DBusAddress, new_method_call

        self._unanswered += 1

        def counted(message: Any) -> None:
            self._unanswered -= 1
            answered(message)

        portal = DBusAddress(PATH, bus_name=self._server.owner or NAME, interface=INTERFACE)
        self._bus.call(new_method_call(portal, method, kind, body), counted, ADD_S)

    def _learn(self, message: Any) -> None:
        body = body_of(message, "v")
        version = body[0][1] if body else 0
        self._version = version if isinstance(version, int) else 0
        waiting, self._waiting = self._waiting, {}
        for notice in waiting.values():
            if self._server.known and self._version:
                self._send(notice)
            else:
                self._tell_closed(notice.key, Closed.LOST)

    def _lose(self) -> None:
        self._version = 0
        lost = {**self._up, **self._waiting}
        self._up, self._waiting = {}, {}
        if self._unanswered:
            self._server.failed(None)  # or one that falls over our notice would be started for ever
        for key in lost:
            self._tell_closed(key, Closed.LOST)

    def _hear(self, message: Any) -> None:
        body = body_of(message, "ssav")
        if body is None or self._ended or self._up.pop(body[0], None) is None:
            return
        self._remove(body[0])  # not every desktop does that by itself
        self._listener.pressed(body[0], body[1])

    def _tell_closed(self, key: str, how: Closed) -> None:
        if not self._ended:
            self._listener.closed(key, how)

    def _tell_withdrawn(self, key: str) -> None:
        if key not in self._up and key not in self._waiting:
            self._tell_closed(key, Closed.WITHDRAWN)

    def _changed(self) -> None:
        if self.present != self._told and not self._ended:
            self._told = self.present
            self._listener.changed()


def _version_of(owner: str) -> Any:
    from jeepney import DBusAddress, new_method_call

    properties = DBusAddress(PATH, bus_name=owner, interface="org.freedesktop.DBus.Properties")
    return new_method_call(properties, "Get", "ss", (INTERFACE, "version"))
