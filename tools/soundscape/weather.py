"""Rain, sea, wind and brown noise: noise in bands, slow movement, and many small events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relaxapp.adapters.loudness import RATE
from tools.soundscape.circular import (
    add_event,
    band,
    convolved,
    drift,
    noise,
    panned,
    room,
    samples,
    slope,
    stereo,
)

if TYPE_CHECKING:
    from numpy.random import Generator

    from relaxapp.adapters.loudness import Signal


def _level(decibel: Signal | float) -> Signal:
    return np.asarray(10.0 ** (np.asarray(decibel) / 20.0))


def _drop(rng: Generator, pitch: tuple[float, float], decay: tuple[float, float]) -> Signal:
    """Return one drop: a ping of random pitch (Hz) and decay (s) that rises as it dies away."""
    frequency = np.exp(rng.uniform(*np.log(pitch)))
    fall = rng.uniform(*decay)
    time = np.arange(int(7 * fall * RATE)) / RATE
    rising = frequency * (time + 3.0 * time**2)
    attack = np.minimum(1.0, time / min(0.0008, fall / 3))
    return np.asarray(np.exp(-time / fall) * attack * np.sin(2 * np.pi * (rising + rng.random())))


def rain(rng: Generator) -> Signal:
    """Return 45 s of steady rain, shape (2, n): a hiss, many small drops, a few near ones."""
    count = samples(45)
    turns = count / RATE
    swell = _level(1.2 * drift(rng, count, 0.03, 0.25))
    hiss = stereo(rng, count, 0.25, band(500, 9_000), slope(-2.5)) * swell
    ground = stereo(rng, count, 0.6, band(60, 220), slope(-3)) * 0.20
    drops = np.zeros((2, count))
    for _ in range(int(turns * 420)):
        drop = _drop(rng, (1_800, 8_500), (0.0008, 0.004)) * np.exp(rng.normal(-1.0, 0.7))
        add_event(drops, drop, int(rng.integers(count)), rng.uniform(-0.9, 0.9))
    for _ in range(int(turns * 9)):
        drop = _drop(rng, (600, 2_200), (0.006, 0.016)) * np.exp(rng.normal(-0.6, 0.5))
        add_event(drops, drop, int(rng.integers(count)), rng.uniform(-0.8, 0.8))
    drops /= drops.std()
    wet = convolved(drops.mean(axis=0), room(rng, count, 0.35, band(400, 7_000)))
    return np.asarray(hiss + ground + 0.35 * drops + 0.30 * wet / wet.std())


def _wave(count: int, crest: float, rise: float, hold: float, fall: float) -> Signal:
    """Return the loudness of one wave over the loop; all times in seconds."""
    turns = count / RATE
    time = (np.arange(count) / RATE - crest + turns / 2) % turns - turns / 2
    swelling = (0.5 - 0.5 * np.cos(np.pi * np.clip((time + rise) / rise, 0.0, 1.0))) ** 2
    dying = np.exp(-np.maximum(time - hold, 0.0) / fall)
    # The far end of the decay meets the next turn of the loop: it has to be zero by then.
    ending = np.clip((turns / 2 - np.abs(time)) / 2, 0.0, 1.0)
    return np.asarray(swelling * dying * ending)


def ocean(rng: Generator) -> Signal:
    """Return 60 s at the shore, shape (2, n): five waves over a steady surf.

    Each wave is heard three times: the deep roll first, the break, then the hiss that runs up
    the sand. The surf is loud enough that the waves do not startle between silences.
    """
    count = samples(60)
    deep = stereo(rng, count, 0.7, band(35, 260), slope(-4, 100))
    body = stereo(rng, count, 0.35, band(250, 1_500), slope(-3))
    hiss = stereo(rng, count, 0.2, band(1_500, 7_500), slope(-4, 2_500))
    breath = _level(1.2 * drift(rng, count, 0.03, 0.12))
    sound = (deep * 0.26 + body * 0.16 + hiss * 0.060) * breath
    waves = 5
    spacing = (np.arange(waves) + rng.uniform(-0.16, 0.16, waves)) * 60.0 / waves
    for crest in spacing:
        strength = float(_level(rng.uniform(-3.5, 0.0)))
        sides = panned(rng.uniform(-0.35, 0.35))[:, None] * strength * 1.2
        sound += sides * deep * 0.62 * _wave(count, crest - 0.5, 4.2, 0.4, 1.8)
        sound += sides * body * 0.42 * _wave(count, crest, 2.2, 0.4, 2.0)
        foam = 1.0 + 0.25 * drift(rng, count, 3, 11)
        sound += sides * hiss * 0.24 * _wave(count, crest + 0.5, 1.5, 0.6, 2.8) * foam
    return np.asarray(sound)


def brown(rng: Generator) -> Signal:
    """Return 40 s of brown noise, shape (2, n): 6 dB an octave down from 25 Hz."""
    return stereo(rng, samples(40), 0.35, band(25, 16_000, 2), slope(-6))


def wind(rng: Generator) -> Signal:
    """Return 60 s of wind in trees, shape (2, n): gusts that open the sound, leaves above it."""
    count = samples(60)
    bands = np.geomspace(90, 2_600, 12)
    breath = drift(rng, count, 0.02, 0.16)
    gusts = 0.75 * breath + 0.25 * drift(rng, count, 0.1, 0.6)
    sound = np.zeros((2, count))
    for side in range(2):
        gust = 0.85 * gusts + 0.35 * drift(rng, count, 0.04, 0.3)
        for centre in bands:
            # A gust lifts the high bands more than the low ones.
            height = np.log2(centre / bands[0]) / np.log2(bands[-1] / bands[0])
            level = -13.2 * height + gust * (1.5 + 3.25 * height)
            tone = noise(rng, count, band(centre / 1.25, centre * 1.25, 3))
            sound[side] += 0.5 * tone * _level(level)
        leaves = noise(rng, count, band(1_800, 6_500), slope(-3, 3_000))
        rustle = np.maximum(0.0, 1.0 + 0.35 * drift(rng, count, 4, 14))
        sound[side] += leaves * rustle * _level(-17.0 + 3.25 * gust)
    sound += 0.35 * stereo(rng, count, 0.8, band(40, 150)) * _level(1.25 * breath)
    # Round off the few highest gusts rather than let them set the level of the whole.
    loudest = 4.5 * sound.std()
    return np.asarray(np.tanh(sound / loudest) * loudest)
