"""What a damaged journal can be brought back to; a journal that is only busy is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.adapters.backups import Backup, find_backup, restore_backup
from relaxapp.adapters.database import open_database
from relaxapp.adapters.database_errors import DamagedJournalError
from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from pathlib import Path

    from relaxapp.clock import Clock


def find_way_back(journal: Path, clock: Clock) -> Backup | None:
    """Return the newest good backup of a journal that is damaged, and None for any other."""
    try:
        open_database(journal, clock).close()
    except DamagedJournalError:
        return find_backup(journal)
    except RelaxappError:
        return None  # in use, or the disk is full: nothing that a backup would mend
    return None


def take_way_back(journal: Path, clock: Clock) -> str:
    """Bring a journal back from its newest good backup; return what was done, in a sentence."""
    backup = find_backup(journal)
    if backup is None:
        raise RelaxappError("There is no good backup of the journal.")
    aside = restore_backup(backup.path, journal, clock)
    kept = f" What was there before is kept as {aside}." if aside else ""
    return f"The journal is back as the backup had it.{kept}"
