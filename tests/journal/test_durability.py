"""What happens to the machine, and what of the journal is there afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters.database import DamagedJournalError, open_database
from relaxapp.adapters.paths import PACKAGE
from relaxapp.clock import LocalZone
from relaxapp.errors import RelaxappError
from relaxapp.journal.entries import Episode, When
from relaxapp.journal.ids import uuid7
from relaxapp.journal.store import Store
from tests.fakes import START, FakeClock, as_ordinary_user

if TYPE_CHECKING:
    from pathlib import Path

unix = pytest.mark.skipif(os.name != "posix", reason="kills and limits the Unix way")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, check=True, capture_output=True, cwd=PACKAGE.parent, encoding="utf-8"
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (folder := tmp_path / "data of mine").mkdir()
    return folder / "journal.db"


@unix
def test_kill_9_at_random_moments_loses_nothing_acknowledged(path: Path) -> None:
    done = run(sys.executable, "-m", "tests.journal.killing", str(path), "20")
    told = json.loads(done.stdout)
    assert told["kills"] == 20
    assert told["acknowledged"] > 20
    assert done.stderr == ""


DISK_FULL = """
import resource, sys
from datetime import timedelta
from pathlib import Path
from relaxapp.adapters.database import open_database
from relaxapp.clock import LocalZone, SystemClock
from relaxapp.journal.entries import Episode, When
from relaxapp.journal.store import Store, uuid7
clock = SystemClock()
store = Store(open_database(Path(sys.argv[1]), clock))
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), hard))
when = When.lived(clock.now(), LocalZone("", 0), 4)
live = store.start_episode(when)
kept = [live.id]
try:
    while True:
        with store.step("Two at once"):
            two = [store.add(Episode(uuid7(clock.now()), when, note="x" * 3000)) for _ in "ab"]
        kept += [one.id for one in two]
except Exception as error:
    print(type(error).__name__, error)
assert {one.id for one in store.episodes()} == set(kept), "lost"
assert len(store.open_episodes()) == 1
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
store.stop_episode(live.id, clock.now())
assert store.undo() == "Stop an episode"
assert store.undo() == "Two at once"
print(len(kept))
"""


@unix
@pytest.mark.parametrize("room", [300_000, 400_000, 1_000_000])
def test_a_full_disk_is_told_and_costs_nothing_that_was_confirmed(path: Path, room: int) -> None:
    done = run(sys.executable, "-c", DISK_FULL, str(path), str(room))
    told, kept = done.stdout.splitlines()
    assert told.startswith(f"RelaxappError The journal {path} could not be")
    assert "disk is full" in told
    with closing(open_database(path, FakeClock())) as database:
        assert database.query("PRAGMA integrity_check") == [("ok",)]
        assert Store(database).count() == int(kept) - 2


READ_ONLY = """
import sys
from pathlib import Path
from relaxapp.adapters.database import open_database
from relaxapp.clock import SystemClock
from relaxapp.journal.store import Store
try: Store(open_database(Path(sys.argv[1]), SystemClock())).start_episode(None)
except Exception as error: print(type(error).__name__, error)
"""


@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_cannot_be_written_is_told_and_left_alone(path: Path, what: str) -> None:
    with closing(open_database(path, FakeClock())) as database:
        Store(database).start_episode(When.lived(START, LocalZone("", 0), 4))
    content = path.read_bytes()
    locked, mode = (path.parent, 0o500) if what == "folder" else (path, 0o400)
    locked.chmod(mode)
    done = run(*as_ordinary_user([sys.executable, "-c", READ_ONLY, str(path)]))
    locked.chmod(0o700)
    assert done.stdout == (
        f"RelaxappError The journal {path} cannot be written; nothing was changed.\n"
    )
    assert done.stderr == ""
    assert path.read_bytes() == content
    assert [found.name for found in path.parent.iterdir()] == ["journal.db"]


def test_a_locked_journal_is_told_and_read_all_the_same(path: Path) -> None:
    when = When.lived(START, LocalZone("", 0), 4)
    with (
        closing(open_database(path, FakeClock())) as other,
        closing(open_database(path, FakeClock(), busy_s=0.0)) as ours,
    ):
        store = Store(ours)
        with other.transaction():
            Store(other).start_episode(when)
            for write in (
                lambda: store.add(Episode(uuid7(START), when)),
                lambda: store.start_episode(when),
                store.undo,
            ):
                with pytest.raises(RelaxappError, match="in use by another program just now"):
                    write()
            assert store.episodes() == ()
        assert store.count() == 1
        store.add(Episode(uuid7(START), when))
        assert store.undo_label() == "Add an episode"


def test_a_journal_that_breaks_while_it_is_open_is_told(path: Path) -> None:
    with closing(open_database(path, FakeClock())) as database:
        when = When.lived(START, LocalZone("", 0), 4)
        Store(database).put_all(Episode(uuid7(START), when, note="x" * 900) for _ in range(2000))
    with closing(open_database(path, FakeClock())) as database:
        content = path.read_bytes()
        path.write_bytes(content[:4096] + bytes(byte ^ 0xFF for byte in content[4096:]))
        with pytest.raises(DamagedJournalError, match="is damaged and cannot be read"):
            Store(database).episodes()
        assert len(path.read_bytes()) == len(content)
