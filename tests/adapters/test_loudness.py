"""The meter reads what the standard says it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from relaxapp.adapters.loudness import (
    RATE,
    clip_loudness,
    loudness,
    loudness_range,
    true_peak,
    upsampled,
)

if TYPE_CHECKING:
    from relaxapp.adapters.loudness import Signal


def sine(frequency: float, seconds: float, level: float = 0.0, phase: float = 0.0) -> Signal:
    time = np.arange(round(seconds * RATE)) / RATE
    return 10 ** (level / 20) * np.sin(2 * np.pi * (frequency * time + phase))


def test_stereo_sine_of_the_standard_reads_its_level() -> None:
    # EBU Tech 3341, case 1: 1 kHz at -23 dBFS in both channels is -23 LUFS.
    tone = sine(1_000, 20, -23)
    assert loudness(np.stack([tone, tone], axis=1)) == pytest.approx(-23, abs=0.1)


def test_full_scale_mono_sine_reads_minus_three() -> None:
    assert loudness(sine(997, 5)) == pytest.approx(-3.01, abs=0.05)


def test_silence_between_words_is_gated_away() -> None:
    tone = sine(1_000, 4, -20)
    spaced = np.concatenate([tone, np.zeros(8 * RATE), tone])
    assert loudness(spaced) == pytest.approx(loudness(tone), abs=0.3)


def test_half_a_second_can_be_measured_when_repeated() -> None:
    assert clip_loudness(sine(1_000, 0.5, -20)) == pytest.approx(-23, abs=0.2)


def test_too_short_a_sound_is_refused() -> None:
    with pytest.raises(ValueError, match="400 ms"):
        loudness(np.ones(100))


def test_range_is_the_step_between_two_levels() -> None:
    # EBU Tech 3342, case 1: 20 s at -20 and 20 s at -30 span 10 LU.
    tone = np.concatenate([sine(1_000, 20, -20), sine(1_000, 20, -30)])
    assert loudness_range(np.stack([tone, tone], axis=1)) == pytest.approx(10, abs=1)


def test_true_peak_is_found_between_the_samples() -> None:
    # A quarter of the rate, 45 degrees off: every sample is 3 dB below the crest.
    tone = sine(RATE / 4, 1, phase=1 / 8) * np.hanning(RATE)
    assert 20 * np.log10(np.abs(tone).max()) == pytest.approx(-3, abs=0.1)
    assert true_peak(tone) == pytest.approx(0, abs=0.1)


def test_upsampling_keeps_the_samples_there_were() -> None:
    sound = sine(3_000, 0.1) * np.hanning(RATE // 10)
    assert np.allclose(upsampled(sound, 2)[::2], sound, atol=1e-6)
