"""The vocabulary of places: complete, unambiguous, and able to say itself in few words."""

from __future__ import annotations

import re

import pytest

from relaxapp.body import (
    GROUPS,
    REGIONS,
    VIEWS,
    Side,
    UnknownSite,
    expand,
    is_site,
    label,
    summarise,
)
from relaxapp.errors import RelaxappError

SIDED = [
    "eyelid",
    "cheek",
    "jaw",
    "shoulder",
    "chest",
    "upper_back",
    "lower_back",
    "flank",
    "hip",
    "groin",
    "buttock",
    "elbow",
    "wrist",
    "thumb",
    "index_finger",
    "middle_finger",
    "ring_finger",
    "little_finger",
    "knee",
    "knee_back",
    "shin",
    "ankle",
]
SITES = [
    "face",
    "head",
    "neck",
    "shoulders",
    "chest",
    "abdomen",
    "arms",
    "hands",
    "back",
    "torso",
    "legs",
    "feet",
    "eyes",
    "jaw",
    "fingers",
    "forehead",
    "thighs",
    "calves",
    "body",
]
SITES_A_SIDE = ["hand", "upper_arm", "thigh", "calf", "foot", "arm", "leg", "forearm", "fingers"]


def test_at_least_fifty_places_each_with_a_name_of_its_own() -> None:
    assert len(REGIONS) >= 50
    assert len({region.label for region in REGIONS.values()}) == len(REGIONS)
    for key, region in REGIONS.items():
        assert key == region.id
        assert re.fullmatch(r"[a-z_]+(\.(left|right))?", key)
        assert region.views
        assert region.views <= set(VIEWS)
        assert region.label[0].isupper()


@pytest.mark.parametrize("part", SIDED)
@pytest.mark.parametrize("side", Side)
def test_places_people_ask_for(part: str, side: Side) -> None:
    region = REGIONS[f"{part}.{side}"]
    assert region.side is side
    assert region.part == part
    assert side.value in region.label.lower()


def test_what_is_there_on_the_left_is_there_on_the_right() -> None:
    for region in REGIONS.values():
        if region.side is None:
            assert "." not in region.id
        else:
            other = Side.LEFT if region.side is Side.RIGHT else Side.RIGHT
            twin = REGIONS[f"{region.part}.{other}"]
            assert twin.views == region.views
    for group in GROUPS.values():
        if group.id.endswith(".left"):
            right = GROUPS[group.id.replace(".left", ".right")]
            assert {one.replace(".left", ".right") for one in group.regions} == set(right.regions)


@pytest.mark.parametrize(
    "site", [*SITES, *(f"{one}.{side}" for one in SITES_A_SIDE for side in Side)]
)
def test_sites_of_sessions_unfold_to_known_regions(site: str) -> None:
    assert is_site(site)
    assert expand(site)
    assert expand(site) <= set(REGIONS)


def test_every_group_unfolds_to_known_regions_in_reading_order() -> None:
    order = list(REGIONS)
    for group in GROUPS.values():
        assert group.regions
        assert list(group.regions) == sorted(group.regions, key=order.index)
        assert expand(group.id) == frozenset(group.regions)


def test_a_stored_region_never_grows() -> None:
    for region in REGIONS:
        assert expand(region) == {region}


def test_the_groups_of_a_session_hold_what_their_names_say() -> None:
    assert {"palm.right", "inner_forearm.right", "thumb.right"} <= expand("hand.right")
    assert not any(one.endswith(".left") for one in expand("arm.right"))
    assert {"shoulder.left", "chest.right", "upper_back.left"} <= expand("chest")
    assert expand("arms") == expand("arm.left") | expand("arm.right")
    assert expand("knee") == {"knee.left", "knee.right"}
    assert expand("body") == set(REGIONS)


def test_only_calves_and_feet_are_prone_to_cramp() -> None:
    for key in ("calf.left", "foot.right", "leg.left", "legs", "feet", "calves"):
        assert GROUPS[key].cramp_prone, key
    for key in ("thigh.left", "hand.right", "face", "chest", "abdomen", "arms"):
        assert not GROUPS[key].cramp_prone, key


@pytest.mark.parametrize("site", ["", "calf.rigth", "left calf", "CALF.LEFT", "calf.middle"])
def test_an_unknown_site_is_a_plain_error(site: str) -> None:
    assert not is_site(site)
    for ask in (expand, label):
        with pytest.raises(UnknownSite) as caught:
            ask(site)
        assert isinstance(caught.value, RelaxappError)
        assert site in str(caught.value)


def test_an_unknown_site_names_its_near_matches() -> None:
    with pytest.raises(UnknownSite, match=r"Did you mean .*calf\.right"):
        expand("calf.rigth")
    with pytest.raises(UnknownSite, match=r"unobtainium”\.$"):
        expand("unobtainium")


def test_labels() -> None:
    assert label("calf.right") == "Right calf"
    assert label("eyelid.left") == "Left eyelid"
    assert label("hand_back.left") == "Back of the left hand"
    assert label("neck_side.right") == "Right side of the neck"


def test_a_set_of_regions_is_said_in_few_words() -> None:
    assert summarise(()) == ()
    assert summarise(expand("calf.right") | expand("arms")) == ("arms", "calf.right")
    assert summarise({"forehead", "nose", "eyelid.left", "eyelid.right"}) == ("forehead", "eyes")
    assert summarise(REGIONS) == ("body",)
    with pytest.raises(UnknownSite):
        summarise({"forehead", "elsewhere"})


@pytest.mark.parametrize("site", [*GROUPS, *REGIONS])
def test_the_few_words_mean_just_what_they_stand_for(site: str) -> None:
    said = summarise(expand(site))
    assert frozenset().union(*map(expand, said)) == expand(site)
    assert len(said) == 1
