"""The weekly check, scores and the trial on their page: calm, kept, readable without eyes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from relaxapp.journal.gates import Counted, Verdict
from relaxapp.journal.trial import Act, Trial
from relaxapp.journal.trial_results import Done, Outcome, Result
from relaxapp.ui.check_page import CheckPage
from relaxapp.ui.journal_page import JournalFlow
from relaxapp.ui.measure_hub import MeasureHub
from relaxapp.ui.measure_ports import ScoreCard, WeekCard, Words
from tests.ui.conftest import DRAWING
from tests.ui.measure_fakes import TODAY, TRIAL_ID, FakeMeasures

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.journal_hub import Journal
    from relaxapp.ui.theme import Look
    from tests.ui.journal_fakes import FakeJournal


@pytest.fixture
def measures() -> FakeMeasures:
    return FakeMeasures()


@pytest.fixture
def hub(journal: Journal, measures: FakeMeasures) -> MeasureHub:
    return MeasureHub(journal, lambda: measures)


@pytest.fixture
def page(qtbot: QtBot, look: Look, hub: MeasureHub) -> CheckPage:
    return shown(qtbot, look, hub)


def shown(qtbot: QtBot, look: Look, hub: MeasureHub) -> CheckPage:
    made = CheckPage(look, hub)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def came() -> Result:
    there, lacks = Counted(50, 25, 25, 60), Counted()
    known = {"there": there, "lacks": lacks, "low": 0.4, "high": 0.9, "p": 0.01}
    outcome = {**known, "rate_ratio": 0.6, "adjusted_p": 0.02, "verdict": Verdict.PATTERN}
    trial = Trial(TRIAL_ID, Act.WALK, TODAY - timedelta(days=60))
    return Result(trial, Done(20, 25, 5, 25), Outcome(lag=0, **outcome), Outcome(lag=1, **outcome))


def text(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(QLabel) if label.isVisible())


def cells(page: CheckPage, which: str) -> list[list[str]]:
    model = (page.section.weeks if which == "weeks" else page.section.scores.kept).model
    rows, columns = range(model.rowCount()), range(model.columnCount())
    return [[str(model.index(row, column).data()) for column in columns] for row in rows]


def test_a_week_is_rated_and_shown_in_a_table_beside_the_picture(
    page: CheckPage, measures: FakeMeasures
) -> None:
    section = page.section
    assert not section.over_weeks.isVisible()
    assert not section.questions.keep.isEnabled()
    section.questions.anxiety._buttons[6].click()
    section.questions.keep.click()
    assert [(one.anxiety, one.interference) for one in measures.kept] == [(6, None)]
    assert cells(page, "weeks") == [["Today", "6", ""]]
    assert section.chart.accessibleName() == (
        "Picture of one look back; the table below says the same"
    )
    assert section.last.text() == "You looked back today: anxiety 6, in the way not said."
    assert not section.questions.isVisible()
    section.again.click()
    assert section.questions.isVisible()
    assert section.questions.anxiety.value is None


def test_the_picture_draws_no_cut_off(page: CheckPage, measures: FakeMeasures) -> None:
    measures.fill(40)
    page.section.refresh()
    assert len(cells(page, "weeks")) == 40
    assert "26" in page.section.chart.accessibleName()
    picture = page.section.chart.grab().toImage()
    assert not picture.isNull()
    for word in ("mild", "severe", "normal"):
        assert word not in text(page.section.over_weeks)


def test_the_line_on_emergency_help_always_stands_and_self_harm_is_not_asked_about(
    page: CheckPage,
) -> None:
    told = text(page)
    assert "local emergency number" in told
    for word in ("suicid", "yourself from", "hurt yourself", "diagnosed"):
        assert word not in told


def test_a_score_is_kept_with_its_day_and_told_with_its_published_range(
    qtbot: QtBot, page: CheckPage, measures: FakeMeasures
) -> None:
    scores = page.section.scores
    scores.total.setFocus()
    qtbot.keyClicks(scores.total, "12")
    assert scores.keep.isEnabled()
    scores.day.setDateTime(scores.day.dateTime().addDays(-2))
    qtbot.keyClick(scores.total, Qt.Key.Key_Return)
    assert measures.found[0][1:4] == (TODAY - timedelta(days=2), "gad7", 12)
    assert cells(page, "scores") == [["Tue 12 May", "GAD-7", "12 / 21", "10 to 14: moderate"]]
    assert "10 to 14: moderate" in scores.meaning.text()
    assert "no diagnosis" in scores.meaning.text()
    assert scores.total.text() == ""
    scores.which._buttons[1].click()
    assert scores.total.placeholderText() == "0 to 20"
    qtbot.keyClicks(scores.total, "21")
    assert not scores.keep.isEnabled(), "there is no OASIS of 21"


def test_a_change_that_is_one_is_told(page: CheckPage, measures: FakeMeasures) -> None:
    measures.found = [ScoreCard("s0", TODAY, "oasis", 6, since=-7)]
    page.section.refresh()
    assert "7 points lower" in page.section.scores.meaning.text()


@pytest.mark.parametrize(
    ("plain", "told"),
    [
        (Words("w5", "week"), "the past week at 9 or 10"),
        (Words("w5", "weeks"), "two weeks in a row"),
        (Words("s0", "gad7", 14), "GAD-7 of 14"),
        (Words("s0", "oasis", 9), "OASIS of 9"),
    ],
)
def test_a_high_value_is_answered_warmly_and_once(
    qtbot: QtBot, look: Look, hub: MeasureHub, measures: FakeMeasures, plain: Words, told: str
) -> None:
    measures.plain = plain
    page = shown(qtbot, look, hub)
    words = page.section.words
    assert words.isVisible()
    assert told in text(words)
    assert "referral" in text(words)
    assert "Bring:" in text(words)
    assert "emergency number" in text(words)
    assert told in words.accessibleName()
    assert words.property("surface") == "notice", "never an alarm"
    with qtbot.waitSignal(page.help):
        words.more.click()
    words.settle.click()
    assert not words.isVisible()
    assert measures.read == [plain.entry]
    page.section.refresh()
    assert not words.isVisible()


def test_a_row_is_deleted_by_key_and_button_and_comes_back(
    qtbot: QtBot, page: CheckPage, measures: FakeMeasures, hub: MeasureHub,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    removed: list[tuple[str, ...]] = []
    restored: list[tuple[str, ...]] = []
    monkeypatch.setattr(hub, "remove", lambda ids: not removed.append(tuple(ids)))
    monkeypatch.setattr(hub, "restore", lambda ids: not restored.append(tuple(ids)))
    measures.fill(3)
    page.section.refresh()
    weeks = page.section.weeks
    assert not weeks.bin.isEnabled()
    weeks.table.selectRow(0)
    weeks.bin.click()
    weeks.table.selectRow(2)
    weeks.table.setFocus()
    qtbot.keyClick(weeks.table, Qt.Key.Key_Delete)
    assert removed == [("w2",), ("w0",)]
    assert page.section.gone.isVisible()
    page.section.back.click()
    assert restored == [("w0",)], "this one, whatever was done since"
    assert not page.section.gone.isVisible()


def test_asking_can_be_switched_off_and_on(page: CheckPage, measures: FakeMeasures) -> None:
    assert page.section.asking.isChecked()
    page.section.asking.click()
    assert not measures.ask
    page.section.asking.click()
    assert measures.ask


def test_what_cannot_be_kept_stays_as_it_was_given(page: CheckPage, measures: FakeMeasures) -> None:
    measures.refuses = "The disk is full."
    page.section.questions.anxiety._buttons[6].click()
    page.section.questions.keep.click()
    assert page.section.questions.anxiety.value == 6
    page.trial.begin.click()
    assert measures.going is None


# ---------------------------------------------------------------- the trial


def test_a_trial_is_explained_begun_and_stopped(page: CheckPage, measures: FakeMeasures) -> None:
    trial = page.trial
    assert not trial.standing.isVisible()
    assert "nothing is ever held back" in text(trial.setup)
    assert [button.text() for button in trial.act._buttons] == [
        "A session", "A walk", "Stretching", "A warm bath", "An early night",
    ]  # fmt: skip
    trial.act._buttons[3].click()
    trial.weeks._buttons[2].click()
    trial.begin.click()
    assert measures.going is not None
    assert (measures.going.trial.act, measures.going.trial.planned_days) == (Act.BATH, 84)
    assert not trial.setup.isVisible()
    assert trial.coin.text() == "Today: with a warm bath"
    assert trial.count.text() == "0 of 42 complete days"
    trial.stop.click()
    assert "it is over" in trial.what.text()
    assert trial.setup.isVisible(), "another can begin"


def test_a_day_off_the_coin_is_free_and_nothing_is_withheld(
    page: CheckPage, measures: FakeMeasures
) -> None:
    for act in Act:
        measures.run_trial(act, on=False)
        page.trial.refresh()
        assert page.trial.coin.text() == "Today: as you like"
    for word in ("without", "avoid", "no session"):
        assert word not in text(page.trial).lower()


def test_what_came_of_a_trial_is_read_when_it_is_over_and_not_before(
    qtbot: QtBot, look: Look, hub: MeasureHub, measures: FakeMeasures
) -> None:
    measures.run_trial()
    page = shown(qtbot, look, hub)
    assert not page.trial.result.isVisible()
    page.trial.stop.click()
    assert page.trial.result.text() == "From tomorrow on it can be read here."
    measures.came = came()
    page.trial.refresh()
    told = page.trial.result.text()
    assert "0.60 times as many episodes" in told
    assert "A coin chose the days" in told
    assert page.trial.setup.isVisible()
    assert measures.result_unread()
    page.show_trial()
    assert not measures.result_unread()
    qtbot.waitUntil(lambda: not page.trial.result.visibleRegion().isEmpty())


def test_where_the_days_left_are_too_few_it_is_said(
    page: CheckPage, measures: FakeMeasures
) -> None:
    measures.run_trial(complete=12)
    page.trial.refresh()
    assert not page.trial.short.isVisible()
    measures.run_trial(complete=2)
    page.trial.refresh()
    assert page.trial.short.isVisible()


# ---------------------------------------------------------------- the page


def test_every_control_has_a_name_and_is_reached_by_keyboard(
    page: CheckPage, measures: FakeMeasures
) -> None:
    measures.fill()
    measures.found = [ScoreCard("s0", TODAY, "gad7", 6)]
    measures.run_trial()
    page.section.refresh()
    page.trial.refresh()
    for part in page.findChildren(QWidget):
        if isinstance(part, QAbstractButton | QLineEdit) and part.isVisible():
            told = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
            inner = part.objectName().startswith("qt_")
            assert told or inner, part
    order: list[QWidget] = []
    part = page.back
    while part not in order:
        order.append(part)
        part = part.nextInFocusChain()
    questions = page.section.questions
    wanted = [page.back, page.section.again, questions.keep, page.section.weeks.table,
              page.section.scores.keep, page.section.asking, page.trial.stop]  # fmt: skip
    places = [order.index(one) for one in wanted]
    assert places == sorted(places)


def test_the_page_opens_from_the_journal_and_leads_back(
    qtbot: QtBot, look: Look, journal: Journal, hub: MeasureHub, port: FakeJournal
) -> None:
    flow = JournalFlow(look, journal, DRAWING, hub)
    qtbot.addWidget(flow)
    flow.resize(1000, 700)
    flow.show()
    flow.turn(flow.others)
    flow.others.adding.weeks.click()
    assert isinstance(flow.view, CheckPage)
    with qtbot.waitSignal(flow.help):
        flow.view.help.emit()
    qtbot.keyClick(flow.view, Qt.Key.Key_Escape)
    assert flow.view is flow.others
    assert port.kept == {}


def test_the_section_can_stand_on_another_page(
    qtbot: QtBot, look: Look, hub: MeasureHub, measures: FakeMeasures, journal: Journal
) -> None:
    from relaxapp.ui.check_section import CheckSection

    section = CheckSection(look, hub)
    qtbot.addWidget(section)
    measures.kept.append(WeekCard("w9", TODAY, 3, 4))
    journal.changed_elsewhere()
    assert section.last.text() == "", "nobody looks"
    section.show()
    assert section.last.isVisible()
    assert "anxiety 3, in the way 4" in section.last.text()
