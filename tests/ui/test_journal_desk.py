"""Logging from anywhere in the window: one press keeps it, the rest can be added or ignored."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from relaxapp.ui.components import Button
from relaxapp.ui.controls import Notice
from relaxapp.ui.journal_strip import QuickStrip, RunningBar
from tests.ui.journal_fakes import NOW, FakeJournal

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.flow import SessionFlow
    from relaxapp.ui.journal_desk import JournalDesk
    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.journal_ports import EpisodeCard
    from relaxapp.ui.window import MainWindow
    from tests.ui.fakes import FakePractice


def only(port: FakeJournal) -> EpisodeCard:
    (card,) = port.kept.values()
    return card


def strip_of(desk: JournalDesk) -> QuickStrip:
    assert desk.strip is not None
    return desk.strip


def press(qtbot: QtBot, window: MainWindow, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget() or window, key)


def activate(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def test_an_eyelid_twitch_takes_two_presses_of_the_mouse(
    qtbot: QtBot, journal_window: MainWindow, desk: JournalDesk, port: FakeJournal
) -> None:
    qtbot.mouseClick(desk.button, Qt.MouseButton.LeftButton)
    card = only(port)
    assert (card.start, card.sites, card.kind) == (NOW, (), "")
    assert strip_of(desk).kept.text() == "Logged, 14:36"
    chip = strip_of(desk).sites.chip("eyelid.left")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert (only(port).sites, only(port).kind) == (("eyelid.left",), "twitch")


@pytest.mark.usefixtures("journal_window")
def test_a_chip_is_kept_for_a_screen_reader_too(desk: JournalDesk, port: FakeJournal) -> None:
    desk.log()
    chip = strip_of(desk).sites.chip("eyelid.left")
    told = QAccessible.queryAccessibleInterface(chip).actionInterface()
    told.doAction("Toggle")
    assert (only(port).sites, only(port).kind) == (("eyelid.left",), "twitch")
    told.doAction("Toggle")
    assert only(port).sites == ()


def test_an_eyelid_twitch_takes_at_most_four_keys(
    qtbot: QtBot, journal_window: MainWindow, desk: JournalDesk, port: FakeJournal
) -> None:
    activate(qtbot, journal_window)
    qtbot.keyClick(journal_window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, journal_window, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert (only(port).sites, only(port).kind) == (("eyelid.right",), "twitch")


def test_the_strip_can_be_ignored_or_put_away(
    qtbot: QtBot, journal_window: MainWindow, desk: JournalDesk, port: FakeJournal
) -> None:
    activate(qtbot, journal_window)
    before = QApplication.focusWidget()
    desk.log()
    press(qtbot, journal_window, Qt.Key.Key_Escape)
    assert desk.strip is None
    assert QApplication.focusWidget() is before
    assert only(port).sites == ()


def test_undo_takes_the_entry_back(
    journal_window: MainWindow, desk: JournalDesk, port: FakeJournal
) -> None:
    desk.log()
    strip_of(desk).undo.click()
    assert not port.kept
    assert desk.strip is None


def test_ctrl_z_takes_back_in_the_strip_too(
    qtbot: QtBot, journal_window: MainWindow, desk: JournalDesk, port: FakeJournal
) -> None:
    activate(qtbot, journal_window)
    before = QApplication.focusWidget()
    desk.log()
    strip_of(desk).sites.chip("eyelid.left").click()
    back = (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(QApplication.focusWidget(), *back)
    assert only(port).sites == ()
    assert not strip_of(desk).sites.chip("eyelid.left").isChecked()
    assert strip_of(desk).kept.text() == "Logged, 14:36"
    qtbot.keyClick(QApplication.focusWidget(), *back)
    assert not port.kept
    assert desk.strip is None
    assert QApplication.focusWidget() is before


def test_the_strip_goes_with_its_episode_and_leaves_the_focus_where_it_is(
    qtbot: QtBot, journal_window: MainWindow, desk: JournalDesk, port: FakeJournal, journal: Journal
) -> None:
    activate(qtbot, journal_window)
    desk.log()
    elsewhere = journal_window.buttons["sessions"]
    elsewhere.setFocus()
    journal.undo()
    assert desk.strip is None
    assert QApplication.focusWidget() is elsewhere


def test_the_last_site_is_offered_first_and_never_assumed(
    journal_window: MainWindow, desk: JournalDesk, port: FakeJournal
) -> None:
    port.last = "shoulder.left"
    desk.log()
    assert only(port).sites == ()
    first = strip_of(desk).first_control
    assert isinstance(first, Button)
    assert first.text() == "Left shoulder again"
    first.click()
    assert only(port).sites == ("shoulder.left",)
    assert only(port).kind == ""


@pytest.mark.parametrize(
    ("chip", "ago"),
    [("5", timedelta(minutes=5)), ("60", timedelta(hours=1)), ("day", timedelta(days=1))],
)
def test_a_time_further_back_is_one_press(
    journal_window: MainWindow, desk: JournalDesk, port: FakeJournal, chip: str, ago: timedelta
) -> None:
    desk.log()
    when = strip_of(desk).when
    when.chips.pick(chip)
    when.chips.chosen.emit()
    assert only(port).start == NOW - ago


def test_any_date_can_be_given(
    journal_window: MainWindow, desk: JournalDesk, port: FakeJournal
) -> None:
    desk.log()
    when = strip_of(desk).when
    when.chips.pick("pick")
    when.chips.chosen.emit()
    assert when.edit.isVisible()
    when.edit.setDateTime(when.edit.dateTime().addDays(-40))
    when.take.click()
    assert only(port).start == NOW - timedelta(days=40)
    assert strip_of(desk).kept.text() == "Logged, Sat 4 Apr, 14:36"


def test_several_live_episodes_are_seen_and_stopped_each_by_itself(
    qtbot: QtBot, journal_window: MainWindow, desk: JournalDesk, port: FakeJournal
) -> None:
    desk.wake()
    activate(qtbot, journal_window)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(journal_window, Qt.Key.Key_L, keys)
    port.at += timedelta(minutes=4)
    desk.start()
    bar = journal_window.findChild(RunningBar)
    assert isinstance(bar, RunningBar)
    assert bar.isVisible()
    stops = [b for b in bar.findChildren(Button) if b.isVisible() and b.text() == "Stop"]
    assert [b.accessibleName() for b in stops] == [
        "Stop: Going on since 14:36",
        "Stop: Going on since 14:40",
    ]
    stops[0].click()
    assert [card.start for card in port.running()] == [NOW + timedelta(minutes=4)]
    port.stop(port.running()[0].id)
    bar.refresh()
    assert not bar.isVisible()


def test_an_entry_just_kept_can_be_made_a_live_one(
    journal_window: MainWindow, desk: JournalDesk, port: FakeJournal
) -> None:
    desk.log()
    strip_of(desk).live.click()
    assert only(port).running


def test_detail_opens_the_form(
    journal_window: MainWindow, desk: JournalDesk, port: FakeJournal
) -> None:
    desk.log()
    strip_of(desk).more.click()
    assert journal_window.buttons["journal"].isChecked()
    assert desk.page().view.accessibleName() == "Episode"
    assert desk.strip is None


def test_while_a_session_plays_an_episode_is_kept_and_the_session_stays(
    qtbot: QtBot,
    journal_window: MainWindow,
    desk: JournalDesk,
    port: FakeJournal,
    flow: SessionFlow,
) -> None:
    # The window's first page is made once the window has been painted.
    qtbot.waitUntil(lambda: journal_window.stack.currentWidget() is flow)
    flow.start_now("soften")
    port.due = True
    desk.log()
    assert only(port)
    assert not strip_of(desk).more.isVisible()
    assert not strip_of(desk).offer.isVisible()
    desk.open(only(port).id)
    assert journal_window.stack.currentWidget() is flow
    flow.home()
    assert strip_of(desk).more.isVisible()


def test_a_session_is_offered_once_and_can_be_declined(
    qtbot: QtBot,
    journal_window: MainWindow,
    desk: JournalDesk,
    port: FakeJournal,
    practice: FakePractice,
) -> None:
    port.due = True
    desk.log()
    assert strip_of(desk).offer.isVisible()
    with qtbot.waitSignal(desk.relax):
        strip_of(desk).accept.click()
    desk.log()
    assert not strip_of(desk).offer.isVisible()


def test_what_cannot_be_kept_is_told(
    journal_window: MainWindow, desk: JournalDesk, port: FakeJournal
) -> None:
    port.refuses = "The disk is full."
    desk.log()
    assert desk.strip is None
    notice = journal_window.findChild(Notice)
    assert isinstance(notice, Notice)
    assert notice.words.text() == "The disk is full."
    assert port.kept == {}
    desk.log()
    assert len(journal_window.findChildren(Notice)) == 1, "the same words stand there already"


def test_what_was_put_away_is_told_again_when_it_is_asked_for_again(
    qtbot: QtBot, journal_window: MainWindow, desk: JournalDesk, port: FakeJournal
) -> None:
    def told() -> int:
        return len(journal_window.findChildren(Notice))

    def press(words: str) -> None:
        (notice,) = journal_window.findChildren(Notice)
        (button,) = (one for one in notice.findChildren(Button) if one.text() == words)
        button.click()
        qtbot.waitUntil(lambda: notice not in journal_window.findChildren(Notice))

    port.refuses = "The disk is full."
    desk.log()
    press("All right")
    assert told() == 0
    desk.refresh()
    assert told() == 0, "a view that reads again says nothing new"
    desk.log()
    assert told() == 1, "what is not kept must not look as if it were"
    press("Try again")
    desk.log()
    assert told() == 1
