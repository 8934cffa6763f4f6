"""What a short message asks of the reminders, and what somebody else may have sent."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relaxapp.reminders import commands
from relaxapp.reminders.machine import Status
from relaxapp.reminders.ports import Hold
from relaxapp.reminders.rule import BUNDLED, Deed, Every, Rule, Window
from tests.reminders.strategies import nonsense
from tests.reminders.world import World

DRINK = Rule("drink", Every(60), (Window(9 * 60, 17 * 60),), enabled=True, bundled=True,
             deeds=frozenset({Deed.DRINK}), button=Deed.DRINK, amounts=(250,))  # fmt: skip
TEA = DRINK.with_(id="tea", title="Tea", bundled=False, enabled=False)


@pytest.fixture
def world() -> World:
    made = World(DRINK, TEA)
    made.pass_until(10, 20)
    return made


def ask(world: World, name: str, **more: Any) -> dict[str, Any]:
    now = world.clock.now().astimezone(world.zone)
    told = commands.answer(world.service, {"reminders": name, **more}, now)
    again: dict[str, Any] = json.loads(json.dumps(told))
    return again


def of(world: World, name: str) -> dict[str, Any]:
    told = ask(world, "status")["status"]["reminders"]
    found: dict[str, Any] = next(one for one in told if one["id"] == name)
    return found


def test_the_status_has_what_scripts_rely_on(world: World) -> None:
    told = ask(world, "status")["status"]
    assert told["pause"] is None
    assert told["problem"] is None
    assert [one["id"] for one in told["reminders"]] == [*BUNDLED, "tea"]
    assert of(world, "drink") == {
        "id": "drink",
        "title": "Drink something",
        "enabled": True,
        "state": "due",
        "due": "2026-03-16T10:00:00+01:00",
        "held_because": None,
        "snoozes_used": 0,
    }
    assert (of(world, "tea")["state"], of(world, "tea")["due"]) == ("off", None)


def test_every_state_has_its_word(world: World) -> None:
    seen = {of(world, "tea")["state"], of(world, "drink")["state"]}
    ask(world, "snooze", id="drink")
    seen.add(of(world, "drink")["state"])
    ask(world, "done", id="drink")
    seen.add(of(world, "drink")["state"])
    world.presence.hold = Hold.FULL_SCREEN
    world.pass_until(11, 21)
    held = of(world, "drink")
    seen.add(held["state"])
    assert held["held_because"] == "full_screen"
    ask(world, "pause", until=None)
    seen.add(of(world, "drink")["state"])
    assert of(world, "drink")["due"] is None
    ask(world, "resume")
    world.presence.hold = None
    world.pass_until(16, 30)
    seen.add(of(world, "drink")["state"])
    world.pass_until(17, 1)
    seen.add(of(world, "drink")["state"])
    assert seen == {str(one) for one in Status}


def test_acts_say_what_came_of_them(world: World) -> None:
    assert ask(world, "snooze", id="drink", minutes=15) == {"said": "drink is put off until 10:35"}
    assert ask(world, "done", id="drink") == {"said": "drink is done; next 11:20"}
    assert ask(world, "skip", id="drink") == {"said": "drink is skipped; next 12:20"}
    assert ask(world, "enable", id="tea", on=True) == {"said": "tea is on; next 11:20"}
    assert ask(world, "enable", id="tea", on=False) == {"said": "tea is off"}
    assert ask(world, "resume") == {"said": "Reminders were not paused"}
    assert [rule["id"] for rule in ask(world, "rules")["rules"]] == [*BUNDLED, "tea"]


def test_a_pause_is_told_in_the_time_of_the_place(world: World) -> None:
    until = world.clock.now() + timedelta(hours=30)
    told = ask(world, "pause", until=until.isoformat())
    assert told == {"said": "Paused until 2026-03-17 16:20"}
    assert ask(world, "status")["status"]["pause"] == {
        "since": "2026-03-16T10:20:00+01:00",
        "until": "2026-03-17T16:20:00+01:00",
    }


def test_a_planned_pause_is_told_with_its_label(world: World) -> None:
    now = world.clock.now()
    since, until = (now + timedelta(hours=h) for h in (1, 2))
    ask(world, "plan", since=since.isoformat(), until=until.isoformat(), label="meeting")
    (planned,) = ask(world, "status")["status"]["planned"]
    assert planned["label"] == "meeting"


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ({"reminders": "dance"}, '"dance" is nothing that reminders can do.'),
        ({}, '"None" is nothing'),
        ({"reminders": "done"}, "KeyError"),
        ({"reminders": "done", "id": "nope"}, '"nope"'),
        ({"reminders": "done", "id": ["drink"]}, "one of drink"),
        ({"reminders": "enable", "id": "drink"}, "KeyError"),
        ({"reminders": "snooze", "id": "drink", "minutes": "ten"}, "TypeError"),
        ({"reminders": "snooze", "id": "drink", "minutes": True}, "TypeError"),
        ({"reminders": "snooze", "id": "drink", "minutes": 0}, '"0"'),
        ({"reminders": "snooze", "id": "drink", "minutes": 10**30}, "1 to 1440"),
        ({"reminders": "pause", "until": "2026-03-16T12:00"}, "ValueError"),
        ({"reminders": "pause", "until": "2026-03-16T08:00+00:00"}, '"09:00" is over already'),
        ({"reminders": "pause", "until": "9999-12-31T23:59:59-12:00"}, "within a year"),
        ({"reminders": "plan", "since": None, "until": None}, "TypeError"),
        ({"reminders": "plan", "since": "2026-03-16T12:00Z", "until": "2026-03-16T11:00Z"},
         "end after it begins"),
        ({"reminders": "plan", "since": "2026-03-15T12:00Z", "until": "2026-03-15T13:00Z"},
         "in the future"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_changes_nothing(
    world: World, message: dict[str, Any], told: str
) -> None:
    rules, state = world.service.rules, world.service.state
    now = world.clock.now().astimezone(world.zone)
    answer = commands.answer(world.service, message, now)
    assert list(answer) == ["error"]
    assert told in answer["error"]
    assert (world.service.rules, world.service.state) == (rules, state)


@settings(max_examples=150)
@given(
    st.sampled_from(("enable", "done", "skip", "snooze", "pause", "plan", "resume", "status")),
    st.dictionaries(
        st.sampled_from(("id", "on", "minutes", "since", "until", "label")), nonsense()
    ),
)
def test_whatever_is_sent_there_is_an_answer(name: str, message: dict[str, Any]) -> None:
    world = World(DRINK, TEA)
    answer = ask(world, name, **message)
    assert len(answer) == 1
    json.dumps(answer)
    world.pass_time(30)
