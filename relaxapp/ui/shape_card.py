"""The sliders that make a session gentler, slower or shorter, within what its script allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from relaxapp.ui.components import Card, Text
from relaxapp.ui.controls import ValueSlider
from relaxapp.ui.shape_sliders import ShapeSliders, block
from relaxapp.ui.theme import GAP

if TYPE_CHECKING:
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
        self._breaths = card.breaths
        self.times: ValueSlider | None = None
        if card.repeats > 1:
            name = self.tr("Breaths") if card.breaths else self.tr("Times each area")
            self.times = ValueSlider(look, name, (1, card.repeats, 1), 1, self._tell_times)
            hint = self.tr("What cramps easily is tensed no more often.") if card.cramping else ""
            self.sliders.add(block(look, name, self.times, hint))
            self.times.moved.connect(self.moved)

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

    @property
    def repeats(self) -> int:
        """How often each area comes, or the breaths."""
        return 1 if self.times is None else self.times.value

    def show_values(
        self, pace: tuple[tuple[str, int], ...], effort: int | None, repeats: int
    ) -> None:
        """Put the sliders where they belong."""
        self.sliders.show_values(pace, effort)
        if self.times is not None:
            self.times.slider.setValue(repeats)

    def _tell_times(self, times: int) -> str:
        if self._breaths:
            return self.tr("about {n}").format(n=self._breaths * times)
        words = (self.tr("once"), self.tr("twice"), self.tr("three times"))
        return words[times - 1]
