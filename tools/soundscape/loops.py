"""Makes a loop ready to be stored, and tells whether a stored one joins without a seam.

A lossy codec does not know that the end meets the beginning, and bends both. So the file carries
the first `tail` samples once more behind the loop's N, and the player fades from them into the
real beginning, then plays [0, N) again and again:

    w[i] = i / tail                                       for 0 <= i < tail
    x[i] = y[i] * w[i] + y[N + i] * (1 - w[i])            for 0 <= i < tail
    x[i] = y[i]                                           for tail <= i < N

The fade is linear because both sides are the same sound; equal power would swell by 3 dB.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relaxapp.adapters.loudness import RATE, amplitude, decibels, loudness, true_peak

if TYPE_CHECKING:
    from relaxapp.adapters.loudness import Signal

TAIL = RATE // 20
TARGET_LUFS = -26.0
PEAK_LIMIT = -2.0
_QUIET = 2 * RATE
_NEAR = RATE // 2
_DEAD = 1e-5
_DEAD_RUN = RATE // 1000
_CLICK = RATE // 1000


def levelled(loop: Signal) -> Signal:
    """Return (n, 2) samples at the target loudness. Raises ValueError if they would clip."""
    result = loop * amplitude(TARGET_LUFS - loudness(loop))
    if true_peak(result) > PEAK_LIMIT:
        raise ValueError("the loop is too lively for its loudness")
    return np.asarray(result)


def turned(loop: Signal) -> Signal:
    """Return (n, 2) samples rotated so that the seam lies amid the quietest two seconds."""
    power = (loop**2).sum(axis=1)
    around = np.concatenate([power, power[:_QUIET]])
    running = np.concatenate([[0.0], np.cumsum(around)])
    sums = running[_QUIET:] - running[:-_QUIET]
    quietest = int(np.argmin(sums[: len(loop)]))
    return np.roll(loop, -(quietest + _QUIET // 2), axis=0)


def with_tail(loop: Signal, tail: int = TAIL) -> Signal:
    """Return what is to be encoded: (n + tail, 2) samples."""
    return np.concatenate([loop, loop[:tail]])


def joined(stored: Signal, count: int, tail: int) -> Signal:
    """Return the loop to be played, (count, 2), of a decoded file: the formula above."""
    loop = stored[:count].copy()
    if tail:
        weight = (np.arange(tail) / tail)[:, None]
        loop[:tail] = stored[:tail] * weight + stored[count : count + tail] * (1.0 - weight)
    return loop


def seam_problems(loop: Signal) -> list[str]:
    """Return what could be heard where (n, 2) samples meet their own beginning.

    The step over the seam, and the sharpest curvature within a millisecond of it, must not stand
    out from the half second on either side (99.9th percentile), and nothing may fall silent.
    """
    around = np.concatenate([loop[-_NEAR:], loop[:_NEAR]])
    problems = []
    dead = (np.abs(around) < _DEAD).all(axis=1)
    if _longest_run(dead) >= _DEAD_RUN:
        problems.append("there is a run of silence at the seam")
    steps = np.abs(np.diff(around, axis=0)).max(axis=1)
    seam = steps[_NEAR - 1]
    usual = float(np.percentile(steps, 99.9))
    if seam > usual:
        problems.append(
            f"the seam jumps by {decibels(seam):.1f} dBFS, usual is {decibels(usual):.1f}"
        )
    bends = np.abs(np.diff(around, n=2, axis=0)).max(axis=1)
    sharpest = bends[: len(bends) // _CLICK * _CLICK].reshape(-1, _CLICK).max(axis=1)
    here = float(bends[_NEAR - _CLICK : _NEAR + _CLICK].max())
    if here > np.percentile(sharpest, 99.9):
        problems.append("there is a click within a millisecond of the seam")
    return problems


def _longest_run(flags: np.typing.NDArray[np.bool_]) -> int:
    """Return the length of the longest run of true flags."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    return int((edges[1::2] - edges[::2]).max(initial=0))
