"""The editor: what is set is kept at "Keep", and what cannot be is told beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit

from relaxapp.reminders.rule import Aligned, At, Deed, Every, Rule, Window
from relaxapp.ui.reminder_editor import ReminderEditor
from relaxapp.ui.reminder_hub import ReminderHub
from relaxapp.ui.today_flow import TodayFlow
from tests.ui.reminder_fakes import FakeReminders, refusal

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.controls import Chips
    from relaxapp.ui.theme import Look


@pytest.fixture
def port() -> FakeReminders:
    return FakeReminders()


@pytest.fixture
def flow(qtbot: QtBot, look: Look, port: FakeReminders) -> TodayFlow:
    made = TodayFlow(look, ReminderHub(lambda: port))
    qtbot.addWidget(made)
    made.resize(1000, 760)
    made.show()
    return made


def editor(flow: TodayFlow, reminder: str = "") -> ReminderEditor:
    flow.edit(reminder)
    view = flow.view
    assert isinstance(view, ReminderEditor)
    return view


def choose(chips: Chips, wanted: str) -> None:
    chips._buttons[chips._ids.index(wanted)].click()


def own(port: FakeReminders) -> Rule:
    return port.rules["own-1"]


def test_nothing_is_kept_before_it_is_asked_for(flow: TodayFlow, port: FakeReminders) -> None:
    form = editor(flow, "move")
    before = port.rules["move"]
    form.mode.minutes.number.setValue(30)
    form.sound.click()
    assert port.rules["move"] == before
    form.keep.click()
    assert port.rules["move"] == before.with_(mode=Every(30), sound=True)
    assert flow.view is flow.page
    assert flow.page.rows.rows["move"].pencil is flow.window().focusWidget()


def test_how_often_and_at_what_times(flow: TodayFlow, port: FakeReminders) -> None:
    form = editor(flow, "move")
    choose(form.mode.kind, "aligned")
    form.mode.minutes.number.setValue(60)
    assert form.mode.told.text() == "Every hour, on the hour"
    form.keep.click()
    assert port.rules["move"].mode == Aligned(60)
    form = editor(flow, "move")
    choose(form.mode.kind, "at")
    form.mode.times.field.show_minutes(8 * 60 + 30)
    form.mode.times.take.click()
    form.mode.times.chip(12 * 60).click()
    form.keep.click()
    assert port.rules["move"].mode == At((8 * 60 + 30,))


def test_several_hours_on_chosen_days_and_over_midnight(
    flow: TodayFlow, port: FakeReminders
) -> None:
    form = editor(flow, "move")
    first = form.windows.rows[0]
    assert not first.drop.isVisible()
    first.start.show_minutes(22 * 60)
    first.end.show_minutes(2 * 60)
    assert first.told.text() == "Over midnight: until 02:00 of the next day."
    first.days.chip("5").click()
    first.days.chip("6").click()
    form.windows.more.click()
    second = form.windows.rows[1]
    second.start.show_minutes(18 * 60)
    second.end.show_minutes(0)
    assert second.told.text() == ""  # until midnight is not over it
    form.keep.click()
    assert port.rules["move"].windows == (
        Window(22 * 60, 2 * 60, frozenset(range(5))),
        Window(18 * 60, 24 * 60),
    )
    form = editor(flow, "move")
    form.windows.rows[0].drop.click()
    form.keep.click()
    assert port.rules["move"].windows == (Window(18 * 60, 24 * 60),)


def test_what_counts_and_what_the_button_does(flow: TodayFlow, port: FakeReminders) -> None:
    form = editor(flow, "move")
    form.deeds.deeds.chip("session").click()
    form.deeds.away.number.setValue(12)
    choose(form.button.deed, "session")
    form.button.session.setCurrentIndex(1)
    form.keep.click()
    rule = port.rules["move"]
    assert rule.deeds == {Deed.MOVEMENT, Deed.AWAY, Deed.SESSION}
    assert (rule.away_minutes, rule.button, rule.session) == (12, Deed.SESSION, "breath")
    form = editor(flow, "move")
    form.deeds.deeds.chip("away").click()
    assert not form.deeds.away.isVisible()
    choose(form.button.deed, "drink")
    form.button.amount.number.setValue(330)
    form.keep.click()
    rule = port.rules["move"]
    assert (rule.button, rule.amounts, rule.session) == (Deed.DRINK, (330,), "")


def test_how_it_is_put_off(flow: TodayFlow, port: FakeReminders) -> None:
    form = editor(flow, "move")
    form.snooze.lengths.chip("60").click()
    form.snooze.lengths.chip("5").click()
    choose(form.snooze.cap, "1")
    form.keep.click()
    assert (port.rules["move"].snoozes, port.rules["move"].snooze_cap) == ((5, 10, 30), 1)
    form = editor(flow, "move")
    choose(form.snooze.cap, "0")
    assert not form.snooze.lengths.isVisible()
    form.keep.click()
    assert port.rules["move"].snooze_cap == 0


def test_it_says_when_it_would_come_next(flow: TodayFlow) -> None:
    form = editor(flow, "move")
    assert form.live.text() == "Kept now, it comes next: 14:20"
    form.mode.minutes.number.setValue(120)
    assert form.live.text() == "Kept now, it comes next: 15:30"
    form.windows.rows[0].end.show_minutes(14 * 60)
    assert form.live.text() == "Kept now, it comes next: tomorrow 11:00"


def test_a_new_one_is_there_and_on_once_it_is_kept(
    qtbot: QtBot, flow: TodayFlow, port: FakeReminders
) -> None:
    form = editor(flow)
    assert not form.delete.isVisible()
    qtbot.keyClicks(form.title, "Water the plants")  # in place of the name it comes with
    assert "own-1" not in port.rules
    form.keep.click()
    assert own(port).title == "Water the plants"
    assert own(port).enabled
    assert flow.page.rows.rows["own-1"].title.text() == "Water the plants"


def test_what_cannot_be_is_told_beside_it(flow: TodayFlow, port: FakeReminders) -> None:
    form = editor(flow)
    form.title.clear()
    form.keep.click()
    assert "a few words" in form.troubles["title"].text()
    assert form.window().focusWidget() is form.title
    form.title.setText("Plants")
    form.title.textEdited.emit("Plants")
    assert not form.troubles["title"].isVisible()
    first = form.windows.rows[0]
    first.end.show_minutes(first.start.minutes)
    assert "another time than the start" in form.troubles["windows"].text()
    first.end.show_minutes(20 * 60)
    for chip in first.days.picked:
        first.days.chip(chip).click()
    assert "at least one day" in form.troubles["windows"].text()
    first.days.chip("0").click()
    choose(form.mode.kind, "at")
    form.mode.times.chip(12 * 60).click()
    assert "at least one time" in form.troubles["times"].text()
    choose(form.mode.kind, "every")
    for length in form.snooze.lengths.picked:
        form.snooze.lengths.chip(length).click()
    form.keep.click()
    assert "at least one length" in form.troubles["snoozes"].text()
    assert "own-1" not in port.rules


def test_what_the_port_refuses_is_told_there(flow: TodayFlow, port: FakeReminders) -> None:
    form = editor(flow, "move")
    form.sound.click()
    port.refuses = refusal("The disk is full.")
    form.keep.click()
    assert form.troubles[""].text() == "The disk is full."
    assert flow.view is form


def test_leaving_with_changes_asks_first(
    qtbot: QtBot, flow: TodayFlow, port: FakeReminders
) -> None:
    form = editor(flow, "move")
    form.sound.click()
    qtbot.keyClick(form.title, Qt.Key.Key_Escape)
    assert flow.view is form
    assert form.unkept.isVisible()
    assert flow.window().focusWidget() is form.keep_it
    form.drop_it.click()
    assert flow.view is flow.page
    assert not port.rules["move"].sound
    form = editor(flow, "move")
    qtbot.keyClick(form.title, Qt.Key.Key_Escape)
    assert flow.view is flow.page


def test_a_bundled_one_goes_back_to_how_it_came(flow: TodayFlow, port: FakeReminders) -> None:
    usual = port.rules["move"]
    form = editor(flow, "move")
    assert not form.delete.isVisible()
    form.title.setText("Up!")
    form.mode.minutes.number.setValue(20)
    form.deeds.deeds.chip("drink").click()
    form.keep.click()
    assert port.rules["move"] != usual
    form = editor(flow, "move")
    form.usual.click()
    form.keep.click()
    assert port.rules["move"] == usual


def test_an_own_one_is_deleted_and_brought_back(flow: TodayFlow, port: FakeReminders) -> None:
    form = editor(flow)
    form.title.setText("Plants")
    form.keep.click()
    kept = own(port)
    form = editor(flow, "own-1")
    assert not form.usual.isVisible()
    form.delete.click()
    assert "own-1" not in port.rules
    assert flow.page.gone.words.text() == "Deleted: Plants"
    flow.page.back.click()
    assert own(port) == kept
    assert not flow.page.gone.isVisible()


@pytest.mark.parametrize("reminder", ["", "drink", "move", "relax"])
def test_every_control_has_a_name(flow: TodayFlow, reminder: str) -> None:
    form = editor(flow, reminder)
    form.windows.more.click()
    seen = [w for kind in (QAbstractButton, QAbstractSpinBox, QLineEdit, QComboBox)
            for w in form.findChildren(kind) if w.isVisible()]  # fmt: skip
    assert len(seen) > 20
    for widget in seen:
        if isinstance(widget.parent(), QAbstractSpinBox):
            continue  # the line within a field that is named
        read = QAccessible.queryAccessibleInterface(widget)
        assert read is not None
        assert read.text(QAccessible.Text.Name), widget


def test_it_is_filled_in_by_keyboard(qtbot: QtBot, flow: TodayFlow, port: FakeReminders) -> None:
    form = editor(flow)
    assert flow.first_control is form.title
    form.title.clear()
    qtbot.keyClicks(form.title, "Stretch")
    line = form.mode.minutes.number.lineEdit()
    line.selectAll()
    qtbot.keyClicks(line, "45")
    qtbot.keyClick(form.mode.minutes.number, Qt.Key.Key_Up)
    form.windows.rows[0].start.setFocus()
    qtbot.keyClick(form.windows.rows[0].start, Qt.Key.Key_Down)
    form.keep.setFocus()
    qtbot.keyClick(form.keep, Qt.Key.Key_Return)
    assert own(port).title == "Stretch"
    assert own(port).mode == Every(50)
    assert own(port).windows[0].start == 8 * 60
