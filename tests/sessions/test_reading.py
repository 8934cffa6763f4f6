"""A script is read into frozen values, or every mistake in it is told, each once and in place."""

from __future__ import annotations

import dataclasses
import re
import time
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from relaxapp.sessions.fields import ScriptError
from relaxapp.sessions.reading import AMBIENCES, CHIMES, parse
from relaxapp.sessions.script import MAX_BYTES, BreathKind, Choice, Slider, Step, StepKind, kebab
from relaxapp.sessions.timeline import Options, build
from tests.sessions.fakes import FakeClips
from tests.sessions.mutants import BUNDLED, mutants

if TYPE_CHECKING:
    from relaxapp.sessions.fields import Finding

HEAD = """format = 1
title = "Trial Run"
technique = "Release only"
purpose = "To try things out."
seconds = 30
"""
STEP = """
[[step]]
kind = "rest"
seconds = 30
"""


def findings(data: str | bytes) -> tuple[Finding, ...]:
    """What is found in a script; the form of each finding is checked on the way."""
    raw = data if isinstance(data, bytes) else data.encode()
    try:
        parse(raw, "trial.toml")
    except ScriptError as error:
        found = error.findings
    else:
        return ()
    assert found
    for finding in found:
        assert 1 <= finding.line <= raw.count(b"\n") + 1
        assert finding.message.isprintable()
        assert re.match(r"trial\.toml:\d+: .", str(finding))
    return found


def told(data: str | bytes) -> list[tuple[int, str]]:
    """Line and message of each finding."""
    return [(finding.line, finding.message) for finding in findings(data)]


def in_step(text: str) -> list[tuple[int, str]]:
    """Findings in a step that stands from line 7 on, with the text from line 8 on."""
    return told(f"{HEAD}\n[[step]]\n{text}\n")


# ---- what is read


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.name)
def test_bundled_scripts_are_in_order(path: Path) -> None:
    script = parse(path.read_bytes(), path.name)
    assert path.name == f"{script.id}.session.toml"
    assert script.cautions
    assert bool(script.spoken()) is not script.card


def test_a_script_becomes_frozen_values() -> None:
    body = """
[[step]]
kind = "choice"
name = "position"
label = "How will you rest?"
[[step.option]]
id = "lying"
label = "Lying"
[[step.option.step]]
kind = "say"
seconds = 6
say = "Lie down."
[[step.option]]
id = "sitting"
label = "Sitting"
[[step.option.step]]
kind = "say"
seconds = 6
say = ["Sit down.", { at = 3, text = "Be at ease." }]

[[step]]
kind = "tense"
group = "calf.left"
seconds = 3
stretch = "tension"
min = 2
max = 5
effort = 0.3
[[step]]
kind = "release"
group = "calf.left"
seconds = 11
[[step]]
kind = "breathe"
seconds = 10
cycles = 2
coach = 1
phases = [
  { phase = "inhale", seconds = 2, say = "In." },
  { phase = "exhale", seconds = 3 },
]
"""
    script = parse((HEAD + body).encode(), "trial.toml")
    choice, tense, release, breathe = script.items
    assert script.id == "trial-run"
    assert isinstance(choice, Choice)
    assert [option.id for option in choice.options] == ["lying", "sitting"]
    assert isinstance(tense, Step)
    assert (tense.kind, tense.slider, tense.low, tense.high) == (
        StepKind.TENSE,
        Slider.TENSION,
        2,
        5,
    )
    assert isinstance(release, Step)
    assert (release.slider, release.low, release.high) == (None, 11, 11)
    assert isinstance(breathe, Step)
    assert [phase.kind for phase in breathe.phases] == [BreathKind.INHALE, BreathKind.EXHALE]
    assert script.spoken() == ("Lie down.", "Sit down.", "Be at ease.", "In.")
    assert script.groups == ("calf.left",)
    assert [step.lines[0].text for step in script.steps({"position": "sitting"})[:1]] == [
        "Sit down."
    ]
    with pytest.raises(dataclasses.FrozenInstanceError):
        script.title = "Another"  # type: ignore[misc]  # that is the point


@pytest.mark.parametrize("change", [lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n")])
def test_marks_and_line_ends_of_editors_are_taken(change: object) -> None:
    text = HEAD + STEP
    assert callable(change)
    assert findings(change(text)) == ()
    assert told(change(text.replace('"rest"', '"nap"')))[0][0] == 8


def test_a_tension_that_stretches_never_passes_its_limit_unasked() -> None:
    body = """
[[step]]
kind = "tense"
group = "{}"
seconds = 4
stretch = "tension"
[[step]]
kind = "release"
group = "{}"
seconds = 26
"""
    for group, longest in (("hand.left", 8), ("calf.left", 5)):
        script = parse((HEAD + body.replace("{}", group)).encode(), "trial.toml")
        assert script.steps()[0].high == longest


# ---- mistakes


def test_five_mistakes_are_all_told() -> None:
    text = """format = 1
title = "Trial Run"
technique = ["Release only"]
purpose = "To try things out."
seconds = 30
speed = 2

[[step]]
kind = "silense"
seconds = 10

[[step]]
kind = "tense"
group = "hand.lfet"
seconds = 12

[[step]]
kind = "say"
seconds = 8
"""
    assert [line for line, _ in told(text)] == [3, 6, 9, 14, 17]


def test_mistakes_in_one_step_are_all_told() -> None:
    lines = in_step('kind = "tens"\ngroup = "hnd.left"\nseconds = "7"\neffort = 5\nsay = 3\nx = 1')
    assert [line for line, _ in lines] == [8, 9, 10, 11, 12, 13]


def test_what_could_not_be_read_makes_no_findings_of_its_own() -> None:
    source = next(path for path in BUNDLED if path.name.startswith("full")).read_text("utf-8")
    for old, new in (
        ('kind = "release"', 'kind = "relase"'),
        ('kind = "tense"', 'kind = "tens"'),
        ('kind = "release"\ngroup = "hand.right"', 'kind = "release"\ngroup = "hand.rihgt"'),
        ("seconds = 35", "seconds = -35"),
        ('kind = "choice"', 'kind = "choise"'),
        ("seconds = 950", "seconds = true"),
    ):
        assert len(findings(source.replace(old, new, 1))) == 1, new


def test_after_a_syntax_error_that_one_alone() -> None:
    text = HEAD.replace("format = 1", "format = 7") + "\n[[step]]\nkind = rest\nseconds = -1\n"
    [(line, message)] = told(text)
    assert line == 8
    assert "not valid TOML" in message


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('kind = "nap"\nseconds = 30', 8, ("nap", "rest", "silence")),
        ('kind = "relase"\ngroup = "jaw"\nseconds = 30', 8, ("relase", "release")),
        ('kind = "rest"', 7, ("seconds", "missing")),
        ("seconds = 30", 7, ("kind", "missing", "tense")),
        ('kind = "rest"\nseconds = 0', 9, ("0", "5400")),
        ('kind = "chime"\nseconds = 0', 9, ("0.5",)),
        ('kind = "rest"\nseconds = 1e300', 9, ("5400",)),
        ('kind = "rest"\nseconds = nan', 9, ("nan",)),
        ('kind = "rest"\nseconds = true', 9, ("true", "number")),
        ('kind = "rest"\nseconds = 2026-03-14', 9, ("2026-03-14", "number")),
        ('kind = "rest"\nseconds = 0x' + "f" * 9000, 9, ("very long number",)),
        ('kind = "rest"\nseconds = 30\nduration = 3', 10, ("duration",)),
        ('kind = "rest"\nseconds = 30\neffort = 0.5', 10, ("effort",)),
        ('kind = "rest"\nseconds = 30\nmax = 50', 10, ("max", "stretch")),
        ('kind = "rest"\nseconds = 30\nstretch = "pauses"', 10, ("pauses", "pause")),
        ('kind = "rest"\nseconds = 30\nstretch = "pause"\nmin = 31', 9, ("31", "30")),
        ('kind = "rest"\nseconds = 30\ngroup = "knee"', None, ()),
        ('kind = "scan"\nseconds = 30', 7, ("group", "missing")),
        ('kind = "scan"\nseconds = 30\ngroup = "calf.lft"', 10, ("calf.lft", "calf.left")),
        ('kind = "scan"\nseconds = 30\ngroup = "knee.left"', 10, ("knee.left", "group")),
        ('kind = "say"\nseconds = 30', 7, ("say", "missing")),
        ('kind = "say"\nseconds = 30\nsay = []', 10, ("0 lines",)),
        ('kind = "say"\nseconds = 30\nsay = ["a",\n"b",\n""]', 12, ("empty",)),
        ('kind = "say"\nseconds = 30\nsay = "' + "a" * 301 + '"', 10, ("301", "300")),
        ('kind = "say"\nseconds = 30\nsay = "one\\ntwo"', 10, ("U+000A",)),
        ('kind = "say"\nseconds = 30\nsay = "\\u202Eabc"', 10, ("U+202E",)),
        ('kind = "say"\nseconds = 30\nsay = "See https://a.example now"', 10, ("https://",)),
        ('kind = "say"\nseconds = 30\nsay = "Write to mailto:a"', 10, ("address",)),
        ('kind = "say"\nseconds = 30\nsay = "Go to relax.org."', 10, ("relax.org",)),
        ('kind = "say"\nseconds = 30\nsay = [{ at = 40, text = "a" }]', 10, ("40", "30")),
        ('kind = "say"\nseconds = 30\nsay = [{ at = 1 }]', 10, ("text", "missing")),
        ('kind = "say"\nseconds = 30\nsay = [{ at = 1, txt = "a", text = "a" }]', 10, ("txt",)),
        ('kind = "say"\nseconds = 30\nsay = [{ text = "a", or = "b" }]', 10, ("or", "list")),
        ('kind = "say"\nseconds = 30\nsay = [{ text = "a", or = [] }]', 10, ("or", "empty")),
        ('kind = "say"\nseconds = 30\nsay = { text = "a",or = [\n"b",\n5] }', 12, ("or", "5")),
        ('kind = "say"\nseconds = 30\nsay = { text = "a",or = [\n"b",\n"a"] }', 12, ("twice",)),
        (
            'kind = "say"\nseconds = 30\nsay = { text = "a", or = [' + "'b'," * 9 + "] }",
            10,
            ("9 entries", "8"),
        ),
        ('kind = "silence"\nseconds = 30\nsay = "a"', 10, ("silence", "words")),
        ('kind = "chime"\nseconds = 30\nsound = "../../gong"', 10, ("gong", "bowl", "bell")),
        ('kind = "breathe"\nseconds = 30\ncycles = 3', 7, ("phases", "missing")),
        ('kind = "breathe"\nseconds = 30\ncycles = 1.5\nphases = []', 10, ("1.5", "whole")),
        ('kind = "choice"\nname = "a"\nlabel = "A"', 7, ("option", "missing")),
    ],
)
def test_a_mistake_in_a_step(text: str, line: int | None, words: tuple[str, ...]) -> None:
    lines = in_step(text)
    assert line == (lines[0][0] if lines else None) or any(line == at for at, _ in lines)
    if line is not None:
        message = next(message for at, message in lines if at == line)
        for word in words:
            assert word in message


def test_a_mistake_in_what_is_said_with_a_breath() -> None:
    told_in = in_step(
        'kind = "breathe"\nseconds = 30\ncycles = 5\nphases = [\n'
        '{ phase = "inhale", seconds = 3, say = { txt = "In.", text = "In.", or = ["In."] } },\n'
        '{ phase = "exhale", seconds = 3, say = { or = ["Out."] } },\n]'
    )
    assert [line for line, _ in told_in] == [12, 12, 13]
    assert "txt" in "".join(message for _, message in told_in[:2])
    assert "missing" in told_in[2][1]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("", 1),
        ("\n\n", 1),
        ("step = 5", 1),
        (HEAD + "step = [5, 6]", 6),
        (HEAD + "[step]\nkind = 'rest'", 6),
        (HEAD + "step = [[{}]]", 6),
        (HEAD + "[[step]]\nkind = 'rest'\nseconds = 30\n[step.x]\ny = 1", 9),
        (HEAD + "[[step]]\nkind = 'rest'\nseconds.x = 30", 8),
        (HEAD + '"" = 1' + STEP, 6),
        (HEAD + '"a.b" = 1' + STEP, 6),
        (HEAD + '"a\\nb" = 1' + STEP, 6),
        (HEAD + "a = 1\na = 2" + STEP, 7),
        (HEAD + "x = [\n" + "1" * 5000 + "]", 7),
        (HEAD + "x = " + "[" * 5000, 6),
        (HEAD + "x = " + "[" * 5000 + "]" * 5000, 6),
        (HEAD + "x = " + "{a=" * 5000, 6),
        (HEAD + "a." * 100_000 + "a = 1", 6),
        (HEAD + "['a'" + ".'a'" * 50_000 + "]", 6),
        (HEAD + "x = '''", 6),
        (HEAD.replace("1", "true", 1) + STEP, 1),
        (HEAD.replace("1", "1.0", 1) + STEP, 1),
        (HEAD.replace("1", "2", 1) + STEP, 1),
        (HEAD.replace("Trial Run", "123 !", 1).replace("123 ", "") + STEP, 2),
        (HEAD.replace("= 30", "= 40") + STEP, 5),
        ("# \u2028\u2028\u2028\nx", 2),
        (b"# fine\n\xff", 2),
        ((HEAD + STEP).encode("utf-16"), 1),
        ((HEAD + STEP).encode() + b"\x00", 10),
        ((HEAD + STEP).replace("\n", "\r").encode(), 1),
        (b"#" * (MAX_BYTES + 1), 1),
        (b"[" * MAX_BYTES, 1),
    ],
)
def test_strange_files_are_told_where_they_are_strange(data: str | bytes, line: int) -> None:
    assert line in [at for at, _ in told(data)]


def test_too_many_steps() -> None:
    step = '[[step]]\nkind = "rest"\nseconds = 1\n'
    assert [line for line, _ in told(HEAD.replace("30", "401") + step * 401)] == [6]


def test_thousands_of_mistakes_are_told_before_anyone_gets_up() -> None:
    start = time.process_time()
    assert len(findings("\n".join(f"k{i} = 1" for i in range(6_000)))) > 6_000
    bad = '[[step.option.step]]\ngroup = "hand.up"\n' * 2_000
    assert findings(HEAD + '[[step]]\nkind = "choice"\n[[step.option]]\n' + bad)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.name)
def test_a_wrong_value_is_one_finding_on_its_line(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    # Each line gets one of them; over twenty scripts each key meets each.
    wrongs = cycle(("-1", '""', "[[]]", '"breate"'))
    for line, wrong in zip(dict.fromkeys(lines), wrongs, strict=False):
        i = lines.index(line)
        if found := re.fullmatch(r"(\w+) = ([^\[]+)", line):
            if found[1] in _TEXTS and wrong == '"breate"':
                continue  # as good a text as any other
            broken = [*lines[:i], f"{found[1]} = {wrong}", *lines[i + 1 :]]
            assert [at for at, _ in told("\n".join(broken))] == [i + 1], (line, wrong)


_TEXTS = {"title", "technique", "purpose", "suits", "source", "label", "name", "id"}


@pytest.mark.parametrize("seed", range(10))
def test_scripts_broken_by_chance_are_told_or_read(seed: int) -> None:
    for data in mutants(50, seed):
        if not findings(data):  # then it can be played
            assert build(parse(data, "trial.toml"), Options(), FakeClips()).length > 0


# ---- what authors are told

GUIDE = (Path(__file__).parents[2] / "docs" / "session-script.md").read_text("utf-8")


def test_the_example_for_authors_is_in_order() -> None:
    example = GUIDE.split("```toml\n")[1].split("```")[0]
    script = parse(example.encode(), "soft-jaw.session.toml")
    assert {step.kind for step in script.every_step()} >= {StepKind.TENSE, StepKind.BREATHE}


def test_authors_are_told_every_word_there_is() -> None:
    words = [*StepKind, *Slider, *BreathKind, *AMBIENCES, *CHIMES]
    # The reader names the keys it knows when it meets one that it does not know.
    unknown = "".join(f'[[step]]\nkind = "{kind}"\nx = 1\n' for kind in StepKind)
    for _, message in told(f"x = 1\n{unknown}"):
        if listed := re.search(r"no key here: one of (.*) would be right", message):
            words += listed[1].split(", ")
    assert len(set(words)) > 40
    assert [word for word in words if f"`{word}`" not in GUIDE and f"[[{word}]]" not in GUIDE] == [
        "option"
    ]


def test_a_title_in_any_alphabet_has_an_id_of_its_own() -> None:
    titles = ("Вечер", "Вечер 2", "Утро 2", "夜の時間", "Καληνύχτα", "שלום")
    ids = [kebab(title) for title in titles]
    assert len(set(ids)) == len(ids)
    for one in ids:
        assert re.fullmatch(r"own-[0-9a-f]{8}", one)
        assert kebab(one) == one  # as its file is named
    assert kebab(" вечер ") == kebab("Вечер")
    assert kebab("Müde, nicht müde") == "mude-nicht-mude"
    assert [kebab(title) for title in ("2", "🙂", "..")] == ["2", "", ""]
