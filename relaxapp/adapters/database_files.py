"""The journal's file as a file: looked at without a trace, copied, made room for.

A file that cannot be used is never written to, not even by SQLite's own tidying up.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
from typing import TYPE_CHECKING

from relaxapp.adapters.database_errors import (
    DamagedJournalError,
    NewerJournalError,
    damaged,
    plainly,
    unusable,
)

if TYPE_CHECKING:
    from pathlib import Path

APPLICATION_ID = 0x52454C58
"""Stands in the header of our files ("RELX"), so that no other program's are taken for ours."""
BUSY_S = 5.0
"""Seconds to wait for another process's write; each of ours takes milliseconds."""
CHECKED_BYTES = 32_000_000
"""Files up to this size are read through when they are opened: an eighth of a second at most.
Of larger ones it is the daily backup that finds the damage."""

_log = logging.getLogger(__name__)


def connect(path: Path, busy_s: float, how: str = "mode=rw") -> sqlite3.Connection:
    """Open an existing file in autocommit mode; ``mode=rw`` makes no new one."""
    address = f"{path.absolute().as_uri()}?{how}"
    return sqlite3.connect(address, timeout=busy_s, isolation_level=None, uri=True)


def _refuse_unusable(path: Path, *, writable: bool) -> None:
    """Find by looking alone what SQLite would tell badly, or would take for a new journal."""
    if not path.is_file():
        raise unusable(path, "is not a file")
    if path.stat().st_size == 0:
        # New journals appear whole (see _create), so an empty one has lost what it held.
        raise damaged(path)
    if not writable:
        return
    if not (os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)):
        raise unusable(path, "cannot be written; nothing was changed")
    if os.name == "posix" and path.stat().st_mode & 0o077:
        with contextlib.suppress(OSError):  # somebody else's file that we may write
            path.chmod(0o600)


def examine(path: Path, latest: int, *, thoroughly: bool = False, writable: bool = True) -> int:
    """Return the schema version of a journal that can be used; nothing is written.

    ``latest`` is the version that can be read at most; ``writable`` says that it is to be
    written to. Raises :class:`DamagedJournalError`, :class:`NewerJournalError` or another
    :class:`RelaxappError`.
    """
    _refuse_unusable(path, writable=writable)
    with plainly(path):
        how = _quietly(path)
        try:
            return _examined(path, how, latest, thoroughly=thoroughly)
        except (DamagedJournalError, sqlite3.Error):
            # Was it being written to just then? It would have had to be locked.
            if not writable or (again := _locking(path)) == how:
                raise
        return _examined(path, again, latest, thoroughly=thoroughly)


def _quietly(path: Path) -> str:
    """Return how to open a journal such that it is only read, and nothing made beside it.

    The last one to close a file that can be written folds the log into it, which would be the
    end of what might be saved from a damaged one; and just reading it makes a log, unless the
    file is told to be immutable. That it is while nobody has a log open.
    """
    logged = any(path.with_name(path.name + suffix).exists() for suffix in ("-wal", "-journal"))
    return _locking(path) if logged else "mode=ro&immutable=1"


def _locking(path: Path) -> str:
    """Return how to open a journal that others may be writing, or were when they were killed."""
    # Without a log ahead (on some network disks) it takes writing to undo what was half done.
    return "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "mode=rw"


def _examined(path: Path, how: str, latest: int, *, thoroughly: bool) -> int:
    with contextlib.closing(connect(path, BUSY_S, how)) as connection:
        found = version(connection)
        owner = connection.execute("PRAGMA application_id").fetchone()[0]
        if owner != APPLICATION_ID:
            raise damaged(path, "is not a relaxapp journal")
        if found > latest:
            raise NewerJournalError(
                f"The journal {path} was written by a newer relaxapp: it has version {found}, "
                f"this one knows versions up to {latest}. It was left untouched. "
                "Please update relaxapp."
            )
        if thoroughly:
            check = "integrity_check"
        elif path.stat().st_size <= CHECKED_BYTES:
            check = "quick_check"
        else:
            return found
        if connection.execute(f"PRAGMA {check}(1)").fetchone() != ("ok",):
            raise damaged(path)
    return found


def copy_database(source: Path, target: Path, *, still: bool = False) -> None:
    """Copy a journal as it stands at one instant into ``target``, which must not exist yet.

    ``still`` says that nobody writes to it, so that its folder need not be writable either.
    The copy is private, checked, and complete in one file. Raises :class:`RelaxappError` when
    it cannot be made or its check fails; then no ``target`` is left behind.
    """
    fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
    how = _quietly(source) if still else "mode=rw"
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        touch_private(fresh)
        # A connection of its own: one that is in a transaction would wait for itself.
        with (
            plainly(target),
            contextlib.closing(connect(source, BUSY_S, how)) as origin,
            contextlib.closing(connect(fresh, BUSY_S)) as copy,
        ):
            origin.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # no -wal beside a copy
            if copy.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise DamagedJournalError(f"The copy of {source} did not pass its check.")
        fresh.rename(target)
    except OSError as error:
        raise unusable(target, f"cannot be written ({error.strerror or error})") from error
    finally:
        with contextlib.suppress(OSError):  # it may never have been there
            fresh.unlink()


def overwrite(source: Path, journal: Path) -> None:
    """Put what ``source`` holds into a sound journal, in one transaction.

    Whoever has the journal open sees the new content at once; a new file of that name they would
    not see.
    """
    with (
        plainly(journal),
        contextlib.closing(connect(source, BUSY_S)) as origin,
        contextlib.closing(connect(journal, BUSY_S)) as target,
    ):
        target.execute("PRAGMA synchronous=FULL")
        # Waiting for a lock, a backup would never give up; this does, and says so.
        target.execute("BEGIN IMMEDIATE")
        target.execute("ROLLBACK")
        origin.backup(target)


def count_rows(path: Path, table: str) -> int:
    """Return how many rows of a table a copy of a journal has that are not in the trash."""
    with plainly(path), contextlib.closing(connect(path, BUSY_S, "mode=ro&immutable=1")) as copy:
        columns = {
            name for (name,) in copy.execute("SELECT name FROM pragma_table_info(?)", (table,))
        }
        live = "WHERE deleted IS NULL" if "deleted" in columns else ""
        return int(copy.execute(f"SELECT count(*) FROM {table} {live}").fetchone()[0])  # noqa: S608 - our own names


def spare_leftovers(path: Path) -> None:
    """Keep aside the log of a journal that is gone: SQLite would replay it into the new one."""
    for suffix in ("-wal", "-journal"):
        log = path.with_name(path.name + suffix)
        if log.exists():
            number = 1
            while (aside := log.with_name(f"{log.name}.bad-{number}")).exists():
                number += 1
            log.rename(aside)
            _log.warning("found %s without its journal; kept as %s", log.name, aside.name)
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)  # only an index of the log


def touch_private(path: Path) -> None:
    """Make an empty file that only its owner can read, instead of any that is there."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def version(connection: sqlite3.Connection) -> int:
    """Return the schema version of an open journal."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
