"""What the pages ask for about sounds: the shelf of mixes, and taking own files onto it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from relaxapp.sessions.blends import OwnSound, Shelf


class SoundsPort(Protocol):
    """The person's mixes, their own sounds, and how their nights end."""

    def load(self) -> Shelf:
        """Return what is on the shelf."""

    def save(self, shelf: Shelf) -> None:
        """Keep it."""

    def copy(self, path: str) -> OwnSound:
        """Check a sound file and copy it as a loop; takes seconds and runs in any thread.

        Raises :class:`relaxapp.errors.RelaxappError` with a plain reason.
        """

    def put(self, sound: OwnSound) -> None:
        """Put a sound that was copied on the shelf."""

    def remove(self, sound: str) -> None:
        """Take an own sound off the shelf and delete its copy."""
