"""How other threads have something done in the thread of Qt's loop."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from collections.abc import Callable


class MainThread(QObject):
    """Made in the thread that runs the loop; :meth:`post` may be called in any."""

    _posted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._calls: deque[Callable[[], None]] = deque()
        self._open = True
        self._posted.connect(self._next, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Have ``call`` made soon, in the order of posting; never again once :meth:`end` was."""
        if self._open:
            self._calls.append(call)
            self._posted.emit()

    def end(self) -> None:
        """Forget what was not done yet, and what is still posted."""
        self._open = False
        self._calls.clear()

    def _next(self) -> None:
        # One call for each signal: one that fails takes none of the others with it.
        if self._calls:
            self._calls.popleft()()
