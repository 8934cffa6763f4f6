"""What is due in the window: its own answer, snooze and skip, and when the card is shown at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from relaxapp.ui.ports import Page
from relaxapp.ui.reminder_due import DueCard, DueRow
from relaxapp.ui.reminder_hub import ReminderHub
from relaxapp.ui.reminder_pause import pause_menu
from relaxapp.ui.settings_page import SettingsPage
from relaxapp.ui.today_flow import TodayFlow
from relaxapp.ui.window import MainWindow
from tests.ui.reminder_fakes import FakeReminders, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from relaxapp.ui.theme import Look
    from tests.ui.fakes import FakeSettings


@pytest.fixture
def port() -> FakeReminders:
    made = FakeReminders()
    made.desktop = False
    return made


@pytest.fixture
def hub(port: FakeReminders) -> ReminderHub:
    return ReminderHub(lambda: port)


@pytest.fixture
def flow(qtbot: QtBot, look: Look, hub: ReminderHub) -> TodayFlow:
    made = TodayFlow(look, hub)
    qtbot.addWidget(made)
    made.resize(1000, 760)
    made.show()
    return made


@pytest.fixture
def window(
    qtbot: QtBot, look: Look, hub: ReminderHub, settings: FakeSettings, card: DueCard
) -> MainWindow:
    pages = (
        Page("today", "Today", "today", lambda: TodayFlow(look, hub)),
        Page("settings", "Settings", "settings", lambda: SettingsPage(look, settings)),
    )
    made = MainWindow(look, pages, settings)
    qtbot.addWidget(made)
    made.resize(1120, 760)
    made.show()
    made.show_page("settings")
    card.attach(made)
    return made


@pytest.fixture
def card(look: Look, hub: ReminderHub) -> DueCard:
    return DueCard(look, hub)


def come(hub: ReminderHub, port: FakeReminders, **due: int) -> None:
    port.due = due
    hub.changed.emit()


def row_of(flow: TodayFlow, reminder: str) -> DueRow:
    return flow.page.due.rows[reminder]


# ------------------------------------------------------------- its answers


def test_its_own_button_answers_it(flow: TodayFlow, hub: ReminderHub, port: FakeReminders) -> None:
    come(hub, port, drink=3, move=3)
    assert row_of(flow, "drink").main.text() == "250 ml"
    row_of(flow, "drink").main.click()
    row_of(flow, "move").main.click()
    assert port.acts == [("done", "drink", 250), ("done", "move", None)]
    assert not flow.page.due.isVisible()
    assert flow.page.water.amount.text().startswith("250 ml")


def test_another_amount_answers_it_too(
    qtbot: QtBot, flow: TodayFlow, hub: ReminderHub, port: FakeReminders
) -> None:
    come(hub, port, drink=3)
    row = row_of(flow, "drink")
    row.other.click()
    assert flow.window().focusWidget() is row.amount.number
    qtbot.keyClicks(row.amount.number, "180")  # what is there is selected
    qtbot.keyClick(row.amount.number, Qt.Key.Key_Return)
    assert port.acts == [("done", "drink", 180)]


def test_a_session_is_started(flow: TodayFlow, hub: ReminderHub, port: FakeReminders) -> None:
    come(hub, port, relax=3)
    assert row_of(flow, "relax").main.text() == "Start"
    assert not row_of(flow, "relax").other.isVisible()
    row_of(flow, "relax").main.click()
    assert port.acts == [("start", "relax", None)]


def test_it_is_put_off_by_what_it_offers_and_no_more_than_its_cap(
    flow: TodayFlow, hub: ReminderHub, port: FakeReminders
) -> None:
    come(hub, port, move=1)
    row = row_of(flow, "move")
    assert [action.text() for action in row.menu.actions()] == [
        "For 10 min",
        "For 30 min",
        "For 1 h",
    ]
    row.snooze.click()
    assert row.menu.isVisible()
    row.menu.actions()[1].trigger()
    row.menu.close()
    assert port.acts == [("snooze", "move", 30)]
    port.snoozed.clear()
    come(hub, port, move=0)
    assert not row_of(flow, "move").snooze.isVisible()
    row_of(flow, "move").skip.click()
    assert port.acts[-1] == ("skip", "move", None)


def test_limited_fluids_change_what_it_says(
    flow: TodayFlow, hub: ReminderHub, port: FakeReminders
) -> None:
    come(hub, port, drink=3)
    assert row_of(flow, "drink").title.text() == "Drink something"
    port.limited = True
    hub.changed.emit()
    assert row_of(flow, "drink").title.text() == "Note what you drank"
    assert "If a clinician limits your fluids" in row_of(flow, "drink").told


def test_answering_by_keyboard_goes_on_to_the_next(
    qtbot: QtBot, flow: TodayFlow, hub: ReminderHub, port: FakeReminders
) -> None:
    come(hub, port, drink=3, move=3)
    first = flow.first_control
    assert first is row_of(flow, "drink").main
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert flow.window().focusWidget() is row_of(flow, "move").main
    qtbot.keyClick(row_of(flow, "move").main, Qt.Key.Key_Return)
    assert flow.window().focusWidget() is flow.page.water.pours[150]


def test_what_is_refused_stays(flow: TodayFlow, hub: ReminderHub, port: FakeReminders) -> None:
    come(hub, port, drink=3)
    port.refuses = refusal("The disk is full.")
    row_of(flow, "drink").main.click()
    assert hub.told == "The disk is full."
    assert "drink" in flow.page.due.rows


def test_its_buttons_say_what_they_are_about(
    flow: TodayFlow, hub: ReminderHub, port: FakeReminders
) -> None:
    come(hub, port, drink=3)
    row = row_of(flow, "drink")
    names = [one.accessibleName() for one in (row.main, row.other, row.snooze, row.skip)]
    assert names == [f"Drink something: {what}" for what in
                     ("250 ml", "Another amount", "Snooze", "Skip")]  # fmt: skip


# ------------------------------------------------------------- the card above the pages


def test_the_card_comes_when_something_is_due_and_goes_with_it(
    window: MainWindow, card: DueCard, hub: ReminderHub, port: FakeReminders
) -> None:
    assert not card.isVisible()
    come(hub, port, move=3)
    assert card.isVisible()
    card.list.rows["move"].main.click()
    assert not card.isVisible()
    assert port.acts == [("done", "move", None)]


def test_one_at_a_time_and_the_rest_is_named(
    window: MainWindow, card: DueCard, hub: ReminderHub, port: FakeReminders
) -> None:
    come(hub, port, move=3)
    come(hub, port, drink=3, move=3)
    assert list(card.list.rows) == ["move"]  # what is shown stays under the pointer
    assert card.list.besides.text() == "Also due: Drink something"
    card.list.rows["move"].skip.click()
    assert list(card.list.rows) == ["drink"]
    assert not card.list.besides.isVisible()


def test_the_desktop_shows_it_where_it_can(
    window: MainWindow, card: DueCard, hub: ReminderHub, port: FakeReminders
) -> None:
    port.desktop = True
    come(hub, port, move=3)
    assert not card.isVisible()


def test_a_session_is_not_disturbed(
    window: MainWindow, card: DueCard, hub: ReminderHub, port: FakeReminders
) -> None:
    window.set_immersed(True)
    come(hub, port, move=3)
    assert not card.isVisible()
    window.set_immersed(False)
    assert card.isVisible()


def test_the_today_page_tells_it_itself(
    window: MainWindow, card: DueCard, hub: ReminderHub, port: FakeReminders
) -> None:
    come(hub, port, move=3)
    window.show_page("today")
    assert not card.isVisible()
    window.show_page("settings")
    assert card.isVisible()


def test_what_comes_is_said_once_and_takes_no_focus(
    window: MainWindow,
    card: DueCard,
    hub: ReminderHub,
    port: FakeReminders,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []

    def update(event: QAccessibleAnnouncementEvent) -> None:
        said.append(event.message())

    listen: Callable[[], bool] = lambda: True  # noqa: E731 - stands in for Qt's function
    monkeypatch.setattr(QAccessible, "isActive", listen)
    monkeypatch.setattr(QAccessible, "updateAccessibility", update)
    before = window.focusWidget()
    come(hub, port, move=3)
    hub.changed.emit()
    assert said == ["Move a little. Shake out your hands and arms, loosely."]
    assert window.focusWidget() is before


def test_the_focus_goes_back_to_the_page(
    qtbot: QtBot, window: MainWindow, card: DueCard, hub: ReminderHub, port: FakeReminders
) -> None:
    window.show_page("settings")
    come(hub, port, move=3)
    button = card.list.rows["move"].skip
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert not card.isVisible()
    focus = window.focusWidget()
    assert focus is None or not card.isAncestorOf(focus)


# ------------------------------------------------------------- the pause menu


def test_the_menu_offers_lengths_and_then_the_way_on(
    qtbot: QtBot, window: MainWindow, hub: ReminderHub, port: FakeReminders
) -> None:
    menu = pause_menu(hub, window)
    offered = ["For 30 min", "For 1 h", "For 2 h", "Until tomorrow, 06:00", "Until I say"]
    assert [action.text() for action in menu.actions()] == offered
    assert menu.title() == "Pause reminders"
    menu.actions()[0].trigger()
    assert menu.title() == "Paused until 14:00"
    told, go_on = menu.actions()[0], menu.actions()[1]
    assert (told.text(), told.isEnabled()) == ("Paused until 14:00", False)
    assert go_on.text() == "Go on now"
    go_on.trigger()
    assert port.paused is None
    assert menu.title() == "Pause reminders"
    menu.actions()[3].trigger()
    assert menu.title() == "Paused until tomorrow 06:00"
    menu.actions()[-1].trigger()
    assert menu.title() == "Paused until you say"
