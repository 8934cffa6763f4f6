"""The sliders that make a session gentler, slower or shorter, within what its script allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from relaxapp.ui.components import Card, Text
from relaxapp.ui.shape_sliders import ShapeSliders
from relaxapp.ui.theme import GAP

if TYPE_CHECKING:
    from relaxapp.ui.controls import ValueSlider
    from relaxapp.ui.ports import SessionCard
    from relaxapp.ui.theme import Look


class ShapeCard(Card):
    """Nothing but sliders; ``moved`` fires when one is, and ``pace`` and ``effort`` tell all."""

    moved = Signal()

    def __init__(self, look: Look, card: SessionCard) -> None:
        super().__init__(spacing=GAP)
        self.column.addWidget(Text(look, self.tr("Gentler, slower, shorter"), "heading"))
        self.sliders = ShapeSliders(look, card.dials, card.effort, spares=bool(card.cramping))
        self.sliders.moved.connect(self.moved)
        self.column.addWidget(self.sliders)

    @property
    def dials(self) -> dict[str, ValueSlider]:
        """The sliders of lengths, by what they stretch."""
        return self.sliders.dials

    @property
    def strength(self) -> ValueSlider | None:
        """The slider of how hard to tense; None where nothing is tensed."""
        return self.sliders.strength

    @property
    def pace(self) -> tuple[tuple[str, int], ...]:
        """The dials that are not as usual, in percent."""
        return self.sliders.pace

    @property
    def effort(self) -> int | None:
        """The strength in percent; None for the session's own."""
        return self.sliders.effort

    def show_values(self, pace: tuple[tuple[str, int], ...], effort: int | None) -> None:
        """Put the sliders where they belong."""
        self.sliders.show_values(pace, effort)
