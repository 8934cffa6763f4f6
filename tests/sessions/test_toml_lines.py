"""Every value of a TOML text is found on its own line, however it is laid out."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaxapp.sessions.toml_lines import LineIndex

TEXT = '''# a comment with [[step]] and key = "value" in it
title = "Soften # no comment"
"quoted key" = 'it''s'
dotted.key = 1
dotted."with \\u0041" = 2

[[step]] # trailing
kind = "say"
say = [
  "one", # ] not the end
  { at = 2, text = "two }" },

  """
three "" quotes
""",
  [[1], [
    2]],
]

[step.extra]
deep = { a = { b = [1, { c = 3 }] } }

[[step]]
  kind = 'tense'
when = 2026-03-14T09:30:00Z

[[step.option]]
id = "a"
[[step.option.step]]
kind = "rest"
[[step.option]]
id = "b"
[tail]
last = true'''
WHERE = {
    ("title",): 2,
    ("quoted key",): 3,
    ("dotted", "key"): 4,
    ("dotted", "with A"): 5,
    ("step", 0): 7,
    ("step", 0, "kind"): 8,
    ("step", 0, "say"): 9,
    ("step", 0, "say", 0): 10,
    ("step", 0, "say", 1): 11,
    ("step", 0, "say", 1, "text"): 11,
    ("step", 0, "say", 2): 13,
    ("step", 0, "say", 3): 16,
    ("step", 0, "say", 3, 1, 0): 17,
    ("step", 0, "extra"): 20,
    ("step", 0, "extra", "deep", "a", "b", 1, "c"): 21,
    ("step", 1): 23,
    ("step", 1, "kind"): 24,
    ("step", 1, "when"): 25,
    ("step", 1, "option", 0, "id"): 28,
    ("step", 1, "option", 0, "step", 0, "kind"): 30,
    ("step", 1, "option", 1): 31,
    ("step", 1, "option", 1, "id"): 32,
    ("tail", "last"): 34,
}


def test_the_sample_is_valid() -> None:
    assert tomllib.loads(TEXT.replace("it''s", "it s"))


@pytest.mark.parametrize(("path", "line"), WHERE.items())
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_of_a_value(path: tuple[str | int, ...], line: int, newline: str) -> None:
    text = TEXT.replace("it''s", "it s").replace("\n", newline)
    assert LineIndex(text).line(path) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [((), 1), (("nothing",), 1), (("step", 1, "seconds"), 23), (("step", 0, "say", 1, "x"), 11)],
)
def test_what_is_missing_is_told_where_its_table_begins(
    path: tuple[str | int, ...], line: int
) -> None:
    assert LineIndex(TEXT.replace("it''s", "it s")).line(path) == line


NASTY = st.sampled_from(
    (
        *('"]"', '"}"', "'#'", '"\\""', '"\\\\"', '""', "''", '"a = 1"', '"[[step]]"', "1.5"),
        *(
            "0x1F",
            "true",
            "1979-05-27",
            "nan",
            '"""a"b"""',
            "''''x'''",
            '"""\\"""\\""""',
            "[]",
            "{}",
        ),
    )
)
GAP = st.sampled_from(["", " ", "\n", "  # ]}=\n", "\n\n\t"])


@st.composite
def arrays(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Elements of an array, each with the white space that stands before it."""
    return draw(st.lists(st.tuples(GAP, NASTY), max_size=5))


@given(st.lists(st.tuples(GAP, arrays(), GAP), max_size=6))
def test_elements_of_arrays_are_on_the_line_they_begin_on(
    tables: list[tuple[str, list[tuple[str, str]], str]],
) -> None:
    text = ""
    expected = {}
    for i, (lead, elements, end) in enumerate(tables):
        text += f"{lead}\n[[t]]\n"
        expected["t", i] = text.count("\n")
        text += "list = ["
        expected["t", i, "list"] = text.count("\n") + 1
        for j, (gap, value) in enumerate(elements):
            text += gap
            expected["t", i, "list", j] = text.count("\n") + 1
            text += f"{value},"
        text += f"{end}]\n"
    assert len(tomllib.loads(text).get("t", [])) == len(tables)
    index = LineIndex(text)
    assert {path: index.line(path) for path in expected} == expected


def test_deep_nesting_takes_little_memory_and_keeps_its_line() -> None:
    text = "\n\na = " + "[" * 300 + "1," * 20_000 + "]" * 300
    index = LineIndex(text)
    assert len(index._lines) < 20
    assert index.line(("a", *[0] * 299, 19_999)) == 3


def test_a_text_that_is_no_toml_still_ends() -> None:
    for text in ("[", "a", 'a = "', "a = [1", "[[x", '"', "a = {b", "a.", "[a.]"):
        assert LineIndex(text).line(("a", 0)) == 1
