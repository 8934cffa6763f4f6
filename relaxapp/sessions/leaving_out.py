"""Which steps stay when body groups are left out, so that nothing speaks of what is not there.

Only the steps of a group itself name it. But an introduction to groups that are all gone, or the
rest after them, would stand alone too; and before anything tenses, what cramps easily can be
found here.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import Final

from relaxapp.body import GROUPS
from relaxapp.sessions.script import Script, Step, StepKind

_AFTER: Final = frozenset({StepKind.REST, StepKind.SILENCE, StepKind.SCAN})


def kept(steps: Sequence[Step], skip: AbstractSet[str]) -> tuple[tuple[int, Step], ...]:
    """The steps that stay, each with its number among all of them.

    Neighbouring steps of groups are one block. With a whole block its introduction goes, the one
    spoken step right before it, and the rests right after it. What opens a session is more than
    an introduction to its first block, and stays.
    """
    numbered = list(enumerate(steps))
    blocks = [list(part) for _, part in groupby(numbered, key=lambda one: one[1].group is None)]
    gone = {n for n, step in numbered if step.group is not None and step.group in skip}
    lonely: set[int] = set()
    whole = bool(gone) and all(n in gone for n, step in numbered if step.group is not None)
    seen = False
    for at, block in enumerate(blocks):
        if block[0][1].group is None:
            continue
        if all(n in gone for n, _ in block):
            before = blocks[at - 1] if at else []
            spoken = [n for n, step in numbered[: block[0][0]] if step.kind is StepKind.SAY]
            opens = len(spoken) <= 1 if whole else not seen
            if before and before[-1][1].kind is StepKind.SAY and not opens:
                lonely.add(before[-1][0])
            for n, step in blocks[at + 1] if at + 1 < len(blocks) else []:
                if step.kind not in _AFTER:
                    break
                lonely.add(n)
        seen = True
    return tuple(one for one in numbered if one[0] not in gone | lonely)


def cramping(script: Script) -> frozenset[str]:
    """The groups that a session tenses although a calf or a foot is among their muscles."""
    tensed = {s.group for s in script.every_step() if s.kind is StepKind.TENSE and s.group}
    return frozenset(group for group in tensed if GROUPS[group].cramp_prone)
