"""How the report says numbers, days and the words of the vocabulary, in the person's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from relaxapp import body
from relaxapp.journal import vocabulary
from relaxapp.journal.report_parts import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime, timedelta

    from relaxapp.journal.report import Noticed, Spread

_MINUTE: Final = 60
_HOUR: Final = 3600
_DAY: Final = 86400


class Say:
    """Words through ``tr``, which returns each in the person's language."""

    def __init__(self, tr: Callable[[str], str] = str) -> None:
        self.tr = tr

    # ------------------------------------------------------------- days

    def day(self, given: date) -> str:
        """Return ``3 Nov 2026``."""
        return f"{self.short_day(given)} {given.year}"

    def short_day(self, given: date) -> str:
        """Return ``3 Nov``."""
        months = self.tr("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()
        return f"{given.day} {months[given.month - 1]}"

    def weekday(self, given: date) -> str:
        """Return ``Mon``."""
        return self.tr("Mon Tue Wed Thu Fri Sat Sun").split()[given.weekday()]

    def long_day(self, given: date) -> str:
        """Return ``Mon 3 Nov 2026``."""
        return f"{self.weekday(given)} {self.day(given)}"

    def span(self, first: date, last: date) -> str:
        """Return ``3 Oct to 25 Nov 2026``, or the one day."""
        if first == last:
            return self.day(first)
        begun = self.short_day(first) if first.year == last.year else self.day(first)
        return self.tr("{first} to {last}").format(first=begun, last=self.day(last))

    def clock(self, day: date, at: datetime) -> str:
        """Return ``14:36``, with its own weekday where it counts to the day before."""
        told = f"{at:%H:%M}"
        return told if at.date() == day else f"{self.weekday(at.date())} {told}"

    # ------------------------------------------------------------- numbers

    def number(self, value: float) -> str:
        """Return a number with one decimal at most."""
        return f"{round(value, 1):g}"

    def change(self, value: float) -> str:
        """Return a change with its sign."""
        told = f"{round(value, 1):+g}" if round(value, 1) else "0"
        return told.replace("-", "\N{MINUS SIGN}")

    def times(self, count: int) -> str:
        """Return ``once``, ``twice`` or ``7 times``."""
        if count in {1, 2}:
            return self.tr("once") if count == 1 else self.tr("twice")
        return self.tr("{n} times").format(n=count)

    def episodes(self, count: int) -> str:
        """Return ``1 episode`` or ``7 episodes``."""
        return self.tr("1 episode") if count == 1 else self.tr("{n} episodes").format(n=count)

    def days(self, count: int) -> str:
        """Return ``1 day`` or ``7 days``."""
        return self.tr("1 day") if count == 1 else self.tr("{n} days").format(n=count)

    def of(self, count: int, whole: int) -> str:
        """Return ``3 of 42``."""
        return self.tr("{n} of {all}").format(n=count, all=whole)

    def length(self, seconds: float) -> str:
        """Return ``10 s``, ``5 min``, ``1 h 20 min`` or ``3 days``."""
        whole = round(seconds)
        if whole < _MINUTE:
            return self.tr("{n} s").format(n=self.number(seconds) if whole < 1 else whole)
        minutes = round(seconds / _MINUTE)
        if minutes < _HOUR // _MINUTE:
            return self.tr("{n} min").format(n=minutes)
        if seconds >= 2 * _DAY:
            return self.days(round(seconds / _DAY))
        hours, rest = divmod(minutes, 60)
        told = self.tr("{n} h").format(n=hours)
        return f"{told} {self.tr('{n} min').format(n=rest)}" if rest else told

    def spread(self, spread: Spread) -> str:
        """Return ``0 to 400``, or the one value."""
        low, high = self.number(spread.low), self.number(spread.high)
        return low if low == high else self.tr("{low} to {high}").format(low=low, high=high)

    def lasted(self, duration: timedelta | None, *, going_on: bool) -> str:
        """Return how long an episode lasted, or nothing where that is not known."""
        if going_on:
            return self.tr("goes on")
        return "" if duration is None else self.length(duration.total_seconds())

    # ------------------------------------------------------------- vocabulary

    def site(self, given: str) -> str:
        """Return what a place on the body is called."""
        return self.tr(body.label(given)) if body.is_site(given) else given

    def kind(self, given: str) -> str:
        """Return what a sort of spasm is called."""
        return self.tr(vocabulary.KINDS[vocabulary.Kind(given)])

    def state(self, given: str) -> str:
        """Return what the body was doing."""
        return self.tr(vocabulary.STATES[vocabulary.BodyState(given)])

    def word(self, given: str) -> str:
        """Return the label of a tag; a person's own word is its own, on one line."""
        return one_line(self.tr(vocabulary.word(given)))

    def words(self, given: Iterable[str]) -> str:
        """Return tags as a list."""
        return ", ".join(self.word(one) for one in given)

    def sign(self, given: str) -> str:
        """Return what a sign is called."""
        return self.tr(vocabulary.SIGNS[given].label)

    def noticed(self, one: Noticed, whole: int) -> str:
        """Return ``2 of 42 episodes, 3 Oct to 20 Nov 2026``."""
        told = self.tr("{n} of {all} episodes").format(n=one.episodes, all=whole)
        return f"{told}, {self.span(one.first, one.last)}"
