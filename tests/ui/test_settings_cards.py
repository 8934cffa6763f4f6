"""What reaches beyond the window, backups, and erasing: each says how it really stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from relaxapp.ui.components import Scroll, Text
from relaxapp.ui.settings_data import DataCard
from relaxapp.ui.settings_page import SettingsPage
from relaxapp.ui.settings_reach import ReachCard
from tests.ui.keeping_fakes import FakeKeeping, FakeShortcut

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.theme import Look
    from tests.ui.fakes import FakeSettings


@pytest.fixture
def keeping() -> FakeKeeping:
    return FakeKeeping()


@pytest.fixture
def card(qtbot: QtBot, look: Look, settings: FakeSettings, keeping: FakeKeeping) -> DataCard:
    page = SettingsPage(look, settings)
    made = DataCard(look, keeping)
    page.add(made)
    qtbot.addWidget(page)
    page.show()
    return made


@pytest.mark.parametrize(
    ("answer", "told"),
    [("on", "The keys work"), ("taken", "another program"), ("none", "none to relaxapp")],
)
def test_the_switch_shows_what_the_desktop_made_of_it(
    qtbot: QtBot, look: Look, settings: FakeSettings, answer: str, told: str
) -> None:
    made = ReachCard(look, settings, FakeShortcut(answer))
    qtbot.addWidget(made)
    made.show()
    assert not made.state.isVisible()
    made.anywhere.click()
    assert settings.settings.log_anywhere
    assert told in made.state.text()
    made.anywhere.click()
    assert not settings.settings.log_anywhere
    assert not made.state.isVisible()


def test_the_keys_that_the_desktop_granted_are_shown(
    qtbot: QtBot, look: Look, settings: FakeSettings
) -> None:
    desktop = FakeShortcut()
    made = ReachCard(look, settings, desktop)
    qtbot.addWidget(made)
    made.show()
    assert made.anywhere.text().endswith("Ctrl+Alt+L")
    desktop.keys = "Super+J"
    made.anywhere.click()
    assert made.anywhere.text().endswith("Super+J")
    desktop.keys = ""
    made.show_state()
    assert made.anywhere.text() == "Log an episode from anywhere"
    assert "its own keyboard settings" in made.state.text()


def test_discreet_is_kept_and_told(qtbot: QtBot, look: Look, settings: FakeSettings) -> None:
    made = ReachCard(look, settings, FakeShortcut())
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.discreet_changed):
        made.discreet.click()
    assert settings.settings.discreet


def test_erasing_waits_for_the_word(qtbot: QtBot, card: DataCard, keeping: FakeKeeping) -> None:
    card.erase.click()
    assert not card.really.isEnabled()
    card.typed.setText("eras")
    assert not card.really.isEnabled()
    card.keep.click()
    assert keeping.calls == []
    card.erase.click()
    card.typed.setText("Erase")
    with qtbot.waitSignal(card.erased):
        card.really.click()
    assert keeping.calls == [("erase",)]
    assert not card.sheet.isVisible()


def test_a_backup_goes_into_a_file_and_comes_back(
    qtbot: QtBot, card: DataCard, keeping: FakeKeeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/usb/mine.age", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/usb/mine.age", ""))
    card.passphrase.setText("three old boats")
    card.back_up.click()
    keeping.sealed = True
    card.restore.click()
    assert "encrypted" in card.told.text()
    card.passphrase.setText("three old boats")
    with qtbot.waitSignal(card.replaced):
        card.restore.click()
    assert keeping.calls == [
        ("back up", "/usb/mine.age", "three old boats"),
        ("restore", "/usb/mine.age", "three old boats"),
    ]
    assert "/kept/replaced.db" in card.told.text()
    assert card.passphrase.text() == ""


def test_a_passphrase_can_be_seen_and_is_hidden_again(
    card: DataCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(_card: object, _title: str, first: str) -> tuple[str, str]:
        asked.append(first)
        return "/usb/mine.age", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    card.passphrase.setText("three old boats")
    card.shown.setChecked(True)
    assert card.passphrase.displayText() == "three old boats"
    card.back_up.click()
    assert not card.shown.isChecked()
    assert card.passphrase.text() == ""
    assert Path(asked[0]).is_absolute()
    assert Path(asked[0]).parent != Path.cwd()


def test_what_cannot_be_done_is_told(
    card: DataCard, keeping: FakeKeeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/usb/mine.db", ""))
    keeping.refuses = "The disk is full."
    card.back_up.click()
    assert card.told.text() == "The disk is full."


def test_what_is_asked_before_erasing_comes_into_sight(
    qtbot: QtBot, look: Look, card: DataCard
) -> None:
    page = Scroll()
    qtbot.addWidget(page)
    above = Text(look, "Above", "body")
    above.setMinimumHeight(600)
    page.column.addWidget(above)
    page.column.addWidget(card)
    page.resize(700, 500)
    page.show()
    page.ensureWidgetVisible(card.erase)
    card.erase.click()
    qtbot.waitUntil(
        lambda: (
            page.viewport()
            .rect()
            .contains(card.really.mapTo(page.viewport(), card.really.rect().center()))
        )
    )


def test_tab_and_screen_readers_come_to_a_further_card_before_the_last_one(
    card: DataCard,
) -> None:
    page = card.window()
    assert isinstance(page, SettingsPage)
    cards = card.parentWidget().children()
    assert cards.index(card) < cards.index(page._last)
    here: QWidget = card
    seen = []
    while here is not page.licences_button:
        here = here.nextInFocusChain()
        seen.append(here)
    assert card.back_up in seen
