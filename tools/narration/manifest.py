"""The record of a voice's clips: which file says which line, and what was measured on it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from relaxapp.adapters.speech_chain import TARGET_LUFS
from tools.narration.chain import CHAIN
from tools.narration.errors import NarrationError

if TYPE_CHECKING:
    from pathlib import Path

    from tools.narration.voices import Voice

NAME = "manifest.json"
_KEY_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Clip:
    """One clip; samples at 48 kHz, all figures measured on what libsndfile decodes."""

    file: str
    samples: int
    first: int
    last: int
    lufs: float
    true_peak: float
    edge: float
    longest_pause: float
    heard: str
    sureness: float
    words: int
    misheard: int
    take: str
    sha256: str


@dataclass(slots=True)
class Manifest:
    """A voice's clips by the exact text that they say."""

    voice: str
    name: str
    recipe: str
    engine: str
    target_lufs: float = TARGET_LUFS
    clips: dict[str, Clip] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Write the manifest into the voice's folder, whole or not at all."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"
        partial = folder / f"{NAME}.part"
        partial.write_text(text, "utf-8")
        partial.replace(folder / NAME)


def read(folder: Path) -> Manifest:
    """Return the manifest of a voice's folder. Raises NarrationError when it cannot be used."""
    path = folder / NAME
    try:
        fields: dict[str, Any] = json.loads(path.read_text("utf-8"))
        clips = {text: Clip(**clip) for text, clip in fields.pop("clips").items()}
        return Manifest(**fields, clips=clips)
    except FileNotFoundError as error:
        raise NarrationError(
            f"{path} is missing: run `python -m tools.narration build`."
        ) from error
    except (ValueError, TypeError, KeyError) as error:
        raise NarrationError(f"{path} is damaged: {error}") from error


def key(voice: Voice, engine: str, line: str, phonemes: str) -> str:
    """Return what names a clip's file: a hash of all that decides how the clip sounds.

    Which takes are tried is not among it: a clip that was found good stays good.
    """
    parts = (voice.recipe, engine, CHAIN, line, phonemes)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:_KEY_LENGTH]


def file_hash(path: Path) -> str:
    """Return the sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
