"""Entries to rows and back: all of the journal's SQL, and nothing else's.

A method returns once what it was given is on the disk. What is read are frozen entries.
"""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from relaxapp.journal.entries import SessionOutcome, SessionRecord
from relaxapp.journal.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from relaxapp.clock import Clock

ABANDONED = timedelta(minutes=10)
"""A session that is playing is written at least this often; an older one was cut off."""

_COLUMNS = tuple(field.name for field in dataclasses.fields(SessionRecord))
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM session"  # noqa: S608 - our own column names


class Connection(Protocol):
    """What the store needs of a database."""

    @property
    def clock(self) -> Clock:
        """Where the time of a write comes from."""

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Run a statement that changes something; return how many rows it touched."""

    def query(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows a statement finds."""

    def transaction(self) -> AbstractContextManager[None]:
        """Keep everything done in it, or nothing."""


class Store:
    """The journal, over one open database. Errors are those of the connection."""

    def __init__(self, connection: Connection) -> None:
        """Use ``connection``, which stays the caller's to close."""
        self._connection = connection

    def begin_session(self, record: SessionRecord) -> None:
        """Write a practice that begins."""
        self._write(record, "")

    def update_session(self, record: SessionRecord) -> None:
        """Write how a practice stands now; while it plays, at least every few minutes.

        A record that is gone, because the journal was restored meanwhile, is written anew.
        """
        changes = ", ".join(f"{name} = excluded.{name}" for name in (*_COLUMNS[1:], "updated"))
        self._write(record, f"ON CONFLICT (id) DO UPDATE SET {changes}")

    def session(self, record_id: str) -> SessionRecord | None:
        """Return the practice with this id, if there is one."""
        rows = self._connection.query(f"{_SELECT} WHERE id = ?", (record_id,))
        return _record(rows[0]) if rows else None

    def sessions(
        self, since: date | None = None, until: date | None = None
    ) -> tuple[SessionRecord, ...]:
        """Return the practices of the days lived ``since`` to ``until``, both included.

        In the order in which they were begun; without limits, all of them.
        """
        rows = self._connection.query(
            f"{_SELECT} WHERE day BETWEEN ? AND ? ORDER BY started, id",
            ((since or date.min).isoformat(), (until or date.max).isoformat()),
        )
        return tuple(_record(row) for row in rows)

    def last_practised(self) -> dict[str, datetime]:
        """Return when each session was last begun; one that was stopped early counts."""
        rows = self._connection.query("SELECT session_id, max(started) FROM session GROUP BY 1")
        return {session_id: datetime.fromisoformat(started) for session_id, started in rows}

    def recover_running(self) -> tuple[SessionRecord, ...]:
        """Close what a killed relaxapp left running, as stopped where it was last heard.

        A session that another process is playing is left alone: it was written lately. Returns
        the records as they are now.
        """
        with self._connection.transaction():
            now = self._connection.clock.now()
            rows = self._connection.query(
                # Also what seems to be written in the future: the clock was set back since.
                f"{_SELECT} WHERE outcome = ? AND updated NOT BETWEEN ? AND ? ORDER BY started, id",
                (SessionOutcome.RUNNING, _instant(now - ABANDONED), _instant(now + ABANDONED)),
            )
            closed = tuple(
                dataclasses.replace(_record(row), outcome=SessionOutcome.STOPPED) for row in rows
            )
            for record in closed:
                self.update_session(record)
        return closed

    def _write(self, record: SessionRecord, conflict: str) -> None:
        names = (*_COLUMNS, "updated")
        places = ", ".join("?" * len(names))
        self._connection.execute(
            f"INSERT INTO session ({', '.join(names)}) VALUES ({places}) {conflict}",  # noqa: S608 - our own names
            (*_row(record), _instant(self._connection.clock.now())),
        )


def _instant(at: datetime) -> str:
    """Return UTC in one width, so that text sorts as time does."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def _row(record: SessionRecord) -> tuple[object, ...]:
    kept = {name: getattr(record, name) for name in _COLUMNS}
    kept["started"] = _instant(record.started)
    kept["day"] = record.day.isoformat()
    kept["outcome"] = str(record.outcome)
    kept["detours"] = json.dumps(record.detours)
    return tuple(kept.values())


def _record(row: tuple[Any, ...]) -> SessionRecord:
    kept = dict(zip(_COLUMNS, row, strict=True))
    kept["started"] = datetime.fromisoformat(kept["started"])
    kept["day"] = date.fromisoformat(kept["day"])
    kept["outcome"] = SessionOutcome(kept["outcome"])
    kept["worse"] = bool(kept["worse"])
    kept["detours"] = tuple(json.loads(kept["detours"]))
    return SessionRecord(**kept)


__all__ = ["Connection", "Store", "uuid7"]
