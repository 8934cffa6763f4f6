"""Entries found again: page by page, by filters, by day."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from relaxapp.journal import daily
from relaxapp.journal.entries import (
    Care,
    Check,
    DayRecord,
    Drink,
    Episode,
    Medicine,
    Movement,
    Score,
    Trial,
)
from relaxapp.journal.filters import EpisodeFilter, conditions
from relaxapp.journal.rows import TABLES, EntryKind, entry_from, select

if TYPE_CHECKING:
    from relaxapp.journal.steps import Connection

ALL = EpisodeFilter()
_EPISODE = EntryKind.EPISODE


class Reading:
    """What is in the journal, but for the trash."""

    def __init__(self, connection: Connection) -> None:
        """Use ``connection``, which stays the caller's to close."""
        self._connection = connection

    def get(self, kind: EntryKind, key: str, *, trashed: bool = False) -> Any:
        """Return the entry with this id (of a day: its date), or None.

        What is in the trash is found only with ``trashed``.
        """
        table = TABLES[kind]
        live = "AND deleted IS NULL" if "deleted" in table.keeps and not trashed else ""
        found = self._read(kind, f"WHERE {table.key} = ? {live}", key)
        return found[0] if found else None

    def episodes(
        self,
        wanted: EpisodeFilter = ALL,
        limit: int | None = None,
        before_key: tuple[datetime, str] | None = None,
    ) -> tuple[Episode, ...]:
        """Return episodes, the newest first.

        For the next page, ``before_key`` is the ``key`` of the last one already seen.
        """
        where, values = conditions(wanted, before_key)
        rest = f"{where} ORDER BY at DESC, id DESC LIMIT ?"
        return self._read(_EPISODE, rest, *values, -1 if limit is None else limit)

    def count(self, wanted: EpisodeFilter = ALL) -> int:
        """Return how many episodes there are."""
        where, values = conditions(wanted)
        query = f"SELECT count(*) FROM episode {where}"  # noqa: S608 - our own conditions
        return int(self._connection.query(query, values)[0][0])

    def count_by_day(self, wanted: EpisodeFilter = ALL) -> dict[date, int]:
        """Return how many episodes there are on each day that has some, the latest first."""
        where, values = conditions(wanted)
        # With a plus the index of days is not used: it would visit each row for what is asked.
        by = "day" if wanted == ALL else "+day"
        query = f"SELECT day, count(*) FROM episode {where} GROUP BY {by} ORDER BY {by} DESC"  # noqa: S608 - our own conditions
        found = self._connection.query(query, values)
        return {date.fromisoformat(day): number for day, number in found}

    def open_episodes(self) -> tuple[Episode, ...]:
        """Return the episodes that go on now, in the order in which they began."""
        # With a plus, the few open ones are sorted; without, all there are would be gone through.
        return self._read(_EPISODE, "WHERE open = 1 AND deleted IS NULL ORDER BY +at, id")

    def last_site(self) -> str | None:
        """Return the first site of the episode logged last, among those that have one."""
        rest = "WHERE deleted IS NULL AND sites <> '[]' ORDER BY id DESC LIMIT 1"
        found: tuple[Episode, ...] = self._read(_EPISODE, rest)
        return found[0].sites[0] if found else None

    def words(self) -> tuple[str, ...]:
        """Return every id and own word in use for episodes, those used most first."""
        query = "SELECT word FROM episode_word GROUP BY word ORDER BY count(*) DESC, word"
        return tuple(word for (word,) in self._connection.query(query))

    def drinks(self, since: date | None = None, until: date | None = None) -> tuple[Drink, ...]:
        """Return what was drunk on the days lived ``since`` to ``until``, in order."""
        return self._lived(EntryKind.DRINK, since, until)

    def movements(
        self, since: date | None = None, until: date | None = None
    ) -> tuple[Movement, ...]:
        """Return the movement breaks of the days lived ``since`` to ``until``, in order."""
        return self._lived(EntryKind.MOVEMENT, since, until)

    def cares(self, since: date | None = None, until: date | None = None) -> tuple[Care, ...]:
        """Return the self-care of the days lived ``since`` to ``until``, in order."""
        return self._lived(EntryKind.CARE, since, until)

    def medicines(
        self, since: date | None = None, until: date | None = None
    ) -> tuple[Medicine, ...]:
        """Return the medicines taken on any of the days ``since`` to ``until``, in order."""
        rest = "WHERE deleted IS NULL AND from_day <= ? AND coalesce(to_day, '9999-12-31') >= ?"
        limits = (until or date.max).isoformat(), (since or date.min).isoformat()
        return self._read(EntryKind.MEDICINE, f"{rest} ORDER BY from_day, name, id", *limits)

    def checks(self, since: date | None = None, until: date | None = None) -> tuple[Check, ...]:
        """Return the weekly checks of the days lived ``since`` to ``until``, in order."""
        return self._lived(EntryKind.CHECK, since, until)

    def scores(self, since: date | None = None, until: date | None = None) -> tuple[Score, ...]:
        """Return the scores of questionnaires of the days ``since`` to ``until``, in order."""
        rest = "WHERE deleted IS NULL AND day BETWEEN ? AND ? ORDER BY day, id"
        limits = (since or date.min).isoformat(), (until or date.max).isoformat()
        return self._read(EntryKind.SCORE, rest, *limits)

    def first_day(self) -> date | None:
        """Return the first day of which the journal tells anything, if there is one."""
        tables = ("episode", "drink", "movement", "care", "session")
        found = " UNION ALL ".join(
            f"SELECT min(day) AS first FROM {table} WHERE deleted IS NULL"  # noqa: S608 - our own names
            for table in tables
        )
        found += " UNION ALL SELECT min(day) FROM day"
        (first,) = self._connection.query(f"SELECT min(first) FROM ({found})")[0]  # noqa: S608 - our own names
        return date.fromisoformat(first) if first else None

    def trials(self) -> tuple[Trial, ...]:
        """Return the trials, in the order in which they were begun."""
        return self._read(EntryKind.TRIAL, "WHERE deleted IS NULL ORDER BY from_day, id")

    def day(self, day: date) -> DayRecord:
        """Return what is known of a day; of one never spoken of, that nothing is."""
        found: DayRecord | None = self.get(EntryKind.DAY, day.isoformat())
        return found or DayRecord(day)

    def days(self, since: date | None = None, until: date | None = None) -> tuple[DayRecord, ...]:
        """Return the days spoken of from ``since`` to ``until``, both included, in order."""
        limits = (since or date.min).isoformat(), (until or date.max).isoformat()
        return self._read(EntryKind.DAY, "WHERE day BETWEEN ? AND ? ORDER BY day", *limits)

    def daily(
        self, today: date, since: date | None = None, until: date | None = None
    ) -> tuple[daily.Daily, ...]:
        """Return every day from ``since`` (or the first known) to ``until``, no later than today.

        ``today`` is the day being lived.
        """
        limits = (since or date.min).isoformat(), (until or date.max).isoformat()
        return daily.from_rows(self._connection.query(daily.QUERY, limits), since, until, today)

    def _lived(self, kind: EntryKind, since: date | None, until: date | None) -> tuple[Any, ...]:
        rest = "WHERE deleted IS NULL AND day BETWEEN ? AND ? ORDER BY at, id"
        limits = (since or date.min).isoformat(), (until or date.max).isoformat()
        return self._read(kind, rest, *limits)

    def _read(self, kind: EntryKind, rest: str, *parameters: object) -> tuple[Any, ...]:
        rows = self._connection.query(select(kind, rest), parameters)
        return tuple(entry_from(kind, row) for row in rows)
