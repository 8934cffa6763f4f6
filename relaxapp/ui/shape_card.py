"""The sliders that make a session gentler, slower or shorter, within what its script allows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relaxapp.ui.components import Card, Text
from relaxapp.ui.controls import ValueSlider, field
from relaxapp.ui.layouts import CardGrid
from relaxapp.ui.theme import GAP

if TYPE_CHECKING:
    from relaxapp.ui.ports import Dial, SessionCard
    from relaxapp.ui.theme import Look

USUAL = 100
"""Percent: the length that the session's script gives."""
_STEP = 5
_EFFORTS = (20, 70, 5)
"""Percent of full strength: a light touch, and two thirds, beyond which nobody trains."""


class ShapeCard(Card):
    """Nothing but sliders; ``moved`` fires when one is, and ``pace`` and ``effort`` tell all."""

    moved = Signal()

    def __init__(self, look: Look, card: SessionCard) -> None:
        super().__init__(spacing=GAP)
        self._card = card
        self.column.addWidget(Text(look, self.tr("Gentler, slower, shorter"), "heading"))
        holder = QWidget()
        grid = CardGrid(holder, least=310, spacing=GAP)
        names = {
            "tension": (self.tr("Tensing"), self.tr("Calves and feet always stay shorter.")),
            "release": (self.tr("Letting go"), ""),
            "pause": (self.tr("Pauses"), ""),
            "breath": (self.tr("One breath"), self.tr("Only as slow as is easy.")),
        }
        self.dials: dict[str, ValueSlider] = {}
        for dial in card.dials:
            name, hint = names.get(dial.id, (dial.id, ""))
            if dial.id == "tension" and not card.cramping:
                hint = ""
            bounds = (dial.least, dial.most, _STEP)
            slider = ValueSlider(look, name, bounds, USUAL, partial(self._tell, dial))
            self.dials[dial.id] = slider
            grid.addWidget(_block(look, name, slider, hint))
        self.strength: ValueSlider | None = None
        if card.effort is not None:
            name = self.tr("How hard you tense")
            self.strength = ValueSlider(look, name, _EFFORTS, card.effort, self._tell_effort)
            hint = self.tr("Of all your strength. It stands under the words as you tense.")
            grid.addWidget(_block(look, name, self.strength, hint))
        self.column.addWidget(holder)
        for slider in self._sliders():
            slider.moved.connect(self.moved)

    @property
    def pace(self) -> tuple[tuple[str, int], ...]:
        """The dials that are not as usual, in percent."""
        found = ((name, slider.value) for name, slider in self.dials.items())
        return tuple((name, value) for name, value in found if value != USUAL)

    @property
    def effort(self) -> int | None:
        """The strength in percent; None for the session's own."""
        if self.strength is None or self.strength.value == self._card.effort:
            return None
        return self.strength.value

    def show_values(self, pace: tuple[tuple[str, int], ...], effort: int | None) -> None:
        """Put the sliders where they belong."""
        chosen = dict(pace)
        for name, slider in self.dials.items():
            slider.slider.setValue(chosen.get(name, USUAL))
        if self.strength is not None and self._card.effort is not None:
            self.strength.slider.setValue(self._card.effort if effort is None else effort)

    def _sliders(self) -> tuple[ValueSlider, ...]:
        return (*self.dials.values(), *([self.strength] if self.strength is not None else []))

    def _tell(self, dial: Dial, percent: int) -> str:
        seconds = min(dial.high, max(dial.low, dial.seconds * percent / 100))
        return self.tr("about {n} s").format(n=f"{seconds:.1f}".removesuffix(".0"))

    def _tell_effort(self, percent: int) -> str:
        return self.tr("about {n} %").format(n=percent)


def _block(look: Look, name: str, slider: ValueSlider, hint: str) -> QWidget:
    block = QWidget()
    column: QVBoxLayout = field(look, name, slider, hint)
    column.setContentsMargins(0, 0, 0, 0)
    column.addStretch(1)
    block.setLayout(column)
    return block
