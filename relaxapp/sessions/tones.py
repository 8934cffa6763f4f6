"""A soft tone along with the breath: it rises breathing in, falls breathing out, rests in between.

A tone is the phase itself made audible: it lasts as long, and its pitch goes the way the ring on
the screen goes. It is made sample by sample from where it stands in its phase, so that any pace
fits, and any cut into blocks gives the same samples.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from relaxapp.sessions.timeline import RATE, Phase, PhaseKind

Doubles = NDArray[np.float64]

SOUNDING: Final = frozenset({PhaseKind.INHALE, PhaseKind.EXHALE})
LOWEST: Final = 220.0  # Hz, with empty lungs: low enough to be calm, heard on small speakers
RANGE: Final = 7 / 12  # octaves up to full lungs: a fifth
_RISE: Final = (0.35, 1.0)  # of its phase, seconds at most: so softly does a tone begin
_FALL: Final = (0.45, 1.6)  # and so softly does it end
# Partials: how many times the pitch, how loud. The slightly sharp ones let it float a little.
_PARTIALS: Final = ((1.0, 1.0), (1.003, 0.3), (2.0, 0.22), (3.0, 0.06))
_LOUD: Final = 0.05  # 13 dB under the voice at the usual volumes, 7 with all at their most


def tone(phase: Phase, start: int, stop: int) -> NDArray[np.float32]:
    """The samples [start, stop) of a breath's tone, which lie within its phase; shape (n, 1)."""
    length = phase.end - phase.start
    at = np.arange(start - phase.start, stop - phase.start, dtype=np.float64)
    turns = _turns(at, length, phase.level_from, phase.level_to)
    sound = np.zeros(len(at))
    for times, loud in _PARTIALS:
        sound += loud * np.sin(2 * np.pi * ((turns * times) % 1.0))
    shaped = _LOUD * sound * _swell(at, length)
    single: NDArray[np.float32] = shaped.astype(np.float32)[:, None]
    return single


def _turns(at: Doubles, length: int, low: float, high: float) -> Doubles:
    """Periods since the phase began: the sum of a pitch that glides by equal ratios."""
    first = LOWEST * 2 ** (low * RANGE)
    glide = (high - low) * RANGE * np.log(2)  # natural logarithm of the whole way
    seconds = length / RATE
    if abs(glide) < 1e-6:  # noqa: PLR2004 - as good as no way at all
        return first * at / RATE
    turns: Doubles = first * seconds / glide * np.expm1(glide * at / length)
    return turns


def _swell(at: Doubles, length: int) -> Doubles:
    """From nothing and back to nothing, each way along half a cosine."""
    rise, fall = (min(part * length, most * RATE) for part, most in (_RISE, _FALL))
    up = np.clip(at / max(1.0, rise), 0.0, 1.0)
    down = np.clip((length - at) / max(1.0, fall), 0.0, 1.0)
    swell: Doubles = 0.25 * (1 - np.cos(np.pi * up)) * (1 - np.cos(np.pi * down))
    return swell
