"""The history: every episode in a table, day by day, to search, narrow, correct and delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from relaxapp.ui import icons
from relaxapp.ui.components import Button, Scroll, Text
from relaxapp.ui.controls import Switch
from relaxapp.ui.journal_days import DayBar
from relaxapp.ui.journal_filters import Filters
from relaxapp.ui.journal_head import EPISODES, Gone, Head
from relaxapp.ui.journal_model import EpisodesModel
from relaxapp.ui.journal_ports import Wanted
from relaxapp.ui.journal_table import ChosenBar, EpisodesTable
from relaxapp.ui.theme import SNUG, TIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.theme import Look

_TALL_FROM = 560
"""Logical pixels of page; a lower one gives its height to the table."""


class HistoryPage(Scroll):
    """``opened`` asks for an episode's form, ``start`` for a live one, ``trash`` for the trash.

    ``turned`` asks for the other view, ``report`` for the doctor's report, where there is one.
    """

    opened = Signal(str)
    start = Signal()
    trash = Signal()
    turned = Signal()
    report = Signal()

    def __init__(self, look: Look, journal: Journal, *, reports: bool = False) -> None:
        super().__init__(widest=1500, margin=SNUG)
        self._look, self._journal = look, journal
        self.setAccessibleName(self.tr("Journal"))
        column = self.column
        column.setSpacing(TIGHT)
        self.head = self._head(reports=reports)
        column.addWidget(self.head)
        self.days = DayBar(look, journal)
        column.addWidget(self.days)
        column.addLayout(self._finder())
        self.filters = Filters(look, journal)
        self.filters.hide()
        self.filters.changed.connect(self._narrow)
        column.addWidget(self.filters)
        self.model = EpisodesModel(look, journal)
        self.table = EpisodesTable(look, self.model)
        self.chosen = ChosenBar(look, journal, self.table)
        column.addWidget(self.chosen)
        self.gone = Gone(look, self.head)
        column.addWidget(self.gone)
        self.nothing = Text(look, "", "lead", "muted")
        column.addWidget(self.nothing)
        column.addWidget(self.table, 1)
        self.pause = Switch(look, self.tr("Pause tracking: nothing asks or offers anything"))
        self.pause.setChecked(journal.ask(lambda port: port.paused(), otherwise=False))
        self.pause.toggled.connect(  # a screen reader toggles it without a click
            lambda on: journal.ask(lambda port: port.set_paused(paused=on), None)
        )
        column.addStretch(0)  # takes the room where there is no table to
        column.addWidget(self.pause)
        self.table.opened.connect(self.opened)
        self.chosen.opened.connect(self.opened)
        self.table.remove.connect(self._remove)
        self.chosen.remove.connect(self._remove)
        self.table.selectionModel().currentRowChanged.connect(self._follow_row)
        journal.changed.connect(self.refresh)
        self.refresh()

    @property
    def first_control(self) -> QWidget:
        """The table, or the search while there is none."""
        return self.search if self.model.rowCount() == 0 else self.table

    def refresh(self) -> None:
        """Read again what is shown."""
        self.table.reload()
        self.days.refresh()
        self._count()
        self.head.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+F goes to the search, Escape lets everything be seen again."""
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if ctrl and event.key() == Qt.Key.Key_F:
            self.search.setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self.search.clear()
            self.table.clearSelection()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        tall = event.size().height() >= _TALL_FROM
        self.head.set_tall(tall=tall)
        self.pause.setVisible(tall)
        super().resizeEvent(event)

    def _head(self, *, reports: bool) -> Head:
        look = self._look
        head = Head(look, self._journal, self, EPISODES)
        self.live = Button(look, self.tr("Start now"), "", "clock")
        self.live.setToolTip(self.tr("An episode that is there now; stop it when it is over"
                                     "  (Ctrl+Shift+L)"))  # fmt: skip
        self.live.clicked.connect(self.start)
        head.add(self.live)
        self.for_doctor = Button(look, self.tr("Report"), "", "doctor")
        self.for_doctor.setAccessibleName(self.tr("Report for the doctor"))
        self.for_doctor.setToolTip(self.tr("A page to show or print, and the log behind it"))
        self.for_doctor.clicked.connect(self.report)
        head.add(self.for_doctor)
        self.for_doctor.setVisible(reports)
        head.trash.connect(self.trash)
        head.turned.connect(self.turned)
        return head

    def _finder(self) -> QHBoxLayout:
        look = self._look
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        self.search = QLineEdit()
        self.search.setFont(look.font("label"))
        self.search.setPlaceholderText(self.tr("Search in notes"))
        self.search.setAccessibleName(self.tr("Search in notes"))
        self.search.setProperty("lens", True)
        lens = QAction(self.tr("Search"), self.search)
        lens.setIcon(icons.icon("search", look.colour("muted"), 18))
        look.changed.connect(lambda: lens.setIcon(icons.icon("search", look.colour("muted"), 18)))
        lens.triggered.connect(self.search.setFocus)
        self.search.addAction(lens, QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._narrow)
        self.more = Button(look, self.tr("Filters"), "chip", "down", size=16)
        self.more.setCheckable(True)
        self.more.toggled.connect(self._fold)
        self.found = Text(look, "", "label", "muted", wrap=False)
        row.addWidget(self.search, 1)
        row.addWidget(self.more)
        row.addWidget(self.found)
        return row

    def _fold(self, shown: bool) -> None:  # noqa: FBT001 - a signal's payload
        self.filters.setVisible(shown)
        self.more.set_icon("up" if shown else "down")

    def _narrow(self) -> None:
        wanted = self.filters.wanted._replace(text=self.search.text().strip())
        if wanted != self.model.wanted:
            self.model.wanted = wanted
            self.model.load()
            self.table.scrollToTop()
            self._count()

    def _count(self) -> None:
        wanted = self.model.wanted
        count = self._journal.ask(lambda port: port.count(wanted), 0)
        told = self.tr("1 episode") if count == 1 else self.tr("{n} episodes").format(n=count)
        self.found.setText(told)
        self.nothing.setVisible(count == 0)
        self.table.setVisible(count > 0)
        self.nothing.setText(
            self.tr("Nothing is logged yet. “Log an episode” keeps one with a single press.")
            if wanted == Wanted()
            else self.tr("Nothing found. “Show everything” in the filters brings all back.")
        )

    def _remove(self) -> None:
        ids = [card.id for card in self.table.picked]
        if ids and self._journal.remove(ids):
            one = self.tr("1 episode is in the trash, for 30 days.")
            many = self.tr("{n} episodes are in the trash, for 30 days.")
            self.gone.tell(one if len(ids) == 1 else many.format(n=len(ids)))

    def _follow_row(self) -> None:
        current = self.table.currentIndex()
        if current.isValid():
            self.days.show_day(self.model.card(current.row()).day)
