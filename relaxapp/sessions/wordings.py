"""What the bundled sessions have to offer to one that is made by hand: blocks of steps, and lines.

A new area of the body begins with the words that a bundled session has for it; where none has
any, with those for the moment's session, which has words for every place. All of them are spoken.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from relaxapp.body import GROUPS
from relaxapp.sessions import area_lines
from relaxapp.sessions.area import places
from relaxapp.sessions.draft import NAMES, Draft, Technique, blocks
from relaxapp.sessions.fitting import Spoken, breathing, with_lines, with_seconds
from relaxapp.sessions.reading import default_title
from relaxapp.sessions.script import (
    BreathKind,
    Choice,
    Line,
    Script,
    Slider,
    Step,
    StepKind,
)

Block = tuple[Step | Choice, ...]

RELEASE: Final = 32.0
SCAN: Final = 38.0
_SAY: Final = 6.0
_UNTENSED: Final = " Nothing is tensed."
PURPOSES: Final = {
    Technique.RELEASE: "Go through the body and let each place soften. Nothing is tensed.",
    Technique.TENSE: "Tighten one place after another, gently, and let it go.",
    Technique.BREATH: "A few minutes with the breath, small and easy.",
    Technique.SCAN: "Visit the body place by place, without changing anything.",
    Technique.HEAVY: "Let the body grow heavy and warm. Nothing is tensed.",
    Technique.OWN: "A quiet time in words of my own.",
}


class Wordings:
    """The blocks and lines of some scripts. `spoken`: whether somebody has spoken a text."""

    def __init__(
        self, scripts: Sequence[Script], seconds_of: Spoken, spoken: Callable[[str], bool]
    ) -> None:
        self._seconds_of, self._spoken = seconds_of, spoken
        self._blocks: list[tuple[str, str, Block]] = []  # group, what it does, steps
        self._lines: dict[tuple[StepKind, str | None], dict[str, None]] = {}
        for script in scripts:
            for items in _ways(script):
                for block in blocks(items):
                    self._take(script, block)
            for step in script.every_step():
                for text in (text for line in step.spoken() for text in line.texts):
                    if spoken(text):
                        self._lines.setdefault((step.kind, step.group), {})[text] = None

    def _take(self, script: Script, block: Block) -> None:
        steps = [item for item in block if isinstance(item, Step)]
        group = steps[0].group if steps else None
        kinds = {step.kind for step in steps}
        if group is None:
            return
        if kinds >= {StepKind.TENSE, StepKind.RELEASE}:
            if sum(step.kind is StepKind.TENSE for step in steps) == 1:
                self._blocks.append((group, Technique.TENSE, block))
        elif StepKind.RELEASE in kinds:
            self._blocks.append((group, Technique.RELEASE, block))
        elif StepKind.SCAN in kinds:
            heavy = script.id == "heavy-and-warm"
            self._blocks.append((group, Technique.HEAVY if heavy else Technique.SCAN, block))

    @property
    def groups(self) -> tuple[str, ...]:
        """The areas that sessions are about, from head to toe."""
        used = {group for group, _, _ in self._blocks} | {"back", "pelvis"}
        return tuple(group for group in GROUPS if group in used)

    def tenses(self, group: str) -> bool:
        """Whether there are words for tensing this area."""
        return any(one == group and what == Technique.TENSE for one, what, _ in self._blocks)

    def block(self, technique: Technique, group: str) -> Block:
        """The steps for an area, with words; where it is not tensed in any session, released."""
        for one, what, block in self._blocks:
            if one == group and what == technique:
                return block
        if technique in {Technique.SCAN, Technique.HEAVY}:
            return self._made(group, StepKind.SCAN, SCAN)
        if technique is not Technique.RELEASE and self._found(Technique.RELEASE, group):
            return self.block(Technique.RELEASE, group)
        return self._made(group, StepKind.RELEASE, RELEASE)

    def tensed(self, block: Block, group: str) -> Block:
        """A block that releases an area, with a tension of it before the first release."""
        found = self._found(Technique.TENSE, group)
        made = [item for item in block if isinstance(item, Step)]
        if found is None or any(step.kind is StepKind.TENSE for step in made):
            return block
        lead = [step for step in found if isinstance(step, Step) and step.kind is StepKind.SAY]
        tension = next(s for s in found if isinstance(s, Step) and s.kind is StepKind.TENSE)
        rest = [step for step in made if step.kind is not StepKind.SAY]
        told = [step for step in made if step.kind is StepKind.SAY]
        at = next((n for n, step in enumerate(rest) if step.kind is StepKind.RELEASE), None)
        if at is None:
            return block
        return (*(lead or told), *rest[:at], tension, *rest[at:])

    def untensed(self, block: Block) -> Block:
        """A block without its tensions."""
        return tuple(
            item for item in block if isinstance(item, Choice) or item.kind is not StepKind.TENSE
        )

    def offers(self, kind: StepKind, group: str | None) -> tuple[str, ...]:
        """Spoken lines for a step, the nearest first: the area's own, then what fits anywhere."""
        regions = frozenset(GROUPS[group].regions) if group else frozenset[str]()
        nearest: list[tuple[int, int, str]] = []
        for (one, place), lines in self._lines.items():
            shared = len(regions & frozenset(GROUPS[place].regions)) if place else 0
            if place == group:
                rank = 0 if one is kind else 2
            elif one is kind and shared:
                rank = 1
            elif place is None and one in {kind, StepKind.REST}:
                rank = 3
            else:
                continue
            nearest += [(rank, -shared, text) for text in lines]
        near = sorted(nearest, key=lambda each: each[:2])
        return tuple(dict.fromkeys(text for _, _, text in near))

    def _found(self, technique: Technique, group: str) -> Block | None:
        return next((b for g, what, b in self._blocks if g == group and what == technique), None)

    def _made(self, group: str, kind: StepKind, seconds: float) -> Block:
        """Steps for an area from the lines that there are for every place."""
        area, _ = places((group,))[0]
        words = [text for text in area.rounds[0] if self._spoken(text)]
        title = default_title(kind, group)
        spread = tuple(Line(text, 11.0 * number) for number, text in enumerate(words))
        step = Step(
            kind, title, seconds, seconds / 2, seconds * 2, (), slider=Slider.RELEASE, group=group,
            lines=spread,
        )  # fmt: skip
        lead = Step(StepKind.SAY, title, 7.0, 7.0, 7.0, (), group=group)
        told = with_lines(lead, (area.attention,), self._seconds_of)
        return (told, with_seconds(step, seconds, self._seconds_of))

    # ------------------------------------------------------------- whole sessions

    def new(self, technique: Technique, groups: Iterable[str]) -> Draft:
        """A session of a technique for these areas, in their order; it can be played as it is."""
        made = Draft(
            title="", technique=NAMES[technique], purpose=PURPOSES[technique], ambience="rain"
        )
        middle: list[Block] = [self.block(technique, group) for group in groups]
        if technique is Technique.BREATH:
            middle.insert(0, (self.breath(),))
        elif technique is Technique.OWN:
            middle.insert(0, (self.say(()),))
        return made.added([*self.opening(), *middle, *self.closing()])

    def opening(self) -> list[Block]:
        """A sound to begin with, and how to settle down."""
        settle = self.say(area_lines.SETTLE, "Settling in")
        return [(chime("bowl", "Bowl"),), (settle,)]

    def closing(self) -> list[Block]:
        """Rest, the way back, and a sound."""
        rest = Step(
            StepKind.REST, "Resting", 30.0, 15.0, 60.0, (), slider=Slider.PAUSE,
            lines=tuple(Line(text, 12.0 * n) for n, text in enumerate(area_lines.REST)),
        )  # fmt: skip
        back = self.say(area_lines.COME_BACK, "Coming back", waking=True)
        rest = with_seconds(rest, 30.0, self._seconds_of)
        return [(rest,), (back,), (chime("bell", "Bell", waking=True),)]

    def say(self, words: Sequence[str], title: str = "", *, waking: bool = False) -> Step:
        """A step that says something, and a little longer; without words, with a line to write."""
        step = Step(
            StepKind.SAY, title or default_title(StepKind.SAY, None), _SAY, _SAY, _SAY, (), gap=1.0,
            waking=waking,
        )  # fmt: skip
        made = with_lines(step, words or ("",), self._seconds_of)
        room = sum(map(self._seconds_of, words)) + 2.0 * len(words)
        return with_seconds(made, max(_SAY, round(room)), self._seconds_of)

    def breath(self, cycles: int = 18) -> Step:
        """Breathing at a pace that needs no held breath: 4 in, 6 out."""
        pace = (
            (BreathKind.INHALE, 4.0, "Breathe in, slowly and small."),
            (BreathKind.EXHALE, 6.0, "And out, as long as it came in."),
        )
        title = default_title(StepKind.BREATHE, None)
        return breathing(pace, cycles, title, self._seconds_of)


def renamed(draft: Draft) -> Draft:
    """A draft that does not say of itself what it does not do, as far as these words are ours."""
    tenses = any(part.tenses for part in draft.parts)
    was, now = Technique.TENSE, Technique.RELEASE
    if tenses:
        was, now = now, was
    if draft.technique == NAMES[was]:
        draft = replace(draft, technique=NAMES[now])
    if draft.purpose == PURPOSES[was]:
        draft = replace(draft, purpose=PURPOSES[now])
    if tenses and draft.purpose.endswith(_UNTENSED):
        draft = replace(draft, purpose=draft.purpose.removesuffix(_UNTENSED))
    return draft


def quiet(seconds: float = 20.0) -> Step:
    """A step without words."""
    title = default_title(StepKind.SILENCE, None)
    return Step(StepKind.SILENCE, title, seconds, seconds, seconds, ())


def chime(sound: str, title: str, *, waking: bool = False) -> Step:
    """A sound that rings."""
    return Step(StepKind.CHIME, title, 4.0, 4.0, 4.0, (), sound=sound, waking=waking)


def _ways(script: Script) -> list[tuple[Step | Choice, ...]]:
    """The script's own items, and those of each option of its choices."""
    options = [option.steps for choice in script.choices for option in choice.options]
    return [script.items, *options]
