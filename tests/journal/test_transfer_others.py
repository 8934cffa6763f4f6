"""Exports of Loop Habit Tracker and of Track & Graph, in the forms that their releases write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaxapp.journal.transfer import plan_import
from relaxapp.journal.transfer_import import read_files
from relaxapp.journal.transfer_names import meaning_of, millilitres
from tests.journal.strategies import NOW
from tests.journal.test_transfer import BERLIN, carried_out

if TYPE_CHECKING:
    from relaxapp.journal.transfer import Plan

HABITS = (
    "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,"
    "Target Type,Target Value,Archived?\n"
    "001,Left eyelid twitch,YES_NO,Did it?,,1,1,#FF8F00,,,,false\n"
    "002,Water,NUMERICAL,,,1,1,#FF8F00,ml,AT_LEAST,2000.0,false\n"
    '003,"Calf cramps, right",NUMERICAL,,,1,1,#FF8F00,times,AT_MOST,0.0,false\n'
    "004,Sleep,NUMERICAL,,,1,1,#FF8F00,hours,AT_LEAST,8.0,false\n"
    "005,Meditate,YES_NO,,,1,1,#FF8F00,,,,true\n"
    "006,Coffee caffeine,NUMERICAL,,,1,1,#FF8F00,mg,AT_MOST,200.0,false\n"
)
LOOP = {
    "Habits.csv": HABITS,
    "Checkmarks.csv": "Date,Left eyelid twitch,Water,\n2026-01-25,YES_MANUAL,1500000,\n",
    "Scores.csv": "Date,Left eyelid twitch,\n2026-01-25,0.5000,\n",
    "001 Left eyelid twitch/Checkmarks.csv": (
        "Date,Value,Notes\n2026-01-25,YES_MANUAL,\n2026-01-24,NO,Sick\n"
        '2026-01-23,YES_AUTO,"not, marked"\n2026-01-22,YES_MANUAL,"""hard"""\n'
    ),
    "001 Left eyelid twitch/Scores.csv": "Date,Score\n2026-01-25,0.0500\n",
    "002 Water/Checkmarks.csv": "Date,Value,Notes\n2026-01-25,1500000,\n2026-01-24,UNKNOWN,\n",
    "003 Calf cramps right/Checkmarks.csv": "Date,Value,Notes\n2026-01-25,2000,\n2026-01-24,NO,\n",
    "004 Sleep/Checkmarks.csv": "Date,Value,Notes\n2026-01-25,7500,\n",
    "005 Meditate/Checkmarks.csv": (
        "Date,Value,Notes\n2026-01-25,YES_MANUAL,calm\n2026-01-24,SKIP,\n"
    ),
    "006 Coffee caffeine/Checkmarks.csv": "Date,Value,Notes\n2026-01-25,160000,\n2026-01-24,NO,\n",
}
TRACKS = """FeatureName,Timestamp,Value,Label,Note
Left eyelid twitch,2026-01-14T21:30:41.432+01:00,1.0,,So:me n:ot:e
Calf cramp right,2026-01-14T12:55:37.508+05:30,0:01:30,bad,
Calf cramp right,2026-01-13T12:55+01:00,0:00:00,,
Spasm intensity,2026-01-14T10:00:00Z,7.0,,
Twitches,2026-01-14T10:00:00Z,0.0,,
Twitches,2026-01-14T11:00:00Z,12.0,many,
Water (ml),2026-01-14T10:00:00+01:00,250.0,,
Caffeine,2026-01-14T10:00:00+01:00,80.0,,
Caffeine,2026-01-14T15:00:00+01:00,80.0,,
Stress,2026-01-14T10:00:00+01:00,3.0,,
Stress,2026-01-14T15:00:00+01:00,6.0,,
Sleep,2026-01-14T08:00:00+01:00,7:30:00,,
Walk,2026-01-14T08:00:00+01:00,0:30:00,,
Mood,2026-01-14T08:00:00+01:00,4.0,fine,sunny
""".replace("\n", "\r\n")


def planned(files: dict[str, str], journal: dict[str, list[Any]] | None = None) -> Plan:
    rows, findings = read_files({name: text.encode() for name, text in files.items()}, BERLIN)
    return plan_import(rows, findings, journal or {}, BERLIN, NOW)


def entries(plan: Plan, kind: str) -> list[Any]:
    return [change.entry for change in plan.added if change.row.kind == kind]


def test_loop_marks_become_entries() -> None:
    plan = planned(LOOP)
    assert plan.refused == []
    twitches = [one for one in entries(plan, "episodes") if one.kind == "twitch"]
    assert [(one.when.day.isoformat(), one.sites, one.note) for one in twitches] == [
        ("2026-01-25", ("eyelid.left",), "Left eyelid twitch"),
        ("2026-01-22", ("eyelid.left",), 'Left eyelid twitch: "hard"'),
    ]
    assert twitches[0].when.text == "2026-01-25T12:00:00+01:00"
    cramps = [one for one in entries(plan, "episodes") if one.kind == "cramp"]
    assert [one.sites for one in cramps] == [("calf.right",)] * 2
    assert [one.ml for one in entries(plan, "drinks")] == [1500]
    assert [(one.kind, one.note) for one in entries(plan, "care")] == [("other", "Meditate: calm")]
    days = {str(one.day): one for one in entries(plan, "days")}
    assert (days["2026-01-25"].sleep_hours, days["2026-01-25"].caffeine_mg) == (7.5, 160)
    assert days["2026-01-24"].caffeine_mg == 0
    # A mark that is missing is not a day without episodes.
    assert {one.status for one in days.values()} == {"unknown"}


def test_loop_is_imported_once() -> None:
    first = planned(LOOP)
    again = planned(LOOP, carried_out(first, {}))
    assert again.changes == []
    assert again.same == len(first.added)


def test_the_table_of_all_habits_will_do() -> None:
    alone = {name: LOOP[name] for name in ("Checkmarks.csv",)}
    for files in (alone, {**alone, "Habits.csv": HABITS.split("003", 1)[0]}):
        plan = planned(files if "Habits.csv" in files else {**files, "Habits.csv": ""})
        assert [one.sites for one in entries(plan, "episodes")] == [("eyelid.left",)]


def test_older_loop_exports() -> None:
    plan = planned(
        {
            "Habits.csv": "Position,Name,Question,Description,NumRepetitions,Interval,Color\n"
            "001,Stretch,,,1,1,#FF8F00\n002,Jaw spasm,,,1,1,#FF8F00\n",
            "001 Stretch/Checkmarks.csv": "2016-01-25,2\n2016-01-24,0\n2016-01-23,1\n",
            "002 Jaw spasm/Checkmarks.csv": "2016-01-25,-1\n2016-01-24,2\n",
        }
    )
    assert plan.refused == []
    (movement,) = entries(plan, "movements")
    assert (movement.kind, str(movement.when.day)) == ("Stretch", "2016-01-25")
    (spasm,) = entries(plan, "episodes")
    assert (spasm.sites, spasm.kind, str(spasm.when.day)) == (("jaw",), "other", "2016-01-24")


def test_one_habits_file_by_itself_has_its_name_from_the_folder() -> None:
    name = "001 Left eyelid twitch/Checkmarks.csv"
    assert len(entries(planned({f"/home/me/{name}": LOOP[name]}), "episodes")) == 2


@pytest.mark.parametrize(
    ("mark", "word"),
    [
        ("2026-01-25,MAYBE,", "MAYBE"),
        ("25.01.2026,YES_MANUAL,", "25.01.2026"),
        ("2026-11-23,2,", "past"),
    ],
)
def test_a_mark_that_cannot_be_is_told(mark: str, word: str) -> None:
    name = "001 Left eyelid twitch/Checkmarks.csv"
    plan = planned({**LOOP, name: f"Date,Value,Notes\n2026-01-26,2,\n{mark}\n"})
    (finding,) = plan.refused
    assert (finding.file, finding.line) == (name, 3)
    assert word in finding.message


def test_data_points_become_entries() -> None:
    plan = planned({"export.csv": TRACKS})
    assert plan.refused == []
    twitch, cramp, short, spasm, twitches = entries(plan, "episodes")
    assert (twitch.sites, twitch.kind) == (("eyelid.left",), "twitch")
    assert twitch.when.text == "2026-01-14T21:30:41.432000+01:00"
    assert twitch.note == "Left eyelid twitch: So:me n:ot:e"
    assert cramp.duration.total_seconds() == 90
    assert cramp.when.offset_minutes == 330
    assert cramp.note == "Calf cramp right: bad"
    assert short.end is None
    assert (spasm.intensity, spasm.kind) == (7, "other")
    assert twitches.note == "Twitches: 12: many"
    assert [one.ml for one in entries(plan, "drinks")] == [250]
    assert [one.kind for one in entries(plan, "movements")] == ["Walk"]
    assert [one.note for one in entries(plan, "care")] == ["Mood: 4: fine: sunny"]
    (day,) = entries(plan, "days")
    assert (day.caffeine_mg, day.stress, day.sleep_hours) == (160, 6, 7.5)
    assert planned({"export.csv": TRACKS}, carried_out(plan, {})).changes == []


def test_older_data_points() -> None:
    plan = planned(
        {
            "x.csv": "FeatureName,Timestamp,Value,Note\n"
            "Cramp,2021-02-05T11:10:01.808Z,0:18:20:Label,Some note ending with colon:\n"
            "Tremor,2022-09-13T22:55:46.533+01:00,3:Label 1,\n"
        }
    )
    cramp, tremor = entries(plan, "episodes")
    assert (cramp.duration.total_seconds(), cramp.note) == (
        1100,
        "Cramp: Label: Some note ending with colon:",
    )
    assert tremor.note == "Tremor: 3: Label 1"


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("A,yesterday,1,,", "yesterday"),
        ("A,2026-01-14T10:00:00Z,one,,", "one"),
        (",2026-01-14T10:00:00Z,1,,", "FeatureName"),
        ("Stress,2026-01-14T10:00:00Z,50,,", "50"),
        ("A,2030-01-14T10:00:00Z,1,,", "past"),
        ("Water,2026-01-14T10:00:00Z,99999999,,", "ml"),
    ],
)
def test_a_data_point_that_cannot_be_is_told(row: str, word: str) -> None:
    text = f"FeatureName,Timestamp,Value,Label,Note\nA,2026-01-14T10:00:00Z,1,,\n{row}\n"
    plan = planned({"x.csv": text})
    (finding,) = plan.refused
    assert finding.line == 3
    assert word in finding.message
    assert len(plan.added) == 1


@pytest.mark.parametrize(
    ("name", "kind", "site"),
    [
        ("Left eyelid twitch", "episodes", "eyelid.left"),
        ("Eye twitching (right)", "episodes", "eyelid.right"),
        ("Twitch - lower back", "episodes", "lower_back"),
        ("Calves cramping", "episodes", "calves"),
        ("Hands tremor", "episodes", "hands"),
        ("Hypnic jerks", "episodes", None),
        ("Drink water", "drinks", None),
        ("No alcohol", "days", None),
        ("Warm bath", "care", None),
        ("Evening walk", "movements", None),
        ("Read a book", "care", None),
    ],
)
def test_what_names_stand_for(name: str, kind: str, site: str | None) -> None:
    meaning = meaning_of(name)
    assert meaning.kind == kind
    assert meaning.values.get("sites", []) == ([site] if site else [])


def test_amounts_drunk() -> None:
    assert millilitres(1.5, "L") == 1500
    assert millilitres(6, "glasses") == 1500
    assert millilitres(6, "") == 1500
    assert millilitres(500, "") == 500
    assert millilitres(5, "buckets") is None
    assert millilitres(0, "ml") is None


cells = st.sampled_from(
    ["Date", "Value", "2026-01-25", "YES_MANUAL", "1500", "-1", "", '"', "FeatureName", "Timestamp"]
) | st.text(max_size=6)
tables = st.lists(st.lists(cells, max_size=4).map(",".join), max_size=4).map("\n".join)


@settings(max_examples=150)
@given(st.dictionaries(st.sampled_from([*LOOP, "episodes.csv", "x.csv", "j.json"]), tables))
def test_whatever_an_export_holds_it_is_read_or_told(files: dict[str, str]) -> None:
    planned(files)
    for name, text in files.items():
        planned({name: text})
