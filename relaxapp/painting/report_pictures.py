"""The charts of a report as pictures, by the names that its parts have for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.journal.report_charts import BODY, CALENDAR, HOURS, TREND
from relaxapp.painting.body_shape import load_shape
from relaxapp.painting.calendar_picture import CalendarPicture
from relaxapp.painting.hours_picture import HoursPicture
from relaxapp.painting.sites_picture import SitesPicture
from relaxapp.painting.trend_picture import TrendPicture

if TYPE_CHECKING:
    from pathlib import Path

    from relaxapp.journal.report import Charts
    from relaxapp.painting.picture import Picture


def pictures_of(charts: Charts, drawing: Path) -> dict[str, Picture]:
    """Return the pictures; ``drawing`` is the body figure's (assets/body/figure.json)."""
    return {
        BODY: SitesPicture(charts.body, load_shape(drawing)),
        HOURS: HoursPicture(charts.hours),
        TREND: TrendPicture(charts.trend),
        CALENDAR: CalendarPicture(charts.calendar),
    }
