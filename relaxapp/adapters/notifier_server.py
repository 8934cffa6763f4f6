"""Whether a server of notices is there: running, started by its first use, silent, or broken."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from relaxapp.adapters.bus_words import body_of, why_not
from relaxapp.adapters.session_bus import REPLY_S

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.adapters.session_bus import SessionBus

START_S = 25.0
"""Seconds a server gets to start and answer; as long as the bus itself gives it."""
REST_S = 60.0
"""Seconds a server that failed counts as absent, before it is given another chance."""

_log = logging.getLogger(__name__)


class Server:
    """Follows one name on the bus and asks each owner once what it can do.

    ``question(name)`` makes that call; ``known(answer)`` gets the reply, an error or None where it
    did not answer. ``lost()``: what it showed is gone. ``changed()``: look at ``present`` again.
    """

    def __init__(
        self,
        bus: SessionBus,
        name: str,
        question: Callable[[str], Any],
        *,
        known: Callable[[Any], None],
        lost: Callable[[], None],
        changed: Callable[[], None],
    ) -> None:
        self._bus, self._name, self._question = bus, name, question
        self._tell_known, self._tell_lost, self._tell_changed = known, lost, changed
        self.owner = ""
        """The server's unique name; empty while none runs."""
        self.known = False
        """Whether this owner has been asked and had its chance to answer."""
        self._starts = False
        self._asked: object | None = None
        self._rest = QTimer(bus)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(lambda: bus.soon(self._tell_changed))
        self._ended = False
        bus.follow(name, self._owned)

    @property
    def reachable(self) -> bool:
        """Whether one runs, or would be started by a call."""
        return bool(self.owner) or self._starts

    @property
    def present(self) -> bool:
        """Whether one is there that has not just failed."""
        return self.reachable and not self._rest.isActive()

    def ask(self) -> None:
        """Ask what it can do, which starts it where it does not run; ``known`` follows."""
        if self._asked is not None:
            return
        self._asked = now = object()

        def answered(message: Any) -> None:
            if self._asked is now:
                self._answered(message)

        patience = REPLY_S if self.owner else START_S
        self._bus.call(self._question(self.owner or self._name), answered, patience)

    def failed(self, why: Any) -> None:
        """Take it as absent for a while; ``why`` is the reply that was no good."""
        if self._ended:
            return
        _log.warning("the desktop did not take a notice: %s", why_not(why))
        self._rest.start(int(REST_S * 1000))
        self._tell_changed()

    def end(self) -> None:
        """Hear of it no more."""
        self._ended = True
        self._asked = None
        self._rest.stop()

    def _answered(self, message: Any) -> None:
        self._asked = None
        self.known = bool(self.owner)
        if not self.known:  # it could not be started
            self.failed(message)
        self._tell_known(message)
        self._tell_changed()

    def _owned(self, owner: str) -> None:
        if self._ended:
            return
        had, self.owner = self.owner, owner
        if owner != had:
            self._rest.stop()
            self.known = False
        if had and had != owner:
            self._asked = None  # whoever was asked does not answer any more
            self._tell_lost()
        if owner:
            self.ask()
        else:
            self._starts = False
            if self._bus.connected:
                self._ask_whether_it_starts()
        self._tell_changed()

    def _ask_whether_it_starts(self) -> None:
        from jeepney import message_bus

        def answered(message: Any) -> None:
            body = body_of(message, "as")
            self._starts = bool(body) and self._name in body[0]  # type: ignore[index]  # not None
            if not self._ended:
                self._tell_changed()

        self._bus.call(message_bus.ListActivatableNames(), answered)
