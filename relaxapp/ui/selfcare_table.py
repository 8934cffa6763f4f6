"""All that is no episode as a table, day by day, read page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt

from relaxapp.ui import journal_words as words
from relaxapp.ui import selfcare_words
from relaxapp.ui.journal_paging import DAY, PagedModel, PagedTable
from relaxapp.ui.selfcare_ports import CareWanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.selfcare_ports import CareCard
    from relaxapp.ui.theme import Look

TIME, KIND, WHAT = range(1, 4)
_LETTERS: Final = {DAY: 16, TIME: 11, KIND: 22, WHAT: 50}
_NARROW_LETTERS: Final = {DAY: 16, TIME: 11, WHAT: 34}
_WIDE_FROM: Final = 620
"""Logical pixels of table; a narrower one tells the kind along with the rest."""


class CareModel(PagedModel):
    """The entries that are wanted."""

    def __init__(self, look: Look, journal: Journal) -> None:
        headers = (words.tr("Day"), words.tr("Time"), words.tr("Kind"), words.tr("What"))
        super().__init__(look, journal, headers)
        self.wanted = CareWanted()
        self.merged = False
        """Whether the last column tells the kind too."""

    def read(self, limit: int, after: CareCard | None) -> Sequence[CareCard]:
        wanted = self.wanted
        return self.journal.ask_care(lambda care: care.entries(wanted, limit, after), ())

    def cell(self, card: CareCard, column: int) -> str:
        if column == TIME:
            return "" if card.at is None else words.hour(card.day, card.at)
        if column == KIND:
            return selfcare_words.kind(card)
        what = selfcare_words.what(card, self.today or card.day)
        return selfcare_words.joined(selfcare_words.kind(card), what) if self.merged else what

    def further(self, card: CareCard, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole and column == WHAT:
            return self.cell(card, column) or None
        return super().further(card, column, role)


class CareTable(PagedTable):
    """Nothing is edited in a cell: the sheet above the table has all of an entry."""

    def __init__(self, look: Look, model: CareModel) -> None:
        name = words.tr("Entries, newest first. Enter opens one, Delete deletes.")
        super().__init__(look, model, name, _LETTERS)
        self._model = model

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = event.size().width()
        self._model.merged = width < _WIDE_FROM
        self.letters = _NARROW_LETTERS if self._model.merged else _LETTERS
        self.setColumnHidden(KIND, self._model.merged)
        self.share(width)
        super().resizeEvent(event)
