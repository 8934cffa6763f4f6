"""What the pages of the course and of the history ask for: frozen values in, a small protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from datetime import date, datetime

    from relaxapp.journal.practice_weeks import Week
    from relaxapp.sessions.course import StageId, Standing

Pair = tuple[int | None, int | None]
"""A rating 0..10 before and after; None where none was given."""


class PastPractice(NamedTuple):
    """One practice: the day it counts to, its local start, seconds heard, the part of the whole."""

    day: date
    at: datetime
    title: str
    seconds: float
    share: float
    tension: Pair = (None, None)
    distress: Pair = (None, None)


class LearningPort(Protocol):
    """Where one stands, and what was practised. Writes raise ``RelaxappError`` where they fail."""

    def today(self) -> date:
        """Return the day as lived."""

    def title(self, session: str) -> str:
        """Return what a session is called."""

    def standing(self) -> Standing:
        """Return where the person stands in the course."""

    def course_days(self) -> int:
        """Return on how many days a session of the course was practised."""

    def stand(self, stage: StageId) -> None:
        """Stand at a stage by hand, ahead or back; one that was passed over is not any more."""

    def pass_over(self, stage: StageId, *, on: bool) -> None:
        """Pass a stage that tenses over, or take it in again."""

    def weeks(self) -> tuple[Week, ...]:
        """Return the latest weeks, oldest first."""

    def history(self) -> tuple[PastPractice, ...]:
        """Return every practice of which anything was heard, newest first."""
