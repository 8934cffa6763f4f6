"""The copies of the person's own sounds: read from the disk as they are heard, and removed."""

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from relaxapp.adapters.track_file import FRAME, HEADER, wav_header
from relaxapp.sessions.timeline import RATE

if TYPE_CHECKING:
    from relaxapp.sessions.mixdown import Pcm


def loop(folder: Path | None, name: str) -> "Pcm":
    """One turn of an own sound: int16, shape (samples, 2), read from the disk as it is needed.

    A sound that is gone is a second of silence: a session goes on without it.
    """
    import numpy as np

    try:
        if folder is None:
            raise FileNotFoundError
        path = folder / f"{name}.wav"
        count = (path.stat().st_size - HEADER) // FRAME
        return np.memmap(path, np.int16, "r", HEADER, (count, 2))
    except (OSError, ValueError):
        return np.zeros((RATE, 2), np.int16)


def there(folder: Path, name: str) -> bool:
    """Whether a copy is there, and is one of ours."""
    try:
        with (folder / f"{name}.wav").open("rb") as file:
            head = file.read(HEADER)
            size = file.seek(0, os.SEEK_END)
    except OSError:
        return False
    frames = (size - HEADER) // FRAME
    return frames > 0 and head == wav_header(frames)


def remove(folder: Path, name: str) -> None:
    """Delete a copy. One that is still being heard may stay on some systems until the next time."""
    with contextlib.suppress(OSError):
        (folder / f"{name}.wav").unlink()
