"""The charts as SVG: well formed, of lines alone, and fit to stand in a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from relaxapp.painting.report_pictures import pictures_of
from relaxapp.painting.report_svg import WIDE, as_svg
from tests.journal.diaries import fill, report_of

if TYPE_CHECKING:
    from relaxapp.journal.store import Store

DRAWING = Path(__file__).parents[2] / "assets" / "body" / "figure.json"


@pytest.mark.usefixtures("qapp")
def test_each_chart_is_lines_that_scale(store: Store) -> None:
    fill(store, 40)
    made = as_svg(pictures_of(report_of(store).charts, DRAWING))
    assert set(made) == {"body", "hours", "trend", "calendar"}
    for text in made.values():
        root = ET.fromstring(text)  # noqa: S314 - our own picture
        assert root.get("viewBox") == f"0 0 {WIDE} {root.get('height')}"
        kinds = {str(one.tag).rpartition("}")[2] for one in root.iter()}
        assert not kinds & {"image", "script", "title", "desc"}
        assert kinds & {"path", "polyline", "rect"}
        assert not any(name.endswith("href") for one in root.iter() for name in one.attrib)
