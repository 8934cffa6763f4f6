"""The way back from a damaged journal, offered over the pages and done without a restart."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from relaxapp.errors import RelaxappError
from relaxapp.ui import journal_words as words_of
from relaxapp.ui.components import Button
from relaxapp.ui.controls import Notice
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.keeping_ports import KeepingPort
    from relaxapp.ui.theme import Look
    from relaxapp.ui.window import MainWindow


class WayBack(QObject):
    """Shows the notice while the journal is damaged, once, however often it is asked.

    ``found`` may be emitted from any thread; ``mended`` says that there is a journal again.
    """

    found = Signal()
    mended = Signal()

    def __init__(
        self, look: Look, keeping: KeepingPort, journal: Journal, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._look, self._keeping, self._journal = look, keeping, journal
        self._window = window
        self.notice: Notice | None = None
        self.put_back: Button | None = None
        self.anew: Button | None = None
        self.found.connect(self.offer, Qt.ConnectionType.QueuedConnection)

    def offer(self) -> bool:
        """Show the ways back; False where the journal is not damaged."""
        if not self._keeping.damaged():
            return False
        if self.notice is None:
            self.notice = self._make(self._keeping.newest_copy())
        return True

    def _make(self, made: datetime | None) -> Notice:
        look = self._look
        notice = Notice(look)
        notice.setAccessibleName(self.tr("The journal is damaged"))
        words = self.tr(
            "Your journal's file is damaged and cannot be read. It stays as it is, whatever you"
            " choose: it is moved aside, never changed. Sessions work meanwhile."
        )
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        if made is not None:
            # In full, with its year: who has not opened this for long should see that.
            at = f"{words_of.day(made.date(), date.min)} {words_of.clock(made)}"
            self.put_back = Button(
                look, self.tr("Put back the copy of {date}").format(date=at), "soft", "undo"
            )
            self.put_back.clicked.connect(lambda: self._do(self._keeping.put_back))
            row.addWidget(self.put_back)
        else:
            words += " " + self.tr("There is no good copy of it.")
        self.anew = Button(look, self.tr("Begin a new one"), "")
        self.anew.clicked.connect(lambda: self._do(self._keeping.begin_anew))
        row.addWidget(self.anew)
        notice.column.addSpacing(TIGHT)
        notice.column.addWidget(holder)
        self._window.add_above(notice)
        notice.tell(words)
        return notice

    def _do(self, way: Callable[[], str]) -> None:
        try:
            aside = way()
        except RelaxappError as error:
            self._window.tell(str(error))
            return
        if self.notice is not None:
            self.notice.hide()
            self.notice.deleteLater()
        self.notice = self.put_back = self.anew = None
        self._journal.changed.emit()
        self.mended.emit()
        if aside:
            told = self.tr("The journal works again. The damaged file is kept as {path}.")
            self._window.tell(told.format(path=aside))
