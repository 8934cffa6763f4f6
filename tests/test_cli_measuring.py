"""The verbs of what measures weeks, as scripts and people meet them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from relaxapp import cli
from tests.fakes import FakeClock

NOW = datetime(2026, 3, 28, 20, 30, tzinfo=UTC)
DAY = 86_400


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
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


def test_a_week_is_rated_listed_and_taken_back(answer: Any) -> None:
    assert answer("check-in") == ""
    told = answer("check-in", "--anxiety", "6", "--interference", "0")
    assert told == "Saved: 2026-03-28 · anxiety 6 · in the way 0\n"
    answer("check-in", "--interference", "3", "--day", "2026-03-20")
    first, second = answer("check-in", "--json")
    assert (first["at"], first["anxiety"]) == ("2026-03-20T12:00:00+01:00", None)
    assert (second["anxiety"], second["interference"]) == (6, 0)
    assert answer("undo") == "Undone: Add a weekly check\n"
    assert len(answer("check-in", "--json")) == 1


def test_a_score_is_entered_with_its_day(answer: Any) -> None:
    assert answer("score", "gad7", "9", "--note", "at home") == (
        "Saved: 2026-03-28 · gad7 9 · at home\n"
    )
    answer("score", "oasis", "7", "--day", "yesterday")
    assert [(one["day"], one["instrument"], one["total"]) for one in answer("score", "--json")] == [
        ("2026-03-27", "oasis", 7),
        ("2026-03-28", "gad7", 9),
    ]


def test_a_trial_is_begun_read_and_stopped(answer: Any, clock: FakeClock) -> None:
    assert answer("trial", "--json") is None
    begun = answer("trial", "start", "walk", "--json")
    assert (begun["act"], begun["from"], begun["last"]) == ("walk", "2026-03-28", "2026-05-22")
    assert (begun["complete_days"], begun["needed"], begun["done"]) == (0, 42, False)
    coins = set()
    for _ in range(7):
        answer("moved")
        answer("day", "--complete")
        coins.add(answer("trial", "today"))
        assert answer("trial", "--json")["done"] is True
        clock.advance(DAY)
    assert coins == {"Today: with a walk\n", "Today: as you like\n"}
    assert answer("trial", "--json")["complete_days"] == 7
    stopped = answer("trial", "stop")
    assert "A walk: from 2026-03-28, ended 2026-04-04 · complete days: 7" in stopped
    assert answer("trial", "--json")["result"] is None
    clock.advance(DAY)
    result = answer("trial", "--json")["result"]
    assert result["same_day"]["complete_days"] == 7
    assert result["same_day"]["verdict"] == "too_little"
    assert result["same_day"]["missing"]["complete_days"] == 35
    assert result["done"]["on"] + result["done"]["off"] == 7
    assert "Too little to compare" in answer("trial")
    assert answer("trial", "start", "bath", "--weeks", "6", "--json")["last"] == "2026-05-16"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check-in", "--anxiety", "11"], ["11", "0 to 10"]),
        (["check-in", "--day", "today"], ["--day", "--anxiety"]),
        (["check-in", "--anxiety", "1", "--day", "2026-03-29"], ["2026-03-29", "past"]),
        (["score", "gad7"], ["gad7", "0 to 21"]),
        (["score", "gad7", "22"], ["22", "0 to 21"]),
        (["score", "oasis", "21"], ["21", "0 to 20"]),
        (["score", "phq9", "3"], ["phq9", "gad7"]),
        (["score", "gad7", "3", "--day", "2026-03-29"], ["2026-03-29", "2026-03-28"]),
        (["score", "--note", "x"], ["--note"]),
        (["trial", "start"], ["start", "session, walk"]),
        (["trial", "start", "no_water"], ["no_water"]),
        (["trial", "stop", "walk"], ["start"]),
        (["trial", "stop"], ["No trial"]),
        (["trial", "today"], ["today", "no trial"]),
        (["trial", "start", "walk", "--weeks", "2"], ["2", "6 to 52"]),
        (["trial", "--weeks", "8"], ["--weeks", "start"]),
    ],
)
def test_a_wrong_call_is_answered_in_one_line(
    call: Any, answer: Any, arguments: list[str], words: list[str]
) -> None:
    status, out, err = call(*arguments)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    for word in words:
        assert word in err
    assert answer("check-in") == answer("score") == ""
    assert answer("trial") == "No trial was set up yet.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check-in", "--anxiety", "9"], "doctor or therapist"),
        (["score", "gad7", "10"], "From 10 on"),
        (["score", "oasis", "8", "--json"], "emergency number"),
    ],
)
def test_high_values_are_answered_beside_the_answer(
    call: Any, arguments: list[str], words: str
) -> None:
    status, out, err = call(*arguments)
    assert status == 0
    assert words in err
    assert "doctor" not in out


def test_values_that_are_not_high_are_not_remarked_on(answer: Any) -> None:
    answer("check-in", "--anxiety", "8")
    answer("score", "gad7", "9")
    answer("score", "oasis", "7")


def test_one_trial_at_a_time(call: Any, answer: Any) -> None:
    answer("trial", "start", "session")
    status, _, err = call("trial", "start", "bath")
    assert status == 2
    assert "goes on until 2026-05-22" in err


def test_looking_leaves_no_trace(answer: Any, home_of_its_own: Any) -> None:
    for verb in ("check-in", "score", "trial"):
        answer(verb)
    assert not list(home_of_its_own.rglob("*.db"))
