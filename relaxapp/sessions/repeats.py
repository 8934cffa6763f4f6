"""How often each area comes, or the breaths of a breathing session: once, or the person's own.

What is said to lead to a place is said the first time only. What cramps easily is not tensed more
often than its script has it, and nothing grows longer than anybody would want to lie still for.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from relaxapp.body import GROUPS
from relaxapp.sessions.script import BreathKind, Script, Step, StepKind

MOST: Final = 3
_SHORTEST: Final = 60.0  # seconds; what is over sooner is meant to be short
_LONGEST: Final = 3600.0  # seconds of a session with areas
_LONGEST_BREATHING: Final = 1200.0  # breathing is practised for five to ten minutes, or some more
_MOST_TENSIONS: Final = 4  # of one group in a session: protocols tense each once or twice
_MOST_TURNS: Final = 2  # stretches of one group with others in between: they are counted aloud
_LONGEST_HOLD: Final = 5.0  # seconds; longer held breaths are not for many times


def most(script: Script) -> int:
    """How often its areas or breaths may come; 1 where that makes no sense."""
    steps = script.steps()
    if script.card or script.seconds < _SHORTEST:
        return 1
    if any(step.group for step in steps):
        turns = Counter(group for group, _ in groupby(step.group for step in steps) if group)
        tensions = Counter(step.group for step in steps if step.kind is StepKind.TENSE)
        limit = MOST
        if max(turns.values()) > _MOST_TURNS:
            limit = 1
        if tensions:
            limit = min(limit, _MOST_TENSIONS // max(tensions.values()))
        longest = _LONGEST
    else:
        breathing = sum(step.seconds for step in steps if step.kind is StepKind.BREATHE)
        holds = [
            phase.seconds
            for step in steps
            for phase in step.phases
            if phase.kind is BreathKind.HOLD
        ]
        limit = MOST if breathing * 2 >= script.seconds else 1
        if max(holds, default=0.0) > _LONGEST_HOLD:
            limit = 1
        longest = _LONGEST_BREATHING
    while limit > 1 and sum(step.seconds for step in repeated(steps, limit)) > longest:
        limit -= 1
    return max(1, limit)


def breaths(script: Script) -> int:
    """The breaths of a session without areas; 0 where it has areas, or leads no breath."""
    steps = script.steps()
    return 0 if any(step.group for step in steps) else sum(step.cycles for step in steps)


def repeated(steps: Sequence[Step], times: int) -> tuple[Step, ...]:
    """The steps with each area gone through so often; without areas, with so many more breaths.

    An area is the neighbouring steps of one group.
    """
    if times <= 1:
        return tuple(steps)
    if not any(step.group for step in steps):
        return tuple(_longer(step, times) for step in steps)
    found: list[Step] = []
    for group, part in groupby(steps, key=lambda step: step.group):
        block = tuple(part)
        found.extend(block)
        if group is not None and not _strains(block, group):
            found.extend(_again(block) * (times - 1))
    return tuple(found)


def _strains(block: Sequence[Step], group: str) -> bool:
    return GROUPS[group].cramp_prone and any(step.kind is StepKind.TENSE for step in block)


def _longer(step: Step, times: int) -> Step:
    if step.kind is not StepKind.BREATHE:
        return step
    return replace(
        step,
        cycles=step.cycles * times,
        seconds=step.seconds * times,
        low=step.low * times,
        high=step.high * times,
    )


def _again(block: tuple[Step, ...]) -> tuple[Step, ...]:
    """The area once more, without the words that lead to it."""
    first, *others = block
    if first.kind is StepKind.SAY and others:
        return tuple(others)
    if first.kind is StepKind.SCAN and len(first.lines) > 1:
        return (replace(first, lines=first.lines[1:]), *others)
    return block
