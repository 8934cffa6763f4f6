"""Three volumes, each down to a true none, one way to silence them all, and one to the mixer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSlider, QWidget

from relaxapp.settings import Volumes
from relaxapp.ui.components import Picture, Text, icon_button
from relaxapp.ui.theme import HAIR, TIGHT

if TYPE_CHECKING:
    from relaxapp.ui.theme import Look

LOUDEST = 100
KINDS = ("voice", "ambience", "chimes")


class VolumePanel(QWidget):
    """The sliders; ``changed`` fires when what should be heard is another, mute included.

    ``mix_asked`` asks for the mixer of the ambience.
    """

    changed = Signal()
    mix_asked = Signal()

    def __init__(self, look: Look, volumes: Volumes) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Volumes"))
        self.muted = False
        names = {
            "voice": self.tr("Voice"),
            "ambience": self.tr("Ambience"),
            "chimes": self.tr("Chimes"),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(TIGHT)
        grid.setVerticalSpacing(0)
        self.sliders: dict[str, QSlider] = {}
        self._values: dict[str, Text] = {}
        self._names: list[Text] = []
        for row, kind in enumerate(KINDS):
            picture = Picture(look, kind, 18, "ink")
            picture.setToolTip(names[kind])
            slider = QSlider(Qt.Orientation.Horizontal)
            slider.setRange(0, LOUDEST)
            slider.setPageStep(10)
            slider.setMinimumWidth(96)
            slider.setToolTip(names[kind])
            slider.setAccessibleName(self.tr("{kind} volume").format(kind=names[kind]))
            value = Text(look, "", "small", "muted", wrap=False)
            widest = max(self.tr("none"), "100 %", key=len)
            value.setMinimumWidth(value.fontMetrics().horizontalAdvance(widest) + HAIR)
            word = Text(look, names[kind], "small", "muted", wrap=False)
            self._names.append(word)
            for column, part in enumerate((picture, word, slider, value)):
                grid.addWidget(part, row, column)
            self.sliders[kind], self._values[kind] = slider, value
            slider.setValue(getattr(volumes, kind))
            slider.valueChanged.connect(self._moved)
        grid.setColumnStretch(2, 1)
        self.mix_button = icon_button(look, "settings", self.tr("Mix of sounds (X)"), 16)
        self.mix_button.keep_arrows = False
        self.mix_button.set_side(28)
        self.mix_button.clicked.connect(self.mix_asked)
        grid.addWidget(self.mix_button, KINDS.index("ambience"), 4)
        self._tell()

    @property
    def levels(self) -> Volumes:
        """Where the sliders stand, muted or not: this is what is kept."""
        return Volumes(**{kind: slider.value() for kind, slider in self.sliders.items()})

    @property
    def heard(self) -> Volumes:
        """What should be heard now."""
        return Volumes(0, 0, 0) if self.muted else self.levels

    def toggle_mute(self) -> None:
        """Silence all three, or let them sound again as before."""
        self.muted = not self.muted
        self._tell()
        self.changed.emit()

    def set_named(self, named: bool) -> None:  # noqa: FBT001 - one of two forms
        """Say beside the pictures what they stand for, where there is room."""
        for word in self._names:
            word.setVisible(named)

    def nudge(self, step: int) -> None:
        """Make all that sounds louder or quieter; what is at none stays there."""
        for slider in self.sliders.values():
            if slider.value() > 0:
                slider.setValue(min(LOUDEST, max(1, slider.value() + step)))

    def _moved(self) -> None:
        self.muted = False
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        for kind, slider in self.sliders.items():
            level = slider.value()
            words = self.tr("none") if level == 0 else self.tr("{n} %").format(n=level)
            if self.muted:
                words = self.tr("muted")
            self._values[kind].setText(words)
            slider.setAccessibleDescription(words)
