"""The reminders on a fake clock: a person's day, with sleep, meetings and other troubles."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from relaxapp.errors import RelaxappError
from relaxapp.reminders.machine import Status
from relaxapp.reminders.ports import Closed, Hold
from relaxapp.reminders.rule import Aligned, At, Deed, Every, Rule, Window
from relaxapp.reminders.standing import Pause
from tests.reminders.world import BERLIN, World

OFFICE = (Window(9 * 60, 17 * 60),)
DRINK = Rule("drink", Every(60), OFFICE, enabled=True, deeds=frozenset({Deed.DRINK}),
             button=Deed.DRINK, amounts=(250,), bundled=True)  # fmt: skip
MOVE = Rule("move", Every(50), OFFICE, enabled=True, bundled=True, button=Deed.MOVEMENT,
            deeds=frozenset({Deed.MOVEMENT, Deed.AWAY}))  # fmt: skip
TEA = Rule("tea", At((10 * 60,)), OFFICE, enabled=True, title="Tea")


def test_it_comes_after_the_window_opened_and_again_after_it_was_done() -> None:
    world = World(DRINK)
    world.pass_until(10, 20)
    assert world.times == [("16 10:00:00", "drink")]
    world.press("done", "drink")
    assert world.up == []
    assert world.doings.written == [("drink", 250)]
    world.pass_until(12)
    assert world.clock_times == ["10:00", "11:20"]


def test_a_second_press_does_nothing() -> None:
    world = World(DRINK)
    world.pass_until(10, 1)
    world.press("done", "drink")
    world.service.pressed("drink", "done:drink")
    assert len(world.doings.written) == 1


def test_unanswered_it_is_replaced_and_falls_quiet_after_the_third_time() -> None:
    world = World(DRINK)
    world.pass_until(16, 59)
    assert world.clock_times == ["10:00", "11:00", "12:00"]
    assert world.up == []
    assert world.service.status(DRINK) is Status.QUIET
    world.pass_until(10, 30)
    assert world.times[-1] == ("17 10:00:00", "drink")
    assert len(world.notifier.up) == 1


def test_an_answer_begins_the_count_anew() -> None:
    world = World(DRINK)
    world.pass_until(12, 30)
    world.press("skip", "drink")
    world.pass_until(16)
    assert world.clock_times == ["10:00", "11:00", "12:00", "13:30", "14:30", "15:30"]


def test_when_its_window_closes_it_goes_from_the_screen() -> None:
    world = World(DRINK.with_(mode=At((16 * 60 + 30,))))
    world.pass_until(16, 59)
    assert world.up == ["drink"]
    world.pass_until(17)
    assert world.up == []


def test_what_is_due_within_a_minute_comes_together_and_each_keeps_its_own_answer() -> None:
    later = TEA.with_(mode=At((10 * 60 + 1,)))
    world = World(DRINK, later)
    world.pass_until(10, 2)
    assert world.times == [("16 10:01:00", "drink+tea")]
    world.press("done", "drink")
    assert world.up == ["tea"]
    world.press("skip", "tea")
    assert world.up == []
    assert world.doings.written == [("drink", 250)]


def test_what_is_due_two_minutes_later_comes_alone() -> None:
    world = World(DRINK, TEA.with_(mode=At((10 * 60 + 2,))))
    world.pass_until(10, 5)
    assert world.times == [("16 10:00:00", "drink"), ("16 10:02:00", "tea")]
    assert world.up == ["drink", "tea"]


def test_nothing_waits_beyond_the_closing_of_its_window() -> None:
    closing = DRINK.with_(windows=(Window(9 * 60, 10 * 60 + 1),), mode=Every(60))
    world = World(closing, TEA.with_(mode=At((10 * 60 + 1,))))
    world.pass_until(10, 5)
    assert world.times == [("16 10:00:00", "drink"), ("16 10:01:00", "tea")]


@pytest.mark.parametrize("told", [True, False], ids=["told", "not told"])
def test_after_sleep_there_is_one_catch_up_and_not_at_once(*, told: bool) -> None:
    world = World(DRINK, TEA)
    world.pass_until(9, 30)
    world.sleep(3 * 60, told=told)
    woken = world.clock.now()
    world.pass_time(20)
    ((at, notice),) = world.notifier.shown
    assert notice.title == "drink+tea"
    if told:
        assert 30 <= (at - woken).total_seconds() <= 90
    else:  # the timer looks at the clocks at least every quarter of an hour
        assert at - woken <= timedelta(minutes=16)


def test_sleep_counts_as_a_movement_break_but_quenches_no_thirst() -> None:
    world = World(DRINK, MOVE)
    world.pass_until(9, 40)
    world.sleep(45)
    world.pass_time(10)
    assert world.times == [("16 10:25:45", "drink")]
    world.pass_time(41)
    assert world.up == ["drink", "move"]


def test_after_a_short_sleep_movement_is_caught_up_with() -> None:
    world = World(MOVE)
    world.pass_until(9, 48)
    world.sleep(4)
    world.pass_time(2)
    assert world.times == [("16 09:52:45", "move")]


def test_a_window_that_closed_during_sleep_brings_nothing() -> None:
    world = World(DRINK, TEA)
    world.pass_until(9, 30)
    world.sleep(8 * 60)
    world.pass_until(8)
    assert world.times == []


def test_what_was_on_the_screen_comes_once_after_sleep_and_is_not_counted_as_ignored() -> None:
    world = World(DRINK)
    for _ in range(4):
        world.pass_until(10, 1)
        world.sleep(60)
        world.pass_time(5)
        assert world.up == ["drink"]
        assert world.service.state.of("drink").ignored == 0
        world.press("skip", "drink")


def test_being_away_counts_for_movement_and_not_for_drinking() -> None:
    world = World(DRINK, MOVE)
    world.pass_until(9, 40)
    world.service.went_idle(300)
    world.pass_until(10, 5)
    assert world.up == ["drink"]
    world.service.came_back(1800)
    world.pass_until(10, 54)
    assert world.up == ["drink"]
    world.pass_until(10, 56)
    assert "move" in world.up


def test_a_short_absence_does_not_count() -> None:
    world = World(MOVE)
    world.pass_until(9, 40)
    world.service.went_idle(60)
    world.service.came_back(120)
    world.pass_until(9, 51)
    assert world.clock_times == ["09:50"]


def test_while_nobody_is_there_nothing_is_counted_as_ignored() -> None:
    world = World(DRINK)
    world.pass_until(9, 30)
    world.service.went_idle(300)
    world.pass_until(14, 30)
    assert len(world.notifier.up) == 1
    assert world.service.status(DRINK) is Status.DUE
    world.service.came_back(5 * 3600)
    assert world.up == ["drink"]


@pytest.mark.parametrize("hold", [one for one in Hold if one is not Hold.SESSION])
def test_held_it_waits_says_why_and_comes_within_a_minute_of_release(hold: Hold) -> None:
    world = World(DRINK, MOVE)
    world.presence.hold = hold
    world.pass_until(10, 30)
    assert world.up == []
    assert world.service.hold is hold
    assert world.service.status(DRINK) is Status.HELD
    assert world.presence.looks <= 60
    world.presence.hold = None
    world.pass_time(1)
    assert len(world.notifier.shown) == 1
    assert world.up == ["drink+move"]
    assert world.service.hold is None


def test_nothing_is_looked_at_while_nothing_is_due() -> None:
    world = World(DRINK)
    world.pass_until(9, 59)
    assert world.presence.looks == 0


def test_one_press_shows_what_is_held() -> None:
    world = World(DRINK)
    world.presence.hold = Hold.FULL_SCREEN
    world.pass_until(10, 1)
    world.service.show_anyway()
    assert world.up == ["drink"]
    world.pass_time(5)
    assert len(world.notifier.shown) == 1


def test_unlocking_the_screen_releases_at_once() -> None:
    world = World(DRINK)
    world.presence.hold = Hold.LOCKED
    world.pass_until(10, 10)
    world.presence.hold = None
    world.service.looked_up()
    assert world.clock_times == ["10:10"]


def test_presence_that_never_answers_has_nothing_against_it() -> None:
    world = World(DRINK)
    world.presence.silent = True
    world.pass_until(10, 1)
    assert world.times == [("16 10:00:05", "drink")]
    world.presence.waiting[0](Hold.LOCKED)
    assert world.service.hold is None


def test_during_a_session_nothing_comes_and_at_its_end_what_is_due() -> None:
    world = World(DRINK)
    world.pass_until(9, 55)
    world.service.session(on=True)
    world.pass_until(10, 12)
    assert world.up == []
    assert world.service.hold is Hold.SESSION
    world.service.session(on=False)
    assert world.clock_times == ["10:12"]


def test_what_is_shown_goes_as_a_session_begins_and_comes_back_after_it() -> None:
    world = World(DRINK, MOVE)
    world.switch_on()
    world.pass_until(12)
    assert world.up
    world.service.session(on=True)
    assert world.up == []
    world.pass_time(5)
    assert (world.up, world.service.hold) == ([], Hold.SESSION)
    world.service.session(on=False)
    assert world.up
    world.press("skip", "drink")
    world.press("skip", "move")
    assert world.up == []


def test_snoozed_it_comes_after_that_time_and_no_more_than_three_times() -> None:
    world = World(DRINK)
    world.pass_until(10, 1)
    for number in range(3):
        world.press("snooze", "drink")
        assert world.service.status(DRINK) is Status.SNOOZED
        world.pass_time(10.5)
        assert world.up == ["drink"], number
    with pytest.raises(RelaxappError, match="3 times already"):
        world.service.snooze("drink", 10)
    assert world.up == ["drink"]


def test_a_snooze_beyond_the_window_is_refused_with_what_would_be_right() -> None:
    world = World(DRINK)
    world.pass_until(16, 40)
    with pytest.raises(RelaxappError, match="up to 19 minutes"):
        world.service.snooze("drink", 20)
    world.service.snooze("drink", 19)


def test_what_the_journal_tells_counts_as_done() -> None:
    world = World(DRINK)
    world.pass_until(10, 5)
    world.doings.known[Deed.DRINK] = world.clock.now()
    world.service.journal_changed()
    assert world.up == []
    world.pass_until(11, 4)
    assert len(world.notifier.shown) == 1
    world.pass_until(11, 6)
    assert world.clock_times == ["10:00", "11:05"]


def test_a_drink_logged_late_answers_what_came_just_after_it() -> None:
    world = World(DRINK)
    world.pass_until(10, 10)
    world.doings.known[Deed.DRINK] = world.clock.now() - timedelta(minutes=15)
    world.service.journal_changed()
    assert world.up == []
    world.pass_until(10, 56)
    assert world.clock_times == ["10:00", "10:55"]


def test_yesterdays_drink_answers_nothing() -> None:
    world = World(DRINK)
    world.pass_until(10, 10)
    world.doings.known[Deed.DRINK] = world.clock.now() - timedelta(hours=20)
    world.service.journal_changed()
    assert world.up == ["drink"]


def test_what_was_done_a_little_before_its_fixed_time_counts_for_it() -> None:
    bath = Rule("bath", At((20 * 60,)), (Window(18 * 60, 23 * 60),), enabled=True, bundled=True,
                deeds=frozenset({Deed.BATH}), button=Deed.BATH)  # fmt: skip
    world = World(bath)
    world.pass_until(18, 30)
    world.doings.known[Deed.BATH] = world.clock.now()
    world.service.journal_changed()
    world.pass_until(23, 30)
    assert world.times == []
    world.pass_until(20, 1)
    assert world.times == [("17 20:00:00", "bath")]


def test_a_pause_holds_everything_back_and_what_is_due_comes_at_its_end() -> None:
    world = World(DRINK, TEA)
    world.pass_until(9, 50)
    world.service.pause(world.clock.now() + timedelta(hours=1))
    world.pass_until(10, 49)
    assert world.times == []
    assert world.service.status(DRINK) is Status.PAUSED
    world.pass_until(10, 51)
    assert world.times == [("16 10:50:00", "drink+tea")]


def test_a_pause_takes_down_what_is_shown_and_brings_it_back() -> None:
    world = World(DRINK)
    world.pass_until(10, 5)
    world.service.pause(None)
    assert world.up == []
    world.pass_until(12)
    assert world.up == []
    world.service.resume()
    assert world.up == ["drink"]


def test_a_planned_pause_begins_and_ends_by_itself() -> None:
    world = World(DRINK)
    meeting = Pause(world.clock.now() + timedelta(hours=2, minutes=30),
                    world.clock.now() + timedelta(hours=3), "meeting")  # fmt: skip
    world.service.plan(meeting)
    world.pass_until(10, 29)
    assert world.up == ["drink"]
    world.pass_until(10, 31)
    assert world.up == []
    world.pass_until(11, 1)
    assert world.times == [("16 10:00:00", "drink"), ("16 11:00:00", "drink")]
    assert world.service.state.planned == ()


def test_a_pause_survives_a_restart_and_sleep() -> None:
    world = World(DRINK)
    world.service.pause(world.clock.now() + timedelta(hours=4))
    world.service.end()
    world.switch_on()
    world.pass_until(11)
    world.sleep(30)
    world.pass_until(11, 59)
    assert world.times == []
    world.pass_until(12, 1)
    assert world.times == [("16 12:00:00", "drink")]


def test_nothing_comes_that_was_not_switched_on() -> None:
    world = World()
    world.pass_until(23)
    world.pass_until(23)
    assert world.times == []
    assert world.alarm.at is None


def test_switched_on_it_counts_from_then() -> None:
    world = World()
    world.service.change(DRINK.with_(enabled=False))
    world.pass_until(11, 20)
    world.service.enable("drink", on=True)
    world.pass_until(12, 21)
    assert world.clock_times == ["12:20"]
    world.service.enable("drink", on=False)
    assert world.up == []


def test_a_restart_brings_what_was_on_the_screen_once() -> None:
    world = World(DRINK)
    world.pass_until(10, 20)
    world.switch_on()  # killed, so nothing was said at the end
    world.pass_time(30)
    assert world.times == [("16 10:20:45", "drink")]


def test_a_snooze_is_neither_lost_nor_doubled_by_a_restart() -> None:
    world = World(DRINK)
    world.pass_until(10, 1)
    world.press("snooze", "drink")
    world.switch_on()
    world.pass_until(10, 30)
    assert world.times == [("16 10:11:00", "drink")]
    assert world.service.state.of("drink").snoozes == 1


def test_after_the_computer_was_off_movement_counts_as_done() -> None:
    world = World(MOVE)
    world.pass_until(9, 40)
    world.service.end()
    world.clock = type(world.clock)(world.clock.now() + timedelta(minutes=40), monotonic=20.0)
    world.doings.clock = world.clock
    world.switch_on()
    world.pass_time(45)
    assert world.times == []
    world.pass_time(6)
    assert world.clock_times == ["11:10"]


def test_the_desktops_notices_may_go_and_come_back() -> None:
    world = World(DRINK)
    world.pass_until(10, 1)
    world.notifier.present = False
    world.notifier.up.clear()
    world.service.closed("drink", Closed.LOST)
    world.service.changed()
    assert world.up == []
    assert world.service.status(DRINK) is Status.DUE
    world.notifier.present = True
    world.service.changed()
    assert world.up == ["drink"]
    world.service.changed()
    assert len(world.notifier.shown) == 2


def test_dismissed_it_waits_in_the_tray_and_comes_again_in_its_own_time() -> None:
    world = World(DRINK)
    world.pass_until(10, 1)
    world.dismiss()
    assert world.service.status(DRINK) is Status.DUE
    world.service.act("done", "drink", 400)
    assert world.doings.written == [("drink", 400)]


def test_what_cannot_be_written_is_told_and_the_reminder_stays() -> None:
    world = World(DRINK)
    world.pass_until(10, 1)
    world.doings.fails = RelaxappError("The journal cannot be written.")
    world.press("done", "drink")
    assert world.service.problem == "The journal cannot be written."
    assert world.service.status(DRINK) is Status.DUE
    world.doings.fails = None
    world.service.act("done", "drink")
    assert world.service.problem == ""
    assert world.service.status(DRINK) is Status.WAITING


def test_a_state_that_cannot_be_kept_holds_for_as_long_as_the_program_runs() -> None:
    world = World(DRINK)
    world.book.fails = RelaxappError("The disk is full.")
    world.pass_until(10, 30)
    assert world.times == [("16 10:00:00", "drink")]
    assert world.service.problem == "The disk is full."


def test_the_main_button_of_a_session_begins_it() -> None:
    relax = Rule("relax", At((10 * 60,)), OFFICE, enabled=True, bundled=True,
                 deeds=frozenset({Deed.SESSION}), button=Deed.SESSION,
                 session="soften")  # fmt: skip
    world = World(relax)
    world.pass_until(10, 1)
    world.press("start", "relax")
    assert world.shore.asked == [("session", "soften")]
    assert world.up == []
    assert world.doings.written == []


def test_the_notice_itself_leads_to_the_window() -> None:
    world = World(DRINK)
    world.pass_until(10, 1)
    world.service.pressed("drink", "default")
    assert world.shore.asked == [("open", "drink")]
    assert world.service.status(DRINK) is Status.DUE


def test_setting_the_clock_back_neither_delays_nor_doubles() -> None:
    world = World(DRINK, TEA)
    world.pass_until(10, 30)
    world.press("done", "drink")
    world.press("skip", "tea")
    world.set_clock(-60)
    world.pass_time(59)
    assert len(world.notifier.shown) == 2  # the first, and what was left of it
    world.pass_time(2)
    assert world.up == ["drink"]


def test_setting_the_clock_ahead_brings_a_fixed_time_once() -> None:
    world = World(TEA)
    world.pass_until(9, 30)
    world.set_clock(60)
    world.pass_time(5)
    assert world.times == [("16 10:30:00", "tea")]


def test_travelling_west_does_not_bring_a_fixed_time_again() -> None:
    world = World(TEA)
    world.pass_until(10, 5)
    world.press("skip", "tea")
    world.zone = ZoneInfo("America/New_York")
    world.service.wake()
    world.pass_until(17)
    assert len(world.notifier.shown) == 1
    world.pass_until(10, 1)
    assert world.times[-1] == ("17 10:00:00", "tea")


def test_travelling_east_brings_what_its_window_still_holds() -> None:
    world = World(TEA)
    world.pass_until(9, 30)
    world.zone = ZoneInfo("Asia/Dubai")  # three hours later
    world.pass_time(16)
    assert [title for _, title in world.times] == ["tea"]


@pytest.mark.parametrize(("day", "shown"), [("2026-03-29", "03:30"), ("2026-10-25", "02:30")])
def test_half_past_two_comes_exactly_once_when_clocks_change(day: str, shown: str) -> None:
    rule = TEA.with_(mode=At((2 * 60 + 30,)), windows=(Window(2 * 60, 3 * 60),))
    begin = datetime.fromisoformat(f"{day}T00:30").replace(tzinfo=BERLIN)
    world = World(rule, at=begin)
    world.pass_time(12 * 60)
    assert world.clock_times == [shown]


def test_by_the_clock_it_comes_on_the_hour_with_no_drift_over_thirty_days() -> None:
    world = World(TEA.with_(mode=Aligned(60)))
    for _ in range(30):
        world.pass_until(9, 0)
        for _ in range(8):
            world.pass_time(60)
            for notice in tuple(world.notifier.up.values()):
                world.press("skip", notice.title)
    times = {at.astimezone(world.zone) for at, _ in world.notifier.shown}
    assert len(times) == 30 * 8
    assert {(at.minute, at.second, at.microsecond) for at in times} == {(0, 0, 0)}


def test_what_is_done_shortly_before_the_hour_counts_for_it() -> None:
    rule = DRINK.with_(mode=Aligned(60))
    world = World(rule)
    world.pass_until(10, 1)
    world.press("done", "drink")
    world.pass_until(10, 40)
    world.doings.known[Deed.DRINK] = world.clock.now()
    world.service.journal_changed()
    world.pass_until(12, 30)
    assert world.clock_times == ["09:00", "10:00", "12:00"]


def test_an_unknown_reminder_is_named_with_those_there_are() -> None:
    world = World()
    with pytest.raises(RelaxappError, match=r'"drnk".*one of drink, move, relax'):
        world.service.enable("drnk", on=True)


def test_own_reminders_can_be_made_changed_and_dropped() -> None:
    world = World()
    world.service.change(TEA)
    assert world.service.rules[-1] == TEA
    world.service.change(TEA.with_(title="Green tea"))
    world.switch_on()
    assert world.service.rule("tea").title == "Green tea"
    world.service.remove("tea")
    with pytest.raises(RelaxappError):
        world.service.rule("tea")
    with pytest.raises(RelaxappError, match="of your own"):
        world.service.remove("drink")


def test_a_pause_upon_a_pause_lets_nothing_slip_between() -> None:
    world = World(DRINK)
    world.pass_until(9, 59)
    world.service.pause(world.clock.now() + timedelta(minutes=5))
    world.pass_until(10, 3)
    world.service.pause(world.clock.now() + timedelta(minutes=10))
    world.pass_until(10, 12)
    assert world.times == []
    world.pass_until(10, 14)
    assert world.times == [("16 10:13:00", "drink")]


def test_a_look_that_nobody_waits_for_any_more_keeps_no_timer_ringing() -> None:
    world = World(DRINK)
    world.presence.silent = True
    world.pass_time(60 + 60 + 0.02)  # 10:00:01, and the look is under way
    assert world.presence.looks == 1
    world.service.skip("drink")
    assert world.alarm.at is not None
    assert world.alarm.at - world.clock.monotonic() > 60
    world.pass_time(61)
    assert world.presence.looks == 2


def test_an_answer_belongs_to_the_look_that_asked_for_it() -> None:
    world = World(DRINK)
    world.presence.silent = True
    world.pass_time(60 + 60 + 0.02)
    world.sleep(30)
    world.pass_time(seconds=46)
    first, second = world.presence.waiting
    first(None)  # nothing stood against it before the sleep
    assert world.up == []
    second(Hold.LOCKED)
    assert world.service.hold is Hold.LOCKED


def test_after_a_session_that_began_during_a_look_it_is_looked_anew() -> None:
    world = World(DRINK)
    world.presence.silent = True
    world.pass_time(60 + 60 + 0.02)
    world.service.session(on=True)
    assert world.service.hold is Hold.SESSION
    world.pass_time(20)
    world.service.session(on=False)
    assert world.up == []
    world.presence.waiting[-1](Hold.DO_NOT_DISTURB)
    assert world.service.hold is Hold.DO_NOT_DISTURB


def test_a_press_just_after_waking_shows_no_empty_notice() -> None:
    world = World(DRINK, TEA)
    world.pass_until(10, 1)
    world.sleep(30, told=False)
    world.press("done", "drink")
    assert world.doings.written == [("drink", 250)]
    assert all(notice.title for _, notice in world.notifier.shown)
    world.pass_time(2)
    assert world.up == ["tea"]


def test_a_press_on_what_was_answered_elsewhere_does_nothing() -> None:
    world = World(DRINK, TEA)
    world.pass_until(10, 1)
    (key,) = world.notifier.up
    world.service.act("skip", "tea")
    world.notifier.up.pop(key)  # the press takes it down
    world.service.pressed(key, "snooze:drink,tea")  # as it was read before
    assert world.service.state.of("tea").snoozes == 0
    assert world.service.state.of("drink").snoozes == 1
    assert world.up == []
    world.service.pressed(key, "default")
    assert world.shore.asked == []


def test_dropped_while_it_is_shown_or_looked_for_it_is_gone() -> None:
    world = World(DRINK, TEA)
    world.pass_until(10, 1)
    world.service.remove("tea")
    assert world.up == ["drink"]
    own = World(TEA)
    own.presence.silent = True
    own.pass_time(60 + 60 + 0.02)
    own.service.remove("tea")
    own.presence.waiting[0](None)
    own.pass_time(30)
    assert own.times == []
    assert own.service.hold is None


def test_changed_while_it_is_shown_it_counts_anew() -> None:
    world = World(DRINK)
    world.pass_until(10, 1)
    world.service.change(DRINK.with_(mode=Every(30)))
    assert world.up == []
    world.pass_until(10, 32)
    assert world.clock_times == ["10:00", "10:31"]


def test_changed_while_it_is_held_it_is_held_no_more() -> None:
    world = World(DRINK)
    world.presence.hold = Hold.CAMERA
    world.pass_until(10, 1)
    world.service.change(DRINK.with_(mode=Every(30)))
    assert world.service.hold is None
    world.presence.hold = None
    world.pass_until(10, 32)
    assert world.clock_times == ["10:31"]


def test_without_a_program_that_runs_what_cannot_be_kept_is_refused() -> None:
    world = World(DRINK, start=False)
    world.book.fails = RelaxappError("The disk is full.")
    for act in (
        lambda: world.service.pause(None),
        lambda: world.service.skip("drink"),
        lambda: world.service.enable("drink", on=False),
    ):
        with pytest.raises(RelaxappError, match="disk is full"):
            act()


def test_there_are_no_more_reminders_than_are_read_again() -> None:
    world = World()
    for number in range(50 - 6):
        world.service.change(TEA.with_(id=f"tea-{number}"))
    with pytest.raises(RelaxappError, match="at most 50"):
        world.service.change(TEA)
    world.service.change(world.service.rules[-1].with_(title="Green tea"))
    world.switch_on()
    assert len(world.service.rules) == 50
