"""The two questions about the past week, with a button that keeps the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relaxapp.ui import check_words as words
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Button
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.rating import RatingRow
from relaxapp.ui.theme import SNUG, TIGHT

if TYPE_CHECKING:
    from relaxapp.ui.measure_hub import MeasureHub
    from relaxapp.ui.theme import Look


class WeekQuestions(QWidget):
    """``kept`` fires once the answers are on the disk; other buttons may stand beside "Keep"."""

    kept = Signal()

    def __init__(self, look: Look, hub: MeasureHub) -> None:
        super().__init__()
        self._hub = hub
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        self.anxiety = RatingRow(look, *words.anxiety())
        self.interference = RatingRow(look, *words.interference())
        holder = QWidget()
        self.row = FlowLayout(holder, SNUG)
        self.keep = Button(look, self.tr("Keep"), "soft", "check")
        self.keep.clicked.connect(self._keep)
        self.row.addWidget(self.keep)
        for part in (self.anxiety, self.interference):
            part.changed.connect(self._follow)
            column.addWidget(part)
        column.addWidget(holder)
        self._follow()

    @property
    def first_control(self) -> QWidget:
        """Where Tab lands first."""
        return self.anxiety.first_control

    def clear(self) -> None:
        """Go back to no answer."""
        self.anxiety.pick(None)
        self.interference.pick(None)
        self._follow()

    def _follow(self) -> None:
        some = self.anxiety.value is not None or self.interference.value is not None
        self.keep.setEnabled(some)

    def _keep(self) -> None:
        given = self.anxiety.value, self.interference.value
        if self._hub.do(lambda port: port.rate(*given)):
            self.clear()
            Announcer(self).say(self.tr("Kept."))
            self.kept.emit()
