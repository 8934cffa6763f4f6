"""Sounds are stored the same way each time, to the sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from relaxapp.adapters.loudness import RATE
from tools.sound import vorbis

if TYPE_CHECKING:
    from pathlib import Path

    from relaxapp.adapters.loudness import Signal

TONE = 0.3 * np.sin(2 * np.pi * 440 * np.arange(RATE + 777) / RATE)


def test_the_same_samples_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.ogg", "two.ogg"):
        vorbis.write(tmp_path / name, TONE, 2)
    assert (tmp_path / "one.ogg").read_bytes() == (tmp_path / "two.ogg").read_bytes()
    assert sorted(path.name for path in tmp_path.glob("*.*")) == ["one.ogg", "two.ogg"]


@pytest.mark.parametrize("samples", [TONE, np.stack([TONE, -TONE], axis=1)])
def test_not_a_sample_is_lost(tmp_path: Path, samples: Signal) -> None:
    vorbis.write(tmp_path / "tone.ogg", samples, 4)
    stored = vorbis.read(tmp_path / "tone.ogg")
    assert stored.shape == samples.shape
    assert np.abs(stored - samples).max() < 0.02


def test_another_rate_is_refused(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "slow.wav", TONE, 44_100)
    with pytest.raises(ValueError, match="44100 Hz"):
        vorbis.read(tmp_path / "slow.wav")


def test_what_is_no_ogg_is_refused() -> None:
    with pytest.raises(ValueError, match="byte 0"):
        vorbis.fix_serial(b"RIFF and something else altogether")
