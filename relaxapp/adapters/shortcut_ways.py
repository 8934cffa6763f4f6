"""What every way to a key for the whole desktop promises, and how it says that it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class NotOfferedError(Exception):
    """This way does not exist here; the next one may."""


class TakenError(Exception):
    """This way exists, and the key was refused."""


class Way(Protocol):
    """One way to have a key; it is used in one thread, but for :meth:`stop`."""

    def listen(self, pressed: Callable[[], None], ready: Callable[[], None]) -> None:
        """Call ``ready`` when the key is ours, ``pressed`` at each press, until stopped.

        Raises :class:`NotOfferedError` or :class:`TakenError`.
        """

    def stop(self) -> None:
        """Make :meth:`listen` return soon; called from another thread, before it too."""
