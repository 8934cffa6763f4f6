"""Published ranges, plain words only where they are due, and a question at a quiet time alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from relaxapp.clock import LocalZone
from relaxapp.journal.entries import Check, Episode, Score, When
from relaxapp.journal.ids import uuid7
from relaxapp.journal.measures import Instrument
from relaxapp.journal.weekly import Band, Hard, band, changed, how_hard, is_due, is_high, is_quiet
from tests.fakes import START

BERLIN = LocalZone("Europe/Berlin", 60)
TODAY = START.date()
WEEK = timedelta(days=7)


def check(weeks_ago: int, anxiety: int | None, interference: int | None = None) -> Check:
    return Check(uuid7(START), at(weeks_ago * WEEK), anxiety, interference)


def score(instrument: Instrument, total: int, day: date = TODAY) -> Score:
    return Score(uuid7(START), day, instrument, total)


def at(ago: timedelta) -> When:
    return When.lived(START - ago, BERLIN, 4)


@pytest.mark.parametrize(
    ("instrument", "total", "found", "high"),
    [
        (Instrument.GAD7, 0, Band.MINIMAL, False),
        (Instrument.GAD7, 4, Band.MINIMAL, False),
        (Instrument.GAD7, 5, Band.MILD, False),
        (Instrument.GAD7, 9, Band.MILD, False),
        (Instrument.GAD7, 10, Band.MODERATE, True),
        (Instrument.GAD7, 14, Band.MODERATE, True),
        (Instrument.GAD7, 15, Band.SEVERE, True),
        (Instrument.GAD7, 21, Band.SEVERE, True),
        (Instrument.OASIS, 7, Band.BELOW, False),
        (Instrument.OASIS, 8, Band.ABOVE, True),
        (Instrument.OASIS, 20, Band.ABOVE, True),
    ],
)
def test_a_score_falls_into_the_range_its_authors_published(
    instrument: Instrument, total: int, found: Band, *, high: bool
) -> None:
    assert band(instrument, total) is found
    assert is_high(score(instrument, total)) is high


@pytest.mark.parametrize(
    ("checks", "hard"),
    [
        ((), None),
        ((check(0, 8),), None),
        ((check(0, 10),), Hard.WEEK),
        ((check(0, None, 9),), Hard.WEEK),
        ((check(1, 7), check(0, 7)), Hard.WEEKS),
        ((check(1, 2, 8), check(0, None, 7)), Hard.WEEKS),
        ((check(1, 9), check(0, 6, 6)), None),
        ((check(2, 9), check(1, 3), check(0, 8)), None),
        ((check(8, 9), check(0, 8)), None),
        ((check(0, 9), check(0, 8)), None),
        ((check(1, 8), check(0, 2), check(0, 8)), Hard.WEEKS),
    ],
)
def test_hard_is_one_very_hard_look_or_two_in_a_row(
    checks: tuple[Check, ...], hard: Hard | None
) -> None:
    assert how_hard(checks) is hard


def test_only_a_reliable_change_is_told() -> None:
    oasis, gad7 = Instrument.OASIS, Instrument.GAD7
    assert changed([]) is changed([score(oasis, 9)]) is None
    assert changed([score(oasis, 12), score(oasis, 8)]) is None
    assert changed([score(oasis, 1), score(oasis, 13), score(oasis, 8)]) == -5
    assert changed([score(oasis, 8), score(oasis, 14)]) == 6
    assert changed([score(gad7, 1), score(gad7, 20)]) is None


def test_a_look_back_is_due_once_in_seven_days_and_not_on_the_first_ones() -> None:
    week_old = TODAY - WEEK
    assert not is_due(TODAY, None, [])
    assert not is_due(TODAY, TODAY - timedelta(days=6), [])
    assert is_due(TODAY, week_old, [])
    assert not is_due(TODAY, week_old, [TODAY - timedelta(days=6)])
    assert is_due(TODAY, week_old, [week_old, TODAY - 2 * WEEK])


def test_nothing_is_asked_on_arriving_or_around_an_episode() -> None:
    opened = START - timedelta(minutes=5)
    assert is_quiet(START, opened, [])
    assert not is_quiet(START, opened + timedelta(seconds=1), [])
    lasting = Episode(uuid7(START), at(timedelta(hours=3)), open=True)
    assert not is_quiet(START, opened, [lasting])
    for minutes, quiet in ((29, False), (30, True)):
        over = Episode(uuid7(START), at(timedelta(minutes=minutes)))
        assert is_quiet(START, opened, [over]) is quiet
    ended = Episode(uuid7(START), at(timedelta(hours=2)), START - timedelta(minutes=10))
    assert not is_quiet(START, opened, [ended])
