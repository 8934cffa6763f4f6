"""The same session in other words: new each time, and never longer or less careful for it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaxapp.adapters.paths import assets_dir
from relaxapp.adapters.sound_files import SoundBank
from relaxapp.sessions.library import Library
from relaxapp.sessions.script import LENGTH_TOLERANCE, Script
from relaxapp.sessions.timeline import Options, build, steps_of
from relaxapp.sessions.wording import worded
from relaxapp.settings import VOICES
from tests.sessions.fakes import script
from tests.sessions.mutants import BUNDLED

SCRIPTS = Library([BUNDLED[0].parent]).scripts()
BANKS = {voice: SoundBank(assets_dir(), voice) for voice in VOICES}
SEEDS = st.integers(0, 40)

WORDY = """
[[step]]
kind = "say"
seconds = 10
say = [{ text = "One.", or = ["Uno.", "Un.", "Eins."] }, "Two.", { at = 6, text = "Three." }]

[[step]]
kind = "say"
seconds = 10
say = { text = "One.", or = ["Uno.", "Un.", "Eins."] }

[[step]]
kind = "breathe"
seconds = 10
cycles = 1
phases = [
  { phase = "inhale", seconds = 4, say = { text = "In.", or = ["Into."] } },
  { phase = "exhale", seconds = 6, say = "Out." },
]
"""


def said(found: Script, seed: int) -> list[str]:
    return [line.text for step in steps_of(found, Options(wording=seed)) for line in step.spoken()]


def test_the_usual_wording_is_the_script_as_it_is_written() -> None:
    wordy = script(WORDY, 30)
    assert said(wordy, 0) == ["One.", "Two.", "Three.", "One.", "In.", "Out."]
    assert worded(wordy.steps(), 0)[0].lines[2].at == 6


def test_each_wording_has_its_turn_and_none_comes_twice_in_a_row() -> None:
    wordy = script(WORDY, 30)
    for i, wordings in ((0, 4), (3, 4), (4, 2)):
        heard = [said(wordy, seed)[i] for seed in range(200)]
        assert all(one != other for one, other in pairwise(heard))
        for text in set(heard):
            assert heard.count(text) == pytest.approx(200 / wordings, abs=2)


def test_a_line_that_comes_twice_is_said_in_two_ways_at_the_same_practice() -> None:
    wordy = script(WORDY, 30)
    same = [seed for seed in range(1, 200) if said(wordy, seed)[0] == said(wordy, seed)[3]]
    assert len(same) < 20


def test_it_is_the_same_for_the_same_practice_everywhere() -> None:
    assert [said(script(WORDY, 30), seed)[0] for seed in range(6)] == [
        said(script(WORDY, 30), seed)[0] for seed in range(6)
    ]


@pytest.mark.parametrize("found", SCRIPTS, ids=lambda found: found.id)
def test_wording_changes_words_and_nothing_else(found: Script) -> None:
    usual = steps_of(found, Options())
    for seed in range(7):
        for step, before in zip(steps_of(found, Options(wording=seed)), usual, strict=True):
            for line, other in zip(step.spoken(), before.spoken(), strict=True):
                assert line.at == other.at
                assert line.text in other.texts
                if other.others and seed == 1:
                    assert line.text != other.text


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(SCRIPTS), st.sampled_from(VOICES), SEEDS, st.data())
def test_no_wording_changes_the_length_or_loses_a_line(
    found: Script, voice: str, seed: int, data: st.DataObject
) -> None:
    answers = {c.name: data.draw(st.sampled_from(c.options)).id for c in found.choices}
    options = Options(answers=answers, left_handed=data.draw(st.booleans()))
    usual = build(found, options, BANKS[voice])
    timeline = build(found, replace(options, wording=seed), BANKS[voice])
    parts = sum(step.seconds for step in found.steps(answers))
    assert timeline.seconds == pytest.approx(parts, rel=LENGTH_TOLERANCE)
    assert len(timeline.voice) == len(usual.voice)
    assert [cue.text for cue in timeline.voice if cue.clip is None] == []
    default = build(found, Options(wording=seed), BANKS[voice])
    assert default.seconds == pytest.approx(found.seconds, rel=LENGTH_TOLERANCE)
