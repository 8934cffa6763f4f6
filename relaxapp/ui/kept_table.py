"""A table of what was kept, from which one row can be deleted: a twin of a picture, or a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relaxapp.ui.components import Button
from relaxapp.ui.plain_table import PlainTable, RowsModel
from relaxapp.ui.theme import TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from relaxapp.ui.theme import Look


class KeptTable(QWidget):
    """``remove`` carries the id of the chosen row."""

    remove = Signal(str)

    def __init__(
        self, look: Look, name: str, headers: Sequence[str], shares: Sequence[int]
    ) -> None:
        super().__init__()
        self._ids: list[str] = []
        self.model = RowsModel(look, headers)
        self.table = PlainTable(look, self.model, name, shares, most=8)
        self.bin = Button(look, self.tr("Delete the chosen row"), "", "bin")
        self.bin.clicked.connect(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.table)
        column.addWidget(self.bin, 0, Qt.AlignmentFlag.AlignLeft)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._follow())
        self._follow()

    def show_rows(self, rows: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        """Show rows, each with the id of its entry."""
        self._ids = [entry for entry, _ in rows]
        self.model.set_rows([cells for _, cells in rows])
        self._follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self._remove()
        else:
            super().keyPressEvent(event)

    def _picked(self) -> str:
        rows = self.table.selectionModel().selectedRows()
        return self._ids[rows[0].row()] if rows else ""

    def _follow(self) -> None:
        self.bin.setEnabled(bool(self._picked()))

    def _remove(self) -> None:
        if picked := self._picked():
            self.remove.emit(picked)
