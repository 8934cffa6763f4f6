"""What the player says over its stage: why it waits, that a detour is on, what is left out.

Each is a strip that is only there while it has something to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relaxapp.ui.components import Button
from relaxapp.ui.controls import Notice
from relaxapp.ui.theme import HAIR

if TYPE_CHECKING:
    from relaxapp.ui.ports import Frame
    from relaxapp.ui.theme import Look

_HAIR_LEFT = 0.05
"""Seconds: what has no more than this to go has ended."""
_LEFT_OUT_SHOWN = 30.0
"""Seconds for which it is told what a cramp has left out."""
_BACK_SHOWN = 8.0
"""Seconds for which it is told that the sound is back."""


class PlayerStrips(QWidget):
    """A notice, the detour with its way back, and what is left out with an undo.

    ``left`` asks for another place for the focus, because the button that has it goes away.
    """

    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._audible = True
        self._back_at: float | None = None
        self._detour: tuple[str, bool] = ("", False)
        self._left_out: tuple[str, ...] = ()
        self._left_out_at = 0.0
        self.column = QVBoxLayout(self)
        self.column.setSpacing(HAIR)
        self.notice = Notice(look)
        self.detour = Notice(look, "leaf")
        self.left_out = Notice(look)
        self.return_button = Button(look, self.tr("Back to the session"), "primary")
        self.end_button = Button(look, self.tr("Stop here"), "large")
        self.undo_button = Button(look, self.tr("Undo"), "large")
        self.undo_button.setAccessibleDescription(self.tr("Practises it after all"))
        for strip, buttons in (
            (self.notice, ()),
            (self.detour, (self.return_button, self.end_button)),
            (self.left_out, (self.undo_button,)),
        ):
            for button in buttons:
                button.keep_arrows = False
                strip.row.addWidget(button)
            self.column.addWidget(strip)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All there are, from the top down."""
        return (self.return_button, self.end_button, self.undo_button)

    @property
    def told(self) -> tuple[str, ...]:
        """What is said now, strip by strip."""
        strips = (self.notice, self.detour, self.left_out)
        return tuple("" if strip.isHidden() else strip.words.text() for strip in strips)

    def show_frame(self, frame: Frame) -> None:
        """Say what there is to know at this moment."""
        self.notice.tell(self._notice(frame))
        self._show_detour(frame)

    def show_left_out(self, labels: tuple[str, ...], frame: Frame) -> None:
        """Tell for a while, once back in the session, what a cramp has left out of it."""
        if frame.detour:
            self.left_out.tell("")
        elif labels != self._left_out:
            grown = len(labels) > len(self._left_out)
            self._left_out, self._left_out_at = labels, frame.position
            told = self.tr("Left out from here on: {groups}.").format(groups=", ".join(labels))
            self._tell_left_out(told if grown else "")
        elif not 0 <= frame.position - self._left_out_at < _LEFT_OUT_SHOWN:
            self._tell_left_out("")

    def _tell_left_out(self, words: str) -> None:
        if not words and self.undo_button.hasFocus():
            self.left.emit()
        self.left_out.tell(words)

    def _notice(self, frame: Frame) -> str:
        if frame.audible and not self._audible:
            self._back_at = frame.position
        self._audible = frame.audible
        if not frame.audible:
            return self.tr("No sound device: the session goes on with captions.")
        if frame.pause_reason == "device_gone":
            return self.tr("Paused because the headphones went away. Press Play to go on.")
        if frame.pause_reason == "sleep":
            return self.tr("Paused while the computer slept. Press Play to go on.")
        if self._back_at is not None:
            if 0 <= frame.position - self._back_at < _BACK_SHOWN:
                return self.tr("Sound is back.")
            self._back_at = None
        return ""

    def _show_detour(self, frame: Frame) -> None:
        now = (frame.detour, detour_over(frame))
        if now == self._detour:
            return
        before, self._detour = self._detour[0], now
        words = {
            ("cramp", False): self.tr("Let go of everything. First we look after the cramp."),
            ("cramp", True): self.tr(
                "That is all for the cramp. When it has eased, go back; there is no hurry."
            ),
            ("worse", False): self.tr("Good that you said so. Let us look outward for a while."),
            ("worse", True): self.tr(
                "Stay here as long as you like. When you are ready, you can go back."
            ),
        }.get(now, "")
        self.detour.tell(words)
        if frame.detour and not before:
            self.return_button.setFocus()
        elif frame.detour != before:
            self.left.emit()


def detour_over(frame: Frame) -> bool:
    """Tell whether a detour has come to its own end, and waits for the person."""
    at_end = frame.length - frame.position <= _HAIR_LEFT
    return bool(frame.detour) and frame.state == "paused" and at_end
