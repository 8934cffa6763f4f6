"""Any sound file a person chooses, read in blocks up to what is used, or refused in plain words.

The file may be anything: a picture, half a download, an hour of music, a bomb of zeros.
"""

from dataclasses import dataclass
from math import gcd
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from relaxapp.adapters.sound_files import load_decoder
from relaxapp.errors import RelaxappError
from relaxapp.sessions.timeline import RATE

if TYPE_CHECKING:
    from relaxapp.sessions.mixdown import Floats

_ABSURD: Final = 1e10  # full scale is 1; some programs write whole numbers of 31 bits
_RATES: Final = (8_000, 192_000)
_MOST_CHANNELS: Final = 8
_BLOCK: Final = 1 << 16
_WHOLE: Final = 0.98  # a file that gives less than this part of what it promises is cut off


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a file may be: seconds, bytes, and what would be right instead of a larger one.

    Of a file longer than `longest` the rest is left unread; where `whole`, it is refused.
    """

    shortest: float
    longest: float
    most_bytes: int
    instead: str
    whole: bool = False


def read_path(path: Path, bounds: Bounds) -> tuple["Floats", int]:
    """Decode a file: float32, shape (samples, 1 or 2), and its rate. Raises RelaxappError."""
    if not path.is_file():
        raise RelaxappError(f"{path.name} is no file that can be read.")
    try:
        size = path.stat().st_size
    except OSError as error:
        raise RelaxappError(f"{path.name} cannot be read ({error.strerror}).") from error
    if size > bounds.most_bytes:
        raise RelaxappError(
            f"{path.name} is larger than {bounds.most_bytes // 1_000_000} MB: "
            f"{bounds.instead} would be right."
        )
    return read(path, path.name, bounds)


def read(source: Path | BinaryIO, name: str, bounds: Bounds) -> tuple["Floats", int]:
    """Decode what is used of a file, which messages call `name`; as `read_path`."""
    import numpy as np

    soundfile = load_decoder()
    try:
        with soundfile.SoundFile(source) as file:
            _check_shape(name, file, bounds)
            wanted = min(int(bounds.longest * file.samplerate), int(file.frames))
            blocks, got = [], 0
            while got < wanted:
                block = file.read(min(_BLOCK, wanted - got), dtype="float32", always_2d=True)
                if not len(block):
                    break
                blocks.append(block[:, :2].copy())
                got += len(block)
            rate = int(file.samplerate)
    except (OSError, soundfile.LibsndfileError, MemoryError) as error:
        raise RelaxappError(
            f"{name} is no sound that relaxapp can read: "
            "a WAV, FLAC, OGG or MP3 file would be right."
        ) from error
    if got < wanted * _WHOLE:
        raise RelaxappError(f"{name} ends in the middle: the whole file would be right.")
    return np.concatenate(blocks), rate


def _check_shape(name: str, file: Any, bounds: Bounds) -> None:
    low, high = _RATES
    if not (low <= file.samplerate <= high and 1 <= file.channels <= _MOST_CHANNELS):
        raise RelaxappError(
            f"{name} has {file.samplerate} samples a second on {file.channels} channels: "
            f"{low} to {high} on up to {_MOST_CHANNELS} would be right."
        )
    if file.frames < bounds.shortest * file.samplerate:
        raise RelaxappError(
            f"{name} is shorter than {bounds.shortest:g} seconds: a longer sound would be right."
        )
    if bounds.whole and file.frames > bounds.longest * file.samplerate:
        raise RelaxappError(
            f"{name} is longer than {bounds.longest:g} seconds: {bounds.instead} would be right."
        )


def numbers(sound: "Floats") -> "Floats":
    """Return it without offset. Raises RelaxappError where it is no sound at all."""
    import numpy as np

    if not np.isfinite(sound).all() or np.abs(sound).max(initial=0.0) > _ABSURD:
        raise RelaxappError("This sound is damaged: it holds values that are no sound.")
    return sound - sound.mean(axis=0, dtype=np.float64).astype(np.float32)  # type: ignore[no-any-return]  # numpy says Any here


def at_rate(sound: "Floats", rate: int) -> "Floats":
    """The same sound at the mixer's rate, by its spectrum; frequencies above go, none are added.

    Shape (samples, channels). What is left over of a length that is whole at either rate is cut.
    """
    import numpy as np

    if rate == RATE:
        return sound
    step = rate // gcd(rate, RATE)
    sound = sound[: len(sound) // step * step]
    count = len(sound) * RATE // rate
    channels = []
    for channel in range(sound.shape[1]):
        spectrum = np.fft.rfft(sound[:, channel])
        made = np.fft.irfft(spectrum[: count // 2 + 1], count) * (count / len(sound))
        channels.append(made.astype(np.float32))
    return np.stack(channels, axis=1)
