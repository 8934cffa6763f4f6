"""The dark page over the player at night: nothing that shines, and the end within reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from relaxapp.ui.components import Button, Text
from relaxapp.ui.theme import ROOM, SNUG, TIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent

    from relaxapp.ui.ports import Frame
    from relaxapp.ui.theme import Look

DARK_AFTER = 20_000
"""Milliseconds without a touch after which the window goes dark."""
_TOUCHES = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel}


class NightCover(QFrame):
    """Covers its parent; ``moved`` asks for an end 15 minutes later (1) or earlier (-1).

    ``woken`` fires when it is touched after the night is over.
    """

    moved = Signal(int)
    woken = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = False
        self._page = parent
        self.setProperty("surface", "night")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("The window is dark"))
        column = QVBoxLayout(self)
        column.setContentsMargins(ROOM, ROOM, ROOM, ROOM)
        column.setSpacing(SNUG)
        column.addStretch(1)
        self.words = Text(look, "", "lead", "night")
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.words)
        holder = self._buttons = QWidget()
        row = QHBoxLayout(holder)
        row.setSpacing(TIGHT)
        row.addStretch(1)
        self.sooner = Button(look, self.tr("15 min sooner"), "night")
        self.later = Button(look, self.tr("15 min later"), "night")
        self.light = Button(look, self.tr("Light"), "night")
        for button in (self.sooner, self.later, self.light):
            button.keep_arrows = False
            row.addWidget(button)
        row.addStretch(1)
        column.addWidget(holder)
        column.addStretch(1)
        self.sooner.clicked.connect(lambda: self.moved.emit(-1))
        self.later.clicked.connect(lambda: self.moved.emit(1))
        self.light.clicked.connect(self.lift)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DARK_AFTER)
        self._timer.timeout.connect(self.fall)
        self._focus: QWidget | None = None
        parent.installEventFilter(self)
        self.hide()

    def begin(self) -> None:
        """Go dark a while from now."""
        self._timer.start()

    def fall(self) -> None:
        """Go dark now."""
        if QApplication.activeModalWidget() is not None and not self._over:
            self._timer.start()  # somebody is at the mixer
            return
        self._timer.stop()
        self._focus = self._page.focusWidget()
        self.setGeometry(self._page.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def lift(self) -> None:
        """Be light again, for a while."""
        self.hide()
        if self._over:
            self.woken.emit()
            return
        if self._focus is not None:
            self._focus.setFocus()
        self._timer.start()

    def show_frame(self, frame: Frame) -> None:
        """Tell how long the sounds go on; who needs help now gets light."""
        if frame.detour:
            if self.isVisible():
                self.lift()
            return
        minutes = round((frame.length - frame.position) / 60)
        words = self.tr("The sounds end in {n} min.").format(n=minutes)
        if frame.state == "paused":
            words = self.tr("Paused")
        elif minutes < 1:
            words = self.tr("The sounds fade away.")
        if words != self.words.text():
            self.words.setText(words)

    def finish(self) -> None:
        """Stay dark when all is over, until somebody touches it."""
        self._over = True
        self._buttons.hide()
        self.words.setText("")
        self.fall()

    def touch(self) -> None:
        """Somebody is awake: stay light a while longer."""
        if self._timer.isActive():
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._page.rect())
        elif event.type() in _TOUCHES:
            self.touch()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._over or event.key() == Qt.Key.Key_Escape:
            self.lift()  # Escape ends a session; nobody wants that in the dark
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.lift()
        event.accept()

    def showEvent(self, event: QShowEvent) -> None:
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._buttons.setCursor(Qt.CursorShape.ArrowCursor)
        super().showEvent(event)
