"""Episodes as a table that Qt reads page by page, however many there are; edited in place."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate

from relaxapp.ui import journal_words as words
from relaxapp.ui.controls import Pick
from relaxapp.ui.journal_ports import DayCard, EpisodeCard, Wanted
from relaxapp.ui.ports import Named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.theme import Look

Index = QModelIndex | QPersistentModelIndex

PAGE: Final = 200
DAY, TIME, WHERE, KIND, STRENGTH, LASTED, BEFORE, NOTE = range(8)
EDITABLE: Final = (KIND, STRENGTH, NOTE)
NOBODY: Final = QModelIndex()


class EpisodesModel(QAbstractTableModel):
    """The episodes that are wanted, newest first; a day is named on its first row."""

    def __init__(self, look: Look, journal: Journal) -> None:
        super().__init__()
        self._look, self._journal = look, journal
        self.wanted = Wanted()
        self._rows: list[EpisodeCard] = []
        self._firsts: set[int] = set()
        self._days: Mapping[date, DayCard] = {}
        self._complete = False
        self.editing = False
        self._today: date | None = None
        self._headers = (
            words.tr("Day"), words.tr("Time"), words.tr("Where"), words.tr("Kind"),
            words.tr("Strength"), words.tr("Lasted"), words.tr("Before"), words.tr("Note"),
        )  # fmt: skip

    def load(self, rows: int = PAGE) -> None:
        """Read the first ``rows`` episodes again."""
        self.beginResetModel()
        wanted = self.wanted
        self._today = self._journal.ask(lambda port: port.today(), self._today)
        found = self._journal.ask(lambda port: port.episodes(wanted, rows, None), ())
        self._rows = list(found)
        self._complete = len(found) < rows
        self._know_days()
        self.endResetModel()

    def card(self, row: int) -> EpisodeCard:
        """Return the episode of a row."""
        return self._rows[row]

    def row_of(self, episode: str) -> int:
        """Return the row of an episode, or -1 where it is not among those read."""
        return next((n for n, card in enumerate(self._rows) if card.id == episode), -1)

    def rowCount(self, parent: Index = NOBODY) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOBODY) -> int:
        return 0 if parent.isValid() else len(self._headers)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._complete

    def fetchMore(self, parent: Index) -> None:
        """Read the next page behind what is there."""
        if parent.isValid() or self._complete:
            return
        wanted, last = self.wanted, self._rows[-1] if self._rows else None
        found = self._journal.ask(lambda port: port.episodes(wanted, PAGE, last), ())
        self._complete = len(found) < PAGE
        if found:
            at = len(self._rows)
            self.beginInsertRows(QModelIndex(), at, at + len(found) - 1)
            self._rows += found
            self._know_days()
            self.endInsertRows()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        if role == Qt.ItemDataRole.FontRole:  # a header's own font is lost to the style sheet
            return self._look.font("label")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in EDITABLE else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        card = self._rows[row]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._day(row) if column == DAY else _CELLS[column](card)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = self._named(card.day) if column == DAY else _CELLS[column](card)
            return f"{self._headers[column]}: {told or words.tr('not said')}"
        return self._further(card, column, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() not in EDITABLE:
            return False
        name = {KIND: "kind", STRENGTH: "intensity", NOTE: "note"}[index.column()]
        card = self._rows[index.row()]
        if getattr(card, name) == value:
            return False
        # The row stays where it is: nothing jumps, and thousands need not be read for one.
        self.editing = True
        kept = self._journal.save(card._replace(**{name: value}))
        self.editing = False
        now = self._journal.ask(lambda port: port.episode(card.id), None)
        self._rows[index.row()] = now or card
        self.dataChanged.emit(index, index)
        return kept

    def _further(self, card: EpisodeCard, column: int, role: int) -> Any:
        """What is asked for besides the words of a cell."""
        if role == Qt.ItemDataRole.EditRole:
            return {KIND: card.kind, STRENGTH: card.intensity, NOTE: card.note}.get(column)
        if role == Qt.ItemDataRole.FontRole and column == DAY:
            return self._look.font("strong")
        if role == Qt.ItemDataRole.ToolTipRole and column in (WHERE, BEFORE, NOTE):
            return _CELLS[column](card) or None
        return None

    def _know_days(self) -> None:
        at = 0
        self._firsts = set()
        for _, group in groupby(self._rows, key=lambda card: card.day):
            self._firsts.add(at)
            at += len(list(group))
        if self._rows:
            days = [card.day for card in self._rows]
            first, last = min(days), max(days)
            self._days = self._journal.ask(lambda port: port.days(first, last), {})

    def _day(self, row: int) -> str:
        return self._named(self._rows[row].day) if row in self._firsts else ""

    def _named(self, day: date) -> str:
        told = words.day(day, self._today or day)
        known = self._days.get(day)
        if known is None or known.status == "unknown":
            return told
        return f"{told} · {status(known.status).lower()}"


class CellEditor(QStyledItemDelegate):
    """A pick list for kind and strength, a line for the note."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002 - Qt's signature
        column = index.column()
        if column == NOTE:
            line = QLineEdit(parent)
            line.setFont(self._look.font("body"))
            line.setAccessibleName(words.tr("Note"))
            return line
        name = words.tr("Kind") if column == KIND else words.tr("Strength")
        pick = Pick(self._look, name)
        pick.setParent(parent)
        pick.setMinimumContentsLength(4)
        pick.addItem(words.tr("Not said"), "" if column == KIND else None)
        for option_ in words.kinds() if column == KIND else ():
            pick.addItem(option_.label, option_.id)
        for number in range(11 if column == STRENGTH else 0):
            pick.addItem(str(number), number)
        pick.activated.connect(lambda _: self._done(pick))
        return pick

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, Pick):
            editor.setCurrentIndex(max(0, editor.findData(value)))
        elif isinstance(editor, QLineEdit):
            editor.setText(str(value or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, Pick):
            model.setData(index, editor.currentData())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text().strip())

    def _done(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)


def statuses() -> tuple[Named, ...]:
    """Return what can be said of a day."""
    return (
        Named("unknown", words.tr("Not said")),
        Named("partial", words.tr("Only some logged")),
        Named("complete", words.tr("All logged")),
    )


def status(given: str) -> str:
    """Return the label of a day's status."""
    return next(one.label for one in statuses() if one.id == given)


def _strength(card: EpisodeCard) -> str:
    return "" if card.intensity is None else words.tr("{n} of 10").format(n=card.intensity)


_CELLS: Final[Mapping[int, Callable[[EpisodeCard], str]]] = {
    TIME: lambda card: words.clock(card.start),
    WHERE: lambda card: words.sites(card.sites),
    KIND: lambda card: words.kind(card.kind),
    STRENGTH: _strength,
    LASTED: words.lasted,
    BEFORE: lambda card: ", ".join(words.word(tag) for tag in card.before),
    NOTE: lambda card: " ".join(card.note.split()),
}
