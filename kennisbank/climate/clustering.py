"""How much of the spread of a score lies between groups: ICC(1) and ICC(2), also with groups of unequal size."""

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd
from scipy import stats

from kennisbank.climate.moments import answers, kept, moments
from kennisbank.climate.results import Result
from kennisbank.errors import InvalidInput

LEVEL = 0.95
TWO = 2


@dataclass(frozen=True, kw_only=True)
class Clustering(Result):
    """What ICC(1) and ICC(2) share: `value`, an interval `low` to `high`, and the F test that there is no clustering.

    `f` with `df` (between, within) has the chance `p`. `n` scores stand in `groups` groups, `k_mean` a group. Where there is
    no number, it is NaN and `reason` says why: `few` (fewer than two groups, or no group with two scores) or `equal`.
    """

    value: float
    low: float
    high: float
    f: float
    df: tuple[int, int]
    p: float
    n: int
    groups: int
    k_mean: float
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Icc1(Clustering):
    """ICC(1): `value` with the mean group size `k_mean`, `value_k0` with `k0`; the interval belongs to `value_k0`."""

    statistic: ClassVar[str] = "icc1"
    k0: float
    value_k0: float


@dataclass(frozen=True, kw_only=True)
class Icc2(Clustering):
    """ICC(2): how sure the mean of a group of mean size is."""

    statistic: ClassVar[str] = "icc2"


@dataclass(frozen=True)
class _Variance:
    """One-way analysis of variance: mean squares `between` and `within` groups, and the sizes they rest on."""

    between: float
    within: float
    df: tuple[int, int]
    n: int
    groups: int
    k_mean: float
    k0: float
    f: float
    p: float
    reason: str

    def shared(self) -> dict[str, object]:
        """Return the fields that every result on clustering has."""
        return {name: getattr(self, name) for name in ("f", "df", "p", "n", "groups", "k_mean", "reason")}


def icc1(frame: pd.DataFrame, *, value: str, group: str, level: float = LEVEL) -> Icc1:
    """Return ICC(1): the share of the variance of the column `value` that lies between the groups of the column `group`.

    (MSB - MSW) / (MSB + (k - 1) MSW), twice: `value` with k the mean group size (Bliese 2000), `value_k0` with
    k0 = (N - Σn²/N) / (J - 1), which is right for unequal groups. The interval is (F/Fq - 1) / (F/Fq + k0 - 1), Fq the
    quantiles of F (Thomas & Hultquist 1978; Donner 1979). It may be below 0: then people in a group differ more than
    people at large. Scores without a group and groups without a score are left out; a group of one score counts.

    R: `multilevel::ICC1(aov(value ~ group))`; `ICC::ICCest(group, value, CI.type = "THD")` for k0 and the interval.
    Raises InvalidInput for a column that is not there, twice there, or not of numbers.
    """
    tails = _tails(level)
    told = _variance(frame, value, group)
    low = high = math.nan
    if not told.reason:
        low, high = (_first(told.f / float(stats.f.ppf(tail, *told.df)), told.k0) for tail in tails)
    return Icc1(
        value=_first(told.f, told.k_mean),
        value_k0=_first(told.f, told.k0),
        low=low, high=high, k0=told.k0,
        **told.shared(),  # type: ignore[arg-type]
        method={"value": value, "group": group, "interval": "Thomas-Hultquist, k0", "level": level},
    )  # fmt: skip


def icc2(frame: pd.DataFrame, *, value: str, group: str, level: float = LEVEL) -> Icc2:
    """Return ICC(2): how well the mean of `value` in a group of mean size tells groups apart (1 fully, 0 not at all).

    (MSB - MSW) / MSB = 1 - 1/F, with the interval 1 - Fq/F (Shrout & Fleiss 1979, their ICC(1,k)). A group smaller than
    the mean is less sure than this number, a larger one more. Below 0 when groups differ less than chance makes them.

    R: `multilevel::ICC2(aov(value ~ group))`.
    Raises InvalidInput where `icc1` does.
    """
    tails = _tails(level)
    told = _variance(frame, value, group)
    low = high = math.nan
    if not told.reason:
        low, high = (_second(told.f / float(stats.f.ppf(tail, *told.df))) for tail in tails)
    return Icc2(
        value=_second(told.f), low=low, high=high,
        **told.shared(),  # type: ignore[arg-type]
        method={"value": value, "group": group, "interval": "F", "level": level},
    )  # fmt: skip


def _tails(level: float) -> tuple[float, float]:
    if not 0 < level < 1:
        raise InvalidInput(f"An interval cannot have the level {level}.", where="level", mend="Give 0.95.")
    return (1 + level) / 2, (1 - level) / 2


def _first(f: float, k: float) -> float:
    """Return ICC(1) from F and the group size; an endless F means that all spread lies between groups."""
    return 1.0 if math.isinf(f) else (f - 1) / (f + k - 1)


def _second(f: float) -> float:
    """Return ICC(2) from F; where group means are all equal, F is 0 and this is minus infinity."""
    return 1 - 1 / f if f else -math.inf


def _variance(frame: pd.DataFrame, value: str, group: str) -> _Variance:
    told = kept(answers(frame, [value], group, None), "item")
    parts = moments(told)
    here = parts.counts[:, 0] > 0
    sizes, means, scores = parts.counts[here, 0], parts.means[here, 0], told.answers[:, 0]
    n, groups = int(sizes.sum()), len(sizes)
    df = max(groups - 1, 0), n - groups
    k_mean = n / groups if groups else math.nan
    if not (df[0] and df[1]):
        return _Variance(math.nan, math.nan, df, n, groups, k_mean, math.nan, math.nan, math.nan, "few")
    k0 = float((n - (sizes**2).sum() / n) / df[0])
    if np.ptp(scores) == 0:
        return _Variance(0.0, 0.0, df, n, groups, k_mean, k0, math.nan, math.nan, "equal")
    # What is left of equal scores after rounding is no spread.
    dust = n * (8 * np.finfo(float).eps * np.abs(scores).max()) ** 2
    within, between = (
        float(part) if part > dust else 0.0
        for part in (parts.squares.sum(), (sizes * (means - scores.mean()) ** 2).sum())
    )
    within, between = within / df[1], between / df[0]
    f = between / within if within else math.inf
    return _Variance(between, within, df, n, groups, k_mean, k0, f, float(stats.f.sf(f, *df)), "")
