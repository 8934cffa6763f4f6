"""The weekly check and the trial for all views: they read through it, and are told of changes.

What goes wrong is told by the journal, as it is the journal that cannot be read or written.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.measure_ports import MeasuringPort

Read = TypeVar("Read")
Other = TypeVar("Other")


class MeasureHub(QObject):
    """The port with a signal; views read with ``ask`` and write with ``do``."""

    changed = Signal()

    def __init__(self, journal: Journal, make: Callable[[], MeasuringPort]) -> None:
        """``make`` returns the port; called when first asked, as the window must not wait."""
        super().__init__()
        self._journal, self._make = journal, make
        journal.changed.connect(self.changed)

    @cached_property
    def port(self) -> MeasuringPort:
        """What stands behind the views."""
        return self._make()

    def ask(self, question: Callable[[MeasuringPort], Read], otherwise: Other) -> Read | Other:
        """Return the answer, or ``otherwise`` where the journal cannot be read."""
        return self._journal.ask(lambda _: question(self.port), otherwise)

    def do(self, act: Callable[[MeasuringPort], None]) -> bool:
        """Carry out an act and tell the views; False where it was refused."""
        return self._journal.do(lambda: act(self.port))

    def remove(self, entries: Sequence[str]) -> bool:
        """Put entries into the trash."""
        return self._journal.remove(entries)

    def restore(self, entries: Sequence[str]) -> bool:
        """Take entries out of the trash."""
        return self._journal.restore(entries)

    def undo(self) -> None:
        """Take back the latest step."""
        self._journal.take_back()

    def redo(self) -> None:
        """Do again what was taken back."""
        self._journal.do_again()
