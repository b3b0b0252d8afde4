"""What random answers bring: agreement that says nothing, for a group of exactly this size."""

import math
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy import stats

from kennisbank.errors import InvalidInput

_EXACT = 40
"""Above so many people the distribution is that of the normal approximation."""


@cache
def chance_of_rwg(n: int, at_least: float, points: int = 5) -> float:
    """Return how likely rwg of `n` people who answer at random on `points` points is `at_least` so high; exact up to 40 people.

    Random is: each answer equally likely. All ways in which n answers fall on the points are counted. R: `multilevel::rwg.sim`
    draws the same.

    >>> round(chance_of_rwg(3, 0.7), 3)
    0.232
    """
    _checked(n, points)
    if n > _EXACT:
        mean, sd = _variance_moments(n, points)
        return float(stats.norm.cdf((1 - at_least) * (points**2 - 1) / 12, mean, sd))
    values, chances, _ = _exact(n, points)
    return float(chances[values >= at_least - 1e-9].sum())


@cache
def critical_rwg(n: int, points: int = 5, level: float = 0.05) -> float:
    """Return the smallest rwg that `n` people who answer at random reach with a chance of at most `level`; NaN when none.

    >>> critical_rwg(5)
    0.85
    """
    if n < 2:
        return math.nan
    _checked(n, points)
    if n > _EXACT:
        mean, sd = _variance_moments(n, points)
        return float(1 - stats.norm.ppf(level, mean, sd) / ((points**2 - 1) / 12))
    values, chances, _ = _exact(n, points)
    order = np.argsort(-values, kind="stable")
    return _last(values[order], chances[order], level)


@cache
def critical_ad(n: int, points: int = 5, level: float = 0.05) -> float:
    """Return the largest average deviation that `n` people who answer at random stay at or below with a chance of `level` at most.

    >>> round(critical_ad(8), 3)
    0.688
    """
    if n < 2:
        return math.nan
    _checked(n, points)
    if n > _EXACT:
        mean = (points**2 - points % 2) / (4 * points)
        sd = math.sqrt(((points**2 - 1) / 12 - mean**2) / n)
        return float(stats.norm.ppf(level, mean * math.sqrt((n - 1) / n), sd))
    _, chances, deviations = _exact(n, points)
    order = np.argsort(deviations, kind="stable")
    return _last(deviations[order], chances[order], level)


def _last(values: npt.NDArray[np.float64], chances: npt.NDArray[np.float64], level: float) -> float:
    """Return the last of `values` (from most agreement on) up to which the chances, equal values together, are within `level`."""
    total, found, place = 0.0, math.nan, 0
    while place < len(values):
        end = place
        while end < len(values) and abs(values[end] - values[place]) < 1e-9:
            total += float(chances[end])
            end += 1
        if total > level + 1e-12:
            break
        found, place = float(values[place]), end
    return round(found, 12)


@cache
def _exact(
    n: int, points: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return for every way to put n answers on the points: rwg, its chance, and the average deviation."""
    counts = _ways(n, points)
    scale = np.arange(points)
    mean = counts @ scale / n
    squares = counts @ scale**2 - n * mean**2
    null = (points**2 - 1) / 12
    found = 1 - np.minimum(squares / (n - 1), null) / null
    factorial = np.array([math.lgamma(number + 1) for number in range(n + 1)])
    chances = np.exp(factorial[n] - factorial[counts].sum(axis=1) - n * math.log(points))
    deviations = (counts * np.abs(scale - mean[:, None])).sum(axis=1) / n
    return found, chances, deviations


def _ways(n: int, points: int) -> npt.NDArray[np.intp]:
    """Return all ways to divide n over the points, ways x points."""
    made = np.arange(n + 1)[:, None]
    for _ in range(points - 2):
        left = n - made.sum(axis=1)
        rows = np.repeat(np.arange(len(made)), left + 1)
        ends = np.concatenate([np.arange(number + 1) for number in left])
        made = np.column_stack([made[rows], ends])
    return np.column_stack([made, n - made.sum(axis=1)])


def _variance_moments(n: int, points: int) -> tuple[float, float]:
    scale = np.arange(points) - (points - 1) / 2
    second, fourth = float((scale**2).mean()), float((scale**4).mean())
    return second, math.sqrt((fourth - second**2 * (n - 3) / (n - 1)) / n)


def _checked(n: int, points: int) -> None:
    if n < 2 or points < 2:
        raise InvalidInput(
            f"{n} answers on {points} points cannot agree.",
            mend="Ask about two people and two points or more.",
        )
