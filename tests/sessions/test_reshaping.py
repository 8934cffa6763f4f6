"""A session reshaped while it plays: whatever is left out or taken in, it stays of one piece."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaxapp.sessions.library import Library
from relaxapp.sessions.places import place_in
from relaxapp.sessions.run import Detour, SessionRun
from relaxapp.sessions.script import Script, Slider, StepKind
from relaxapp.sessions.shape import dials
from relaxapp.sessions.timeline import (
    BREATH_PAUSE,
    PAUSE,
    RATE,
    Options,
    Timeline,
    build,
    samples,
    steps_of,
)
from tests.fakes import FakeClock
from tests.sessions.fakes import FakeClips, FakeOut, script, squeeze
from tests.sessions.mutants import BUNDLED
from tests.sessions.test_run import HELP, no_track

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPTS = {one.id: one for one in Library([BUNDLED[0].parent]).scripts()}
SHAPED = tuple(one for one in SCRIPTS.values() if len(one.groups) > 1)
PACED = tuple(one for one in SCRIPTS.values() if dials(one))
CLIPS = FakeClips()


@dataclass(frozen=True)
class Deed:
    """Something the person does after a while."""

    what: str
    value: float
    after: float


deeds = st.builds(
    Deed,
    st.sampled_from(
        [
            "out",
            "in",
            "tension",
            "release",
            "pause",
            "breath",
            "effort",
            "tones",
            "seek",
            "hold",
            "cramp",
        ],
    ),
    st.floats(0, 1),
    st.floats(0, 90),
)


def begun(played: Script, wording: int = 0) -> tuple[SessionRun, FakeClock]:
    clock = FakeClock()
    helps = {Detour.CRAMP: script(HELP, 20), Detour.WORSE: script(HELP, 20)}
    options = Options(wording=wording)
    run = SessionRun(played, options, helps, CLIPS, FakeOut(clock), clock, no_track)
    run.player.start()
    run.tick()
    return run, clock


def do(run: SessionRun, deed: Deed) -> None:
    groups = run.areas or ("",)
    group = groups[min(int(deed.value * len(groups)), len(groups) - 1)]
    doing: dict[str, Callable[[], None]] = {
        "out": lambda: run.leave_out(group),
        "in": lambda: run.take_in(group),
        "seek": lambda: run.player.seek_by(60 * deed.value),
        "hold": run.player.toggle,
        "effort": lambda: run.set_manner(run.options.pace, deed.value or None, tones=False),
        "tones": lambda: run.set_manner(run.options.pace, None, tones=deed.value > 0.5),
        "cramp": lambda: (run.leave_for(Detour.CRAMP), run.back())[0],
    }
    act = doing.get(deed.what)
    if act is None:
        paces = {**run.options.pace, Slider(deed.what): 0.5 + 1.5 * deed.value}
        run.set_pace(paces)
    else:
        act()


def number_at(run: SessionRun) -> int:
    return run.main.timeline.span_at(run.main.position).number


def check_whole(timeline: Timeline, options: Options) -> None:
    for parts in (timeline.spans, timeline.phases):
        assert parts[0].start == 0
        assert parts[-1].end == timeline.length
        assert all(one.end == other.start for one, other in pairwise(parts))
    assert timeline.length == sum(span.end - span.start for span in timeline.spans)
    assert not {span.group for span in timeline.spans} & options.skip
    texts = {cue.start: timeline.span_at(cue.start).group for cue in timeline.voice}
    assert not set(texts.values()) & options.skip
    for one, other in pairwise(timeline.voice):
        breathing = timeline.span_at(other.start).kind is StepKind.BREATHE
        assert other.first - one.last >= samples(BREATH_PAUSE if breathing else PAUSE)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from((*SHAPED, *PACED)), st.integers(0, 40), st.lists(deeds, max_size=12))
def test_any_reshaping_on_the_way_equals_the_session_compiled_so(
    played: Script, wording: int, done: list[Deed]
) -> None:
    run, clock = begun(played, wording)
    worded = {line.text for s in steps_of(played, run.options) for line in s.spoken()}
    cramped = False
    for deed in done:
        clock.advance(deed.after)
        run.tick()
        if run.finished:
            break
        before = number_at(run)
        do(run, deed)
        timeline, options = run.main.timeline, run.options
        assert timeline == build(played, options, CLIPS)
        check_whole(timeline, options)
        assert {cue.text for cue in timeline.voice} <= worded  # one wording throughout a practice
        if played.groups:
            assert run.areas
            # A cramp may leave nothing to practise; nothing else does.
            cramped = cramped or deed.what == "cramp"
            assert cramped or set(run.areas) - options.skip
        assert number_at(run) >= before  # never back to what is over
        if deed.what != "seek" and before in {span.number for span in timeline.spans}:
            assert number_at(run) == before  # and on at the same step


factors = st.floats(0.5, 2.0)
paces = st.fixed_dictionaries(dict.fromkeys(Slider, factors))


def lines(timeline: Timeline, number: int) -> dict[tuple[str, int], tuple[int, int]]:
    """Where each line of a step is heard, by what is said and in which breath."""
    return {
        (cue.text, timeline.phase_at(cue.start).cycle): (cue.first, cue.last)
        for cue in timeline.voice
        if timeline.span_at(cue.start).number == number
    }


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(one.id for one in PACED)), paces, paces, st.floats(0, 1))
def test_at_another_pace_the_same_step_goes_on_and_no_word_is_broken(
    name: str, before: dict[Slider, float], after: dict[Slider, float], part: float
) -> None:
    old, new = (build(SCRIPTS[name], Options(pace=pace), CLIPS) for pace in (before, after))
    sample = round(part * (old.length - 1))
    place = place_in(new, old, sample)
    was, now = old.span_at(sample), new.span_at(place)
    assert now.number == was.number
    said, says = lines(old, was.number), lines(new, was.number)
    if words := next((one for one, (a, b) in said.items() if a <= sample < b), None):
        if words in says:  # it is said on, from the very sample
            assert place - says[words][0] == sample - said[words][0]
        return
    assert not any(first < place < last for first, last in says.values())
    # What was heard of the step is not heard again, what was not is still to come.
    for words in said.keys() & says.keys():
        assert (said[words][1] <= sample) is (says[words][1] <= place)
    # And the next line follows no sooner upon the last one than in any session.
    last = max((cue.last for cue in old.voice if cue.last <= sample), default=-old.length)
    following = min((cue.first for cue in new.voice if cue.first >= place), default=new.length)
    least = samples(BREATH_PAUSE if now.kind is StepKind.BREATHE else PAUSE)
    assert sample - last + following - place >= least or following == new.length
    if not says and not said:
        done = (sample - was.start) / (was.end - was.start)
        assert place == pytest.approx(now.start + done * (now.end - now.start), abs=2)


@given(st.sampled_from(SHAPED), st.data())
def test_a_whole_block_takes_its_rest_along(played: Script, data: st.DataObject) -> None:
    skip = data.draw(st.frozensets(st.sampled_from(played.groups)))
    timeline = build(played, Options(skip=skip), CLIPS)
    assert not {span.group for span in timeline.spans} & skip
    if skip >= set(played.groups):
        kinds = {span.kind for span in timeline.spans}
        assert StepKind.REST not in kinds or len(timeline.spans) == 1


TWO_BLOCKS = """
[[step]]
kind = "say"
title = "Welcome"
seconds = 5
say = "One two."

[[step]]
kind = "release"
group = "jaw"
seconds = 20

[[step]]
kind = "rest"
title = "Between"
seconds = 10

[[step]]
kind = "say"
title = "Now the arms"
seconds = 5
say = "Three four."

[[step]]
kind = "release"
group = "hand.right"
seconds = 20

[[step]]
kind = "release"
group = "hand.left"
seconds = 20

[[step]]
kind = "rest"
title = "After the arms"
seconds = 10

[[step]]
kind = "say"
title = "Back"
seconds = 5
say = "Five six."
"""


@pytest.mark.parametrize(
    ("skip", "gone"),
    [
        ({"hand.right"}, set()),
        ({"hand.right", "hand.left"}, {"Now the arms", "After the arms"}),
        ({"jaw"}, {"Between"}),
        ({"jaw", "hand.right", "hand.left"}, {"Between", "Now the arms", "After the arms"}),
    ],
)
def test_no_introduction_and_no_rest_is_left_alone(skip: set[str], gone: set[str]) -> None:
    whole = {"Welcome", "Between", "Now the arms", "After the arms", "Back"}
    timeline = build(script(TWO_BLOCKS, 95), Options(skip=frozenset(skip)), CLIPS)
    assert {span.title for span in timeline.spans if not span.group} == whole - gone


def test_the_area_at_work_is_left_at_once_and_the_next_one_begins() -> None:
    run, clock = begun(SCRIPTS["full-sixteen"])
    group = "forehead"
    at = next(span.start for span in run.main.timeline.spans if span.group == group)
    run.player.seek_to(at + 10 * RATE)
    run.tick()
    before = run.main.timeline.length
    run.leave_out(group)
    moment = run.tick()
    assert moment.span.group == "eyes"
    assert moment.position == moment.span.start
    assert moment.length == before - 50 * RATE
    clock.advance(1)
    run.tick()
    run.take_in(group)
    assert run.tick().span.group == "eyes"
    assert run.tick().length == before


def test_the_last_area_stays() -> None:
    run, _ = begun(SCRIPTS["four"])
    for group in run.areas:
        run.leave_out(group)
    assert set(run.areas) - run.options.skip == {run.areas[-1]}
    assert not run.may_leave_out(run.areas[-1])


def test_a_step_made_shorter_or_longer_goes_on_as_far_into_it() -> None:
    run, clock = begun(squeeze())
    span = run.main.timeline.spans[-1]  # twenty seconds of rest, without words
    run.player.seek_to(span.end - 5 * RATE)
    run.tick()
    for factor, left in ((0.6, 3.0), (2.0, 10.0), (1.0, 5.0)):
        run.set_pace({Slider.PAUSE: factor})
        moment = run.tick()
        assert moment.span.number == span.number
        assert moment.span.end - moment.position == pytest.approx(left * RATE, abs=4)
    clock.advance(5.01)
    run.tick()
    assert run.finished


def test_effort_is_told_only_where_it_is_another_than_the_script_has() -> None:
    chosen = SCRIPTS["full-sixteen"]

    def told(effort: float | None) -> dict[str | None, float | None]:
        timeline = build(chosen, Options(effort=effort), CLIPS)
        return {s.group: s.effort for s in timeline.spans if s.kind is StepKind.TENSE}

    assert set(told(None).values()) == set(told(0.5).values()) == {None}
    assert set(told(0.2).values()) == {0.2}
    harder = told(0.7)
    assert harder["hand.right"] == 0.7
    assert harder["calf.left"] is harder["foot.right"] is None  # these stay as light as they are
