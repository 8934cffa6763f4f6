"""The reminders' one timer, on Qt's loop."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST_S: Final = 24 * 3600.0
"""Qt counts milliseconds in 31 bits; whoever is woken early looks at the clock anyway."""


class QtAlarm(QObject):
    """An `Alarm`: a precise single shot, as coarse ones ring up to a twentieth early."""

    def __init__(self, ring: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(ring)

    def set(self, seconds: float | None) -> None:
        if seconds is None:
            self._timer.stop()
        else:
            # Rounded up: a millisecond too early would only be waited for again.
            self._timer.start(math.ceil(min(max(seconds, 0.0), _LONGEST_S) * 1000))
