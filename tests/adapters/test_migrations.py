"""Every schema that was ever released upgrades with all its rows; fixtures are dumps of then."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from relaxapp.adapters.database import open_database
from relaxapp.adapters.migrations import MIGRATIONS
from relaxapp.journal.entries import Episode, Score, SessionOutcome, When
from relaxapp.journal.ids import uuid7
from relaxapp.journal.measures import Instrument
from relaxapp.journal.store import Store
from tests.fakes import START, FakeClock

SCHEMAS = Path(__file__).parent.parent / "journal" / "schemas"
OLDER = range(1, len(MIGRATIONS))


def made(folder: Path, version: int) -> Path:
    path = folder / "journal.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript((SCHEMAS / f"version-{version}.sql").read_text(encoding="utf-8"))
    return path


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def held(path: Path, tables: list[str]) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows, by the columns that a version-1 journal had too."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall())  # noqa: S608 - our own names
            for table in tables
        }


@pytest.mark.parametrize("version", OLDER)
def test_every_earlier_version_has_a_fixture_that_is_what_it_says(
    tmp_path: Path, version: int
) -> None:
    path = made(tmp_path, version)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
        schema = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
        then = connection.execute(schema).fetchall()
    fresh = tmp_path / "fresh.db"
    with closing(open_database(fresh, FakeClock(), migrations=MIGRATIONS[:version])) as database:
        # A migration that was released is never edited.
        assert database.query(schema) == then


@pytest.mark.parametrize("version", OLDER)
def test_an_earlier_version_upgrades_with_all_rows(tmp_path: Path, version: int) -> None:
    path = made(tmp_path, version)
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = [name for (name,) in found]
    before = held(path, tables)
    with closing(open_database(path, FakeClock())) as database:
        assert database.query("PRAGMA user_version") == [(len(MIGRATIONS),)]
        assert database.query("PRAGMA integrity_check") == [("ok",)]
        assert database.query("PRAGMA foreign_key_check") == []
    after = held(path, tables)
    for table, rows in before.items():
        assert rows
        assert [row[: len(rows[0])] for row in after[table]] == rows


def test_what_was_practised_with_version_1_is_read_as_it_was(tmp_path: Path) -> None:
    path = made(tmp_path, 1)
    with closing(open_database(path, FakeClock())) as database:
        store = Store(database)
        oldest, first, night, away = store.sessions()
        assert oldest.started.microsecond == 999_999
        assert first.note == "Shoulders ☺ 'quoted'; DROP TABLE session\nsecond line"
        assert (first.tension_before, first.tension_after, first.distress_before) == (7, 0, None)
        assert night.detours == ("cramp-now", "out-of-my-head")
        assert (night.day, night.worse) == (first.day, True)
        assert away.outcome is SessionOutcome.RUNNING
        assert (away.offset_minutes, away.zone) == (-300, "America/New_York")
        store.trash([first.id])
        assert len(store.sessions()) == 3
        when = When(START, 0, "", START.date())
        store.add(Episode(uuid7(START), when, sites=("eyelid.left",)))
        assert store.last_site() == "eyelid.left"


def statements(version: int) -> int:
    """Return of how many statements the upgrade from this version is made."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for migrate in MIGRATIONS[:version]:
            migrate(connection)
        counting = Limited(connection, 1_000)
        MIGRATIONS[version](cast("sqlite3.Connection", counting))
        return 1_000 - counting.left


def test_what_was_logged_with_version_2_is_read_as_it_was(tmp_path: Path) -> None:
    path = made(tmp_path, 2)
    with closing(open_database(path, FakeClock())) as database:
        store = Store(database)
        newest, oldest = store.episodes()
        assert (newest.open, oldest.sites) == (True, ("calf.right", "eyelid.left"))
        assert oldest.note == "'quoted'; DROP TABLE episode\nsecond line"
        assert [one.done for one in oldest.relief] == ["stretch", "own way"]
        assert len(store.trashed()) == 1
        assert (store.redo(), store.undo()) == ("Change a day", "Change a day")
        assert store.remembered("course") == "kept"
        assert (store.checks(), store.scores(), store.trials()) == ((), (), ())
        store.add(Score(uuid7(START), START.date(), Instrument.GAD7, 21))
        assert store.undo() == "Add a score"


class Limited:
    """A connection that gives up after some statements."""

    def __init__(self, connection: sqlite3.Connection, left: int) -> None:
        self._connection, self.left = connection, left

    def execute(self, sql: str) -> sqlite3.Cursor:
        self.left -= 1
        if self.left < 0:
            raise sqlite3.OperationalError("no more")
        return self._connection.execute(sql)


HALF_WAY = [(version, after) for version in OLDER for after in range(1, statements(version), 4)]


@pytest.mark.parametrize(("version", "after"), HALF_WAY)
def test_an_upgrade_that_fails_half_way_leaves_the_file_as_it_was(
    tmp_path: Path, version: int, after: int
) -> None:
    def fails(connection: sqlite3.Connection) -> None:
        MIGRATIONS[version](cast("sqlite3.Connection", Limited(connection, after)))

    path = made(tmp_path, version)
    content, text = path.read_bytes(), dump(path)
    with pytest.raises(sqlite3.OperationalError, match="no more"):
        open_database(path, FakeClock(), migrations=(*MIGRATIONS[:version], fails))
    # Only the header's own counters may differ, as the log was switched on.
    assert dump(path) == text
    assert len(path.read_bytes()) == len(content)
    with closing(open_database(path, FakeClock())) as database:
        assert len(Store(database).sessions()) == 4
    (backup, *_) = (path.parent / "backups").iterdir()
    assert dump(backup) == text
