"""The buttons under a session: steps, ten seconds either way, play and pause, and stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from relaxapp.ui.components import icon_button
from relaxapp.ui.theme import HAIR, SNUG

if TYPE_CHECKING:
    from relaxapp.ui.components import Button
    from relaxapp.ui.theme import Look

SKIP = 10.0
"""Seconds that one press goes back or forward."""


class Transport(QWidget):
    """Previous, back, play or pause, forward, next, stop; signals carry nothing."""

    previous = Signal()
    back = Signal()
    toggled = Signal()
    forward = Signal()
    next = Signal()
    stopped = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.buttons: dict[str, Button] = {}
        for key, icon, name, signal in (
            ("previous", "previous", self.tr("Previous step (P)"), self.previous),
            ("back", "back10", self.tr("Back 10 seconds (Left)"), self.back),
            ("play", "play", self.tr("Play (Space)"), self.toggled),
            ("forward", "forward10", self.tr("Forward 10 seconds (Right)"), self.forward),
            ("next", "next", self.tr("Next step (N)"), self.next),
            ("stop", "stop", self.tr("Stop here (Esc)"), self.stopped),
        ):
            button = icon_button(look, icon, name, 22)
            button.keep_arrows = False
            button.clicked.connect(signal)
            self._row.addWidget(button)
            self.buttons[key] = button
        self.play = self.buttons["play"]
        self.play.setProperty("kind", "round")
        self.set_snug(False)
        self.set_playing(playing=False)

    def set_playing(self, *, playing: bool, over: bool = False) -> None:
        """Let the large button offer the other of play and pause.

        ``over`` tells that a detour has ended: then it leads back to the session, and says so.
        """
        name = self.tr("Pause (Space)") if playing else self.tr("Play (Space)")
        if over:
            name = self.tr("Back to the session (Space)")
        if name != self.play.accessibleName():
            self.play.setAccessibleName(name)
            self.play.setToolTip(name)
        self.play.set_icon("back" if over else "pause" if playing else "play")

    def set_snug(self, snug: bool) -> None:  # noqa: FBT001 - one of two sizes
        """Take less room in a small window."""
        self._row.setSpacing(HAIR if snug else SNUG)
        if self.play.property("snug") != snug:
            # The sheet's radius is half the button: Qt squares one that is larger.
            self.play.setProperty("snug", snug)
            self.play.style().unpolish(self.play)
            self.play.style().polish(self.play)
        self.play.set_side(44 if snug else 60)
        self.play.setIconSize(QSize(24, 24) if snug else QSize(30, 30))
        for button in self.buttons.values():
            if button is not self.play:
                button.set_side(36 if snug else 44)
