"""What the database counts is what one would count by hand, whatever is in the journal."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relaxapp import body
from relaxapp.adapters.database import Database, open_database
from relaxapp.clock import LocalZone
from relaxapp.journal.entries import Episode, Relief, SessionRecord, When
from relaxapp.journal.filters import EpisodeFilter
from relaxapp.journal.ids import uuid7
from relaxapp.journal.measures import Check
from relaxapp.journal.store import Store
from relaxapp.journal.tallies import Tallies, Tried
from relaxapp.journal.vocabulary import Kind
from tests.fakes import START, FakeClock
from tests.journal.strategies import episodes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BERLIN = LocalZone("Europe/Berlin", 60)
DAY = timedelta(days=1)
ALL = EpisodeFilter()
FILTERS = (
    ALL,
    EpisodeFilter(kind=Kind.CRAMP),
    EpisodeFilter(site="leg.left"),
    EpisodeFilter(since=(START - 900 * DAY).date()),
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = open_database(tmp_path / "journal.db", FakeClock(datetime(2026, 11, 22, tzinfo=UTC)))
    yield made
    made.close()


def logged(store: Store, at: datetime, *sites: str, **more: object) -> Episode:
    when = When.lived(at, BERLIN, 4)
    return store.add(Episode(uuid7(at), when, sites=sites, **more))  # type: ignore[arg-type]  # named as its fields


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(episodes(), max_size=12, unique_by=lambda one: one.id), st.sampled_from(FILTERS))
def test_counts_are_those_of_a_patient_reader(
    database: Database, entries: list[Episode], wanted: EpisodeFilter
) -> None:
    store = Store(database)
    store.erase_everything()
    store.put_all(entries)
    found = store.episodes(wanted)
    counted = Tallies(database)
    assert counted.by_day(wanted) == Counter(one.when.day for one in found)
    assert counted.by_site(wanted) == Counter(
        site for one in found for site in set(one.sites) or {""}
    )
    assert counted.by_region(wanted) == Counter(
        region
        for one in found
        for region in frozenset[str]().union(*(body.expand(site) for site in one.sites))
    )
    assert counted.by_hour(wanted) == Counter(
        (one.when.local.weekday(), one.when.local.hour) for one in found
    )
    assert sum(one.times for one in counted.reliefs(wanted)) == sum(
        len(one.relief) for one in found
    )
    assert sum(one.total for one in counted.worries(wanted)) == sum(one.worry or 0 for one in found)


def test_the_trash_counts_for_nothing(database: Database) -> None:
    store = Store(database)
    kept = logged(store, START, "eyelid.left")
    gone = logged(store, START - DAY, "eyelid.left", relief=(Relief("stretch", 6, 2),))
    store.trash([gone.id])
    counted = Tallies(database)
    assert counted.by_day(ALL) == {kept.when.day: 1}
    assert counted.by_site(ALL) == {"eyelid.left": 1}
    assert sum(counted.by_hour(ALL).values()) == 1
    assert counted.reliefs(ALL) == ()


def test_attempts_that_were_rated_alike_are_counted_together(database: Database) -> None:
    store = Store(database)
    for ago in range(3):
        logged(store, START - ago * DAY, relief=(Relief("stretch", 6, 3), Relief("heat pad")))
    assert sorted(Tallies(database).reliefs(ALL)) == [
        Tried("heat pad", None, None, 3),
        Tried("stretch", 6, 3, 3),
    ]


def test_practices_are_counted_by_session_and_week_where_anything_was_heard(
    database: Database,
) -> None:
    store = Store(database)
    for ago, heard in ((0, 300.0), (1, 300.0), (9, 0.0)):
        at = START - ago * DAY
        store.begin_session(
            SessionRecord(uuid7(at), at, 60, "", at.date(), "soften", 400, heard, tension_before=7)
        )
    found = Tallies(database).practices((START - 90 * DAY).date(), START.date())
    assert sum(one.times for one in found) == 2
    assert all(one.week.weekday() == 0 and one.tension == (7, None) for one in found)


def test_weekly_looks_back_are_told_by_the_week_in_which_they_were_taken(
    database: Database,
) -> None:
    store = Store(database)
    for ago, anxiety in ((0, 6), (8, 4), (9, None)):
        at = START - ago * DAY
        store.add(Check(uuid7(at), When.lived(at, BERLIN, 4), anxiety, 3))
    found = Tallies(database).anxieties((START - 30 * DAY).date(), START.date())
    assert [(one.rated, one.total) for one in found] == [(1, 4), (1, 6)]
    assert all(one.week.weekday() == 0 for one in found)
