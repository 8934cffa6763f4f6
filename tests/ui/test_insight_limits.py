"""The limits of insights: chosen with sliders, kept once these rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.settings import Settings
from relaxapp.ui.insight_limits import InsightLimitsCard
from tests.ui.fakes import FakeSettings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.theme import Look


def test_a_limit_is_kept_once_its_slider_rests(qtbot: QtBot, look: Look) -> None:
    settings = FakeSettings(Settings(caffeine_limit_mg=125))
    card = InsightLimitsCard(look, settings)
    qtbot.addWidget(card)
    card.show()
    assert card.sleep.value_text.text() == "under 6 hours"
    card.sleep.slider.setValue(7)
    assert settings.settings.short_sleep_hours == 6
    qtbot.waitUntil(lambda: settings.settings.short_sleep_hours == 7)
    assert settings.settings.caffeine_limit_mg == 125  # between two steps, and not touched
    card.caffeine.slider.setValue(300)
    card.stress.slider.setValue(5)
    card.hide()
    assert (settings.settings.caffeine_limit_mg, settings.settings.high_stress) == (300, 5)
    assert card.caffeine.slider.accessibleDescription() == "300 mg or more"


def test_it_shows_what_was_chosen_elsewhere(qtbot: QtBot, look: Look) -> None:
    settings = FakeSettings()
    card = InsightLimitsCard(look, settings)
    qtbot.addWidget(card)
    settings.settings = Settings(high_stress=9)
    card.show()
    assert card.stress.value == 9
    card.hide()
    assert settings.settings == Settings(high_stress=9)
