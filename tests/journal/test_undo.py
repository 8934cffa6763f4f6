from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaxapp.adapters.database import Database, open_database
from relaxapp.clock import LocalZone
from relaxapp.errors import RelaxappError
from relaxapp.journal import steps
from relaxapp.journal.entries import (
    Care,
    Check,
    DayRecord,
    Drink,
    Entry,
    Episode,
    Medicine,
    Movement,
    Score,
    SessionRecord,
    Trial,
    When,
)
from relaxapp.journal.ids import uuid7
from relaxapp.journal.measures import Instrument
from relaxapp.journal.rows import TABLES, EntryKind
from relaxapp.journal.store import Store
from relaxapp.journal.trial import Act
from relaxapp.journal.vocabulary import DayStatus
from tests.fakes import START, FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ZONE = LocalZone("Europe/Berlin", 60)
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
    return When.lived(START - timedelta(minutes=minutes), ZONE, 4)


def episode(minutes: float = 0.0, **told: Any) -> Episode:
    return Episode(uuid7(START), when(minutes), **told)


def content(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table but the steps; a row's number is nobody's business."""
    shown: dict[str, list[tuple[Any, ...]]] = {}
    for kind in EntryKind:
        named = ", ".join(TABLES[kind].every)
        shown[kind] = sorted(database.query(f"SELECT {named} FROM {kind}"), key=repr)  # noqa: S608 - our own names
    for table, column in (("site", "site"), ("word", "word"), ("relief", "done")):
        query = f"SELECT id, {column} FROM episode_{table} JOIN episode ON number = episode"  # noqa: S608 - our own names
        shown[table] = sorted(database.query(query))
    return shown


# ------------------------------------------------------------ any sequence of edits


class Hand:
    """Does what a person can do; ``which`` and ``how`` choose among what there is."""

    def __init__(self, store: Store, clock: FakeClock, which: int, how: int) -> None:
        self.store, self.clock, self.how = store, clock, how
        self.there = store.episodes()
        self.some = [one.id for one in self.there[which : which + how]]
        self.one = self.there[which % len(self.there)] if self.there else None
        self.at = when(which * 200)

    def add(self) -> None:
        told = ("jaw.left", "eyes")[: self.how]
        self.store.add(Episode(uuid7(START), self.at, note=f"no. {self.how}", sites=told))

    def drink(self) -> None:
        self.store.add(Drink(uuid7(self.clock.now()), self.at, 100 + self.how))

    def say(self) -> None:
        status = (DayStatus.COMPLETE, DayStatus.PARTIAL)[self.how % 2]
        self.store.set_day(DayRecord(self.at.day, status, stress=self.how))

    def change(self) -> None:
        if self.one:
            own = ("stress", f"own {self.how}")
            self.store.update(replace(self.one, intensity=self.how, before=own))

    def move(self) -> None:
        if self.one:
            self.store.update(replace(self.one, when=self.at, end=None))

    def change_all(self) -> None:
        self.store.update_all(replace(one, worry=self.how) for one in self.there)

    def delete(self) -> None:
        self.store.trash(self.some)

    def restore(self) -> None:
        found = [one.entry for one in self.store.trashed() if one.kind is EntryKind.EPISODE]
        self.store.restore_from_trash(one.id for one in found[: self.how] if hasattr(one, "id"))

    def start(self) -> None:
        self.store.start_episode(self.at)

    def stop(self) -> None:
        for one in self.store.open_episodes()[:1]:
            self.store.stop_episode(one.id, self.clock.now())

    def bring(self) -> None:
        self.store.put_all(mixture(self.clock, self.how))


ACTIONS = [act for name, act in vars(Hand).items() if not name.startswith("_")]
edits = st.lists(
    st.tuples(st.sampled_from(ACTIONS), st.integers(0, 20), st.integers(0, 3)), max_size=14
)


def mixture(clock: FakeClock, which: int) -> tuple[Entry, ...]:
    at, now = when(which * 100), clock.now()
    session = SessionRecord.begun(
        record_id=uuid7(now), at=at.at, zone=ZONE, boundary=4, session_id="a", planned_s=60.0
    )
    return (
        Episode(uuid7(now), at),
        DayRecord(at.day, DayStatus.COMPLETE, sleep_hours=7.5),
        Movement(uuid7(now), at),
        Care(uuid7(now), at),
        Medicine(uuid7(now), "Magnesium", at.day),
        session,
        Check(uuid7(now), at, which),
        Score(uuid7(now), at.day, Instrument.OASIS, which),
        Trial(uuid7(now), Act.STRETCH, at.day, 42 + which),
    )


@settings(max_examples=60)
@given(edits)
def test_undoing_all_of_it_gives_back_exactly_what_was(
    tmp_path_factory: pytest.TempPathFactory,
    sequence: list[Any],
) -> None:
    clock = FakeClock()
    path = tmp_path_factory.mktemp("undo") / "journal.db"
    with closing(open_database(path, clock)) as database:
        store = Store(database)
        states = [content(database)]
        for act, which, how in sequence:
            act(Hand(store, clock, which, how))
            clock.advance(1)
            if (now := content(database)) != states[-1]:
                states.append(now)
    # Steps that change nothing are none, and all others outlive the process.
    with closing(open_database(path, clock)) as database:
        store = Store(database)
        for before in reversed(states[:-1]):
            assert store.undo() == store.redo_label()
            assert content(database) == before
        assert store.undo() is None
        for after in states[1:]:
            assert store.redo() == store.undo_label()
            assert content(database) == after
        assert store.redo() is None
        assert content(database) == states[-1]


# -------------------------------------------------------------------------- in words


def test_a_new_change_ends_what_could_be_redone(store: Store) -> None:
    store.add(episode(1))
    store.add(Drink(uuid7(START), when(), 200))
    assert store.undo() == "Add a drink"
    assert (store.undo_label(), store.redo_label()) == ("Add an episode", "Add a drink")
    store.add(Movement(uuid7(START), when()))
    assert (store.undo_label(), store.redo_label()) == ("Add a movement break", None)
    assert store.redo() is None
    assert store.drinks() == ()


def test_a_group_is_one_step_and_a_failure_leaves_none(store: Store) -> None:
    with store.step("Change 2 entries"):
        kept = store.add(episode(1))
        store.update(replace(kept, note="more"))
        store.trash([kept.id])
    assert (store.undo_label(), len(store.trashed())) == ("Change 2 entries", 1)

    def fail() -> None:
        with store.step("Never"):
            store.add(episode(2))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert store.undo() == "Change 2 entries"
    assert (store.undo(), store.episodes(), store.trashed()) == (None, (), ())
    store.redo()
    store.restore_from_trash([kept.id])
    assert store.undo_label() == "Restore an episode"
    assert store.episodes()[0].note == "more"


def test_at_least_fifty_steps_can_be_undone_and_the_oldest_are_forgotten(
    store: Store, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert steps.KEPT >= 50
    monkeypatch.setattr(steps, "KEPT", 50)
    for number in range(60):
        store.add(episode(number))
    for _ in range(50):
        assert store.undo() == "Add an episode"
    assert (store.undo(), store.count()) == (None, 10)
    assert database.query("SELECT count(*) FROM step_row") == [(50,)]


def test_bulk_changes_are_one_step(store: Store) -> None:
    kept = [store.add(episode(number)) for number in range(5)]
    assert store.update_all(replace(one, intensity=4) for one in kept) == 5
    assert store.undo_label() == "Change 5 entries"
    assert store.trash([one.id for one in kept[:3]]) == 3
    assert store.undo_label() == "Delete 3 entries"
    store.undo()
    assert {one.intensity for one in store.episodes()} == {4}
    store.undo()
    assert list(store.episodes()) == kept


def test_the_window_can_undo_what_another_process_did(
    store: Store, database: Database, clock: FakeClock
) -> None:
    with closing(open_database(database.path, clock)) as other:
        Store(other).add(episode())
    assert store.undo() == "Add an episode"
    assert store.count() == 0


# ----------------------------------------------------------------------------- trash


def every(store: Store) -> list[str]:
    store.put_all(mixture(FakeClock(), 0))
    return [
        one.id
        for some in (
            store.episodes(),
            store.movements(),
            store.cares(),
            store.medicines(),
            store.sessions(),
        )
        for one in some
    ]


def test_every_sort_of_entry_goes_to_the_trash_and_comes_back(
    store: Store, clock: FakeClock
) -> None:
    ids = every(store)
    clock.advance(60)
    assert store.trash([*ids, *ids, "another"]) == 5
    assert store.trash(ids) == 0
    assert (store.episodes(), store.movements(), store.cares(), store.medicines()) == ((),) * 4
    assert (store.sessions(), store.last_practised(), store.session(ids[-1])) == ((), {}, None)
    assert store.get(EntryKind.EPISODE, ids[0]) is None
    assert store.get(EntryKind.EPISODE, ids[0], trashed=True) is not None
    found = store.trashed()
    assert {one.deleted for one in found} == {clock.now()}
    assert len({one.kind for one in found}) == 5
    assert store.restore_from_trash(ids[:2]) == 2
    assert store.restore_from_trash(ids[:2]) == 0
    assert (store.count(), len(store.trashed())) == (1, 3)


def test_after_thirty_days_it_is_gone_from_the_steps_too(
    store: Store, database: Database, clock: FakeClock
) -> None:
    old, later = store.add(episode(note="old")), store.add(episode(1))
    store.trash([old.id])
    clock.advance(86400)
    store.trash([later.id])
    clock.advance(29 * 86400)
    assert store.purge_trash(clock.now()) == 0
    clock.advance(1)
    assert store.purge_trash(clock.now()) == 1
    assert store.purge_trash(clock.now()) == 0
    assert [one.entry for one in store.trashed()] == [later]
    while store.undo():
        pass
    assert content(database)["episode"] == []
    while store.redo():
        pass
    assert [one.entry for one in store.trashed()] == [later]


def test_what_is_erased_cannot_be_undone_but_the_rest_can(store: Store, database: Database) -> None:
    gone, kept = episode(note="gone", before=("my own",)), episode(1)
    store.put_all((gone, kept))
    assert store.erase_for_good([gone.id, "another"]) == 1
    assert store.erase_for_good([gone.id]) == 0
    assert content(database)["word"] == []
    assert store.undo() == "Import"
    assert store.count() == 0
    assert store.redo() == "Import"
    assert [one.id for one in store.episodes()] == [kept.id]
    assert b"my own" not in database.path.read_bytes()


def test_while_another_program_reads_traces_wait_for_the_next_start(
    store: Store, database: Database, clock: FakeClock
) -> None:
    gone = store.add(episode(note="gone for good"))
    log = database.path.with_name("journal.db-wal")
    with (
        closing(open_database(database.path, clock, busy_s=0)) as ours,
        closing(open_database(database.path, clock)) as reader,
    ):
        reader.execute("BEGIN")
        reader.query("SELECT * FROM episode")
        assert Store(ours).erase_for_good([gone.id]) == 1
        assert b"gone for good" in log.read_bytes()
        reader.execute("COMMIT")
    assert store.count() == 0
    store.purge_trash(clock.now())
    assert b"gone for good" not in log.read_bytes() + database.path.read_bytes()
    assert database.query("SELECT * FROM meta") == []


def test_a_locked_journal_cannot_be_erased_from(
    store: Store, database: Database, clock: FakeClock
) -> None:
    gone = store.add(episode())
    with (
        closing(open_database(database.path, clock, busy_s=0)) as ours,
        database.transaction(),
        pytest.raises(RelaxappError, match="in use by another program"),
    ):
        Store(ours).erase_for_good([gone.id])
    assert store.count() == 1
