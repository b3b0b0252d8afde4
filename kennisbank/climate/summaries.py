"""What is kept of the scores of a group: how many, their mean and spread, and how sure the mean is."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

LEVEL = 0.95


@dataclass(frozen=True)
class Summary:
    """`n` scores with their `mean` and standard deviation `sd` (n - 1), and the interval `low` to `high` of the mean."""

    n: int
    mean: float
    sd: float
    low: float
    high: float


def summary(scores: npt.ArrayLike, *, level: float = LEVEL) -> Summary:
    """Return the summary of `scores` (one per person, NaN where there is none), in the unit of the scale.

    The interval is that of Student's t: mean ± t(n-1) sd / √n. R: `t.test(x)$conf.int`. With one score there is no spread, so
    `sd`, `low` and `high` are NaN; with none the mean is NaN too. The interval is about people like these: it tells how far
    the mean of a team of this size moves by chance, also when everybody answered.

    >>> summary([3, 4, 4, 5])
    Summary(n=4, mean=4.0, sd=0.816..., low=2.70..., high=5.29...)
    """
    from scipy import stats  # loaded here for cost: who reads a summary needs none

    values = np.asarray(scores, dtype=float)
    values = values[~np.isnan(values)]
    n = len(values)
    if not n:
        return Summary(0, math.nan, math.nan, math.nan, math.nan)
    mean = float(values.mean())
    if n == 1:
        return Summary(1, mean, math.nan, math.nan, math.nan)
    sd = float(values.std(ddof=1))
    half = float(stats.t.ppf((1 + level) / 2, n - 1)) * sd / math.sqrt(n)
    return Summary(n, mean, sd, mean - half, mean + half)


def as_values(one: Summary) -> dict[str, Any]:
    """Return a summary as plain values, for JSON."""
    return {"n": one.n, "mean": one.mean, "sd": one.sd, "low": one.low, "high": one.high}


def of_values(values: Mapping[str, Any]) -> Summary:
    """Return the summary that `values` tells."""
    return Summary(**values)


def size_class(n: int) -> str:
    """Return how many people a figure is about, no more precisely than a reader needs: `5-9`, `10-19`, `20-49` or `50+`.

    >>> size_class(14)
    '10-19'
    """
    for low, high in ((5, 9), (10, 19), (20, 49)):
        if n <= high:
            return f"{low}-{high}"
    return "50+"
