"""Playing by hand: the clock is moved, the device comes and goes, the session goes on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaxapp.sessions.audio_out import NoSound, SoundState, Source
from relaxapp.sessions.player import Moment, PauseReason, Player, PlayState
from relaxapp.sessions.timeline import RATE, Options, Timeline, build
from tests.fakes import FakeClock
from tests.sessions.fakes import FakeClips, FakeOut, squeeze


class Silence:
    def render(self, start: int, stop: int, bed: int = 0) -> object:
        raise AssertionError("nothing is rendered here")


def source(timeline: Timeline) -> Source:
    return Source(timeline.length, Silence)


class Practice:
    """A player with a fake clock and output, and short words to move them."""

    def __init__(self, *, sound: bool = True) -> None:
        self.clock = FakeClock()
        self.timeline = build(squeeze(), Options(), FakeClips())
        self.out = FakeOut(self.clock)
        out = self.out if sound else NoSound()
        self.player = Player(self.timeline, out, self.clock, source)

    def after(self, seconds: float) -> Moment:
        self.clock.advance(seconds)
        return self.player.tick()


@pytest.fixture
def practice() -> Practice:
    started = Practice()
    started.player.start()
    started.player.tick()
    return started


def at(moment: Moment) -> float:
    return moment.position / RATE


def test_before_the_start_nothing_moves() -> None:
    waiting = Practice()
    moment = waiting.after(100)
    assert (moment.state, moment.position) == (PlayState.READY, 0)
    assert waiting.out.calls == []


def test_time_passes_with_the_sound(practice: Practice) -> None:
    moment = practice.after(17)
    assert (at(moment), moment.state, moment.audible) == (17, PlayState.PLAYING, True)
    assert moment.span.group == "hand.right"
    assert moment.phase_left == 29
    assert moment.phase_done == pytest.approx(1 / 30)
    assert moment.level == pytest.approx(29 / 30)
    assert moment.caption == "Let go now please."


@given(st.lists(st.floats(0.01, 20), max_size=12))
def test_however_often_one_looks_the_captions_are_the_same(parts: list[float]) -> None:
    """Any partition of the same time into looks shows the same lines, silent or not."""
    for sound in (True, False):
        often, once = Practice(sound=sound), Practice(sound=sound)
        often.player.start()
        once.player.start()
        for practice in (often, once):
            practice.player.tick()
        for part in parts:
            often.after(part)
        last, single = often.player.tick(), once.after(sum(parts))
        assert last.state == single.state
        if sound:
            assert last.position == pytest.approx(single.position, abs=20)
            assert last.caption == single.caption


def test_the_session_ends_by_itself_and_lets_go_of_the_device(practice: Practice) -> None:
    moment = practice.after(101)
    assert (moment.state, moment.position) == (PlayState.FINISHED, practice.timeline.length)
    assert moment.groups_done == {"hand.right", "calf.left"}
    assert practice.out.calls[-1] == "close"
    assert practice.player.heard_seconds == pytest.approx(100)


def test_a_short_pause_goes_on_where_it_was(practice: Practice) -> None:
    practice.after(20)
    practice.player.pause()
    assert at(practice.after(9)) == 20
    practice.player.resume()
    assert practice.out.calls[-1] == "resume"
    assert at(practice.after(1)) == pytest.approx(21)


def test_after_a_long_pause_the_current_line_is_said_again(practice: Practice) -> None:
    practice.after(17)
    practice.player.pause()
    practice.after(11)
    practice.player.resume()
    again = practice.timeline.voice[2].start
    assert practice.out.calls[-1] == f"play {again}"


def test_one_key_pauses_and_goes_on(practice: Practice) -> None:
    practice.player.toggle()
    assert practice.player.tick().state is PlayState.PAUSED
    assert practice.player.tick().pause_reason is PauseReason.PERSON
    practice.player.toggle()
    assert practice.player.tick().state is PlayState.PLAYING


def test_ten_seconds_back_and_forth_stay_within_the_session(practice: Practice) -> None:
    practice.after(5)
    practice.player.seek_by(-10)
    assert at(practice.player.tick()) == 0
    practice.player.seek_by(10)
    assert at(practice.player.tick()) == 10
    practice.player.seek_by(1000)
    assert practice.player.tick().state is PlayState.FINISHED


def test_steps_forth_and_back(practice: Practice) -> None:
    practice.player.next_step()
    assert at(practice.player.tick()) == 10
    practice.player.next_step()
    assert at(practice.after(5)) == 21
    practice.player.previous_step()  # five seconds in: to the start of this step
    assert at(practice.player.tick()) == 16
    practice.player.previous_step()  # only just begun: to the one before
    assert at(practice.player.tick()) == 10
    practice.player.seek_to(0)
    practice.player.previous_step()
    assert at(practice.player.tick()) == 0


def test_seeking_while_paused_stays_paused_and_is_heard_on_resume(practice: Practice) -> None:
    practice.after(5)
    practice.player.pause()
    practice.player.seek_to(50 * RATE)
    moment = practice.after(1)
    assert (at(moment), moment.state) == (50, PlayState.PAUSED)
    practice.player.resume()
    assert practice.out.calls[-1] == f"play {50 * RATE}"


def test_stopping_early_counts_what_was_practised(practice: Practice) -> None:
    practice.after(30)
    practice.player.seek_to(60 * RATE)
    practice.after(10)
    practice.player.stop()
    assert practice.player.tick().state is PlayState.STOPPED
    assert practice.player.heard_seconds == pytest.approx(40)
    practice.player.toggle()
    assert practice.player.tick().state is PlayState.STOPPED


def test_without_a_device_the_session_runs_on_the_clock() -> None:
    silent = Practice(sound=False)
    silent.player.start()
    moment = silent.after(17)
    assert (at(moment), moment.audible) == (17, False)
    assert moment.caption == "Let go now please."
    assert silent.after(90).state is PlayState.FINISHED


def test_a_device_that_is_slow_to_open_holds_the_start_but_not_for_ever() -> None:
    slow = Practice()
    slow.player.start()
    slow.out.state = SoundState.OPENING
    moment = slow.after(2)
    assert (at(moment), moment.state) == (0, PlayState.OPENING)
    slow.after(1.5)
    moment = slow.after(4)
    assert (at(moment), moment.audible) == (4, False)


def test_a_lost_device_leaves_the_captions_and_its_return_brings_the_sound(
    practice: Practice,
) -> None:
    practice.after(10)
    practice.out.lose()
    moment = practice.after(8)
    assert (at(moment), moment.audible, moment.state) == (18, False, PlayState.PLAYING)
    practice.out.come_back()
    practice.after(0.1)
    assert practice.out.calls[-1] == f"play {round(18.1 * RATE)}"
    assert practice.after(1).audible


def test_headphones_that_vanish_pause_instead_of_playing_on_speakers(practice: Practice) -> None:
    practice.after(10)
    practice.out.rerouted = True
    moment = practice.after(0.1)
    assert (moment.state, moment.pause_reason) == (PlayState.PAUSED, PauseReason.DEVICE_GONE)
    assert "pause" in practice.out.calls
    practice.player.resume()
    practice.out.rerouted = False
    assert practice.after(1).state is PlayState.PLAYING


def test_another_output_that_appears_after_a_loss_waits_for_the_person(practice: Practice) -> None:
    practice.after(10)
    practice.out.lose()
    practice.after(1)
    plays = [call for call in practice.out.calls if call.startswith("play")]
    practice.out.come_back(rerouted=True)
    moment = practice.after(1)
    assert (moment.state, moment.pause_reason) == (PlayState.PAUSED, PauseReason.DEVICE_GONE)
    assert [call for call in practice.out.calls if call.startswith("play")] == plays


def test_sleep_of_the_computer_pauses(practice: Practice) -> None:
    practice.after(20)
    practice.clock.advance(3600, asleep=True)
    moment = practice.player.tick()
    assert (moment.state, moment.pause_reason) == (PlayState.PAUSED, PauseReason.SLEEP)
    assert at(moment) == pytest.approx(20, abs=0.1)
    practice.player.resume()
    assert practice.after(1).state is PlayState.PLAYING


def test_sleep_pauses_a_silent_session_too() -> None:
    silent = Practice(sound=False)
    silent.player.start()
    silent.after(20)
    silent.clock.advance(600, asleep=True)
    moment = silent.player.tick()
    assert (moment.state, at(moment)) == (PlayState.PAUSED, pytest.approx(20, abs=0.1))
    silent.player.resume()
    assert at(silent.after(5)) == pytest.approx(silent.timeline.voice[2].start / RATE + 5)


def test_an_announced_sleep_pauses_before_it_comes(practice: Practice) -> None:
    practice.after(3)
    practice.player.sleep()
    assert practice.player.tick().pause_reason is PauseReason.SLEEP


def test_new_volumes_are_handed_on_while_playing_and_paused(practice: Practice) -> None:
    practice.player.remix()
    practice.player.pause()
    practice.player.remix()
    assert practice.out.calls.count("remix") == 2


def test_another_layout_goes_on_in_the_same_step(practice: Practice) -> None:
    practice.after(20)  # four seconds into the first release
    fewer = build(squeeze(), Options(skip=frozenset({"calf.left"})), FakeClips())
    practice.player.relay(fewer)
    assert at(practice.player.tick()) == 20
    none = build(squeeze(), Options(skip=frozenset({"hand.right"})), FakeClips())
    practice.player.relay(none)
    moment = practice.player.tick()
    assert (moment.span.group, at(moment)) == ("calf.left", 10)
