"""What is remembered of a session: only what differs, and whatever a file holds is read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaxapp.sessions.leaving_out import cramping
from relaxapp.sessions.script import Slider
from relaxapp.sessions.shape import Shape, dials, effort
from relaxapp.sessions.timeline import PACE_LIMITS, stretched
from tests.sessions.test_reshaping import SCRIPTS

SIXTEEN = SCRIPTS["full-sixteen"]
CALVES_AND_FEET = {"calf.right", "foot.right", "calf.left", "foot.left"}
groups = st.frozensets(st.sampled_from(SIXTEEN.groups))


@given(skip=groups, prone=st.booleans())
def test_exactly_what_was_left_out_is_left_out_the_next_time(
    *, skip: frozenset[str], prone: bool
) -> None:
    shape = Shape().with_skip(SIXTEEN, skip, spasm_prone=prone)
    again = Shape.from_mapping(json.loads(json.dumps(shape.to_mapping())))
    assert again.skip(SIXTEEN, spasm_prone=prone) == skip


def test_who_turns_out_to_be_prone_is_spared_in_what_was_shaped_before() -> None:
    shape = Shape().with_skip(SIXTEEN, frozenset({"jaw"}), spasm_prone=False)
    assert shape.skip(SIXTEEN, spasm_prone=True) == {"jaw"} | CALVES_AND_FEET
    taken = Shape().with_skip(SIXTEEN, frozenset(), spasm_prone=True)
    assert taken.skip(SIXTEEN, spasm_prone=True) == frozenset()  # their own choice


def test_only_tensing_makes_a_group_one_to_spare() -> None:
    assert cramping(SIXTEEN) == CALVES_AND_FEET
    assert cramping(SCRIPTS["seven"]) == {"leg.right", "leg.left"}
    for gentle in ("soften", "slow-scan", "calf-care", "gentle-squeeze"):
        assert cramping(SCRIPTS[gentle]) == frozenset()


def test_as_usual_is_nothing_at_all() -> None:
    assert Shape().to_mapping() == {}
    assert Shape.from_mapping({}) == Shape()


def test_a_choice_of_no_sound_is_a_choice() -> None:
    quiet = Shape(own_sound=True)
    assert quiet.to_mapping() == {"ambience": None}
    assert Shape.from_mapping({"ambience": None}) == quiet


@pytest.mark.parametrize(
    "kept",
    [
        None,
        "soft",
        {"pace": {"tension": 20, "speed": 100, "release": True, "pause": "100"}},
        {"pace": [1], "left_out": "jaw", "taken_in": [3, "tail", None], "choices": {"a": 3}},
        {"effort": 100, "voice": 7, "ambience": 3, "choices": ["x"]},
        {"effort": True, "voice": "", "ambience": "x" * 500},
    ],
)
def test_what_makes_no_sense_is_as_usual(kept: object) -> None:
    assert Shape.from_mapping(kept) == Shape()


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=lambda script: script.id)
def test_each_slider_reaches_as_far_as_the_script_lets_it_and_no_further(script: object) -> None:
    found = dials(script)  # type: ignore[arg-type]  # parametrised
    steps = list(script.every_step())  # type: ignore[attr-defined]  # likewise
    assert {dial.slider for dial in found} == {step.slider for step in steps if step.slider}
    for dial in found:
        assert PACE_LIMITS[0] * 100 <= dial.least < 100 < dial.most <= PACE_LIMITS[1] * 100
        mine = [step for step in steps if step.slider is dial.slider]
        for percent in (dial.least, dial.most):
            for step in mine:
                seconds = stretched(step, {dial.slider: percent / 100})
                assert step.low <= seconds <= step.high
                reached = step.seconds * percent / 100
                assert seconds == pytest.approx(reached) or seconds in (step.low, step.high)
        # One place inwards from its ends, something still gets longer or shorter.
        for percent, inwards in ((dial.least, dial.least + 5), (dial.most, dial.most - 5)):
            one, other = (
                sum(stretched(step, {dial.slider: p / 100}) for step in mine)
                for p in (percent, inwards)
            )
            assert one != other


def test_the_usual_strength_is_told_where_a_script_tells_it() -> None:
    told = {name: effort(SCRIPTS[name]) for name in ("full-sixteen", "gentle-squeeze", "soften")}
    assert told == {"full-sixteen": 50, "gentle-squeeze": 35, "soften": None}
    breath = next(d for d in dials(SCRIPTS["long-exhale"]) if d.slider is Slider.BREATH)
    assert breath.seconds == 10
