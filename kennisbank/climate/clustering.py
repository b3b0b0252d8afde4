"""How much of the differences between people lies between their groups: ICC(1) and ICC(2), for groups of unequal size."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd
from scipy import stats

from kennisbank.climate.frames import grouped
from kennisbank.climate.results import Result
from kennisbank.errors import InvalidInput


@dataclass(frozen=True, kw_only=True)
class Icc1(Result):
    """ICC(1) by the mean group size (`value`) and by k0 (`value_k0`); `low` and `high` are of the latter. F-test of any difference."""

    statistic: ClassVar[str] = "icc1"
    value: float
    low: float
    high: float
    f: float
    df: tuple[int, int]
    p: float
    k_mean: float
    k0: float
    value_k0: float


@dataclass(frozen=True, kw_only=True)
class Icc2(Result):
    """ICC(2), the reliability of the mean of a group, with its interval."""

    statistic: ClassVar[str] = "icc2"
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class _Anova:
    between: float
    within: float
    df: tuple[int, int]
    k_mean: float
    k0: float

    @property
    def f(self) -> float:
        if self.within > 0:
            return self.between / self.within
        return float("inf") if self.between > 0 else float("nan")


def icc1(frame: pd.DataFrame, *, value: str, group: str, level: float = 0.95) -> Icc1:
    """Return ICC(1) of the column `value` by the column `group`: (MSB - MSW) / (MSB + (k-1)·MSW).

    `value` takes the mean group size for k, as R `multilevel::ICC1(aov(x ~ g))`; `value_k0` takes
    k0 = (N - Σn²/N)/(J-1), as R `ICC::ICCest(g, x)`, with the interval of Thomas and Hultquist (1978). About .05 is small, .10
    medium, .25 large (LeBreton and Senter 2008). Groups of one person count. NaN when nobody differs from anybody. Raises
    InvalidInput for unknown columns, fewer than two groups, or no group of two.

    >>> import pandas as pd
    >>> told = pd.DataFrame({"score": [1, 2, 2, 4, 5, 4], "team": ["a", "a", "a", "b", "b", "b"]})
    >>> round(icc1(told, value="score", group="team").value, 4)
    0.9211
    """
    told = _anova(frame, value, group)
    lower, upper = _quantiles(told, level)
    return Icc1(
        value=_share(told, told.k_mean), value_k0=_share(told, told.k0), f=told.f, df=told.df,
        p=float(stats.f.sf(told.f, *told.df)), k_mean=told.k_mean, k0=told.k0, low=(told.f / upper - 1) / (told.f / upper + told.k0 - 1),
        high=(told.f / lower - 1) / (told.f / lower + told.k0 - 1), method={"interval": "Thomas-Hultquist", "level": level},
    )  # fmt: skip


def icc2(frame: pd.DataFrame, *, value: str, group: str, level: float = 0.95) -> Icc2:
    """Return ICC(2) of the column `value` by the column `group`: (MSB - MSW) / MSB, with the interval of F.

    Enough to compare groups from .70 on; below .50 never rank them. R: `multilevel::ICC2(aov(x ~ g))`. Raises as `icc1` does.
    """
    told = _anova(frame, value, group)
    lower, upper = _quantiles(told, level)
    found = 1 - 1 / told.f if told.f else float("-inf")
    return Icc2(
        value=found, low=1 - upper / told.f, high=1 - lower / told.f, method={"interval": "F", "level": level}
    )


def _quantiles(told: _Anova, level: float) -> tuple[float, float]:
    lower, upper = stats.f.ppf([(1 - level) / 2, (1 + level) / 2], *told.df)
    return float(lower), float(upper)


def _share(told: _Anova, k: float) -> float:
    below = told.between + (k - 1) * told.within
    return (told.between - told.within) / below if below > 0 else float("nan")


def _anova(frame: pd.DataFrame, value: str, group: str) -> _Anova:
    """Return the mean squares between and within groups, over the forms that have a value and a group."""
    if value not in frame.columns:
        raise InvalidInput(f"There is no column {value!r}.", mend="Name the column of the scores.")
    told = grouped(frame[frame[value].notna().to_numpy()], [value], group)
    scores = told.answers[:, 0]
    n = np.bincount(told.codes, minlength=len(told))
    if len(told) < 2 or len(scores) == len(told):
        raise InvalidInput(
            f"There are {len(scores)} scores in {len(told)} groups: nothing to compare.",
            mend="Give two groups or more, with two people or more in one of them.",
        )
    total, groups = len(scores), len(told)
    means = np.bincount(told.codes, weights=scores, minlength=groups) / n
    between = float((n * (means - scores.mean()) ** 2).sum()) / (groups - 1)
    within = float(((scores - means[told.codes]) ** 2).sum()) / (total - groups)
    k0 = (total - float((n.astype(float) ** 2).sum()) / total) / (groups - 1)
    return _Anova(between, within, (groups - 1, total - groups), total / groups, k0)
