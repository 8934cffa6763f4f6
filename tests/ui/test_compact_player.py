"""The small player: it stands in for the large window, shows what that sees, and gives it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from relaxapp.settings import Motion, Theme
from relaxapp.ui.compact_player import CompactPlayer
from relaxapp.ui.components import Button
from relaxapp.ui.player_page import CALM, LIVELY

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.flow import SessionFlow
    from relaxapp.ui.player_page import PlayerPage
    from relaxapp.ui.theme import Look
    from relaxapp.ui.window import MainWindow
    from tests.ui.fakes import FakePlayer, FakePractice

Key = Qt.Key


def small_window() -> CompactPlayer:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, CompactPlayer)]
    return found[-1]


@pytest.fixture
def small(page: PlayerPage) -> CompactPlayer:
    page.small_button.click()
    return small_window()


def test_a_button_and_a_key_swap_the_windows(qtbot: QtBot, page: PlayerPage) -> None:
    page.small_button.click()
    small = small_window()
    assert (small.isVisible(), page.isVisible()) == (True, False)
    small.large.click()
    assert (small.isVisible(), page.isVisible()) == (False, True)
    qtbot.keyClick(page, Key.Key_S)
    assert (small.isVisible(), page.isVisible()) == (True, False)
    for back in (Key.Key_S, Key.Key_Escape):
        qtbot.keyClick(small, back)
        assert (small.isVisible(), page.isVisible()) == (False, True)
        page.open_small()


def test_it_asks_to_stay_above_the_others(small: CompactPlayer) -> None:
    assert small.isWindow()
    assert small.windowFlags() & Qt.WindowType.WindowStaysOnTopHint


def test_it_shows_title_caption_and_phase_as_they_change(
    small: CompactPlayer, page: PlayerPage, player: FakePlayer
) -> None:
    assert small.title.text() == player.title
    player.seek(70)
    page.step()
    frame = player.tick()
    assert small.caption.text() == frame.caption
    assert small.ring.accessibleName() == page.stage.ring.accessibleName()
    player.seek(player.segments[-1].start)
    page.step()
    assert small.caption.text() == player.tick().caption != frame.caption


def test_a_long_caption_is_cut_and_read_whole(
    small: CompactPlayer, page: PlayerPage, player: FakePlayer
) -> None:
    words = "Let the whole of your arm grow long and heavy where it lies, " * 6
    steps = [(*step[:5], words) for step in player.steps]
    player.steps = steps
    page.step()
    assert small.caption.text().endswith("\u2026")
    assert small.caption.accessibleName() == words
    needed = small.caption.fontMetrics().boundingRect(
        small.caption.rect(), Qt.TextFlag.TextWordWrap.value, small.caption.text()
    )
    assert needed.height() <= small.caption.height()


@pytest.mark.parametrize(
    ("key", "call"),
    [
        (Key.Key_Space, "toggle"),
        (Key.Key_Left, "seek_by -10"),
        (Key.Key_Right, "seek_by 10"),
        (Key.Key_N, "next_step"),
    ],
)
def test_the_players_keys_hold_here_too(
    qtbot: QtBot, small: CompactPlayer, page: PlayerPage, player: FakePlayer, key: Qt.Key, call: str
) -> None:
    qtbot.keyClick(small.play, key)
    assert player.calls == [call]
    assert small.isVisible()


def test_its_buttons_do_what_they_say(
    qtbot: QtBot, small: CompactPlayer, page: PlayerPage, player: FakePlayer
) -> None:
    small.play.click()
    assert small.play.accessibleName().startswith("Play")
    small.back.click()
    with qtbot.waitSignal(page.ended):
        small.stop.click()
    assert player.calls == ["toggle", "seek_by -10", "stop"]
    assert page.stopped


@pytest.mark.parametrize(("key", "call"), [(Key.Key_C, "cramp"), (Key.Key_W, "worse")])
def test_help_comes_in_the_large_window(
    qtbot: QtBot, small: CompactPlayer, page: PlayerPage, player: FakePlayer, key: Qt.Key, call: str
) -> None:
    qtbot.keyClick(small, key)
    assert player.calls == [call]
    assert (small.isVisible(), page.isVisible()) == (False, True)
    assert page.strips.return_button.isVisible()


def test_the_cross_leads_back_and_the_session_goes_on(
    small: CompactPlayer, page: PlayerPage, player: FakePlayer
) -> None:
    small.close()
    assert page.isVisible()
    assert player.state == "playing"


def test_whoever_calls_for_the_large_window_gets_it(small: CompactPlayer, page: PlayerPage) -> None:
    page.show()
    assert not small.isVisible()


def test_full_screen_is_left_first(qtbot: QtBot, page: PlayerPage) -> None:
    asked: list[bool] = []
    page.full_screen.connect(asked.append)
    qtbot.keyClick(page, Key.Key_F)
    qtbot.keyClick(page, Key.Key_S)
    assert asked == [True, False]


def test_it_looks_as_often_as_the_large_one_and_is_still_where_less_motion_is_wanted(
    small: CompactPlayer, page: PlayerPage, player: FakePlayer, look: Look
) -> None:
    player.seek(71)
    page.step()
    assert page._timer.interval() == LIVELY
    look.choose(Theme.LIGHT, Motion.REDUCED)
    page.step()
    assert page._timer.interval() == CALM
    assert small.ring.fullness == 1.0


def test_every_control_has_a_name_and_tab_reaches_them_all(
    qtbot: QtBot, small: CompactPlayer
) -> None:
    buttons = small.findChildren(Button)
    assert {button.accessibleName() for button in buttons} == {
        "Pause (Space)",
        "Back 10 seconds (Left)",
        "Stop here",
        "Large window (S)",
    }
    small.play.setFocus()
    reached = []
    for _ in buttons:
        reached.append(small.focusWidget())
        small.focusNextChild()
    assert reached == [small.play, small.back, small.stop, small.large]
    interface = QAccessible.queryAccessibleInterface(small)
    assert interface.text(QAccessible.Text.Name) == "Small player"


def test_a_session_that_ends_small_shows_the_end_in_the_large_window(
    qtbot: QtBot, window: MainWindow, flow: SessionFlow, practice: FakePractice
) -> None:
    flow.start_now("soften")
    page = flow.playing
    assert page is not None
    page.open_small()
    assert not window.isVisible()
    assert practice.player is not None
    practice.player.advance(10_000)
    page.step()
    assert window.isVisible()
    assert flow.playing is None
    assert window.rail.isVisible()
    qapp = QApplication.instance()
    assert qapp is not None
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, CompactPlayer)]


def test_a_hidden_window_that_is_closed_ends_the_session_well(
    qtbot: QtBot, window: MainWindow, flow: SessionFlow, practice: FakePractice
) -> None:
    told: list[str] = []
    flow.began.connect(lambda: told.append("began"))
    flow.over.connect(lambda: told.append("over"))
    flow.start_now("soften")
    page = flow.playing
    assert page is not None
    page.open_small()
    window.close()
    assert practice.player is not None
    assert practice.player.calls == ["stop"]
    assert told == ["began", "over"]
    assert not small_window().isVisible()
