"""Bells, nights and natural pauses in the timeline, and what is heard of them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaxapp.adapters.paths import assets_dir
from relaxapp.adapters.sound_files import SoundBank
from relaxapp.sessions.mixdown import Mix, Mixdown
from relaxapp.sessions.script import Script, Slider, StepKind
from relaxapp.sessions.timeline import RATE, Night, Options, Timeline, build
from relaxapp.settings import VOICES, Volumes
from tests.sessions.fakes import FakeClips, script, squeeze
from tests.sessions.test_catalogue import SCRIPTS

EVENING = """
[[step]]
kind = "chime"
sound = "bowl"
seconds = 4

[[step]]
kind = "rest"
title = "Resting"
seconds = 30
say = ["Let it all be soft."]

[[step]]
kind = "say"
title = "Coming back"
waking = true
seconds = 10
say = ["Slowly open your eyes."]

[[step]]
kind = "chime"
title = "Bell"
sound = "bell"
seconds = 4
"""
FULL = Volumes(voice=100, ambience=100, chimes=100)
BANKS = {voice: SoundBank(assets_dir(), voice) for voice in VOICES}


class Steady(FakeClips):
    """An ambience of one level, so that a fade is all there is to see."""

    def ambience(self, name: str) -> np.ndarray:
        return np.full((RATE, 2), 0.25, np.float32)


def evening(stay: float, fade: float, bell_every: float = 0) -> Timeline:
    options = Options(night=Night(stay, fade), bell_every=bell_every)
    return build(script(EVENING, 48), options, Steady())


# ---- the night


def test_in_sleep_nothing_wakes_and_the_sounds_stay() -> None:
    timeline = evening(300, 60)
    assert [span.title for span in timeline.spans] == ["Chime", "Resting", "Sleeping"]
    assert timeline.seconds == 34 + 300
    assert [cue.text for cue in timeline.voice] == ["Let it all be soft."]
    assert [(chime.name, chime.start) for chime in timeline.chimes] == [("bowl", 0)]


@pytest.mark.parametrize("fade", [0, 1, 60, 120])
def test_the_ambience_sinks_evenly_to_nothing_and_nothing_rings(fade: float) -> None:
    timeline = evening(300, fade)
    heard = Mixdown(timeline, Steady(), Mix(FULL, "rain")).render(0, timeline.length)
    level = np.abs(heard[:, 0]).astype(float) / (0.25 * 32767)
    sleeping = timeline.spans[-1].start
    begin = timeline.length - max(round(fade * RATE), round(0.05 * RATE))
    assert np.allclose(level[sleeping + RATE : begin], 1.0, atol=1e-3)  # no bell, no voice
    # As told: the square of the time left, which is even in decibels for most of the way.
    left = np.arange(timeline.length - begin, 0, -1) / (timeline.length - begin)
    assert np.allclose(level[begin:], left**2, atol=1e-3)
    assert level[-1] < 0.001
    assert (np.diff(level[begin:]) <= 1e-4).all()


def test_the_fade_is_no_longer_than_what_stays() -> None:
    timeline = evening(0, 120)
    assert timeline.seconds == 34 + 120
    assert timeline.fade_out == 120 * RATE


def test_a_session_without_a_night_is_as_it_was() -> None:
    timeline = build(script(EVENING, 48), Options(), FakeClips())
    assert timeline.fade_out is None
    assert [chime.name for chime in timeline.chimes] == ["bowl", "bell"]


@pytest.mark.parametrize("found", SCRIPTS, ids=lambda found: found.id)
def test_no_bundled_session_ends_its_night_with_words_that_wake_or_a_chime(found: Script) -> None:
    for choice in itertools.product(*[[o.id for o in c.options] for c in found.choices]):
        answers = {c.name: answer for c, answer in zip(found.choices, choice, strict=True)}
        options = Options(answers=answers, night=Night(60, 30))
        timeline = build(found, options, BANKS["woman"])
        said = " ".join(cue.text.lower() for cue in timeline.voice[-4:])
        assert "come back, at" not in said
        assert "get up slowly." not in said.replace("or get up slowly.", "")
        assert timeline.spans[-1].title == "Sleeping"
        assert all(chime.start < timeline.length - 90 * RATE for chime in timeline.chimes)


# ---- bells


def quiet(minutes: int) -> Script:
    body = f'[[step]]\nkind = "silence"\nseconds = {60 * minutes}\n'
    return script(body, 60 * minutes)


def test_bells_ring_once_in_so_many_minutes_and_not_unless_they_are_wanted() -> None:
    rung = build(quiet(20), Options(bell_every=5), FakeClips()).chimes
    assert [(c.name, c.start / RATE / 60) for c in rung] == [
        ("bell", 5),
        ("bell", 10),
        ("bell", 15),
    ]
    assert build(quiet(20), Options(), FakeClips()).chimes == ()


def test_a_bell_waits_for_the_words() -> None:
    body = EVENING.replace("seconds = 30", "seconds = 90").replace(
        'say = ["Let it all be soft."]',
        'say = [{ at = 55, text = "One two three four five six seven eight nine ten." }]',
    )
    timeline = build(script(body, 108), Options(bell_every=1), FakeClips())
    line = timeline.voice[0]
    bell = next(c for c in timeline.chimes if c.name == "bell")
    assert bell.start >= line.last + RATE // 2
    assert bell.start > 60 * RATE


def test_no_bell_rings_in_the_night() -> None:
    assert [c.name for c in evening(3600, 60, bell_every=1).chimes] == ["bowl"]


@given(st.sampled_from(SCRIPTS), st.integers(1, 10), st.floats(0.5, 2))
@settings(max_examples=40, deadline=None)
def test_bells_keep_clear_of_every_word(found: Script, every: int, pace: float) -> None:
    options = Options(pace=dict.fromkeys(Slider, pace), bell_every=every)
    plain = build(found, Options(pace=options.pace), BANKS["woman"])
    timeline = build(found, options, BANKS["woman"])
    assert timeline.length == plain.length
    assert timeline.voice == plain.voice
    for bell in set(timeline.chimes) - set(plain.chimes):
        assert all(bell.start > c.last or bell.start + RATE < c.first for c in timeline.voice)
        assert bell.end <= timeline.length


# ---- pauses


@given(
    st.sampled_from(SCRIPTS),
    st.sampled_from(VOICES),
    st.fixed_dictionaries(dict.fromkeys(Slider, st.floats(0.5, 2))),
    st.data(),
)
@settings(max_examples=150, deadline=None)
def test_at_every_pace_each_line_is_whole_and_has_its_pause(
    found: Script, voice: str, pace: dict[Slider, float], data: st.DataObject
) -> None:
    answers = {c.name: data.draw(st.sampled_from(c.options)).id for c in found.choices}
    skip = data.draw(st.sets(st.sampled_from(found.groups))) if found.groups else set()
    wording = data.draw(st.integers(0, 9))
    options = Options(pace=pace, answers=answers, skip=frozenset(skip), wording=wording)
    timeline = build(found, options, BANKS[voice])
    for cue in timeline.voice:
        span = timeline.span_at(cue.first)
        assert span.start <= cue.start
        assert cue.end <= span.end
    for before, after in itertools.pairwise(timeline.voice):
        breathing = timeline.span_at(after.first).kind is StepKind.BREATHE
        assert after.first - before.last >= (0.4 if breathing else 0.6) * RATE


@pytest.mark.parametrize("pace", [0.5, 0.75, 1.5, 2.0])
@pytest.mark.parametrize("found", SCRIPTS, ids=lambda found: found.id)
@pytest.mark.parametrize("wording", range(3))
def test_no_words_but_those_of_breathing_are_lost_at_a_pace(
    found: Script, pace: float, wording: int
) -> None:
    usual = build(found, Options(wording=wording), BANKS["woman"])
    options = Options(pace=dict.fromkeys(Slider, pace), wording=wording)
    timeline = build(found, options, BANKS["woman"])

    def said(laid: Timeline) -> list[str]:
        return [
            cue.text for cue in laid.voice if laid.span_at(cue.first).kind is not StepKind.BREATHE
        ]

    assert said(timeline) == said(usual)


def test_lines_pushed_together_keep_a_pause_across_steps() -> None:
    timeline = build(squeeze(), Options(pace=dict.fromkeys(Slider, 0.5)), FakeClips())
    for before, after in itertools.pairwise(timeline.voice):
        assert after.first - before.last >= 0.6 * RATE
