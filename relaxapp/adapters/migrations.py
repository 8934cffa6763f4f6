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


# An instant is UTC in one width, so that text sorts as time does; a day is the one lived.
_PLACED = """
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????Z'),
    offset_minutes INTEGER NOT NULL CHECK (offset_minutes BETWEEN -1080 AND 1080),
    zone TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
"""
_DELETED = "deleted TEXT CHECK (deleted GLOB '????-??-??T??:??:??.??????Z')"
_EPISODE = f"""
CREATE TABLE episode (
    number INTEGER PRIMARY KEY,  -- a rowid without a name could change when the file is rebuilt
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
    {_PLACED}
    ended TEXT CHECK (ended GLOB '????-??-??T??:??:??.??????Z' AND ended >= at),
    open INTEGER NOT NULL CHECK (open IN (0, 1) AND NOT (open AND ended IS NOT NULL)),
    sites TEXT NOT NULL CHECK (json_valid(sites) AND json_type(sites) = 'array'),
    kind TEXT CHECK (kind IN ('twitch', 'cramp', 'jerk', 'tremor', 'other')),
    intensity INTEGER CHECK (intensity BETWEEN 0 AND 10),
    worry INTEGER CHECK (worry BETWEEN 0 AND 10),
    state TEXT CHECK (state IN ('at_rest', 'moving', 'exercising', 'falling_asleep', 'waking')),
    before TEXT NOT NULL CHECK (json_valid(before) AND json_type(before) = 'array'),
    feelings TEXT NOT NULL CHECK (json_valid(feelings) AND json_type(feelings) = 'array'),
    signs TEXT NOT NULL CHECK (json_valid(signs) AND json_type(signs) = 'array'),
    note TEXT NOT NULL,
    relief TEXT NOT NULL CHECK (json_valid(relief) AND json_type(relief) = 'array'),
    folded TEXT NOT NULL,  -- what a search looks in, without regard to case
    created TEXT NOT NULL CHECK (created GLOB '????-??-??T??:??:??.??????Z'),
    updated TEXT NOT NULL CHECK (updated GLOB '????-??-??T??:??:??.??????Z'),
    {_DELETED}
) STRICT
"""
# The lists in an episode's row again, one row each, to be looked up by; triggers keep them.
_LISTS = (
    """
    CREATE TABLE episode_site (
        site TEXT NOT NULL CHECK (site <> ''),
        episode INTEGER NOT NULL REFERENCES episode (number) ON DELETE CASCADE,
        PRIMARY KEY (site, episode)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE episode_word (
        word TEXT NOT NULL CHECK (word <> ''),
        episode INTEGER NOT NULL REFERENCES episode (number) ON DELETE CASCADE,
        PRIMARY KEY (word, episode)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE episode_relief (
        episode INTEGER NOT NULL REFERENCES episode (number) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        done TEXT NOT NULL CHECK (done <> ''),
        before INTEGER CHECK (before BETWEEN 0 AND 10),
        after INTEGER CHECK (after BETWEEN 0 AND 10),
        session TEXT NOT NULL,
        PRIMARY KEY (episode, place)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX episode_site_of ON episode_site (episode)",
    "CREATE INDEX episode_word_of ON episode_word (episode)",
)
_FILL = """
    INSERT INTO episode_site SELECT DISTINCT value, NEW.number FROM json_each(NEW.sites);
    INSERT INTO episode_word
        SELECT value, NEW.number FROM json_each(NEW.before)
        UNION SELECT value, NEW.number FROM json_each(NEW.feelings)
        UNION SELECT value, NEW.number FROM json_each(NEW.signs);
    INSERT INTO episode_relief
        SELECT NEW.number, key, json_extract(value, '$.done'), json_extract(value, '$.before'),
            json_extract(value, '$.after'), json_extract(value, '$.session')
        FROM json_each(NEW.relief);
"""
_TRIGGERS = (
    f"CREATE TRIGGER episode_lists AFTER INSERT ON episode BEGIN {_FILL} END",
    f"""
    CREATE TRIGGER episode_lists_anew AFTER UPDATE ON episode
    WHEN (OLD.sites, OLD.before, OLD.feelings, OLD.signs, OLD.relief)
        IS NOT (NEW.sites, NEW.before, NEW.feelings, NEW.signs, NEW.relief)
    BEGIN
        DELETE FROM episode_site WHERE episode = NEW.number;
        DELETE FROM episode_word WHERE episode = NEW.number;
        DELETE FROM episode_relief WHERE episode = NEW.number;
        {_FILL}
    END
    """,  # noqa: S608 - our own statements
)
_EPISODE_INDEXES = (
    # These hold all that the common filters ask, so that counting need not visit the rows;
    # "deleted" too, as an index without it would not be taken to cover a query that asks it.
    """
    CREATE INDEX episode_by_start ON episode (at, id, day, kind, intensity, deleted)
    WHERE deleted IS NULL
    """,
    "CREATE INDEX episode_by_day ON episode (day, deleted) WHERE deleted IS NULL",
    "CREATE INDEX episode_open ON episode (at) WHERE open = 1 AND deleted IS NULL",
    """
    CREATE INDEX episode_by_text ON episode (at, id, folded, deleted)
    WHERE folded <> '' AND deleted IS NULL
    """,
)
_SMALLER = (
    f"""
    CREATE TABLE drink (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        {_PLACED}
        ml INTEGER CHECK (ml BETWEEN 1 AND 10000),
        {_DELETED}
    ) STRICT
    """,
    f"""
    CREATE TABLE movement (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        {_PLACED}
        kind TEXT NOT NULL,
        {_DELETED}
    ) STRICT
    """,
    f"""
    CREATE TABLE care (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        {_PLACED}
        kind TEXT NOT NULL CHECK (kind IN ('bath', 'food', 'other')),
        note TEXT NOT NULL,
        {_DELETED}
    ) STRICT
    """,
    f"""
    CREATE TABLE medicine (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        name TEXT NOT NULL CHECK (name <> ''),
        from_day TEXT NOT NULL CHECK (from_day GLOB '????-??-??'),
        to_day TEXT CHECK (to_day GLOB '????-??-??' AND to_day >= from_day),
        note TEXT NOT NULL,
        {_DELETED}
    ) STRICT
    """,
    """
    CREATE TABLE day (
        day TEXT PRIMARY KEY CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        status TEXT NOT NULL CHECK (status IN ('unknown', 'partial', 'complete')),
        provisional INTEGER NOT NULL CHECK (provisional = 0
            OR (provisional = 1 AND status = 'complete')),
        caffeine_mg INTEGER CHECK (caffeine_mg BETWEEN 0 AND 10000),
        alcohol_units REAL CHECK (alcohol_units BETWEEN 0 AND 100),
        sleep_hours REAL CHECK (sleep_hours BETWEEN 0 AND 24),
        hard_exercise INTEGER CHECK (hard_exercise IN (0, 1)),
        stress INTEGER CHECK (stress BETWEEN 0 AND 10),
        note TEXT NOT NULL
    ) STRICT
    """,
)
_STEPS = (
    """
    CREATE TABLE step (
        number INTEGER PRIMARY KEY,
        label TEXT NOT NULL,
        made TEXT NOT NULL CHECK (made GLOB '????-??-??T??:??:??.??????Z'),
        undone INTEGER NOT NULL CHECK (undone IN (0, 1))
    ) STRICT
    """,
    # One row that a step changed, as it was before and, once that is undone, as it became; NULL
    # where there was none.
    """
    CREATE TABLE step_row (
        step INTEGER NOT NULL REFERENCES step (number) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        before TEXT CHECK (before IS NULL OR json_valid(before)),
        after TEXT CHECK (after IS NULL OR json_valid(after)),
        PRIMARY KEY (step, place)
    ) STRICT
    """,
    "CREATE INDEX step_row_by_key ON step_row (key)",
)


def _journal(connection: sqlite3.Connection) -> None:
    """Version 2: episodes and what belongs to a day, a trash, and the steps to undo."""
    for statement in (_EPISODE, *_LISTS, *_TRIGGERS, *_EPISODE_INDEXES, *_SMALLER, *_STEPS):
        connection.execute(statement)
    for table in ("drink", "movement", "care"):
        connection.execute(f"CREATE INDEX {table}_by_start ON {table} (at)")
        connection.execute(f"CREATE INDEX {table}_by_day ON {table} (day)")
    connection.execute(f"ALTER TABLE session ADD COLUMN {_DELETED}")
    for table in ("episode", "drink", "movement", "care", "medicine", "session"):
        connection.execute(
            f"CREATE INDEX {table}_trashed ON {table} (deleted) WHERE deleted IS NOT NULL"
        )


# A look back at a week, the score of a questionnaire, and days on which a coin decides.
_MEASURES = (
    f"""
    CREATE TABLE weekly_check (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        {_PLACED}
        anxiety INTEGER CHECK (anxiety BETWEEN 0 AND 10),
        interference INTEGER CHECK (interference BETWEEN 0 AND 10),
        {_DELETED},
        CHECK (anxiety IS NOT NULL OR interference IS NOT NULL)
    ) STRICT
    """,
    f"""
    CREATE TABLE score (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        instrument TEXT NOT NULL CHECK (instrument IN ('gad7', 'oasis')),
        total INTEGER NOT NULL
            CHECK (total BETWEEN 0 AND CASE instrument WHEN 'gad7' THEN 21 ELSE 20 END),
        note TEXT NOT NULL,
        {_DELETED}
    ) STRICT
    """,
    f"""
    CREATE TABLE trial (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        act TEXT NOT NULL CHECK (act IN ('session', 'walk', 'stretch', 'bath', 'early_night')),
        from_day TEXT NOT NULL CHECK (from_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        planned_days INTEGER NOT NULL CHECK (planned_days BETWEEN 42 AND 366),
        to_day TEXT CHECK (to_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
            AND to_day >= from_day),
        {_DELETED}
    ) STRICT
    """,
    "CREATE INDEX weekly_check_by_day ON weekly_check (day)",
    "CREATE INDEX score_by_day ON score (day)",
)


def _measures(connection: sqlite3.Connection) -> None:
    """Version 3: what measures weeks."""
    for statement in _MEASURES:
        connection.execute(statement)
    for table in ("weekly_check", "score", "trial"):
        connection.execute(
            f"CREATE INDEX {table}_trashed ON {table} (deleted) WHERE deleted IS NOT NULL"
        )


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_sessions, _journal, _measures)
