"""The few words that pictures and the tables beside them share: days, places, counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from relaxapp import body
from relaxapp.journal.vocabulary import DayStatus

if TYPE_CHECKING:
    from datetime import date

    from relaxapp.journal.charts import Day


def tr(words: str) -> str:
    """Return words in the person's language."""
    return QCoreApplication.translate("charts", words)


def site(given: str) -> str:
    """Return what a site is called."""
    return QCoreApplication.translate("body", body.label(given)) if body.is_site(given) else given


def weekday(number: int) -> str:
    """Return "Mon" for 0, and so on."""
    return tr("Mon Tue Wed Thu Fri Sat Sun").split()[number]


def month(number: int) -> str:
    """Return "Jan" for 1, and so on."""
    return tr("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()[number - 1]


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
