"""From where on insights count a day as one of much caffeine, short sleep or high stress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from relaxapp.settings import CAFFEINE_LIMITS, SHORT_SLEEPS, STRESS_LIMITS
from relaxapp.ui.components import Card, Text
from relaxapp.ui.controls import ValueSlider, field
from relaxapp.ui.theme import GAP

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from relaxapp.ui.ports import SettingsPort
    from relaxapp.ui.theme import Look

_STEP_MG = 10
_REST_MS = 300
"""A slider is kept once it rests for so long, as each pixel of its way is no wish."""


class InsightLimitsCard(Card):
    """Three sliders; what they stand at is kept."""

    def __init__(self, look: Look, settings: SettingsPort) -> None:
        super().__init__(spacing=GAP)
        self._settings = settings
        kept = settings.load()
        self.column.addWidget(Text(look, self.tr("What insights compare"), "heading"))
        hint = self.tr(
            "Choose these once and leave them. Whoever turns them until something shows will be"
            " shown something."
        )
        self.column.addWidget(Text(look, hint, "small", "muted"))
        name = self.tr("Much caffeine")
        bounds = (*CAFFEINE_LIMITS, _STEP_MG)
        self.caffeine = ValueSlider(look, name, bounds, kept.caffeine_limit_mg, self._tell_mg)
        source = self.tr(
            "A cup of coffee has about 90 mg, so 200 mg is about two. What is much for you is"
            " yours to say."
        )
        self.column.addLayout(field(look, name, self.caffeine, source))
        name = self.tr("Short sleep")
        bounds = (*SHORT_SLEEPS, 1)
        self.sleep = ValueSlider(look, name, bounds, kept.short_sleep_hours, self._tell_hours)
        self.column.addLayout(field(look, name, self.sleep))
        name = self.tr("High stress")
        bounds = (*STRESS_LIMITS, 1)
        self.stress = ValueSlider(look, name, bounds, kept.high_stress, self._tell_stress)
        self.column.addLayout(field(look, name, self.stress))
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._keep)
        self._sliders = {
            "caffeine_limit_mg": self.caffeine,
            "short_sleep_hours": self.sleep,
            "high_stress": self.stress,
        }
        for slider in self._sliders.values():
            slider.moved.connect(self._rest.start)

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._rest.isActive():
            self._keep()
        super().hideEvent(event)

    def refresh(self) -> None:
        """Show what is kept, when something else has changed it."""
        kept = self._settings.load()
        for name, slider in self._sliders.items():
            slider.slider.setValue(getattr(kept, name))
        self._rest.stop()

    def _keep(self) -> None:
        self._rest.stop()
        kept = self._settings.load()
        # A limit that was written between two steps of its slider stays as it is.
        moved = {
            name: slider.value
            for name, slider in self._sliders.items()
            if slider.slider.value() != getattr(kept, name)
        }
        if moved:
            self._settings.save(kept.with_(**moved))

    def _tell_mg(self, value: int) -> str:
        return self.tr("{n} mg or more").format(n=value)

    def _tell_hours(self, value: int) -> str:
        return self.tr("under {n} hours").format(n=value)

    def _tell_stress(self, value: int) -> str:
        return self.tr("{n} or more of 10").format(n=value)
