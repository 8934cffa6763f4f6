"""The tray: what reminders do at a glance, every answer in its menu, and nothing too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from relaxapp.reminders.ports import Hold
from relaxapp.ui.reminder_hub import ReminderHub
from relaxapp.ui.reminder_pause import PauseMenu
from relaxapp.ui.tray import TrayKeeper
from relaxapp.ui.tray_icon import TrayState, tray_icon
from tests.ui.reminder_fakes import FakeReminders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.journal_desk import JournalDesk
    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.window import MainWindow
    from tests.ui.fakes import FakeSettings
    from tests.ui.journal_fakes import FakeJournal


class Acts:
    """What the tray asks for, over the window's own parts."""

    def __init__(self, desk: JournalDesk, window: MainWindow) -> None:
        self.desk, self.window = desk, window
        self.asked: list[str] = []

    def log(self) -> None:
        self.desk.log()

    def start_episode(self) -> None:
        self.desk.start()

    def open(self) -> None:
        self.window.raise_up()

    def show_today(self) -> None:
        self.asked.append("today")

    def leave(self) -> None:
        self.asked.append("leave")


@pytest.fixture
def reminders() -> FakeReminders:
    return FakeReminders()


@pytest.fixture
def hub(reminders: FakeReminders) -> ReminderHub:
    return ReminderHub(lambda: reminders)


@pytest.fixture
def acts(desk: JournalDesk, journal_window: MainWindow) -> Acts:
    return Acts(desk, journal_window)


@pytest.fixture
def tray(
    hub: ReminderHub, journal: Journal, settings: FakeSettings, acts: Acts, qtbot: QtBot
) -> Iterator[TrayKeeper]:
    settings.settings = settings.settings.with_(fluids_limited=False)
    made = TrayKeeper(hub, journal, settings, acts)
    made.start()
    made.refresh()
    yield made
    made.end()


def told(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def action(tray: TrayKeeper, text: str) -> QAction:
    return next(one for one in tray.menu.actions() if one.text() == text)


def answers(tray: TrayKeeper, title: str) -> QMenu:
    found = next(one for one in tray.menu.findChildren(QMenu) if one.title() == title)
    assert isinstance(found, QMenu)
    return found


def test_the_menu_tells_what_comes_next_and_logs_in_one_action(
    tray: TrayKeeper, port: FakeJournal, desk: JournalDesk
) -> None:
    assert told(tray.menu) == [
        "Next: Move a little, 14:20", "Log an episode", "It goes on now", "Pause reminders",
        "Today", "Open relaxapp", "Quit",
    ]  # fmt: skip
    action(tray, "Log an episode").trigger()
    (card,) = port.kept.values()
    assert (card.sites, card.kind, card.running) == ((), "", False)
    assert desk.strip is not None
    assert desk.strip.kept.text() == "Logged, 14:36"


def test_what_goes_on_is_stopped_from_the_menu(tray: TrayKeeper, port: FakeJournal) -> None:
    action(tray, "It goes on now").trigger()
    action(tray, "Stop: Time only, since 14:36").trigger()
    assert port.running() == ()
    assert not [text for text in told(tray.menu) if text.startswith("Stop")]


def test_what_is_due_has_all_its_answers_in_the_menu(
    tray: TrayKeeper, reminders: FakeReminders, hub: ReminderHub
) -> None:
    reminders.due["drink"] = 3
    hub.changed.emit()
    assert tray.state is TrayState.DUE
    menu = answers(tray, "Drink something")
    assert told(menu) == [
        "250 ml", "Another amount", "Snooze 10 min", "Snooze 30 min", "Snooze 1 h", "Skip",
    ]  # fmt: skip
    menu.actions()[3].trigger()
    assert reminders.acts == [("snooze", "drink", 30)]


def test_what_is_held_says_why_and_can_be_shown_all_the_same(
    tray: TrayKeeper, reminders: FakeReminders, hub: ReminderHub
) -> None:
    reminders.due["drink"], reminders.holding = 3, Hold.MICROPHONE
    hub.changed.emit()
    assert tray.state is TrayState.HELD
    assert told(tray.menu)[0] == "Drink something: waits: the microphone is in use"
    action(tray, "Show now").trigger()
    assert reminders.holding is None


def test_a_pause_is_shown_with_its_end(
    tray: TrayKeeper, reminders: FakeReminders, hub: ReminderHub
) -> None:
    hub.do(lambda port: port.pause_for(60))
    assert tray.state is TrayState.PAUSED
    assert any("14:30" in text for text in told(tray.menu))


def test_a_problem_goes_before_everything(
    tray: TrayKeeper, reminders: FakeReminders, hub: ReminderHub
) -> None:
    reminders.trouble = "The disk is full."
    hub.changed.emit()
    assert tray.state is TrayState.PROBLEM


def test_a_discreet_menu_names_no_body_no_drink_and_no_episode(
    tray: TrayKeeper, reminders: FakeReminders, hub: ReminderHub, settings: FakeSettings
) -> None:
    settings.settings = settings.settings.with_(discreet=True)
    reminders.due["drink"] = 3
    action(tray, "It goes on now").trigger()
    hub.changed.emit()
    assert told(tray.menu) == [
        "Next: 14:20", "Reminder 1", "Log now", "It goes on now", "Stop what began 14:36",
        "Pause reminders", "Today", "Open relaxapp", "Quit",
    ]  # fmt: skip
    assert told(answers(tray, "Reminder 1"))[0] == "Done"


def test_nothing_moves_in_an_open_menu_while_nothing_is_new(
    tray: TrayKeeper, reminders: FakeReminders, hub: ReminderHub
) -> None:
    reminders.due["drink"] = 3
    hub.changed.emit()
    pause = tray.menu.findChild(PauseMenu)
    assert isinstance(pause, PauseMenu)
    seen, pauses = tray.menu.actions(), pause.actions()
    hub.changed.emit()
    tray.menu.aboutToShow.emit()
    pause.aboutToShow.emit()
    assert (tray.menu.actions(), pause.actions()) == (seen, pauses)


def test_old_answers_do_not_pile_up(
    qtbot: QtBot, tray: TrayKeeper, reminders: FakeReminders, hub: ReminderHub
) -> None:
    reminders.due["drink"] = 3
    for left in range(50):
        reminders.due["drink"] = 1 + left % 3
        hub.changed.emit()
    qtbot.waitUntil(lambda: len(tray.menu.findChildren(QMenu)) == 2)


def test_every_state_has_a_shape_of_its_own(qtbot: QtBot) -> None:
    pictures = {state: tray_icon(state).pixmap(32, 32).toImage() for state in TrayState}
    grey = {
        state: [image.pixelColor(x, y).lightness() // 64 for x in range(32) for y in range(32)]
        for state, image in pictures.items()
    }
    assert len({tuple(shades) for shades in grey.values()}) == len(TrayState)


def test_a_host_that_comes_late_gets_an_icon_of_its_own(tray: TrayKeeper) -> None:
    first = tray._icon
    tray.host_came()
    assert tray._icon is not first
    assert isinstance(tray._icon, QSystemTrayIcon)


def test_the_window_comes_back_from_the_menu(tray: TrayKeeper, journal_window: MainWindow) -> None:
    journal_window.showMinimized()
    action(tray, "Open relaxapp").trigger()
    assert not journal_window.isMinimized()


def test_quitting_is_asked_for(tray: TrayKeeper, acts: Acts) -> None:
    action(tray, "Quit").trigger()
    assert acts.asked == ["leave"]


def test_the_title_tells_the_page_unless_that_is_nobodys_business(
    journal_window: MainWindow,
) -> None:
    journal_window.show_page("journal")
    assert journal_window.windowTitle() == "Journal \u2013 relaxapp"
    journal_window.set_discreet(True)
    assert journal_window.windowTitle() == "relaxapp"
    journal_window.show_page("help")
    assert journal_window.windowTitle() == "relaxapp"
