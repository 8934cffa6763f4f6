"""The tape in the deck: one source's guide track, in a folder of its own that goes with it."""

import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from relaxapp.adapters.track_file import FRAME, TrackFile, wav_header
from relaxapp.sessions.audio_out import Place, Source
from relaxapp.sessions.timeline import RATE

_AHEAD: Final = round(0.2 * RATE)  # what is new begins this far ahead of what SDL has read
_FIRST_FILL: Final = RATE // 2
_SILENCE: Final = 4096  # samples of the warm-up


class Tape:
    """A track that is written while it is played. Places are the file's, samples the track's."""

    def __init__(self, cache: Path, source: Source, sample: int) -> None:
        """Make the file, ready to be played from `sample` on. Raises OSError."""
        track = source.make()
        cache.mkdir(parents=True, exist_ok=True)
        self.source = source
        self._folder = tempfile.TemporaryDirectory(
            prefix="track-", dir=cache, ignore_cleanup_errors=True
        )
        with contextlib.ExitStack() as undo:  # a full disk: nothing is left behind on it
            undo.callback(self._folder.cleanup)
            self._file = TrackFile(Path(self._folder.name) / "guide.wav", source.length, track)
            undo.callback(self._file.close)
            self.cue(sample)
            undo.pop_all()

    @property
    def path(self) -> Path:
        return self._file.path

    @property
    def shift(self) -> int:
        """How many samples further on in the track it is than in the file."""
        return self._file.shift

    def silence(self) -> Path:
        """A short file of silence beside it."""
        path = self.path.with_name("silence.wav")
        if not path.exists():
            path.write_bytes(wav_header(_SILENCE) + bytes(_SILENCE * FRAME))
        return path

    def cue(self, sample: int) -> None:
        """Be ready to be played from a sample, which is then at the same place of the file."""
        self._file.move_to(sample)
        self._file.fill(sample, _FIRST_FILL)

    def go_over(self, source: Source, place: Place, handed: Callable[[], int]) -> bool:
        """Let what is heard go over into `source`, without a gap; False where there is no room.

        `handed` tells the place that the device asks for next.
        """
        file = self._file
        track = file.track if source is self.source else source.make()
        near = place(handed() + _AHEAD + file.shift)
        track.render(near, near + _FIRST_FILL)  # decodes what is needed: then it is quick
        begin = handed() + _AHEAD
        sample = min(max(0, place(begin + file.shift)), source.length)
        if not file.has_room(begin, source.length, sample):
            return False
        file.change(track, source.length, begin, sample)
        file.fill(begin, _FIRST_FILL)
        self.source = source
        return True

    def replace(self, source: Source) -> None:
        """Hold another source of the same length; nothing is being heard."""
        self.source = source
        self._file.replace(source.make())

    def wants_more(self, place: int) -> bool:
        return self._file.wants_more(place)

    def fill(self, place: int) -> None:
        """Write some more ahead of the playhead. Raises OSError."""
        self._file.fill(place)

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
        self._folder.cleanup()
