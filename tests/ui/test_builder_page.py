"""The builder's pages: every change by button and by key, told at once, kept whatever happens."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QFileDialog, QLineEdit, QPushButton

from relaxapp.sessions.draft import Technique
from relaxapp.sessions.reading import parse
from relaxapp.sessions.script import Line, StepKind
from relaxapp.ui.builder_leaving import UnfinishedPage
from relaxapp.ui.builder_new import NewPage
from relaxapp.ui.builder_page import BuilderPage
from relaxapp.ui.builder_words import WordsSheet
from relaxapp.ui.prepare_page import PreparePage
from tests.ui.builder_fakes import FakeBuilding, library
from tests.ui.conftest import DRAWING
from tests.ui.line_fakes import FakeLines

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from relaxapp.sessions.draft import Draft
    from relaxapp.ui.flow import SessionFlow
    from relaxapp.ui.theme import Look

NARRATED = ("Let your teeth come apart a little.", "Now your jaw, your lips and your tongue.")


@pytest.fixture
def port() -> FakeBuilding:
    return FakeBuilding()


@pytest.fixture
def lines() -> FakeLines:
    return FakeLines(NARRATED)


@pytest.fixture
def page(qtbot: QtBot, look: Look, port: FakeBuilding, lines: FakeLines) -> BuilderPage:
    return shown(qtbot, look, port, port.new(Technique.RELEASE, ["jaw", "calf.left"]), lines)


def shown(
    qtbot: QtBot, look: Look, port: FakeBuilding, draft: Draft, lines: FakeLines | None = None,
    *, saved: bool = False,
) -> BuilderPage:  # fmt: skip
    made = BuilderPage(look, port, draft, DRAWING, lines, saved=saved)
    qtbot.addWidget(made)
    made.resize(1100, 760)
    made.show()
    return made


def titles(page: BuilderPage) -> list[str]:
    return [part.title for part in page.bench.draft.parts]


def at(page: BuilderPage, title: str) -> None:
    page.steps.list.setCurrentRow(titles(page).index(title))


def key(widget: QWidget, code: Qt.Key, mod: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(widget, code, mod or Qt.KeyboardModifier.NoModifier)


def test_steps_are_moved_doubled_and_taken_out_by_keys(page: BuilderPage) -> None:
    rows = page.steps.list
    rows.setFocus()
    at(page, "Left calf")
    key(rows, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert titles(page)[2:4] == ["Left calf", "Jaw and lower cheeks"]
    assert rows.currentRow() == 2
    key(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert titles(page)[2:4] == ["Jaw and lower cheeks", "Left calf"]
    key(rows, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert titles(page)[3:5] == ["Left calf", "Left calf"]
    assert rows.currentRow() == 4
    key(rows, Qt.Key.Key_Delete)
    assert titles(page).count("Left calf") == 1
    key(rows, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert titles(page).count("Left calf") == 2
    page.redo.click()
    assert titles(page).count("Left calf") == 1


def test_tab_goes_from_the_steps_through_the_editor_to_the_foot(
    qtbot: QtBot, page: BuilderPage
) -> None:
    at(page, "Jaw and lower cheeks")
    qtbot.waitUntil(page.editor.steps[-1].library.isVisible)
    page.activateWindow()
    page.steps.adders["chime"].setFocus()
    key(page.steps.adders["chime"], Qt.Key.Key_Tab)
    assert page.focusWidget() is page.editor.tighten
    met = []
    for _ in range(40):
        now = page.focusWidget()
        met.append(now)
        if now is page.undo or now is page.hear:
            break
        key(now, Qt.Key.Key_Tab)
    fields = [row.field for editor in page.editor.steps for row in editor.rows]
    places = [met.index(field) for field in fields]
    assert places == sorted(places)
    assert page.editor.isAncestorOf(met[-2])


def test_a_row_that_is_dragged_moves_its_step(page: BuilderPage) -> None:
    model, none = page.steps.list.model(), QModelIndex()
    model.moveRow(none, 2, none, 1)
    assert titles(page)[1:3] == ["Jaw and lower cheeks", "Settling in"]
    assert page.steps.list.item(1).text().startswith("2.  Jaw")


def test_each_kind_of_step_is_added_after_the_one_looked_at(page: BuilderPage) -> None:
    at(page, "Settling in")
    for name in ("chime", "quiet", "breath"):
        page.steps.adders[name].click()
    assert titles(page)[2:5] == ["Bell", "Quiet", "Breathing"]
    page.steps.adders["words"].click()
    assert page.editor.steps[0].rows[0].field.hasFocus()


def test_the_length_follows_and_words_get_the_time_they_need(page: BuilderPage) -> None:
    at(page, "Jaw and lower cheeks")
    before = page.bench.draft.seconds
    release = page.editor.steps[1]
    assert release.length is not None
    release.length.number.setValue(60)
    assert page.bench.draft.seconds == before + 28
    assert page.length.text() != ""
    release.length.number.setValue(1)
    assert release.length.value > 5  # three lines have to be said
    assert not page.bench.port.troubles(page.bench.draft)


def test_an_empty_line_is_told_at_its_step_and_save_leads_there(
    page: BuilderPage, port: FakeBuilding
) -> None:
    at(page, "Settling in")
    page.steps.adders["words"].click()
    at(page, "Bowl")
    page.bench.look()
    row = next(
        r for r in range(page.steps.list.count()) if "look at" in page.steps.list.item(r).text()
    )
    assert page.state.text() == "One thing is not right yet; Save takes you there."
    page.save.click()
    assert port.saved == {}
    assert page.steps.list.currentRow() == row
    assert page.editor.wrong.isVisible()
    assert "This line is empty" in page.editor.wrong.words.text()
    field = page.editor.steps[0].rows[0].field
    assert field.hasFocus()
    QTest.keyClicks(field, "Rest a while.")
    page.save.click()
    assert "Rest a while." in port.saved["my-session"]
    assert not page.editor.wrong.isVisible()


def test_save_leads_to_the_field_that_is_empty(page: BuilderPage) -> None:
    page.head.more.click()
    technique = page.head.fields["technique"]
    technique.setFocus()
    technique.selectAll()
    key(technique, Qt.Key.Key_Delete)
    page.head.more.click()
    page.save.click()
    assert technique.isVisible()
    assert page.focusWidget() is technique


def test_typing_is_taken_back_as_a_whole(page: BuilderPage) -> None:
    page.head.title.setFocus()
    page.head.title.selectAll()
    QTest.keyClicks(page.head.title, "Soft evening")
    assert page.bench.draft.title == "Soft evening"
    page.undo.click()
    assert page.head.title.text() == "My session"
    assert not page.undo.isEnabled()


def test_tensing_is_a_switch_with_its_limits_and_cautions(page: BuilderPage) -> None:
    at(page, "Left calf")
    assert page.editor.tighten.isVisible()
    page.editor.tighten.click()
    (tense,) = (s for s in page.editor.steps if s._step.kind is StepKind.TENSE)
    assert tense.length is not None
    tense.length.number.setValue(30)
    assert tense.length.value == 5
    assert "cramp easily" in page.head.cautions.text()
    assert page.head.fields["technique"].text() == "Tense and release"
    assert "Nothing is tensed" not in page.head.fields["purpose"].text()
    page.bench.look()
    assert page.bench.troubles == ()
    page.editor.tighten.click()
    assert "cramp easily" not in page.head.cautions.text()
    assert page.head.fields["technique"].text() == "Release only"
    at(page, "Bowl")
    assert not page.editor.tighten.isVisible()


def test_a_line_is_chosen_among_those_with_a_voice(page: BuilderPage, lines: FakeLines) -> None:
    at(page, "Jaw and lower cheeks")
    page.editor.steps[1].rows[0].library_button.click()
    sheet = page.findChild(WordsSheet)
    assert sheet is not None
    sheet.search.setText("tongue loose")
    sheet.hear.click()
    assert lines.heard == ["Your tongue can lie loose in your mouth."]
    sheet.take_button.click()
    assert page.editor.steps[1].rows[0].text == "Your tongue can lie loose in your mouth."


def test_lines_are_added_and_taken_out(page: BuilderPage) -> None:
    at(page, "Jaw and lower cheeks")
    release = page.editor.steps[1]
    count = len(release.rows)
    release.own.click()
    release = page.editor.steps[1]
    assert len(release.rows) == count + 1
    QTest.keyClicks(release.rows[-1].field, "Mine.")
    release.rows[0].bin.click()
    said = [line.text for line in page.bench.part.steps[1].lines]  # type: ignore[union-attr]  # there is one
    assert len(said) == count
    assert said[-1] == "Mine."
    page.bench.look()
    assert page.bench.troubles == ()


def test_it_says_who_says_each_line(page: BuilderPage, lines: FakeLines) -> None:
    at(page, "Jaw and lower cheeks")
    row = page.editor.steps[0].rows[0]
    assert row.sound is not None
    assert row.sound.told.text() == "Narrated"
    QTest.keyClicks(row.field, " And more.")
    assert row.sound.told.text() == "Shown only, with a soft chime"
    lines.aloud = True
    row.sound.show_text(row.text)
    assert "The computer's voice" in row.sound.told.text()


def test_a_line_is_recorded_heard_removed_and_that_taken_back(
    page: BuilderPage, lines: FakeLines
) -> None:
    at(page, "Jaw and lower cheeks")
    sound = page.editor.steps[0].rows[0].sound
    assert sound is not None
    sound.record.click()
    lines.speak(3.0)
    sound.follow()
    assert sound.told.text() == "Recording, 3 s"
    assert (sound.level.isVisible(), sound.level.value()) == (True, 50)
    sound.record.click()
    assert sound.told.text() == "Your recording"
    sound.hear.click()
    assert lines.heard
    sound.bin.click()
    assert sound.told.text() == "Narrated"
    sound.back.click()
    assert sound.told.text() == "Your recording"


def test_a_recording_of_nothing_is_told_and_a_step_left_keeps_what_was_said(
    page: BuilderPage, lines: FakeLines
) -> None:
    at(page, "Jaw and lower cheeks")
    sound = page.editor.steps[0].rows[0].sound
    assert sound is not None
    sound.record.click()
    sound.record.click()
    assert sound.told.text() == "Nothing was heard."
    sound.record.click()
    lines.speak(2.0)
    at(page, "Bowl")
    assert lines.take() is None
    assert NARRATED[1] in lines.recorded


def test_why_nothing_can_be_recorded_is_told_when_it_is_wanted(
    page: BuilderPage, lines: FakeLines
) -> None:
    at(page, "Jaw and lower cheeks")
    sound = page.editor.steps[0].rows[0].sound
    assert sound is not None
    lines.hindrance = "There is no microphone here."
    sound.record.click()
    assert sound.told.text() == "There is no microphone here."
    assert lines.take() is None


def test_a_file_is_taken_as_the_recording_of_a_line(
    qtbot: QtBot, page: BuilderPage, lines: FakeLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(page, "Jaw and lower cheeks")
    sound = page.editor.steps[0].rows[0].sound
    assert sound is not None
    found = {"path": "/home/sam/mine.wav"}
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (found["path"], ""))
    sound.file.click()
    qtbot.waitUntil(lambda: sound.told.text() == "Your recording")
    found["path"] = "/home/sam/bad"
    sound.file.click()
    qtbot.waitUntil(lambda: "no sound" in sound.told.text())
    assert lines.recorded[NARRATED[1]] == "/home/sam/mine.wav"


def test_a_step_is_heard_and_stopped(page: BuilderPage, port: FakeBuilding) -> None:
    at(page, "Left calf")
    page.hear.click()
    assert port.heard == [("My session", 3)]
    assert page.hear.text() == "Stop"
    at(page, "Bowl")  # another step is looked at: quiet
    assert page.hear.text() == "Hear this step"
    page.hear.click()
    page.hear.click()
    assert page.hearing.part is None
    at(page, "Left calf")
    page.hear.click()
    sound = page.editor.steps[0].rows[0].sound
    assert sound is not None
    sound.hear.click()  # one line alone: the step falls silent
    assert page.hearing.part is None


def test_breathing_is_paced_and_worded(page: BuilderPage) -> None:
    page.steps.adders["breath"].click()
    (editor,) = page.editor.steps
    assert editor.cycles is not None
    editor.cycles.number.setValue(10)
    editor.paces[1].number.setValue(8)
    part = page.bench.part
    assert part is not None
    assert part.seconds == 120
    field = editor.phase_rows[0].field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "In.")
    (step,) = page.bench.part.steps  # type: ignore[union-attr]  # there is one
    assert step.phases[0].line is not None
    assert step.phases[0].line.text == "In."
    page.bench.look()
    assert page.bench.troubles == ()


def test_other_wordings_of_a_line_are_told_and_go_when_it_is_rewritten(
    qtbot: QtBot, look: Look, port: FakeBuilding
) -> None:
    draft = port.new(Technique.RELEASE, ["jaw"])
    said = (Line("Rest a while.", None, ("Rest for a bit.",)),)
    draft = draft.added([(replace(port.wordings.say(("Rest.",)), lines=said),)], 0)
    page = shown(qtbot, look, port, draft)
    page.steps.list.setCurrentRow(0)
    row = page.editor.steps[0].rows[0]
    assert row.others.text() == "Takes turns with: Rest for a bit."
    QTest.keyClicks(row.field, "More")
    assert not row.others.isVisible()
    page.undo.click()
    page.save.click()
    assert 'or = ["Rest for a bit."]' in port.saved["my-session"]


def test_a_question_stays_or_is_answered_for_good(
    qtbot: QtBot, look: Look, port: FakeBuilding
) -> None:
    page = shown(qtbot, look, port, port.copy("soften"))
    at(page, "How will you rest?")
    assert page.editor.steps == []
    button = next(b for b in page.editor.findChildren(QPushButton) if "Sitting" in b.text())
    button.click()
    assert "How will you rest?" not in titles(page)
    assert page.editor.steps[0].rows[0].text.startswith("Sit back")


def test_a_copy_that_nobody_changed_is_saved_as_it_was(
    qtbot: QtBot, look: Look, port: FakeBuilding
) -> None:
    page = shown(qtbot, look, port, port.copy("full-sixteen"))
    for row in range(page.steps.list.count()):  # looking at it changes nothing
        page.steps.list.setCurrentRow(row)
    page.save.click()
    made = parse(port.saved["my-full-sixteen"].encode(), "x")
    assert made.items == library().get("full-sixteen").items


def test_whoever_leaves_is_asked_what_becomes_of_it(
    qtbot: QtBot, page: BuilderPage, port: FakeBuilding
) -> None:
    left: list[bool] = []
    page.leave.connect(lambda: left.append(True))
    page.back.click()
    assert page.asking.isVisible()
    assert left == []
    page.asking.stay.click()
    assert not page.asking.isVisible()
    key(page, Qt.Key.Key_Escape)
    page.asking.later.click()
    assert (left, port.kept) == ([True], page.bench.draft)
    page.back.click()
    page.asking.drop.click()
    assert (left, port.kept) == ([True, True], None)


def test_what_is_saved_leaves_without_a_question(page: BuilderPage, port: FakeBuilding) -> None:
    left: list[bool] = []
    page.leave.connect(lambda: left.append(True))
    page.save.click()
    assert page.told.isVisible()
    page.back.click()
    assert left == [True]


def test_what_is_taken_back_after_saving_is_saved_in_the_same_place(
    page: BuilderPage, port: FakeBuilding
) -> None:
    page.steps.adders["quiet"].click()
    page.save.click()
    page.undo.click()
    assert page.bench.draft.saved_as == "my-session"
    page.save.click()
    assert 'kind = "silence"' not in port.saved["my-session"]


def test_a_disk_that_refuses_is_told_and_nothing_is_lost(
    page: BuilderPage, port: FakeBuilding
) -> None:
    port.refusal = "The disk is full."
    page.save.click()
    assert page.told.words.text() == "The disk is full."
    assert not page.look_at.isVisible()
    assert page.bench.unsaved


def test_it_is_kept_while_it_is_made_and_when_it_goes(
    qtbot: QtBot, page: BuilderPage, port: FakeBuilding
) -> None:
    page.steps.adders["quiet"].click()
    qtbot.waitUntil(lambda: port.kept == page.bench.draft)
    page.steps.adders["chime"].click()
    page.put_away()
    assert port.kept == page.bench.draft


@pytest.mark.parametrize("name", ["Where attention goes", "Let go"])
def test_everything_has_a_name(page: BuilderPage, name: str) -> None:
    at(page, "Jaw and lower cheeks")
    for kind in (QPushButton, QLineEdit, QAbstractSpinBox):
        for one in page.findChildren(kind):
            if isinstance(one, QLineEdit) and isinstance(one.parent(), QAbstractSpinBox):
                continue
            told = one.accessibleName() or (one.text() if isinstance(one, QPushButton) else "")
            assert told, one
    assert any(name in field.number.accessibleName() for field in (
        editor.length for editor in page.editor.steps) if field)  # fmt: skip


# ------------------------------------------------------------------- the ways in


@pytest.fixture
def going(qtbot: QtBot, flow: SessionFlow, port: FakeBuilding) -> SessionFlow:
    flow.offer_building(lambda: port)
    qtbot.addWidget(flow)
    flow.resize(1100, 760)
    flow.show()
    return flow


def test_a_new_session_is_made_of_a_technique_and_places_on_the_body(going: SessionFlow) -> None:
    going.sessions.make_button.click()
    new = going.view
    assert isinstance(new, NewPage)
    assert not new.go.isEnabled()
    new.picker.map.toggle("palm.left")
    new.picker.map.toggle("eyelid.right")
    assert new.picker.chosen == ("hand.left", "eyes")
    new.picker.map.regionHovered.emit("thumb.right")
    assert new.picker.hovered.text() == "Right hand and forearm"
    assert new.picker.told.text() == "2 areas: Left hand and forearm, Eyes and nose"
    new.picker.map.toggle("thumb.left")  # within what is chosen: let go of it
    assert new.picker.chosen == ("eyes",)
    new.go.click()
    page = going.view
    assert isinstance(page, BuilderPage)
    assert "Eyes and nose" in titles(page)


def test_breathing_asks_for_no_places(going: SessionFlow) -> None:
    going.sessions.make_button.click()
    new = going.view
    assert isinstance(new, NewPage)
    new.technique._buttons[4].click()
    assert not new.where.isVisible()
    new.go.click()
    assert isinstance(going.view, BuilderPage)
    assert "Breathing" in titles(going.view)


def test_what_was_left_unfinished_is_offered_first(going: SessionFlow, port: FakeBuilding) -> None:
    port.kept = port.copy("soften")
    going.sessions.make_button.click()
    asked = going.view
    assert isinstance(asked, UnfinishedPage)
    asked.resume.click()
    assert isinstance(going.view, BuilderPage)
    assert going.view.bench.draft.title == "My Soften"
    going.home()  # whatever took the page away: it is kept
    assert port.kept is not None
    going.sessions.make_button.click()
    assert isinstance(going.view, UnfinishedPage)
    going.view.anew.click()
    assert isinstance(going.view, NewPage)
    assert port.kept is None


def test_a_bundled_session_is_copied_and_an_own_one_changed_or_deleted(
    going: SessionFlow, port: FakeBuilding
) -> None:
    going.prepare("soften")
    assert isinstance(going.view, PreparePage)
    offer = going.view.made_offer
    assert offer is not None
    assert not offer.change_button.isVisible()
    offer.copy_button.click()
    assert isinstance(going.view, BuilderPage)
    assert going.view.bench.draft.title == "My Soften"
    going.view.bench.drop()
    port.mine.add("soften")
    going.prepare("soften")
    assert isinstance(going.view, PreparePage)
    assert going.view.made_offer is not None
    going.view.made_offer.change_button.click()
    page = going.view
    assert isinstance(page, BuilderPage)
    page.back.click()  # nothing was changed: no question
    assert going.view is going.sessions
    going.prepare("soften")
    assert isinstance(going.view, PreparePage)
    assert going.view.made_offer is not None
    going.view.made_offer.delete_button.click()
    assert port.deleted == ["soften"]
    assert going.view is going.sessions
    gone = going.sessions.gone
    assert gone is not None
    assert "“Soften” was deleted." in gone.words.text()
    gone.undo.click()
    assert port.deleted == []


def test_after_saving_one_goes_on_to_play_it(going: SessionFlow, port: FakeBuilding) -> None:
    builder = going._builder()
    assert builder is not None
    builder.change("soften")
    page = going.view
    assert isinstance(page, BuilderPage)
    page.steps.adders["quiet"].click()
    page.save.click()
    page.look_at.click()
    assert isinstance(going.view, PreparePage)
