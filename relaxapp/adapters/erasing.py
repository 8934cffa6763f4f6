"""Everything that relaxapp ever wrote, deleted by its names; nothing else in a folder is touched.

Somebody may have told relaxapp to keep its files in a folder with their own, so no folder is
removed with whatever is in it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING

from relaxapp.adapters.backups import backup_folder, purge_everything
from relaxapp.adapters.logs import FILE as LOG
from relaxapp.adapters.own_sessions import BEFORE, DELETED
from relaxapp.adapters.paths import LINES
from relaxapp.errors import RelaxappError
from relaxapp.sessions.library import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relaxapp.adapters.paths import Paths


def erase_own_files(paths: Paths) -> None:
    """Delete the journal, its copies, what was kept aside, settings, logs, and all own sound.

    The journal must not be open. Sessions that the person wrote and backups that they put
    elsewhere are theirs, and stay. Raises :class:`RelaxappError` naming what cannot be deleted;
    what can be is gone all the same.
    """
    left: list[str] = []
    try:
        purge_everything(paths.database)
    except RelaxappError as error:
        left.append(str(error))
    for file in _files(paths):
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            left.append(f"{file} cannot be deleted ({error.strerror or error}).")
    for track in paths.cache_dir.glob("track-*"):
        shutil.rmtree(track, ignore_errors=True)  # one that is being played goes with its end
    with contextlib.suppress(OSError):  # open in this process: emptied, as it cannot be deleted
        os.truncate(paths.log_dir / LOG, 0)
    with contextlib.suppress(OSError):  # somebody keeps something there
        backup_folder(paths.database).rmdir()
    with contextlib.suppress(OSError):
        paths.own_sounds.rmdir()
    with contextlib.suppress(OSError):
        paths.own_lines.rmdir()
    if left:
        raise RelaxappError("\n".join(("Not everything could be erased.", *left)))


def _files(paths: Paths) -> Iterator[Path]:
    name = paths.database.name
    for suffix in ("", "-wal", "-shm", "-journal"):
        yield paths.database.with_name(name + suffix)
    stem = paths.database.stem
    # What a restored backup replaced, and what was left of work that was cut short.
    for pattern in (f"{name}.bad*", f"{name}-*.bad*", f".{name}.*", f"{name}.damaged-*"):
        yield from paths.data_dir.glob(pattern)
    yield from backup_folder(paths.database).glob("replaced-*.db*")
    yield from backup_folder(paths.database).glob(f"{stem}-*.db*")
    # Copies of the person's own sounds; where they came from they still are.
    for pattern in ("own-*.wav", ".own-*.new"):
        yield from paths.own_sounds.glob(pattern)
    for pattern in (f"{'[0-9a-f]' * 64}.flac", ".*.flac.*.new", f"{LINES}*", f".{LINES}.*"):
        yield from paths.own_lines.glob(pattern)
    # Of the sessions that the person wrote only what they had put away already.
    for suffix in (BEFORE, DELETED):
        yield from paths.own_sessions.glob(f"*{SUFFIX}{suffix}")
    for kept in (paths.settings, paths.reminders, paths.reminders_state, paths.shelf, paths.draft):
        yield from kept.parent.glob(f"{kept.name}*")
        yield from kept.parent.glob(f".{kept.name}.*")
    yield paths.config_dir / "window"
    yield from paths.log_dir.glob(f"{LOG}.*")
