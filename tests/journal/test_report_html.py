"""The report as HTML: well formed, escaped, alone, and with a table for each picture."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from relaxapp.adapters.database import open_database
from relaxapp.journal.report import Wanted
from relaxapp.journal.report_html import write_html
from relaxapp.journal.report_text import compose
from relaxapp.journal.store import Store
from tests.fakes import FakeClock
from tests.journal.diaries import HOSTILE, WEEKS, fill, report_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><path d="M0 0" /></svg>'


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    database = open_database(tmp_path / "journal.db", FakeClock())
    yield Store(database)
    database.close()


def page_of(store: Store, name: str = "", pictures: dict[str, str] | None = None) -> str:
    wanted = Wanted(WEEKS.since, WEEKS.until, name)
    return write_html(compose(report_of(store, wanted)), pictures or {}).decode("utf-8")


def tree(page: str) -> ET.Element:
    """Read the page as XML, which is stricter than any browser."""
    head, _, rest = page.partition("\n")
    assert head == "<!DOCTYPE html>"
    return ET.fromstring(rest)  # noqa: S314 - our own page


def test_it_is_whole_and_says_what_it_is(store: Store) -> None:
    fill(store, 20)
    root = tree(page_of(store, "Alex <b>"))
    assert root.get("lang") == "en"
    assert root.findtext("head/title") == (
        "Muscle twitches and cramps: a diary in summary, 18 Jan to 14 Mar 2026"
    )
    levels = [one.tag for one in root.iter() if re.fullmatch(r"h[1-6]", str(one.tag))]
    assert levels[0] == "h1"
    assert set(levels[1:]) == {"h2"}
    assert "Alex <b>" in "".join(root.itertext())


def test_tables_name_their_rows_and_columns(store: Store) -> None:
    fill(store, 20)
    for table in tree(page_of(store)).iter("table"):
        assert table.findtext("caption")
        for cell in table.iter("th"):
            assert cell.get("scope") in {"row", "col", "rowgroup"}
        for row in table.iter("tr"):
            assert row[0].tag == "th"


def test_the_log_is_one_table_with_a_head_for_each_page(store: Store) -> None:
    fill(store, 20)
    (log,) = (one for one in tree(page_of(store)).iter("table") if one.get("class") == "log")
    assert len(log.findall("thead/tr/th")) == 6
    rows = [row for row in log.iter("tr") if row.get("class") != "day"]
    assert len(rows) == 1 + 20
    assert "thead { display: table-header-group; }" in page_of(store)


def test_a_picture_has_its_table_beside_it(store: Store) -> None:
    fill(store, 20)
    report = report_of(store)
    names = ("body", "hours", "trend", "calendar")
    root = tree(page_of(store, pictures=dict.fromkeys(names, SVG)))
    figures = list(root.iter("figure"))
    assert len(figures) == 4
    for figure in figures:
        (around,) = (one for one in figure.iter("div") if one.get("aria-hidden") == "true")
        assert around[0].tag.endswith("svg")
        assert figure.find("details/table") is not None
        assert figure.get("aria-labelledby") == figure[0].get("id")
    weeks = figures[1].findall("details/table/tbody/tr")
    told = [[str(cell.text) for cell in row][1] for row in weeks]
    assert told == [str(week.episodes) for week in report.charts.trend.weeks]


def test_it_loads_and_runs_nothing(store: Store) -> None:
    fill(store, 20)
    page = page_of(store, pictures={"body": SVG})
    root = tree(page)
    told = {one.get("http-equiv"): one.get("content") for one in root.iter("meta")}
    style = root.findtext("head/style") or ""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = told["Content-Security-Policy"]
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert not {"script", "link", "img", "iframe", "object", "form"} & {
        str(one.tag).rpartition("}")[2] for one in root.iter()
    }
    for one in root.iter():
        assert not {"src", "href", "style", "onload", "onclick"} & set(one.attrib)
    assert "url(" not in page
    assert "@import" not in page


def test_hostile_notes_are_told_and_not_obeyed(store: Store) -> None:
    fill(store, len(HOSTILE), HOSTILE)
    page = page_of(store, HOSTILE[0])
    root = tree(page)
    assert "<script" not in page
    text = "".join(root.itertext())
    assert HOSTILE[0] in text
    assert HOSTILE[1] in text
    assert "\u05e9\u05dc\u05d5\u05dd" in text
    assert "\U0001f469\u200d\U0001f467" in text
    notes = [one for one in root.iter("td") if one.get("class") == "more"]
    assert all(one.get("dir") == "auto" for one in notes)


def test_an_empty_journal_has_a_page(store: Store) -> None:
    page = page_of(store)
    tree(page)
    assert "Nothing is logged in this period." in page
    assert 'class="log"' in page


def test_paper_is_told_to_who_prints_it(store: Store) -> None:
    sheet = compose(report_of(store))
    assert b"@page { size: a4;" in write_html(sheet, {})
    assert b"@page { size: letter;" in write_html(sheet, {}, "letter")
