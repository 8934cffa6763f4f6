from __future__ import annotations

import dataclasses
import uuid
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaxapp.adapters.database import Database, open_database
from relaxapp.clock import LocalZone
from relaxapp.journal.entries import SessionOutcome, SessionRecord
from relaxapp.journal.store import Store, uuid7
from tests.fakes import START, FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

BERLIN = LocalZone("Europe/Berlin", 60)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def database(tmp_path: Path, clock: FakeClock) -> Iterator[Database]:
    database = open_database(tmp_path / "journal.db", clock)
    yield database
    database.close()


@pytest.fixture
def store(database: Database) -> Store:
    return Store(database)


def begun(at: datetime = START, session_id: str = "soften", **changes: Any) -> SessionRecord:
    record = SessionRecord.begun(
        record_id=uuid7(at),
        at=at,
        zone=BERLIN,
        boundary=4,
        session_id=session_id,
        planned_s=720.5,
    )
    return dataclasses.replace(record, **changes)


def test_a_practice_is_there_for_the_next_start(
    store: Store, database: Database, tmp_path: Path, clock: FakeClock
) -> None:
    record = begun()
    store.begin_session(record)
    finished = dataclasses.replace(
        record,
        heard_s=700.25,
        outcome=SessionOutcome.COMPLETED,
        tension_before=7,
        tension_after=0,
        distress_before=None,
        distress_after=10,
        worse=True,
        note="Shoulders ☺ 'quoted'; DROP TABLE session",
        detours=("cramp-now", "out-of-my-head"),
    )
    store.update_session(finished)
    database.close()
    again = open_database(tmp_path / "journal.db", clock)
    assert Store(again).sessions() == (finished,)
    assert Store(again).session(record.id) == finished
    assert Store(again).session("another") is None
    again.close()


def test_beginning_the_same_practice_twice_is_a_bug_that_shows(store: Store) -> None:
    store.begin_session(begun())
    once = store.sessions()
    with pytest.raises(Exception, match="UNIQUE"):
        store.begin_session(once[0])
    assert store.sessions() == once


def test_an_update_outlives_a_journal_restored_meanwhile(store: Store, database: Database) -> None:
    record = begun()
    store.begin_session(record)
    database.execute("DELETE FROM session")
    store.update_session(record)
    assert store.sessions() == (record,)


def test_days_are_the_days_lived(store: Store) -> None:
    for hours in (0, 12, 16, 24, 48):
        store.begin_session(begun(START + timedelta(hours=hours)))
    # 9:30 UTC on the 14th is 10:30 in Berlin; 16 hours on, half past two at night: still the 14th.
    days = [record.day.day for record in store.sessions()]
    assert days == [14, 14, 14, 15, 16]
    assert len(store.sessions(since=date(2026, 3, 15))) == 2
    assert len(store.sessions(until=date(2026, 3, 14))) == 3
    assert len(store.sessions(date(2026, 3, 15), date(2026, 3, 15))) == 1
    assert store.sessions(date(2026, 3, 16), date(2026, 3, 15)) == ()


def test_they_come_in_the_order_they_were_begun(store: Store) -> None:
    zone = timezone(timedelta(hours=-8))
    late, early = begun(START + timedelta(hours=1)), begun(START.astimezone(zone))
    store.begin_session(late)
    store.begin_session(early)
    assert store.sessions() == (early, late)
    assert early.started.tzinfo is UTC


def test_last_practised_counts_what_was_stopped_early(store: Store) -> None:
    later = START + timedelta(days=2)
    store.begin_session(begun(later, outcome=SessionOutcome.STOPPED, heard_s=3.0))
    store.begin_session(begun(START))
    store.begin_session(begun(START, "long-exhale"))
    assert store.last_practised() == {"soften": later, "long-exhale": START}
    assert store.times_practised("soften") == 2
    assert store.times_practised("square") == 0


def test_a_practice_cut_off_is_closed_where_it_was_last_heard(
    store: Store, clock: FakeClock
) -> None:
    record = begun()
    store.begin_session(record)
    store.update_session(dataclasses.replace(record, heard_s=42.0))
    clock.advance(601)
    (closed,) = store.recover_running()
    assert closed == dataclasses.replace(record, heard_s=42.0, outcome=SessionOutcome.STOPPED)
    assert store.sessions() == (closed,)
    assert store.recover_running() == ()


def test_a_practice_that_another_window_plays_goes_on(store: Store, clock: FakeClock) -> None:
    record = begun()
    store.begin_session(record)
    clock.advance(3600)
    store.update_session(record)
    clock.advance(599)
    assert store.recover_running() == ()
    assert store.sessions() == (record,)


def test_a_clock_set_back_does_not_keep_it_running_for_ever(store: Store, clock: FakeClock) -> None:
    store.begin_session(begun())
    clock.set_wall(START - timedelta(days=300))
    assert len(store.recover_running()) == 1


def test_one_that_ended_stays_as_it_ended(store: Store, clock: FakeClock) -> None:
    done = begun(outcome=SessionOutcome.COMPLETED)
    store.begin_session(done)
    clock.advance(86400)
    assert store.recover_running() == ()
    assert store.sessions() == (done,)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"started": datetime(2026, 1, 1)}, "time zone"),  # noqa: DTZ001 - the mistake meant
        ({"tension_before": 11}, "tension_before is 11"),
        ({"distress_after": -1}, "distress_after is -1"),
        ({"heard_s": -0.5}, "heard_s is -0.5"),
        ({"planned_s": float("nan")}, "planned_s is nan"),
        ({"session_id": ""}, "session_id is empty"),
    ],
)
def test_what_cannot_be_cannot_be_made(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        begun(**changes)


def test_a_broken_character_does_not_cost_the_note(store: Store) -> None:
    record = begun(note="calm \ud83d again")
    store.begin_session(record)
    assert store.sessions()[0].note == "calm ? again"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("tension_before", 11),
        ("distress_after", -1),
        ("heard_s", -1.0),
        ("outcome", "finished"),
        ("worse", 2),
        ("day", "14.3.2026"),
        ("started", "2026-03-14"),
        ("detours", "cramp-now"),
        ("planned_s", "long"),
        ("zone", None),
        ("id", "1"),
    ],
)
def test_the_database_refuses_what_the_entries_refuse(
    store: Store, database: Database, column: str, value: object
) -> None:
    store.begin_session(begun())
    kept = store.sessions()
    with pytest.raises(Exception, match=r"CHECK|cannot store|NOT NULL"):
        database.execute(f"UPDATE session SET {column} = ?", (value,))  # noqa: S608 - from the list above
    assert store.sessions() == kept


instants = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis wants naive bounds


@given(instants, instants, st.integers(0, 2**62 - 1), st.integers(0, 2**62 - 1))
def test_ids_sort_by_time(one: datetime, other: datetime, bits: int, more: int) -> None:
    first, second = uuid7(one, lambda _: bits), uuid7(other, lambda _: more)
    if one != other:
        assert (first < second) == (one < other)


@given(instants)
def test_ids_within_a_microsecond_of_each_other_keep_their_order(at: datetime) -> None:
    assert uuid7(at) < uuid7(at + timedelta(microseconds=1))


@given(instants)
def test_an_id_is_a_uuid_of_version_7(at: datetime) -> None:
    made = uuid.UUID(text := uuid7(at))
    assert str(made) == text
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def test_ids_made_at_one_instant_differ() -> None:
    assert len({uuid7(START) for _ in range(100)}) == 100


def test_what_goes_on_is_found_without_going_through_all_there_is(
    store: Store, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    query = database.query

    def noted(sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        asked.append(sql)
        return query(sql, parameters)

    monkeypatch.setattr(database, "query", noted)
    assert store.open_episodes() == ()
    ((*_, plan), *_) = query(f"EXPLAIN QUERY PLAN {asked[0]}")
    assert plan.endswith("USING INDEX episode_open")
