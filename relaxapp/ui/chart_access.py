"""A picture's cells as a screen reader finds them, each with its words.

An interface that was handed out is never dropped, as Qt may ask for it again: the n-th stands for
the n-th cell of whatever the picture shows, and for nothing where there are fewer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from relaxapp.ui import access

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.painting.picture import Cell


class WithCells(QWidget):
    """A widget whose cells are read one by one."""

    def cells(self) -> Sequence[Cell]:
        """Return its cells, in its own pixels."""
        raise NotImplementedError

    @property
    def here(self) -> int | None:
        """The cell on which the keyboard stands."""
        raise NotImplementedError


class _Cell(access.PaintedPart):
    def __init__(self, owner: _Chart, widget: WithCells, number: int) -> None:
        super().__init__(owner, widget)
        self._widget, self._number = widget, number

    def isValid(self) -> bool:
        return self._number < len(self._widget.cells())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.StaticText

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        setattr(state, "readOnly", 1)  # noqa: B010 - the stub knows no bit fields
        setattr(state, "selected", self._widget.here == self._number)  # noqa: B010 - as above
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name and self.isValid():
            return self._widget.cells()[self._number].told
        return ""

    def rect(self) -> QRect:
        if not self.isValid():
            return QRect()
        box = self._widget.cells()[self._number].box.toAlignedRect()
        return QRect(self._widget.mapToGlobal(box.topLeft()), box.size())


class _Chart(QAccessibleWidget):
    def __init__(self, widget: WithCells) -> None:
        super().__init__(widget, QAccessible.Role.Grouping)
        self._widget = widget
        self._made: list[_Cell] = []

    def childCount(self) -> int:
        return len(self._widget.cells())

    def child(self, index: int) -> QAccessibleInterface:
        if not 0 <= index < self.childCount():
            return None  # type: ignore[return-value]  # Qt asks for none so
        while len(self._made) <= index:
            self._made.append(_Cell(self, self._widget, len(self._made)))
        return self._made[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return self._made.index(child) if child in self._made else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        at = self._widget.mapFromGlobal(QRect(x, y, 1, 1).topLeft()).toPointF()
        found = (n for n, cell in enumerate(self._widget.cells()) if cell.holds(at))
        number = next(found, None)
        return None if number is None else self.child(number)  # type: ignore[return-value]  # Qt asks for none so


def offer() -> None:
    """Have screen readers find the cells of every widget that has some."""
    access.offer(_make)


def _make(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, WithCells):
        return None
    return access.keep(_Chart(thing), thing)
