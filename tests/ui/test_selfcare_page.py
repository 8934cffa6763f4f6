"""The journal's other view: kept by one press, put right later, found again, deleted, had back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit

from relaxapp.ui.components import Button
from relaxapp.ui.journal_page import JournalFlow
from relaxapp.ui.journal_paging import DAY, PAGE
from relaxapp.ui.journal_trash import TrashPage
from relaxapp.ui.selfcare_sheets import DrinkSheet, KindSheet, MedicineSheet, MovementSheet
from relaxapp.ui.selfcare_table import KIND, WHAT, CareModel
from tests.ui.conftest import DRAWING
from tests.ui.journal_fakes import NOW, FakeJournal, FakeSelfCare

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.selfcare_page import SelfCarePage
    from relaxapp.ui.selfcare_ports import CareCard
    from relaxapp.ui.theme import Look

TODAY = NOW.date()
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def flow_page(qtbot: QtBot, look: Look, journal: Journal, care: FakeSelfCare) -> JournalFlow:
    made = JournalFlow(look, journal, DRAWING)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.history.head.views._buttons[1].click()
    qtbot.waitUntil(lambda: made.view is made.others)
    return made


@pytest.fixture
def page(flow_page: JournalFlow) -> SelfCarePage:
    return flow_page.others


def rows(page: SelfCarePage, at: int) -> list[str]:
    return [str(page.model.index(row, at).data()) for row in range(page.model.rowCount())]


def only(port: FakeJournal) -> CareCard:
    (card,) = port.others.values()
    return card


def write(qtbot: QtBot, line: QLineEdit, words: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_in_a_narrow_window_the_filters_wait_until_they_are_asked_for(
    flow_page: JournalFlow, page: SelfCarePage, care: FakeSelfCare
) -> None:
    care.fill(1)
    assert page.kinds.isVisible()
    assert not page.filter.isVisible()
    flow_page.resize(500, 400)
    assert not page.kinds.isVisible()
    page.filter.click()
    assert page.kinds.isVisible()
    page.kinds._buttons[1].click()
    page.filter.click()
    assert page.kinds.isVisible()  # what narrows the list is never out of sight


def test_one_press_keeps_a_drink_and_tells_what_was_drunk(
    page: SelfCarePage, port: FakeJournal
) -> None:
    page.adding.drinks[250].click()
    card = only(port)
    assert (card.kind, card.ml, card.at) == ("drink", 250, NOW)
    page.adding.drinks[None].click()
    assert page.adding.told.text() == "Today: 250 ml, and one drink without an amount"
    assert rows(page, WHAT) == ["amount not said", "250 ml"]
    assert page.found.text() == "2 entries"


def test_any_amount_can_be_typed(qtbot: QtBot, page: SelfCarePage, port: FakeJournal) -> None:
    write(qtbot, page.adding.line, "12x30")
    assert only(port).ml == 1230
    assert page.adding.line.text() == ""
    write(qtbot, page.adding.line, "0")
    assert len(port.others) == 1


def test_moving_and_care_are_one_press_each(page: SelfCarePage, port: FakeJournal) -> None:
    for button in (page.adding.moved, *page.adding.cares.values()):
        button.click()
    kept = [(card.kind, card.what) for card in port.others.values()]
    assert kept == [("movement", ""), ("care", "bath"), ("care", "food"), ("care", "other")]
    assert set(rows(page, KIND)) == {
        "Movement break", "Warm bath", "Food with minerals", "Self-care",
    }  # fmt: skip


def test_what_was_just_kept_can_be_dated_back_and_put_right(
    page: SelfCarePage, port: FakeJournal
) -> None:
    page.adding.drinks[250].click()
    sheet = page.sheet
    assert isinstance(sheet, DrinkSheet)
    assert sheet.title.text() == "Drink · Today, 14:36 · 250 ml"
    sheet.when.chips._buttons[-2].click()
    sheet.amounts._buttons[2].click()
    assert (only(port).at, only(port).ml) == (NOW - timedelta(days=1), 500)
    assert sheet.title.text() == "Drink · Yesterday, 14:36 · 500 ml"
    sheet.amounts._buttons[-1].click()
    assert only(port).ml is None


def test_another_amount_is_asked_for_and_kept(
    qtbot: QtBot, page: SelfCarePage, port: FakeJournal
) -> None:
    page.adding.drinks[None].click()
    sheet = page.sheet
    assert isinstance(sheet, DrinkSheet)
    assert not sheet.amount.isVisible()
    sheet.amounts._buttons[-2].click()
    assert only(port).ml is None, "nothing is said before the amount is"
    write(qtbot, sheet.amount, "330")
    assert only(port).ml == 330
    assert sheet.amount.text() == "330"


def test_a_time_in_the_future_is_refused_and_the_old_one_stays(
    page: SelfCarePage, port: FakeJournal, journal: Journal
) -> None:
    page.adding.moved.click()
    sheet = page.sheet
    assert isinstance(sheet, MovementSheet)
    sheet.when.edit.setDateTime(sheet.when.edit.dateTime().addDays(1))
    sheet.when.take.click()
    assert only(port).at == NOW
    assert "in the past" in journal.problem
    assert sheet.when.at == NOW


def test_words_are_kept_when_the_line_is_left_or_the_sheet_closed(
    qtbot: QtBot, page: SelfCarePage, port: FakeJournal
) -> None:
    page.adding.moved.click()
    sheet = page.sheet
    assert isinstance(sheet, MovementSheet)
    write(qtbot, sheet.words, "Stairs")
    assert only(port).what == "Stairs"
    sheet.words.selectAll()
    qtbot.keyClicks(sheet.words, "A walk")
    qtbot.keyClick(sheet.words, Qt.Key.Key_Escape)
    assert only(port).what == "A walk"
    assert page.sheet is None


def test_a_note_of_several_lines_stays_as_it_is(page: SelfCarePage, port: FakeJournal) -> None:
    page.adding.cares["bath"].click()
    card = only(port)
    port.others[card.id] = card._replace(note="With salt\nand a book")
    page.open(card.id)
    sheet = page.sheet
    assert isinstance(sheet, KindSheet)
    sheet.kind._buttons[1].click()
    assert (only(port).what, only(port).note) == ("food", "With salt\nand a book")


def test_a_medicine_is_kept_with_its_name_and_not_before(
    qtbot: QtBot, page: SelfCarePage, port: FakeJournal
) -> None:
    page.adding.new_medicine.click()
    sheet = page.sheet
    assert isinstance(sheet, MedicineSheet)
    assert QApplication.focusWidget() is sheet.name
    sheet.since.setDate(QDate(2026, 5, 1))
    assert not port.others
    assert not sheet.bin.isVisible()
    write(qtbot, sheet.name, "Magnesium")
    assert only(port)[1:9] == ("medicine", TODAY.replace(day=1), None, None, "Magnesium", None, "",
                              None)  # fmt: skip
    sheet.taken._buttons[1].click()
    assert only(port).until == TODAY
    sheet.until.setDate(QDate(2026, 5, 9))
    write(qtbot, sheet.note, "In the evening")
    assert (only(port).until, only(port).note) == (TODAY.replace(day=9), "In the evening")
    assert rows(page, WHAT) == ["Magnesium · Fri 1 May to Sat 9 May · In the evening"]
    sheet.taken._buttons[0].click()
    assert only(port).until is None


def test_a_session_is_shown_and_can_only_be_deleted(
    page: SelfCarePage, port: FakeJournal, care: FakeSelfCare, journal: Journal
) -> None:
    care.fill(1)
    journal.changed_elsewhere()
    page.kinds._buttons[-1].click()
    (told,) = rows(page, WHAT)
    assert told == (
        "Soften · finished · 6 min 50 s · tension 6, then 3 · distress 5, then not said"
    )
    session = next(card for card in port.others.values() if card.kind == "session")
    page.open(session.id)
    assert page.sheet is not None
    controls = [*page.sheet.findChildren(Button), *page.sheet.findChildren(QLineEdit)]
    assert controls == [page.sheet.bin, page.sheet.done]
    page.sheet.bin.click()
    assert session.id in port.bin
    assert page.sheet is None


def test_kinds_and_days_narrow_the_list(
    page: SelfCarePage, care: FakeSelfCare, journal: Journal
) -> None:
    care.fill(20)
    journal.changed_elsewhere()
    page.kinds._buttons[1].click()
    assert set(rows(page, KIND)) == {"Drink"}
    assert page.found.text() == "40 entries"
    page.span.setCurrentIndex(1)
    page.span.activated.emit(1)
    assert page.found.text() == "14 entries"
    page.kinds._buttons[4].click()
    assert page.nothing.text() == "Nothing of this kind in these days."
    assert not page.table.isVisible()


def test_thousands_are_read_page_by_page(
    qtbot: QtBot, look: Look, journal: Journal, port: FakeJournal, care: FakeSelfCare
) -> None:
    care.fill(400)
    made = JournalFlow(look, journal, DRAWING)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    model = made.others.model
    assert model.rowCount() == PAGE
    model.fetchMore(QModelIndex())
    assert model.rowCount() == 2 * PAGE
    assert made.others.found.text() == "2001 entries"


def test_the_model_keeps_to_the_rules_of_models(
    look: Look, journal: Journal, care: FakeSelfCare
) -> None:
    care.fill(120)
    model = CareModel(look, journal)
    model.load()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.fetchMore(QModelIndex())
    assert model.rowCount() > PAGE


def test_each_day_is_named_once_and_cells_are_told(
    look: Look, journal: Journal, care: FakeSelfCare
) -> None:
    care.fill(3)
    model = CareModel(look, journal)
    model.load()
    days = [str(model.index(row, DAY).data()) for row in range(model.rowCount())]
    assert [day for day in days if day][:2] == ["Today", "Yesterday"]
    told = model.index(model.rowCount() - 1, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Time: not said"


def test_a_narrow_table_tells_the_kind_along_with_the_rest(
    qtbot: QtBot, flow_page: JournalFlow, page: SelfCarePage
) -> None:
    page.adding.drinks[250].click()
    flow_page.resize(520, 600)
    qtbot.waitUntil(lambda: page.table.isColumnHidden(KIND))
    assert rows(page, WHAT) == ["Drink · 250 ml"]
    kinds = page.kinds
    page.filter.click()
    qtbot.waitUntil(lambda: kinds.width() <= page.viewport().width())
    assert all(kinds.rect().contains(chip.geometry()) for chip in kinds._buttons)
    flow_page.resize(1000, 600)
    qtbot.waitUntil(lambda: not page.table.isColumnHidden(KIND))
    assert rows(page, WHAT) == ["250 ml"]


def test_delete_and_undo_by_the_keyboard(
    qtbot: QtBot, page: SelfCarePage, port: FakeJournal, care: FakeSelfCare, journal: Journal
) -> None:
    care.fill(1)
    journal.changed_elsewhere()
    whole = dict(port.others)
    page.table.setFocus()
    page.table.selectRow(0)
    assert page.chosen.isVisible()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert len(port.bin) == 1
    assert page.gone.words.text() == "1 entry is in the trash, for 30 days."
    qtbot.keyClick(page.table, Qt.Key.Key_Z, CTRL)
    assert port.others == whole
    assert not page.gone.isVisible()


def test_the_whole_page_works_by_the_keyboard_alone(
    qtbot: QtBot, page: SelfCarePage, port: FakeJournal
) -> None:
    def press(*keys: Qt.Key) -> None:
        for key in keys:
            qtbot.keyClick(QApplication.focusWidget(), key)

    assert QApplication.focusWidget() is page.head.views.first_control
    page.adding.drinks[150].setFocus()
    press(Qt.Key.Key_Return)
    assert only(port).ml == 150
    assert QApplication.focusWidget() is page.adding.drinks[150], "ready for another"
    page.adding.new_medicine.setFocus()
    press(Qt.Key.Key_Tab)
    sheet = page.sheet
    assert isinstance(sheet, DrinkSheet)
    assert QApplication.focusWidget() is sheet.bin
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Right)
    assert only(port).ml == 250
    press(Qt.Key.Key_Escape)
    assert page.sheet is None
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, KIND))
    press(Qt.Key.Key_Return)
    assert page.sheet is not None
    assert page.sheet.isAncestorOf(QApplication.focusWidget())
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.table


def test_arrows_go_between_the_views_and_the_focus_stays_on_the_choice(
    qtbot: QtBot, flow_page: JournalFlow, page: SelfCarePage
) -> None:
    assert flow_page.view is page
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: flow_page.view is flow_page.history)
    assert QApplication.focusWidget() is flow_page.history.head.views.first_control
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: flow_page.view is page)
    assert QApplication.focusWidget() is page.head.views.first_control


def test_the_sheet_of_an_entry_that_is_gone_leaves_and_writes_nothing(
    qtbot: QtBot, page: SelfCarePage, port: FakeJournal, journal: Journal
) -> None:
    page.adding.moved.click()
    sheet = page.sheet
    assert isinstance(sheet, MovementSheet)
    sheet.words.setFocus()
    qtbot.keyClicks(sheet.words, "Half a")
    page.head.undo.click()
    assert page.sheet is None
    assert not port.others
    assert journal.problem == ""


def test_what_another_program_changed_is_shown_in_the_open_sheet(
    page: SelfCarePage, port: FakeJournal, journal: Journal
) -> None:
    page.adding.drinks[150].click()
    card = only(port)
    port.others[card.id] = card._replace(ml=330)
    journal.changed_elsewhere()
    assert isinstance(page.sheet, DrinkSheet)
    assert page.sheet.title.text() == "Drink · Today, 14:36 · 330 ml"
    assert page.sheet.amount.text() == "330"


def test_the_trash_tells_every_kind_and_comes_back_to_this_view(
    flow_page: JournalFlow, page: SelfCarePage, port: FakeJournal, care: FakeSelfCare
) -> None:
    care.drink(250)
    care.care("bath", "With salt")
    care.medicine("Magnesium")
    port.log(running=False)
    port.remove([*port.others, *port.kept])
    page.head.bin.click()
    trash = flow_page.view
    assert isinstance(trash, TrashPage)
    assert [trash.list.item(row).text() for row in range(trash.list.count())] == [
        "Episode · Today, 14:36 · Time only · deleted today",
        "Medicine · Today · Magnesium · since today · deleted today",
        "Warm bath · Today, 14:36 · With salt · deleted today",
        "Drink · Today, 14:36 · 250 ml · deleted today",
    ]
    trash.list.setCurrentRow(3)
    trash.restore.click()
    assert only(port).ml == 250
    trash.list.setCurrentRow(1)
    trash.erase.click()
    trash.sure.click()
    assert [type(card).__name__ for card in port.bin.values()] == ["CareCard", "EpisodeCard"]
    trash.back.click()
    assert flow_page.view is page


def test_the_accessibility_tree_names_every_cell(
    page: SelfCarePage, care: FakeSelfCare, journal: Journal
) -> None:
    care.fill(1)
    journal.changed_elsewhere()
    told = QAccessible.queryAccessibleInterface(page.table)
    children = [told.child(at) for at in range(told.childCount())]
    cells = [child for child in children if child.role() == QAccessible.Role.Cell]
    names = [cell.text(QAccessible.Text.Name) for cell in cells]
    assert len(names) == page.model.rowCount() * page.model.columnCount()
    assert all(names)
    assert "Kind: Warm bath" in names
