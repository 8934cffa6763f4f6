"""The journal's file: opened safely, upgraded safely, and told plainly when that is impossible.

A file that cannot be used is never written to.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
from typing import TYPE_CHECKING, Any

from relaxapp.adapters.database_errors import (
    DamagedJournalError,
    NewerJournalError,
    plainly,
    unusable,
)
from relaxapp.adapters.database_files import (
    APPLICATION_ID,
    BUSY_S,
    connect,
    copy_database,
    examine,
    spare_leftovers,
    touch_private,
    version,
)
from relaxapp.adapters.migrations import MIGRATIONS
from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from relaxapp.clock import Clock

    Migrations = tuple[Callable[[sqlite3.Connection], None], ...]

OLDEST_SQLITE = (3, 37, 0)
"""The first with STRICT tables."""

_log = logging.getLogger(__name__)


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
        with plainly(self.path):
            return self._connection.execute(sql, parameters).rowcount

    def query(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows a statement finds."""
        with plainly(self.path):
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
        with plainly(self.path):
            self._connection.execute("VACUUM")
            busy = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise unusable(self.path, "is being read by another program just now")

    def close(self) -> None:
        """Close the file; the last one to do so folds the write-ahead log back in."""
        self._connection.close()


def open_database(
    path: Path,
    clock: Clock,
    *,
    migrations: Migrations = MIGRATIONS,
    busy_s: float = BUSY_S,
    keep_old: bool = True,
) -> Database:
    """Open the journal at ``path``; made new if there is none, upgraded if it is older.

    Raises :class:`DamagedJournalError`, :class:`NewerJournalError` or another
    :class:`RelaxappError` (cannot be read or written, in use for longer than ``busy_s`` seconds,
    no room). In each case an existing file is left as it was. Unless ``keep_old`` is false, an
    upgrade makes a backup first.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise RelaxappError(
            f"This Python brings SQLite {sqlite3.sqlite_version}; relaxapp needs "
            f"{'.'.join(map(str, OLDEST_SQLITE))} or newer."
        )
    with plainly(path):
        try:
            if not path.exists():
                _create(path, clock, migrations)
            examine(path, len(migrations))
        except OSError as error:
            raise unusable(path, f"cannot be used ({error.strerror or error})") from error
        connection = connect(path, busy_s)
        try:
            _configure(connection)
            _upgrade(connection, path, clock, migrations, keep_old=keep_old)
        except BaseException:
            connection.close()
            raise
    return Database(connection, path, clock)


@contextlib.contextmanager
def open_to_read(path: Path, clock: Clock) -> Iterator[Database]:
    """Look at a journal that is open elsewhere in this program, as it stands at one instant.

    For a thread of its own: nobody waits for it, and it waits for nobody who writes.
    """
    with plainly(path), contextlib.closing(connect(path, BUSY_S, "mode=ro")) as connection:
        connection.execute("BEGIN")
        yield Database(connection, path, clock)
        connection.execute("ROLLBACK")


def _create(path: Path, clock: Clock, migrations: Migrations) -> None:
    """Make a new journal under another name first, so that ``path`` is never half made."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        touch_private(fresh)
        with contextlib.closing(connect(fresh, BUSY_S)) as connection:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            _upgrade(connection, fresh, clock, migrations, keep_old=False)
        spare_leftovers(path)
        try:
            os.link(fresh, path)
        except FileExistsError:
            return  # another process was faster; its journal is as good
        except OSError:  # a file system without links
            fresh.rename(path)
    finally:
        with contextlib.suppress(OSError):  # it may never have been there
            fresh.unlink()


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
    connection: sqlite3.Connection,
    path: Path,
    clock: Clock,
    migrations: Migrations,
    *,
    keep_old: bool,
) -> None:
    """Run the missing migrations in one transaction: all of them or none, after a backup."""
    if version(connection) == len(migrations):
        return
    connection.execute("PRAGMA foreign_keys=OFF")  # a table that is rebuilt is missing meanwhile
    connection.execute("BEGIN IMMEDIATE")
    try:
        found = version(connection)  # another process may have upgraded while we waited
        if keep_old and 0 < found < len(migrations):
            copy_database(path, _backup_name(path, found, clock))
        for number, migrate in enumerate(migrations[found:], found + 1):
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


__all__ = [
    "APPLICATION_ID",
    "DamagedJournalError",
    "Database",
    "NewerJournalError",
    "copy_database",
    "open_database",
]
