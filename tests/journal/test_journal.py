from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaxapp import body
from relaxapp.adapters.database import Database, open_database
from relaxapp.clock import LocalZone
from relaxapp.errors import RelaxappError
from relaxapp.journal import days
from relaxapp.journal.entries import (
    Care,
    Check,
    DayRecord,
    Drink,
    Entry,
    EntryError,
    Episode,
    Medicine,
    Movement,
    Relief,
    Score,
    SessionRecord,
    Trial,
    When,
)
from relaxapp.journal.measures import Instrument
from relaxapp.journal.rows import kind_of
from relaxapp.journal.store import EpisodeFilter, GoneError, Store, uuid7
from relaxapp.journal.trial import Act
from relaxapp.journal.vocabulary import BodyState, CareKind, DayStatus, Kind
from tests.fakes import START, FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BERLIN = LocalZone("Europe/Berlin", 60)
TODAY = START.date()


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


def when(minutes: float = 0.0) -> When:
    return When.lived(START - timedelta(minutes=minutes), BERLIN, 4)


def episode(minutes: float = 0.0, **told: Any) -> Episode:
    at = when(minutes)
    return Episode(uuid7(at.at), at, **told)


FULL = episode(
    90,
    end=START,
    sites=("eyelid.left", "hand.right"),
    kind=Kind.TWITCH,
    intensity=0,
    worry=10,
    state=BodyState.FALLING_ASLEEP,
    before=("stress", "the lift"),
    feelings=("anxious", "stress"),
    signs=("numbness",),
    note="'; DROP TABLE episode; -- Ärger ☺\nsecond line",
    relief=(Relief("stretch", 8, 3), Relief("session", None, None, "cramp-now"), Relief("my aunt")),
)


def every_kind() -> tuple[Entry, ...]:
    at = when(5)
    session = SessionRecord.begun(
        record_id=uuid7(START), at=START, zone=BERLIN, boundary=4, session_id="a", planned_s=1.5
    )
    return (
        replace(FULL, id=uuid7(START)),
        Drink(uuid7(START), at, 250),
        Drink(uuid7(START), when(4)),
        Movement(uuid7(START), at, "stairs"),
        Care(uuid7(START), at, CareKind.BATH, "hot"),
        Medicine(uuid7(START), "Magnesium", date(2026, 1, 1), date(2026, 12, 1), "at night"),
        Medicine(uuid7(START), "Salbutamol", date(2026, 1, 1)),
        DayRecord(
            TODAY,
            DayStatus.COMPLETE,
            provisional=True,
            caffeine_mg=0,
            alcohol_units=1.5,
            sleep_hours=7,
            hard_exercise=False,
            stress=0,
            note="x",
        ),
        DayRecord(TODAY - timedelta(days=1)),
        session,
        Check(uuid7(START), at, 10, 0),
        Check(uuid7(START), when(3), interference=4),
        Score(uuid7(START), TODAY, Instrument.GAD7, 21, "before the holidays"),
        Score(uuid7(START), TODAY, Instrument.OASIS, 20),
        Trial(uuid7(START), Act.EARLY_NIGHT, TODAY - timedelta(days=9), 366, TODAY),
        Trial(uuid7(START), Act.BATH, TODAY),
    )


def key(entry: Entry) -> str:
    return entry.day.isoformat() if isinstance(entry, DayRecord) else entry.id


# ----------------------------------------------------------------- written and read


@pytest.mark.parametrize("entry", every_kind(), ids=lambda entry: type(entry).__name__)
def test_every_entry_is_read_as_it_was_written(
    entry: Entry, store: Store, database: Database, clock: FakeClock
) -> None:
    kept = store.add(entry)
    if isinstance(kept, Episode):
        assert (kept.created, kept.updated) == (START, START)
        kept = replace(kept, created=None, updated=None)
    assert kept == entry
    database.close()
    with closing(open_database(database.path, clock)) as again:
        found = Store(again).get(kind_of(entry), key(entry))
        if isinstance(found, Episode):
            found = replace(found, created=None, updated=None)
        assert found == entry
        assert repr(found) == repr(entry)  # True is not 1, 2 not 2.0
        assert Store(again).get(kind_of(entry), "another") is None


def test_each_sort_is_listed_in_order(store: Store) -> None:
    store.put_all(reversed(every_kind()))
    assert [drink.ml for drink in store.drinks()] == [250, None]
    assert [one.kind for one in store.movements(TODAY, TODAY)] == ["stairs"]
    assert [one.kind for one in store.cares(since=TODAY)] == [CareKind.BATH]
    assert store.cares(until=TODAY - timedelta(days=1)) == ()
    assert [one.name for one in store.medicines()] == ["Magnesium", "Salbutamol"]
    assert [one.name for one in store.medicines(since=date(2027, 1, 1))] == ["Salbutamol"]
    assert store.medicines(until=date(2025, 12, 31)) == ()
    assert [one.day for one in store.days()] == [TODAY - timedelta(days=1), TODAY]
    assert store.days(since=TODAY)[0].alcohol_units == 1.5
    assert store.day(date(2020, 1, 1)) == DayRecord(date(2020, 1, 1))
    assert len(store.sessions()) == 1


def test_the_last_used_site_is_that_of_what_was_entered_last(store: Store) -> None:
    assert store.last_site() is None
    store.add(episode(1, sites=("jaw.left",)))
    store.add(replace(episode(600, sites=("calf.right", "knee.left")), id=uuid7(START)))
    store.add(replace(episode(), id=uuid7(START + timedelta(seconds=1))))
    assert store.last_site() == "calf.right"
    assert store.words() == ()


def test_what_cannot_be_is_not_written(store: Store, clock: FakeClock) -> None:
    with pytest.raises(EntryError, match=r"at is 2026-03-14T10:31:00\+01:00; .* in the past"):
        store.add(episode(-1))
    with pytest.raises(EntryError, match="day is 2026-03-16"):
        store.set_day(DayRecord(TODAY + timedelta(days=2)))
    kept = store.add(episode(1))
    with pytest.raises(EntryError, match=r"id is .* does not have yet"):
        store.add(kept)
    with pytest.raises(EntryError, match="end is"):
        store.update(replace(kept, end=START + timedelta(seconds=1)))
    with pytest.raises(GoneError):
        store.update(episode(2))
    with pytest.raises(EntryError):
        store.put_all((episode(3), episode(-3)))
    assert store.episodes() == (kept,)
    assert (store.undo_label(), store.redo_label()) == ("Add an episode", None)


def test_after_a_clock_set_back_the_rest_can_be_edited(store: Store, clock: FakeClock) -> None:
    kept = store.add(episode())
    clock.set_wall(START - timedelta(days=300))
    store.update(replace(kept, note="later"))
    assert store.episodes()[0].note == "later"
    with pytest.raises(EntryError):
        store.update(replace(kept, when=when(-1)))


def test_a_change_is_stamped_and_nothing_new_is_no_step(store: Store, clock: FakeClock) -> None:
    kept = store.add(episode(5))
    clock.advance(60)
    changed = store.update(replace(kept, note="more"))
    assert (changed.created, changed.updated) == (START, START + timedelta(minutes=1))
    assert store.put_all((changed, replace(changed, created=None, updated=None))) == 0
    assert store.undo_label() == "Change an episode"


def test_an_import_keeps_its_stamps_and_its_days(store: Store) -> None:
    old = datetime(2020, 1, 1, tzinfo=UTC)
    stamped = replace(FULL, created=old, updated=old)
    day = DayRecord(FULL.when.day, DayStatus.COMPLETE)
    assert store.put_all((day, stamped)) == 2
    assert store.episodes() == (stamped,)
    assert store.day(day.day) == day
    assert store.put_all((day, stamped)) == 0
    store.trash([stamped.id])
    assert store.put_all((stamped,)) == 1
    assert store.trashed() == ()
    assert store.undo() == "Import"
    assert len(store.trashed()) == 1


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("episode", "intensity", 11),
        ("episode", "worry", -1),
        ("episode", "kind", "sneeze"),
        ("episode", "state", "dancing"),
        ("episode", "ended", "2020-01-01T00:00:00.000000Z"),
        ("episode", "open", 1),
        ("episode", "sites", "eyelid.left"),
        ("episode", "relief", '[{"done": "x", "before": 11, "after": null, "session": ""}]'),
        ("episode", "day", "14.3.2026"),
        ("episode", "at", "2026-03-14"),
        ("episode", "offset_minutes", 2000),
        ("drink", "ml", 0),
        ("drink", "deleted", "yes"),
        ("care", "kind", "sauna"),
        ("medicine", "to_day", "2020-01-01"),
        ("day", "status", "done"),
        ("day", "stress", 11),
        ("day", "sleep_hours", 25.0),
        ("day", "hard_exercise", 2),
        ("day", "caffeine_mg", -1),
    ],
)
def test_the_database_refuses_what_the_entries_refuse(
    store: Store, database: Database, table: str, column: str, value: object
) -> None:
    store.put_all(every_kind())
    with pytest.raises(sqlite3.IntegrityError):
        database.execute(f"UPDATE {table} SET {column} = ?", (value,))  # noqa: S608 - from the list above


# ----------------------------------------------------------------------------- live


def test_several_go_on_at_once_and_outlive_the_process(
    store: Store, database: Database, clock: FakeClock
) -> None:
    first = store.start_episode(when(10), ("eyelid.left",))
    second = store.start_episode(when(5))
    database.close()
    clock.advance(60)
    with closing(open_database(database.path, clock)) as again:
        store = Store(again)
        assert [one.id for one in store.open_episodes()] == [first.id, second.id]
        stopped = store.stop_episode(first.id, clock.now())
        assert (stopped.duration, stopped.open) == (timedelta(minutes=11), False)
        assert [one.id for one in store.open_episodes()] == [second.id]
        with pytest.raises(RelaxappError, match="stopped already"):
            store.stop_episode(first.id, clock.now())
        with pytest.raises(EntryError, match="at or after the start"):
            store.stop_episode(second.id, START - timedelta(minutes=6))
        with pytest.raises(GoneError):
            store.stop_episode("another", clock.now())
        assert store.undo() == "Stop an episode"
        assert len(store.open_episodes()) == 2
        store.trash([first.id])
        assert [one.id for one in store.open_episodes()] == [second.id]


# ----------------------------------------------------------------------------- days


def test_no_episodes_today_holds_until_one_comes(store: Store) -> None:
    said = days.without_episodes(store.day(TODAY), TODAY, TODAY)
    store.set_day(replace(said, stress=3))
    assert days.is_provisional(store.day(TODAY), TODAY)
    assert not days.is_provisional(store.day(TODAY), TODAY + timedelta(days=1))
    store.add(episode())
    assert store.day(TODAY) == DayRecord(TODAY, DayStatus.PARTIAL, stress=3)
    with pytest.raises(EntryError, match="an episode is logged on 2026-03-14"):
        days.without_episodes(store.day(TODAY), TODAY, TODAY, store.count_by_day()[TODAY])
    with pytest.raises(EntryError, match="2 episodes are"):
        days.without_episodes(None, TODAY, TODAY, 2)
    store.set_day(days.marked(store.day(TODAY), TODAY, DayStatus.COMPLETE, TODAY, 1))
    assert store.day(TODAY).status is DayStatus.COMPLETE
    assert not store.day(TODAY).provisional
    with pytest.raises(EntryError, match="day is 2026-03-15; it should be 2026-03-14 or earlier"):
        days.marked(None, TODAY + timedelta(days=1), DayStatus.PARTIAL, TODAY)


def test_an_episode_that_comes_by_any_way_makes_a_complete_day_partial(store: Store) -> None:
    def said(day: date, status: DayStatus = DayStatus.COMPLETE) -> None:
        store.set_day(DayRecord(day, status))

    yesterday = TODAY - timedelta(days=1)
    moving, deleted = store.add(episode()), store.add(episode(1))
    said(yesterday)
    store.update(replace(moving, when=when(24 * 60)))
    assert store.day(yesterday).status is DayStatus.PARTIAL
    store.trash([deleted.id])
    said(TODAY)
    store.restore_from_trash([deleted.id])
    assert store.day(TODAY).status is DayStatus.PARTIAL
    store.undo()
    assert store.day(TODAY).status is DayStatus.COMPLETE
    store.start_episode(when())
    assert store.day(TODAY).status is DayStatus.PARTIAL
    said(TODAY)
    store.update(replace(store.open_episodes()[0], note="the same day"))
    assert store.day(TODAY).status is DayStatus.COMPLETE
    said(TODAY, DayStatus.UNKNOWN)
    store.add(episode(2))
    assert store.day(TODAY).status is DayStatus.UNKNOWN


def lived(wall: datetime, name: str) -> When:
    """Return a time as logged in a place, given what the clock on its wall shows."""
    at = wall.replace(tzinfo=ZoneInfo(name))
    offset = at.utcoffset()
    assert offset is not None
    return When.lived(at.astimezone(UTC), LocalZone(name, offset // timedelta(minutes=1)), 4)


walls = st.datetimes(datetime(2000, 1, 1), datetime(2026, 1, 1), timezones=st.none())  # noqa: DTZ001 - walls show no zone
places = st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia"])


@given(st.lists(st.tuples(walls, places), min_size=1, max_size=8))
def test_day_and_hour_stay_as_lived_across_clock_changes_and_travel(
    tmp_path_factory: pytest.TempPathFactory, logged: list[tuple[datetime, str]]
) -> None:
    path = tmp_path_factory.mktemp("travel") / "journal.db"
    entries = {uuid7(START): lived(wall, place) for wall, place in logged}
    with closing(open_database(path, FakeClock())) as database:
        Store(database).put_all(Episode(one, at) for one, at in entries.items())
    with closing(open_database(path, FakeClock())) as database:
        found = {one.id: one.when for one in Store(database).episodes()}
    assert found == entries
    for (wall, place), at in zip(logged, entries.values(), strict=True):
        shown = at.local.replace(tzinfo=None)
        # An hour that the clocks leave out exists on no wall but in the test's.
        if wall.replace(tzinfo=UTC) == shown.replace(tzinfo=UTC):
            assert found[next(k for k, v in entries.items() if v is at)].day == (
                (wall - timedelta(hours=4)).date()
            )
        else:
            gap = wall.replace(tzinfo=ZoneInfo(place))
            assert gap.astimezone(UTC).astimezone(ZoneInfo(place)).replace(tzinfo=None) != wall


# -------------------------------------------------------------------------- filters

sites = st.lists(st.sampled_from((*body.REGIONS, *body.GROUPS)), max_size=3).map(tuple)
ratings = st.none() | st.integers(0, 10)
some_days = st.integers(0, 5).map(lambda number: TODAY - timedelta(days=number))
words = st.sampled_from(["Stress", "stress", "ÄRGER", "ärger", "the lift", "x%y_z", "Straße"])
episodes = st.builds(
    lambda minutes, **told: replace(episode(minutes, **told), id=uuid7(START)),
    st.integers(0, 6 * 24 * 60),
    sites=sites,
    kind=st.none() | st.sampled_from(Kind),
    intensity=ratings,
    before=st.lists(words, max_size=2).map(tuple),
    note=st.lists(words, max_size=3).map(" ".join),
)
filters = st.builds(
    EpisodeFilter,
    since=st.none() | some_days,
    until=st.none() | some_days,
    site=st.none() | st.sampled_from(("eyelid.left", "eyes", "calf.right", "legs", "body")),
    side=st.none() | st.sampled_from(body.Side),
    kind=st.none() | st.sampled_from(Kind),
    tag=st.none() | words,
    text=st.lists(words, max_size=2).map(" ".join),
    intensity_min=ratings,
    intensity_max=ratings,
)


def asked(one: Episode, wanted: EpisodeFilter) -> bool:
    """Say the same as the SQL, in plain words."""
    regions = [body.expand(site) for site in one.sites]
    within = body.expand(wanted.site) if wanted.site else frozenset()
    sides = {body.REGIONS[region].side for parts in regions for region in parts}
    text = " ".join((one.note, *(word for word in one.before if word != "stress"))).casefold()
    strength = -1 if one.intensity is None else one.intensity
    return all(
        (
            wanted.since is None or one.when.day >= wanted.since,
            wanted.until is None or one.when.day <= wanted.until,
            not within or any(parts <= within for parts in regions),
            wanted.side is None or wanted.side in sides,
            wanted.kind is None or one.kind is wanted.kind,
            wanted.tag is None or wanted.tag in one.before,
            all(term in text for term in wanted.text.casefold().split()),
            wanted.intensity_min is None or strength >= wanted.intensity_min,
            wanted.intensity_max is None or 0 <= strength <= wanted.intensity_max,
        )
    )


@given(st.lists(episodes, max_size=12), filters, st.integers(1, 4), st.data())
def test_filters_find_what_they_say_page_by_page(
    tmp_path_factory: pytest.TempPathFactory,
    logged: list[Episode],
    wanted: EpisodeFilter,
    page: int,
    data: st.DataObject,
) -> None:
    path = tmp_path_factory.mktemp("filters") / "journal.db"
    with closing(open_database(path, FakeClock())) as database:
        store = Store(database)
        store.put_all(logged)
        if logged:
            gone = data.draw(st.sets(st.sampled_from([one.id for one in logged])))
            store.trash(gone)
            logged = [one for one in logged if one.id not in gone]
        newest_first = sorted(logged, key=lambda one: one.key, reverse=True)
        expected = [one.id for one in newest_first if asked(one, wanted)]
        assert [one.id for one in store.episodes(wanted)] == expected
        assert store.count(wanted) == len(expected) == sum(store.count_by_day(wanted).values())
        found: list[Episode] = []
        while some := store.episodes(wanted, page, found[-1].key if found else None):
            found += some
        assert [one.id for one in found] == expected


def test_limits_at_the_ends_of_time_are_no_error(store: Store) -> None:
    store.add(episode())
    assert store.count(EpisodeFilter(since=date.min, until=date.max)) == 1
    assert store.count(EpisodeFilter(since=date.max)) == 0
    with pytest.raises(RelaxappError, match="no body region called"):
        store.count(EpisodeFilter(site="elbw.left"))


def test_what_another_process_wrote_shows(store: Store, database: Database) -> None:
    before = store.data_version()
    store.add(episode())
    assert store.data_version() == before
    with closing(open_database(database.path, FakeClock())) as other:
        Store(other).add(episode(1))
    assert store.data_version() != before
    assert store.count() == 2
