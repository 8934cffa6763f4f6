"""The form: whatever is said is kept at once, and what presses is told first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication

from relaxapp import body
from relaxapp.ui import body_walk
from relaxapp.ui.journal_form import EpisodeForm
from relaxapp.ui.journal_map import BodyMap, toggled
from relaxapp.ui.journal_ports import Tried
from tests.ui.conftest import DRAWING
from tests.ui.journal_fakes import NOW, FakeJournal

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.journal_ports import EpisodeCard
    from relaxapp.ui.theme import Look


@pytest.fixture
def form(qtbot: QtBot, look: Look, journal: Journal, port: FakeJournal) -> EpisodeForm:
    card = port.log(running=False)
    made = EpisodeForm(look, journal, card, DRAWING)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def kept(port: FakeJournal) -> EpisodeCard:
    (card,) = port.kept.values()
    return card


def test_each_answer_is_kept_as_it_is_given(form: EpisodeForm, port: FakeJournal) -> None:
    form.kind.pick("jerk")
    form.kind.chosen.emit()
    form.state.pick("waking")
    form.state.chosen.emit()
    form.intensity._buttons[4].click()
    form.worry._buttons[0].click()
    form.before.chip("caffeine").click()
    form.feelings.chip("tense").click()
    card = kept(port)
    assert (card.kind, card.state, card.intensity, card.worry) == ("jerk", "waking", 4, 0)
    assert (card.before, card.feelings) == (("caffeine",), ("tense",))
    form.intensity._buttons[None].click()
    assert kept(port).intensity is None


def test_a_note_is_kept_though_the_form_is_left_in_the_middle(
    form: EpisodeForm, port: FakeJournal
) -> None:
    form.note.setPlainText("Came while read")
    form.hide()
    assert kept(port).note == "Came while read"


def test_a_note_is_kept_by_itself_after_a_pause(
    qtbot: QtBot, form: EpisodeForm, port: FakeJournal
) -> None:
    form.note.setPlainText("Twice")
    qtbot.waitUntil(lambda: kept(port).note == "Twice")


def test_ticking_moves_nothing_under_the_pointer(form: EpisodeForm) -> None:
    form.noticed.fold.click()
    QApplication.processEvents()
    chips = [form.signs.chip(sign) for sign in form.signs.offered]
    places = [chip.geometry() for chip in chips]
    for chip in (form.feelings.chip("tense"), chips[0]):
        chip.click()
    QApplication.processEvents()
    assert [chip.geometry() for chip in chips] == places


def test_in_a_small_window_nothing_is_cut_off(form: EpisodeForm) -> None:
    form.noticed.fold.click()
    form.resize(476, 360)
    QApplication.processEvents()
    assert form.body.canvas.width() <= form.body.width()
    long = max((form.signs.chip(sign) for sign in form.signs.offered), key=lambda c: len(c.label))
    assert "\n" in long.text()
    form.resize(1000, 700)
    QApplication.processEvents()
    assert long.text() == long.label


def test_a_word_of_ones_own_becomes_a_chip(
    qtbot: QtBot, form: EpisodeForm, port: FakeJournal
) -> None:
    assert form.before.line is not None
    qtbot.keyClicks(form.before.line, "new  chair")
    qtbot.keyClick(form.before.line, Qt.Key.Key_Return)
    assert kept(port).before == ("new chair",)
    assert form.before.chip("new chair").isChecked()


def test_how_long_it_lasted(form: EpisodeForm, port: FakeJournal) -> None:
    form.length.pick("300")
    form.length.chosen.emit()
    assert kept(port).end == NOW + timedelta(minutes=5)
    form.length.pick("live")
    form.length.chosen.emit()
    assert kept(port).running
    assert kept(port).end is None


def test_what_is_not_shown_of_an_end_stays(form: EpisodeForm, port: FakeJournal) -> None:
    # Started and stopped within a minute: to the minute, its end would lie before its start.
    card = kept(port)._replace(start=NOW - timedelta(seconds=30), end=NOW - timedelta(seconds=28))
    port.kept[card.id] = card
    form._journal.changed.emit()
    assert form.length.current == "until"
    form.kind.pick("jerk")
    form.kind.chosen.emit()
    assert form._journal.problem == ""
    assert (kept(port).kind, kept(port).end) == ("jerk", card.end)


def test_an_end_goes_along_to_another_day(form: EpisodeForm, port: FakeJournal) -> None:
    port.kept[kept(port).id] = kept(port)._replace(
        start=NOW - timedelta(minutes=20), end=NOW - timedelta(minutes=13)
    )
    form._journal.changed.emit()
    form.when.edit.setDateTime(form.when.edit.dateTime().addDays(-1))
    form.when.take.click()
    assert kept(port).end == NOW - timedelta(days=1, minutes=13)
    assert "13" in form.until.dateTime().toString("yyyy-MM-dd")


def test_an_end_before_the_start_is_the_start(form: EpisodeForm, port: FakeJournal) -> None:
    form.length.pick("until")
    form.length.chosen.emit()
    form.until.setDateTime(form.until.dateTime().addDays(-1))
    assert kept(port).end == kept(port).start == NOW
    assert form.until.dateTime().time().minute() == NOW.minute


def test_scrolling_over_a_time_changes_nothing(
    qtbot: QtBot, form: EpisodeForm, port: FakeJournal
) -> None:
    form.length.pick("until")
    form.length.chosen.emit()
    before = form.until.dateTime()
    place = form.until.rect().center().toPointF()
    wheel = QWheelEvent(
        place, form.until.mapToGlobal(place), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(form.until, wheel)
    assert form.until.dateTime() == before
    assert not form.until.hasFocus()


def test_relief_has_ratings_before_and_after(form: EpisodeForm, port: FakeJournal) -> None:
    form.relief.more.click()
    attempt = form.relief.attempts[0]
    attempt.before._buttons[7].click()
    attempt.after._buttons[2].click()
    assert kept(port).tried == (Tried("moved", 7, 2),)
    line = attempt.done.lineEdit()
    assert line is not None
    line.setText("Magnesium")
    line.editingFinished.emit()
    assert kept(port).tried == (Tried("Magnesium", 7, 2),)


def test_see_a_doctor_is_told_once_for_each_condition(form: EpisodeForm, port: FakeJournal) -> None:
    chip = form.signs.chip("numbness")
    chip.click()
    assert form.advice.isVisible()
    assert form.advice.title.text() == "See a doctor"
    chip.click()
    assert not form.advice.isVisible()
    chip.click()
    assert not form.advice.isVisible()
    form.signs.chip("swelling").click()
    assert form.advice.isVisible()


def test_grave_words_stay_folded_away_until_they_are_asked_for(
    form: EpisodeForm, port: FakeJournal, journal: Journal
) -> None:
    assert not form.signs.isVisible()
    port.kept[kept(port).id] = kept(port)._replace(signs=("numbness",))
    journal.changed.emit()
    assert form.signs.isVisible()
    form.noticed.fold.click()
    assert not form.signs.isVisible()


def test_advice_that_comes_moves_nothing_under_the_pointer(form: EpisodeForm) -> None:
    form.noticed.fold.click()
    QApplication.processEvents()
    chip = form.signs.chip("numbness")
    form.body.ensureWidgetVisible(chip)
    place = chip.mapTo(form, QPoint())
    chip.click()
    QApplication.processEvents()
    assert form.advice.isVisible()
    assert chip.mapTo(form, QPoint()) == place
    assert form.advice.width() == form.where.width()
    chip.click()
    QApplication.processEvents()
    assert chip.mapTo(form, QPoint()) == place


@pytest.mark.parametrize(
    ("sign", "words"),
    [("cramp_over_ten_minutes", "medical help today"), ("chest_pain", "emergency number")],
)
def test_what_presses_is_told_every_time_and_first(
    form: EpisodeForm, port: FakeJournal, sign: str, words: str
) -> None:
    for _ in range(3):
        form.signs.chip(sign).click()
        assert form.advice.isVisible()
        assert words in form.advice.title.text()
        assert form.advice.y() < form.body.y()
        form.signs.chip(sign).click()


def test_a_time_to_come_is_refused_and_nothing_lost(
    form: EpisodeForm, port: FakeJournal, journal: Journal
) -> None:
    form.kind.pick("cramp")
    form.kind.chosen.emit()
    form.when.edit.setDateTime(form.when.edit.dateTime().addDays(3))
    form.when.take.click()
    assert "should be in the past" in journal.problem
    assert kept(port).start == NOW
    assert form.when.at == NOW


def test_a_place_is_ticked_anywhere_along_its_line(
    qtbot: QtBot, form: EpisodeForm, port: FakeJournal
) -> None:
    item = form.where.list.item(3)
    form.body.ensureWidgetVisible(form.where.list)
    line = form.where.list.visualItemRect(item)
    for expected in ((item.data(Qt.ItemDataRole.UserRole),), ()):
        place = line.center()
        viewport = form.where.list.viewport()
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
        assert kept(port).sites == expected


def test_map_and_list_are_equals(qtbot: QtBot, form: EpisodeForm, port: FakeJournal) -> None:
    where = form.where
    where.map.toggle("eyelid.left")
    item = next(i for i in where._items() if i.data(Qt.ItemDataRole.UserRole) == "eyelid.left")
    assert item.checkState() == Qt.CheckState.Checked
    qtbot.keyClicks(where.search, "right calf")
    qtbot.keyClick(where.search, Qt.Key.Key_Return)
    assert kept(port).sites == ("eyelid.left", "calf.right")
    assert where.map.current == {"eyelid.left"} | body.expand("calf.right")
    assert where.told.text() == "Chosen: Left eyelid, Right calf"


def test_the_map_by_the_keyboard_alone(qtbot: QtBot, form: EpisodeForm, port: FakeJournal) -> None:
    figure = form.where.map
    form.activateWindow()
    figure.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is figure)
    for key in (
        Qt.Key.Key_Home,
        Qt.Key.Key_Down,
        Qt.Key.Key_Space,
        Qt.Key.Key_Down,
        Qt.Key.Key_Space,
    ):
        qtbot.keyClick(figure, key)
    assert kept(port).sites == ("forehead", "temple.left")
    qtbot.keyClick(figure, Qt.Key.Key_Space)
    assert kept(port).sites == ("forehead",)


def test_taking_a_part_out_of_a_larger_site_leaves_the_rest() -> None:
    rest = toggled(("calf.right",), "inner_calf.right")
    assert set(rest) == body.expand("calf.right") - {"inner_calf.right"}
    assert toggled(rest, "calf.right") == ("calf.right",)


def test_the_accessibility_tree_of_the_map_names_every_region(qtbot: QtBot, look: Look) -> None:
    figure = BodyMap(look, DRAWING)
    qtbot.addWidget(figure)
    figure.resize(560, 600)
    figure.show()
    figure.show_sites(("eyelid.left",))
    told = QAccessible.queryAccessibleInterface(figure)
    names, chosen = set(), []
    for at in range(told.childCount()):
        child = told.child(at)
        name = child.text(QAccessible.Text.Name)
        names.add(name)
        assert child.role() == QAccessible.Role.CheckBox
        assert not child.rect().isEmpty()
        assert told.indexOfChild(child) == at
        if child.state().checked:
            chosen.append(name)
    assert names == {body_walk.name_of(region) for region in body.REGIONS}
    assert chosen == ["Left eyelid"]
    assert "left and right are your own" in told.text(QAccessible.Text.Name)
