"""Several short questions on a message bus at once, bounded in time, starting no service."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

PROPERTIES = "org.freedesktop.DBus.Properties"
WITHIN_S = 0.6
"""Seconds all answers together may take."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Question:
    """A call without arguments, or with strings alone."""

    service: str
    path: str
    interface: str
    member: str
    arguments: tuple[str, ...] = ()

    @classmethod
    def of_property(cls, service: str, path: str, interface: str, name: str) -> Question:
        """Return the question for a property."""
        return cls(service, path, PROPERTIES, "Get", (interface, name))

    def __str__(self) -> str:
        return f"{self.service} {self.member}{self.arguments or ''}"

    def message(self) -> Any:
        """Return it as jeepney sends it; a service that does not run is not started for it."""
        from jeepney import DBusAddress, MessageFlag, new_method_call

        address = DBusAddress(self.path, self.service, self.interface)
        signature = "s" * len(self.arguments)
        message = new_method_call(address, self.member, signature or None, self.arguments)
        message.header.flags |= MessageFlag.no_auto_start
        return message


@dataclass(frozen=True, slots=True)
class Answer:
    """The first value that came; a variant is taken out of its wrapping."""

    value: Any = None
    error: str = ""
    """Why there is none."""


def ask_all(
    bus: str, questions: Sequence[Question], monotonic: Callable[[], float]
) -> dict[Question, Answer]:
    """Ask all at once on "SESSION" or "SYSTEM"; what is not answered in time is an error.

    Blocks no longer than :data:`WITHIN_S` and the bus's own greeting. Raises what jeepney does
    where there is no bus.
    """
    from jeepney import HeaderFields
    from jeepney.io.blocking import open_dbus_connection

    answers: dict[Question, Answer] = {}
    with open_dbus_connection(bus=bus, auth_timeout=WITHIN_S) as connection:
        until = monotonic() + WITHIN_S
        waiting: dict[int, Question] = {}
        for question in questions:
            serial = next(connection.outgoing_serial)
            connection.send(question.message(), serial=serial)
            waiting[serial] = question
        while waiting:
            try:
                message = connection.receive(timeout=max(0.0, until - monotonic()))
            except TimeoutError:
                break
            asked = waiting.pop(message.header.fields.get(HeaderFields.reply_serial, -1), None)
            if asked is not None:
                answers[asked] = _read(message)
    return {question: answers.get(question, Answer(error="no answer")) for question in questions}


def _read(message: Any) -> Answer:
    from jeepney import HeaderFields, MessageType

    if message.header.message_type is MessageType.error:
        return Answer(error=str(message.header.fields.get(HeaderFields.error_name, "error")))
    value = message.body[0] if message.body else None
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str):  # noqa: PLR2004 - a variant: its type, its value
        value = value[1]
    return Answer(value)


def truths(answers: dict[Question, Answer], once: Once) -> dict[Question, bool]:
    """Return the answers that are a plain yes or no; the others are said once in the log."""
    found: dict[Question, bool] = {}
    missing: list[str] = []
    for question, answer in answers.items():
        if isinstance(answer.value, bool):
            found[question] = answer.value
        else:
            missing.append(f"{question}: {answer.error or f'{answer.value!r:.80}'}")
    once.say("not told", missing)
    return found


class Once:
    """Says each thing a single time in the log."""

    def __init__(self) -> None:
        """Nothing was said yet."""
        self._said: set[str] = set()

    def say(self, what: str, things: Iterable[str]) -> None:
        """Log the things that are new, in one line."""
        new = [thing for thing in things if thing not in self._said]
        self._said.update(new)
        if new:
            _log.info("%s: %s", what, "; ".join(new))
