"""The shell: its pages by mouse and keyboard, names for all that can be used, nothing cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from relaxapp.settings import Theme
from relaxapp.ui.components import Button
from relaxapp.ui.controls import Notice
from relaxapp.ui.end_page import EndPage
from relaxapp.ui.player_page import PlayerPage
from relaxapp.ui.ports import Page
from relaxapp.ui.settings_page import SettingsPage
from relaxapp.ui.window import MainWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.flow import SessionFlow
    from relaxapp.ui.theme import Look
    from tests.ui.fakes import FakePractice, FakeSettings

VIEWS = ("sessions", "prepare", "player", "detour", "end", "settings")
CONTROLS = (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit)


def visit(window: MainWindow, flow: SessionFlow, practice: FakePractice, view: str) -> QWidget:
    """Bring a view up with long words in it."""
    if view == "settings":
        window.show_page("settings")
        return window.stack.currentWidget()
    if view == "prepare":
        flow.prepare("full-sixteen")
    elif view in ("player", "detour"):
        flow.start_now("full-sixteen")
        assert practice.player is not None
        practice.player.seek(500)
        practice.player.detour = "worse" if view == "detour" else ""
        practice.player.audible = view == "player"
        assert isinstance(flow.view, PlayerPage)
        flow.view.step()
    elif view == "end":
        flow.start_now("soften")
        assert isinstance(flow.view, PlayerPage)
        flow.view.worse.click()
        flow.view.stop()
    return flow.view


@pytest.mark.parametrize("view", VIEWS)
def test_every_control_has_a_name_and_can_be_reached(
    window: MainWindow, flow: SessionFlow, practice: FakePractice, view: str
) -> None:
    page = visit(window, flow, practice, view)
    unnamed, unreachable = [], []
    for control in page.findChildren(QWidget):
        if not isinstance(control, CONTROLS) or isinstance(control, QScrollBar):
            continue
        if control.parent().inherits("QLineEdit"):
            continue  # Qt's own clear button; Ctrl+A, Delete does it by keyboard
        told = QAccessible.queryAccessibleInterface(control)
        if not told.text(QAccessible.Text.Name):
            unnamed.append(control)
        # Of radio-like buttons only the picked one is a stop; arrows go to the others.
        radio = isinstance(control, QAbstractButton) and control.autoExclusive()
        picked = radio and control.isChecked()
        if not (control.focusPolicy() & Qt.FocusPolicy.TabFocus) and (picked or not radio):
            unreachable.append(control)
    assert unnamed == []
    assert unreachable == []


def overflow(page: QWidget) -> list[str]:
    """Return what has less room than its words need, or lies outside what holds it."""
    found = []
    for part in page.findChildren(QWidget):
        if not part.isVisible() or not isinstance(part, QLabel | QAbstractButton):
            continue
        wraps = isinstance(part, QLabel) and part.wordWrap()
        wide = part.minimumSizeHint().width() if wraps else part.sizeHint().width()
        tall = part.heightForWidth(part.width()) if part.hasHeightForWidth() else 0
        if part.isWindow() or part.parent().inherits("QLineEdit"):
            continue
        fixed = part.minimumWidth() == part.maximumWidth()
        if (wide > part.width() and not fixed) or tall > part.height():
            found.append(f"{part}: {wide}x{tall} in {part.size()}")
        holder = part.parentWidget()
        if not holder.rect().adjusted(-1, -1, 1, 1).contains(part.geometry()):
            found.append(f"{part} {part.geometry()} outside {holder.rect()}")
    return found


@pytest.mark.parametrize("size", [(1280, 800), (800, 576), (640, 376), (602, 362)], ids=str)
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_cut_off(
    qtbot: QtBot,
    window: MainWindow,
    flow: SessionFlow,
    practice: FakePractice,
    view: str,
    size: tuple[int, int],
) -> None:
    """640 x 376 is what 1280 x 800 leaves at 200 %, less a title bar; 602 x 362, less a panel."""
    window.resize(*size)
    page = visit(window, flow, practice, view)
    if view == "sessions":
        flow.sessions.lead_on()
        flow.sessions.make_button.show()
    qtbot.waitUntil(lambda: not overflow(page), timeout=1000)
    for area in [page, *page.findChildren(QScrollArea)]:
        if isinstance(area, QScrollArea) and area.isVisible():
            assert area.widget().width() <= area.viewport().width(), "it is cut off at the side"
    assert window.width() == size[0], "the page forces the window wider"
    assert window.height() == size[1], "the page forces the window taller"


def test_the_window_is_painted_before_its_first_page_is_made(
    qtbot: QtBot, look: Look, settings: FakeSettings
) -> None:
    seen: list[str] = []

    class Watched(MainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            seen.append("painted")
            super().paintEvent(event)

    def build() -> QWidget:
        seen.append("made")
        return QLabel("page")

    window = Watched(look, [Page("sessions", "Sessions", "sessions", build)], settings)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: "made" in seen)
    assert seen[0] == "painted"


def test_the_rail_opens_pages_and_builds_them_only_then(qtbot: QtBot, window: MainWindow) -> None:
    assert "settings" not in window._built
    qtbot.mouseClick(window.buttons["settings"], Qt.MouseButton.LeftButton)
    assert isinstance(window.stack.currentWidget(), SettingsPage)


def test_the_rail_opens_pages_for_a_screen_reader_too(window: MainWindow) -> None:
    button = window.buttons["settings"]
    QAccessible.queryAccessibleInterface(button).actionInterface().doAction("Toggle")
    assert isinstance(window.stack.currentWidget(), SettingsPage)
    window.show_page("sessions")
    assert not button.isChecked()
    assert not isinstance(window.stack.currentWidget(), SettingsPage)


def test_something_to_know_is_shown_and_put_away(qtbot: QtBot, window: MainWindow) -> None:
    window.tell("The journal cannot be used.")
    notice = window.findChild(Notice)
    assert isinstance(notice, Notice)
    assert notice.isVisible()
    assert "journal" in notice.words.text()
    button = notice.findChild(Button)
    assert isinstance(button, Button)
    with qtbot.waitSignal(notice.destroyed):
        button.click()


def test_a_long_message_wraps_and_leaves_room_for_the_page(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(600, 400)
    window.tell("Some settings could not be read; the usual ones apply. /home/sam/" + "a-b" * 60)
    notice = window.findChild(Notice)
    assert isinstance(notice, Notice)
    qtbot.waitUntil(
        lambda: notice.words.height() >= notice.words.heightForWidth(notice.words.width())
    )
    assert window.width() == 600
    assert window.stack.height() > 200


def test_ctrl_and_a_number_open_a_page(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.stack.currentWidget(), SettingsPage)
    assert window.buttons["settings"].isChecked()


def test_f6_goes_between_rail_and_page(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert not window.rail.isAncestorOf(window.focusWidget())
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.focusWidget() is window.buttons["sessions"]
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert not window.rail.isAncestorOf(window.focusWidget())


def test_each_view_opens_with_its_likeliest_button_focused(
    window: MainWindow, flow: SessionFlow
) -> None:
    flow.prepare("full-sixteen")
    assert window.focusWidget().accessibleName() == "Start Full Sixteen"
    flow.start_now("full-sixteen")
    assert window.focusWidget().accessibleName().startswith("Pause")
    assert isinstance(flow.view, PlayerPage)
    flow.view.stop()
    assert isinstance(flow.view, EndPage)
    assert window.focusWidget() is flow.view.done_button
    flow.home()
    assert window.focusWidget().accessibleName() == "Start Soften"


def test_a_playing_session_has_the_window_to_itself(window: MainWindow, flow: SessionFlow) -> None:
    flow.start_now("soften")
    assert window.rail.isHidden()
    assert isinstance(flow.view, PlayerPage)
    flow.view.stop()
    assert not window.rail.isHidden()


def test_closing_the_window_ends_what_plays(
    window: MainWindow, flow: SessionFlow, practice: FakePractice
) -> None:
    flow.start_now("soften")
    window.close()
    assert practice.player is not None
    assert practice.player.state == "stopped"


def test_the_window_remembers_its_place(window: MainWindow, settings: FakeSettings) -> None:
    window.close()
    assert settings.kept


def test_full_screen_and_back(qtbot: QtBot, window: MainWindow, flow: SessionFlow) -> None:
    flow.start_now("soften")
    qtbot.keyClick(flow.view, Qt.Key.Key_F)
    assert window.isFullScreen()
    qtbot.keyClick(flow.view, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert isinstance(flow.view, PlayerPage)


def test_changing_the_palette_while_it_plays_changes_no_size(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, flow: SessionFlow, look: Look
) -> None:
    flow.start_now("soften")
    assert isinstance(flow.view, PlayerPage)
    page = flow.view
    buttons = [*page.transport.buttons.values(), page.cramp, page.worse, page.screen_button]
    qapp.processEvents()
    before = [button.size() for button in buttons]
    look.choose(Theme.CONTRAST, look._motion)
    qapp.processEvents()
    assert [button.size() for button in buttons] == before


@pytest.mark.parametrize("theme", list(Theme))
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_paints_in_every_palette(
    window: MainWindow,
    flow: SessionFlow,
    practice: FakePractice,
    look: Look,
    view: str,
    theme: Theme,
) -> None:
    page = visit(window, flow, practice, view)
    look.choose(theme, look._motion)
    picture = window.grab().toImage()
    corner = picture.pixelColor(page.mapTo(window, QPoint(4, 4)))
    assert corner.name() == look.colours.paper
