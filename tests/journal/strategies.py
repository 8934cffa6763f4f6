"""Entries of every type, as wild as they can be, for property tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from relaxapp import body
from relaxapp.clock import LocalZone
from relaxapp.journal.entries import (
    Care,
    Check,
    DayRecord,
    Drink,
    Episode,
    Medicine,
    Movement,
    Relief,
    Score,
    SessionOutcome,
    SessionRecord,
    Trial,
    When,
)
from relaxapp.journal.ids import uuid7
from relaxapp.journal.measures import MOST, Instrument
from relaxapp.journal.trial import LEAST_DAYS, MOST_DAYS, Act
from relaxapp.journal.vocabulary import BEFORES, SIGNS, BodyState, CareKind, DayStatus, Kind

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)

_EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
instants = st.timedeltas(timedelta(), datetime(2026, 11, 20, tzinfo=UTC) - _EARLIEST).map(
    lambda since: _EARLIEST + since
)
ids = st.tuples(instants, st.integers(0, 2**62 - 1)).map(lambda it: uuid7(it[0], lambda _: it[1]))
dates_end = date(2026, 11, 20)
dates = st.dates(date(1970, 1, 1), dates_end)
ratings = st.none() | st.integers(0, 10)
notes = st.text(max_size=30) | st.sampled_from(
    ["=1+1", "'=x", "''+a", "a;b", 'say "x"', "@", "-1", " ", "\t", "|x", "line\nline", "größer"]
)
own_words = st.sampled_from([*BEFORES, "=cmd()", "+1", "Zwiebel, rot", '"q"', "-", "'@x", "[x]"])
zones = st.sampled_from(["", "UTC", "Europe/Berlin", "=evil"])


@st.composite
def whens(draw: st.DrawFn) -> When:
    zone = LocalZone(draw(zones), draw(st.integers(-1080, 1080)))
    return When.lived(draw(instants), zone, draw(st.integers(0, 12)))


reliefs = st.builds(Relief, own_words, ratings, ratings, st.sampled_from(["", "soften", "=x"]))


@st.composite
def episodes(draw: st.DrawFn) -> Episode:
    when = draw(whens())
    end = draw(st.none() | st.timedeltas(timedelta(), timedelta(days=1)).map(lambda d: when.at + d))
    return Episode(
        draw(ids),
        when,
        end,
        open=end is None and draw(st.booleans()),
        sites=tuple(draw(st.lists(st.sampled_from([*body.REGIONS, *body.GROUPS]), max_size=4))),
        kind=draw(st.none() | st.sampled_from(Kind)),
        intensity=draw(ratings),
        worry=draw(ratings),
        state=draw(st.none() | st.sampled_from(BodyState)),
        before=tuple(draw(st.lists(own_words, max_size=3))),
        feelings=tuple(draw(st.lists(own_words, max_size=3))),
        signs=tuple(draw(st.lists(st.sampled_from(list(SIGNS)), max_size=3))),
        note=draw(notes),
        relief=tuple(draw(st.lists(reliefs, max_size=3))),
    )


@st.composite
def day_records(draw: st.DrawFn) -> DayRecord:
    status = draw(st.sampled_from(DayStatus))
    return DayRecord(
        draw(dates),
        status,
        provisional=status is DayStatus.COMPLETE and draw(st.booleans()),
        caffeine_mg=draw(st.none() | st.integers(0, 10_000)),
        alcohol_units=draw(st.none() | st.floats(0, 100)),
        sleep_hours=draw(st.none() | st.floats(0, 24)),
        hard_exercise=draw(st.none() | st.booleans()),
        stress=draw(ratings),
        note=draw(notes),
    )


@st.composite
def medicines(draw: st.DrawFn) -> Medicine:
    begun = draw(dates)
    ended = draw(st.none() | st.integers(0, 999).map(lambda days: begun + timedelta(days)))
    name = draw(st.sampled_from(["=Ma,gnesium", "Aspirin", "+X"]))
    return Medicine(draw(ids), name, begun, ended, draw(notes))


@st.composite
def practices(draw: st.DrawFn) -> SessionRecord:
    when = draw(whens())
    return SessionRecord(
        draw(ids),
        when.at,
        when.offset_minutes,
        when.zone,
        when.day,
        draw(st.sampled_from(["soften", "=own"])),
        draw(st.floats(0, 36_000)),
        draw(st.floats(0, 36_000)),
        draw(st.sampled_from(SessionOutcome)),
        *(draw(ratings) for _ in range(4)),
        worse=draw(st.booleans()),
        note=draw(notes),
        detours=tuple(draw(st.lists(st.sampled_from(["cramp-now", "grounding"]), max_size=2))),
    )


@st.composite
def checks(draw: st.DrawFn) -> Check:
    anxiety = draw(ratings)
    interference = draw(st.integers(0, 10) if anxiety is None else ratings)
    return Check(draw(ids), draw(whens()), anxiety, interference)


@st.composite
def scores(draw: st.DrawFn) -> Score:
    instrument = draw(st.sampled_from(Instrument))
    total = draw(st.integers(0, MOST[instrument]))
    return Score(draw(ids), draw(dates), instrument, total, draw(notes))


@st.composite
def trials(draw: st.DrawFn) -> Trial:
    begun, act = draw(dates), draw(st.sampled_from(Act))
    ended = draw(st.none() | st.dates(begun, dates_end))
    return Trial(draw(ids), act, begun, draw(st.integers(LEAST_DAYS, MOST_DAYS)), ended)


def _unique(entries: st.SearchStrategy, key: str = "id") -> st.SearchStrategy:
    return st.lists(entries, max_size=4, unique_by=lambda entry: getattr(entry, key))


journals = st.fixed_dictionaries(
    {
        "episodes": _unique(episodes()),
        "drinks": _unique(st.builds(Drink, ids, whens(), st.none() | st.integers(1, 10_000))),
        "movements": _unique(st.builds(Movement, ids, whens(), notes.map(str.strip))),
        "care": _unique(st.builds(Care, ids, whens(), st.sampled_from(CareKind), notes)),
        "medicines": _unique(medicines()),
        "days": _unique(day_records(), "day"),
        "sessions": _unique(practices()),
        "checks": _unique(checks()),
        "scores": _unique(scores()),
        "trials": _unique(trials()),
    }
)
"""All that a journal can hold, by type."""
