"""The few words that pictures and the tables beside them share: days, places, counts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from relaxapp import body
from relaxapp.journal import vocabulary
from relaxapp.journal.beside import Measure
from relaxapp.journal.vocabulary import DayStatus

if TYPE_CHECKING:
    from datetime import date

    from relaxapp.journal.beside import Change, Point
    from relaxapp.journal.charts import Day


def tr(words: str) -> str:
    """Return words in the person's language."""
    return QCoreApplication.translate("charts", words)


def site(given: str) -> str:
    """Return what a site is called."""
    return QCoreApplication.translate("body", body.label(given)) if body.is_site(given) else given


def weekday(number: int) -> str:
    """Return "Mon" for 0, and so on."""
    return _split(tr("Mon Tue Wed Thu Fri Sat Sun"))[number]


def month(number: int) -> str:
    """Return "Jan" for 1, and so on."""
    return _split(tr("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"))[number - 1]


def short_day(day: date) -> str:
    """Return ``14 May``."""
    return f"{day.day} {month(day.month)}"


def full_day(day: date) -> str:
    """Return ``Thu 14 May 2026``."""
    return f"{weekday(day.weekday())} {short_day(day)} {day.year}"


def episodes(count: int) -> str:
    """Return ``1 episode`` or another number of them."""
    return tr("1 episode") if count == 1 else tr("{n} episodes").format(n=count)


def days(count: int) -> str:
    """Return ``1 day`` or another number of them."""
    return tr("1 day") if count == 1 else tr("{n} days").format(n=count)


def range_of(low: int, high: int) -> str:
    """Return ``3``, or ``2-3`` of two different numbers."""
    return str(low) if low == high else f"{low}\N{EN DASH}{high}"


def hours(hour: int) -> str:
    """Return ``14-15`` for the hour that begins at 14."""
    return f"{hour:02d}\N{EN DASH}{(hour + 1) % 24:02d}"


def status(given: DayStatus) -> str:
    """Return what is known of a day, in a word or two."""
    return {
        DayStatus.UNKNOWN: tr("not said"),
        DayStatus.PARTIAL: tr("partly recorded"),
        DayStatus.COMPLETE: tr("complete"),
    }[given]


def day_told(day: Day) -> str:
    """Return what the calendar knows of a day: "Thu 14 May 2026: 3 episodes, complete"."""
    if day.status is DayStatus.COMPLETE:
        count = episodes(day.count) if day.count else tr("no episodes")
    elif day.count:
        count = tr("at least {episodes}").format(episodes=episodes(day.count))
    else:
        count = tr("nothing logged")
    return f"{full_day(day.day)}: {count}, {status(day.status)}"


def times(count: int) -> str:
    """Return ``once`` or how many times."""
    return tr("once") if count == 1 else tr("{n} times").format(n=count)


def done(given: str) -> str:
    """Return what was tried, as it is called; own words are their own."""
    return QCoreApplication.translate("journal", vocabulary.word(given))


def rating(value: float) -> str:
    """Return ``4`` or ``4.5``."""
    return f"{value:.1f}".removesuffix(".0")


def signed(value: float) -> str:
    """Return ``-2``, ``+1.5`` or ``0``, with a true minus."""
    if not value:
        return "0"
    return f"{'+' if value > 0 else chr(0x2212)}{rating(abs(value))}"


def changed(change: Change) -> str:
    """Return ``6 -> 3.5 (9 rated)`` with an arrow; nothing where nothing was rated twice."""
    if change.before is None or change.after is None:
        return ""
    return tr("{before} \N{RIGHTWARDS ARROW} {after} ({n} rated)").format(
        before=rating(change.before), after=rating(change.after), n=change.rated
    )


def measure(given: Measure) -> str:
    """Return what is followed, with its unit."""
    return {
        Measure.WATER: tr("Drunk, ml a day"),
        Measure.MOVEMENT: tr("Movement breaks a week"),
        Measure.SESSIONS: tr("Sessions a week"),
        Measure.STRESS: tr("Stress of the day, mean"),
        Measure.WORRY: tr("Worry with episodes, mean"),
        Measure.ANXIETY: tr("Anxiety of the week, as looked back on"),
    }[given]


def value(given: Measure, point: Point) -> str:
    """Return the value of a week, "" where it is not known."""
    if point.value is None:
        return ""
    if given in {Measure.WATER, Measure.MOVEMENT, Measure.SESSIONS}:
        return str(round(point.value))
    return rating(point.value)


@cache
def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())
