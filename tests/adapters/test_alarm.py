"""The one timer: it rings once, not before its time, and can be set anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer

from relaxapp.adapters.alarm import QtAlarm
from relaxapp.clock import SystemClock

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Rings:
    def __init__(self) -> None:
        self.at: list[float] = []

    def __call__(self) -> None:
        self.at.append(SystemClock().monotonic())


@pytest.fixture
def rings() -> Rings:
    return Rings()


def timer_of(alarm: QtAlarm) -> QTimer:
    return alarm.findChildren(QTimer)[0]


def test_it_rings_once_and_never_early(qtbot: QtBot, rings: Rings) -> None:
    alarm = QtAlarm(rings)
    begin = SystemClock().monotonic()
    alarm.set(0.0305)
    qtbot.waitUntil(lambda: bool(rings.at))
    assert rings.at[0] - begin >= 0.0305
    assert not timer_of(alarm).isActive()
    assert len(rings.at) == 1


def test_set_anew_the_old_time_is_forgotten(qtbot: QtBot, rings: Rings) -> None:
    alarm = QtAlarm(rings)
    alarm.set(3600.0)
    alarm.set(0.0)
    qtbot.waitUntil(lambda: bool(rings.at))
    alarm.set(0.0)
    alarm.set(None)
    assert not timer_of(alarm).isActive()
    assert len(rings.at) == 1


def test_what_is_over_already_rings_at_once(qtbot: QtBot, rings: Rings) -> None:
    QtAlarm(rings, parent := QTimer()).set(-5.0)
    qtbot.waitUntil(lambda: bool(rings.at))
    parent.deleteLater()


@pytest.mark.parametrize("seconds", [10.0**12, float("inf")])
def test_what_is_farther_than_qt_can_count_rings_earlier(rings: Rings, seconds: float) -> None:
    alarm = QtAlarm(rings)
    alarm.set(seconds)
    timer = timer_of(alarm)
    assert timer.interval() == 24 * 3600 * 1000
    assert timer.timerType() is Qt.TimerType.PreciseTimer
    alarm.set(None)


def test_it_may_be_set_while_it_rings(qtbot: QtBot) -> None:
    rung: list[int] = []

    def again() -> None:
        rung.append(1)
        alarm.set(0.001 if len(rung) < 3 else None)

    alarm = QtAlarm(again)
    alarm.set(0.0)
    qtbot.waitUntil(lambda: len(rung) == 3)
