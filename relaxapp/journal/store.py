"""The journal as the rest of relaxapp knows it: entries in, entries out.

A method returns once what it was given is on the disk. What is read are frozen entries. Every
change but that of a practice being played is a step that can be undone.
"""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast

from relaxapp.errors import RelaxappError
from relaxapp.journal.entries import (
    DayRecord,
    Entry,
    EntryError,
    Episode,
    When,
    refuse_future,
)
from relaxapp.journal.filters import EpisodeFilter
from relaxapp.journal.ids import uuid7
from relaxapp.journal.others import Others
from relaxapp.journal.practices import Practices
from relaxapp.journal.reading import ALL, Reading
from relaxapp.journal.rows import (
    TABLES,
    EntryKind,
    Row,
    instant,
    key_of,
    kind_of,
)
from relaxapp.journal.steps import Connection, GoneError
from relaxapp.journal.trash import TITLES, Trash

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager
    from datetime import date

    from relaxapp.journal.panorama import Panorama

E = TypeVar("E", bound=Entry)


class Store(Reading, Others, Practices, Trash):
    """The journal, over one open database. Errors are those of the connection and of entries."""

    def __init__(self, connection: Connection) -> None:
        """Use ``connection``, which stays the caller's to close."""
        Reading.__init__(self, connection)
        Others.__init__(self, connection)
        Practices.__init__(self, connection)
        Trash.__init__(self, connection)

    # ------------------------------------------------------------------ writing

    def step(self, label: str) -> AbstractContextManager[None]:
        """Make one step to undo, and one write to the disk, of all that is changed within."""
        return self._steps.step(label)

    def add(self, entry: E) -> E:
        """Write a new entry; return it with its stamps.

        A complete day to which an episode comes becomes partial. Raises :class:`EntryError` for
        a time in the future and for an id that is there already.
        """
        kind = kind_of(entry)
        with self.step(f"Add {TITLES[kind]}"):
            if self._steps.row(kind, key_of(entry)) is not None:
                raise EntryError("id", key_of(entry), "one that the journal does not have yet")
            refuse_future(entry, self._connection.clock.now())
            return self._put(entry, None)

    def update(self, entry: E) -> E:
        """Write an entry that has changed; return it with its stamps.

        Raises :class:`GoneError` if there is none with its id, or it is in the trash, and
        :class:`EntryError` if a time was moved into the future.
        """
        kind = kind_of(entry)
        with self.step(f"Change {TITLES[kind]}"):
            row = self._steps.row(kind, key_of(entry))
            if row is None or row.get("deleted") is not None:
                raise GoneError
            now = self._connection.clock.now()
            try:
                refuse_future(entry, now)
            except EntryError:
                # The clock may have been set back since; then the rest can be edited all the same.
                if _times(TABLES[kind].to_row(_stamped(entry, row, now))) != _times(row):
                    raise
            return self._put(entry, row)

    def update_all(self, entries: Iterable[Entry]) -> int:
        """Write entries that have changed, as one step; return how many."""
        changed = tuple(entries)
        with self.step(f"Change {len(changed)} entries"):
            for entry in changed:
                self.update(entry)
        return len(changed)

    def put_all(self, entries: Iterable[Entry], label: str = "Import") -> int:
        """Write entries as they are, new or not, as one step; return how many were changed.

        Stamps that an entry brings are kept, what is in the trash comes out of it, and days are
        written last, so that a complete day stays complete although its episodes come with it.
        """
        changed = 0
        with self.step(label):
            now = self._connection.clock.now()
            for entry in sorted(entries, key=lambda entry: isinstance(entry, DayRecord)):
                refuse_future(entry, now)
                row = self._steps.row(kind_of(entry), key_of(entry))
                if row is not None and row.get("deleted") is None and self._same(entry, row):
                    continue
                self._put(entry, row, own=True)
                changed += 1
        return changed

    def start_episode(self, when: When, sites: tuple[str, ...] = ()) -> Episode:
        """Begin an episode that goes on until it is stopped; several may at once."""
        now = self._connection.clock.now()
        return self.add(Episode(uuid7(now), when, open=True, sites=sites))

    def stop_episode(self, episode_id: str, at: datetime) -> Episode:
        """End an episode that goes on at the aware instant ``at``; return it as it is then.

        Raises :class:`RelaxappError` if it has ended already or is gone, and
        :class:`EntryError` if ``at`` is before its start.
        """
        with self.step("Stop an episode"):
            episode: Episode | None = self.get(EntryKind.EPISODE, episode_id)
            if episode is None:
                raise GoneError
            if not episode.open:
                raise RelaxappError("This episode has been stopped already.")
            return self.update(dataclasses.replace(episode, end=at, open=False))

    def set_day(self, record: DayRecord) -> DayRecord:
        """Write what is known of a day, new or not; see :mod:`relaxapp.journal.days`."""
        with self.step(f"Change {TITLES[EntryKind.DAY]}"):
            refuse_future(record, self._connection.clock.now())
            return self._put(record, self._steps.row(EntryKind.DAY, key_of(record)))

    # --------------------------------------------------------------------- undo

    def undo(self) -> str | None:
        """Take back the last step, of this or an earlier run; return its label, if any."""
        return self._steps.undo()

    def redo(self) -> str | None:
        """Do the step undone last once more; return its label, or None if there is none."""
        return self._steps.redo()

    def undo_label(self) -> str | None:
        """Return what :meth:`undo` would take back."""
        return self._steps.label(undone=False)

    def redo_label(self) -> str | None:
        """Return what :meth:`redo` would do again."""
        return self._steps.label(undone=True)

    def data_version(self) -> int:
        """Return a number that changes when another process has written to the journal."""
        return int(self._connection.query("PRAGMA data_version")[0][0])

    def panorama(self, wanted: EpisodeFilter, today: date) -> Panorama:
        """Return a period as pictures; see :func:`relaxapp.journal.panorama.read`."""
        # Imported late: whoever logs an episode needs none of it.
        from relaxapp.journal import panorama

        return panorama.read(self._connection, wanted, today)

    # ----------------------------------------------------- what it knows of itself

    def remembered(self, key: str) -> str:
        """Return what :meth:`remember` was told, in this or an earlier run; empty if nothing."""
        found = self._connection.query("SELECT value FROM meta WHERE key = ?", (f"told:{key}",))
        return str(found[0][0]) if found else ""

    def remember(self, key: str, value: str) -> None:
        """Keep a word about what the person was shown.

        It is no entry: no export has it and no undo takes it back; backups have it, and erasing
        everything erases it.
        """
        with self._connection.transaction():
            self._connection.execute(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"told:{key}", value)
            )

    # -------------------------------------------------------------------- below

    def _put(self, entry: E, row: Row | None, *, own: bool = False) -> E:
        kind, now = kind_of(entry), self._connection.clock.now()
        stamped = _stamped(entry, row, now, own=own)
        after = TABLES[kind].to_row(stamped)
        if "deleted" in TABLES[kind].keeps:
            after["deleted"] = None
        if kind is EntryKind.SESSION:
            after["updated"] = instant(now)
        self._steps.write(kind, row, after)
        if isinstance(stamped, Episode):
            day = stamped.when.day
            if row is None or row["deleted"] is not None or row["day"] != day.isoformat():
                self._episode_came(day)
        return cast("E", stamped)  # of the sort that was given

    def _same(self, entry: Entry, row: Row) -> bool:
        """Tell whether an entry says what its row says, whatever stamps it lacks."""
        kept: Any = TABLES[kind_of(entry)].from_row(row)
        if isinstance(entry, Episode):
            kept = dataclasses.replace(
                kept,
                created=entry.created and kept.created,
                updated=entry.updated and kept.updated,
            )
        return bool(kept == entry)


def _stamped(entry: Entry, row: Row | None, now: datetime, *, own: bool = False) -> Entry:
    """Return an episode stamped with a change made now; its ``own`` stamps, if it has, count."""
    if not isinstance(entry, Episode):
        return entry
    created = datetime.fromisoformat(row["created"]) if row else None
    updated: datetime | None = None
    if own:
        updated, created = entry.updated, entry.created or created
    return dataclasses.replace(entry, created=created or now, updated=updated or now)


def _times(row: Row) -> tuple[object, ...]:
    return tuple(row.get(name) for name in ("at", "ended", "started", "from_day", "day"))


__all__ = ["ALL", "Connection", "EntryKind", "EpisodeFilter", "GoneError", "Store", "uuid7"]
