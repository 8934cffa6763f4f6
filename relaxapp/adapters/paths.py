"""Where relaxapp keeps things, so that one folder can hold all of it when the person asks.

Folders are created for their owner alone (0700) and so are files (0600): a journal of spasms and
fears is nobody else's to read. Folders that exist keep the mode their owner gave them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Mapping

HOME_VARIABLE = "RELAXAPP_HOME"
LINES = "lines.json"
"""The index in the folder of recorded lines."""
PACKAGE = Path(__file__).resolve().parents[1]
"""The installed package: ``assets`` lies in it (a wheel) or beside it (a checkout)."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders in use; all absolute."""

    data_dir: Path
    config_dir: Path
    cache_dir: Path
    log_dir: Path

    @property
    def database(self) -> Path:
        """The journal."""
        return self.data_dir / "journal.db"

    @property
    def settings(self) -> Path:
        """The settings, as JSON."""
        return self.config_dir / "settings.json"

    @property
    def reminders(self) -> Path:
        """The reminders as the person set them up, as JSON."""
        return self.config_dir / "reminders.json"

    @property
    def reminders_state(self) -> Path:
        """Where each reminder stands, as JSON."""
        return self.data_dir / "reminders-state.json"

    @property
    def shelf(self) -> Path:
        """Mixes of sounds, and how nights end, as JSON."""
        return self.config_dir / "sounds.json"

    @property
    def own_sounds(self) -> Path:
        """Where copies of the person's own sounds lie; it need not exist."""
        return self.data_dir / "sounds"

    @property
    def own_lines(self) -> Path:
        """Where recordings of single lines lie; it need not exist."""
        return self.data_dir / "lines"

    @property
    def draft(self) -> Path:
        """The session that is being made and not saved yet, as JSON."""
        return self.data_dir / "draft.json"

    @property
    def own_sessions(self) -> Path:
        """Where the person's own session scripts are looked for; it need not exist."""
        return self.data_dir / "sessions"


def locate(data_dir: Path | None, env: Mapping[str, str]) -> Paths:
    """Return where everything belongs, without touching the disk.

    ``data_dir`` is what ``--data-dir`` said and goes before ``RELAXAPP_HOME`` in ``env``; either
    puts all of it under that one folder. Otherwise it goes where the platform wants it.
    """
    told = env.get(HOME_VARIABLE)
    if data_dir is None and told:
        data_dir = Path(told)
    if data_dir is not None:
        one = _absolute(data_dir)
        return Paths(one, one, one / "cache", one / "logs")
    # Imported late: it is asked for nothing in most tests, nor under --data-dir.
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("relaxapp", appauthor=False)
    return Paths(
        dirs.user_data_path, dirs.user_config_path, dirs.user_cache_path, dirs.user_log_path
    )


def resolve(data_dir: Path | None, env: Mapping[str, str]) -> Paths:
    """Return where everything belongs, with each folder there and writable.

    Raises :class:`RelaxappError` naming the folder that is a file or cannot be written.
    """
    paths = locate(data_dir, env)
    for folder in (paths.data_dir, paths.config_dir, paths.cache_dir, paths.log_dir):
        _make(folder)
    return paths


def assets_dir(package: Path = PACKAGE) -> Path:
    """Return the folder of sessions, voices and sounds that came with relaxapp.

    Raises :class:`RelaxappError` when the installation has none.
    """
    for folder in (package / "_assets", package.parent / "assets"):
        if folder.is_dir():
            return folder
    raise RelaxappError(
        f"relaxapp's own sessions and sounds are missing: there is no {package / '_assets'}. "
        "Please install relaxapp again."
    )


def _absolute(folder: Path) -> Path:
    try:
        return folder.expanduser().absolute()
    except RuntimeError:  # "~somebody" without such a user
        return folder.absolute()


def _make(folder: Path) -> None:
    try:
        # mkdir's mode holds for the last folder only, and a parent that we make is as private.
        for missing in reversed([part for part in (folder, *folder.parents) if not part.exists()]):
            missing.mkdir(mode=0o700, exist_ok=True)
        is_folder = folder.is_dir()
    except (NotADirectoryError, FileExistsError):
        is_folder = False
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise RelaxappError(_refusal(folder, f"cannot be made ({why})")) from error
    if not is_folder:
        raise RelaxappError(_refusal(folder, "is not a folder, or lies inside something else"))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise RelaxappError(_refusal(folder, "cannot be written"))


def _refusal(folder: Path, why: str) -> str:
    return (
        f"relaxapp cannot keep its files in {folder}: it {why}. "
        f"Choose a folder of your own with --data-dir or {HOME_VARIABLE}."
    )
