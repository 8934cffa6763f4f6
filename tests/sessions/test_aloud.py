"""A live voice for lines without a recording: at its time, one at a time, ended with the sound."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from relaxapp.sessions.aloud import Aloud
from relaxapp.sessions.player import PauseReason, PlayState
from relaxapp.sessions.run import Detour, SessionRun
from relaxapp.sessions.script import Slider
from relaxapp.sessions.speaking import NoVoice, Speech, SpeechState
from relaxapp.sessions.timeline import RATE, Options
from tests.fakes import FakeClock
from tests.sessions.fakes import FakeClips, FakeOut, script
from tests.sessions.test_run import no_track

TICK = 0.04


@dataclass
class FakeSpeaker:
    """A voice that takes as long as it is told to for each line."""

    clock: FakeClock
    seconds: dict[str, float] = field(default_factory=dict)
    there: bool = True
    calls: list[tuple[str, float, float]] = field(default_factory=list)
    hushed: list[float] = field(default_factory=list)
    ticket: int = 0
    text: str = ""
    begun: float = 0.0

    def ready(self) -> bool:
        return self.there

    def say(self, text: str, voice: str, level: float) -> int:
        assert not self.speech().going_on, "two voices at once"
        self.ticket += 1
        self.text, self.begun = text, self.clock.monotonic()
        self.calls.append((text, round(self.begun, 1), level))
        return self.ticket

    def hush(self) -> None:
        if self.speech().going_on:
            self.hushed.append(round(self.clock.monotonic(), 1))
        self.text = ""

    def speech(self) -> Speech:
        if not self.text:
            return Speech(SpeechState.SILENT, self.ticket)
        if not self.there:
            return Speech(SpeechState.FAILED, self.ticket)
        since, whole = self.clock.monotonic() - self.begun, self.seconds.get(self.text, 1.0)
        if since < whole:
            return Speech(SpeechState.SPEAKING, self.ticket, since)
        return Speech(SpeechState.SAID, self.ticket, whole)

    def end(self) -> None:
        self.hush()

    @property
    def said(self) -> list[tuple[str, float]]:
        return [(text, at) for text, at, _ in self.calls]


MINE, ALSO, THEIRS = "This line is mine.", "And this one too.", "Spoken by the narrator."
BODY = f"""
[[step]]
kind = "say"
seconds = 20
say = ["{MINE}", "{THEIRS}", "{ALSO}"]

[[step]]
kind = "rest"
seconds = 20
"""


class Trial:
    """A session of which some lines have no clip, with a voice for them."""

    def __init__(
        self,
        body: str = BODY,
        seconds: float = 40,
        missing: tuple[str, ...] = (MINE, ALSO),
        **takes: float,
    ) -> None:
        self.clock = FakeClock()
        self.out = FakeOut(self.clock)
        names = {"mine": MINE, "also": ALSO}
        self.speaker = FakeSpeaker(self.clock, {names[k]: v for k, v in takes.items()})
        self.learnt: dict[str, float] = {}
        self.news: list[bool] = []
        self.level = 1.0
        detour = script('[[step]]\nkind = "say"\nseconds = 20\nsay = "Stretch it."\n', 20)
        self.run = SessionRun(
            script(body, seconds),
            Options(),
            {Detour.CRAMP: detour, Detour.WORSE: detour},
            FakeClips(missing=missing),
            self.out,
            self.clock,
            no_track,
        )
        self.run.aloud = Aloud(
            self.speaker, "woman", lambda: self.level, self.learnt, self.news.append
        )
        self.run.player.start()
        self.run.tick()

    def pass_(self, seconds: float) -> float:
        for _ in range(round(seconds / TICK)):
            self.clock.advance(TICK)
            self.run.tick()
        return self.run.player.position / RATE

    def cue(self, text: str) -> float:
        cue = next(cue for cue in self.run.player.timeline.voice if cue.text == text)
        return cue.first / RATE


def test_lines_without_a_clip_are_said_at_their_time_and_no_others() -> None:
    trial = Trial()
    trial.pass_(40)
    assert [text for text, _ in trial.speaker.said] == [MINE, ALSO]
    for text, at in trial.speaker.said:
        assert at == pytest.approx(trial.cue(text), abs=0.11)


def test_what_a_line_took_is_learnt_for_the_next_time() -> None:
    trial = Trial(mine=1.7)
    trial.pass_(10)
    assert trial.learnt[MINE] == pytest.approx(1.8)


@pytest.mark.parametrize("takes", [3.4, 6.0, 15.0])
def test_the_next_line_waits_for_a_voice_that_takes_long(takes: float) -> None:
    trial = Trial(mine=takes)
    usual = trial.cue(THEIRS)
    trial.pass_(takes + 0.2)
    assert trial.speaker.hushed == []
    assert trial.speaker.said == [(MINE, 0.0)]
    assert trial.cue(THEIRS) > max(usual, takes)
    assert trial.cue(THEIRS) < takes + 3
    trial.pass_(15)
    assert [text for text, _ in trial.speaker.said] == [MINE, ALSO]


def test_the_last_line_is_not_cut_off_by_the_end() -> None:
    body = f'[[step]]\nkind = "say"\nseconds = 4\nsay = "{MINE}"\n'
    trial = Trial(body, 4, mine=9)
    trial.pass_(9.2)
    assert trial.speaker.hushed == []
    assert MINE in trial.learnt
    trial.pass_(4)
    assert trial.run.player.state is PlayState.FINISHED


def test_in_breathing_the_pace_is_kept_and_the_voice_gives_way() -> None:
    body = """
    [[step]]
    kind = "breathe"
    seconds = 20
    cycles = 2
    phases = [
      { phase = "inhale", seconds = 4, say = "In." },
      { phase = "exhale", seconds = 6, say = "And out." },
    ]
    """
    trial = Trial(body, 20, ("In.", "And out."))
    trial.speaker.seconds = {"In.": 5.5, "And out.": 1.0}
    trial.pass_(20)
    assert trial.run.player.timeline.seconds == 20
    assert trial.speaker.said == [("In.", 0), ("And out.", 4), ("In.", 10), ("And out.", 14)]
    assert trial.speaker.hushed == [pytest.approx(4, abs=0.2), pytest.approx(14, abs=0.2)]


def test_muscles_are_not_tensed_for_longer_because_a_voice_is_slow() -> None:
    body = f"""
    [[step]]
    kind = "tense"
    group = "jaw"
    seconds = 5
    say = "{MINE}"

    [[step]]
    kind = "release"
    group = "jaw"
    seconds = 20
    say = "{ALSO}"
    """
    trial = Trial(body, 25, mine=12)
    trial.pass_(8)
    assert trial.speaker.said == [(MINE, 0), (ALSO, pytest.approx(5, abs=0.2))]
    assert trial.run.player.timeline.spans[0].end == 5 * RATE


def test_a_pause_ends_the_line_and_going_on_says_it_again() -> None:
    trial = Trial(mine=2.0)
    trial.pass_(1)
    trial.run.player.pause()
    trial.run.tick()
    assert trial.speaker.hushed == [1.0]
    trial.pass_(3)
    trial.run.player.resume()
    trial.pass_(0.2)
    assert trial.speaker.said == [(MINE, 0), (MINE, 4.0)]
    assert trial.run.player.position / RATE == pytest.approx(0.2, abs=0.05)


def test_going_back_says_the_line_again_and_going_ahead_ends_it() -> None:
    trial = Trial(mine=2.0)
    trial.pass_(1)
    trial.run.player.seek_by(15)
    trial.pass_(0.1)
    assert trial.speaker.hushed == [1.0]
    assert len(trial.speaker.said) == 1
    trial.run.player.seek_to(round(3.0 * RATE))
    trial.pass_(0.1)
    trial.run.player.seek_by(-1.5)
    trial.pass_(0.1)
    assert trial.speaker.said[1:] == [(MINE, pytest.approx(1.2, abs=0.1))]
    trial.run.player.next_step()
    trial.run.tick()
    assert len(trial.speaker.hushed) == 2


def test_a_place_in_the_middle_of_a_line_is_silent() -> None:
    trial = Trial(mine=2.0)
    trial.run.player.seek_to(round(1.6 * RATE))
    trial.pass_(0.3)
    assert trial.speaker.said == [(MINE, 0)]
    assert trial.speaker.hushed == [0.0]


def test_another_layout_of_the_same_place_leaves_the_voice_alone() -> None:
    trial = Trial(mine=2.0)
    trial.pass_(1)
    trial.run.set_pace({Slider.PAUSE: 1.5})
    trial.pass_(1.5)
    assert trial.speaker.hushed == []
    assert trial.speaker.said == [(MINE, 0)]


def test_sleep_a_lost_output_a_detour_and_the_end_all_end_the_line() -> None:
    for act in (
        lambda run: run.player.pause(PauseReason.SLEEP),
        lambda run: run.leave_for(Detour.WORSE),
        lambda run: run.stop(),
    ):
        trial = Trial(mine=3.0)
        trial.pass_(1)
        act(trial.run)
        trial.run.tick()
        assert trial.speaker.hushed == [1.0]


def test_it_speaks_as_loud_as_the_voice_is_set_and_not_at_all_when_that_is_off() -> None:
    trial = Trial(also=2.0)
    trial.level = 0.4
    trial.pass_(trial.cue(ALSO) + 0.5)
    assert [level for *_, level in trial.speaker.calls] == [1.0, 0.4]
    trial.level = 0.0
    trial.pass_(0.1)
    assert len(trial.speaker.hushed) == 1
    trial.run.player.seek_to(0)
    trial.pass_(1)
    assert len(trial.speaker.calls) == 2


def test_a_voice_that_comes_or_dies_is_told_so_that_the_chime_takes_its_place() -> None:
    trial = Trial(mine=2.0)
    assert trial.news == [True]
    trial.pass_(0.5)
    trial.speaker.there = False
    trial.pass_(1)
    assert trial.news == [True, False]
    assert trial.out.calls.count("remix") == 2
    trial.pass_(8)
    assert len(trial.speaker.said) == 1
    trial.speaker.there = True
    trial.pass_(1)
    assert trial.news == [True, False, True]


def test_a_voice_without_end_is_ended() -> None:
    trial = Trial(mine=500.0)
    trial.pass_(70)
    assert trial.speaker.hushed == [pytest.approx(60, abs=0.2)]


def test_the_silent_version_says_nothing() -> None:
    voice = NoVoice()
    assert not voice.ready()
    assert voice.say("x", "woman", 1.0) == voice.speech().ticket
    assert not voice.speech().going_on
    voice.hush()
    voice.end()
