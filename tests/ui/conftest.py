"""The window's parts on fakes: a look, a practice and settings in memory, pages ready to press."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent

from relaxapp.settings import Motion, Theme
from relaxapp.ui.flow import SessionFlow
from relaxapp.ui.help_page import HelpPage
from relaxapp.ui.journal_desk import JournalDesk
from relaxapp.ui.journal_hub import Journal
from relaxapp.ui.player_page import PlayerPage
from relaxapp.ui.ports import Page
from relaxapp.ui.settings_page import SettingsPage
from relaxapp.ui.theme import Look
from relaxapp.ui.window import MainWindow
from tests.ui.fakes import FakePlayer, FakePractice, FakeSettings
from tests.ui.journal_fakes import FakeJournal, FakeSelfCare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

_LACKS = ("This plugin does not support", "systemTrayWindowChanged")
"""What the offscreen platform says it has not: sizes told to a window manager, keys, a tray."""
DRAWING = Path(__file__).parents[2] / "assets" / "body" / "figure.json"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The offscreen platform has no window manager to tell sizes to or grab keys, and says so.
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(*_LACKS, extend=True))


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    made = Look(qapp, Theme.LIGHT, Motion.FULL)
    yield made
    made.setParent(None)
    # What was closed is only gone now; else each new look would dress all windows before it.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def practice(settings: FakeSettings) -> FakePractice:
    return FakePractice(settings=settings)


@pytest.fixture
def settings() -> FakeSettings:
    return FakeSettings()


@pytest.fixture
def flow(look: Look, practice: FakePractice, settings: FakeSettings) -> SessionFlow:
    return SessionFlow(look, practice, settings, DRAWING)


@pytest.fixture
def window(qtbot: QtBot, look: Look, flow: SessionFlow, settings: FakeSettings) -> MainWindow:
    pages = (
        Page("sessions", "Sessions", "sessions", lambda: flow),
        Page("settings", "Settings", "settings", lambda: SettingsPage(look, settings)),
    )
    made = MainWindow(look, pages, settings)
    flow.attach(made)
    qtbot.addWidget(made)
    made.resize(1120, 760)
    made.show()
    qtbot.waitUntil(lambda: made.stack.count() > 0)
    return made


@pytest.fixture
def player() -> FakePlayer:
    return FakePlayer("full-sixteen")


@pytest.fixture
def page(qtbot: QtBot, look: Look, player: FakePlayer, settings: FakeSettings) -> PlayerPage:
    made = PlayerPage(look, player, settings, DRAWING)
    qtbot.addWidget(made)
    made.resize(1120, 760)
    made.show()
    made.begin()
    return made


@pytest.fixture
def port() -> FakeJournal:
    return FakeJournal()


@pytest.fixture
def care(port: FakeJournal) -> FakeSelfCare:
    return FakeSelfCare(port)


@pytest.fixture
def journal(port: FakeJournal, care: FakeSelfCare) -> Journal:
    return Journal(lambda: port, lambda: care)


@pytest.fixture
def desk(look: Look, journal: Journal) -> JournalDesk:
    return JournalDesk(look, journal, DRAWING)


@pytest.fixture
def journal_window(
    qtbot: QtBot, look: Look, flow: SessionFlow, settings: FakeSettings, desk: JournalDesk
) -> MainWindow:
    """Return the window with the journal in it."""
    pages = (
        Page("sessions", "Sessions", "sessions", lambda: flow),
        Page("journal", "Journal", "journal", desk.page),
        Page("help", "Doctor", "doctor", lambda: HelpPage(look)),
        Page("settings", "Settings", "settings", lambda: SettingsPage(look, settings)),
    )
    made = MainWindow(look, pages, settings)
    flow.attach(made)
    desk.attach(made)
    qtbot.addWidget(made)
    made.resize(1120, 760)
    made.show()
    return made
