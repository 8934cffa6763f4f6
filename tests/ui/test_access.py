"""What a screen reader asks of a page that scrolls, also while the page changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible

from relaxapp.ui.components import Scroll, Text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.theme import Look


def test_a_part_that_has_just_gone_is_none_and_ends_nothing(qtbot: QtBot, look: Look) -> None:
    page = Scroll()
    qtbot.addWidget(page)
    tall = Text(look, "Words", "body")
    tall.setMinimumHeight(3000)
    page.column.addWidget(tall)
    page.resize(300, 200)
    page.show()
    told = QAccessible.queryAccessibleInterface(page)
    assert told is not None
    before = told.childCount()
    assert all(told.child(index) is not None for index in range(before))
    tall.setMinimumHeight(0)
    page.resize(300, 2000)
    for index in (*range(before), before, before + 7, -1):
        told.child(index)
    assert told.child(before + 7) is None


def test_what_stands_on_the_page_is_still_found(qtbot: QtBot, look: Look) -> None:
    page = Scroll()
    qtbot.addWidget(page)
    page.column.addWidget(Text(look, "Found me", "body"))
    page.show()
    found = []
    waiting = [QAccessible.queryAccessibleInterface(page)]
    while waiting:
        one = waiting.pop()
        found.append(one.text(QAccessible.Text.Name))
        waiting += [one.child(index) for index in range(one.childCount())]
    assert "Found me" in found
