"""A stand-in for what measures weeks: looks back, scores and a trial in memory."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from relaxapp.errors import RelaxappError
from relaxapp.journal.trial import Act, Trial
from relaxapp.journal.trials import Progress
from relaxapp.ui.measure_ports import ScoreCard, WeekCard, Words
from tests.ui.journal_fakes import NOW

if TYPE_CHECKING:
    from datetime import date

    from relaxapp.journal.trial_results import Result

TODAY = NOW.date()
TRIAL_ID = "019ceda3-5ac0-7000-8000-000000000000"


class FakeMeasures:
    """Everything the port promises, in lists."""

    def __init__(self) -> None:
        self.kept: list[WeekCard] = []
        self.found: list[ScoreCard] = []
        self.due = False
        self.ask = True
        self.plain: Words | None = None
        self.read: list[str] = []
        self.skipped = 0
        self.going: Progress | None = None
        self.came: Result | None = None
        self.refuses = ""

    def fill(self, weeks: int = 6) -> None:
        self.kept = [
            WeekCard(f"w{n}", TODAY - timedelta(weeks=weeks - n), 6 - n % 3, n % 5 or None)
            for n in range(weeks)
        ]

    def run_trial(self, act: Act = Act.WALK, *, on: bool = True, complete: int = 12) -> None:
        trial = Trial(TRIAL_ID, act, TODAY - timedelta(days=20))
        self.going = Progress(trial, on, False, complete)

    def today(self) -> date:
        return TODAY

    def weeks(self) -> tuple[WeekCard, ...]:
        return tuple(self.kept)

    def rate(self, anxiety: int | None, interference: int | None) -> None:
        self._check()
        self.due = False
        self.kept.append(WeekCard(f"w{len(self.kept)}", TODAY, anxiety, interference))

    def asks(self) -> bool:
        return self.due and self.ask

    def skip(self) -> None:
        self.skipped += 1
        self.due = False

    def asking(self) -> bool:
        return self.ask

    def set_asking(self, *, on: bool) -> None:
        self.ask = on

    def scores(self) -> tuple[ScoreCard, ...]:
        return tuple(self.found)

    def score(self, instrument: str, total: int, day: date, note: str = "") -> None:
        self._check()
        self.found.append(ScoreCard(f"s{len(self.found)}", day, instrument, total, note))

    def words(self) -> Words | None:
        return None if self.plain is None or self.plain.entry in self.read else self.plain

    def said(self, entry: str) -> None:
        self.read.append(entry)

    def trial(self) -> Progress | None:
        return self.going

    def coin(self) -> Progress | None:
        return None if self.going is None or self.going.over else self.going

    def result(self) -> Result | None:
        return self.came

    def result_unread(self) -> bool:
        return self.came is not None and TRIAL_ID not in self.read

    def result_read(self) -> None:
        if self.came is not None:
            self.read.append(TRIAL_ID)

    def start_trial(self, act: str, days: int) -> None:
        self._check()
        self.going = Progress(Trial(TRIAL_ID, Act(act), TODAY, days), True, False, 0)

    def stop_trial(self) -> None:
        self._check()
        assert self.going is not None
        trial = self.going.trial
        ended = Trial(trial.id, trial.act, trial.started, trial.planned_days, TODAY)
        self.going = Progress(ended, None, False, self.going.complete, over=True)

    def _check(self) -> None:
        if self.refuses:
            raise RelaxappError(self.refuses)
