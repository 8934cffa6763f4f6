"""The journal's verbs as scripts and people meet them: exit codes, one line, and what is kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from relaxapp import body, cli
from relaxapp.adapters.database import open_database
from relaxapp.journal.store import Store
from relaxapp.journal.transfer_values import NAMES
from tests.fakes import FakeClock

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 3, 28, 20, 30, tzinfo=UTC)  # a Saturday evening; clocks change at night


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    """Let every call of a test live in Berlin, at a time that the test moves."""
    clock = FakeClock(NOW)
    monkeypatch.setattr(cli, "SystemClock", lambda: clock)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    return clock


@pytest.fixture
def answer(call: Any) -> Any:
    """Carry out a verb that has to succeed without a word of complaint; return what it says."""

    def run(*arguments: str) -> Any:
        status, out, err = call(*arguments)
        assert (status, err) == (0, ""), err
        return json.loads(out) if "--json" in arguments else out

    return run


def one_line(err: str) -> str:
    assert err.count("\n") == 1
    assert err[:-1].isprintable()
    return err


def held(answer: Any) -> list[dict[str, Any]]:
    episodes: list[dict[str, Any]] = answer("episodes", "--json")
    return episodes


# ---- log


def test_an_episode_has_every_field_of_the_schema(answer: Any) -> None:
    out = answer("log", "eyelid.left", "--intensity", "3")
    (episode,) = held(answer)
    assert tuple(episode) == NAMES["episodes"]
    assert episode["sites"] == ["eyelid.left"]
    assert episode["intensity"] == 3
    assert episode["start"] == "2026-03-28T21:30:00+01:00"
    assert (episode["end"], episode["kind"], episode["note"]) == (None, None, "")
    assert (episode["zone"], episode["day"]) == ("Europe/Berlin", "2026-03-28")
    assert out == f"Saved: 2026-03-28 21:30 · Left eyelid · intensity 3  ({episode['id']})\n"


def test_the_time_alone_is_enough(answer: Any) -> None:
    answer("log")
    assert [episode["sites"] for episode in held(answer)] == [[]]


def test_all_that_can_be_said(answer: Any) -> None:
    told = answer(
        *("log", "calf.right", "toes.right", "--at", "2026-03-27T23:00", "--duration", "90.5"),
        *("--intensity", "10", "--worry", "0", "--kind", "cramp", "--state", "falling_asleep"),
        *("--before", "alcohol", "--before", "a long run", "--feeling", "tense"),
        *("--note", "“größer”", "--json"),
    )
    assert held(answer) == [told]
    assert told["end"] == "2026-03-27T23:01:30.500000+01:00"
    assert told["before"] == ["alcohol", "a long run"]
    assert (told["kind"], told["state"], told["worry"]) == ("cramp", "falling_asleep", 0)


@pytest.mark.parametrize(
    ("at", "start", "zone", "day"),
    [
        ("2026-03-28T02:00", "2026-03-28T02:00:00+01:00", "Europe/Berlin", "2026-03-27"),
        ("2025-07-01T12:00", "2025-07-01T12:00:00+02:00", "Europe/Berlin", "2025-07-01"),
        ("2026-03-28T12:00:00Z", "2026-03-28T13:00:00+01:00", "Europe/Berlin", "2026-03-28"),
        ("2026-03-28T12:00+01:00", "2026-03-28T12:00:00+01:00", "Europe/Berlin", "2026-03-28"),
        ("2026-03-28T12:00-05:00", "2026-03-28T12:00:00-05:00", "", "2026-03-28"),
        (
            "2026-03-28T12:00:30.25",
            "2026-03-28T12:00:30.250000+01:00",
            "Europe/Berlin",
            "2026-03-28",
        ),
    ],
)
def test_a_time_keeps_the_clock_it_was_read_from(
    answer: Any, at: str, start: str, zone: str, day: str
) -> None:
    answer("log", "--at", at)
    (episode,) = held(answer)
    assert (episode["start"], episode["zone"], episode["day"]) == (start, zone, day)


def test_what_lasted_has_just_ended(answer: Any) -> None:
    told = answer("log", "--duration", "60", "--json")
    assert told["start"] == "2026-03-28T21:29:00+01:00"
    assert told["end"] == "2026-03-28T21:30:00+01:00"
    told = answer("log", "--at", "2026-03-28T21:00", "--end", "2026-03-28T21:20", "--json")
    assert told["end"] == "2026-03-28T21:20:00+01:00"


def test_sites_may_stand_anywhere(answer: Any) -> None:
    told = answer("log", "jaw", "--intensity", "3", "nose", "--json", "jaw")
    assert told["sites"] == ["jaw", "nose"]


def test_live_episodes(answer: Any, call: Any, clock: FakeClock) -> None:
    answer("log", "--start", "eyelid.left")
    clock.advance(60)
    answer("log", "--start", "calf.right", "--kind", "cramp")
    clock.advance(60)
    assert [one["open"] for one in held(answer)] == [True, True]
    status, out, err = call("log", "--stop", "--intensity", "4")
    assert (status, "Right calf" in out) == (0, True)
    assert "1 more" in one_line(err)
    lid, calf = held(answer)
    assert (lid["open"], calf["open"], calf["intensity"], calf["kind"]) == (True, False, 4, "cramp")
    assert calf["end"] == "2026-03-28T21:32:00+01:00"
    assert answer("undo") == "Undone: Stop an episode\n"
    answer("log", "--stop", "eyelid.left", "--at", "2026-03-28T21:31:30")
    lid, calf = held(answer)
    assert (lid["end"], calf["open"]) == ("2026-03-28T21:31:30+01:00", True)
    answer("log", "--stop")
    status, out, err = call("log", "--stop")
    assert (status, out) == (2, "")
    assert "--start" in one_line(err)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["log", "eyelid.lft"], ["eyelid.lft", "eyelid.left"]),
        (["log", "qqqq"], ["qqqq", "relaxapp sites"]),
        (["log", ""], ["SITE"]),
        (["log", "jaw", "--intensity", "11"], ["--intensity", "11", "0 to 10"]),
        (["log", "jaw", "--intensity", "-1"], ["-1", "0 to 10"]),
        (["log", "jaw", "--intensity", "3.5"], ["3.5"]),
        (["log", "jaw", "--intensity", "٣"], ["0 to 10"]),
        (["log", "jaw", "--worry", "high"], ["high"]),
        (["log", "--kind", "itch"], ["itch", "twitch"]),
        (["log", "--state", "asleep"], ["asleep", "falling_asleep"]),
        (["log", "--at", "2027-01-01T10:00"], ["2027-01-01", "past", "2026-03-28T21:30:00+01:00"]),
        (["log", "--at", "2026-03-28T21:31"], ["21:31", "21:30"]),
        (["log", "--at", "2026-03-28"], ["--at", "2026-03-28", "T"]),
        (["log", "--at", "noon"], ["--at", "noon", "2026-03-14T09:30"]),
        (["log", "--at", "0001-01-01T00:00"], ["0001", "1900"]),
        (
            ["log", "--at", "2026-03-28T10:00", "--end", "2026-03-28T09:00"],
            ["end", "09:00", "10:00"],
        ),
        (["log", "--at", "2026-03-28T10:00", "--end", "2027-03-28T09:00"], ["end", "2027"]),
        (["log", "--at", "2026-03-28T21:29", "--duration", "600"], ["end", "21:39", "past"]),
        (["log", "--end", "2026-03-28T09:00"], ["end", "09:00"]),
        (["log", "--end", "x", "--duration", "3"], ["--duration", "--end"]),
        (["log", "--duration", "-1"], ["-1", "0"]),
        (["log", "--duration", "nan"], ["nan"]),
        (["log", "--duration", "1_0"], ["1_0", "0 to"]),
        (["log", "--duration", "٣"], ["٣", "0 to"]),
        (["log", "--at", "2026-03-01T10:00+18:30"], ["--at", "+18:30", "18 hours"]),
        (["log", "--at", "9999-12-31T10:00"], ["9999", "before"]),
        (["episodes", "--since", "2026-03-02", "--until", "2026-03-01"], ["03-02", "03-01"]),
        (["log", "--before", "a;b"], ["a;b", "semicolon"]),
        (["log", "--start", "--stop"], ["--stop", "--start"]),
        (["log", "--start", "--duration", "3"], ["--duration", "--start"]),
        (["log", "--stop"], ["--start"]),
        (["log", "--frob"], ["--frob"]),
        (["log", "--inten", "3"], ["--inten", "--intensity"]),
        (["log", "jaw", "--intensity=3", "--colour", "red"], ["--colour"]),
        (["drink", "0"], ["0", "1 to 10000"]),
        (["drink", "lots"], ["lots"]),
        (["drink", "--at", "2027-01-01T10:00"], ["2027"]),
        (["moved", "--at", "x"], ["x"]),
        (["moved", "5"], ["5"]),
        (["day", "--complete", "--partial"], ["--partial", "--complete"]),
        (["day", "2027-01-01", "--complete"], ["2027-01-01", "2026-03-28"]),
        (["day", "tomorrow", "--complete"], ["tomorrow", "yesterday"]),
        (["day", "20260301", "--complete"], ["20260301"]),
        (["day", "1066-01-01", "--complete"], ["1066", "2026"]),
        (["day", "--stress", "11"], ["11"]),
        (["day", "--sleep-hours", "25"], ["25", "24"]),
        (["episodes", "--since", "soon"], ["soon", "2026-03-14"]),
        (["episodes", "--site", "jaww"], ["jaww", "jaw"]),
        (["episodes", "--kind", "itch"], ["itch"]),
        (["trash", "7"], ["7", "episodes"]),
        (["trash", "--restore"], ["--restore"]),
        (["trash", "--restore", "7"], ["7", "trash"]),
        (["undo"], ["nothing to undo"]),
        (["redo"], ["nothing to redo"]),
        (["sites", "jaw"], ["jaw"]),
    ],
)
def test_a_wrong_call_is_answered_in_one_line(
    call: Any, answer: Any, arguments: list[str], words: list[str]
) -> None:
    status, out, err = call(*arguments)
    assert (status, out) == (2, "")
    for word in words:
        assert word in one_line(err)
    assert held(answer) == []
    for verb in ("trash", "drink", "undo"):
        if verb != "drink":
            assert call(verb)[1] == ""


# ---- look up


def test_filters(answer: Any) -> None:
    for day, site, kind in ((25, "eyelid.left", "twitch"), (26, "inner_calf.right", "cramp")):
        answer("log", site, "--kind", kind, "--at", f"2026-03-{day}T10:00", "--note", f"N{day}")
    answer("log", "body", "--feeling", "tense")

    def days(*filters: str) -> list[str]:
        found = answer("episodes", "--json", *filters)
        return [episode["start"][8:10] for episode in found]

    assert days() == ["25", "26", "28"]
    assert days("--since", "2026-03-26") == ["26", "28"]
    assert days("--until", "2026-03-25") == ["25"]
    assert days("--since", "today") == ["28"]
    assert days("--since", "yesterday", "--until", "yesterday") == []
    assert days("--site", "calf.right") == ["26"]
    assert days("--side", "left") == ["25", "28"]
    assert days("--kind", "twitch") == ["25"]
    assert days("--tag", "tense") == ["28"]
    assert days("--text", "n26") == ["26"]
    lines = answer("episodes").splitlines()
    assert lines[0] == "2026-03-25 10:00 · Left eyelid · twitch · N25"
    assert len(lines) == 3


def test_looking_leaves_no_trace(call: Any, home_of_its_own: Path) -> None:
    for arguments in (["episodes"], ["episodes", "--json"], ["trash"], ["sites"], ["day"]):
        assert call(*arguments)[0] == 0
    assert call("undo")[0] == 2
    assert [path.name for path in home_of_its_own.iterdir()] == ["run"]


def test_sites(answer: Any) -> None:
    rows = answer("sites", "--json")
    assert {row["id"] for row in rows} == {*body.REGIONS, *body.GROUPS}
    by_id = {row["id"]: row for row in rows}
    assert by_id["eyelid.left"] == {
        "id": "eyelid.left",
        "label": "Left eyelid",
        "side": "left",
        "regions": ["eyelid.left"],
    }
    assert "inner_calf.right" in by_id["calf.right"]["regions"]
    assert "Left eyelid" in answer("sites")


# ---- drinks, movement, days


def test_drinks_and_movement(answer: Any, home_of_its_own: Path, clock: FakeClock) -> None:
    assert answer("drink", "300").endswith("300 ml; 300 ml that day\n")
    clock.advance(1)
    assert answer("drink").endswith("250 ml; 550 ml that day\n")
    answer("drink", "1", "--at", "2026-03-27T10:00")
    answer("moved")
    database = open_database(home_of_its_own / "relaxapp" / "journal.db", clock)
    store = Store(database)
    assert [drink.ml for drink in store.drinks()] == [1, 300, 250]
    assert len(store.movements()) == 1
    database.close()


def test_days(answer: Any, clock: FakeClock) -> None:
    assert answer("day") == "2026-03-28 unknown\n"
    told = answer("day", "--complete", "--json")
    assert (told["day"], told["status"], told["provisional"]) == ("2026-03-28", "complete", True)
    assert tuple(told) == NAMES["days"]
    answer("log")  # a later episode leaves it partial
    assert answer("day", "--json")["status"] == "partial"
    answer("day", "--complete", "--caffeine-mg", "80", "--hard-exercise", "no")
    assert answer("day") == "2026-03-28 complete · caffeine_mg 80 · hard_exercise False\n"
    answer("day", "yesterday", "--unknown", "--stress", "0")
    assert answer("day", "2026-03-27", "--json")["stress"] == 0
    clock.advance(5 * 3600)  # half past two at night: still the same day, as lived
    assert answer("day", "--json")["day"] == "2026-03-28"


def test_the_trash_and_undo(answer: Any) -> None:
    first = answer("log", "jaw", "--json")["id"]
    second = answer("log", "nose", "--json")["id"]
    assert answer("trash", first, second) == "Deleted: 2\n"
    assert held(answer) == []
    assert {row["id"] for row in answer("trash", "--json")} == {first, second}
    assert answer("trash", "--restore", first) == "Restored: 1\n"
    assert [one["id"] for one in held(answer)] == [first]
    assert first not in answer("trash")
    answer("undo")
    assert held(answer) == []
    answer("undo")
    assert len(held(answer)) == 2
    answer("redo")
    assert held(answer) == []


def test_an_id_that_is_wrong_deletes_none(answer: Any, call: Any) -> None:
    first = answer("log", "jaw", "--json")["id"]
    assert call("trash", first, "x")[0] == 2
    assert len(held(answer)) == 1


# ---- processes of their own


def shell(*arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **more},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


MODULES = """
import sys
from relaxapp import cli
status = cli.run(cli.parse(sys.argv[1:]))
heavy = ("PySide6", "relaxapp.ui", "numpy", "soundfile", "pygame", "pyrage", "asyncio")
print(status, *[name for name in heavy if name in sys.modules], file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments",
    [["log", "jaw"], ["episodes"], ["drink"], ["day", "--partial"], ["export", "{}/x.json"]],
    ids=lambda arguments: arguments[0],
)
def test_a_verb_imports_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    done = shell("-c", MODULES, *(one.format(tmp_path) for one in arguments))
    assert done.stderr.splitlines() == ["0"]


def test_verbs_write_while_others_have_the_journal_open(
    home_of_its_own: Path, answer: Any, clock: FakeClock
) -> None:
    answer("log", "jaw")
    window = open_database(home_of_its_own / "relaxapp" / "journal.db", clock)
    store = Store(window)
    before = store.data_version()
    assert len(store.episodes()) == 1
    assert shell("-m", "relaxapp", "log", "--at", "2026-03-01T10:00").returncode == 0
    assert store.data_version() != before
    assert len(store.episodes()) == 2
    window.close()


def test_a_locked_or_damaged_journal_is_told(home_of_its_own: Path, call: Any, answer: Any) -> None:
    answer("log", "jaw")
    journal = home_of_its_own / "relaxapp" / "journal.db"
    for damage in (b"", b"a text file\n" * 999, journal.read_bytes()[:5000]):
        journal.write_bytes(damage)
        for verb in (["log"], ["episodes", "--json"], ["undo"], ["drink"]):
            status, out, err = call(*verb)
            assert (status, out) == (2, "")
            assert str(journal) in one_line(err)
        assert journal.read_bytes() == damage


def test_a_future_that_is_over(answer: Any, clock: FakeClock) -> None:
    answer("log", "--at", (NOW - timedelta(seconds=1)).isoformat())
    clock.advance(3600)
    answer("log", "--at", "2026-03-28T22:30")
    assert len(held(answer)) == 2
