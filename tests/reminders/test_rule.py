"""Rules are always possible; what cannot be is named, with what would be right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from relaxapp.reminders.rule import (
    BUNDLED,
    DAY_MINUTES,
    SUGGESTED,
    Aligned,
    At,
    Deed,
    Every,
    Rule,
    RuleError,
    Window,
    bundled,
    clock_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = (Window(9 * 60, 17 * 60),)
OWN = Rule("tea", Every(60), DAY, title="Tea")


@pytest.mark.parametrize(
    ("make", "named", "right"),
    [
        (lambda: Every(4), 'minutes is "4"', "from 5 to 1440"),
        (lambda: Every(1441), 'minutes is "1441"', "from 5 to 1440"),
        (lambda: Every(True), 'minutes is "True"', "a whole number"),
        (lambda: Every(60.0), 'minutes is "60.0"', "a whole number"),  # type: ignore[arg-type]  # as from a file
        (lambda: Aligned(721), 'minutes is "721"', "from 5 to 720"),
        (lambda: Aligned("60"), 'minutes is "60"', "a whole number"),  # type: ignore[arg-type]  # as from a file
        (lambda: At(()), 'times is "0"', "1 to 24 times"),
        (lambda: At(tuple(range(25))), 'times is "25"', "1 to 24 times"),
        (lambda: At((DAY_MINUTES,)), 'time is "1440"', "from 0 to 1439"),
        (lambda: At((-1,)), 'time is "-1"', "from 0 to 1439"),
        (lambda: Window(-1, 60), 'start is "-1"', "from 0 to 1439"),
        (lambda: Window(0, 1441), 'end is "1441"', "from 0 to 1440"),
        (lambda: Window(540, 540), 'end is "09:00"', "another time than the start"),
        (lambda: Window(0, 60, frozenset()), 'days is "[]"', "at least one of 0 (Monday) to 6"),
        (lambda: Window(0, 60, frozenset({6, 7})), 'days is "[6, 7]"', "0 (Monday) to 6"),
        (lambda: OWN.with_(id="Tea"), 'id is "Tea"', "small letters"),
        (lambda: OWN.with_(id=""), 'id is ""', "small letters"),
        (lambda: OWN.with_(id="a" * 41), 'id is "aaa', "small letters"),
        (lambda: OWN.with_(id="tea\n"), 'id is "tea', "small letters"),
        (lambda: OWN.with_(title=" \n\t"), 'title is ""', "a few words"),
        (lambda: OWN.with_(title="x" * 61), 'title is "xxxxx', "at most 60 characters"),
        (lambda: OWN.with_(title=3), 'title is "3"', "text"),
        (lambda: OWN.with_(line="x" * 201), 'line is "xxxxx', "at most 200 characters"),
        (lambda: OWN.with_(windows=()), 'windows is "0"', "1 to 24 windows"),
        (lambda: OWN.with_(windows=DAY * 25), 'windows is "25"', "1 to 24 windows"),
        (lambda: OWN.with_(button=Deed.AWAY), 'button is "away"', "done at a press"),
        (lambda: OWN.with_(away_minutes=0), 'away_minutes is "0"', "from 1 to 120"),
        (lambda: OWN.with_(snoozes=()), 'snoozes is "0"', "at least one length"),
        (lambda: OWN.with_(snoozes=(10, 0)), 'snooze is "0"', "from 1 to 1440"),
        (lambda: OWN.with_(snooze_cap=4), 'snooze_cap is "4"', "from 0 to 3"),
        (lambda: OWN.with_(amounts=(250, 2001)), 'amount is "2001"', "from 1 to 2000"),
    ],
)
def test_what_cannot_be_is_named_with_what_would_be_right(
    make: Callable[[], Any], named: str, right: str
) -> None:
    with pytest.raises(RuleError) as caught:
        make()
    told = str(caught.value)
    assert told.startswith(named)
    assert right in told
    assert told.endswith("would be right.")


def test_values_are_put_into_order() -> None:
    assert At((900, 600, 900)).times == (600, 900)
    rule = OWN.with_(title="  Green \n tea ", line="a\x00b\u202ec", snoozes=(60, 10, 60))
    assert (rule.title, rule.line, rule.snoozes) == ("Green tea", "a b c", (10, 60))


def test_what_comes_with_relaxapp_is_off_and_complete() -> None:
    rules = bundled()
    assert tuple(rule.id for rule in rules) == BUNDLED
    assert not any(rule.enabled for rule in rules)
    assert not any(rule.sound for rule in rules)
    assert set(SUGGESTED) < set(BUNDLED)
    assert {rule.snooze_cap for rule in rules} == {3}
    counts = {rule.id: rule for rule in rules}
    assert counts["move"].counts(Deed.AWAY)
    assert not counts["drink"].counts(Deed.AWAY)


def test_a_bundled_one_needs_no_title_of_its_own() -> None:
    drink = bundled()[0]
    assert drink.name == "Drink something"
    assert drink.with_(title="Water").name == "Water"
    assert OWN.name == "Tea"


@pytest.mark.parametrize(("minutes", "text"), [(0, "00:00"), (545, "09:05"), (1440, "24:00")])
def test_minutes_are_told_as_the_clock_shows_them(minutes: int, text: str) -> None:
    assert clock_text(minutes) == text
