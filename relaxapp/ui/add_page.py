"""A session from a file, shown before it is kept: what it is, what to mind, and its licence."""
# Qt explains its own overrides.

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from relaxapp.errors import RelaxappError
from relaxapp.ui.components import Button, Card, Scroll, Text, spoken_length
from relaxapp.ui.theme import SNUG

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from relaxapp.ui.taking_ports import Found, TakingPort
    from relaxapp.ui.theme import Look


class AddPage(Scroll):
    """``kept`` carries the id of a session that is there now, ``leave`` that nothing changed."""

    kept = Signal(str)
    leave = Signal()

    def __init__(self, look: Look, taking: TakingPort, path: str) -> None:
        super().__init__(widest=860)
        self._look, self._taking = look, taking
        self.keep_button: Button | None = None
        self.told = Text(look, "", "body")
        self.told.hide()
        try:
            self._show(path)
        except RelaxappError as error:
            self._refuse(self.tr("This file cannot be added"), str(error))
        self.column.addWidget(self.told)
        row = QHBoxLayout()
        row.setSpacing(SNUG)
        self.leave_button = Button(look, self.tr("Not now"), "large")
        if self.keep_button is None:
            self.leave_button.setText(self.tr("All sessions"))
        else:
            row.addWidget(self.keep_button)
        self.leave_button.clicked.connect(self.leave)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    @property
    def first_control(self) -> QWidget:
        """What Enter should reach first."""
        return self.keep_button or self.leave_button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, path: str) -> None:
        look = self._look
        found = self._taking.look(path)
        self.setAccessibleName(self.tr("Add {title}").format(title=found.title))
        self.column.addWidget(Text(look, self.tr("A session from a file"), "label", "accent"))
        self.column.addWidget(Text(look, found.title, "hero"))
        self.column.addWidget(Text(look, found.purpose, "lead"))
        facts = f"{spoken_length(found.seconds)}  ·  {found.technique}"
        self.column.addWidget(Text(look, facts, "body", "muted"))
        if found.cautions:
            sheet = Card()
            sheet.column.addWidget(Text(look, self.tr("What it says to mind"), "heading"))
            for caution in found.cautions:
                sheet.column.addWidget(Text(look, "•  " + caution))
            self.column.addWidget(sheet)
        licence = self.tr("Licence: {words}").format(words=found.licence)
        self.column.addWidget(Text(look, licence, "body", "muted"))
        if found.recordings:
            self.column.addWidget(Text(look, self._recorded(found), "body", "muted"))
        words = self.tr(
            "Lines that nobody has recorded are said by a voice of this computer, or shown, with a"
            " soft chime. Whoever made it is not known to relaxapp: stop whenever something in it"
            " does you no good."
        )
        self.column.addWidget(Text(look, words, "body", "muted"))
        if found.clash:
            self.told.setText(found.clash)
            self.told.show()
            return
        self.keep_button = Button(look, self.tr("Keep it"), "primary", "check")
        self.keep_button.setMinimumWidth(150)
        self.keep_button.clicked.connect(self._keep)

    def _recorded(self, found: Found) -> str:
        told = (
            self.tr("It brings a recording of one line, which is heard in this session alone.")
            if found.recordings == 1
            else self.tr(
                "It brings recordings of {n} lines, which are heard in this session alone."
            ).format(n=found.recordings)
        )
        if found.authors:
            told += " " + self.tr("From: {who}.").format(who=found.authors)
        if found.own:
            told += " " + self.tr("Where you have recorded the same words, yours are heard.")
        return told

    def _refuse(self, title: str, why: str) -> None:
        self.setAccessibleName(title)
        self.column.addWidget(Text(self._look, title, "hero"))
        self.told.setText(why)
        self.told.show()

    def _keep(self) -> None:
        try:
            session = self._taking.keep()
        except RelaxappError as error:
            self.told.setText(str(error))
            self.told.show()
        else:
            self.kept.emit(session)
