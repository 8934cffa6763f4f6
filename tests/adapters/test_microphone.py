"""Recording, with a microphone moved by hand: what is heard is kept, what goes wrong is told."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest

from relaxapp.adapters import microphone
from relaxapp.adapters.microphone import NO_LIBRARY, NONE_FOUND, Microphone
from relaxapp.errors import RelaxappError
from relaxapp.sessions.timeline import RATE
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relaxapp.adapters.microphone import Hear


class Bench:
    """A microphone whose device opens, fails or is missing as it is told."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.here = True
        self.trouble: Exception | None = None
        self.hear: Hear | None = None
        self.opened = threading.Event()
        self.closed = threading.Event()
        self.microphone = Microphone(self.clock, there=self.there, open_device=self.open)

    def there(self) -> bool:
        if self.trouble is not None:
            raise self.trouble
        return self.here

    def open(self, hear: Hear) -> Bench:
        self.hear = hear
        self.opened.set()
        return self

    def close(self) -> None:
        self.closed.set()

    def record(self) -> None:
        self.opened.clear()
        self.microphone.start()
        assert self.opened.wait(5)

    def speak(self, seconds: float, level: float = 0.25) -> None:
        assert self.hear is not None
        count = round(seconds * RATE)
        for at in range(0, count, RATE // 10):
            part = min(RATE // 10, count - at)
            self.clock.advance(part / RATE)
            self.hear(np.full(part, level, np.float32).tobytes())

    def settle(self) -> None:
        for thread in self.microphone._threads:
            thread.join(5)


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.microphone.end()


def test_what_was_heard_is_there_at_the_end_and_the_device_is_let_go(bench: Bench) -> None:
    bench.record()
    bench.speak(1.5)
    heard = bench.microphone.heard()
    assert (heard.seconds, heard.full, heard.problem) == (1.5, False, "")
    assert heard.level == pytest.approx(0.8, abs=0.01)  # -12 of -60 to 0 dB
    sound = bench.microphone.stop()
    assert sound.shape == (round(1.5 * RATE), 1)
    assert (sound == 0.25).all()
    assert bench.closed.wait(5)
    assert bench.microphone.heard() is None
    bench.speak(1)  # samples that are still under way
    with pytest.raises(RelaxappError, match="Nothing is being"):
        bench.microphone.stop()


def test_it_takes_in_no_more_than_a_line_may_take(bench: Bench) -> None:
    bench.record()
    bench.speak(59.95)
    assert not bench.microphone.heard().full
    bench.speak(1)
    heard = bench.microphone.heard()
    assert (heard.seconds, heard.full) == (60, True)
    bench.clock.advance(30)
    assert bench.microphone.heard().problem == ""
    assert len(bench.microphone.stop()) == 60 * RATE


def test_a_microphone_that_falls_silent_altogether_is_told(bench: Bench) -> None:
    bench.record()
    bench.speak(1)
    bench.clock.advance(6)
    assert "no sound" in bench.microphone.heard().problem
    with pytest.raises(RelaxappError, match="no sound"):
        bench.microphone.stop()
    assert bench.closed.wait(5)


def test_without_one_it_says_so_and_looks_again(bench: Bench) -> None:
    bench.here = False
    bench.microphone.hindrance()
    bench.settle()
    assert bench.microphone.hindrance() == NONE_FOUND
    bench.here = True
    bench.clock.advance(6)
    bench.microphone.hindrance()
    bench.settle()
    assert bench.microphone.hindrance() == ""


@pytest.mark.parametrize("trouble", [OSError("PortAudio library not found"), ImportError("x")])
def test_without_the_library_it_says_what_is_needed(bench: Bench, trouble: Exception) -> None:
    bench.trouble = trouble
    bench.microphone.hindrance()
    bench.settle()
    assert bench.microphone.hindrance() == NO_LIBRARY


def test_a_device_that_does_not_open_is_told(bench: Bench) -> None:
    bench.trouble = RuntimeError("Device unavailable")
    bench.microphone.start()
    bench.settle()
    assert "Device unavailable" in bench.microphone.heard().problem
    with pytest.raises(RelaxappError, match="Device unavailable"):
        bench.microphone.stop()
    bench.trouble, bench.here = None, False
    bench.microphone.start()
    bench.settle()
    with pytest.raises(RelaxappError, match="no microphone"):
        bench.microphone.stop()


def test_a_second_recording_ends_the_first(bench: Bench) -> None:
    bench.record()
    bench.speak(1)
    first = bench.hear
    bench.record()
    assert bench.closed.is_set()
    first(np.ones(RATE, np.float32).tobytes())
    bench.speak(0.5)
    assert len(bench.microphone.stop()) == RATE // 2
    bench.microphone.cancel()  # there is none: nothing happens


class FakePortAudio:
    """As much of sounddevice as is used."""

    def __init__(self, *channels: int) -> None:
        self.channels = channels
        self.fresh = 0
        self.asked: dict[str, object] = {}

    def _terminate(self) -> None:
        """It forgets what devices there are."""

    def _initialize(self) -> None:
        self.fresh += 1

    def query_devices(self) -> list[dict[str, int]]:
        return [{"max_input_channels": count} for count in self.channels]

    def RawInputStream(self, **asked: object) -> FakePortAudio:
        self.asked = asked
        return self

    def start(self) -> None:
        self.asked["callback"](bytearray(b"abcd"), 1, None, None)  # type: ignore[operator]  # our own


def test_portaudio_is_asked_for_one_channel_at_the_rate_of_all_sound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(microphone.sys, "platform", "darwin")
    audio = FakePortAudio(0, 2)
    monkeypatch.setattr(microphone, "load", lambda: audio)
    assert microphone._there()
    assert audio.fresh == 1
    audio.channels = (0, 0)
    assert not microphone._there()
    got: list[bytes] = []
    assert microphone._open(got.append) is audio
    assert got == [b"abcd"]
    assert (audio.asked["samplerate"], audio.asked["channels"]) == (RATE, 1)
