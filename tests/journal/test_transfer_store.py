"""The same journeys over a real database: what it holds after an import, and after undoing it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings

from relaxapp.adapters.database import open_database
from relaxapp.journal.store import Store
from relaxapp.journal.transfer import everything, plan_import
from relaxapp.journal.transfer_csv import read_csv, write_csv
from relaxapp.journal.transfer_json import read_json, write_json
from tests.fakes import FakeClock
from tests.journal.strategies import NOW, journals
from tests.journal.test_transfer import BERLIN

if TYPE_CHECKING:
    from relaxapp.journal.transfer_json import Reading


def take(store: Store, reading: Reading) -> int:
    plan = plan_import(*reading, everything(store), BERLIN, NOW)
    assert plan.refused == []
    return store.put_all(plan.entries)


@settings(max_examples=40)
@given(journals, journals)
def test_export_import_export_is_the_same_to_the_byte(
    journal: dict[str, list[Any]], other: dict[str, list[Any]]
) -> None:
    written = write_json(journal)
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "journal.db", FakeClock(NOW))
        store = Store(database)
        take(store, read_json(written, "j"))
        assert write_json(everything(store)) == written
        assert take(store, read_json(written, "j")) == 0
        for name, data in write_csv(journal).items():
            assert take(store, read_csv(data, name, name.removesuffix(".csv"))) == 0
        if take(store, read_json(write_json(other), "o")):
            assert take(store, read_json(write_json(other), "o")) == 0
            store.undo()
        assert write_json(everything(store)) == written
        database.close()


def test_a_complete_day_stays_complete_with_the_episodes_that_its_import_brings() -> None:
    days = b"day,status\n2026-03-01,complete\n"
    episodes = b"start\n2026-03-01T10:00\n"
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "journal.db", FakeClock(NOW))
        store = Store(database)
        take(store, read_csv(days, "days.csv", "days"))
        both = [read_csv(days, "days.csv", "days"), read_csv(episodes, "e.csv", "episodes")]
        rows = [row for reading in both for row in reading[0]]
        take(store, (rows, []))
        assert store.days()[0].status == "complete"
        assert take(store, (rows, [])) == 0
        store.undo()
        assert (store.count(), store.days()[0].status) == (0, "complete")
        # Without a word about the day, nobody has said that it is complete with them.
        take(store, (rows[1:], []))
        assert store.days()[0].status == "partial"
        database.close()
