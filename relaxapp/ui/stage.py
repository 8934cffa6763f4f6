"""The quiet middle of the player: body figure, phase ring and caption, placed by hand to fit.

A session that works on no part of the body has the ring alone, in the middle and larger.

Laid out by hand because nothing here may jump: a caption of three lines must not move the ring.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QSizePolicy, QWidget

from relaxapp.ui import phases
from relaxapp.ui.components import Text
from relaxapp.ui.figure_view import FigureView
from relaxapp.ui.phase_ring import PhaseRing
from relaxapp.ui.theme import GAP, TIGHT

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from relaxapp.ui.ports import Frame
    from relaxapp.ui.theme import Look

_CAPTION_ROLES = ("caption", "caption_snug", "lead", "body")
_CAPTION_WIDEST = 920
_GLOW_STEPS = 32
"""Strengths of the figure's light that the eye tells apart."""
_RING_WIDEST, _RING_ALONE = 340, 460
"""Logical pixels: the ring beside the figure, and without it."""
_SNUG_BELOW = 400
"""Logical pixels of height; below it captions have two lines of a smaller size."""


class Stage(QWidget):
    """Figure on the left, ring on the right, caption under both."""

    def __init__(self, look: Look, drawing: Path) -> None:
        super().__init__()
        self._look = look
        self._alone = False
        self.figure = FigureView(look, drawing)
        self.ring = PhaseRing(look)
        self.caption = Text(look, "", "caption")
        self.caption.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        for part in (self.figure, self.ring, self.caption):
            part.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 150)

    def set_alone(self, alone: bool) -> None:  # noqa: FBT001 - one of two forms
        """Show the ring without the body: who grounds themselves should look outward."""
        if alone != self._alone:
            self._alone = alone
            self.figure.setVisible(not alone)
            self._place()

    def show_frame(self, frame: Frame, *, over: bool = False) -> None:
        """Show the phase, the place on the body and what is being said.

        ``over`` tells that what plays has come to its end, so nothing is counted.
        """
        if over:
            self.ring.show_phase(phases.OVER, 0.0, 0.0)
        else:
            self.ring.show_phase(frame.phase, frame.phase_left, frame.phase_done)
        self.figure.show_groups(frame.group, frame.groups_done)
        self.figure.set_glow(round(self.ring.fullness * _GLOW_STEPS) / _GLOW_STEPS)
        caption = frame.caption
        if frame.effort is not None and not over:
            effort = self.tr("About {n} % of your strength.").format(n=frame.effort)
            caption = f"{caption} {effort}".strip()
        if caption != self.caption.text():
            self.caption.setText(caption)
            self._fit_caption()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)

    def _place(self) -> None:
        wide, tall = self.width(), self.height()
        role = self._roles()[0]
        lines = 2 if tall < _SNUG_BELOW else 3
        words = QFontMetrics(self._look.font(role)).lineSpacing() * lines + TIGHT
        words = min(words, tall // 2)
        room = tall - words - TIGHT
        half = min(wide // 2, 480)
        left = (wide - 2 * half) // 2
        self.figure.setGeometry(QRect(left, 0, half - GAP // 2, room))
        side, middle = min(half - GAP, room, _RING_WIDEST), left + half + half // 2
        if self._alone:
            side, middle = min(wide - 2 * GAP, room, _RING_ALONE), wide // 2
        self.ring.setGeometry(QRect(middle - side // 2, (room - side) // 2, side, side))
        width = min(wide - 2 * GAP, _CAPTION_WIDEST)
        self.caption.setGeometry(QRect((wide - width) // 2, tall - words, width, words))
        self._fit_caption()

    def _roles(self) -> tuple[str, ...]:
        return _CAPTION_ROLES[1:] if self.height() < _SNUG_BELOW else _CAPTION_ROLES

    def _fit_caption(self) -> None:
        """Take the largest size in which the whole sentence fits."""
        box = self.caption.rect()
        flags = Qt.TextFlag.TextWordWrap.value
        font = self._look.font("body")
        for role in self._roles():
            font = self._look.font(role)
            needed = QFontMetrics(font).boundingRect(box, flags, self.caption.text())
            if needed.height() <= box.height() and needed.width() <= box.width():
                break
        if font != self.caption.font():
            self.caption.setFont(font)
