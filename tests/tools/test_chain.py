"""A clip leaves the chain trimmed, equally loud and without clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from relaxapp.adapters.loudness import RATE, true_peak
from relaxapp.adapters.speech_chain import TARGET_LUFS, high_passed, limited
from tools.narration.chain import SOURCE_RATE, finished
from tools.narration.figures import measure
from tools.narration.speaker import middle

if TYPE_CHECKING:
    from relaxapp.adapters.loudness import Signal

rng = np.random.default_rng(7)


def utterance(seconds: float, level: float = 0.3) -> Signal:
    """Something with the ups and downs of speech, at 24 kHz."""
    time = np.arange(round(seconds * SOURCE_RATE)) / SOURCE_RATE
    syllables = 0.55 - 0.45 * np.cos(2 * np.pi * 4 * time)
    return level * syllables * np.sin(2 * np.pi * 180 * time + 3 * np.sin(2 * np.pi * 90 * time))


def silence(seconds: float) -> Signal:
    return 1e-5 * rng.standard_normal(round(seconds * SOURCE_RATE))


@pytest.mark.parametrize("level", [0.01, 0.3, 1.5])
def test_every_clip_is_equally_loud_whatever_came_in(level: float) -> None:
    raw = np.concatenate([silence(0.5), utterance(2, level), silence(0.8)])
    figures = measure(finished(raw))
    assert figures.lufs == pytest.approx(TARGET_LUFS, abs=0.1)
    assert figures.true_peak <= -2


def test_speech_is_trimmed_and_edged_with_silence() -> None:
    raw = np.concatenate([silence(1.0), utterance(2), silence(1.5)])
    figures = measure(finished(raw))
    assert figures.first / RATE == pytest.approx(0.12, abs=0.02)
    assert figures.samples / RATE == pytest.approx(2 + 0.08 + 0.25 + 0.04 + 0.15, abs=0.03)
    assert figures.edge < -100


def test_a_spike_stays_below_the_ceiling() -> None:
    raw = np.concatenate([silence(0.2), utterance(2, 0.05), silence(0.3)])
    raw[SOURCE_RATE] = 1.5
    assert true_peak(finished(raw)) <= -2


def test_the_limiter_leaves_what_is_low_enough_alone() -> None:
    sound = 0.2 * rng.standard_normal(RATE).clip(-2, 2)
    assert np.allclose(limited(sound, -0.5), sound)


def test_rumble_and_offset_are_removed_and_nothing_is_delayed() -> None:
    time = np.arange(2 * SOURCE_RATE) / SOURCE_RATE
    voice = np.sin(2 * np.pi * 400 * time) * np.hanning(len(time))
    cleaned = high_passed(voice + 0.3 + 0.3 * np.sin(2 * np.pi * 20 * time), SOURCE_RATE)
    assert np.abs(cleaned - voice)[2_000:-2_000].max() < 0.02


def test_the_middle_of_three_utterances_is_cut_out() -> None:
    parts = [utterance(0.9), silence(0.3), utterance(0.5), silence(0.3), utterance(1.2)]
    found = middle(np.concatenate(parts))
    assert found is not None
    assert len(found) / SOURCE_RATE == pytest.approx(0.5 + 0.08 + 0.15, abs=0.05)


def test_without_silences_nothing_is_cut() -> None:
    assert middle(utterance(3)) is None
