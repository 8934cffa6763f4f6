"""The journal's file: opened safely, upgraded safely, and told plainly when that is impossible.

What SQLite raises for reasons that a person can act on (a full disk, a folder that cannot be
written, a damaged file) becomes a :class:`RelaxappError`; anything else is a bug and stays as it
is. A file that cannot be used is never written to.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
from typing import TYPE_CHECKING, Any

from relaxapp.adapters.migrations import MIGRATIONS
from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from relaxapp.clock import Clock

    Migrations = tuple[Callable[[sqlite3.Connection], None], ...]

APPLICATION_ID = 0x52454C58
"""Stands in the header of our files ("RELX"), so that no other program's are taken for ours."""
OLDEST_SQLITE = (3, 37, 0)
"""The first with STRICT tables."""
BUSY_S = 5.0
"""Seconds to wait for another process's write; each of ours takes milliseconds."""

_log = logging.getLogger(__name__)


class DamagedJournalError(RelaxappError):
    """The file is not, or no longer, a journal that can be read; it was left untouched."""


class NewerJournalError(RelaxappError):
    """The file was written by a newer relaxapp; it was left untouched."""


class Database:
    """One connection: each statement commits by itself, unless a transaction is open.

    For the thread that opened it. Errors a person can act on are :class:`RelaxappError`.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, clock: Clock) -> None:
        """Take over a connection in autocommit mode; :func:`open_database` makes one."""
        self.path = path
        self.clock = clock
        self._connection = connection

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Run a statement that changes something; return how many rows it touched."""
        with _plainly(self.path):
            return self._connection.execute(sql, parameters).rowcount

    def query(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows a statement finds."""
        with _plainly(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing; within another transaction, all of it or nothing of this part."""
        nested = self._connection.in_transaction
        # IMMEDIATE: a transaction that starts by reading could fail to write later, as others
        # may have written meanwhile, and no waiting would help it.
        self.execute("SAVEPOINT part" if nested else "BEGIN IMMEDIATE")
        try:
            yield
            self.execute("RELEASE part" if nested else "COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # SQLite rolls back by itself on a full disk
                for undo in ("ROLLBACK TO part", "RELEASE part") if nested else ("ROLLBACK",):
                    self.execute(undo)
            raise

    def scrub(self) -> None:
        """Rewrite the file without what was deleted, and empty the log.

        Deleted rows are overwritten at once (``secure_delete``); but earlier versions of a page
        may lie in the log, and parts of rows in pages that were rearranged.
        """
        with _plainly(self.path):
            self._connection.execute("VACUUM")
            busy = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise _unusable(
                self.path,
                "is being read by another program, so traces of what was erased are left until "
                "that ends; please close it and erase once more",
            )

    def close(self) -> None:
        """Close the file; the last one to do so folds the write-ahead log back in."""
        self._connection.close()


def open_database(
    path: Path,
    clock: Clock,
    *,
    migrations: Migrations = MIGRATIONS,
    busy_s: float = BUSY_S,
) -> Database:
    """Open the journal at ``path``; made new if there is none, upgraded if it is older.

    Raises :class:`DamagedJournalError`, :class:`NewerJournalError` or another
    :class:`RelaxappError` (cannot be read or written, in use for longer than ``busy_s`` seconds,
    no room). In each case an existing file is left as it was.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise RelaxappError(
            f"This Python brings SQLite {sqlite3.sqlite_version}; relaxapp needs "
            f"{'.'.join(map(str, OLDEST_SQLITE))} or newer."
        )
    with _plainly(path):
        try:
            if not path.exists():
                _create(path, clock, migrations)
            _refuse_unusable(path)
        except OSError as error:
            raise _unusable(path, f"cannot be used ({error.strerror or error})") from error
        connection = _connect(path, busy_s)
        try:
            _examine(connection, path, len(migrations))
            _configure(connection)
            _upgrade(connection, path, clock, migrations)
        except BaseException:
            connection.close()
            raise
    return Database(connection, path, clock)


def copy_database(source: Path, target: Path) -> None:
    """Copy a journal as it stands at one instant into ``target``, which must not exist yet.

    The copy is private, checked, and complete in one file. Raises :class:`RelaxappError` when
    it cannot be made or its check fails; then no ``target`` is left behind.
    """
    fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _touch_private(fresh)
        # A connection of its own: one that is in a transaction would wait for itself.
        with (
            _plainly(target),
            contextlib.closing(_connect(source, BUSY_S)) as origin,
            contextlib.closing(_connect(fresh, BUSY_S)) as copy,
        ):
            origin.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # no -wal beside a copy
            if copy.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise DamagedJournalError(f"The copy of {source} did not pass its check.")
        fresh.rename(target)
    except OSError as error:
        raise _unusable(target, f"cannot be written ({error.strerror or error})") from error
    finally:
        with contextlib.suppress(OSError):  # it may never have been there
            fresh.unlink()


def _connect(path: Path, busy_s: float) -> sqlite3.Connection:
    """Open an existing file in autocommit mode; ``mode=rw`` makes no new one."""
    address = f"{path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(address, timeout=busy_s, isolation_level=None, uri=True)


def _create(path: Path, clock: Clock, migrations: Migrations) -> None:
    """Make a new journal under another name first, so that ``path`` is never half made."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        _touch_private(fresh)
        with contextlib.closing(_connect(fresh, BUSY_S)) as connection:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            _upgrade(connection, fresh, clock, migrations)
        _spare_leftovers(path)
        try:
            os.link(fresh, path)
        except FileExistsError:
            return  # another process was faster; its journal is as good
        except OSError:  # a file system without links
            fresh.rename(path)
    finally:
        with contextlib.suppress(OSError):  # it may never have been there
            fresh.unlink()


def _spare_leftovers(path: Path) -> None:
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


def _touch_private(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _refuse_unusable(path: Path) -> None:
    """Find by looking alone what SQLite would tell badly, or would take for a new journal."""
    if not path.is_file():
        raise _unusable(path, "is not a file")
    if path.stat().st_size == 0:
        # New journals appear whole (see _create), so an empty one has lost what it held.
        raise _damaged(path)
    if not (os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)):
        raise _unusable(path, "cannot be written; nothing was changed")
    if os.name == "posix" and path.stat().st_mode & 0o077:
        with contextlib.suppress(OSError):  # somebody else's file that we may write
            path.chmod(0o600)


def _examine(connection: sqlite3.Connection, path: Path, latest: int) -> None:
    """Raise unless this is a sound journal of this version or an older one; reads only."""
    version = _version(connection)
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    if owner != APPLICATION_ID:
        raise _damaged(path, "is not a relaxapp journal")
    if version > latest:
        raise NewerJournalError(
            f"The journal {path} was written by a newer relaxapp: it has version {version}, "
            f"this one knows versions up to {latest}. It was left untouched. "
            "Please update relaxapp."
        )
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise _damaged(path)


def _configure(connection: sqlite3.Connection) -> None:
    try:
        mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
    except sqlite3.OperationalError as error:
        mode = str(error)
    if mode != "wal":
        _log.warning("this file system refuses write-ahead logging (%s); done without", mode)
    # FULL: what has been confirmed survives a power cut too, not only a crash.
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")


def _upgrade(
    connection: sqlite3.Connection, path: Path, clock: Clock, migrations: Migrations
) -> None:
    """Run the missing migrations in one transaction: all of them or none, after a backup."""
    if _version(connection) == len(migrations):
        return
    connection.execute("PRAGMA foreign_keys=OFF")  # a table that is rebuilt is missing meanwhile
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)  # another process may have upgraded while we waited
        if 0 < version < len(migrations):
            copy_database(path, _backup_name(path, version, clock))
        for number, migrate in enumerate(migrations[version:], version + 1):
            migrate(connection)
            connection.execute(f"PRAGMA user_version={number}")
        _check_references(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("PRAGMA foreign_keys=ON")


def _check_references(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise sqlite3.IntegrityError("a migration left rows that refer to nothing")


def _backup_name(path: Path, version: int, clock: Clock) -> Path:
    stem = f"{path.stem}-v{version}-{clock.now():%Y%m%dT%H%M%SZ}"
    folder = path.parent / "backups"
    number = 1
    while (name := folder / f"{stem}{'' if number == 1 else f'-{number}'}.db").exists():
        number += 1
    return name


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _unusable(path: Path, why: str) -> RelaxappError:
    return RelaxappError(f"The journal {path} {why}.")


def _damaged(path: Path, why: str = "is damaged and cannot be read") -> DamagedJournalError:
    return DamagedJournalError(
        f"The journal {path} {why}. It was left untouched; copies that relaxapp made earlier "
        f"are in {path.parent / 'backups'}."
    )


_WRITING = "cannot be written; please check that its folder is yours to write"
_REASONS = {
    sqlite3.SQLITE_BUSY: "is in use by another program just now; please try again",
    sqlite3.SQLITE_LOCKED: "is in use by another program just now; please try again",
    sqlite3.SQLITE_READONLY: _WRITING,
    sqlite3.SQLITE_PERM: _WRITING,
    sqlite3.SQLITE_CANTOPEN: _WRITING,
    sqlite3.SQLITE_FULL: "could not take this entry: the disk is full",
    sqlite3.SQLITE_IOERR: "could not be read or written: the disk is full or failing",
}


@contextlib.contextmanager
def _plainly(path: Path) -> Iterator[None]:
    """Turn SQLite's errors that a person can act on into plain ones; a bug stays a bug."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of it says where
        if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            raise _damaged(path) from error
        if code not in _REASONS:
            raise
        raise _unusable(path, _REASONS[code]) from error
