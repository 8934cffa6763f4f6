"""A thread that waits for a descriptor to speak, without waking in between, until it is stopped."""

from __future__ import annotations

import contextlib
import logging
import os
import selectors
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

STOP_S = 2.0
"""Seconds the thread gets to end; one that hangs in the system is left to itself."""

_log = logging.getLogger(__name__)


class WaitingThread:
    """Runs ``work(self)`` in a thread of its own; ``ended(why)`` there where that fails."""

    def __init__(
        self,
        name: str,
        work: Callable[[WaitingThread], None],
        ended: Callable[[str], None],
    ) -> None:
        """Nothing runs before :meth:`start`."""
        self._work, self._ended = work, ended
        self._stopped = threading.Event()
        self._reading, self._writing = -1, -1
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin; once only."""
        self._reading, self._writing = os.pipe()
        self._thread.start()

    def stop(self) -> None:
        """End the thread and wait for it; harmless before the start, twice, or from within."""
        self._stopped.set()
        writing, self._writing = self._writing, -1
        if writing >= 0:
            os.close(writing)  # the other end becomes readable
        if self._thread.ident is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=STOP_S)

    def wait(self, descriptor: int) -> bool:
        """Wait until something can be read there; False: end, as we were stopped."""
        with selectors.DefaultSelector() as waiting:
            waiting.register(descriptor, selectors.EVENT_READ)
            waiting.register(self._reading, selectors.EVENT_READ)
            waiting.select()
        return not self._stopped.is_set()

    def _run(self) -> None:
        why = ""
        try:
            self._work(self)
        except Exception as error:  # noqa: BLE001 - whatever a broken system does, only its word is lost
            why = f"{type(error).__name__}: {error}"
        finally:
            with contextlib.suppress(OSError):
                os.close(self._reading)
        if why and not self._stopped.is_set():
            _log.info("%s is over: %s", self._thread.name, why)
            self._ended(why)
