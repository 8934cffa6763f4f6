"""What the window shows and asks of all that is no episode: drinks, movement, care, medicines.

Plain values in, one small protocol out, for any page that logs such things. Practised sessions
are among them, to be read and deleted only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from datetime import date, datetime

    from relaxapp.ui.journal_ports import EpisodeCard

DRINK, MOVEMENT, CARE, MEDICINE, SESSION = "drink", "movement", "care", "medicine", "session"
"""The kinds of entry, in the order in which they are offered."""
CHECK, SCORE, TRIAL = "weekly_check", "score", "trial"
"""Kinds that have a page of their own, and meet the others in the trash alone."""


class Practised(NamedTuple):
    """How a session went; ``outcome`` is "completed", "stopped" or "running".

    ``tension`` and ``distress`` are ratings 0..10 before and after, None where none was given.
    """

    title: str
    outcome: str
    seconds: float
    tension: tuple[int | None, int | None] = (None, None)
    distress: tuple[int | None, int | None] = (None, None)
    worse: bool = False


class CareCard(NamedTuple):
    """One entry; ``day`` is the day as lived, of a medicine the first on which it was taken.

    ``at`` is local and aware, None for a medicine; ``ml`` None where no amount was said. ``what``
    is a movement's own word, one of the vocabulary's kinds of care, or a medicine's name;
    ``until`` the last day of a medicine, None while it is taken. Of a weekly check, ``figures`` are
    its two ratings; of a score ``what`` is the instrument and the figure its total; of a trial
    ``what`` is the act, ``until`` its last day.
    """

    id: str
    kind: str
    day: date
    at: datetime | None = None
    ml: int | None = None
    what: str = ""
    until: date | None = None
    note: str = ""
    practised: Practised | None = None
    figures: tuple[int | None, ...] = ()


class CareWanted(NamedTuple):
    """Which entries to show; empty means all."""

    kind: str = ""
    since: date | None = None


class Deleted(NamedTuple):
    """What is in the trash, and when it was put there (local, aware)."""

    card: EpisodeCard | CareCard
    at: datetime


class SelfCarePort(Protocol):
    """The rest of the journal. A write that returns is on the disk, and can be undone.

    Times that are left out are now; given ones are aware. What fails raises ``RelaxappError``.
    """

    def drink(self, ml: int | None = None, at: datetime | None = None) -> str:
        """Log something drunk, in millilitres or without an amount; return its id."""

    def moved(self, kind: str = "", at: datetime | None = None) -> str:
        """Log a movement break, with a word for it or none; return its id."""

    def care(self, kind: str, note: str = "", at: datetime | None = None) -> str:
        """Log a kind of care ("bath", "food", "other"); return its id."""

    def medicine(
        self, name: str, since: date | None = None, until: date | None = None, note: str = ""
    ) -> str:
        """Log a medicine, taken from today or another day on; return its id."""

    def drunk_today(self) -> tuple[int, int]:
        """Return the millilitres of today, and how many drinks came without an amount."""

    def entry(self, entry: str) -> CareCard | None:
        """Return one entry, if it is there and not in the trash."""

    def save(self, card: CareCard) -> None:
        """Keep a changed entry; a session is never changed."""

    def entries(
        self, wanted: CareWanted, limit: int, after: CareCard | None
    ) -> tuple[CareCard, ...]:
        """Return up to ``limit`` entries, newest first, those that follow ``after``."""

    def count(self, wanted: CareWanted) -> int:
        """Return how many entries that is in all."""

    def trashed(self) -> tuple[Deleted, ...]:
        """Return what is in the trash, episodes too, the latest deleted first."""
