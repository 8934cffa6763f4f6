"""The sound of single lines through the real services: who says one, recorded, heard, undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from relaxapp.errors import RelaxappError
from relaxapp.lines import Lines
from relaxapp.services import Services
from relaxapp.sessions.audio_out import SoundState
from relaxapp.sessions.timeline import RATE
from relaxapp.settings import Settings, Volumes
from relaxapp.ui.line_ports import LineSource
from tests.adapters.test_microphone import Bench
from tests.adapters.test_own_lines import ONE, in_a_room, voice
from tests.fakes import FakeClock
from tests.sessions.fakes import FakeOut
from tests.sessions.test_aloud import FakeSpeaker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relaxapp.adapters.microphone import Microphone
    from relaxapp.sessions.audio_out import AudioOut

MINE = "Nobody has ever recorded this."


class Desk:
    """Lines with a microphone, an output and a voice that are moved by hand."""

    def __init__(self, home: Path, *, aloud: bool = True) -> None:
        self.clock = FakeClock()
        self.services = Services(self.clock, {}, home)
        self.speaker = FakeSpeaker(self.clock, there=aloud)
        self.services.make_speaker = lambda: self.speaker
        self.settings = Settings()
        self.out = FakeOut(self.clock)
        self.taken = 0
        self.bench = Bench()
        self.lines = Lines(self.services, lambda: self.settings, self.output, self.microphone)
        self.narrated = next(iter(self.services.bank("woman")._clips))

    @property
    def microphone(self) -> Microphone:
        return self.bench.microphone

    def output(self, device: str | None) -> AudioOut:
        assert device is None
        self.taken += 1
        return self.out

    def said(self, text: str, session: str = "") -> LineSource:
        return self.lines.source(text, "woman", session)

    def say(self, sound: np.ndarray) -> None:
        self.bench.opened.clear()
        self.lines.record(MINE)
        assert self.bench.opened.wait(5)
        self.bench.hear(sound.astype(np.float32).tobytes())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.lines.end()


def test_who_says_a_line(desk: Desk) -> None:
    assert desk.said(desk.narrated) is LineSource.NARRATED
    assert desk.said(MINE) is LineSource.SPOKEN
    desk.speaker.there = False
    assert desk.said(MINE) is LineSource.SHOWN
    desk.speaker.there = True
    desk.settings = Settings(aloud=False)
    assert desk.said(MINE) is LineSource.SHOWN
    desk.services.lines.put_with("soft-jaw", {MINE: (ONE, "", "")})
    assert desk.said(MINE) is LineSource.SHOWN
    assert desk.said(MINE, "soft-jaw") is LineSource.RECORDED
    assert not desk.lines.own(MINE)
    desk.services.lines.put(desk.narrated, ONE)
    assert desk.said(desk.narrated) is LineSource.RECORDED
    assert desk.lines.own(desk.narrated)


def test_how_long_it_takes(desk: Desk) -> None:
    clip = desk.services.bank("woman").clip(desk.narrated)
    assert desk.lines.seconds(desk.narrated, "woman") == clip.samples / RATE
    assert desk.lines.seconds(MINE, "woman") == pytest.approx(0.5 + 5 * 0.42)
    desk.services.spoken[MINE] = 3.25
    assert desk.lines.seconds(MINE, "woman") == 3.25
    desk.services.lines.put(MINE, ONE)
    assert desk.lines.seconds(MINE, "woman") == ONE.samples / RATE


def test_a_recording_is_kept_heard_and_taken_back(desk: Desk) -> None:
    desk.say(in_a_room(voice(1.5, level=0.05)))
    take = desk.lines.take()
    assert (take.text, take.full, take.problem) == (MINE, False, "")
    assert take.seconds == pytest.approx(2.9)
    desk.lines.stop()
    assert desk.lines.take() is None
    assert desk.said(MINE) is LineSource.RECORDED
    desk.lines.hear(MINE, "woman")
    assert desk.out.calls[-1] == "play 0"
    heard = desk.out.source.make().render(0, 2 * RATE)
    assert np.abs(heard).max() > 1000
    assert desk.lines.hearing() == MINE
    desk.clock.advance(3)
    assert desk.lines.hearing() == ""
    assert desk.out.state is SoundState.CLOSED
    assert desk.lines.can_undo(MINE)
    desk.lines.undo(MINE)
    assert desk.said(MINE) is LineSource.SPOKEN
    desk.lines.undo(MINE)
    desk.lines.remove(MINE)
    assert not desk.lines.own(MINE)


def test_what_plays_falls_silent_before_a_recording(desk: Desk) -> None:
    desk.lines.hear(desk.narrated, "woman")
    before = desk.taken
    desk.say(voice(1))
    assert desk.lines.hearing() == ""
    assert desk.taken == before + 1
    desk.lines.hear(desk.narrated, "woman")  # and the other way round
    assert desk.lines.take() is None


def test_silence_and_a_mere_click_are_told_plainly_and_change_nothing(desk: Desk) -> None:
    desk.services.lines.put(MINE, ONE)
    desk.say(np.zeros(2 * RATE))
    with pytest.raises(RelaxappError, match="Is the microphone muted"):
        desk.lines.stop()
    desk.say(voice(0.05))
    with pytest.raises(RelaxappError, match="Is the microphone muted"):
        desk.lines.stop()
    click = np.zeros(2 * RATE)
    click[RATE : RATE + 300] = 0.5
    desk.say(click)
    with pytest.raises(RelaxappError, match="hardly anything"):
        desk.lines.stop()
    desk.say(voice(1))
    desk.lines.cancel()
    assert desk.lines.take() is None
    assert desk.services.lines.own(MINE).digest == ONE.digest


def test_without_a_microphone_it_says_why_and_a_file_can_be_chosen(
    desk: Desk, tmp_path: Path
) -> None:
    desk.bench.here = False
    desk.lines.why_not_record()
    desk.bench.settle()
    assert desk.lines.why_not_record() == "There is no microphone."
    path = tmp_path / "mine.ogg"
    soundfile.write(path, in_a_room(voice(1)), RATE)
    desk.lines.choose(MINE, str(path))
    assert desk.said(MINE) is LineSource.RECORDED
    with pytest.raises(RelaxappError, match="no file"):
        desk.lines.choose(MINE, str(tmp_path / "gone.wav"))


def test_hearing_what_the_computer_says_and_what_is_only_shown(desk: Desk) -> None:
    desk.speaker.seconds = {MINE: 2.0}
    desk.lines.hear(MINE, "woman")
    assert desk.speaker.said == [(MINE, 0.0)]
    assert desk.lines.hearing() == MINE
    desk.clock.advance(2.5)
    assert desk.lines.hearing() == ""
    desk.lines.hear(MINE, "woman")
    desk.lines.silence()
    assert desk.speaker.hushed == [2.5]
    desk.speaker.there = False
    desk.lines.hear(MINE, "woman")
    assert desk.out.source.make().render(0, RATE).any()  # the chime
    desk.clock.advance(3.5)
    assert desk.lines.hearing() == ""


def test_who_has_muted_the_voice_hears_a_line_all_the_same(desk: Desk) -> None:
    desk.settings = Settings(volumes=Volumes(voice=0))
    desk.lines.hear(desk.narrated, "woman")
    assert desk.out.source.make().render(0, RATE).any()


def test_what_came_with_a_session_goes_when_nothing_is_left_of_that(desk: Desk) -> None:
    folder = desk.services.paths.own_sessions
    folder.mkdir()
    (folder / "deleted.session.toml.deleted").write_text("it may be brought back")
    for session in ("deleted", "gone", "soften"):
        desk.services.lines.put_with(session, {MINE: (ONE, "", "")})
    desk.lines.end()
    left = [s for s in ("deleted", "gone", "soften") if desk.services.lines.find(MINE, s)]
    assert left == ["deleted", "soften"]
