"""The sessions that come with relaxapp keep to what was promised about them."""

from __future__ import annotations

import re

import pytest

from relaxapp.body import GROUPS
from relaxapp.sessions.library import Library
from relaxapp.sessions.script import BreathKind, Script, StepKind
from relaxapp.sessions.timeline import Options, steps_of
from tests.sessions.mutants import BUNDLED

SCRIPTS = Library([BUNDLED[0].parent]).scripts()
every = pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.id)
LENGTHS = {
    "soften": 410,
    "gentle-squeeze": 625,
    "full-sixteen": 950,
    "deep-sixteen": 1846,
    "seven": 529,
    "four": 326,
    "soft-word": 270,
    "half-minute-reset": 30,
    "desk-unwind": 117,
    "long-exhale": 330,
    "even-tide": 317,
    "square": 270,
    "four-seven-eight": 101,
    "heavy-and-warm": 555,
    "slow-scan": 652,
    "bath-wind-down": 900,
    "out-of-my-head": 165,
    "shake-it-loose": 130,
    "calf-care": 310,
    "cramp-now": 90,
}


EYES = {
    "soften",
    "gentle-squeeze",
    "full-sixteen",
    "deep-sixteen",
    "seven",
    "four",
    "heavy-and-warm",
    "slow-scan",
}


def spoken(script: Script) -> str:
    return " ".join((*script.spoken(), *script.cautions)).lower()


def held(script: Script, answers: dict[str, str]) -> bool:
    steps = script.steps(answers)
    return any(phase.kind is BreathKind.HOLD for step in steps for phase in step.phases)


def test_they_are_as_long_as_their_protocols() -> None:
    assert {s.id: sum(step.seconds for step in s.steps()) for s in SCRIPTS} == LENGTHS


@pytest.mark.parametrize(("session", "seconds"), [("seven", 881), ("four", 545)])
def test_each_group_can_come_twice(session: str, seconds: float) -> None:
    script = next(s for s in SCRIPTS if s.id == session)
    assert sum(step.seconds for step in script.steps({"rounds": "twice"})) == seconds


@every
def test_each_tells_what_it_is_for_and_where_it_comes_from(script: Script) -> None:
    assert script.purpose
    assert script.suits
    assert script.source
    assert script.cautions


@every
def test_tension_is_gentle_and_short_where_cramps_come_easily(script: Script) -> None:
    for step in script.every_step():
        if step.kind is StepKind.TENSE and step.group:
            assert (step.effort or 1.0) <= 0.5
            assert step.seconds <= (3.0 if GROUPS[step.group].cramp_prone else 7.0)
    if script.tenses:
        assert "doctor" in spoken(script)
        assert "strength" in spoken(script)


@every
def test_paced_breathing_stays_small_and_says_what_to_do_when_dizzy(script: Script) -> None:
    paced = sum(step.seconds for step in script.steps() if step.kind is StepKind.BREATHE)
    if paced > script.seconds / 2:
        assert "small" in spoken(script)
        assert "dizzy" in spoken(script)


@every
def test_small_breaths_and_dizziness_are_spoken_of_in_every_wording(script: Script) -> None:
    told = " ".join(line.text for step in script.steps() for line in step.spoken()).lower()
    for seed in range(12):
        for answers in ({}, *({"holds": o.id} for c in script.choices for o in c.options)):
            steps = steps_of(script, Options(answers=answers, wording=seed))
            worded = " ".join(line.text for step in steps for line in step.spoken()).lower()
            for words in ("small", "dizzy", "normal", "strength", "hurt", "cramp", "slowly"):
                assert words in worded or words not in told, (seed, words)


@every
def test_its_first_and_its_last_words_vary(script: Script) -> None:
    spoken = [step for step in script.steps() if tuple(step.spoken())]
    for step in spoken[:1] + spoken[-1:]:
        assert any(line.others for line in step.spoken())
    lines = [line for step in script.every_step() for line in step.spoken()]
    assert sum(bool(line.others) for line in lines) >= len(lines) / 4


@every
def test_open_eyes_are_not_asked_to_close_or_to_open(script: Script) -> None:
    asked = re.compile(
        r"(close|shut|open) (your|the|both) eyes|eyes fall (shut|closed)", re.IGNORECASE
    )
    for step in script.steps({"eyes": "open"}):
        if step.group not in {"eyes", "face"}:  # who closes them there opens them at once
            assert [t for line in step.spoken() for t in line.texts if asked.search(t)] == []
    closing = [o for c in script.choices if c.name == "eyes" for o in c.options if o.id == "closed"]
    assert bool(closing) is (script.id in EYES)


@every
def test_a_breath_is_only_held_where_that_can_be_declined(script: Script) -> None:
    if held(script, {}):
        (choice,) = (one for one in script.choices if one.name == "holds")
        assert "optional" in choice.label
        assert not all(held(script, {"holds": option.id}) for option in choice.options)
        assert "pregnancy" in spoken(script)
        assert "blood-pressure" in spoken(script)


def test_the_heart_is_left_out_unless_it_is_chosen() -> None:
    script = next(s for s in SCRIPTS if s.id == "heavy-and-warm")

    def words(answer: str) -> str:
        return " ".join(x.text for step in script.steps({"heart": answer}) for x in step.spoken())

    assert "heart" not in words("")
    assert "heart" in words("with")


@every
def test_none_promises_that_twitching_stops_or_asks_to_try_harder(script: Script) -> None:
    told = f"{script.purpose} {script.suits} {script.source} {spoken(script)}".lower()
    for words in ("harder", "will stop", "cure", "no more twitch", "fewer twitch"):
        assert words not in told


@every
def test_no_slider_stretches_a_held_breath_beyond_what_is_usual(script: Script) -> None:
    for step in script.every_step():
        most = max((p.seconds for p in step.phases if p.kind is BreathKind.HOLD), default=0.0)
        assert most * step.high / step.seconds <= 7.0
