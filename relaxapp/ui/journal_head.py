"""What stands at the top of the journal's two views: which of them, undo and redo, the trash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from relaxapp.ui.components import Button, Text, icon_button
from relaxapp.ui.controls import Chips, Notice
from relaxapp.ui.ports import Named
from relaxapp.ui.theme import HAIR, SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.theme import Look

EPISODES: Final = "episodes"
OTHERS: Final = "others"


def undo_keys(page: QWidget, back: Callable[[], object], again: Callable[[], object]) -> None:
    """Let Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y) work in the whole of a page."""
    for keys, act in (("Ctrl+Z", back), ("Ctrl+Shift+Z", again), ("Ctrl+Y", again)):
        shortcut = QShortcut(QKeySequence(keys), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)


class Head(QWidget):
    """``turned`` asks for the other view, ``trash`` for the trash; ``undone`` follows an undo.

    Ctrl+Z and Ctrl+Shift+Z work in the whole ``page``.
    """

    turned = Signal()
    trash = Signal()
    undone = Signal()

    def __init__(self, look: Look, journal: Journal, page: QWidget, here: str) -> None:
        """``here`` is the view that this stands on: `EPISODES` or `OTHERS`."""
        super().__init__()
        self._look, self._journal, self._here = look, journal, here
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(TIGHT)
        self.title = Text(look, self.tr("Journal"), "hero", wrap=False)
        options = (Named(EPISODES, self.tr("Episodes")), Named(OTHERS, self.tr("Everything else")))
        self.views = Chips(look, self.tr("Show"), options, here)
        # Queued, as Qt moves the focus to a chip only after an arrow has picked it.
        self.views.chosen.connect(self._turn, Qt.ConnectionType.QueuedConnection)
        left = QHBoxLayout()
        left.setSpacing(SNUG)
        left.addWidget(self.title)
        left.addWidget(self.views, 1, Qt.AlignmentFlag.AlignVCenter)
        self._lines.addLayout(left, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(HAIR)
        self._buttons.addStretch(1)
        self._lines.addLayout(self._buttons)
        self.undo = icon_button(look, "undo", self.tr("Undo"))
        self.undo.clicked.connect(self.take_back)
        self.redo = icon_button(look, "redo", self.tr("Redo"))
        self.redo.clicked.connect(journal.do_again)
        self.bin = Button(look, self.tr("Trash"), "", "bin")
        self.bin.clicked.connect(self.trash)
        for button in (self.undo, self.redo, self.bin):
            self._buttons.addWidget(button)
        undo_keys(page, self.take_back, journal.do_again)

    def add(self, button: Button) -> None:
        """Put a button before that of the trash."""
        self._buttons.insertWidget(self._buttons.count() - 1, button)

    def set_tall(self, *, tall: bool) -> None:
        """Be large, or give room to what stands below."""
        self.title.setFont(self._look.font("hero" if tall else "heading"))

    def refresh(self) -> None:
        """Read again what could be taken back."""
        for button, label, name in (
            (self.undo, self._journal.ask(lambda port: port.undo_label(), ""), self.tr("Undo")),
            (self.redo, self._journal.ask(lambda port: port.redo_label(), ""), self.tr("Redo")),
        ):
            button.setEnabled(bool(label))
            told = f"{name}: {label}" if label else name
            button.setAccessibleName(told)
            button.setToolTip(told)

    def take_back(self) -> None:
        """Undo the latest step."""
        self._journal.take_back()
        self.undone.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the title where it is narrow, as the rail says it too; then take two lines."""
        needed = self.views.sizeHint().width() + TIGHT + self._buttons.sizeHint().width()
        width = event.size().width()
        self.title.setVisible(width >= needed + self.title.sizeHint().width() + SNUG)
        ways = QBoxLayout.Direction
        self._lines.setDirection(ways.LeftToRight if width >= needed else ways.TopToBottom)
        super().resizeEvent(event)

    def _turn(self) -> None:
        self.views.pick(self._here)  # for whoever comes back
        self.turned.emit()


class Gone(Notice):
    """Tells that something went to the trash, with a button that takes that back."""

    def __init__(self, look: Look, head: Head) -> None:
        super().__init__(look, "bin")
        self.back = Button(look, self.tr("Undo"), "large")
        self.back.clicked.connect(head.take_back)
        self.row.addWidget(self.back)
        head.undone.connect(lambda: self.tell(""))
