"""The pages of a report on the screen: as they will be printed, or as text to be read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAccessibleWidget,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from relaxapp.ui import access
from relaxapp.ui.components import Card, Text, icon_button
from relaxapp.ui.controls import Chips
from relaxapp.ui.layouts import FlowLayout
from relaxapp.ui.ports import Named
from relaxapp.ui.theme import GAP, HAIR, SNUG, TIGHT

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAccessibleInterface, QKeyEvent, QPaintEvent, QResizeEvent

    from relaxapp.ui.report_ports import PagesPort
    from relaxapp.ui.theme import Look

ZOOMS: Final = (1.0, 1.25, 1.5, 2.0, 3.0)
"""Times the width that there is."""
PICTURE, TEXT = "picture", "text"
_INCHES: Final = 8.4
"""How wide a page is, about; the exact number only sets how much of the room it takes."""
_HIGH: Final = 420
_PER_INCH: Final = 96


class Sheet(QWidget):
    """One page as a picture; ``turn`` and ``zoom`` ask for another by so many steps.

    Left, Right, Page up and Page down turn the pages, plus and minus change their size.
    """

    turn = Signal(int)
    zoom = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        access.offer(_as_picture)
        self._picture = QPixmap()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: QPixmap) -> None:
        """Show a page."""
        self._picture = picture
        size = picture.deviceIndependentSize().toSize()
        self.setFixedSize(size + QSize(2, 2))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        turns = {keys.Key_Left: -1, keys.Key_PageUp: -1, keys.Key_Right: 1, keys.Key_PageDown: 1}
        zooms = {keys.Key_Plus: 1, keys.Key_Minus: -1}
        if event.key() in turns:
            self.turn.emit(turns[keys(event.key())])
        elif event.key() in zooms:
            self.zoom.emit(zooms[keys(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.drawPixmap(1, 1, self._picture)
        palette = self.palette()
        lit = self.hasFocus()
        painter.setPen(QPen(palette.accent() if lit else palette.mid(), 2 if lit else 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def _as_picture(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    """Return an interface that says of a page that it is a picture."""
    if not isinstance(thing, Sheet):
        return None
    return access.keep(QAccessibleWidget(thing, QAccessible.Role.Graphic), thing)


class _Frame(QScrollArea):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # up and down are for the whole of the page


class ReportPreview(Card):
    """Turns the pages, makes them larger, and tells what is on them; ``turned`` at each page."""

    turned = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(padding=GAP, spacing=SNUG)
        self._look = look
        self._pages: PagesPort | None = None
        self.number, self._zoom = 0, 0
        self.setAccessibleName(self.tr("Preview"))
        self._bar()
        self.sheet = Sheet()
        self.sheet.turn.connect(self.turn)
        self.sheet.zoom.connect(self.zoom)
        self.frame = _Frame()
        self.frame.setWidget(self.sheet)
        self.frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.frame.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.frame.setFrameShape(QScrollArea.Shape.NoFrame)
        self.frame.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("The page as text"))
        self.text.setTabChangesFocus(True)
        self.text.setFont(look.font("body"))
        self.text.setMinimumHeight(_HIGH)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.frame)
        self.stack.addWidget(self.text)
        self.column.addWidget(self.stack)
        # Resized many times while a window grows; a page takes a moment to paint.
        self._soon = QTimer(self, singleShot=True, interval=60)
        self._soon.timeout.connect(self._paint)
        self.show_pages(None)

    def show_pages(self, pages: PagesPort | None) -> None:
        """Show a report, from the page on that was shown before; None for none."""
        self._pages = pages
        self.number = min(self.number, pages.count - 1) if pages is not None else 0
        self.stack.setVisible(pages is not None)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def turn(self, by: int) -> None:
        """Show another page."""
        if self._pages is not None:
            number = min(max(self.number + by, 0), self._pages.count - 1)
            if number != self.number:
                self.number = number
                self._show()
                self.turned.emit()

    def zoom(self, by: int) -> None:
        """Make the page larger or smaller."""
        self._zoom = min(max(self._zoom + by, 0), len(ZOOMS) - 1)
        self._show()

    def _bar(self) -> None:
        look = self._look
        holder = QWidget()
        row = FlowLayout(holder, SNUG)
        turning = QWidget()
        line = QHBoxLayout(turning)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(HAIR)
        self.back = icon_button(look, "back", self.tr("Previous page"))
        self.back.clicked.connect(lambda: self.turn(-1))
        self.told = Text(look, "", "label", wrap=False)
        self.on = icon_button(look, "forward", self.tr("Next page"))
        self.on.clicked.connect(lambda: self.turn(1))
        self.smaller = icon_button(look, "minus", self.tr("Smaller"))
        self.smaller.clicked.connect(lambda: self.zoom(-1))
        self.larger = icon_button(look, "plus", self.tr("Larger"))
        self.larger.clicked.connect(lambda: self.zoom(1))
        for piece in (self.back, self.told, self.on):
            line.addWidget(piece)
        line.addSpacing(TIGHT)
        line.addWidget(self.smaller)
        line.addWidget(self.larger)
        row.addWidget(turning)
        options = (Named(PICTURE, self.tr("As it prints")), Named(TEXT, self.tr("As text")))
        self.kind = Chips(look, self.tr("Show the page"), options, PICTURE)
        self.kind.chosen.connect(self._show)
        row.addWidget(self.kind)
        self.column.addWidget(holder)

    def _show(self) -> None:
        pages = self._pages
        count = 0 if pages is None else pages.count
        place = self.tr("Page {n} of {all}").format(n=self.number + 1, all=count)
        self.told.setText(place if count else "")
        self.back.setEnabled(self.number > 0)
        self.on.setEnabled(self.number + 1 < count)
        as_text = self.kind.current == TEXT
        self.smaller.setEnabled(count > 0 and not as_text and self._zoom > 0)
        self.larger.setEnabled(count > 0 and not as_text and self._zoom < len(ZOOMS) - 1)
        self.kind.setEnabled(count > 0)
        self.stack.setCurrentWidget(self.text if as_text else self.frame)
        if pages is None:
            return
        if as_text:
            self.text.setPlainText(pages.text(self.number))
            self.text.setAccessibleName(self.tr("{page}, as text").format(page=place))
        else:
            told = self.tr("{page}, as a picture. “As text” says the same.").format(page=place)
            self.sheet.setAccessibleName(told)
            self._soon.start()

    def _paint(self) -> None:
        if self._pages is None or self.kind.current == TEXT:
            return
        ratio = self.devicePixelRatioF()
        room = max(200, self.frame.width() - 4)
        dots = room / _INCHES * ZOOMS[self._zoom]
        picture = QPixmap.fromImage(self._pages.image(self.number, dots * ratio))
        picture.setDevicePixelRatio(ratio)
        self.sheet.show_picture(picture)
        wide = self.sheet.width() > self.frame.width()
        bar = self.frame.horizontalScrollBar().sizeHint().height() if wide else 0
        self.frame.setFixedHeight(self.sheet.height() + bar)
