"""One spoken line of a step: its words, who says it, and a recording of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from relaxapp.sessions.fitting import tidy
from relaxapp.sessions.script import MAX_TEXT
from relaxapp.ui.components import Text, icon_button
from relaxapp.ui.theme import HAIR

if TYPE_CHECKING:
    from relaxapp.sessions.script import Line
    from relaxapp.ui.line_sound import LineSound
    from relaxapp.ui.theme import Look


class LineRow(QWidget):
    """``changed`` when other words stand there, ``library`` and ``removed`` when these are asked.

    With ``sound`` it says who speaks, and lets one record it oneself.
    """

    changed = Signal()
    library = Signal()
    removed = Signal()

    def __init__(
        self, look: Look, name: str, text: str, sound: LineSound | None, *, lasts: bool = False
    ) -> None:
        """``name`` tells the line from the others, ``lasts`` that it cannot be taken out."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HAIR)
        row = QHBoxLayout()
        row.setSpacing(HAIR)
        self.field = QLineEdit(text)
        self.field.setFont(look.font("body"))
        self.field.setMaxLength(MAX_TEXT)
        self.field.setPlaceholderText(self.tr("Write what is said here"))
        self.field.setAccessibleName(name)
        self.field.setCursorPosition(0)
        self.field.textEdited.connect(lambda _: self.changed.emit())
        row.addWidget(self.field, 1)
        self.library_button = icon_button(
            look, "search", self.tr("{name}: choose one with a voice").format(name=name), 18
        )
        self.library_button.clicked.connect(self.library)
        row.addWidget(self.library_button)
        self.bin = icon_button(look, "clear", self.tr("{name}: take it out").format(name=name), 18)
        self.bin.clicked.connect(self.removed)
        self.bin.setVisible(not lasts)
        row.addWidget(self.bin)
        column.addLayout(row)
        self.others = Text(look, "", "small", "muted")
        self.others.hide()
        column.addWidget(self.others)
        self.sound = sound
        if sound is not None:
            column.addWidget(sound)
            sound.show_text(text)

    @property
    def text(self) -> str:
        """The words, as a session can hold them."""
        return tidy(self.field.text())

    def show_line(self, line: Line | None) -> None:
        """Show what is said now, if anything, and whether other words take turns with it."""
        self.show_text(line.text if line else "")
        others = line.others if line else ()
        self.others.setVisible(bool(others))
        if others:
            told = self.tr("Takes turns with: {words}").format(words="  ·  ".join(others))
            self.others.setText(told)

    def show_text(self, text: str) -> None:
        """Show other words, unless they are the same but for a blank being typed."""
        if text != self.text:
            self.field.setText(text)
        if self.sound is not None:
            self.sound.show_text(text)
