"""The reminders in Settings: what is chosen holds at once, and switches show how it really is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent

from relaxapp.ui.reminder_hub import ReminderHub
from relaxapp.ui.reminder_settings import RemindersCard
from tests.ui.reminder_fakes import FakeReminders, FakeResidence, refusal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.theme import Look


@pytest.fixture
def port() -> FakeReminders:
    return FakeReminders()


@pytest.fixture
def residence() -> FakeResidence:
    return FakeResidence()


@pytest.fixture
def card(qtbot: QtBot, look: Look, port: FakeReminders, residence: FakeResidence) -> RemindersCard:
    made = RemindersCard(look, ReminderHub(lambda: port), residence)
    qtbot.addWidget(made)
    made.show()
    return made


def test_limited_fluids_take_the_goal_away(card: RemindersCard, port: FakeReminders) -> None:
    assert card.goal_part.isVisible()
    card.limited.click()
    assert port.limited
    assert not card.goal_part.isVisible()
    card.limited.click()
    assert not port.limited
    assert card.goal_part.isVisible()


def test_the_goal_is_kept_in_steps_and_within_reason(
    qtbot: QtBot, card: RemindersCard, port: FakeReminders
) -> None:
    assert card.goal.value_text.text() == "1.6 l"
    card.goal.slider.setValue(5000)
    assert card.goal.value_text.text() == "3 l"
    qtbot.waitUntil(lambda: port.goal_ml == 3000)
    card.goal.slider.setValue(1740)
    card.hide()
    assert port.goal_ml == 1700
    assert "1.6 l" not in card.goal.value_text.text()


def test_scrolling_the_page_leaves_the_goal_alone(card: RemindersCard, qapp: QApplication) -> None:
    here = QPointF(card.goal.slider.rect().center())
    turn = QWheelEvent(
        here, here, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    qapp.sendEvent(card.goal.slider, turn)
    assert card.goal.value == 1600


def test_what_was_chosen_elsewhere_is_shown(card: RemindersCard, port: FakeReminders) -> None:
    port.limited, port.goal_ml = True, 2000
    card._hub.changed.emit()
    assert card.limited.isChecked()
    assert card.goal.value == 2000


def test_a_refusal_puts_the_switch_back(card: RemindersCard, port: FakeReminders) -> None:
    port.refuses = refusal("The disk is full.")
    card.limited.click()
    assert not card.limited.isChecked()
    assert card._hub.told == "The disk is full."


def test_starting_at_login_shows_how_it_really_is(
    card: RemindersCard, residence: FakeResidence
) -> None:
    card.login.click()
    assert card.login.isChecked()
    assert not card.login_told.isVisible()
    card.login.click()
    residence.answer, residence.trouble = False, "The system refused."
    card.login.click()
    assert not card.login.isChecked()
    assert card.login_told.text() == "The system refused."


def test_staying_without_the_window(card: RemindersCard, residence: FakeResidence) -> None:
    card.background.click()
    assert residence.stays


def test_it_names_the_source_of_its_figures(card: RemindersCard) -> None:
    words = [text.text() for text in card.goal_part.findChildren(type(card.goal.value_text))]
    assert any("EFSA Journal 2010;8(3):1459" in one for one in words)
