"""A small run of the study in benchmarks/insights_study.py: false alarms, finds, and the range.

The seeds are fixed, so it says the same each time; how sure the figures are is in docs/insights.md.
"""

from __future__ import annotations

from relaxapp.journal import patterns
from relaxapp.journal.gates import Verdict
from tests.journal.simulated import World, diary

NOTHING = [
    World(days, persistence, trend)
    for days in (60, 90)
    for persistence in (0.0, 0.4, 0.8)
    for trend in (0.0, 0.8)
]


def test_where_nothing_is_there_nothing_is_mostly_what_is_said() -> None:
    alarms = refused = 0
    for n in range(72):
        found = patterns.find(diary(NOTHING[n % len(NOTHING)], n))
        alarms += any(one.verdict is Verdict.PATTERN for one in found)
        refused += any(one.verdict is Verdict.TOO_LITTLE for one in found)
    assert (
        alarms <= 14
    )  # one in ten is what the method allows; this is 2.7 standard deviations more
    assert refused < 36  # it was asked, and had the days to answer


def test_three_times_as_many_is_found_within_three_months_and_held_by_its_range() -> None:
    worlds = [World(90, persistence, ratio=3.0, gaps=0) for persistence in (0.0, 0.4, 0.8)]
    found = [patterns.find(diary(worlds[n % 3], n))[0] for n in range(36)]
    assert sum(one.verdict is Verdict.PATTERN for one in found) >= 0.85 * 36
    held = [one.low <= 3 <= one.high for one in found if one.low and one.high]
    assert sum(held) >= 0.85 * 36
