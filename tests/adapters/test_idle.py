"""Two plain events out of whatever the sources say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters.idle import NONE, IdleWatch
from relaxapp.adapters.idle_asked import LATE_S, RETURN_S, AskedIdle
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.adapters.idle import IdleEvents

Told = list[tuple[str, float]]


class Listener:
    def __init__(self) -> None:
        self.told: Told = []

    def went_idle(self, seconds: float) -> None:
        self.told.append(("idle", seconds))

    def came_back(self, seconds: float) -> None:
        self.told.append(("back", seconds))

    def looked_up(self) -> None:
        self.told.append(("looked up", 0))


class Source:
    def __init__(self, name: str) -> None:
        self.name, self.running = name, False
        self.events: IdleEvents | None = None

    def make(self, events: IdleEvents) -> Source:
        self.events = events
        return self

    def start(self) -> None:
        self.running = True

    def stop(self) -> None:
        self.running = False

    def glance(self) -> None:
        pass


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def watch_of(listener: Listener, clock: FakeClock, *sources: Source) -> IdleWatch:
    made = IdleWatch(listener, clock, [source.make for source in sources], lambda call: call())
    made.start()
    return made


def test_going_and_coming_are_told_once_each(listener: Listener, clock: FakeClock) -> None:
    source = Source("one")
    watch = watch_of(listener, clock, source)
    source.events.found()
    assert watch.source == "one"
    for _ in range(3):
        source.events.idled(300)
    clock.advance(120)
    for _ in range(3):
        source.events.active()
    source.events.idled(301)
    assert listener.told == [("idle", 300), ("back", 420), ("idle", 301)]


def test_activity_alone_tells_nothing(listener: Listener, clock: FakeClock) -> None:
    source = Source("one")
    watch_of(listener, clock, source)
    source.events.active()
    assert listener.told == []


def test_the_next_source_is_tried_and_the_first_not_believed_any_more(
    listener: Listener, clock: FakeClock
) -> None:
    first, second = Source("one"), Source("two")
    watch = watch_of(listener, clock, first, second)
    assert first.running
    assert not second.running
    first.events.gone("it is not there")
    assert (first.running, second.running) == (False, True)
    assert watch.source == NONE
    second.events.found()
    first.events.idled(300)
    assert watch.source == "two"
    assert listener.told == []
    second.events.gone("nor this")
    assert watch.source == NONE


def test_who_is_away_when_the_source_ends_counts_as_back(
    listener: Listener, clock: FakeClock
) -> None:
    source = Source("one")
    watch_of(listener, clock, source)
    source.events.idled(300)
    clock.advance(10)
    source.events.gone("the bus ended")
    assert listener.told == [("idle", 300), ("back", 310)]


def test_after_the_stop_nothing_is_told(listener: Listener, clock: FakeClock) -> None:
    source = Source("one")
    watch = watch_of(listener, clock, source)
    watch.stop()
    source.events.idled(300)
    source.events.gone("late")
    assert not source.running
    assert listener.told == []


class FakeAlarm:
    def __init__(self, ring: Callable[[], None]) -> None:
        self.ring, self.seconds = ring, None

    def set(self, seconds: float | None) -> None:
        self.seconds = seconds


def test_without_events_it_is_asked_when_it_may_have_come_to_be(
    listener: Listener, clock: FakeClock
) -> None:
    alarms: list[FakeAlarm] = []
    idle: list[float | None] = [100.0]

    def make_alarm(ring: Callable[[], None]) -> FakeAlarm:
        alarms.append(FakeAlarm(ring))
        return alarms[-1]

    def make(events: IdleEvents) -> AskedIdle:
        return AskedIdle("asked", events, 300, lambda: idle[0], make_alarm)

    watch = IdleWatch(listener, clock, [make], lambda call: call())
    watch.start()
    (alarm,) = alarms
    assert watch.source == "asked"
    assert alarm.seconds == 200 + LATE_S
    idle[0] = 300.5
    alarm.ring()
    assert alarm.seconds == RETURN_S
    idle[0] = 4.0
    clock.advance(20)
    alarm.ring()
    assert alarm.seconds == 296 + LATE_S
    assert listener.told == [("idle", 300.5), ("back", 320.5)]
    watch.glance()  # the timer does it; from another thread it is not asked
    watch.stop()
    assert alarm.seconds is None


def test_without_a_timer_it_is_asked_when_somebody_looks(
    listener: Listener, clock: FakeClock
) -> None:
    idle: list[float | None] = [0.0]
    watch = IdleWatch(
        listener,
        clock,
        [lambda events: AskedIdle("asked", events, 300, lambda: idle[0])],
        lambda call: call(),
    )
    watch.start()
    idle[0] = 400.0
    assert listener.told == []
    watch.glance()
    assert listener.told == [("idle", 400.0)]
    idle[0] = None
    watch.glance()
    assert watch.source == NONE
    assert listener.told[1:] == [("back", 400.0)]
