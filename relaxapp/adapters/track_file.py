"""The guide track: one WAV file that is written ahead of the playhead while it is being played.

A file that SDL reads by itself needs no Python at the moment a sound is due, so neither a busy
interpreter nor a frozen window can delay it. Nor does anything have to be started anew when the
session goes on elsewhere: what is still to be read is written anew, joined by a short cross-fade.
So the file is longer than its track, and a place in it is not always the same place in the track.
(What is not yet written is silence, and takes no room on most disks.)
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
SPLICE: Final = round(0.04 * RATE)  # cross-fade from what was to be heard to what is heard instead
SPARE: Final = 20 * 60 * RATE  # for going back, and for a session that becomes longer on the way


def wav_header(frames: int) -> bytes:
    """The plain 44-byte header of 16-bit stereo PCM at `RATE`."""
    size = frames * FRAME
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        *(b"RIFF", size + HEADER - 8, b"WAVE", b"fmt ", 16, 1, 2),
        *(RATE, RATE * FRAME, FRAME, 16, b"data", size),
    )


class TrackFile:
    """A file that is filled from `track` where the playhead needs it.

    Places in it are its own samples; what is heard there is `shift` samples further on in the
    track. `length` samples of room are in it.
    """

    def __init__(self, path: Path, length: int, track: Track) -> None:
        """Create the file for a track of `length` samples. Raises OSError."""
        self.path = path
        self.length = length + SPARE
        self.track = track
        self.shift = 0
        self._track_length = length
        self._start = self._end = 0  # what is written and up to date
        self._written = 0  # the end of all that was ever written
        self._join: tuple[int, Pcm] | None = None  # where, and what was to be heard there
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self._file = os.fdopen(os.open(path, flags, 0o600), "r+b", buffering=0)
        self._file.write(wav_header(self.length))
        self._file.truncate(HEADER + self.length * FRAME)

    def move_to(self, sample: int) -> None:
        """Make `sample` of the track the same place of the file, where it is filled from.

        Nothing is being heard of the file while this is done.
        """
        if self.shift or not self._start <= sample <= self._end:
            self.shift = 0
            self._start = self._end = sample
            self._join = None

    def replace(self, track: Track) -> None:
        """Write `track` from now on; nothing is being heard that it would have to join."""
        self.track = track
        self.shift = 0
        self._start = self._end = 0
        self._join = None

    def has_room(self, place: int, length: int, sample: int) -> bool:
        """Whether a track of `length` samples fits in from `place`, beginning at its `sample`."""
        return place + length - sample <= self.length

    def change(self, track: Track, length: int, place: int, sample: int) -> None:
        """From `place` on, write another track from its `sample` on, joined over `SPLICE`."""
        place = min(place, self.length)
        self._join = (place, self._there(place))
        self.track, self._track_length, self.shift = track, length, sample - place
        self._start = self._end = place

    def wants_more(self, place: int) -> bool:
        end = max(self._track_length - self.shift, self._written)  # old sound is written over
        return self._end < min(end, self.length) and self._end - place < _REFILL

    def fill(self, place: int, most: int = _CHUNK) -> bool:
        """Write one more chunk if the playhead at `place` needs it; False when there is enough.

        Raises OSError when the disk is full.
        """
        begin, stop = self._end, min(self._end + most, self.length, place + AHEAD)
        if stop <= begin:
            return False
        pcm = self._render(self.track, self.shift, begin, stop)
        if self._join is not None:
            _splice(pcm, begin, *self._join)
            self._join = None
        self._file.seek(HEADER + begin * FRAME)
        self._file.write(pcm.tobytes())
        self._end = stop
        self._written = max(self._written, stop)
        return True

    def _there(self, place: int) -> "Pcm":
        """What is to be heard over a splice at `place`: as it was written, or would have been."""
        import numpy as np

        if self._start <= place and place + SPLICE <= self._end:
            # As it is in the file, for that may itself be a splice.
            self._file.seek(HEADER + place * FRAME)
            data = self._file.read(SPLICE * FRAME)
            return np.frombuffer(data, np.int16).reshape(-1, 2)
        return self._render(self.track, self.shift, place, min(place + SPLICE, self.length))

    def _render(self, track: Track, shift: int, begin: int, stop: int) -> "Pcm":
        """What belongs there, silence behind the track's end; the ambience just flows on."""
        import numpy as np

        pcm = track.render(begin + shift, stop + shift, -shift)
        if len(pcm) < stop - begin:
            pcm = np.concatenate([pcm, np.zeros((stop - begin - len(pcm), 2), np.int16)])
        return pcm

    def close(self) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)


def _splice(pcm: "Pcm", begin: int, place: int, before: "Pcm") -> None:
    """Let `pcm`, which starts at `begin`, rise out of what was `before` at `place`."""
    import numpy as np

    if begin != place:
        return
    count = min(len(before), len(pcm))
    rising = np.linspace(0, 1, count, dtype=np.float32)[:, None]
    blend = before[:count].astype(np.float32) * (1 - rising) + pcm[:count] * rising
    pcm[:count] = np.rint(blend).astype(np.int16)
