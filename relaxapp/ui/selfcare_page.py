"""The journal's other view: drinks, movement, care, medicines and sessions, day by day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QLineEdit, QWidget

from relaxapp.ui import selfcare_words
from relaxapp.ui.components import Button, Scroll, Text
from relaxapp.ui.controls import Chips, Pick
from relaxapp.ui.journal_filters import spans
from relaxapp.ui.journal_head import OTHERS, Gone, Head
from relaxapp.ui.journal_paging import PickedBar
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.ports import Named
from relaxapp.ui.selfcare_adding import Adding
from relaxapp.ui.selfcare_ports import MEDICINE, CareCard, CareWanted
from relaxapp.ui.selfcare_table import CareModel, CareTable
from relaxapp.ui.theme import SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.selfcare_sheet import CareSheet
    from relaxapp.ui.theme import Look

_TALL_FROM = 560
"""Logical pixels of page; a lower one gives its height to the table."""
_WIDE_FROM = 620
"""Logical pixels of page; a narrower one folds the filters away, which would fill it."""


class SelfCarePage(Scroll):
    """``trash`` asks for the trash, ``turned`` for the other view, ``weeks`` for the weekly one."""

    trash = Signal()
    weeks = Signal()
    turned = Signal()

    def __init__(self, look: Look, journal: Journal) -> None:
        super().__init__(widest=1500, margin=SNUG)
        self._look, self._journal = look, journal
        self.sheet: CareSheet | None = None
        self._before: QWidget | None = None
        self.setAccessibleName(self.tr("Journal: everything else"))
        column = self.column
        column.setSpacing(TIGHT)
        self.head = Head(look, journal, self, OTHERS)
        self.head.trash.connect(self.trash)
        self.head.turned.connect(self.turned)
        column.addWidget(self.head)
        self.adding = Adding(look, journal)
        self.adding.added.connect(lambda key: self.open(key, focus=False))
        self.adding.medicine.connect(self._new_medicine)
        self.adding.weeks.clicked.connect(self.weeks)
        column.addWidget(self.adding)
        self._place = column.count()
        """Where in the column the sheet of an entry stands."""
        column.addWidget(self._narrower())
        self.model = CareModel(look, journal)
        self.table = CareTable(look, self.model)
        self.chosen = PickedBar(look, self.table, self.tr("Chosen entries"))
        self.chosen.lay_out()
        column.addWidget(self.chosen)
        self.gone = Gone(look, self.head)
        column.addWidget(self.gone)
        self.nothing = Text(look, "", "lead", "muted")
        column.addWidget(self.nothing)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        self.table.opened.connect(self.open)
        self.chosen.opened.connect(self.open)
        self.table.remove.connect(self._remove_picked)
        self.chosen.remove.connect(self._remove_picked)
        journal.changed.connect(self.refresh)
        self.refresh()

    @property
    def first_control(self) -> QWidget:
        """The table, or the first drink while there is none."""
        return self.table if self.model.rowCount() else next(iter(self.adding.drinks.values()))

    def refresh(self) -> None:
        """Read again what is shown."""
        self.table.reload()
        self.adding.refresh()
        self.head.refresh()
        self._count()

    def open(self, entry: str, *, focus: bool = True) -> None:
        """Show the sheet of an entry; nothing where it is gone."""
        card = self._journal.ask_care(lambda care: care.entry(entry), None)
        if card is not None:
            self._show(card, focus=focus)

    def put_away(self) -> None:
        """Close the sheet, with what was typed last; the focus goes back to where it came from."""
        sheet, before = self.sheet, self._before
        if sheet is None:
            return
        sheet.keep()
        self.sheet = None
        inside = sheet.isAncestorOf(self.window().focusWidget())
        if inside and self.isVisible():
            (before if before is not None and before.isVisible() else self.first_control).setFocus()
        sheet.hide()
        self.column.removeWidget(sheet)
        sheet.deleteLater()

    def forget(self) -> None:
        """Close what is open, and keep nothing of it."""
        if self.sheet is not None:
            self.sheet.give_up()
        self.put_away()
        self.gone.tell("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the sheet away, then lets go of what is chosen."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.sheet is not None:
            self.put_away()
        else:
            self.table.clearSelection()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.head.set_tall(tall=event.size().height() >= _TALL_FROM)
        self.filter.setVisible(event.size().width() < _WIDE_FROM)
        self._fold()
        super().resizeEvent(event)

    def _fold(self) -> None:
        """Show the filters where there is room, or when asked for; never hide one that is on."""
        held = self.model.wanted != CareWanted()
        shown = self.filter.isHidden() or self.filter.isChecked() or held
        self.filter.set_icon("up" if shown else "down")
        for part in (self.kinds, self.span):
            part.setVisible(shown)

    def _narrower(self) -> QWidget:
        look = self._look
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        options = (Named("", self.tr("All")), *selfcare_words.kinds())
        self.kinds = Chips(look, self.tr("Show"), options, "")
        self.kinds.chosen.connect(self._narrow)
        self.span = Pick(look, self.tr("Days"))
        self.span.setMinimumContentsLength(12)
        for label, days in spans():
            self.span.addItem(label, days)
        self.span.activated.connect(lambda _: self._narrow())
        self.found = Text(look, "", "label", "muted", wrap=False)
        self.found.setMinimumHeight(40)
        self.filter = Button(look, self.tr("Filters"), "chip", "down", size=16)
        self.filter.setCheckable(True)
        self.filter.toggled.connect(self._fold)
        for part in (self.filter, self.kinds, self.span, self.found):
            row.addWidget(part)
        return holder

    def _narrow(self) -> None:
        since, days = None, self.span.currentData()
        today = self._journal.ask(lambda port: port.today(), None)
        if days is not None and today is not None:
            since = today - timedelta(days=days - 1)
        wanted = CareWanted(self.kinds.current, since)
        if wanted != self.model.wanted:
            self.model.wanted = wanted
            self.model.load()
            self.table.scrollToTop()
            self._count()

    def _count(self) -> None:
        wanted = self.model.wanted
        count = self._journal.ask_care(lambda care: care.count(wanted), 0)
        one = count == 1
        self.found.setText(self.tr("1 entry") if one else self.tr("{n} entries").format(n=count))
        self.nothing.setVisible(count == 0)
        self.table.setVisible(count > 0)
        self.nothing.setText(
            self.tr("Nothing is logged here yet. One press above keeps something.")
            if wanted == CareWanted()
            else self.tr("Nothing of this kind in these days.")
        )

    def _new_medicine(self) -> None:
        today = self._journal.ask(lambda port: port.today(), None)
        if today is not None:
            self._show(CareCard("", MEDICINE, today), focus=True)

    def _show(self, card: CareCard, *, focus: bool) -> None:
        from relaxapp.ui.selfcare_sheets import sheet_for

        self.put_away()
        before = self.window().focusWidget()
        sheet = sheet_for(self._look, self._journal, card)
        sheet.away.connect(self.put_away)
        sheet.remove.connect(lambda key: self._remove((key,)))
        self.column.insertWidget(self._place, sheet)
        sheet.show()
        self.sheet, self._before = sheet, before
        self._stand_in_tab_order(sheet)
        if focus:
            sheet.first_control.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, sheet, self._reveal)  # it has its place only then
        sheet.announce()

    def _reveal(self) -> None:
        """Scroll such that the sheet is seen whole, or else its beginning."""
        sheet, bar = self.sheet, self.verticalScrollBar()
        if sheet is not None:
            room = self.viewport().height()
            if sheet.geometry().bottom() > bar.value() + room or sheet.y() < bar.value():
                bar.setValue(sheet.y() - SNUG)

    def _stand_in_tab_order(self, sheet: CareSheet) -> None:
        """Let Tab come to the sheet where it stands, though it was made last."""
        last: QWidget = self.adding.weeks
        for part in sheet.findChildren(QWidget):
            inner = isinstance(part.parentWidget(), QAbstractSpinBox)
            if inner or part.window() is not self.window():  # a calendar is a window
                continue
            if isinstance(part, QAbstractButton | QLineEdit | QAbstractSpinBox):
                QWidget.setTabOrder(last, part)
                last = part

    def _remove_picked(self) -> None:
        self._remove([card.id for card in self.table.picked])

    def _remove(self, ids: Sequence[str]) -> None:
        if ids and self._journal.remove(ids):
            one = self.tr("1 entry is in the trash, for 30 days.")
            many = self.tr("{n} entries are in the trash, for 30 days.")
            self.gone.tell(one if len(ids) == 1 else many.format(n=len(ids)))
