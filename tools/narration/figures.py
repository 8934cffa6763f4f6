"""What is measured on a clip as the app will decode it; the build and the check share it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from relaxapp.adapters.loudness import RATE, amplitude, clip_loudness, decibels, true_peak

if TYPE_CHECKING:
    from relaxapp.adapters.loudness import Signal

PEAK_LIMIT = -2.0
"""The highest true peak of a clip, in dBTP."""
AUDIBLE = -45.0
"""A sample counts as audible from this level on, in dB relative to the clip's own peak."""
EDGE = 0.005


@dataclass(frozen=True, slots=True)
class Figures:
    """Samples at 48 kHz; `first` and `last` are the first and last audible sample's places."""

    samples: int
    first: int
    last: int
    lufs: float
    true_peak: float
    edge: float
    """The loudest sample within 5 ms of either end, in dBFS."""
    longest_pause: float
    """The longest silence inside the speech, in seconds."""


def measure(clip: Signal) -> Figures:
    """Return the figures of a decoded mono clip, shape (n,). Raises ValueError for silence."""
    sizes = np.abs(clip)
    audible = np.flatnonzero(sizes > sizes.max() * amplitude(AUDIBLE))
    if not len(audible):
        raise ValueError("the clip is silent")
    edge = round(EDGE * RATE)
    gaps = np.diff(audible)
    return Figures(
        samples=len(clip),
        first=int(audible[0]),
        last=int(audible[-1]),
        lufs=round(clip_loudness(clip), 2),
        true_peak=round(true_peak(clip), 2),
        edge=round(decibels(float(max(sizes[:edge].max(), sizes[-edge:].max()))), 1),
        longest_pause=round(float(gaps.max()) / RATE, 3) if len(gaps) else 0.0,
    )
