"""Quantiles of Student's t and of the normal distribution, without a library for it.

The tests hold them against SciPy's to nine digits.
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist
from typing import Final

_SMALL: Final = 1e-300
_STEPS: Final = 200
_MEDIAN: Final = 0.5


@lru_cache(maxsize=1024)
def student_t(p: float, df: float) -> float:
    """Return the value that a t variable with ``df`` degrees stays under with probability ``p``.

    ``p`` is above 0 and under 1, ``df`` above 0; else ``ValueError``.
    """
    if not (0 < p < 1 and df > 0):
        raise ValueError(f"p is {p} and df {df}; p between 0 and 1 and df above 0 would be right")
    if p == _MEDIAN:
        return 0.0
    tail = min(p, 1 - p)
    low, high = 0.0, 1.0
    while _upper(high, df) > tail:
        low, high = high, high * 2
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if _upper(middle, df) > tail else (low, middle)
    return math.copysign(high, p - _MEDIAN)


def normal(p: float) -> float:
    """Return the value that a standard normal variable stays under with probability ``p``."""
    return NormalDist().inv_cdf(p)


def _upper(t: float, df: float) -> float:
    """Return the probability of a value above ``t``, which is 0 or more."""
    return 0.5 * _beta(df / 2, 0.5, df / (df + t * t), t * t / (df + t * t))


def _beta(a: float, b: float, x: float, rest: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b); ``rest`` is 1 - x."""
    if x == 0 or rest == 0:
        return float(rest == 0)
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(log_front + a * math.log(x) + b * math.log(rest))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, rest) / b


def _fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of the incomplete beta function, by Lentz's method.

    See DLMF 8.17.22.
    """
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 10_000):
        for part in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _away(1 + part * d)
            c = _away(1 + part / c)
            value *= c * d
        if abs(c * d - 1) < 1e-16:  # noqa: PLR2004 - as near as a float can say
            break
    return value


def _away(value: float) -> float:
    """Keep a divisor away from zero."""
    return value if abs(value) > _SMALL else _SMALL
