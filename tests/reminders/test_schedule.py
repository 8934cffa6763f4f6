"""Windows and times as the clocks of the world show them, with their changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from relaxapp.reminders.rule import DAY_MINUTES, Aligned, At, Every, Rule, Window
from relaxapp.reminders.schedule import (
    first_aligned,
    fixed,
    instant,
    joined,
    next_opening,
    spans,
)

BERLIN = ZoneInfo("Europe/Berlin")
CHANGES = [  # zone, day, hours that the day has
    ("Europe/Berlin", "2026-03-29", 23),
    ("Europe/Berlin", "2026-10-25", 25),
    ("America/New_York", "2026-03-08", 23),
    ("America/New_York", "2026-11-01", 25),
    ("Australia/Lord_Howe", "2026-10-04", 23.5),
    ("Australia/Lord_Howe", "2026-04-05", 24.5),
    ("America/Santiago", "2026-09-06", 23),  # changes at midnight
    ("America/Santiago", "2026-04-04", 25),
    ("Asia/Kathmandu", "2026-03-29", 24),
]


def own(*windows: Window, mode: Every | Aligned | At | None = None) -> Rule:
    return Rule("r", mode or Every(60), windows, enabled=True, title="r")


def noon(day: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=zone).astimezone(UTC)


def shown(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%F %H:%M}"


@pytest.mark.parametrize(("place", "day", "hours"), CHANGES)
def test_a_whole_day_is_as_long_as_it_is(place: str, day: str, hours: float) -> None:
    zone = ZoneInfo(place)
    whole = own(Window(0, DAY_MINUTES))
    found = [s for s in spans(whole, zone, noon(day, zone)) if s.start <= noon(day, zone) < s.end]
    assert [(span.end - span.start) / timedelta(hours=1) for span in found] == [hours]


@pytest.mark.parametrize(("place", "day", "hours"), CHANGES)
def test_each_fixed_time_comes_once_on_every_day(place: str, day: str, hours: float) -> None:
    zone = ZoneInfo(place)
    times = tuple(range(0, DAY_MINUTES, 75))
    found = fixed(own(Window(0, DAY_MINUTES), mode=At(times)), zone, noon(day, zone))
    walls = [one.wall for one in found]
    assert len(walls) == len(set(walls))
    by_day = [wall for wall in walls if wall.date() == date.fromisoformat(day)]
    assert [wall.hour * 60 + wall.minute for wall in by_day] == list(times)
    for one in found:
        assert one.at < one.closes
        late = one.at.astimezone(zone).replace(tzinfo=None) - one.wall
        assert timedelta() <= late <= timedelta(hours=1)  # what does not exist comes later


@pytest.mark.parametrize(("place", "day", "hours"), CHANGES)
@pytest.mark.parametrize("minutes", [30, 50, 60, 7 * 60])
def test_by_the_clock_it_shows_a_multiple_and_every_one(
    place: str, day: str, hours: float, minutes: int
) -> None:
    zone = ZoneInfo(place)
    rule = own(Window(0, DAY_MINUTES), mode=Aligned(minutes))
    at = noon(day, zone) - timedelta(hours=30)
    seen = []
    for _ in range(60 * 60 // minutes):
        found = first_aligned(rule, zone, at, at)
        assert found is not None
        assert found.start >= at
        local = found.start.astimezone(zone)
        assert (local.hour * 60 + local.minute) % minutes == 0
        assert local.second == 0
        seen.append(found.start)
        at = found.start + timedelta(minutes=1)
    # Each that the clock shows on that day is there, counted from midnight; if twice, then twice.
    begin, end = (instant(date.fromisoformat(day), m, zone) for m in (0, DAY_MINUTES))
    every = [begin + timedelta(minutes=n) for n in range(int((end - begin) / timedelta(minutes=1)))]
    locals_ = ((at, at.astimezone(zone)) for at in every)
    expected = [at for at, wall in locals_ if (wall.hour * 60 + wall.minute) % minutes == 0]
    assert [at for at in seen if begin <= at < end] == [at for at in expected if at <= seen[-1]]


def test_where_a_length_does_not_divide_the_day_it_begins_anew_at_midnight() -> None:
    rule = own(Window(0, DAY_MINUTES), mode=Aligned(50))
    late = datetime(2026, 6, 1, 21, 21, tzinfo=UTC)  # 23:21, and 23:20 was the last
    found = first_aligned(rule, BERLIN, late, late)
    assert found is not None
    assert shown(found.start, BERLIN) == "2026-06-02 00:00"


def test_a_window_over_midnight_belongs_to_the_day_it_begins_on() -> None:
    friday = own(Window(22 * 60, 2 * 60, frozenset({4})))
    around = noon("2026-06-05", BERLIN)  # a Friday
    found = [(shown(s.start, BERLIN), shown(s.end, BERLIN)) for s in joined(friday, BERLIN, around)]
    assert found == [
        ("2026-06-05 22:00", "2026-06-06 02:00"),
        ("2026-06-12 22:00", "2026-06-13 02:00"),
    ]
    times = fixed(friday.with_(mode=At((60, 23 * 60))), BERLIN, around)
    assert [shown(one.at, BERLIN) for one in times][:2] == ["2026-06-05 23:00", "2026-06-06 01:00"]


def test_one_that_began_yesterday_is_still_open_after_midnight() -> None:
    rule = own(Window(22 * 60, 2 * 60))
    at = datetime(2026, 6, 5, 23, 30, tzinfo=UTC)  # 01:30
    assert any(span.start <= at < span.end for span in joined(rule, BERLIN, at))


def test_windows_that_touch_or_overlap_are_one_and_open_as_they_were_set() -> None:
    rule = own(Window(9 * 60, 12 * 60), Window(12 * 60, 15 * 60), Window(14 * 60, 18 * 60))
    at = noon("2026-06-05", BERLIN)
    day = [s for s in joined(rule, BERLIN, at) if s.start <= at < s.end]
    assert [(shown(s.start, BERLIN)[-5:], shown(s.end, BERLIN)[-5:]) for s in day] == [
        ("09:00", "18:00")
    ]
    opening = next_opening(rule, BERLIN, at)
    assert opening is not None
    assert shown(opening, BERLIN) == "2026-06-05 14:00"


def test_a_day_that_touches_the_next_is_open_all_night() -> None:
    rule = own(Window(18 * 60, DAY_MINUTES), Window(0, 6 * 60))
    at = datetime(2026, 6, 5, 22, 0, tzinfo=UTC)  # midnight
    found = [s for s in joined(rule, BERLIN, at) if s.start <= at < s.end]
    assert [(s.end - s.start) / timedelta(hours=1) for s in found] == [12]


def test_an_hour_that_a_change_of_clocks_swallows_is_no_window_and_keeps_its_times() -> None:
    rule = own(Window(2 * 60, 3 * 60), mode=At((150,)))
    at = noon("2026-03-29", BERLIN)
    starts = {shown(span.start, BERLIN)[:10] for span in spans(rule, BERLIN, at)}
    assert "2026-03-29" not in starts
    (one,) = [o for o in fixed(rule, BERLIN, at) if o.wall.date() == date(2026, 3, 29)]
    assert shown(one.at, BERLIN) == "2026-03-29 03:30"
    assert one.closes - one.at == timedelta(minutes=15)


def test_on_the_day_with_an_hour_twice_a_window_holds_both() -> None:
    rule = own(Window(2 * 60, 3 * 60))
    at = noon("2026-10-25", BERLIN)
    lengths = {
        shown(s.start, BERLIN)[:10]: (s.end - s.start) / timedelta(hours=1)
        for s in spans(rule, BERLIN, at)
    }
    assert lengths["2026-10-25"] == 2
    assert lengths["2026-10-26"] == 1


def test_a_window_on_one_day_of_the_week_is_found_from_every_day() -> None:
    rule = own(Window(9 * 60, 10 * 60, frozenset({0})))
    for offset in range(14):
        at = noon("2026-06-01", BERLIN) + timedelta(days=offset)
        opening = next_opening(rule, BERLIN, at)
        assert opening is not None
        assert opening - at <= timedelta(days=7)
        assert opening.astimezone(BERLIN).weekday() == 0


def test_a_rule_of_another_kind_has_none_of_these() -> None:
    rule, at = own(Window(0, 60)), noon("2026-06-05", BERLIN)
    assert fixed(rule, BERLIN, at) == ()
    assert first_aligned(rule, BERLIN, at, at) is None
