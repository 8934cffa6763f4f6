"""What a session script says: frozen values with a closed vocabulary of step kinds.

A script is one TOML file, `NAME.session.toml`. `reading.parse` turns its text into a `Script`;
`timeline.build` turns a `Script` and the person's options into samples. The keys are explained
in docs/session-script.md.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from relaxapp.body import GROUPS

MAX_BYTES: Final = 256 * 1024
MAX_STEPS: Final = 400
MAX_SECONDS: Final = 5400.0  # an hour and a half
MAX_TEXT: Final = 300  # characters in one spoken line
MAX_TENSION: Final = 10.0  # seconds: protocols tense for 5 to 10
MAX_TENSION_CRAMP_PRONE: Final = 5.0  # seconds for groups with calf or foot
_DIGITS: Final = 8  # of a hash: enough for titles of one person
LENGTH_TOLERANCE: Final = 0.02  # how far the advertised length may be off, as a part of it


class StepKind(StrEnum):
    """The closed vocabulary of what a step can be."""

    SAY = "say"
    TENSE = "tense"
    RELEASE = "release"
    REST = "rest"
    BREATHE = "breathe"
    SCAN = "scan"
    CHIME = "chime"
    SILENCE = "silence"
    CHOICE = "choice"


class Slider(StrEnum):
    """The sliders that stretch the steps which name them."""

    TENSION = "tension"
    RELEASE = "release"
    PAUSE = "pause"
    BREATH = "breath"


class BreathKind(StrEnum):
    """What the breath does in one phase of a cycle."""

    INHALE = "inhale"
    HOLD = "hold"
    EXHALE = "exhale"


@dataclass(frozen=True, slots=True)
class Line:
    """One spoken sentence. `at`: seconds after the step's start, None for after the one before.

    `others` say the same in other words; a practice hears one of them, or `text`.
    """

    text: str
    at: float | None = None
    others: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Every wording, the usual one first."""
        return (self.text, *self.others)


@dataclass(frozen=True, slots=True)
class BreathPhase:
    """One phase of a breathing cycle, in seconds, with what is said at its start."""

    kind: BreathKind
    seconds: float
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step. Durations are seconds; `low` and `high` bound what a slider can make of it."""

    kind: StepKind
    title: str
    seconds: float
    low: float
    high: float
    path: tuple[str | int, ...]  # where it stands in the file, for findings
    slider: Slider | None = None
    group: str | None = None
    lines: tuple[Line, ...] = ()
    gap: float = 0.8
    effort: float | None = None
    sound: str | None = None
    cycles: int = 0
    coach: int = 0
    phases: tuple[BreathPhase, ...] = ()
    waking: bool = False  # leads back to the day, so it is left out where sleep is wanted

    def spoken(self) -> Iterator[Line]:
        """Every line the step holds, those of breathing phases included."""
        yield from (phase.line for phase in self.phases if phase.line)
        yield from self.lines


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a choice, and the steps it stands for."""

    id: str
    label: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A question that is answered before the start; the first option is the default."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """A whole session. `seconds` is the advertised length at default options.

    `mirrors`: whether the left-handed hear it with right and left exchanged.
    """

    id: str
    title: str
    technique: str
    purpose: str
    suits: str
    source: str
    seconds: float
    cautions: tuple[str, ...]
    ambience: str | None
    items: tuple[Step | Choice, ...]
    file: str
    licence: str = ""  # what others may do with it; empty where that is not said
    card: bool = False  # advice with a timer: nothing is said, and there is nothing to render
    mirrors: bool = False

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(item for item in self.items if isinstance(item, Choice))

    def steps(self, answers: Mapping[str, str] | None = None) -> tuple[Step, ...]:
        """The steps with every choice resolved; an unanswered one takes its first option."""
        found: list[Step] = []
        for item in self.items:
            if isinstance(item, Step):
                found.append(item)
            elif item.options:
                answer = (answers or {}).get(item.name)
                option = next((o for o in item.options if o.id == answer), item.options[0])
                found.extend(option.steps)
        return tuple(found)

    def every_step(self) -> Iterator[Step]:
        """All steps, those of every option included."""
        for item in self.items:
            if isinstance(item, Step):
                yield item
            else:
                for option in item.options:
                    yield from option.steps

    @property
    def groups(self) -> tuple[str, ...]:
        """The body groups in order of first appearance: the ids that can be left out."""
        return tuple(dict.fromkeys(s.group for s in self.every_step() if s.group))

    @property
    def tenses(self) -> bool:
        return any(step.kind is StepKind.TENSE for step in self.every_step())

    def spoken(self) -> tuple[str, ...]:
        """Every distinct spoken text, in order, over all choices and wordings."""
        lines = (line for step in self.every_step() for line in step.spoken())
        return tuple(dict.fromkeys(text for line in lines for text in line.texts))


def longest_tension(group: str | None) -> float:
    """The most seconds that a group may be tensed for."""
    prone = group is not None and GROUPS[group].cramp_prone
    return MAX_TENSION_CRAMP_PRONE if prone else MAX_TENSION


def kebab(title: str) -> str:
    """The id of a title: "Out of My Head" is `out-of-my-head`. Empty if it has no letter.

    A title in another alphabet has an id of its own too, made of what stays the same about it.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if re.search("[a-z]", made) or not any(sign.isalpha() for sign in title):
        return made
    same = " ".join(unicodedata.normalize("NFKC", title).casefold().split())
    return f"own-{hashlib.sha256(same.encode('utf-8', 'replace')).hexdigest()[:_DIGITS]}"
