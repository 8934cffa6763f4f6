"""The switches for what a body is like: cramps, the stronger hand, the eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.settings import Settings
from relaxapp.ui.settings_body import BodyCard
from relaxapp.ui.settings_page import SettingsPage
from tests.ui.fakes import FakeSettings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.theme import Look


def test_the_switch_is_kept_and_told(qtbot: QtBot, look: Look) -> None:
    settings = FakeSettings()
    card = BodyCard(look, settings)
    qtbot.addWidget(card)
    with qtbot.waitSignal(card.changed):
        card.prone.click()
    assert settings.settings.spasm_prone is True
    card.prone.click()
    assert settings.settings.spasm_prone is False
    card.left_handed.click()
    assert settings.settings.left_handed is True
    card.eyes_open.click()
    assert settings.settings.eyes_open is True


def test_it_shows_what_was_answered_elsewhere(qtbot: QtBot, look: Look) -> None:
    settings = FakeSettings()
    card = BodyCard(look, settings)
    qtbot.addWidget(card)
    settings.settings = Settings(spasm_prone=True)
    card.show()
    assert card.prone.isChecked()


def test_a_voice_chosen_in_the_settings_is_meant_for_every_session(
    qtbot: QtBot, look: Look
) -> None:
    shapes = {"four": {"voice": "woman", "left_out": ["legs"]}, "seven": {"voice": "woman"}}
    settings = FakeSettings(Settings(shapes=shapes))
    page = SettingsPage(look, settings)
    qtbot.addWidget(page)
    page.voice._buttons[1].click()
    assert settings.settings.voice == "man"
    assert settings.settings.shapes == {"four": {"left_out": ["legs"]}}
