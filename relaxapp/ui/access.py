"""Interfaces of our own for screen readers: Qt holds them without owning them, so they are kept.

Also one for pages that scroll. Qt's own, asked for a child that has just gone (a scroll bar that
is not needed any more, say), reads beyond its list and ends the program; a screen reader that
walks through a page while it changes asks just that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QScrollArea

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAccessibleInterface

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
