"""Settings of the data itself: a backup into a file, one put back, and everything erased."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QScrollArea, QWidget

from relaxapp.errors import RelaxappError
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.components import Button, Card, Text
from relaxapp.ui.controls import Switch, field
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.theme import GAP, SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.ui.keeping_ports import KeepingPort
    from relaxapp.ui.theme import Look


class DataCard(Card):
    """``replaced`` says that the journal is another now, ``erased`` that all of it is gone."""

    replaced = Signal()
    erased = Signal()

    def __init__(self, look: Look, keeping: KeepingPort) -> None:
        super().__init__(spacing=GAP)
        self._look, self._keeping = look, keeping
        self.column.addWidget(Text(look, self.tr("Backup"), "heading"))
        words = self.tr(
            "relaxapp copies the journal every day beside it. A backup of your own is one file,"
            " which you can keep elsewhere."
        )
        self.column.addWidget(Text(look, words, "body", "muted"))
        name = self.tr("Passphrase")
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setFont(look.font("label"))
        self.passphrase.setAccessibleName(name)
        hint = self.tr(
            "Leave it empty for an ordinary file. With words here the file is locked, and nobody"
            " opens it without them, nor does relaxapp. To restore a locked file, type them first."
        )
        self.passphrase.setAccessibleDescription(hint)
        self.shown = Switch(look, self.tr("Show the passphrase"))
        self.shown.toggled.connect(self._unveil)
        self.column.addLayout(field(look, name, self.passphrase, hint))
        self.column.addWidget(self.shown)
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        self.back_up = Button(look, self.tr("Back up now…"), "soft")
        self.back_up.clicked.connect(self._back_up)
        self.restore = Button(look, self.tr("Restore…"))
        self.restore.clicked.connect(self._restore)
        self.erase = Button(look, self.tr("Erase all my data…"), icon="bin")
        self.erase.clicked.connect(self._ask)
        for button in (self.back_up, self.restore, self.erase):
            row.addWidget(button)
        self.column.addWidget(holder)
        self.told = Text(look, "", "label", "accent")
        self.told.hide()
        self.column.addWidget(self.told)
        self.sheet = self._make_sheet()
        self.sheet.hide()
        self.column.addWidget(self.sheet)

    def _make_sheet(self) -> Card:
        """Build what asks before everything is erased: a word to type, as a slip types none."""
        look = self._look
        sheet = Card("caution", SNUG, TIGHT)
        self._word = self.tr("erase")
        words = self.tr(
            "This erases the journal, its copies, your settings, your recordings and relaxapp's own"
            " files, for good."
            " Backups that you keep elsewhere stay, and so do sessions you wrote. To go on, type"
            " “{word}”."
        ).format(word=self._word)
        sheet.column.addWidget(Text(look, words, "body"))
        self.typed = QLineEdit()
        self.typed.setFont(look.font("label"))
        self.typed.setAccessibleName(self.tr("Type “{word}” to confirm").format(word=self._word))
        self.typed.setAccessibleDescription(words)
        self.typed.textChanged.connect(self._weigh)
        sheet.column.addWidget(self.typed)
        holder = QWidget()
        row = FlowLayout(holder, TIGHT)
        self.really = Button(look, self.tr("Erase everything"), "caution", "bin")
        self.really.setEnabled(False)
        self.really.clicked.connect(self._erase)
        self.keep = Button(look, self.tr("Keep everything"))
        self.keep.clicked.connect(self._put_away)
        row.addWidget(self.really)
        row.addWidget(self.keep)
        sheet.column.addWidget(holder)
        return sheet

    def _back_up(self) -> None:
        secret = self.passphrase.text()
        name = "relaxapp-journal.age" if secret else "relaxapp-journal.db"
        first = str(Path(_documents()) / name)
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Back up now"), first)
        if path and self._try(lambda: self._keeping.back_up(path, secret)):
            self._forget()
            self._say(self.tr("Backed up to {path}.").format(path=path))

    def _restore(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Restore"), _documents())
        if not path:
            return
        secret = self.passphrase.text()
        kept: list[str] = []

        def restore() -> None:
            if not secret and self._keeping.wants_passphrase(path):
                raise RelaxappError(
                    self.tr("This backup is encrypted: type its passphrase, then choose it again.")
                )
            kept.append(self._keeping.restore(path, secret))

        if not self._try(restore):
            if not secret:
                self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._forget()
        told = self.tr("The backup is in place.")
        if kept[0]:
            told += " " + self.tr("What it replaced is kept as {path}.").format(path=kept[0])
        self._say(told)
        self.replaced.emit()

    def _unveil(self, shown: bool) -> None:  # noqa: FBT001 - a signal's payload
        # A slip in words that nobody sees would lock the file for good.
        modes = QLineEdit.EchoMode
        self.passphrase.setEchoMode(modes.Normal if shown else modes.Password)

    def _forget(self) -> None:
        self.passphrase.clear()
        self.shown.setChecked(False)

    def _ask(self) -> None:
        self.typed.clear()
        self.sheet.show()
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._bring_in_sight)

    def _bring_in_sight(self) -> None:
        """Scroll to the question: it opens below what was pressed."""
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None:
            page.ensureWidgetVisible(self.sheet)

    def _weigh(self) -> None:
        self.really.setEnabled(self.typed.text().strip().casefold() == self._word.casefold())

    def _erase(self) -> None:
        if self._try(self._keeping.erase_everything):
            self._say(self.tr("Everything is erased. relaxapp begins anew."))
        self._put_away()
        self.erased.emit()  # what could be erased is gone in any case

    def _put_away(self) -> None:
        self.erase.setFocus(Qt.FocusReason.OtherFocusReason)
        self.typed.clear()
        self.sheet.hide()

    def _try(self, act: Callable[[], None]) -> bool:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            act()
        except RelaxappError as error:
            self._say(str(error))
            return False
        finally:
            QGuiApplication.restoreOverrideCursor()
        return True

    def _say(self, words: str) -> None:
        self.told.setText(words)
        self.told.show()
        Announcer(self.told).say(words)


def _documents() -> str:
    """Return where a person keeps files; the folder that relaxapp was started in is none."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
