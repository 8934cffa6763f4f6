"""All that is no episode and no day, as one list: drinks, movement, care, medicines, practices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from relaxapp.journal.entries import Medicine, SessionRecord
from relaxapp.journal.rows import EntryKind, entry_from, instant, select

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from relaxapp.journal.entries import Care, Drink, Movement
    from relaxapp.journal.steps import Connection

OTHERS: Final = (
    EntryKind.DRINK,
    EntryKind.MOVEMENT,
    EntryKind.CARE,
    EntryKind.MEDICINE,
    EntryKind.SESSION,
)
_PLACED: Final = {EntryKind.MEDICINE: ("from_day", "''"), EntryKind.SESSION: ("day", "started")}


class Place(NamedTuple):
    """Where an entry stands in the list; texts, as the database compares them.

    Days come first: on a journey the later hour may belong to the earlier day. A medicine has no
    hour and closes its day.
    """

    day: str
    at: str
    id: str


class Others:
    """The list, newest first, without what is in the trash."""

    def __init__(self, connection: Connection) -> None:
        """Use ``connection``, which stays the caller's to close."""
        self._connection = connection

    def others(
        self,
        kinds: Sequence[EntryKind] = OTHERS,
        limit: int | None = None,
        after: Place | None = None,
        since: date | None = None,
    ) -> tuple[Any, ...]:
        """Return entries of these kinds, the newest day first.

        For the next page, ``after`` is the place of the last one already seen. ``since`` leaves
        out the days before it; a medicine still taken on one of the days belongs to them.
        """
        found: list[Any] = []
        for kind in kinds:
            day, at = _PLACED.get(kind, ("day", "at"))
            where, values = _conditions(kind, since)
            if after is not None:
                where += f" AND ({day}, {at}, id) < (?, ?, ?)"
                values += after
            rest = f"{where} ORDER BY {day} DESC, {at} DESC, id DESC LIMIT ?"
            rows = self._connection.query(
                select(kind, rest), (*values, -1 if limit is None else limit)
            )
            found += [entry_from(kind, row) for row in rows]
        return tuple(sorted(found, key=place_of, reverse=True)[:limit])

    def count_others(self, kinds: Sequence[EntryKind] = OTHERS, since: date | None = None) -> int:
        """Return how many such entries there are."""
        count = 0
        for kind in kinds:
            where, values = _conditions(kind, since)
            query = f"SELECT count(*) FROM {kind} {where}"  # noqa: S608 - our own names
            count += int(self._connection.query(query, values)[0][0])
        return count


def place_of(entry: Drink | Movement | Care | Medicine | SessionRecord) -> Place:
    """Return where an entry stands in the list."""
    if isinstance(entry, Medicine):
        return Place(entry.from_day.isoformat(), "", entry.id)
    if isinstance(entry, SessionRecord):
        return Place(entry.day.isoformat(), instant(entry.started), entry.id)
    return Place(entry.when.day.isoformat(), instant(entry.when.at), entry.id)


def _conditions(kind: EntryKind, since: date | None) -> tuple[str, tuple[str, ...]]:
    if since is None:
        return "WHERE deleted IS NULL", ()
    day = "coalesce(to_day, '9999-12-31')" if kind is EntryKind.MEDICINE else "day"
    return f"WHERE deleted IS NULL AND {day} >= ?", (since.isoformat(),)
