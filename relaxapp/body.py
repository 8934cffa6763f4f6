"""The closed vocabulary of places on the body that sessions, reminders and journal share.

It lives below all of them so that a session's "right calf" and a twitch noted on the right calf
are the same place. Fine regions are what the figure draws and the journal stores; groups are the
coarser names that sessions and people use, and always unfold to fine regions. Ids are stored in
files and databases: add new ones freely, never rename or drop one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from relaxapp.errors import RelaxappError

FRONT: Final = "front"
BACK: Final = "back"
VIEWS: Final = (FRONT, BACK)


class Side(StrEnum):
    """The person's own side, never the viewer's."""

    LEFT = "left"
    RIGHT = "right"


class UnknownSite(RelaxappError):  # noqa: N818 - it names the thing, not the mishap
    """A site or group id that the vocabulary does not hold; the message names near matches."""

    def __init__(self, site: str) -> None:
        from difflib import get_close_matches  # here, as most sites are known

        near = get_close_matches(site, [*GROUPS, *REGIONS], n=3, cutoff=0.6)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"There is no body region called “{site}”.{hint}")
        self.site = site
        self.near = tuple(near)


@dataclass(frozen=True, slots=True)
class Region:
    """One fine region: the smallest place that can be lit or logged.

    ``views`` names the views ("front", "back") in which the figure shows it.
    """

    id: str
    part: str
    side: Side | None
    label: str
    views: frozenset[str]


@dataclass(frozen=True, slots=True)
class Group:
    """A named set of fine regions; ``cramp_prone`` when a calf or a foot is among them."""

    id: str
    label: str
    regions: tuple[str, ...]
    cramp_prone: bool


# part, noun, plural (None: one region in the middle), views. From head to toe: this order is the
# reading order of lists and of the keyboard.
_PARTS: Final[tuple[tuple[str, str, str | None, str], ...]] = (
    ("scalp", "scalp", None, "front back"),
    ("forehead", "forehead", None, "front"),
    ("temple", "temple", "temples", "front"),
    ("eyelid", "eyelid", "eyelids", "front"),
    ("ear", "ear", "ears", "front back"),
    ("nose", "nose", None, "front"),
    ("cheek", "cheek", "cheeks", "front"),
    ("mouth", "mouth and lips", None, "front"),
    ("jaw", "jaw", "jaw, both sides", "front"),
    ("chin", "chin", None, "front"),
    ("head_back", "back of the head", None, "back"),
    ("throat", "throat", None, "front"),
    ("neck_side", "side of the neck", "sides of the neck", "front"),
    ("neck_back", "back of the neck", None, "back"),
    ("shoulder_top", "top of the shoulder", "tops of the shoulders", "front back"),
    ("shoulder", "shoulder", "shoulders, outer side", "front back"),
    ("chest", "chest", "chest, both sides", "front"),
    ("upper_back", "upper back", "upper back, both sides", "back"),
    ("ribs", "side of the ribs", "sides of the ribs", "front"),
    ("mid_back", "middle back", "middle back, both sides", "back"),
    ("upper_abdomen", "upper belly", "upper belly, both sides", "front"),
    ("lower_abdomen", "lower belly", "lower belly, both sides", "front"),
    ("flank", "flank", "flanks", "front back"),
    ("lower_back", "lower back", "lower back, both sides", "back"),
    ("hip", "hip", "hips", "front back"),
    ("groin", "groin", "groin, both sides", "front"),
    ("buttock", "buttock", "buttocks", "back"),
    ("biceps", "front of the upper arm", "fronts of the upper arms", "front"),
    ("triceps", "back of the upper arm", "backs of the upper arms", "back"),
    ("elbow", "elbow", "elbows", "front back"),
    ("inner_forearm", "inner forearm", "inner forearms", "front"),
    ("outer_forearm", "outer forearm", "outer forearms", "back"),
    ("wrist", "wrist", "wrists", "front back"),
    ("palm", "palm", "palms", "front"),
    ("hand_back", "back of the hand", "backs of the hands", "back"),
    ("thumb", "thumb", "thumbs", "front back"),
    ("index_finger", "index finger", "index fingers", "front back"),
    ("middle_finger", "middle finger", "middle fingers", "front back"),
    ("ring_finger", "ring finger", "ring fingers", "front back"),
    ("little_finger", "little finger", "little fingers", "front back"),
    ("front_thigh", "front of the thigh", "fronts of the thighs", "front"),
    ("inner_thigh", "inner thigh", "inner thighs", "front"),
    ("hamstring", "back of the thigh", "backs of the thighs", "back"),
    ("knee", "knee", "knees, front", "front"),
    ("knee_back", "back of the knee", "backs of the knees", "back"),
    ("shin", "shin", "shins", "front"),
    ("inner_calf", "inner calf", "inner calves", "front back"),
    ("outer_calf", "outer calf", "outer calves", "back"),
    ("achilles", "Achilles tendon", "Achilles tendons", "back"),
    ("ankle", "ankle", "ankles", "front back"),
    ("heel", "heel and sole", "heels and soles", "back"),
    ("foot_top", "top of the foot", "tops of the feet", "front"),
    ("big_toe", "big toe", "big toes", "front"),
    ("toes", "small toes", "small toes, both feet", "front"),
)

# id, label, members: parts, or "+group" defined above it. "{}" makes the group once a side, and
# its label gets "Left" or "Right". A group never shares its id with a region that holds less:
# what was stored as one fine region must always unfold to just that region.
_GROUPS: Final[tuple[tuple[str, str, str], ...]] = (
    ("forehead", "Forehead", "forehead"),
    ("eyes", "Eyes and nose", "eyelid nose"),
    ("jaw", "Jaw and lower cheeks", "jaw chin cheek mouth"),
    ("face", "Face", "forehead temple +eyes +jaw"),
    ("head", "Head", "+face scalp ear head_back"),
    ("neck", "Neck and throat", "throat neck_side neck_back"),
    ("shoulders", "Shoulders", "shoulder shoulder_top"),
    ("chest", "Chest, shoulders and upper back", "chest +shoulders upper_back"),
    ("abdomen.{}", "side of the belly", "upper_abdomen lower_abdomen"),
    ("abdomen", "Belly", "+abdomen"),
    ("back.{}", "side of the back", "upper_back mid_back lower_back"),
    ("back", "Back", "+back"),
    ("pelvis", "Hips and pelvis", "hip groin buttock"),
    ("torso", "Torso", "+chest ribs flank +abdomen +back +pelvis"),
    ("upper_arm.{}", "upper arm", "biceps triceps elbow"),
    ("upper_arms", "Upper arms", "+upper_arm"),
    ("forearm.{}", "forearm", "inner_forearm outer_forearm"),
    ("forearms", "Forearms", "+forearm"),
    (
        "fingers.{}",
        "fingers",
        "thumb index_finger middle_finger ring_finger little_finger",
    ),
    ("fingers", "Fingers", "+fingers"),
    ("hand_only.{}", "hand", "wrist palm hand_back +fingers"),
    ("hand.{}", "hand and forearm", "+forearm +hand_only"),
    ("hands", "Hands and forearms", "+hand"),
    ("arm.{}", "arm", "+upper_arm +hand"),
    ("arms", "Arms", "+arm"),
    ("thigh.{}", "thigh", "front_thigh inner_thigh hamstring"),
    ("thighs", "Thighs", "+thigh"),
    ("knees", "Knees, all around", "knee knee_back"),
    ("calf.{}", "calf", "inner_calf outer_calf achilles"),
    ("calves", "Calves", "+calf"),
    ("lower_leg.{}", "lower leg", "shin +calf"),
    ("foot.{}", "foot", "ankle heel foot_top big_toe toes"),
    ("feet", "Feet", "+foot"),
    ("leg.{}", "leg", "+thigh knee knee_back +lower_leg +foot"),
    ("legs", "Legs", "+leg"),
    ("body", "Whole body", "+head +neck +torso +arms +legs"),
)

_CRAMP_PARTS: Final = frozenset(
    ("inner_calf", "outer_calf", "achilles", "heel", "foot_top", "big_toe", "toes")
)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sided(noun: str, side: Side) -> str:
    """Return ``noun`` with its side where English wants it: "Back of the left hand"."""
    head, of_the, tail = noun.rpartition("of the ")
    if noun.startswith("side of"):
        return _capital(f"{side} {noun}")
    return _capital(f"{head}{of_the}{side} {tail}" if of_the else f"{side} {noun}")


def _make_regions() -> dict[str, Region]:
    made: list[Region] = []
    for part, noun, plural, views in _PARTS:
        shown = frozenset(views.split())
        if plural is None:
            made.append(Region(part, part, None, _capital(noun), shown))
        else:
            made += [
                Region(f"{part}.{side}", part, side, _sided(noun, side), shown) for side in Side
            ]
    return {region.id: region for region in made}


def _make_groups(regions: Mapping[str, Region]) -> dict[str, Group]:
    found: dict[str, tuple[str, ...]] = {}
    labels: dict[str, str] = {}

    def members(names: str, sides: tuple[Side, ...]) -> tuple[str, ...]:
        picked: set[str] = set()
        for name in names.split():
            if name.startswith("+"):
                keys = [f"{name[1:]}.{side}" for side in sides]
                for key in keys if keys[0] in found else [name[1:]]:
                    picked.update(found[key])
            else:
                picked.update(
                    one.id
                    for one in regions.values()
                    if one.part == name and (one.side is None or one.side in sides)
                )
        return tuple(one for one in regions if one in picked)

    both = tuple(Side)
    for key, label, names in _GROUPS:
        if key.endswith(".{}"):
            for side in both:
                found[key.format(side)] = members(names, (side,))
                labels[key.format(side)] = _sided(label, side)
        else:
            found[key] = members(names, both)
            labels[key] = label
    # Each part that comes in pairs is a site of its own too: "knee" stands for both knees.
    for part, _noun, plural, _views in _PARTS:
        if plural is not None and part not in found:
            found[part] = members(part, both)
            labels[part] = _capital(plural)
    return {
        key: Group(key, labels[key], ids, any(regions[one].part in _CRAMP_PARTS for one in ids))
        for key, ids in found.items()
    }


REGIONS: Final[Mapping[str, Region]] = MappingProxyType(_make_regions())
GROUPS: Final[Mapping[str, Group]] = MappingProxyType(_make_groups(REGIONS))


def is_site(site: str) -> bool:
    """Tell whether ``site`` is a fine region or a group."""
    return site in REGIONS or site in GROUPS


def expand(site: str) -> frozenset[str]:
    """Unfold a region or group id to fine region ids; raise UnknownSite for any other string."""
    if site in REGIONS:
        return frozenset((site,))
    if site in GROUPS:
        return frozenset(GROUPS[site].regions)
    raise UnknownSite(site)


def label(site: str) -> str:
    """Return the name of a region or group as a person reads it; raise UnknownSite."""
    if site in REGIONS:
        return REGIONS[site].label
    if site in GROUPS:
        return GROUPS[site].label
    raise UnknownSite(site)


def summarise(regions: Iterable[str]) -> tuple[str, ...]:
    """Return the fewest sites (groups first, then single regions) that name all of ``regions``.

    The result is in reading order, head to toe, and names nothing that is not in ``regions``; it
    is what the figure says in words. Ids that are not fine regions raise UnknownSite.
    """
    left = set(regions)
    for one in left:
        if one not in REGIONS:
            raise UnknownSite(one)
    named: list[str] = []
    for group in sorted(GROUPS.values(), key=lambda each: -len(each.regions)):
        if len(group.regions) > 1 and left.issuperset(group.regions):
            named.append(group.id)
            left.difference_update(group.regions)
    named += left
    order = {key: place for place, key in enumerate(REGIONS)}
    return tuple(sorted(named, key=lambda site: min(order[one] for one in expand(site))))
