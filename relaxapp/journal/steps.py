"""What can be undone: each change to the journal as a step, kept in the journal itself.

A step remembers the rows it changed as they were, and is written together with the change: after
a crash either both are there or neither. It survives a restart, and the command line undoes what
the window did.
"""

from __future__ import annotations

import contextlib
import json
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from relaxapp.errors import RelaxappError
from relaxapp.journal.rows import TABLES, EntryKind, Row, dumps, instant, select

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from relaxapp.clock import Clock

KEPT = 200
"""Steps that stay undoable; the oldest are forgotten."""


class Connection(Protocol):
    """What the journal needs of a database."""

    @property
    def clock(self) -> Clock:
        """Where the time of a write comes from."""

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Run a statement that changes something; return how many rows it touched."""

    def query(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows a statement finds."""

    def transaction(self) -> AbstractContextManager[None]:
        """Keep everything done in it, or nothing."""

    def scrub(self) -> None:
        """Rewrite the file without what was deleted, so that nothing of it can be found."""


class GoneError(RelaxappError):
    """An entry that is to be changed is no longer there."""

    def __init__(self) -> None:
        """Say so; it may have been erased at a command line meanwhile."""
        super().__init__("This entry is no longer in the journal; nothing was changed.")


class Steps:
    """Rows changed in steps, each of which can be undone and redone."""

    def __init__(self, connection: Connection) -> None:
        """Use ``connection``, which stays the caller's to close."""
        self._connection = connection
        self._open: int | None = None
        self._place = 0

    @contextlib.contextmanager
    def step(self, label: str) -> Iterator[None]:
        """Make one step of all changes within; of a step within a step the outer one counts."""
        if self._open is not None:
            with self._connection.transaction():
                yield
            return
        try:
            with self._connection.transaction():
                # What was undone and then written over cannot be redone any more.
                self._connection.execute("DELETE FROM step WHERE undone = 1")
                last = self._connection.query("SELECT max(number) FROM step")[0][0] or 0
                self._open, self._place = last + 1, 0
                made = instant(self._connection.clock.now())
                self._connection.execute(
                    "INSERT INTO step VALUES (?, ?, ?, 0)", (self._open, label, made)
                )
                yield
                if self._place == 0:  # nothing was changed
                    self._connection.execute("DELETE FROM step WHERE number = ?", (self._open,))
                self._connection.execute("DELETE FROM step WHERE number <= ?", (self._open - KEPT,))
        finally:
            self._open = None

    def row(self, kind: EntryKind, key: str) -> Row | None:
        """Return a row with all its columns, if it is there."""
        table = TABLES[kind]
        found = self._connection.query(select(kind, f"WHERE {table.key} = ?", table.every), (key,))
        return dict(zip(table.every, found[0], strict=True)) if found else None

    def write(self, kind: EntryKind, before: Row | None, after: Row) -> None:
        """Write a row, within a step; ``before`` is what it was, of the same key."""
        if before == after:
            return
        self._put(kind, after)
        self._remember(kind, after[TABLES[kind].key], before)

    def undo(self) -> str | None:
        """Take back the last step; return its label, or None when there is none."""
        return self._turn(0, "max", "before", "DESC")

    def redo(self) -> str | None:
        """Do again what was undone last; return its label, or None when there is nothing."""
        return self._turn(1, "min", "after", "ASC")

    def label(self, *, undone: bool) -> str | None:
        """Return the label of the step that comes next to undo or, if ``undone``, to redo."""
        order = "ASC" if undone else "DESC"
        found = self._connection.query(
            f"SELECT label FROM step WHERE undone = ? ORDER BY number {order} LIMIT 1",  # noqa: S608 - one of two words
            (int(undone),),
        )
        return found[0][0] if found else None

    def forget(self, keys: Sequence[str]) -> None:
        """Strike these entries from every step, as they are to leave no trace."""
        for key in keys:
            self._connection.execute("DELETE FROM step_row WHERE key = ?", (key,))
        self._connection.execute("DELETE FROM step WHERE number NOT IN (SELECT step FROM step_row)")

    def _turn(self, undone: int, which: str, side: str, order: str) -> str | None:
        with self._connection.transaction():
            (number, label), *_ = self._connection.query(
                f"SELECT {which}(number), label FROM step WHERE undone = ?",  # noqa: S608 - one of two words
                (undone,),
            )
            if number is None:
                return None
            for place, kind, key, written in self._connection.query(
                f"SELECT place, kind, key, {side} FROM step_row "  # noqa: S608 - one of two words
                f"WHERE step = ? ORDER BY place {order}",
                (number,),
            ):
                if not undone:
                    self._remember_for_redo(number, place, EntryKind(kind), key)
                self._set(EntryKind(kind), key, written)
            self._connection.execute(
                "UPDATE step SET undone = ? WHERE number = ?", (1 - undone, number)
            )
        return str(label)

    def _set(self, kind: EntryKind, key: str, written: str | None) -> None:
        if written is not None:
            self._put(kind, json.loads(written))
            return
        self._connection.execute(
            f"DELETE FROM {kind} WHERE {TABLES[kind].key} = ?",  # noqa: S608 - our own names
            (key,),
        )

    def _remember_for_redo(self, step: int, place: int, kind: EntryKind, key: str) -> None:
        # Only now: what most steps became is in the journal itself and need not be there twice.
        row = self.row(kind, key)
        self._connection.execute(
            "UPDATE step_row SET after = ? WHERE step = ? AND place = ?",
            (row and dumps(row), step, place),
        )

    def _put(self, kind: EntryKind, row: Row) -> None:
        self._connection.execute(_upsert(kind), [row[name] for name in TABLES[kind].every])

    def _remember(self, kind: EntryKind, key: str, before: Row | None) -> None:
        if self._open is None:
            raise RuntimeError("a row was written outside of a step")
        self._place += 1
        self._connection.execute(
            "INSERT INTO step_row VALUES (?, ?, ?, ?, ?, NULL)",
            (self._open, self._place, kind, key, before and dumps(before)),
        )


@cache
def _upsert(kind: EntryKind) -> str:
    table = TABLES[kind]
    places = ", ".join("?" * len(table.every))
    changes = ", ".join(f"{name} = excluded.{name}" for name in table.every if name != table.key)
    return (
        f"INSERT INTO {kind} ({', '.join(table.every)}) VALUES ({places}) "  # noqa: S608 - our own names
        f"ON CONFLICT ({table.key}) DO UPDATE SET {changes}"
    )
