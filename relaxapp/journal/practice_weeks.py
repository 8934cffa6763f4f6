"""What the practices come to, week by week, and where a chart of it has its marks.

Plain numbers without a picture: the chart and the table beside it are drawn from the same values.
A week without practice is an empty week and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from relaxapp.journal.entries import SessionRecord

MOST_WEEKS: Final = 12
FEWEST_WEEKS: Final = 4
_DAYS: Final = 7
_TOP: Final = 10  # the highest rating


@dataclass(frozen=True, slots=True)
class Week:
    """One week from its Monday on.

    ``days`` were practised on, ``seconds`` heard. ``before`` and ``after`` are the mean tension,
    0..10, of the ``rated`` practices in which both were given; None where there are none.
    """

    start: date
    practices: int = 0
    days: int = 0
    seconds: float = 0.0
    rated: int = 0
    before: float | None = None
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """One week in a unit square, y upwards: its middle, and how high its values stand.

    ``days`` is the part of the seven days, ``before`` and ``after`` the part of ten; None where
    nothing was rated.
    """

    x: float
    days: float
    before: float | None = None
    after: float | None = None


def heard(records: Iterable[SessionRecord]) -> tuple[SessionRecord, ...]:
    """Return the practices of which anything was heard: a start that came to nothing is none."""
    return tuple(record for record in records if record.heard_s >= 1)


def days_practised(records: Iterable[SessionRecord]) -> int:
    """Return on how many days, as lived, anything was practised; a pause takes none away."""
    return len({record.day for record in heard(records)})


def weeks(records: Iterable[SessionRecord], today: date) -> tuple[Week, ...]:
    """Return the latest weeks, oldest first, this one included.

    From the first practice on, but no fewer than `FEWEST_WEEKS` and no more than `MOST_WEEKS`.
    """
    found = heard(records)
    this = _monday(today)
    first = min((_monday(record.day) for record in found), default=this)
    count = (this - first).days // _DAYS + 1
    count = min(MOST_WEEKS, max(FEWEST_WEEKS, count))
    starts = [this - timedelta(days=_DAYS * n) for n in reversed(range(count))]
    return tuple(
        _week(start, [record for record in found if _monday(record.day) == start])
        for start in starts
    )


def marks(of: Sequence[Week]) -> tuple[Mark, ...]:
    """Return where the weeks stand in a chart."""
    return tuple(
        Mark(
            x=(n + 0.5) / len(of),
            days=week.days / _DAYS,
            before=None if week.before is None else week.before / _TOP,
            after=None if week.after is None else week.after / _TOP,
        )
        for n, week in enumerate(of)
    )


def _week(start: date, records: Sequence[SessionRecord]) -> Week:
    pairs = [
        (record.tension_before, record.tension_after)
        for record in records
        if record.tension_before is not None and record.tension_after is not None
    ]
    return Week(
        start=start,
        practices=len(records),
        days=len({record.day for record in records}),
        seconds=sum(record.heard_s for record in records),
        rated=len(pairs),
        before=sum(one for one, _ in pairs) / len(pairs) if pairs else None,
        after=sum(other for _, other in pairs) / len(pairs) if pairs else None,
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
