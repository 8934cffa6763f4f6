"""How the journal's tables came to be: functions of a connection, append-only, in order.

The position in :data:`MIGRATIONS` plus one is the schema version it leads to (``user_version``).
A migration that has been released is never edited, and imports no live code: it has to do in ten
years what it does today. The caller holds the transaction and sets the version in it; so one
``execute`` per statement, as ``executescript`` would commit halfway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable


def _sessions(connection: sqlite3.Connection) -> None:
    """Version 1: what was practised, and a place for what the journal knows of itself."""
    connection.execute(
        """
        CREATE TABLE session (
            id TEXT PRIMARY KEY CHECK (length(id) = 36),
            started TEXT NOT NULL CHECK (started GLOB '????-??-??T??:??:??.??????Z'),
            offset_minutes INTEGER NOT NULL CHECK (offset_minutes BETWEEN -1080 AND 1080),
            zone TEXT NOT NULL,
            day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
            session_id TEXT NOT NULL CHECK (session_id <> ''),
            planned_s REAL NOT NULL CHECK (planned_s >= 0),
            heard_s REAL NOT NULL CHECK (heard_s >= 0),
            outcome TEXT NOT NULL CHECK (outcome IN ('running', 'completed', 'stopped')),
            tension_before INTEGER CHECK (tension_before BETWEEN 0 AND 10),
            tension_after INTEGER CHECK (tension_after BETWEEN 0 AND 10),
            distress_before INTEGER CHECK (distress_before BETWEEN 0 AND 10),
            distress_after INTEGER CHECK (distress_after BETWEEN 0 AND 10),
            worse INTEGER NOT NULL CHECK (worse IN (0, 1)),
            note TEXT NOT NULL,
            detours TEXT NOT NULL CHECK (json_valid(detours)),
            updated TEXT NOT NULL CHECK (updated GLOB '????-??-??T??:??:??.??????Z')
        ) STRICT
        """
    )
    connection.execute("CREATE INDEX session_by_start ON session (started)")
    connection.execute("CREATE INDEX session_by_day ON session (day)")
    connection.execute("CREATE INDEX session_by_script ON session (session_id, started)")
    connection.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_sessions,)
