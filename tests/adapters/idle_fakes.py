"""Who listens to a source of idleness, and keeps what it was told."""

from __future__ import annotations

from queue import Queue
from typing import Any

from tests.buses import WAIT_S


class Heard:
    """What the source told, in order."""

    def __init__(self) -> None:
        self.all: Queue[tuple[str, Any]] = Queue()

    def next(self) -> tuple[str, Any]:
        return self.all.get(timeout=WAIT_S)

    def found(self) -> None:
        self.all.put(("found", None))

    def idled(self, seconds: float) -> None:
        self.all.put(("idled", seconds))

    def active(self) -> None:
        self.all.put(("active", None))

    def gone(self, why: str) -> None:
        self.all.put(("gone", why))
