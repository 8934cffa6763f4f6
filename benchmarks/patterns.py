"""All patterns of five years with 100,000 episodes, beside the bare SQL scan of the same rows.

The scan counts the same rows by day with plain sqlite3, on the same file and indexes. What the
verb does (read the days, answer all questions, put it into words) is timed in turn with it; the
figures are medians. The first answer of a process also loads numpy, and is told apart.

    python -m benchmarks.patterns [--episodes 100000] [--rounds 7] [--keep DIR]
"""

import argparse
import random
import sqlite3
import tempfile
from datetime import timedelta
from pathlib import Path
from statistics import median

from benchmarks.journal_store import DAYS, ZONE, episode, took
from relaxapp.adapters.database import open_database
from relaxapp.clock import SystemClock
from relaxapp.journal import insight_words, insights
from relaxapp.journal.entries import DayRecord, Drink, Movement, When
from relaxapp.journal.ids import uuid7
from relaxapp.journal.questions import Limits
from relaxapp.journal.store import Store
from relaxapp.journal.vocabulary import DayStatus

SCANS = (
    "SELECT day, count(*) FROM episode WHERE deleted IS NULL GROUP BY day",
    "SELECT * FROM day ORDER BY day",
    "SELECT day, sum(ml) FROM drink WHERE deleted IS NULL GROUP BY day",
    "SELECT day, count(*) FROM movement WHERE deleted IS NULL GROUP BY day",
    "SELECT day, count(*) FROM session WHERE deleted IS NULL GROUP BY day",
)


def fill(store: Store, number: int, clock: SystemClock) -> None:
    chance = random.Random(3)  # noqa: S311 - made up data, the same each time
    length = timedelta(days=DAYS)
    start = clock.now() - length
    store.put_all([episode(chance, start, length) for _ in range(number)], "Fill")
    others: list[Drink | Movement] = []
    for _ in range(DAYS * 4):
        at = start + length * chance.random()
        when = When.lived(at, ZONE, 4)
        others += [Drink(uuid7(at), when, 400)]
        if chance.random() < 0.2:
            others += [Movement(uuid7(at), when)]
    store.put_all(others, "Fill")
    store.put_all(
        (
            DayRecord(
                start.date() + timedelta(days=day),
                chance.choice((DayStatus.COMPLETE, DayStatus.COMPLETE, DayStatus.PARTIAL)),
                caffeine_mg=chance.randrange(400),
                alcohol_units=chance.choice((0, 0, 2)),
                sleep_hours=chance.choice((5, 7, 8)),
                hard_exercise=chance.random() < 0.3,
                stress=chance.randrange(11),
            )
            for day in range(DAYS)
        ),
        "Fill",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--episodes", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="a folder for the journal, used again if there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made)
        folder.mkdir(exist_ok=True)
        path = folder / "insights.db"
        new = not path.exists()
        clock = SystemClock()
        database = open_database(path, clock)
        store = Store(database)
        if new:
            fill(store, options.episodes, clock)
        today = clock.now().date()
        bare = sqlite3.connect(path, isolation_level=None)

        def scan() -> None:
            for query in SCANS:
                bare.execute(query).fetchall()

        def read() -> None:
            store.daily(today)

        def answer() -> None:
            found = insights.gathered(store.daily(today), Limits())
            for one in found.patterns:
                insight_words.told(one)

        print(f"the first answer, numpy loaded for it: {took(answer):.0f} ms")
        rounds = [[took(step) for step in (scan, read, answer)] for _ in range(options.rounds)]
        scanned, days, told = (median(column) for column in zip(*rounds, strict=True))
        tested = sum(
            one.p is not None for one in insights.gathered(store.daily(today), Limits()).patterns
        )
        rows = (
            ("bare scan of the rows", scanned),
            ("the days, read", days),
            (f"all insights, {tested} tests", told),
        )
        for name, ms in rows:
            print(f"{name:34}{ms:8.1f} ms{ms / scanned:8.1f} times the scan")
        bare.close()
        database.close()


if __name__ == "__main__":
    main()
