"""The deck without its thread: commands are carried out one at a time, the device is a fake."""

from __future__ import annotations

import wave
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pytest

from relaxapp.adapters.deck import Deck, sweep
from relaxapp.adapters.mixer import LATENCY, NoDevice
from relaxapp.adapters.track_file import AHEAD, SPARE, SPLICE
from relaxapp.sessions.audio_out import SoundState, Source
from relaxapp.sessions.timeline import RATE
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LENGTH = 120 * RATE


class Level:
    """A track of one constant value."""

    def __init__(self, value: int) -> None:
        self.value = value

    def render(self, start: int, stop: int, bed: int = 0) -> np.ndarray:
        return np.full((min(stop, LENGTH) - start, 2), self.value, np.int16)


class Seconds:
    """A track that tells at each sample how many seconds it is from the start, from 1000 on."""

    def __init__(self, base: int = 1000, length: int = LENGTH) -> None:
        self.base, self.length = base, length

    def render(self, start: int, stop: int, bed: int = 0) -> np.ndarray:
        values = self.base + np.arange(start, min(stop, self.length)) // RATE
        return np.repeat(values.astype(np.int16)[:, None], 2, axis=1)


def source(value: int = 1000) -> Source:
    return Source(LENGTH, lambda: Level(value))


def seconds(base: int = 1000, length: int = LENGTH) -> Source:
    return Source(length, lambda: Seconds(base, length))


@dataclass
class FakeDevice:
    """A device that plays as fast as it is told to."""

    there: bool = True
    flowing: bool = True
    opened: bool = False
    gone: tuple[bool, bool] = (False, False)
    heard: int = 0
    path: Path | None = None
    volumes: list[float] = field(default_factory=list)
    paused: bool = False

    def open(self, device: str | None) -> None:
        if not self.there:
            raise NoDevice("No sound device opens (none).")
        self.opened = True

    def warm_up(self, silence: Path) -> bool:
        assert silence.exists()
        return self.flowing

    def play(self, path: Path, sample: int, fade_ms: int) -> None:
        self.path, self.heard, self.paused = path, sample, False

    def handed(self) -> int:
        return self.heard

    def volume(self, level: float) -> None:
        self.volumes.append(level)

    def pause(self) -> None:
        self.paused = True

    def unpause(self) -> None:
        self.paused = False

    def device_gone(self) -> tuple[bool, bool]:
        gone, self.gone = self.gone, (False, False)
        return gone

    def close(self) -> None:
        self.opened = False


@dataclass
class FakeOutputs:
    """Outputs that are plugged in and out by hand."""

    here: str = "card/headphones"
    usable: set[str] = field(default_factory=lambda: {"card/headphones", "card/speakers"})
    news: bool = False

    def start(self) -> None:
        """Nothing to start."""

    def stop(self) -> None:
        """Nothing to stop."""

    def changed(self) -> bool:
        news, self.news = self.news, False
        return news

    def route(self) -> tuple[str, frozenset[str]]:
        return self.here, frozenset(self.usable)


class Bench:
    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.device = FakeDevice()
        self.outputs = FakeOutputs()
        self.cache = folder / "cache"
        self.deck = Deck(
            self.clock, self.cache, mixer=self.device, outputs=self.outputs, threaded=False
        )

    def look(self, times: int = 1, seconds: float = 0.0) -> SoundState:
        for _ in range(times):
            self.clock.advance(seconds)
            self.deck.step()
        return self.deck.status().state

    def written(self) -> np.ndarray:
        assert self.device.path is not None
        with wave.open(str(self.device.path), "rb") as file:
            assert file.getparams()[:4] == (2, 2, RATE, LENGTH + SPARE)
            return np.frombuffer(file.readframes(LENGTH), np.int16).reshape(-1, 2)

    def source(self) -> Source:
        """What is being played."""
        assert self.deck._tape is not None
        return self.deck._tape.source

    def joined(self, first: int) -> tuple[int, np.ndarray]:
        """What is read from `first` on, and where in it something else begins."""
        read = self.written()[first:, 0].astype(int)
        return int(np.argmax(read != read[0])), read


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.deck.close()
    bench.look(5)


@pytest.fixture
def playing(bench: Bench) -> Bench:
    bench.deck.play(source(), 0)
    bench.look(2)
    return bench


def test_a_start_plays_from_its_sample_and_tells_what_is_heard(bench: Bench) -> None:
    ticket = bench.deck.play(source(), 10 * RATE)
    assert bench.deck.status().state is SoundState.OPENING
    assert bench.look(2) is SoundState.PLAYING
    bench.device.heard += RATE
    bench.look(1)
    status = bench.deck.status()
    assert (status.ticket, status.sample) == (ticket, 11 * RATE - LATENCY)


def test_the_place_moves_evenly_though_samples_are_asked_for_in_bursts(playing: Bench) -> None:
    playing.device.heard = 10 * RATE
    playing.look(1, seconds=0.1)
    places = []
    for turn in range(40):
        playing.device.heard += 0 if turn % 2 else RATE // 5
        playing.look(1, seconds=0.1)
        places.append(playing.deck.status().sample)
    steps = np.diff(places[5:]) / RATE
    assert abs(steps - 0.1).max() < 0.02
    assert abs(places[-1] - (playing.device.heard - LATENCY)) < RATE // 5


def test_the_end_is_reached_though_nothing_is_told_of_it_any_more(playing: Bench) -> None:
    playing.device.heard = LENGTH - RATE // 4
    playing.look(40, seconds=0.1)
    playing.device.heard = LENGTH
    playing.look(1, seconds=0.04)
    playing.device.heard = 0  # the file has ended
    places = []
    for _ in range(5):
        playing.look(1, seconds=0.1)
        places.append(playing.deck.status().sample)
    assert places[0] > LENGTH - RATE // 4
    assert places == sorted(places)
    assert places[-1] == LENGTH


def test_nothing_starts_before_samples_flow(bench: Bench) -> None:
    bench.device.flowing = False
    bench.deck.play(source(), 0)
    assert bench.look(5) is SoundState.OPENING
    bench.device.flowing = True
    assert bench.look(1) is SoundState.PLAYING


def test_the_track_is_written_ahead_of_the_playhead_and_only_there(playing: Bench) -> None:
    playing.look(60)
    heard = playing.written()
    assert (heard[: 24 * RATE] == 1000).all()
    assert not heard[AHEAD + RATE :].any()
    playing.device.heard = 60 * RATE
    playing.look(60)
    assert (playing.written()[: 84 * RATE] == 1000).all()


@pytest.fixture
def counting(bench: Bench) -> Bench:
    """Ten and a half seconds into a track whose sound tells its place."""
    bench.deck.play(seconds(), 0)
    bench.look(14)
    bench.device.heard = 10 * RATE + RATE // 2
    bench.look(1)
    return bench


def test_a_seek_is_heard_without_a_gap_within_a_quarter_of_a_second(counting: Bench) -> None:
    bench = counting
    shared = bench.source()
    bench.device.volumes.clear()
    ticket = bench.deck.play(shared, 100 * RATE)
    bench.look(1)
    begin, read = bench.joined(bench.device.heard)
    assert begin <= RATE // 4
    assert read[0] == 1010  # what was heard goes on until then
    assert min(read[begin : begin + SPLICE]) >= 1010
    assert (read[begin + SPLICE : begin + RATE // 4] == 1100).all()
    assert np.abs(np.diff(read[: RATE // 2])).max() <= 1
    assert bench.device.volumes == []  # nothing fades, nothing is started anew
    status = bench.deck.status()
    assert (status.state, status.ticket) == (SoundState.PLAYING, ticket)
    assert status.sample == pytest.approx(100 * RATE - begin - LATENCY, abs=50)  # not there yet
    bench.device.heard += RATE
    bench.look(1)
    assert bench.deck.status().sample == pytest.approx(101 * RATE - begin - LATENCY, abs=RATE // 9)


def test_only_the_newest_of_many_seeks_is_carried_out(counting: Bench) -> None:
    shared = counting.source()
    for second in (20, 40, 60):
        counting.deck.play(shared, second * RATE)
    counting.look(3)
    _, read = counting.joined(counting.device.heard)
    assert set(read[RATE // 4 : RATE // 2]) == {1060}


def test_another_layout_goes_on_where_the_old_one_is_when_it_is_heard(counting: Bench) -> None:
    bench = counting
    for _ in range(2):  # the second before the deck comes to the first: each from the one before
        bench.deck.play(seconds(2000), 0, lambda sample: 2 * sample)
    bench.look(4)
    begin, read = bench.joined(bench.device.heard)
    place = bench.device.heard + begin
    assert read[begin + SPLICE] == pytest.approx(2000 + 4 * place / RATE, abs=1)
    # And once more, while the second before is hardly heard.
    bench.device.heard += RATE // 100
    bench.deck.play(seconds(3000), 0, lambda sample: sample)
    bench.look(1)
    read = bench.written()[bench.device.heard :, 0].astype(int)
    assert np.abs(np.diff(read[: RATE // 2])).max() < 4  # nowhere a leap


def test_many_changes_one_upon_the_other_never_click(counting: Bench) -> None:
    bench = counting
    first = bench.device.heard
    for turn in range(12):
        bench.deck.play(source(1000 + 2000 * (turn % 2)), 0, lambda sample: sample)
        bench.look(1)
        bench.device.heard += RATE // 100  # ten milliseconds: shorter than a splice
    bench.look(3)
    read = bench.written()[first : first + RATE, 0].astype(int)
    assert np.abs(np.diff(read)).max() <= 2000 // SPLICE + 2
    assert read[-1] == 3000


def test_a_session_made_shorter_leaves_no_sound_behind_its_end(counting: Bench) -> None:
    bench = counting
    bench.deck.play(seconds(2000, 12 * RATE), 0, lambda sample: sample)
    bench.look(30)
    read = bench.written()[:, 0]
    assert read[12 * RATE - 1] == 2011
    bench.device.heard += 30 * RATE
    bench.look(30)
    assert not bench.written()[12 * RATE :, 0].any()


def test_where_the_file_has_no_room_it_is_made_anew(bench: Bench) -> None:
    bench.deck.play(seconds(), 0)
    bench.look(2)
    older = bench.device.path
    bench.device.heard = 50 * RATE
    bench.deck.play(seconds(2000, LENGTH + SPARE + RATE), 40 * RATE)
    assert bench.look(1) is SoundState.PLAYING
    assert bench.device.path != older
    assert older is not None
    assert not older.exists()
    assert bench.device.heard == 40 * RATE
    assert bench.device.volumes[-1] == 0.0  # faded out before the jump


def test_a_seek_while_paused_is_heard_from_there_on_going_on(counting: Bench) -> None:
    bench = counting
    shared = bench.source()
    bench.deck.pause()
    bench.look(1)
    bench.deck.play(shared, 70 * RATE)
    assert bench.look(1) is SoundState.PLAYING
    assert bench.device.heard == 70 * RATE
    assert (bench.written()[70 * RATE : 70 * RATE + RATE // 2, 0] == 1070).all()


def test_a_new_mix_takes_over_smoothly_within_a_quarter_of_a_second(playing: Bench) -> None:
    playing.look(10)
    playing.device.heard = 2 * RATE
    for value in (900, 700, 500):
        playing.deck.remix(source(value))
    playing.look(4)
    heard = playing.written()[:, 0]
    begin = 2 * RATE
    change = begin + int(np.argmax(heard[begin:] != 1000))
    assert change - begin <= RATE // 4
    assert (heard[change + SPLICE : change + RATE // 4] == 500).all()
    assert np.abs(np.diff(heard[begin : begin + RATE // 2].astype(int))).max() <= 2


def test_pause_fades_holds_and_goes_on(playing: Bench) -> None:
    playing.deck.pause()
    assert playing.look(1) is SoundState.PAUSED
    assert playing.device.paused
    playing.deck.resume()
    assert playing.look(1) is SoundState.PLAYING
    assert not playing.device.paused
    assert playing.device.volumes[-1] == 1.0


def test_a_long_pause_lets_go_of_the_device_and_goes_on_where_it_was(playing: Bench) -> None:
    playing.device.heard = 30 * RATE
    playing.deck.pause()
    playing.look(1)
    playing.look(4, seconds=10)
    assert not playing.device.opened
    assert playing.deck.status().state is SoundState.PAUSED
    playing.deck.resume()
    assert playing.look(2) is SoundState.PLAYING
    assert playing.device.heard == 30 * RATE - LATENCY


def test_without_a_device_it_says_so_and_keeps_looking(bench: Bench) -> None:
    bench.device.there = False
    ticket = bench.deck.play(source(), 0)
    assert bench.look(1) is SoundState.LOST
    assert bench.deck.status().ticket == ticket
    bench.device.there = True
    bench.outputs.here = ""
    assert bench.look(3, seconds=1.0) is SoundState.READY
    assert not bench.deck.status().rerouted
    bench.deck.play(source(), 5 * RATE)
    assert bench.look(2) is SoundState.PLAYING


def test_a_dead_sound_server_is_waited_for(playing: Bench) -> None:
    playing.look(3)
    usable, playing.outputs.usable = playing.outputs.usable, set()
    playing.device.gone = (True, False)
    assert playing.look(1) is SoundState.LOST
    assert not playing.device.opened
    assert playing.look(5, seconds=2.0) is SoundState.LOST
    playing.outputs.usable = usable
    assert playing.look(1, seconds=2.5) is SoundState.READY
    assert not playing.deck.status().rerouted


def test_an_output_that_vanished_is_not_replaced_by_another_unasked(playing: Bench) -> None:
    playing.look(3)
    playing.outputs.here = "card/speakers"
    playing.outputs.usable = {"card/speakers"}
    playing.outputs.news = True
    playing.look(1)
    assert playing.deck.status().rerouted
    playing.look(3)
    assert playing.deck.status().rerouted  # until somebody goes on or starts anew
    playing.deck.pause()
    playing.deck.resume()
    playing.look(3)
    assert not playing.deck.status().rerouted


def test_a_person_may_move_the_sound_elsewhere(playing: Bench) -> None:
    playing.look(3)
    playing.outputs.here = "card/speakers"
    playing.outputs.news = True
    playing.look(2)
    assert not playing.deck.status().rerouted


def test_after_a_loss_another_output_waits_for_the_person(playing: Bench) -> None:
    playing.look(3)
    playing.device.gone = (True, False)
    playing.look(1)
    playing.outputs.usable = {"card/speakers"}
    assert playing.look(1, seconds=3.0) is SoundState.READY
    assert playing.deck.status().rerouted


def test_a_full_disk_leaves_a_silent_session(bench: Bench) -> None:
    def full() -> Level:
        raise OSError(28, "No space left on device")

    bench.deck.play(Source(LENGTH, full), 0)
    assert bench.look(1) is SoundState.LOST
    assert "No space" in bench.deck.status().problem


def test_a_disk_that_fills_while_the_track_is_begun_keeps_nothing_of_it(bench: Bench) -> None:
    class Full:
        def render(self, start: int, stop: int, bed: int = 0) -> np.ndarray:
            raise OSError(28, "No space left on device")

    bench.deck.play(Source(LENGTH, Full), 0)
    assert bench.look(1) is SoundState.LOST
    assert list(bench.cache.iterdir()) == []


def test_closing_lets_go_of_device_and_file(playing: Bench) -> None:
    playing.deck.close()
    assert playing.look(2) is SoundState.CLOSED
    assert not playing.device.opened
    assert list(playing.cache.iterdir()) == []


def test_a_start_right_after_a_close_keeps_the_device(playing: Bench) -> None:
    playing.deck.close()
    playing.deck.play(source(2000), 0)
    assert playing.look(4) is SoundState.PLAYING
    assert (playing.written()[RATE // 4 : RATE // 2] == 2000).all()


def test_tracks_of_a_killed_relaxapp_are_swept_away(tmp_path: Path) -> None:
    left = tmp_path / "track-abc"
    left.mkdir()
    (left / "guide.wav").write_bytes(b"")
    clock = FakeClock()
    clock.set_wall(clock.now().replace(year=2020))
    sweep(tmp_path, clock)
    assert left.exists()  # newer than the clock: somebody's
    clock.set_wall(clock.now().replace(year=2090))
    sweep(tmp_path, clock)
    assert not left.exists()


def test_the_thread_ends_when_told_to(tmp_path: Path) -> None:
    device = FakeDevice()
    deck = Deck(FakeClock(), tmp_path, mixer=device, outputs=FakeOutputs())
    deck.play(source(), 0)
    deck.end()
    assert not device.opened
    assert deck.status().state is SoundState.CLOSED


def test_a_newer_start_is_not_told_at_the_older_ones_place(playing: Bench) -> None:
    asked: list[int] = []

    def meanwhile() -> Level:
        if not asked:  # the window asks for another place before the first is under way
            asked.append(playing.deck.play(track, 30 * RATE))
        return Level(1000)

    track = Source(LENGTH, meanwhile)
    playing.deck.play(track, 70 * RATE)
    playing.deck.step()
    status = playing.deck.status()
    assert (status.ticket, status.state, status.sample) == (
        asked[0],
        SoundState.OPENING,
        30 * RATE,
    )
    assert playing.look(2) is SoundState.PLAYING
    assert playing.deck.status().sample <= 30 * RATE
