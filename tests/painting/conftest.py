"""A PDF as another program reads it, not Qt: poppler's, from the system."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from relaxapp.adapters.database import open_database
from relaxapp.journal.store import Store
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Reader:
    """Reads one PDF file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def text(self, page: int | None = None, *options: str) -> str:
        """Return the text of a page, counted from 1, or of all of them."""
        pages = () if page is None else ("-f", str(page), "-l", str(page))
        return self._run("pdftotext", *pages, *options, str(self._file), "-")

    def told(self) -> dict[str, str]:
        """Return what the file says of itself."""
        lines = self._run("pdfinfo", str(self._file)).splitlines()
        return {name: told.strip() for name, _, told in (line.partition(":") for line in lines)}

    def fonts(self) -> list[list[str]]:
        """Return the columns of each font."""
        lines = self._run("pdffonts", str(self._file)).splitlines()[2:]
        return [line.split() for line in lines]

    def images(self) -> int:
        """Return how many pictures made of dots there are."""
        return len(self._run("pdfimages", "-list", str(self._file)).splitlines()) - 2

    def picture(self, page: int) -> bytes:
        """Return a page as grey dots, 40 to the inch."""
        return self._bytes("pdftoppm", "-gray", "-r", "40", "-f", str(page), "-l", str(page),
                           str(self._file))  # fmt: skip

    def _run(self, *command: str) -> str:
        return self._bytes(*command).decode("utf-8")

    def _bytes(self, *command: str) -> bytes:
        done = subprocess.run(command, capture_output=True, check=True, timeout=60)
        assert done.stderr == b"", done.stderr
        return done.stdout


@pytest.fixture
def reader(tmp_path: Path) -> type[Reader]:
    if shutil.which("pdftotext") is None and sys.platform != "linux":
        pytest.skip("poppler is not here")  # on Linux make test brings it, and it has to be
    return Reader


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    database = open_database(tmp_path / "journal.db", FakeClock())
    yield Store(database)
    database.close()
