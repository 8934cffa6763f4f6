"""The sessions so far: a picture and its twin in words, and each practice with its ratings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from relaxapp.ui.flow import SessionFlow
from relaxapp.ui.history_page import SessionHistory
from tests.ui.conftest import DRAWING
from tests.ui.learning_fakes import FakeLearning

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.theme import Look
    from tests.ui.fakes import FakePractice, FakeSettings


def shown(qtbot: QtBot, look: Look, learning: FakeLearning) -> SessionHistory:
    page = SessionHistory(look, learning)
    qtbot.addWidget(page)
    page.resize(900, 900)
    page.show()
    return page


def row(table: QTableView, at: int) -> list[str]:
    model = table.model()
    return [str(model.index(at, column).data() or "") for column in range(model.columnCount())]


def test_before_the_first_practice_it_is_quiet(qtbot: QtBot, look: Look) -> None:
    page = shown(qtbot, look, FakeLearning())
    assert any("Nothing here yet" in label.text() for label in page.findChildren(QLabel))


def test_the_table_says_what_the_picture_shows(qtbot: QtBot, look: Look) -> None:
    learning = FakeLearning()
    learning.fill()
    page = shown(qtbot, look, learning)
    assert page.weeks.model().rowCount() == len(learning.of_weeks)
    assert row(page.weeks, 0) == ["11 May", "4", "5", "33 min", "5.3 to 2.7"]
    assert row(page.weeks, 2) == ["27 Apr", "3", "3", "20 min", ""]
    assert "table below" in page.chart.accessibleName()
    page.grab()  # and it can be painted


def test_each_practice_has_its_part_and_its_ratings(qtbot: QtBot, look: Look) -> None:
    learning = FakeLearning()
    learning.fill()
    page = shown(qtbot, look, learning)
    assert row(page.each, 0) == ["Fri 1 May, 20:15", "Full Sixteen", "7 min", "40 %", "", "2 after"]
    assert row(page.each, 1)[3:] == ["whole", "6 → 3", "4 before"]
    spoken = page.each.model().index(0, 4).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Tension: not said"


def test_the_sessions_page_leads_there_and_escape_back(
    qtbot: QtBot, look: Look, practice: FakePractice, settings: FakeSettings
) -> None:
    flow = SessionFlow(look, practice, settings, DRAWING, FakeLearning())
    qtbot.addWidget(flow)
    flow.sessions.search.setText("soften")
    assert all(way.isHidden() for way in flow.sessions.ways)
    flow.sessions.search.clear()
    assert not any(way.isHidden() for way in flow.sessions.ways)
    flow.sessions.ways[1].click()
    assert isinstance(flow.view, SessionHistory)
    qtbot.keyClick(flow.view, Qt.Key.Key_Escape)
    assert flow.view is flow.sessions
