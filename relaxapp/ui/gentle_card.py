"""The question whether muscles cramp easily: asked once, quietly, and answered with one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from relaxapp.ui.components import Button, Card, Text
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import GAP, HAIR, SNUG

if TYPE_CHECKING:
    from relaxapp.ui.theme import Look


class GentleCard(Card):
    """``answered`` carries whether sessions should spare what cramps easily."""

    answered = Signal(bool)

    def __init__(self, look: Look, reason: str) -> None:
        """``reason`` is "first", or "journal" where cramps were logged of late."""
        super().__init__("notice", GAP, HAIR)
        asked = self.tr("Do your muscles cramp or go into spasm easily?")
        if reason == "journal":
            asked = self.tr("Your journal tells of cramps or many episodes. Shall we go gently?")
        self.setAccessibleName(asked)
        self.column.addWidget(Text(look, asked, "strong"))
        hint = self.tr(
            "Then what only lets go comes first, and calves and feet are never tightened unless"
            " you take them in yourself. Settings can change it at any time."
        )
        self.column.addWidget(Text(look, hint, "body", "muted"))
        self.column.addSpacing(HAIR)
        holder = QWidget()
        row = FlowLayout(holder, SNUG)
        self.yes = Button(look, self.tr("Yes, go gently"), "soft")
        self.no = Button(look, self.tr("No, as usual"), "")
        for button, prone in ((self.yes, True), (self.no, False)):
            button.setAccessibleDescription(asked)
            button.clicked.connect(lambda _=False, p=prone: self.answered.emit(p))
            row.addWidget(button)
        self.column.addWidget(holder)
