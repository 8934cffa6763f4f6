"""Areas and breaths more than once: all of it adds up, and nothing is overdone."""

from __future__ import annotations

from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaxapp.body import GROUPS
from relaxapp.sessions.library import Library
from relaxapp.sessions.repeats import MOST, breaths, most, repeated
from relaxapp.sessions.script import BreathKind, Slider, StepKind, longest_tension
from relaxapp.sessions.timeline import (
    BREATH_PAUSE,
    PAUSE,
    RATE,
    Options,
    PhaseKind,
    build,
    samples,
    steps_of,
    stretched,
)
from tests.sessions.fakes import FakeClips
from tests.sessions.mutants import BUNDLED

SCRIPTS = {one.id: one for one in Library([BUNDLED[0].parent]).scripts()}
REPEATING = tuple(sorted(one.id for one in SCRIPTS.values() if most(one) > 1))
CLIPS = FakeClips()


class ShortClips(FakeClips):
    """Words that always fit, so that steps last as long as they say."""

    def clip(self, text: str) -> object:  # type: ignore[override]  # None is all that is wanted here
        found = super().clip(text.split(maxsplit=1)[0])
        assert found is not None
        return found


def test_it_is_offered_only_where_it_makes_sense() -> None:
    once = set(SCRIPTS) - set(REPEATING)
    assert once == {
        "bath-wind-down",  # nothing to do again
        "half-minute-reset",  # meant to be short
        "cramp-now",
        "out-of-my-head",
        "four-seven-eight",  # four held breaths are enough
        "calf-care",  # it counts its turns aloud
    }
    assert most(SCRIPTS["full-sixteen"]) == MOST
    assert most(SCRIPTS["deep-sixteen"]) == 2  # each group twice already


def test_each_area_is_gone_through_before_the_next_without_being_announced_again() -> None:
    script = SCRIPTS["full-sixteen"]
    steps = repeated(script.steps(), 2)
    hand = [s for s in steps if s.group == "hand.right"]
    kinds = [s.kind.value for s in hand]
    assert kinds == ["say", "tense", "release", "tense", "release"]
    turns = [group for group, _ in groupby(s.group for s in steps) if group]
    assert turns == list(script.groups)


def test_what_cramps_easily_is_tensed_no_more_often() -> None:
    for name in ("full-sixteen", "deep-sixteen", "seven", "four"):
        script = SCRIPTS[name]
        for group in script.groups:
            if GROUPS[group].cramp_prone:
                usual = [s for s in script.steps() if s.group == group]
                assert [s for s in repeated(script.steps(), MOST) if s.group == group] == usual


@pytest.mark.parametrize("times", [1, 2, 3])
def test_so_many_breaths_come(times: int) -> None:
    script = SCRIPTS["even-tide"]
    timeline = build(script, Options(repeats=times), CLIPS)
    drawn = [phase for phase in timeline.phases if phase.kind is PhaseKind.INHALE]
    assert len(drawn) == breaths(script) * times
    assert len({phase.end - phase.start for phase in drawn}) <= 2  # as long as ever, to the sample


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(REPEATING),
    st.integers(1, MOST),
    st.fixed_dictionaries(dict.fromkeys(Slider, st.floats(0.5, 2.0))),
    st.data(),
)
def test_however_often_lengths_add_up_words_have_their_pause_and_limits_hold(
    name: str, times: int, pace: dict[Slider, float], data: st.DataObject
) -> None:
    script = SCRIPTS[name]
    groups = script.groups or ("",)
    skip = data.draw(st.frozensets(st.sampled_from(groups), max_size=len(groups) - 1))
    options = Options(pace=pace, repeats=times, skip=skip)
    timeline = build(script, options, CLIPS)
    assert timeline.length == sum(span.end - span.start for span in timeline.spans)
    for parts in (timeline.spans, timeline.phases):
        assert all(one.end == other.start for one, other in pairwise(parts))
    for one, other in pairwise(timeline.voice):
        breathing = timeline.span_at(other.start).kind is StepKind.BREATHE
        assert other.first - one.last >= samples(BREATH_PAUSE if breathing else PAUSE)
    for step in steps_of(script, options):
        if step.kind is StepKind.TENSE:
            assert stretched(step, pace) <= longest_tension(step.group)
        assert all(p.seconds <= 5 for p in step.phases if p.kind is BreathKind.HOLD)


@pytest.mark.parametrize("name", REPEATING)
def test_with_short_words_the_length_is_exactly_that_of_the_steps(name: str) -> None:
    script = SCRIPTS[name]
    for times in range(1, most(script) + 1):
        options = Options(repeats=times)
        wanted = sum(samples(step.seconds) for step in steps_of(script, options))
        assert build(script, options, ShortClips()).length == wanted  # type: ignore[arg-type]  # as above


def test_more_than_a_session_allows_is_as_much_as_it_allows() -> None:
    for name, script in SCRIPTS.items():
        most_of_it = build(script, Options(repeats=most(script)), CLIPS)
        assert build(script, Options(repeats=9), CLIPS) == most_of_it, name
        assert most_of_it.length <= 3900 * RATE
