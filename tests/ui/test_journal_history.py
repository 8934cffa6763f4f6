"""The history: found, corrected, deleted and had back, however much of it there is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit

from relaxapp.ui import journal_words as words
from relaxapp.ui.controls import Pick
from relaxapp.ui.journal_model import KIND, NOTE, STRENGTH, WHERE, EpisodesModel
from relaxapp.ui.journal_page import JournalFlow
from relaxapp.ui.journal_paging import DAY, PAGE
from relaxapp.ui.journal_ports import DayCard, EpisodeCard
from relaxapp.ui.journal_trash import TrashPage
from tests.ui.conftest import DRAWING
from tests.ui.journal_fakes import NOW, FakeJournal

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.journal_history import HistoryPage
    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.theme import Look

TODAY = NOW.date()


@pytest.fixture
def flow_page(qtbot: QtBot, look: Look, journal: Journal, port: FakeJournal) -> JournalFlow:
    port.fill()
    made = JournalFlow(look, journal, DRAWING)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


@pytest.fixture
def page(flow_page: JournalFlow) -> HistoryPage:
    return flow_page.history


def column(page: HistoryPage, at: int) -> list[str]:
    model: QAbstractItemModel = page.model
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


def test_newest_first_and_each_day_named_once(page: HistoryPage, port: FakeJournal) -> None:
    days = [day for day in column(page, DAY) if day]
    assert days[:3] == ["Today", "Yesterday", "Tue 12 May"]
    assert len(days) == len(set(days))
    assert page.model.rowCount() == len(port.kept)


def test_twenty_thousand_rows_are_read_page_by_page(
    qtbot: QtBot, look: Look, journal: Journal, port: FakeJournal
) -> None:
    for n in range(20_000):
        start = NOW - timedelta(minutes=37 * n)
        port.kept[f"{n:06d}"] = EpisodeCard(f"{n:06d}", start, start.date())
    made = JournalFlow(look, journal, DRAWING)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    model = made.history.model
    assert model.rowCount() == PAGE
    model.fetchMore(QModelIndex())
    assert model.rowCount() == 2 * PAGE
    made.history.table.scrollToBottom()
    assert model.rowCount() <= 4 * PAGE
    assert made.history.found.text() == "20000 episodes"


def test_the_model_keeps_to_the_rules_of_models(
    look: Look, journal: Journal, port: FakeJournal
) -> None:
    port.fill(300)
    model = EpisodesModel(look, journal)
    model.load()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.fetchMore(QModelIndex())
    assert model.rowCount() > PAGE


def test_search_and_filters(page: HistoryPage, port: FakeJournal) -> None:
    page.search.setText("cups")
    assert set(column(page, NOTE)) == {"After three cups"}
    page.search.clear()
    filters = page.filters
    for pick, value, at, shown in (
        (filters.site, "arm.right", WHERE, {"Right thumb"}),
        (filters.side, "left", WHERE, {"Left eyelid", "Left shoulder", "Left thigh"}),
        (filters.kind, "jerk", KIND, {"Jerk"}),
        (filters.tag, "new chair", WHERE, {"Right thumb"}),
        (filters.least, 6, STRENGTH, {"7 of 10"}),
        (filters.span, 7, DAY, {"", "Today", "Yesterday", "Tue 12 May", "Mon 11 May",
                                "Sun 10 May", "Sat 9 May", "Fri 8 May"}),
    ):  # fmt: skip
        pick.setCurrentIndex(pick.findData(value))
        pick.activated.emit(0)
        assert set(column(page, at)) == shown
        filters.clear()
    assert page.model.rowCount() == len(port.kept)


def test_a_day_that_is_none_is_told_and_asks_nothing(page: HistoryPage, port: FakeJournal) -> None:
    filters = page.filters
    filters.span.setCurrentIndex(filters.span.findData("dates"))
    filters.span.activated.emit(0)
    filters.since.setText("14.5.")
    filters.since.editingFinished.emit()
    assert "14.5." in filters.wrong.text()
    filters.since.setText("2026-05-13")
    filters.since.editingFinished.emit()
    assert {card.day for card in map(page.model.card, range(page.model.rowCount()))} == {
        TODAY, TODAY - timedelta(days=1)
    }  # fmt: skip


def test_nothing_found_says_so(page: HistoryPage) -> None:
    page.search.setText("zebra")
    assert page.nothing.isVisible()
    assert not page.table.isVisible()


def test_cells_are_edited_in_place(qtbot: QtBot, page: HistoryPage, port: FakeJournal) -> None:
    model, table = page.model, page.table
    for at, kind in ((KIND, Pick), (STRENGTH, Pick), (NOTE, QLineEdit)):
        index = model.index(0, at)
        table.setCurrentIndex(index)
        table.edit(index)
        editor = table.viewport().findChildren(kind)[-1]
        if isinstance(editor, Pick):
            editor.setCurrentIndex(editor.findData("cramp" if at == KIND else 9))
            editor.activated.emit(0)
        else:
            editor.setText("Better now")
            qtbot.keyClick(editor, Qt.Key.Key_Return)
        QApplication.sendPostedEvents(None, 0)
    card = port.kept[model.card(0).id]
    assert (card.kind, card.intensity, card.note) == ("cramp", 9, "Better now")


def test_delete_goes_to_the_trash_and_comes_back(
    qtbot: QtBot, page: HistoryPage, port: FakeJournal
) -> None:
    whole = dict(port.kept)
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert len(port.bin) == 1
    assert "in the trash" in page.gone.words.text()
    page.gone.back.click()
    assert port.kept == whole


def test_bulk_edit_and_delete_are_one_step_each(page: HistoryPage, port: FakeJournal) -> None:
    whole = dict(port.kept)
    page.table.selectAll()
    assert page.chosen.told.text() == f"{len(whole)} chosen"
    page.chosen.kind.setCurrentIndex(page.chosen.kind.findData("tremor"))
    page.chosen.kind.activated.emit(0)
    assert {card.kind for card in port.kept.values()} == {"tremor"}
    page.chosen.tag.setText("holiday")
    page.chosen.tag.returnPressed.emit()
    assert all("holiday" in card.before for card in port.kept.values())
    page.chosen.bin.click()
    assert not port.kept
    for _ in range(3):
        page.head.undo.click()
    assert port.kept == whole
    assert page.head.redo.isEnabled()
    page.head.redo.click()
    assert {card.kind for card in port.kept.values()} == {"tremor"}


def test_undo_and_redo_by_the_keyboard(qtbot: QtBot, page: HistoryPage, port: FakeJournal) -> None:
    page.window().activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.table.setFocus()
    page.table.selectRow(0)
    page.chosen.bin.click()
    assert port.bin
    page.table.setFocus()
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.table, Qt.Key.Key_Z, ctrl)
    assert not port.bin
    qtbot.keyClick(page.table, Qt.Key.Key_Z, ctrl | shift)
    assert port.bin


def test_enter_opens_the_form_and_escape_comes_back(
    qtbot: QtBot, flow_page: JournalFlow, page: HistoryPage
) -> None:
    page.table.setCurrentIndex(page.model.index(2, WHERE))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert flow_page.view.accessibleName() == "Episode"
    qtbot.keyClick(flow_page.view, Qt.Key.Key_Escape)
    assert flow_page.view is page


def test_what_another_program_wrote_is_seen_and_the_place_is_kept(
    page: HistoryPage, port: FakeJournal, journal: Journal
) -> None:
    page.table.selectRow(3)
    chosen = page.table.picked
    port.log(running=False)
    journal.changed_elsewhere()
    assert page.model.card(0).start == NOW
    assert page.table.picked == chosen


def test_no_episodes_today_is_one_press(page: HistoryPage, port: FakeJournal) -> None:
    port.kept.clear()
    page.refresh()
    assert page.days.none.isVisible()
    page.days.none.click()
    assert port.told[TODAY].status == "complete"
    assert page.days.told.text() == "no episodes so far"
    assert not page.days.none.isVisible()


def test_a_day_is_called_what_the_person_says(page: HistoryPage, port: FakeJournal) -> None:
    page.days.earlier.click()
    assert page.days.title.text() == "Yesterday"
    page.days.status.pick("partial")
    page.days.status.chosen.emit()
    yesterday = TODAY - timedelta(days=1)
    assert port.told[yesterday] == DayCard(yesterday, "partial", episodes=2)
    assert "Yesterday · some logged" in column(page, DAY)


def test_a_days_figures_are_kept_and_empty_is_unknown(page: HistoryPage, port: FakeJournal) -> None:
    figures = page.days.figures
    page.days.more.click()
    assert figures.isVisible()
    figures.caffeine.setText("180")
    figures.caffeine.editingFinished.emit()
    figures.sleep.setText("6,5")
    figures.sleep.editingFinished.emit()
    figures.exercise.pick("no")
    figures.exercise.chosen.emit()
    figures.stress._buttons[0].click()
    kept = port.told[TODAY]
    assert (kept.caffeine_mg, kept.sleep_hours, kept.hard_exercise) == (180, 6.5, False)
    assert (kept.stress, kept.alcohol_units, kept.status) == (0, None, "unknown")
    figures.caffeine.setText("lots")
    figures.caffeine.editingFinished.emit()
    assert "lots" in figures.wrong.text()
    assert port.told[TODAY].caffeine_mg == 180
    figures.caffeine.clear()
    figures.caffeine.editingFinished.emit()
    assert port.told[TODAY].caffeine_mg is None


def test_the_trash_puts_back_and_erases_only_when_asked_twice(
    flow_page: JournalFlow, port: FakeJournal
) -> None:
    first, second, *_ = port.kept
    port.remove((first, second))
    flow_page.show_trash()
    trash = flow_page.view
    assert isinstance(trash, TrashPage)
    trash.list.setCurrentRow(0)
    trash.restore.click()
    assert len(port.bin) == 1
    trash.list.selectAll()
    trash.erase.click()
    assert len(port.bin) == 1
    trash.sure.click()
    assert not port.bin
    assert trash.nothing.isVisible()


def test_in_the_trash_a_press_chooses_and_one_alone_is_chosen_already(
    qtbot: QtBot, flow_page: JournalFlow, port: FakeJournal
) -> None:
    first, second, *_ = port.kept
    port.remove((first,))
    flow_page.show_trash()
    trash = flow_page.view
    assert isinstance(trash, TrashPage)
    assert trash.picked == [first]
    flow_page.home()
    port.remove((second,))
    flow_page.show_trash()
    trash = flow_page.view
    assert isinstance(trash, TrashPage)
    assert not trash.restore.isEnabled()
    for row in (0, 1):
        place = trash.list.visualItemRect(trash.list.item(row)).center()
        qtbot.mouseClick(trash.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    trash.restore.click()
    assert not port.bin


def test_what_came_at_night_bears_its_own_date() -> None:
    at, counts = NOW.replace(day=14, hour=3, minute=10), NOW.date().replace(day=13)
    assert words.hour(counts, at) == "Thu 03:10"
    assert words.hour(at.date(), at) == "03:10"
    assert words.when(counts, at, NOW.date()) == "Today, 03:10"
    assert words.when(counts, at, counts) == "Today, 03:10"  # it is still that night
    assert words.when(counts, at, NOW.date().replace(day=20)) == "Thu 14 May, 03:10"


def test_pausing_is_kept(page: HistoryPage, port: FakeJournal) -> None:
    QAccessible.queryAccessibleInterface(page.pause).actionInterface().doAction("Toggle")
    assert port.quiet


def test_the_accessibility_tree_of_the_history_names_every_cell(page: HistoryPage) -> None:
    told = QAccessible.queryAccessibleInterface(page.table)
    assert told.text(QAccessible.Text.Name).startswith("Episodes, newest first")
    children = [told.child(at) for at in range(told.childCount())]
    cells = [child for child in children if child.role() == QAccessible.Role.Cell]
    assert len(cells) == page.model.rowCount() * page.model.columnCount()
    names = [cell.text(QAccessible.Text.Name) for cell in cells]
    assert all(names)
    assert "Where: Left eyelid" in names
    assert "Day: Yesterday" in names
    assert "Note: not said" in names
