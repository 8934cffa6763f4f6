"""The pictures as plain values, for a program to read: the same numbers in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from relaxapp.journal.beside import Change, Series
    from relaxapp.journal.panorama import Panorama


def values_of(found: Panorama) -> dict[str, Any]:
    """Return lists of objects: days, weeks and hours in order, places the most frequent first.

    Days are ISO dates, ``week`` is a Monday; of ``weekdays`` the first is Monday. What is not
    known is null.
    """
    return {
        "calendar": [
            {"day": one.day.isoformat(), "episodes": one.count, "status": str(one.status)}
            for one in found.calendar.days
        ],
        "weeks": [
            {
                "week": one.start.isoformat(),
                "episodes": one.episodes,
                "days_recorded": one.recorded,
                "days_complete": one.complete,
                "days": one.days,
            }
            for one in found.trend.weeks
        ],
        "hours": [
            {"hour": hour, "weekdays": list(counts), "all": whole}
            for hour, counts, whole in found.hours.rows()
        ],
        "places": [
            {"site": site, "logged": logged, "touched": touched}
            for site, logged, touched in found.places.rows()
        ],
        "without_place": found.places.nowhere,
        "tried": [
            {"what": one.done, "times": one.times, **_change(one.change)} for one in found.attempts
        ],
        "sessions": [
            {
                "session": one.session or None,
                "times": one.times,
                "tension": _change(one.tension),
                "distress": _change(one.distress),
            }
            for one in found.practices
        ],
        "over_time": [
            {"measure": str(one.measure), "weeks": _points(one)}
            for one in found.series
            if not one.is_empty
        ],
    }


def _change(of: Change) -> dict[str, Any]:
    return {
        "rated": of.rated,
        "median_before": of.before,
        "median_after": of.after,
        "median_change": of.change,
    }


def _points(of: Series) -> list[dict[str, Any]]:
    return [
        {"week": one.start.isoformat(), "value": one.value, "known": one.known} for one in of.points
    ]
