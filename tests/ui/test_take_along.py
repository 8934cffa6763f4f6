"""Taking a session along, and adding one from a file: told before, stopped at will, never half."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from relaxapp.ui.add_page import AddPage
from relaxapp.ui.flow import SessionFlow
from relaxapp.ui.prepare_page import PreparePage
from relaxapp.ui.taking_ports import Voiced
from tests.ui.conftest import DRAWING
from tests.ui.fakes import CARDS, FakePractice
from tests.ui.taking_fakes import FOUND, FakeTaking

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.take_along import TakeAlongCard
    from relaxapp.ui.theme import Look
    from tests.ui.fakes import FakeSettings


@pytest.fixture
def taking() -> FakeTaking:
    return FakeTaking()


@pytest.fixture
def prepare(qtbot: QtBot, look: Look, settings: FakeSettings, taking: FakeTaking) -> PreparePage:
    page = PreparePage(look, CARDS[1], settings, FakePractice(), taking)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    return page


@pytest.fixture
def going(
    qtbot: QtBot,
    look: Look,
    practice: FakePractice,
    settings: FakeSettings,
    taking: FakeTaking,
) -> SessionFlow:
    flow = SessionFlow(look, practice, settings, DRAWING, taking=taking)
    qtbot.addWidget(flow)
    flow.resize(1000, 700)
    flow.show()
    return flow


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if not label.isHidden())


def answer(monkeypatch: pytest.MonkeyPatch, path: str) -> list[str]:
    """Let the file dialogs answer with a path; return what they were asked to begin with."""
    asked: list[str] = []

    def choose(_: object, __: str, first: str, *more: object) -> tuple[str, str]:
        asked.append(first)
        return path, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    return asked


def card(page: PreparePage) -> TakeAlongCard:
    assert page.along is not None
    return page.along


def pick(along: TakeAlongCard, form: str) -> None:
    along.form.pick(form)
    along.form.chosen.emit()


def test_it_is_saved_as_it_was_prepared(
    qtbot: QtBot, prepare: PreparePage, taking: FakeTaking, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, "/music/full")
    along = card(prepare)
    prepare.groups[0].setChecked(True)
    along.form.pick(".ogg")
    along.save.click()
    assert asked[0].endswith("Full Sixteen.ogg")
    (made, path) = taking.begun[0]
    assert made.skip == {"hand.right"}
    assert path == "/music/full.ogg"  # the ending that was chosen is the one it gets
    assert along.halt.isVisible()
    assert not along.save.isVisible()
    taking.job.done = 0.5
    qtbot.waitUntil(lambda: along.bar.value() == 500)
    taking.job.state = "finished"
    qtbot.waitUntil(along.save.isVisible)
    assert "Saved as /music/full.ogg." in words(along)


def test_it_can_be_stopped(
    qtbot: QtBot, prepare: PreparePage, taking: FakeTaking, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "/music/full.mp3")
    along = card(prepare)
    along.save.click()
    along.halt.click()
    qtbot.waitUntil(along.save.isVisible)
    assert taking.job.state == "stopped"
    assert "Nothing was saved" in words(along)


def test_whoever_leaves_or_starts_stops_it(
    prepare: PreparePage, taking: FakeTaking, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "/music/full.mp3")
    card(prepare).save.click()
    prepare.back_button.click()
    assert taking.job.state == "stopped"


def test_what_goes_wrong_is_told(
    qtbot: QtBot, prepare: PreparePage, taking: FakeTaking, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "/music/full.mp3")
    along = card(prepare)
    along.save.click()
    taking.job.problem, taking.job.state = "The disk is full.", "failed"
    qtbot.waitUntil(along.save.isVisible)
    assert "The disk is full." in words(along)
    taking.problem = "Not there."
    along.save.click()
    assert "Not there." in words(along)


def test_nobody_who_thinks_better_of_it_gets_a_file(
    prepare: PreparePage, taking: FakeTaking, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "")
    card(prepare).save.click()
    assert taking.begun == []


def test_without_an_encoder_mp3_is_not_offered_and_said_so(
    qtbot: QtBot, look: Look, settings: FakeSettings, taking: FakeTaking
) -> None:
    taking.can = (".ogg", ".txt")
    page = PreparePage(look, CARDS[1], settings, FakePractice(), taking)
    qtbot.addWidget(page)
    assert "cannot write MP3" in words(card(page))
    card(page).form.pick(".txt")
    card(page).form.chosen.emit()
    assert "cannot write MP3" not in words(card(page))


def test_a_session_is_shown_before_it_is_kept(
    going: SessionFlow, taking: FakeTaking, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "/home/sam/jaw.relaxsession")
    going.sessions.add_button.click()
    page = going.view
    assert isinstance(page, AddPage)
    told = words(page)
    for part in (FOUND.title, FOUND.purpose, FOUND.cautions[0], "Licence: CC0", "soft chime"):
        assert part in told
    assert taking.kept == 0
    assert page.keep_button is not None
    page.keep_button.click()
    assert taking.kept == 1
    assert isinstance(going.view, PreparePage)


def test_not_now_changes_nothing(
    going: SessionFlow, taking: FakeTaking, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "/home/sam/jaw.relaxsession")
    going.add()
    page = going.view
    assert isinstance(page, AddPage)
    page.leave_button.click()
    assert taking.kept == 0
    assert going.view is going.sessions


@pytest.mark.parametrize("clash", [True, False])
def test_a_clash_or_a_bad_file_is_told_and_cannot_be_kept(
    going: SessionFlow, taking: FakeTaking, monkeypatch: pytest.MonkeyPatch, *, clash: bool
) -> None:
    answer(monkeypatch, "/home/sam/jaw.relaxsession")
    if clash:
        taking.found = FOUND._replace(clash="You have “Soft Jaw” already.")
    else:
        taking.problem = "it holds “../evil”"
    going.add()
    page = going.view
    assert isinstance(page, AddPage)
    assert page.keep_button is None
    assert ("already" if clash else "../evil") in words(page)
    assert page.first_control is page.leave_button


def test_without_files_there_is_no_button_for_them(
    qtbot: QtBot, look: Look, practice: FakePractice, settings: FakeSettings
) -> None:
    flow = SessionFlow(look, practice, settings, DRAWING)
    qtbot.addWidget(flow)
    flow.show()
    assert not flow.sessions.add_button.isVisible()
    flow.prepare("soften")
    page = flow.view
    assert isinstance(page, PreparePage)
    assert page.along is None


def test_ones_own_recordings_go_along_if_they_may(
    prepare: PreparePage, taking: FakeTaking, monkeypatch: pytest.MonkeyPatch
) -> None:
    taking.voices = Voiced(recorded=3)
    answer(monkeypatch, "/x/full.relaxsession")
    along = card(prepare)
    pick(along, ".relaxsession")
    assert along.voices.isVisible()
    assert along.voices.text() == "With the recordings of 3 lines"
    along.voices.setChecked(False)
    along.save.click()
    assert not taking.with_recordings
    taking.job.state = "finished"
    along._follow()
    pick(along, ".mp3")
    assert not along.voices.isVisible()


def test_lines_without_a_recording_are_told_before_they_are_missed(
    prepare: PreparePage, taking: FakeTaking
) -> None:
    taking.voices = Voiced(silent=2)
    along = card(prepare)
    pick(along, ".flac")
    assert "cannot be taken along" in along.hint.text()
    pick(along, ".vtt")
    assert "cannot be taken along" not in along.hint.text()


def test_whose_recordings_a_file_brings_is_told(
    qtbot: QtBot, look: Look, taking: FakeTaking
) -> None:
    taking.found = FOUND._replace(recordings=4, authors="Ada, CC0 1.0", own=1)
    page = AddPage(look, taking, "x.relaxsession")
    qtbot.addWidget(page)
    told = words(page)
    assert "recordings of 4 lines, which are heard in this session alone" in told
    assert "From: Ada, CC0 1.0." in told
    assert "yours are heard" in told
