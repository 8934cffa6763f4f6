"""Diaries drawn at random whose truth is known, as restless and as persistent as real ones.

For the test that the statistics keep their word, and for `benchmarks/insights_study.py`, which
asks the same of many more of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from relaxapp.journal.daily import Daily
from relaxapp.journal.questions import Question
from relaxapp.journal.vocabulary import DayStatus

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from relaxapp.journal.trial import Trial

FIRST = date(2026, 1, 1)
SHARES = {
    Question.CAFFEINE: 0.4,
    Question.POOR_SLEEP: 0.35,
    Question.HARD_EXERCISE: 0.3,
    Question.HIGH_STRESS: 0.4,
    Question.ALCOHOL: 0.35,
    Question.LITTLE_WATER: 0.45,
    Question.NO_SESSION: 0.5,
    Question.NO_MOVEMENT: 0.5,
}
"""How many of the days are exposed."""


@dataclass(frozen=True)
class World:
    """How the days of a diary come about.

    ``persistence`` is the correlation of a day with the one before, of each exposure's leaning
    and of the mood that episodes follow. ``trend`` drifts exposures and episodes together, over
    the whole diary, by that many standard deviations each way. ``mean`` episodes a day vary as
    counts with a negative binomial of ``size`` (the smaller, the more restless) around a mood of
    standard deviation ``sway`` on the logarithm. ``gaps`` of the days are not complete, and of as
    many figures nothing is known. On days with caffeine there are ``ratio`` times as many.
    """

    days: int
    persistence: float = 0.0
    trend: float = 0.0
    ratio: float = 1.0
    mean: float = 3.0
    size: float = 2.0
    sway: float = 0.5
    gaps: float = 0.08


def diary(world: World, seed: int) -> tuple[Daily, ...]:
    """Return one diary; the same seed gives the same."""
    chance = np.random.default_rng(seed)
    drift = np.linspace(-world.trend, world.trend, world.days)
    exposed = {
        question: spells(chance, world) + drift > NormalDist().inv_cdf(1 - share)
        for question, share in SHARES.items()
    }
    mood = world.sway * spells(chance, world) - world.sway**2 / 2 + drift
    level = world.mean * np.exp(mood)
    level *= np.where(exposed[Question.CAFFEINE], world.ratio, 1.0)
    episodes = chance.negative_binomial(world.size, world.size / (world.size + level))
    complete = chance.random(world.days) >= world.gaps
    unknown = chance.random((5, world.days)) < world.gaps
    on = {question: [bool(one) for one in days] for question, days in exposed.items()}
    return tuple(
        Daily(
            FIRST + timedelta(days=n),
            DayStatus.COMPLETE if complete[n] else DayStatus.PARTIAL,
            int(episodes[n]),
            caffeine_mg=None if unknown[0, n] else 250 if on[Question.CAFFEINE][n] else 80,
            sleep_hours=None if unknown[1, n] else 5.0 if on[Question.POOR_SLEEP][n] else 7.5,
            hard_exercise=None if unknown[2, n] else on[Question.HARD_EXERCISE][n],
            stress=None if unknown[3, n] else 8 if on[Question.HIGH_STRESS][n] else 4,
            alcohol_units=None if unknown[4, n] else 2.0 * on[Question.ALCOHOL][n],
            drinks=4,
            drinks_ml=1000 if on[Question.LITTLE_WATER][n] else 1800,
            sessions=int(not on[Question.NO_SESSION][n]),
            movements=int(not on[Question.NO_MOVEMENT][n]),
        )
        for n in range(world.days)
    )


def tried(of: Trial, world: World, seed: int) -> tuple[Daily, ...]:
    """Return the days of a trial, with ``ratio`` times as many episodes where the coin says on."""
    chance = np.random.default_rng(seed)
    drift = np.linspace(-world.trend, world.trend, world.days)
    mood = world.sway * spells(chance, world) - world.sway**2 / 2 + drift
    on = np.array([is_on for _, is_on in of.days()])
    level = world.mean * np.exp(mood) * np.where(on, world.ratio, 1.0)
    episodes = chance.negative_binomial(world.size, world.size / (world.size + level))
    complete = chance.random(world.days) >= world.gaps
    return tuple(
        Daily(
            of.started + timedelta(days=n),
            DayStatus.COMPLETE if complete[n] else DayStatus.PARTIAL,
            int(episodes[n]),
        )
        for n in range(world.days)
    )


def spells(chance: np.random.Generator, world: World) -> NDArray[np.float64]:
    """Return a standard normal value a day that resembles the day before."""
    steps = chance.normal(size=world.days)
    fresh = (1 - world.persistence**2) ** 0.5
    for n in range(1, world.days):
        steps[n] = world.persistence * steps[n - 1] + fresh * steps[n]
    return steps
