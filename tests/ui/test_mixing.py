"""The mixer: every sound by itself, mixes by name, own files, and what is heard follows at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from relaxapp.sessions.blends import MOST_LAYERS, ONLY_SOUNDS, Layer, Shelf
from relaxapp.ui.mix_panel import MixPanel
from relaxapp.ui.mix_sheet import MixSheet
from relaxapp.ui.prepare_page import PreparePage
from relaxapp.ui.settings_page import SettingsPage
from tests.ui.fakes import CARDS, FakePractice, FakeSounds

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.flow import SessionFlow
    from relaxapp.ui.player_page import PlayerPage
    from relaxapp.ui.theme import Look
    from relaxapp.ui.window import MainWindow
    from tests.ui.fakes import FakePlayer, FakeSettings

OWN = "own-0123456789ab"


@pytest.fixture
def sounds() -> FakeSounds:
    made = FakeSounds()
    made.shelf = Shelf(layers=(Layer("rain", 80),))
    return made


@pytest.fixture
def panel(qtbot: QtBot, look: Look, sounds: FakeSounds) -> MixPanel:
    made = MixPanel(look, sounds)
    qtbot.addWidget(made)
    made.resize(560, 600)
    made.show()
    return made


def test_a_slider_puts_a_sound_in_and_takes_it_out(
    qtbot: QtBot, panel: MixPanel, sounds: FakeSounds
) -> None:
    with qtbot.waitSignal(panel.changed):
        panel.sliders["wind"].slider.setValue(40)
    assert sounds.shelf.layers == (Layer("rain", 80), Layer("wind", 40))
    qtbot.keyClick(panel.sliders["rain"].slider, Qt.Key.Key_Home)
    assert sounds.shelf.layers == (Layer("wind", 40),)
    assert panel.sliders["rain"].value_text.text() == "none"


def test_one_too_many_is_told_and_stays_out(panel: MixPanel, sounds: FakeSounds) -> None:
    panel.take("stream.wav")
    panel._copying.thread.join()  # type: ignore[union-attr]  # it has just been made
    panel._look_at_copy()
    for sound in sounds.shelf.sounds:
        if sound != OWN:
            panel.sliders[sound].slider.setValue(50)
    assert len(sounds.shelf.layers) == MOST_LAYERS
    assert "take one out" in panel.told.words.text()
    out = {sound for sound, slider in panel.sliders.items() if not slider.value}
    assert len(out) == len(sounds.shelf.sounds) - MOST_LAYERS


def test_a_mix_is_kept_used_and_removed(qtbot: QtBot, panel: MixPanel, sounds: FakeSounds) -> None:
    panel.name.setText("Rainy night")
    qtbot.keyClick(panel.name, Qt.Key.Key_Return)
    assert list(panel.mixes) == ["Rainy night"]
    panel.sliders["rain"].slider.setValue(10)
    with qtbot.waitSignal(panel.changed):
        panel.mixes["Rainy night"].click()
    assert panel.sliders["rain"].value == 80
    assert sounds.shelf.layers == (Layer("rain", 80),)
    panel.droppers["Rainy night"].click()
    assert panel.mixes == {}
    assert sounds.shelf.saved == ()


def test_nothing_is_no_mix(panel: MixPanel, sounds: FakeSounds) -> None:
    panel.sliders["rain"].slider.setValue(0)
    panel.name.setText("Nothing")
    panel.keep.click()
    assert sounds.shelf.saved == ()
    assert "nothing to keep" in panel.told.words.text()


def test_an_own_sound_is_added_heard_and_removed(
    qtbot: QtBot, panel: MixPanel, sounds: FakeSounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/music/stream.wav", ""))
    with qtbot.waitSignal(panel.changed):
        panel.add.click()
    assert sounds.shelf.level(OWN) == 80
    assert panel.sliders[OWN].value == 80
    assert not panel.busy
    with qtbot.waitSignal(panel.changed):
        panel.removers[OWN].click()
    assert OWN not in panel.sliders
    assert sounds.shelf.own == ()


def test_a_file_that_is_no_sound_is_told(qtbot: QtBot, panel: MixPanel) -> None:
    panel.take("/music/bad")
    assert panel.busy
    qtbot.waitUntil(lambda: not panel.busy)
    assert panel.told.words.text() == "That is no sound."
    assert panel.add.isEnabled()


def test_everything_has_a_name(panel: MixPanel, sounds: FakeSounds) -> None:
    sounds.shelf = sounds.shelf.keep("Evening")
    panel._show_mixes()
    for slider in panel.sliders.values():
        assert slider.slider.accessibleName()
    assert panel.mixes["Evening"].accessibleName() == "Use the mix Evening"
    assert panel.droppers["Evening"].accessibleName() == "Remove the mix Evening"


def test_the_sheet_stays_while_a_file_is_copied(
    qtbot: QtBot, look: Look, sounds: FakeSounds, panel: MixPanel
) -> None:
    sheet = MixSheet(look, sounds, panel)
    sheet.open()
    sheet.panel.take("/music/stream.wav")
    sheet.done_button.click()
    assert sheet.isVisible()
    qtbot.waitUntil(lambda: not sheet.panel.busy)
    sheet.done_button.click()
    assert not sheet.isVisible()


def test_in_the_player_each_change_is_heard_at_once(
    qtbot: QtBot, page: PlayerPage, player: FakePlayer, settings: FakeSettings
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_X)
    sheet = page.findChild(MixSheet)
    assert isinstance(sheet, MixSheet)
    assert sheet.panel.sliders["rain"].value == 100  # what is heard already
    sheet.panel.sliders["pad"].slider.setValue(35)
    assert player.layers == (Layer("rain"), Layer("pad", 35))
    assert settings.settings.ambience == "mix"
    assert player.state == "playing"
    sheet.accept()


def test_the_volumes_lead_to_the_mixer(page: PlayerPage) -> None:
    page.volumes.mix_button.click()
    assert page.findChild(MixSheet) is not None


def test_preparation_and_settings_lead_to_the_mixer(
    qtbot: QtBot, look: Look, settings: FakeSettings
) -> None:
    practice = FakePractice(settings=settings)
    for made in (PreparePage(look, CARDS[1], settings, practice), SettingsPage(look, settings)):
        qtbot.addWidget(made)
        made.show()
        made.mix_button.click()
        sheet = made.findChild(MixSheet)
        assert isinstance(sheet, MixSheet)
        sheet.panel.sliders["ocean"].slider.setValue(20)
        assert made.ambience.current == "mix"
        sheet.accept()
        settings.sounds.shelf = Shelf()
    assert settings.settings.ambience == "mix"


def test_the_sounds_can_be_heard_alone(
    qtbot: QtBot, window: MainWindow, flow: SessionFlow, practice: FakePractice
) -> None:
    flow.prepare("full-sixteen")
    page = flow.view
    assert isinstance(page, PreparePage)
    page.mix_button.click()
    sheet = page.findChild(MixSheet)
    assert isinstance(sheet, MixSheet)
    sheet.play_button.click()
    qtbot.waitUntil(lambda: bool(practice.begun))
    assert practice.begun[0].session_id == ONLY_SOUNDS
    assert practice.begun[0].ambience == "mix"
    assert practice.player is not None
    flow.view.stop()  # type: ignore[attr-defined]  # the player's page
    assert flow.view is flow.sessions  # nobody asks how that was


def test_a_long_name_is_shortened_and_told_in_full(
    qtbot: QtBot, look: Look, sounds: FakeSounds
) -> None:
    own = replace(sounds.copy("x"), name="A stream behind a house in the rain, last summer")
    sounds.put(own)
    made = MixPanel(look, sounds)
    qtbot.addWidget(made)
    labels = [label for label in made.findChildren(QLabel) if label.accessibleName() == own.name]
    assert labels[0].text().endswith("…")
