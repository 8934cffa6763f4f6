"""The cautions that belong to what a session does; a session made by oneself has them too.

Where they apply follows from the steps alone: nobody has to think of them.
"""

from collections.abc import Sequence
from typing import Final

from relaxapp.body import GROUPS
from relaxapp.sessions.script import BreathKind, Step, StepKind

ALWAYS: Final = "always"
_TOLD: Final = {
    ALWAYS: "Not while driving or using machines. Stop whenever it does you no good.",
    "tense": "This session tenses muscles. If yours cramp or go into spasm easily, leave the place"
    " out. About half your strength is plenty; stop at once if anything hurts.",
    "cramp": "Calves and feet cramp easily: tense them only lightly. In a cramp, let go, and"
    " stretch slowly the other way.",
    "neck": "With a sore neck, leave the neck out.",
    "breath": "Breathe small. If you feel dizzy or tingly, let your breath go back to normal.",
    "hold": "Leave out held breaths in pregnancy, or with heart, blood-pressure or lung trouble.",
}  # fmt: skip


def needs(steps: Sequence[Step]) -> frozenset[str]:
    """What there is to mind about these steps."""
    tensed = {step.group for step in steps if step.kind is StepKind.TENSE and step.group}
    phases = [phase for step in steps for phase in step.phases]
    found = {
        "tense": bool(tensed),
        "cramp": any(GROUPS[group].cramp_prone for group in tensed),
        "neck": bool(tensed & {"neck", "head", "body"}),
        "breath": bool(phases),
        "hold": any(phase.kind is BreathKind.HOLD for phase in phases),
    }
    return frozenset((ALWAYS, *(need for need, there in found.items() if there)))


def belonging(steps: Sequence[Step], covered: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The cautions for these steps, without those for `covered` needs."""
    wanted = needs(steps) - covered
    return tuple(words for need, words in _TOLD.items() if need in wanted)


def own_part(
    cautions: Sequence[str], steps: Sequence[Step]
) -> tuple[tuple[str, ...], frozenset[str]]:
    """Cautions of a script without those that come by themselves, and the needs the rest covers.

    Told again with `belonging`, they are the same in the same order.
    """
    by_itself = belonging(steps)
    count = len(cautions)
    while count and cautions[count - 1] in _TOLD.values():
        count -= 1
    own, told = tuple(cautions[:count]), tuple(cautions[count:])
    covered = frozenset(
        need for need, words in _TOLD.items() if words in by_itself and words not in told
    )
    if belonging(steps, covered) != told:  # somebody wrote them down in an order of their own
        return tuple(cautions), needs(steps)
    return own, covered
