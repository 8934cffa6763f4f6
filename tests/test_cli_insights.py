"""The verb `insights` as scripts and people meet it."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from relaxapp import cli
from tests.fakes import FakeClock
from tests.test_cli_moving import one_line

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 28, 20, 30, tzinfo=UTC)
TODAY = date(2026, 3, 28)
KEYS = {
    "question",
    "lag",
    "complete_days",
    "exposed_days",
    "unexposed_days",
    "episodes",
    "rate_ratio",
    "low",
    "high",
    "verdict",
    "missing",
}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    clock = FakeClock(NOW)
    monkeypatch.setattr(cli, "SystemClock", lambda: clock)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    return clock


@pytest.fixture
def diary(call: Any, tmp_path: Path) -> None:
    """Import 90 days up to yesterday, on which caffeine goes with three times as many."""
    chance = random.Random(8)  # noqa: S311 - made up data
    days, episodes = ["day,status,caffeine_mg"], ["start"]
    for n in range(90):
        day = TODAY - timedelta(days=90 - n)
        much = chance.random() < 0.4
        status = "complete" if n % 15 else ("partial", "unknown")[n % 2]
        days.append(f"{day},{status},{'' if n == 20 else 260 if much else 80}")
        episodes += [
            f"{day}T{10 + k}:00:00+01:00" for k in range(chance.randrange(1, 4) * (1 + 2 * much))
        ]
    (tmp_path / "csv").mkdir()
    (tmp_path / "csv" / "days.csv").write_text("\n".join(days), encoding="utf-8")
    (tmp_path / "csv" / "episodes.csv").write_text("\n".join(episodes), encoding="utf-8")
    status, out, err = call("import", str(tmp_path / "csv"), "--yes")
    assert (status, err) == (0, ""), out


def asked(call: Any, *arguments: str) -> Any:
    status, out, err = call("insights", *arguments, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


def test_an_empty_journal_gets_a_kind_answer_and_stays_unmade(call: Any, tmp_path: Path) -> None:
    home = tmp_path / "nobody"
    status, out, err = call("--data-dir", str(home), "insights")
    assert (status, err) == (0, "")
    assert "that is fine" in out
    status, out, _ = call("--data-dir", str(home), "insights", "--json")
    found = json.loads(out)
    assert status == 0
    assert found["days"] == {"complete": 0, "partial": 0, "unknown": 0}
    assert found["counts"]["episodes"] == 0
    assert {one["verdict"] for one in found["patterns"]} == {"too_little"}
    assert not home.exists()


def test_the_answer_has_what_scripts_rely_on(call: Any, diary: None) -> None:
    found = asked(call)
    assert (found["since"], found["until"]) == ("2025-12-28", "2026-03-28")
    # Today, of which nobody has said anything yet, is one of the unknown days.
    assert found["days"] == {"complete": 84, "partial": 3, "unknown": 4}
    assert len(found["patterns"]) == 13
    assert all(set(one) >= KEYS for one in found["patterns"])
    first = found["patterns"][0]
    assert (first["question"], first["lag"], first["verdict"]) == ("caffeine", 0, "pattern")
    assert first["complete_days"] == first["exposed_days"] + first["unexposed_days"] == 83
    assert first["unknown_days"] == 1
    assert 2 < first["low"] < first["rate_ratio"] < first["high"] < 5
    assert first["missing"] is None
    assert (first["limit"], first["words"].count("200 mg of caffeine")) == (200, 1)
    refused = next(one for one in found["patterns"] if one["question"] == "alcohol")
    assert refused["rate_ratio"] is refused["low"] is refused["high"] is refused["p"] is None
    assert refused["missing"] == {
        "complete_days": 42,
        "exposed_days": 10,
        "unexposed_days": 10,
        "episodes": 10,
    }


def test_a_period_is_both_its_ends(call: Any, diary: None) -> None:
    found = asked(call, "--since", "2026-03-01", "--until", "2026-03-14")
    assert (found["since"], found["until"]) == ("2026-03-01", "2026-03-14")
    assert sum(found["days"].values()) == 14
    assert found["patterns"][0]["rate_ratio"] is None  # under four weeks: counts alone
    assert found["counts"]["episodes"] == len(
        json.loads(call("episodes", "--since", "2026-03-01", "--until", "2026-03-14", "--json")[1])
    )
    assert sum(asked(call, "--since", "yesterday", "--until", "today")["days"].values()) == 2
    assert asked(call, "--since", "2026-05-01")["since"] is None


def test_people_are_told_what_stands_out_first_and_when_it_is_too_little(
    call: Any, diary: None
) -> None:
    status, out, err = call("insights")
    assert (status, err) == (0, "")
    order = [out.index(part) for part in ("days: 84 complete", "What stands out", "Nothing clear")]
    assert order == sorted(order)
    assert "This is an association, not proof of cause." in out
    status, out, _ = call("insights", "--since", "2026-03-01")
    assert "What stands out" not in out
    assert out.count("Under 28 complete days there are counts and no comparison.") == 1


def test_what_is_not_in_the_period_is_not_said_to_be_nowhere(call: Any, diary: None) -> None:
    for period in (("--since", "2026-05-01"), ("--until", "1990-01-01")):
        status, out, err = call("insights", *period)
        assert (status, err) == (0, "")
        assert "in these days" in out
        assert "yet" not in out


def test_drinks_alone_are_a_journal_too(call: Any) -> None:
    call("drink", "300")
    out = call("insights")[1]
    assert "Episodes: 0; days with any: 0; complete days without: 0" in out
    assert "Questions asked: 13" in out


def test_the_limits_are_those_of_the_settings(call: Any, diary: None, tmp_path: Path) -> None:
    profile = tmp_path / "own"
    profile.mkdir()
    (profile / "settings.json").write_text(
        '{"caffeine_limit_mg": 120, "fluids_limited": true}', encoding="utf-8"
    )
    _, out, _ = call("--data-dir", str(profile), "insights", "--json")
    found = json.loads(out)["patterns"]
    assert found[0]["limit"] == 120
    assert "little_water" not in {one["question"] for one in found}


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--since", "someday"), '"someday"'),
        (("--until", "2026-02-30"), '"2026-02-30"'),
        (("--since", "2026-03-02", "--until", "2026-03-01"), "--until 2026-03-01"),
        (("--sine", "2026-03-02"), "did you mean --since?"),
    ],
)
def test_what_cannot_be_a_period_is_refused_in_one_line(
    call: Any, arguments: tuple[str, ...], named: str
) -> None:
    status, out, err = call("insights", *arguments)
    assert (status, out) == (2, "")
    assert named in one_line(err)
