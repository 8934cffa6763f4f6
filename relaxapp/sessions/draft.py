"""A session while it is being made: an ordered list of parts, changed without losing anything.

A part is what belongs together and is moved together: all steps of one area of the body, or one
step of another kind, or a choice. Steps are the script's own, so whatever the builder has no
control for (sides, cues at fixed times, options) is carried along untouched.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Final, Self

from relaxapp.sessions.belonging import belonging, own_part
from relaxapp.sessions.script import Choice, Script, Step, StepKind, kebab


class Technique(StrEnum):
    """What a new session is made from."""

    RELEASE = "release"
    TENSE = "tense"
    BREATH = "breath"
    SCAN = "scan"
    HEAVY = "heavy"
    OWN = "own"


NAMES: Final = {
    Technique.RELEASE: "Release only",
    Technique.TENSE: "Tense and release",
    Technique.BREATH: "Breathing",
    Technique.SCAN: "Body scan",
    Technique.HEAVY: "Heavy and warm",
    Technique.OWN: "Own words",
}
"""What a script of each technique calls itself."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is moved together. `key` tells it from all others of its draft, for good."""

    key: int
    items: tuple[Step | Choice, ...]

    @property
    def group(self) -> str | None:
        """The area of the body that all its steps are about; None where there is none."""
        first = self.items[0]
        return first.group if isinstance(first, Step) else None

    @property
    def choice(self) -> Choice | None:
        """The question it is, if it is one."""
        first = self.items[0]
        return first if isinstance(first, Choice) else None

    @property
    def steps(self) -> tuple[Step, ...]:
        """Its steps; those of the first option where it is a choice."""
        if self.choice is not None:
            return self.choice.options[0].steps if self.choice.options else ()
        return tuple(item for item in self.items if isinstance(item, Step))

    @property
    def seconds(self) -> float:
        return sum(step.seconds for step in self.steps)

    @property
    def tenses(self) -> bool:
        return any(step.kind is StepKind.TENSE for step in self.steps)

    @property
    def title(self) -> str:
        """What it is called: the question, or its steps' title."""
        return self.choice.label if self.choice is not None else self.steps[0].title


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole session that is being made. `saved_as`: the own session it was opened from, if any.

    `cautions` are its own; what belongs to its steps comes by itself, save for the `covered`
    needs, which the session it was copied from had told in words of its own.
    """

    title: str
    technique: str
    purpose: str
    parts: tuple[Part, ...] = ()
    ambience: str | None = None
    cautions: tuple[str, ...] = ()
    covered: frozenset[str] = frozenset()
    suits: str = ""
    source: str = ""
    licence: str = ""
    card: bool = False
    mirrors: bool = False
    saved_as: str = ""
    fresh: int = 0  # the key of the next part

    @classmethod
    def of(cls, script: Script) -> Self:
        """The draft of a session that is there; written again it is the same session."""
        cautions, covered = own_part(script.cautions, tuple(script.every_step()))
        made = cls(
            title=script.title,
            technique=script.technique,
            purpose=script.purpose,
            ambience=script.ambience,
            cautions=cautions,
            covered=covered,
            suits=script.suits,
            source=script.source,
            licence=script.licence,
            card=script.card,
            mirrors=script.mirrors,
        )
        return made.added(blocks(script.items))

    @property
    def id(self) -> str:
        return kebab(self.title)

    @property
    def items(self) -> tuple[Step | Choice, ...]:
        return tuple(item for part in self.parts for item in part.items)

    @property
    def seconds(self) -> float:
        """The length with each choice at its first option."""
        return sum(part.seconds for part in self.parts)

    @property
    def all_cautions(self) -> tuple[str, ...]:
        """Its own cautions, and those that belong to what its steps do."""
        steps = tuple(self.script().every_step())
        told = belonging(steps, self.covered)
        return (*self.cautions, *(one for one in told if one not in self.cautions))

    def script(self, only: int | None = None) -> Script:
        """What can be played as it stands, sound or not; `only` one part of it.

        For files and findings there is `writing`.
        """
        items = self.items if only is None else self.part(only).items
        return Script(
            id=self.id,
            title=self.title,
            technique=self.technique,
            purpose=self.purpose,
            suits=self.suits,
            source=self.source,
            seconds=self.seconds,
            cautions=self.cautions,
            ambience=self.ambience,
            items=items,
            file="",
            licence=self.licence,
            card=self.card,
            mirrors=self.mirrors,
        )

    def part(self, key: int) -> Part:
        """The part with this key. Raises KeyError where there is none any more."""
        for part in self.parts:
            if part.key == key:
                return part
        raise KeyError(key)

    def place(self, key: int) -> int:
        """Where a part stands, from 0. Raises KeyError."""
        return self.parts.index(self.part(key))

    # ------------------------------------------------------------- changes, each a new draft

    def added(self, found: Iterable[Sequence[Step | Choice]], at: int | None = None) -> Self:
        """With these blocks of steps as parts, before place `at` or at the end."""
        made = [
            Part(self.fresh + number, tuple(_placeless(item) for item in items))
            for number, items in enumerate(found)
        ]
        at = len(self.parts) if at is None else at
        parts = (*self.parts[:at], *made, *self.parts[at:])
        return replace(self, parts=parts, fresh=self.fresh + len(made))

    def removed(self, key: int) -> Self:
        return replace(self, parts=tuple(part for part in self.parts if part.key != key))

    def moved(self, key: int, to: int) -> Self:
        """With a part at place `to`, as near as there are places."""
        part = self.part(key)
        others = [one for one in self.parts if one.key != key]
        others.insert(max(0, min(to, len(others))), part)
        return replace(self, parts=tuple(others))

    def doubled(self, key: int) -> Self:
        """With a part once more right after itself."""
        return self.added([self.part(key).items], self.place(key) + 1)

    def changed(self, key: int, number: int, step: Step) -> Self:
        """With another step in the place of one; `number` counts the part's items."""
        part = self.part(key)
        items = (*part.items[:number], step, *part.items[number + 1 :])
        return self.with_items(key, items)

    def decided(self, key: int, option: str) -> Self:
        """With a question answered for good: the steps of that option stand in its place."""
        part, at = self.part(key), self.place(key)
        if part.choice is None:
            return self
        steps = next((one.steps for one in part.choice.options if one.id == option), ())
        return self.removed(key).added(blocks(steps), at)

    def with_items(self, key: int, items: Sequence[Step | Choice]) -> Self:
        """With other steps in a part, at least one."""
        made = Part(key, tuple(_placeless(item) for item in items))
        return replace(self, parts=tuple(made if part.key == key else part for part in self.parts))


def blocks(items: Iterable[Step | Choice]) -> list[tuple[Step | Choice, ...]]:
    """The items in the order they have, those of one area that stand together as one block."""

    def area(numbered: tuple[int, Step | Choice]) -> object:
        number, item = numbered
        return item.group if isinstance(item, Step) and item.group else number

    return [tuple(item for _, item in run) for _, run in groupby(enumerate(items), key=area)]


def _placeless(item: Step | Choice) -> Step | Choice:
    """The same item without the place it had in a file."""
    if isinstance(item, Step):
        return replace(item, path=()) if item.path else item
    options = tuple(
        replace(option, steps=tuple(replace(step, path=()) for step in option.steps))
        for option in item.options
    )
    return replace(item, options=options)
