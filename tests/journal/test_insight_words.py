"""What insights say: in whole sentences, and nothing that claims to know why."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from relaxapp.journal import insight_words as words
from relaxapp.journal import patterns, trial_words
from relaxapp.journal.gates import Counted, Verdict
from relaxapp.journal.patterns import Pattern
from relaxapp.journal.questions import Limits, Question, asked
from tests.journal import histories

ROOT = Path(__file__).parents[2]
UI = [
    path
    for name in ("insight*", "pattern*", "trial*", "check_words")
    for path in sorted((ROOT / "relaxapp" / "ui").glob(f"{name}.py"))
]
VERBS = [ROOT / "relaxapp" / "cli" / f"{name}.py" for name in ("insights", "measuring")]
CLAIMS = re.compile(rf"\b({'|'.join(words.BANNED)})\w*\b", re.IGNORECASE)


def an_answer(**changes: object) -> Pattern:
    given = {
        "question": Question.LITTLE_WATER,
        "lag": 1,
        "limit": 1600,
        "there": Counted(78, 31, 47, 200),
        "lacks": Counted(),
        "unknown_days": 0,
        "rate_ratio": 1.79,
        "low": 1.24,
        "high": 2.66,
        "p": 0.001,
        "could_miss": 1.94,
        "verdict": Verdict.PATTERN,
    }
    return Pattern(**{**given, **changes})  # type: ignore[arg-type] # a pattern's own fields


def test_a_pattern_is_told_with_its_days_its_range_and_what_it_is_not() -> None:
    assert words.told(an_answer()) == (
        "On your 31 days after a low-water day (under 1600 ml) you logged 1.8 times as many "
        "episodes as on 47 other days (rough range 1.2-2.7). "
        "This is an association, not proof of cause."
    )


def test_what_is_unclear_says_what_could_be_missed_and_what_was_left_out() -> None:
    one = an_answer(verdict=Verdict.UNCLEAR, rate_ratio=1.01, low=0.6, high=1.7, unknown_days=4)
    assert words.told(one) == (
        "On your 31 days after a low-water day (under 1600 ml) you logged about as many episodes "
        "as on 47 other days (rough range 0.60-1.7). "
        "A difference of up to about 1.9 times could still be missed. "
        "Not counted: 4 complete days for which this is not known."
    )
    assert "even a very large difference" in words.told(
        an_answer(verdict="unclear", could_miss=None)
    )


@pytest.mark.parametrize(
    ("question", "lacks", "told"),
    [
        (
            "caffeine",
            Counted(12, 1, 0, 0),
            "would take this much more: 12 complete days, 1 day with it.",
        ),
        ("alcohol", Counted(1, 0, 4, 1), "1 complete day, 4 days without it, 1 episode."),
        ("no_session", Counted(0, 3, 0, 0), "would take this much more: 3 days of that kind."),
        (
            "no_movement",
            Counted(0, 0, 1, 10),
            "would take this much more: 1 other day, 10 episodes.",
        ),
    ],
)
def test_a_refusal_says_what_is_missing(question: str, lacks: Counted, told: str) -> None:
    one = an_answer(question=Question(question), lacks=lacks, verdict=Verdict.TOO_LITTLE)
    assert told in words.told(one)
    assert "times as many" not in words.told(one)


def test_under_four_weeks_it_is_told_that_there_are_only_counts() -> None:
    few = an_answer(there=Counted(27, 13, 14, 9), lacks=Counted(15), verdict=Verdict.TOO_LITTLE)
    too_few = "Under 28 complete days there are counts and no comparison."
    assert words.told(few).endswith(too_few)
    assert too_few not in words.told(few, alone=False)  # among others it is said once for all
    assert words.counts_first([an_answer(), few]) == too_few
    assert words.counts_first([an_answer()]) == ""


def test_an_empty_side_is_told_without_a_ratio() -> None:
    assert "you logged all 200 episodes, and none on 47 other days" in words.told(
        an_answer(rate_ratio=None, low=None, high=None)
    )
    assert "you logged no episode, and 200 on 47 other days" in words.told(
        an_answer(rate_ratio=0.0, low=None, high=None)
    )


@pytest.mark.parametrize(
    ("ratio", "told"),
    [
        (1.849, "1.8"),
        (12.04, "12.0"),
        (0.5, "0.50"),
        (0.949, "0.95"),
        (0.951, "1.0"),
        (250, ">99"),
        (0.001, "<0.01"),
    ],
)
def test_numbers_are_short(ratio: float, told: str) -> None:
    assert words.number(ratio) == told


def test_everything_asked_has_a_title_and_a_sentence() -> None:
    for question, lag in asked(Limits()):
        limit = Limits().of(question)
        told = words.told(an_answer(question=question, lag=lag, limit=limit))
        assert "{" not in told
        assert "None" not in told
        assert ("after" in told) == (lag == 1)
        assert words.title(question, lag).endswith(("the same day", "the day after"))


def test_a_translation_takes_the_place_of_each_template() -> None:
    asked_for: list[str] = []

    def shouted(template: str) -> str:
        asked_for.append(template)
        return template.replace("you logged", "YOU LOGGED")

    assert "YOU LOGGED" in words.told(an_answer(), shouted)
    assert set(asked_for) <= set(words.templates())


# ---- nothing that insights can say claims to know why


def test_no_template_holds_a_word_that_claims_too_much() -> None:
    every = words.templates() + trial_words.templates()
    assert [one for one in every if CLAIMS.search(one)] == []


@pytest.mark.parametrize("seed", range(4))
def test_no_answer_does(seed: int) -> None:
    for one in patterns.find(histories.some_days(seed, 30 + 40 * seed)):
        assert not CLAIMS.search(words.told(one))


@pytest.mark.parametrize("path", [*VERBS, *UI], ids=lambda path: path.name)
def test_no_text_of_the_verb_or_the_window_does(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = [one.value for one in ast.walk(tree) if isinstance(one, ast.Constant)]
    docs = {
        ast.get_docstring(one, clean=False)
        for one in ast.walk(tree)
        if isinstance(one, ast.Module | ast.ClassDef | ast.FunctionDef)
    }
    assert [
        one for one in told if isinstance(one, str) and one not in docs and CLAIMS.search(one)
    ] == []


def test_the_list_of_such_words_would_find_them() -> None:
    for claim in ("It triggers more", "significantly more", "Proves it", "That works"):
        assert CLAIMS.search(claim)
    assert not CLAIMS.search(words.CAUTION)
