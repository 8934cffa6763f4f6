"""The checks that entries share; each refusal names the field, its value and what would be right.

An entry that exists is sound: what is read from a file, a form or a command line becomes one
through these, or is refused with a sentence that can be shown as it is.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from relaxapp import body
from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

MAX_RATING = 10
MAX_WORD = 60
"""Characters of a person's own tag; longer things are for the note."""
FIRST_YEAR = 1900

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class EntryError(RelaxappError, ValueError):
    """A value that cannot be in an entry; ``field`` and ``value`` say which."""

    def __init__(self, field: str, value: object, right: str, message: str = "") -> None:
        """Say that ``field`` is ``value`` and ``right`` what it should be, or use ``message``."""
        super().__init__(message or f"{field} is {value}; it should be {right}")
        self.field = field
        self.value = value


def entry_id(value: str) -> str:
    """Return an id in the form that :func:`relaxapp.journal.ids.uuid7` makes."""
    if not _ID.fullmatch(value):
        raise EntryError("id", f"“{value}”", "a UUID in lower case")
    return value


def instant(field: str, value: datetime) -> datetime:
    """Return an aware time in UTC."""
    if value.utcoffset() is None:
        raise EntryError(
            field, value.isoformat(), "", f"{field} is {value.isoformat()}; it needs a time zone"
        )
    # Compared before it is converted: the year 1 has instants that UTC cannot name.
    if not FIRST_YEAR <= value.year < date.max.year:
        right = f"in the year {FIRST_YEAR} or later, and before {date.max.year}"
        raise EntryError(field, value.isoformat(), right)
    return value.astimezone(UTC)


def rating(field: str, value: int | None) -> None:
    """Check a rating from 0 to 10; None is "not said"."""
    # A bool is an int to Python, and an import may bring one.
    if value is not None and (type(value) is not int or not 0 <= value <= MAX_RATING):
        raise EntryError(field, value, f"from 0 to {MAX_RATING}")


def whole(field: str, value: int | None, least: int, most: int, unit: str) -> None:
    """Check a whole number of ``unit``; None is "not said"."""
    if value is not None and (type(value) is not int or not least <= value <= most):
        raise EntryError(field, value, f"a whole number of {unit} from {least} to {most}")


def number(field: str, value: float | None, most: int, unit: str) -> float | None:
    """Return an amount from 0 to ``most`` as a float; None is "not said"."""
    if value is None:
        return None
    if type(value) not in {int, float} or not (math.isfinite(value) and 0 <= value <= most):
        raise EntryError(field, value, f"from 0 to {most} {unit}")
    return float(value) + 0.0  # no minus zero: it would be written differently


def text(value: str) -> str:
    """Return text that every file can hold: no half characters, one kind of line end.

    Half a character, as a broken paste leaves it, is worth no error: the rest of a note is worth
    more.
    """
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return value.encode("utf-8", "replace").decode("utf-8")


def words(field: str, values: Sequence[str]) -> tuple[str, ...]:
    """Return ids and a person's own words: trimmed, each once, in the order given."""
    cleaned = (" ".join(text(value).split()) for value in values)
    kept = tuple(dict.fromkeys(cleaned))
    for value in kept:
        # The semicolon parts the words of one cell in CSV files.
        if not 0 < len(value) <= MAX_WORD or ";" in value or not value.isprintable():
            right = f"1 to {MAX_WORD} characters without a semicolon"
            raise EntryError(field, f"“{value}”", right)
    return kept


def chosen(field: str, values: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """Return ids of a closed list, each once, in the order given."""
    for value in values:
        if value not in known:
            raise EntryError(field, f"“{value}”", f"one of {', '.join(known)}")
    return tuple(dict.fromkeys(values))


def sites(values: Sequence[str]) -> tuple[str, ...]:
    """Return body sites, each once, in the order given."""
    for value in values:
        if not body.is_site(value):
            raise EntryError("sites", value, "", str(body.UnknownSite(value)))
    return tuple(dict.fromkeys(values))


def local_text(at: datetime, offset_minutes: int) -> str:
    """Return a time as the person's clock showed it, with its offset, in ISO 8601."""
    local = at.astimezone(UTC) + timedelta(minutes=offset_minutes)
    sign, (hours, minutes) = "-" if offset_minutes < 0 else "+", divmod(abs(offset_minutes), 60)
    return f"{local.replace(tzinfo=None).isoformat()}{sign}{hours:02}:{minutes:02}"
