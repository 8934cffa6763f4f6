"""Mixes of sounds: kept, used, dropped, and read from whatever a file holds."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaxapp.sessions.blends import (
    MOST_LAYERS,
    Layer,
    OwnSound,
    SavedMix,
    Shelf,
    moved_end,
    plain_name,
)
from relaxapp.sessions.reading import AMBIENCES
from relaxapp.sessions.timeline import Night

OWN = OwnSound("own-0123456789ab", "Stream behind the house", 92.5)
RAINY = (Layer("rain", 80), Layer("wind", 30))
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=12,
)


def test_a_mix_is_made_sound_by_sound() -> None:
    shelf = Shelf(layers=()).with_level("rain", 80).with_level("wind", 30).with_level("pad", 5)
    assert shelf.with_level("pad", 0).layers == RAINY
    assert shelf.with_level("rain", 200).level("rain") == 100
    assert shelf.with_level("thunder", 50) == shelf


def test_so_many_sounds_at_once_and_no_more() -> None:
    shelf = Shelf(layers=(), own=(OWN,))
    for sound in shelf.sounds:
        shelf = shelf.with_level(sound, 50)
    assert len(shelf.layers) == MOST_LAYERS
    assert shelf.level(OWN.id) == 0
    room = shelf.with_level("brown", 0).with_level(OWN.id, 50)
    assert room.level(OWN.id) == 50


def test_a_mix_is_kept_by_name_and_comes_back() -> None:
    shelf = Shelf(layers=RAINY).keep("  Stormy\nevening ")
    assert shelf.saved == (SavedMix("Stormy evening", RAINY),)
    changed = shelf.with_level("rain", 10)
    assert changed.use("Stormy evening").layers == RAINY
    again = changed.keep("stormy EVENING")
    assert [mix.name for mix in again.saved] == ["stormy EVENING"]
    assert again.drop("stormy EVENING").saved == ()
    assert shelf.keep("   ") == shelf
    assert Shelf(layers=()).keep("Nothing").saved == ()


def test_an_own_sound_goes_out_of_every_mix_when_it_is_removed() -> None:
    shelf = Shelf(layers=RAINY).with_own(OWN).with_level(OWN.id, 40).keep("With stream")
    shelf = shelf.with_level("rain", 0).with_level("wind", 0).keep("Only stream")
    gone = shelf.without_own(OWN.id)
    assert gone.own == ()
    assert gone.layers == ()
    assert gone.saved == (SavedMix("With stream", RAINY),)


def test_it_comes_back_from_its_file_as_it_was() -> None:
    shelf = Shelf(RAINY, (SavedMix("Storm", RAINY),), (OWN,), 5, True, 120, 45)
    assert Shelf.from_mapping(json.loads(json.dumps(shelf.to_mapping()))) == shelf


@given(anything)
def test_no_file_is_too_strange_to_be_read(found: object) -> None:
    assert isinstance(Shelf.from_mapping(found), Shelf)


@given(st.fixed_dictionaries({
    "layers": anything, "saved": anything, "own": anything, "bell": anything,
    "fade": anything, "stay": anything,
}))  # fmt: skip
def test_what_is_read_is_always_valid(found: dict[str, object]) -> None:
    shelf = Shelf.from_mapping(found)
    assert 0 <= shelf.fade <= 120
    assert 0 <= shelf.bell <= 30
    assert len(shelf.layers) <= MOST_LAYERS
    assert all(layer.sound in shelf.sounds for layer in shelf.layers)
    assert all(math.isfinite(sound.seconds) for sound in shelf.own)


def test_a_file_edited_by_hand_keeps_what_makes_sense() -> None:
    layers = [{"sound": "rain", "level": 50}, {"sound": "../x", "level": 9}, {"sound": "pad"}, 7]
    own = [{"id": "own-../../etc", "name": "x", "seconds": 5}]
    shelf = Shelf.from_mapping({"layers": layers, "own": own, "fade": 999, "bell": True})
    assert shelf == Shelf(layers=(Layer("rain", 50),))


def test_names_are_one_short_plain_line() -> None:
    assert plain_name("a\x1b[31m\tb") == "a [31m b"
    assert len(plain_name("long " * 40)) <= 40


@pytest.mark.parametrize(
    ("now", "stay", "way", "wanted"),
    [
        (-300, 900, 1, 1800),
        (-300, 900, -1, 90),
        (200, 1800, -1, 900),
        (850, 1500, -1, 940),
        (0, 6900, 1, 7200),
    ],
)
def test_the_end_of_a_night_moves_by_a_quarter_of_an_hour(
    now: float, stay: float, way: int, wanted: float
) -> None:
    assert moved_end(now, Night(stay, 90), way) == Night(wanted, 90)


def test_the_bundled_sounds_can_all_be_mixed() -> None:
    assert Shelf().sounds == AMBIENCES
