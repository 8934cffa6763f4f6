"""What leaves the journal comes back the same; what cannot be taken over is told by its line."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaxapp.clock import LocalZone
from relaxapp.journal.entries import Drink, Episode
from relaxapp.journal.transfer import plan_import
from relaxapp.journal.transfer_csv import guard, kind_of_table, read_csv, unguard, write_csv
from relaxapp.journal.transfer_json import VERSION, read_json, write_json
from relaxapp.journal.transfer_keys import ident
from relaxapp.journal.transfer_reading import Here
from relaxapp.journal.transfer_values import NAMES, values_of
from tests.journal.strategies import NOW, episodes, journals

if TYPE_CHECKING:
    from relaxapp.journal.transfer import Plan

BERLIN = Here(
    lambda at: LocalZone("Europe/Berlin", 120 if datetime(2026, 3, 29, 1, tzinfo=UTC) <= at else 60)
)
Journal = dict[str, list[Any]]


def carried_out(plan: Plan, journal: Journal) -> Journal:
    """Return a journal with a plan's changes in it."""
    held = {kind: {ident(entry): entry for entry in journal.get(kind, ())} for kind in NAMES}
    for change in plan.changes:
        held[change.row.kind][ident(change.entry)] = change.entry
    return {kind: list(entries.values()) for kind, entries in held.items()}


def planned(data: bytes, journal: Journal | None = None, table: str = "") -> Plan:
    """Return what importing a document, or a table of this name, would do."""
    kind = table.removesuffix(".csv")
    rows, findings = read_csv(data, table, kind) if table else read_json(data, "j.json")
    return plan_import(rows, findings, journal or {}, BERLIN, NOW)


@settings(max_examples=60)
@given(journals)
def test_json_gives_back_every_byte(journal: Journal) -> None:
    written = write_json(journal)
    plan = planned(written)
    assert plan.refused == []
    assert plan.changed == []
    back = carried_out(plan, {})
    assert write_json(back) == written
    again = planned(written, back)
    assert (again.changes, again.refused) == ([], [])
    assert again.same == sum(map(len, journal.values()))


@settings(max_examples=60)
@given(journals)
def test_tables_give_back_every_entry(journal: Journal) -> None:
    back: Journal = {}
    for name, data in write_csv(journal).items():
        plan = planned(data, {}, name)
        assert plan.refused == []
        back = carried_out(plan, back)
        again = planned(data, back, name)
        assert (again.changes, again.refused) == ([], [])
    assert write_json(back) == write_json(journal)


@settings(max_examples=60)
@given(journals)
def test_no_cell_is_run_by_a_spreadsheet(journal: Journal) -> None:
    for data in write_csv(journal).values():
        for row in csv.reader(io.StringIO(data.decode(), newline="")):
            assert not any(cell.startswith(tuple("=+-@\t\r\n|%")) for cell in row)


@given(st.text())
def test_a_guard_is_taken_off_again(text: str) -> None:
    assert unguard(guard(text)) == text
    assert unguard(guard(guard("=x"))) == guard("=x")


@settings(max_examples=60)
@given(st.lists(episodes(), max_size=4, unique_by=lambda episode: episode.id))
def test_tables_of_few_columns_are_known_again(told: list[Episode]) -> None:
    """Such as another program writes: no ids; and importing them twice is importing them once."""
    few = ("start", "end", "sites", "intensity", "kind", "state", "note")
    out = io.StringIO()
    writer = csv.DictWriter(out, few, extrasaction="ignore")
    writer.writeheader()
    for episode in told:
        values = values_of(episode)
        writer.writerow(
            {**values, "sites": ";".join(values["sites"]), "note": guard(values["note"])}
        )
    data = out.getvalue().encode()
    first = planned(data, {}, "episodes.csv")
    assert first.refused == []
    assert len(first.added) == len(told)
    there = carried_out(first, {})
    assert planned(data, there, "episodes.csv").changes == []
    # Nor does it add to a journal that holds them under ids of their own.
    assert planned(data, {"episodes": told}, "episodes.csv").added == []


def test_what_a_row_leaves_out_stays() -> None:
    old = Drink("01890000-0000-7000-8000-000000000000", BERLIN.when("2026-03-01T10:00"), 200)
    data = b"at,ml\n2026-03-01T10:00:00+01:00,300\n"
    (change,) = planned(data, {"drinks": [old]}, "drinks.csv").changed
    assert change.entry == dataclasses.replace(old, ml=300)
    assert change.before == old


def test_a_local_time_is_placed_by_the_zone_of_its_date() -> None:
    data = b"at,ml\n2026-01-01T10:00,1\n2026-07-01T10:00,1\n2026-07-01T08:00:00Z,1\n"
    drinks = [change.entry for change in planned(data, {}, "drinks.csv").added]
    assert [drink.when.text for drink in drinks] == [
        "2026-01-01T10:00:00+01:00",
        "2026-07-01T10:00:00+02:00",
        "2026-07-01T10:00:00+02:00",
    ]
    assert {drink.when.zone for drink in drinks} == {"Europe/Berlin"}


def test_one_entry_told_twice_is_one() -> None:
    data = write_json({"drinks": [Drink("01890000-0000-7000-8000-000000000000", when())]})
    document = json.loads(data)
    document["drinks"] *= 2
    plan = planned(json.dumps(document).encode())
    assert (len(plan.added), plan.same) == (1, 1)
    document["drinks"] = [document["drinks"][0], {**document["drinks"][0], "ml": 5}]
    (finding,) = planned(json.dumps(document, indent=1).encode()).refused
    assert "same id" in finding.message


def when() -> Any:
    return BERLIN.when("2026-03-01T10:00:00+01:00")


def document(**more: Any) -> bytes:
    return json.dumps({"format": "relaxapp journal", "version": VERSION, **more}, indent=1).encode()


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"start": "2026-03-01T10:00:00Z", "intensity": 11}, ["intensity", "11", "0 to 10"]),
        ({"start": "2026-03-01T10:00:00Z", "intensity": "3"}, ["intensity", "3"]),
        ({"start": "2026-03-01T10:00:00Z", "intensity": [3]}, ["intensity"]),
        ({"start": "2026-03-01T10:00:00Z", "sites": ["eyelid.lft"]}, ["eyelid.lft", "eyelid.left"]),
        ({"start": "2026-03-01T10:00:00Z", "sites": "jaw"}, ["sites", "list"]),
        ({"start": "2026-03-01T10:00:00Z", "sites": [1]}, ["sites", "text"]),
        ({"start": "2026-03-01T10:00:00Z", "kind": "itch"}, ["itch", "twitch, cramp"]),
        ({"start": "2026-03-01T10:00:00Z", "kind": {}}, ["kind"]),
        ({"start": "2026-03-01T10:00:00Z", "end": "2026-03-01T09:00:00Z"}, ["end", "start"]),
        ({"start": "2026-03-01T10:00:00Z", "end": "x"}, ["end", "x"]),
        ({"start": "2026-11-22T14:31:00Z"}, ["2026-11-22", "past"]),
        ({"start": "yesterday"}, ["start", "yesterday", "2026-03-14T09:30:00+01:00"]),
        ({"start": "2026-03-01"}, ["start", "2026-03-01"]),
        ({"start": "0001-01-01T00:00"}, ["start", "1900"]),
        ({"start": "9999-12-31T23:59:59-23:59"}, ["start"]),
        ({"start": None}, ["start"]),
        ({}, ["start"]),
        ({"start": "2026-03-01T10:00:00Z", "day": "2026-04-01"}, ["day", "2026-04-01"]),
        ({"start": "2026-03-01T10:00:00Z", "id": "7"}, ["id", "7", "UUID"]),
        ({"start": "2026-03-01T10:00:00Z", "id": 7}, ["id", "7"]),
        ({"start": "2026-03-01T10:00:00Z", "intensitty": 7}, ["intensitty", "intensity"]),
        ({"start": "2026-03-01T10:00:00Z", "relief": [{"before": 3}]}, ["relief", "done"]),
        ({"start": "2026-03-01T10:00:00Z", "relief": [3]}, ["relief"]),
        ({"start": "2026-03-01T10:00:00Z", "signs": ["itch"]}, ["signs", "itch"]),
        ({"start": "2026-03-01T10:00:00Z", "before": [";"]}, ["before", "semicolon"]),
        ({"start": "2026-03-01T10:00:00Z", "open": "yes"}, ["open", "true or false"]),
        ({"start": "2026-03-01T10:00:00Z", "note": 3}, ["note", "text"]),
    ],
)
def test_a_wrong_entry_is_refused_by_its_line(entry: dict[str, Any], words: list[str]) -> None:
    good = {"start": "2026-03-01T11:00:00Z"}
    data = document(episodes=[good, entry, good])
    plan = planned(data)
    (finding,) = plan.refused
    assert data.decode().splitlines()[finding.line - 1].strip().startswith("{")
    assert finding.line == 8
    assert len(plan.added) == 2
    for word in words:
        assert word in str(finding)


@pytest.mark.parametrize(
    ("data", "line", "word"),
    [
        (b"", 1, "{"),
        (b"\xff\xfe{", 1, "UTF-8"),
        (b"{}\n\n x", 3, "ends"),
        (b"[]", 1, "{"),
        (b"{}", 1, "format"),
        (b'{"format": "relaxapp journal"}', 1, "version"),
        (b'{"format": "other"}', 1, "relaxapp journal"),
        (b'{"format": "relaxapp journal",\n"version": 2}', 2, "newer"),
        (b'{"format": "relaxapp journal",\n"version": true}', 2, "true"),
        (b'{"format": "relaxapp journal", "version": 1,\n\n"drinks": [{"at": }]}', 3, "JSON"),
        (b'{"format": "relaxapp journal", "version": 1,\n"drinks": [{"ml": NaN}]}', 2, "NaN"),
        (b'{"format": "relaxapp journal", "version": 1,\n"drinks": {}}', 2, "list"),
        (b'{"format": "relaxapp journal", "version": 1,\n"drinks": [3]}', 2, "object"),
        (b'{"format": "relaxapp journal", "version": 1,\n"drinks": [{}', 2, "]"),
        (b'{"format": "relaxapp journal", "version": 1,\n"drinkz": []}', 2, "drinkz"),
        (b'{"format": "relaxapp journal", "version": 1,\n3: 4}', 2, "name"),
        (b'{"format": "relaxapp journal", "version": 1,\n"days" []}', 2, "colon"),
        (b'{"format": "relaxapp journal", "version": 1,\n"x":' + b"[" * 99_999, 2, "deep"),
        (b'{"format": "relaxapp journal", "version": 1,\n"x":' + b"9" * 9_999 + b"}", 2, "JSON"),
    ],
)
def test_a_document_that_is_none_of_ours(data: bytes, line: int, word: str) -> None:
    plan = planned(data)
    assert plan.changes == []
    (finding,) = plan.refused
    assert (finding.file, finding.line) == ("j.json", line)
    assert word in finding.message


@settings(max_examples=200)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_a_file_holds_it_is_told(data: bytes) -> None:
    assert planned(data).refused
    for kind in NAMES:
        planned(data, {}, f"{kind}.csv")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@settings(max_examples=300)
@given(st.sampled_from(list(NAMES)).flatmap(
    lambda kind: st.tuples(
        st.just(kind),
        st.dictionaries(st.sampled_from(NAMES[kind]), json_values),
        st.sampled_from(["2026-03-01T10:00:00Z", "2026-03-01"]),
    )
))  # fmt: skip
def test_whatever_values_an_entry_has_it_is_taken_or_told(
    given_entry: tuple[str, dict[str, Any], str],
) -> None:
    kind, values, time = given_entry
    for name in ("start", "at", "day", "from"):
        if name in NAMES[kind]:
            values.setdefault(name, time)
    plan = planned(
        json.dumps({"format": "relaxapp journal", "version": 1, kind: [values]}).encode()
    )
    assert len(plan.added) + len(plan.refused) == 1


# ---- tables


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2026-03-01T10:00,,jaw,11,,,", ["intensity", "11"]),
        ("2026-03-01T10:00,,jaw,3.5,,,", ["intensity", "3.5", "whole"]),
        ("2026-03-01T10:00,,jaww,3,,,", ["jaww", "jaw"]),
        (",,jaw,3,,,", ["start"]),
        ("2026-03-01T10:00,,jaw,3,,,,,too,many", ["10", "7"]),
        ("2026-03-01T10:00,,jaw,3,,,'=1+1", []),
        ("2026-03-01T10:00", []),
        ("2026-03-01T10:00,,,3.0,CRAMP,,", ["kind", "CRAMP"]),
    ],
)
def test_a_wrong_row_is_refused_by_its_line(row: str, words: list[str]) -> None:
    text = (
        f'start,end,sites,intensity,kind,state,note\n2026-03-01T09:00,,,,,,"two\nlines"\n\n{row}\n'
    )
    plan = planned(text.encode("utf-8-sig"), {}, "episodes.csv")
    assert [finding.line for finding in plan.refused] == ([5] if words else [])
    for word in words:
        assert word in plan.refused[0].message
    if row.endswith("1+1"):
        assert plan.added[1].entry.note == "=1+1"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "start,end"),
        (b"start,intensitty\n", "intensitty"),
        (b"sites\njaw\n", "start"),
        (b"start,start\n", "twice"),
        (b'start,note\n2026-03-01T10:00,"open\n', "row"),
        (b"\xff\n", "UTF-8"),
    ],
)
def test_a_table_that_is_none(data: bytes, word: str) -> None:
    plan = planned(data, {}, "episodes.csv")
    assert plan.changes == []
    assert word in plan.refused[0].message


def test_figures_of_days_and_sessions_as_other_programs_write_them() -> None:
    days = b"day,status,hard_exercise,sleep_hours,stress\n2026-03-01,complete,TRUE,7.5,\n"
    (change,) = planned(days, {}, "days.csv").added
    assert (change.entry.hard_exercise, change.entry.sleep_hours) == (True, 7.5)
    assert change.entry.stress is None
    sessions = b"start;session;seconds;completed\n2026-03-01T10:00;soften;600;yes\n"
    (change,) = planned(sessions, {}, "sessions.csv").added
    assert (change.entry.heard_s, change.entry.planned_s) == (600, 600)
    assert change.entry.outcome == "completed"


@pytest.mark.parametrize(
    ("kind", "entry", "words"),
    [
        ("checks", {"at": "2026-03-01T10:00:00Z"}, ["anxiety", "interference"]),
        ("checks", {"at": "2026-03-01T10:00:00Z", "anxiety": 7.5}, ["anxiety", "7.5"]),
        ("scores", {"day": "2026-03-01", "total": 3}, ["instrument", "gad7, oasis"]),
        ("scores", {"day": "2026-03-01", "instrument": "gad7"}, ["total", "0 to 21"]),
        ("scores", {"day": "2026-03-01", "instrument": "oasis", "total": 21}, ["total", "20"]),
        ("scores", {"day": "2026-03-01", "instrument": "phq9", "total": 3}, ["phq9", "gad7"]),
        ("trials", {"from": "2026-03-01", "act": "no_water"}, ["no_water", "session"]),
        (
            "trials",
            {"from": "2026-03-01", "act": "bath", "planned_days": 7},
            ["planned_days", "42"],
        ),
        ("trials", {"act": "bath"}, ["from"]),
    ],
)
def test_what_measures_weeks_is_refused_by_its_value(
    kind: str, entry: dict[str, Any], words: list[str]
) -> None:
    (finding,) = planned(document(**{kind: [entry]})).refused
    for word in words:
        assert word in finding.message


def test_a_score_from_elsewhere_is_imported_once() -> None:
    data = b"day,instrument,total\n2026-03-01,gad7,9\n"
    plan = planned(data, {}, "scores.csv")
    (change,) = plan.added
    assert (change.entry.total, change.entry.note) == (9, "")
    assert planned(data, carried_out(plan, {}), "scores.csv").same == 1


def test_tables_are_known_by_name_or_columns() -> None:
    assert kind_of_table("a/Episodes.CSV", []) == "episodes"
    for kind, names in NAMES.items():
        assert kind_of_table("export-7.csv", names) == kind
    assert kind_of_table("x.csv", ["start", "sites"]) == "episodes"
    assert kind_of_table("x.csv", ["at"]) == "movements"
    assert kind_of_table("x.csv", ["Datum"]) is None
    assert kind_of_table("x.csv", []) is None


def test_twice_the_same_row_is_twice_an_episode() -> None:
    data = b"start,sites\n2026-03-01T10:00,jaw\n2026-03-01T10:00,jaw\n"
    plan = planned(data, {}, "episodes.csv")
    assert len(plan.added) == 2
    assert planned(data, carried_out(plan, {}), "episodes.csv").same == 2


def test_a_time_that_is_corrected_takes_its_day_along() -> None:
    first = planned(b"at,ml\n2026-03-01T10:00,300\n", {}, "drinks.csv")
    there = carried_out(first, {})
    entry_id = there["drinks"][0].id
    data = f"id,at\n{entry_id},2026-03-05T10:00\n".encode()
    (change,) = planned(data, there, "drinks.csv").changed
    assert change.entry.when.day.isoformat() == "2026-03-05"
    assert change.entry.ml == 300
    assert change.entry.when.at - there["drinks"][0].when.at == timedelta(days=4)
