"""The journal out of the house and back: backups into a file, and their return, checked first."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from relaxapp.adapters import sealed
from relaxapp.adapters.database import open_database
from relaxapp.adapters.database_errors import DamagedJournalError, NewerJournalError, plainly
from relaxapp.adapters.database_files import BUSY_S, connect, copy_database
from relaxapp.adapters.transfer_files import read_whole, write_whole
from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relaxapp.clock import Clock


def back_up(journal: Path, target: Path, passphrase: str | None) -> None:
    """Write the journal as it stands into the file ``target``, sealed if a passphrase is given.

    Raises :class:`RelaxappError`; an older ``target`` is then as it was.
    """
    if not journal.exists():
        raise RelaxappError("There is no journal to back up yet.")
    if _is_of(journal, target):
        raise RelaxappError(f"{target} is the journal itself; another file would be right.")
    with _room_beside(journal) as folder:
        copy = folder / "copy.db"
        copy_database(journal, copy)
        data = read_whole(copy)
        write_whole(target, data if passphrase is None else sealed.seal(data, passphrase))


def is_sealed(source: Path) -> bool:
    """Tell whether a backup wants a passphrase."""
    return sealed.is_sealed(read_whole(source)[:100])


def restore(journal: Path, source: Path, passphrase: str | None, clock: Clock) -> Path | None:
    """Put a backup in the journal's place; return where the replaced one is kept, if there was.

    The backup is opened, checked and upgraded on the side first. Raises
    :class:`RelaxappError` for a wrong passphrase and for a file that is no backup; the journal
    is then as it was.
    """
    if _is_of(journal, source):
        raise RelaxappError(f"{source} is the journal itself; a backup of it would be right.")
    data = read_whole(source)
    if sealed.is_sealed(data):
        data = sealed.unseal(data, passphrase or "", str(source))
    with _room_beside(journal) as folder:
        fresh = folder / "backup.db"
        write_whole(fresh, data)
        _check(fresh, source, folder, clock)
        if not journal.exists():
            fresh.replace(journal)
            return None
        try:
            open_database(journal, clock).close()
        except (DamagedJournalError, NewerJournalError):
            aside = _set_aside(journal)
            fresh.replace(journal)
            return aside
        kept = _free(journal.parent / "backups" / f"replaced-{clock.now():%Y%m%dT%H%M%SZ}.db")
        copy_database(journal, kept)
        _overwrite(journal, fresh)
        return kept


def _check(fresh: Path, source: Path, folder: Path, clock: Clock) -> None:
    """Open what came out of a backup, in its place on the side; upgrades an older one."""
    try:
        open_database(fresh, clock).close()
        whole = folder / "whole.db"
        copy_database(fresh, whole)  # which checks every page
        whole.replace(fresh)
    except NewerJournalError as error:
        raise RelaxappError(str(error).replace(str(fresh), str(source))) from error
    except DamagedJournalError as error:
        raise RelaxappError(
            f"{source} is no backup of relaxapp's, or is damaged. Your journal was not changed."
        ) from error


def _overwrite(journal: Path, fresh: Path) -> None:
    """Put what is in ``fresh`` in the place of what ``journal`` holds: all of it or nothing.

    Whoever has the journal open goes on with what is in it now; a rename would leave them
    writing into a file that is gone.
    """
    with (
        plainly(journal),
        contextlib.closing(connect(fresh, BUSY_S)) as origin,
        contextlib.closing(connect(journal, BUSY_S)) as target,
    ):
        target.execute("PRAGMA synchronous=FULL")
        origin.backup(target)


@contextlib.contextmanager
def _room_beside(journal: Path) -> Iterator[Path]:
    """A folder of our own on the journal's disk, gone afterwards."""
    try:
        with tempfile.TemporaryDirectory(prefix=".moving-", dir=journal.parent) as name:
            yield Path(name)
    except OSError as error:
        why = error.strerror or error
        raise RelaxappError(f"{error.filename or journal} cannot be used ({why}).") from error


def _is_of(journal: Path, file: Path) -> bool:
    """Tell whether a file is the journal, or one of those that SQLite keeps beside it."""
    parts = [journal.with_name(journal.name + end) for end in ("", "-wal", "-shm", "-journal")]
    return os.path.realpath(file) in {os.path.realpath(part) for part in parts}


def _set_aside(journal: Path) -> Path:
    aside = _free(journal.with_name(f"{journal.name}.bad"))
    for end in ("-wal", "-shm", "-journal"):
        log = journal.with_name(journal.name + end)
        if log.exists():
            log.rename(aside.with_name(aside.name + end))
    journal.rename(aside)
    return aside


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free
