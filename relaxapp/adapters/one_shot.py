"""A timer of Qt's loop that rings once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Callable


class OneShot:
    """An `Alarm` for what does not need to be punctual: Qt may ring a twentieth early or late."""

    def __init__(self, ring: Callable[[], None]) -> None:
        """Not set yet."""
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(ring)

    def set(self, seconds: float | None) -> None:
        """Ring once after so many seconds instead of what was set before; None: do not ring."""
        if seconds is None:
            self._timer.stop()
        else:
            self._timer.start(round(seconds * 1000))
