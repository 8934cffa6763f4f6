"""Episodes as a table that Qt reads page by page, however many there are; edited in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate

from relaxapp.ui import journal_words as words
from relaxapp.ui.controls import Pick
from relaxapp.ui.journal_paging import DAY, PagedModel
from relaxapp.ui.journal_ports import Wanted
from relaxapp.ui.ports import Named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.journal_paging import Index
    from relaxapp.ui.journal_ports import DayCard, EpisodeCard
    from relaxapp.ui.theme import Look

TIME, WHERE, KIND, STRENGTH, LASTED, BEFORE, NOTE = range(1, 8)
EDITABLE: Final = (KIND, STRENGTH, NOTE)


class EpisodesModel(PagedModel):
    """The episodes that are wanted, edited in place."""

    def __init__(self, look: Look, journal: Journal) -> None:
        headers = (
            words.tr("Day"), words.tr("Time"), words.tr("Where"), words.tr("Kind"),
            words.tr("Strength"), words.tr("Lasted"), words.tr("Before"), words.tr("Note"),
        )  # fmt: skip
        super().__init__(look, journal, headers)
        self.wanted = Wanted()
        self._days: Mapping[date, DayCard] = {}

    def read(self, limit: int, after: EpisodeCard | None) -> Sequence[EpisodeCard]:
        wanted = self.wanted
        return self.journal.ask(lambda port: port.episodes(wanted, limit, after), ())

    def cell(self, card: EpisodeCard, column: int) -> str:
        return _CELLS[column](card)

    def named(self, day: date) -> str:
        known = self._days.get(day)
        if known is None or known.status == "unknown":
            return super().named(day)
        return f"{super().named(day)} · {status(known.status).lower()}"

    def grown(self) -> None:
        super().grown()
        if self.rows:
            days = [card.day for card in self.rows]
            first, last = min(days), max(days)
            self._days = self.journal.ask(lambda port: port.days(first, last), {})

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in EDITABLE else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() not in EDITABLE:
            return False
        name = {KIND: "kind", STRENGTH: "intensity", NOTE: "note"}[index.column()]
        card = self.rows[index.row()]
        if getattr(card, name) == value:
            return False
        # The row stays where it is: nothing jumps, and thousands need not be read for one.
        self.editing = True
        kept = self.journal.save(card._replace(**{name: value}))
        self.editing = False
        now = self.journal.ask(lambda port: port.episode(card.id), None)
        self.rows[index.row()] = now or card
        self.dataChanged.emit(index, index)
        return kept

    def further(self, card: EpisodeCard, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.EditRole:
            return {KIND: card.kind, STRENGTH: card.intensity, NOTE: card.note}.get(column)
        if role == Qt.ItemDataRole.ToolTipRole and column == DAY:
            return self.named(card.day)
        if role == Qt.ItemDataRole.ToolTipRole and column in (WHERE, BEFORE, NOTE):
            return _CELLS[column](card) or None
        return super().further(card, column, role)


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
        Named("partial", words.tr("Some logged")),
        Named("complete", words.tr("All logged")),
    )


def status(given: str) -> str:
    """Return the label of a day's status."""
    return next(one.label for one in statuses() if one.id == given)


def _strength(card: EpisodeCard) -> str:
    return "" if card.intensity is None else words.tr("{n} of 10").format(n=card.intensity)


_CELLS: Final[Mapping[int, Callable[[EpisodeCard], str]]] = {
    TIME: lambda card: words.hour(card.day, card.start),
    WHERE: lambda card: words.sites(card.sites),
    KIND: lambda card: words.kind(card.kind),
    STRENGTH: _strength,
    LASTED: words.lasted,
    BEFORE: lambda card: ", ".join(words.word(tag) for tag in card.before),
    NOTE: lambda card: " ".join(card.note.split()),
}
