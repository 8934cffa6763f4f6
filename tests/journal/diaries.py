"""Journals to make reports of: filled quickly, on the real database."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final

from relaxapp.clock import LocalZone
from relaxapp.journal.entries import DayRecord, Episode, Medicine, Relief, SessionRecord, When
from relaxapp.journal.ids import uuid7
from relaxapp.journal.report import Wanted
from relaxapp.journal.report_making import make_report
from relaxapp.journal.vocabulary import BEFORES, FEELINGS, SIGNS, BodyState, DayStatus, Kind
from tests.fakes import START

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relaxapp.journal.report import Report
    from relaxapp.journal.store import Store

ZONE: Final = LocalZone("Europe/Berlin", 60)
TODAY: Final = date(2026, 3, 14)
LOCAL: Final = START.astimezone(timezone(timedelta(hours=1)))
WEEKS: Final = Wanted.weeks(8, TODAY)

HOSTILE: Final = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> &amp; \"q\" 'a' ]]> --> </style></td>",
    "x" * 10_000,
    "word " * 2_000,
    "\u05e9\u05dc\u05d5\u05dd \u05db\u05d5\u05d0\u05d1 \u0645\u0631\u062d\u0628\u0627 123",
    "\U0001f600\U0001f92f\U0001f469\u200d\U0001f467 flag \U0001f1e9\U0001f1ea",
    "bell \u0007 escape \u001b[31m override \u202e isolate \u2067 mark \ufeff end \uffff",
    "Z" + "\u0301\u0327" * 300,
    "one\ntwo\r\nthree\tfour\u2028five",
    "\u65e5\u672c\u8a9e \ud55c\uad6d\uc5b4",
)
"""Notes that break what is careless."""


def lived(days_ago: float = 0.0) -> When:
    """Return a moment so long before the tests' present."""
    return When.lived(START - timedelta(days=days_ago), ZONE, 4)


def episode(days_ago: float = 0.0, **more: Any) -> Episode:
    """Return an episode so long ago."""
    seconds = more.pop("seconds", None)
    when = lived(days_ago)
    end = None if seconds is None else when.at + timedelta(seconds=seconds)
    return Episode(uuid7(START), when, end, **more)


def practice(days_ago: float, before: int | None = 6, after: int | None = 3) -> SessionRecord:
    """Return a session that was heard."""
    at = START - timedelta(days=days_ago)
    begun = SessionRecord.begun(
        record_id=uuid7(at), at=at, zone=ZONE, boundary=4, session_id="soften", planned_s=410
    )
    return replace(begun, heard_s=400.0, tension_before=before, tension_after=after)


def report_of(store: Store, wanted: Wanted = WEEKS) -> Report:
    """Return the report of a journal, made at the tests' present."""
    return make_report(store, wanted, LOCAL, TODAY)


def fill(store: Store, count: int, notes: Sequence[str] = ("",), days: int = 55) -> None:
    """Write many episodes with all that can be said of them, and what belongs to their days."""
    dice = random.Random(7)  # noqa: S311 - made-up entries, not secrets
    sites = ("eyelid.left", "calf.right", "calf.left", "hand.right", "shoulder.left", "knee")
    made = []
    for number in range(count):
        relief = Relief(dice.choice(("moved", "bath", "Magnesium")), dice.choice((None, 6)), 3)
        made.append(
            episode(
                dice.random() * days,
                seconds=dice.choice((None, 5, 60, 900)),
                sites=tuple(dice.sample(sites, dice.choice((0, 1, 2)))),
                kind=dice.choice((None, *Kind)),
                state=dice.choice((None, *BodyState)),
                intensity=dice.choice((None, *range(1, 9))),
                worry=dice.choice((None, *range(9))),
                before=tuple(dice.sample([*BEFORES, "Long drive"], 2)),
                feelings=(dice.choice([*FEELINGS]),),
                signs=(dice.choice([*SIGNS]),) if number % 4 == 0 else (),
                note=notes[number % len(notes)],
                relief=(relief,) if number % 3 == 0 else (),
            )
        )
    store.put_all(made)
    store.put_all(
        DayRecord(
            TODAY - timedelta(days=n),
            dice.choice((DayStatus.COMPLETE, DayStatus.COMPLETE, DayStatus.PARTIAL)),
            caffeine_mg=dice.choice((None, 0, 180)),
            alcohol_units=dice.choice((None, 0, 1.5)),
            sleep_hours=dice.choice((None, 6.5)),
            stress=dice.choice((None, 4)),
            note=notes[n % len(notes)],
        )
        for n in range(min(days, 50))
    )
    store.put_all(
        Medicine(uuid7(START), f"Medicine {n}", TODAY - timedelta(days=30 * n)) for n in range(1, 9)
    )
    for n in range(12):
        store.begin_session(practice(n + 0.5))


def at(text: str) -> datetime:
    """Return an instant from ISO 8601."""
    return datetime.fromisoformat(text)
