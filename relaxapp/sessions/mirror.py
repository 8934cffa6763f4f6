"""The same session with right and left exchanged: it begins with the hand that is used more.

Only scripts that say so (`sides = "swap"`) can be mirrored: there each right has its left.
"""

import re
from dataclasses import replace
from typing import Final

from relaxapp.body import GROUPS
from relaxapp.sessions.script import Line, Step

_OTHER: Final = {"right": "left", "left": "right", "Right": "Left", "Left": "Right"}
_NO_SIDE: Final = "up|down|now|away|here|there|through"  # "right up to the elbow" is no side
_SIDE: Final = re.compile(rf"\b({'|'.join(_OTHER)})\b(?! (?:{_NO_SIDE})\b)")


def swapped(text: str) -> str:
    """A text with right and left exchanged."""
    return _SIDE.sub(lambda found: _OTHER[found[0]], text)


def mirrored(step: Step) -> Step:
    """A step on the other side of the body, where it is on one."""
    lines = tuple(
        Line(swapped(line.text), line.at, tuple(map(swapped, line.others))) for line in step.lines
    )
    group = step.group
    if group is not None and swapped(group) in GROUPS:
        group = swapped(group)
    return replace(step, lines=lines, title=swapped(step.title), group=group)
