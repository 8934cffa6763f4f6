"""The lines that relaxapp has a voice for, to choose one from, the nearest to its step first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from relaxapp.errors import RelaxappError
from relaxapp.ui.components import Button, Text
from relaxapp.ui.theme import GAP, SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.ui.line_ports import LinesPort
    from relaxapp.ui.theme import Look

_SIZE = (640, 600)


class WordsSheet(QDialog):
    """``picked`` carries the line that was chosen; ``sounds`` asks all else to be quiet."""

    picked = Signal(str)
    sounds = Signal()

    def __init__(self, look: Look, lines: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Lines with a voice"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.setContentsMargins(GAP, GAP, GAP, TIGHT)
        column.setSpacing(SNUG)
        outer.addLayout(column, 1)
        column.addWidget(Text(look, self.tr("Choose a line"), "heading"))
        hint = self.tr("Both voices of relaxapp say these. What fits this step best comes first.")
        column.addWidget(Text(look, hint, "body", "muted"))
        self.search = QLineEdit()
        self.search.setFont(look.font("label"))
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search the lines"))
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._take)
        column.addWidget(self.search)
        self.list = QListWidget()
        self.list.setFont(look.font("body"))
        self.list.setAccessibleName(self.tr("Lines; Enter chooses"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for line in lines:
            self.list.addItem(QListWidgetItem(line))
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(self._take)
        self.list.currentRowChanged.connect(self._follow)
        column.addWidget(self.list, 1)
        self.told = Text(look, "", "label", "muted")
        self.told.hide()
        column.addWidget(self.told)
        outer.addWidget(self._foot(look))
        room = parent.window().size()
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height()))
        self.list.setFocus()
        self._follow()

    def _foot(self, look: Look) -> QFrame:
        bar = QFrame()
        bar.setProperty("surface", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(GAP, TIGHT, GAP, TIGHT)
        self.hear = Button(look, self.tr("Hear it"), "soft", "play")
        self.hear.setAutoDefault(False)
        self.hear.clicked.connect(self._hear)
        self.hear.hide()
        self._lines: LinesPort | None = None
        self._voice = ""
        row.addWidget(self.hear)
        row.addStretch(1)
        self.leave_button = Button(look, self.tr("Not now"), "large")
        self.leave_button.clicked.connect(self.reject)
        self.take_button = Button(look, self.tr("Take it"), "primary", "check")
        self.take_button.clicked.connect(self._take)
        for button in (self.leave_button, self.take_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        return bar

    def offer_to_hear(self, lines: LinesPort, voice: str) -> None:
        """Let a line be heard before it is taken."""
        self._lines, self._voice = lines, voice
        self.finished.connect(lambda _: lines.silence())
        self.hear.show()

    def _hear(self) -> None:
        item = self.list.currentItem()
        if self._lines is None or self.list.currentRow() < 0:
            return
        self.sounds.emit()
        try:
            self._lines.hear(item.text(), self._voice)
        except RelaxappError as error:
            self.told.setText(str(error))
            self.told.show()

    def _filter(self, text: str) -> None:
        """Show what holds every word, and stand on the first of it."""
        asked = text.casefold().split()
        first = -1
        for row in range(self.list.count()):
            item = self.list.item(row)
            hit = all(word in item.text().casefold() for word in asked)
            item.setHidden(not hit)
            if hit and first < 0:
                first = row
        self.list.setCurrentRow(first)

    def _follow(self) -> None:
        for button in (self.take_button, self.hear):
            button.setEnabled(self.list.currentRow() >= 0)

    def _take(self) -> None:
        item = self.list.currentItem()
        if self.list.currentRow() >= 0:
            self.picked.emit(item.text())
            self.accept()
