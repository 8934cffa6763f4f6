"""One journal told four ways: by the picture, its table, the verb insights, and the report.

Each is read as its reader meets it: what a cell says, the cells of the table on the page, the JSON
on standard output, and the tables of the HTML file. All of them have to have the same numbers.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from relaxapp import body, cli
from relaxapp.journal.entries import DayRecord
from relaxapp.journal.vocabulary import DayStatus
from relaxapp.journaling import Journaling
from relaxapp.overview import Overview
from relaxapp.selfcare import SelfCaring
from relaxapp.services import Services
from relaxapp.settings import Motion, Settings, Theme
from relaxapp.ui.insights_page import InsightsPage
from relaxapp.ui.journal_hub import Journal
from relaxapp.ui.theme import Look
from tests.fakes import FakeClock
from tests.journal.diaries import TODAY, episode, fill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from relaxapp.ui.chart_card import ChartCard

Told = dict[Any, tuple[int | None, ...]]
SINCE = date(2026, 1, 20)
KNOWN = {
    "not said": 0, "unknown": 0, "partly recorded": 1, "in part": 1, "partial": 1, "complete": 2,
}  # fmt: skip
MARK = Qt.ItemDataRole.DisplayRole
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support", "systemTrayWindowChanged", extend=True
)


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    clock = FakeClock()
    monkeypatch.setattr(cli, "SystemClock", lambda: clock)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    made = Services(clock, {"TZ": "Europe/Berlin"}, tmp_path / "home" / "relaxapp")
    store = made.store
    assert store is not None
    fill(store, 90)
    store.put_all(
        [episode(3.2, sites=("leg.left", "inner_calf.left")), episode(9.6, sites=("body",))]
    )
    store.set_day(DayRecord(date(2026, 1, 25), DayStatus.COMPLETE))
    yield made
    made.close_journal()


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, services: Services) -> Iterator[InsightsPage]:
    look = Look(qapp, Theme.LIGHT, Motion.REDUCED)
    journaling = Journaling(services, Settings, lambda _: None)
    port = Overview(services, Settings, journaling.today)
    made = InsightsPage(look, Journal(lambda: journaling, lambda: SelfCaring(services, journaling)),
                        port)  # fmt: skip
    qtbot.addWidget(made)
    made.choices.period.pick("own")
    made.choices.since.setText(SINCE.isoformat())
    made.resize(900, 760)
    with qtbot.waitSignal(made.shown):
        made.show()
    yield made
    port.end()
    made.close()
    look.setParent(None)


@pytest.fixture
def as_json(services: Services, call: Any) -> Any:
    status, out, err = call("insights", "--since", SINCE.isoformat(), "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


@pytest.fixture
def in_report(services: Services, call: Any, tmp_path: Path) -> dict[str, list[list[str]]]:
    file = tmp_path / "report.html"
    status, _, err = call("report", "-o", str(file), "--since", SINCE.isoformat())
    assert (status, err) == (0, "")
    reader = Tables()
    reader.feed(file.read_text(encoding="utf-8"))
    return reader.tables


def test_all_four_tell_the_same(page: InsightsPage, as_json: Any, in_report: Any) -> None:
    compare_days(page, as_json, in_report)
    compare_weeks(page, as_json, in_report)
    compare_hours(page, as_json, in_report)
    compare_places(page, as_json, in_report)
    compare_the_rest(page, as_json)
    compare_patterns(page, as_json)


def compare_days(page: InsightsPage, as_json: Any, in_report: Any) -> None:
    chart: Told = {}
    for told in cells(page.cards.calendar):
        day, _, rest = told.partition(": ")
        count, _, known = rest.partition(", ")
        chart[day_of(day)] = (number_in(count), KNOWN[known])
    table = {day_of(r[0]): (int(r[1] or 0), KNOWN[r[2]]) for r in rows(page.cards.calendar)}
    values = {
        date.fromisoformat(one["day"]): (one["episodes"], KNOWN[one["status"]])
        for one in as_json["pictures"]["calendar"]
    }
    report = {day_of(r[0]): (int(r[2]), KNOWN[r[1]]) for r in in_report["Episodes by day"]}
    assert chart == table == values
    assert len(chart) == (TODAY - SINCE).days + 1
    assert {day: told for day, told in chart.items() if told != (0, 0)} == report
    assert sum(count or 0 for count, _ in chart.values()) == as_json["counts"]["episodes"]
    for known, name in enumerate(("unknown", "partial", "complete")):
        assert sum(told[1] == known for told in chart.values()) == as_json["days"][name]


def compare_weeks(page: InsightsPage, as_json: Any, in_report: Any) -> None:
    chart: Told = {}
    for told in cells(page.cards.trend):
        day, count, recorded, days = re.findall(r"from (.*): (\d+) .*, (\d+) of (\d+)", told)[0]
        chart[day_of(day)] = (int(count), int(recorded), int(days))
    table = {day_of(row[0]): tuple(map(int, row[1:])) for row in rows(page.cards.trend)}
    values = {
        date.fromisoformat(one["week"]): (
            one["episodes"], one["days_recorded"], one["days_complete"], one["days"],
        )
        for one in as_json["pictures"]["weeks"]
    }  # fmt: skip
    report = {day_of(row[0]): tuple(map(int, row[1:])) for row in in_report["Episodes by week"]}
    assert table == values == report
    assert chart == {week: (told[0], told[1], told[3]) for week, told in table.items()}


def compare_hours(page: InsightsPage, as_json: Any, in_report: Any) -> None:
    chart: Told = {}
    for told in cells(page.cards.hours):
        weekday, hour, count = re.findall(r"(\w+) (\d+)\W\d+: (\d+)", told)[0]
        chart[WEEKDAYS.index(weekday), int(hour)] = (int(count),)
    table: Told = {
        (n, int(row[0][:2])): (int(row[1 + n]),) for row in rows(page.cards.hours) for n in range(7)
    }
    values: Told = {
        (n, one["hour"]): (one["weekdays"][n],)
        for one in as_json["pictures"]["hours"]
        for n in range(7)
    }
    report: Told = {
        (n, int(row[0])): (int(row[1 + n]),)
        for row in in_report["Episodes by hour and weekday"]
        for n in range(7)
    }
    assert chart == table == values
    assert len(chart) == 7 * 24
    assert {when: count for when, count in chart.items() if when in report} == report
    assert all(count == (0,) for when, count in chart.items() if when not in report)


def compare_places(page: InsightsPage, as_json: Any, in_report: Any) -> None:
    chart = {}
    for told in cells(page.cards.places):
        place, _, count = told.partition(": ")
        chart[place] = number_in(count)
    table = {row[0]: (int(row[1]), number_in(row[2])) for row in rows(page.cards.places)}
    nowhere = table.pop("No place given")[0]
    values = {
        body.label(one["site"]): (one["logged"], one["touched"])
        for one in as_json["pictures"]["places"]
    }
    report = {row[0]: (int(row[1]), number_in(row[2])) for row in in_report["Episodes by place"]}
    assert table == values == report
    assert chart == {place: told[1] for place, told in table.items() if told[1] is not None}
    assert nowhere == as_json["pictures"]["without_place"]


def compare_the_rest(page: InsightsPage, as_json: Any) -> None:
    tried = {row[0]: (int(row[1]), int(row[2]), row[3]) for row in rows(page.cards.attempts)}
    names = {"moved": "Moved", "bath": "Warm bath"}
    assert tried == {
        names.get(one["what"], one["what"]): (
            one["times"], one["rated"], signed(one["median_change"]),
        )
        for one in as_json["pictures"]["tried"]
    }  # fmt: skip
    practised = {row[0]: int(row[1]) for row in rows(page.cards.practices)}
    assert practised == {"All together": 12, "Soften": 12}
    assert [one["times"] for one in as_json["pictures"]["sessions"]] == [12, 12]


def compare_patterns(page: InsightsPage, as_json: Any) -> None:
    """The page asks the whole journal, of which no more than this period is known."""
    shown = page.cards.patterns.text
    assert len(as_json["patterns"]) == 13
    for one in as_json["patterns"]:
        assert one["words"] in shown


def cells(card: ChartCard) -> list[str]:
    """Return what each cell of the picture says."""
    assert card.view is not None
    found = [cell.told for cell in card.view.cells()]
    assert found
    return found


def rows(card: ChartCard) -> list[list[str]]:
    """Return the cells of the table on the page."""
    if card.view is not None:
        card.turn.setChecked(True)
    assert card.twin is not None
    model = card.twin.model()
    return [
        [str(model.index(row, column).data(MARK)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def day_of(told: str) -> date:
    """Return the day of "Thu 14 May 2026", with or without its weekday."""
    return datetime.strptime(" ".join(told.replace(",", "").split()[-3:]), "%d %b %Y").date()  # noqa: DTZ007 - a day has no zone


def number_in(told: str) -> int | None:
    """Return the number in a text; "no episodes" and "nothing logged" have 0, "" has none."""
    found = re.search(r"\d+", told)
    return int(found.group()) if found else 0 if told else None


def signed(change: float | None) -> str:
    """Return a change as a table has it."""
    if change is None:
        return ""
    return f"{change:+g}".replace("-", "\u2212") if change else "0"


class Tables(HTMLParser):
    """Reads the tables of a page by their captions, without their heads."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self._caption = self._text = ""
        self._row: list[str] = []
        self._head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"caption", "td", "th"}:
            self._text = ""
        elif tag == "tr":
            self._row = []
        elif tag == "thead":
            self._head = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "caption":
            self._caption = self._text.strip()
            self.tables[self._caption] = []
        elif tag in {"td", "th"}:
            self._row.append(self._text.strip())
        elif tag == "thead":
            self._head = False
        elif tag == "tr" and not self._head and self._caption in self.tables:
            self.tables[self._caption].append(self._row)

    def handle_data(self, data: str) -> None:
        self._text += data
