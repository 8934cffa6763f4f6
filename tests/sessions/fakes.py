"""Sounds made of numbers and an output that is moved by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from relaxapp.sessions.audio_out import Place, SoundState, SoundStatus, Source
from relaxapp.sessions.reading import parse
from relaxapp.sessions.timeline import RATE, ClipInfo

if TYPE_CHECKING:
    from relaxapp.sessions.script import Script
    from tests.fakes import FakeClock

HEAD = """
format = 1
title = "Trial"
technique = "Release only"
purpose = "To try things out."
seconds = {seconds}
"""


def script(body: str, seconds: float) -> Script:
    """A script with a valid head."""
    return parse((HEAD.format(seconds=seconds) + body).encode(), "trial.session.toml")


SQUEEZE = """
[[step]]
kind = "say"
title = "Hello"
seconds = 10
say = ["One two three four.", { at = 6, text = "Five six." }]

[[step]]
kind = "tense"
group = "hand.right"
seconds = 6
stretch = "tension"
min = 4
max = 10

[[step]]
kind = "release"
group = "hand.right"
seconds = 30
stretch = "release"
min = 10
max = 60
say = ["Let go now please.", { at = 12, text = "Softer and softer." }]

[[step]]
kind = "tense"
group = "calf.left"
seconds = 3

[[step]]
kind = "release"
group = "calf.left"
seconds = 31
say = ["Let go of it."]

[[step]]
kind = "rest"
title = "Resting"
seconds = 20
stretch = "pause"
"""
SQUEEZE_SECONDS = 100


def squeeze() -> Script:
    """Two groups, each tensed and released, with words before and rest after."""
    return script(SQUEEZE, SQUEEZE_SECONDS)


class FakeClips:
    """Clips of half a second a word, audible from 0.1 s after their start to 0.2 s before the end.

    The clip of a text is a constant tone of its own level, so that one can tell them apart.
    """

    def __init__(self, *, missing: tuple[str, ...] = ()) -> None:
        self.missing = missing

    def clip(self, text: str) -> ClipInfo | None:
        if text in self.missing:
            return None
        count = RATE // 2 * len(text.split())
        return ClipInfo(text, count, RATE // 10, count - RATE // 5)

    def chime_samples(self, name: str) -> int:
        return 3 * RATE if name == "bowl" else RATE

    def voice(self, key: str) -> np.ndarray:
        info = self.clip(key)
        assert info is not None
        return np.full(info.samples, 0.1 + len(key) / 1000, np.float32)

    def chime(self, name: str) -> np.ndarray:
        return np.full((self.chime_samples(name), 2), 0.2, np.float32)

    def ambience(self, name: str) -> np.ndarray:
        ramp = np.arange(RATE + 7, dtype=np.float32) / (4 * RATE)
        return np.stack([ramp, -ramp], axis=1)


@dataclass
class FakeOut:
    """An `AudioOut` that plays along a fake clock; take its device away with `lose`."""

    clock: FakeClock
    state: SoundState = SoundState.CLOSED
    ticket: int = 0
    opens: bool = True
    rerouted: bool = False
    calls: list[str] = field(default_factory=list)
    source: Source | None = None
    _sample: int = 0
    _at: float = 0.0

    def play(self, source: Source, sample: int, place: Place | None = None) -> int:
        self.calls.append(f"play {sample}")
        self.source = source
        self.ticket += 1
        self.rerouted = False
        self.state = SoundState.PLAYING if self.opens else SoundState.LOST
        self._sample, self._at = sample, self.clock.monotonic()
        return self.ticket

    def _settle(self) -> None:
        if self.state is SoundState.PLAYING:
            now = self.clock.monotonic()
            self._sample += round((now - self._at) * RATE)
            self._at = now

    def pause(self) -> None:
        self.calls.append("pause")
        if self.state is SoundState.PLAYING:
            self._settle()
            self.state = SoundState.PAUSED

    def resume(self) -> None:
        self.calls.append("resume")
        self.state = SoundState.PLAYING
        self._at = self.clock.monotonic()

    def remix(self, source: Source) -> None:
        self.calls.append("remix")
        self.source = source

    def close(self) -> None:
        self.calls.append("close")
        self.state = SoundState.CLOSED

    def end(self) -> None:
        self.close()

    def lose(self) -> None:
        self._settle()
        self.state = SoundState.LOST

    def come_back(self, *, rerouted: bool = False) -> None:
        self.state = SoundState.READY
        self.rerouted = rerouted

    def status(self) -> SoundStatus:
        self._settle()
        return SoundStatus(self.state, self.ticket, self._sample, self._at, "", self.rerouted)
