"""The left-handed begin with the left side, where a script says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaxapp.adapters.paths import assets_dir
from relaxapp.adapters.sound_files import SoundBank
from relaxapp.sessions.mirror import swapped
from relaxapp.sessions.script import LENGTH_TOLERANCE, Script
from relaxapp.sessions.timeline import Options, Timeline, build
from relaxapp.settings import VOICES
from tests.sessions.fakes import FakeClips
from tests.sessions.test_reshaping import SCRIPTS

MIRRORING = {
    "gentle-squeeze",
    "full-sixteen",
    "deep-sixteen",
    "seven",
    "calf-care",
    "shake-it-loose",
}
mirroring = pytest.mark.parametrize("script", [SCRIPTS[name] for name in sorted(MIRRORING)],
                                    ids=lambda script: script.id)  # fmt: skip


def groups(timeline: Timeline) -> list[str]:
    return list(dict.fromkeys(span.group for span in timeline.spans if span.group))


def both(script: Script) -> tuple[Timeline, Timeline]:
    clips = FakeClips()
    return build(script, Options(), clips), build(script, Options(left_handed=True), clips)


def test_those_that_tell_the_sides_apart_can_be_mirrored() -> None:
    assert {name for name, script in SCRIPTS.items() if script.mirrors} == MIRRORING
    sided = {
        name
        for name, script in SCRIPTS.items()
        if any(group.endswith((".left", ".right")) for group in script.groups)
    }
    assert sided == MIRRORING


@mirroring
def test_the_left_side_comes_first_and_all_else_stays(script: Script) -> None:
    plain, mirror = both(script)
    assert [swapped(group) for group in groups(plain)] == groups(mirror)
    assert next(g for g in groups(mirror) if "." in g).endswith(".left")
    assert [swapped(cue.text) for cue in plain.voice] == [cue.text for cue in mirror.voice]
    for cue in mirror.voice:  # what is said is of the side that is at work
        group = mirror.span_at(cue.start).group or ""
        other = {".left": "right", ".right": "left"}.get(group[group.rfind(".") :], "?")
        assert f"the {other} " not in cue.text
        assert f"your {other} " not in cue.text


@mirroring
@pytest.mark.parametrize("voice", VOICES)
def test_every_mirrored_line_is_spoken_and_the_length_holds(script: Script, voice: str) -> None:
    bank = SoundBank(assets_dir(), voice)
    mirror = build(script, Options(left_handed=True), bank)
    assert [cue.text for cue in mirror.voice if cue.clip is None] == []
    assert mirror.seconds == pytest.approx(script.seconds, rel=LENGTH_TOLERANCE)


def test_a_left_hand_changes_nothing_where_a_script_does_not_say_so() -> None:
    plain, mirror = both(SCRIPTS["soften"])
    assert plain == mirror


@given(st.text())
def test_twice_exchanged_is_as_before(text: str) -> None:
    assert swapped(swapped(text)) == text


def test_right_is_not_always_a_side() -> None:
    assert (
        swapped("Right up to the elbow, the right hand.") == "Right up to the elbow, the left hand."
    )
    assert swapped("Nothing to work out right now.") == "Nothing to work out right now."
