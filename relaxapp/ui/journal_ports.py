"""What the journal's pages show and what they ask for: plain values in, one small protocol out.

Kept beside ``ports.py``, so that the window is there before any of this is loaded. Times are local
and aware, days are days as lived, empty texts and None are "not said". Ids are those of
``relaxapp.body`` and ``relaxapp.journal.vocabulary``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime


class Tried(NamedTuple):
    """One attempt at relief: what was done, and a rating 0..10 before and after it."""

    done: str
    before: int | None = None
    after: int | None = None
    session: str = ""


class EpisodeCard(NamedTuple):
    """One episode as the pages tell of it; a ``running`` one has no end yet. Ratings are 0..10."""

    id: str
    start: datetime
    day: date
    end: datetime | None = None
    running: bool = False
    sites: tuple[str, ...] = ()
    kind: str = ""
    intensity: int | None = None
    worry: int | None = None
    state: str = ""
    before: tuple[str, ...] = ()
    feelings: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    note: str = ""
    tried: tuple[Tried, ...] = ()


class Wanted(NamedTuple):
    """Which episodes to show; empty means all. Days are as lived, both included."""

    text: str = ""
    site: str = ""
    side: str = ""
    kind: str = ""
    tag: str = ""
    since: date | None = None
    until: date | None = None
    least: int | None = None
    most: int | None = None


class DayCard(NamedTuple):
    """A day as the pages tell of it; ``status`` is "unknown", "partial" or "complete".

    A ``provisional`` day was called complete while it went on. Figures are None where unknown,
    which is not zero. ``episodes`` counts what is logged.
    """

    day: date
    status: str = "unknown"
    provisional: bool = False
    episodes: int = 0
    caffeine_mg: int | None = None
    alcohol_units: float | None = None
    sleep_hours: float | None = None
    hard_exercise: bool | None = None
    stress: int | None = None


class JournalPort(Protocol):
    """The journal. A write that returns is on the disk; what fails raises ``RelaxappError``."""

    def now(self) -> datetime:
        """Return the local time, aware."""

    def today(self) -> date:
        """Return the day as lived."""

    def log(self, *, running: bool) -> EpisodeCard:
        """Keep an episode that comes now, with the time alone; ``running``: until stopped."""

    def stop(self, episode: str) -> None:
        """End a running episode now."""

    def running(self) -> tuple[EpisodeCard, ...]:
        """Return the episodes that go on, the oldest first."""

    def last_site(self) -> str:
        """Return the site that was used last, or nothing."""

    def episode(self, episode: str) -> EpisodeCard | None:
        """Return one episode, if it is there and not in the trash."""

    def save(self, episodes: Sequence[EpisodeCard]) -> None:
        """Keep changed episodes, all in one step."""

    def episodes(
        self, wanted: Wanted, limit: int, after: EpisodeCard | None
    ) -> tuple[EpisodeCard, ...]:
        """Return up to ``limit`` episodes, newest first, those that follow ``after``."""

    def count(self, wanted: Wanted) -> int:
        """Return how many episodes that is in all."""

    def tags(self) -> tuple[str, ...]:
        """Return the person's own words for what came before, the most used first."""

    def remove(self, entries: Sequence[str]) -> None:
        """Put entries of any kind into the trash, in one step."""

    def restore(self, entries: Sequence[str]) -> None:
        """Take entries out of the trash."""

    def erase(self, entries: Sequence[str]) -> None:
        """Erase entries for good, from the backups too."""

    def erase_everything(self) -> None:
        """Erase the whole journal for good, and all of its backups."""

    def undo(self) -> None:
        """Take back the latest step."""

    def redo(self) -> None:
        """Do again what was taken back."""

    def undo_label(self) -> str:
        """Return what would be taken back in a few words, or nothing."""

    def redo_label(self) -> str:
        """Return what would be done again in a few words, or nothing."""

    def day(self, day: date) -> DayCard:
        """Return one day."""

    def days(self, since: date, until: date) -> Mapping[date, DayCard]:
        """Return the days of which something is known."""

    def set_day(self, day: DayCard) -> None:
        """Keep a day's status and figures."""

    def has_advised(self, sign: str) -> bool:
        """Tell whether the advice for a sign has been shown before."""

    def advised(self, sign: str) -> None:
        """Note that the advice for a sign was shown."""

    def offer_due(self) -> bool:
        """Tell, at most once, that several episodes came within the hour and a pause may help."""

    def changed_elsewhere(self) -> bool:
        """Tell whether another program has written since this was last asked."""

    def paused(self) -> bool:
        """Tell whether the person has paused everything that asks or offers."""

    def set_paused(self, *, paused: bool) -> None:
        """Pause or go on with what asks or offers."""
