"""The journal day by day, on the real database."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters.database import open_database
from relaxapp.clock import LocalZone
from relaxapp.journal import days
from relaxapp.journal.daily import Daily, statuses
from relaxapp.journal.entries import DayRecord, Drink, Episode, Movement, SessionRecord, When
from relaxapp.journal.ids import uuid7
from relaxapp.journal.store import Store
from relaxapp.journal.vocabulary import DayStatus
from tests.fakes import START, FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

ZONE = LocalZone("Europe/Berlin", 60)
TODAY = date(2026, 3, 14)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    database = open_database(tmp_path / "journal.db", FakeClock())
    yield Store(database)
    database.close()


def ago(days_back: int) -> When:
    return When.lived(START - timedelta(days=days_back), ZONE, 4)


def practice(at: datetime, heard_s: float) -> SessionRecord:
    begun = SessionRecord.begun(
        record_id=uuid7(at), at=at, zone=ZONE, boundary=4, session_id="soften", planned_s=60
    )
    return dataclasses.replace(begun, heard_s=heard_s)


def test_a_day_gathers_all_that_was_logged_on_it(store: Store) -> None:
    for _ in range(3):
        store.add(Episode(uuid7(START), ago(2)))
    for ml in (250, 300, None):
        store.add(Drink(uuid7(START), ago(2), ml))
    store.add(Movement(uuid7(START), ago(2)))
    for heard in (0.4, 1.0, 600.0):
        store.begin_session(practice(START - timedelta(days=2), heard))
    record = DayRecord(
        TODAY - timedelta(days=2), DayStatus.COMPLETE, False, 180, 1.5, 7.25, False, 4
    )
    store.set_day(record)
    assert store.daily(TODAY)[0] == Daily(
        day=date(2026, 3, 12),
        status=DayStatus.COMPLETE,
        episodes=3,
        caffeine_mg=180,
        alcohol_units=1.5,
        sleep_hours=7.25,
        hard_exercise=False,
        stress=4,
        drinks=3,
        drinks_ml=550,
        drinks_unsaid=1,
        movements=1,
        sessions=2,
    )


def test_what_nobody_said_is_unknown_and_not_zero(store: Store) -> None:
    store.add(Drink(uuid7(START), ago(2)))
    first, between, today = store.daily(TODAY)
    assert (first.drinks, first.drinks_ml, first.drinks_unsaid) == (1, None, 1)
    assert first.status is between.status is today.status is DayStatus.UNKNOWN
    assert between == Daily(date(2026, 3, 13), traced=False)
    assert between.stress is between.sleep_hours is between.caffeine_mg is None


def test_a_day_called_complete_too_early_counts_as_partial_until_it_is_over(store: Store) -> None:
    store.set_day(days.marked(None, TODAY, DayStatus.COMPLETE, TODAY))
    assert [one.status for one in store.daily(TODAY)] == [DayStatus.PARTIAL]
    tomorrow = TODAY + timedelta(days=1)
    assert store.daily(tomorrow)[0].complete
    store.add(Episode(uuid7(START), ago(0)))
    store.set_day(days.marked(store.day(TODAY), TODAY, DayStatus.COMPLETE, TODAY, 1))
    assert store.daily(TODAY)[0].complete  # with an episode it was meant as it was said


def test_the_trash_counts_for_nothing(store: Store) -> None:
    kept, gone = (store.add(Episode(uuid7(START), ago(1))) for _ in range(2))
    store.trash([gone.id])
    assert store.daily(TODAY)[0].episodes == 1
    store.trash([kept.id])
    assert store.daily(TODAY) == ()


def test_a_period_has_both_its_ends_and_no_day_yet_to_come(store: Store) -> None:
    assert store.daily(TODAY) == ()
    for back in (1, 4, 9):
        store.add(Episode(uuid7(START), ago(back)))
    assert len(store.daily(TODAY)) == 10
    since, until = TODAY - timedelta(days=4), TODAY - timedelta(days=1)
    asked = store.daily(TODAY, since, until)
    assert [one.day for one in asked] == [since + timedelta(days=n) for n in range(4)]
    assert [one.episodes for one in asked] == [1, 0, 0, 1]
    assert store.daily(TODAY, since, date.max)[-1].day == TODAY
    assert len(store.daily(TODAY, TODAY - timedelta(days=29))) == 30
    assert store.daily(TODAY, until, since) == ()


def test_days_are_counted_by_status(store: Store) -> None:
    for back, status in ((1, "complete"), (2, "complete"), (4, "partial")):
        store.set_day(DayRecord(TODAY - timedelta(days=back), DayStatus(status)))
    counted = statuses(store.daily(TODAY))
    assert counted == {"complete": 2, "partial": 1, "unknown": 2}
