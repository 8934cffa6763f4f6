from __future__ import annotations

import os
import re
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters import database_files
from relaxapp.adapters.backups import (
    backup_folder,
    check_backup,
    copy_now,
    daily_backup,
    find_backup,
    kept_aside,
    purge,
    purge_everything,
    restore_backup,
)
from relaxapp.adapters.database import (
    DamagedJournalError,
    NewerJournalError,
    open_database,
)
from relaxapp.adapters.migrations import MIGRATIONS
from relaxapp.adapters.paths import PACKAGE
from relaxapp.clock import LocalZone
from relaxapp.errors import RelaxappError
from relaxapp.journal.entries import Episode, When
from relaxapp.journal.ids import uuid7
from relaxapp.journal.store import EntryKind, Store
from tests.fakes import START, FakeClock, as_ordinary_user

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def journal(tmp_path: Path, clock: FakeClock) -> Path:
    (folder := tmp_path / "data of mine").mkdir()
    path = folder / "journal.db"
    log(path, clock, "first")
    return path


def log(path: Path, clock: FakeClock, note: str) -> str:
    with closing(open_database(path, clock)) as database:
        when = When.lived(clock.now(), LocalZone("", 0), 4)
        return Store(database).add(Episode(uuid7(clock.now()), when, note=note)).id


def notes(path: Path, clock: FakeClock) -> list[str]:
    with closing(open_database(path, clock)) as database:
        assert database.query("PRAGMA integrity_check") == [("ok",)]
        return sorted(episode.note for episode in Store(database).episodes())


def names(journal: Path) -> list[str]:
    return sorted(path.name for path in backup_folder(journal).iterdir())


def damaged(content: bytes, how: str) -> bytes:
    middle = len(content) // 2
    return {
        "flipped": content[:4096] + bytes(byte ^ 0xFF for byte in content[4096:]),
        "truncated": content[: middle - middle % 4096],
        "empty": b"",
        "text": b"Dear diary, today my eyelid was quiet.\n" * 100,
    }[how]


# ------------------------------------------------------------------------- making


def test_one_copy_a_day_private_and_complete(journal: Path, clock: FakeClock) -> None:
    copy = daily_backup(journal, clock)
    assert copy is not None
    assert copy.name == "journal-20260314T093000Z.db"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    clock.advance(3600)
    assert daily_backup(journal, clock) is None
    clock.advance(86400)
    assert daily_backup(journal, clock) is not None
    assert len(names(journal)) == 2
    assert notes(copy, clock) == ["first"]


def test_seven_days_and_four_weeks_are_kept(journal: Path, clock: FakeClock) -> None:
    days = []
    for _ in range(60):
        daily_backup(journal, clock)
        days.append(clock.now().date())
        clock.advance(86400)
    kept = [datetime.strptime(name[8:16], "%Y%m%d").date() for name in names(journal)]  # noqa: DTZ007 - a day alone
    assert kept[-7:] == days[-7:]
    mondays = [day for day in days if day.isoweekday() == 1]
    assert set(kept) == {*days[-7:], *mondays[-4:]}
    assert find_backup(journal) is not None


def test_after_a_pause_the_last_days_that_have_a_copy_stay(journal: Path, clock: FakeClock) -> None:
    for _ in range(9):
        daily_backup(journal, clock)
        clock.advance(86400)
    clock.advance(300 * 86400)
    daily_backup(journal, clock)
    assert len(names(journal)) >= 8


def test_what_others_keep_there_is_left_alone(journal: Path, clock: FakeClock) -> None:
    daily_backup(journal, clock)
    theirs = backup_folder(journal) / "journal-99999999T999999Z.db"
    theirs.write_text("mine")
    (backup_folder(journal) / "journal-notes.db").write_text("mine too")
    purge(journal, clock)
    purge_everything(journal)
    assert names(journal) == ["journal-99999999T999999Z.db", "journal-notes.db"]


def test_a_damaged_journal_is_not_copied(journal: Path, clock: FakeClock) -> None:
    good = daily_backup(journal, clock)
    clock.advance(86400)
    journal.write_bytes(damaged(journal.read_bytes(), "flipped"))
    with pytest.raises(DamagedJournalError):
        daily_backup(journal, clock)
    assert [good.name if good else ""] == names(journal)


# ------------------------------------------------------------------------ finding


def test_the_newest_copy_that_is_good_is_found(journal: Path, clock: FakeClock) -> None:
    assert find_backup(journal) is None
    for how in ("", "flipped", "truncated", "empty", "text"):
        copy = daily_backup(journal, clock)
        assert copy is not None
        if how:
            copy.write_bytes(damaged(copy.read_bytes(), how))
        else:
            log(journal, clock, "second")
        clock.advance(86400)
    found = find_backup(journal)
    assert found is not None
    assert (found.made, found.episodes, found.sessions) == (START, 1, 0)
    assert not [name for name in names(journal) if not name.endswith(".db")]


def test_a_newer_copy_is_passed_over(journal: Path, clock: FakeClock) -> None:
    copy = copy_now(journal, clock)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA user_version=99")
    assert find_backup(journal) is None
    with pytest.raises(NewerJournalError):
        check_backup(copy)


def test_a_file_that_is_not_there_is_told(journal: Path) -> None:
    with pytest.raises(RelaxappError, match="is not a file"):
        check_backup(journal.with_name("gone.db"))


# ---------------------------------------------------------------------- restoring


@pytest.mark.parametrize("how", ["flipped", "truncated", "empty", "text"])
def test_a_damaged_journal_is_kept_aside_untouched(
    journal: Path, clock: FakeClock, how: str
) -> None:
    daily_backup(journal, clock)
    broken = damaged(journal.read_bytes(), how)
    journal.write_bytes(broken)
    with pytest.raises(DamagedJournalError):
        open_database(journal, clock)
    found = find_backup(journal)
    assert found is not None
    aside = restore_backup(found.path, journal, clock)
    assert aside is not None
    assert aside.name == "journal.db.damaged-20260314T093000Z"
    assert aside.read_bytes() == broken
    assert notes(journal, clock) == ["first"]
    assert kept_aside(journal) == (aside,)
    assert stat.S_IMODE(journal.stat().st_mode) == 0o600


def test_the_log_of_a_damaged_journal_stays_with_it(journal: Path, clock: FakeClock) -> None:
    backup = copy_now(journal, clock)
    with closing(open_database(journal, clock)) as database:
        database.execute("INSERT INTO meta VALUES ('in', 'the log')")
        left = {
            suffix: journal.with_name(f"journal.db{suffix}").read_bytes() for suffix in ("", "-wal")
        }
    left[""] = damaged(left[""], "flipped")
    for suffix, content in left.items():
        journal.with_name(f"journal.db{suffix}").write_bytes(content)
    with pytest.raises(DamagedJournalError):
        open_database(journal, clock)
    aside = restore_backup(backup, journal, clock)
    assert aside is not None
    kept = {suffix: aside.with_name(aside.name + suffix).read_bytes() for suffix in left}
    assert kept == left
    assert notes(journal, clock) == ["first"]


def test_two_accidents_in_one_second_are_both_kept(journal: Path, clock: FakeClock) -> None:
    backup = copy_now(journal, clock)
    for content in (b"one", b"two"):
        journal.write_bytes(content)
        restore_backup(backup, journal, clock)
    assert [path.read_bytes() for path in kept_aside(journal)] == [b"one", b"two"]


def test_where_files_have_one_name_only_it_is_moved(
    journal: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    backup = copy_now(journal, clock)
    journal.write_bytes(b"broken")
    monkeypatch.setattr(os, "link", refuse)
    aside = restore_backup(backup, journal, clock)
    assert aside is not None
    assert aside.read_bytes() == b"broken"
    assert notes(journal, clock) == ["first"]


def test_a_sound_journal_is_replaced_under_an_open_window(journal: Path, clock: FakeClock) -> None:
    backup = copy_now(journal, clock)
    log(journal, clock, "second")
    with closing(open_database(journal, clock)) as window:
        store = Store(window)
        version = store.data_version()
        assert len(store.episodes()) == 2
        kept = restore_backup(backup, journal, clock)
        assert [episode.note for episode in store.episodes()] == ["first"]
        assert store.data_version() != version
        log(journal, clock, "third")
        assert store.count() == 2
    assert notes(journal, clock) == ["first", "third"]
    assert kept is not None
    assert notes(kept, clock) == ["first", "second"]
    assert names(journal) == sorted((backup.name, kept.name))


def test_a_locked_journal_is_not_waited_for_forever(
    journal: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = copy_now(journal, clock)
    monkeypatch.setattr(database_files, "BUSY_S", 0.0)
    with (
        closing(open_database(journal, clock)) as other,
        other.transaction(),
        pytest.raises(RelaxappError, match="in use by another program"),
    ):
        restore_backup(backup, journal, clock)
    assert notes(journal, clock) == ["first"]
    assert [path.name for path in journal.parent.glob(".*")] == []


def test_a_journal_that_is_gone_is_put_back(journal: Path, clock: FakeClock) -> None:
    backup = copy_now(journal, clock)
    journal.unlink()
    assert restore_backup(backup, journal, clock) is None
    assert notes(journal, clock) == ["first"]


def test_an_older_copy_is_upgraded_on_its_way_and_stays_as_it_is(
    journal: Path, clock: FakeClock
) -> None:
    backup = copy_now(journal, clock)
    backup.unlink()
    with closing(open_database(backup, clock, migrations=MIGRATIONS[:1])) as old:
        old.execute("INSERT INTO meta VALUES ('from', 'before')")
    content = backup.read_bytes()
    assert check_backup(backup).episodes == 0
    restore_backup(backup, journal, clock)
    assert backup.read_bytes() == content
    with closing(open_database(journal, clock)) as database:
        assert database.query("SELECT * FROM meta") == [("from", "before")]


@pytest.mark.parametrize("how", ["flipped", "truncated", "empty", "text", "gone"])
def test_a_bad_backup_changes_nothing(journal: Path, clock: FakeClock, how: str) -> None:
    backup = copy_now(journal, clock)
    if how == "gone":
        backup.unlink()
    else:
        backup.write_bytes(damaged(backup.read_bytes(), how))
    before = sorted(path.name for path in journal.parent.iterdir())
    content = journal.read_bytes()
    with pytest.raises(RelaxappError):
        restore_backup(backup, journal, clock)
    assert journal.read_bytes() == content
    assert sorted(path.name for path in journal.parent.iterdir()) == before


RESTORE = """
import sys
from pathlib import Path
from relaxapp.adapters.backups import find_backup, restore_backup
from relaxapp.clock import SystemClock
try: restore_backup(find_backup(Path(sys.argv[1])).path, Path(sys.argv[1]), SystemClock())
except Exception as error: print(type(error).__name__, error)
"""


def test_a_folder_that_cannot_be_written_is_told(journal: Path, clock: FakeClock) -> None:
    copy_now(journal, clock)
    content = journal.read_bytes()
    journal.parent.chmod(0o500)
    done = subprocess.run(
        as_ordinary_user([sys.executable, "-c", RESTORE, str(journal)]),
        check=True,
        capture_output=True,
        cwd=PACKAGE.parent,
        text=True,
    )
    journal.parent.chmod(0o700)
    assert re.match(r"RelaxappError The journal \S.* cannot be ", done.stdout)
    assert done.stderr == ""
    assert journal.read_bytes() == content


# ------------------------------------------------------------------------ erasing


def test_what_is_erased_for_good_is_nowhere(journal: Path, clock: FakeClock) -> None:
    words = "the 17th of May, in the lift"
    gone = log(journal, clock, words)
    for _ in range(3):
        daily_backup(journal, clock)
        clock.advance(86400)
    with closing(open_database(journal, clock)) as database:
        store = Store(database)
        store.update(replace(store.get(EntryKind.EPISODE, gone), note=""))
        store.undo()
        store.redo()
        store.trash([gone])
        assert store.erase_for_good([gone]) == 1
        assert purge(journal, clock) == ()
        everything = [path for path in journal.parent.rglob("*") if path.is_file()]
        assert len(everything) == 4  # the journal, its log, its index and one backup
        for path in everything:
            assert words.encode() not in path.read_bytes()
            assert gone.encode() not in path.read_bytes()
        assert store.undo() == "Add an episode"
        assert store.undo() is None
    assert len(names(journal)) == 1


KILLED = """
import os, sys
from pathlib import Path
from relaxapp.adapters import backups, database_files, restoring
from relaxapp.clock import SystemClock
journal, what = Path(sys.argv[1]), sys.argv[2]
class Copy:
    def __init__(self, connection): self.connection = connection
    def backup(self, target):
        self.connection.backup(target.connection)
        os.kill(os.getpid(), 9)
    def __getattr__(self, name): return getattr(self.connection, name)
plain = database_files.connect
database_files.connect = lambda *told: Copy(plain(*told))
if what == "daily": backups.daily_backup(journal, SystemClock())
if what == "out": restoring.back_up(journal, journal.with_name("mine"), None)
if what == "back": backups.restore_backup(Path(sys.argv[3]), journal, SystemClock())
"""


@pytest.mark.skipif(os.name != "posix", reason="kills the Unix way")
@pytest.mark.parametrize("what", ["daily", "out", "back"])
@pytest.mark.parametrize("erased", ["all", "one"])
def test_a_copy_that_was_cut_short_is_erased_too(
    journal: Path, clock: FakeClock, what: str, erased: str
) -> None:
    words = "the 17th of May, in the lift"
    gone = log(journal, clock, words)
    backup = copy_now(journal, clock)
    told = [sys.executable, "-c", KILLED, str(journal), what, str(backup)]
    done = subprocess.run(told, check=False, cwd=PACKAGE.parent)
    assert done.returncode == -signal.SIGKILL
    (left,) = (path for path in journal.parent.rglob("*.new"))
    assert words.encode() in left.read_bytes()
    with closing(open_database(journal, clock)) as database:
        store = Store(database)
        if erased == "all":
            store.erase_everything()
            purge_everything(journal)
        else:
            store.erase_for_good([gone])
            purge(journal, clock)
    for path in journal.parent.rglob("*"):
        assert path.is_dir() or words.encode() not in path.read_bytes()
    assert not any(path.name.startswith(".") for path in journal.parent.rglob("*"))


def test_all_data_is_erased_and_the_window_goes_on(journal: Path, clock: FakeClock) -> None:
    backup = copy_now(journal, clock)
    journal.write_bytes(b"broken first")
    restore_backup(backup, journal, clock)
    with closing(open_database(journal, clock)) as database:
        store = Store(database)
        store.erase_everything()
        purge_everything(journal)
        assert (store.episodes(), store.trashed(), store.undo_label()) == ((), (), None)
        assert names(journal) == []
        assert kept_aside(journal) == ()
        for path in journal.parent.glob("journal*"):
            assert b"first" not in path.read_bytes()
    log(journal, clock, "anew")
    assert notes(journal, clock) == ["anew"]


def test_made_is_told_in_utc(journal: Path, clock: FakeClock) -> None:
    clock.set_wall(START + timedelta(days=1))
    copy_now(journal, clock)
    found = find_backup(journal)
    assert found is not None
    assert found.made == START + timedelta(days=1)
    assert found.made.tzinfo is UTC
