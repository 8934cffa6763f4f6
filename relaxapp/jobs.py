"""What takes a while and is done beside the window: told how far it is, and stopped at will."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)


class Stopped(Exception):  # noqa: N818 - no error: the person thought better of it
    """The person has stopped it."""


class Job:
    """A `JobPort`: something made in a thread of its own."""

    def __init__(
        self, write: Callable[[Callable[[float], None]], None], name: str = "take along"
    ) -> None:
        """`write` gets what it has to tell its progress to, which ends it when it was stopped."""
        self._stop = threading.Event()
        self.state = "running"
        self.done = 0.0
        self.problem = ""
        # No daemon: a program that ends waits the moment until what is half written is gone.
        self._thread = threading.Thread(target=self._run, args=(write,), name=name)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()

    def wait(self) -> None:
        """Return once nothing is written any more."""
        self._thread.join()

    def _run(self, write: Callable[[Callable[[float], None]], None]) -> None:
        try:
            write(self._tell)
        except Stopped:
            self.state = "stopped"
        except RelaxappError as error:
            self.problem = str(error)
            self.state = "failed"
        except Exception as error:
            log.exception("a bug")
            self.problem = f"{type(error).__name__}: {error}"
            self.state = "failed"
        else:
            self.state = "finished"

    def _tell(self, done: float) -> None:
        if self._stop.is_set():
            raise Stopped
        self.done = done
