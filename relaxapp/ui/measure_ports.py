"""What the pages of the weekly check and of the trial show and ask for: plain values, one protocol.

Days are days as lived; ids of instruments and acts are those of :mod:`relaxapp.journal.measures`
and :mod:`relaxapp.journal.trial`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from datetime import date

    from relaxapp.journal.trial_results import Result
    from relaxapp.journal.trials import Progress


class WeekCard(NamedTuple):
    """A look back: two ratings 0..10, None where one was not given."""

    id: str
    day: date
    anxiety: int | None = None
    interference: int | None = None


class ScoreCard(NamedTuple):
    """What a questionnaire came to; ``since`` by how many points more than before, if reliably."""

    id: str
    day: date
    instrument: str
    total: int
    note: str = ""
    since: int | None = None


class Words(NamedTuple):
    """Something that calls for warm, plain words: an entry's id, and which sort of entry it is.

    ``what`` is "week", "weeks" or an instrument; ``total`` its score.
    """

    entry: str
    what: str
    total: int | None = None


class MeasuringPort(Protocol):
    """The weekly check, scores, the trial. A write that returns is on the disk, and can be undone.

    What fails raises ``RelaxappError`` with a plain message.
    """

    def today(self) -> date:
        """Return the day as lived."""

    def weeks(self) -> tuple[WeekCard, ...]:
        """Return the looks back, oldest first."""

    def rate(self, anxiety: int | None, interference: int | None) -> None:
        """Keep a look back at the past week; one of the two has to be there."""

    def asks(self) -> bool:
        """Tell whether a look back is due, and the moment a quiet one."""

    def skip(self) -> None:
        """Pass this week over."""

    def asking(self) -> bool:
        """Tell whether a look back is asked for at all."""

    def set_asking(self, *, on: bool) -> None:
        """Say whether it is."""

    def scores(self) -> tuple[ScoreCard, ...]:
        """Return the scores, oldest first."""

    def score(self, instrument: str, total: int, day: date, note: str = "") -> None:
        """Keep a score."""

    def words(self) -> Words | None:
        """Return what calls for plain words and was not answered with them yet."""

    def said(self, entry: str) -> None:
        """Note that the words for an entry were read."""

    def trial(self) -> Progress | None:
        """Return how the latest trial stands."""

    def coin(self) -> Progress | None:
        """Return the trial whose coin is to be told on the Today page; None in a pause too."""

    def result(self) -> Result | None:
        """Return what came of the latest trial; None before the day after its last."""

    def result_unread(self) -> bool:
        """Tell whether a trial is over and nobody has read what came of it."""

    def result_read(self) -> None:
        """Note that it was read."""

    def start_trial(self, act: str, days: int) -> None:
        """Begin a trial today."""

    def stop_trial(self) -> None:
        """End the trial that goes on."""
