"""The trash: what was deleted waits here for 30 days, to come back or to go for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from relaxapp.ui import icons, selfcare_words
from relaxapp.ui import journal_words as words
from relaxapp.ui.components import Button, Card, Scroll, Text, icon_button
from relaxapp.ui.journal_head import undo_keys
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.selfcare_ports import CareCard
from relaxapp.ui.theme import SNUG, TIGHT

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QKeyEvent, QShowEvent

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.selfcare_ports import Deleted
    from relaxapp.ui.theme import Look

_MARK = 18
_ID = Qt.ItemDataRole.UserRole


class TrashPage(Scroll):
    """A list to choose from; ``leave`` goes back to the history."""

    leave = Signal()

    def __init__(self, look: Look, journal: Journal) -> None:
        super().__init__(widest=980, margin=SNUG)
        self._look, self._journal = look, journal
        self.setAccessibleName(self.tr("Trash"))
        column = self.column
        column.setSpacing(TIGHT)
        self._marks: dict[bool, QIcon] = {}
        row = QHBoxLayout()
        self.back = icon_button(look, "back", self.tr("Back to the journal"))
        self.back.clicked.connect(self.leave)
        row.addWidget(self.back)
        row.addWidget(Text(look, self.tr("Trash"), "title"), 1)
        column.addLayout(row)
        hint = self.tr("What is here goes by itself after 30 days. Choose one or more.")
        column.addWidget(Text(look, hint, "body", "muted"))
        self.nothing = Text(look, self.tr("The trash is empty."), "lead", "muted")
        column.addWidget(self.nothing)
        self.list = QListWidget()
        self.list.setFont(look.font("body"))
        self.list.setAccessibleName(self.tr("Deleted entries, the latest first"))
        self.list.setSelectionMode(QListWidget.SelectionMode.MultiSelection)  # one hand is enough
        self.list.setIconSize(QSize(_MARK, _MARK))
        look.changed.connect(self._draw_marks)
        self.list.itemSelectionChanged.connect(self._follow)
        self.list.setMinimumHeight(140)
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.list, 1)
        holder = QWidget()
        acts = FlowLayout(holder, TIGHT)
        self.restore = Button(look, self.tr("Put back"), "soft", "undo")
        self.restore.clicked.connect(self._restore)
        self.erase = Button(look, self.tr("Erase for good…"), "", "bin")
        self.erase.clicked.connect(self._ask)
        acts.addWidget(self.restore)
        acts.addWidget(self.erase)
        column.addWidget(holder)
        self.question = self._make_question()
        column.addWidget(self.question)
        column.addStretch(0)
        undo_keys(self, journal.take_back, journal.do_again)
        self._draw_marks()
        journal.changed.connect(self.refresh)
        self.refresh()
        if self.list.count() == 1:  # no doubt which one is meant
            self.list.item(0).setSelected(True)

    @property
    def first_control(self) -> QWidget:
        """The list, or the way back while it is empty."""
        return self.list if self.list.count() else self.back

    @property
    def picked(self) -> list[str]:
        """The ids of the chosen entries."""
        return [str(item.data(_ID)) for item in self.list.selectedItems()]

    def refresh(self) -> None:
        """Read the trash again, while it is seen."""
        chosen = set(self.picked)
        today = self._journal.ask(lambda port: port.today(), None)
        self.list.clear()
        for one in self._journal.ask_care(lambda care: care.trashed(), ()):
            item = QListWidgetItem(_told(one, today or one.card.day))
            item.setData(_ID, one.card.id)
            self.list.addItem(item)
            item.setSelected(one.card.id in chosen)
        self.nothing.setVisible(self.list.count() == 0)
        self.list.setVisible(self.list.count() > 0)
        self._follow()

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave.emit()
        else:
            super().keyPressEvent(event)

    def _make_question(self) -> Card:
        look = self._look
        sheet = Card("caution", SNUG, TIGHT)
        self.asked = Text(look, "", "body", "sand")
        sheet.column.addWidget(self.asked)
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        self.keep = Button(look, self.tr("Keep them"), "primary")
        self.keep.clicked.connect(sheet.hide)
        self.sure = Button(look, self.tr("Erase for good"), "caution")
        self.sure.clicked.connect(self._erase)
        row.addWidget(self.keep)
        row.addWidget(self.sure)
        sheet.column.addWidget(holder)
        sheet.hide()
        return sheet

    def _draw_marks(self) -> None:
        """Draw the tick of a chosen entry, as the tint alone would be colour telling a state."""
        none = QPixmap(_MARK, _MARK)
        none.fill(Qt.GlobalColor.transparent)
        tick = icons.icon("check", self._look.colour("accent_ink"), _MARK)
        self._marks = {False: QIcon(none), True: tick}
        self._follow()

    def _follow(self) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setIcon(self._marks[item.isSelected()])
        some = bool(self.list.selectedItems())
        self.restore.setEnabled(some)
        self.erase.setEnabled(some)
        self.question.hide()

    def _ask(self) -> None:
        told = self.tr(
            "Erase {n} for good? They leave the journal and all of its backups, and nothing brings"
            " them back. Backups that you made yourself are not touched."
        )
        self.asked.setText(told.format(n=len(self.picked)))
        self.question.show()
        self.keep.setFocus()

    def _restore(self) -> None:
        self._journal.restore(self.picked)

    def _erase(self) -> None:
        if self._journal.erase(self.picked):
            self.question.hide()


def _told(deleted: Deleted, today: date) -> str:
    """Return an entry of any kind in a line: what it is, when it was, when it was deleted."""
    card = deleted.card
    if isinstance(card, CareCard):
        what = selfcare_words.what(card, today)
        when, kind = selfcare_words.when(card, today), selfcare_words.kind(card)
    else:
        what, kind = words.summary(card), words.tr("Episode")
        when = words.when(card.day, card.start, today)
    gone = words.tr("deleted {day}").format(day=words.within(words.day(deleted.at.date(), today)))
    return selfcare_words.joined(kind, when, what, gone)
