"""A table that is only read: rows of words, as a twin of a picture or a list too long for cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from relaxapp.ui import journal_words as words
from relaxapp.ui.theme import SNUG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from relaxapp.ui.theme import Look

Index = QModelIndex | QPersistentModelIndex
_NOBODY = QModelIndex()


def dress(table: QTableView, look: Look, name: str, least: int) -> None:
    """Make a table one of whole rows that are only read, each at least ``least`` px high."""
    table.setFont(look.font("body"))
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    rows = table.verticalHeader()
    rows.hide()
    rows.setDefaultSectionSize(max(least, table.fontMetrics().height() + SNUG))
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    columns = table.horizontalHeader()
    columns.setHighlightSections(False)
    columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    columns.setStretchLastSection(True)


class RowsModel(QAbstractTableModel):
    """Rows of cells, each ready to be read; an empty cell is shown as nothing."""

    def __init__(self, look: Look, headers: Sequence[str]) -> None:
        super().__init__()
        self._look, self.headers = look, tuple(headers)
        self._rows: tuple[tuple[str, ...], ...] = ()

    def set_rows(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOBODY) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOBODY) -> int:
        return 0 if parent.isValid() else len(self.headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        text = self._rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headers[index.column()]}: {text or words.tr('not said')}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headers[section]
        if role == Qt.ItemDataRole.FontRole:  # a header's own font is lost to the style sheet
            return self._look.font("label")
        return None


class PlainTable(QTableView):
    """Shows a `RowsModel`; ``shares`` says how wide the columns are beside each other.

    As high as its rows up to ``most`` of them, so that a short one leaves no hole.
    """

    def __init__(
        self, look: Look, model: RowsModel, name: str, shares: Sequence[int], most: int = 12
    ) -> None:
        super().__init__()
        self._shares, self._most, self._model = tuple(shares), most, model
        self.setModel(model)
        dress(self, look, name, least=36)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        model.modelReset.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        width, whole = event.size().width(), sum(self._shares)
        least = self.fontMetrics().averageCharWidth() * 0.9
        for column, share in enumerate(self._shares):
            self.setColumnWidth(column, int(max(width * share / whole, share * least)))
        super().resizeEvent(event)

    def _fit(self) -> None:
        rows = min(self._most, max(1, self._model.rowCount()))
        height = rows * self.verticalHeader().defaultSectionSize()
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(height + head + 2 * self.frameWidth() + 4)
