"""Before a session: bells on the way, and whether it is to end in sleep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from relaxapp.sessions.blends import BELLS, LONGEST_FADE, STAYS
from relaxapp.ui.components import Card, Text
from relaxapp.ui.controls import Pick, Switch, ValueSlider, field
from relaxapp.ui.layouts import CardGrid
from relaxapp.ui.theme import GAP

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from relaxapp.ui.sound_ports import SoundsPort
    from relaxapp.ui.theme import Look

_FADE_STEP = 10


class NightCard(Card):
    """What is chosen here is kept when the session starts, by :meth:`keep`."""

    def __init__(self, look: Look, sounds: SoundsPort) -> None:
        super().__init__(spacing=GAP)
        self._sounds = sounds
        kept = sounds.load()
        self.column.addWidget(Text(look, self.tr("On the way, and at the end"), "heading"))
        self.bells = Pick(look, self.tr("Bell"))
        for minutes in sorted({*BELLS, kept.bell}):
            words = self.tr("every {n} min").format(n=minutes) if minutes else self.tr("none")
            self.bells.addItem(words, minutes)
        self.bells.setCurrentIndex(self.bells.findData(kept.bell))
        hint = self.tr("A soft bell in between, never over words.")
        self.column.addLayout(field(look, self.tr("Bell"), self.bells, hint))
        self.sleep = Switch(look, self.tr("Let me fall asleep"))
        self.sleep.setChecked(kept.asleep)
        self.column.addWidget(self.sleep)
        words = self.tr(
            "Nothing wakes you: the part about coming back is left out, no bell rings at the end,"
            " the window goes dark, and the sounds fade away."
        )
        self.sleep.setAccessibleDescription(words)
        self.column.addWidget(Text(look, words, "small", "muted"))
        self._more = QWidget()
        grid = CardGrid(self._more, least=280, spacing=GAP)
        name = self.tr("The sounds go on for")
        self.stay = Pick(look, name)
        for minutes in sorted({*STAYS, kept.stay}):
            told = self.tr("{n} min").format(n=minutes) if minutes else self.tr("only the fade")
            self.stay.addItem(told, minutes)
        self.stay.setCurrentIndex(self.stay.findData(kept.stay))
        grid.addWidget(_block(look, name, self.stay, self.tr("After the last words.")))
        name = self.tr("Fade")
        bounds = (0, LONGEST_FADE, _FADE_STEP)
        self.fade = ValueSlider(look, name, bounds, kept.fade, self._tell)
        grid.addWidget(_block(look, name, self.fade, self.tr("How slowly they sink to nothing.")))
        self.column.addWidget(self._more)
        self._more.setVisible(kept.asleep)
        self.sleep.toggled.connect(self._more.setVisible)

    @property
    def bell(self) -> int:
        """Minutes from one bell to the next; 0 is none."""
        return int(self.bells.currentData())

    @property
    def night(self) -> tuple[int, int] | None:
        """Minutes of sounds after the last words and seconds of fade, where it ends in sleep."""
        if not self.sleep.isChecked():
            return None
        return int(self.stay.currentData()), self.fade.value

    @property
    def moved(self) -> tuple[SignalInstance, ...]:
        """What tells that the length may be another."""
        return (self.sleep.toggled, self.stay.currentIndexChanged, self.fade.moved)

    def keep(self) -> None:
        """Keep for the next time what is chosen now."""
        self._sounds.save(
            replace(
                self._sounds.load(),
                bell=self.bell,
                asleep=self.sleep.isChecked(),
                stay=int(self.stay.currentData()),
                fade=self.fade.value,
            )
        )

    def _tell(self, seconds: int) -> str:
        return self.tr("none") if seconds == 0 else self.tr("{n} s").format(n=seconds)


def _block(look: Look, name: str, control: QWidget, hint: str) -> QWidget:
    block = QWidget()
    column = field(look, name, control, hint)
    column.setContentsMargins(0, 0, 0, 0)
    block.setLayout(column)
    return block
