"""Building blocks whose end joins their beginning: noise, slow drift, events, reverberation.

Everything is periodic in the length of the loop by construction: noise comes from a random
spectrum, drift from whole cycles per loop, events run over the end into the beginning, and
convolution is circular. So a loop made of these has no seam to hide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relaxapp.adapters.loudness import RATE

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.random import Generator

    from relaxapp.adapters.loudness import Signal

    Shape = Callable[[Signal], Signal]
    """Gain over frequency in Hz."""

_OCTAVE = 6.0206  # dB for a doubling of the amplitude
_LOWEST = 20.0


def samples(seconds: float) -> int:
    """Return the even number of samples that `seconds` take."""
    return round(seconds * RATE / 2) * 2


def band(low: float, high: float, order: int = 1) -> Shape:
    """Return a band-pass with Butterworth slopes of `order` at `low` and `high` Hz."""

    def gain(frequency: Signal) -> Signal:
        rise = 1.0 + (low / np.maximum(frequency, 1e-3)) ** (2 * order)
        fall = 1.0 + (frequency / high) ** (2 * order)
        return np.asarray(1.0 / np.sqrt(rise * fall))

    return gain


def slope(per_octave: float, pivot: float = 1_000.0) -> Shape:
    """Return a straight slope in dB per octave that is 0 dB at `pivot` Hz."""

    def gain(frequency: Signal) -> Signal:
        return np.asarray((np.maximum(frequency, _LOWEST) / pivot) ** (per_octave / _OCTAVE))

    return gain


def noise(rng: Generator, count: int, *shapes: Shape) -> Signal:
    """Return periodic Gaussian noise, shape (count,), with the product of `shapes`; RMS 1."""
    frequency = np.asarray(np.fft.rfftfreq(count, 1 / RATE), np.float64)
    strength = np.prod([shape(frequency) for shape in shapes], axis=0)
    real, imaginary = rng.standard_normal((2, len(frequency)))
    spectrum = (real + 1j * imaginary) * strength
    spectrum[0] = spectrum[-1] = 0.0
    result = np.fft.irfft(spectrum, count)
    return np.asarray(result / result.std())


def stereo(rng: Generator, count: int, shared: float, *shapes: Shape) -> Signal:
    """Return noise of shape (2, count), of which the share `shared` of the power is in both."""
    common = noise(rng, count, *shapes)
    sides = np.stack([noise(rng, count, *shapes) for _ in range(2)])
    return np.asarray(np.sqrt(shared) * common + np.sqrt(1.0 - shared) * sides)


def drift(rng: Generator, count: int, slowest: float, fastest: float) -> Signal:
    """Return a slow random movement between two frequencies in Hz, shape (count,); RMS 1."""
    turns = count / RATE
    cycles = np.arange(max(1, int(np.ceil(slowest * turns))), int(fastest * turns) + 1)
    spectrum = np.zeros(count // 2 + 1, complex)
    weights = rng.standard_normal(len(cycles)) + 1j * rng.standard_normal(len(cycles))
    spectrum[cycles] = weights / np.sqrt(cycles)
    result = np.fft.irfft(spectrum, count)
    return np.asarray(result / result.std())


def panned(position: float) -> Signal:
    """Return the gains of left and right, equal in power, for a position from -1 to 1."""
    angle = (position + 1.0) * np.pi / 4.0
    return np.array([np.cos(angle), np.sin(angle)])


def add_event(buffer: Signal, event: Signal, place: int, position: float) -> None:
    """Add a mono event to a (2, count) buffer, running over its end into its beginning."""
    places = (place + np.arange(len(event))) % buffer.shape[1]
    buffer[:, places] += panned(position)[:, None] * event


def room(rng: Generator, count: int, seconds: float, shape: Shape, delay: float = 0.01) -> Signal:
    """Return a reverberation of `seconds` (to -60 dB), shape (2, count), power 1 a side."""
    length = min(samples(seconds * 1.2), count - samples(delay))
    start = samples(delay)
    fall = 10.0 ** (-3.0 * np.arange(length) / RATE / seconds)
    response = np.zeros((2, count))
    for side in response:
        side[start : start + length] = noise(rng, length, shape) * fall
    return np.asarray(response / np.sqrt((response**2).sum(axis=1, keepdims=True)))


def convolved(signal: Signal, response: Signal) -> Signal:
    """Return the circular convolution of two signals along their last axis."""
    count = signal.shape[-1]
    product = np.fft.rfft(signal, count) * np.fft.rfft(response, count)
    return np.asarray(np.fft.irfft(product, count))
