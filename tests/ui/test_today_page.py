"""The Today page: nothing before a yes, water that never presses, pauses that say when they end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NoReturn

import pytest
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QLineEdit, QWidget

from relaxapp.reminders.ports import Hold
from relaxapp.ui.journal_when import show_moment
from relaxapp.ui.reminder_hub import ReminderHub
from relaxapp.ui.today_flow import TodayFlow
from tests.ui.reminder_fakes import NOW, FakeReminders, refusal

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.theme import Look
    from relaxapp.ui.today_page import TodayPage


def made(qtbot: QtBot, look: Look, port: FakeReminders) -> tuple[TodayFlow, ReminderHub]:
    hub = ReminderHub(lambda: port)
    flow = TodayFlow(look, hub)
    qtbot.addWidget(flow)
    flow.resize(1000, 760)
    flow.show()
    return flow, hub


@pytest.fixture
def port() -> FakeReminders:
    return FakeReminders()


@pytest.fixture
def flow(qtbot: QtBot, look: Look, port: FakeReminders) -> TodayFlow:
    return made(qtbot, look, port)[0]


@pytest.fixture
def page(flow: TodayFlow) -> TodayPage:
    return flow.page


@pytest.fixture
def first(qtbot: QtBot, look: Look) -> TodayPage:
    return made(qtbot, look, FakeReminders(answered=False))[0].page


def port_of(page: TodayPage) -> FakeReminders:
    found = page._hub.port
    assert isinstance(found, FakeReminders)
    return found


def again(page: TodayPage) -> None:
    page._hub.changed.emit()


def focused(widget: QWidget) -> QWidget | None:
    return widget.window().focusWidget()


def choice(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == words)


# ------------------------------------------------------------- the first questions


def test_the_question_about_fluids_comes_first_and_nothing_is_answered_for_one(
    first: TodayPage,
) -> None:
    questions = first.first
    assert questions.isVisible()
    assert questions.limited.current == ""
    assert not questions.rest.isVisible()
    questions.limited._buttons[1].click()
    assert questions.rest.isVisible()
    assert questions.picked == ()
    assert not questions.begin.isEnabled()


def test_nothing_is_switched_on_before_the_last_button(first: TodayPage) -> None:
    port, questions = port_of(first), first.first
    questions.limited._buttons[1].click()
    questions.wanted["move"].click()
    questions.background.click()
    assert not port.answered
    assert not any(rule.enabled for rule in port.rules.values())
    questions.begin.click()
    assert port.answered
    assert port.background
    assert [rule.id for rule in port.rules.values() if rule.enabled] == ["move"]
    assert not questions.isVisible()
    assert first.next.heading.text() == "Next: Move a little, 14:20"


def test_none_for_now_is_an_answer(first: TodayPage) -> None:
    first.first.limited._buttons[1].click()
    first.first.wanted["drink"].click()
    first.first.none.click()
    assert port_of(first).answered
    assert not any(rule.enabled for rule in port_of(first).rules.values())
    assert first.next.heading.text() == "No reminder is switched on"


def test_water_is_noted_before_the_questions_are_answered_with_no_goal(first: TodayPage) -> None:
    first.water.pours[250].click()
    assert first.water.amount.text() == "250 ml"
    assert not first.water.ring.isVisible()
    assert not first.rows.isVisible()


def test_limited_fluids_are_said_at_once_and_turn_the_goal_off(first: TodayPage) -> None:
    first.first.limited._buttons[0].click()
    assert "no goal" in first.first.heard.text()
    first.first.none.click()
    assert not first.water.ring.isVisible()
    assert "goal" not in first.water.line.text()
    assert first.rows.rows["drink"].title.text() == "Note what you drank"


def test_the_first_questions_are_answered_by_keyboard(qtbot: QtBot, first: TodayPage) -> None:
    window = first.window()
    window.activateWindow()
    first.first_control.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Space):
        qtbot.keyClick(focused(first) or window, key)
    assert first.first.limited.current == "no"
    assert first.first.picked == ("drink",)
    first.first.begin.setFocus()
    qtbot.keyClick(first.first.begin, Qt.Key.Key_Return)
    assert port_of(first).rules["drink"].enabled
    assert focused(first) is first.water.pours[150]


# ------------------------------------------------------------- what is next


def test_it_says_what_is_next_and_why(page: TodayPage) -> None:
    assert page.next.heading.text() == "Next: Move a little, 14:20"
    assert page.next.line.text() == "50 min after it was last done"
    assert not page.next.go_on.isVisible()


def test_what_waits_says_why_and_one_press_shows_it(page: TodayPage, port: FakeReminders) -> None:
    port.due, port.holding = {"move": 3}, Hold.MICROPHONE
    again(page)
    assert page.next.heading.text() == "Waiting: Move a little"
    assert "the microphone is in use" in page.next.line.text()
    assert not page.due.isVisible()
    page.next.show_now.click()
    assert list(page.due.rows) == ["move"]
    assert not page.next.show_now.isVisible()


def test_a_snoozed_one_says_that_it_was_put_off(page: TodayPage, port: FakeReminders) -> None:
    port.snoozed["move"] = port.at + timedelta(minutes=10)
    again(page)
    assert page.next.heading.text() == "Next: Move a little, 13:40"
    assert page.next.line.text() == "You put it off until then."


# ------------------------------------------------------------- water and the day


def test_one_press_notes_a_drink_and_another_takes_it_back(
    page: TodayPage, port: FakeReminders
) -> None:
    assert not page.water.undo.isVisible()
    page.water.pours[250].click()
    page.water.pours[500].click()
    assert page.water.amount.text() == "750 ml of 1.6 l"
    assert page.water.ring.share == pytest.approx(750 / 1600)
    assert page.water.undo.text() == "Undo: 500 ml"
    page.water.undo.click()
    assert page.water.amount.text() == "250 ml of 1.6 l"


def test_the_ring_says_in_words_what_it_shows(page: TodayPage) -> None:
    page.water.pours[250].click()
    read = QAccessible.queryAccessibleInterface(page.water.ring)
    assert read is not None
    assert read.text(QAccessible.Text.Name) == "Water today: 250 ml of 1.6 l"


def test_beyond_the_goal_nothing_counts_on(page: TodayPage) -> None:
    for _ in range(4):
        page.water.pours[500].click()
    assert page.water.ring.share == 1
    assert page.water.amount.text() == "2 l"
    assert "plenty" in page.water.line.text()


def test_no_amount_is_fine_too(page: TodayPage, port: FakeReminders) -> None:
    page.water.unsaid.click()
    assert port.log[-1].ml is None
    assert page.water.amount.text() == "0 ml of 1.6 l and 1 drink without an amount"


def test_another_amount_is_typed_and_kept_with_enter(qtbot: QtBot, page: TodayPage) -> None:
    page.water.other.click()
    assert page.water.exact.number.isVisible()
    qtbot.keyClicks(page.water.exact.number, "400")  # what is there is selected
    qtbot.keyClick(page.water.exact.number, Qt.Key.Key_Return)
    assert [one.ml for one in port_of(page).log] == [400]
    assert not page.water.sheet.isVisible()


def test_nothing_says_behind_or_catch_up(page: TodayPage, port: FakeReminders) -> None:
    for hours in (0, 9):
        port.at = NOW + timedelta(hours=hours)
        again(page)
        told = " ".join(w.text() for w in page.findChildren(QWidget) if hasattr(w, "text"))
        assert "behind" not in told.lower()
        assert "catch up" not in told.lower()


def test_limited_fluids_show_notes_without_a_goal(page: TodayPage, port: FakeReminders) -> None:
    page.water.pours[250].click()
    port.limited = True
    again(page)
    assert not page.water.ring.isVisible()
    assert page.water.amount.text() == "250 ml"
    assert "told about drinking counts" in page.water.line.text()


def test_a_break_and_a_day_without_episodes_are_noted(page: TodayPage, port: FakeReminders) -> None:
    page.day.moved.click()
    assert page.day.movements.text() == "1 movement break"
    assert page.day.undo.text() == "Undo: a movement break"
    page.day.none.click()
    assert page.day.episodes.text() == "No episodes so far"
    assert not page.day.none.isVisible()
    page.day.undo.click()
    assert page.day.none.isVisible()


def test_a_day_with_episodes_does_not_ask_for_none(page: TodayPage, port: FakeReminders) -> None:
    port.episodes, port.heard = 2, 1
    again(page)
    assert page.day.episodes.text() == "2 episodes"
    assert page.day.sessions.text() == "1 session, 6 min"
    assert not page.day.none.isVisible()


def test_the_ways_elsewhere_are_asked_for(qtbot: QtBot, flow: TodayFlow) -> None:
    with qtbot.waitSignal(flow.start_session) as session:
        flow.page.day.short.click()
    assert session.args == ["soften"]
    with qtbot.waitSignal(flow.log_episode):
        flow.page.day.write.click()
    port_of(flow.page).episodes = 1
    again(flow.page)
    with qtbot.waitSignal(flow.open_journal):
        flow.page.day.entry.click()


# ------------------------------------------------------------- pauses


def test_a_pause_always_shows_its_end_and_the_way_on(page: TodayPage, port: FakeReminders) -> None:
    page.pause.click()
    assert page.menu.isVisible()
    choice(page.menu, "For 1 h").trigger()
    page.menu.close()
    assert page.next.heading.text() == "Paused until 14:30"
    assert page.rows.rows["move"].status.text().startswith("Paused")
    page.next.go_on.click()
    assert port.paused is None
    assert page.next.heading.text().startswith("Next")


def test_a_pause_until_one_says_has_no_end(page: TodayPage, port: FakeReminders) -> None:
    choice(page.menu, "Until I say").trigger()
    assert page.next.heading.text() == "Paused until you say"


def test_a_time_that_is_over_today_means_tomorrow(page: TodayPage, port: FakeReminders) -> None:
    choice(page.menu, "Until a time…").trigger()
    page.plans.until.show_minutes(7 * 60)
    assert "tomorrow 07:00" in page.plans.until_told.text()
    page.plans.until_go.click()
    assert port.paused is not None
    assert port.paused.until == (NOW + timedelta(days=1)).replace(hour=7, minute=0)


def test_a_pause_is_planned_ahead_and_removed(page: TodayPage, port: FakeReminders) -> None:
    choice(page.menu, "Plan ahead…").trigger()
    assert focused(page) is page.plans.since
    page.plans.label.setText("Meeting")
    page.plans.plan_go.click()
    (plan,) = port.plans
    assert (plan.since.hour, plan.until and plan.until.hour, plan.label) == (14, 15, "Meeting")
    ((_, _, drop),) = page.plans.rows
    assert drop.accessibleName() == "Remove the pause 14:00\u201315:00 Meeting"
    drop.click()
    assert port.plans == ()
    assert not page.plans.isVisible()


def test_a_plan_that_ends_before_it_begins_is_told(page: TodayPage, port: FakeReminders) -> None:
    page.plans.ask_plan()
    show_moment(page.plans.end, NOW - timedelta(hours=2))
    page.plans.plan_go.click()
    assert "end after it begins" in page.plans.wrong.text()
    show_moment(page.plans.since, NOW - timedelta(hours=3))
    page.plans.plan_go.click()
    assert "over already" in page.plans.wrong.text()
    assert port.plans == ()
    port.refuses = refusal("There are too many plans.")
    page.plans.end.setDateTime(QDateTime(2026, 5, 14, 18, 0, 0))
    page.plans.plan_go.click()
    assert page.plans.wrong.text() == "There are too many plans."


def test_escape_puts_the_plan_away(qtbot: QtBot, page: TodayPage) -> None:
    page.plans.ask_plan()
    qtbot.keyClick(page.plans.label, Qt.Key.Key_Escape)
    assert not page.plans.plan_sheet.isVisible()
    assert focused(page) is page.pause


# ------------------------------------------------------------- every reminder, and troubles


def test_each_reminder_has_its_switch_and_says_when_it_comes(
    page: TodayPage, port: FakeReminders
) -> None:
    rows = page.rows.rows
    assert list(rows) == ["drink", "move", "relax", "food", "bath", "evening"]
    assert rows["relax"].status.text() == "Next 16:00 \u00b7 Every day at 16:00"
    assert rows["food"].status.text() == "Off \u00b7 Every day at 12:30"
    assert not rows["food"].switch.isChecked()
    rows["food"].switch.click()
    assert port.rules["food"].enabled
    assert rows["food"].status.text().startswith("Next tomorrow 12:30")


def test_a_switch_that_is_refused_goes_back(page: TodayPage, port: FakeReminders) -> None:
    port.refuses = refusal("The disk is full.")
    page.rows.rows["food"].switch.click()
    assert not page.rows.rows["food"].switch.isChecked()
    assert page._hub.told == "The disk is full."


def test_a_problem_is_shown_until_it_is_read(page: TodayPage, port: FakeReminders) -> None:
    port.trouble = "The journal could not be written."
    again(page)
    assert page.problem.words.text() == "The journal could not be written."
    page.settle.click()
    assert not page.problem.isVisible()
    assert port.trouble == ""


def test_it_says_where_reminders_appear_without_notifications(
    page: TodayPage, port: FakeReminders
) -> None:
    assert not page.silent.isVisible()
    port.desktop = False
    again(page)
    assert page.silent.isVisible()


def test_of_one_trouble_there_is_one_word(page: TodayPage, port: FakeReminders) -> None:
    told: list[str] = []
    page._hub.failed.connect(lambda: told.append(page._hub.told))

    def broken() -> NoReturn:
        raise refusal("The journal is damaged.")

    port.today = broken  # type: ignore[method-assign]  # a port that fails from now on
    again(page)
    again(page)
    assert told == ["The journal is damaged."]


def test_what_opens_below_is_scrolled_to(qtbot: QtBot, flow: TodayFlow) -> None:
    flow.resize(560, 330)
    page = flow.page
    page.ask_amount()
    qtbot.waitUntil(lambda: not page.water.sheet.visibleRegion().isEmpty())
    qtbot.waitUntil(lambda: page.water.sheet.visibleRegion().boundingRect().height() >= 38)


def test_what_a_notification_points_to_has_the_focus(flow: TodayFlow, port: FakeReminders) -> None:
    flow.show_reminder("evening")
    assert focused(flow) is flow.page.rows.rows["evening"].pencil
    port.due = {"move": 3}
    again(flow.page)
    flow.show_reminder("move")
    assert focused(flow) is flow.page.due.rows["move"].main
    flow.ask_amount()
    assert focused(flow) is flow.page.water.exact.number


@pytest.mark.parametrize("scene", ["plain", "due", "first"])
def test_every_control_has_a_name(
    qtbot: QtBot, look: Look, port: FakeReminders, scene: str
) -> None:
    port = FakeReminders(answered=scene != "first")
    if scene == "due":
        port.due = {"drink": 3, "move": 3}
        port.pause_for(30)
        port.plan(NOW, NOW + timedelta(hours=1), "")
    flow, _ = made(qtbot, look, port)
    if scene == "first":
        flow.page.first.limited._buttons[0].click()
    else:
        flow.page.plans.ask_plan()
        flow.page.ask_amount()
    seen = [w for kind in (QAbstractButton, QAbstractSpinBox, QLineEdit)
            for w in flow.findChildren(kind) if w.isVisible()]  # fmt: skip
    assert len(seen) > 10
    for widget in seen:
        if isinstance(widget.parent(), QAbstractSpinBox):
            continue  # the line within a field that is named
        read = QAccessible.queryAccessibleInterface(widget)
        assert read is not None
        assert read.text(QAccessible.Text.Name), widget


def test_the_page_is_walked_by_tab_from_the_water_to_the_last_switch(
    qtbot: QtBot, page: TodayPage
) -> None:
    page.window().activateWindow()
    page.water.pours[150].setFocus()
    passed = []
    for _ in range(40):
        qtbot.keyClick(focused(page) or page, Qt.Key.Key_Tab)
        passed.append(focused(page))
    for wanted in (page.water.unsaid, page.day.moved, page.rows.new,
                   page.rows.rows["evening"].switch):  # fmt: skip
        assert wanted in passed
