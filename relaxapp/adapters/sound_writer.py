"""A mixdown into a sound file: written beside its place and moved there when it is whole.

What compresses carries tags, chapters and a cover; WAV stays plain, as its verb promises.
"""

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from relaxapp.adapters import sound_tags
from relaxapp.adapters.track_file import wav_header
from relaxapp.errors import RelaxappError
from relaxapp.sessions.audio_out import Track
from relaxapp.sessions.timeline import RATE

if TYPE_CHECKING:
    from relaxapp.sessions.mixdown import Pcm
    from relaxapp.sessions.tags import Album

FORMATS: Final = (".wav", ".flac", ".ogg", ".mp3")
_BLOCK: Final = 10 * RATE  # rendered at a time: memory stays small however long the session
_FULL: Final = 32768  # what 16-bit samples call full scale
_SUBTYPES: Final = {
    ".flac": ("FLAC", "PCM_16"),
    ".ogg": ("OGG", "VORBIS"),
    ".mp3": ("MP3", "MPEG_LAYER_III"),
}


def _nobody_waits(_: float) -> None:
    """Tell nobody how far it is."""


def encodes(suffix: str) -> bool:
    """Whether this computer's libsndfile writes such a file; .mp3 came with its version 1.1."""
    if suffix == ".wav":
        return True
    import soundfile

    kind, subtype = _SUBTYPES[suffix]
    return kind in soundfile.available_formats() and subtype in soundfile.available_subtypes(kind)


def write(
    path: Path,
    track: Track,
    length: int,
    album: "Album | None" = None,
    tell: Callable[[float], None] = _nobody_waits,
) -> None:
    """Write `length` samples as .wav (16-bit PCM, plain header), .flac, .ogg or .mp3.

    `album` is what all but .wav are told about themselves. `tell` hears how much is done, 0 to 1;
    whatever it raises ends the writing. Raises RelaxappError when the place cannot be written or
    the format is none that this computer can write. Nothing is left behind by either.
    """
    if path.is_dir():
        raise RelaxappError(f"{path} is a folder: the name of a file would be right")
    suffix = path.suffix.lower()
    if not encodes(suffix):
        others = ", ".join(one for one in FORMATS if one != suffix and encodes(one))
        raise RelaxappError(
            f"{path} cannot be written: the sound library here makes no {suffix} files; a name"
            f" ending in {others} would be right"
        )
    part = path.with_name(f".relaxapp-{secrets.token_hex(6)}")
    tagged = part.with_name(part.name + "-tagged")
    try:
        # Refuses a place that cannot be written, and takes the rights that new files get there.
        part.touch(exist_ok=False)
        with _sink(part, suffix, length) as take:
            for start in range(0, length, _BLOCK):
                tell(start / length)
                take(track.render(start, min(start + _BLOCK, length)))
        tell(1.0)
        if album is not None and suffix != ".wav":
            tagged.touch(exist_ok=False)
            sound_tags.put(part, tagged, suffix, album)
            tagged.replace(part)
        part.replace(path)
    except OSError as error:
        why = error.strerror or str(error)
        right = "a folder that can be written, on a disk with room, would be right"
        raise RelaxappError(f"{path} cannot be written ({why}): {right}") from error
    finally:
        for left in (part, tagged):
            with contextlib.suppress(OSError):  # a folder that vanished took it along
                left.unlink(missing_ok=True)


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
    # 160 kbit/s: without a word libsndfile makes MP3 as large as MP3 can be.
    more = {"bitrate_mode": "CONSTANT", "compression_level": 0.6} if suffix == ".mp3" else {}
    try:
        with soundfile.SoundFile(path, "w", RATE, 2, subtype, format=kind, **more) as file:
            # libsndfile's Vorbis encoder keeps its working memory on the stack: small bites only.
            def take(pcm: "Pcm") -> None:
                for start in range(0, len(pcm), RATE):
                    bite = pcm[start : start + RATE]
                    # libsndfile 1.2.2 makes noise of 16-bit samples for MP3, and sound of floats.
                    file.write(bite.astype("float32") / _FULL if suffix == ".mp3" else bite)

            yield take
        if soundfile.info(path).frames < length:  # libsndfile may pass over a full disk
            raise OSError("the disk took only a part of it")
    except soundfile.LibsndfileError as error:
        raise OSError(f"the disk did not take it ({error})") from error
