"""Notices through the desktop's notification server, ``org.freedesktop.Notifications``.

A key's notice has the number that the server gave it and is replaced under that number. Until the
number is told there is a gap: what is shown or withdrawn meanwhile waits, and signals about
numbers that nobody has told us yet are kept for as long.
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from relaxapp.adapters.bus_words import body_of
from relaxapp.adapters.notifier_calls import NAME, PATH, close, notify, skills_of
from relaxapp.adapters.notifier_server import Server
from relaxapp.reminders.ports import Closed, Notice

if TYPE_CHECKING:
    from relaxapp.adapters.session_bus import SessionBus
    from relaxapp.reminders.ports import Listener

NOTIFY_S = 10.0
"""Seconds the server gets to take a notice before it counts as not shown."""
END_S = 0.5
"""Seconds at quit for the notices to go."""
_REASONS = {1: Closed.EXPIRED, 2: Closed.DISMISSED, 3: Closed.WITHDRAWN}
_EARLY = 64
"""Signals kept at most while numbers are not told."""

_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105 - no secret: the leave to come to the front
"""Where Qt looks, while the press is told, for the compositor's leave to raise a window."""

_log = logging.getLogger(__name__)


class Stage(StrEnum):
    """Where a notice is on its way."""

    WAITING = "waiting"
    """For the server to say what it can do."""
    SENT = "sent"
    """Its number is to come."""
    LEAVING = "leaving"
    """Sent, and to be taken off as soon as its number comes."""
    UP = "up"


@dataclass(slots=True)
class _Shown:
    """A key's notice; ``id`` is 0 while it has no number, ``then`` what is to replace it."""

    notice: Notice
    stage: Stage
    id: int = 0
    then: Notice | None = None


class BusNotifier:
    """A `Notifier`; ``icon`` is the name of an icon, or the path of its file."""

    def __init__(self, listener: Listener, bus: SessionBus, icon: str = "relaxapp") -> None:
        self._listener, self._bus, self._icon = listener, bus, icon
        self._shown: dict[str, _Shown] = {}
        self._early: list[tuple[str, int, Any]] = []
        self._skills: frozenset[str] | None = None
        self._closing = 0
        self._ended = False
        self._told = (False, False)
        self._stop = bus.listen(self._hear, sender=NAME, interface=NAME, path=PATH)
        self._server = Server(
            bus, NAME, skills_of, known=self._learn, lost=self._lose, changed=self._changed
        )

    @property
    def present(self) -> bool:
        return self._server.present

    @property
    def buttons(self) -> bool:
        """Whether the server shows buttons; one that has not been started yet is trusted to."""
        return self.present and (self._skills is None or "actions" in self._skills)

    def show(self, notice: Notice) -> None:
        if self._ended:
            return
        shown = self._shown.get(notice.key)
        if shown is None:
            shown = self._shown[notice.key] = _Shown(notice, Stage.WAITING)
        if shown.stage in (Stage.SENT, Stage.LEAVING):
            shown.stage, shown.then = Stage.SENT, notice
            return
        shown.notice, shown.stage = notice, Stage.WAITING
        if self._server.known:
            self._send(shown)
        elif self._server.reachable:
            self._server.ask()
        else:
            self._bus.soon(lambda: self._give_up(shown))

    def withdraw(self, key: str) -> None:
        shown = self._shown.get(key)
        if shown is None or shown.stage is Stage.LEAVING:
            return
        if shown.stage is Stage.SENT:
            shown.stage, shown.then = Stage.LEAVING, None
        else:
            self._take_off(shown)
        self._bus.soon(lambda: self._tell_withdrawn(key))

    def end(self) -> None:
        if self._ended:
            return
        self._ended = True
        self._server.end()
        for shown in tuple(self._shown.values()):
            if shown.stage is Stage.SENT:
                shown.stage, shown.then = Stage.LEAVING, None
            elif shown.stage is not Stage.LEAVING:
                self._take_off(shown)
        self._bus.wait(lambda: not self._shown and not self._closing, END_S)
        self._shown.clear()
        self._stop()

    # ---------------------------------------------------------------------- to the server

    def _send(self, shown: _Shown) -> None:
        shown.stage = Stage.SENT
        owner = self._server.owner
        call = notify(owner, shown.notice, shown.id, self._skills or frozenset(), self._icon)

        def answered(message: Any) -> None:
            self._answered(shown, owner, message)

        def late(message: Any) -> None:
            if body := body_of(message, "u"):
                self._close(owner, body[0])

        self._bus.call(call, answered, NOTIFY_S, late)

    def _answered(self, shown: _Shown, owner: str, message: Any) -> None:
        body = body_of(message, "u")
        number = body[0] if body else 0
        if self._shown.get(shown.notice.key) is not shown:  # pressed or lost meanwhile
            if number:
                self._close(owner, number)
        elif not number:
            self._take_off(shown)
            self._server.failed(message)
            if shown.stage is Stage.SENT:
                self._tell_closed(shown, Closed.LOST)
        else:
            if shown.id not in (0, number):  # a server that cannot replace would stack
                self._close(owner, shown.id)
            shown.id = number
            self._arrived(shown)
        if all(other.stage not in (Stage.SENT, Stage.LEAVING) for other in self._shown.values()):
            self._early.clear()

    def _arrived(self, shown: _Shown) -> None:
        """Its number is known: go on with what has been asked for since."""
        if shown.stage is Stage.LEAVING:
            self._take_off(shown)
            return
        if shown.then is None:
            shown.stage = Stage.UP
        for member, number, value in tuple(self._early):
            if number == shown.id:
                self._follow(shown, member, value)
        if shown.then is not None and self._shown.get(shown.notice.key) is shown:
            shown.notice, shown.then = shown.then, None
            self._send(shown)

    def _take_off(self, shown: _Shown) -> None:
        self._shown.pop(shown.notice.key, None)
        if shown.id:
            self._close(self._server.owner, shown.id)

    def _close(self, owner: str, number: int) -> None:
        """Have a number's notice closed; that it may be gone already is no matter."""
        if not owner or owner != self._server.owner:
            return
        self._closing += 1

        def answered(_message: Any) -> None:
            self._closing -= 1

        self._bus.call(close(owner, number), answered)

    # -------------------------------------------------------------------- from the server

    def _learn(self, message: Any) -> None:
        body = body_of(message, "as")
        if self._server.known:
            self._skills = frozenset(body[0]) if body else frozenset()
            if body is None:
                _log.warning("the notification server does not say what it can do")
        for shown in tuple(self._shown.values()):
            if shown.stage is not Stage.WAITING:
                continue
            if self._server.known:
                self._send(shown)
            else:
                self._give_up(shown)

    def _lose(self) -> None:
        self._skills = None
        self._early.clear()
        lost, self._shown = self._shown, {}
        if any(shown.stage is Stage.SENT for shown in lost.values()):
            self._server.failed(None)  # or one that falls over our notice would be started for ever
        for shown in lost.values():
            if shown.stage is not Stage.LEAVING:
                self._tell_closed(shown, Closed.LOST)

    def _give_up(self, shown: _Shown) -> None:
        if self._shown.get(shown.notice.key) is shown and shown.stage is Stage.WAITING:
            del self._shown[shown.notice.key]
            self._tell_closed(shown, Closed.LOST)

    def _hear(self, message: Any) -> None:
        from jeepney import HeaderFields

        member = message.header.fields.get(HeaderFields.member, "")
        body = body_of(message, "uu" if member == "NotificationClosed" else "us")
        if body is None or self._ended:
            return
        number, value = body
        for shown in self._shown.values():
            if shown.id == number:
                self._follow(shown, member, value)
                return
        on_the_way = any(s.stage in (Stage.SENT, Stage.LEAVING) for s in self._shown.values())
        if on_the_way and len(self._early) < _EARLY:
            self._early.append((member, number, value))

    def _follow(self, shown: _Shown, member: str, value: Any) -> None:
        """Do what a signal about a notice of ours asks for."""
        if self._shown.get(shown.notice.key) is not shown:
            return
        if member == "ActivationToken":
            os.environ[_TOKEN] = value
        elif member == "NotificationClosed":
            if shown.stage is not Stage.UP:  # the one that is on its way comes without a number
                shown.id = 0
                return
            del self._shown[shown.notice.key]
            self._tell_closed(shown, _REASONS.get(value, Closed.EXPIRED))
        elif member == "ActionInvoked" and shown.stage is not Stage.LEAVING:
            self._take_off(shown)  # not every server does that by itself
            if not self._ended:
                self._listener.pressed(shown.notice.key, value)
            os.environ.pop(_TOKEN, None)

    # --------------------------------------------------------------------- to the listener

    def _tell_closed(self, shown: _Shown, how: Closed) -> None:
        if not self._ended:
            self._listener.closed(shown.notice.key, how)

    def _tell_withdrawn(self, key: str) -> None:
        shown = self._shown.get(key)
        if not self._ended and (shown is None or shown.stage is Stage.LEAVING):
            self._listener.closed(key, Closed.WITHDRAWN)

    def _changed(self) -> None:
        now = (self.present, self.buttons)
        if now != self._told and not self._ended:
            self._told = now
            self._listener.changed()
