"""Learning through the real services: practices from the journal, choices that outlast a run."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from relaxapp.clock import LocalZone
from relaxapp.errors import RelaxappError
from relaxapp.journal.entries import SessionRecord
from relaxapp.journal.store import uuid7
from relaxapp.learning import Learning
from relaxapp.services import Services
from relaxapp.sessions.course import StageId
from relaxapp.settings import Settings
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Place:
    def __init__(self, home: Path) -> None:
        self.clock = FakeClock()
        self.services = Services(self.clock, {"TZ": "Europe/Berlin"}, home)
        self.learning = Learning(self.services, Settings)

    def practise(self, session: str, before: int | None = 6, after: int | None = 3,
                 heard: float = 400, later: float = 1.0) -> None:  # fmt: skip
        """Practise once, and let ``later`` days go by."""
        assert self.services.store is not None
        now = self.clock.now()
        record = SessionRecord.begun(
            record_id=uuid7(now), at=now, zone=LocalZone("Europe/Berlin", 120), boundary=4,
            session_id=session, planned_s=410,
        )  # fmt: skip
        record = replace(record, heard_s=heard, tension_before=before, tension_after=after)
        self.services.store.begin_session(record)
        self.clock.advance(timedelta(days=later).total_seconds())


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "here")
    yield made
    made.services.close_journal()


def test_practices_of_the_journal_open_the_next_stage(place: Place) -> None:
    for _ in range(3):
        place.practise("soften", later=9)
    at = place.learning.standing()
    assert (at.stage, at.opened, at.following) == (StageId.SOFTEN, True, StageId.CONTRAST)
    assert place.learning.course_days() == 3
    place.practise("gentle-squeeze")
    assert place.learning.standing().stage is StageId.CONTRAST


def test_a_step_by_hand_outlasts_the_run(place: Place, tmp_path: Path) -> None:
    place.learning.pass_over(StageId.CONTRAST, on=True)
    place.learning.stand(StageId.FOUR)
    place.services.close_journal()
    again = Learning(place.services, Settings).standing()
    assert (again.stage, again.passed) == (StageId.FOUR, frozenset({StageId.CONTRAST}))


def test_passing_over_where_one_stands_goes_on(place: Place) -> None:
    place.learning.stand(StageId.SEVEN)
    place.learning.pass_over(StageId.SEVEN, on=True)
    assert place.learning.standing().stage is StageId.FOUR
    place.learning.stand(StageId.SEVEN)
    assert place.learning.standing().passed == frozenset()


def test_passing_over_another_leaves_what_was_practised(place: Place) -> None:
    for session in ("soften", "soften", "soften", "full-sixteen"):
        place.practise(session)
    place.learning.pass_over(StageId.FOUR, on=True)
    at = place.learning.standing()
    assert (at.stage, at.times, at.passed) == (StageId.CONTRAST, 1, frozenset({StageId.FOUR}))


def test_the_history_is_newest_first_and_leaves_out_what_was_not_heard(place: Place) -> None:
    place.practise("soften", 7, None, heard=205)
    place.practise("relax-area", None, 2)
    place.practise("seven", heard=0)
    first, second = place.learning.history()
    assert [first.title, second.title] == ["Relax this area", "Soften"]
    assert (second.share, second.tension, second.distress) == (0.5, (7, None), (None, None))
    assert second.at.utcoffset() == timedelta(hours=2)
    assert sum(week.practices for week in place.learning.weeks()) == 2


def test_without_a_journal_it_is_the_beginning(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(place.services.__dict__, "store", None)
    assert place.learning.standing().stage is StageId.SOFTEN
    assert place.learning.history() == ()
    with pytest.raises(RelaxappError):
        place.learning.stand(StageId.FOUR)
