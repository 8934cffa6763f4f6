"""What every way to a key for the whole desktop promises, and how it says that it is none."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

# In Windows Ctrl+Alt is AltGr, which makes signs of many keyboards' letters: of some L an ł.
KEYS: Final = "Ctrl+Alt+F8" if sys.platform == "win32" else "Ctrl+Alt+L"
"""What is wished for."""


class NotOfferedError(Exception):
    """This way does not exist here; the next one may."""


class TakenError(Exception):
    """This way exists, and the key was refused."""


class Way(Protocol):
    """One way to have a key; it is used in one thread, but for :meth:`stop`."""

    def listen(self, pressed: Callable[[], None], ready: Callable[[str], None]) -> None:
        """Call ``ready`` when the keys are ours, ``pressed`` at each press, until stopped.

        ``ready`` takes the keys in the desktop's words, empty where it does not say which, and
        is called again when they are others.

        Raises :class:`NotOfferedError` or :class:`TakenError`.
        """

    def stop(self) -> None:
        """Make :meth:`listen` return soon; called from another thread, before it too."""
