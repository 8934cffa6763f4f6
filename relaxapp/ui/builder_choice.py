"""A question of a session that is being made: kept as it is, or answered for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relaxapp.ui.components import Button, Text
from relaxapp.ui.theme import SNUG

if TYPE_CHECKING:
    from relaxapp.sessions.draft import Part
    from relaxapp.ui.builder_bench import Bench
    from relaxapp.ui.theme import Look

_MUCH = 220
"""Characters of what a way of a question says that are enough to know it by."""


class ChoiceView(QWidget):
    """A question that is asked before the start: kept as it is, or answered here for good."""

    def __init__(self, look: Look, bench: Bench, part: Part) -> None:
        super().__init__()
        self._bench, self._key = bench, part.key
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        words = self.tr(
            "This is asked before the session starts. It stays as it is, or you choose one way for"
            " good, which you can then change."
        )
        column.addWidget(Text(look, words, "body", "muted"))
        self.buttons: list[Button] = []
        for option in part.choice.options if part.choice else ():
            column.addWidget(Text(look, option.label, "strong"))
            told = " ".join(line.text for step in option.steps for line in step.spoken())
            if told:
                told = told if len(told) <= _MUCH else told[:_MUCH].rsplit(" ", 1)[0] + " …"
                column.addWidget(Text(look, told, "body", "muted"))
            button = Button(look, self.tr("Always: {way}").format(way=option.label), "soft")
            button.clicked.connect(lambda _=False, one=option.id: self._decide(one))
            self.buttons.append(button)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _decide(self, option: str) -> None:
        """Put the steps of a way in the place of the question, and look at the first."""
        bench = self._bench
        first = bench.draft.fresh
        bench.change(bench.draft.decided(self._key, option))
        bench.look_at(first)
