"""The shelf of sounds on the disk: mixes and choices in a JSON file, own sounds in a folder."""

import logging
from pathlib import Path

from relaxapp.adapters import own_loops
from relaxapp.adapters.json_file import JsonFile
from relaxapp.adapters.paths import Paths
from relaxapp.errors import RelaxappError
from relaxapp.sessions.blends import MOST_OWN, OwnSound, Shelf

log = logging.getLogger(__name__)


class SoundShelf:
    """Serves the window's `SoundsPort`. What cannot be written holds until the program ends."""

    def __init__(self, paths: Paths) -> None:
        """Nothing is read before it is asked for."""
        self._folder = paths.own_sounds
        self._file = JsonFile(paths.shelf, "Your mixes of sounds", "the usual one applies")
        self._now: Shelf | None = None

    def load(self) -> Shelf:
        """Return what is on the shelf; own sounds whose files are gone are gone from it too."""
        if self._now is None:
            mapping, problem = self._file.read()
            if problem:
                log.warning("sounds: %s", problem)
            self._now = self._present(Shelf.from_mapping(mapping or {}))
        return self._now

    def save(self, shelf: Shelf) -> None:
        """Keep it, as far as the disk lets us."""
        self._now = shelf
        try:
            self._file.write(shelf.to_mapping())
        except RelaxappError as error:  # the choice still holds for now
            log.warning("sounds not kept: %s", error)

    def forget(self) -> None:
        """Go back to what is usual, as the file was erased."""
        self._now = None

    def copy(self, path: str) -> OwnSound:
        """Check a sound file and copy it, as a loop; takes seconds and runs in any thread.

        Raises :class:`RelaxappError` with a plain reason. It is on the shelf only after `put`.
        """
        from relaxapp.adapters import own_sounds

        if len(self.load().own) >= MOST_OWN:
            raise RelaxappError(f"There are {MOST_OWN} sounds of your own: remove one first.")
        return own_sounds.take(Path(path), self._folder)

    def put(self, sound: OwnSound) -> None:
        """Keep a sound that was copied."""
        self.save(self.load().with_own(sound))

    def remove(self, sound: str) -> None:
        """Take an own sound off the shelf and out of every mix, and delete its copy."""
        self.save(self.load().without_own(sound))
        own_loops.remove(self._folder, sound)

    def _present(self, shelf: Shelf) -> Shelf:
        for sound in shelf.own:
            if not own_loops.there(self._folder, sound.id):
                shelf = shelf.without_own(sound.id)
        return shelf
