"""The pictures as painted: told apart by every eye and in print, and true to their tables."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from relaxapp import body
from relaxapp.journal.beside import attempts, over_time, practices
from relaxapp.journal.charts import body_sites, calendar, hour_weekday, trend
from relaxapp.journal.daily import Daily
from relaxapp.journal.tallies import Practised, Tried
from relaxapp.journal.vocabulary import DayStatus
from relaxapp.painting import tables
from relaxapp.painting.body_shape import load_shape
from relaxapp.painting.calendar_picture import CalendarPicture
from relaxapp.painting.files import Framed
from relaxapp.painting.hours_picture import HoursPicture
from relaxapp.painting.practices_picture import PracticesPicture
from relaxapp.painting.series_picture import SeriesPicture
from relaxapp.painting.sites_picture import SitesPicture
from relaxapp.painting.style import Style, printed
from relaxapp.painting.trend_picture import TrendPicture
from relaxapp.settings import Motion, Theme
from relaxapp.ui.chart_style import style_of
from relaxapp.ui.theme import Look
from tests.painting.eyes import EYES, lightness

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from relaxapp.painting.picture import Picture

TODAY = date(2026, 5, 14)
DRAWING = Path(__file__).parents[2] / "assets" / "body" / "figure.json"
SIDE = 18
STYLES = ("light", "dark", "contrast", "print")


@pytest.fixture(params=STYLES)
def style(request: pytest.FixtureRequest, qapp: QApplication) -> Style:
    if request.param == "print":
        return printed(QFont(qapp.font()))
    look = Look(qapp, Theme(request.param), Motion.FULL)
    made = style_of(look)
    look.setParent(None)
    return made


def painted(picture: Picture, style: Style, width: int = 640) -> QImage:
    image = QImage(width, round(picture.height(width, style)) + 1, QImage.Format.Format_RGB32)
    image.fill(QColor(style.ground))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    picture.paint(painter, QRectF(image.rect()), style)
    painter.end()
    return image


def cell(picture: Picture, image: QImage, style: Style, number: int) -> list[QColor]:
    """The pixels of a cell, from above."""
    box = picture.cells(QRectF(image.rect()), style)[number].box.toRect()
    return [
        image.pixelColor(x, y)
        for y in range(box.top(), box.bottom() + 1)
        for x in range(box.left(), box.right() + 1)
    ]


def month(*days: tuple[DayStatus, int]) -> CalendarPicture:
    """A calendar whose scale reaches to 4, with these days after its first week."""
    first = date(2026, 3, 2)  # a Monday
    given = [(DayStatus.COMPLETE, count) for count in (1, 2, 3, 4, 0, 0, 0)] + list(days)
    return CalendarPicture(
        calendar([Daily(first + timedelta(days=n), *one) for n, one in enumerate(given)])
    )


U, P, C = DayStatus.UNKNOWN, DayStatus.PARTIAL, DayStatus.COMPLETE


@pytest.mark.parametrize("eye", EYES)
def test_shades_go_from_faint_to_strong_for_every_eye(style: Style, eye: str) -> None:
    steps = [lightness(style.shade(level), eye) for level in range(5)]
    down = steps[0] > steps[-1]
    for fainter, stronger in pairwise(steps):
        assert (fainter > stronger) == down
        assert abs(fainter - stronger) >= 6  # of 100, on the scale of what the eye sees
    skin = lightness(QColor(style.skin), eye)
    assert min(abs(skin - step) for step in steps[1:]) >= 5  # and none is taken for bare skin


@pytest.mark.parametrize("eye", EYES)
def test_what_is_known_of_a_day_differs_by_pattern_at_every_shade(style: Style, eye: str) -> None:
    picture = month(*((known, count) for count in range(5) for known in (U, P, C)))
    image = painted(picture, style, 300)
    for count in range(5):
        marks = []
        for number in range(7 + 3 * count, 10 + 3 * count):
            seen = [lightness(colour, eye) for colour in cell(picture, image, style, number)]
            ground = sorted(seen)[len(seen) // 2]
            marks.append([abs(value - ground) > 12 for value in seen])
        for one, other in combinations(marks, 2):
            size = min(len(one), len(other))
            differing = sum(a != b for a, b in zip(one[:size], other[:size], strict=True))
            assert differing >= size * 0.04  # pixels that are mark in one and ground in the other


@pytest.mark.parametrize("eye", EYES)
def test_the_marks_of_the_hours_grow_so_that_size_alone_tells_them(style: Style, eye: str) -> None:
    chart = hour_weekday({(0, 3): 1, (0, 4): 2, (0, 5): 3, (0, 6): 4})
    picture = HoursPicture(chart)
    image = painted(picture, style)
    ground = lightness(QColor(style.ground), eye)
    sizes = [
        sum(abs(lightness(one, eye) - ground) > 2 for one in cell(picture, image, style, hour))
        for hour in (2, 3, 4, 5, 6)
    ]
    assert sizes == sorted(sizes)
    assert all(larger > smaller * 1.2 for smaller, larger in pairwise(sizes))


@pytest.mark.parametrize("eye", EYES)
def test_the_levels_of_the_body_differ_in_shade_and_hatch(style: Style, eye: str) -> None:
    regions = ("front_thigh.left", "chest.left", "front_thigh.right", "chest.right")
    counts = dict(zip(regions, (1, 2, 3, 4), strict=True))
    picture = SitesPicture(body_sites(counts, counts, 10), load_shape(DRAWING))
    image = painted(picture, style)
    area = QRectF(image.rect())
    cells = {one.told.split(":")[0]: one for one in picture.cells(area, style)}
    means, rough = [], []
    for region in regions:
        one = cells[body.label(region)]
        assert one.outline is not None
        middle = one.outline.boundingRect().center()
        inner = QRectF(middle - QPointF(9, 9), middle + QPointF(9, 9))
        seen = [
            lightness(image.pixelColor(x, y), eye)
            for x in range(round(inner.left()), round(inner.right()))
            for y in range(round(inner.top()), round(inner.bottom()))
            if one.outline.contains(QPointF(x, y))
        ]
        usual = sorted(seen)[len(seen) // 2]
        means.append(sum(seen) / len(seen))
        rough.append(sum(abs(value - usual) > 6 for value in seen) / len(seen))
    assert means == sorted(means) or means == sorted(means, reverse=True)
    assert rough[1] > rough[0] + 0.1  # hatched, and crossed
    assert rough[2] > rough[3] + 0.1


def days(number: int = 90) -> list[Daily]:
    return [
        Daily(
            TODAY - timedelta(days=number - 1 - n),
            (C, P, U)[n % 3],
            n % 5,
            stress=n % 11,
            drinks=1,
            drinks_ml=900 + n,
            movements=n % 3,
        )
        for n in range(number)
    ]


def every() -> list[tuple[Picture, tables.Table]]:
    found, series = days(), over_time(days(), [])
    counts = {"eyelid.left": 3, "leg.left": 2, "": 1}
    touched = {"eyelid.left": 3, **dict.fromkeys(body.expand("leg.left"), 2)}
    sites, hours = body_sites(counts, touched, 6), hour_weekday({(2, 22): 5, (6, 0): 1})
    done = practices([Practised("soften", TODAY, (7, 3), (None, None), 2)])
    return [
        (CalendarPicture(calendar(found)), tables.calendar_table(calendar(found))),
        (TrendPicture(trend(found)), tables.trend_table(trend(found))),
        (HoursPicture(hours), tables.hours_table(hours)),
        (SitesPicture(sites, load_shape(DRAWING)), tables.sites_table(sites)),
        (PracticesPicture(done, {"soften": "Soften"}), tables.practices_table(done, {})),
        (SeriesPicture(series), tables.series_table(series)),
    ]


def test_years_are_painted_in_pieces_that_a_window_can_wait_for(qapp: QApplication) -> None:
    style = printed(QFont(qapp.font()))
    picture = CalendarPicture(calendar(days(1826)))
    image = QImage(800, 800, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    assert sum(1 for _ in picture.pieces(painter, QRectF(image.rect()), style)) >= 9
    painter.end()


def test_each_picture_keeps_within_its_height_and_its_cells_within_it(
    qapp: QApplication, style: Style
) -> None:
    for picture, _ in every():
        for width in (300, 860):
            area = QRectF(0, 0, width, picture.height(width, style))
            cells = picture.cells(area, style)
            assert cells
            for one in cells:
                assert area.adjusted(-1, -1, 1, 1).contains(one.box)
                assert one.told
                assert one.holds(one.box.center()) or one.outline is not None


def test_every_day_week_hour_and_place_says_what_its_table_does(qapp: QApplication) -> None:
    style = printed(QFont(qapp.font()))
    area = QRectF(0, 0, 800, 600)
    (calendar_, of_days), (weeks, of_weeks), (hours, of_hours), (places, of_places), *_ = every()
    for one, row in zip(calendar_.cells(area, style), reversed(of_days.rows), strict=True):
        assert one.told.startswith(row[0])
        assert one.told.endswith(row[2])
        assert row[1] in one.told or row[1] == "0"
    for one, row in zip(weeks.cells(area, style), reversed(of_weeks.rows), strict=True):
        assert f"{row[0]}: {row[1]} episode" in one.told
        assert f"{row[2]} of {row[4]} day" in one.told
    for one in hours.cells(area, style):
        row = next(row for row in of_hours.rows if row[0] in one.told)
        assert f": {row[1 + one.row]} episode" in one.told
    told = {row[0]: row[2] for row in of_places.rows}
    for one in places.cells(area, style):
        place, _, count = one.told.partition(": ")
        assert count.split()[0] == told[place]


def test_a_saved_picture_has_its_title_and_is_what_the_screen_shows(
    qapp: QApplication, style: Style
) -> None:
    for picture, _ in every():
        framed = Framed(picture, "Day by day", "March & April", style, 600)
        image = QImage.fromData(framed.png())
        assert image.size() == framed.size * 2
        drawn = framed.svg()
        assert b"Day by day" in drawn
        assert b"March &amp; April" in drawn
        assert b"<image" not in drawn  # lines alone, at any size
        renderer = QSvgRenderer(drawn)
        assert renderer.isValid()


def test_what_was_tried_is_told_with_its_count_and_never_called_what_helped() -> None:
    found = attempts([Tried("stretch", 6, 4, 14), Tried("heat pad", None, None, 2)])
    table = tables.attempts_table(found)
    assert table.rows[0] == ("Stretched", "14", "14", "\u22122", "6 \u2192 4 (14 rated)")
    assert table.rows[1] == ("heat pad", "2", "0", "", "")
    assert "works" not in table.text
    assert table.text.splitlines()[0].split("\t") == list(table.headers)


def test_empty_pictures_are_painted_too(qapp: QApplication, style: Style) -> None:
    nothing: list[Any] = [
        CalendarPicture(calendar([])),
        TrendPicture(trend([])),
        HoursPicture(hour_weekday({})),
        SitesPicture(body_sites({}, {}, 0), load_shape(DRAWING)),
        PracticesPicture((), {}),
        SeriesPicture(()),
    ]
    for picture in nothing:
        assert not painted(picture, style).isNull()
        assert picture.told
