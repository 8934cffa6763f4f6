"""The person's own sessions as files: written whole, and never gone at once.

What is replaced or deleted stays beside it under another ending, once, to be brought back.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from relaxapp.adapters.transfer_files import write_whole
from relaxapp.errors import RelaxappError
from relaxapp.sessions.library import SUFFIX, read_bytes
from relaxapp.sessions.script import kebab

BEFORE: Final = ".before"
DELETED: Final = ".deleted"


def is_own(file: str, folder: Path) -> bool:
    """Whether a script's file lies among the own ones."""
    return bool(file) and Path(file).parent == folder


def save(text: str, session: str, folder: Path, old: str = "") -> Path:
    """Write a session, and keep what it replaces beside it. Raises RelaxappError.

    `old` is the file that it stood in, if it had another title: that one makes way afterwards.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise RelaxappError(f"{folder} cannot be made a folder ({error.strerror}).") from error
    target = Path(old) if old and _same(old, session) else folder / f"{session}{SUFFIX}"
    if target.exists():
        if not old or target != Path(old):
            raise RelaxappError(f"{target} is in its place already. Another title would be right.")
        write_whole(target.with_name(target.name + BEFORE), read_bytes(target))
    write_whole(target, text.encode())
    if old and Path(old) != target:
        _rename(Path(old), Path(old + BEFORE))
    return target


def delete(file: str) -> None:
    """Take a session away, for as long as nobody brings it back. Raises RelaxappError."""
    _rename(Path(file), Path(file + DELETED))


def undelete(file: str) -> None:
    """Bring a session back. Raises RelaxappError where its place is taken, or it is gone."""
    if Path(file).exists():
        raise RelaxappError(f"{file} is in its place already.")
    _rename(Path(file + DELETED), Path(file))


def _same(file: str, session: str) -> bool:
    """Whether a file's name is that of the session, or one that the person gave it."""
    return kebab(Path(file).name.removesuffix(SUFFIX)) == session


def _rename(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except OSError as error:
        raise RelaxappError(f"{source} cannot be moved ({error.strerror}).") from error
