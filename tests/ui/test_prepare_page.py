"""Before a session: cautions in time, everything optional, and choices that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel

from relaxapp.settings import Settings
from relaxapp.ui.ports import Named
from relaxapp.ui.prepare_page import PreparePage
from tests.ui.fakes import CARDS, FakePractice, FakeSettings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.ports import SessionCard
    from relaxapp.ui.theme import Look

SIXTEEN = CARDS[1]


@pytest.fixture
def prepare(qtbot: QtBot, look: Look, settings: FakeSettings) -> PreparePage:
    page = PreparePage(look, SIXTEEN, settings, FakePractice(settings=settings))
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    return page


def words(page: PreparePage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel)]


def test_it_tells_what_will_happen_and_warns_before_anything_tenses(prepare: PreparePage) -> None:
    told = words(prepare)
    for line in (*SIXTEEN.cautions, *SIXTEEN.steps):
        assert line in told
    assert told.index(SIXTEEN.cautions[0]) < told.index(SIXTEEN.steps[0])
    assert "Before you tense anything" in told


def test_nothing_needs_an_answer(qtbot: QtBot, prepare: PreparePage) -> None:
    with qtbot.waitSignal(prepare.start):
        qtbot.mouseClick(prepare.start_button, Qt.MouseButton.LeftButton)
    made = prepare.preparation
    assert made.tension_before is None
    assert made.distress_before is None
    assert made.skip == frozenset()
    assert made.choices == (("chest_breath", "plain"),)


def test_it_starts_from_what_was_chosen_before(qtbot: QtBot, look: Look) -> None:
    kept = FakeSettings(Settings(voice="man", ambience=None, position="sitting", start_delay=30))
    page = PreparePage(look, SIXTEEN, kept, FakePractice(settings=kept))
    qtbot.addWidget(page)
    made = page.preparation
    assert (made.voice, made.ambience, made.position, made.delay) == ("man", None, "sitting", 30)


def test_choices_are_kept_when_the_session_starts(
    qtbot: QtBot, prepare: PreparePage, settings: FakeSettings
) -> None:
    prepare.voice.pick("man")
    prepare.ambience.pick("none")
    assert prepare.delay is not None
    prepare.delay.slider.setValue(45)
    assert settings.settings.voice == "woman"  # looking around keeps nothing
    prepare.start_button.click()
    assert settings.settings.voice == "man"
    assert settings.settings.ambience is None
    assert settings.settings.start_delay == 45


def test_eyes_can_stay_open_in_one_session(
    qtbot: QtBot, look: Look, settings: FakeSettings
) -> None:
    practice = FakePractice(settings=settings)
    page = PreparePage(look, SIXTEEN, settings, practice)
    qtbot.addWidget(page)
    assert page.eyes is not None
    assert page.preparation.eyes == "closed"
    page.eyes.pick("open")
    page.start_button.click()
    assert practice.usual(SIXTEEN.id).eyes == "open"
    assert not settings.settings.eyes_open  # which is said in the settings


def test_eyes_are_open_at_the_desk_and_as_before_away_from_it(
    qtbot: QtBot, look: Look, settings: FakeSettings
) -> None:
    card = SIXTEEN._replace(positions=(*SIXTEEN.positions, Named("desk", "At the desk")))
    page = PreparePage(look, card, settings, FakePractice(settings=settings))
    qtbot.addWidget(page)
    assert page.position is not None
    lying, _, desk = page.position._buttons
    desk.click()
    assert page.preparation.eyes == "open"
    lying.click()
    assert page.preparation.eyes == "closed"


def test_groups_can_be_left_out(prepare: PreparePage) -> None:
    chip = next(c for c in prepare.groups if c.text() == "Right calf")
    chip.click()
    assert prepare.preparation.skip == {"calf.right"}
    chip.click()
    assert prepare.preparation.skip == frozenset()


def test_a_rating_can_be_given_and_taken_back(prepare: PreparePage) -> None:
    assert prepare.tension is not None
    prepare.tension.pick(7)
    assert prepare.preparation.tension_before == 7
    prepare.tension.pick(None)
    assert prepare.preparation.tension_before is None


def test_a_rating_can_be_toggled_by_a_screen_reader(prepare: PreparePage) -> None:
    heard: list[int | None] = []
    assert prepare.tension is not None
    tension = prepare.tension
    prepare.tension.changed.connect(lambda: heard.append(tension.value))
    told = QAccessible.queryAccessibleInterface(prepare.tension._buttons[7]).actionInterface()
    assert "Toggle" in told.actionNames()
    told.doAction("Toggle")
    assert heard == [7]
    assert prepare.preparation.tension_before == 7


def test_the_delay_is_told_in_words(prepare: PreparePage) -> None:
    assert prepare.delay is not None
    assert prepare.delay.value_text.text() == "none"
    prepare.delay.slider.setValue(118)
    assert prepare.delay.value == 120
    assert prepare.delay.value_text.text() == "120 s"


def test_escape_goes_back(qtbot: QtBot, prepare: PreparePage) -> None:
    with qtbot.waitSignal(prepare.leave):
        qtbot.keyClick(prepare, Qt.Key.Key_Escape)


def test_a_session_without_positions_asks_for_none(qtbot: QtBot, look: Look) -> None:
    page = PreparePage(look, CARDS[4], FakeSettings(), FakePractice())
    qtbot.addWidget(page)
    assert page.position is None
    assert page.preparation.position == "lying"


@pytest.mark.parametrize("card", CARDS[3:], ids=lambda card: card.id)
def test_help_for_right_now_asks_nothing_and_starts_at_once_in_quiet(
    qtbot: QtBot, look: Look, card: SessionCard
) -> None:
    kept = FakeSettings(Settings(ambience="ocean", start_delay=60))
    page = PreparePage(look, card, kept, FakePractice(settings=kept))
    qtbot.addWidget(page)
    assert "How are you right now?" not in words(page)
    page.start_button.click()
    assert (page.preparation.delay, page.preparation.ambience) == (0, None)
    assert (kept.settings.start_delay, kept.settings.ambience) == (60, "ocean")


def test_one_press_leaves_out_all_that_cramps_easily(prepare: PreparePage) -> None:
    assert prepare.spare is not None
    prepare.spare.click()
    assert prepare.preparation.skip == {"calf.right", "foot.right", "calf.left", "foot.left"}
    prepare.groups[-1].click()
    assert not prepare.spare.isChecked()
    prepare.groups[-1].click()
    assert prepare.spare.isChecked()
    prepare.spare.click()
    assert prepare.preparation.skip == frozenset()


def test_a_session_without_calves_has_no_chip_for_them(qtbot: QtBot, look: Look) -> None:
    page = PreparePage(look, CARDS[0], FakeSettings(), FakePractice())
    qtbot.addWidget(page)
    assert page.spare is None


def test_the_length_follows_what_is_chosen(
    qtbot: QtBot, look: Look, practice: FakePractice, settings: FakeSettings
) -> None:
    page = PreparePage(look, SIXTEEN, settings, practice)
    qtbot.addWidget(page)
    assert page.length.text().startswith("It takes 15 min 50 s.")
    page.groups[0].click()
    qtbot.waitUntil(lambda: page.length.text().startswith("It takes 15 min."))
    assert page.delay is not None
    page.delay.slider.setValue(30)
    qtbot.waitUntil(lambda: page.length.text().startswith("It takes 15 min 30 s."))


def test_tab_lands_on_the_picked_one_of_a_group(prepare: PreparePage) -> None:
    prepare.ambience.pick("wind")
    stops = [b for b in prepare.ambience._buttons if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [b.text() for b in stops] == ["Wind in trees"]


def test_sliders_say_what_they_make_of_the_session(
    qtbot: QtBot, look: Look, practice: FakePractice, settings: FakeSettings
) -> None:
    page = PreparePage(look, SIXTEEN, settings, practice)
    qtbot.addWidget(page)
    shape = page.shape
    assert shape is not None
    assert page.preparation.pace == ()
    assert page.preparation.effort is None
    release = shape.dials["release"]
    assert release.value_text.text() == "about 35 s"
    release.slider.setValue(150)
    assert release.value_text.text() == "about 52.5 s"
    shape.dials["tension"].slider.setValue(999)
    assert shape.dials["tension"].value_text.text() == "about 10 s"  # as far as the script goes
    assert shape.strength is not None
    shape.strength.slider.setValue(30)
    assert page.preparation.pace == (("tension", 145), ("release", 150))
    assert page.preparation.effort == 30


def test_as_usual_forgets_all_that_was_chosen(
    qtbot: QtBot, look: Look, practice: FakePractice, settings: FakeSettings
) -> None:
    usual = practice.usual(SIXTEEN.id)
    practice.remember(
        usual._replace(
            skip=frozenset({"jaw"}),
            pace=(("release", 150),),
            effort=30,
            voice="man",
            ambience="wind",
            position="sitting",
            choices=(("chest_breath", "held"),),
        )
    )
    page = PreparePage(look, SIXTEEN, settings, practice)
    qtbot.addWidget(page)
    assert page.preparation == practice.usual(SIXTEEN.id)
    assert page.as_usual.isEnabled()
    page.as_usual.click()
    assert page.preparation == usual
    assert practice.shaped == {}
    assert not page.as_usual.isEnabled()


def test_what_one_session_has_of_its_own_is_not_put_upon_the_others(
    qtbot: QtBot, look: Look, practice: FakePractice, settings: FakeSettings
) -> None:
    practice.remember(practice.usual(SIXTEEN.id)._replace(voice="man", ambience=None))
    page = PreparePage(look, SIXTEEN, settings, practice)
    qtbot.addWidget(page)
    page.start_button.click()
    assert settings.settings.voice == "woman"
    assert settings.settings.ambience == "rain"


def test_the_prone_start_without_calves_and_feet_and_with_advice(qtbot: QtBot, look: Look) -> None:
    kept = FakeSettings(Settings(spasm_prone=True))
    page = PreparePage(look, SIXTEEN, kept, FakePractice(settings=kept))
    qtbot.addWidget(page)
    assert page.preparation.skip == SIXTEEN.cramping
    assert page.spare is not None
    assert page.spare.isChecked()
    assert any(line.startswith("If a cramp comes all the same") for line in words(page))


def test_areas_and_breaths_can_come_more_than_once(
    qtbot: QtBot, look: Look, practice: FakePractice, settings: FakeSettings, prepare: PreparePage
) -> None:
    assert prepare.shape is not None
    times = prepare.shape.times
    assert times is not None
    assert times.slider.accessibleName() == "Times each area"
    assert times.value_text.text() == "once"
    qtbot.keyClick(times.slider, Qt.Key.Key_Right)
    assert times.slider.accessibleDescription() == "twice"
    assert prepare.preparation.repeats == 2
    page = PreparePage(look, CARDS[2], settings, practice)
    qtbot.addWidget(page)
    assert page.shape is not None
    assert page.shape.times is not None
    page.shape.times.slider.setValue(9)
    assert page.shape.times.value_text.text() == "about 90"
    page.start_button.click()
    assert practice.usual(CARDS[2].id).repeats == 3
    plain = PreparePage(look, CARDS[4], settings, practice)
    qtbot.addWidget(plain)
    assert plain.shape is None  # nothing of it can be repeated


def test_tones_are_offered_with_the_breath_and_off_until_chosen(
    qtbot: QtBot, look: Look, practice: FakePractice, settings: FakeSettings, prepare: PreparePage
) -> None:
    assert prepare.tones is None  # nothing is breathed there
    page = PreparePage(look, CARDS[2], settings, practice)
    qtbot.addWidget(page)
    assert page.tones is not None
    assert not page.preparation.tones
    page.tones.click()
    page.start_button.click()
    assert practice.usual(CARDS[2].id).tones
    qtbot.waitUntil(page.as_usual.isEnabled)
    page.as_usual.click()
    assert not page.preparation.tones


def test_a_start_can_wait_for_ten_minutes(prepare: PreparePage) -> None:
    assert prepare.delay is not None
    prepare.delay.slider.setValue(9999)
    assert prepare.delay.value == 600
    assert prepare.delay.value_text.text() == "10 min"


def test_a_screen_reader_is_told_what_each_choice_in_a_list_is_for(
    prepare: PreparePage,
) -> None:
    """On Linux Qt gives a combo box the name of what is chosen; its label tells the rest."""
    assert prepare.ending is not None
    for pick in (prepare.ending.bells, prepare.ending.stay):
        told = QAccessible.queryAccessibleInterface(pick)
        labels = told.relations(QAccessible.RelationFlag.Label)
        assert [one.text(QAccessible.Text.Name) for one, _ in labels] == [pick.accessibleName()]
