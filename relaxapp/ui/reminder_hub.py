"""One set of reminders for all views: they read through it and are told when something changes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.ui.reminder_ports import RemindersPort

Read = TypeVar("Read")
Other = TypeVar("Other")


class ReminderHub(QObject):
    """The port with signals; views read with ``ask`` and act with ``do``."""

    changed = Signal()
    """Something about the reminders or the day is different now: views read again."""
    failed = Signal()
    """Something could not be done; ``told`` says what."""

    def __init__(self, make: Callable[[], RemindersPort]) -> None:
        """``make`` returns the port; called when first asked, as the window must not wait."""
        super().__init__()
        self._make = make
        self.told = ""
        self._troubled = ""

    @cached_property
    def port(self) -> RemindersPort:
        """What stands behind the views."""
        return self._make()

    def ask(self, question: Callable[[RemindersPort], Read], otherwise: Other) -> Read | Other:
        """Return the answer, or ``otherwise`` where there is none."""
        try:
            return question(self.port)
        except RelaxappError as error:
            # Of one trouble, one word, until something works again: views ask a dozen things.
            if str(error) != self._troubled:
                self._troubled = str(error)
                self._fail(error)
            return otherwise

    def do(self, act: Callable[[RemindersPort], None]) -> bool:
        """Carry out an act and tell the views; False where it was refused."""
        try:
            act(self.port)
        except RelaxappError as error:
            self._fail(error)
            return False
        self._done()
        return True

    def attempt(self, act: Callable[[RemindersPort], None]) -> RelaxappError | None:
        """Carry out an act whose refusal is told where it was asked for, and return that."""
        try:
            act(self.port)
        except RelaxappError as error:
            return error
        self._done()
        return None

    def _done(self) -> None:
        self._troubled = ""
        self.changed.emit()

    def _fail(self, error: RelaxappError) -> None:
        self.told = str(error)
        self.failed.emit()
