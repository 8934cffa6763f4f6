"""The journal with 100,000 episodes and five years of days, beside bare sqlite3 on the same file.

For each thing a person waits for (the first page of the history, a filter, a count, saving an
episode), the store's call and the least that bare sqlite3 has to do for the same answer run in
turn; the figures are medians. Bare sqlite3 runs the plain query a careful person would write, on
the same tables and indexes, and fetches the rows as they are; for saving it inserts the one row
into a table without indexes, triggers or a way to undo, flushed to the disk alike.

    python -m benchmarks.journal_store [--episodes 100000] [--rounds 15] [--keep DIR]
"""

import argparse
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

from relaxapp import body
from relaxapp.adapters.backups import daily_backup
from relaxapp.adapters.database import open_database
from relaxapp.clock import LocalZone, SystemClock
from relaxapp.journal.entries import DayRecord, Drink, Episode, Relief, When
from relaxapp.journal.filters import EpisodeFilter, sites_within
from relaxapp.journal.ids import uuid7
from relaxapp.journal.store import Store
from relaxapp.journal.vocabulary import BEFORES, FEELINGS, SIGNS, BodyState, DayStatus, Kind

DAYS = 5 * 365
PAGE = 200
ZONE = LocalZone("Europe/Berlin", 60)
NOTES = (
    "quiet evening on the sofa, then it began",
    "after the long meeting; shoulders up to the ears",
    "woke me, stretched the calf against the wall until it let go",
    "reading late, second coffee since four",
    "nothing special before it",
)
Timed = tuple[str, Callable[[], object], Callable[[], object]]


def episode(chance: random.Random, start: datetime, length: timedelta) -> Episode:
    at = start + length * chance.random()
    regions = tuple(body.REGIONS)
    said = chance.random() < 0.7  # the rest is the time alone
    return Episode(
        uuid7(at, chance.getrandbits),
        When.lived(at, ZONE, 4),
        end=at + timedelta(seconds=chance.randrange(1, 900)) if said else None,
        sites=tuple(chance.sample(regions, chance.choice((1, 1, 1, 2, 4)))) if said else (),
        kind=chance.choice(tuple(Kind)) if said else None,
        intensity=chance.randrange(11) if said else None,
        worry=chance.randrange(11) if said else None,
        state=chance.choice(tuple(BodyState)) if said else None,
        before=tuple(chance.sample(tuple(BEFORES), 2)) if said else (),
        feelings=tuple(chance.sample(tuple(FEELINGS), 1)) if said else (),
        signs=(chance.choice(tuple(SIGNS)),) if chance.random() < 0.05 else (),
        note=f"{chance.choice(NOTES)} ({chance.randrange(5000)})" if said else "",
        relief=(Relief("stretch", 6, 3),) if chance.random() < 0.3 else (),
        created=at,
        updated=at,
    )


def fill(store: Store, number: int, now: datetime) -> None:
    chance = random.Random(3)  # noqa: S311 - made up data, the same each time
    length = timedelta(days=DAYS)
    start = now - length
    entries = [episode(chance, start, length) for _ in range(number)]
    store.put_all(entries, "Fill")
    drinks = []
    for _ in range(DAYS * 4):
        at = start + length * chance.random()
        drinks.append(Drink(uuid7(at), When.lived(at, ZONE, 4), 250))
    store.put_all(drinks, "Fill")
    store.put_all(
        (
            DayRecord(
                start.date() + timedelta(days=day),
                chance.choice(tuple(DayStatus)),
                caffeine_mg=chance.randrange(300),
                stress=chance.randrange(11),
            )
            for day in range(DAYS)
        ),
        "Fill",
    )


def took(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1000


def compared(store: Store, bare: sqlite3.Connection, now: datetime) -> list[Timed]:
    def ask(query: str, *values: object) -> Callable[[], object]:
        return lambda: bare.execute(query, values).fetchall()

    month: date = (now - timedelta(days=900)).date()
    later = month + timedelta(days=30)
    calf = EpisodeFilter(site="calf.right")
    places = ", ".join(f"'{site}'" for site in sorted(sites_within("calf.right")))
    at_calf = f"number IN (SELECT episode FROM episode_site WHERE site IN ({places}))"  # noqa: S608 - our own words
    page = f"ORDER BY at DESC LIMIT {PAGE}"
    here = "SELECT * FROM episode WHERE deleted IS NULL"
    number = "SELECT count(*) FROM episode WHERE deleted IS NULL"
    deep = store.episodes(limit=20_000)[-1].key
    noted = EpisodeFilter(text="Coffee 4711")
    like = "folded LIKE '%coffee%' AND folded LIKE '%4711%'"
    left = EpisodeFilter(side=body.Side.LEFT, kind=Kind.CRAMP, intensity_min=8)
    at_left = "kind = 'cramp' AND intensity >= 8 AND number IN (SELECT episode FROM episode_site WHERE site LIKE '%.left')"  # noqa: E501 - one query
    return [
        ("first page", lambda: store.episodes(limit=PAGE), ask(f"{here} {page}")),
        (
            "page at 20,000",
            lambda: store.episodes(limit=PAGE, before_key=deep),
            ask(f"{here} AND at < ? {page}", deep[0].isoformat()),
        ),
        ("count all", store.count, ask(number)),
        (
            "a month, first page",
            lambda: store.episodes(EpisodeFilter(month, later), PAGE),
            ask(f"{here} AND day BETWEEN ? AND ? {page}", str(month), str(later)),
        ),
        (
            "right calf, page",
            lambda: store.episodes(calf, PAGE),
            ask(f"{here} AND {at_calf} {page}"),
        ),
        ("right calf, count", lambda: store.count(calf), ask(f"{number} AND {at_calf}")),
        (
            "left, strong cramps, page",
            lambda: store.episodes(left, PAGE),
            ask(f"{here} AND {at_left} {page}"),
        ),
        (
            "left, strong cramps, count",
            lambda: store.count(left),
            ask(f"{number} AND {at_left}"),
        ),
        ("rare words, page", lambda: store.episodes(noted, PAGE), ask(f"{here} AND {like} {page}")),
        ("rare words, count", lambda: store.count(noted), ask(f"{number} AND {like}")),
        (
            "tag, count",
            lambda: store.count(EpisodeFilter(tag="stress")),
            ask(
                "SELECT count(*) FROM episode_word JOIN episode ON number = episode "
                "WHERE word = 'stress' AND deleted IS NULL"
            ),
        ),
        (
            "counts by day",
            store.count_by_day,
            ask("SELECT day, count(*) FROM episode WHERE deleted IS NULL GROUP BY day"),
        ),
        ("five years of days", store.days, ask("SELECT * FROM day ORDER BY day")),
        (
            "what goes on",
            store.open_episodes,
            ask("SELECT * FROM episode WHERE open = 1 AND deleted IS NULL"),
        ),
        (
            "last site",
            store.last_site,
            ask("SELECT sites FROM episode WHERE sites <> '[]' ORDER BY id DESC LIMIT 1"),
        ),
    ]


def saving(store: Store, folder: Path) -> Timed:
    plain = sqlite3.connect(folder / "plain.db", isolation_level=None)
    plain.execute("PRAGMA journal_mode=WAL")
    plain.execute("PRAGMA synchronous=FULL")
    plain.execute("CREATE TABLE episode (id, at, day, sites, kind, intensity, note)")
    chance = random.Random(5)  # noqa: S311 - made up data
    clock = SystemClock()

    def save() -> None:
        made = episode(chance, clock.now() - timedelta(hours=9), timedelta(hours=8))
        store.add(made)

    def bare() -> None:
        made = episode(chance, clock.now() - timedelta(hours=9), timedelta(hours=8))
        row = (made.id, str(made.when.at), str(made.when.day), "[]", "cramp", 3, made.note)
        plain.execute("INSERT INTO episode VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    return ("save one episode", save, bare)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--episodes", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--keep", type=Path, help="a folder for the journal, used again if there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made)
        folder.mkdir(exist_ok=True)
        path = folder / "journal.db"
        clock = SystemClock()
        new = not path.exists()
        database = open_database(path, clock)
        store = Store(database)
        if new:
            print(f"filled in {took(lambda: fill(store, options.episodes, clock.now())):.0f} ms")
        database.close()
        opened = median(took(lambda: open_database(path, clock).close()) for _ in range(3))
        print(f"{path.stat().st_size / 1e6:.0f} MB; opened and checked in {opened:.0f} ms")
        database = open_database(path, clock)
        store = Store(database)
        bare = sqlite3.connect(path, isolation_level=None)
        print(f"{'':28}{'store ms':>10}{'sqlite3 ms':>12}{'ratio':>8}")
        for name, ours, theirs in (
            *compared(store, bare, clock.now()),
            saving(store, Path(made)),
        ):
            pairs = [(took(ours), took(theirs)) for _ in range(options.rounds)]
            mine, yours = (median(column) for column in zip(*pairs, strict=True))
            print(f"{name:28}{mine:10.2f}{yours:12.2f}{mine / yours:8.1f}")
        print(f"undo {took(store.undo):.1f} ms, redo {took(store.redo):.1f} ms")
        print(f"a daily backup takes {took(lambda: daily_backup(path, clock)):.0f} ms")
        ids = [one.id for one in store.episodes(limit=1000)]
        print(f"1,000 to the trash in {took(lambda: store.trash(ids)):.0f} ms")
        print(f"erased for good in {took(lambda: store.erase_for_good(ids)):.0f} ms")
        bare.close()
        database.close()


if __name__ == "__main__":
    main()
