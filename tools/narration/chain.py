"""From what the speech model gives to what the app plays: clean, trimmed, equally loud, soft-edged.

All of it in float, as the raw peaks reach 1.5 and would be cut off as 16-bit numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tools.sound.loudness import RATE, amplitude, clip_loudness, true_peak, upsampled

if TYPE_CHECKING:
    from tools.sound.loudness import Signal

CHAIN = "chain-1"
"""Raise this when a step below changes: it is part of every clip's key."""

SOURCE_RATE = 24_000
TARGET_LUFS = -22.0
CEILING = -2.6
"""True peak in dBTP; the codec adds up to half a decibel, and -2 is what is promised."""

_HIGH_PASS = 70.0
_SPEECH_FLOOR = -40.0
_BEFORE, _AFTER = 0.080, 0.250
_FADE_IN, _FADE_OUT = 0.012, 0.060
_PAD_BEFORE, _PAD_AFTER = 0.040, 0.150
_LOOK_AHEAD = 0.005
_ROUNDS = 6


def high_passed(signal: Signal, rate: int) -> Signal:
    """Return (n,) samples without DC and rumble: 4th order at 70 Hz, no shift in phase."""
    count = len(signal)
    size = 1 << (count + rate // 2).bit_length()
    frequency = np.fft.rfftfreq(size, 1 / rate)
    power = (frequency / _HIGH_PASS) ** 4
    spectrum = np.fft.rfft(signal - signal.mean(), size) * (power / (1.0 + power))
    filtered: Signal = np.fft.irfft(spectrum, size)[:count]
    return filtered


def frame_levels(signal: Signal, rate: int, seconds: float = 0.010) -> Signal:
    """Return the level of each frame of `seconds`, in dB below the loudest frame."""
    width = round(seconds * rate)
    frames = signal[: len(signal) // width * width].reshape(-1, width)
    power = (frames**2).mean(axis=1)
    levels: Signal = 10.0 * np.log10(np.maximum(power / power.max(), 1e-12))
    return levels


def trimmed(signal: Signal, rate: int) -> Signal:
    """Return the speech with 80 ms before and 250 ms after it, zeros where the source ends."""
    spoken = np.flatnonzero(frame_levels(signal, rate) > _SPEECH_FLOOR)
    width = round(0.010 * rate)
    start = spoken[0] * width - round(_BEFORE * rate)
    stop = (spoken[-1] + 1) * width + round(_AFTER * rate)
    padded = np.pad(signal, (max(0, -start), max(0, stop - len(signal))))
    return padded[max(0, start) : max(0, start) + stop - start]


def faded(signal: Signal, rate: int) -> Signal:
    """Return the samples with raised-cosine edges: 12 ms in, 60 ms out."""
    result = signal.copy()
    into, out = round(_FADE_IN * rate), round(_FADE_OUT * rate)
    result[:into] *= 0.5 - 0.5 * np.cos(np.pi * np.arange(into) / into)
    result[-out:] *= 0.5 + 0.5 * np.cos(np.pi * np.arange(out) / out)
    return result


def limited(signal: Signal, ceiling: float) -> Signal:
    """Return samples whose true peak stays at `ceiling` dBTP, looking 5 ms ahead.

    The gain is held at the least that any peak within reach allows, then smoothed over the same
    reach, so that it arrives before the peak does.
    """
    peaks = np.abs(upsampled(signal, 4)).reshape(-1, 4).max(axis=1)
    allowed = np.minimum(1.0, amplitude(ceiling) / np.maximum(peaks, 1e-9))
    reach = round(_LOOK_AHEAD * RATE)
    width = 2 * reach + 1
    held = np.lib.stride_tricks.sliding_window_view(
        np.pad(allowed, 2 * reach, constant_values=1.0), width
    ).min(axis=1)
    gain = np.convolve(held, np.full(width, 1.0 / width), "valid")
    return signal * gain


def finished(raw: Signal, ceiling: float = CEILING) -> Signal:
    """Return the clip, (n,) at 48 kHz, made of (m,) samples of speech at 24 kHz."""
    speech = trimmed(high_passed(raw, SOURCE_RATE), SOURCE_RATE)
    wide = faded(upsampled(speech, RATE // SOURCE_RATE), RATE)
    clip = np.pad(wide, (round(_PAD_BEFORE * RATE), round(_PAD_AFTER * RATE)))
    drive = clip * amplitude(TARGET_LUFS - clip_loudness(clip))
    result = limited(drive, ceiling)
    # The limiter takes a little loudness away: give it back and limit again.
    for _ in range(_ROUNDS):
        missing = TARGET_LUFS - clip_loudness(result)
        if abs(missing) < 0.05 and true_peak(result) <= ceiling + 0.1:  # noqa: PLR2004 - LU and dB
            break
        drive = drive * amplitude(missing)
        result = limited(drive, ceiling)
    return result
