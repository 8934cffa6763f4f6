"""The mixer as a sheet over the player, the preparation and the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout

from relaxapp.ui.components import Button, Scroll
from relaxapp.ui.mix_panel import MixPanel
from relaxapp.ui.theme import GAP, TIGHT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from relaxapp.ui.sound_ports import SoundsPort
    from relaxapp.ui.theme import Look

_SIZE = (620, 640)


class MixSheet(QDialog):
    """Shows the mixer until it is closed; ``changed`` as its panel, ``alone`` asks to hear it."""

    changed = Signal()
    alone = Signal()

    def __init__(
        self, look: Look, sounds: SoundsPort, parent: QWidget, *, plays: bool = False
    ) -> None:
        """``plays`` offers to rest in the sounds without a session."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Mix of sounds"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.body = Scroll(margin=GAP)
        self.panel = MixPanel(look, sounds)
        self.panel.changed.connect(self.changed)
        self.body.column.addWidget(self.panel)
        self.body.column.addStretch(1)
        column.addWidget(self.body, 1)
        bar = QFrame()
        bar.setProperty("surface", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(GAP, TIGHT, GAP, TIGHT)
        self.play_button = Button(look, self.tr("Only these sounds, now"), "soft", "play")
        self.play_button.setAutoDefault(False)
        self.play_button.clicked.connect(self._play)
        self.play_button.setVisible(plays)
        self.done_button = Button(look, self.tr("Done"), "primary", "check")
        self.done_button.setAutoDefault(False)
        self.done_button.clicked.connect(self.accept)
        row.addWidget(self.play_button)
        row.addStretch(1)
        row.addWidget(self.done_button)
        column.addWidget(bar)
        for button in self.findChildren(Button):
            button.setAutoDefault(False)  # Enter in the name keeps the mix, and closes nothing
        room = parent.window().size()
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height()))
        next(iter(self.panel.sliders.values())).slider.setFocus()

    def reject(self) -> None:
        if not self.panel.busy:  # what is being copied would be lost
            super().reject()

    def accept(self) -> None:
        if not self.panel.busy:
            super().accept()

    def _play(self) -> None:
        self.accept()
        self.alone.emit()
