"""A period day by day: how many episodes, and what else the journal knows of each day.

What charts, patterns and the report read. The database counts; no episode is made for it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from relaxapp.journal.vocabulary import DayStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

QUERY: Final = """
    SELECT day, max(status), max(provisional), max(caffeine_mg), max(alcohol_units),
        max(sleep_hours), max(hard_exercise), max(stress),
        sum(episodes), sum(drinks), sum(ml), sum(unsaid), sum(movements), sum(sessions)
    FROM (
        SELECT day, status, provisional, caffeine_mg, alcohol_units, sleep_hours, hard_exercise,
            stress, 0 AS episodes, 0 AS drinks, NULL AS ml, 0 AS unsaid, 0 AS movements,
            0 AS sessions
        FROM day WHERE day BETWEEN ?1 AND ?2
        UNION ALL SELECT day, NULL, 0, NULL, NULL, NULL, NULL, NULL, count(*), 0, NULL, 0, 0, 0
        FROM episode WHERE deleted IS NULL AND day BETWEEN ?1 AND ?2 GROUP BY day
        UNION ALL SELECT day, NULL, 0, NULL, NULL, NULL, NULL, NULL,
            0, count(*), sum(ml), sum(ml IS NULL), 0, 0
        FROM drink WHERE deleted IS NULL AND day BETWEEN ?1 AND ?2 GROUP BY day
        UNION ALL SELECT day, NULL, 0, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, 0, count(*), 0
        FROM movement WHERE deleted IS NULL AND day BETWEEN ?1 AND ?2 GROUP BY day
        UNION ALL SELECT day, NULL, 0, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, 0, 0, count(*)
        FROM session WHERE deleted IS NULL AND heard_s >= 1 AND day BETWEEN ?1 AND ?2 GROUP BY day
    )
    GROUP BY day ORDER BY day
"""
"""One row for each day of which anything is known; its parameters are the first and last day."""


@dataclass(frozen=True, slots=True)
class Daily:
    """One day as lived.

    ``status`` is about the episodes; a day called complete while it still goes on, without any,
    is only partial until it is over. Figures that are None are unknown, not zero; ``drinks_ml``
    is None where no amount was logged, and ``drinks_unsaid`` of the ``drinks`` came without one.
    ``sessions`` are those of which at least a second was heard. ``traced`` says that anything at
    all was logged that day. Anxiety is looked back at by weeks, so no day has one.
    """

    day: date
    status: DayStatus = DayStatus.UNKNOWN
    episodes: int = 0
    caffeine_mg: int | None = None
    alcohol_units: float | None = None
    sleep_hours: float | None = None
    hard_exercise: bool | None = None
    stress: int | None = None
    drinks: int = 0
    drinks_ml: int | None = None
    drinks_unsaid: int = 0
    movements: int = 0
    sessions: int = 0
    traced: bool = True

    @property
    def complete(self) -> bool:
        """Whether all its episodes are logged, be they none."""
        return self.status is DayStatus.COMPLETE


def from_rows(
    rows: Sequence[tuple[Any, ...]], since: date | None, until: date | None, today: date
) -> tuple[Daily, ...]:
    """Return each day of the period in order, from the rows of :data:`QUERY`.

    Without ``since`` it begins on the first day of which anything is known. It ends on ``until``
    or ``today``, the day being lived, whichever is earlier. Empty where nothing is known and no
    beginning was given.
    """
    known = {row[0]: row for row in rows}
    if since is None and not known:
        return ()
    first = since if since is not None else date.fromisoformat(rows[0][0])
    last = today if until is None else min(until, today)
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(_daily(day, known.get(day.isoformat()), today) for day in every)


def statuses(days: Iterable[Daily]) -> dict[DayStatus, int]:
    """Return how many days there are of each status, the complete ones first."""
    counted = Counter(one.status for one in days)
    return {status: counted[status] for status in reversed(DayStatus)}


def _daily(day: date, row: tuple[Any, ...] | None, today: date) -> Daily:
    if row is None:
        return Daily(day, traced=False)
    (_, told, provisional, caffeine, alcohol, sleep, hard, stress) = row[:8]
    (episodes, drinks, ml, unsaid, movements, sessions) = row[8:]
    status = DayStatus(told or DayStatus.UNKNOWN)
    if provisional and day >= today:
        status = DayStatus.PARTIAL
    return Daily(
        day=day,
        status=status,
        episodes=episodes,
        caffeine_mg=caffeine,
        alcohol_units=alcohol,
        sleep_hours=sleep,
        hard_exercise=None if hard is None else bool(hard),
        stress=stress,
        drinks=drinks,
        drinks_ml=ml,
        drinks_unsaid=unsaid,
        movements=movements,
        sessions=sessions,
    )
