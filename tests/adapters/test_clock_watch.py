"""The watch on the clock: started and stopped; the setting itself needs root and another clock."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters import clock_watch
from relaxapp.adapters.clock_watch import ClockWatch

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of it")


@linux
def test_a_timer_that_the_system_ends_is_told_and_made_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A pipe stands in for the timer: readable, as the timer is once the clock was set.
    reading, writing = os.pipe()
    armed: list[int] = []
    monkeypatch.setattr(clock_watch, "_make", lambda: reading)
    monkeypatch.setattr(clock_watch, "_arm", armed.append)
    told: list[bool] = []
    watch = ClockWatch(lambda: told.append(True))
    watch.start()
    for times in (1, 2):
        os.write(writing, b"12345678")
        qtbot.waitUntil(lambda times=times: len(told) == times)
    assert armed == [reading] * 3
    watch.stop()
    watch.stop()
    os.close(writing)


@linux
def test_the_real_timer_waits_in_silence(qtbot: QtBot) -> None:
    watch = ClockWatch(lambda: pytest.fail("nobody set the clock"))
    watch.start()
    with pytest.raises(BlockingIOError):
        os.read(watch._timer, 8)
    watch.stop()


@linux
def test_a_system_without_such_timers_goes_without(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> int:
        raise OSError(errno.ENOSYS, "timerfd_create")

    monkeypatch.setattr(clock_watch, "_make", refuse)
    watch = ClockWatch(lambda: None)
    watch.start()
    watch.stop()
