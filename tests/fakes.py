"""Stand-ins for the outside world that tests move by hand."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta

import pytest

START = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


class FakeClock:
    """A clock that moves only when told to."""

    def __init__(self, now: datetime = START, monotonic: float = 0.0) -> None:
        """Start at the aware instant ``now``, with both counters at ``monotonic`` seconds."""
        self._now = now.astimezone(UTC)
        self._monotonic = monotonic
        self._boottime = monotonic

    def now(self) -> datetime:
        """Return the instant, aware and in UTC."""
        return self._now

    def monotonic(self) -> float:
        """Return seconds awake."""
        return self._monotonic

    def boottime(self) -> float:
        """Return seconds awake or asleep."""
        return self._boottime

    def sleep(self, seconds: float) -> None:
        """Let that much time pass at once."""
        self.advance(seconds)

    def advance(self, seconds: float, *, asleep: bool = False) -> None:
        """Let seconds pass; ``asleep`` means the computer slept through them."""
        self._now += timedelta(seconds=seconds)
        self._boottime += seconds
        if not asleep:
            self._monotonic += seconds

    def set_wall(self, now: datetime) -> None:
        """Change the wall clock alone, as a person or a time server does."""
        self._now = now.astimezone(UTC)


def as_ordinary_user(command: list[str]) -> list[str]:
    """Return the command such that file modes bind it, which they do not for root."""
    if os.name != "posix":
        pytest.skip("file modes bind nobody here")
    if os.geteuid() != 0:
        return command
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("root without setpriv cannot step down")
    without = "-dac_override,-dac_read_search"
    return [setpriv, f"--bounding-set={without}", f"--inh-caps={without}", "--", *command]
