"""What the window asks of those who keep the data: copies, ways back, and erasing all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


class KeepingPort(Protocol):
    """The journal as a file. What cannot be done is a ``RelaxappError`` with a plain message."""

    def damaged(self) -> bool:
        """Tell whether the journal is damaged and waits for a way back."""

    def newest_copy(self) -> datetime | None:
        """Return when the newest good copy was made (local time); None where there is none."""

    def put_back(self) -> str:
        """Put the newest good copy in place; return where the damaged journal is kept."""

    def begin_anew(self) -> str:
        """Begin an empty journal; return where the damaged one is kept."""

    def back_up(self, target: str, passphrase: str) -> None:
        """Write the journal into a file, encrypted where there is a passphrase."""

    def wants_passphrase(self, source: str) -> bool:
        """Tell whether a backup is encrypted."""

    def restore(self, source: str, passphrase: str) -> str:
        """Put a backup in place; return where what it replaced is kept, or nothing."""

    def erase_everything(self) -> None:
        """Erase the journal, its copies, the settings and all other files of relaxapp's own."""


class ShortcutPort(Protocol):
    """The key that logs an episode from anywhere on the desktop."""

    @property
    def state(self) -> str:
        """Return "off", "asking", "on", "taken" (another program has it) or "none"."""

    @property
    def keys(self) -> str:
        """Return the keys to show: those wished for or, when "on", those granted.

        Empty where the desktop keeps them to itself.
        """

    def switch(self, *, on: bool) -> None:
        """Ask the desktop for the key, or give it back."""

    def watch(self, changed: Callable[[], None]) -> None:
        """Have ``changed`` called, in the window's thread, whenever ``state`` is another."""
