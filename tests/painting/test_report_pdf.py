"""The PDF as a doctor's computer meets it: read by another program, page by page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from relaxapp import reporting
from relaxapp.journal.entries import (
    Check,
    DayRecord,
    Episode,
    Medicine,
    Relief,
    Score,
    Trial,
)
from relaxapp.journal.ids import uuid7
from relaxapp.journal.measures import Instrument
from relaxapp.journal.patterns import find
from relaxapp.journal.report import WEAKNESS, Wanted
from relaxapp.journal.report_parts import Words
from relaxapp.journal.report_text import compose
from relaxapp.journal.trial import Act
from relaxapp.journal.vocabulary import SIGNS, DayStatus
from relaxapp.painting.report_fit import FITS
from relaxapp.painting.report_pages import MARGIN, Pages
from relaxapp.painting.report_pdf import finished
from relaxapp.painting.report_type import SMALLEST, Paper, Paragraph, font, pt
from relaxapp.settings import Settings
from tests.fakes import START
from tests.journal.diaries import HOSTILE, LOCAL, TODAY, WEEKS, episode, fill, lived

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from relaxapp.journal.store import Store
    from relaxapp.reporting import Made
    from tests.painting.conftest import Reader

DRAWING = Path(__file__).parents[2] / "assets" / "body" / "figure.json"
pytestmark = pytest.mark.usefixtures("qapp")


def make(store: Store | None, wanted: Wanted = WEEKS, paper: str = "a4") -> Made:
    return reporting.make(store, wanted, LOCAL, TODAY, DRAWING, Settings(), paper)


def pdf_of(made: Made, folder: Path) -> Path:
    file = folder / "report.pdf"
    file.write_bytes(reporting.written(made, reporting.PDF))
    return file


def test_it_reads_in_order_with_its_letters_in_it(
    store: Store, tmp_path: Path, reader: type[Reader]
) -> None:
    fill(store, 30, ("walked it off",))
    made = make(store, Wanted(WEEKS.since, WEEKS.until, "Alex Example"))
    read = reader(pdf_of(made, tmp_path))
    assert int(read.told()["Pages"]) == made.plan.count > 2
    first = read.text(1, "-raw")
    order = ("Muscle twitches", "Alex Example", "Self-reported", "kept on", "Episodes", "Weakness",
             "Where", "When", "What it was like", "What else", "Not in this diary",
             "Page 1 of")  # fmt: skip
    places = [first.index(words) for words in order]
    assert places == sorted(places)
    told = " ".join(first.split())
    for words in (one.text for part in made.sheet.parts for one in part.blocks
                  if isinstance(one, Words)):  # fmt: skip
        assert words in told  # with its brackets and quotes
    whole = read.text(None, "-raw")
    log = whole[whole.index("The log") :]
    titles = [group.title for group in made.sheet.log.groups]
    places = [log.index(title) for title in titles]
    assert places == sorted(places)
    assert log.count("Note: walked it off") == 30
    fonts = read.fonts()
    assert fonts
    assert all(columns[-5:-2] == ["yes", "no", "yes"] or columns[-5] == "yes" for columns in fonts)


@pytest.mark.parametrize(("paper", "size"), [("a4", "595 x 842"), ("letter", "612 x 792")])
def test_it_says_what_it_is(
    store: Store, tmp_path: Path, reader: type[Reader], paper: str, size: str
) -> None:
    store.add(episode(1))
    file = pdf_of(make(store, paper=paper), tmp_path)
    told = reader(file).told()
    assert told["Title"] == "Muscle twitches and cramps: a diary in summary, 18 Jan to 14 Mar 2026"
    assert told["Creator"] == "relaxapp"
    assert told["CreationDate"].startswith("Sat Mar 14 09:30:00 2026")
    assert told["JavaScript"] == "no"
    assert told["Page size"].startswith(size)
    raw = file.read_bytes()
    assert b"/Lang (en)" in raw
    assert b"<pdfaid:part>1</pdfaid:part>" in raw
    assert b"/URI" not in raw


def test_the_same_report_is_the_same_file(store: Store) -> None:
    fill(store, 5)
    one, other = (reporting.written(make(store), reporting.PDF) for _ in range(2))
    assert one == other


def test_charts_are_lines_and_not_dots(store: Store, tmp_path: Path, reader: type[Reader]) -> None:
    fill(store, 60)
    assert reader(pdf_of(make(store), tmp_path)).images() == 0


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_hostile_notes_do_not_break_it(
    store: Store, tmp_path: Path, reader: type[Reader], paper: str
) -> None:
    fill(store, len(HOSTILE), HOSTILE, days=3)
    made = make(store, Wanted(WEEKS.since, WEEKS.until, "<b>Évil</b> \u202e" * 30), paper)
    read = reader(pdf_of(made, tmp_path))
    text = read.text()
    assert "<script>alert(1)</script>" in text
    assert text.replace("\n", "").count("x" * 40) >= 240
    for page in (1, 2, made.plan.count):
        assert f"Page {page} of {made.plan.count}" in read.text(page)
        assert min(read.picture(page)[20:]) < 100  # something is printed


@pytest.mark.parametrize("days", [1, 56, 4000])
@pytest.mark.parametrize("count", [0, 1])
def test_a_journal_with_next_to_nothing_has_a_report(
    store: Store, tmp_path: Path, reader: type[Reader], count: int, days: int
) -> None:
    store.put_all(episode(0) for _ in range(count))
    made = make(store, Wanted(TODAY - timedelta(days=days - 1), TODAY))
    read = reader(pdf_of(made, tmp_path))
    assert "The log" in read.text(2)
    assert "Page 1 of 2" in read.text(1)


def test_without_a_journal_and_with_days_alone_too(
    store: Store, tmp_path: Path, reader: type[Reader]
) -> None:
    assert "Nothing is logged" in reader(pdf_of(make(None), tmp_path)).text(2)
    store.put_all(DayRecord(TODAY - timedelta(days=n), DayStatus.UNKNOWN) for n in range(50))
    assert "Nothing is logged" in reader(pdf_of(make(store), tmp_path)).text(2)


# ---- the first page


def crowded(store: Store) -> None:
    """Write a journal in which everything there is occurs, in the longest words."""
    long = ("Wwwww wwwww " * 5)[:60]
    store.put_all(
        Episode(
            uuid7(START),
            lived(n % 50),
            sites=("upper_abdomen.left", "shoulder_top.right", "neck_back"),
            signs=tuple(SIGNS),
            before=tuple(f"{n}{m} {long}"[:60].strip() for m in range(5)),
            feelings=tuple(f"{m}{n} {long}"[:60].strip() for m in range(5)),
            relief=tuple(Relief(f"{n}-{m} {long}"[:60].strip(), 9, 1) for m in range(3)),
        )
        for n in range(20)
    )
    store.put_all(
        Medicine(uuid7(START), f"{n} " + "M" * 300, date(2026, 1, n + 1)) for n in range(20)
    )
    fill(store, 40)
    store.put_all(Check(uuid7(START), lived(7 * n), 8, 7) for n in range(7))
    for instrument in Instrument:
        store.put_all(
            Score(uuid7(START), TODAY - timedelta(days=n), instrument, 9) for n in range(5)
        )
    store.put_all(Trial(uuid7(START), Act.EARLY_NIGHT, TODAY - timedelta(days=n)) for n in range(5))


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("weeks", [1, 8, 300])
def test_the_summary_is_one_page_whatever_is_in_it(store: Store, paper: str, weeks: int) -> None:
    crowded(store)
    report = make(store, Wanted.weeks(weeks, TODAY, "W" * 80), paper).report
    asked = find(report.daily)
    sheet = compose(replace(report, patterns=asked))  # as if all of it stood out
    summary = Pages(sheet, report.charts, DRAWING, Paper(paper)).summary
    assert summary.bottom <= Paper(paper).size.height() - MARGIN - pt(20)
    assert summary.fit.letters >= SMALLEST


def test_what_the_first_page_cuts_is_told_in_full_behind_it(
    store: Store, tmp_path: Path, reader: type[Reader]
) -> None:
    crowded(store)
    made = make(store)
    read = reader(pdf_of(made, tmp_path))
    assert re.search(r"and \d+ more: page 2", read.text(1))
    assert "In full" in read.text(2)
    behind = " ".join(read.text().split())
    assert all(one.label[:20] in behind for one in SIGNS.values() if one.id not in WEAKNESS)


def test_the_end_of_a_row_that_is_cut_is_told_behind_it_too(
    store: Store, tmp_path: Path, reader: type[Reader]
) -> None:
    name = "Mmmmm " * 28 + "in the evening"
    store.add(Medicine(uuid7(START), name, date(2026, 1, 1)))
    read = reader(pdf_of(make(store), tmp_path))
    assert "in the evening" not in read.text(1)
    assert "in the evening" in " ".join(read.text(2).split())


def test_a_short_diary_is_set_roomily(store: Store) -> None:
    store.add(episode(1))
    assert make(store).pages().summary.fit in FITS[:3]


# ---- pieces


def test_a_long_word_is_cut_to_its_lines(qapp: QApplication) -> None:
    cut = Paragraph("word " * 500, font(9), pt(100), most=2)
    assert cut.lines == 2
    assert Paragraph("", font(9), pt(100)).lines == 1
    assert Paragraph("a\nb\nc", font(9), pt(100)).lines == 3


def test_no_letter_is_smaller_than_can_be_read(qapp: QApplication) -> None:
    assert font(2).pixelSize() == round(pt(SMALLEST))


def test_a_pdf_of_another_make_is_left_as_it_is() -> None:
    assert finished(b"%PDF-1.4\nno trailer", "en", LOCAL) == b"%PDF-1.4\nno trailer"
