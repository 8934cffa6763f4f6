"""The guide track: one WAV file that is written ahead of the playhead while it is being played.

A file that SDL reads by itself needs no Python at the moment a sound is due, so neither a busy
interpreter nor a frozen window can delay it. The file has its full length from the start (the
part not yet written is silence and takes no room on most disks).
"""

import os
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Final

from relaxapp.sessions.audio_out import Track
from relaxapp.sessions.timeline import RATE

if TYPE_CHECKING:
    from relaxapp.sessions.mixdown import Pcm

FRAME: Final = 4  # bytes: two channels of 16 bits
HEADER: Final = 44
_CHUNK: Final = RATE  # rendered at a time, so that a command never waits long
AHEAD: Final = 40 * RATE  # written ahead of the playhead
_REFILL: Final = 25 * RATE  # begin to write again below this
SPLICE: Final = round(0.03 * RATE)  # cross-fade from the old mix to a new one


def wav_header(frames: int) -> bytes:
    """The plain 44-byte header of 16-bit stereo PCM at `RATE`."""
    size = frames * FRAME
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        *(b"RIFF", size + HEADER - 8, b"WAVE", b"fmt ", 16, 1, 2),
        *(RATE, RATE * FRAME, FRAME, 16, b"data", size),
    )


class TrackFile:
    """A file of `length` samples, filled from `track` where the playhead needs it."""

    def __init__(self, path: Path, length: int, track: Track) -> None:
        """Create the file. Raises OSError."""
        self.path = path
        self.length = length
        self.track = track
        self._start = self._end = 0  # what is written and up to date
        self._old: tuple[Track, int] | None = None  # the mix before, and where to leave it
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self._file = os.fdopen(os.open(path, flags, 0o600), "r+b", buffering=0)
        self._file.write(wav_header(length))
        self._file.truncate(HEADER + length * FRAME)

    def move_to(self, sample: int) -> None:
        """Make `sample` the place from which the file is filled, unless it is filled already."""
        if not self._start <= sample <= self._end:
            self._start = self._end = sample
            self._old = None

    def replace(self, track: Track) -> None:
        """Write `track` from now on; nothing is being heard that it would have to join."""
        self.track = track
        self._start = self._end = 0
        self._old = None

    def change(self, track: Track, sample: int) -> None:
        """From `sample` on, write `track` instead, cross-fading over `SPLICE`."""
        # A mix that was replaced before any of it was written is not what is being heard.
        self._old = (self._old[0] if self._old else self.track, sample)
        self.track = track
        self._start = self._end = min(sample, self.length)

    def wants_more(self, sample: int) -> bool:
        return self._end < self.length and self._end - sample < _REFILL

    def fill(self, sample: int, most: int = _CHUNK) -> bool:
        """Write one more chunk if the playhead at `sample` needs it; False when there is enough.

        Raises OSError when the disk is full.
        """
        stop = min(self._end + most, self.length, sample + AHEAD)
        if stop <= self._end:
            return False
        pcm = self.track.render(self._end, stop)
        if self._old is not None:
            pcm = self._spliced(pcm, *self._old)
            self._old = None
        self._file.seek(HEADER + self._end * FRAME)
        self._file.write(pcm.tobytes())
        self._end = stop
        return True

    def _spliced(self, pcm: "Pcm", old: Track, at: int) -> "Pcm":
        import numpy as np

        count = min(SPLICE, len(pcm))
        before = old.render(at, at + count).astype(np.float32)
        rising = np.linspace(0, 1, count, dtype=np.float32)[:, None]
        blend = before * (1 - rising) + pcm[:count] * rising
        pcm[:count] = np.rint(blend).astype(np.int16)
        return pcm

    def close(self) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)
