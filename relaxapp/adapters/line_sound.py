"""One spoken line as a person recorded it: checked, cleaned, and made as loud as the narration.

The result is a FLAC file at the mixer's rate, so that no later step costs quality or samples.
"""

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from relaxapp.adapters import sound_reading
from relaxapp.adapters.sound_files import load_decoder
from relaxapp.adapters.sound_reading import Bounds
from relaxapp.errors import RelaxappError
from relaxapp.sessions.timeline import RATE

if TYPE_CHECKING:
    from relaxapp.adapters.loudness import Signal
    from relaxapp.sessions.mixdown import Floats

SHORTEST: Final = 0.2  # seconds of speech: a short "yes" takes longer
LONGEST: Final = 60.0
MOST_BYTES: Final = 60_000_000
_BOUNDS: Final = Bounds(
    SHORTEST, LONGEST, MOST_BYTES, f"one line, up to {LONGEST:g} seconds,", whole=True
)
_PARCELLED: Final = Bounds(  # with the quiet that stands around a line here
    SHORTEST, LONGEST + 1, MOST_BYTES, f"one line, up to {LONGEST:g} seconds,", whole=True
)
_BLOCK: Final = 0.4  # seconds, in which a line handed on is as loud as it can get
_LOUDEST: Final = 0.2  # -14 dBFS; our own are at -22 LUFS, their loudest words at -16 dBFS
_HIGHEST: Final = 0.85  # -1.4 dBFS
_CEILING: Final = -2.0  # dBTP
_SILENT: Final = -60.0  # dBFS: what is never louder holds no voice
_FRAME: Final = 0.02  # seconds
_UNDER: Final = -40.0  # dB below the loudest frame: there a voice has died away
_AUDIBLE: Final = -45.0  # dB below the highest peak, as for the narration
_OVER_NOISE: Final = 8.0  # dB above the room's own noise, which a microphone always hears
_NEAR: Final = -15.0  # dB below the loudest: this much of it is speech, however loud the noise
_QUIETEST: Final = 10.0  # per cent of the frames that are taken for the room alone


@dataclass(frozen=True, slots=True)
class LineSound:
    """A line ready to be kept: a FLAC file, and its audible ends in samples at `RATE`."""

    flac: bytes
    samples: int
    first: int
    last: int

    @property
    def digest(self) -> str:
        """The SHA-256 of the file, in hexadecimal digits."""
        return hashlib.sha256(self.flac).hexdigest()


def from_path(path: Path) -> LineSound:
    """Take a file that a person chose. Raises RelaxappError with a plain reason."""
    return made(*sound_reading.read_path(path, _BOUNDS))


def from_bytes(data: bytes, name: str) -> LineSound:
    """Take a sound that came in another file, which messages call `name`."""
    source: BinaryIO = io.BytesIO(data)
    return made(*sound_reading.read(source, name, _BOUNDS))


def accepted(data: bytes, name: str) -> LineSound:
    """Take a recording that somebody handed on, which messages call `name`. Raises RelaxappError.

    It is decoded and written anew, so that nothing but the sound is kept of it; one that is louder
    than recordings are here goes through all that a chosen file goes through.
    """
    import numpy as np

    sound, rate = sound_reading.read(io.BytesIO(data), name, _PARCELLED)
    if rate == RATE and sound.shape[1] == 1 and np.isfinite(sound).all():
        mono = sound[:, 0].astype(np.float64)
        width = min(len(mono), round(_BLOCK * RATE))
        running = np.concatenate([[0.0], np.cumsum(mono**2)])
        loudest = float((running[width:] - running[:-width]).max()) / width
        if loudest <= _LOUDEST**2 and float(np.abs(mono).max()) <= _HIGHEST:
            return _stored(mono)
    return made(sound, rate)


def audible(sound: "Floats") -> bool:
    """Whether there is anything in a recording, shape (samples, 1), at `RATE`."""
    import numpy as np

    if len(sound) < RATE * SHORTEST:
        return False
    width = round(_FRAME * RATE)
    frames = sound[: len(sound) // width * width, 0].reshape(-1, width).astype(np.float64)
    centred = frames - frames.mean(axis=1, keepdims=True)
    return bool(10 * np.log10(np.maximum((centred**2).mean(axis=1).max(), 1e-12)) > _SILENT)


def made(sound: "Floats", rate: int) -> LineSound:
    """Clean, trim and level a recording, shape (samples, channels), at `rate`.

    Raises RelaxappError where nothing is heard in it.
    """
    import numpy as np

    from relaxapp.adapters import speech_chain

    mono = sound_reading.numbers(sound).mean(axis=1, dtype=np.float64)
    clean = speech_chain.high_passed(mono, rate)
    floor = _speech_floor(clean, rate)
    speech = speech_chain.trimmed(clean, rate, floor)
    if rate != RATE:
        # A whole number of seconds is whole at either rate; trimmed once more afterwards.
        padded = np.pad(speech, (0, -len(speech) % rate)).astype(np.float32)
        wide = sound_reading.at_rate(padded[:, None], rate)[:, 0].astype(np.float64)
        speech = speech_chain.trimmed(wide, RATE, floor)
    result = speech_chain.finished(speech, _CEILING)
    if len(result) > (LONGEST + 1) * RATE:
        raise RelaxappError(f"This is longer than {LONGEST:g} seconds: one line would be right.")
    return _stored(result)


def _speech_floor(mono: "Signal", rate: int) -> float:
    """What is speech, in dB below the loudest frame. Raises RelaxappError where there is none."""
    import numpy as np

    width = max(1, round(_FRAME * rate))
    if len(mono) < width:
        raise RelaxappError("This is too short: a spoken line would be right.")
    frames = mono[: len(mono) // width * width].reshape(-1, width)
    levels = 10 * np.log10(np.maximum((frames**2).mean(axis=1), 1e-12))
    loudest = float(levels.max())
    if loudest < _SILENT:
        raise RelaxappError("Nothing can be heard in it: a spoken line would be right.")
    noise = float(np.percentile(levels, _QUIETEST)) - loudest
    floor = max(_UNDER, min(noise + _OVER_NOISE, _NEAR))
    if float((levels - loudest > floor).sum()) * _FRAME < SHORTEST:
        raise RelaxappError("There is hardly anything to hear in it: a spoken line would be right.")
    return floor


def _stored(sound: "Signal") -> LineSound:
    import numpy as np

    from relaxapp.adapters.loudness import amplitude

    soundfile = load_decoder()
    pcm = np.rint(sound.clip(-1, 1) * 32767).astype(np.int16)
    out = io.BytesIO()
    soundfile.write(out, pcm, RATE, format="FLAC", subtype="PCM_16")
    sizes = np.abs(pcm.astype(np.float64)) / 32767
    audible = np.flatnonzero(sizes > amplitude(_AUDIBLE) * sizes.max())
    if not len(audible):
        raise RelaxappError("Nothing can be heard in it: a spoken line would be right.")
    return LineSound(out.getvalue(), len(pcm), int(audible[0]), int(audible[-1]))
