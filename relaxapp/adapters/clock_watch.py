"""Word from the system that its clock was set, so that a fixed time is not found out late.

Linux has timers that end when the clock is set (see ``timerfd_create(2)``, "cancel on set"):
one that would go off in the far future tells just that. Elsewhere nothing is told, and who counts
on the clock looks at it now and then anyway.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSocketNotifier

if TYPE_CHECKING:
    from collections.abc import Callable

_REALTIME: Final = 0
_ABSOLUTE: Final = 1
_CANCEL_ON_SET: Final = 2
_NEVER: Final = 2**40
"""Seconds since 1970; some 35 thousand years."""

_log = logging.getLogger(__name__)


class ClockWatch(QObject):
    """Calls back in the loop's thread after the clock on the wall was set."""

    def __init__(self, on_set: Callable[[], None], parent: QObject | None = None) -> None:
        """Nothing is watched before :meth:`start`."""
        super().__init__(parent)
        self._on_set = on_set
        self._timer = -1
        self._notifier: QSocketNotifier | None = None

    def start(self) -> None:
        """Begin to watch, where this system can; never raises."""
        if sys.platform != "linux" or self._timer >= 0:
            return
        try:
            self._timer = _make()
            _arm(self._timer)
        except (OSError, AttributeError) as error:
            _log.info("a clock that is set is found out later: %s", error)
            self.stop()
            return
        self._notifier = QSocketNotifier(self._timer, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)

    def stop(self) -> None:
        """End it; a second time does nothing."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._timer >= 0:
            os.close(self._timer)
            self._timer = -1

    def _hear(self) -> None:
        with contextlib.suppress(OSError):  # ECANCELED is what was waited for
            os.read(self._timer, 8)
        with contextlib.suppress(OSError):
            _arm(self._timer)
        self._on_set()


def _make() -> int:
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    made = int(libc.timerfd_create(_REALTIME, os.O_NONBLOCK | os.O_CLOEXEC))
    if made < 0:
        raise OSError(ctypes.get_errno(), "timerfd_create")
    return made


def _arm(timer: int) -> None:
    import ctypes

    class Spec(ctypes.Structure):
        _fields_ = [(name, ctypes.c_long) for name in ("every_s", "every_ns", "at_s", "at_ns")]

    libc = ctypes.CDLL(None, use_errno=True)
    never = Spec(0, 0, _NEVER, 0)
    flags = _ABSOLUTE | _CANCEL_ON_SET
    if libc.timerfd_settime(timer, flags, ctypes.byref(never), None) < 0:
        raise OSError(ctypes.get_errno(), "timerfd_settime")
