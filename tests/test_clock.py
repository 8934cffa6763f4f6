"""The clock tells the truth, and a day is the day a person would name."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaxapp.clock import (
    NOISE_S,
    Clock,
    LocalZone,
    Marks,
    SystemClock,
    day_lived,
    gap,
    local_zone,
)
from tests.fakes import START, FakeClock

NOWHERE = Path("/nonexistent/localtime")
SUMMER = datetime(2026, 7, 1, 12, tzinfo=UTC)
WINTER = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_the_system_clock_is_aware_and_runs_forward() -> None:
    clock: Clock = SystemClock()
    assert clock.now().utcoffset() == timedelta(0)
    assert clock.monotonic() <= clock.monotonic()
    assert clock.boottime() <= clock.boottime()


def test_waiting_no_time_returns_at_once() -> None:
    SystemClock().sleep(-1.0)


def test_the_fake_clock_shows_time_slept_as_a_gap() -> None:
    clock: Clock = (fake := FakeClock())
    fake.advance(2.0)
    fake.advance(60.0, asleep=True)
    assert clock.monotonic() == 2.0
    assert clock.boottime() == 62.0
    assert clock.now() == START + timedelta(seconds=62)
    fake.sleep(1.0)
    fake.set_wall(SUMMER)
    assert (clock.now(), clock.monotonic()) == (SUMMER, 3.0)


@pytest.mark.parametrize(
    ("tz", "at", "zone"),
    [
        ("Europe/Berlin", SUMMER, LocalZone("Europe/Berlin", 120)),
        ("Europe/Berlin", WINTER, LocalZone("Europe/Berlin", 60)),
        (":Asia/Kolkata", WINTER, LocalZone("Asia/Kolkata", 330)),
        ("/usr/share/zoneinfo/America/New_York", WINTER, LocalZone("America/New_York", -300)),
        ("", WINTER, LocalZone("UTC", 0)),
    ],
)
def test_tz_names_the_zone(tz: str, at: datetime, zone: LocalZone) -> None:
    assert local_zone(at, {"TZ": tz}, NOWHERE) == zone


def test_the_link_names_the_zone(tmp_path: Path) -> None:
    target = tmp_path / "zoneinfo" / "Australia" / "Sydney"
    target.parent.mkdir(parents=True)
    target.touch()
    (tmp_path / "localtime").symlink_to(target)
    assert local_zone(WINTER, {}, tmp_path / "localtime") == LocalZone("Australia/Sydney", 660)


@pytest.mark.parametrize("env", [{}, {"TZ": "CET-1CEST,M3.5.0,M10.5.0/3"}, {"TZ": "../x"}])
def test_without_a_name_the_offset_alone_is_given(env: dict[str, str]) -> None:
    system = WINTER.astimezone().utcoffset()
    assert system is not None
    assert local_zone(WINTER, env, NOWHERE) == LocalZone("", int(system.total_seconds() // 60))


def test_a_night_belongs_to_the_evening_before() -> None:
    late = datetime(2026, 5, 2, 23, 30, tzinfo=UTC)  # half past one in the morning in Berlin
    assert day_lived(late, 120, 4) == date(2026, 5, 2)
    assert day_lived(late, 120, 0) == date(2026, 5, 3)
    assert day_lived(late + timedelta(hours=2, minutes=30), 120, 4) == date(2026, 5, 3)


@given(
    st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - Hypothesis wants naive bounds
    st.integers(-14 * 60, 14 * 60),
    st.integers(0, 12),
)
def test_a_day_is_24_hours_from_boundary_to_boundary(
    at: datetime, offset: int, boundary: int
) -> None:
    day = day_lived(at, offset, boundary)
    assert day_lived(at + timedelta(days=1), offset, boundary) == day + timedelta(days=1)
    assert day_lived(at - timedelta(hours=boundary), offset, 0) == day


def test_a_night_asleep_is_told_as_sleep_and_not_as_a_jump() -> None:
    clock = FakeClock()
    before = Marks.of(clock)
    clock.advance(600)
    clock.advance(8 * 3600, asleep=True)
    found = gap(before, Marks.of(clock))
    assert (found.slept_s, found.jumped_s) == (8 * 3600, 0)
    assert found.since == Marks.of(clock)


@pytest.mark.parametrize("seconds", [-7200.0, -2.0, 2.0, 86400.0])
def test_a_clock_set_ahead_or_back_is_a_jump(seconds: float) -> None:
    clock = FakeClock()
    before = Marks.of(clock)
    clock.advance(60)
    clock.set_wall(clock.now() + timedelta(seconds=seconds))
    found = gap(before, Marks.of(clock))
    assert (found.slept_s, found.jumped_s) == (0, seconds)


def test_a_jump_while_asleep_is_told_apart_from_the_sleep() -> None:
    clock = FakeClock()
    before = Marks.of(clock)
    clock.advance(3600, asleep=True)
    clock.set_wall(clock.now() - timedelta(seconds=90))
    found = gap(before, Marks.of(clock))
    assert (found.slept_s, found.jumped_s) == (3600, -90)


def test_where_boot_time_is_the_wall_clock_gains_are_sleep_and_losses_jumps() -> None:
    def marks(awake: float, wall: float) -> Marks:
        return Marks(START + timedelta(seconds=wall), awake, START.timestamp() + wall)

    ahead = gap(marks(0, 0), marks(60, 660))
    assert (ahead.slept_s, ahead.jumped_s) == (600, 0)
    back = gap(marks(0, 0), marks(60, -240))
    assert (back.slept_s, back.jumped_s) == (0, -300)
    assert gap(back.since, marks(70, -230)).jumped_s == 0


def test_a_slewed_clock_is_no_jump_until_it_has_come_to_two_seconds() -> None:
    clock = FakeClock()
    since = Marks.of(clock)
    told = []
    for _ in range(60):  # 500 ppm for five hours, the most that NTP slews
        clock.advance(300)
        clock.set_wall(clock.now() + timedelta(seconds=0.15))
        found = gap(since, Marks.of(clock))
        since = found.since
        assert found.slept_s == 0
        if found.jumped_s:
            told.append(found.jumped_s)
    assert [round(seconds, 2) for seconds in told] == [2.1] * 4


steps = st.lists(
    st.tuples(
        st.floats(0, 3600, allow_subnormal=False),
        st.floats(0, 100_000, allow_subnormal=False) | st.floats(0, 1),
        st.floats(-100_000, 100_000) | st.floats(-1, 1),
    ),
    max_size=20,
)


@given(steps)
def test_whatever_is_looked_at_when_nothing_is_lost_or_made_up(
    passed: list[tuple[float, float, float]],
) -> None:
    clock = FakeClock()
    since = Marks.of(clock)
    slept = jumped = 0.0
    for awake, asleep, set_by in passed:
        clock.advance(awake)
        clock.advance(asleep, asleep=True)
        clock.set_wall(clock.now() + timedelta(seconds=set_by))
        found = gap(since, Marks.of(clock))
        since = found.since
        assert found.slept_s == 0 or found.slept_s >= NOISE_S
        assert found.jumped_s == 0 or abs(found.jumped_s) >= NOISE_S
        slept += found.slept_s
        jumped += found.jumped_s
    assert abs(slept - sum(step[1] for step in passed)) < NOISE_S + 0.001
    assert abs(jumped - sum(step[2] for step in passed)) < NOISE_S + 0.001
