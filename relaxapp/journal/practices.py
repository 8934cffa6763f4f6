"""The practices in the journal: written while a session plays, closed when it was cut off."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from relaxapp.journal.entries import SessionOutcome, SessionRecord
from relaxapp.journal.rows import TABLES, EntryKind, entry_from, instant, select

if TYPE_CHECKING:
    from relaxapp.journal.steps import Connection

ABANDONED = timedelta(minutes=10)
"""A session that is playing is written at least this often; an older one was cut off."""

_SESSION = EntryKind.SESSION


class Practices:
    """The table of practices, which is no part of what can be undone while one plays."""

    def __init__(self, connection: Connection) -> None:
        """Use ``connection``, which stays the caller's to close."""
        self._connection = connection

    def begin_session(self, record: SessionRecord) -> None:
        """Write a practice that begins."""
        self._write_session(record, "")

    def update_session(self, record: SessionRecord) -> None:
        """Write how a practice stands now; while it plays, at least every few minutes.

        A record that is gone, because the journal was restored meanwhile, is written anew.
        """
        names = (*TABLES[_SESSION].columns[1:], "updated")
        changes = ", ".join(f"{name} = excluded.{name}" for name in names)
        self._write_session(record, f"ON CONFLICT (id) DO UPDATE SET {changes}")

    def session(self, record_id: str) -> SessionRecord | None:
        """Return the practice with this id, if there is one."""
        found = self._sessions("WHERE id = ? AND deleted IS NULL", record_id)
        return found[0] if found else None

    def sessions(
        self, since: date | None = None, until: date | None = None
    ) -> tuple[SessionRecord, ...]:
        """Return the practices of the days lived ``since`` to ``until``, both included.

        In the order in which they were begun; without limits, all of them.
        """
        return self._sessions(
            "WHERE day BETWEEN ? AND ? AND deleted IS NULL ORDER BY started, id",
            (since or date.min).isoformat(),
            (until or date.max).isoformat(),
        )

    def last_practised(self) -> dict[str, datetime]:
        """Return when each session was last begun; one that was stopped early counts."""
        rows = self._connection.query(
            "SELECT session_id, max(started) FROM session WHERE deleted IS NULL GROUP BY 1"
        )
        return {session_id: datetime.fromisoformat(started) for session_id, started in rows}

    def times_practised(self, session_id: str) -> int:
        """Return how often a session was begun; one that was stopped early counts."""
        rows = self._connection.query(
            "SELECT count(*) FROM session WHERE session_id = ? AND deleted IS NULL", (session_id,)
        )
        return int(rows[0][0])

    def recover_running(self, *, alone: bool = False) -> tuple[SessionRecord, ...]:
        """Close what a killed relaxapp left running, as stopped where it was last heard.

        A session that another process is playing is left alone: it was written lately. ``alone``
        says that there can be no other process. Returns the records as they are now.
        """
        with self._connection.transaction():
            now = self._connection.clock.now() + (3 * ABANDONED if alone else timedelta())
            closed = tuple(
                dataclasses.replace(record, outcome=SessionOutcome.STOPPED)
                for record in self._sessions(
                    # Also what seems to be written in the future: the clock was set back since.
                    "WHERE outcome = ? AND updated NOT BETWEEN ? AND ? ORDER BY started, id",
                    SessionOutcome.RUNNING,
                    instant(now - ABANDONED),
                    instant(now + ABANDONED),
                )
            )
            for record in closed:
                self.update_session(record)
        return closed

    def _sessions(self, rest: str, *parameters: object) -> tuple[SessionRecord, ...]:
        rows = self._connection.query(select(_SESSION, rest), parameters)
        return tuple(entry_from(_SESSION, row) for row in rows)

    def _write_session(self, record: SessionRecord, conflict: str) -> None:
        row = TABLES[_SESSION].to_row(record)
        row["updated"] = instant(self._connection.clock.now())
        places = ", ".join("?" * len(row))
        self._connection.execute(
            f"INSERT INTO session ({', '.join(row)}) VALUES ({places}) {conflict}",  # noqa: S608 - our own names
            tuple(row.values()),
        )
