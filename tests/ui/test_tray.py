"""The tray's menu: one action logs, one stops, and it says only what others may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relaxapp.ui.tray import Tray

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from relaxapp.ui.journal_desk import JournalDesk
    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.window import MainWindow
    from tests.ui.fakes import FakeSettings
    from tests.ui.journal_fakes import FakeJournal


@pytest.fixture
def tray(
    journal: Journal, desk: JournalDesk, settings: FakeSettings, journal_window: MainWindow
) -> Iterator[Tray]:
    made = Tray(journal, desk, settings, journal_window)
    yield made
    made.hide()


def told(tray: Tray) -> list[str]:
    return [action.text() for action in tray.menu.actions() if action.text()]


def test_one_action_logs_and_the_window_confirms(
    tray: Tray, port: FakeJournal, desk: JournalDesk
) -> None:
    assert told(tray) == ["Log an episode", "It goes on now", "Open relaxapp", "Quit"]
    tray.log.trigger()
    (card,) = port.kept.values()
    assert (card.sites, card.kind, card.running) == ((), "", False)
    assert desk.strip is not None
    assert desk.strip.kept.text() == "Logged, 14:36"


def test_what_goes_on_is_stopped_from_the_menu(tray: Tray, port: FakeJournal) -> None:
    tray.start.trigger()
    assert "Stop: Time only, since 14:36" in told(tray)
    tray.stops[0].trigger()
    assert port.running() == ()
    assert tray.stops == []


def test_a_discreet_menu_names_no_body_and_no_episode(
    tray: Tray, port: FakeJournal, settings: FakeSettings
) -> None:
    settings.settings = settings.settings.with_(discreet=True)
    tray.start.trigger()
    assert told(tray)[0] == "Log now"
    assert "Stop what began 14:36" in told(tray)


def test_the_window_comes_back_from_the_menu(tray: Tray, journal_window: MainWindow) -> None:
    journal_window.showMinimized()
    next(a for a in tray.menu.actions() if a.text() == "Open relaxapp").trigger()
    assert not journal_window.isMinimized()


def test_quitting_is_asked_for(qtbot: QtBot, tray: Tray) -> None:
    with qtbot.waitSignal(tray.leave):
        next(a for a in tray.menu.actions() if a.text() == "Quit").trigger()


def test_the_title_tells_the_page_unless_that_is_nobodys_business(
    journal_window: MainWindow,
) -> None:
    journal_window.show_page("journal")
    assert journal_window.windowTitle() == "Journal \u2013 relaxapp"
    journal_window.set_discreet(True)
    assert journal_window.windowTitle() == "relaxapp"
    journal_window.show_page("help")
    assert journal_window.windowTitle() == "relaxapp"
