"""What measures weeks, behind the window and over a real store: asked quietly, answered once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from relaxapp.errors import RelaxappError
from relaxapp.journal.entries import (
    Care,
    DayRecord,
    Drink,
    Episode,
    Movement,
    SessionOutcome,
    SessionRecord,
)
from relaxapp.journal.ids import uuid7
from relaxapp.journal.vocabulary import CareKind, DayStatus
from relaxapp.journaling import Journaling
from relaxapp.measuring import Measuring
from relaxapp.services import Services
from relaxapp.settings import Settings
from relaxapp.ui.measure_ports import Words
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relaxapp.journal.store import Store

EVENING = datetime(2026, 3, 29, 17, 30, tzinfo=UTC)
TODAY = date(2026, 3, 29)
MINUTE, DAY = 60, 86_400


class House:
    """Measuring with settings in memory."""

    def __init__(self, services: Services) -> None:
        self.settings = Settings()
        self.journaling = Journaling(services, lambda: self.settings, self.keep)
        self.services = services
        self.port = self.open()

    def keep(self, settings: Settings) -> None:
        self.settings = settings

    def open(self) -> Measuring:
        return Measuring(self.services, self.journaling, lambda: self.settings, self.keep)

    @property
    def store(self) -> Store:
        return self.journaling.store


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(now=EVENING)


@pytest.fixture
def house(tmp_path: Path, clock: FakeClock) -> Iterator[House]:
    services = Services(clock, {"TZ": "Europe/Berlin"}, tmp_path / "data")
    yield House(services)
    services.close_journal()


@pytest.fixture
def old(house: House, clock: FakeClock) -> House:
    """Return a house whose journal is a week old, some minutes after it was opened."""
    at = EVENING - timedelta(days=7)
    house.store.add(Drink(uuid7(at), house.journaling.placed(at)))
    clock.advance(10 * MINUTE)
    return house


def test_a_look_back_is_asked_for_in_a_quiet_moment_once_a_week(
    old: House, clock: FakeClock
) -> None:
    assert old.port.asks()
    old.port.rate(6, None)
    assert [(week.day, week.anxiety, week.interference) for week in old.port.weeks()] == [
        (TODAY, 6, None)
    ]
    assert not old.port.asks()
    clock.advance(6 * DAY)
    assert not old.port.asks()
    clock.advance(DAY)
    assert old.port.asks()


def test_a_new_journal_is_left_alone(house: House, clock: FakeClock) -> None:
    clock.advance(10 * MINUTE)
    assert not house.port.asks()
    house.port.rate(3, 3)
    house.journaling.undo()
    assert not house.port.asks()


def test_it_keeps_away_on_arriving_around_episodes_and_in_a_pause(
    old: House, clock: FakeClock
) -> None:
    arrived = old.open()
    assert not arrived.asks()
    clock.advance(5 * MINUTE)
    assert arrived.asks()
    made = old.journaling.log(running=True)
    clock.advance(3 * 3600)
    assert not old.port.asks()
    old.journaling.stop(made.id)
    clock.advance(29 * MINUTE)
    assert not old.port.asks()
    clock.advance(MINUTE)
    assert old.port.asks()
    old.journaling.set_paused(paused=True)
    assert not old.port.asks()
    old.journaling.set_paused(paused=False)
    old.port.set_asking(on=False)
    assert not old.port.asks()
    assert not old.port.asking()


def test_a_week_passed_over_is_passed_over_after_a_restart_too(
    old: House, clock: FakeClock
) -> None:
    old.port.skip()
    clock.advance(6 * DAY)
    again = old.open()
    clock.advance(10 * MINUTE)
    assert not again.asks()
    assert again.weeks() == ()
    clock.advance(DAY)
    assert again.asks()


def test_high_values_are_answered_once_each(house: House, clock: FakeClock) -> None:
    port = house.port
    port.score("gad7", 9, TODAY)
    port.score("oasis", 7, TODAY)
    assert port.words() is None
    port.score("oasis", 19, TODAY - timedelta(days=61))
    assert port.words() is None, "long ago"
    clock.advance(1)
    port.score("gad7", 10, TODAY)
    found = port.words()
    assert found is not None
    assert (found.what, found.total) == ("gad7", 10)
    port.said(found.entry)
    assert house.open().words() is None
    port.rate(8, 2)
    assert port.words() is None
    clock.advance(7 * DAY)
    port.rate(2, 7)
    assert port.words() == Words(port.weeks()[-1].id, "weeks")
    house.journaling.undo()
    assert port.words() is None
    port.rate(10, None)
    assert port.words() == Words(port.weeks()[-1].id, "weeks")


def test_words_are_put_away_once_for_all_that_calls(house: House, clock: FakeClock) -> None:
    port = house.port
    port.score("oasis", 12, TODAY)
    clock.advance(1)
    port.rate(9, 9)
    clock.advance(1)
    port.score("gad7", 15, TODAY)
    found = port.words()
    assert found is not None
    assert found.what == "gad7", "the latest"
    port.said(found.entry)
    assert port.words() is None


def test_a_very_hard_week_is_answered_by_itself(house: House) -> None:
    house.port.rate(3, 9)
    assert house.port.words() == Words(house.port.weeks()[-1].id, "week")


def test_scores_tell_a_reliable_change(house: House, clock: FakeClock) -> None:
    for total in (13, 10, 5):
        house.port.score("oasis", total, TODAY)
        clock.advance(1)
    house.port.score("gad7", 3, TODAY)
    assert [(card.instrument, card.total, card.since) for card in house.port.scores()] == [
        ("oasis", 13, None),
        ("oasis", 10, None),
        ("oasis", 5, -5),
        ("gad7", 3, None),
    ]
    with pytest.raises(RelaxappError, match="2026-03-30"):
        house.port.score("gad7", 3, TODAY + timedelta(days=1))


@pytest.mark.parametrize("act", ["session", "walk", "stretch", "bath", "early_night"])
def test_what_was_done_is_seen_in_the_journal(house: House, act: str) -> None:
    house.port.start_trial(act, 56)
    found = house.port.trial()
    assert found is not None
    assert found.done is (None if act == "early_night" else False)
    now, placed = EVENING, house.journaling.placed(EVENING)
    if act == "session":
        record = SessionRecord(
            uuid7(now), now, placed.offset_minutes, placed.zone, placed.day, "soften", 410.0,
            300.0, SessionOutcome.STOPPED,
        )  # fmt: skip
        house.store.begin_session(record)
    elif act == "bath":
        house.store.add(Care(uuid7(now), placed, CareKind.BATH))
    elif act != "early_night":
        house.store.add(Movement(uuid7(now), placed))
    found = house.port.trial()
    assert found is not None
    assert found.done is (None if act == "early_night" else True)


def test_a_trial_counts_complete_days_and_ends(house: House, clock: FakeClock) -> None:
    assert house.port.trial() is None
    with pytest.raises(RelaxappError, match="No trial"):
        house.port.stop_trial()
    house.port.start_trial("walk", 42)
    with pytest.raises(RelaxappError, match="goes on"):
        house.port.start_trial("bath", 42)
    for _ in range(3):
        day = house.journaling.day(house.journaling.today())
        house.journaling.set_day(day._replace(status="complete"))
        clock.advance(DAY)
    found = house.port.trial()
    assert found is not None
    assert (found.complete, found.needed, found.over) == (3, 42, False)
    assert found.on in {True, False}
    house.port.stop_trial()
    found = house.port.trial()
    assert found is not None
    assert (found.over, found.trial.ended) == (True, date(2026, 4, 1))
    house.port.start_trial("bath", 42)
    clock.advance(42 * DAY)
    found = house.port.trial()
    assert found is not None
    assert (found.over, found.on, found.trial.ended) == (True, None, None)


def lived(house: House, clock: FakeClock, days: int) -> None:
    """Live a trial: each day complete, with an episode more where the coin is off."""
    found = house.port.trial()
    assert found is not None
    with house.store.step("Live"):
        for day, on in [*found.trial.days()][:days]:
            at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            clock.set_wall(at + timedelta(hours=1))
            when = house.journaling.placed(at)
            for _ in range(1 if on else 2):
                house.store.add(Episode(uuid7(at), when))
            if on:
                house.store.add(Movement(uuid7(at), when))
            house.store.set_day(DayRecord(day, DayStatus.COMPLETE))
    clock.advance(DAY)


def test_a_trial_is_read_once_it_is_over_and_told_of_once(house: House, clock: FakeClock) -> None:
    house.port.start_trial("walk", 42)
    lived(house, clock, 41)
    assert house.port.coin() is not None
    assert house.port.result() is None
    assert not house.port.result_unread()
    lived(house, clock, 42)
    found = house.port.result()
    assert found is not None
    assert house.port.coin() is None
    assert (found.done.on, found.done.off, found.done.unsaid) == (found.done.on_days, 0, 0)
    ratio = found.same_day.rate_ratio
    assert ratio is not None
    assert ratio < 1
    assert found.same_day.there.complete_days == 42
    assert house.port.result_unread()
    house.port.result_read()
    assert not house.open().result_unread()


def test_what_nobody_entered_is_not_taken_for_not_done(house: House, clock: FakeClock) -> None:
    house.port.start_trial("bath", 42)
    day = house.journaling.day(TODAY)
    house.journaling.set_day(day._replace(status="complete"))
    clock.advance(DAY)
    house.port.stop_trial()
    assert house.port.result() is None, "its last day is not over"
    clock.advance(DAY)
    found = house.port.result()
    assert found is not None
    assert (found.done.on_days + found.done.off_days, found.done.unsaid) == (1, 1)


def test_a_pause_hides_the_coin(house: House) -> None:
    house.port.start_trial("walk", 42)
    assert house.port.coin() is not None
    house.journaling.set_paused(paused=True)
    assert house.port.coin() is None
    assert house.port.trial() is not None
