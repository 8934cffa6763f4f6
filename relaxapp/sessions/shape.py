"""What a person made of a session: how it is remembered, and what can be made of it at all.

Remembered is only what differs from the usual: so "as usual" is to remember nothing, and what
the usual is can change later, as when somebody turns out to be prone to spasms.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Self

from relaxapp.body import GROUPS
from relaxapp.sessions.leaving_out import cramping
from relaxapp.sessions.repeats import MOST
from relaxapp.sessions.script import Choice, Script, Slider, StepKind
from relaxapp.sessions.timeline import PACE_LIMITS

GRID: Final = 5  # percent between two places of a slider
EFFORTS: Final = (20, 70)  # percent of full strength; protocols use a third to two thirds
POSITION: Final = "position"
HAND: Final = "hand"
EYES: Final = "eyes"
ASKED: Final = frozenset({POSITION, HAND, EYES})
"""Choices that the settings answer, for every session that has them."""
DESK: Final = "desk"
SITTING: Final = "sitting"
_INSTEAD: Final = {DESK: SITTING}
_LONG: Final = 80  # characters; ids and own names are shorter
_MANY: Final = 100


@dataclass(frozen=True, slots=True)
class Dial:
    """A slider of a session: percent from `least` to `most` still make a difference.

    `seconds` is the usual length of the step that comes most often, or of one breath, which goes
    no further than `low` and `high`.
    """

    slider: Slider
    least: int
    most: int
    seconds: float
    low: float
    high: float


def dials(script: Script) -> tuple[Dial, ...]:
    """The sliders that change something in a session, with the bounds its script sets."""
    found = []
    for slider in Slider:
        steps = [step for step in script.every_step() if step.slider is slider]
        reaching = [(step.low / step.seconds, step.high / step.seconds) for step in steps]
        if not reaching:
            continue
        least = max(PACE_LIMITS[0], min(low for low, _ in reaching))
        most = min(PACE_LIMITS[1], max(high for _, high in reaching))
        percent = math.floor(least * 100 / GRID) * GRID, math.ceil(most * 100 / GRID) * GRID
        if percent[0] == percent[1]:
            continue
        lengths = Counter(
            (s.seconds / (s.cycles or 1), s.low / (s.cycles or 1), s.high / (s.cycles or 1))
            for s in steps
        )
        found.append(Dial(slider, *percent, *lengths.most_common(1)[0][0]))
    return tuple(found)


def answers(script: Script, wanted: Mapping[str, str]) -> dict[str, str]:
    """The option of each choice that comes nearest to what is wanted; else its usual one."""
    return {choice.name: answer(choice, wanted.get(choice.name, "")) for choice in script.choices}


def answer(choice: Choice, wanted: str) -> str:
    """The same for one choice. At the desk one sits, where a session has no words for it."""
    ids = [option.id for option in choice.options]
    for one in (wanted, _INSTEAD.get(wanted, "")):
        if one in ids:
            return one
    return ids[0] if ids else ""


def wishes(
    position: str, *, left_handed: bool, eyes_open: bool, chosen: Mapping[str, str]
) -> dict[str, str]:
    """What a person's settings, and their choices for one session, say to a script's choices."""
    eyes = "open" if eyes_open or position == DESK else "closed"
    hand = "left" if left_handed else "right"
    return {POSITION: position, HAND: hand, EYES: eyes, **chosen}


def breathes(script: Script) -> bool:
    """Whether a session leads the breath, so that a tone can go along with it."""
    return any(step.kind is StepKind.BREATHE for step in script.every_step())


def effort(script: Script) -> int | None:
    """The strength a session tenses with most often, in percent; None where it tells none."""
    told = Counter(
        round(step.effort * 100)
        for step in script.every_step()
        if step.kind is StepKind.TENSE and step.effort is not None
    )
    return told.most_common(1)[0][0] if told else None


@dataclass(frozen=True, slots=True)
class Shape:
    """What was chosen for one session, as far as it differs from the usual.

    `left_out` and `taken_in` are groups; `pace` and `effort` are percent; `answers` are choice
    names to option ids; `voice` None is the usual one. `ambience` counts only with `own_sound`,
    as None is a sound too: none. `tones` go along with the breath;
    `repeats` is how often each area comes, or the breaths.
    """

    left_out: frozenset[str] = frozenset()
    taken_in: frozenset[str] = frozenset()
    pace: Mapping[Slider, int] = field(default_factory=lambda: MappingProxyType({}))
    effort: int | None = None
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    voice: str | None = None
    ambience: str | None = None
    own_sound: bool = False
    tones: bool = False
    repeats: int = 1

    def skip(self, script: Script, *, spasm_prone: bool) -> frozenset[str]:
        """The groups to leave out: the person's, and for the spasm-prone what cramps easily."""
        usual = cramping(script) if spasm_prone else frozenset()
        return (usual - self.taken_in | self.left_out) & frozenset(script.groups)

    def with_skip(self, script: Script, skip: frozenset[str], *, spasm_prone: bool) -> Self:
        """The shape in which exactly these groups are left out."""
        usual = cramping(script) if spasm_prone else frozenset()
        return replace(self, left_out=skip - usual, taken_in=usual - skip)

    def to_mapping(self) -> dict[str, object]:
        """Plain values for a file, only those that differ; empty where all is as usual."""
        made: dict[str, object] = {
            "left_out": sorted(self.left_out),
            "taken_in": sorted(self.taken_in),
            "pace": {str(slider): percent for slider, percent in self.pace.items()},
            "effort": self.effort,
            "choices": dict(self.answers),
            "voice": self.voice,
            "tones": self.tones,
            "repeats": self.repeats if self.repeats > 1 else None,
        }
        made = {key: value for key, value in made.items() if value}
        if self.own_sound:
            made["ambience"] = self.ambience
        return made

    @classmethod
    def from_mapping(cls, kept: object) -> Self:
        """Whatever a file held; what makes no sense is as usual."""
        if not isinstance(kept, Mapping):
            return cls()
        pace = kept.get("pace")
        paces = pace.items() if isinstance(pace, Mapping) else ()
        answers = kept.get("choices")
        answered = list(answers.items())[:_MANY] if isinstance(answers, Mapping) else ()
        sound = kept.get("ambience")
        own_sound = "ambience" in kept and (sound is None or _word(sound))
        voice, repeats = kept.get("voice"), kept.get("repeats", 1)
        return cls(
            left_out=_groups(kept.get("left_out")),
            taken_in=_groups(kept.get("taken_in")),
            pace={
                Slider(slider): percent
                for slider, percent in paces
                if slider in tuple(Slider)
                and _percent(percent, PACE_LIMITS[0] * 100, PACE_LIMITS[1] * 100)
            },
            effort=told if _percent(told := kept.get("effort"), *EFFORTS) else None,
            answers={name: one for name, one in answered if _word(name) and _word(one)},
            voice=voice if _word(voice) else None,
            ambience=sound if own_sound else None,
            own_sound=own_sound,
            tones=kept.get("tones") is True,
            repeats=repeats if _percent(repeats, 1, MOST) else 1,
        )


def _word(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONG


def _percent(value: object, low: float, high: float) -> bool:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole and low <= value <= high  # type: ignore[operator]  # a whole number by now


def _groups(value: object) -> frozenset[str]:
    found = value if isinstance(value, (list, tuple)) else ()
    return frozenset(one for one in found if isinstance(one, str) and one in GROUPS)
