"""A stand-in for what the journal tells of learning: practices in memory, with the real rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from relaxapp.errors import RelaxappError
from relaxapp.journal.practice_weeks import Week
from relaxapp.sessions.course import STAGES, Kept, Practised, StageId, Standing, standing
from relaxapp.ui.learning_ports import PastPractice
from tests.ui.fakes import TODAY

if TYPE_CHECKING:
    from datetime import date

START = datetime(2026, 5, 1, 20, 15, tzinfo=UTC)


class FakeLearning:
    """Counts the hours itself."""

    def __init__(self) -> None:
        self.found: list[Practised] = []
        self.kept = Kept()
        self.broken = False
        self.past: tuple[PastPractice, ...] = ()
        self.of_weeks: tuple[Week, ...] = ()

    def practise(self, *sessions: str, before: int | None = 6, after: int | None = 3) -> None:
        for session in sessions:
            at = START + timedelta(hours=len(self.found))
            self.found.append(Practised(at, session, 1.0, before, after))

    def fill(self) -> None:
        monday = TODAY - timedelta(days=TODAY.weekday())
        self.of_weeks = tuple(
            Week(monday - timedelta(weeks=5 - n), n, min(n, 4), n * 400.0, rated, before, after)
            for n, (rated, before, after) in enumerate(
                ((0, None, None), (1, 7, 6), (2, 7.5, 5), (0, None, None), (4, 6, 4), (3, 5.3, 2.7))
            )
        )
        self.past = tuple(
            PastPractice(
                (START - timedelta(days=n)).date(),
                START - timedelta(days=n),
                "Soften" if n % 3 else "Full Sixteen",
                400.0,
                1.0 if n % 2 else 0.4,
                (6, 3) if n % 4 else (None, None),
                (4, None) if n % 5 else (None, 2),
            )
            for n in range(14)
        )

    def today(self) -> date:
        return TODAY

    def title(self, session: str) -> str:
        return session.replace("-", " ").title()

    def standing(self) -> Standing:
        return standing(self.found, self.kept)

    def course_days(self) -> int:
        return len(self.found)

    def stand(self, stage: StageId) -> None:
        self._check()
        now = self.standing()
        at = START + timedelta(hours=len(self.found))
        self.kept = Kept(stage, at, now.passed - {stage})

    def pass_over(self, stage: StageId, *, on: bool) -> None:
        self._check()
        assert STAGES[stage].tenses
        passed = self.kept.passed | {stage} if on else self.kept.passed - {stage}
        self.kept = replace(self.kept, passed=passed)

    def weeks(self) -> tuple[Week, ...]:
        return self.of_weeks

    def history(self) -> tuple[PastPractice, ...]:
        return self.past

    def _check(self) -> None:
        if self.broken:
            raise RelaxappError("The journal is shut.")
