"""Rows over pages: each line of each cell exactly once, in order, and none beyond a page's foot."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from relaxapp.journal.report_parts import Listing, Log, LogGroup, Sheet
from relaxapp.painting.report_flow import Flow
from relaxapp.painting.report_rows import Kind, Line, lines_of
from relaxapp.painting.report_type import pt

if TYPE_CHECKING:
    from collections.abc import Sequence

AREA = QRectF(pt(40), pt(40), pt(515), pt(742))
SEEN = frozenset((Kind.TITLE, Kind.WORDS, Kind.NAME, Kind.PAIR, Kind.ENTRY, Kind.ABOVE, Kind.NOTE))


class Drawn(Flow):
    """Notes what would be drawn instead of drawing it."""

    def __init__(self, rows: tuple[Line, ...]) -> None:
        super().__init__(rows, AREA, "{day}, further")
        self.noted: list[tuple[Line, Sequence[int], Sequence[int], float]] = []

    def pages(self) -> list[list[tuple[Line, Sequence[int], Sequence[int], float]]]:
        list(self.measure())
        found = []
        for place in self.places:
            self.noted = []
            self._fill(place, None)
            found.append(self.noted)
        return found

    def _draw(self, painter: Any, line: Line, cells: Any, y: float, start: Any, ends: Any) -> None:
        high = max(c.tops[e] - c.tops[s] for c, s, e in zip(cells, start, ends, strict=True))
        self.noted.append((line, start, ends, y + high))


def sheet(groups: tuple[LogGroup, ...]) -> Sheet:
    log = Log("The log", "All of it.", ("a", "b", "c", "d", "e", "f"), groups, "Nothing.")
    return Sheet("en", "Title", "", "period", "made", "lead", (), log, "closing")


def group(number: int, lengths: Sequence[int]) -> LogGroup:
    rows = tuple(("10:00", "5 s", "Left calf", "Cramp", "4", "word " * n) for n in lengths)
    return LogGroup(f"Day {number}", "complete", rows)


lengths = st.lists(st.sampled_from((0, 1, 12, 39, 41, 300, 2500)), max_size=5)


@pytest.mark.usefixtures("qapp")
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(lengths, max_size=12), cut=st.integers(0, 60))
def test_each_line_is_on_one_page_and_within_it(days: list[list[int]], cut: int) -> None:
    groups = tuple(group(n, each) for n, each in enumerate(days))
    listing = Listing("Medicines", tuple((f"Name {n}", "since 1 May 2026") for n in range(cut)))
    rows = tuple(lines_of(sheet(groups), [listing] if cut else [], "In full"))
    flow = Drawn(rows)
    lines: defaultdict[int, list[tuple[Sequence[int], Sequence[int]]]] = defaultdict(list)
    order = []
    for page in flow.pages():
        assert page
        for line, start, ends, low in page:
            assert low <= AREA.bottom()
            if line.kind in SEEN:
                lines[id(line)].append((start, ends))
                order.append(id(line))
    wanted = [line for line in rows if line.kind in SEEN]
    assert list(dict.fromkeys(order)) == [id(line) for line in wanted]
    for line in wanted:
        parts = lines[id(line)]
        assert set(parts[0][0]) == {0}
        for (_, ended), (begun, _) in pairwise(parts):
            assert begun == ended
        assert list(parts[-1][1]) == [cell.lines for cell in flow._cells(line)]


@pytest.mark.usefixtures("qapp")
def test_a_table_that_goes_on_says_so_on_each_page() -> None:
    flow = Drawn(tuple(lines_of(sheet((group(1, [12] * 200),)), [], "")))
    first, *others = flow.pages()
    assert [line.kind for line, *_ in first[:4]] == [Kind.TITLE, Kind.WORDS, Kind.HEAD, Kind.DAY]
    assert len(others) > 2
    for page in others:
        head, day = page[0][0], page[1][0]
        assert (head.kind, day.kind) == (Kind.HEAD, Kind.DAY)
        assert day.cells[0] == "Day 1, further"


@pytest.mark.usefixtures("qapp")
def test_a_day_is_not_left_alone_at_the_foot_of_a_page() -> None:
    for count in range(20, 60):
        groups = (group(1, [1] * count), group(2, [1, 1]))
        for page in Drawn(tuple(lines_of(sheet(groups), [], ""))).pages():
            assert page[-1][0].kind is Kind.ENTRY


@pytest.mark.usefixtures("qapp")
def test_a_day_with_more_to_say_than_a_page_begins_where_it_is() -> None:
    day = LogGroup("Day 1", "word " * 3000, (("10:00", "5 s", "Left calf", "Cramp", "4", ""),))
    first, *others = Drawn(tuple(lines_of(sheet((day,)), [], ""))).pages()
    assert [line.kind for line, *_ in first] == [Kind.TITLE, Kind.WORDS, Kind.HEAD, Kind.DAY]
    assert others[-1][-1][0].kind is Kind.ENTRY


@pytest.mark.usefixtures("qapp")
def test_what_is_said_at_length_has_the_width_below() -> None:
    rows = lines_of(sheet((group(1, [1, 300]),)), [], "")
    assert [line.kind for line in rows[-3:]] == [Kind.ENTRY, Kind.ABOVE, Kind.NOTE]
    flow = Drawn(tuple(rows))
    list(flow.measure())
    assert flow.text(0).count("word") == 301
