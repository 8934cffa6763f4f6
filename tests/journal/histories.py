"""Made-up diaries with known truth, and the whole method once more, slow and plain.

The re-implementation follows the method's description sentence by sentence and shares no code with
the program: where both agree, both are what was described.
"""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from relaxapp.journal.daily import Daily
from relaxapp.journal.vocabulary import DayStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FIRST = date(2026, 1, 1)
Pair = tuple[int, bool, int]  # number of the day, exposed, episodes


def days(count: int, make: Callable[[int], dict[str, Any]]) -> tuple[Daily, ...]:
    """Return complete days; ``make`` gives the figures of each."""
    return tuple(
        replace(Daily(FIRST + timedelta(days=n), DayStatus.COMPLETE), **make(n))
        for n in range(count)
    )


def some_days(seed: int, count: int, *, gaps: float = 0.2) -> tuple[Daily, ...]:
    """Return days of every kind, without any effect: gaps, zeros, unknown figures."""
    chance = random.Random(seed)  # noqa: S311 - made up data

    def maybe(value: Any) -> Any:
        return None if chance.random() < gaps / 2 else value

    def make(_: int) -> dict[str, Any]:
        status = DayStatus.COMPLETE
        if chance.random() < gaps:
            status = chance.choice((DayStatus.UNKNOWN, DayStatus.PARTIAL))
        return {
            "status": status,
            "episodes": max(0, round(chance.gauss(2, 2.5))),
            "caffeine_mg": maybe(chance.choice((0, 120, 200, 350))),
            "alcohol_units": maybe(chance.choice((0.0, 0.0, 1.5))),
            "sleep_hours": maybe(chance.choice((5.0, 6.0, 7.5))),
            "hard_exercise": maybe(chance.random() < 0.4),
            "stress": maybe(chance.randrange(11)),
            "drinks_ml": maybe(chance.choice((900, 1600, 2100))),
            "movements": chance.choice((0, 0, 1, 3)),
            "sessions": chance.choice((0, 1)),
            "traced": chance.random() > gaps / 4,
        }

    return days(count, make)


def slow_pairs(
    of: Sequence[Daily], lag: int, exposed: Callable[[Daily], bool | None]
) -> list[Pair]:
    """Return complete days with the exposure of the day ``lag`` days before, where it is known."""
    by_day = {one.day: one for one in of}
    found = []
    for one in of:
        before = by_day.get(one.day - timedelta(days=lag))
        if one.status == "complete" and before is not None and exposed(before) is not None:
            found.append(((one.day - FIRST).days, bool(exposed(before)), one.episodes))
    return found


def slow_blocks(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Return the pairs by four weeks from the first; fewer than 14 days left over join the last."""
    blocks: list[list[Pair]] = []
    start, end = pairs[0][0], pairs[-1][0] + 1
    while end - start >= 28 + 14:
        blocks.append([pair for pair in pairs if start <= pair[0] < start + 28])
        start += 28
    blocks.append([pair for pair in pairs if pair[0] >= start])
    return [block for block in blocks if block]


def slow_sums(blocks: Sequence[Sequence[Pair]]) -> tuple[float, float, float]:
    """Return the two sums of Mantel and Haenszel, and that of Greenland and Robins."""
    num = den = spread = 0.0
    for block in blocks:
        a = sum(count for _, on, count in block if on)
        b = sum(count for _, on, count in block if not on)
        t1 = sum(1 for _, on, _ in block if on)
        t0 = sum(1 for _, on, _ in block if not on)
        num += a * t0 / (t1 + t0)
        den += b * t1 / (t1 + t0)
        spread += (a + b) * t1 * t0 / (t1 + t0) ** 2
    return num, den, spread


def slow_rotation_p(blocks: Sequence[Sequence[Pair]], seed: int, times: int) -> float:
    """Return p by rotating lists, one after the other."""
    chance = random.Random(seed)  # noqa: S311 - the rotations of a test

    def far(rotated: Sequence[Sequence[Pair]]) -> float:
        num, den, _ = slow_sums(rotated)
        return abs(math.log((num + 0.5) / (den + 0.5)))

    def turned(block: Sequence[Pair]) -> list[Pair]:
        exposed = [on for _, on, _ in block]
        if chance.random() < 0.5:
            exposed.reverse()
        by = chance.randrange(len(block))
        exposed = exposed[by:] + exposed[:by]
        return [(day, on, count) for (day, _, count), on in zip(block, exposed, strict=True)]

    as_seen = far(blocks)
    as_far = sum(far([turned(block) for block in blocks]) >= as_seen - 1e-9 for _ in range(times))
    return (1 + as_far) / (1 + times)


def slow_adjusted(ps: Sequence[float]) -> list[float]:
    """Return for each p the least q with which its step-up still takes it."""
    found = []
    for p in ps:
        steps = []
        for k in range(1, len(ps) + 1):
            kth = sorted(ps)[k - 1]
            if kth >= p:
                steps.append(kth * len(ps) / k)
        found.append(min([*steps, 1.0]))
    return found
