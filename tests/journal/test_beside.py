"""What stands beside the episodes: medians as counted by hand, gaps where nothing is known."""

from __future__ import annotations

import statistics
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from relaxapp.journal.beside import Change, Measure, attempts, over_time, practices
from relaxapp.journal.daily import Daily
from relaxapp.journal.tallies import Practised, Rated, Tried

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.journal.beside import Series

MONDAY = date(2026, 5, 11)
ratings = st.none() | st.integers(0, 10)


@given(st.lists(st.builds(Tried, st.sampled_from("ab"), ratings, ratings, st.integers(1, 5))))
def test_a_change_is_the_median_of_all_that_were_rated_twice(reliefs: Sequence[Tried]) -> None:
    for one in attempts(reliefs):
        mine = [each for each in reliefs if each.done == one.done]
        moves = [
            each.after - each.before
            for each in mine
            for _ in range(each.times)
            if each.before is not None and each.after is not None
        ]
        assert one.times == sum(each.times for each in mine)
        assert one.change.rated == len(moves)
        assert one.change.change == (statistics.median(moves) if moves else None)


def test_what_was_tried_most_comes_first() -> None:
    found = attempts([Tried("bath", 5, 5, 1), Tried("stretch", 6, 4, 2), Tried("bath", 6, 1, 4)])
    assert [(one.done, one.times) for one in found] == [("bath", 5), ("stretch", 2)]
    assert found[0].change == Change(5, 6, 1, -5)


def test_all_sessions_together_come_before_each() -> None:
    week = MONDAY
    found = practices(
        [
            Practised("soften", week, (6, 4), (None, None), 2),
            Practised("four", week, (8, 2), (5, 4), 3),
        ]
    )
    assert [(one.session, one.times) for one in found] == [("", 5), ("four", 3), ("soften", 2)]
    assert found[0].tension == Change(5, 8, 2, -6)
    assert found[0].distress == found[1].distress
    assert found[2].distress == Change()
    assert practices([]) == ()


def by_measure(found: Sequence[Series], measure: Measure) -> Series:
    return next(one for one in found if one.measure is measure)


def test_a_week_of_which_nothing_is_known_is_a_gap_and_not_zero() -> None:
    days = [
        *(Daily(MONDAY + timedelta(days=n), traced=False) for n in range(7)),
        Daily(MONDAY + timedelta(days=7), drinks=2, drinks_ml=900, stress=4, movements=1),
        Daily(MONDAY + timedelta(days=8), drinks=3, drinks_ml=1500, drinks_unsaid=1),
        Daily(MONDAY + timedelta(days=9), drinks=1, drinks_ml=1200),
    ]
    found = over_time(days, [Rated(MONDAY + timedelta(days=7), 2, 9)])
    water = by_measure(found, Measure.WATER)
    assert [point.value for point in water.points] == [None, 1050]
    assert water.points[1].known == 2  # of the day with an unsaid amount nobody knows
    assert [p.value for p in by_measure(found, Measure.MOVEMENT).points] == [None, 1]
    assert [p.value for p in by_measure(found, Measure.WORRY).points] == [None, 4.5]
    assert by_measure(found, Measure.STRESS).points[1].height == 0.4
    assert by_measure(found, Measure.ANXIETY).is_empty
    looked = over_time(days, [], [Rated(MONDAY, 1, 6)])
    assert [p.value for p in by_measure(looked, Measure.ANXIETY).points] == [6, None]
    assert water.top >= 1050
