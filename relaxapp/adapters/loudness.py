"""Loudness (ITU-R BS.1770-4) and true peak with numpy alone.

One meter for everything the project ships, and one without further dependencies, so that the
committed files can be checked on any machine that can run the app.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Signal = npt.NDArray[np.float64]

RATE = 48_000
"""The one sample rate of the project, in Hz; the filter below is given for it."""

# BS.1770-4, tables 1 and 2: the head's shelf and the weighting high-pass, at 48 kHz.
_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285),
          (1.0, -1.69065929318241, 0.73248077421585))  # fmt: skip
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
_OFFSET = -0.691
_BLOCK, _HOP = RATE * 4 // 10, RATE // 10
_ABSOLUTE_GATE, _RELATIVE_GATE = -70.0, -10.0
_TAPS = 32
_NEARLY = 0.6


def decibels(value: float) -> float:
    """Return an amplitude as dB relative to full scale; silence gives -200."""
    return 20.0 * math.log10(max(value, 1e-10))


def amplitude(level: float) -> float:
    """Return the amplitude that stands `level` dB relative to full scale."""
    return float(10.0 ** (level / 20.0))


def _channels(signal: Signal) -> Signal:
    """Return `signal`, of shape (n,) or (n, channels), as (channels, n)."""
    return signal[None, :] if signal.ndim == 1 else signal.T


def _quick_size(least: int) -> int:
    """Return a length, at least `least`, that a Fourier transform is quick at."""
    return min(
        factor << max(0, (-(-least // factor) - 1).bit_length()) for factor in (8, 9, 10, 12, 15)
    )


def _weighted(signal: Signal) -> Signal:
    """Return (channels, n) after K-weighting, done as a product of spectra."""
    count = signal.shape[-1]
    # The high-pass rings for well under half a second; the padding keeps it off the start.
    size = _quick_size(count + RATE // 2)
    turn = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = np.ones_like(turn)
    for upper, lower in (_SHELF, _HIGH_PASS):
        response *= np.polyval(upper[::-1], turn) / np.polyval(lower[::-1], turn)
    filtered: Signal = np.fft.irfft(np.fft.rfft(signal, size) * response, size)[..., :count]
    return filtered


def _block_powers(signal: Signal) -> Signal:
    """Return the weighted power of each 400 ms block, 75 % overlapping."""
    square = (_weighted(_channels(signal)) ** 2).sum(axis=0)
    running = np.concatenate([[0.0], np.cumsum(square)])
    starts = np.arange(0, len(square) - _BLOCK + 1, _HOP)
    powers: Signal = np.maximum(running[starts + _BLOCK] - running[starts], 0.0) / _BLOCK
    return powers


def loudness(signal: Signal) -> float:
    """Return the integrated loudness in LUFS of 48 kHz samples, shape (n,) or (n, channels).

    Raises ValueError for less than the 400 ms that make one block.
    """
    powers = _block_powers(signal)
    if not len(powers):
        raise ValueError("loudness needs at least 400 ms of sound")
    levels = _OFFSET + 10.0 * np.log10(np.maximum(powers, 1e-12))
    heard = powers[levels > _ABSOLUTE_GATE]
    if not len(heard):
        return -math.inf
    gate = _OFFSET + 10.0 * math.log10(float(heard.mean())) + _RELATIVE_GATE
    kept = powers[levels > max(gate, _ABSOLUTE_GATE)]
    return _OFFSET + 10.0 * math.log10(float(kept.mean()))


def clip_loudness(signal: Signal, seconds: float = 3.0) -> float:
    """Return the loudness of a short mono clip: the clip repeated for at least `seconds`.

    Gating was made for programmes; a two-second clip alone would hang on where its blocks fall.
    """
    times = max(1, math.ceil(seconds * RATE / len(signal)))
    return loudness(np.tile(signal, times))


def loudness_range(signal: Signal, window: float = 3.0) -> float:
    """Return the loudness range in LU (EBU Tech 3342) of samples longer than `window` seconds."""
    powers = _block_powers(signal)
    width = round(window * RATE / _HOP) - 3
    running = np.concatenate([[0.0], np.cumsum(powers)])
    short = (running[width:] - running[:-width]) / width
    levels = _OFFSET + 10.0 * np.log10(np.maximum(short, 1e-12))
    heard = levels > _ABSOLUTE_GATE
    gate = _OFFSET + 10.0 * math.log10(float(short[heard].mean())) - 20.0
    low, high = np.percentile(levels[heard & (levels > gate)], [10, 95])
    return float(high - low)


def upsampled(signal: Signal, times: int) -> Signal:
    """Return (n,) samples at `times` the rate, shape (n * times,), band-limited."""
    count = len(signal)
    padding = 2_048  # so that the circular transform does not ring from one end into the other
    size = _quick_size(count + 2 * padding)
    padded = np.zeros(size)
    padded[padding : padding + count] = signal
    spectrum = np.fft.rfft(padded)
    wide = np.zeros(size * times // 2 + 1, complex)
    wide[: len(spectrum)] = spectrum
    stretched: Signal = np.fft.irfft(wide, size * times) * times
    return stretched[padding * times : (padding + count) * times]


def true_peak(signal: Signal) -> float:
    """Return the true peak in dBTP (4 times oversampled) over all channels."""
    return decibels(max(_between(channel) for channel in _channels(signal)))


def _between(signal: Signal) -> float:
    """Return the highest amplitude of (n,) samples on them or at the three places between them.

    A crest between two samples stands beside one that is nearly as high, so only the
    surroundings of the highest ones are interpolated.
    """
    sizes = np.abs(signal)
    highest = float(sizes.max())
    padded = np.pad(signal, _TAPS)
    # Each place is taken with the gap on either side of it.
    places = np.flatnonzero(sizes > _NEARLY * highest) + _TAPS
    places = np.unique(np.concatenate([places - 1, places]))
    around = places[:, None] + np.arange(1 - _TAPS, _TAPS + 1)
    crests = np.abs(padded[around] @ _interpolator())
    return max(highest, float(crests.max(initial=0.0)))


def _interpolator() -> Signal:
    """Return the weights, (2 * _TAPS, 3), that give the three quarters after a sample."""
    offsets = np.arange(1 - _TAPS, _TAPS + 1)[:, None] - np.array([0.25, 0.5, 0.75])
    window = 0.5 + 0.5 * np.cos(np.pi * offsets / (_TAPS + 1))
    return np.asarray(np.sinc(offsets) * window)
