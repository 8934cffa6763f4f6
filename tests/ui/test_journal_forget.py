"""Once everything is erased nothing of it stays open, and nothing of it is written again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from relaxapp.ui.journal_form import EpisodeForm
from relaxapp.ui.selfcare_sheets import MedicineSheet, MovementSheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.journal_desk import JournalDesk
    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.window import MainWindow
    from tests.ui.journal_fakes import FakeJournal


def erase(window: MainWindow, desk: JournalDesk, port: FakeJournal) -> None:
    """Do as the settings page does, from which alone all is erased."""
    window.show_page("settings")
    port.erase_everything()
    desk.forget()


def test_an_open_form_closes_and_its_note_is_not_written(
    qtbot: QtBot,
    journal_window: MainWindow,
    desk: JournalDesk,
    port: FakeJournal,
    journal: Journal,
) -> None:
    port.fill(2)
    desk.open("e00001")
    form = desk.page().view
    assert isinstance(form, EpisodeForm)
    port.erase_everything()
    form.note.setPlainText("Typed while it was erased")
    desk.forget()
    assert desk.page().view is desk.page().history
    assert port.kept == {}
    form.flush()
    form._keep()
    form.kind._buttons[1].click()
    assert port.kept == {}
    assert journal.problem == ""


def test_the_focus_stays_where_the_person_is(
    qtbot: QtBot, journal_window: MainWindow, desk: JournalDesk, port: FakeJournal
) -> None:
    journal_window.activateWindow()
    qtbot.waitUntil(journal_window.isActiveWindow)
    port.fill(2)
    desk.open("e00001")
    erase(journal_window, desk, port)
    focus = QApplication.focusWidget()
    assert focus is None or not desk.page().isAncestorOf(focus)
    journal_window.show_page("journal")
    assert desk.page().view is desk.page().history


def test_the_strip_and_sheets_close_too(
    journal_window: MainWindow, desk: JournalDesk, port: FakeJournal, journal: Journal
) -> None:
    desk.log()
    journal_window.show_page("journal")
    others = desk.page().others
    others.adding.moved.click()
    sheet = others.sheet
    assert isinstance(sheet, MovementSheet)
    sheet.words.setText("Stairs")
    sheet.words.setModified(True)
    erase(journal_window, desk, port)
    assert others.sheet is None
    assert desk.strip is None
    assert (port.kept, port.others, journal.problem) == ({}, {}, "")


def test_a_medicine_without_a_name_yet_is_dropped(
    journal_window: MainWindow, desk: JournalDesk, port: FakeJournal
) -> None:
    journal_window.show_page("journal")
    others = desk.page().others
    others.adding.new_medicine.click()
    sheet = others.sheet
    assert isinstance(sheet, MedicineSheet)
    sheet.name.setText("Magnesium")
    sheet.name.setModified(True)
    erase(journal_window, desk, port)
    assert others.sheet is None
    assert port.others == {}


def test_a_form_whose_episode_was_deleted_elsewhere_is_left(
    journal_window: MainWindow, desk: JournalDesk, port: FakeJournal, journal: Journal
) -> None:
    port.fill(2)
    desk.open("e00001")
    port.remove(("e00001",))
    journal.changed_elsewhere()
    assert desk.page().view is desk.page().history
    assert journal.problem == ""
