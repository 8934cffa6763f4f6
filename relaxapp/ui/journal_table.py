"""The table of the history, and the bar that appears once several rows are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from relaxapp.ui import journal_words as words
from relaxapp.ui.components import Button, Text
from relaxapp.ui.controls import Pick
from relaxapp.ui.journal_model import (
    BEFORE,
    DAY,
    EDITABLE,
    KIND,
    LASTED,
    NOTE,
    PAGE,
    STRENGTH,
    TIME,
    WHERE,
    CellEditor,
    EpisodesModel,
)
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import SNUG, TIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.journal_ports import EpisodeCard
    from relaxapp.ui.theme import Look

_WIDE_FROM, _WIDER_FROM = 620, 820
_LETTERS = {DAY: 16, TIME: 9, WHERE: 19, KIND: 10, STRENGTH: 11, LASTED: 10, BEFORE: 18, NOTE: 20}
"""How wide the columns are beside each other."""


class EpisodesTable(QTableView):
    """Rows are chosen whole; Enter or a double click on what has no editor opens the form."""

    opened = Signal(str)
    """The form of an episode is asked for."""
    remove = Signal()
    """What is chosen is to go to the trash."""
    chosen = Signal()

    def __init__(self, look: Look, model: EpisodesModel) -> None:
        super().__init__()
        self._look, self.episodes = look, model
        self.setModel(model)
        self._editor = CellEditor(look)
        self.setItemDelegate(self._editor)
        self.setFont(look.font("body"))
        self.setAccessibleName(
            self.tr("Episodes, newest first. Enter opens one, F2 changes a cell, Delete deletes.")
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(120)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(max(40, self.fontMetrics().height() + SNUG))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = self.horizontalHeader()
        columns.setFont(look.font("label"))
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns.setStretchLastSection(True)
        self.doubleClicked.connect(self._pressed)
        self.selectionModel().selectionChanged.connect(self.chosen)

    @property
    def picked(self) -> tuple[EpisodeCard, ...]:
        """The episodes of the chosen rows, in the order of the table."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.episodes.card(row) for row in rows)

    def reload(self) -> None:
        """Read again what is seen, and stay where one was."""
        if self.episodes.editing:
            return
        ids = [card.id for card in self.picked]
        current = self.currentIndex()
        here = self.episodes.card(current.row()).id if current.isValid() else ""
        column, top = current.column(), self.verticalScrollBar().value()
        seen = self.rowAt(self.viewport().height() - 1)
        rows = (seen if seen >= 0 else self.episodes.rowCount()) + PAGE
        self.episodes.load(rows)
        self.verticalScrollBar().setValue(top)
        flags = QItemSelectionModel.SelectionFlag
        at = self.episodes.row_of(here) if here else -1
        model = self.selectionModel()
        if at >= 0:
            model.setCurrentIndex(self.episodes.index(at, column), flags.NoUpdate)
        for one in ids:
            row = self.episodes.row_of(one)
            if row >= 0:
                model.select(self.episodes.index(row, 0), flags.Select | flags.Rows)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, current = event.key(), self.currentIndex()
        editing = self.state() == QAbstractItemView.State.EditingState
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid() and not editing:
            self.opened.emit(self.episodes.card(current.row()).id)
        elif key == Qt.Key.Key_Delete and self.picked and not editing:
            self.remove.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out first what can be read in the form."""
        width = event.size().width()
        for column in (LASTED, BEFORE):
            self.setColumnHidden(column, width < _WIDER_FROM)
        self.setColumnHidden(STRENGTH, width < _WIDE_FROM)
        self._share(width)
        super().resizeEvent(event)

    def _share(self, width: int) -> None:
        """Give each column its share; the last one stretches over the rest."""
        seen = {column: letters for column, letters in _LETTERS.items()
                if not self.isColumnHidden(column)}  # fmt: skip
        letter = max(width / sum(seen.values()), self.fontMetrics().averageCharWidth() * 0.85)
        for column, letters in seen.items():
            self.setColumnWidth(column, int(letter * letters))

    def _pressed(self) -> None:
        current = self.currentIndex()
        if current.isValid() and current.column() not in EDITABLE:
            self.opened.emit(self.episodes.card(current.row()).id)


class ChosenBar(QFrame):
    """What can be done with the chosen rows; hidden while there are none."""

    opened = Signal(str)
    remove = Signal()

    def __init__(self, look: Look, journal: Journal, table: EpisodesTable) -> None:
        super().__init__()
        self._journal, self._table = journal, table
        self.setAccessibleName(self.tr("Chosen episodes"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        self.told = Text(look, "", "label", "muted", wrap=False)
        self.told.setMinimumHeight(38)
        self.open = Button(look, self.tr("Open"), "soft")
        self.open.clicked.connect(lambda: self.opened.emit(table.picked[0].id))
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
        self.bin = Button(look, self.tr("Delete"), "", "bin")
        self.bin.clicked.connect(self.remove)
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        for part in (self.told, self.open, self.kind, self.strength, self.tag, self.bin):
            row.addWidget(part)
        column.addWidget(holder)
        table.chosen.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Follow what is chosen."""
        count = len(self._table.picked)
        self.setVisible(count > 0)
        one = count == 1
        told = self.tr("1 chosen") if one else self.tr("{n} chosen").format(n=count)
        self.told.setText(told)
        self.open.setVisible(one)

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
