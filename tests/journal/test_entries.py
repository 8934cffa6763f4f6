from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaxapp import body
from relaxapp.clock import LocalZone
from relaxapp.errors import RelaxappError
from relaxapp.journal.entries import (
    Care,
    Check,
    DayRecord,
    Drink,
    Entry,
    EntryError,
    Episode,
    Medicine,
    Movement,
    Relief,
    Score,
    SessionRecord,
    Trial,
    When,
    refuse_future,
)
from relaxapp.journal.ids import uuid7
from relaxapp.journal.measures import Instrument
from relaxapp.journal.trial import Act
from relaxapp.journal.vocabulary import SIGNS, DayStatus, Kind, Level, gravest, word
from tests.fakes import START

if TYPE_CHECKING:
    from collections.abc import Callable

BERLIN = LocalZone("Europe/Berlin", 60)
HERE = When.lived(START, BERLIN, 4)
ID = uuid7(START)


def zone_at(name: str, at: datetime) -> LocalZone:
    offset = at.astimezone(ZoneInfo(name)).utcoffset()
    assert offset is not None
    return LocalZone(name, int(offset / timedelta(minutes=1)))


def test_an_episode_needs_its_time_alone() -> None:
    episode = Episode(ID, HERE)
    assert episode.when.text == "2026-03-14T10:30:00+01:00"
    assert episode.duration is None
    said = (episode.kind, episode.intensity, episode.worry, episode.state, episode.end)
    assert said == (None,) * 5
    assert (episode.sites, episode.before, episode.feelings, episode.relief) == ((),) * 4


def test_an_episode_can_be_told_in_full() -> None:
    episode = Episode(
        ID,
        HERE,
        end=START.astimezone(timezone(timedelta(hours=5))) + timedelta(minutes=3),
        sites=("eyelid.left", "calf.right", "eyelid.left"),
        kind=Kind.TWITCH,
        intensity=0,
        worry=10,
        before=("little_water", "  my   own\ttag ", "my own tag"),
        feelings=("tense",),
        signs=("chest_pain",),
        note="one\r\ntwo\rthree\0 \ud83d",
        relief=(Relief("stretch", 7, 3), Relief("session", session="cramp-now")),
    )
    assert episode.duration == timedelta(minutes=3)
    assert episode.end is not None
    assert episode.end.tzinfo is UTC
    assert episode.sites == ("eyelid.left", "calf.right")
    assert episode.before == ("little_water", "my own tag")
    assert episode.note == "one\ntwo\nthree ?"


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: Episode("1", HERE), "id is “1”; it should be a UUID"),
    (lambda: Episode(ID, HERE, intensity=11), "intensity is 11; it should be from 0 to 10"),
    (lambda: Episode(ID, HERE, worry=-1), "worry is -1; it should be from 0 to 10"),
    (lambda: Episode(ID, HERE, intensity=True), "intensity is True; it should be from 0 to 10"),
    (lambda: Episode(ID, HERE, worry=cast("int", 2.5)), "worry is 2.5; it should"),
    (
        lambda: Episode(ID, HERE, end=START - timedelta(seconds=1)),
        (
            r"end is 2026-03-14T10:29:59\+01:00; it should be at or after the start, "
            r"2026-03-14T10:30:00\+01:00"
        ),
    ),
    (lambda: Episode(ID, HERE, end=START.replace(tzinfo=None)), "end .* needs a time zone"),
    (lambda: Episode(ID, HERE, end=START, open=True), "open is True; it should be no"),
    (lambda: Episode(ID, HERE, sites=("eyelid.lft",)), "“eyelid.lft”. Did you mean eyelid.left"),
    (lambda: Episode(ID, HERE, signs=("cough",)), "signs is “cough”; it should be one of over_two"),
    (lambda: Episode(ID, HERE, before=("",)), "before is “”; it should be 1 to 60 characters"),
    (lambda: Episode(ID, HERE, feelings=("a;b",)), "feelings is “a;b”.*without a semicolon"),
    (lambda: Relief("bath", 11), "relief before is 11"),
    (lambda: Relief(""), "relief is “”"),
    (lambda: Drink(ID, HERE, 0), "ml is 0; it should be a whole number of millilitres from 1 to"),
    (lambda: Medicine(ID, " ", date(2026, 1, 1)), "name is empty"),
    (
        lambda: Medicine(ID, "x", date(2026, 1, 2), date(2026, 1, 1)),
        r"to_day is 2026-01-01; it should be 2026-01-02 \(from_day\) or later",
    ),
    (lambda: Check(ID, HERE), "anxiety and interference are both missing"),
    (lambda: Check(ID, HERE, 11), "anxiety is 11; it should be from 0 to 10"),
    (lambda: Check(ID, HERE, None, -1), "interference is -1"),
    (lambda: Score(ID, START.date(), Instrument.GAD7, 22), "total is 22; .* from 0 to 21"),
    (lambda: Score(ID, START.date(), Instrument.OASIS, 21), "total is 21; .* from 0 to 20"),
    (
        lambda: Trial(ID, Act.BATH, START.date(), ended=START.date() - timedelta(days=1)),
        r"ended is 2026-03-13; it should be 2026-03-14 \(started\) or later",
    ),
    (lambda: DayRecord(START.date(), stress=11), "stress is 11"),
    (lambda: DayRecord(START.date(), sleep_hours=25), "sleep_hours is 25; .* from 0 to 24 hours"),
    (lambda: DayRecord(START.date(), alcohol_units=float("nan")), "alcohol_units is nan"),
    (lambda: DayRecord(START.date(), caffeine_mg=-1), "caffeine_mg is -1; .* milligrams"),
    (
        lambda: DayRecord(START.date(), DayStatus.PARTIAL, provisional=True),
        "provisional is yes; it should be no on a day that is partial",
    ),
    (lambda: When(START, 60, "", date(2026, 3, 15)), "day is 2026-03-15; .* 2026-03-14, or the"),
    (lambda: When(START, 2000, "", START.date()), "offset_minutes is 2000"),
    (lambda: When.lived(START.replace(year=1899), BERLIN, 4), "at is 1899-.* in the year 1900"),
    (
        lambda: When.lived(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), BERLIN, 4),
        "at is 0001-",
    ),
]


@pytest.mark.parametrize(("make", "told"), REFUSED, ids=[told for _, told in REFUSED])
def test_what_cannot_be_is_refused_in_words(make: Callable[[], object], told: str) -> None:
    with pytest.raises(EntryError, match=told) as refused:
        make()
    assert isinstance(refused.value, RelaxappError)
    assert isinstance(refused.value, ValueError)


NOW = START + timedelta(hours=1)
LATER = When.lived(NOW + timedelta(seconds=1), BERLIN, 4)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (
            Episode(ID, LATER),
            (
                r"at is 2026-03-14T11:30:01\+01:00; it should be in the past; "
                r"now it is 2026-03-14T11:30:00\+01:00"
            ),
        ),
        (Episode(ID, HERE, end=LATER.at), "end is 2026-03-14T11:30:01"),
        (Drink(ID, LATER), "at is"),
        (Movement(ID, LATER), "at is"),
        (Care(ID, LATER), "at is"),
        (Medicine(ID, "x", date(2026, 3, 15)), "from_day is 2026-03-15"),
        (Check(ID, LATER, 1), "at is"),
        (Score(ID, date(2026, 3, 15), Instrument.GAD7, 0), "day is 2026-03-15"),
        (Trial(ID, Act.BATH, date(2026, 3, 15)), "from is 2026-03-15"),
        (Trial(ID, Act.BATH, date(2026, 3, 14), ended=date(2026, 3, 15)), "to is 2026-03-15"),
        (DayRecord(date(2026, 3, 15)), "day is 2026-03-15; it should be 2026-03-14 or earlier"),
        (
            SessionRecord.begun(
                record_id=ID, at=LATER.at, zone=BERLIN, boundary=4, session_id="a", planned_s=1
            ),
            "started is",
        ),
    ],
)
def test_what_lies_in_the_future_is_refused(entry: Entry, told: str) -> None:
    with pytest.raises(EntryError, match=told):
        refuse_future(entry, NOW, date(2026, 3, 14))
    refuse_future(entry, NOW + timedelta(days=1), date(2026, 3, 15))


def test_a_day_is_only_refused_unasked_where_it_has_begun_nowhere() -> None:
    refuse_future(DayRecord(date(2026, 3, 15)), NOW)
    with pytest.raises(EntryError):
        refuse_future(DayRecord(date(2026, 3, 16)), NOW)


ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Pacific/Chatham")
instants = st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis wants naive bounds


@given(instants, st.sampled_from(ZONES), st.integers(0, 23))
def test_the_day_and_hour_are_those_on_the_clock_face(
    at: datetime, zone: str, boundary: int
) -> None:
    when = When.lived(at, zone_at(zone, at), boundary)
    face = at.astimezone(ZoneInfo(zone))
    assert (when.local.hour, when.local.minute) == (face.hour, face.minute)
    expected = face.date() - timedelta(days=face.hour < boundary)
    assert when.day == expected


@given(instants, instants, st.sampled_from(ZONES))
def test_a_corrected_time_keeps_the_clock_of_the_place(
    at: datetime, other: datetime, zone: str
) -> None:
    moved = When.lived(at, zone_at(zone, at), 4).moved(other, 4)
    assert moved == When.lived(other, zone_at(zone, other), 4)


@pytest.mark.parametrize("name", ["", "Nowhere/Never", "/etc/passwd", "../x"])
def test_where_the_zone_is_not_known_the_offset_has_to_do(name: str) -> None:
    when = When.lived(START, LocalZone(name, -90), 4)
    assert when.moved(START + timedelta(days=200), 4).offset_minutes == -90


@pytest.mark.parametrize(
    ("given", "written"), [(0, 0.0), (-0.0, 0.0), (2, 2.0), (7.5, 7.5), (None, None)]
)
def test_amounts_are_kept_as_one_kind_of_number(given: Any, written: float | None) -> None:
    day = replace(DayRecord(START.date()), sleep_hours=given, alcohol_units=given)
    assert (str(day.sleep_hours), str(day.alcohol_units)) == (str(written), str(written))


def test_every_body_region_can_be_logged() -> None:
    every = (*body.REGIONS, *body.GROUPS)
    assert Episode(ID, HERE, sites=every).sites == tuple(dict.fromkeys(every))


def test_the_gravest_sign_decides() -> None:
    assert gravest(()) is None
    assert gravest(("numbness",)) is Level.SEE_DOCTOR
    assert gravest(("numbness", "seizure", "falls")) is Level.EMERGENCY
    assert {sign.level for sign in SIGNS.values()} == set(Level)


def test_own_words_are_their_own_labels() -> None:
    assert word("little_water") == "Little water"
    assert word("the neighbour's dog") == "the neighbour's dog"
