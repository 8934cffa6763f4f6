"""What was deleted: for thirty days it can be had back, then or on request it leaves no trace."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Final

from relaxapp.errors import RelaxappError
from relaxapp.journal import days
from relaxapp.journal.rows import TABLES, TRASHABLE, EntryKind, Row, entry_from, instant, select
from relaxapp.journal.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relaxapp.journal.entries import Entry
    from relaxapp.journal.steps import Connection

KEPT_FOR: Final = timedelta(days=30)
_SCRUB: Final = "scrub"
_AT_ONCE: Final = 500  # ids in one query; SQLite takes at least 999 parameters

_log = logging.getLogger(__name__)

TITLES: Final = {
    EntryKind.EPISODE: "an episode",
    EntryKind.DRINK: "a drink",
    EntryKind.MOVEMENT: "a movement break",
    EntryKind.CARE: "self-care",
    EntryKind.MEDICINE: "a medicine",
    EntryKind.DAY: "a day",
    EntryKind.SESSION: "a session",
    EntryKind.CHECK: "a weekly check",
    EntryKind.SCORE: "a score",
    EntryKind.TRIAL: "a trial",
}


@dataclass(frozen=True, slots=True)
class Trashed:
    """An entry in the trash, and the instant at which it was put there."""

    kind: EntryKind
    entry: Entry
    deleted: datetime


class Trash:
    """The rows that are marked as deleted, over all sorts of entry."""

    def __init__(self, connection: Connection) -> None:
        """Use ``connection``, which stays the caller's to close."""
        self._connection = connection
        self._steps = Steps(connection)

    def trash(self, ids: Iterable[str], label: str = "") -> int:
        """Put entries into the trash, as one step; return how many were not there yet."""
        now = instant(self._connection.clock.now())
        found = [(kind, row) for kind, row in self._found(ids) if row["deleted"] is None]
        with self._steps.step(label or _titled("Delete", found)):
            for kind, row in found:
                self._steps.write(kind, row, row | {"deleted": now})
        return len(found)

    def trashed(self) -> tuple[Trashed, ...]:
        """Return what is in the trash, the latest first."""
        found: list[Trashed] = []
        for kind in TRASHABLE:
            columns = (*TABLES[kind].columns, "deleted")
            for *values, deleted in self._connection.query(
                select(kind, "WHERE deleted IS NOT NULL", columns)
            ):
                entry = entry_from(kind, values)
                found.append(Trashed(kind, entry, datetime.fromisoformat(deleted)))
        return tuple(sorted(found, key=lambda one: one.deleted, reverse=True))

    def restore_from_trash(self, ids: Iterable[str]) -> int:
        """Take entries out of the trash, as one step; return how many were there."""
        found = [(kind, row) for kind, row in self._found(ids) if row["deleted"] is not None]
        with self._steps.step(_titled("Restore", found)):
            for kind, row in found:
                self._steps.write(kind, row, row | {"deleted": None})
                if kind is EntryKind.EPISODE:
                    self._episode_came(date.fromisoformat(row["day"]))
        return len(found)

    def erase_for_good(self, ids: Iterable[str]) -> int:
        """Erase entries, in the trash or not, and every trace of them in the file.

        Returns how many there were. This cannot be undone; backups are not the store's, see
        ``relaxapp.adapters.backups.purge``.
        """
        with self._connection.transaction():
            erased = self._erase(self._found(ids))
            self._scrub_is_due()
        self._scrub()
        return erased

    def erase_everything(self) -> None:
        """Erase all that the journal holds, and every trace of it in the file."""
        with self._connection.transaction():
            for table in (*EntryKind, "step", "meta"):
                self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
            self._scrub_is_due()
        self._scrub()

    def purge_trash(self, now: datetime) -> int:
        """Erase what has been in the trash for longer than thirty days before ``now``.

        To be called at each start: what an earlier erasing could not finish is finished too.
        """
        if self._connection.query("SELECT 1 FROM meta WHERE key = ?", (_SCRUB,)):
            self._scrub()
        limit = instant(now - KEPT_FOR)
        old = [
            (kind, dict(zip(TABLES[kind].every, values, strict=True)))
            for kind in TRASHABLE
            for values in self._connection.query(
                select(kind, "WHERE deleted < ?", TABLES[kind].every), (limit,)
            )
        ]
        return self._erase(old)

    def _erase(self, found: Iterable[tuple[EntryKind, Row]]) -> int:
        rows = list(found)
        if not rows:  # asked for at each start, when there is mostly nothing
            return 0
        with self._connection.transaction():
            for kind, row in rows:
                self._connection.execute(f"DELETE FROM {kind} WHERE id = ?", (row["id"],))  # noqa: S608 - our own names
            self._steps.forget([row["id"] for _, row in rows])
        return len(rows)

    def _scrub_is_due(self) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, 'due')", (_SCRUB,))

    def _scrub(self) -> None:
        """Leave no trace of what was erased; where that cannot be now, at the next start."""
        try:
            self._connection.scrub()
        except RelaxappError as error:
            # The rows are gone and were overwritten; only the log may still hold them.
            _log.warning("traces of what was erased are left for now: %s", error)
        else:
            self._connection.execute("DELETE FROM meta WHERE key = ?", (_SCRUB,))

    def _found(self, ids: Iterable[str]) -> Iterator[tuple[EntryKind, Row]]:
        left = iter(dict.fromkeys(ids))
        while some := tuple(islice(left, _AT_ONCE)):
            places = ", ".join("?" * len(some))
            for kind in TRASHABLE:
                every = TABLES[kind].every
                query = select(kind, f"WHERE id IN ({places})", every)
                for values in self._connection.query(query, some):
                    yield kind, dict(zip(every, values, strict=True))

    def _episode_came(self, day: date) -> None:
        """Let a complete day become partial, within the step that brought it an episode."""
        row = self._steps.row(EntryKind.DAY, day.isoformat())
        if row is None:
            return
        table = TABLES[EntryKind.DAY]
        changed = days.after_episode(entry_from(EntryKind.DAY, row.values()))
        if changed is not None:
            self._steps.write(EntryKind.DAY, row, table.to_row(changed))


def _titled(verb: str, found: list[tuple[EntryKind, Row]]) -> str:
    return f"{verb} {TITLES[found[0][0]] if len(found) == 1 else f'{len(found)} entries'}"
