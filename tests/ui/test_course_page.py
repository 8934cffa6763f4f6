"""The course on the screen: where one stands, what opens the next, and steps by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from relaxapp.sessions.course import StageId
from relaxapp.ui.course_page import CoursePage
from relaxapp.ui.end_page import EndPage
from relaxapp.ui.flow import SessionFlow
from relaxapp.ui.player_page import PlayerPage
from relaxapp.ui.prepare_page import PreparePage
from tests.ui.conftest import DRAWING
from tests.ui.learning_fakes import FakeLearning

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.theme import Look
    from tests.ui.fakes import FakePractice, FakeSettings


@pytest.fixture
def learning() -> FakeLearning:
    return FakeLearning()


def shown(qtbot: QtBot, look: Look, learning: FakeLearning) -> CoursePage:
    page = CoursePage(look, learning)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    return page


def told(page: CoursePage) -> str:
    labels = page.here.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if not label.isHidden())


def test_it_begins_at_the_first_stage(qtbot: QtBot, look: Look, learning: FakeLearning) -> None:
    page = shown(qtbot, look, learning)
    assert "stage 1 of 7" in told(page)
    assert "practise 3 more times, and feel looser afterwards 2 more times" in told(page)
    assert "still to come, whenever you like" in told(page)
    assert page.behind is None
    with qtbot.waitSignal(page.prepare, check_params_cb=lambda session: session == "soften"):
        page.practise.click()


def test_every_stage_says_what_it_trains_why_and_after_whom(
    qtbot: QtBot, look: Look, learning: FakeLearning
) -> None:
    page = shown(qtbot, look, learning)
    assert list(page.stages) == list(StageId)
    for card in page.stages.values():
        words = "\n".join(label.text() for label in card.findChildren(QLabel))
        assert "Why: " in words
        assert "With: " in words
        assert "19" in words  # a year
    assert page.stages[StageId.SOFTEN].mark.text() == "You are here"


def test_ratings_open_the_next_and_one_press_goes_there(
    qtbot: QtBot, look: Look, learning: FakeLearning
) -> None:
    learning.practise("soften", "soften", "soften")
    page = shown(qtbot, look, learning)
    assert "The next stage is open: Tighten and let go" in told(page)
    assert page.stages[StageId.CONTRAST].mark.text() == "Open"
    assert page.ahead is not None
    assert page.ahead.text() == "Go on to: Tighten and let go"
    page.ahead.click()
    assert "stage 2 of 7" in told(page)
    assert "Not practised here yet." in told(page)


def test_one_may_step_ahead_or_back_at_any_time(
    qtbot: QtBot, look: Look, learning: FakeLearning
) -> None:
    page = shown(qtbot, look, learning)
    assert page.ahead is not None
    page.ahead.click()
    assert "stage 2 of 7" in told(page)
    assert page.behind is not None
    page.behind.click()
    assert "stage 1 of 7" in told(page)
    page.stages[StageId.CUE].stand.click()
    assert "stage 6 of 7" in told(page)
    page.stages[StageId.RESET].stand.click()
    assert page.ahead is None
    assert "It has no end" in told(page)


def test_what_tenses_can_be_passed_over(qtbot: QtBot, look: Look, learning: FakeLearning) -> None:
    learning.practise("soften", "soften", "soften")
    page = shown(qtbot, look, learning)
    over = {stage: card.over for stage, card in page.stages.items()}
    assert [s for s, one in over.items() if one] == ["contrast", "seven", "four"]
    for switch in filter(None, over.values()):
        switch.setChecked(True)
    assert page.stages[StageId.SEVEN].mark.text() == "Passed over"
    assert page.ahead is not None
    assert page.ahead.text() == "Go on to: A word of your own"


def test_what_cannot_be_kept_is_said(qtbot: QtBot, look: Look, learning: FakeLearning) -> None:
    learning.broken = True
    page = shown(qtbot, look, learning)
    assert page.ahead is not None
    page.ahead.click()
    assert page.problem.words.text() == "The journal is shut."
    assert "stage 1 of 7" in told(page)


def test_days_are_told_as_days(qtbot: QtBot, look: Look, learning: FakeLearning) -> None:
    learning.practise("soften", "soften")
    page = shown(qtbot, look, learning)
    assert "You have practised on 2 days. A pause takes nothing away." in told(page)
    assert "streak" not in told(page).lower()


def test_the_sessions_page_leads_there_and_on_to_practising(
    qtbot: QtBot, look: Look, practice: FakePractice, settings: FakeSettings,
    learning: FakeLearning,
) -> None:  # fmt: skip
    flow = SessionFlow(look, practice, settings, DRAWING, learning)
    qtbot.addWidget(flow)
    flow.sessions.ways[0].click()
    assert isinstance(flow.view, CoursePage)
    flow.view.practise.click()
    assert isinstance(flow.view, PreparePage)
    flow.view.leave.emit()
    assert isinstance(flow.view, CoursePage)  # where one came from
    flow.view.leave.emit()
    assert flow.view is flow.sessions


def test_after_a_practice_the_course_tells_how_it_stands(
    qtbot: QtBot, look: Look, practice: FakePractice, settings: FakeSettings,
    learning: FakeLearning,
) -> None:  # fmt: skip
    learning.practise("soften", "soften")
    flow = SessionFlow(look, practice, settings, DRAWING, learning)
    qtbot.addWidget(flow)
    flow.show_course()
    assert isinstance(flow.view, CoursePage)
    flow.view.practise.click()
    assert isinstance(flow.view, PreparePage)
    flow.view.start_button.click()
    assert isinstance(flow.view, PlayerPage)
    flow.view.stop()
    learning.practise("soften")
    assert isinstance(flow.view, EndPage)
    flow.view.done.emit()
    assert isinstance(flow.view, CoursePage)
    assert "The next stage is open" in told(flow.view)
