"""The screen kept on while a session plays, through wakepy, which knows each system's way.

wakepy waits for the desktop's answers and takes a tenth of a second to load, so it lives in a
thread of its own: a thread for each hold. Whatever it holds hangs on this process, so it is gone
when the process is, even a killed one. A screen that goes dark is no great harm: failure is only
logged.
"""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

PATIENCE_S = 3.0
"""Seconds that the quit waits at most until all is let go."""

_log = logging.getLogger(__name__)


@contextmanager
def presenting() -> Iterator[str]:
    """Hold the screen on for as long as this lasts; gives why it is not, or nothing if it is."""
    from wakepy import keep

    with keep.presenting(on_fail="pass") as mode:
        yield "" if mode.active else mode.result.get_failure_text()


class KeepAwake:
    """A switch; it returns at once, and what it switches follows a little later."""

    def __init__(self, hold: Callable[[], AbstractContextManager[str]] = presenting) -> None:
        self._hold = hold
        self._let_go: threading.Event | None = None
        self._threads: list[threading.Thread] = []
        self._told = ""

    def switch(self, *, on: bool) -> None:
        """Keep the screen on from now on, or let it do as it likes."""
        if on and self._let_go is None:
            self._let_go = threading.Event()
            self._threads = [one for one in self._threads if one.is_alive()]
            thread = threading.Thread(
                target=self._holding, args=(self._let_go,), name="keep awake", daemon=True
            )
            self._threads.append(thread)
            thread.start()
        elif not on and self._let_go is not None:
            self._let_go.set()
            self._let_go = None

    def end(self) -> None:
        """Let go, and wait for it a little."""
        self.switch(on=False)
        for thread in self._threads:
            thread.join(PATIENCE_S)
        self._threads.clear()

    def _holding(self, let_go: threading.Event) -> None:
        try:
            with self._hold() as why_not:
                if why_not != self._told:  # not with each pause the same again
                    why = " ".join(why_not.split())
                    _log.info("the screen is %s", f"not kept on: {why}" if why else "kept on again")
                self._told = why_not
                let_go.wait()
        except Exception:  # noqa: BLE001 - a system's way may fail in any way, and it may be missing
            _log.info("the screen is not kept on", exc_info=True)
