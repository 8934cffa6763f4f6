"""The Insights page as a person meets it: read when seen, walked over, turned into tables, kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QImage

from relaxapp.journal.daily import Daily
from relaxapp.journal.insights import gathered
from relaxapp.journal.questions import Limits
from relaxapp.journal.vocabulary import DayStatus
from relaxapp.ui.components import Text
from relaxapp.ui.insight_ports import Sight
from relaxapp.ui.insights_page import InsightsPage
from relaxapp.ui.journal_hub import Journal
from tests.ui.insight_fakes import TODAY, FakeInsights, pictures, some_days
from tests.ui.journal_fakes import FakeJournal, FakeSelfCare

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.chart_view import ChartView
    from relaxapp.ui.theme import Look


@pytest.fixture
def kept() -> FakeJournal:
    return FakeJournal()


@pytest.fixture
def port() -> FakeInsights:
    return FakeInsights()


@pytest.fixture
def page(qtbot: QtBot, look: Look, kept: FakeJournal, port: FakeInsights) -> InsightsPage:
    made = InsightsPage(look, Journal(lambda: kept, lambda: FakeSelfCare(kept)), port)
    qtbot.addWidget(made)
    made.resize(900, 760)
    made.show()
    return made


def painted(qtbot: QtBot, page: InsightsPage, view: ChartView | None) -> ChartView:
    assert view is not None

    def is_painted() -> bool:
        page.ensureWidgetVisible(view)  # once it has its place
        return view.is_painted

    qtbot.waitUntil(is_painted)
    return view


def test_nothing_is_read_before_the_page_is_seen(
    qtbot: QtBot, look: Look, kept: FakeJournal, port: FakeInsights
) -> None:
    journal = Journal(lambda: kept, lambda: FakeSelfCare(kept))
    made = InsightsPage(look, journal, port)
    qtbot.addWidget(made)
    journal.log()
    assert port.asked == []
    made.show()
    assert len(port.asked) == 1
    assert port.asked[0].since == TODAY - timedelta(days=55)


def test_what_changes_is_read_again_once_and_only_while_it_is_seen(
    qtbot: QtBot, page: InsightsPage, port: FakeInsights
) -> None:
    port.answer()
    for _ in range(3):
        page._journal.log()
    qtbot.waitUntil(lambda: len(port.asked) == 2)
    port.answer()
    page.hide()
    page._journal.log()
    page.show()
    assert len(port.asked) == 3


def test_period_place_and_kind_narrow_it(page: InsightsPage, port: FakeInsights) -> None:
    port.answer()
    page.choices.period._buttons[5].click()
    assert port.asked[-1].since is None
    page.choices.site.setCurrentIndex(page.choices.site.findData("leg.left"))
    page.choices.site.activated.emit(1)
    page.choices.kind.setCurrentIndex(page.choices.kind.findData("cramp"))
    page.choices.kind.activated.emit(1)
    assert port.asked[-1][2:] == ("leg.left", "cramp")
    port.answer()
    assert page.cards.calendar._of.endswith("Left leg · Cramp")


def test_own_dates_are_checked_in_plain_words(
    qtbot: QtBot, page: InsightsPage, port: FakeInsights
) -> None:
    choices = page.choices
    choices.period._buttons[-1].click()
    assert choices.since.isVisible()
    for since, until, told in (
        ("2026-04-01", "2026-03-01", "comes before"),
        ("soon", "", "no day"),
        ("2027-01-01", "", "yet to come"),
    ):
        before = len(port.asked)
        choices.since.setText(since)
        choices.until.setText(until)
        choices.until.editingFinished.emit()
        assert told in choices.wrong.text()
        assert choices.wrong.isVisible()
        assert len(port.asked) == before
    choices.since.setText("2026-03-01")
    choices.until.setText("2026-04-01")
    choices.until.editingFinished.emit()
    assert not choices.wrong.isVisible()
    assert port.asked[-1][:2] == (date(2026, 3, 1), date(2026, 4, 1))


def test_the_keyboard_walks_over_the_days_and_each_is_said(
    qtbot: QtBot, page: InsightsPage, port: FakeInsights
) -> None:
    port.answer()
    view = painted(qtbot, page, page.cards.calendar.view)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.told.startswith("Thu 14 May 2026: 1 episode")
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.told.startswith("Wed 13 May 2026: no episodes, complete")
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.told.startswith("Wed 6 May 2026")
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.told.startswith("Mon 16 Mar 2026")
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.told.startswith("Mon 23 Mar 2026")


def test_a_cell_that_is_walked_to_comes_in_sight(
    qtbot: QtBot, page: InsightsPage, port: FakeInsights
) -> None:
    port.days = some_days(1900)
    page.choices.period._buttons[5].click()
    port.answer()
    view = painted(qtbot, page, page.cards.calendar.view)
    page.resize(900, 400)
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_End):
        qtbot.keyClick(view, key)
        assert view.here is not None
        at = view.mapTo(page.viewport(), view.cells()[view.here].box.center().toPoint())
        assert page.viewport().rect().contains(at)


def test_the_pointer_tells_the_value_below_it(
    qtbot: QtBot, page: InsightsPage, port: FakeInsights
) -> None:
    port.answer()
    view = painted(qtbot, page, page.cards.hours.view)
    assert view.told == ""
    cell = next(cell for cell in view.cells() if cell.told.startswith("Thu 22"))
    qtbot.mouseMove(view, cell.box.center().toPoint())
    assert view.told.endswith(": 30 episodes")
    qtbot.mouseMove(view, QPoint(1, 1))
    assert view.told == ""


def test_a_screen_reader_finds_each_cell_also_after_the_picture_changed(
    qtbot: QtBot, page: InsightsPage, port: FakeInsights
) -> None:
    port.answer()
    view = page.cards.calendar.view
    assert view is not None
    told = QAccessible.queryAccessibleInterface(view)
    assert told.childCount() == 60
    last = told.child(59)
    assert last.text(QAccessible.Text.Name).startswith("Thu 14 May 2026: 1 episode")
    assert told.indexOfChild(last) == 59
    assert "30 episodes on 60 days" in told.text(QAccessible.Text.Description)
    port.days = some_days(5)
    page.choices.period._buttons[0].click()
    port.answer()
    assert told.childCount() == 5
    assert not last.isValid()
    assert last.text(QAccessible.Text.Name) == ""
    assert told.child(59) is None
    box = told.child(4).rect()
    assert told.childAt(box.center().x(), box.center().y()) is told.child(4)


def test_every_picture_turns_into_its_table_and_back(
    page: InsightsPage, port: FakeInsights
) -> None:
    port.answer()
    for card in page.cards.every:
        if card.view is None:
            continue
        card.turn.click()
        assert card.view.isHidden()
        assert card.twin is not None
        assert card.table is not None
        assert card.twin.model().rowCount() == len(card.table.rows)
        cell = card.twin.model().index(0, 1)
        spoken = cell.data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken.startswith(f"{card.table.headers[1]}: ")
    page.cards.calendar.turn.click()
    assert page.cards.calendar.twin is not None
    assert page.cards.calendar.twin.isHidden()
    assert not page.cards.calendar.view.isHidden()  # type: ignore[union-attr]  # it has a picture


def test_an_open_table_follows_what_is_chosen(page: InsightsPage, port: FakeInsights) -> None:
    port.answer()
    page.cards.calendar.turn.click()
    page.cards.series.turn.click()
    port.days = [Daily(TODAY, DayStatus.COMPLETE, 1, movements=2)]  # no stress: other columns
    page.choices.period._buttons[0].click()
    port.answer()
    for card in (page.cards.calendar, page.cards.series):
        assert card.twin is not None
        assert card.table is not None
        assert card.twin.model().rowCount() == 1
        assert card.twin.model().columnCount() == len(card.table.headers)
        assert not card.twin.isHidden()


def test_picture_and_table_can_be_copied_and_the_picture_saved(
    page: InsightsPage, port: FakeInsights
) -> None:
    port.answer()
    card = page.cards.trend
    card.copy_button.click()
    assert not QGuiApplication.clipboard().image().isNull()
    card.turn.click()
    card.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Week from\tEpisodes\t")
    for path in ("/there/weeks.png", "/there/weeks.svg", "/there/weeks"):
        card.save_as(path)
    assert not QImage.fromData(port.files["/there/weeks.png"]).isNull()
    assert b"<svg" in port.files["/there/weeks.svg"]
    assert "/there/weeks.png" in card.told.text()
    port.refuses = "/there/weeks.png cannot be written (disk full)."
    card.save_as("/there/weeks.png")
    assert card.told.text() == port.refuses


def test_what_was_tried_is_told_with_its_times_and_median(
    page: InsightsPage, port: FakeInsights
) -> None:
    port.answer()
    card = page.cards.attempts
    assert card.summary.text().startswith("Stretched: tried 14 times, median change \u22122")
    assert card.twin is not None
    assert "works" not in " ".join(text.text() for text in page.findChildren(Text))


BLANK = [Daily(TODAY - timedelta(days=4 - n), traced=False) for n in range(5)]


@pytest.mark.parametrize(
    ("days", "told", "pictures"),
    [
        ([], "Nothing is here yet, and nothing has to be", False),
        (BLANK, "Nothing was logged and nothing said", False),
        ([Daily(TODAY, drinks=2)], "A day counts as free of them only once", True),
        ([Daily(TODAY, DayStatus.COMPLETE)], "No episode in this time.", True),
        (some_days(2), "One episode so far", True),
        ([Daily(TODAY, DayStatus.PARTIAL, 3)], "One day so far", True),
        (some_days(60), "", True),
    ],
)
def test_little_or_nothing_is_met_kindly(
    page: InsightsPage, port: FakeInsights, days: list[Daily], told: str, *, pictures: bool
) -> None:
    port.days = days
    port.answer()
    assert page.state.text().startswith(told[:20]) or told in page.state.text()
    assert page.cards.calendar.isVisible() == pictures
    for card in page.cards.every:
        if not card.isHidden() and card.table is not None:
            assert card.table.rows


def test_a_journal_that_cannot_be_read_says_why(page: InsightsPage, port: FakeInsights) -> None:
    port.problem = "The journal is damaged."
    port.answer()
    assert page.state.text() == "The journal is damaged."
    assert not page.cards.calendar.isVisible()


def test_that_it_is_for_weekly_looks_is_said_until_it_was_read(
    qtbot: QtBot, look: Look, page: InsightsPage, kept: FakeJournal, port: FakeInsights
) -> None:
    assert page.weekly.isVisible()
    page.understood.click()
    assert not page.weekly.isVisible()
    again = InsightsPage(look, Journal(lambda: kept, lambda: FakeSelfCare(kept)), port)
    qtbot.addWidget(again)
    again.show()
    assert not again.weekly.isVisible()


def test_while_tracking_is_paused_nothing_is_counted_up_unless_asked_for(
    qtbot: QtBot, look: Look, kept: FakeJournal, port: FakeInsights
) -> None:
    kept.quiet = True
    made = InsightsPage(look, Journal(lambda: kept, lambda: FakeSelfCare(kept)), port)
    qtbot.addWidget(made)
    made.show()
    assert port.asked == []
    assert made.paused.isVisible()
    made.anyway.click()
    port.answer()
    assert made.cards.calendar.isVisible()


def test_of_a_journal_that_was_erased_or_replaced_nothing_is_shown_any_more(
    page: InsightsPage, port: FakeInsights
) -> None:
    port.answer()
    page.choices.period._buttons[0].click()  # asked, and not answered yet
    late = port._answer
    assert late is not None
    page.hide()
    page.forget()
    late(Sight(pictures(port.days, port.asked[-1]), gathered(port.days, Limits())))
    page.show()
    assert not page.cards.calendar.isVisible()
    port.days = []
    port.answer()
    assert "Nothing is here yet" in page.state.text()


def test_the_other_pages_that_look_back_are_one_press_away(
    qtbot: QtBot, page: InsightsPage
) -> None:
    with qtbot.waitSignal(page.weeks):
        page.to_weeks.click()
    with qtbot.waitSignal(page.report):
        page.to_report.click()


def test_other_parts_find_their_place(page: InsightsPage, look: Look, port: FakeInsights) -> None:
    first, last = Text(look, "The weekly check"), Text(look, "Patterns")
    page.add_section(first, first=True)
    page.add_section(last)
    port.answer()
    assert first.y() <= page.cards.calendar.y()
    assert last.isVisible()
    assert page._sections.indexOf(last) == page._sections.count() - 1


def test_every_question_is_answered_with_what_it_rests_on_or_what_it_lacks(
    page: InsightsPage, port: FakeInsights
) -> None:
    port.days = [
        Daily(
            TODAY - timedelta(days=83 - n), DayStatus.COMPLETE, episodes=4 if n % 7 < 2 else 1,
            caffeine_mg=400 if n % 7 < 2 else 50,
        )
        for n in range(84)
    ]  # fmt: skip
    port.answer()
    card = page.cards.patterns
    assert "13 questions were asked of the whole journal, with 84 complete days." in (
        card.summary.text()
    )
    told = " ".join(text.text() for text in card.standing_out.findChildren(Text))
    assert "On your 24 days with 200 mg of caffeine or more you logged" in told
    assert "rough range" in told
    assert "not proof of cause" in told
    assert "Compared: 84 complete days, 24 of that kind and 60 others, 156 episodes." in told
    assert card.others.isHidden()
    card.unfold.click()
    rest = " ".join(text.text() for text in card.others.findChildren(Text))
    assert "it would take this much more: " in rest
    assert "could still be missed" in rest
    card.copy_button.click()
    assert QGuiApplication.clipboard().text().count("\n") == 15
