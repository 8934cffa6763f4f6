"""A state as it lies in a file: the same again, and nonsense is as if never said."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from relaxapp.reminders.rule import bundled
from relaxapp.reminders.standing import Standing, State
from relaxapp.reminders.statebook import from_mapping, to_mapping
from tests.reminders.strategies import INSTANTS, nonsense, states
from tests.reminders.world import World

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
FIELDS = ("since", "handled", "again", "live", "done", "quiet", "snoozes", "ignored", "shown")


def as_kept(state: State, seen: datetime | None) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(json.dumps(to_mapping(state, seen)))
    return kept


@settings(max_examples=100)
@given(states(), st.one_of(st.none(), INSTANTS))
def test_what_is_kept_is_read_again_the_same(state: State, seen: datetime | None) -> None:
    assert from_mapping(as_kept(state, seen)) == (state, seen)


@settings(max_examples=100)
@given(states(), st.sampled_from(FIELDS), nonsense())
def test_a_wrong_value_costs_itself_alone(state: State, field: str, value: object) -> None:
    kept = as_kept(state, NOW)
    for one in kept["standings"].values():
        one[field] = value
    again, seen = from_mapping(kept)
    assert seen == NOW
    assert (again.pause, again.planned, again.settle) == (state.pause, state.planned, state.settle)
    for name, one in state.standings.items():
        for other in FIELDS:
            if other != field:
                assert getattr(again.of(name), other) == getattr(one, other)


@settings(max_examples=200)
@given(nonsense(), nonsense(), nonsense())
def test_nonsense_never_raises_and_can_be_lived_with(
    one: object, two: object, three: object
) -> None:
    for mapping in (
        {"standings": one, "pause": two, "planned": three},
        {"standings": {"drink": one, "move": {"since": two, "snoozes": three}}},
        {"standings": {"drink": dict.fromkeys(FIELDS, one)}, "settle": two, "seen": three},
        {"pause": {"since": one, "until": two, "label": three}},
        {"planned": [{"since": "2026-03-16T09:00:00+00:00", "until": one}, two, three]},
    ):
        state, seen = from_mapping(mapping)
        json.dumps(to_mapping(state, seen))
        world = World(*(rule.with_(enabled=True) for rule in bundled()), start=False)
        world.book.kept_state = mapping
        world.switch_on()
        world.pass_time(60)
        for rule in world.service.rules:
            world.service.status(rule)


def test_what_was_never_kept_is_nothing() -> None:
    assert from_mapping(None) == (State(), None)
    assert from_mapping({}) == (State(), None)


def test_instants_of_other_zones_are_the_same_instants() -> None:
    state, _ = from_mapping({"standings": {"drink": {"since": "2026-03-16T10:00:00+01:00"}}})
    assert state.of("drink") == Standing(since=NOW)


def test_the_farthest_times_are_no_times() -> None:
    far = {"since": "9999-12-31T23:59:59-12:00", "live": "0001-01-01T00:00:00+14:00"}
    state, seen = from_mapping({"standings": {"drink": far}, "seen": "9999-12-31T23:00:00+00:00"})
    assert (state.of("drink"), seen) == (Standing(), None)


def test_a_pause_that_ends_before_it_begins_is_none() -> None:
    ends = (NOW - timedelta(hours=1)).isoformat()
    state, _ = from_mapping({"pause": {"since": NOW.isoformat(), "until": ends}})
    assert state.pause is None
