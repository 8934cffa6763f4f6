"""The settings on disk; a damaged file is kept aside and costs nothing but the choices in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.adapters.json_file import JsonFile
from relaxapp.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


class SettingsFile:
    """Reads and writes one ``settings.json``."""

    def __init__(self, path: Path) -> None:
        """Nothing is read or written yet; the folder has to exist when it is."""
        self.path = path
        self._file = JsonFile(path, "Your settings", "the usual settings apply")

    def load(self) -> tuple[Settings, tuple[str, ...]]:
        """Return the settings and a sentence for each thing that was wrong; never raises."""
        mapping, problem = self._file.read()
        if mapping is None:
            return Settings(), (problem,) if problem else ()
        return Settings.from_mapping(mapping)

    def save(self, settings: Settings) -> None:
        """Replace the file as a whole; raises :class:`RelaxappError` and leaves the old one."""
        self._file.write(settings.to_mapping())
