"""The weekly check, scores and the on/off trial as the window sees them, over the journal."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from relaxapp.journal import trials, weekly
from relaxapp.journal.entries import Check, Score, refuse_future
from relaxapp.journal.filters import EpisodeFilter
from relaxapp.journal.ids import uuid7
from relaxapp.journal.measures import Instrument
from relaxapp.journal.store import Store
from relaxapp.journal.trial import Act
from relaxapp.journal.trial_results import Result
from relaxapp.journal.trials import Progress
from relaxapp.journaling import Journaling
from relaxapp.services import Services
from relaxapp.settings import Settings
from relaxapp.ui.measure_ports import ScoreCard, WeekCard, Words

_SKIPPED: Final = "week_skipped"
_SAID: Final = "plain_words"
"""Kept in the journal, as a restart must not ask or say again what is for once."""
_LATEST: Final = 3
_NEWS: Final = timedelta(days=60)
"""What lies further back, and was brought by an import perhaps, is answered with no words."""


class Measuring:
    """A `MeasuringPort` over the services, placed in time as the episodes beside it are."""

    def __init__(
        self,
        services: Services,
        journaling: Journaling,
        settings: Callable[[], Settings],
        keep: Callable[[Settings], None],
    ) -> None:
        """`keep` saves settings that were changed."""
        self._services, self._journaling = services, journaling
        self._settings, self._keep = settings, keep
        self._opened = services.clock.now()

    def today(self) -> date:
        return self._journaling.today()

    # ------------------------------------------------------------- the weeks

    def weeks(self) -> tuple[WeekCard, ...]:
        return tuple(
            WeekCard(one.id, one.when.day, one.anxiety, one.interference)
            for one in self._store.checks()
        )

    def rate(self, anxiety: int | None, interference: int | None) -> None:
        now = self._services.clock.now()
        self._store.add(Check(uuid7(now), self._journaling.placed(now), anxiety, interference))

    def asks(self) -> bool:
        settings = self._settings()
        if not settings.weekly_check or settings.pause_tracking:
            return False
        seen = [one.when.day for one in self._store.checks()[-1:]]
        if skipped := self._store.remembered(_SKIPPED):
            seen.append(date.fromisoformat(skipped))
        if not weekly.is_due(self.today(), self._store.first_day(), seen):
            return False
        latest = (*self._store.episodes(EpisodeFilter(), _LATEST), *self._store.open_episodes())
        return weekly.is_quiet(self._services.clock.now(), self._opened, latest)

    def skip(self) -> None:
        self._store.remember(_SKIPPED, self.today().isoformat())

    def asking(self) -> bool:
        return self._settings().weekly_check

    def set_asking(self, *, on: bool) -> None:
        self._keep(self._settings().with_(weekly_check=on))

    # ------------------------------------------------------------- scores

    def scores(self) -> tuple[ScoreCard, ...]:
        found: list[ScoreCard] = []
        so_far: dict[Instrument, list[Score]] = {one: [] for one in Instrument}
        for one in self._store.scores():
            so_far[one.instrument].append(one)
            since = weekly.changed(so_far[one.instrument])
            found.append(
                ScoreCard(one.id, one.day, str(one.instrument), one.total, one.note, since)
            )
        return tuple(found)

    def score(self, instrument: str, total: int, day: date, note: str = "") -> None:
        now = self._services.clock.now()
        made = Score(uuid7(now), day, Instrument(instrument), total, note)
        refuse_future(made, now, self.today())
        self._store.add(made)

    def words(self) -> Words | None:
        # What was entered last is what they are an answer to; ids follow the order of entering.
        return max(self._calling(), key=lambda one: one.entry, default=None)

    def said(self, entry: str) -> None:
        known = self._store.remembered(_SAID).split()
        calling = [one.entry for one in self._calling()]
        # The words are the same for all: nobody has to put them away once for each value.
        new = calling if entry in calling else [entry]
        if fresh := [one for one in new if one not in known]:
            self._store.remember(_SAID, " ".join((*known, *fresh)))

    def _calling(self) -> list[Words]:
        """Return what calls for words that were not said yet."""
        said = self._store.remembered(_SAID).split()
        # The latest of each alone, and nothing of long ago: that is no news to anybody.
        since = self.today() - _NEWS
        latest = {one.instrument: one for one in self._store.scores(since)}
        found = [
            Words(one.id, str(one.instrument), one.total)
            for one in latest.values()
            if weekly.is_high(one)
        ]
        checks = self._store.checks(since)
        if hard := weekly.how_hard(checks):
            found.append(Words(checks[-1].id, str(hard)))
        return [one for one in found if one.entry not in said]

    # ------------------------------------------------------------- the trial

    def trial(self) -> Progress | None:
        latest = trials.latest(self._store)
        return None if latest is None else trials.progress(self._store, latest, self.today())

    def coin(self) -> Progress | None:
        found = None if self._settings().pause_tracking else self.trial()
        return None if found is None or found.over else found

    def result(self) -> Result | None:
        latest = trials.latest(self._store)
        return None if latest is None else trials.result(self._store, latest, self.today())

    def result_unread(self) -> bool:
        latest = trials.latest(self._store)
        if latest is None or self._settings().pause_tracking or not latest.is_over(self.today()):
            return False
        return latest.id not in self._store.remembered(_SAID).split()

    def result_read(self) -> None:
        latest = trials.latest(self._store)
        if latest is not None and latest.is_over(self.today()):
            self.said(latest.id)

    def start_trial(self, act: str, days: int) -> None:
        trials.start(self._store, Act(act), self._services.clock.now(), self.today(), days)

    def stop_trial(self) -> None:
        trials.stop(self._store, self.today())

    @property
    def _store(self) -> Store:
        return self._journaling.store
