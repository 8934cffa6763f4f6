"""Falling asleep over a session: chosen beforehand, dark while it plays, no bright page after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from relaxapp.ui.end_page import EndPage
from relaxapp.ui.player_page import PlayerPage
from relaxapp.ui.ports import Preparation
from relaxapp.ui.prepare_page import PreparePage
from tests.ui.conftest import DRAWING
from tests.ui.fakes import CARDS, FakePlayer, FakePractice, FakeSettings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.flow import SessionFlow
    from relaxapp.ui.night_cover import NightCover
    from relaxapp.ui.theme import Look
    from relaxapp.ui.window import MainWindow

Key = Qt.Key


@pytest.fixture
def prepare(qtbot: QtBot, look: Look, settings: FakeSettings) -> PreparePage:
    made = PreparePage(look, CARDS[1], settings, FakePractice(settings=settings))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def night(qtbot: QtBot, look: Look, settings: FakeSettings) -> PlayerPage:
    player = FakePlayer()
    player.night = True
    made = PlayerPage(look, player, settings, DRAWING)
    qtbot.addWidget(made)
    made.resize(900, 640)
    made.show()
    made.begin()
    return made


def dark(page: PlayerPage) -> NightCover:
    assert page.cover is not None
    page.cover._timer.timeout.emit()  # the while without a touch
    return page.cover


def test_neither_bell_nor_night_unless_they_are_wanted(prepare: PreparePage) -> None:
    assert prepare.preparation.bell == 0
    assert prepare.preparation.night is None
    assert prepare.ending is not None
    assert prepare.ending.stay.isHidden() or not prepare.ending.stay.isVisible()


def test_what_is_chosen_goes_with_the_session_and_is_kept(
    qtbot: QtBot, prepare: PreparePage, settings: FakeSettings
) -> None:
    ending = prepare.ending
    assert ending is not None
    ending.bells.setCurrentIndex(ending.bells.findData(5))
    ending.sleep.click()
    ending.stay.setCurrentIndex(ending.stay.findData(30))
    ending.fade.slider.setValue(120)
    assert prepare.preparation.bell == 5
    assert prepare.preparation.night == (30, 120)
    qtbot.waitUntil(lambda: "45 min" in prepare.length.text())
    assert not settings.sounds.shelf.asleep
    prepare.start_button.click()
    shelf = settings.sounds.shelf
    assert (shelf.bell, shelf.asleep, shelf.stay, shelf.fade) == (5, True, 30, 120)


def test_help_for_right_now_knows_no_night(
    qtbot: QtBot, look: Look, settings: FakeSettings
) -> None:
    made = PreparePage(look, CARDS[3], settings, FakePractice(settings=settings))
    qtbot.addWidget(made)
    assert made.ending is None
    assert made.preparation.night is None


def test_a_session_by_day_never_goes_dark(page: PlayerPage) -> None:
    assert page.cover is None


def test_the_window_goes_dark_after_a_while_and_light_when_wanted(night: PlayerPage) -> None:
    cover = night.cover
    assert cover is not None
    assert cover.isHidden()
    dark(night)
    assert cover.isVisible()
    assert cover.geometry() == night.rect()
    cover.light.click()
    assert cover.isHidden()
    assert cover._timer.isActive()  # and dark again later


def test_the_dark_page_follows_the_window(night: PlayerPage) -> None:
    cover = dark(night)
    night.resize(1000, 700)
    assert cover.geometry() == night.rect()


def test_escape_in_the_dark_gives_light_and_ends_nothing(qtbot: QtBot, night: PlayerPage) -> None:
    cover = dark(night)
    qtbot.keyClick(cover, Key.Key_Escape)
    assert cover.isHidden()
    assert night._player.calls == []  # type: ignore[attr-defined]  # the fake's


def test_the_end_moves_by_a_quarter_of_an_hour(qtbot: QtBot, night: PlayerPage) -> None:
    cover = dark(night)
    cover.later.click()
    cover.sooner.click()
    qtbot.keyClick(cover, Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier)
    assert night._player.calls == ["move_end 1", "move_end -1", "move_end 1"]  # type: ignore[attr-defined]  # the fake's


def test_it_tells_how_long_the_sounds_go_on(night: PlayerPage) -> None:
    player = night._player
    assert isinstance(player, FakePlayer)
    player.position = player.length - 600
    night.step()
    cover = dark(night)
    assert cover.words.text() == "The sounds end in 10 min."
    player.toggle()
    night.step()
    assert cover.words.text() == "Paused"
    player.toggle()
    player.position = player.length - 10
    night.step()
    assert cover.words.text() == "The sounds fade away."


def test_who_needs_help_gets_light(qtbot: QtBot, night: PlayerPage) -> None:
    cover = dark(night)
    qtbot.keyClick(cover, Key.Key_W)
    assert cover.isHidden()


@pytest.mark.parametrize("touch", ["key", "mouse"])
def test_when_it_is_over_it_stays_dark_until_it_is_touched(
    qtbot: QtBot, night: PlayerPage, touch: str
) -> None:
    ended: list[bool] = []
    night.ended.connect(lambda: ended.append(True))
    cover = night.cover
    assert cover is not None
    night._player.state = "finished"  # type: ignore[attr-defined]  # the fake's
    night.step()
    assert cover.isVisible()
    assert cover.words.text() == ""
    assert not cover.later.isVisible()
    assert ended == []
    if touch == "key":
        qtbot.keyClick(cover, Key.Key_Space)
    else:
        qtbot.mouseClick(cover, Qt.MouseButton.LeftButton)
    assert ended == [True]


def test_who_stops_gets_the_end_at_once(qtbot: QtBot, night: PlayerPage) -> None:
    with qtbot.waitSignal(night.ended):
        night.stop()


def test_a_night_that_is_over_plays_no_more_and_stays_dark(
    qtbot: QtBot, window: MainWindow, flow: SessionFlow, practice: FakePractice
) -> None:
    flow.play(Preparation("soften", "woman", "rain", "lying", 0, night=(15, 60)))
    page = flow.view
    assert isinstance(page, PlayerPage)
    assert practice.player is not None
    practice.player.state = "finished"
    with qtbot.waitSignal(flow.over):
        page.step()
    assert flow.view is page  # dark, and nothing else
    assert page.cover is not None
    qtbot.keyClick(page.cover, Key.Key_Space)
    assert isinstance(flow.view, EndPage)
