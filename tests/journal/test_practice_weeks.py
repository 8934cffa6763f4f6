"""Practices week by week: nothing is counted twice, an empty week is only empty."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from relaxapp.journal.entries import SessionRecord
from relaxapp.journal.practice_weeks import days_practised, heard, marks, weeks

TODAY = date(2026, 5, 14)  # a Thursday


def record(ago: int, before: int | None = None, after: int | None = None,
           seconds: float = 400) -> SessionRecord:  # fmt: skip
    day = TODAY - timedelta(days=ago)
    started = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
    made = SessionRecord("x", started, 0, "", day, "soften", 410, seconds)
    return replace(made, tension_before=before, tension_after=after)


def test_days_are_days_not_practices() -> None:
    assert days_practised([record(0), record(0), record(9), record(40)]) == 3
    assert days_practised([record(1, seconds=0)]) == 0


def test_a_week_tells_its_means_of_what_was_rated_twice() -> None:
    *_, last, this = weeks([record(0, 6, 2), record(0, 8, 5), record(1, 9), record(7)], TODAY)
    assert this.start == date(2026, 5, 11)
    assert (this.practices, this.days, this.rated) == (3, 2, 2)
    assert (this.before, this.after, this.seconds) == (7, 3.5, 1200)
    assert (last.practices, last.rated, last.before) == (1, 0, None)


def test_there_are_a_few_weeks_from_the_beginning_and_not_too_many() -> None:
    assert len(weeks([], TODAY)) == 4
    assert len(weeks([record(45)], TODAY)) == 7
    assert len(weeks([record(2000)], TODAY)) == 12


def test_marks_stand_in_the_square() -> None:
    first, *_, last = marks(weeks([record(0, 10, 0), record(1), record(2)], TODAY))
    assert (first.before, first.days) == (None, 0)
    assert (last.x, last.days, last.before, last.after) == (0.875, 3 / 7, 1, 0)


rating = st.none() | st.integers(0, 10)


@given(st.lists(st.builds(record, st.integers(0, 80), rating, rating, st.floats(0, 900))))
def test_all_recent_practices_are_in_one_week_each(records: list[SessionRecord]) -> None:
    found = weeks(records, TODAY)
    recent = [one for one in heard(records) if one.day >= found[0].start]
    assert sum(week.practices for week in found) == len(recent)
    assert sum(week.days for week in found) == days_practised(recent)
    for mark in marks(found):
        assert 0 < mark.x < 1
        assert all(0 <= y <= 1 for y in (mark.days, mark.before, mark.after) if y is not None)
