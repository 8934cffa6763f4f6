"""Loops join, and the seam check hears the faults it is there for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from relaxapp.adapters.loudness import RATE, loudness
from tools.soundscape import loops
from tools.soundscape.circular import add_event, band, convolved, drift, noise, room, stereo

if TYPE_CHECKING:
    from numpy.random import Generator

    from relaxapp.adapters.loudness import Signal

COUNT = 3 * RATE


@pytest.fixture
def rng() -> Generator:
    return np.random.default_rng(3)


@pytest.fixture
def loop(rng: Generator) -> Signal:
    """Three seconds of noise that is periodic by construction, as (n, 2) samples."""
    return loops.levelled(stereo(rng, COUNT, 0.3, band(100, 4_000)).T)


def test_noise_and_drift_join_their_own_beginning(rng: Generator) -> None:
    for sound in (noise(rng, COUNT, band(50, 2_000)), drift(rng, COUNT, 0.3, 3)):
        steps = np.abs(np.diff(sound))
        assert abs(sound[0] - sound[-1]) <= steps.max()
        assert sound.std() == pytest.approx(1)


def test_an_event_runs_over_the_end_into_the_beginning() -> None:
    buffer = np.zeros((2, 10))
    add_event(buffer, np.ones(4), 8, position=0.0)
    assert np.flatnonzero(buffer[0]).tolist() == [0, 1, 8, 9]


def test_reverberation_runs_over_the_end_too(rng: Generator) -> None:
    click = np.zeros(COUNT)
    click[-1] = 1.0
    wet = convolved(click, room(rng, COUNT, 0.3, band(200, 5_000)))
    assert (wet[:, :RATE] ** 2).sum() > 0.9 * (wet**2).sum()


def test_a_periodic_loop_has_no_seam(loop: Signal) -> None:
    assert loops.seam_problems(loop) == []
    assert loudness(loop) == pytest.approx(loops.TARGET_LUFS, abs=0.01)


def test_the_tail_hides_what_a_codec_does_to_both_ends(loop: Signal) -> None:
    stored = loops.with_tail(loop)
    stored[:50] += 0.3  # a bent beginning
    joined = loops.joined(stored, len(loop), loops.TAIL)
    assert loops.seam_problems(stored[: len(loop)]) != []
    assert loops.seam_problems(joined) == []


@pytest.mark.parametrize("fault", ["jump", "silence", "click"])
def test_an_audible_seam_is_found(loop: Signal, fault: str) -> None:
    if fault == "jump":
        loop[:200] += 0.5
    elif fault == "silence":
        loop[-100:] = 0.0
    else:
        loop[3] += 0.3
    assert loops.seam_problems(loop) != []


def test_the_seam_lies_in_the_quietest_two_seconds(rng: Generator) -> None:
    sound = stereo(rng, 10 * RATE, 0.3, band(100, 4_000)).T
    sound[4 * RATE : 6 * RATE] *= 0.1
    turned = loops.turned(sound)
    edges = np.concatenate([turned[: RATE // 2], turned[-RATE // 2 :]])
    assert edges.std() < 0.2 * turned.std()
