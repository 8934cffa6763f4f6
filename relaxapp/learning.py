"""What the journal tells of learning to relax: where one stands in the course, and the history."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta, timezone

from relaxapp.clock import day_lived, local_zone
from relaxapp.errors import RelaxappError
from relaxapp.journal.entries import SessionRecord
from relaxapp.journal.practice_weeks import Week, days_practised, heard, weeks
from relaxapp.journal.store import Store
from relaxapp.services import Services
from relaxapp.sessions.course import (
    SESSIONS,
    STAGES,
    Kept,
    Practised,
    StageId,
    Standing,
    following,
    standing,
)
from relaxapp.settings import Settings
from relaxapp.ui.learning_ports import PastPractice

_KEPT = "course"


class Learning:
    """A `LearningPort` over the services; without a journal it is the beginning of everything."""

    def __init__(self, services: Services, settings: Callable[[], Settings]) -> None:
        self._services = services
        self._settings = settings

    def today(self) -> date:
        now = self._services.clock.now()
        offset = local_zone(now, self._services.env).offset_minutes
        return day_lived(now, offset, self._settings().day_boundary)

    def title(self, session: str) -> str:
        return self._services.library.title(session)

    # ------------------------------------------------------------- the course

    def standing(self) -> Standing:
        found = (_practised(record) for record in self._records() if record.session_id in SESSIONS)
        return standing(found, self._kept())

    def course_days(self) -> int:
        return days_practised(r for r in self._records() if r.session_id in SESSIONS)

    def stand(self, stage: StageId) -> None:
        now = self.standing()
        if stage is not now.stage:
            kept = Kept(stage, self._services.clock.now(), now.passed - {stage})
            self._keep(kept)

    def pass_over(self, stage: StageId, *, on: bool) -> None:
        now = self.standing()
        passed = now.passed | {stage} if on else now.passed - {stage}
        kept = Kept(now.stage, now.since, passed)
        if on and stage is now.stage:
            ahead = following(stage, passed) or stage
            kept = replace(kept, stage=ahead, since=self._services.clock.now())
        if STAGES[stage].tenses:
            self._keep(kept)

    def _kept(self) -> Kept:
        store = self._services.store
        return Kept() if store is None else Kept.from_text(store.remembered(_KEPT))

    def _keep(self, kept: Kept) -> None:
        self._store.remember(_KEPT, kept.to_text())

    # ------------------------------------------------------------- the history

    def weeks(self) -> tuple[Week, ...]:
        return weeks(self._records(), self.today())

    def history(self) -> tuple[PastPractice, ...]:
        return tuple(self._past(record) for record in reversed(heard(self._records())))

    def _past(self, record: SessionRecord) -> PastPractice:
        place = timezone(timedelta(minutes=record.offset_minutes))
        return PastPractice(
            record.day,
            record.started.astimezone(place),
            self.title(record.session_id),
            record.heard_s,
            _share(record),
            (record.tension_before, record.tension_after),
            (record.distress_before, record.distress_after),
        )

    # ------------------------------------------------------------- below

    @property
    def _store(self) -> Store:
        if self._services.store is None:
            raise RelaxappError("The journal cannot be opened, so this cannot be kept.")
        return self._services.store

    def _records(self) -> tuple[SessionRecord, ...]:
        store = self._services.store
        return () if store is None else store.sessions()


def _share(record: SessionRecord) -> float:
    return min(1.0, record.heard_s / record.planned_s) if record.planned_s else 0.0


def _practised(record: SessionRecord) -> Practised:
    return Practised(
        record.started,
        record.session_id,
        _share(record),
        record.tension_before,
        record.tension_after,
        record.worse,
    )
