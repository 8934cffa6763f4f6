"""The sliders of a session's lengths and strength, for before it starts and while it plays."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relaxapp.ui.controls import ValueSlider, field
from relaxapp.ui.layouts import CardGrid
from relaxapp.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.ui.ports import Dial
    from relaxapp.ui.theme import Look

USUAL = 100
"""Percent: the length that the session's script gives."""
_STEP = 5
_EFFORTS = (20, 70, 5)
"""Percent of full strength: a light touch, and two thirds, beyond which nobody trains."""
_BESIDE = 310
"""Logical pixels of each where two stand side by side."""


class ShapeSliders(QWidget):
    """``moved`` fires when the person moves one, and ``pace`` and ``effort`` tell all."""

    moved = Signal()

    def __init__(
        self,
        look: Look,
        dials: Sequence[Dial],
        effort: int | None,
        *,
        spares: bool,
        beside: int = _BESIDE,
    ) -> None:
        """``effort`` is the session's own, in percent; None where it has none.

        ``spares`` tells that some groups are tensed for a shorter time than others.
        """
        super().__init__()
        self._usual_effort = effort
        self._quiet = False
        grid = self._grid = CardGrid(self, least=beside, spacing=GAP)
        names = {
            "tension": (self.tr("Tensing"), self.tr("Calves and feet always stay shorter.")),
            "release": (self.tr("Letting go"), ""),
            "pause": (self.tr("Pauses"), ""),
            "breath": (self.tr("One breath"), self.tr("Only as slow as is easy.")),
        }
        self.dials: dict[str, ValueSlider] = {}
        for dial in dials:
            name, hint = names.get(dial.id, (dial.id, ""))
            if dial.id == "tension" and not spares:
                hint = ""
            bounds = (dial.least, dial.most, _STEP)
            slider = ValueSlider(look, name, bounds, USUAL, partial(self._tell, dial))
            self.dials[dial.id] = slider
            grid.addWidget(block(look, name, slider, hint))
        self.strength: ValueSlider | None = None
        if effort is not None:
            name = self.tr("How hard you tense")
            self.strength = ValueSlider(look, name, _EFFORTS, effort, self._tell_effort)
            hint = self.tr("Of all your strength. It stands under the words as you tense.")
            grid.addWidget(block(look, name, self.strength, hint))
        self.sliders = (*self.dials.values(), *([self.strength] if self.strength else []))
        for slider in self.sliders:
            slider.moved.connect(self._moved)

    def add(self, part: QWidget) -> None:
        """Put something more beside the sliders."""
        self._grid.addWidget(part)

    @property
    def pace(self) -> tuple[tuple[str, int], ...]:
        """The dials that are not as usual, in percent."""
        found = ((name, slider.value) for name, slider in self.dials.items())
        return tuple((name, value) for name, value in found if value != USUAL)

    @property
    def effort(self) -> int | None:
        """The strength in percent; None for the session's own."""
        if self.strength is None or self.strength.value == self._usual_effort:
            return None
        return self.strength.value

    def show_values(self, pace: tuple[tuple[str, int], ...], effort: int | None) -> None:
        """Put the sliders where they belong; ``moved`` fires once, if any had to move."""
        chosen = dict(pace)
        before = (self.pace, self.effort)
        self._quiet = True
        for name, slider in self.dials.items():
            slider.slider.setValue(chosen.get(name, USUAL))
        if self.strength is not None and self._usual_effort is not None:
            self.strength.slider.setValue(self._usual_effort if effort is None else effort)
        self._quiet = False
        if (self.pace, self.effort) != before:
            self.moved.emit()

    def _moved(self) -> None:
        if not self._quiet:
            self.moved.emit()

    def _tell(self, dial: Dial, percent: int) -> str:
        seconds = min(dial.high, max(dial.low, dial.seconds * percent / 100))
        return self.tr("about {n} s").format(n=f"{seconds:.1f}".removesuffix(".0"))

    def _tell_effort(self, percent: int) -> str:
        return self.tr("about {n} %").format(n=percent)


def block(look: Look, name: str, control: QWidget, hint: str = "") -> QWidget:
    """Return a control with its name over it and a hint under it, as one part of a grid."""
    holder = QWidget()
    column: QVBoxLayout = field(look, name, control, hint)
    column.setContentsMargins(0, 0, 0, 0)
    column.addStretch(1)
    holder.setLayout(column)
    return holder
