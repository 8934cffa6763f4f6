"""What was tried against an episode: each attempt with a rating before and after, if one likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from relaxapp.ui import journal_words as words
from relaxapp.ui.components import Button, Card, Text
from relaxapp.ui.controls import Pick
from relaxapp.ui.journal_ports import Tried
from relaxapp.ui.rating import RatingRow
from relaxapp.ui.theme import SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.ui.theme import Look


class Attempt(QFrame):
    """One attempt."""

    changed = Signal()
    gone = Signal()

    def __init__(self, look: Look, tried: Tried, number: int) -> None:
        super().__init__()
        self._session = tried.session
        name = self.tr("Attempt {n}").format(n=number)
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, TIGHT, 0, TIGHT)
        column.setSpacing(TIGHT)
        self.done = Pick(look, self.tr("{name}: what was done").format(name=name))
        for option in words.reliefs():
            self.done.addItem(option.label, option.id)
        self.done.setEditable(True)
        self.done.setInsertPolicy(Pick.InsertPolicy.NoInsert)
        line = QLineEdit()
        line.setFont(look.font("label"))
        line.setMaxLength(60)
        line.setAccessibleName(self.tr("{name}: what was done").format(name=name))
        self.done.setLineEdit(line)
        at = self.done.findData(tried.done)
        self.done.setCurrentIndex(at)
        if at < 0:
            self.done.setEditText(tried.done)
        ends = (self.tr("none"), self.tr("as strong as can be"))
        self.before = RatingRow(look, self.tr("Before it"), *ends, tried.before)
        self.after = RatingRow(look, self.tr("After it"), *ends, tried.after)
        away = Button(look, self.tr("Take this attempt out"), "link")
        away.clicked.connect(self.gone)
        for part in (self.done, self.before, self.after):
            column.addWidget(part)
        column.addWidget(away, 0, Qt.AlignmentFlag.AlignLeft)
        self.done.activated.connect(lambda _: self.changed.emit())
        line.editingFinished.connect(self.changed)
        self.before.changed.connect(self.changed)
        self.after.changed.connect(self.changed)

    @property
    def tried(self) -> Tried:
        """What was tried; its ``done`` is an id of the vocabulary or the person's own words."""
        text = self.done.currentText().strip()
        at = self.done.findText(text, Qt.MatchFlag.MatchFixedString)
        done = str(self.done.itemData(at)) if at >= 0 else text
        return Tried(done, self.before.value, self.after.value, self._session)


class Attempts(Card):
    """Any number of attempts; ``changed`` fires with each change."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(spacing=SNUG)
        self._look = look
        self.setAccessibleName(self.tr("What you tried"))
        self.column.addWidget(Text(look, self.tr("What you tried"), "heading"))
        self.attempts: list[Attempt] = []
        self.more = Button(look, self.tr("Add something you tried"), "soft")
        self.more.clicked.connect(self._add_first)
        self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def tried(self) -> tuple[Tried, ...]:
        """What was tried; an attempt that says nothing counts as none."""
        return tuple(one.tried for one in self.attempts if one.tried.done)

    def show_tried(self, tried: Sequence[Tried]) -> None:
        """Show attempts without telling anyone."""
        if tuple(tried) == self.tried:
            return
        for attempt in list(self.attempts):
            self._drop(attempt)
        for one in tried:
            self._add(one)

    def _add_first(self) -> None:
        self._add(Tried("moved")).done.setFocus()
        self.changed.emit()

    def _add(self, tried: Tried) -> Attempt:
        attempt = Attempt(self._look, tried, len(self.attempts) + 1)
        attempt.changed.connect(self.changed)
        attempt.gone.connect(lambda: self._remove(attempt))
        self.attempts.append(attempt)
        self.column.insertWidget(self.column.count() - 1, attempt)
        return attempt

    def _remove(self, attempt: Attempt) -> None:
        self._drop(attempt)
        self.more.setFocus()
        self.changed.emit()

    def _drop(self, attempt: Attempt) -> None:
        self.attempts.remove(attempt)
        self.column.removeWidget(attempt)
        attempt.hide()
        attempt.deleteLater()
