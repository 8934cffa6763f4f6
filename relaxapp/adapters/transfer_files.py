"""Files that leave and enter: exports written whole and private, imports read with a limit."""

from __future__ import annotations

import contextlib
import os
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_BYTES: Final = 500_000_000
"""A century of entries; what is beyond it is something else, or a zip file made to choke on."""
MOST_FILES: Final = 10_000


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file by one that only its owner can read, once every byte is on the disk.

    Raises :class:`RelaxappError` when it cannot be written; an older file is then as it was.
    """
    fresh: Path | None = None
    try:
        if path.exists() and not path.is_file():  # a device must not be replaced by a file
            what = "a folder" if path.is_dir() else "no file"
            raise RelaxappError(f"{path} is {what}; the name of a file would be right.")
        target = path.resolve()  # renaming onto a link would cut it off from its file
        fresh = target.with_name(f".{target.name[:100]}.{os.getpid()}.new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        fresh.replace(target)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise RelaxappError(f"{path} cannot be written ({why}).") from error
    finally:
        if fresh is not None:
            with contextlib.suppress(OSError, ValueError):  # gone, if all went well
                fresh.unlink()


def write_folder(folder: Path, files: dict[str, bytes]) -> None:
    """Write files into a folder, which is made where there is none."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise RelaxappError(f"{folder} cannot be made a folder ({why}).") from error
    for name, data in files.items():
        write_whole(folder / name, data)


def read_whole(path: Path) -> bytes:
    """Return a file's bytes; raise :class:`RelaxappError` if there is none or it is too large."""
    try:
        if not path.is_file():
            what = "is not there"
            if path.exists():
                what = "is a folder" if path.is_dir() else "is no file"
            raise RelaxappError(f"{path} {what}; the name of a file would be right.")
        if path.stat().st_size > MOST_BYTES:
            raise RelaxappError(f"{path} is too large to be a journal.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise RelaxappError(f"{path} cannot be read ({why}).") from error


def read_import(path: Path) -> dict[str, bytes]:
    """Return the files that an import is made of, by name.

    ``path`` is one file, a folder of CSV files (with folders in it) or a zip file of those.
    """
    try:
        if path.is_dir():
            return _collected(path, _in_folder(path))
        if path.is_file() and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                return _collected(path, _in_zip(path, archive))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise RelaxappError(f"{path} cannot be read ({why}).") from error
    return {str(path): read_whole(path)}


def _collected(path: Path, found: Iterator[tuple[str, bytes]]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    total = 0
    for name, data in found:
        files[name] = data
        total += len(data)
        if total > MOST_BYTES or len(files) > MOST_FILES:
            raise RelaxappError(f"{path} holds too much to be a journal.")
    if not files:
        raise RelaxappError(f"{path} holds no CSV file.")
    return files


def _in_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() == ".csv" and not file.name.startswith(".") and file.is_file():
            yield file.relative_to(folder).as_posix(), read_whole(file)


def _in_zip(path: Path, archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
        if entry.is_dir() or not entry.filename.lower().endswith(".csv"):
            continue
        if entry.file_size > MOST_BYTES:
            raise RelaxappError(f"{path} holds too much to be a journal.")
        try:
            yield entry.filename, archive.read(entry)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
            raise RelaxappError(f"{path} is damaged or locked ({error}).") from error
