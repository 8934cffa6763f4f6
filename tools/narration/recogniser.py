"""Listens to a clip and writes down what it hears; a tool of the build, never of the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from relaxapp.adapters.loudness import RATE
from tools.narration.errors import build_package

if TYPE_CHECKING:
    from pathlib import Path

    from relaxapp.adapters.loudness import Signal

_RATE = 16_000
_SILENCE_BEFORE, _SILENCE_AFTER = 0.25, 0.5


@dataclass(frozen=True, slots=True)
class Hearing:
    """The words heard, and how sure the recogniser is of them: mean log probability, at most 0."""

    text: str
    sureness: float


class Recogniser:
    """Whisper (base) on one thread, without any hint of what the clip should say."""

    def __init__(self, folder: Path) -> None:
        whisper = build_package("faster_whisper")
        self._model: Any = whisper.WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=1, num_workers=1
        )

    def hear(self, clip: Signal) -> Hearing:
        """Return what is heard in a mono clip at 48 kHz, shape (n,)."""
        padded = np.pad(clip, (round(_SILENCE_BEFORE * RATE), round(_SILENCE_AFTER * RATE)))
        segments, _ = self._model.transcribe(
            _lowered(padded).astype(np.float32),
            language="en",
            beam_size=5,
            temperature=0.0,
            condition_on_previous_text=False,
        )
        parts = list(segments)
        text = " ".join(part.text.strip() for part in parts)
        sureness = float(np.mean([part.avg_logprob for part in parts])) if parts else -9.0
        return Hearing(text, round(sureness, 3))


def _lowered(signal: Signal) -> Signal:
    """Return 48 kHz samples at 16 kHz, band-limited."""
    step = RATE // _RATE
    size = -(-len(signal) // (2 * step)) * 2 * step
    spectrum = np.fft.rfft(signal, size)[: size // step // 2 + 1]
    lowered: Signal = np.fft.irfft(spectrum, size // step) / step
    return lowered
