"""A message bus for the window's own thread: calls, signals, and who owns which name.

It is all callbacks on Qt's loop: nothing waits, no thread runs, and no timer goes while all is
well. The bus may go away and come back: names count as unowned meanwhile, and what was listened to
is listened to again.
"""

from __future__ import annotations

import itertools
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from relaxapp.adapters.bus_link import BusLink
from relaxapp.adapters.bus_words import BUS, body_of, why_not

if TYPE_CHECKING:
    from collections.abc import Callable

REPLY_S = 5.0
"""Seconds a service gets to answer before it counts as one that does not."""
RETRY_S = 30.0
"""Seconds from the loss of the bus to the first try to find it again; each next try doubles it."""
RETRY_MOST_S = 480.0

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Call:
    """A call that waits for its reply."""

    answer: Callable[[Any], None]
    late: Callable[[Any], None] | None
    timer: QTimer | None


@dataclass(slots=True)
class _Name:
    """A name on the bus: its owner (None: not told yet) and who wants to know."""

    owner: str | None = None
    told: list[Callable[[str], None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class _Ear:
    """Signals that somebody listens to; ``rule`` without the sender, which is known by its name."""

    sender: str
    rule: Any
    text: str
    hear: Callable[[Any], None]


class SessionBus(QObject):
    """A connection to the bus at an address; begins with :meth:`start` and lasts until :meth:`end`.

    Callbacks are called from the loop, never from within a call; one that fails is logged. After
    :meth:`end` none is called any more.
    """

    def __init__(
        self, address: str, retry_s: float = RETRY_S, parent: QObject | None = None
    ) -> None:
        """Nothing is connected yet. ``retry_s``: seconds to the first try after a loss."""
        super().__init__(parent)
        self._address = address
        self._retry_s = self._next_retry_s = retry_s
        self._link = BusLink(self._hello, self._hear, self._lost, self)
        self._serials = itertools.count(1)
        self._calls: dict[int, _Call] = {}
        self._names: dict[str, _Name] = {}
        self._ears: list[_Ear] = []
        self._served: dict[str, Callable[[Any], None]] = {}
        self._ended = False
        self.unique_name = ""
        """Our own name on the bus; empty while there is none."""
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.timeout.connect(self.start)

    @property
    def connected(self) -> bool:
        """Whether calls go out just now."""
        return bool(self.unique_name)

    def start(self) -> None:
        """Connect; returns at once. Without an address nothing is ever tried."""
        if self._ended or not self._address:
            return
        try:
            self._link.open(self._address)
        except OSError as error:
            self._lost(str(error))

    def end(self) -> None:
        """Leave the bus; a second time does nothing."""
        self._ended = True
        self._retry.stop()
        self._drop_calls()
        self._link.close()
        self.unique_name = ""

    def wait(self, done: Callable[[], bool], within_s: float) -> None:
        """Serve the bus until ``done()``, for the quit: this one blocks, at most ``within_s``."""
        self._link.wait(done, within_s)

    def soon(self, call: Callable[[], None]) -> None:
        """Call from the loop, unless it has ended by then."""
        QTimer.singleShot(0, self, lambda: None if self._ended else _safely(call))

    # ------------------------------------------------------------------------------- calls

    def call(
        self,
        message: Any,
        answer: Callable[[Any], None] | None = None,
        within_s: float = REPLY_S,
        late: Callable[[Any], None] | None = None,
    ) -> None:
        """Send a method call of jeepney's making.

        ``answer`` gets the reply, an error included, or None when there was none in time or no
        bus; without it none is asked for. A reply that comes after that goes to ``late``.
        """
        if self._ended:
            return
        sent = self.connected and self._send(message, answer, within_s, late)
        if not sent and answer is not None:
            self.soon(lambda: answer(None))

    def _send(
        self,
        message: Any,
        answer: Callable[[Any], None] | None,
        within_s: float,
        late: Callable[[Any], None] | None,
    ) -> bool:
        from jeepney import MessageFlag

        serial = next(self._serials)
        if answer is None:
            message.header.flags |= MessageFlag.no_reply_expected
        try:
            data = message.serialise(serial=serial)
        except Exception:  # noqa: BLE001 - values that do not fit their types, in any way
            _log.exception("a call cannot be written")
            return False
        if answer is not None:
            timer = QTimer(self)
            timer.setSingleShot(True)
            timer.timeout.connect(lambda: self._give_up(serial))
            timer.start(int(within_s * 1000))
            self._calls[serial] = _Call(answer, late, timer)
        self._link.send(data)
        return True

    def _give_up(self, serial: int) -> None:
        call = self._calls.pop(serial, None)
        if call is None:
            return
        _stop(call)
        if call.late is not None:
            self._calls[serial] = _Call(call.late, None, None)
        _safely(call.answer, None)

    def _drop_calls(self) -> tuple[_Call, ...]:
        """Return the calls that nobody will answer any more and that wait for it."""
        calls, self._calls = tuple(self._calls.values()), {}
        waiting = tuple(call for call in calls if call.timer is not None)
        for call in waiting:
            _stop(call)
        return waiting

    def serve(self, path: str, asked: Callable[[Any], None] | None) -> None:
        """Have ``asked(message)`` called for each call to our object at ``path``; None ends it.

        It answers by :meth:`call`, with a reply of jeepney's making.
        """
        if asked is None:
            self._served.pop(path, None)
        else:
            self._served[path] = asked

    # ---------------------------------------------------------------------- names and signals

    def follow(self, name: str, told: Callable[[str], None]) -> None:
        """Have ``told(owner)`` called with each new owner's unique name; empty where there is none.

        It is called at least once after each time the bus is found, and when the bus is lost.
        """
        entry = self._names.get(name)
        if entry is None:
            entry = self._names[name] = _Name()
            if self.connected:
                self._ask_owner(name)
        elif (known := entry.owner) is not None:
            self.soon(lambda: told(known))
        entry.told.append(told)

    def listen(
        self,
        hear: Callable[[Any], None],
        *,
        sender: str,
        interface: str,
        member: str | None = None,
        path: str | None = None,
    ) -> Callable[[], None]:
        """Have ``hear(message)`` called for these signals of the owner of the name ``sender``.

        Signals that another program sends in its name are not passed on. Returns what ends it.
        """
        from jeepney import MatchRule

        asked = MatchRule(
            type="signal", sender=sender, interface=interface, member=member, path=path
        )
        rule = MatchRule(type="signal", interface=interface, member=member, path=path)
        ear = _Ear(sender, rule, asked.serialise(), hear)
        self._ears.append(ear)
        if self.connected:
            self._match(ear.text)
        if sender != BUS:
            self.follow(sender, lambda _owner: None)

        def stop() -> None:
            if ear in self._ears:
                self._ears.remove(ear)
                from jeepney import message_bus

                self.call(message_bus.RemoveMatch(ear.text))

        return stop

    def _match(self, text: str) -> None:
        from jeepney import message_bus

        self.call(message_bus.AddMatch(text))

    def _ask_owner(self, name: str) -> None:
        from jeepney import MatchRule, message_bus

        rule = MatchRule(type="signal", sender=BUS, interface=BUS, member="NameOwnerChanged")
        rule.add_arg_condition(0, name)
        self._match(rule.serialise())

        def answered(message: Any) -> None:
            body = body_of(message, "s")
            self._set_owner(name, str(body[0]) if body else "")

        self.call(message_bus.GetNameOwner(name), answered)

    def _set_owner(self, name: str, owner: str) -> None:
        entry = self._names.get(name)
        if entry is not None and entry.owner != owner:
            entry.owner = owner
            for told in tuple(entry.told):
                _safely(told, owner)

    # -------------------------------------------------------------------------- the link's word

    def _hello(self) -> None:
        from jeepney import message_bus

        if not self._send(message_bus.Hello(), self._welcomed, REPLY_S, None):
            self._lost("we cannot say hello")

    def _welcomed(self, message: Any) -> None:
        body = body_of(message, "s")
        if not body:
            self._lost(f"the bus does not greet us: {why_not(message)}")
            return
        self.unique_name = str(body[0])
        self._next_retry_s = self._retry_s
        for ear in self._ears:
            self._match(ear.text)
        for name in tuple(self._names):
            self._ask_owner(name)

    def _hear(self, message: Any) -> None:
        from jeepney import HeaderFields, MessageType

        fields = message.header.fields
        if message.header.message_type is MessageType.signal:
            self._hear_signal(message, str(fields.get(HeaderFields.sender, "")))
            return
        if message.header.message_type is MessageType.method_call:
            self._hear_call(message, str(fields.get(HeaderFields.path, "")))
            return
        call = self._calls.pop(fields.get(HeaderFields.reply_serial, 0), None)
        if call is not None:
            _stop(call)
            _safely(call.answer, message)

    def _hear_call(self, message: Any, path: str) -> None:
        from jeepney import new_error

        if path in self._served:
            _safely(self._served[path], message)
        else:  # nobody is kept waiting
            error = "org.freedesktop.DBus.Error.UnknownObject"
            self.call(new_error(message, error, "s", ("there is nothing here",)))

    def _hear_signal(self, message: Any, sender: str) -> None:
        from jeepney import HeaderFields

        member = message.header.fields.get(HeaderFields.member)
        if sender == BUS and member == "NameOwnerChanged" and (body := body_of(message, "sss")):
            self._set_owner(body[0], body[2])
        for ear in tuple(self._ears):
            if ear.rule.matches(message) and sender == self._owner(ear.sender):
                _safely(ear.hear, message)

    def _owner(self, name: str) -> str | None:
        if name == BUS:
            return BUS
        entry = self._names.get(name)
        return entry.owner if entry is not None else None

    def _lost(self, why: str) -> None:
        """The bus is not there, or not any more: everybody is told, and later it is looked for."""
        _log.info("no message bus: %s; looked for again in %.0f s", why, self._next_retry_s)
        self.unique_name = ""
        self._link.close()
        self._retry.start(int(self._next_retry_s * 1000))
        self._next_retry_s = min(2 * self._next_retry_s, RETRY_MOST_S)
        for call in self._drop_calls():
            _safely(call.answer, None)
        for entry in tuple(self._names.values()):
            if entry.owner is not None:
                entry.owner = None
                for told in tuple(entry.told):
                    _safely(told, "")


def _stop(call: _Call) -> None:
    if call.timer is not None:
        call.timer.stop()
        call.timer.deleteLater()


def _safely(call: Callable[..., None], *words: Any) -> None:
    try:
        call(*words)
    except Exception:  # noqa: BLE001 - the caller's code may fail in any way
        _log.exception("what follows a message failed")  # a bug, but the next one counts
