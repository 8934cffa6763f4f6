"""How the person likes a session: voice, position, sounds, delay and what it asks besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from relaxapp.ui.components import Button, Card, Text, spoken_length
from relaxapp.ui.controls import Chips, Switch, ValueSlider
from relaxapp.ui.layouts import CardGrid
from relaxapp.ui.offers import MIX, NONE, ambiences, voices
from relaxapp.ui.shape_sliders import block
from relaxapp.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.ui.ports import Named, Preparation, SessionCard, SettingsPort
    from relaxapp.ui.theme import Look

LONGEST_DELAY = 600
_SECONDS_TO = 120
"""Seconds up to which a delay is told in seconds alone."""
_DESK, _OPEN, _CLOSED = "desk", "open", "closed"


class LikingCard(Card):
    """``changed`` fires with each choice; ``alone`` asks for the mix of sounds alone."""

    changed = Signal()
    alone = Signal()

    def __init__(
        self,
        look: Look,
        card: SessionCard,
        settings: SettingsPort,
        usual: Preparation,
        *,
        at_once: bool,
    ) -> None:
        """``usual`` is how things stand before; ``at_once`` is help that waits for nothing."""
        super().__init__(spacing=GAP)
        self._look, self._settings = look, settings
        self._eyes_open = settings.load().eyes_open
        self._at_desk = usual.position == _DESK
        self.column.addWidget(Text(look, self.tr("How you like it"), "heading"))
        holder = QWidget()
        self._grid = CardGrid(holder, least=310, spacing=GAP)
        self.voice = self._chips(self.tr("Voice"), voices(self), usual.voice, shown=not card.timer)
        self.position: Chips | None = None
        if card.positions:
            self.position = self._chips(self.tr("Position"), card.positions, usual.position)
        self.eyes: Chips | None = None
        if card.eyes:
            self.eyes = self._chips(self.tr("Eyes"), card.eyes, usual.eyes)
            if self.position is not None:
                self.position.chosen.connect(self._open_eyes_at_desk)
        self._add_sounds(NONE if card.ambience is None else usual.ambience or NONE)
        self.delay: ValueSlider | None = None
        if not at_once:
            self._add_delay(min(usual.delay, LONGEST_DELAY))
        self.choices = {
            choice.name: self._chips(choice.label, choice.options, choice.options[0].id)
            for choice in card.choices
        }
        self.tones: Switch | None = None
        if card.breathes:
            self._add_tones()
        self.column.addWidget(holder)

    def show_chosen(self, chosen: Preparation) -> None:
        """Let every control stand as it is chosen; the delay stays."""
        self.voice.pick(chosen.voice)
        self.ambience.pick(chosen.ambience or NONE)
        if self.position is not None:
            self.position.pick(chosen.position)
        if self.eyes is not None:
            self.eyes.pick(chosen.eyes)
        for name, one in chosen.choices:
            if name in self.choices:
                self.choices[name].pick(one)
        if self.tones is not None:
            self.tones.setChecked(chosen.tones)

    def _chips(
        self, name: str, options: Sequence[Named], current: str, *, shown: bool = True
    ) -> Chips:
        chips = Chips(self._look, name, options, current)
        chips.chosen.connect(self.changed)
        if shown:
            self._grid.addWidget(block(self._look, name, chips))
        return chips

    def _add_sounds(self, current: str) -> None:
        name = self.tr("Sound around you")
        self.ambience = Chips(self._look, name, ambiences(self), current)
        self.ambience.chosen.connect(self.changed)
        part = block(self._look, name, self.ambience)
        words = self.tr("Mix of sounds…")
        self.mix_button = Button(self._look, words, "link", "settings", size=16)
        self.mix_button.clicked.connect(self._open_mix)
        column = part.layout()
        if column is not None:
            column.addWidget(self.mix_button)
        self._grid.addWidget(part)

    def _add_delay(self, delay: int) -> None:
        look, name = self._look, self.tr("Start delay")
        self.delay = ValueSlider(look, name, (0, LONGEST_DELAY, 5), delay, self._tell_delay)
        self.delay.moved.connect(self.changed)
        hint = self.tr("Time to settle before the voice.")
        self._grid.addWidget(block(look, name, self.delay, hint))

    def _add_tones(self) -> None:
        self.tones = Switch(self._look, self.tr("A soft tone goes along"))
        self.tones.toggled.connect(self.changed)
        hint = self.tr(
            "It rises as you breathe in, falls as you breathe out, and is as loud as the chimes."
        )
        name = self.tr("Tones with the breath")
        self._grid.addWidget(block(self._look, name, self.tones, hint))

    def _open_eyes_at_desk(self) -> None:
        """Let the eyes be open at the desk, and as before away from it."""
        if self.position is None or self.eyes is None:
            return
        at_desk = self.position.current == _DESK
        if at_desk is not self._at_desk:
            self._at_desk = at_desk
            self.eyes.pick(_OPEN if at_desk or self._eyes_open else _CLOSED)

    def _open_mix(self) -> None:
        from relaxapp.ui.mix_sheet import MixSheet

        sheet = MixSheet(self._look, self._settings.sounds, self, plays=True)
        sheet.changed.connect(lambda: self.ambience.pick(MIX))
        sheet.alone.connect(self.alone)
        sheet.open()

    def _tell_delay(self, seconds: int) -> str:
        if seconds == 0:
            return self.tr("none")
        if seconds <= _SECONDS_TO:
            return self.tr("{n} s").format(n=seconds)
        return spoken_length(seconds)
