"""All that is no episode in one list: in order over days and kinds, page by page, without trash."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relaxapp.adapters.database import Database, open_database
from relaxapp.clock import LocalZone
from relaxapp.journal.entries import Care, Drink, Medicine, Movement, SessionRecord, When
from relaxapp.journal.ids import uuid7
from relaxapp.journal.others import OTHERS, place_of
from relaxapp.journal.store import EntryKind, Store
from relaxapp.journal.vocabulary import CareKind
from tests.fakes import START, FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BERLIN = LocalZone("Europe/Berlin", 60)
TODAY = START.date()
DAY = timedelta(days=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = open_database(tmp_path / "journal.db", FakeClock())
    yield made
    made.close()


@pytest.fixture
def store(database: Database) -> Store:
    return Store(database)


def when(ago: timedelta) -> When:
    return When.lived(START - ago, BERLIN, 4)


def filled(store: Store) -> None:
    """Four kinds a day for five days, and two medicines."""
    for n in range(5):
        for hours, made in enumerate((Drink, Movement, Care)):
            at = when(n * DAY + timedelta(hours=hours))
            store.add(made(uuid7(at.at), at))
        begun = START - n * DAY - timedelta(minutes=30)
        store.begin_session(
            SessionRecord.begun(
                record_id=uuid7(begun), at=begun, zone=BERLIN, boundary=4,
                session_id="soften", planned_s=410.0,
            )
        )  # fmt: skip
    store.add(Medicine(uuid7(START), "Magnesium", TODAY - 9 * DAY))
    store.add(Medicine(uuid7(START), "Ibuprofen", TODAY - 9 * DAY, TODAY - 8 * DAY))


def test_the_newest_day_comes_first_and_kinds_stand_among_each_other(store: Store) -> None:
    filled(store)
    found = store.others()
    assert [type(one) for one in found[:4]] == [Drink, SessionRecord, Movement, Care]
    assert [type(one) for one in found[-2:]] == [Medicine, Medicine]
    places = [place_of(one) for one in found]
    assert places == sorted(places, reverse=True)
    assert store.count_others() == len(found) == 22


@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_pages_together_are_the_whole(store: Store, size: int) -> None:
    filled(store)
    whole, read = store.others(), []
    while page := store.others(limit=size, after=place_of(read[-1]) if read else None):
        assert len(page) <= size
        read += page
    assert tuple(read) == whole


def test_one_kind_and_a_span_of_days(store: Store) -> None:
    filled(store)
    since = TODAY - DAY
    assert {type(one) for one in store.others((EntryKind.CARE,))} == {Care}
    assert store.count_others((EntryKind.CARE,)) == 5
    assert len(store.others((EntryKind.DRINK,), since=since)) == 2
    assert store.count_others(OTHERS, since) == len(store.others(since=since))


def test_a_medicine_still_taken_belongs_to_the_last_days(store: Store) -> None:
    filled(store)
    found = store.others((EntryKind.MEDICINE,), since=TODAY - 6 * DAY)
    assert [one.name for one in found] == ["Magnesium"]


def test_what_is_in_the_trash_is_not_listed(store: Store) -> None:
    filled(store)
    first, *rest = store.others()
    store.trash((first.id,))
    assert store.others() == tuple(rest)
    assert store.count_others() == len(rest)


def test_on_a_journey_the_day_as_lived_leads(store: Store) -> None:
    """Flown east over night: the later instant may belong to the earlier day."""
    early = When(START, 0, "", TODAY)
    late = replace(early, at=START + timedelta(minutes=5), day=TODAY - DAY)
    clock = store._connection.clock
    assert isinstance(clock, FakeClock)
    clock.advance(3600)
    before, after = Drink(uuid7(START), early), Drink(uuid7(START), late)
    store.add(before)
    store.add(after)
    assert store.others() == (before, after)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(minutes=st.lists(st.integers(0, 4000), max_size=12), size=st.integers(1, 5))
def test_paging_loses_nothing_however_entries_lie(
    store: Store, minutes: list[int], size: int
) -> None:
    store.erase_everything()
    for n, ago in enumerate(minutes):
        at = when(timedelta(minutes=ago))
        kind = (Drink(uuid7(at.at), at), Movement(uuid7(at.at), at),
                Care(uuid7(at.at), at, CareKind.FOOD))[n % 3]  # fmt: skip
        store.add(kind)
    read: list[object] = []
    after = None
    while page := store.others(limit=size, after=after):
        read += page
        after = place_of(page[-1])
    assert tuple(read) == store.others()
    assert len(read) == len(minutes)
