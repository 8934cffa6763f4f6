"""How the phases of a session look and are called: their words, colours, and how full they are.

Kept apart from painting, so that ring, figure and announcements agree on one another.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

MOVING = frozenset({"tense", "release", "inhale", "exhale"})
"""Phases in which something on the screen changes all the time."""
BREATHS = frozenset({"inhale", "hold", "exhale"})
OVER = "over"
"""No phase of a session: a detour has come to its end, and nothing is counted any more."""


class Tint(NamedTuple):
    """Roles of the palette: the soft ground, the strong line, and text on the ground."""

    soft: str
    strong: str
    ink: str


_SAND = Tint("sand_soft", "sand", "sand_ink")
_DUSK = Tint("dusk_soft", "dusk", "dusk_ink")
_SAGE = Tint("accent_soft", "accent", "accent_ink")
_TINTS = {"tense": _SAND, "inhale": _DUSK, "hold": _DUSK, "exhale": _DUSK}
_RELEASE_TAIL = 3
"""The power with which release drains: fast at first, then settling."""


def tint(phase: str) -> Tint:
    """Return the colours of a phase: warm for tension, cool for breath, sage for all else."""
    return _TINTS.get(phase, _SAGE)


def fullness(phase: str, done: float) -> float:
    """Return how swollen a phase is, 0..1, when ``done`` (0..1) of it is gone."""
    done = min(1.0, max(0.0, done))
    if phase == "tense":
        return 1 - (1 - done) ** 2
    if phase == "release":
        return (1 - done) ** _RELEASE_TAIL
    if phase == "inhale":
        return _smooth(done)
    if phase == "exhale":
        return 1 - _smooth(done)
    return 1.0 if phase == "hold" else 0.0


@cache
def name(phase: str) -> str:
    """Return what a phase is called, as an invitation."""
    tr = QCoreApplication.translate
    names = {
        "settle": tr("Phase", "Settle in"),
        "speak": tr("Phase", "Listen"),
        "tense": tr("Phase", "Tense"),
        "release": tr("Phase", "Let go"),
        "rest": tr("Phase", "Rest"),
        "inhale": tr("Phase", "Breathe in"),
        "hold": tr("Phase", "Hold"),
        "exhale": tr("Phase", "Breathe out"),
        "scan": tr("Phase", "Notice"),
        "silence": tr("Phase", "Quiet"),
        OVER: tr("Phase", "In your own time"),
    }
    return names.get(phase, "")


def seconds(number: int) -> str:
    """Return a number of seconds in words, a single one too."""
    tr = QCoreApplication.translate
    return tr("Phase", "1 second") if number == 1 else tr("Phase", "{n} seconds").format(n=number)


def _smooth(share: float) -> float:
    return share * share * (3 - 2 * share)
