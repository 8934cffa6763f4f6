"""Rules as they lie in a file: the same again, and of a damaged one whatever is whole."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaxapp.reminders.rule import BUNDLED, MOST_RULES, Rule, RuleError, bundled
from relaxapp.reminders.rulebook import from_mapping, minutes_of, to_mapping
from tests.reminders.strategies import nonsense, rules

FIELDS = sorted(set(to_mapping(bundled())["rules"][0]) - {"id"})  # type: ignore[index]  # a list of objects


def as_kept(given_rules: tuple[Rule, ...]) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(json.dumps(to_mapping(given_rules)))
    return kept


@settings(max_examples=60)
@given(rules())
def test_what_is_kept_is_read_again_the_same(given_rules: tuple[Rule, ...]) -> None:
    again, problems = from_mapping(as_kept(given_rules))
    assert again == given_rules
    assert problems == ()
    assert [rule.bundled for rule in again] == [rule.id in BUNDLED for rule in given_rules]


@settings(max_examples=60)
@given(rules(), st.data())
def test_a_wrong_value_costs_itself_and_switches_its_reminder_off(
    given_rules: tuple[Rule, ...], data: st.DataObject
) -> None:
    kept = as_kept(given_rules)
    number = data.draw(st.integers(0, len(given_rules) - 1))
    field = data.draw(st.sampled_from(FIELDS))
    kept["rules"][number][field] = data.draw(nonsense())
    again, problems = from_mapping(kept)
    assert len(again) == len(given_rules)
    for before, after in zip(given_rules, again, strict=True):
        if before.id != given_rules[number].id:
            assert after == before
    hit, whole = again[number], as_kept(again)["rules"][number]
    assert {name: value for name, value in whole.items() if name not in {field, "enabled"}} == {
        name: value
        for name, value in as_kept(given_rules)["rules"][number].items()
        if name not in {field, "enabled"}
    }
    if problems:
        assert not hit.enabled
        assert f'"{hit.id}"' in problems[0]


@settings(max_examples=200)
@given(nonsense(), nonsense(), nonsense())
def test_nonsense_never_raises_and_switches_nothing_on(
    one: object, two: object, three: object
) -> None:
    for mapping in (
        {"rules": one},
        {"rules": [one, two]},
        {"rules": [{"id": "drink", "mode": one, "windows": two, "counts": three}]},
        {"rules": [{"id": one, "enabled": two}, {"id": "own", "windows": [three]}]},
        {"rules": [{"id": "own", "mode": {"at": one}, "windows": [{"from": two, "to": three}]}]},
        {"rules": [{"id": "own", "windows": [{"from": "9:00", "to": "10:00", "days": one}]}]},
        {"rules": [{"id": "own", "snoozes": one, "amounts": two, "button": three}]},
        {"version": one, "rule": two},
    ):
        read, _ = from_mapping(mapping)
        assert [rule.id for rule in read[: len(BUNDLED)]] == list(BUNDLED)
        told = mapping.get("rules")
        for rule in read:
            said = (
                [e for e in told if isinstance(e, dict) and e.get("id") == rule.id]
                if isinstance(told, list)
                else []
            )
            assert not rule.enabled or said[-1].get("enabled") is True
        json.dumps(to_mapping(read))


def test_without_a_file_everything_is_off() -> None:
    assert from_mapping(None) == (bundled(), ())


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"id": "drink", "enabled": "yes"}, "enabled cannot be read"),
        ({"id": "drink", "enabled": True, "mode": {"every": 3}}, 'minutes is "3"'),
        ({"id": "drink", "enabled": True, "mode": {"hourly": 1}}, "mode cannot be read"),
        ({"id": "drink", "enabled": True, "windows": []}, 'windows is "0"'),
        ({"id": "drink", "enabled": True, "windows": [{"from": "25:00", "to": "9:00"}]}, "25:00"),
        ({"id": "drink", "enabled": True, "counts": ["sleep"]}, "counts cannot be read"),
    ],
)
def test_what_was_wrong_is_told(entry: dict[str, object], told: str) -> None:
    read, problems = from_mapping({"rules": [entry]})
    assert not read[0].enabled
    assert len(problems) == 1
    assert problems[0].startswith('Reminder "drink": ')
    assert told in problems[0]
    assert problems[0].endswith("It is switched off.")


def test_more_reminders_than_can_be_kept_are_told_of() -> None:
    entries = [{"id": f"own-{number}", "title": "Own"} for number in range(MOST_RULES + 1)]
    read, problems = from_mapping({"rules": entries})
    assert len(read) == MOST_RULES + len(BUNDLED)
    assert problems == ("Only 50 reminders can be kept; 1 are left out.",)


@pytest.mark.parametrize(("text", "minutes"), [("9:05", 545), ("00:00", 0), ("24:00", 1440)])
def test_times_of_the_day(text: str, minutes: int) -> None:
    assert minutes_of(text) == minutes


@pytest.mark.parametrize("text", ["", "9", "24:01", "9:60", "09:05:00", "-1:00", "९:00", None, 545])
def test_what_is_no_time_of_the_day(text: object) -> None:
    with pytest.raises(RuleError, match=r"such as 09:05"):
        minutes_of(text)
