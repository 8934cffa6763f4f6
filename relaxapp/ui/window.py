"""The window: a rail of pages on the left, the page itself beside it, and the way around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from relaxapp.ui import icons
from relaxapp.ui.components import Button
from relaxapp.ui.theme import HAIR, RADIUS, SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import (
        QCloseEvent,
        QEnterEvent,
        QKeyEvent,
        QPaintEvent,
        QResizeEvent,
    )

    from relaxapp.ui.ports import Page, SettingsPort
    from relaxapp.ui.theme import Look

_WIDE_FROM = 940
"""Logical pixels of window; below it the rail shows its words under its icons."""
_LEAST = QSize(560, 360)
"""1280 x 800 at 200 % leaves 640 x 400, less the frame."""


class NavButton(QAbstractButton):
    """One page's entry in the rail."""

    def __init__(self, look: Look, page: Page, number: int) -> None:
        super().__init__()
        self._look, self._page = look, page
        self._wide = True
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(page.title)
        self.setToolTip(f"{page.title}  (Ctrl+{number})")
        look.changed.connect(self.update)

    def set_wide(self, wide: bool) -> None:  # noqa: FBT001 - one of two forms
        """Show the words beside the icon, or under it."""
        self._wide = wide
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._look.font("label" if self._wide else "small"))
        words = metrics.horizontalAdvance(self._page.title)
        if self._wide:
            return QSize(SNUG + 22 + SNUG + words + SNUG, max(44, metrics.height() + SNUG))
        return QSize(max(60, words + TIGHT), 22 + metrics.height() + SNUG + HAIR)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.isChecked()
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if here or self.hasFocus() or self.underMouse():
            edge = look.colour("focus") if self.hasFocus() else look.colour("accent")
            framed = self.hasFocus() or (here and look.colours.plain)
            painter.setPen(QPen(edge, 2) if framed else Qt.PenStyle.NoPen)
            ground = "accent_soft" if here else "card" if self.underMouse() else "inset"
            painter.setBrush(look.colour(ground))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        colour = look.colour("accent_ink" if here else "ink")
        weight = 2.3 if here else 1.8  # the page that is open is drawn bolder, not only tinted
        if self._wide:
            mark = QRectF(SNUG, self.height() / 2 - 11, 22, 22)
            words = QRectF(SNUG * 2 + 22, 0, self.width() - SNUG * 2 - 22, self.height())
            flags = Qt.AlignmentFlag.AlignVCenter
        else:
            # In a low window there is less room than was asked for: the words stay inside.
            tall = QFontMetrics(look.font("small")).height()
            top = max(0, self.height() - 22 - tall) / 2
            mark = QRectF(self.width() / 2 - 11, top, 22, 22)
            words = QRectF(0, top + 22, self.width(), tall)
            flags = Qt.AlignmentFlag.AlignCenter
        icons.paint(painter, self._page.icon, mark, colour, weight)
        painter.setFont(look.font("label" if self._wide else "small"))
        painter.setPen(colour)
        painter.drawText(words, flags, self._page.title)


class RailTool(QAbstractButton):
    """What stands in the rail besides its pages."""

    def set_wide(self, wide: bool) -> None:  # noqa: FBT001 - one of two forms
        """Show the words beside the icon, or under it."""
        raise NotImplementedError


class Mark(QWidget):
    """The app's ring and name at the top of the rail; decoration, the window carries the name."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedHeight(56)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for radius, role, width in ((10, "accent", 2.2), (5, "sand", 2.6)):
            painter.setPen(QPen(self._look.colour(role), width))
            painter.drawEllipse(QRectF(23 - radius, 28 - radius, 2 * radius, 2 * radius))
        painter.setPen(self._look.colour("ink"))
        painter.setFont(self._look.font("heading"))
        painter.drawText(QRectF(44, 0, 200, 56), Qt.AlignmentFlag.AlignVCenter, "relaxapp")


class MainWindow(QWidget):
    """The shell; ``closing`` lets pages keep things.

    Pages are built when they are first shown, the first of them after the window has been painted.
    """

    closing = Signal()
    immersion_changed = Signal()
    """A session has taken the window for itself, or given it back."""

    def __init__(self, look: Look, pages: Sequence[Page], settings: SettingsPort) -> None:
        super().__init__()
        self._look, self._pages, self._settings = look, tuple(pages), settings
        self._built: dict[str, QWidget] = {}
        self._discreet = settings.load().discreet
        self.setWindowTitle("relaxapp")
        self.setWindowIcon(icons.window_icon())
        self.setMinimumSize(_LEAST)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._mark = Mark(look)
        self.buttons: dict[str, NavButton] = {}
        self._tools: list[RailTool] = []
        self.rail = self._make_rail()
        row.addWidget(self.rail)
        self.stack = QStackedWidget()
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addWidget(self.stack, 1)
        row.addLayout(self._column, 1)
        self._place()
        self._opened = False

    def show_page(self, key: str) -> None:
        """Show a page, building it on the first visit."""
        page = self._built.get(key)
        if page is None:
            made = next(one for one in self._pages if one.key == key).build()
            page = cast("QWidget", made)
            self._built[key] = page
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.buttons[key].setChecked(True)
        self._entitle()

    def _toggled(self, key: str, *, on: bool) -> None:
        """Follow the toggle action of a screen reader, which is no click."""
        page = self._built.get(key)
        if on and (page is None or page is not self.stack.currentWidget()):
            self.show_page(key)

    def tell(self, words: str, act: tuple[str, Callable[[], object]] | None = None) -> QWidget:
        """Show something to know over the pages, until it is put away.

        ``act`` is a button's words and what it does; it puts the words away too. Returns what
        shows them, which is gone once it is put away.
        """
        from relaxapp.ui.announcer import Announcer
        from relaxapp.ui.controls import Notice

        notice = Notice(self._look)
        away = Button(self._look, self.tr("All right"), "large")
        away.clicked.connect(notice.deleteLater)
        if act is not None:
            do = Button(self._look, act[0], "large")
            do.clicked.connect(notice.deleteLater)
            do.clicked.connect(act[1])
            notice.row.addWidget(do)
        notice.row.addWidget(away)
        self.add_above(notice)
        notice.tell(words)
        Announcer(self).say(words)
        return notice

    def add_above(self, notice: QWidget) -> None:
        """Put something to know over the pages."""
        self._column.insertWidget(0, notice)

    def add_to_rail(self, tool: RailTool) -> None:
        """Put something that is not a page into the rail, above its last entry."""
        self._rail_column.insertWidget(self._rail_column.count() - 1, tool)
        last = self.buttons[self._pages[-1].key]
        self.setTabOrder(tool, last)
        tool.set_wide(self.width() >= _WIDE_FROM)
        self._tools.append(tool)

    def add_below(self, bar: QWidget) -> None:
        """Put a bar under the pages, nearest to them of those that are there."""
        self._column.insertWidget(self._column.indexOf(self.stack) + 1, bar)

    def set_immersed(self, immersed: bool) -> None:  # noqa: FBT001 - a state
        """Hide the rail while a session plays, so that nothing else asks for attention."""
        self.rail.setVisible(not immersed)
        self.immersion_changed.emit()

    def raise_up(self) -> None:
        """Come to the front, from wherever the window is."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def set_discreet(self, discreet: bool) -> None:  # noqa: FBT001 - a state
        """Keep the window's title to the bare name, or let it tell the page."""
        self._discreet = discreet
        self._entitle()

    def set_full_screen(self, full: bool) -> None:  # noqa: FBT001 - a state
        """Fill the screen, or go back to the window's own size."""
        state = self.windowState()
        flag = Qt.WindowState.WindowFullScreen
        self.setWindowState(state | flag if full else state & ~flag)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        if not self.isFullScreen():
            self._settings.save_geometry(bytes(self.saveGeometry().data()))
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        # The window stands there at once, and its first page comes a blink later: what that page
        # needs is only loaded now.
        if not self._opened:
            self._opened = True
            QTimer.singleShot(0, self, self._open)
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() >= _WIDE_FROM
        self._mark.setVisible(wide)
        self.rail.setFixedWidth(188 if wide else 84)
        for button in self.buttons.values():
            button.set_wide(wide)
        for tool in self._tools:
            tool.set_wide(wide)
        super().resizeEvent(event)

    def _entitle(self) -> None:
        """Let the title tell the page, where nobody minds who reads it."""
        here = self.stack.currentWidget()
        titles = [one.title for one in self._pages if self._built.get(one.key) is here]
        told = titles and not self._discreet
        self.setWindowTitle(f"{titles[0]} \u2013 relaxapp" if told else "relaxapp")

    def _open(self) -> None:
        """Bring the first page; its first control has the focus, so Enter is enough to begin."""
        if not self._built:
            self.show_page(self._pages[0].key)
            self._enter_page()

    def _make_rail(self) -> QFrame:
        rail = QFrame()
        rail.setProperty("surface", "rail")
        rail.setAccessibleName(self.tr("Pages"))
        column = QVBoxLayout(rail)
        column.setContentsMargins(TIGHT, TIGHT, TIGHT, TIGHT)
        column.setSpacing(HAIR)
        column.addWidget(self._mark)
        self._rail_column = column
        for number, page in enumerate(self._pages, 1):
            if number == len(self._pages):
                column.addStretch(1)
            button = NavButton(self._look, page, number)
            button.clicked.connect(lambda _=False, key=page.key: self.show_page(key))
            button.toggled.connect(lambda on, key=page.key: self._toggled(key, on=on))
            column.addWidget(button)
            self.buttons[page.key] = button
        return rail

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl and a number open a page, F6 goes between the rail and the page."""
        number = event.key() - int(Qt.Key.Key_1)
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if ctrl and 0 <= number < len(self._pages):
            self._go(self._pages[number].key)
        elif event.key() == Qt.Key.Key_F6:
            self._step_over()
        else:
            super().keyPressEvent(event)

    def _go(self, key: str) -> None:
        if self.rail.isVisible():
            self.show_page(key)

    def _step_over(self) -> None:
        """F6: from the rail into the page, and back."""
        if self.rail.isHidden() or self.rail.isAncestorOf(self.focusWidget()):
            self._enter_page()
        else:
            checked = next(b for b in self.buttons.values() if b.isChecked())
            checked.setFocus(Qt.FocusReason.TabFocusReason)

    def _enter_page(self) -> None:
        """Go to the page's first control: the one it names, else the first that Tab reaches."""
        page = self.stack.currentWidget()
        first = getattr(page, "first_control", None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
        elif page is not None:
            page.setFocus(Qt.FocusReason.TabFocusReason)
            self.focusNextChild()

    def _place(self) -> None:
        """Stand where the window stood last; the first time at a good size for the screen."""
        kept = self._settings.geometry()
        if kept and self.restoreGeometry(kept):
            return
        room = self.screen().availableSize()
        self.resize(QSize(1120, 760).boundedTo(room * 0.94))
