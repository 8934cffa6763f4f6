"""Relax this area now: for any place two to four minutes that both voices can speak."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaxapp import body
from relaxapp.adapters.sound_files import SoundBank
from relaxapp.sessions.area import LEAST, MOST, relax
from relaxapp.sessions.area_lines import AREAS
from relaxapp.sessions.library import AREA, Library
from relaxapp.sessions.script import Script, StepKind
from relaxapp.sessions.timeline import Options, Timeline, build
from tests.sessions.mutants import BUNDLED

ASSETS = BUNDLED[0].parents[1]
BANKS = {voice: SoundBank(ASSETS, voice) for voice in ("woman", "man")}
LIBRARY = Library([ASSETS / "sessions"])
SPOKEN = {text for s in LIBRARY.scripts() for text in s.spoken()}
SITES = (
    *("eyelid.left", "eyelid.right", "temple.left", "forehead", "jaw.right", "throat"),
    *("neck_back", "shoulder.left", "chest", "upper_back.right", "lower_back", "abdomen"),
    *("biceps.right", "hand.right", "thumb.left", "front_thigh.left", "knee.right", "calf.left"),
    *("calves", "inner_calf.right", "foot.left", "big_toe.right", "scalp", "hip.left"),
)  # fmt: skip
AREA_OF_ALL = st.lists(st.sampled_from([*body.REGIONS, *body.GROUPS]), min_size=1, max_size=8)


def laid_out(script: Script, voice: str) -> Timeline:
    return build(script, Options(), BANKS[voice])


def words(script: Script) -> str:
    shown = [line.text for step in script.every_step() for line in step.spoken()]
    return " ".join((*shown, *(step.title for step in script.every_step())))


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("voice", BANKS)
def test_a_site_gets_two_to_four_minutes_and_is_named(site: str, voice: str) -> None:
    script = relax([site])
    name = body.label(site)
    assert name in script.title
    timeline = laid_out(script, voice)
    assert LEAST <= timeline.seconds <= MOST
    assert timeline.seconds == pytest.approx(script.seconds, rel=0.02)
    shown = timeline.voice[0]
    assert name in shown.text
    assert shown.clip is None
    assert any(name in span.title for span in timeline.spans)


@settings(max_examples=300, deadline=None)
@given(AREA_OF_ALL, st.sampled_from(sorted(BANKS)))
def test_any_places_together(sites: list[str], voice: str) -> None:
    script = relax(sites)
    assert (script.id, script.tenses) == (AREA, False)
    assert body.label(sites[0]) in script.title
    timeline = laid_out(script, voice)
    assert LEAST <= timeline.seconds <= MOST
    assert timeline.seconds == pytest.approx(script.seconds, rel=0.02)
    # No line is dropped or runs into the next, and all but the name are spoken.
    asked = [line.text for step in script.steps() for line in step.lines]
    assert [cue.text for cue in timeline.voice] == asked
    assert all(cue.clip for cue in timeline.voice[1:])
    assert all(a.end <= b.start for a, b in zip(timeline.voice, timeline.voice[1:], strict=False))
    assert all(step.kind is not StepKind.TENSE for step in script.steps())
    assert all(group in body.GROUPS for group in script.groups)


@settings(max_examples=200, deadline=None)
@given(AREA_OF_ALL, st.sampled_from(sorted(BANKS)), st.integers(1, 30))
def test_any_places_in_other_words(sites: list[str], voice: str, wording: int) -> None:
    script = relax(sites, LIBRARY.wordings())
    timeline = build(script, Options(wording=wording), BANKS[voice])
    assert LEAST <= timeline.seconds <= MOST
    assert timeline.seconds == pytest.approx(script.seconds, rel=0.02)
    asked = [line.text for step in script.steps() for line in step.lines]
    assert len(timeline.voice) == len(asked)
    assert all(cue.clip for cue in timeline.voice[1:])
    if wording == 1:
        assert sum(c.text != t for c, t in zip(timeline.voice, asked, strict=True)) > len(asked) / 3


@pytest.mark.parametrize("region", body.REGIONS)
def test_every_part_is_in_one_area_and_its_lines_are_in_the_sessions(region: str) -> None:
    assert sum(body.REGIONS[region].part in area.parts for area in AREAS) == 1
    silent, *spoken = relax([region]).spoken()
    assert silent not in SPOKEN
    assert set(spoken) <= SPOKEN


def test_loosening_fits_the_place_and_its_side() -> None:
    assert "stretch" in words(relax(["calf.left"]))
    assert "right leg" not in words(relax(["calf.left"]))
    assert "shake it out" in words(relax(["hand.right"]))
    assert "left hand" not in words(relax(["hand.right"]))
    assert relax(["eyelid.left"]).technique == "Release only"
    assert relax(["calf.left"]).technique == "Loosen and release"
    assert "far away" in words(relax(["eyelid.left"]))
    assert "toes towards your shin" in words(relax(["foot.right"]))


def test_nobody_closes_their_eyes_standing() -> None:
    for site in ("calf.left", "knee.right", "hip.left"):
        told = words(relax([site]))
        assert told.index("Sit back") < told.index("Close your eyes")


def test_the_figure_lights_the_place_on_its_side() -> None:
    assert relax(["inner_calf.left"]).groups[-1] == "calf.left"
    assert relax(["eyelid.left"]).groups == ("eyelid",)
    assert relax(["eyelid.left", "calf.left"]).groups == ("calf.left", "eyelid")


def test_what_is_no_place_is_refused() -> None:
    with pytest.raises(body.UnknownSite):
        relax(["tail"])
    with pytest.raises(ValueError, match="at least one"):
        relax([])
