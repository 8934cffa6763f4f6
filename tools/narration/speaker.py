"""Says a line with the neural voice: text to phonemes, phonemes to samples at 24 kHz."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from relaxapp.adapters.speech_chain import frame_levels
from tools.narration.chain import SOURCE_RATE
from tools.narration.errors import build_package
from tools.narration.takes import CARRIER, Manner, Take

if TYPE_CHECKING:
    from relaxapp.adapters.loudness import Signal
    from tools.narration.voices import Voice
    from tools.narration.weights import Weights

ENGINE = "Kokoro-82M v1.0, float weights, phonemes by hibari-tts 0.2.1"
_RESPELLINGS = Path(__file__).with_name("pronunciations.toml")
_STRESS = str.maketrans("", "", "ˈˌ ")
_SEED = 20
_LONGEST_GAP, _SHORTEST_GAP = 16, 6  # frames of 10 ms
_GATES = (-36.0, -30.0, -26.0)
_LEAD, _TRAIL = 0.08, 0.15


class Pronunciation:
    """Phonemes for English text, with the few corrections of pronunciations.toml."""

    def __init__(self) -> None:
        self._phonemes: Any = build_package("hibari.g2p").G2P(british=False)
        self._respelled: dict[str, str] = tomllib.loads(_RESPELLINGS.read_text("utf-8"))["lines"]

    def of_line(self, line: str) -> str:
        """Return the phonemes, stress and pauses of a whole line."""
        return str(self._phonemes(self._respelled.get(line, line)))

    def of_words(self, words: str) -> str:
        """Return the bare sounds of some words, to tell whether others sound the same."""
        return "".join(self._phonemes(word) for word in words.split()).translate(_STRESS)


class Speaker:
    """One voice, ready to speak. Everything runs on one thread, or the samples would vary."""

    def __init__(self, voice: Voice, weights: Weights) -> None:
        runtime = build_package("onnxruntime")
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._voice = voice
        self._session = runtime.InferenceSession(
            str(weights.speech_model()), options, providers=["CPUExecutionProvider"]
        )
        self._numbers: dict[str, int] = json.loads(weights.vocabulary())["vocab"]
        self._vectors = np.sum(
            [share * weights.speaker(name) for name, share in voice.blend], axis=0
        )
        self._pronunciation = Pronunciation()
        self._hibari: Any = None

    def say(self, line: str, take: Take) -> Signal | None:
        """Return (n,) samples at 24 kHz, or None when a carried line could not be cut out."""
        phonemes = self._pronunciation.of_line(line)
        if take.manner is Manner.HIBARI:
            return self._other_voice(phonemes, take)
        if take.manner is Manner.WHOLE:
            return self._render(phonemes, take)
        before, after = (self._pronunciation.of_line(text) for text in CARRIER)
        return middle(self._render(f"{before} {phonemes} {after}", take))

    def _render(self, phonemes: str, take: Take) -> Signal:
        numbers = [self._numbers[sign] for sign in phonemes if sign in self._numbers]
        row = min(max(len(numbers) + take.row, 0), len(self._vectors) - 1)
        feed = {
            "tokens": np.array([[0, *numbers, 0]], np.int64),
            "style": self._vectors[row].reshape(1, -1).astype(np.float32),
            "speed": np.array([self._voice.speed * take.pace], np.float32),
        }
        return np.asarray(self._session.run(None, feed)[0], np.float64).ravel()

    def _other_voice(self, phonemes: str, take: Take) -> Signal:
        if self._hibari is None:
            self._hibari = build_package("hibari").Hibari(threads=1)
        speed = self._voice.speed * take.pace
        return np.asarray(self._hibari.from_phonemes(phonemes, speed, _SEED), np.float64)


def _stretches(levels: Signal, gate: float, gap: int) -> list[tuple[int, int]]:
    """Return the (start, stop) frames of speech that silences of `gap` frames set apart."""
    loud = np.flatnonzero(levels > gate)
    breaks = np.flatnonzero(np.diff(loud) > gap)
    starts = loud[np.concatenate([[0], breaks + 1])]
    stops = loud[np.concatenate([breaks, [len(loud) - 1]])] + 1
    return [(int(a), int(b)) for a, b in zip(starts, stops, strict=True)]


def middle(signal: Signal) -> Signal | None:
    """Return the middle of three utterances at 24 kHz, or None if there are not three.

    Silences are sought long ones first, so that a pause inside the line does not split it.
    """
    levels = frame_levels(signal, SOURCE_RATE)
    width = SOURCE_RATE // 100
    for gap in range(_LONGEST_GAP, _SHORTEST_GAP - 1, -2):
        for gate in _GATES:
            found = _stretches(levels, gate, gap)
            if len(found) == len(CARRIER) + 1:
                (_, before), (start, stop), (after, _) = found
                low = max((before + start) // 2 * width, start * width - round(_LEAD * SOURCE_RATE))
                high = min((stop + after) // 2 * width, stop * width + round(_TRAIL * SOURCE_RATE))
                return signal[low:high]
    return None
