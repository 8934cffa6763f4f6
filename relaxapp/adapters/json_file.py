"""Small JSON files of our own: never half written, and never lost because one was damaged."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from relaxapp.errors import RelaxappError

MAX_BYTES = 1_000_000
"""Ours are a few kilobytes; a file beyond this is something else."""


class JsonFile:
    """Reads and writes one file that holds an object; ``what`` names it to the person."""

    def __init__(self, path: Path, what: str, instead: str) -> None:
        """Nothing is read or written yet; the folder has to exist when it is.

        ``what`` is a plural ("Your settings"), ``instead`` says what applies without the file.
        """
        self.path = path
        self._what, self._instead = what, instead

    def read(self) -> tuple[dict[str, object] | None, str]:
        """Return what the file says, and a sentence if something was wrong; never raises.

        None where there is no file, or none that can be read. A damaged file is kept aside
        beside it (``settings.json.bad-1``), so that saving cannot overwrite what it held.
        """
        try:
            return self._read(), ""
        except FileNotFoundError:
            return None, ""
        except OSError as error:
            why = error.strerror or str(error)
            return None, f"{self.path} cannot be read ({why}); {self._instead}."
        except ValueError:
            return None, self._told_aside()

    def write(self, mapping: dict[str, object]) -> None:
        """Replace the file as a whole, once every byte of it is on the disk.

        Raises :class:`RelaxappError` when it cannot be written; then the old file is as it was.
        """
        text = json.dumps(mapping, indent=2) + "\n"
        # Renaming onto a link would cut it off from the file that the person linked.
        target = Path(os.path.realpath(self.path))
        fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
        try:
            self._spare_damaged()
            _sweep(target)
            _write_private(fresh, text.encode("ascii"))
            fresh.replace(target)
            _settle_folder(target.parent)
        except OSError as error:
            why = error.strerror or str(error)
            raise RelaxappError(
                f"{self._what} could not be saved to {self.path} ({why})."
            ) from error
        finally:
            with contextlib.suppress(OSError):  # gone, if all went well
                fresh.unlink()

    def _read(self) -> dict[str, object]:
        """Return what the file says; ``ValueError`` when it is damaged."""
        if self.path.stat().st_size > MAX_BYTES:
            raise ValueError("too large")
        try:
            # utf-8-sig: a Windows editor may have put a byte order mark in front.
            mapping = json.loads(self.path.read_text(encoding="utf-8-sig"))
        except RecursionError as error:
            raise ValueError("nested too deeply") from error
        if not isinstance(mapping, dict):
            raise ValueError("not an object")  # noqa: TRY004 - damaged, like any other
        return mapping

    def _spare_damaged(self) -> None:
        """Keep aside what cannot be read, in case it was damaged since it was loaded."""
        try:
            self._read()
        except FileNotFoundError:
            return
        except (OSError, ValueError):
            self._keep_aside()

    def _keep_aside(self) -> Path:
        number = 1
        while (aside := self.path.with_name(f"{self.path.name}.bad-{number}")).exists():
            number += 1
        return self.path.rename(aside)

    def _told_aside(self) -> str:
        try:
            aside = self._keep_aside()
        except OSError:
            return f"{self.path} is damaged; {self._instead}."
        return f"{self._what} were damaged. They are kept as {aside}; {self._instead}."


def _sweep(target: Path) -> None:
    """Remove what programs left beside it that were killed while they wrote."""
    if os.name != "posix":
        return  # there, asking whether a program lives may end it
    for left in target.parent.glob(f".{target.name}.*.new"):
        number = left.name.split(".")[-2]
        if number.isdecimal() and not _lives(int(number)):
            with contextlib.suppress(OSError):
                left.unlink()


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def _write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, through to the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)


def _settle_folder(folder: Path) -> None:
    """Put the rename itself on the disk, where a folder can be synced at all."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
