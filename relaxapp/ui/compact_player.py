"""The small player: ring, title and caption in a little window that stays above the others.

It stands in for the large window and shows what the page there sees, which still leads. Where the
window manager keeps nothing above, it is just small.
"""
# Qt explains its own overrides.

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from relaxapp.ui import icons, phases
from relaxapp.ui.components import Text, icon_button
from relaxapp.ui.phase_ring import PhaseRing
from relaxapp.ui.player_strips import detour_over
from relaxapp.ui.theme import GAP, HAIR, SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QKeyEvent

    from relaxapp.ui.player_view import PlayerView
    from relaxapp.ui.ports import Frame
    from relaxapp.ui.theme import Look

_SIZE = QSize(420, 164)
_RING = 132
_LINES = 3
_SIDE = 36
_BIG_AGAIN = frozenset({Qt.Key.Key_C, Qt.Key.Key_W, Qt.Key.Key_F, Qt.Key.Key_F11})
"""Keys whose doing needs the large window: help with its way back, and the whole screen."""
_KIND = (
    Qt.WindowType.Window
    | Qt.WindowType.WindowStaysOnTopHint
    # With a frame to move it by, but nothing that would make it larger.
    | Qt.WindowType.CustomizeWindowHint
    | Qt.WindowType.WindowTitleHint
    | Qt.WindowType.WindowSystemMenuHint
    | Qt.WindowType.WindowMinimizeButtonHint
    | Qt.WindowType.WindowCloseButtonHint
)
_CORNER = 16
"""Logical pixels that are left to the screen's corner."""


class CompactPlayer(QWidget):
    """A window of its own, there from :meth:`take_over` to :meth:`give_back`."""

    def __init__(self, look: Look, page: PlayerView, press: Callable[[QKeyEvent], bool]) -> None:
        """``press`` does what a key stands for in the large window, and tells whether it did.

        It belongs to nobody, as a child of a hidden window might be hidden with it.
        """
        super().__init__(None, _KIND)
        self._look, self._page, self._press = look, page, press
        self._main: QWidget | None = None
        self._said = ""
        self.setWindowTitle("relaxapp")  # a task bar need not tell more
        self.setWindowIcon(icons.window_icon())
        self.setAccessibleName(self.tr("Small player"))
        self.setFixedSize(_SIZE)
        row = QHBoxLayout(self)
        row.setContentsMargins(SNUG, SNUG, GAP, SNUG)
        row.setSpacing(SNUG)
        self.ring = PhaseRing(look)
        self.ring.setFixedSize(_RING, _RING)
        row.addWidget(self.ring)
        column = QVBoxLayout()
        column.setSpacing(HAIR)
        row.addLayout(column, 1)
        self.title = Text(look, "", "strong", wrap=False)
        # A long title is cut rather than making the window wider.
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.caption = Text(look, "", "label")
        self.caption.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        column.addWidget(self.title)
        column.addWidget(self.caption, 1)
        column.addLayout(self._make_buttons())

    def take_over(self) -> None:
        """Come up in the corner of the screen, in place of the page's window."""
        main = self._main = self._page.window()
        room = main.screen().availableGeometry()
        self.setScreen(main.screen())
        self.move(room.right() - self.width() - _CORNER, room.bottom() - self.height() - 3 * GAP)
        self.show()
        self.raise_()
        self.activateWindow()
        self.play.setFocus(Qt.FocusReason.OtherFocusReason)
        main.hide()

    def give_back(self) -> None:
        """Have the large window again."""
        main = self._main
        self.leave()
        if main is not None:
            main.show()
            main.raise_()
            main.activateWindow()

    def leave(self) -> None:
        """Go, without calling for the large window."""
        self._main = None
        self.hide()

    def show_frame(self, frame: Frame) -> None:
        """Show one moment of the session, as the page has just done."""
        over = detour_over(frame)
        if over:
            self.ring.show_phase(phases.OVER, 0.0, 0.0)
        else:
            self.ring.show_phase(frame.phase, frame.phase_left, frame.phase_done)
        title = self._page.title.text()
        if title != self.title.text():
            self.title.setText(title)
        if frame.caption != self._said:
            self._said = frame.caption
            shown = self._fitting(frame.caption)
            self.caption.setAccessibleName(frame.caption)
            self.caption.setText(shown)
            self.caption.setToolTip(frame.caption if shown != frame.caption else "")
        theirs = self._page.transport.play  # it knows what a press does now
        if theirs.accessibleName() != self.play.accessibleName():
            self.play.setAccessibleName(theirs.accessibleName())
            self.play.setToolTip(theirs.toolTip())
        playing = frame.state in ("playing", "opening")
        self.play.set_icon("back" if over else "pause" if playing else "play")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take the window manager's cross for the way back: the session goes on."""
        event.ignore()
        self.give_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_S, Qt.Key.Key_Escape):
            self.give_back()
            return
        if key in _BIG_AGAIN:
            self.give_back()
        if not self._press(event):
            super().keyPressEvent(event)

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        look, transport = self._look, self._page.transport
        self.play = icon_button(look, "pause", self.tr("Pause (Space)"))
        self.back = icon_button(look, "back10", self.tr("Back 10 seconds (Left)"))
        self.stop = icon_button(look, "stop", self.tr("Stop here"))
        self.large = icon_button(look, "expand", self.tr("Large window (S)"))
        for button, act in (
            (self.play, transport.toggled.emit),
            (self.back, transport.back.emit),
            (self.stop, transport.stopped.emit),
            (self.large, self.give_back),
        ):
            button.keep_arrows = False
            button.set_side(_SIDE)
            button.clicked.connect(act)
            row.addWidget(button)
            if button is self.stop:
                row.addStretch(1)
        return row

    def _fitting(self, words: str) -> str:
        """Return the words, cut where they would not fit into the few lines there are."""
        metrics = QFontMetrics(self.caption.font())
        # Lines end at words, so that not all of their width is used.
        width = _SIZE.width() - _RING - 2 * SNUG - GAP
        room = int(width * (_LINES - 0.4))
        return metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
