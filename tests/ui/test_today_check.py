"""On the Today page: the week is asked about quietly, and the coin of a trial is told quietly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relaxapp.journal.trial import Act
from relaxapp.ui.measure_hub import MeasureHub
from relaxapp.ui.measure_ports import Words
from relaxapp.ui.reminder_hub import ReminderHub
from relaxapp.ui.today_flow import TodayFlow
from tests.ui.measure_fakes import FakeMeasures
from tests.ui.reminder_fakes import FakeReminders
from tests.ui.test_check_page import came

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.theme import Look
    from relaxapp.ui.today_check import TrialLine, WeekCardQuiet


@pytest.fixture
def measures() -> FakeMeasures:
    return FakeMeasures()


@pytest.fixture
def reminders() -> FakeReminders:
    return FakeReminders()


@pytest.fixture
def flow(
    qtbot: QtBot, look: Look, journal: Journal, measures: FakeMeasures, reminders: FakeReminders
) -> TodayFlow:
    hub = ReminderHub(lambda: reminders)
    made = TodayFlow(look, hub, MeasureHub(journal, lambda: measures))
    qtbot.addWidget(made)
    made.resize(1000, 760)
    return made


def week(flow: TodayFlow) -> WeekCardQuiet:
    assert flow.page.week is not None
    return flow.page.week


def trial(flow: TodayFlow) -> TrialLine:
    assert flow.page.trial is not None
    return flow.page.trial


def test_it_is_asked_when_the_page_comes_and_never_while_one_looks(
    flow: TodayFlow, measures: FakeMeasures
) -> None:
    flow.show()
    measures.due = True
    flow.page.refresh()
    assert not week(flow).isVisible()
    flow.hide()
    flow.show()
    assert week(flow).card.isVisible()


def test_an_answer_is_kept_and_the_card_goes(flow: TodayFlow, measures: FakeMeasures) -> None:
    measures.due = True
    flow.show()
    card = week(flow)
    assert not card.questions.isVisible(), "a few words first"
    card.look_back.click()
    card.questions.interference._buttons[4].click()
    card.questions.keep.click()
    assert [(one.anxiety, one.interference) for one in measures.kept] == [(None, 4)]
    assert not card.isVisible()


def test_it_can_be_passed_over_or_never_asked_again(
    flow: TodayFlow, measures: FakeMeasures
) -> None:
    measures.due = True
    flow.show()
    week(flow).skip.click()
    assert measures.skipped == 1
    assert not week(flow).isVisible()
    measures.due = True
    flow.hide()
    flow.show()
    week(flow).never.click()
    assert not measures.ask
    flow.hide()
    flow.show()
    assert not week(flow).isVisible()
    assert measures.kept == []


def test_it_waits_while_something_else_does(
    flow: TodayFlow, measures: FakeMeasures, reminders: FakeReminders
) -> None:
    measures.due = True
    reminders.enable("drink", on=True)
    reminders.due["drink"] = 2
    flow.show()
    assert flow.page.due.rows
    assert not week(flow).isVisible()


def test_a_hard_second_week_is_answered_at_once(
    qtbot: QtBot, flow: TodayFlow, measures: FakeMeasures
) -> None:
    measures.due = True
    flow.show()
    measures.plain = Words("w0", "weeks")
    card = week(flow)
    card.look_back.click()
    card.questions.anxiety._buttons[8].click()
    card.questions.keep.click()
    assert not card.card.isVisible()
    assert card.words.isVisible()
    with qtbot.waitSignal(flow.open_help):
        card.words.more.click()
    card.words.settle.click()
    assert not card.isVisible()


def test_an_old_high_value_does_not_come_up_by_itself(
    flow: TodayFlow, measures: FakeMeasures
) -> None:
    measures.plain = Words("s0", "gad7", 15)
    flow.show()
    assert not week(flow).isVisible()


def test_the_coin_of_a_trial_is_told_quietly(
    qtbot: QtBot, flow: TodayFlow, measures: FakeMeasures
) -> None:
    flow.show()
    line = trial(flow)
    assert not line.isVisible()
    measures.run_trial(Act.SESSION)
    flow.page.refresh()
    assert line.coin.text() == "Today: with a session"
    assert line.count.text() == "12 of 42 complete days"
    measures.run_trial(Act.SESSION, on=False)
    flow.page.refresh()
    assert line.accessibleName() == "Today: as you like. 12 of 42 complete days"
    with qtbot.waitSignal(flow.open_trial):
        line.open.click()
    measures.stop_trial()
    flow.page.refresh()
    assert not line.isVisible()
    measures.came = came()
    flow.page.refresh()
    assert line.coin.text() == "Your trial is over"
    measures.result_read()
    flow.page.refresh()
    assert not line.isVisible()
