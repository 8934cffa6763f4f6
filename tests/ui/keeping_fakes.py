"""A keeper of data in memory, and a shortcut whose desktop is a variable."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Callable

MADE = datetime(2026, 5, 13, 9, 30, tzinfo=UTC)


class FakeKeeping:
    """Everything the port promises, told by attributes."""

    def __init__(self) -> None:
        self.broken = False
        self.copy: datetime | None = MADE
        self.refuses = ""
        self.calls: list[tuple[str, ...]] = []
        self.sealed = False

    def damaged(self) -> bool:
        return self.broken

    def newest_copy(self) -> datetime | None:
        return self.copy

    def put_back(self) -> str:
        return self._mend("put back")

    def begin_anew(self) -> str:
        return self._mend("anew")

    def back_up(self, target: str, passphrase: str) -> None:
        self._call("back up", target, passphrase)

    def wants_passphrase(self, source: str) -> bool:
        return self.sealed

    def restore(self, source: str, passphrase: str) -> str:
        self._call("restore", source, passphrase)
        return "/kept/replaced.db"

    def erase_everything(self) -> None:
        self._call("erase")

    def _mend(self, name: str) -> str:
        self._call(name)
        self.broken = False
        return "/kept/journal.db.damaged-1"

    def _call(self, *call: str) -> None:
        if self.refuses:
            raise RelaxappError(self.refuses)
        self.calls.append(call)


class FakeShortcut:
    """A desktop that answers a request with ``answer``."""

    keys = "Ctrl+Alt+L"

    def __init__(self, answer: str = "on") -> None:
        self.answer = answer
        self.state = "off"
        self.told: list[Callable[[], None]] = []

    def switch(self, *, on: bool) -> None:
        self.state = self.answer if on else "off"
        for tell in self.told:
            tell()

    def watch(self, changed: Callable[[], None]) -> None:
        self.told.append(changed)
