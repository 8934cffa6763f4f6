"""The page of what measures weeks: the weekly check, scores, and the on/off trial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from relaxapp.ui.check_section import CheckSection
from relaxapp.ui.components import Scroll, Text, icon_button
from relaxapp.ui.journal_head import undo_keys
from relaxapp.ui.theme import GAP, TIGHT
from relaxapp.ui.trial_card import TrialSheet

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from relaxapp.ui.measure_hub import MeasureHub
    from relaxapp.ui.theme import Look


class CheckPage(Scroll):
    """``leave`` goes back to where one came from, ``help`` to the page on seeing a doctor."""

    leave = Signal()
    help = Signal()

    def __init__(self, look: Look, hub: MeasureHub) -> None:
        super().__init__(widest=820)
        self.setAccessibleName(self.tr("Weekly check"))
        head = QHBoxLayout()
        head.setSpacing(TIGHT)
        self.back = icon_button(look, "back", self.tr("Back to the journal"))
        self.back.clicked.connect(self.leave)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(Text(look, self.tr("Weekly check"), "title"), 1)
        self.column.setSpacing(GAP)
        self.column.addLayout(head)
        self.section = CheckSection(look, hub)
        self.section.help.connect(self.help)
        self.column.addWidget(self.section)
        self.trial = TrialSheet(look, hub)
        self.column.addWidget(self.trial)
        self.column.addStretch(1)
        undo_keys(self, hub.undo, hub.redo)

    @property
    def first_control(self) -> QWidget:
        """What has the focus at first."""
        return self.back

    def show_trial(self) -> None:
        """Go to the trial, as it was asked for."""
        self.trial.come_to_read()
        self.trial.first_control.setFocus(Qt.FocusReason.OtherFocusReason)
        # It has its place only then.
        QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(self.trial.y() - GAP))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave.emit()
        else:
            super().keyPressEvent(event)
