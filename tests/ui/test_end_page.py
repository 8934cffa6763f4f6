"""After a session: kind words, answers kept at once, and an offer to whoever feels worse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from relaxapp.ui.end_page import EndPage
from relaxapp.ui.player_page import PlayerPage
from relaxapp.ui.ports import Preparation, Ratings
from tests.ui.fakes import CARDS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.flow import SessionFlow
    from relaxapp.ui.theme import Look
    from relaxapp.ui.window import MainWindow
    from tests.ui.fakes import FakePractice


def end_page(
    qtbot: QtBot, look: Look, tension_before: int | None = None, *, felt_worse: bool = False
) -> EndPage:
    page = EndPage(
        look,
        CARDS[0],
        Ratings(tension_before),
        stopped=False,
        felt_worse=felt_worse,
        grounding=True,
    )
    qtbot.addWidget(page)
    page.resize(800, 600)
    page.show()
    return page


def finish(flow: SessionFlow, practice: FakePractice, before: int | None = None) -> EndPage:
    flow.play(Preparation("soften", "woman", "rain", "lying", 0, tension_before=before))
    assert isinstance(flow.view, PlayerPage)
    assert practice.player is not None
    practice.player.advance(99_999)
    flow.view.step()
    assert isinstance(flow.view, EndPage)
    return flow.view


def test_done_needs_no_answer(
    qtbot: QtBot, window: MainWindow, flow: SessionFlow, practice: FakePractice
) -> None:
    end = finish(flow, practice)
    qtbot.mouseClick(end.done_button, Qt.MouseButton.LeftButton)
    assert flow.view is flow.sessions
    assert practice.ratings == []


def test_each_answer_is_kept_at_once_so_closing_loses_nothing(
    qtbot: QtBot, window: MainWindow, flow: SessionFlow, practice: FakePractice
) -> None:
    end = finish(flow, practice, before=6)
    qtbot.mouseClick(end.tension._buttons[3], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(end.note, "warm hands")
    window.close()
    assert practice.ratings[-1] == Ratings(6, None, 3, None, "warm hands")


def test_rated_worse_is_answered_by_an_offer(qtbot: QtBot, look: Look) -> None:
    page = end_page(qtbot, look, 4)
    assert page.offer.isHidden()
    qtbot.mouseClick(page.tension._buttons[6], Qt.MouseButton.LeftButton)
    assert page.offer.isVisible()
    qtbot.mouseClick(page.tension._buttons[4], Qt.MouseButton.LeftButton)
    assert page.offer.isHidden()


def test_feeling_worse_on_the_way_is_answered_too(qtbot: QtBot, look: Look) -> None:
    assert end_page(qtbot, look, felt_worse=True).offer.isVisible()


def test_the_offer_leads_to_grounding(
    window: MainWindow, flow: SessionFlow, practice: FakePractice
) -> None:
    flow.start_now("soften")
    assert isinstance(flow.view, PlayerPage)
    flow.view.worse.click()
    flow.view.stop()
    assert isinstance(flow.view, EndPage)
    flow.view.ground_button.click()
    assert isinstance(flow.view, PlayerPage)
    assert practice.begun[-1].session_id == "out-of-my-head"


def test_after_grounding_itself_no_more_grounding_is_offered(
    window: MainWindow, flow: SessionFlow
) -> None:
    flow.start_now("out-of-my-head")
    assert isinstance(flow.view, PlayerPage)
    flow.view.worse.click()
    flow.view.stop()
    assert isinstance(flow.view, EndPage)
    assert flow.view.offer.isHidden()


def test_stopping_early_is_not_scolded(window: MainWindow, flow: SessionFlow) -> None:
    flow.start_now("soften")
    assert isinstance(flow.view, PlayerPage)
    flow.view.stop()
    told = " ".join(label.text() for label in flow.view.findChildren(QLabel))
    assert "counts" in told


def test_escape_is_done(qtbot: QtBot, look: Look) -> None:
    page = end_page(qtbot, look)
    with qtbot.waitSignal(page.done):
        qtbot.keyClick(page, Qt.Key.Key_Escape)
