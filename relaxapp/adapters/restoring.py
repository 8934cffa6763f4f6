"""The journal out of the house and back: into one file, under a passphrase if wanted."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from relaxapp.adapters import sealed
from relaxapp.adapters.backups import ROOM, backup_folder, restore_backup
from relaxapp.adapters.database_errors import DamagedJournalError
from relaxapp.adapters.database_files import copy_database
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
        try:
            copy_database(journal, copy)
        except DamagedJournalError as error:
            raise RelaxappError(
                f"The journal {journal} is damaged and was not backed up. Copies that relaxapp "
                f"made earlier are in {backup_folder(journal)}."
            ) from error
        except RelaxappError as error:
            raise RelaxappError(str(error).replace(str(copy), str(journal))) from error
        data = read_whole(copy)
        write_whole(target, data if passphrase is None else sealed.seal(data, passphrase))


def is_sealed(source: Path) -> bool:
    """Tell whether a backup wants a passphrase."""
    return sealed.is_sealed(read_whole(source)[:100])


def restore(journal: Path, source: Path, passphrase: str | None, clock: Clock) -> Path | None:
    """Put a backup in the journal's place; return where the replaced one is kept, if there was.

    Raises :class:`RelaxappError` for a wrong passphrase and for a file that is no backup; the
    journal is then as it was.
    """
    if _is_of(journal, source):
        raise RelaxappError(f"{source} is the journal itself; a backup of it would be right.")
    data = read_whole(source)
    if sealed.is_sealed(data):
        data = sealed.unseal(data, passphrase or "", str(source))
    with _room_beside(journal) as folder:
        # On the side: SQLite is never let near the person's own copy.
        copy = folder / "backup.db"
        write_whole(copy, data)
        try:
            return restore_backup(copy, journal, clock)
        except DamagedJournalError as error:
            raise RelaxappError(
                f"{source} is no backup of relaxapp's, or is damaged. Your journal was not changed."
            ) from error
        except RelaxappError as error:
            raise RelaxappError(str(error).replace(str(copy), str(source))) from error


@contextlib.contextmanager
def _room_beside(journal: Path) -> Iterator[Path]:
    """A folder of our own on the journal's disk, gone afterwards."""
    try:
        with tempfile.TemporaryDirectory(prefix=ROOM, dir=journal.parent) as name:
            yield Path(name)
    except OSError as error:
        why = error.strerror or error
        place = Path(str(error.filename or journal))
        if place.name.startswith(ROOM):  # a name that nobody has ever seen
            place = place.parent
        raise RelaxappError(f"{place} cannot be used ({why}).") from error


def _is_of(journal: Path, file: Path) -> bool:
    """Tell whether a file is the journal, or one of those that SQLite keeps beside it."""
    parts = [journal.with_name(journal.name + end) for end in ("", "-wal", "-shm", "-journal")]
    return os.path.realpath(file) in {os.path.realpath(part) for part in parts}
