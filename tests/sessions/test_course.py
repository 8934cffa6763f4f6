"""The course: ratings open the next stage, the calendar never does, and the hand always can."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaxapp.sessions.course import SESSIONS, STAGES, Kept, Practised, StageId, standing
from relaxapp.sessions.library import Library
from tests.sessions.mutants import BUNDLED

START = datetime(2026, 5, 1, 20, tzinfo=UTC)


def some(*sessions: str, before: int | None = 6, after: int | None = 3, worse: bool = False,
         share: float = 1.0, day: float = 0) -> list[Practised]:  # fmt: skip
    return [
        Practised(START + timedelta(days=day, hours=n), name, share, before, after, worse)
        for n, name in enumerate(sessions)
    ]


def test_it_begins_with_softening() -> None:
    at = standing([], Kept())
    assert (at.stage, at.session, at.times, at.opened) == (StageId.SOFTEN, "soften", 0, False)
    assert (at.before, at.following) == (None, StageId.CONTRAST)


def test_every_stage_has_sessions_that_exist() -> None:
    there = {script.id: script for script in Library([BUNDLED[0].parent]).scripts()}
    assert set(there) >= SESSIONS
    for stage in STAGES.values():
        assert all(there[name].tenses is stage.tenses for name in stage.sessions)


@pytest.mark.parametrize(
    ("practised", "opened"),
    [
        (some("soften", "soften", "soften"), True),
        (some("soften", "soften"), False),  # not often enough
        (some("soften", "soften", "soften", before=5, after=5), False),  # not easier
        (some("soften", "soften", "soften", before=1, after=1), True),  # easy already
        (some("soften", "soften", "soften", before=None, after=None), False),  # nothing said
        (some("soften", "soften", "soften", before=None, after=1), True),
        (some("soften", "soften", "soften", worse=True), False),
        (some("soften", "soften", "soften", share=0.3), False),  # hardly begun
        (some("four", "seven", "four", "seven"), False),  # something else
    ],
)
def test_ratings_open_the_next_stage(practised: list[Practised], *, opened: bool) -> None:
    at = standing(practised, Kept())
    assert (at.opened, at.stage) == (opened, StageId.SOFTEN)


def test_two_of_the_latest_three_are_enough() -> None:
    good = some("soften", "soften")
    assert standing([*good, *some("soften", after=9, day=1)], Kept()).opened
    bad = [*good, *some("soften", "soften", after=9, day=1)]
    assert not standing(bad, Kept()).opened


@pytest.mark.parametrize("days", [0.2, 30, 900])
def test_no_calendar_comes_into_it(days: float) -> None:
    spread = [
        Practised(START + timedelta(days=n * days), "soften", 1, 6, 3) for n in range(3)
    ]  # fmt: skip
    assert standing(spread, Kept()).opened


def test_practising_the_next_stage_is_the_step_into_it() -> None:
    at = standing(some("soften", "soften", "soften", "full-sixteen"), Kept())
    assert (at.stage, at.times, at.session) == (StageId.CONTRAST, 1, "full-sixteen")
    early = standing(some("soften", "full-sixteen", "full-sixteen"), Kept())
    assert early.stage is StageId.SOFTEN


def test_the_whole_way_to_everyday_moments() -> None:
    names = ["soften", "gentle-squeeze", "seven", "four", "soften", "soft-word"]
    practised = some(*[name for name in names for _ in range(3)], "half-minute-reset")
    at = standing(practised, Kept())
    assert (at.stage, at.following, at.before) == (StageId.RESET, None, StageId.CUE)
    assert standing(practised[:13], Kept()).stage is StageId.RELEASE


def test_what_tenses_can_be_passed_over() -> None:
    kept = Kept(passed=frozenset({StageId.CONTRAST}))
    assert standing([], kept).following is StageId.SEVEN
    assert standing(some("soften", "soften", "soften", "seven"), kept).stage is StageId.SEVEN


def test_without_any_tensing_release_only_is_no_second_round_of_soften() -> None:
    kept = Kept(passed=frozenset({StageId.CONTRAST, StageId.SEVEN, StageId.FOUR}))
    assert standing([], kept).following is StageId.CUE
    at = standing(some("soften", "soften", "soften", "soft-word"), kept)
    assert (at.stage, at.before) == (StageId.CUE, StageId.RELEASE)


def test_a_step_by_hand_counts_from_then_on() -> None:
    since = START + timedelta(days=1)
    practised = [*some("four", "four", "four"), *some("four", day=2)]
    at = standing(practised, Kept(StageId.FOUR, since))
    assert (at.stage, at.times) == (StageId.FOUR, 1)


@pytest.mark.parametrize("text", ["", "{}", "nonsense", "[]", '{"stage": "x"}', "null",
    '{"stage": "four", "since": "2026-05-01T10:00", "passed": []}'])  # fmt: skip
def test_a_choice_that_cannot_be_read_is_the_beginning(text: str) -> None:
    assert Kept.from_text(text) == Kept()


def test_a_choice_is_kept() -> None:
    kept = Kept(StageId.FOUR, START, frozenset({StageId.SEVEN}))
    assert Kept.from_text(kept.to_text()) == kept


practices = st.lists(
    st.builds(
        Practised,
        st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are naive by the library's rule
        st.sampled_from(sorted(SESSIONS)),
        st.floats(0, 1),
        st.none() | st.integers(0, 10),
        st.none() | st.integers(0, 10),
        st.booleans(),
    ),
    max_size=40,
)


@given(practices, st.sets(st.sampled_from([s.id for s in STAGES.values() if s.tenses])))
def test_more_practice_never_leads_back(found: list[Practised], passed: set[StageId]) -> None:
    order = list(STAGES)
    found.sort(key=lambda one: one.started)
    kept = Kept(passed=frozenset(passed))
    stages = [order.index(standing(found[:n], kept).stage) for n in range(len(found) + 1)]
    assert all(one <= other for one, other in pairwise(stages))
    assert not {order[n] for n in stages} & passed
