"""Reading a trial: by what the coin said, once, and against the coin thrown again."""

from __future__ import annotations

import itertools
import math
import random
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from relaxapp.journal import trial_words
from relaxapp.journal.coin_test import throw_again
from relaxapp.journal.daily import Daily
from relaxapp.journal.gates import Counted, Verdict
from relaxapp.journal.ids import uuid7
from relaxapp.journal.rates import Observed, blocked
from relaxapp.journal.trial import Act, Trial, coin_blocks
from relaxapp.journal.trial_results import Done, how_often, read_out
from relaxapp.journal.vocabulary import DayStatus
from tests.journal import histories

START = date(2026, 3, 1)
LATER = START + timedelta(days=400)


def trial(seed: int = 1, planned_days: int = 56, ended: date | None = None) -> Trial:
    made = uuid7(datetime(2026, 3, 1, tzinfo=UTC), lambda _: seed)
    return Trial(made, Act.WALK, START, planned_days, ended)


def lived(of: Trial, on: float, off: float, seed: int = 1, partial_days: int = 0) -> list[Daily]:
    """Return the days of a trial with about so many episodes, and more around it."""
    chance = random.Random(seed)  # noqa: S311 - made up data
    days = []
    for n in range(-20, of.planned_days + 20):
        day = START + timedelta(days=n)
        mean = on if of.is_on(day) else off
        status = DayStatus.PARTIAL if 0 <= n < partial_days else DayStatus.COMPLETE
        days.append(Daily(day, status, max(0, round(chance.gauss(mean, 1)))))
    return days


def test_nothing_is_told_before_the_end() -> None:
    one = trial()
    days = lived(one, 1, 5)
    assert read_out(one, days, {}, one.last) is None
    found = read_out(one, days, {}, one.last + timedelta(days=1))
    assert found is not None
    assert found.same_day.verdict is Verdict.PATTERN
    assert found.same_day.rate_ratio is not None
    assert 0.1 < found.same_day.rate_ratio < 0.4
    assert found.same_day.there.complete_days == 56  # none of those around it
    assert found.next_day.there.complete_days == 55


def test_what_counts_is_what_the_coin_said() -> None:
    one = trial()
    days = lived(one, 1, 5)
    never = read_out(one, days, {}, LATER)
    as_liked = {day: n % 3 == 0 for n, (day, _) in enumerate(one.days())}
    found = read_out(one, days, as_liked, LATER)
    assert found is not None
    assert never is not None
    assert found.same_day == never.same_day
    assert never.done == Done(unsaid=56)
    assert found.done.on + found.done.off == 19
    assert found.done.on_days + found.done.off_days == 56


def test_how_often_it_was_done_is_told_for_the_days_that_are_known() -> None:
    one = trial()
    on = [day for day, is_on in one.days() if is_on]
    off = [day for day, is_on in one.days() if not is_on]
    said = dict.fromkeys(on[:20], True) | dict.fromkeys(on[20:24], False)
    said |= {off[0]: True, off[1]: False, START - timedelta(days=3): True}
    assert how_often(one, said) == Done(20, 24, 1, 2, 56 - 26)


def test_it_takes_as_much_as_any_comparison() -> None:
    one = trial(planned_days=42)
    enough = read_out(one, lived(one, 2, 2), {}, LATER)
    assert enough is not None
    assert enough.same_day.verdict is Verdict.UNCLEAR
    assert enough.next_day.lacks == Counted(complete_days=1)
    few = read_out(one, lived(one, 2, 2, partial_days=1), {}, LATER)
    assert few is not None
    assert (few.same_day.verdict, few.same_day.p) == (Verdict.TOO_LITTLE, None)
    assert few.same_day.lacks == Counted(complete_days=1)
    early = trial(ended=START + timedelta(days=9))
    none = read_out(early, lived(early, 1, 5), {}, LATER)
    assert none is not None
    assert none.same_day.there.complete_days == 10
    assert none.same_day.rate_ratio is None


def test_p_is_that_of_every_fall_of_the_coin() -> None:
    coins = ((True, False), (False, True, True, False), (True, False))
    said = [on for block in coins for on in block]
    episodes = [0, 4, 3, 1, 0, 2, 1, 2]
    of = [Observed(n, said[n], episodes[n]) for n in range(8) if n != 5]

    def far(fell: tuple[bool, ...]) -> float:
        pairs = [(one.number, fell[one.number], one.episodes) for one in of]
        num, den, _ = histories.slow_sums(histories.slow_blocks(pairs))
        return abs(math.log((num + 0.5) / (den + 0.5)))

    falls = [
        tuple(itertools.chain(*blocks))
        for blocks in itertools.product(
            *(sorted(set(itertools.permutations(block))) for block in coins)
        )
    ]
    assert len(falls) == 2 * 6 * 2
    exact = sum(far(fell) >= far(tuple(said)) - 1e-9 for fell in falls) / len(falls)
    found = throw_again(coins, [one.number for one in of], "a", blocked(of), 40_000).p
    assert found == pytest.approx(exact, abs=0.012)


def test_where_nothing_is_there_p_is_even_whatever_the_days_are_like() -> None:
    """Spells of a week or more, and a trend: the coin knows nothing of them."""
    small = 0
    for seed in range(300):
        one, chance, mood = trial(seed), random.Random(seed), 0.0  # noqa: S311 - made up data
        of = []
        for n, (_, on) in enumerate(one.days()):
            mood = 0.9 * mood + chance.gauss(0, 0.5)
            of.append(Observed(n, on, max(0, round(3 * math.exp(mood) + n / 20))))
        numbers = list(range(56))
        test = partial(throw_again, coin_blocks(one.id, 56), numbers, "a")
        small += test(blocked(of), 199).p <= 0.1
    assert 15 <= small <= 46  # 30 expected; three standard deviations


def test_a_result_is_told_in_whole_sentences() -> None:
    one = trial()
    done = dict(one.days())
    found = read_out(one, lived(one, 1, 5), done, LATER)
    assert found is not None
    same, after, often, caution = trial_words.told(found)
    assert same.startswith("On 28 days with a walk by the coin you logged 0.")
    assert "(rough range 0." in same
    assert after.startswith(("On 27 days after one with", "On 28 days after"))
    assert often.startswith("It was done on 28 of 28 days with the coin and on 0 of 28 others")
    assert "A coin chose the days" in caution
    alike = read_out(one, lived(one, 3, 3), {}, LATER)
    assert alike is not None
    told = " ".join(trial_words.told(alike))
    assert "No difference stands out. That is an answer too." in told
    assert "could still be missed" in told
    few = read_out(one, lived(one, 3, 3, partial_days=20), {}, LATER)
    assert few is not None
    assert trial_words.told(few) == (
        "Too little to compare. It would have taken this much more: 6 complete days.",
    )
