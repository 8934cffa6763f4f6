"""The first page: one press to begin, a search, and cards that say what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget

from relaxapp.ui.player_page import PlayerPage
from relaxapp.ui.prepare_page import PreparePage
from relaxapp.ui.session_tile import SessionTile
from relaxapp.ui.sessions_page import SessionsPage
from tests.ui.fakes import CARDS, TODAY, FakePractice, FakeSettings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.flow import SessionFlow
    from relaxapp.ui.theme import Look
    from relaxapp.ui.window import MainWindow


def seen(page: SessionsPage) -> list[str]:
    return [t.card.id for t in page.findChildren(SessionTile) if t.isVisibleTo(page)]


@pytest.fixture
def sessions(qtbot: QtBot, look: Look, practice: FakePractice) -> SessionsPage:
    page = SessionsPage(look, practice)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


def test_one_press_on_start_plays_the_first_session(
    qtbot: QtBot, window: MainWindow, flow: SessionFlow, practice: FakePractice
) -> None:
    assert flow.sessions.hero is not None
    qtbot.mouseClick(flow.sessions.hero.start, Qt.MouseButton.LeftButton)
    assert isinstance(flow.view, PlayerPage)
    assert practice.begun[0].session_id == "soften"
    assert practice.player is not None
    assert practice.player.state == "playing"


def test_enter_is_enough_after_the_launch(
    qtbot: QtBot, window: MainWindow, flow: SessionFlow, practice: FakePractice
) -> None:
    focus = window.focusWidget()
    assert flow.sessions.hero is not None
    assert focus is flow.sessions.hero.start
    qtbot.keyClick(focus, Qt.Key.Key_Return)
    assert practice.begun


def test_a_first_session_that_tenses_is_prepared_first(
    qtbot: QtBot, window: MainWindow, flow: SessionFlow, practice: FakePractice
) -> None:
    practice.listed = CARDS[1:]
    flow.home()
    assert flow.sessions.hero is not None
    flow.sessions.hero.start.click()
    assert isinstance(flow.view, PreparePage)
    assert not practice.begun


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("exhale", ["long-exhale"]),
        ("SOFTEN", ["soften"]),
        ("grounding", ["out-of-my-head"]),
        ("sixteen gently", ["full-sixteen"]),
        ("cramp easily", ["soften"]),
    ],
)
def test_search_looks_at_title_purpose_and_technique(
    sessions: SessionsPage, text: str, found: list[str]
) -> None:
    sessions.search.setText(text)
    assert seen(sessions) == found
    assert not sessions.nothing.isVisibleTo(sessions)


def test_searching_for_what_is_not_there_says_so_and_clearing_brings_all_back(
    sessions: SessionsPage,
) -> None:
    sessions.search.setText("trampoline")
    assert seen(sessions) == []
    assert sessions.nothing.isVisibleTo(sessions)
    assert "trampoline" in sessions.nothing.text()
    sessions.search.clear()
    assert len(seen(sessions)) == len(CARDS) - 1  # the first one stands above, large
    assert sessions.hero is not None
    assert sessions.hero.isVisibleTo(sessions)


def test_ctrl_f_searches_and_escape_clears(qtbot: QtBot, sessions: SessionsPage) -> None:
    qtbot.keyClick(sessions, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert sessions.focusWidget() is sessions.search
    qtbot.keyClicks(sessions.search, "exhale")
    qtbot.keyClick(sessions.search, Qt.Key.Key_Escape)
    assert sessions.search.text() == ""


def test_every_card_can_be_reached_and_tells_all_it_shows(sessions: SessionsPage) -> None:
    for tile in sessions.findChildren(SessionTile):
        told = QAccessible.queryAccessibleInterface(tile)
        assert told.role() == QAccessible.Role.Button
        assert told.text(QAccessible.Text.Name) == tile.card.title
        description = told.text(QAccessible.Text.Description)
        assert tile.card.technique in description
        assert "min" in description
        assert tile.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize(
    ("session", "words"),
    [
        ("soften", "Not practised yet"),
        ("full-sixteen", "Practised 3 days ago"),
        ("long-exhale", "Practised today"),
        ("out-of-my-head", "Practised yesterday"),
    ],
)
def test_cards_say_when_they_were_last_practised(
    sessions: SessionsPage, session: str, words: str
) -> None:
    tiles = {t.card.id: t for t in sessions.findChildren(SessionTile)}
    assert words in tiles[session].accessibleDescription()


def test_a_card_opens_its_preparation_by_keyboard(
    qtbot: QtBot, window: MainWindow, flow: SessionFlow
) -> None:
    tile = next(t for t in flow.sessions.findChildren(SessionTile) if t.card.id == "full-sixteen")
    tile.setFocus()
    qtbot.keyClick(tile, Qt.Key.Key_Return)
    assert isinstance(flow.view, PreparePage)


def test_tab_goes_down_the_page(window: MainWindow, flow: SessionFlow) -> None:
    page = flow.sessions
    assert page.hero is not None
    page.hero.start.setFocus()
    order = []
    for _ in range(6):
        focus = window.focusWidget()
        order.append(focus.accessibleName() or focus.text())  # type: ignore[attr-defined] # buttons
        window.focusNextChild()
    assert order[:5] == [
        "Start Soften",
        "Prepare Soften",
        "A cramp, right now",
        "My thoughts are racing",
        "Search sessions",
    ]


def test_the_grid_reflows_with_the_window(qtbot: QtBot, sessions: SessionsPage) -> None:
    def columns() -> int:
        tiles = [t for t in sessions.findChildren(SessionTile) if t.isVisibleTo(sessions)]
        return len({t.x() for t in tiles})

    sessions.resize(1000, 700)
    qtbot.waitUntil(lambda: columns() == 3)
    sessions.resize(560, 700)
    qtbot.waitUntil(lambda: columns() == 1)


@pytest.mark.parametrize(("hour", "words"), [(8, "morning"), (15, "afternoon"), (23, "evening")])
def test_it_greets_by_the_time_of_day(qtbot: QtBot, look: Look, hour: int, words: str) -> None:
    page = SessionsPage(look, FakePractice(hour))
    qtbot.addWidget(page)
    assert words in page.greeting.text()


def test_help_for_right_now_starts_at_once(
    window: MainWindow, flow: SessionFlow, practice: FakePractice
) -> None:
    flow.start_now("cramp-now")
    assert practice.begun[0].session_id == "cramp-now"
    assert practice.begun[0].delay == 0
    assert practice.begun[0].ambience is None


def test_what_is_started_at_once_has_the_sound_that_was_chosen(
    window: MainWindow, flow: SessionFlow, practice: FakePractice, settings: FakeSettings
) -> None:
    settings.settings = settings.settings.with_(ambience="wind")
    flow.start_now("soften")
    assert practice.begun[0].ambience == "wind"


def test_the_first_card_says_when_it_was_last_practised(
    sessions: SessionsPage, practice: FakePractice
) -> None:
    def told() -> str:
        assert sessions.hero is not None
        return " ".join(label.text() for label in sessions.hero.findChildren(QLabel))

    assert "ractised" not in told()
    practice.listed = (CARDS[0]._replace(last_practised=TODAY), *CARDS[1:])
    sessions.refresh()
    assert "Practised today" in told()


def test_without_sessions_the_page_says_so(qtbot: QtBot, look: Look) -> None:
    practice = FakePractice()
    practice.listed = ()
    page = SessionsPage(look, practice)
    qtbot.addWidget(page)
    assert page.hero is None
    assert page.nothing.isVisibleTo(page)


def test_it_asks_once_whether_muscles_cramp_easily(qtbot: QtBot, look: Look) -> None:
    practice = FakePractice()
    practice.question = "first"
    page = SessionsPage(look, practice)
    qtbot.addWidget(page)
    assert page.gentle is not None
    page.search.setText("even")
    assert page.gentle.isHidden()  # who searches is asked nothing
    page.search.clear()
    page.gentle.yes.click()
    assert practice.answered == [True]
    assert page.gentle is None


def test_a_screen_reader_goes_down_the_page(qtbot: QtBot, look: Look) -> None:
    practice = FakePractice()
    practice.question = "Do your muscles cramp easily?"
    page = SessionsPage(look, practice)
    qtbot.addWidget(page)
    page.lead_on()
    page.resize(1000, 700)
    page.show()
    assert page.gentle is not None
    canvas = page.gentle.parentWidget()
    shown = [
        part for part in canvas.children() if isinstance(part, QWidget) and part.isVisibleTo(canvas)
    ]
    assert len(shown) > 8
    tops = [part.geometry().center().y() for part in shown]
    assert tops == sorted(tops)
