"""Copies of the journal: made daily, thinned out with age, found again when they are needed.

A copy lies in the folder ``backups`` beside the journal, is checked when it is made, and says in
its name when that was. What a restored journal replaces is kept: a sound one as one more copy, a
damaged one as it is.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from relaxapp.adapters.database import NewerJournalError, open_database
from relaxapp.adapters.database_errors import DamagedJournalError, unusable
from relaxapp.adapters.database_files import (
    copy_database,
    count_rows,
    examine,
    overwrite,
    spare_leftovers,
)
from relaxapp.adapters.migrations import MIGRATIONS
from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from relaxapp.clock import Clock

DAILY: Final = 7
WEEKLY: Final = 4
BEFORE_UPGRADES: Final = 3
ROOM: Final = ".moving-"
"""How the names of folders begin in which a copy waits on its way out or back."""

# journal-20260314T093000Z.db, or -v1-…: made before an upgrade from that version; -2: the
# second of one second.
_NAME = re.compile(r".+?(?P<version>-v\d+)?-(?P<made>\d{8}T\d{6}Z)(-\d+)?\.db")
_STAMP = "%Y%m%dT%H%M%SZ"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that passed its check: where it is, when it was made (UTC), what it holds."""

    path: Path
    made: datetime
    episodes: int
    sessions: int


@dataclass(frozen=True, slots=True)
class _Copy:
    path: Path
    made: datetime
    before_upgrade: bool


def backup_folder(journal: Path) -> Path:
    """Return where the copies of a journal are; it need not exist."""
    return journal.parent / "backups"


def daily_backup(journal: Path, clock: Clock) -> Path | None:
    """Copy the journal unless that was done today (UTC); thin out the old copies.

    Made from a connection of its own, so it may be called from any thread. Returns the new copy.
    Raises :class:`RelaxappError` when it cannot be made: :class:`DamagedJournalError` when that
    is because the journal itself did not pass the check.
    """
    today = clock.now().date()
    if any(copy.made.date() == today for copy in _copies(journal) if not copy.before_upgrade):
        return None
    made = copy_now(journal, clock)
    thin_out(journal)
    return made


def copy_now(journal: Path, clock: Clock) -> Path:
    """Copy the journal among its backups, whatever is there already; return the copy."""
    stem, number = f"{journal.stem}-{clock.now():{_STAMP}}", 1
    folder = backup_folder(journal)
    while (target := folder / f"{stem}{'' if number == 1 else f'-{number}'}.db").exists():
        number += 1
    copy_database(journal, target)
    return target


def thin_out(journal: Path) -> None:
    """Keep the last copy of seven days and the first of four weeks that have one.

    Of those made before an upgrade the last three are kept.
    """
    copies = _copies(journal)
    upgrades = [copy for copy in copies if copy.before_upgrade]
    usual = [copy for copy in copies if not copy.before_upgrade]
    days: dict[date, _Copy] = {}
    weeks: dict[tuple[int, int], _Copy] = {}
    for copy in usual:  # the newest first
        days.setdefault(copy.made.date(), copy)
        weeks[copy.made.isocalendar()[:2]] = copy
    kept = [*upgrades[:BEFORE_UPGRADES], *[*days.values()][:DAILY], *[*weeks.values()][:WEEKLY]]
    _delete(copy.path for copy in copies if copy not in kept)


def find_backup(journal: Path) -> Backup | None:
    """Return the newest copy that can be used, after checking it; nothing is written."""
    for copy in _copies(journal):
        try:
            return check_backup(copy.path, copy.made)
        except (RelaxappError, OSError) as error:
            _log.warning("passed over the backup %s: %s", copy.path.name, error)
    return None


def check_backup(path: Path, made: datetime | None = None) -> Backup:
    """Return what a copy holds, wherever it lies; raise :class:`RelaxappError` if it is no good.

    ``made`` is when it was made, by default when the file was last changed.
    """
    try:
        version = examine(path, len(MIGRATIONS), thoroughly=True, writable=False)
        made = made or datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        raise unusable(path, f"cannot be read ({error.strerror or error})") from error
    episodes = count_rows(path, "episode") if version > 1 else 0
    return Backup(path, made, episodes, count_rows(path, "session"))


def restore_backup(backup: Path, journal: Path, clock: Clock) -> Path | None:
    """Put what ``backup`` holds in place of the journal; return where that was kept, if it was.

    The backup is checked and upgraded first, on a copy of it. A sound journal is replaced from
    within, at once for every window that has it open, and kept among the backups; a damaged or
    newer one is kept aside untouched. Raises :class:`RelaxappError`; then nothing has changed.
    """
    check_backup(backup)
    fresh = journal.with_name(f".{journal.name}.{os.getpid()}.restored")
    try:
        copy_database(backup, fresh, still=True)
        open_database(fresh, clock, keep_old=False).close()
        if not journal.exists():
            spare_leftovers(journal)
            fresh.rename(journal)
            return None
        try:
            open_database(journal, clock).close()
            kept = copy_now(journal, clock)
        except (DamagedJournalError, NewerJournalError):
            return _swap(fresh, journal, clock)
        overwrite(fresh, journal)
    except OSError as error:
        raise unusable(journal, f"cannot be restored ({error.strerror or error})") from error
    else:
        return kept
    finally:
        _delete(journal.parent.glob(f"{fresh.name}*"))


def begin_anew(journal: Path, clock: Clock) -> Path:
    """Put an empty journal in place of one that cannot be used; return where that is kept.

    It is kept aside untouched. Raises :class:`RelaxappError`; then nothing has changed.
    """
    fresh = journal.with_name(f".{journal.name}.{os.getpid()}.anew")
    try:
        open_database(fresh, clock, keep_old=False).close()
        return _swap(fresh, journal, clock)
    except OSError as error:
        raise unusable(journal, f"cannot be moved aside ({error.strerror or error})") from error
    finally:
        _delete(journal.parent.glob(f"{fresh.name}*"))


def purge(journal: Path, clock: Clock) -> tuple[Path, ...]:
    """Delete every copy made so far and make a new one, after an entry was erased for good.

    Returns damaged journals kept aside, which may hold the entry still; they are the person's to
    delete, as nothing else may hold the rest of what is in them.
    """
    old = [copy.path for copy in _copies(journal)]
    copy_now(journal, clock)  # first: without a copy at all, one accident would be the end
    _delete(old)
    _sweep(journal)
    return kept_aside(journal)


def purge_everything(journal: Path) -> None:
    """Delete every copy and every journal kept aside, after all data was erased."""
    copies = [copy.path for copy in _copies(journal)]
    _delete((*copies, *kept_aside(journal)))
    _sweep(journal)


def kept_aside(journal: Path) -> tuple[Path, ...]:
    """Return the damaged journals that were kept, and their logs."""
    beside = (f"{journal.name}.damaged-*", f"{journal.name}-*.bad-*")
    return tuple(sorted(path for pattern in beside for path in journal.parent.glob(pattern)))


def _sweep(journal: Path) -> None:
    """Delete what is left of copies that were cut short: each may be the whole journal."""
    for dots in (".", ".."):  # one that becomes the journal, and a copy that becomes such a one
        _delete(journal.parent.glob(f"{dots}{journal.name}.*"))
    _delete(backup_folder(journal).glob(f".{journal.stem}-*.db.*"))
    for room in journal.parent.glob(f"{ROOM}????????"):
        _delete(room.iterdir())
        with contextlib.suppress(OSError):  # another program moves a copy just now
            room.rmdir()


def _swap(fresh: Path, journal: Path, clock: Clock) -> Path:
    """Put ``fresh`` in place of a journal that cannot be used, which is kept under a new name."""
    stem, number = f"{journal.name}.damaged-{clock.now():{_STAMP}}", 1
    while (aside := journal.with_name(f"{stem}{'' if number == 1 else f'-{number}'}")).exists():
        number += 1
    # By a second name, not a new one: at no moment is there no journal, which the next start
    # would take for a first one.
    with contextlib.suppress(OSError):  # a file system without links
        os.link(journal, aside)
    if not aside.exists():
        journal.rename(aside)
    # The log goes with it; beside the restored journal it would be replayed into that.
    for suffix in ("-wal", "-shm", "-journal"):
        log = journal.with_name(journal.name + suffix)
        if log.exists():
            log.rename(aside.with_name(aside.name + suffix))
    fresh.replace(journal)
    return aside


def _copies(journal: Path) -> list[_Copy]:
    """Return the copies of a journal, the newest first."""
    found = []
    for path in backup_folder(journal).glob(f"{journal.stem}-*.db"):
        named = _NAME.fullmatch(path.name)
        with contextlib.suppress(ValueError):  # digits that are no time: not one of ours
            if named:
                made = datetime.strptime(named["made"], _STAMP).replace(tzinfo=UTC)
                found.append(_Copy(path, made, bool(named["version"])))
    return sorted(found, key=lambda copy: (copy.made, len(copy.path.name), copy.path), reverse=True)


def _delete(paths: Iterable[Path]) -> None:
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise unusable(path, f"cannot be deleted ({error.strerror or error})") from error
