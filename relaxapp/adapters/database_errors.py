"""What SQLite and the disk refuse, in words that a person can act on.

What is raised for such a reason (a full disk, a folder that cannot be written, a damaged file)
becomes a :class:`RelaxappError`; anything else is a bug and stays as it is.
"""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class DamagedJournalError(RelaxappError):
    """The file is not, or no longer, a journal that can be read; it was left untouched."""


class NewerJournalError(RelaxappError):
    """The file was written by a newer relaxapp; it was left untouched."""


def unusable(path: Path, why: str) -> RelaxappError:
    """Return the error that the journal at ``path`` ``why``: a verb and what follows it."""
    return RelaxappError(f"The journal {path} {why}.")


def damaged(path: Path, why: str = "is damaged and cannot be read") -> DamagedJournalError:
    """Return the error that the file at ``path`` is no sound journal, and where copies are."""
    backups = path.parent / "backups"
    way_back = (
        f'copies that relaxapp made earlier are in {backups}; "relaxapp restore FILE" puts one in'
        " its place"
        if any(backups.glob("*.db"))
        else "move it elsewhere, and relaxapp begins a new one"
    )
    return DamagedJournalError(f"The journal {path} {why}. It was left untouched; {way_back}.")


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
def plainly(path: Path) -> Iterator[None]:
    """Turn SQLite's errors that a person can act on into plain ones; a bug stays a bug."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of it says where
        if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            raise damaged(path) from error
        if code not in _REASONS:
            raise
        raise unusable(path, _REASONS[code]) from error
