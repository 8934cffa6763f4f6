"""What is heard: the right sample at the right place, however it is cut into blocks."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from relaxapp.adapters.paths import assets_dir
from relaxapp.adapters.sound_files import SoundBank
from relaxapp.sessions.blends import Layer
from relaxapp.sessions.mixdown import BED_PEAK, DUCK_DOWN, FADE_OUT, Mix, Mixdown
from relaxapp.sessions.timeline import RATE, Options, Timeline, build
from relaxapp.settings import AMBIENCES, Volumes, gain
from tests.sessions.fakes import FakeClips, script, squeeze

CHIMING = """
[[step]]
kind = "chime"
sound = "bowl"
seconds = 1

[[step]]
kind = "say"
title = "Words"
seconds = 8
say = ["One two three four."]

[[step]]
kind = "chime"
sound = "bowl"
seconds = 1
"""
FULL = Volumes(voice=100, ambience=100, chimes=100)
VOICE_ONLY = Mix(FULL, None)


def chiming() -> Timeline:
    return build(script(CHIMING, 10), Options(), FakeClips())


def mixed(timeline: Timeline, mix: Mix) -> np.ndarray:
    return Mixdown(timeline, FakeClips(), mix).render(0, timeline.length)


def level(text: str) -> int:
    return round(np.float32(0.1 + len(text) / 1000) * 32767)


def test_each_clip_starts_and_ends_at_its_sample() -> None:
    timeline = build(squeeze(), Options(), FakeClips())
    heard = mixed(timeline, VOICE_ONLY)
    for cue in timeline.voice:
        assert not heard[cue.start - 1].any()
        assert (heard[cue.start : cue.end] == level(cue.text)).all()
        assert not heard[cue.end].any()


@given(st.lists(st.integers(0, 10 * RATE), max_size=6))
@settings(max_examples=25)
def test_any_cut_into_blocks_gives_the_same_samples(cuts: list[int]) -> None:
    timeline = chiming()
    mixdown = Mixdown(timeline, FakeClips(), Mix(FULL, "rain"))
    whole = mixdown.render(0, timeline.length)
    edges = [0, *sorted(cuts), timeline.length]
    parts = [mixdown.render(a, b) for a, b in itertools.pairwise(edges)]
    assert np.array_equal(np.concatenate(parts), whole)


def test_outside_the_session_there_is_nothing() -> None:
    mixdown = Mixdown(chiming(), FakeClips(), VOICE_ONLY)
    assert len(mixdown.render(-500, 0)) == 0
    assert len(mixdown.render(9 * RATE, 99 * RATE)) == RATE


def test_a_chime_rings_on_into_the_next_step_and_fades_where_the_session_ends() -> None:
    timeline = chiming()
    heard = mixed(timeline, Mix(Volumes(voice=0, ambience=0, chimes=100), None))
    assert (heard[: 3 * RATE] == round(0.2 * 32767)).all()
    assert not heard[3 * RATE : 9 * RATE].any()
    assert heard[9 * RATE, 0] == round(0.2 * 32767)
    assert abs(int(heard[-1, 0])) < 5


def test_volumes_are_apart_and_none_is_none() -> None:
    timeline = chiming()
    silent = mixed(timeline, Mix(Volumes(voice=0, ambience=0, chimes=0), "rain"))
    assert not silent.any()
    quiet = mixed(timeline, Mix(Volumes(voice=50, ambience=0, chimes=0), None))
    cue = timeline.voice[0]
    wanted = np.float32(0.1 + len(cue.text) / 1000) * np.float32(gain(50)) * 32767
    assert abs(int(quiet[cue.start, 0]) - wanted) <= 1
    first_step = mixed(timeline, Mix(Volumes(voice=1, ambience=0, chimes=0), None))
    assert 0 < np.abs(first_step).max() < 100  # very quiet, and there


def test_ambience_loops_and_rises_and_sinks_at_the_ends() -> None:
    timeline = build(squeeze(), Options(), FakeClips())
    heard = mixed(timeline, Mix(Volumes(voice=0, ambience=100, chimes=0), "rain"))
    loop = FakeClips().ambience("rain")
    at = 40 * RATE
    turn = np.arange(at, at + 3 * len(loop)) % len(loop)
    wanted = np.rint(loop[turn] * 32767)
    assert np.abs(heard[at : at + 3 * len(loop)] - wanted).max() <= 1
    assert not heard[0].any()
    assert np.abs(heard[-RATE // 100 :]).max() < 5
    assert np.abs(heard[-FADE_OUT:]).max() > 1000


def test_ambience_goes_down_nine_decibels_under_the_voice_and_comes_back() -> None:
    timeline = build(squeeze(), Options(), FakeClips())
    clips = FakeClips()
    with_duck = Mixdown(timeline, clips, Mix(FULL, "rain"))
    without = Mixdown(timeline, clips, Mix(FULL, "rain", duck=False))
    voice = Mixdown(timeline, clips, Mix(FULL, None))

    def bed(mixdown: Mixdown, sample: int) -> float:
        block = slice(sample, sample + len(clips.ambience("rain")))
        both = mixdown.render(block.start, block.stop).astype(float)
        return float(np.abs((both - voice.render(block.start, block.stop))[:, 1]).max())

    cue = timeline.voice[2]  # the release's first line: two seconds long
    middle = cue.first + DUCK_DOWN
    lowered = with_duck.render(middle, middle + RATE // 4).astype(float)
    plain = without.render(middle, middle + RATE // 4).astype(float)
    only_voice = voice.render(middle, middle + RATE // 4).astype(float)
    ratio = np.abs(lowered - only_voice)[1:, 1].sum() / np.abs(plain - only_voice)[1:, 1].sum()
    assert abs(20 * np.log10(ratio) + 9.0) < 0.1
    free = timeline.voice[3].last + 3 * RATE
    assert bed(with_duck, free) == bed(without, free)


def test_what_would_clip_is_bent_below_full_scale() -> None:
    class Loud(FakeClips):
        def voice(self, key: str) -> np.ndarray:
            return super().voice(key) * 0 + np.float32(0.9)

        def ambience(self, name: str) -> np.ndarray:
            return super().ambience(name) * 0 + np.float32(0.9)

    timeline = build(squeeze(), Options(), Loud())
    heard = Mixdown(timeline, Loud(), Mix(FULL, "rain", duck=False)).render(0, timeline.length)
    assert 32000 < heard.max() <= 32767


UNHEARD = """
[[step]]
kind = "silence"
seconds = 2

[[step]]
kind = "say"
title = "Words"
seconds = 8
say = ["One two three four."]
"""


def test_a_line_that_nobody_speaks_is_told_by_a_soft_sound() -> None:
    clips = FakeClips(missing=("One two three four.",))
    timeline = build(script(UNHEARD, 10), Options(), clips)
    heard = Mixdown(timeline, clips, Mix(FULL, None)).render(0, timeline.length)
    (cue,) = timeline.voice
    assert not heard[: cue.start].any()
    rung = heard[cue.start : cue.start + RATE]  # as long as the bell of the fakes
    assert 0 < rung.min() == rung.max() < round(0.2 * 32767) / 2
    assert not heard[cue.start + RATE :].any()
    hushed = Mix(Volumes(voice=100, ambience=100, chimes=0), None)
    assert not Mixdown(timeline, clips, hushed).render(0, timeline.length).any()


BED = Volumes(voice=0, ambience=100, chimes=0)


class Several(FakeClips):
    """Loops of lengths that never meet, each with a ramp of its own height; one kept as int16."""

    def ambience(self, name: str) -> np.ndarray:
        count, high = {"rain": (RATE + 7, 0.1), "wind": (RATE // 3, 0.05), "own-1": (RATE, 0.2)}[
            name
        ]
        ramp = np.linspace(-high, high, count, dtype=np.float32)
        both = np.stack([ramp, -ramp], axis=1)
        return np.rint(both * 32768).astype(np.int16) if name == "own-1" else both


def test_several_sounds_each_loop_by_themselves_at_their_own_volume() -> None:
    timeline = build(squeeze(), Options(), Several())
    layers = (Layer("rain", 100), Layer("wind", 60), Layer("own-1", 30))
    at, count = 40 * RATE, 5 * RATE
    heard = Mixdown(timeline, Several(), Mix(BED, layers=layers)).render(at, at + count)
    wanted = np.zeros((count, 2))
    for layer in layers:
        loop = Several().ambience(layer.sound)
        turn = loop[np.arange(at, at + count) % len(loop)].astype(float)
        wanted += turn * gain(layer.level) / (32768 if loop.dtype == np.int16 else 1)
    assert np.abs(heard / 32767 - wanted).max() < 1e-4  # also over every seam


@given(st.lists(st.integers(1, 100), min_size=2, max_size=3))
@settings(max_examples=20, deadline=None)
def test_together_they_never_come_near_to_clipping(levels: list[int]) -> None:
    class Loud(FakeClips):
        def ambience(self, name: str) -> np.ndarray:
            return np.full((RATE, 2), 0.9, np.float32)

    timeline = build(squeeze(), Options(), Loud())
    names = ("rain", "wind", "pad")
    layers = tuple(Layer(names[i], level) for i, level in enumerate(levels))
    heard = Mixdown(timeline, Loud(), Mix(BED, layers=layers)).render(40 * RATE, 41 * RATE)
    assert np.abs(heard).max() <= BED_PEAK * 32767 + 1
    sums = 0.9 * sum(gain(level) for level in levels)
    assert abs(np.abs(heard).max() / 32767 - min(sums, BED_PEAK)) < 1e-3


def test_all_the_bundled_sounds_at_once_leave_room_for_the_voice() -> None:
    bank = SoundBank(assets_dir(), "woman")
    timeline = build(squeeze(), Options(), FakeClips())
    loud = tuple(Layer(name) for name in AMBIENCES if name != "mix")
    heard = Mixdown(timeline, bank, Mix(BED, layers=loud)).render(0, timeline.length)
    assert 0.1 < np.abs(heard).max() / 32767 <= BED_PEAK
    alone = Mixdown(timeline, bank, Mix(BED, "rain")).render(0, timeline.length)
    level = [20 * np.log10(np.std(one[10 * RATE : 90 * RATE] / 32767)) for one in (heard, alone)]
    assert abs(level[0] - level[1]) < 4  # many sounds are not louder than one


def test_a_live_voice_takes_the_chimes_place_and_presses_the_sounds_down() -> None:
    clips = FakeClips(missing=("One two three four.",))
    timeline = build(squeeze(), Options(), clips)
    cue = next(cue for cue in timeline.voice if cue.clip is None)
    middle = (cue.first + cue.last) // 2

    def loudest(mix: Mix, start: int, stop: int) -> int:
        return int(np.abs(Mixdown(timeline, clips, mix).render(start, stop)).max())

    silent = Volumes(ambience=0)
    assert loudest(Mix(silent), cue.start, cue.end) > 0
    assert loudest(Mix(silent, aloud=True), cue.start, cue.end) == 0
    bed = Volumes(chimes=0)
    under = loudest(Mix(bed, "rain", aloud=True), middle, middle + RATE)
    assert under < 0.5 * loudest(Mix(bed, "rain"), middle, middle + RATE)
