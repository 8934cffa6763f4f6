"""A picture of the journal as a widget: pointed at, walked over with the arrow keys, read aloud.

It is painted once for its size and colours and kept; what the pointer and the keyboard do is put
on top.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy

from relaxapp.ui import chart_access, chart_walk
from relaxapp.ui.announcer import Announcer
from relaxapp.ui.chart_style import style_of
from relaxapp.ui.chart_work import Work
from relaxapp.ui.theme import HAIR, SNUG, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import (
        QFocusEvent,
        QHideEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
    )

    from relaxapp.painting.picture import Cell, Picture
    from relaxapp.painting.style import Style
    from relaxapp.ui.theme import Look

_AGAIN_MS: Final = 60
"""While a window is drawn larger, the picture follows only when it rests."""
_LEAST: Final = 260
_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class ChartView(chart_access.WithCells):
    """``pointed`` fires when another cell, or none, is pointed at or walked to: see ``told``."""

    pointed = Signal()
    walked = Signal()
    """The keyboard has come to another cell, which should be in sight: see ``here``."""

    def __init__(self, look: Look, name: str, *, from_end: bool = False) -> None:
        """``from_end`` has the keyboard begin at the last cell, where that is the latest."""
        super().__init__()
        chart_access.offer()
        self._look, self._from_end = look, from_end
        self._picture: Picture | None = None
        self._kept: QPixmap | None = None
        self._cells: Sequence[Cell] | None = None
        self._heights: dict[int, int] = {}
        self._work: Work | None = None
        self._under: int | None = None
        self._here: int | None = None
        self._announcer = Announcer(self)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._paint_anew)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        look.changed.connect(self._forget)

    def show_picture(self, picture: Picture) -> None:
        """Show another picture."""
        self._picture = picture
        self._under = self._here = None
        self.setAccessibleDescription(picture.told)
        self._forget()
        self.updateGeometry()
        self.pointed.emit()

    @property
    def picture(self) -> Picture | None:
        """What is shown."""
        return self._picture

    @property
    def told(self) -> str:
        """What the cell says that is pointed at, else the one that was walked to."""
        number = self._under if self._under is not None else self._here
        if number is None or number >= len(self.cells()):
            return ""
        return self.cells()[number].told

    @property
    def here(self) -> int | None:
        """The cell on which the keyboard stands."""
        return self._here

    @property
    def is_painted(self) -> bool:
        """Whether the picture stands there as it should."""
        kept, ratio = self._kept, self.devicePixelRatio()
        return (
            kept is not None
            and kept.devicePixelRatio() == ratio
            and kept.size() == self.size() * ratio
        )

    def cells(self) -> Sequence[Cell]:
        """Return the cells, in the widget's pixels."""
        if self._cells is None:
            area = QRectF(self.rect())
            cells = () if self._picture is None else self._picture.cells(area, style_of(self._look))
            self._cells = cells
        return self._cells

    # ------------------------------------------------------------- size

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._picture is None:
            return 0
        if width not in self._heights:
            high = self._picture.height(width, style_of(self._look))
            self._heights[width] = round(high) + 1
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(560, self.heightForWidth(560))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size() != event.oldSize():
            self._cells = None
        super().resizeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._soon.isActive():  # nobody waits for it; once it is seen again it is painted
            self._soon.stop()
            self._kept = self._work = None
        super().hideEvent(event)

    # ------------------------------------------------------------- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        if not self.is_painted:
            # Each picture in a turn of its own, and none that is out of sight: all at once they
            # would keep the window waiting.
            if self._kept is None and not self._soon.isActive():
                self._soon.start(0)
            elif self._work is None:
                self._soon.start(_AGAIN_MS)
        if self._kept is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(QPointF(0, 0), self._kept)
        style = style_of(self._look)
        for number, colour in ((self._under, style.ink), (self._ringed(), style.focus)):
            if number is not None and number < len(self.cells()):
                self._ring(painter, self.cells()[number], style.ground, colour)
        number = self._under if self._under is not None else self._ringed()
        if number is not None and number < len(self.cells()):
            self._bubble(painter, self.cells()[number], style)

    def _ringed(self) -> int | None:
        return self._here if self.hasFocus() else None

    def _ring(self, painter: QPainter, cell: Cell, ground: str, colour: str) -> None:
        """Paint an outline that shows on any shade."""
        path = cell.outline
        if path is None:
            path = QPainterPath()
            path.addRoundedRect(cell.box.adjusted(1, 1, -1, -1), 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for shade, wide in ((ground, 4.4), (colour, 2.2)):
            painter.strokePath(path, QPen(QColor(shade), wide))

    def _bubble(self, painter: QPainter, cell: Cell, style: Style) -> None:
        """Paint what a cell says beside it, where it hides as little as may be."""
        room = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        wrap = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter)
        painter.setFont(self._look.font("label"))
        most = QRectF(0, 0, room.width() - 2 * SNUG, room.height())
        text = painter.boundingRect(most, wrap, cell.told)
        box = QRectF(0, 0, text.width() + 2 * SNUG, text.height() + TIGHT)
        box.moveCenter(cell.box.center())
        box.moveBottom(cell.box.top() - HAIR)
        if box.top() < room.top():
            box.moveTop(min(cell.box.bottom() + HAIR, room.bottom() - box.height()))
        box.moveLeft(min(max(box.left(), room.left()), room.right() - box.width()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(style.ink))
        painter.drawRoundedRect(box, HAIR + 2, HAIR + 2)
        painter.setPen(QColor(style.ground))
        painter.drawText(box, wrap, cell.told)

    def _forget(self) -> None:
        self._kept = self._cells = self._work = None
        self._heights.clear()
        self.update()

    def _paint_anew(self) -> None:
        """Paint for one turn of the loop, and go on in the next where that is not all."""
        if self._picture is None or self.size().isEmpty():
            return
        if self._work is None or self._work.size != self.size():
            self._work = Work(self, self._picture, style_of(self._look))
        if self._work.go_on():
            self._kept, self._work = self._work.canvas, None
            self.update()
        else:
            self._soon.start(0)

    # ------------------------------------------------------------- pointer and keyboard

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._at(event.position()))
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if at is not None and event.button() == Qt.MouseButton.LeftButton:
            self._walk_to(at)
        super().mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, Home, End, and a page at a time."""
        if event.modifiers() in _PLAIN:
            reached = chart_walk.step(self.cells(), self._here, Qt.Key(event.key()))
            if reached is not None:
                self._walk_to(reached)
                return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        if self._here is None and self.cells() and not by_mouse:
            self._here = len(self.cells()) - 1 if self._from_end else 0
            self.pointed.emit()
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.LanguageChange}:
            self._forget()
        super().changeEvent(event)

    def _at(self, point: QPointF) -> int | None:
        return next((n for n, cell in enumerate(self.cells()) if cell.holds(point)), None)

    def _point(self, number: int | None) -> None:
        if number != self._under:
            self._under = number
            self.pointed.emit()
            self.update()

    def _walk_to(self, number: int) -> None:
        self._here = number
        self._announcer.say(self.cells()[number].told)
        self.pointed.emit()
        self.walked.emit()
        self.update()
