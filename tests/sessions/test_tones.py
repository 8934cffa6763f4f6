"""The tones of breathing as they are heard: their way, their quiet, their softness."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaxapp.adapters.paths import assets_dir
from relaxapp.adapters.sound_files import SoundBank
from relaxapp.sessions.library import Library
from relaxapp.sessions.mixdown import Mix, Mixdown
from relaxapp.sessions.script import Slider
from relaxapp.sessions.timeline import RATE, Options, Phase, PhaseKind, Timeline, build
from relaxapp.sessions.tones import LOWEST, SOUNDING, tone
from relaxapp.sessions.transcript import webvtt
from relaxapp.settings import Volumes
from tests.sessions.fakes import FakeClips

ASSETS = assets_dir()
LIBRARY = Library((ASSETS / "sessions",))
TONES = Mix(Volumes(voice=0, ambience=0, chimes=100))
PACES = (0.7, 1.0, 1.4)


def session(name: str, pace: float = 1.0, *, tones: bool = True) -> Timeline:
    options = Options(pace={Slider.BREATH: pace}, tones=tones)
    return build(LIBRARY.get(name), options, FakeClips())


def heard(timeline: Timeline, mix: Mix = TONES, seconds: int = 90) -> np.ndarray:
    pcm = Mixdown(timeline, FakeClips(), mix).render(0, seconds * RATE)
    return pcm[:, 0].astype(np.float64) / 32767


def pitch(sound: np.ndarray) -> float:
    """The strongest frequency in Hz; the window is short enough for a pitch that glides."""
    count = 1 << 16
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), count))
    return float(np.argmax(spectrum)) * RATE / count


@pytest.mark.parametrize("pace", PACES)
@pytest.mark.parametrize("name", ["square", "long-exhale", "even-tide"])
def test_the_pitch_rises_breathing_in_and_falls_breathing_out(name: str, pace: float) -> None:
    timeline = session(name, pace)
    sound = heard(timeline)
    breaths = [p for p in timeline.phases if p.kind in SOUNDING and p.end <= len(sound)]
    for phase in breaths[:7]:
        quarter = (phase.end - phase.start) // 4
        early = pitch(sound[phase.start + quarter // 2 : phase.start + quarter * 3 // 2])
        late = pitch(sound[phase.end - quarter * 3 // 2 : phase.end - quarter // 2])
        assert LOWEST * 0.98 < min(early, late) < max(early, late) < LOWEST * 1.52
        assert (late > early) is (phase.kind is PhaseKind.INHALE)


@pytest.mark.parametrize("pace", PACES)
def test_held_breaths_and_all_else_are_silent_and_nothing_clicks(pace: float) -> None:
    timeline = session("square", pace)
    sound = heard(timeline)
    assert any(phase.kind is PhaseKind.HOLD for phase in timeline.phases)
    for phase in (phase for phase in timeline.phases if phase.end <= len(sound)):
        part = sound[phase.start : phase.end]
        if phase.kind in SOUNDING:
            assert np.abs(part).max() > 0.01
            assert np.abs(part[:24]).max() < 0.001  # half a millisecond at either end
            assert np.abs(part[-24:]).max() < 0.001
        else:
            assert not part.any()
    # A sine of this loudness and pitch moves so far from sample to sample, and no further.
    assert np.abs(np.diff(sound)).max() < 0.005


def test_a_tone_is_quiet_beside_the_voice() -> None:
    bank = SoundBank(ASSETS, "woman")
    timeline = build(LIBRARY.get("even-tide"), Options(tones=True), bank)
    loud = []
    usual = Volumes()
    for volumes in (usual.with_(ambience=0, chimes=0), usual.with_(ambience=0, voice=0)):
        sound = Mixdown(timeline, bank, Mix(volumes)).render(0, 120 * RATE)[:, 0] / 32767
        windows = sound[: len(sound) // 19200 * 19200].reshape(-1, 19200)
        power = (windows**2).mean(axis=1)
        spoken = power[power > power.max() / 30]  # pauses between words do not count
        loud.append(10 * np.log10(spoken.mean()))
    assert 10 < loud[0] - loud[1] < 18  # decibels


def test_they_are_a_choice_and_none_comes_without_it() -> None:
    plain = session("even-tide", tones=False)
    assert not Options().tones
    assert not heard(plain).any()
    assert session("even-tide").voice == plain.voice
    assert webvtt(session("even-tide"), "Even Tide") == webvtt(plain, "Even Tide")


def test_they_follow_the_volume_of_the_chimes() -> None:
    silent = Mix(Volumes(voice=0, ambience=0, chimes=0))
    assert not heard(session("even-tide"), silent).any()


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 20 * RATE), st.floats(0, 1), st.floats(0, 1), st.data())
def test_any_cut_of_any_breath_gives_the_same_samples(
    length: int, low: float, high: float, data: st.DataObject
) -> None:
    phase = Phase(PhaseKind.INHALE, None, 1000, 1000 + length, low, high)
    cuts = sorted(data.draw(st.sets(st.integers(0, length), max_size=4)) | {0, length})
    whole = tone(phase, 1000, 1000 + length)
    parts = [tone(phase, 1000 + a, 1000 + b) for a, b in pairwise(cuts)]
    assert np.array_equal(np.rint(whole * 32767), np.rint(np.concatenate(parts) * 32767))
    assert np.isfinite(whole).all()
