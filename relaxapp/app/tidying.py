"""What holds itself in circles is collected by the window's thread, and by no other.

Python collects in whichever thread happens to make the next object. A widget that goes in the
thread that plays the sound, or while Qt goes through its widgets, ends the program.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

_EVERY_MS: Final = 10_000
_YOUNG, _ALL = 1, 2
"""Python's generations of objects: those that came lately, and every one."""


class Tidying(QObject):
    """Collects now and then while there is something to see; in the tray no timer runs."""

    def __init__(self, busy: Callable[[], bool], parent: QObject) -> None:
        """``busy`` tells whether anything is on the screen, or playing."""
        super().__init__(parent)
        self._busy = busy
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.tidy)

    def begin(self) -> None:
        """There is something to see from now on."""
        self._timer.start()

    def tidy(self) -> None:
        """Collect what there is; all of it once the last thing to see has gone."""
        if not self._busy():
            self._timer.stop()
            gc.collect(_ALL)
            return
        young, _, old = gc.get_count()
        most_young, _, most_old = gc.get_threshold()
        if young > most_young:
            gc.collect(_ALL if old > most_old else _YOUNG)

    def end(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        if self._was_on:
            gc.enable()
