"""What the journal's tables share: entries read page by page, each day named once."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from relaxapp.ui import journal_words as words
from relaxapp.ui.components import Button, Text
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.plain_table import dress
from relaxapp.ui.theme import TIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from PySide6.QtGui import QKeyEvent

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.theme import Look

Index = QModelIndex | QPersistentModelIndex

PAGE: Final = 200
NOBODY: Final = QModelIndex()
DAY: Final = 0
"""The column of the day, in every table."""


class PagedModel(QAbstractTableModel):
    """Cards with an ``id`` and a ``day``, newest first; a day is named on its first row."""

    def __init__(self, look: Look, journal: Journal, headers: Sequence[str]) -> None:
        super().__init__()
        self.look, self.journal = look, journal
        self.headers = tuple(headers)
        self.rows: list[Any] = []
        self.editing = False
        """While a cell is written the rows stay as they are."""
        self._firsts: set[int] = set()
        self._complete = False
        self.today: date | None = None

    def read(self, limit: int, after: Any) -> Sequence[Any]:
        """Return up to ``limit`` cards, those that follow ``after`` (None: from the first on)."""
        raise NotImplementedError

    def cell(self, card: Any, column: int) -> str:
        """Return the words of a cell, in any column but that of the day."""
        raise NotImplementedError

    def named(self, day: date) -> str:
        """Return what a day is called."""
        return words.day(day, self.today or day)

    def grown(self) -> None:
        """Note what is to be known of the rows that are there now."""
        at = 0
        self._firsts = set()
        for _, group in groupby(self.rows, key=lambda card: card.day):
            self._firsts.add(at)
            at += len(list(group))

    def load(self, rows: int = PAGE) -> None:
        """Read the first ``rows`` cards again."""
        self.beginResetModel()
        self.today = self.journal.ask(lambda port: port.today(), self.today)
        found = self.read(rows, None)
        self.rows = list(found)
        self._complete = len(found) < rows
        self.grown()
        self.endResetModel()

    def card(self, row: int) -> Any:
        """Return the card of a row."""
        return self.rows[row]

    def row_of(self, entry: str) -> int:
        """Return the row of an entry, or -1 where it is not among those read."""
        return next((n for n, card in enumerate(self.rows) if card.id == entry), -1)

    def rowCount(self, parent: Index = NOBODY) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOBODY) -> int:
        return 0 if parent.isValid() else len(self.headers)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._complete

    def fetchMore(self, parent: Index) -> None:
        """Read the next page behind what is there."""
        if parent.isValid() or self._complete:
            return
        found = self.read(PAGE, self.rows[-1] if self.rows else None)
        self._complete = len(found) < PAGE
        if found:
            at = len(self.rows)
            self.beginInsertRows(QModelIndex(), at, at + len(found) - 1)
            self.rows += found
            self.grown()
            self.endInsertRows()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headers[section]
        if role == Qt.ItemDataRole.FontRole:  # a header's own font is lost to the style sheet
            return self.look.font("label")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        card = self.rows[row]
        if role == Qt.ItemDataRole.DisplayRole:
            if column == DAY:
                return self.named(card.day) if row in self._firsts else ""
            return self.cell(card, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = self.named(card.day) if column == DAY else self.cell(card, column)
            return f"{self.headers[column]}: {told or words.tr('not said')}"
        return self.further(card, column, role)

    def further(self, card: Any, column: int, role: int) -> Any:  # noqa: ARG002 - for those above
        """Return what is asked for besides the words of a cell."""
        if role == Qt.ItemDataRole.FontRole and column == DAY:
            return self.look.font("strong")
        return None


class PagedTable(QTableView):
    """Rows are chosen whole; Enter opens one, Delete asks for those chosen to go."""

    opened = Signal(str)
    """The form of an entry is asked for."""
    remove = Signal()
    """What is chosen is to go to the trash."""
    chosen = Signal()

    def __init__(
        self, look: Look, model: PagedModel, name: str, letters: Mapping[int, int]
    ) -> None:
        """``letters`` says how wide the columns are beside each other."""
        super().__init__()
        self._look, self.entries, self.letters = look, model, letters
        self.setModel(model)
        dress(self, look, name, least=40)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMinimumHeight(120)
        columns = self.horizontalHeader()
        columns.setFont(look.font("label"))
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.doubleClicked.connect(self._pressed)
        self.selectionModel().selectionChanged.connect(self.chosen)

    @property
    def picked(self) -> tuple[Any, ...]:
        """The cards of the chosen rows, in the order of the table."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.entries.card(row) for row in rows)

    def reload(self) -> None:
        """Read again what is seen, and stay where one was."""
        if self.entries.editing:
            return
        ids = [card.id for card in self.picked]
        current = self.currentIndex()
        here = self.entries.card(current.row()).id if current.isValid() else ""
        column, top = current.column(), self.verticalScrollBar().value()
        seen = self.rowAt(self.viewport().height() - 1)
        rows = (seen if seen >= 0 else self.entries.rowCount()) + PAGE
        self.entries.load(rows)
        self.verticalScrollBar().setValue(top)
        flags = QItemSelectionModel.SelectionFlag
        at = self.entries.row_of(here) if here else -1
        model = self.selectionModel()
        if at >= 0:
            model.setCurrentIndex(self.entries.index(at, column), flags.NoUpdate)
        for one in ids:
            row = self.entries.row_of(one)
            if row >= 0:
                model.select(self.entries.index(row, 0), flags.Select | flags.Rows)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, current = event.key(), self.currentIndex()
        editing = self.state() == QAbstractItemView.State.EditingState
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid() and not editing:
            self.opened.emit(self.entries.card(current.row()).id)
        elif key == Qt.Key.Key_Delete and self.picked and not editing:
            self.remove.emit()
        else:
            super().keyPressEvent(event)

    def share(self, width: int) -> None:
        """Give each column its share of a width; the last one stretches over the rest."""
        seen = {column: letters for column, letters in self.letters.items()
                if not self.isColumnHidden(column)}  # fmt: skip
        letter = max(width / sum(seen.values()), self.fontMetrics().averageCharWidth() * 0.85)
        for column, letters in seen.items():
            self.setColumnWidth(column, int(letter * letters))

    def opens(self, column: int) -> bool:  # noqa: ARG002 - for those above
        """Tell whether a double click on a column opens the form."""
        return True

    def _pressed(self) -> None:
        current = self.currentIndex()
        if current.isValid() and self.opens(current.column()):
            self.opened.emit(self.entries.card(current.row()).id)


class PickedBar(QFrame):
    """What can be done with the chosen rows of a table; hidden while there are none."""

    opened = Signal(str)
    remove = Signal()

    def __init__(self, look: Look, table: PagedTable, name: str) -> None:
        super().__init__()
        self._table = table
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.told = Text(look, "", "label", "muted", wrap=False)
        self.told.setMinimumHeight(38)
        self.open = Button(look, self.tr("Open"), "soft")
        self.open.clicked.connect(lambda: self.opened.emit(table.picked[0].id))
        self.bin = Button(look, self.tr("Delete"), "", "bin")
        self.bin.clicked.connect(self.remove)
        holder = QWidget()
        self._row = FlowLayout(holder, TIGHT)
        column.addWidget(holder)
        table.chosen.connect(self.refresh)

    def lay_out(self, *further: QWidget) -> None:
        """Stand in a row, with what else there is before the last button."""
        for part in (self.told, self.open, *further, self.bin):
            self._row.addWidget(part)
        self.refresh()

    def refresh(self) -> None:
        """Follow what is chosen."""
        count = len(self._table.picked)
        self.setVisible(count > 0)
        one = count == 1
        told = self.tr("1 chosen") if one else self.tr("{n} chosen").format(n=count)
        self.told.setText(told)
        self.open.setVisible(one)
