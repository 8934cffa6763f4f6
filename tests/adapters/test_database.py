from __future__ import annotations

import logging
import os
import random
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters import database as module
from relaxapp.adapters import database_files
from relaxapp.adapters.database import (
    APPLICATION_ID,
    DamagedJournalError,
    Database,
    NewerJournalError,
    copy_database,
    open_database,
)
from relaxapp.adapters.migrations import MIGRATIONS
from relaxapp.adapters.paths import PACKAGE
from relaxapp.errors import RelaxappError
from tests.fakes import FakeClock, as_ordinary_user

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INSERT = "INSERT INTO meta VALUES (?, ?)"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (folder := tmp_path / "data of mine").mkdir()
    return folder / "journal.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = open_database(path, FakeClock())
    yield database
    database.close()


def names(path: Path) -> set[str]:
    return {found.name for found in path.parent.iterdir()}


def rows(path: Path) -> dict[str, str]:
    with closing(open_database(path, FakeClock())) as database:
        assert database.query("PRAGMA integrity_check") == [("ok",)]
        return dict(database.query("SELECT * FROM meta"))


def test_a_new_journal_is_private_and_set_up(path: Path, database: Database) -> None:
    database.execute(INSERT, ("a", "b"))
    assert names(path) == {"journal.db", "journal.db-wal", "journal.db-shm"}
    modes = {stat.S_IMODE(found.stat().st_mode) for found in path.parent.iterdir()}
    assert modes == {0o600}
    asked = ("journal_mode", "foreign_keys", "synchronous", "user_version", "application_id")
    settings = [database.query(f"PRAGMA {name}")[0][0] for name in asked]
    assert settings == ["wal", 1, 2, len(MIGRATIONS), APPLICATION_ID]
    assert database.query("SELECT strict FROM pragma_table_list('session')") == [(1,)]
    database.close()
    assert names(path) == {"journal.db"}
    assert rows(path) == {"a": "b"}


def test_a_mode_that_others_can_read_is_mended(path: Path) -> None:
    rows(path)
    path.chmod(0o644)
    rows(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_transaction_is_kept_as_a_whole_or_not_at_all(path: Path, database: Database) -> None:
    def fail(key: str) -> None:
        with database.transaction():
            database.execute(INSERT, (key, "lost"))
            raise KeyError

    with database.transaction():
        database.execute(INSERT, ("kept", "1"))
    with pytest.raises(KeyError):
        fail("alone")
    with database.transaction():
        database.execute(INSERT, ("outer", "3"))
        with pytest.raises(KeyError):
            fail("inner")
        with database.transaction():
            database.execute(INSERT, ("second", "5"))
    database.close()
    assert rows(path) == {"kept": "1", "outer": "3", "second": "5"}


def test_a_bug_in_a_statement_stays_a_bug(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        database.query("SELECT * FROM nowhere")


def test_two_processes_write_in_turn_and_one_that_waits_too_long_is_told(path: Path) -> None:
    with (
        closing(open_database(path, FakeClock())) as one,
        closing(open_database(path, FakeClock(), busy_s=0.0)) as other,
    ):
        with one.transaction():
            one.execute(INSERT, ("a", "1"))
            with pytest.raises(RelaxappError, match="in use by another program"):
                other.execute(INSERT, ("b", "2"))
            assert other.query("SELECT * FROM meta") == []
        other.execute(INSERT, ("b", "2"))
        assert len(one.query("SELECT * FROM meta")) == 2


def test_a_journal_being_made_by_another_at_the_same_time_is_used(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faster(_source: Path, target: Path) -> None:
        target.symlink_to(path.with_name("theirs.db"))
        raise FileExistsError

    with closing(open_database(path.with_name("theirs.db"), FakeClock())) as theirs:
        theirs.execute(INSERT, ("from", "them"))
    monkeypatch.setattr(os, "link", faster)
    assert rows(path) == {"from": "them"}
    assert names(path) == {"journal.db", "theirs.db"}


def test_a_file_system_without_links_will_do(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert rows(path) == {}
    assert names(path) == {"journal.db"}


@pytest.mark.skipif(os.name != "posix", reason="stands for such a file system on Unix")
def test_a_file_system_that_refuses_the_log_is_noted(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def connect(path: Path, busy_s: float, how: str = "mode=rw") -> sqlite3.Connection:
        address = f"{path.as_uri()}?{how}&vfs=unix-dotfile"
        return sqlite3.connect(address, timeout=busy_s, isolation_level=None, uri=True)

    monkeypatch.setattr(module, "connect", connect)
    with caplog.at_level(logging.WARNING), closing(open_database(path, FakeClock())) as database:
        database.execute(INSERT, ("a", "b"))
    assert "refuses write-ahead logging" in caplog.text
    assert rows(path) == {"a": "b"}


def test_the_log_of_a_journal_that_is_gone_is_kept_aside(path: Path) -> None:
    with closing(open_database(path, FakeClock())) as database:
        database.execute(INSERT, ("from", "before"))
        log = (path.parent / "journal.db-wal").read_bytes()
    path.unlink()
    path.with_name("journal.db-wal").write_bytes(log)
    path.with_name("journal.db-wal.bad-1").write_bytes(b"earlier")
    assert rows(path) == {}
    assert path.with_name("journal.db-wal.bad-2").read_bytes() == log


# ------------------------------------------------------------- what cannot be used


@pytest.fixture
def full(path: Path) -> bytes:
    """Make a journal of many pages; return its bytes."""
    with closing(open_database(path, FakeClock())) as database, database.transaction():
        for number in range(400):
            database.execute(INSERT, (f"key {number}", "x" * 200))
    return path.read_bytes()


def test_a_newer_journal_is_refused_and_left_as_it_was(path: Path, full: bytes) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=99")
    newer = path.read_bytes()
    with pytest.raises(NewerJournalError, match=rf"version 99.*up to {len(MIGRATIONS)}\."):
        open_database(path, FakeClock())
    assert path.read_bytes() == newer
    assert names(path) == {"journal.db"}


@pytest.mark.parametrize("damage", ["flipped", "header", "truncated", "empty", "text", "half page"])
def test_a_damaged_journal_is_recognised_and_left_as_it_was(
    path: Path, full: bytes, damage: str
) -> None:
    middle = len(full) // 2
    damaged = {
        "flipped": full[:4096] + bytes(byte ^ 0xFF for byte in full[4096:]),
        "header": b"\0" * 100 + full[100:],
        "truncated": full[: middle - middle % 4096],
        "empty": b"",
        "text": b"Dear diary, today my eyelid was quiet.\n" * 100,
        "half page": full[:2000],
    }[damage]
    path.write_bytes(damaged)
    with pytest.raises(DamagedJournalError) as refused:
        open_database(path, FakeClock())
    assert str(path) in str(refused.value)
    assert "left untouched" in str(refused.value)
    assert path.read_bytes() == damaged


def test_another_programs_database_is_not_taken_over(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    theirs = path.read_bytes()
    with pytest.raises(DamagedJournalError, match="not a relaxapp journal"):
        open_database(path, FakeClock())
    assert path.read_bytes() == theirs


def test_a_folder_in_its_place_is_told(path: Path) -> None:
    path.mkdir()
    with pytest.raises(RelaxappError, match="is not a file"):
        open_database(path, FakeClock())


def test_a_folder_that_is_missing_is_told(path: Path) -> None:
    with pytest.raises(RelaxappError, match="cannot be used"):
        open_database(path.parent / "gone" / "journal.db", FakeClock())


def test_an_old_sqlite_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 1))
    with pytest.raises(RelaxappError, match=r"needs 3\.37\.0 or newer"):
        open_database(path, FakeClock())
    assert names(path) == set()


OPEN = """
import sys
from pathlib import Path
from relaxapp.adapters.database import open_database
from relaxapp.clock import SystemClock
try: open_database(Path(sys.argv[1]), SystemClock())
except Exception as error: print(type(error).__name__, error)
"""


@pytest.mark.parametrize("new", [True, False])
def test_a_folder_that_cannot_be_written_is_told(path: Path, *, new: bool) -> None:
    before = {} if new else rows(path)
    path.parent.chmod(0o500)
    done = subprocess.run(
        as_ordinary_user([sys.executable, "-c", OPEN, str(path)]),
        check=True,
        capture_output=True,
        cwd=PACKAGE.parent,
        text=True,
    )
    path.parent.chmod(0o700)
    assert done.stdout.startswith(f"RelaxappError The journal {path} cannot be ")
    assert done.stderr == ""
    assert new or rows(path) == before


DISK_FULL = """
import resource, sys
from pathlib import Path
from relaxapp.adapters.database import open_database
from relaxapp.clock import SystemClock
database = open_database(Path(sys.argv[1]), SystemClock())
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
kept = 0
try:
    while True:
        with database.transaction():
            database.execute("INSERT INTO meta VALUES (?, ?)", (str(kept), "x" * 9000))
        kept += 1
except Exception as error:
    print(type(error).__name__, error)
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
assert len(database.query("SELECT key FROM meta")) == kept, "lost"
database.execute("INSERT INTO meta VALUES ('after', '')")
print(kept)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files the Unix way")
def test_a_full_disk_is_told_and_costs_nothing_that_was_confirmed(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DISK_FULL, str(path)],
        check=True,
        capture_output=True,
        cwd=PACKAGE.parent,
        text=True,
    )
    told, kept = done.stdout.splitlines()
    assert told.startswith(f"RelaxappError The journal {path} could not be")
    assert "disk is full" in told
    assert int(kept) > 0
    assert rows(path).keys() == {*map(str, range(int(kept))), "after"}


WRITE_ON = """
import sys
from pathlib import Path
from relaxapp.adapters.database import open_database
from relaxapp.clock import SystemClock
database = open_database(Path(sys.argv[1]), SystemClock())
number = len(database.query("SELECT key FROM meta"))
while True:
    database.execute("INSERT INTO meta VALUES (?, ?)", (str(number), "x" * (number % 7000)))
    print(number, flush=True)
    number += 1
"""


@pytest.mark.skipif(os.name != "posix", reason="kills the Unix way")
def test_kill_9_loses_nothing_that_was_confirmed(path: Path) -> None:
    chance = random.Random(2)  # noqa: S311 - chooses when to kill
    confirmed: set[str] = set()
    for _ in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", WRITE_ON, str(path)],
            cwd=PACKAGE.parent,
            stdout=subprocess.PIPE,
            text=True,
        ) as child:
            assert child.stdout is not None
            for _ in range(chance.randrange(1, 60)):
                confirmed.add(child.stdout.readline().strip())
            child.kill()
            confirmed.update(line.strip() for line in child.stdout if line.endswith("\n"))
        assert confirmed <= rows(path).keys()


HALF_WAY = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode=DELETE")
connection.execute("PRAGMA cache_size=5")
connection.execute("BEGIN")
connection.execute("UPDATE meta SET value = upper(value)")
connection.execute("DELETE FROM meta WHERE key LIKE '%1%'")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="kills the Unix way")
def test_without_a_log_ahead_what_was_half_written_is_taken_back(path: Path, full: bytes) -> None:
    done = subprocess.run([sys.executable, "-c", HALF_WAY, str(path)], check=False)
    assert done.returncode == -9
    assert names(path) == {"journal.db", "journal.db-journal"}
    assert path.read_bytes() != full
    assert set(rows(path).values()) == {"x" * 200}
    assert len(rows(path)) == 400


def test_a_damaged_journal_keeps_its_log(path: Path, full: bytes) -> None:
    with closing(open_database(path, FakeClock())) as database:
        database.execute(INSERT, ("in", "the log"))
        left = {
            name: path.with_name(name).read_bytes() for name in ("journal.db", "journal.db-wal")
        }
    left["journal.db"] = full[:4096] + bytes(byte ^ 0xFF for byte in full[4096:])
    for name, content in left.items():
        path.with_name(name).write_bytes(content)
    with pytest.raises(DamagedJournalError):
        open_database(path, FakeClock())
    assert {name: path.with_name(name).read_bytes() for name in left} == left


def test_a_large_journal_is_not_read_through_at_each_start(
    path: Path, full: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_files, "CHECKED_BYTES", 1000)
    sound = len(full) * 3 // 4  # what the schema stands on is among it
    path.write_bytes(full[:sound] + b"?" * (len(full) - sound))
    with closing(open_database(path, FakeClock())) as database:
        assert database.query("SELECT 1") == [(1,)]
        # The daily copy finds it, at the latest.
        with pytest.raises(DamagedJournalError):
            copy_database(path, path.with_name("copy.db"))
    path.write_bytes(full[: len(full) // 8192 * 4096])
    with pytest.raises(DamagedJournalError):
        open_database(path, FakeClock())


def test_killed_while_being_made_it_is_made_again(path: Path) -> None:
    path.with_name(f".journal.db.{os.getpid()}.new").write_bytes(b"half")
    assert rows(path) == {}
    assert names(path) == {"journal.db"}


# ------------------------------------------------------------------ migrations


def more(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE meta ADD COLUMN more TEXT")
    connection.execute("UPDATE meta SET more = 'yes'")


def changes_nothing(_connection: sqlite3.Connection) -> None:
    pass


def fails(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE session")
    connection.execute("UPDATE nowhere SET more = 'no'")


def test_an_older_journal_is_upgraded_after_a_backup(path: Path, full: bytes) -> None:
    newer = (*MIGRATIONS, more, changes_nothing)
    with closing(open_database(path, FakeClock(), migrations=newer)) as database:
        assert database.query("SELECT more, count(*) FROM meta GROUP BY 1") == [("yes", 400)]
        assert database.query("PRAGMA user_version") == [(len(newer),)]
        assert database.query("PRAGMA foreign_keys") == [(1,)]
    (backup,) = (path.parent / "backups").iterdir()
    assert backup.name == f"journal-v{len(MIGRATIONS)}-20260314T093000Z.db"
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert len(rows(backup)) == 400


def test_a_second_backup_in_the_same_second_has_its_own_name(path: Path, full: bytes) -> None:
    for _ in range(2):
        with pytest.raises(sqlite3.OperationalError):
            open_database(path, FakeClock(), migrations=(*MIGRATIONS, fails))
    assert len({*(path.parent / "backups").iterdir()}) == 2


def test_a_migration_that_fails_halfway_leaves_the_journal_as_it_was(
    path: Path, full: bytes
) -> None:
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        open_database(path, FakeClock(), migrations=(*MIGRATIONS, more, fails))
    assert len(rows(path)) == 400
    assert path.read_bytes() == full


def test_a_migration_that_breaks_references_is_undone(path: Path, full: bytes) -> None:
    def breaks(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE child (key REFERENCES meta (key))")
        connection.execute("INSERT INTO child VALUES ('nobody')")

    with pytest.raises(sqlite3.IntegrityError, match="refer to nothing"):
        open_database(path, FakeClock(), migrations=(*MIGRATIONS, breaks))
    assert len(rows(path)) == 400


def test_without_room_for_a_backup_nothing_is_upgraded(path: Path, full: bytes) -> None:
    (path.parent / "backups").write_text("in the way")
    with pytest.raises(RelaxappError, match=r"backups.*cannot be written"):
        open_database(path, FakeClock(), migrations=(*MIGRATIONS, more))
    assert len(rows(path)) == 400


def test_a_copy_can_be_made_in_the_middle_of_a_write(path: Path, full: bytes) -> None:
    copy = path.with_name("copy.db")
    with closing(open_database(path, FakeClock())) as database, database.transaction():
        database.execute(INSERT, ("not", "yet"))
        copy_database(path, copy)
    assert len(rows(copy)) == 400
    assert len(rows(path)) == 401


def test_a_copy_of_something_damaged_is_not_kept(path: Path, full: bytes) -> None:
    path.write_bytes(full[:4096] + bytes(byte ^ 0xFF for byte in full[4096:]))
    with pytest.raises(DamagedJournalError):
        copy_database(path, path.with_name("copy.db"))
    assert names(path) == {"journal.db"}
