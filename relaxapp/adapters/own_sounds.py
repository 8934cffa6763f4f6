"""The person's own sounds: any file they choose is checked, made a loop, and copied.

Every refusal says in plain words what would be right.
"""

import contextlib
import hashlib
import os
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Final

from relaxapp.adapters import sound_reading
from relaxapp.adapters.sound_reading import Bounds
from relaxapp.adapters.track_file import wav_header
from relaxapp.errors import RelaxappError
from relaxapp.sessions.blends import OwnSound, plain_name
from relaxapp.sessions.timeline import RATE

if TYPE_CHECKING:
    from relaxapp.sessions.mixdown import Floats, Pcm

MOST_BYTES: Final = 300_000_000
SHORTEST: Final = 3.0  # seconds
LONGEST: Final = 300.0  # seconds that are used of a longer file
_SILENT: Final = 1e-3  # -60 dBFS: the loudest second of a file below this is no sound to rest in
_LEVEL: Final = 0.0355  # -29 dBFS, which the bundled sounds have, as root of the mean square
_HIGHEST: Final = 0.5
_MOST_GAIN: Final = 32.0
_CROSS: Final = 1.5  # seconds in which the end goes over into the start
_BINARY: Final = getattr(os, "O_BINARY", 0)


def take(path: Path, folder: Path) -> OwnSound:
    """Check a sound file and copy it into `folder` as a loop at the mixer's rate.

    Of a file longer than five minutes the first five are used. Raises :class:`RelaxappError`
    with a plain reason; then nothing is left behind.
    """
    bounds = Bounds(SHORTEST, LONGEST, MOST_BYTES, "a few minutes of sound")
    sound, rate = sound_reading.read_path(path, bounds)
    loop = looped(sound_reading.at_rate(_levelled(_audible(_stereo(sound), rate)), rate))
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


def _stereo(sound: "Floats") -> "Floats":
    return sound.repeat(2, axis=1) if sound.shape[1] == 1 else sound


def _audible(sound: "Floats", rate: int) -> "Floats":
    """Return it without offset; refuse what is silent or made of no numbers."""
    sound = sound_reading.numbers(sound)
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
