"""Every page of the journal: names for all that can be used, nothing cut off, in every palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPlainTextEdit, QWidget

from relaxapp.journal.vocabulary import SIGNS
from relaxapp.settings import Theme
from relaxapp.ui.components import Text
from relaxapp.ui.help_page import HelpPage
from relaxapp.ui.journal_form import EpisodeForm
from tests.ui.journal_fakes import FakeJournal, FakeSelfCare
from tests.ui.test_window import CONTROLS, overflow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.journal_desk import JournalDesk
    from relaxapp.ui.theme import Look
    from relaxapp.ui.window import MainWindow

SHEETS = ("drink", "movement", "care", "medicine", "session")
VIEWS = ("history", "filters", "form", "advice", "others", *SHEETS, "trash", "help", "strip")


def visit(window: MainWindow, desk: JournalDesk, port: FakeJournal, view: str) -> QWidget:
    """Bring a view up with something in it."""
    port.fill()
    if view == "strip":
        port.last, port.due = "shoulder.left", True
        desk.log()
        assert desk.strip is not None
        return desk.strip
    window.show_page("help" if view == "help" else "journal")
    if view in ("form", "advice"):
        desk.open("e00001")
        form = desk.page().view
        assert isinstance(form, EpisodeForm)
        if view == "advice":
            form.signs.chip("chest_pain").click()
            form.when.chips.pick("pick")
            form.when.chips.chosen.emit()
    elif view in ("others", *SHEETS):
        FakeSelfCare(port).fill()
        desk.page().turn(desk.page().others)
        if view in SHEETS:
            desk.page().others.table.selectRow(0)
            desk.page().others.open(next(k for k, c in port.others.items() if c.kind == view))
            if view == "drink":
                desk.page().others.sheet.amounts._buttons[-2].click()
    elif view == "trash":
        FakeSelfCare(port).fill(1)
        port.remove([*list(port.kept)[:2], *port.others])
        desk.page().show_trash()
        desk.page().view.list.selectAll()
        desk.page().view._ask()
    elif view == "filters":
        history = desk.page().history
        history.more.click()
        history.days.more.click()
        history.filters.span.setCurrentIndex(history.filters.span.count() - 1)
        history.filters.span.activated.emit(0)
        history.table.selectRow(1)
    return window.stack.currentWidget()


@pytest.mark.parametrize("view", VIEWS)
def test_every_control_has_a_name_and_can_be_reached(
    journal_window: MainWindow, desk: JournalDesk, port: FakeJournal, view: str
) -> None:
    page = visit(journal_window, desk, port, view)
    unnamed, unreachable = [], []
    for control in page.findChildren(QWidget):
        kinds = (*CONTROLS, QAbstractItemView, QPlainTextEdit)
        if not isinstance(control, kinds) or control.parent() is None:
            continue
        holder = control.parent()
        inner = ("QLineEdit", "QComboBox", "QAbstractItemView", "QAbstractSpinBox")
        if control.inherits("QScrollBar") or control.inherits("QHeaderView"):
            continue
        if any(holder.inherits(name) for name in inner) or control.window() is not journal_window:
            continue
        told = QAccessible.queryAccessibleInterface(control)
        if not told.text(QAccessible.Text.Name):
            unnamed.append(control)
        radio = bool(getattr(control, "autoExclusive", bool)())
        picked = radio and control.isChecked()
        if not (control.focusPolicy() & Qt.FocusPolicy.TabFocus) and (picked or not radio):
            unreachable.append(control)
    assert unnamed == []
    assert unreachable == []


@pytest.mark.parametrize("size", [(1280, 800), (800, 576), (640, 376)], ids=str)
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_cut_off(
    qtbot: QtBot,
    journal_window: MainWindow,
    desk: JournalDesk,
    port: FakeJournal,
    view: str,
    size: tuple[int, int],
) -> None:
    """640 x 376 is what 1280 x 800 leaves at 200 %, less a title bar."""
    journal_window.resize(*size)
    page = visit(journal_window, desk, port, view)
    qtbot.waitUntil(lambda: not overflow(page), timeout=1000)
    assert journal_window.width() == size[0], "the page forces the window wider"
    assert journal_window.height() == size[1], "the page forces the window taller"


@pytest.mark.parametrize("theme", list(Theme))
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_paints_in_every_palette(
    journal_window: MainWindow,
    desk: JournalDesk,
    port: FakeJournal,
    look: Look,
    view: str,
    theme: Theme,
) -> None:
    page = visit(journal_window, desk, port, view)
    look.choose(theme, look._motion)
    picture = journal_window.grab().toImage()
    ground = look.colours.card if view == "strip" else look.colours.paper
    corner = picture.pixelColor(page.mapTo(journal_window, QPoint(4, page.height() - 4)))
    assert corner.name() == ground


def test_the_help_page_can_be_read_by_the_keyboard_and_ends_where_its_words_end(
    qtbot: QtBot, journal_window: MainWindow, desk: JournalDesk, port: FakeJournal
) -> None:
    page = visit(journal_window, desk, port, "help")
    assert isinstance(page, HelpPage)
    journal_window.activateWindow()
    qtbot.waitUntil(journal_window.isActiveWindow)
    journal_window._enter_page()
    assert QApplication.focusWidget() is page
    seen = page.verticalScrollBar()
    places = [seen.value()]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space):
        qtbot.keyClick(page, key)
        places.append(seen.value())
    assert places == sorted(set(places))
    qtbot.keyClick(page, Qt.Key.Key_End)
    assert seen.value() == seen.maximum()
    last = page.findChildren(Text)[-1]
    below = page.canvas.height() - last.mapTo(page.canvas, last.rect().bottomLeft()).y()
    assert below < 60
    qtbot.keyClick(page, Qt.Key.Key_Home)
    assert seen.value() == 0


def test_the_help_page_names_every_sign_and_its_sources(
    journal_window: MainWindow, desk: JournalDesk, port: FakeJournal
) -> None:
    page = visit(journal_window, desk, port, "help")
    told = "\n".join(text.text() for text in page.findChildren(Text))
    for sign in SIGNS.values():
        assert sign.label in told
    for word in ("psychologist", "NHS", "Motor Neurone Disease Association", "without advice"):
        assert word in told
