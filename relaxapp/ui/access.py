"""Interfaces of our own for screen readers: Qt holds them without owning them, so they are kept.

Also one for pages that scroll. Qt's own, asked for a child that has just gone (a scroll bar that
is not needed any more, say), reads beyond its list and ends the program; a screen reader that
walks through a page while it changes asks just that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QScrollArea

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QColor, QWindow
    from PySide6.QtWidgets import QWidget

_kept: list[Any] = []


def offer(make: Callable[[str, QObject], QAccessibleInterface | None]) -> None:
    """Have Qt ask ``make`` for the interfaces of widgets; once is enough."""
    if make not in _kept:
        _kept.append(make)
        QAccessible.installFactory(make)


def keep(made: QAccessibleInterface, thing: QObject) -> QAccessibleInterface:
    """Keep an interface for as long as what it stands for is there; return it."""
    _kept.append(made)
    thing.destroyed.connect(lambda: _kept.remove(made))
    return made


def scroll_area(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    """Return an interface for a page that scrolls, which has no child where there is none."""
    # By its own class alone: tables, lists and texts scroll too, and have better ones from Qt.
    if not isinstance(thing, QScrollArea):
        return None
    return keep(QAccessibleWidget(thing, QAccessible.Role.Client), thing)


class PaintedPart(QAccessibleInterface):
    """A part of a picture, which is no object of Qt's and holds nothing further.

    Those above say what it is, whether it is there, its words and its place.
    """

    def __init__(self, owner: QAccessibleInterface, widget: QWidget) -> None:
        """``widget`` is what is painted on, ``owner`` stands for it."""
        super().__init__()
        self._owner, self._canvas = owner, widget

    def object(self) -> QObject:
        return None  # type: ignore[return-value]  # there is none

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing here can be written."""

    def parent(self) -> QAccessibleInterface:
        return self._owner

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> QAccessibleInterface:  # noqa: ARG002 - Qt's signature
        return None  # type: ignore[return-value]  # it has none

    def childAt(self, x: int, y: int) -> QAccessibleInterface:  # noqa: ARG002 - Qt's signature
        return None  # type: ignore[return-value]  # it has none

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: ARG002 - Qt's signature
        return -1

    def foregroundColor(self) -> QColor:
        return self._canvas.palette().windowText().color()

    def backgroundColor(self) -> QColor:
        return self._canvas.palette().window().color()

    def window(self) -> QWindow:
        return self._canvas.window().windowHandle()
