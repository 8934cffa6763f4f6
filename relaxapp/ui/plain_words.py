"""The warm, plain answer to a value that is high: that one may ask for help, how, what to bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from relaxapp.ui import check_words as words
from relaxapp.ui.components import Button, Card, Text
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import SNUG, TIGHT

if TYPE_CHECKING:
    from relaxapp.ui.measure_hub import MeasureHub
    from relaxapp.ui.theme import Look


class PlainWords(Card):
    """Hidden while nothing calls for it; ``help`` asks for the page on seeing a doctor.

    ``settled`` fires when it is put away; it does not come back for the same value.
    """

    help = Signal()
    settled = Signal()

    def __init__(self, look: Look, hub: MeasureHub) -> None:
        super().__init__("notice", spacing=TIGHT)
        self._hub, self._entry = hub, ""
        self.title = Text(look, self.tr("You need not carry this alone"), "heading", "dusk")
        self.why = Text(look, "", "body", "dusk")
        self.column.addWidget(self.title)
        self.column.addWidget(self.why)
        for line in words.what_helps():
            self.column.addWidget(Text(look, f"•  {line}", "body", "dusk"))
        self.column.addWidget(Text(look, words.emergency(), "body", "dusk"))
        holder = QWidget()
        row = FlowLayout(holder, SNUG)
        self.settle = Button(look, self.tr("All right"), "soft", "check")
        self.settle.clicked.connect(self._settle)
        self.more = Button(look, self.tr("What to say to the doctor"), "", "doctor")
        self.more.clicked.connect(self.help)
        row.addWidget(self.settle)
        row.addWidget(self.more)
        self.column.addWidget(holder)
        self.hide()

    def refresh(self) -> None:
        """Read again whether there is something to say."""
        found = self._hub.ask(lambda port: port.words(), None)
        self._entry = "" if found is None else found.entry
        if found is not None:
            self.why.setText(words.why(found))
            self.setAccessibleName(f"{self.title.text()}. {self.why.text()}")
        self.setVisible(found is not None)

    def _settle(self) -> None:
        entry = self._entry
        self._hub.ask(lambda port: port.said(entry), None)
        self.refresh()
        self.settled.emit()
