"""What is said about weekly checks and scores: published ranges, and when plain words are due.

None of it is a diagnosis. The ranges of questionnaires are those their authors published; for the
two weekly ratings, which are our own, there is no published range, and none is drawn.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from relaxapp.journal.measures import Instrument

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from relaxapp.journal.entries import Check, Episode, Score

WEEK: Final = timedelta(days=7)
"""A look back is asked for at most so often."""
HARD: Final = 7
"""Two looks in a row at or above it are answered with plain words. Our own choice, as the ratings
are: the upper third of a scale of 0 to 10, twice, so that one bad week alone says nothing."""
VERY_HARD: Final = 9
"""One look at or above it is answered by itself: nobody should have to wait for a second one."""
SCREEN: Final = {Instrument.GAD7: 10, Instrument.OASIS: 8}
"""From here on their authors advise to have a closer look (Spitzer 2006; Campbell-Sills 2009)."""
RELIABLE_CHANGE: Final = {Instrument.OASIS: 5}
"""A difference of so many points is more than the questionnaire's own wavering."""
_APART: Final = timedelta(days=5)
_TOGETHER: Final = timedelta(days=21)
"""Two looks nearer to each other are of one week; further apart they are not "in a row"."""
_CALM: Final = timedelta(minutes=30)
"""So long after an episode nothing is asked."""
_ARRIVED: Final = timedelta(minutes=5)
"""So long after relaxapp was opened nothing is asked: who opens it wants something else."""


class Band(StrEnum):
    """A range that the authors of a questionnaire named."""

    MINIMAL = "minimal"
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"
    BELOW = "below"
    ABOVE = "above"


class Hard(StrEnum):
    """What was hard, by the looks back."""

    WEEK = "week"
    WEEKS = "weeks"


_GAD7: Final = ((15, Band.SEVERE), (10, Band.MODERATE), (5, Band.MILD), (0, Band.MINIMAL))
"""5, 10 and 15 of 21: Spitzer, Kroenke, Williams and Löwe 2006."""


def band(instrument: Instrument, total: int) -> Band:
    """Return the published range of a score; OASIS has one line alone, at 8 of 20."""
    if instrument is Instrument.GAD7:
        return next(found for least, found in _GAD7 if total >= least)
    return Band.ABOVE if total >= SCREEN[instrument] else Band.BELOW


def is_high(score: Score) -> bool:
    """Tell whether a score is one at which its authors advise a closer look."""
    return score.total >= SCREEN[score.instrument]


def how_hard(checks: Sequence[Check]) -> Hard | None:
    """Return whether the latest check was very hard, or it and that of the week before were hard.

    ``checks`` are in order. Hard is a rating of anxiety, or of how much it got in the way, at or
    above :data:`HARD`; very hard is one at or above :data:`VERY_HARD`.
    """
    if not checks or _worst(checks[-1]) < HARD:
        return None
    latest = checks[-1]
    alone = Hard.WEEK if _worst(latest) >= VERY_HARD else None
    apart = ((one, latest.when.day - one.when.day) for one in reversed(checks[:-1]))
    before = next(((one, days) for one, days in apart if days >= _APART), None)
    if before is None or before[1] > _TOGETHER or _worst(before[0]) < HARD:
        return alone
    return Hard.WEEKS


def changed(scores: Iterable[Score]) -> int | None:
    """Return by how many points the latest score differs from the one before, if reliably.

    ``scores`` are in order and of one instrument; None where there is nothing to say.
    """
    *_, before, latest = (None, None, *scores)
    if before is None or latest is None or latest.instrument not in RELIABLE_CHANGE:
        return None
    difference = latest.total - before.total
    return difference if abs(difference) >= RELIABLE_CHANGE[latest.instrument] else None


def is_due(today: date, first: date | None, seen: Iterable[date]) -> bool:
    """Tell whether a week has gone by since the journal's ``first`` day and every day ``seen``.

    ``seen`` are the days of looks back, whether they were answered or passed over.
    """
    return first is not None and all(today - day >= WEEK for day in (first, *seen))


def is_quiet(now: datetime, opened: datetime, episodes: Iterable[Episode]) -> bool:
    """Tell whether a question would be in nobody's way; all are aware instants.

    Not in the first minutes after relaxapp was opened, nor while an episode lasts or soon after
    one; ``episodes`` are the latest.
    """
    if now - opened < _ARRIVED:
        return False
    return all(not one.open and now - (one.end or one.when.at) >= _CALM for one in episodes)


def _worst(check: Check) -> int:
    return max(check.anxiety or 0, check.interference or 0)
