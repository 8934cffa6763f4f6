"""The soft pad, and the two chimes: bowl and bell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from relaxapp.adapters.loudness import RATE
from tools.soundscape.circular import band, convolved, drift, noise, room, samples, slope, stereo

if TYPE_CHECKING:
    from numpy.random import Generator

    from relaxapp.adapters.loudness import Signal

_ROOT = 110.0
# Root, fifth, octave, ninth and twelfth over A2: open, without a third, neither glad nor sad.
_CHORD = ((0.5, 0.55), (1.0, 1.0), (1.5, 0.7), (2.0, 0.6), (2.25, 0.28), (3.0, 0.3))
_DETUNED = (-3.1, -1.2, 0.0, 1.5, 3.4)  # cents
_HARMONICS = 8
_BRIGHTEST = 2_600.0


def _note(rng: Generator, count: int, pitch: float) -> Signal:
    """Return one chorus-like note, shape (count,), drawn as lines of its spectrum.

    Every line lies on a whole number of cycles per loop. Each oscillator swells and fades a few
    times a loop, which in the spectrum is a weaker line on either side.
    """
    turns = count / RATE
    spectrum = np.zeros(count // 2 + 1, complex)
    for cents in _DETUNED:
        for harmonic in range(1, _HARMONICS + 1):
            frequency = pitch * harmonic * 2.0 ** (cents / 1_200)
            if frequency > _BRIGHTEST:
                break
            line = round(frequency * turns)
            swell = int(rng.integers(2, 7))
            strength = np.exp(-frequency / 900.0) / harmonic**2
            phase, other = np.exp(2j * np.pi * rng.random(2))
            spectrum[line] += strength * phase
            spectrum[line - swell] += 0.25 * strength * phase * np.conj(other)
            spectrum[line + swell] += 0.25 * strength * phase * other
    return np.asarray(np.fft.irfft(spectrum, count) * count)


def pad(rng: Generator) -> Signal:
    """Return 60 s of a soft standing chord, shape (2, n), in a large room."""
    count = samples(60)
    sound = np.zeros((2, count))
    for multiple, strength in _CHORD:
        for side in range(2):
            movement = 10.0 ** (2.2 * drift(rng, count, 0.015, 0.09) / 20.0)
            sound[side] += strength * _note(rng, count, _ROOT * multiple) * movement
    sound /= sound.std()
    wet = convolved(sound, room(rng, count, 4.5, band(120, 3_500), delay=0.02))
    air = stereo(rng, count, 0.2, band(300, 2_500), slope(-6))
    return np.asarray(0.6 * sound + 0.7 * wet / wet.std() + 0.014 * air)


@dataclass(frozen=True, slots=True)
class Partial:
    """One mode of something struck: its multiple of the pitch, strength, decay and beating."""

    multiple: float
    strength: float
    decay: float
    """Seconds until the amplitude has fallen to 1/e."""
    beat: float
    """How many Hz its weaker twin lies above it; the two make the sound waver."""


_TWIN = 0.4  # wavers by 7 dB; a stronger twin would make the sound vanish and come back
_BOWL = (
    Partial(1.0, 1.0, 5.2, 0.55),
    Partial(2.71, 0.55, 3.2, 0.9),
    Partial(5.15, 0.26, 1.7, 1.3),
    Partial(8.43, 0.11, 0.9, 1.9),
    Partial(12.2, 0.05, 0.45, 2.6),
)
_BELL = (
    Partial(1.0, 1.0, 1.1, 0.8),
    Partial(2.756, 0.35, 0.6, 1.4),
    Partial(5.404, 0.12, 0.25, 2.0),
)


def _struck(
    rng: Generator, count: int, pitch: float, partials: tuple[Partial, ...], attack: float
) -> Signal:
    """Return the sound of something struck softly, shape (2, count)."""
    time = np.arange(count) / RATE
    sound = np.zeros((2, count))
    for partial in partials:
        frequency = pitch * partial.multiple
        for side in range(2):
            start = rng.random()
            main = np.sin(2 * np.pi * (frequency * time + start))
            twin = np.sin(2 * np.pi * ((frequency + partial.beat) * time + start) + 0.9 * side)
            ringing = partial.strength * np.exp(-time / partial.decay)
            sound[side] += ringing * (main + _TWIN * twin)
    rise = np.clip(time / attack, 0.0, 1.0)
    return np.asarray(sound * (0.5 - 0.5 * np.cos(np.pi * rise)))


def _ended(sound: Signal, seconds: float) -> Signal:
    """Return the sound with its last `seconds` faded to nothing."""
    length = samples(seconds)
    fall = np.cos(np.linspace(0.0, np.pi / 2, length)) ** 2
    sound[:, -length:] *= fall
    return sound


def bowl(rng: Generator) -> Signal:
    """Return 14 s of a singing bowl struck with a felt mallet, shape (2, n)."""
    count = samples(14)
    sound = _struck(rng, count, 208.0, _BOWL, 0.012)
    time = np.arange(count) / RATE
    felt = noise(rng, count, band(300, 2_500)) * np.exp(-time / 0.006) * np.minimum(1, time / 0.004)
    sound += 0.06 * felt / np.abs(felt).max()
    roomy = np.pad(sound, ((0, 0), (0, samples(2.6))))
    wet = convolved(roomy, room(rng, roomy.shape[1], 2.2, band(200, 5_000)))
    mixed = roomy + 0.22 * wet * np.abs(sound).max() / np.abs(wet).max()
    return _ended(mixed[:, :count], 3.0)


def bell(rng: Generator) -> Signal:
    """Return 4 s of a small soft bell, shape (2, n)."""
    count = samples(4)
    sound = _struck(rng, count, 659.26, _BELL, 0.006)
    roomy = np.pad(sound, ((0, 0), (0, samples(1.8))))
    wet = convolved(roomy, room(rng, roomy.shape[1], 1.5, band(300, 6_000)))
    mixed = roomy + 0.10 * wet * np.abs(sound).max() / np.abs(wet).max()
    return _ended(mixed[:, :count], 1.0)
