"""The statistics, part by part, against SciPy, statsmodels, and slow plain counting."""

from __future__ import annotations

import itertools
import math
import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaxapp.journal import benjamini
from relaxapp.journal.power import could_be_missed
from relaxapp.journal.quantiles import normal, student_t
from relaxapp.journal.rates import Block, Observed, Rate, blocked, rate
from relaxapp.journal.rotation import rotate
from tests.journal import histories

if TYPE_CHECKING:
    from collections.abc import Sequence

NINE = 1e-9


def block(exposed: Sequence[bool], episodes: Sequence[int]) -> Block:
    return Block(tuple(map(bool, exposed)), tuple(episodes))


def some_blocks(seed: int, count: int, days: int = 28) -> list[Block]:
    """Return blocks of restless days with runs, each at a level of its own."""
    chance = random.Random(seed)  # noqa: S311 - made up data
    made = []
    for _ in range(count):
        level, on = chance.choice((1, 3, 6)), False
        exposed, episodes = [], []
        for _ in range(days):
            on ^= chance.random() < 0.3
            exposed.append(on)
            episodes.append(max(0, round(chance.gauss(level * (1.4 if on else 1), 2 + level / 2))))
        made.append(block(exposed, episodes))
    return made


# ---- quantiles


@pytest.mark.parametrize("df", [1, 2, 3, 5, 8, 13, 26, 39, 40, 87, 175, 600, 1759, 40_000])
def test_students_t_is_scipys(df: int) -> None:
    from scipy import stats

    for p in (0.6, 0.8, 0.9, 0.95, 0.975, 0.99, 0.9999, 1 - 1e-7, 0.4, 0.025, 1e-6):
        assert student_t(p, df) == pytest.approx(float(stats.t.ppf(p, df)), rel=NINE)
    assert student_t(0.5, df) == 0


@pytest.mark.parametrize(("p", "df"), [(0, 5), (1, 5), (0.5, 0), (-0.1, 3), (math.nan, 3)])
def test_what_has_no_quantile_is_refused(p: float, df: float) -> None:
    with pytest.raises(ValueError, match="would be right"):
        student_t(p, df)


def test_the_normal_quantile_is_scipys() -> None:
    from scipy import stats

    for p in (0.001, 0.2, 0.8, 0.975, 0.996):
        assert normal(p) == pytest.approx(float(stats.norm.ppf(p)), rel=NINE)


# ---- many questions


@given(st.lists(st.floats(1e-6, 1), min_size=1, max_size=20))
def test_adjusted_ps_are_scipys_and_statsmodels(ps: list[float]) -> None:
    from scipy import stats
    from statsmodels.stats.multitest import multipletests

    ours = benjamini.adjusted(ps)
    assert ours == pytest.approx(list(stats.false_discovery_control(ps)), rel=NINE)
    called, theirs, *_ = multipletests(ps, alpha=benjamini.Q, method="fdr_bh")
    assert ours == pytest.approx(list(theirs), rel=NINE)
    for one, is_called in zip(ours, called, strict=True):
        if abs(one - benjamini.Q) > NINE:
            assert benjamini.passes(one) == is_called
    assert ours == pytest.approx(histories.slow_adjusted(ps), rel=NINE)


def test_no_question_needs_no_adjusting() -> None:
    assert benjamini.adjusted(()) == ()


# ---- blocks


@pytest.mark.parametrize(
    ("days", "sizes"),
    [
        (1, [1]),
        (28, [28]),
        (41, [41]),
        (42, [28, 14]),
        (55, [28, 27]),
        (56, [28, 28]),
        (69, [28, 41]),
        (70, [28, 28, 14]),
        (365, [*[28] * 12, 29]),
    ],
)
def test_blocks_are_four_weeks_and_a_short_tail_joins_the_last(days: int, sizes: list[int]) -> None:
    found = blocked([Observed(7 + n, n % 2 == 0, n) for n in range(days)])
    assert [len(one.exposed) for one in found] == sizes
    assert [count for one in found for count in one.episodes] == list(range(days))


@given(st.sets(st.integers(0, 200), min_size=1))
def test_blocks_follow_the_calendar_over_days_that_do_not_count(numbers: set[int]) -> None:
    order = sorted(numbers)
    found = blocked([Observed(n, n % 3 == 0, n) for n in order])
    slow = histories.slow_blocks([(n, n % 3 == 0, n) for n in order])
    assert [one.episodes for one in found] == [tuple(n for n, _, _ in one) for one in slow]


def test_no_days_are_in_no_block() -> None:
    assert blocked(()) == ()


# ---- rate ratio and rough range


@pytest.mark.parametrize("seed", range(5))
def test_over_one_block_it_is_a_quasi_poisson_regression(seed: int) -> None:
    import numpy as np
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM

    (one,) = some_blocks(seed, 1, 40)
    design = np.column_stack([np.ones(40), np.array(one.exposed, dtype=float)])
    model = GLM(np.array(one.episodes), design, family=Poisson())
    near = model.fit(tol=1e-14).params  # its weights are those of the step before
    fit = model.fit(start_params=near, tol=1e-14)
    wide = model.fit(start_params=near, tol=1e-14, scale="X2", use_t=True)
    found = rate([one])
    assert found.ratio == pytest.approx(math.exp(fit.params[1]), rel=NINE)
    assert found.variance == pytest.approx(fit.bse[1] ** 2, rel=NINE)
    assert found.df == fit.df_resid == 38
    assert found.phi == pytest.approx(max(1, fit.pearson_chi2 / fit.df_resid), rel=NINE)
    low, high = np.exp(wide.conf_int()[1])
    if found.phi > 1:
        assert (found.low, found.high) == pytest.approx((low, high), rel=NINE)
    else:
        assert found.high - found.low > high - low  # type: ignore[operator] # both are there


@pytest.mark.parametrize("seed", range(5))
def test_over_many_blocks_each_part_is_what_its_formula_says(seed: int) -> None:
    from scipy import stats

    every = some_blocks(seed, 4)
    found = rate(every)
    pairs = [[(0, on, n) for on, n in zip(*_both(one), strict=True)] for one in every]
    num, den, spread = histories.slow_sums(pairs)
    assert found.ratio == pytest.approx(num / den, rel=NINE)
    assert found.variance == pytest.approx(spread / (num * den), rel=NINE)
    chi_square = 0.0
    for one in every:
        weights = [num / den if on else 1.0 for on in one.exposed]
        expected = [one.total * weight / sum(weights) for weight in weights]
        chi_square += float(stats.chisquare(one.episodes, expected).statistic)
    assert found.df == 4 * 28 - 4 - 1
    assert found.phi == pytest.approx(max(1, chi_square / found.df), rel=NINE)
    reach = stats.t.ppf(0.975, found.df) * math.sqrt(found.phi * spread / (num * den))
    assert found.low == pytest.approx(num / den * math.exp(-reach), rel=NINE)
    assert found.high == pytest.approx(num / den * math.exp(reach), rel=NINE)


def test_over_many_blocks_it_is_near_a_regression_with_a_level_for_each() -> None:
    import numpy as np
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM

    every = some_blocks(9, 6)
    exposed = np.concatenate([np.array(one.exposed, dtype=float) for one in every])
    levels = np.kron(np.eye(6), np.ones((28, 1)))
    counts = np.concatenate([one.episodes for one in every])
    fit = GLM(counts, np.column_stack([exposed, levels]), family=Poisson()).fit()
    assert rate(every).ratio == pytest.approx(math.exp(fit.params[0]), rel=0.03)


def _both(one: Block) -> tuple[tuple[bool, ...], tuple[int, ...]]:
    return one.exposed, one.episodes


def test_nothing_to_compare_has_no_ratio() -> None:
    assert rate(()) == Rate(0, 0)
    assert rate([block([1] * 20, [3] * 20)]).ratio is None
    assert rate([block([0] * 20, [3] * 20)]).ratio is None
    assert rate([block([1, 0] * 10, [0] * 20)]).ratio is None


def test_where_one_kind_of_day_has_no_episode_there_is_no_range() -> None:
    none = rate([block([1, 0] * 10, [0, 2] * 10)])
    assert (none.ratio, none.low, none.high, none.direction) == (0, None, None, -1)
    every = rate([block([1, 0] * 10, [2, 0] * 10)])
    assert (every.ratio, every.low, every.high, every.direction) == (None, None, None, 1)


def test_a_block_without_an_episode_makes_no_range_narrower() -> None:
    wild = some_blocks(3, 2)
    assert rate([*wild, block([1, 0] * 14, [0] * 28)]) == rate(wild)


def test_a_level_of_its_own_in_each_block_changes_no_ratio() -> None:
    even = [block([1, 0, 0, 1] * 7, [level * n for n in (3, 1, 1, 3)] * 7) for level in (1, 2, 9)]
    assert rate(even).ratio == pytest.approx(3)
    # Added up without blocks, more exposed days in the livelier month would pass for an effect.
    season = [block([1] * 21 + [0] * 7, [8] * 28), block([0] * 21 + [1] * 7, [2] * 28)]
    assert rate(season).ratio == pytest.approx(1)
    assert rate(season).direction == 0


# ---- rotations


@pytest.mark.parametrize("seed", range(4))
def test_p_is_that_of_every_rotation_there_is(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - made up data
    small = [
        block([chance.random() < 0.5 for _ in range(9)], [chance.randrange(5) for _ in range(9)])
        for _ in range(3)
    ]

    def sums(ways: Sequence[Sequence[tuple[int, bool, int]]]) -> float:
        num, den, _ = histories.slow_sums(ways)
        return abs(math.log((num + 0.5) / (den + 0.5)))

    def rotated(one: Block) -> list[list[tuple[int, bool, int]]]:
        found = []
        for way in (one.exposed, one.exposed[::-1]):
            for by in range(len(way)):
                turned = way[by:] + way[:by]
                found.append([(0, on, n) for on, n in zip(turned, one.episodes, strict=True)])
        return found

    as_seen = sums([rotated(one)[0] for one in small])
    every = list(itertools.product(*(rotated(one) for one in small)))
    exact = sum(sums(ways) >= as_seen - NINE for ways in every) / len(every)
    many = 40_000
    spread = math.sqrt(exact * (1 - exact) / many)
    assert rotate(small, "any", many).p == pytest.approx(exact, abs=5 * spread + 1 / many)


def test_p_is_never_zero_and_the_same_for_the_same_seed() -> None:
    plain = [block([1, 0, 0, 1, 1, 0, 1, 0] * 3, [9, 0, 0, 9, 9, 0, 9, 0] * 3)] * 3
    assert 1 / 2000 <= rotate(plain, "a").p < 0.02
    assert rotate(plain, "a").p == rotate(plain, "a").p
    restless = some_blocks(2, 3)
    assert len({rotate(restless, seed).p for seed in "abcdefgh"}) > 1
    assert rotate(restless, "a").p * 2000 == pytest.approx(round(rotate(restless, "a").p * 2000))


def test_p_is_one_where_no_rotation_changes_anything() -> None:
    assert rotate((), "a").p == 1
    assert rotate([block([1] * 28, range(28))], "a").p == 1
    assert rotate([block([1, 0] * 14, [3] * 28)], "a").p == 1


def test_how_far_chance_reaches_is_told_and_widens_what_could_be_missed() -> None:
    """Days in long spells: rotated, they spread further than single days would."""
    spells = [block([1] * 14 + [0] * 14, [6, 7, 5, 6] * 3 + [6] * 2 + [8, 9, 8, 9] * 3 + [7] * 2)]
    chance = rotate(spells * 3, "a", 5000)
    logs = []
    for way in (spells[0].exposed, spells[0].exposed[::-1]):
        for by in range(28):
            turned = way[by:] + way[:by]
            pairs = [(0, on, n) for on, n in zip(turned, spells[0].episodes, strict=True)]
            num, den, _ = histories.slow_sums([pairs])
            logs.append(math.log(num / den))
    one = math.sqrt(sum(log * log for log in logs) / len(logs) - (sum(logs) / len(logs)) ** 2)
    assert chance.spread == pytest.approx(one / math.sqrt(3), rel=0.1)
    # A dispersion too small to be true leaves the rest to the spread.
    narrow = could_be_missed(spells * 3, 0.1, 13)
    wide = could_be_missed(spells * 3, 0.1, 13, chance.spread)
    assert narrow is not None
    assert wide is not None
    assert wide > narrow


# ---- what could be missed


def test_what_could_be_missed_would_just_be_found() -> None:
    """Held against the same formula, turned round: the error it stands on is that of the rates."""
    even = [block([1, 0] * 14, [4, 4] * 14) for _ in range(3)]
    ratio = could_be_missed(even, 1.3, 13)
    assert ratio is not None
    on, off = (2 * 84 * 4 / 2 * share for share in (ratio / (1 + ratio), 1 / (1 + ratio)))
    error = math.sqrt(1.3 * (1 / on + 1 / off))
    needed = max((normal(1 - 0.1 / 26) + normal(0.8)) * error, math.log(1.5) + normal(0.8) * error)
    assert math.log(ratio) == pytest.approx(needed, rel=1e-6)


def test_where_there_is_nothing_to_go_by_nothing_is_told() -> None:
    assert could_be_missed((), 1, 13) is None
    assert could_be_missed([block([1] * 28, [2] * 28)], 1, 13) is None
    assert could_be_missed([block([1, 0] * 14, [0] * 28)], 1, 13) is None
    assert could_be_missed([block([1, 0], [1, 0])], 5, 13) is None


def test_the_gates_apart_no_figure_is_made_without_need() -> None:
    """Without days to test, numpy is never loaded: the verb answers at once."""
    import subprocess
    import sys

    program = (
        "import sys; from relaxapp.journal import patterns; patterns.find(());"
        "print('numpy' in sys.modules, 'scipy' in sys.modules)"
    )
    done: Any = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False"]
