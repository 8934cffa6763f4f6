"""What must not go wrong between one thing that happens and the next: nights, skips, set clocks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from relaxapp.errors import RelaxappError
from relaxapp.reminders.machine import Status
from relaxapp.reminders.ports import Hold
from relaxapp.reminders.rule import At, Deed, Every, Rule, Window
from relaxapp.reminders.standing import Pause
from tests.reminders.world import World

OFFICE = (Window(9 * 60, 17 * 60),)
DRINK = Rule("drink", Every(60), OFFICE, enabled=True, deeds=frozenset({Deed.DRINK}),
             button=Deed.DRINK, amounts=(250,), bundled=True)  # fmt: skip
MOVE = Rule("move", Every(50), OFFICE, enabled=True, bundled=True, button=Deed.MOVEMENT,
            deeds=frozenset({Deed.MOVEMENT, Deed.AWAY}))  # fmt: skip
LATE_TEA = Rule("tea", At((16 * 60 + 30,)), OFFICE, enabled=True, title="Tea")
BATH = Rule("bath", At((20 * 60,)), (Window(18 * 60, 23 * 60),), enabled=True, bundled=True,
            deeds=frozenset({Deed.BATH}), button=Deed.BATH)  # fmt: skip


def reboot(world: World, minutes: float) -> None:
    """Switch the computer off for so long, and start the program with it."""
    world.service.end()
    world.clock = type(world.clock)(world.clock.now() + timedelta(minutes=minutes), monotonic=20.0)
    world.doings.clock = world.clock
    world.switch_on()


# ------------------------------------------------------------------ nights


@pytest.mark.parametrize("rule", [DRINK, LATE_TEA])
def test_what_nobody_answered_yesterday_is_not_brought_back_after_a_night_asleep(
    rule: Rule,
) -> None:
    world = World(rule)
    world.pass_until(16, 31)
    world.service.snooze(rule.id, 5)
    world.pass_until(16, 40)
    assert world.up == [rule.id]
    world.sleep(17 * 60)  # 09:40 the next morning
    world.notifier.shown.clear()
    world.pass_time(15)
    assert world.times == []


def test_nor_when_the_program_starts_in_the_morning() -> None:
    world = World(LATE_TEA)
    world.pass_until(16, 40)
    reboot(world, 17 * 60)
    world.pass_until(16, 29)
    assert world.times == []
    world.pass_until(16, 31)
    assert world.times == [("17 16:30:00", "tea")]


def test_a_snooze_into_the_night_is_not_brought_back_in_the_morning() -> None:
    world = World(LATE_TEA)
    world.pass_until(16, 40)
    world.service.snooze("tea", 15)
    world.sleep(17 * 60)
    world.pass_time(60)
    assert world.up == []
    assert world.service.state.of("tea").snoozes == 0


def test_a_window_over_midnight_goes_on_after_midnight() -> None:
    night = DRINK.with_(windows=(Window(22 * 60, 2 * 60),))
    world = World(night)
    world.pass_until(23, 1)
    world.press("done", "drink")
    world.pass_until(1, 59)
    assert world.clock_times == ["23:00", "00:01", "01:01"]
    assert world.up == ["drink"]
    world.pass_until(2, 1)
    assert world.up == []
    assert world.service.status(night) is Status.OFF_HOURS


# ------------------------------------------------------------------ skips ahead


@pytest.mark.parametrize("rule", [DRINK, BATH])
def test_what_was_skipped_ahead_stays_skipped_over_a_restart_and_a_set_clock(rule: Rule) -> None:
    world = World(rule)
    world.pass_until(23, 30)
    world.notifier.shown.clear()
    world.service.skip(rule.id)  # the first of tomorrow
    coming = world.service.next_of(rule)
    world.switch_on()
    world.set_clock(-0.1)
    world.set_clock(0.1)
    assert world.service.next_of(rule) == coming
    reboot(world, 8 * 60)
    assert world.service.next_of(rule) == coming


@pytest.mark.parametrize("running", [True, False])
@pytest.mark.parametrize("days", [1, 400])
def test_what_was_written_while_the_clock_was_ahead_keeps_nothing_silent(
    *, running: bool, days: int
) -> None:
    world = World(DRINK, BATH, at=World().clock.now() + timedelta(days=days))
    world.pass_until(20, 5)
    world.press("done", "bath")
    world.set_clock(-days * 1440, told=False)
    if running:  # and found out as it ends
        world.service.end()
        world.switch_on()
    else:
        world.switch_on()
    world.pass_until(10, 1)
    assert world.up == ["drink"]
    world.pass_until(20, 1)
    assert world.up == ["bath"]


# ------------------------------------------------------------------ pauses


def test_planned_pauses_that_overlap_are_one() -> None:
    world = World(DRINK)
    begin = world.clock.now()
    for since, until in ((110, 150), (140, 200), (200, 210)):
        world.service.plan(
            Pause(begin + timedelta(minutes=since), begin + timedelta(minutes=until))
        )
    world.pass_until(11, 29)
    assert world.times == []
    world.pass_until(11, 31)
    assert world.times == [("16 11:30:00", "drink")]


def test_an_endless_pause_survives_nights_and_restarts() -> None:
    world = World(DRINK)
    world.service.pause(None)
    for _ in range(3):
        world.pass_until(16)
        reboot(world, 16 * 60)
    assert world.times == []
    assert world.service.status(DRINK) is Status.PAUSED
    world.service.resume()
    world.pass_time(1)
    assert world.times == []
    world.pass_until(10, 1)
    assert world.up == ["drink"]


def test_a_pause_begun_while_held_brings_one_notice_at_its_end() -> None:
    world = World(DRINK, MOVE)
    world.presence.hold = Hold.CAMERA
    world.pass_until(10, 10)
    world.service.pause(world.clock.now() + timedelta(minutes=30))
    world.presence.hold = None
    world.pass_until(11, 0)
    assert world.times == [("16 10:40:00", "drink+move")]
    assert world.service.hold is None


def test_the_end_of_a_pause_is_told_also_where_nothing_is_due() -> None:
    world = World(DRINK)
    world.pass_until(9, 5)
    world.service.pause(world.clock.now() + timedelta(minutes=7))
    before = world.changes
    world.pass_until(9, 13)
    assert world.changes > before
    assert world.service.status(DRINK) is Status.WAITING
    assert world.service.state.pause is None


def test_the_beginning_of_a_planned_pause_is_told_although_nothing_is_shown() -> None:
    world = World(DRINK)
    world.pass_until(9, 5)
    now = world.clock.now()
    world.service.plan(Pause(now + timedelta(minutes=7), now + timedelta(minutes=9)))
    before = world.changes
    world.pass_time(8)
    assert world.changes == before + 1
    world.pass_time(2)
    assert world.changes == before + 2


def test_the_hours_beginning_and_ending_are_told() -> None:
    world = World(DRINK.with_(mode=At((12 * 60,)), windows=(Window(541, 17 * 60),)))
    seen = []
    world.service._on_change = lambda: seen.append(
        (
            f"{world.clock.now().astimezone(world.zone):%H:%M}",
            world.service.status(world.service.rule("drink")),
        )
    )
    world.pass_until(18)
    assert ("09:01", Status.WAITING) in seen
    assert ("17:00", Status.OFF_HOURS) in seen


def test_of_a_notice_whose_window_closes_the_views_are_told() -> None:
    world = World(LATE_TEA)
    world.pass_until(16, 40)
    before = world.changes
    world.pass_until(17, 0)
    world.pass_time(seconds=1)
    assert world.changes > before


# ------------------------------------------------------------------ clocks


def test_a_drink_counts_once_although_the_clock_was_set_back() -> None:
    world = World(DRINK)
    world.pass_until(10, 30)
    world.press("done", "drink")
    world.set_clock(-60)  # 09:30, and an hour later it is due
    world.pass_until(10, 31)
    assert world.up == ["drink"]
    world.service.journal_changed()  # something else was written
    assert world.up == ["drink"]


def test_a_few_seconds_that_clocks_drift_apart_take_nothing_from_the_screen() -> None:
    world = World(DRINK)
    world.pass_until(10, 1)
    world.clock.advance(3, asleep=True)
    world.service.wake()
    world.pass_time(5)
    assert world.up == ["drink"]
    assert len(world.notifier.shown) == 1


def test_a_short_nap_over_its_time_does_not_bring_it_at_once() -> None:
    world = World(DRINK)
    world.pass_until(9, 59)
    world.pass_time(seconds=50)
    world.clock.advance(20, asleep=True)
    world.service.wake()
    woken = world.clock.now()
    world.pass_time(3)
    ((at, _),) = world.notifier.shown
    assert 30 <= (at - woken).total_seconds() <= 90


# ------------------------------------------------------------------ snoozes


@pytest.mark.parametrize("minutes", [0, -5, 100_000])
def test_a_snooze_has_a_length(minutes: int) -> None:
    world = World(DRINK)
    world.pass_until(10, 1)
    with pytest.raises(RelaxappError, match=str(minutes)):
        world.service.snooze("drink", minutes)
    assert world.up == ["drink"]


def test_snooze_pressed_shortly_before_closing_puts_it_away_without_a_complaint() -> None:
    world = World(LATE_TEA)
    world.pass_until(16, 55)
    world.press("snooze", "tea")
    assert world.up == []
    assert world.service.problem == ""
    world.pass_until(16, 29)
    assert len(world.notifier.shown) == 1


# ------------------------------------------------------------------ absences, sessions, trouble


@pytest.mark.parametrize("asleep", [True, False])
def test_what_has_fallen_quiet_stays_quiet_after_an_absence(*, asleep: bool) -> None:
    world = World(MOVE)
    world.pass_until(12, 30)
    assert world.service.status(MOVE) is Status.QUIET
    if asleep:
        world.sleep(20)
    else:
        world.service.went_idle(60)
        world.pass_time(20)
        world.service.came_back(1260)
    world.pass_until(16, 59)
    assert len(world.notifier.shown) == 3
    world.pass_until(9, 51)
    assert world.up == ["move"]


def test_a_session_that_was_just_finished_is_not_asked_for() -> None:
    relax = Rule("relax", At((10 * 60,)), OFFICE, enabled=True, bundled=True,
                 deeds=frozenset({Deed.SESSION}), button=Deed.SESSION)  # fmt: skip
    world = World(relax)
    world.pass_until(9, 55)
    world.service.session(on=True)
    world.pass_until(10, 5)
    world.doings.known[Deed.SESSION] = world.clock.now()
    world.service.session(on=False)
    world.pass_until(16)
    assert world.times == []
    assert world.service.hold is None


def test_just_after_waking_nothing_is_called_snoozed() -> None:
    world = World(DRINK)
    world.pass_until(10, 1)
    world.sleep(60)
    assert world.service.status(DRINK) is Status.WAITING
    world.pass_time(1)
    assert world.service.status(DRINK) is Status.DUE


def test_a_trouble_with_the_disk_is_over_when_it_is() -> None:
    world = World(DRINK)
    world.book.fails = RelaxappError("The disk is full.")
    world.pass_until(10, 1)
    assert world.service.problem == "The disk is full."
    world.book.fails = None
    world.press("skip", "drink")
    assert world.service.problem == ""
