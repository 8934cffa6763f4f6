"""The coin of a trial, and the days that belong to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from relaxapp.journal.entries import EntryError
from relaxapp.journal.ids import uuid7
from relaxapp.journal.trial import Act, Trial, coin, coin_blocks

ID = "01956e2c-0000-7000-8000-000000000000"
START = date(2026, 3, 1)


def ids(count: int) -> list[str]:
    first = datetime(2026, 3, 1, tzinfo=UTC)
    return [uuid7(first + timedelta(seconds=n), lambda _, n=n: n) for n in range(count)]


def test_the_coin_of_a_day_is_the_same_for_ever() -> None:
    told = "".join("+-"[not on] for on in coin(ID, 56))
    assert told == "+--+++--+-+-+--+-++--+-++-+-+-+---++-+-+-+-+++---+--+++-"
    assert coin(ID, 42) == coin(ID, 56)[:42]  # a longer plan changes no day


def test_each_block_has_as_many_days_on_as_off() -> None:
    sizes = set()
    for one in ids(50):
        for block in coin_blocks(one, 56):
            assert sum(block) * 2 == len(block)
            sizes.add(len(block))
    assert sizes == {2, 4, 6}


def test_every_day_is_on_in_half_of_all_trials_and_foretells_nothing() -> None:
    coins = [coin(one, 42) for one in ids(3000)]
    for day in range(42):
        on = sum(one[day] for one in coins)
        assert 1350 < on < 1650  # 5 standard deviations
    alike = sum(one[day] == one[day + 1] for one in coins for day in range(41))
    assert 0.2 < alike / (3000 * 41) < 0.5  # balanced, and yet no mere taking of turns


def test_a_trial_has_its_days_and_no_other() -> None:
    trial = Trial(ID, Act.WALK, START, planned_days=42)
    assert trial.last == date(2026, 4, 11)
    assert trial.is_on(START - timedelta(days=1)) is None
    assert trial.is_on(trial.last + timedelta(days=1)) is None
    assert [on for _, on in trial.days()] == [trial.is_on(day) for day, _ in trial.days()]
    assert len(list(trial.days())) == 42
    assert not trial.is_over(trial.last)
    assert trial.is_over(trial.last + timedelta(days=1))
    short = Trial(ID, Act.WALK, START, 42, ended=START + timedelta(days=9))
    assert list(short.days()) == list(trial.days())[:10]
    assert short.is_over(START + timedelta(days=10))


def test_what_can_be_no_trial_is_refused() -> None:
    with pytest.raises(EntryError, match="planned_days is 41"):
        Trial(ID, Act.BATH, START, planned_days=41)
    with pytest.raises(EntryError, match="ended is 2026-02-28"):
        Trial(ID, Act.BATH, START, ended=date(2026, 2, 28))
    with pytest.raises(ValueError, match="no_water"):
        Trial(ID, "no_water", START)  # type: ignore[arg-type] # nothing is ever withheld
