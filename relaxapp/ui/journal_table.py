"""The table of the history, and the bar that appears once several rows are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from relaxapp.ui import journal_words as words
from relaxapp.ui.controls import Pick
from relaxapp.ui.journal_model import (
    BEFORE,
    EDITABLE,
    KIND,
    LASTED,
    NOTE,
    STRENGTH,
    TIME,
    WHERE,
    CellEditor,
    EpisodesModel,
)
from relaxapp.ui.journal_paging import DAY, PagedTable, PickedBar

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.theme import Look

_WIDE_FROM, _WIDER_FROM = 620, 820
_LETTERS = {DAY: 26, TIME: 10, WHERE: 20, KIND: 9, STRENGTH: 10, LASTED: 10, BEFORE: 12, NOTE: 16}
"""How wide the columns are beside each other."""


class EpisodesTable(PagedTable):
    """A double click on what has no editor opens the form."""

    def __init__(self, look: Look, model: EpisodesModel) -> None:
        name = words.tr(
            "Episodes, newest first. Enter opens one, F2 changes a cell, Delete deletes."
        )
        super().__init__(look, model, name, _LETTERS)
        self._editor = CellEditor(look)
        self.setItemDelegate(self._editor)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out first what can be read in the form."""
        width = event.size().width()
        for column in (LASTED, BEFORE):
            self.setColumnHidden(column, width < _WIDER_FROM)
        self.setColumnHidden(STRENGTH, width < _WIDE_FROM)
        self.share(width)
        super().resizeEvent(event)

    def opens(self, column: int) -> bool:
        return column not in EDITABLE


class ChosenBar(PickedBar):
    """Besides, what can be said of all that is chosen at once."""

    def __init__(self, look: Look, journal: Journal, table: EpisodesTable) -> None:
        super().__init__(look, table, words.tr("Chosen episodes"))
        self._journal = journal
        self.kind = Pick(look, self.tr("Kind for all that are chosen"))
        self.kind.setMinimumContentsLength(10)
        self.kind.addItem(self.tr("Set kind…"), None)
        for option in words.kinds():
            self.kind.addItem(option.label, option.id)
        self.kind.activated.connect(lambda _: self._set(self.kind, "kind"))
        self.strength = Pick(look, self.tr("Strength for all that are chosen"))
        self.strength.setMinimumContentsLength(10)
        self.strength.addItem(self.tr("Set strength…"), None)
        for number in range(11):
            self.strength.addItem(str(number), number)
        self.strength.activated.connect(lambda _: self._set(self.strength, "intensity"))
        self.tag = QLineEdit()
        self.tag.setFont(look.font("label"))
        self.tag.setMaxLength(60)
        self.tag.setPlaceholderText(self.tr("Add a tag"))
        self.tag.setAccessibleName(self.tr("Tag for all that are chosen"))
        self.tag.setFixedWidth(130)
        self.tag.returnPressed.connect(self._add_tag)
        self.lay_out(self.kind, self.strength, self.tag)

    def _set(self, pick: Pick, name: str) -> None:
        value = pick.currentData()
        pick.setCurrentIndex(0)
        if value is not None:
            cards = [card._replace(**{name: value}) for card in self._table.picked]
            self._journal.save(*cards)

    def _add_tag(self) -> None:
        tag = " ".join(self.tag.text().split())
        self.tag.clear()
        if tag:
            cards = [
                card._replace(before=(*card.before, tag))
                for card in self._table.picked
                if tag not in card.before
            ]
            self._journal.save(*cards)
