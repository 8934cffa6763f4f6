"""The words an entry can be described with: stable ids for files, labels for people.

Ids are stored: new ones may come, none is ever renamed or dropped. What may precede an episode,
what was felt and what was tried are open lists, to which a person adds words of their own; the
signs are closed, as each carries the level of help it calls for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """What sort of spasm it was."""

    TWITCH = "twitch"
    CRAMP = "cramp"
    JERK = "jerk"
    TREMOR = "tremor"
    OTHER = "other"


class BodyState(StrEnum):
    """What the body was doing when it came."""

    AT_REST = "at_rest"
    MOVING = "moving"
    EXERCISING = "exercising"
    FALLING_ASLEEP = "falling_asleep"
    WAKING = "waking"


class CareKind(StrEnum):
    """What a person did for themselves, besides drinking and moving."""

    BATH = "bath"
    FOOD = "food"
    OTHER = "other"


class DayStatus(StrEnum):
    """How much of a day's episodes the journal holds, as the person said; at first unknown."""

    UNKNOWN = "unknown"
    PARTIAL = "partial"
    COMPLETE = "complete"


class Level(StrEnum):
    """The help a sign calls for, from the least pressing to the most."""

    SEE_DOCTOR = "see_doctor"
    SOON = "soon"
    URGENT = "urgent"
    EMERGENCY = "emergency"


HEADLINES: Final[Mapping[Level, str]] = MappingProxyType(
    {
        Level.SEE_DOCTOR: "See a doctor",
        Level.SOON: "See a doctor soon, within days",
        Level.URGENT: "Get medical help today",
        Level.EMERGENCY: "Call the emergency number now",
    }
)
"""What to do at each level, in a few words."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Something noticed along with an episode that a doctor should hear of."""

    id: str
    label: str
    level: Level


KINDS: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.TWITCH: "Twitch",
        Kind.CRAMP: "Cramp",
        Kind.JERK: "Jerk",
        Kind.TREMOR: "Tremor",
        Kind.OTHER: "Something else",
    }
)

STATES: Final[Mapping[BodyState, str]] = MappingProxyType(
    {
        BodyState.AT_REST: "At rest",
        BodyState.MOVING: "Moving",
        BodyState.EXERCISING: "Exercising",
        BodyState.FALLING_ASLEEP: "Falling asleep",
        BodyState.WAKING: "Waking up",
    }
)

CARES: Final[Mapping[CareKind, str]] = MappingProxyType(
    {
        CareKind.BATH: "Warm bath",
        CareKind.FOOD: "Food with minerals",
        CareKind.OTHER: "Something else",
    }
)

BEFORES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "stress": "Stress",
        "caffeine": "Caffeine",
        "alcohol": "Alcohol",
        "exercise": "Exercise",
        "poor_sleep": "Poor sleep",
        "little_water": "Little water",
        "long_sitting": "Long sitting",
        "medicine": "Medicine",
    }
)

FEELINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "calm": "Calm",
        "tense": "Tense",
        "restless": "Restless",
        "anxious": "Anxious",
        "panicky": "Panicky",
        "irritable": "Irritable",
        "angry": "Angry",
        "sad": "Sad",
        "lonely": "Lonely",
        "ashamed": "Ashamed",
        "overwhelmed": "Overwhelmed",
        "tired": "Tired",
        "numb": "Numb inside",
        "hopeful": "Hopeful",
    }
)

RELIEFS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "moved": "Moved",
        "drank": "Drank something",
        "bath": "Warm bath",
        "stretch": "Stretched",
        "session": "A relaxapp session",
    }
)

_SIGNS: Final[tuple[tuple[Level, tuple[tuple[str, str], ...]], ...]] = (
    (
        Level.SEE_DOCTOR,
        (
            ("over_two_weeks", "A twitch that has lasted for over two weeks"),
            ("several_places", "Twitching in more than one place"),
            ("weak_there", "Weakness there"),
            ("stiff_there", "Stiffness there"),
            ("medicine_suspected", "A prescribed medicine may be behind it"),
            ("disturbed_sleep", "Cramps that disturb sleep"),
            ("numbness", "Numbness there"),
            ("swelling", "Swelling there"),
            ("muscle_shrinking", "A muscle that grows smaller"),
            ("drooping_lid", "An eyelid that droops"),
            ("double_vision", "Double vision"),
            ("spread_over_face", "Spreading over the face"),
        ),
    ),
    (
        Level.SOON,
        (
            ("growing_weakness", "Weakness that grows"),
            ("falls", "Falls"),
            ("foot_drop", "A foot that drops or drags"),
            ("slurred_speech", "Slurred speech"),
            ("trouble_swallowing", "Trouble swallowing"),
        ),
    ),
    (
        Level.URGENT,
        (
            ("cramp_over_ten_minutes", "A cramp that has lasted for over 10 minutes"),
            ("tetanus_wound", "A wound that could bring tetanus"),
        ),
    ),
    (
        Level.EMERGENCY,
        (
            (
                "agitation_fever_rigidity",
                "Agitation, fever and rigid muscles after a change of medicine",
            ),
            ("chest_pain", "Chest pain"),
            ("trouble_breathing", "Trouble breathing"),
            ("stroke_signs", "Signs of a stroke: a face, an arm or speech that fails all at once"),
            ("seizure", "A seizure"),
            ("jaw_locking", "A jaw that locks"),
        ),
    ),
)

SIGNS: Final[Mapping[str, Sign]] = MappingProxyType(
    {key: Sign(key, label, level) for level, signs in _SIGNS for key, label in signs}
)
"""Every sign of the "when to seek help" page, the least pressing first."""


def gravest(signs: tuple[str, ...]) -> Level | None:
    """Return the most pressing level among the ids of ``signs``; None when there are none."""
    order = list(Level)
    levels = [SIGNS[sign].level for sign in signs]
    return max(levels, key=order.index) if levels else None


def word(given: str) -> str:
    """Return the label of an id from an open list; a person's own word is its own label."""
    for words in (BEFORES, FEELINGS, RELIEFS):
        if given in words:
            return words[given]
    return given
