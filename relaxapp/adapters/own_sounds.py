"""The person's own sounds: any file they choose is checked, made a loop, and copied.

The file may be anything: a picture, half a download, an hour of music, a bomb of zeros. It is
read in blocks up to what is used, and every refusal says in plain words what would be right.
"""

import contextlib
import hashlib
import os
import struct
from math import gcd
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from relaxapp.adapters.sound_files import load_decoder
from relaxapp.adapters.track_file import wav_header
from relaxapp.errors import RelaxappError
from relaxapp.sessions.blends import OwnSound, plain_name
from relaxapp.sessions.timeline import RATE

if TYPE_CHECKING:
    from relaxapp.sessions.mixdown import Floats, Pcm

MOST_BYTES: Final = 300_000_000
SHORTEST: Final = 3.0  # seconds
LONGEST: Final = 300.0  # seconds that are used of a longer file
_RATES: Final = (8_000, 192_000)
_MOST_CHANNELS: Final = 8
_BLOCK: Final = 1 << 16
_SILENT: Final = 1e-3  # -60 dBFS: the loudest second of a file below this is no sound to rest in
_LEVEL: Final = 0.0355  # -29 dBFS, which the bundled sounds have, as root of the mean square
_HIGHEST: Final = 0.5
_MOST_GAIN: Final = 32.0
_CROSS: Final = 1.5  # seconds in which the end goes over into the start
_BINARY: Final = getattr(os, "O_BINARY", 0)
_WHOLE: Final = 0.98  # a file that gives less than this part of what it promises is cut off


def take(path: Path, folder: Path) -> OwnSound:
    """Check a sound file and copy it into `folder` as a loop at the mixer's rate.

    Of a file longer than five minutes the first five are used. Raises :class:`RelaxappError`
    with a plain reason; then nothing is left behind.
    """
    sound, rate = _read(path)
    loop = looped(_at_rate(_levelled(_audible(sound, rate)), rate))
    pcm = _to_pcm(loop)
    name = f"own-{hashlib.sha256(pcm.tobytes()).hexdigest()[:12]}"
    _write(folder, name, pcm)
    return OwnSound(name, plain_name(path.stem) or name, round(len(pcm) / RATE, 1))


def looped(sound: "Floats") -> "Floats":
    """Let the end of a sound go over into its start, at equal power; shorter by the crossing."""
    import numpy as np

    cross = min(round(_CROSS * RATE), len(sound) // 4)
    angle = np.linspace(0, np.pi / 2, cross, endpoint=False, dtype=np.float32)[:, None]
    turn = sound[: len(sound) - cross].copy()
    turn[:cross] = turn[:cross] * np.sin(angle) + sound[len(turn) :] * np.cos(angle)
    return turn


def _read(path: Path) -> tuple["Floats", int]:
    """Decode what is used of a file: float32, shape (samples, 2)."""
    import numpy as np

    soundfile = load_decoder()
    if not path.is_file():
        raise RelaxappError(f"{path.name} is no file that can be read.")
    if path.stat().st_size > MOST_BYTES:
        raise RelaxappError(
            f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB: "
            "a few minutes of sound would be right."
        )
    try:
        with soundfile.SoundFile(path) as file:
            _check_shape(path, file)
            wanted = min(int(LONGEST * file.samplerate), int(file.frames))
            blocks, got = [], 0
            while got < wanted:
                block = file.read(min(_BLOCK, wanted - got), dtype="float32", always_2d=True)
                if not len(block):
                    break
                blocks.append(_stereo(block))
                got += len(block)
            rate = int(file.samplerate)
    except (OSError, soundfile.LibsndfileError, MemoryError) as error:
        raise RelaxappError(
            f"{path.name} is no sound that relaxapp can read: "
            "a WAV, FLAC, OGG or MP3 file would be right."
        ) from error
    if got < wanted * _WHOLE:
        raise RelaxappError(f"{path.name} ends in the middle: the whole file would be right.")
    return np.concatenate(blocks), rate


def _check_shape(path: Path, file: Any) -> None:
    low, high = _RATES
    if not (low <= file.samplerate <= high and 1 <= file.channels <= _MOST_CHANNELS):
        raise RelaxappError(
            f"{path.name} has {file.samplerate} samples a second on {file.channels} channels: "
            f"{low} to {high} on up to {_MOST_CHANNELS} would be right."
        )
    if file.frames < SHORTEST * file.samplerate:
        raise RelaxappError(
            f"{path.name} is shorter than {SHORTEST:g} seconds: a longer sound would be right."
        )


def _stereo(block: "Floats") -> "Floats":
    if block.shape[1] == 1:
        return block.repeat(2, axis=1)
    return block[:, :2]


def _audible(sound: "Floats", rate: int) -> "Floats":
    """Return it without offset; refuse what is silent or made of no numbers."""
    import numpy as np

    if not np.isfinite(sound).all():
        raise RelaxappError("This sound is damaged: it holds values that are no numbers.")
    sound = sound - sound.mean(axis=0, dtype=np.float64).astype(np.float32)
    power = (sound**2).mean(axis=1)
    seconds = [float(power[at : at + rate].mean()) for at in range(0, len(power), rate)]
    if max(seconds) < _SILENT**2:
        raise RelaxappError("This sound is silent: one that can be heard would be right.")
    return sound


def _levelled(sound: "Floats") -> "Floats":
    """As loud as the bundled sounds, as far as its peaks allow."""
    import numpy as np

    level = float(np.sqrt((sound**2).mean(dtype=np.float64)))
    factor = min(_LEVEL / level, _HIGHEST / float(np.abs(sound).max()), _MOST_GAIN)
    return sound * np.float32(factor)


def _at_rate(sound: "Floats", rate: int) -> "Floats":
    """The same sound at the mixer's rate, by its spectrum; frequencies above go, none are added."""
    import numpy as np

    if rate == RATE:
        return sound
    # Cut to a length that has a whole number of samples at either rate.
    step = rate // gcd(rate, RATE)
    sound = sound[: len(sound) // step * step]
    count = len(sound) * RATE // rate
    channels = []
    for channel in (0, 1):
        spectrum = np.fft.rfft(sound[:, channel])
        made = np.fft.irfft(spectrum[: count // 2 + 1], count) * (count / len(sound))
        channels.append(made.astype(np.float32))
    return np.stack(channels, axis=1)


def _to_pcm(sound: "Floats") -> "Pcm":
    import numpy as np

    highest = float(np.abs(sound).max())
    if highest > _HIGHEST:  # where the crossing added up
        sound = sound * np.float32(_HIGHEST / highest)
    pcm: Pcm = np.rint(sound * np.float32(32767)).astype(np.int16)
    return pcm


def _write(folder: Path, name: str, pcm: "Pcm") -> None:
    fresh = folder / f".{name}.new"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(wav_header(len(pcm)))
            file.write(pcm.tobytes())
        fresh.replace(folder / f"{name}.wav")
    except (OSError, struct.error) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise RelaxappError(f"The sound could not be copied ({why}).") from error
    finally:
        with contextlib.suppress(OSError):  # gone, if all went well
            fresh.unlink()
