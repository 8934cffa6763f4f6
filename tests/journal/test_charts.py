"""The pictures as numbers: every mark in its square, and no count lost or made up on the way."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from relaxapp import body
from relaxapp.journal.charts import (
    HOURS,
    LONGEST_STRIP,
    body_sites,
    calendar,
    hour_weekday,
    trend,
)
from relaxapp.journal.daily import Daily
from relaxapp.journal.scales import LEVELS, round_top, scale
from relaxapp.journal.vocabulary import DayStatus

TODAY = date(2026, 5, 14)  # a Thursday


@st.composite
def periods(draw: st.DrawFn) -> list[Daily]:
    first = draw(st.dates(date(2019, 1, 1), date(2026, 1, 1)))
    number = draw(st.integers(1, 900))
    chance = draw(st.randoms(use_true_random=False))
    return [
        Daily(
            first + timedelta(days=n),
            chance.choice(list(DayStatus)),
            chance.choice((0, 0, 1, 2, 9)),
        )
        for n in range(number)
    ]


@given(st.lists(st.integers(0, 500)))
def test_a_scale_knows_each_count_and_keeps_their_order(counts: list[int]) -> None:
    made = scale(counts)
    assert len(made.tops) <= LEVELS
    levels = [made.level(count) for count in sorted(counts)]
    assert levels == sorted(levels)
    for count in counts:
        level = made.level(count)
        assert (level == 0) == (count == 0)
        if count:
            low, high = made.ranges[level - 1]
            assert low <= count <= high


@given(periods())
def test_the_calendar_has_each_day_once_in_its_square(days: list[Daily]) -> None:
    made = calendar(days)
    assert [one.day for one in made.days] == [one.day for one in days]
    assert made.episodes == sum(one.episodes for one in days)
    assert made.complete + made.partial + made.unknown == len(days)
    assert len({(one.strip, one.column, one.row) for one in made.days}) == len(days)
    for one in made.days:
        strip = made.strips[one.strip]
        assert one.day == strip.start + timedelta(weeks=one.column, days=one.row)
        assert 0 < one.x < 1 > one.y > 0
        assert strip.columns <= LONGEST_STRIP


@given(periods())
def test_the_weeks_add_up_to_the_days(days: list[Daily]) -> None:
    made = trend(days)
    assert made.episodes == sum(week.episodes for week in made.weeks) == calendar(days).episodes
    assert sum(week.days for week in made.weeks) == len(days)
    assert sum(week.complete for week in made.weeks) == calendar(days).complete
    for week in made.weeks:
        assert week.complete <= week.recorded <= week.days <= 7
        assert 0 <= week.height <= 1 >= week.known >= 0
        assert 0 < week.x < 1


def test_a_day_is_as_known_as_was_said_and_a_ring_needs_that_it_is_complete() -> None:
    days = [
        Daily(TODAY - timedelta(days=3)),
        Daily(TODAY - timedelta(days=2), DayStatus.PARTIAL, 2),
        Daily(TODAY - timedelta(days=1), DayStatus.COMPLETE),
        Daily(TODAY, DayStatus.COMPLETE, 3),
    ]
    made = calendar(days)
    assert (made.complete, made.partial, made.unknown, made.none) == (2, 1, 1, 1)
    assert made.rows()[0] == (TODAY, DayStatus.COMPLETE, 3)


def test_a_filter_changes_what_is_counted_not_what_is_known() -> None:
    days = [Daily(TODAY - timedelta(days=1), episodes=4), Daily(TODAY, DayStatus.COMPLETE, 2)]
    wanted = {TODAY - timedelta(days=1): 1}
    assert calendar(days, wanted).episodes == trend(days, wanted).episodes == 1
    assert calendar(days, wanted).none == 1
    assert trend(days, wanted).weeks[0].recorded == 2


def test_more_than_a_year_is_shown_year_by_year_with_months_in_line() -> None:
    days = [Daily(date(2024, 3, 5) + timedelta(days=n)) for n in range(800)]
    strips = calendar(days).strips
    assert [strip.start.year for strip in strips] == [2024, 2024, 2025]
    assert {strip.columns for strip in strips} == {LONGEST_STRIP}
    assert len(calendar(days[:300]).strips) == 1


def test_places_are_told_as_logged_and_painted_as_they_take_each_other_in() -> None:
    made = body_sites(
        {"inner_calf.left": 3, "leg.left": 1, "": 2},
        {"inner_calf.left": 4, **dict.fromkeys(body.expand("leg.left") - {"inner_calf.left"}, 1)},
        episodes=6,
    )
    assert made.nowhere == 2
    assert made.sites == (("inner_calf.left", 3), ("leg.left", 1))
    assert made.regions[0].region == "inner_calf.left"
    assert made.regions[0].count == 4
    rows = made.rows()
    assert rows[:2] == (("inner_calf.left", 3, 4), ("leg.left", 1, None))
    assert {row[1:] for row in rows[2:]} == {(0, 1)}
    assert len(rows) == 1 + len(body.expand("leg.left"))


hours = st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 23)), st.integers(1, 90))


@given(hours)
def test_each_hour_is_there_and_the_rows_say_what_the_cells_do(
    counts: dict[tuple[int, int], int],
) -> None:
    made = hour_weekday(counts)
    assert len(made.hours) == 7 * HOURS
    assert made.episodes == sum(counts.values())
    for (weekday, hour), count in counts.items():
        assert made.at(weekday, hour).count == count
        assert made.rows()[hour][1][weekday] == count
    assert sum(whole for *_, whole in made.rows()) == made.episodes


def test_nothing_at_all_is_a_picture_too() -> None:
    assert calendar([]).days == () == calendar([]).strips
    assert trend([]).weeks == ()
    assert body_sites({}, {}, 0).rows() == ()
    assert hour_weekday({}).episodes == 0


@given(st.integers(0, 10**6))
def test_the_top_of_an_axis_is_near_and_its_half_whole(most: int) -> None:
    top = round_top(most)
    assert most <= top <= max(4, 2 * most + 4)
    assert top % 2 == 0
