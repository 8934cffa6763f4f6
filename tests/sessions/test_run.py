"""Leaving a session for the rescue steps or for grounding, and coming back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relaxapp.sessions.player import PlayState
from relaxapp.sessions.run import Detour, SessionRun
from relaxapp.sessions.timeline import RATE, Options, Timeline
from tests.fakes import FakeClock
from tests.sessions.fakes import FakeClips, FakeOut, script, squeeze

if TYPE_CHECKING:
    from relaxapp.sessions.audio_out import Track

HELP = '[[step]]\nkind = "say"\nseconds = 20\nsay = "Stretch it slowly."\n'


def no_track(timeline: Timeline) -> object:
    def make() -> Track:
        raise AssertionError("nothing is rendered here")

    return make


class Trial:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.out = FakeOut(self.clock)
        detours = {Detour.CRAMP: script(HELP, 20), Detour.WORSE: script(HELP, 20)}
        self.run = SessionRun(
            squeeze(), Options(), detours, FakeClips(), self.out, self.clock, no_track
        )
        self.run.player.start()
        self.run.tick()

    def after(self, seconds: float) -> float:
        self.clock.advance(seconds)
        return self.run.tick().position / RATE


@pytest.fixture
def trial() -> Trial:
    return Trial()


def test_worse_leads_to_grounding_and_back_to_the_same_place(trial: Trial) -> None:
    trial.after(5)
    trial.run.leave_for(Detour.WORSE)
    assert trial.run.detour is Detour.WORSE
    assert trial.after(8) == 8
    trial.run.back()
    assert trial.run.detour is None
    assert trial.after(1) == pytest.approx(6)
    assert trial.run.used == ("trial",)


def test_a_cramp_leaves_the_group_out_for_the_rest_of_the_session(trial: Trial) -> None:
    trial.after(47)  # tensing the left calf
    trial.run.leave_for(Detour.CRAMP)
    trial.run.back()
    groups = {span.group for span in trial.run.player.timeline.spans}
    assert "calf.left" not in groups
    moment = trial.run.tick()
    assert moment.span.title == "Resting"


def test_a_detour_that_has_ended_waits_for_the_person(trial: Trial) -> None:
    trial.after(5)
    trial.run.leave_for(Detour.WORSE)
    trial.after(25)
    assert trial.run.tick().state is PlayState.FINISHED
    assert not trial.run.finished
    trial.run.back()
    assert trial.run.tick().state is PlayState.PLAYING


def test_from_one_detour_to_the_other_and_back(trial: Trial) -> None:
    trial.after(5)
    trial.run.leave_for(Detour.WORSE)
    trial.run.leave_for(Detour.CRAMP)
    trial.run.back()
    assert trial.after(1) == pytest.approx(6)
    assert len(trial.run.used) == 2


def test_stopping_in_a_detour_ends_the_whole_practice(trial: Trial) -> None:
    trial.after(5)
    trial.run.leave_for(Detour.WORSE)
    trial.after(5)
    trial.run.stop()
    assert trial.run.tick().state is PlayState.STOPPED
    assert trial.run.heard_seconds == pytest.approx(5)


def test_after_the_end_there_is_nothing_to_leave(trial: Trial) -> None:
    trial.after(200)
    trial.run.leave_for(Detour.WORSE)
    assert trial.run.detour is None
