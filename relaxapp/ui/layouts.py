"""Layouts that Qt lacks: chips and headings that wrap, and cards in as many columns as fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayoutItem, QWidget


class _Items(QLayout):
    """Keeps the items; what becomes of them is for the two below."""

    def __init__(self, parent: QWidget | None, spacing: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        raise NotImplementedError


class FlowLayout(_Items):
    """Items side by side at their own size, wrapping like words.

    One that is wider than a line gets the line, and wraps within it if it can.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 8) -> None:
        super().__init__(parent, spacing)

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        if not hints:
            return QSize()
        width = sum(hint.width() for hint in hints) + self.spacing() * (len(hints) - 1)
        return QSize(width, max(hint.height() for hint in hints))

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._shown():
            hint = item.sizeHint()
            if hint.width() > rect.width() and item.hasHeightForWidth():
                hint = QSize(rect.width(), item.heightForWidth(rect.width()))
            if x > rect.x() and x + hint.width() > rect.x() + rect.width():
                x, y, line = rect.x(), y + line + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self.spacing()
            line = max(line, hint.height())
        return y + line - rect.y()


class EdgeLayout(FlowLayout):
    """A heading, and what belongs to it at the other edge; where that is too much, in lines."""

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        shown = self._shown()
        slack = rect.width() - self.sizeHint().width()
        if slack < 0 or not shown:
            return super()._arrange(rect, move=move)
        x, line = rect.x(), self.sizeHint().height()
        for at, item in enumerate(shown):
            hint = item.sizeHint()
            x += slack if at == 1 else 0
            if move:
                item.setGeometry(QRect(QPoint(x, rect.y() + (line - hint.height()) // 2), hint))
            x += hint.width() + self.spacing()
        return line


class CardGrid(_Items):
    """Equal columns at least ``least`` wide; the cards of a row share the tallest one's height."""

    def __init__(
        self, parent: QWidget | None = None, *, least: int = 280, spacing: int = 16
    ) -> None:
        super().__init__(parent, spacing)
        self._least = least

    def minimumSize(self) -> QSize:
        return QSize(min(self._least, 220), 0)

    def columns(self, width: int) -> int:
        """Return how many columns fit into ``width``."""
        return max(1, (width + self.spacing()) // (self._least + self.spacing()))

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        shown = self._shown()
        columns = self.columns(rect.width())
        gap = self.spacing()
        width = (rect.width() - gap * (columns - 1)) // columns
        y = rect.y()
        for start in range(0, len(shown), columns):
            row = shown[start : start + columns]
            height = max(_height(item, width) for item in row)
            if move:
                for column, item in enumerate(row):
                    item.setGeometry(QRect(rect.x() + column * (width + gap), y, width, height))
            y += height + gap
        return max(0, y - gap - rect.y())


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
