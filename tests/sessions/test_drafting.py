"""What the builder writes is a session that `check` accepts, and a copy loses nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaxapp.adapters.sound_files import SoundBank
from relaxapp.sessions import draft_kept
from relaxapp.sessions.draft import Draft, Technique
from relaxapp.sessions.draft_history import History
from relaxapp.sessions.fitting import tidy, with_breath, with_lines, with_seconds
from relaxapp.sessions.library import Library
from relaxapp.sessions.reading import parse
from relaxapp.sessions.script import Line, Step, StepKind
from relaxapp.sessions.timeline import RATE, guessed
from relaxapp.sessions.wordings import Wordings, chime, quiet
from relaxapp.sessions.writing import to_toml, troubles

if TYPE_CHECKING:
    from relaxapp.sessions.script import Script

ASSETS = Path(__file__).parents[2] / "assets"
SCRIPTS = Library((ASSETS / "sessions",)).scripts()
BANKS = [SoundBank(ASSETS, voice) for voice in ("woman", "man")]


@cache
def seconds_of(text: str) -> float | None:
    """As `relaxapp check` asks: the longest of the voices, None where nobody has spoken it."""
    clips = [clip for bank in BANKS if (clip := bank.clip(text))]
    return max(clip.samples for clip in clips) / RATE if clips else None


def length(text: str) -> float:
    return seconds_of(text) or guessed(text)


WORDINGS = Wordings(SCRIPTS, length, lambda text: seconds_of(text) is not None)
TECHNIQUES = st.sampled_from(tuple(Technique))
WORDS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=400),
    st.sampled_from(
        ["Let it go.", 'She said "rest\\".', "Ä é 日本", "\u202e\x00\n\t", "a b " * 90]
    ),
)


def said(step: Step) -> list[str]:
    return [line.text for line in step.lines]


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """A draft that somebody made with everything that the builder offers."""
    if draw(st.booleans()):
        draft = Draft.of(draw(st.sampled_from(SCRIPTS)))
    else:
        groups = draw(st.lists(st.sampled_from(WORDINGS.groups), max_size=5))
        draft = WORDINGS.new(draw(TECHNIQUES), groups)
        if draft.technique == "Own words":  # which are asked for before it can be kept
            key = next(part.key for part in draft.parts if "" in said(part.steps[0]))
            draft = draft.changed(key, 0, WORDINGS.say(("My own words.",)))
    draft = replace(draft, title="Mine " + tidy(draw(WORDS))[:20].strip() + "x")
    for _ in range(draw(st.integers(0, 6))):
        draft = draw(changes(draft))
    return draft


@st.composite
def changes(draw: st.DrawFn, draft: Draft) -> Draft:  # noqa: PLR0911 - one for each change
    group = draw(st.sampled_from(WORDINGS.groups))
    at = draw(st.integers(0, len(draft.parts)))
    new = {
        "area": lambda: [WORDINGS.block(draw(TECHNIQUES), group)],
        "say": lambda: [(WORDINGS.say((tidy(draw(WORDS)) or "Rest.",)),)],
        "breath": lambda: [(WORDINGS.breath(draw(st.integers(1, 40))),)],
        "quiet": lambda: [(quiet(),)],
        "chime": lambda: [(chime("bell", "Bell"),)],
    }
    what = draw(st.sampled_from([*new, "remove", "move", "double", "change", "change", "tense"]))
    if what in new:
        return draft.added(new[what](), at)
    if not draft.parts:
        return draft
    part = draw(st.sampled_from(draft.parts))
    if what == "remove":
        return draft.removed(part.key) if len(draft.parts) > 1 else draft
    if what == "move":
        return draft.moved(part.key, at)
    if what == "double" and part.choice is None:
        return draft.doubled(part.key)
    if part.choice is not None:
        return draft.decided(part.key, draw(st.sampled_from(part.choice.options)).id)
    if what == "tense" and part.group:
        items = WORDINGS.tensed(part.items, part.group)
        if draw(st.booleans()):
            items = WORDINGS.untensed(items)
        return draft.with_items(part.key, items)
    number = draw(st.integers(0, len(part.items) - 1))
    step = part.items[number]
    assert isinstance(step, Step)
    return draft.changed(part.key, number, draw(another(step)))


@st.composite
def another(draw: st.DrawFn, step: Step) -> Step:
    if step.kind is StepKind.BREATHE:
        paces = [draw(st.floats(0.5, 20)) for _ in step.phases]
        return with_breath(step, paces, draw(st.integers(1, 60)), length)
    wordless = step.kind in {StepKind.CHIME, StepKind.SILENCE, StepKind.TENSE}
    if wordless or draw(st.booleans()):
        return with_seconds(step, draw(st.floats(0, 400)), length)
    offered = WORDINGS.offers(step.kind, step.group) or ("Rest.",)
    texts = draw(st.lists(st.one_of(WORDS.map(tidy), st.sampled_from(offered)), max_size=5))
    good = [t for t in texts if t and not any(sign in t[:-1] for sign in ".:/")]  # no addresses
    if step.kind is StepKind.SAY and not good:
        return step
    made = with_lines(step, good, length)
    if not made.lines or draw(st.booleans()):
        return made
    # As a script has it whose lines take turns with others.
    first = replace(made.lines[0], others=("Rest as long as you like, and a little longer.",))
    return with_seconds(replace(made, lines=(first, *made.lines[1:])), made.seconds, length)


@settings(max_examples=60, deadline=None)
@given(drafts())
def test_check_accepts_whatever_the_builder_writes(draft: Draft) -> None:
    text = to_toml(draft)
    made = parse(text.encode(), "mine", seconds_of)  # as `relaxapp check` does
    assert made.id == draft.id
    again = Draft.of(made)
    assert to_toml(again) == text
    assert again.all_cautions == draft.all_cautions
    kept = draft_kept.from_mapping(draft_kept.to_mapping(draft))
    assert kept == draft


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.id)
def test_a_copy_of_a_bundled_session_is_the_same_session(script: Script) -> None:
    draft = Draft.of(script)
    copy = parse(to_toml(draft).encode(), script.file, seconds_of)
    assert copy == script
    assert troubles(draft, seconds_of) == ()


def test_a_question_can_be_answered_for_good() -> None:
    draft = Draft.of(next(script for script in SCRIPTS if script.id == "square"))
    question = next(part for part in draft.parts if part.choice)
    assert question.choice is not None
    option = question.choice.options[-1]
    made = draft.decided(question.key, option.id)
    assert not any(part.choice for part in made.parts)
    assert made.script().steps() == draft.script().steps({question.choice.name: option.id})
    assert troubles(made, seconds_of) == ()


def test_tensing_brings_its_cautions_and_limits_and_takes_them_along() -> None:
    draft = replace(WORDINGS.new(Technique.RELEASE, ["calf.left"]), title="Calf")
    assert not any("tenses" in caution for caution in draft.all_cautions)
    (calf,) = (part for part in draft.parts if part.group)
    tensed = draft.with_items(calf.key, WORDINGS.tensed(calf.items, "calf.left"))
    assert any("tenses" in caution for caution in tensed.all_cautions)
    assert any("cramp easily" in caution for caution in tensed.all_cautions)
    part = tensed.part(calf.key)
    number = next(n for n, step in enumerate(part.steps) if step.kind is StepKind.TENSE)
    longer = with_seconds(part.steps[number], 30, length)
    assert (longer.seconds, longer.high) == (5, 5)  # the most that a calf is tensed for
    assert troubles(tensed.changed(calf.key, number, longer), seconds_of) == ()
    back = tensed.with_items(calf.key, WORDINGS.untensed(part.items))
    assert back.all_cautions == draft.all_cautions


def test_troubles_are_told_at_their_step_in_plain_words() -> None:
    draft = WORDINGS.new(Technique.OWN, [])
    told = troubles(draft, seconds_of)
    assert [(one.part, one.field) for one in told] == [(None, "title"), (2, "say")]
    assert all("is empty" in one.message and '"' not in one.message for one in told)
    address = draft.changed(2, 0, WORDINGS.say(("Look at www.example.org now.",)))
    (_, found) = troubles(replace(address, title="/"), seconds_of)
    assert found.part == 2
    assert "This line holds the address" in found.message


def test_words_make_their_step_as_long_as_they_need() -> None:
    step = quiet(1)
    say = WORDINGS.say(("One two three.",))
    words = "This is a sentence of so many words that nobody says it in the time that there was."
    long = with_lines(say, (words,), length)
    assert long.seconds >= length(words) > say.seconds
    assert with_seconds(long, 0.5, length).seconds >= length(words)
    assert with_seconds(step, 40, length).seconds == 40


def test_a_line_keeps_its_other_wordings_until_it_is_written_anew() -> None:
    others = ("One, and two, and three, and four, and five.",)
    one, two = Line("One two three.", None, others), Line("Four.")
    step = replace(WORDINGS.say(("One two three.",)), lines=(one, two))
    fitted = with_seconds(step, 0.5, length)
    assert fitted.lines == (one, two)
    assert fitted.seconds >= length(others[0]) + length("Four.")  # whichever wording is heard
    assert with_lines(fitted, ("Five.", "One two three."), length).lines == (Line("Five."), one)
    assert with_lines(fitted, ("One two.", "Four."), length).lines[0].others == ()


def test_lines_spread_over_a_step_move_with_it_and_never_run_into_each_other() -> None:
    release = WORDINGS.block(Technique.RELEASE, "jaw")[-1]
    assert isinstance(release, Step)
    shorter = with_seconds(release, 12, length)
    starts = [line.at for line in shorter.lines]
    assert starts == sorted(starts, key=lambda at: at or 0)
    for before, after in zip(shorter.lines, shorter.lines[1:], strict=False):
        assert (before.at or 0) + length(before.text) <= (after.at or 0)


def test_changes_are_taken_back_and_made_again_and_typing_counts_as_one() -> None:
    draft = WORDINGS.new(Technique.RELEASE, ["jaw"])
    history = History(draft)
    for title in ("S", "So", "Soft"):
        history = history.change(replace(history.now, title=title), "title")
    history = history.change(history.now.removed(0))
    assert history.undo().now.title == "Soft"
    assert history.undo().undo().now == draft
    assert history.undo().undo().undo().now == draft
    assert history.undo().undo().redo().redo().redo().now == history.now


@pytest.mark.parametrize(
    "kept", [None, 3, {}, {"title": "x"}, {"parts": [{"key": 1, "items": []}]}]
)
def test_what_is_no_draft_is_none(kept: object) -> None:
    assert draft_kept.from_mapping(kept) is None


@pytest.mark.parametrize("technique", Technique)
def test_a_new_session_is_sound_at_once_and_spoken_by_somebody(technique: Technique) -> None:
    for group in WORDINGS.groups:
        draft = replace(WORDINGS.new(technique, [group]), title="New")
        if technique is Technique.OWN:
            draft = draft.removed(2)
        assert troubles(draft, seconds_of) == ()
        assert all(seconds_of(text) for text in draft.script().spoken()), draft.script().spoken()
        assert (technique is Technique.TENSE and WORDINGS.tenses(group)) == draft.script().tenses


def test_lines_to_choose_from_are_spoken_and_the_nearest_come_first() -> None:
    offers = WORDINGS.offers(StepKind.RELEASE, "jaw")
    assert offers[0] == "Let your teeth come apart a little."
    assert len(offers) > 20
    assert all(seconds_of(text) for text in offers)
