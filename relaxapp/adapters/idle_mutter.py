"""Idleness on GNOME: watches of Mutter's idle monitor, which signals when they fire.

An idle watch stays and fires each time the threshold is passed; a watch for activity fires once,
so it is added anew whenever the person went away. When Mutter starts again its watches are lost
and made again. Mutter holds its idle watches back while a program keeps the screen on and fires
them afterwards: hence the true length is asked for before it is told.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from relaxapp.adapters.bus_watch import BusWatch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from relaxapp.adapters.idle import IdleEvents

SERVICE = "org.gnome.Mutter.IdleMonitor"
INTERFACE = "org.gnome.Mutter.IdleMonitor"
PATH = "/org/gnome/Mutter/IdleMonitor/Core"
_BUS = "org.freedesktop.DBus"
_LOST = "org.gnome.Mutter.IdleMonitor left the bus"

_log = logging.getLogger(__name__)


class MutterIdle:
    """An `IdleSource` for GNOME and for the desktops that are built on Mutter."""

    name = "mutter"

    def __init__(self, events: IdleEvents, after_s: float, env: Mapping[str, str]) -> None:
        """``after_s`` is the threshold in seconds.

        On GNOME a monitor that is missing is waited for: we may be started before the shell is.
        """
        self._events = events
        self._after_ms = max(1, round(after_s * 1000))
        self._patient = "GNOME" in env.get("XDG_CURRENT_DESKTOP", "").split(":")
        self._connection: Any = None
        self._asked: dict[int, Callable[[Any], None]] = {}
        self._idle_watch = self._active_watch = -1
        self._found = False
        self._watch = BusWatch(
            "idle watch", "SESSION", _fired, self._hear, self._begin, self._ended
        )

    def start(self) -> None:
        self._watch.start()

    def stop(self) -> None:
        self._watch.stop()

    def glance(self) -> None:
        """Nothing to look at: Mutter tells."""

    # What follows runs in the watch's thread.

    def _begin(self, connection: Any) -> None:
        from jeepney import message_bus

        self._connection = connection
        connection.send(message_bus.AddMatch(_owners()))
        self._add_idle_watch()

    def _ended(self) -> None:
        self._events.gone("the bus does not speak of it")

    def _add_idle_watch(self) -> None:
        def added(answer: Any) -> None:
            number = _number(answer)
            if number is None:
                self._refused(f"it answers {answer!r:.80}")
                return
            self._idle_watch = number
            if not self._found:
                self._found = True
                self._events.found()
            # Whether somebody is away already; and if they were when Mutter ended, still.
            self._call("GetIdletime", "", (), self._length_told)

        self._idle_watch = self._active_watch = -1
        self._call("AddIdleWatch", "t", (self._after_ms,), added)

    def _length_told(self, answer: Any) -> None:
        length = _number(answer)
        if length is None:
            length = self._after_ms  # its own watch fired; how long exactly is not that important
        if length < self._after_ms:
            self._events.active()
            return
        if self._active_watch < 0:
            self._call("AddUserActiveWatch", "", (), self._active_added)
        self._events.idled(length / 1000)

    def _active_added(self, answer: Any) -> None:
        number = _number(answer)
        self._active_watch = -1 if number is None else number

    def _hear(self, message: Any) -> None:
        from jeepney import HeaderFields, MessageType

        fields, kind = message.header.fields, message.header.message_type
        if kind in {MessageType.method_return, MessageType.error}:
            then = self._asked.pop(fields.get(HeaderFields.reply_serial, -1), None)
            if then is not None:
                failed = kind is MessageType.error
                then(fields.get(HeaderFields.error_name) if failed else message.body)
        elif fields.get(HeaderFields.member) == "NameOwnerChanged":
            self._owner_changed(message.body)
        elif fields.get(HeaderFields.member) == "WatchFired":
            self._watch_fired(_number(message.body))

    def _watch_fired(self, number: int | None) -> None:
        if number is None:
            return
        if number == self._idle_watch:
            # Added first, so that who comes back while we ask is not missed.
            if self._active_watch < 0:
                self._call("AddUserActiveWatch", "", (), self._active_added)
            self._call("GetIdletime", "", (), self._length_told)
        elif number == self._active_watch:
            self._active_watch = -1
            self._events.active()

    def _owner_changed(self, body: Any) -> None:
        match body:
            case (str(name), str(), str(owner)) if name == SERVICE and owner:
                self._add_idle_watch()
            case _:
                return  # it went; it comes back, or the whole desktop ends

    def _refused(self, why: str) -> None:
        if self._patient and not self._found:
            _log.info("%s is not there yet: %s", SERVICE, why)
        else:
            self._events.gone(why)

    def _call(
        self, member: str, signature: str, body: tuple[int, ...], then: Callable[[Any], None]
    ) -> None:
        from jeepney import DBusAddress, MessageFlag, new_method_call

        address = DBusAddress(PATH, SERVICE, INTERFACE)
        message = new_method_call(address, member, signature or None, body)
        message.header.flags |= MessageFlag.no_auto_start
        serial = next(self._connection.outgoing_serial)
        self._asked[serial] = then
        self._connection.send(message, serial=serial)


def _number(body: Any) -> int | None:
    match body:
        case (int(number),) if not isinstance(number, bool):
            return number
    return None


def _fired() -> Any:
    from jeepney import MatchRule

    return MatchRule(type="signal", sender=SERVICE, interface=INTERFACE, member="WatchFired")


def _owners() -> Any:
    from jeepney import MatchRule

    rule = MatchRule(type="signal", sender=_BUS, interface=_BUS, member="NameOwnerChanged")
    rule.add_arg_condition(0, SERVICE)
    return rule
