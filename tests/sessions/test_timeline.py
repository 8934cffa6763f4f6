"""A session laid out in samples: it tiles, it stretches, nothing is orphaned."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaxapp.sessions.script import Slider
from relaxapp.sessions.timeline import RATE, ClipInfo, Options, PhaseKind, Timeline, build
from tests.sessions.fakes import SQUEEZE_SECONDS, FakeClips, script, squeeze

paces = st.dictionaries(st.sampled_from(list(Slider)), st.floats(0.5, 2.0))
skips = st.frozensets(st.sampled_from(["hand.right", "calf.left"]))
options = st.builds(Options, pace=paces, skip=skips, delay=st.floats(0, 120))

BREATHING = """
[[step]]
kind = "breathe"
seconds = 30
cycles = 3
coach = 2
stretch = "breath"
say = [{ at = 24, text = "Nearly there." }]
phases = [
  { phase = "inhale", seconds = 3, say = "Breathe in now." },
  { phase = "inhale", seconds = 1 },
  { phase = "exhale", seconds = 6, say = "And let it out slowly." },
]
"""


def laid_out(chosen: Options | None = None) -> Timeline:
    return build(squeeze(), chosen or Options(), FakeClips())


def test_the_default_length_is_the_advertised_one_to_the_sample() -> None:
    assert laid_out().length == SQUEEZE_SECONDS * RATE


@given(options)
def test_spans_and_phases_tile_the_session(chosen: Options) -> None:
    timeline = laid_out(chosen)
    for parts in (timeline.spans, timeline.phases):
        assert parts[0].start == 0
        assert parts[-1].end == timeline.length
        assert all(one.end == other.start for one, other in pairwise(parts))
        assert all(part.start < part.end for part in parts)


@given(options)
def test_lines_follow_each_other_inside_their_step(chosen: Options) -> None:
    timeline = laid_out(chosen)
    assert all(one.end <= other.start for one, other in pairwise(timeline.voice))
    for cue in timeline.voice:
        span = timeline.span_at(cue.start)
        assert span.start <= cue.start <= cue.first <= cue.last < cue.end <= span.end


@given(options)
def test_a_group_left_out_leaves_nothing_behind(chosen: Options) -> None:
    timeline = laid_out(chosen)
    present = {span.group for span in timeline.spans if span.group}
    assert present == {"hand.right", "calf.left"} - chosen.skip
    if "calf.left" in chosen.skip:
        assert "Let go of it." not in [cue.text for cue in timeline.voice]
    tensed = [phase.group for phase in timeline.phases if phase.kind is PhaseKind.TENSE]
    released = [phase.group for phase in timeline.phases if phase.kind is PhaseKind.RELEASE]
    assert tensed == released


@given(paces)
def test_tension_never_leaves_its_limits(pace: dict[Slider, float]) -> None:
    for span in laid_out(Options(pace=pace)).spans:
        if span.kind.value == "tense":
            seconds = (span.end - span.start) / RATE
            assert seconds <= (5 if span.group == "calf.left" else 10)


def test_a_slider_stretches_only_the_steps_that_name_it() -> None:
    slow = laid_out(Options(pace={Slider.RELEASE: 2.0}))
    lengths = [(span.end - span.start) // RATE for span in slow.spans]
    assert lengths == [10, 6, 60, 3, 31, 20]


def test_a_placed_line_moves_with_its_step_and_gives_way_where_it_no_longer_fits() -> None:
    slow = laid_out(Options(pace={Slider.RELEASE: 2.0}))
    softer = next(cue for cue in slow.voice if cue.text == "Softer and softer.")
    assert softer.start == slow.spans[2].start + 24 * RATE
    clips = FakeClips()
    body = """
[[step]]
kind = "rest"
title = "Short"
seconds = 10
stretch = "pause"
say = ["One two three four.", { at = 8.5, text = "Five six." }]
"""
    quick = build(script(body, 10), Options(pace={Slider.PAUSE: 0.5}), clips)
    assert [cue.text for cue in quick.voice] == ["One two three four."]
    assert quick.seconds == 5


def test_a_needed_line_makes_its_step_as_long_as_it_takes() -> None:
    body = """
[[step]]
kind = "rest"
title = "Short"
seconds = 4
min = 1
max = 8
stretch = "pause"
say = "One two three four five six."
"""
    quick = build(script(body, 4), Options(pace={Slider.PAUSE: 0.5}), FakeClips())
    assert quick.seconds == 3  # six words of half a second


def test_a_line_without_a_clip_is_shown_for_about_as_long_as_it_would_take() -> None:
    timeline = build(squeeze(), Options(), FakeClips(missing=("Five six.",)))
    cue = next(cue for cue in timeline.voice if cue.text == "Five six.")
    assert cue.clip is None
    assert 0.5 < (cue.end - cue.start) / RATE < 3


def test_breathing_is_coached_in_its_first_cycles_and_swells_with_both_breaths_in() -> None:
    timeline = build(script(BREATHING, 30), Options(), FakeClips())
    assert [cue.text for cue in timeline.voice] == [
        *["Breathe in now.", "And let it out slowly."] * 2,
        "Nearly there.",
    ]
    first, second, out = timeline.phases[:3]
    assert (first.level_from, first.level_to) == (0.0, pytest.approx(0.75))
    assert (second.level_from, second.level_to) == (pytest.approx(0.75), pytest.approx(1.0))
    assert (out.level_from, out.level_to) == (pytest.approx(1.0), pytest.approx(0.0))
    assert [phase.cycle for phase in timeline.phases] == [0, 0, 0, 1, 1, 1, 2, 2, 2]


@given(st.floats(0.5, 2.0))
def test_breathing_keeps_its_rhythm_at_any_pace(factor: float) -> None:
    timeline = build(script(BREATHING, 30), Options(pace={Slider.BREATH: factor}), FakeClips())
    assert timeline.length == pytest.approx(30 * RATE * factor, abs=2)
    for cue in timeline.voice:
        assert cue.end <= timeline.length
    assert all(one.end <= other.start for one, other in pairwise(timeline.voice))


def test_the_delay_comes_first_and_moves_everything_after_it() -> None:
    late = laid_out(Options(delay=30))
    assert late.phases[0].kind is PhaseKind.SETTLE
    assert late.length == laid_out().length + 30 * RATE
    assert late.voice[0].start == laid_out().voice[0].start + 30 * RATE


def test_a_session_with_everything_left_out_still_is_one() -> None:
    body = '[[step]]\nkind = "release"\ngroup = "jaw"\nseconds = 20\n'
    timeline = build(script(body, 20), Options(skip=frozenset({"jaw"})), FakeClips())
    assert timeline.length == RATE
    assert timeline.span_at(0).title == "Resting"


def test_the_caption_appears_with_the_sound_and_stays_until_the_step_ends() -> None:
    timeline = laid_out()
    hello, five = timeline.voice[0], timeline.voice[1]
    assert timeline.cue_at(hello.first - 1) is None
    assert timeline.cue_at(hello.first) == hello
    assert timeline.cue_at(five.first - 1) == hello
    assert timeline.cue_at(10 * RATE - 1) == five
    assert timeline.cue_at(10 * RATE) is None  # the tension that follows says nothing


def test_groups_are_done_when_their_last_step_ends() -> None:
    timeline = laid_out()
    assert timeline.groups_done(46 * RATE - 1) == frozenset()
    assert timeline.groups_done(46 * RATE) == {"hand.right"}
    assert timeline.groups_done(timeline.length) == {"hand.right", "calf.left"}


def test_a_choice_takes_its_answer_or_its_first_option() -> None:
    body = """
[[step]]
kind = "choice"
name = "position"
label = "How?"
[[step.option]]
id = "lying"
label = "Lying"
[[step.option.step]]
kind = "say"
seconds = 5
say = "Lie down."
[[step.option]]
id = "sitting"
label = "Sitting"
[[step.option.step]]
kind = "say"
seconds = 5
say = "Sit back."
"""
    trial = script(body, 5)
    said = [
        build(trial, Options(answers=answers), FakeClips()).voice[0].text
        for answers in ({}, {"position": "sitting"}, {"position": "hanging"})
    ]
    assert said == ["Lie down.", "Sit back.", "Lie down."]


def test_two_breaths_in_are_one_thing_to_do_and_two_steps_of_words_are_not() -> None:
    breathing = build(script(BREATHING, 30), Options(), FakeClips())
    assert breathing.kind_until(0) == 4 * RATE
    assert breathing.kind_until(5 * RATE) == 10 * RATE
    words = '[[step]]\nkind = "say"\nseconds = 5\nsay = "One."\n' * 2
    spoken = build(script(words, 10), Options(), FakeClips())
    assert spoken.kind_until(0) == 5 * RATE


def test_words_that_take_long_are_heard_before_the_muscles_tense() -> None:
    body = """
    [[step]]
    kind = "tense"
    group = "calf.left"
    seconds = 3
    say = "One two three four five six seven eight."

    [[step]]
    kind = "release"
    group = "calf.left"
    seconds = 10
    """
    long = "One two three four five six seven eight."
    timeline = build(script(body, 13), Options(), Lengths({long: 20}))
    listen, tense, release = timeline.phases
    assert (listen.kind, tense.kind) == (PhaseKind.SPEAK, PhaseKind.TENSE)
    assert listen.end == tense.start
    assert tense.end == release.start
    assert (tense.end - tense.start) / RATE == 5  # of what cramps easily
    assert timeline.spans[0].end == tense.end
    assert timeline.voice[0].end <= tense.end


class Lengths(FakeClips):
    """Clips that take as many seconds as a table says."""

    def __init__(self, seconds: dict[str, float]) -> None:
        super().__init__()
        self.seconds = seconds

    def clip(self, text: str) -> ClipInfo | None:
        count = round(self.seconds[text] * RATE)
        return ClipInfo(text, count, 0, count - 1)
