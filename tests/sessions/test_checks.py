"""Scripts that are safe for muscles, and true to their own figures."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from relaxapp.sessions.fields import ScriptError
from relaxapp.sessions.reading import parse
from relaxapp.sessions.script import Slider, longest_tension
from relaxapp.sessions.timeline import RATE, Options, PhaseKind, build
from tests.sessions.mutants import BUNDLED

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'format = 1\ntitle = "Trial"\ntechnique = "T"\npurpose = "P"\nseconds = {}\n'


def told(body: str, seconds: float, *, spoken: bool = False) -> list[tuple[int, str]]:
    """Line (counted from the first of `body`) and message of each finding.

    With `spoken` each line takes a second a word.
    """
    clips = (lambda text: float(len(text.split()))) if spoken else None
    try:
        parse((HEAD.format(seconds) + body).encode(), "t", clips)
    except ScriptError as error:
        return [(finding.line - 5, finding.message) for finding in error.findings]
    return []


def step(kind: str, seconds: float, group: str = "", more: str = "") -> str:
    named = f'group = "{group}"\n' if group else ""
    return f'[[step]]\nkind = "{kind}"\nseconds = {seconds}\n{named}{more}'


def squeeze(group: str, seconds: float, more: str = "") -> str:
    return step("tense", seconds, group, more) + step("release", 20, group)


STRETCH = 'stretch = "tension"\n'


@pytest.mark.parametrize(
    ("group", "seconds", "more", "line"),
    [
        ("hand.left", 10, "", None),
        ("hand.left", 10.5, "", 3),
        ("hand.left", 7, STRETCH, None),
        ("hand.left", 7, STRETCH + "max = 10\n", None),
        ("hand.left", 7, STRETCH + "max = 11\n", 6),
        ("calf.left", 5, "", None),
        ("calf.left", 6, "", 3),
        ("calf.left", 3, STRETCH + "max = 6\n", 6),
        ("foot.right", 6, "", 3),
        ("feet", 6, "", 3),
        ("leg.left", 6, "", 3),
        ("legs", 6, "", 3),
        ("lower_leg.right", 6, "", 3),
        ("body", 6, "", 3),
        ("thigh.left", 6, "", None),
    ],
)
def test_tension_is_short_and_shorter_where_cramps_begin(
    group: str, seconds: float, more: str, line: int | None
) -> None:
    found = told(squeeze(group, seconds, more), seconds + 20)
    assert [at for at, _ in found] == ([line] if line else [])
    if line:
        assert "would be right" in found[0][1]


def test_no_wording_keeps_a_muscle_tense_for_long() -> None:
    more = 'say = { text = "One.", or = ["One two three", "a b c d e f g h i j k l m"] }\n'
    assert [line for line, _ in told(squeeze("calf.left", 4, more), 24)] == [5]


def test_words_keep_no_muscle_tense_for_long() -> None:
    more = 'say = "One two three four five six seven eight nine ten eleven twelve thirteen."\n'
    assert told(squeeze("hand.left", 6, more), 26) == []
    assert [line for line, _ in told(squeeze("calf.left", 4, more), 24)] == [5]


REST = step("rest", 10)
TENSE = step("tense", 5, "jaw")
RELEASE = step("release", 20, "jaw")


@pytest.mark.parametrize(
    ("body", "seconds", "lines"),
    [
        (TENSE + RELEASE, 25, []),
        (TENSE, 5, [2]),
        (TENSE + REST, 15, [2]),
        (TENSE + REST + RELEASE, 35, [2]),
        (TENSE + step("release", 20, "neck"), 25, [2]),
        (TENSE + step("release", 20, "face"), 25, [2]),
        (TENSE + TENSE + RELEASE, 30, [2]),
        (RELEASE + TENSE, 25, [6]),
    ],
)
def test_a_release_of_the_same_group_comes_next(
    body: str, seconds: float, lines: list[int]
) -> None:
    found = told(body, seconds)
    assert [line for line, _ in found] == lines
    assert all("tension without release" in message and "jaw" in message for _, message in found)


def choice(*ways: str, name: str = "way") -> str:
    """A choice whose options hold these steps."""
    text = f'[[step]]\nkind = "choice"\nname = "{name}"\nlabel = "Which way?"\n'
    for i, way in enumerate(ways):
        text += f'[[step.option]]\nid = "o{i}"\nlabel = "O"\n'
        text += way.replace("[[step]]", "[[step.option.step]]")
    return text


@pytest.mark.parametrize(
    ("body", "seconds", "lines"),
    [
        (choice(TENSE + RELEASE, REST), 25, []),
        (choice(REST, TENSE) + RELEASE, 30, []),  # the release after the choice
        (choice(REST, TENSE) + REST, 20, [15]),
        (choice(REST, TENSE), 10, [15]),
        (TENSE + choice(RELEASE, RELEASE), 25, []),  # in each of its options
        (TENSE + choice(RELEASE, REST), 25, [2]),  # in one of them only
        (choice(TENSE, REST) + choice(RELEASE, RELEASE, name="then"), 25, []),
        (choice(TENSE, REST) + choice(REST, RELEASE, name="then"), 15, [9]),
    ],
)
def test_whatever_is_chosen_a_release_follows(body: str, seconds: float, lines: list[int]) -> None:
    found = told(body, seconds)
    assert [line for line, _ in found] == lines
    assert all("without release" in message for _, message in found)


def test_choices_have_names_of_their_own() -> None:
    found = told(choice(REST, REST) + choice(REST, REST), 20)
    assert [(line, "way" in message) for line, message in found] == [(19, True)]


@pytest.mark.parametrize(
    ("seconds", "fine"), [(98.1, True), (97, False), (102, True), (103, False)]
)
def test_the_advertised_length_is_true(seconds: float, fine: bool) -> None:  # noqa: FBT001 - a table of cases
    found = told(step("rest", 100), seconds)
    assert [line for line, _ in found] == ([] if fine else [0])
    if not fine:
        assert f"{seconds:g}" in found[0][1]
        assert "100" in found[0][1]


def test_the_length_is_told_beside_other_mistakes() -> None:
    assert [line for line, _ in told(TENSE + REST, 100)] == [0, 2]


def test_no_way_through_a_script_takes_for_ever() -> None:
    long = step("rest", 5000)
    assert [line for line, _ in told(choice(REST, long) + step("rest", 1000), 1010)] == [1]


# ---- breathing

PHASES = 'phases = [\n{ phase = "inhale", seconds = 4, say = "In." },\n'
PHASES += '{ phase = "exhale", seconds = 6, say = "And out." },\n]\n'


def test_breathing_takes_what_its_cycles_take() -> None:
    assert told(step("breathe", 30, more="cycles = 3\n" + PHASES), 30) == []
    found = told(step("breathe", 40, more="cycles = 3\n" + PHASES), 40)
    assert [line for line, _ in found] == [3]
    assert "30" in found[0][1]


def test_no_more_cycles_are_spoken_than_there_are() -> None:
    found = told(step("breathe", 30, more="cycles = 3\ncoach = 4\n" + PHASES), 30)
    assert [line for line, _ in found] == [5]


def test_words_beside_breathing_say_when() -> None:
    more = "cycles = 3\ncoach = 1\n" + PHASES + 'say = [\n{ at = 12, text = "a" },\n"b"]\n'
    found = told(step("breathe", 30, more=more), 30)
    assert [line for line, _ in found] == [12]


def test_words_that_run_into_the_breathing_words() -> None:
    more = "cycles = 3\ncoach = 2\n" + PHASES + 'say = [{ at = 8.5, text = "a b" }]\n'
    found = told(step("breathe", 30, more=more), 30, spoken=True)
    assert [line for line, _ in found] == [7]  # "In." of the second cycle comes too early
    assert "before" in found[0][1]


def test_a_breathing_word_longer_than_its_phase() -> None:
    more = "cycles = 3\n" + PHASES.replace("In.", "a b c d e f")
    found = told(step("breathe", 30, more=more), 30, spoken=True)
    assert [line for line, _ in found] == [6]
    assert "6.0 s" in found[0][1]
    assert "4.0 s" in found[0][1]


# ---- clips and their slots


@pytest.mark.parametrize(
    ("say", "lines"),
    [
        ('"a b c d e f g h i j"', []),
        ('"a b c d e f g h i j k"', [4]),
        ('["a b c",\n"d e f"]', []),
        ('["a b c d e f",\n"g h i j"]', [5]),  # the gap between them does not fit
        ('["a b c",\n{ at = 2, text = "d" }]', [5]),  # begins while the first is spoken
        ('["a",\n{ at = 8, text = "b c d" }]', [5]),
        ('["a",\n{ at = 8, text = "b c" }]', []),
        ('[{ at = 5, text = "a" },\n{ at = 3, text = "b" }]', [5]),
        ('[{ text = "a", or = [\n"a b",\n"a b c d e f g h i j k"] }]', [6]),
        ('[{ text = "a", or = [\n"a b c d e f"] },\n"g h i j"]', [6]),  # after the longer one
        ('[{ text = "a", or = ["a b c"] },\n{ at = 2, text = "d" }]', [5]),
        ('["a",\n{ at = 8, text = "b", or = [\n"b c d"] }]', [6]),
    ],
)
def test_lines_fit_their_slot(say: str, lines: list[int]) -> None:
    found = told(step("say", 10, more=f"say = {say}\n"), 10, spoken=True)
    assert sorted({line for line, _ in found}) == lines
    assert all("would be right" in message for _, message in found)


def test_lines_are_held_against_their_slots_beside_other_mistakes() -> None:
    body = step("say", 2, more='say = "a b c"\n') + step("rest", 10, more="x = 1\n")
    assert [line for line, _ in told(body, 12, spoken=True)] == [4, 8]


def test_words_without_a_clip_have_no_length() -> None:
    body = step("say", 1, more='say = "a b c d e f g h i j k l m"\n')
    parse((HEAD.format(1) + body).encode(), "t", lambda _: None)


# ---- and so it is safe whatever the person chooses


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.name)
@pytest.mark.parametrize("pace", [0.5, 1.0, 2.0])
def test_no_pace_and_nothing_left_out_makes_tension_long_or_lasting(
    path: Path, pace: float
) -> None:
    script = parse(path.read_bytes(), path.name)
    for left_out in ((), *((group,) for group in script.groups)):
        options = Options(pace=dict.fromkeys(Slider, pace), skip=frozenset(left_out))
        phases = build(script, options, NoClips()).phases
        for phase, after in pairwise([*phases, None]):
            if phase is not None and phase.kind is PhaseKind.TENSE:
                assert phase.end - phase.start <= longest_tension(phase.group) * RATE
                assert after is not None
                assert (after.kind, after.group) == (PhaseKind.RELEASE, phase.group)


class NoClips:
    """Nobody has spoken anything yet."""

    def clip(self, text: str) -> None:
        return None

    def chime_samples(self, name: str) -> int:
        return 0
