"""From a voice as it was recorded or made to what is played: clean, trimmed, equally loud, soft.

All of it in float, as raw peaks may reach 1.5 and would be cut off as 16-bit numbers. The narration
that came with relaxapp went through the same steps as a person's own recordings do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relaxapp.adapters.loudness import RATE, amplitude, clip_loudness, true_peak, upsampled

if TYPE_CHECKING:
    from relaxapp.adapters.loudness import Signal

TARGET_LUFS = -22.0

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


def trimmed(signal: Signal, rate: int, floor: float = _SPEECH_FLOOR) -> Signal:
    """Return the speech with 80 ms before and 250 ms after it, zeros where the source ends.

    What stays below `floor`, in dB under the loudest frame, is not speech.
    """
    spoken = np.flatnonzero(frame_levels(signal, rate) > floor)
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
    held = _least(np.pad(allowed, 2 * reach, constant_values=1.0), width)
    running = np.concatenate([[0.0], np.cumsum(held)])
    gain = (running[width:] - running[:-width]) / width
    result: Signal = signal * gain
    return result


def _least(values: Signal, width: int) -> Signal:
    """Return the least of each `width` neighbours, (n - width + 1,), by doubling."""
    least, span = values, 1
    while 2 * span <= width:
        least = np.minimum(least[:-span], least[span:])
        span *= 2
    result: Signal = np.minimum(least[: len(values) - width + 1], least[width - span :])
    return result


def finished(speech: Signal, ceiling: float) -> Signal:
    """Return trimmed speech, (n,) at 48 kHz, with soft edges, quiet around it, and its loudness."""
    clip = np.pad(faded(speech, RATE), (round(_PAD_BEFORE * RATE), round(_PAD_AFTER * RATE)))
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
