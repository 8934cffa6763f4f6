"""What comes out of SDL is the mixdown, sample for sample: its disk driver writes it to a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import pytest

from relaxapp.adapters.deck import Deck
from relaxapp.adapters.paths import assets_dir
from relaxapp.adapters.sound_files import SoundBank
from relaxapp.adapters.track_file import SPLICE
from relaxapp.clock import SystemClock
from relaxapp.sessions.audio_out import SoundState, Source
from relaxapp.sessions.library import Library
from relaxapp.sessions.mixdown import Mix, Mixdown
from relaxapp.sessions.places import place_in
from relaxapp.sessions.script import Slider
from relaxapp.sessions.timeline import RATE, Options, build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BANK = SoundBank(assets_dir(), "woman")
FRAME = 4  # bytes
STRETCH = RATE
FADED = RATE // 10  # behind the short fade in after a jump
STEPS = 1000  # far more looks than the disk driver needs for all of it


class NoOutputs:
    """Nobody to ask where the sound goes."""

    def start(self) -> None:
        """Nothing to start."""

    def stop(self) -> None:
        """Nothing to stop."""

    def changed(self) -> bool:
        return False

    def route(self) -> tuple[str, frozenset[str]]:
        return "", frozenset()


@pytest.fixture(scope="module")
def track() -> Mixdown:
    script = Library((assets_dir() / "sessions",)).get("soften")
    return Mixdown(build(script, Options(), BANK), BANK, Mix(ambience="rain"))


class Played:
    """A deck on the disk driver, carried forward by hand."""

    def __init__(self, deck: Deck, file: Path, source: Source) -> None:
        self.deck, self.file, self.source = deck, file, source

    def until(self, true: Callable[[], bool]) -> None:
        """Let the deck work until something holds; each step waits for the deck's next look."""
        for _ in range(STEPS):
            if true():
                return
            self.deck.step(0.005)
        pytest.fail(f"it did not come to that: {self.deck.status()}")

    def playing(self) -> bool:
        return self.deck.status().state is SoundState.PLAYING

    def place_of(self, wanted: bytes) -> int:
        """The frame where these bytes were played, waiting for them."""
        found = -1

        def there() -> bool:
            nonlocal found
            if not self.file.exists():
                return False
            written = self.file.read_bytes()
            found = written.find(wanted)
            while found > 0 and found % FRAME:
                found = written.find(wanted, found + 1)
            return found >= 0

        self.until(there)
        return found // FRAME

    def frames(self, first: int, count: int) -> bytes:
        size = (first + count) * FRAME
        self.until(lambda: self.file.exists() and self.file.stat().st_size >= size)
        return self.file.read_bytes()[first * FRAME : size]


@pytest.fixture
def played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, track: Mixdown) -> Iterator[Played]:
    file = tmp_path / "played.raw"
    monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
    monkeypatch.setenv("SDL_DISKAUDIOFILE", str(file))
    monkeypatch.setenv("SDL_DISKAUDIODELAY", "12")  # ms a buffer: three times as fast as heard
    source = Source(track.timeline.length, lambda: track)
    deck = Deck(SystemClock(), tmp_path / "cache", outputs=NoOutputs(), threaded=False)
    yield Played(deck, file, source)
    deck.close()
    deck.step()


def expected(track: Mixdown, first: int, count: int, bed: int = 0) -> bytes:
    return track.render(first, first + count, bed).tobytes()


def test_what_is_played_is_the_mixdown_to_the_sample(played: Played, track: Mixdown) -> None:
    environment = dict(os.environ)
    played.deck.play(played.source, 0)
    played.until(played.playing)
    assert dict(os.environ) == environment  # SDL was told things that children must not inherit
    # Rain is like nothing but itself: 256 frames of it are found in one place only.
    begin = played.place_of(expected(track, FADED, 256)) - FADED
    assert played.frames(begin, STRETCH) == expected(track, 0, STRETCH)


def test_a_start_in_the_middle_is_the_mixdown_from_the_very_sample(
    played: Played, track: Mixdown
) -> None:
    target = 95 * RATE + 123
    played.deck.play(played.source, target)
    played.until(played.playing)
    at = played.place_of(expected(track, target + FADED, 256))
    assert played.frames(at, STRETCH) == expected(track, target + FADED, STRETCH)
    # Before that the same samples fade in: none of an earlier place, none left out.
    head = memoryview(played.frames(at - FADED, FADED)).cast("h")
    true = memoryview(expected(track, target, FADED)).cast("h")
    assert any(head)
    assert all(abs(a) <= abs(b) for a, b in zip(head, true, strict=True))


def test_a_jump_has_no_gap_to_the_sample_and_the_rain_flows_on(
    played: Played, track: Mixdown
) -> None:
    played.deck.play(played.source, 10 * RATE)
    played.until(played.playing)
    first = played.place_of(expected(track, 10 * RATE + FADED, 256)) - FADED - 10 * RATE
    target = 95 * RATE + 123
    played.deck.play(played.source, target)
    played.until(played.playing)
    tape = played.deck._tape
    assert tape is not None
    shift = tape.shift
    join = target - shift  # where in the file, which is at `first` of what is played
    assert played.frames(first + join - STRETCH // 8, STRETCH // 8) == expected(
        track, join - STRETCH // 8, STRETCH // 8
    )
    behind = join + SPLICE
    after = expected(track, behind + shift, STRETCH, -shift)
    assert played.frames(first + behind, STRETCH) == after
    between = np.frombuffer(played.frames(first + join, SPLICE), np.int16).astype(int)
    old = np.frombuffer(expected(track, join, SPLICE), np.int16).astype(int)
    new = np.frombuffer(expected(track, target, SPLICE, -shift), np.int16).astype(int)
    assert (between >= np.minimum(old, new) - 1).all()
    assert (between <= np.maximum(old, new) + 1).all()


def test_another_pace_is_heard_as_it_would_have_been_laid_out_from_there_on(
    played: Played, track: Mixdown
) -> None:
    start = 45 * RATE  # seven seconds into letting go of the face
    played.deck.play(played.source, start)
    played.until(played.playing)
    first = played.place_of(expected(track, start + FADED, 256)) - FADED - start
    script = Library((assets_dir() / "sessions",)).get("soften")
    old, asked = track.timeline, [0]
    new = build(script, Options(pace={Slider.RELEASE: 1.4, Slider.PAUSE: 0.8}), BANK)
    slower = Mixdown(new, BANK, track.mix)

    def place(sample: int) -> int:
        asked[0] = sample
        return place_in(new, old, sample)

    played.deck.play(Source(new.length, lambda: slower), 0, place)
    played.until(played.playing)
    join = asked[0]  # what is heard goes over there, and on from its place in the new layout
    there = place_in(new, old, join)
    assert there > join > start
    heard = played.frames(first + join + SPLICE, STRETCH)
    assert heard == expected(slower, there + SPLICE, STRETCH, join - there)
    assert played.frames(first + join - 2048, 2048) == expected(track, join - 2048, 2048)
