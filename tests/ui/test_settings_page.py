"""Settings take hold at once and are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel

from relaxapp.settings import Motion, Theme
from relaxapp.ui.palette import DARK
from relaxapp.ui.settings_page import SettingsPage
from tests.ui.fakes import FakeSettings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.components import Chips
    from relaxapp.ui.theme import Look


@pytest.fixture
def chosen(qtbot: QtBot, look: Look, settings: FakeSettings) -> SettingsPage:
    page = SettingsPage(look, settings)
    qtbot.addWidget(page)
    page.resize(760, 600)
    page.show()
    return page


def press(chips: Chips, wanted: str) -> None:
    next(b for i, b in zip(chips._ids, chips._buttons, strict=True) if i == wanted).click()


def test_the_theme_takes_hold_at_once(
    chosen: SettingsPage, look: Look, settings: FakeSettings
) -> None:
    press(chosen.theme, "dark")
    assert look.colours == DARK
    assert settings.settings.theme is Theme.DARK


def test_motion_takes_hold_at_once(
    chosen: SettingsPage, look: Look, settings: FakeSettings
) -> None:
    press(chosen.motion, "reduced")
    assert look.reduced_motion
    assert settings.settings.motion is Motion.REDUCED


def test_voice_ambience_and_ducking_are_kept(chosen: SettingsPage, settings: FakeSettings) -> None:
    press(chosen.voice, "man")
    press(chosen.ambience, "none")
    chosen.duck.click()
    chosen.aloud.click()
    assert settings.settings.voice == "man"
    assert settings.settings.ambience is None
    assert settings.settings.duck is False
    assert settings.settings.aloud is False


@pytest.mark.parametrize("action", ["Press", "Toggle"])
def test_whatever_a_screen_reader_does_is_kept(
    qtbot: QtBot, chosen: SettingsPage, settings: FakeSettings, action: str
) -> None:
    man = chosen.voice._buttons[chosen.voice._ids.index("man")]
    for control in (man, chosen.duck):
        QAccessible.queryAccessibleInterface(control).actionInterface().doAction(action)
    qtbot.waitUntil(lambda: settings.settings.voice == "man")
    qtbot.waitUntil(lambda: settings.settings.duck is False)


def test_the_list_of_devices_has_a_name(chosen: SettingsPage) -> None:
    assert chosen.device.view().accessibleName() == "Play on"


def test_a_device_can_be_chosen_and_left_to_the_system(
    chosen: SettingsPage, settings: FakeSettings
) -> None:
    chosen.device.setCurrentIndex(1)
    chosen.device.activated.emit(1)
    assert settings.settings.device == "Headphones"
    chosen.device.setCurrentIndex(0)
    chosen.device.activated.emit(0)
    assert settings.settings.device is None


def test_a_device_that_went_away_is_still_shown_as_chosen(qtbot: QtBot, look: Look) -> None:
    kept = FakeSettings()
    kept.settings = kept.settings.with_(device="Kitchen radio")
    page = SettingsPage(look, kept)
    qtbot.addWidget(page)
    page.show()
    assert "Kitchen radio" in page.device.currentText()
    assert page.device.currentData() == "Kitchen radio"


def test_licences_open_as_text_and_fold_away(chosen: SettingsPage) -> None:
    chosen.licences_button.click()
    assert chosen.licences is not None
    assert chosen.licences.isVisible()
    chosen.licences_button.click()
    assert not chosen.licences.isVisible()


def test_it_shows_where_the_data_lies(chosen: SettingsPage) -> None:
    told = [label.text().replace("\u200b", "") for label in chosen.findChildren(QLabel)]
    assert "/home/sam/.local/share/relaxapp" in told


def test_the_switch_is_reached_and_pressed_by_keyboard(
    qtbot: QtBot, chosen: SettingsPage, settings: FakeSettings
) -> None:
    chosen.duck.setFocus()
    qtbot.keyClick(chosen.duck, Qt.Key.Key_Space)
    assert settings.settings.duck is False
