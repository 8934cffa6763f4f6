"""The cards of the Insights page, and how each is filled from what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from relaxapp.painting import tables
from relaxapp.painting.body_shape import NO_SHAPE
from relaxapp.painting.calendar_picture import CalendarPicture
from relaxapp.painting.hours_picture import HoursPicture
from relaxapp.painting.practices_picture import PracticesPicture
from relaxapp.painting.series_picture import SeriesPicture
from relaxapp.painting.sites_picture import SitesPicture
from relaxapp.painting.trend_picture import TrendPicture
from relaxapp.painting.words import done, signed, times
from relaxapp.ui.chart_card import About, ChartCard
from relaxapp.ui.patterns_card import PatternsCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from relaxapp.journal.beside import Attempt
    from relaxapp.ui.insight_ports import Sight
    from relaxapp.ui.theme import Look


class Cards:
    """One card for each picture, one for what was tried, and one for the patterns."""

    def __init__(self, look: Look, save: Callable[[str, bytes], None]) -> None:
        def card(about: About, *, pictured: bool = True) -> ChartCard:
            return ChartCard(look, about, save, pictured=pictured)

        self.calendar = card(
            About(
                _tr("Day by day"),
                _tr(
                    "Shades say how much was logged, patterns how much of the day is known."
                    " Point at a picture, or walk over it with the arrow keys, for its numbers."
                ),
                "relaxapp-days",
                from_end=True,
            )
        )
        self.trend = card(
            About(
                _tr("Week by week"),
                _tr("A quiet week tells something only where the days were recorded, too."),
                "relaxapp-weeks",
                from_end=True,
            )
        )
        self.hours = card(
            About(_tr("Hour and weekday"), _tr("When episodes began."), "relaxapp-hours")
        )
        self.places = card(
            About(
                _tr("Where"),
                _tr("Left and right are your own. A larger place takes in its parts."),
                "relaxapp-places",
            )
        )
        self.attempts = card(
            About(
                _tr("What was tried"),
                _tr("How the rating changed, not why: most episodes pass by themselves."),
                "relaxapp-tried",
            ),
            pictured=False,
        )
        self.practices = card(
            About(
                _tr("Sessions, before and after"),
                _tr("The median of your ratings, where you gave both."),
                "relaxapp-sessions",
            )
        )
        self.series = card(
            About(
                _tr("The weeks otherwise"),
                _tr("Side by side, no more than that. Gaps are weeks of which nothing is known."),
                "relaxapp-otherwise",
                from_end=True,
            )
        )

        self.patterns = PatternsCard(look)

    @property
    def every(self) -> tuple[ChartCard, ...]:
        """All with pictures or tables, from above."""
        return (
            self.calendar,
            self.trend,
            self.hours,
            self.places,
            self.attempts,
            self.practices,
            self.series,
        )

    def show_sight(self, sight: Sight, of: str) -> None:
        """Fill the cards; one that would have nothing to say is not shown."""
        found = sight.pictures
        if found is None:
            return
        self.calendar.show_chart(
            CalendarPicture(found.calendar), lambda: tables.calendar_table(found.calendar), of
        )
        self.trend.show_chart(
            TrendPicture(found.trend), lambda: tables.trend_table(found.trend), of
        )
        self.hours.show_chart(
            HoursPicture(found.hours), lambda: tables.hours_table(found.hours), of
        )
        self.places.show_chart(
            SitesPicture(found.places, sight.shape or NO_SHAPE),
            lambda: tables.sites_table(found.places),
            of,
        )
        self.attempts.show_chart(
            None, lambda: tables.attempts_table(found.attempts), of, _told(found.attempts)
        )
        self.practices.show_chart(
            PracticesPicture(found.practices, sight.titles),
            lambda: tables.practices_table(found.practices, sight.titles),
            of,
        )
        known = [one for one in found.series if not one.is_empty]
        self.series.show_chart(SeriesPicture(known), lambda: tables.series_table(known), of)
        if sight.insights is not None:
            self.patterns.show_found(sight.insights)
        some = found.calendar.episodes > 0
        for card, shown in (
            (self.hours, some),
            (self.places, some),
            (self.attempts, bool(found.attempts)),
            (self.practices, bool(found.practices)),
            (self.series, bool(known)),
        ):
            card.setVisible(shown)


def _told(attempts: tuple[Attempt, ...]) -> str:
    """Return what was tried most in a sentence: "Stretched: tried 14 times, median change -2"."""
    if not attempts:
        return ""
    most = attempts[0]
    told = _tr("{name}: tried {times}").format(name=done(most.done), times=times(most.times))
    change = most.change
    if change.change is None:
        return told + "."
    return _tr("{told}, median change {change} over {n} that were rated twice.").format(
        told=told, change=signed(change.change), n=change.rated
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("InsightsPage", text)
