"""A mixdown into a sound file: written beside its place and moved there when it is whole."""

import contextlib
import os
import tempfile
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from relaxapp.errors import RelaxappError
from relaxapp.sessions.audio_out import Track
from relaxapp.sessions.timeline import RATE

if TYPE_CHECKING:
    from relaxapp.sessions.mixdown import Pcm

_BLOCK: Final = 10 * RATE  # rendered at a time: memory stays small however long the session
_SUBTYPES: Final = {".flac": ("FLAC", "PCM_16"), ".ogg": ("OGG", "VORBIS")}


def write(path: Path, track: Track, length: int) -> None:
    """Write `length` samples as .wav (16-bit PCM, plain header), .flac or .ogg.

    Raises RelaxappError when the place cannot be written; then nothing is left behind.
    """
    try:
        descriptor, name = tempfile.mkstemp(prefix=".relaxapp-", dir=path.parent)
    except OSError as error:
        raise RelaxappError(f"{path} cannot be written: {error.strerror}") from error
    os.close(descriptor)
    part = Path(name)
    try:
        with _sink(part, path.suffix.lower()) as take:
            for start in range(0, length, _BLOCK):
                take(track.render(start, min(start + _BLOCK, length)))
        part.chmod(0o644)  # the file is for the person to share; mkstemp made it private
        part.replace(path)
    except OSError as error:
        raise RelaxappError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def _sink(path: Path, suffix: str) -> Iterator[Callable[["Pcm"], None]]:
    if suffix == ".wav":
        with wave.open(str(path), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(RATE)
            yield lambda pcm: file.writeframes(pcm.tobytes())
        return
    import soundfile

    kind, subtype = _SUBTYPES[suffix]
    with soundfile.SoundFile(path, "w", RATE, 2, subtype, format=kind) as file:
        # libsndfile's Vorbis encoder keeps its working memory on the stack: small bites only.
        def take(pcm: "Pcm") -> None:
            for start in range(0, len(pcm), RATE):
                file.write(pcm[start : start + RATE])

        yield take
