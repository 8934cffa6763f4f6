"""The rules of days: what is known of a day, and by what that knowledge is undone.

"I entered nothing" is not "nothing happened": a day is unknown until the person says otherwise.
What they say while it still goes on holds provisionally, and an episode that comes later makes
the day partial until they confirm it again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relaxapp.journal.entries import DayRecord, EntryError
from relaxapp.journal.vocabulary import DayStatus

if TYPE_CHECKING:
    from datetime import date


def is_provisional(record: DayRecord, today: date) -> bool:
    """Tell whether the day still goes on, so that what was said of it may yet change.

    ``today`` is the day being lived, which turns at the person's day boundary.
    """
    return record.provisional and record.day >= today


def marked(
    record: DayRecord | None, day: date, status: DayStatus, today: date, episodes: int = 0
) -> DayRecord:
    """Return ``day`` with the status that the person gives it; its figures stay.

    ``episodes`` are those already logged on it. A day that is called complete while it goes on
    and has none is provisional. Raises :class:`EntryError` for a day yet to come.
    """
    if day > today:
        raise EntryError("day", day, f"{today} or earlier")
    provisional = status is DayStatus.COMPLETE and day == today and episodes == 0
    return replace(record or DayRecord(day), status=status, provisional=provisional)


def without_episodes(
    record: DayRecord | None, day: date, today: date, episodes: int = 0
) -> DayRecord:
    """Return ``day`` after "no episodes today"; raise :class:`EntryError` if it has some."""
    if episodes:
        logged = "an episode is" if episodes == 1 else f"{episodes} episodes are"
        raise EntryError(
            "day", day, "", f"{logged} logged on {day}, so it was not a day without episodes"
        )
    return marked(record, day, DayStatus.COMPLETE, today)


def after_episode(record: DayRecord | None) -> DayRecord | None:
    """Return the day as a newly logged episode leaves it; None where it stays as it is."""
    if record is None or record.status is not DayStatus.COMPLETE:
        return None
    return replace(record, status=DayStatus.PARTIAL, provisional=False)
