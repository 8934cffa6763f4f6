"""The report in the window: what is chosen, seen page by page, saved, printed and stopped."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFileDialog

from relaxapp.ui.journal_page import JournalFlow
from relaxapp.ui.report_page import ReportPage
from relaxapp.ui.report_ports import ReportChoice
from relaxapp.ui.report_preview import PICTURE, TEXT
from tests.ui.conftest import DRAWING
from tests.ui.report_fakes import TODAY, FakePages, FakeReport

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.theme import Look

USUAL = ReportChoice(date(2026, 1, 18), TODAY, "", notes=True, paper="letter")


@pytest.fixture
def report() -> FakeReport:
    return FakeReport()


@pytest.fixture
def page(qtbot: QtBot, look: Look, journal: Journal, report: FakeReport) -> ReportPage:
    made = ReportPage(look, journal, report)
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    return made


def finish(
    page: ReportPage, report: FakeReport, state: str = "finished", problem: str = ""
) -> None:
    """Let what is being made come to its end."""
    if state == "finished" and report.pages is None:
        report.pages = FakePages()
    report.job.state, report.job.problem = state, problem
    page._follow()


def test_it_is_made_at_once_as_it_usually_is(page: ReportPage, report: FakeReport) -> None:
    assert report.choices == [USUAL]
    assert page.bar.isVisible()
    assert page.halt.isVisible()
    assert not page.save_pdf.isEnabled()
    report.job.done = 0.5
    page._follow()
    assert page.bar.value() == 500
    finish(page, report)
    assert not page.bar.isVisible()
    assert page.save_pdf.isEnabled()
    assert page.preview.told.text() == "Page 1 of 3"


def test_each_choice_makes_it_anew(page: ReportPage, report: FakeReport, qtbot: QtBot) -> None:
    finish(page, report)
    four = next(b for b in page.choices.span._buttons if b.text() == "4 weeks")
    qtbot.mouseClick(four, Qt.MouseButton.LeftButton)
    assert report.choices[-1] == USUAL._replace(since=date(2026, 2, 15))
    page.choices.notes.setChecked(False)
    page.choices.paper.pick("a4")
    page.choices._set()
    assert report.choices[-1] == ReportChoice(date(2026, 2, 15), TODAY, "", False, "a4")
    assert not page.save_pdf.isEnabled()


def test_own_days_have_to_be_a_period(page: ReportPage, report: FakeReport) -> None:
    choices = page.choices
    assert not choices.dates.isVisible()
    choices.span.pick("dates")
    choices._set()
    assert choices.dates.isVisible()
    choices.since.setText("2026-03-01")
    choices.since.editingFinished.emit()
    assert report.choices[-1].since == date(2026, 3, 1)
    count = len(report.choices)
    for wrong, told in (("1 March", "“1 March” is no day"), ("2026-03-20", "before the last")):
        choices.since.setText(wrong)
        choices.since.editingFinished.emit()
        assert told in choices.wrong.text()
        assert choices.wrong.isVisible()
        assert not page.save_pdf.isEnabled()
    assert len(report.choices) == count


def test_a_name_is_remembered_only_when_asked(page: ReportPage, report: FakeReport) -> None:
    page.choices.name.setText("  Alex Example ")
    page.choices.name.editingFinished.emit()
    assert report.choices[-1].name == "Alex Example"
    assert report.kept_name == ""
    page.choices.remember.setChecked(True)
    assert report.kept_name == "Alex Example"
    page.choices.remember.setChecked(False)
    assert report.kept_name == ""


def test_a_remembered_name_is_there_again(
    qtbot: QtBot, look: Look, journal: Journal, report: FakeReport
) -> None:
    report.kept_name = "Alex Example"
    page = ReportPage(look, journal, report)
    qtbot.addWidget(page)
    assert report.choices[-1].name == "Alex Example"
    assert page.choices.remember.isChecked()
    page.give_up()


def test_leaving_a_field_as_it_was_makes_nothing(page: ReportPage, report: FakeReport) -> None:
    page.choices.name.editingFinished.emit()
    assert len(report.choices) == 1


def test_the_pages_can_be_turned_by_mouse_and_keys(
    page: ReportPage, report: FakeReport, qtbot: QtBot
) -> None:
    finish(page, report)
    preview = page.preview
    assert not preview.back.isEnabled()
    qtbot.mouseClick(preview.on, Qt.MouseButton.LeftButton)
    assert preview.told.text() == "Page 2 of 3"
    preview.sheet.setFocus()
    qtbot.keyClick(preview.sheet, Qt.Key.Key_Right)
    assert preview.told.text() == "Page 3 of 3"
    assert not preview.on.isEnabled()
    qtbot.keyClick(preview.sheet, Qt.Key.Key_PageUp)
    assert preview.number == 1
    pages = report.pages
    assert pages is not None
    qtbot.waitUntil(lambda: [number for number, _ in pages.painted][-1:] == [1])


def test_a_page_can_be_made_larger(page: ReportPage, report: FakeReport, qtbot: QtBot) -> None:
    finish(page, report)
    pages = report.pages
    assert pages is not None
    qtbot.waitUntil(lambda: bool(pages.painted))
    before = pages.painted[-1][1]
    for _ in range(9):
        page.preview.zoom(1)
    qtbot.waitUntil(lambda: pages.painted[-1][1] > before * 2.9)
    assert not page.preview.larger.isEnabled()
    qtbot.waitUntil(lambda: page.preview.frame.horizontalScrollBar().maximum() > 0)
    assert page.preview.sheet.height() <= page.preview.frame.height()


def test_a_page_can_be_read_as_text(page: ReportPage, report: FakeReport) -> None:
    finish(page, report)
    preview = page.preview
    assert "As text" in preview.sheet.accessibleName()
    told = QAccessible.queryAccessibleInterface(preview.sheet)
    assert told.role() is QAccessible.Role.Graphic
    preview.kind.pick(TEXT)
    preview._show()
    assert preview.text.isVisible()
    assert preview.text.toPlainText() == "words of page 1"
    assert preview.text.accessibleName() == "Page 1 of 3, as text"
    preview.turn(1)
    assert preview.text.toPlainText() == "words of page 2"
    preview.kind.pick(PICTURE)
    preview._show()
    assert preview.frame.isVisible()


@pytest.mark.parametrize(
    ("button", "typed", "saved"),
    [
        ("save_pdf", "r.pdf", "r.pdf"),
        ("save_pdf", "r", "r.pdf"),
        ("save_html", "r.html", "r.html"),
        ("save_html", "r.pdf", "r.pdf.html"),
    ],
)
def test_it_is_saved_where_it_is_told(
    page: ReportPage,
    report: FakeReport,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    button: str,
    typed: str,
    saved: str,
) -> None:
    finish(page, report)
    place = str(tmp_path / typed)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (place, ""))
    getattr(page, button).click()
    assert report.saved == [str(tmp_path / saved)]
    assert page.bar.isVisible()
    finish(page, report)
    assert page.told.text() == f"Saved as {tmp_path / saved}."


def test_what_cannot_be_saved_is_told(
    page: ReportPage, report: FakeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish(page, report)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/x/r.pdf", ""))
    page.save_pdf.click()
    finish(page, report, "failed", "/x/r.pdf cannot be written.")
    assert page.told.text() == "It did not work: /x/r.pdf cannot be written."
    assert page.save_pdf.isEnabled()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    page.save_pdf.click()
    assert len(report.saved) == 1


def test_printing_opens_the_computers_own_program(page: ReportPage, report: FakeReport) -> None:
    finish(page, report)
    page.print.click()
    finish(page, report)
    assert (report.printed, report.shown) == (1, 1)
    assert "Opened in your program for PDF files" in page.told.text()
    report.no_viewer = "There is no program for PDF files on this computer."
    page.print.click()
    finish(page, report)
    assert page.told.text() == report.no_viewer


def test_it_can_be_stopped(page: ReportPage, report: FakeReport) -> None:
    page.halt.setFocus()
    page.halt.click()
    assert report.job.state == "stopped"
    page._follow()
    assert page.told.text() == "Stopped."
    assert not page.save_pdf.isEnabled()
    assert page.back.hasFocus()


def test_a_journal_that_cannot_be_read_is_told(
    qtbot: QtBot, look: Look, journal: Journal, report: FakeReport
) -> None:
    report.problem = "The journal cannot be opened."
    page = ReportPage(look, journal, report)
    qtbot.addWidget(page)
    assert page.told.text() == report.problem
    assert not page.save_pdf.isEnabled()


def test_a_change_of_the_journal_makes_it_anew(
    page: ReportPage, report: FakeReport, journal: Journal
) -> None:
    finish(page, report)
    journal.changed.emit()
    assert len(report.choices) == 2


def test_narrow_windows_put_the_preview_below(page: ReportPage) -> None:
    assert page.preview.x() > page.choices.width()
    page.resize(600, 900)
    assert page.preview.y() > page.choices.height()


def test_the_journal_leads_there_and_back(
    qtbot: QtBot, look: Look, journal: Journal, report: FakeReport
) -> None:
    flow = JournalFlow(look, journal, DRAWING, None, lambda: report)
    qtbot.addWidget(flow)
    flow.resize(1200, 900)
    flow.show()
    flow.history.for_doctor.click()
    page = flow.view
    assert isinstance(page, ReportPage)
    assert flow.focusWidget() is page.choices.span.first_control
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert flow.view is flow.history
    qtbot.waitUntil(lambda: report.ended == 1)


def test_asking_for_it_again_leaves_it_as_it_is(
    qtbot: QtBot, look: Look, journal: Journal, report: FakeReport
) -> None:
    flow = JournalFlow(look, journal, DRAWING, None, lambda: report)
    qtbot.addWidget(flow)
    flow.show_report()
    page = flow.view
    flow.show_report()
    assert flow.view is page
    assert (len(report.choices), report.ended) == (1, 0)


def test_what_was_erased_is_shown_no_more(
    qtbot: QtBot, look: Look, journal: Journal, report: FakeReport
) -> None:
    flow = JournalFlow(look, journal, DRAWING, None, lambda: report)
    qtbot.addWidget(flow)
    flow.show_report()
    flow.forget()
    assert report.ended >= 1
    assert flow.view is flow.history


def test_without_a_maker_of_reports_none_is_offered(
    qtbot: QtBot, look: Look, journal: Journal
) -> None:
    flow = JournalFlow(look, journal, DRAWING)
    qtbot.addWidget(flow)
    flow.show()
    assert not flow.history.for_doctor.isVisible()
    flow.show_report()
    assert flow.view is flow.history
