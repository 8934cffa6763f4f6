"""A journal's insights made up in memory, answered when the test says so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from relaxapp.errors import RelaxappError
from relaxapp.journal.beside import attempts, over_time, practices
from relaxapp.journal.charts import body_sites, calendar, hour_weekday, trend
from relaxapp.journal.daily import Daily
from relaxapp.journal.filters import EpisodeFilter
from relaxapp.journal.insights import gathered
from relaxapp.journal.panorama import Panorama
from relaxapp.journal.questions import Limits
from relaxapp.journal.tallies import Practised, Tried
from relaxapp.journal.vocabulary import DayStatus, Kind
from relaxapp.painting.body_shape import NO_SHAPE
from relaxapp.ui.insight_ports import Sight

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relaxapp.ui.insight_ports import Asked

TODAY = date(2026, 5, 14)


class FakeInsights:
    """Answers with ``days`` when `answer` is called."""

    def __init__(self) -> None:
        self.days: Sequence[Daily] = some_days(60)
        self.problem = ""
        self.asked: list[Asked] = []
        self.files: dict[str, bytes] = {}
        self.refuses = ""
        self._answer: Callable[[Sight], None] | None = None

    def today(self) -> date:
        return TODAY

    def ask(self, asked: Asked, answer: Callable[[Sight], None]) -> None:
        self.asked.append(asked)
        self._answer = answer

    def keep(self, path: str, data: bytes) -> None:
        if self.refuses:
            raise RelaxappError(self.refuses)
        self.files[path] = data

    def end(self) -> None:
        self._answer = None

    def answer(self) -> None:
        """Answer what was asked last."""
        assert self._answer is not None
        if self.problem:
            self._answer(Sight(problem=self.problem))
        else:
            made = pictures(self.days, self.asked[-1])
            answers = gathered(self.days, Limits())
            self._answer(Sight(made, answers, NO_SHAPE, {"soften": "Soften"}))


def some_days(number: int, status: DayStatus = DayStatus.COMPLETE) -> list[Daily]:
    """Return days up to today, with an episode on every other."""
    return [
        Daily(TODAY - timedelta(days=number - 1 - n), status, n % 2, stress=4)
        for n in range(number)
    ]


def pictures(days: Sequence[Daily], asked: Asked) -> Panorama:
    count = sum(one.episodes for one in days)
    sites = {"eyelid.left": count} if count else {}
    some = bool(count)
    return Panorama(
        EpisodeFilter(
            since=asked.since, until=asked.until, site=asked.site or None,
            kind=Kind(asked.kind) if asked.kind else None,
        ),
        tuple(days),
        calendar(days),
        body_sites(sites, sites, count),
        hour_weekday({(3, 22): count} if some else {}),
        trend(days),
        attempts([Tried("stretch", 6, 4, 14)] if some else []),
        practices([Practised("soften", TODAY, (6, 4), (5, 2), 3)] if some else []),
        over_time(days, []),
    )  # fmt: skip
