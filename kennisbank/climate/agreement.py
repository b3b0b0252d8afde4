"""How far people in a group agree: rwg and rwg(j), r*wg, average deviation and awg, each beside what chance would bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from kennisbank.climate.chance import critical_ad, critical_rwg
from kennisbank.climate.frames import Grouped, Numbers, complete, grouped, on_scale
from kennisbank.climate.results import Result
from kennisbank.errors import InvalidInput

Missing = Literal["item", "listwise"]
Scale = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Agreement(Result):
    """By group (sorted): the index in `values`, NaN for a group of one, and how many forms it rests on in `n`."""

    groups: tuple[Any, ...]
    values: Numbers
    n: npt.NDArray[np.intp]


@dataclass(frozen=True, kw_only=True)
class Rwg(Agreement):
    """`chance` is the smallest rwg that random answers of so many people reach in at most 5 % of cases; NaN where none does."""

    statistic: ClassVar[str] = "rwg"
    chance: Numbers


@dataclass(frozen=True, kw_only=True)
class RwgJ(Agreement):
    """rwg(j) of several items together."""

    statistic: ClassVar[str] = "rwg_j"


@dataclass(frozen=True, kw_only=True)
class RStar(Agreement):
    """r*wg: as rwg, but not cut off at 0 and not raised by the number of items."""

    statistic: ClassVar[str] = "r_wg_star"


@dataclass(frozen=True, kw_only=True)
class Deviation(Agreement):
    """Average deviation in points of the scale; `chance` the largest that random answers stay at or below in 5 % of cases."""

    statistic: ClassVar[str] = "average_deviation"
    chance: Numbers


@dataclass(frozen=True, kw_only=True)
class AWg(Agreement):
    """awg: agreement beside the most disagreement that is possible with this mean."""

    statistic: ClassVar[str] = "a_wg"


def rwg(frame: pd.DataFrame, *, value: str, group: str, scale: Scale = (1, 5)) -> Rwg:
    """Return rwg of the column `value` by the column `group`: 1 - min(s², σ²)/σ².

    s² is the variance (n-1) in the group, σ² = (A²-1)/12 that of uniform answers on A points (James, Demaree and Wolf 1984); 0 at
    least, 1 when all answer the same. R: `multilevel::rwg(x, grpid, ranvar = 2)`. Compare with `chance`, not with .70: of three
    people who answer at random, 23 % reach that. Raises InvalidInput for unknown columns and answers off the scale.

    >>> import pandas as pd
    >>> told = pd.DataFrame({"answer": [4, 4, 5, 1, 5, 3], "team": ["a", "a", "a", "b", "b", "b"]})
    >>> rwg(told, value="answer", group="team").values.round(3)
    array([0.833, 0.   ])
    """
    told = grouped(frame, [value], group)
    on_scale(told.answers, scale)
    spread, count = _variances(told)
    found = 1 - np.minimum(spread[:, 0], _random(scale)) / _random(scale)
    chance = np.array([critical_rwg(int(n), points(scale)) for n in count[:, 0]])
    return Rwg(
        groups=told.groups,
        values=found,
        n=count[:, 0],
        chance=chance,
        method={"scale": scale, "null": "uniform"},
    )


def rwg_j(
    frame: pd.DataFrame, *, items: Sequence[str], group: str, scale: Scale = (1, 5), missing: Missing = "item"
) -> RwgJ:
    """Return rwg(j) of the columns `items` by `group`: J(1-r)/(J(1-r)+r), r the mean variance of the items over σ² (at most 1).

    `missing="item"` takes each item over who answered it, as R multilevel 2.8 does; `"listwise"` only complete forms, as 2.7
    did. R: `multilevel::rwg.j(x, grpid, ranvar = 2)`. NaN for a group of one. Raises as `rwg` does.
    """
    told = _items(frame, items, group, scale, missing)
    ratio = np.minimum(_mean_variance(told), _random(scale)) / _random(scale)
    j = len(items)
    with np.errstate(invalid="ignore"):
        found = j * (1 - ratio) / (j * (1 - ratio) + ratio)
    return RwgJ(
        groups=told.groups,
        values=found,
        n=_sizes(told),
        method={"scale": scale, "missing": missing, "items": j},
    )


def r_wg_star(
    frame: pd.DataFrame, *, items: Sequence[str], group: str, scale: Scale = (1, 5), missing: Missing = "item"
) -> RStar:
    """Return r*wg(j): 1 - (mean variance of the items) / σ² (Lindell, Brandt and Whitney 1999); below 0 when people are split.

    R: `multilevel::rwg.j.lindell(x, grpid, ranvar = 2)`. Missing answers as in `rwg_j`. Raises as `rwg` does.
    """
    told = _items(frame, items, group, scale, missing)
    found = 1 - _mean_variance(told) / _random(scale)
    return RStar(
        groups=told.groups, values=found, n=_sizes(told), method={"scale": scale, "missing": missing}
    )


def average_deviation(  # noqa: PLR0913 - as its siblings, and around what
    frame: pd.DataFrame,
    *,
    items: Sequence[str],
    group: str,
    scale: Scale = (1, 5),
    missing: Missing = "listwise",
    center: Literal["mean", "median"] = "mean",
) -> Deviation:
    """Return the mean absolute deviation from the mean (or median) of the group, averaged over `items`, in points.

    Burke, Finkelstein and Dusig (1999); agreement is enough below A/6 (.83 on five points), but see `chance` for small groups
    (of one item around its mean). R: `multilevel::ad.m(x, grpid, type = "mean")`, listwise. Raises as `rwg` does.
    """
    told = _items(frame, items, group, scale, missing)
    around = _means(told) if center == "mean" else _medians(told)
    apart = Grouped(np.abs(told.answers - around[told.codes]), told.codes, told.groups)
    sizes = _sizes(told)
    found = _mean_over_items(_means(apart))
    found[sizes < 2] = np.nan
    chance = np.array([critical_ad(int(n), points(scale)) for n in sizes])
    return Deviation(
        groups=told.groups,
        values=found,
        n=sizes,
        chance=chance,
        method={"center": center, "missing": missing},
    )


def a_wg(
    frame: pd.DataFrame,
    *,
    items: Sequence[str],
    group: str,
    scale: Scale = (1, 5),
    missing: Missing = "listwise",
) -> AWg:
    """Return awg (Brown and Hauenstein 2005): 1 - 2s² / [((H+L)M - M² - HL)·n/(n-1)], averaged over `items`.

    An item whose mean is so near an end that the formula does not hold counts as missing; one on which all answer the end itself
    as 1. R: `multilevel::awg(x, grpid, range = c(1, 5))`, listwise. Raises as `rwg` does.
    """
    told = _items(frame, items, group, scale, missing)
    low, high = scale
    spread, n = _variances(told)
    mean = _means(told)
    with np.errstate(divide="ignore", invalid="ignore"):
        most = ((high + low) * mean - mean**2 - high * low) * n / (n - 1)
        found = np.where(most > 0, 1 - 2 * spread / most, np.nan)
        outside = (mean < (low * (n - 1) + high) / n) | (mean > (high * (n - 1) + low) / n)
    found[outside] = np.nan
    found[((mean == low) | (mean == high)) & (n > 1)] = 1.0
    found[n < 2] = np.nan
    return AWg(
        groups=told.groups,
        values=_mean_over_items(found),
        n=_sizes(told),
        method={"scale": scale, "missing": missing},
    )


def points(scale: Scale) -> int:
    """Return how many points a scale has. Raises InvalidInput for one that is not of whole steps."""
    low, high = scale
    if high - low != int(high - low):
        raise InvalidInput(f"A scale has whole steps, not {low} to {high}.", mend="Give (1, 5).")
    return int(high - low) + 1


def _items(frame: pd.DataFrame, items: Sequence[str], group: str, scale: Scale, missing: Missing) -> Grouped:
    if not items:
        raise InvalidInput("There are no items.", mend="Name at least one column.")
    if missing not in ("item", "listwise"):
        raise InvalidInput(
            f"Missing answers are taken out by 'item' or 'listwise', not {missing!r}.", mend="Choose one."
        )
    told = grouped(frame, items, group)
    on_scale(told.answers, scale)
    if missing == "item":
        return told
    kept = complete(told.answers)
    return Grouped(told.answers[kept], told.codes[kept], told.groups)


def _random(scale: Scale) -> float:
    return (points(scale) ** 2 - 1) / 12


def _sums(told: Grouped, values: Numbers) -> Numbers:
    """Return the sum of each column by group, groups x items; missing values count as 0."""
    filled = np.where(np.isnan(values), 0.0, values)
    made = [np.bincount(told.codes, weights=column, minlength=len(told)) for column in filled.T]
    return np.column_stack(made) if made else np.empty((len(told), 0))


def _counts(told: Grouped) -> npt.NDArray[np.intp]:
    return np.asarray(_sums(told, np.where(np.isnan(told.answers), 0.0, 1.0)), dtype=np.intp)


def _sizes(told: Grouped) -> npt.NDArray[np.intp]:
    """Return how many forms with at least one answer each group has."""
    return np.bincount(told.codes[~np.isnan(told.answers).all(axis=1)], minlength=len(told)).astype(np.intp)


def _means(told: Grouped) -> Numbers:
    count = _counts(told)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(count > 0, _sums(told, told.answers) / count, np.nan))


def _medians(told: Grouped) -> Numbers:
    found = np.full((len(told), told.answers.shape[1]), np.nan)
    by_group = pd.DataFrame(told.answers).groupby(told.codes).median()
    found[by_group.index.to_numpy()] = by_group.to_numpy()
    return found


def _variances(told: Grouped) -> tuple[Numbers, npt.NDArray[np.intp]]:
    """Return the variance (n-1) and the number of answers of each item by group; NaN for fewer than two answers."""
    count = _counts(told)
    squares = _sums(told, (told.answers - _means(told)[told.codes]) ** 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(count > 1, squares / (count - 1), np.nan), count


def _mean_variance(told: Grouped) -> Numbers:
    spread, _ = _variances(told)
    return _mean_over_items(spread)


def _mean_over_items(values: Numbers) -> Numbers:
    """Return the mean over items as far as they are known; NaN where none is."""
    known = ~np.isnan(values)
    count = known.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(count > 0, np.where(known, values, 0).sum(axis=1) / count, np.nan))
