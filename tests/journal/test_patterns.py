"""The answers to all questions, against a slow retelling of the method; and the gates, exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.journal import gates, patterns
from relaxapp.journal.daily import Daily
from relaxapp.journal.gates import Counted, Verdict
from relaxapp.journal.patterns import Progress
from relaxapp.journal.questions import Limits, Question, asked
from relaxapp.journal.vocabulary import DayStatus
from relaxapp.settings import Settings
from tests.journal import histories
from tests.journal.histories import FIRST

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

EXPOSED: dict[str, Callable[[Daily], bool | None]] = {
    "caffeine": lambda one: None if one.caffeine_mg is None else one.caffeine_mg >= 200,
    "poor_sleep": lambda one: None if one.sleep_hours is None else one.sleep_hours < 6,
    "hard_exercise": lambda one: one.hard_exercise,
    "high_stress": lambda one: None if one.stress is None else one.stress >= 7,
    "alcohol": lambda one: None if one.alcohol_units is None else one.alcohol_units > 0,
    "little_water": lambda one: None if one.drinks_ml is None else one.drinks_ml < 1600,
    "no_session": lambda one: not one.sessions if one.traced else None,
    "no_movement": lambda one: not one.movements if one.traced else None,
}


def answer(of: Sequence[Daily], question: Question = Question.HARD_EXERCISE) -> patterns.Pattern:
    """Return the answer about the same day."""
    return next(one for one in patterns.find(of) if one.question is question and one.lag == 0)


def exercised(exposed: int, unexposed: int, episodes: int, *, ratio: int = 1) -> tuple[Daily, ...]:
    """Return days with so many of each, in turn, and the episodes spread over them all."""
    total = exposed + unexposed
    on = {round(n * total / exposed) for n in range(exposed)} if exposed else set()
    assert len(on) == exposed
    made: dict[int, int] = {}
    for n in range(episodes):
        made[n % total] = made.get(n % total, 0) + (ratio if n % total in on else 1)
    return histories.days(total, lambda n: {"hard_exercise": n in on, "episodes": made.get(n, 0)})


# ---- what is asked


def test_questions_and_lags_are_those_declared() -> None:
    both = ("caffeine", "poor_sleep", "hard_exercise", "high_stress", "alcohol")
    after = ("little_water", "no_session", "no_movement")
    declared = [(name, lag) for name in both for lag in (0, 1)] + [(name, 1) for name in after]
    assert list(asked(Limits())) == declared


def test_who_is_to_limit_fluids_is_not_asked_about_little_water() -> None:
    limits = Limits.chosen(Settings(fluids_limited=True))
    assert Question.LITTLE_WATER not in {question for question, _ in asked(limits)}
    assert Limits.chosen(Settings()).water_ml == 1600


def test_limits_are_the_persons_own_and_told_with_the_answer() -> None:
    chosen = Settings(caffeine_limit_mg=90, short_sleep_hours=7, high_stress=5, water_goal_ml=2000)
    limits = Limits.chosen(chosen)
    found = patterns.find(histories.some_days(1, 50), limits)
    told = {one.question: one.limit for one in found}
    assert told == {
        "caffeine": 90,
        "poor_sleep": 7,
        "hard_exercise": None,
        "high_stress": 5,
        "alcohol": 0,
        "little_water": 2000,
        "no_session": None,
        "no_movement": None,
    }
    strict = next(one for one in found if one.question is Question.CAFFEINE)
    usual = next(one for one in patterns.find(histories.some_days(1, 50)))
    assert strict.there.exposed_days > usual.there.exposed_days


@pytest.mark.parametrize(
    ("question", "inside", "outside"),
    [
        ("caffeine", {"caffeine_mg": 200}, {"caffeine_mg": 199}),
        ("poor_sleep", {"sleep_hours": 5.9}, {"sleep_hours": 6.0}),
        ("hard_exercise", {"hard_exercise": True}, {"hard_exercise": False}),
        ("high_stress", {"stress": 7}, {"stress": 6}),
        ("alcohol", {"alcohol_units": 0.1}, {"alcohol_units": 0.0}),
        ("little_water", {"drinks_ml": 1599}, {"drinks_ml": 1600}),
        ("no_session", {"sessions": 0}, {"sessions": 1}),
        ("no_movement", {"movements": 0}, {"movements": 2}),
    ],
)
def test_a_limit_parts_the_days_exactly(
    question: str, inside: dict[str, Any], outside: dict[str, Any]
) -> None:
    of = histories.days(12, lambda n: inside if n < 5 else outside)
    there = next(one for one in patterns.find(of) if one.question == question and one.lag).there
    assert (there.exposed_days, there.unexposed_days) == (5, 6)


# ---- which days count


def test_only_complete_days_count_and_unknown_exposures_are_left_out_and_told() -> None:
    of = list(histories.days(30, lambda n: {"stress": 8 if n % 2 else 3, "episodes": 1}))
    of[3] = replace(of[3], status=DayStatus.PARTIAL)
    of[4] = replace(of[4], status=DayStatus.UNKNOWN)
    of[9] = replace(of[9], stress=None)
    same, after = (one for one in patterns.find(of) if one.question is Question.HIGH_STRESS)
    assert (same.there.complete_days, same.unknown_days, same.there.episodes) == (27, 1, 27)
    # The first day has none before it, day 10 has one without a figure. What was said of the
    # days 3 and 4 holds, though the episodes of those days do not count.
    assert (after.there.complete_days, after.unknown_days) == (26, 2)
    assert (after.there.exposed_days, after.there.unexposed_days) == (12, 14)


def test_water_without_an_amount_is_unknown() -> None:
    def of(**figures: Any) -> patterns.Pattern:
        return patterns.find(histories.days(5, lambda _: figures))[10]

    assert of(drinks=2, drinks_ml=500, drinks_unsaid=1).unknown_days == 5
    assert of(drinks=0, drinks_ml=None).unknown_days == 5
    assert of(drinks=1, drinks_ml=500).there.exposed_days == 4


# ---- the same as told plainly


@pytest.mark.parametrize("seed", range(6))
def test_every_answer_is_what_the_method_says(seed: int) -> None:
    of = histories.some_days(seed, (45, 70, 90, 97, 120, 200)[seed])
    found = patterns.find(of)
    for one in found:
        pairs = histories.slow_pairs(of, one.lag, EXPOSED[one.question])
        on = sum(exposed for _, exposed, _ in pairs)
        episodes = sum(count for _, _, count in pairs)
        assert one.there == Counted(len(pairs), on, len(pairs) - on, episodes)
        complete = sum(day.status == "complete" for day in of)
        assert one.unknown_days == complete - len(pairs)
        if len(pairs) < 28 or min(on, len(pairs) - on, episodes) < 10:
            assert one.rate_ratio is one.low is one.high is one.p is None
            continue
        blocks = histories.slow_blocks(pairs)
        num, den, _ = histories.slow_sums(blocks)
        assert one.rate_ratio == pytest.approx(num / den, rel=1e-12)
        if len(pairs) < 42:
            assert one.p is None
            continue
        assert one.p is not None
        slow = histories.slow_rotation_p(blocks, seed, 400)
        assert one.p == pytest.approx(slow, abs=0.12)  # 4 standard deviations of 400 draws
        half = len(pairs) // 2
        for ratio, part in zip(one.halves, (pairs[:half], pairs[half:]), strict=True):
            up, down, _ = histories.slow_sums(histories.slow_blocks(part))
            assert ratio == pytest.approx(up / down, rel=1e-12)
    adjusted = histories.slow_adjusted([1.0 if one.p is None else one.p for one in found])
    for one, slow in zip(found, adjusted, strict=True):
        assert one.adjusted_p == (None if one.p is None else pytest.approx(slow, rel=1e-12))


def test_the_same_days_give_the_same_answer_whenever_asked() -> None:
    of = histories.some_days(11, 90)
    assert patterns.find(of) == patterns.find(of)


# ---- gates, on both sides


@pytest.mark.parametrize(
    ("exposed", "unexposed", "episodes", "lacks"),
    [
        (21, 21, 42, Counted()),
        (21, 20, 41, Counted(complete_days=1)),
        (10, 32, 42, Counted()),
        (9, 33, 42, Counted(exposed_days=1)),
        (32, 10, 42, Counted()),
        (33, 9, 42, Counted(unexposed_days=1)),
        (21, 21, 10, Counted()),
        (21, 21, 9, Counted(episodes=1)),
        (5, 7, 0, Counted(30, 5, 3, 10)),
    ],
)
def test_what_is_missing_is_told_to_the_day(
    exposed: int, unexposed: int, episodes: int, lacks: Counted
) -> None:
    one = answer(exercised(exposed, unexposed, episodes))
    assert one.lacks == lacks
    assert (one.verdict is Verdict.TOO_LITTLE) == bool(lacks)
    assert (one.p is None) == (one.adjusted_p is None) == bool(lacks)


def test_under_four_weeks_there_are_counts_and_nothing_else() -> None:
    few, enough = answer(exercised(13, 14, 60)), answer(exercised(14, 14, 60))
    assert (few.there.complete_days, few.verdict) == (27, Verdict.TOO_LITTLE)
    assert few.rate_ratio is few.low is few.phi is few.p is few.could_miss is None
    assert (enough.there.complete_days, enough.verdict) == (28, Verdict.TOO_LITTLE)
    assert enough.rate_ratio is not None
    assert enough.could_miss is not None
    assert enough.p is None


@pytest.mark.parametrize(
    ("ratio", "large"), [(1.5, True), (1.49, False), (0.67, True), (0.68, False), (None, True)]
)
def test_a_ratio_matters_from_there_on(ratio: float | None, large: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert gates.is_large(ratio) is large


# ---- verdicts


def doubled(of: Sequence[Daily], factor: float, until: int = 10**6) -> list[Daily]:
    return [
        replace(one, episodes=round(one.episodes * (factor if one.hard_exercise else 1)))
        if n < until
        else one
        for n, one in enumerate(of)
    ]


def irregular(seed: int, count: int) -> tuple[Daily, ...]:
    """Return days on which nothing but exercise is known, four episodes on each."""
    of = histories.some_days(seed, count, gaps=0)
    return tuple(
        Daily(one.day, DayStatus.COMPLETE, 4, hard_exercise=one.hard_exercise) for one in of
    )


def test_a_plain_difference_is_a_pattern() -> None:
    one = answer(doubled(irregular(2, 90), 2))
    assert (one.verdict, one.rate_ratio) == (Verdict.PATTERN, pytest.approx(2))
    assert one.adjusted_p is not None
    assert one.adjusted_p < 0.01
    assert one.steady
    fewer = answer(doubled(irregular(2, 90), 0.5))
    assert (fewer.verdict, fewer.rate_ratio) == (Verdict.PATTERN, pytest.approx(0.5))


def test_a_difference_just_as_large_as_it_has_to_be_is_a_pattern() -> None:
    one = answer(doubled(irregular(2, 90), 1.5))  # 6 episodes a day to 4, whatever floats say
    assert (one.verdict, one.rate_ratio) == (Verdict.PATTERN, pytest.approx(1.5))


def test_a_difference_that_is_sure_but_small_is_none() -> None:
    one = answer(doubled(irregular(2, 90), 1.25))
    assert (one.verdict, one.rate_ratio) == (Verdict.UNCLEAR, pytest.approx(1.25))
    assert one.adjusted_p is not None
    assert one.adjusted_p < 0.01


def test_a_difference_in_one_half_alone_is_none() -> None:
    half = doubled(irregular(2, 90), 4, until=45)
    one = answer(half)
    assert one.halves == (pytest.approx(4), pytest.approx(1))
    assert (one.verdict, one.steady) == (Verdict.UNCLEAR, False)
    assert one.rate_ratio is not None
    assert one.rate_ratio > 1.5


def test_no_episode_on_other_days_has_no_ratio_and_is_a_pattern_all_the_same() -> None:
    of = [replace(one, episodes=4 * bool(one.hard_exercise)) for one in irregular(2, 90)]
    one = answer(of)
    assert (one.verdict, one.rate_ratio, one.low, one.high) == (Verdict.PATTERN, None, None, None)
    none = answer([replace(one, episodes=4 * (not one.hard_exercise)) for one in irregular(2, 90)])
    assert (none.verdict, none.rate_ratio, none.high) == (Verdict.PATTERN, 0.0, None)


def test_a_season_that_both_share_is_no_pattern() -> None:
    late = [n >= 56 for n in range(112)]
    of = histories.days(
        112, lambda n: {"hard_exercise": late[n] ^ (n % 14 == 0), "episodes": 9 if late[n] else 2}
    )
    one = answer(of)
    assert one.rate_ratio == pytest.approx(1)
    assert one.verdict is Verdict.UNCLEAR


def test_what_could_be_missed_shrinks_with_days_and_grows_with_restless_ones() -> None:
    few, many = (answer(irregular(3, count)).could_miss for count in (44, 180))
    assert few is not None
    assert many is not None
    assert 1.5 < many < few < 3
    wild = [replace(one, episodes=(0, 12, 0)[n % 3]) for n, one in enumerate(irregular(3, 180))]
    restless = answer(wild)
    assert restless.phi is not None
    assert restless.phi > 5
    assert restless.could_miss is not None
    assert restless.could_miss > many


def test_it_is_done_in_pieces() -> None:
    pieces = patterns.in_pieces(histories.some_days(4, 60))
    seen = []
    try:
        while True:
            seen.append(next(pieces))
    except StopIteration as last:
        found = last.value
    assert seen == [Progress(n, 13) for n in range(1, 14)]
    assert found == patterns.find(histories.some_days(4, 60))


def test_no_days_are_answered_too() -> None:
    assert {one.verdict for one in patterns.find(())} == {Verdict.TOO_LITTLE}
    blank = [Daily(FIRST + timedelta(days=n), traced=False) for n in range(400)]
    assert all(one.lacks == Counted(42, 10, 10, 10) for one in patterns.find(blank))
