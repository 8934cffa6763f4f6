"""A mixdown into a sound file: written beside its place and moved there when it is whole."""

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from relaxapp.adapters.track_file import wav_header
from relaxapp.errors import RelaxappError
from relaxapp.sessions.audio_out import Track
from relaxapp.sessions.timeline import RATE

if TYPE_CHECKING:
    from relaxapp.sessions.mixdown import Pcm

FORMATS: Final = (".wav", ".flac", ".ogg")
_BLOCK: Final = 10 * RATE  # rendered at a time: memory stays small however long the session
_SUBTYPES: Final = {".flac": ("FLAC", "PCM_16"), ".ogg": ("OGG", "VORBIS")}


def write(path: Path, track: Track, length: int) -> None:
    """Write `length` samples as .wav (16-bit PCM, plain header), .flac or .ogg.

    Raises RelaxappError when the place cannot be written; then nothing is left behind.
    """
    if path.is_dir():
        raise RelaxappError(f"{path} is a folder: the name of a file would be right")
    part = path.with_name(f".relaxapp-{secrets.token_hex(6)}")
    try:
        # Refuses a place that cannot be written, and takes the rights that new files get there.
        part.touch(exist_ok=False)
        with _sink(part, path.suffix.lower(), length) as take:
            for start in range(0, length, _BLOCK):
                take(track.render(start, min(start + _BLOCK, length)))
        part.replace(path)
    except OSError as error:
        why = error.strerror or str(error)
        right = "a folder that can be written, on a disk with room, would be right"
        raise RelaxappError(f"{path} cannot be written ({why}): {right}") from error
    finally:
        with contextlib.suppress(OSError):  # a folder that vanished took it along
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def _sink(path: Path, suffix: str, length: int) -> Iterator[Callable[["Pcm"], object]]:
    if suffix == ".wav":
        with path.open("wb") as plain:
            plain.write(wav_header(length))
            yield lambda pcm: plain.write(pcm.tobytes())
            plain.flush()
            os.fsync(plain.fileno())
        return
    import soundfile

    kind, subtype = _SUBTYPES[suffix]
    try:
        with soundfile.SoundFile(path, "w", RATE, 2, subtype, format=kind) as file:
            # libsndfile's Vorbis encoder keeps its working memory on the stack: small bites only.
            def take(pcm: "Pcm") -> None:
                for start in range(0, len(pcm), RATE):
                    file.write(pcm[start : start + RATE])

            yield take
        if soundfile.info(path).frames != length:  # libsndfile may pass over a full disk
            raise OSError("the disk took only a part of it")
    except soundfile.LibsndfileError as error:
        raise OSError(f"the disk did not take it ({error})") from error
