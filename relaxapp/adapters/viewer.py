"""The system's own viewer of a file, for what is to be looked at or printed and not kept.

The file lies in a folder that only its owner can enter, and is gone when relaxapp ends.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from relaxapp.adapters.transfer_files import write_whole
from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Callable

PDF: Final = "application/pdf"
_PATIENCE_S: Final = 10.0


def has_program(kind: str) -> bool:
    """Tell whether the desktop knows a program for files of a kind; where it cannot be asked, yes.

    ``kind`` is a MIME type. Without one, Linux would open nothing and say nothing.
    """
    ask = shutil.which("xdg-mime") if sys.platform.startswith("linux") else None
    if ask is None:
        return True
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            [ask, "query", "default", kind],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_PATIENCE_S,
        )
    except (OSError, subprocess.TimeoutExpired):
        return True
    return bool(done.stdout.strip())


def open_by_desktop(path: Path) -> bool:
    """Have the desktop open a file; tell whether it took it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class Viewer:
    """Shows files by the desktop's programs, and takes them away at the end."""

    def __init__(
        self,
        known: Callable[[str], bool] = has_program,
        show: Callable[[Path], bool] = open_by_desktop,
    ) -> None:
        self._known, self._show = known, show
        self._folder: Path | None = None

    def put(self, name: str, data: bytes) -> Path:
        """Write a PDF to be shown; may be called in a thread. Raises ``RelaxappError``."""
        if not self._known(PDF):
            raise RelaxappError(
                "There is no program for PDF files on this computer. Save the report as a PDF and"
                " open it where there is one."
            )
        if self._folder is None or not self._folder.is_dir():
            try:
                self._folder = Path(tempfile.mkdtemp(prefix="relaxapp-"))
            except OSError as error:
                raise RelaxappError(f"There is no room for a file ({error.strerror}).") from error
        path = self._folder / name
        write_whole(path, data)
        return path

    def show(self, path: Path) -> None:
        """Show a file that was put; not to be called in a thread. Raises ``RelaxappError``."""
        if not self._show(path):
            raise RelaxappError(
                "The program for PDF files could not be started. Save the report as a PDF and open"
                " it yourself."
            )

    def end(self) -> None:
        """Take the files away."""
        folder, self._folder = self._folder, None
        if folder is not None:
            with contextlib.suppress(OSError):  # a viewer on Windows may hold one of them
                shutil.rmtree(folder)
