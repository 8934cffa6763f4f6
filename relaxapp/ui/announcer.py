"""Tells a screen reader what has changed, politely and not too often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible

from relaxapp.ui import phases

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_CYCLES_TOLD = 2
_SILENT = frozenset({"settle", "speak"})
"""The voice is heard in these; a second one would talk over it."""


class Announcer:
    """Chooses which phases are worth saying, and says them.

    The first breaths give the rhythm and the rest would flood, so only two cycles are told.
    """

    def __init__(self, speaker: QWidget) -> None:
        self._speaker = speaker
        self._last: tuple[str, str] = ("", "")
        self._cycles = 0

    def phase(self, phase: str, place: str, seconds: int) -> str:
        """Tell a phase at a place of the body ("" for none); return what was said, or ""."""
        if (phase, place) == self._last:
            return ""
        self._last = (phase, place)
        if phase not in phases.BREATHS:
            self._cycles = 0
        elif phase == "inhale":
            self._cycles += 1
        if phase in _SILENT or self._cycles > _CYCLES_TOLD:
            return ""
        words = phases.name(phase)
        if place:
            words = f"{words}: {place}"
        if phase not in phases.BREATHS:
            words = f"{words}, {phases.seconds(seconds)}"
        self.say(words)
        return words

    def say(self, words: str) -> None:
        """Say something once what is being read has ended; nothing for no words."""
        if not words or not QAccessible.isActive():
            return
        from PySide6.QtGui import QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._speaker, words))
