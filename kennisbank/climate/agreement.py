"""How far the members of a group agree: rwg, rwg(j), r*wg(j), average deviation and awg, each beside what chance gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from kennisbank.climate.chance import levels, uniform_variance
from kennisbank.climate.frames import Grouped, Numbers
from kennisbank.climate.moments import Moments, answers, deviations, kept, medians, moments, ratio
from kennisbank.climate.results import Result
from kennisbank.errors import InvalidInput

Scale = tuple[float, float]
Missing = Literal["item", "listwise"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Agreement(Result):
    """Agreement per group (sorted): `values`, the forms `n` it rests on, and what chance gives a group of that size.

    A value that is as strong as `chance` or stronger comes up in at most 5 of 100 groups of this size whose members pick
    each answer by lot, each item apart. People answer items alike, and then chance gives more: `chance_alike` is the level
    when everybody gives one answer to all items, the other end. With one item both are the same. Exact up to 100 people;
    larger groups get the level of 100, which is stricter. NaN where even full agreement is not rare (two people on five
    points), and on a scale that is not 2 to 11 whole answers. With the rule `item` the size that counts is the fewest
    answers on an item.
    """

    groups: tuple[Any, ...]
    values: Numbers
    n: npt.NDArray[np.int64]
    chance: Numbers
    chance_alike: Numbers

    @property
    def table(self) -> pd.DataFrame:
        """Return a row per group: group, n, value, chance, chance_alike."""
        columns = {
            "n": self.n,
            "value": self.values,
            "chance": self.chance,
            "chance_alike": self.chance_alike,
        }
        return pd.DataFrame({"group": pd.Series(self.groups, dtype=object), **columns})


@dataclass(frozen=True, kw_only=True, eq=False)
class Rwg(Agreement):
    """rwg of one column."""

    statistic: ClassVar[str] = "rwg"


@dataclass(frozen=True, kw_only=True, eq=False)
class RwgJ(Agreement):
    """rwg(j) of several items together."""

    statistic: ClassVar[str] = "rwg_j"


@dataclass(frozen=True, kw_only=True, eq=False)
class RStar(Agreement):
    """r*wg(j): as rwg, but below 0 where people are split, and not raised by the number of items."""

    statistic: ClassVar[str] = "r_wg_star"


@dataclass(frozen=True, kw_only=True, eq=False)
class Deviation(Agreement):
    """The average deviation, in points of the scale; here a low value is strong, and `chance` is the largest strong one."""

    statistic: ClassVar[str] = "average_deviation"


@dataclass(frozen=True, kw_only=True, eq=False)
class AWg(Agreement):
    """awg; both chance levels are NaN, for awg has no exact level."""

    statistic: ClassVar[str] = "a_wg"


def rwg(frame: pd.DataFrame, *, value: str, group: str, scale: Scale = (1, 5)) -> Rwg:
    """Return rwg of the column `value` by the column `group`: 1 - min(s², σ²) / σ².

    s² is the variance in the group (n - 1), σ² = (A² - 1) / 12 that of A answers that are all equally likely (James, Demaree
    & Wolf 1984). 1 when all agree, 0 when they agree no more than lots. NaN for a group of one. `chance` is about
    whole answers to one item, and NaN when the column holds others: a score over several items spreads less by itself than
    one answer, so a score that random answers make seems to agree. Use `rwg_j` for those.

    R: `multilevel::rwg(x, grpid, ranvar = 2)`.
    Raises InvalidInput for columns that are not there, doubled or not of numbers, and for answers off the scale.
    """
    told, parts = _read(frame, [value], group, scale, "item")
    even = uniform_variance(_points(scale))
    whole = bool(((told.answers - scale[0]) % 1 == 0).all())

    def worded(spread: Numbers, _: object) -> Numbers:
        return np.maximum(1 - spread / even, 0) if whole else np.full(len(told), np.nan)

    return Rwg(
        values=1 - np.minimum(parts.variances[:, 0], even) / even,
        **_beside(told, parts, scale, "spread", worded),
        method={"value": value, "group": group, "scale": scale, "null": "uniform"},
    )


def rwg_j(
    frame: pd.DataFrame, *, items: Sequence[str], group: str, scale: Scale = (1, 5), missing: Missing = "item"
) -> RwgJ:
    """Return rwg(j) of the columns `items` by `group`: J (1 - q) / (J (1 - q) + q), q = min(mean s² of the items, σ²) / σ².

    J is the number of items with two answers or more in the group. `missing="item"` takes the variance of each item over
    who answered it, as R multilevel 2.8 does; `"listwise"` takes complete forms only, as up to 2.7. It rises with the
    number of items also when nobody agrees more; see `chance` (James, Demaree & Wolf 1984).

    R: `multilevel::rwg.j(x, grpid, ranvar = 2)`; for `listwise` with `na.omit` before.
    Raises InvalidInput as `rwg` does, for no items, an item named twice, and an unknown rule for missing answers.
    """
    told, parts = _read(frame, items, group, scale, missing)
    even = uniform_variance(_points(scale))
    used = (parts.counts > 1).sum(axis=1)

    def raised(spread: Numbers, among: npt.NDArray[np.int64]) -> Numbers:
        share = np.minimum(spread, even) / even
        return ratio(among * (1 - share), among * (1 - share) + share)

    return RwgJ(
        values=raised(_mean(parts.variances), used),
        **_beside(told, parts, scale, "spread", raised),
        method=_method(items, group, scale, missing, null="uniform"),
    )


def r_wg_star(
    frame: pd.DataFrame, *, items: Sequence[str], group: str, scale: Scale = (1, 5), missing: Missing = "item"
) -> RStar:
    """Return r*wg(j) of the columns `items` by `group`: 1 - (mean s² of the items) / σ² (Lindell, Brandt & Whitney 1999).

    As rwg, but not cut off at 0: below it, people are more divided than lots would make them. `missing` as in `rwg_j`.

    R: `multilevel::rwg.j.lindell(x, grpid, ranvar = 2)`; for `listwise` with `na.omit` before.
    Raises InvalidInput as `rwg_j` does.
    """
    told, parts = _read(frame, items, group, scale, missing)
    even = uniform_variance(_points(scale))
    return RStar(
        values=1 - _mean(parts.variances) / even,
        **_beside(told, parts, scale, "spread", lambda spread, _: 1 - spread / even),
        method=_method(items, group, scale, missing, null="uniform"),
    )


def average_deviation(  # noqa: PLR0913 - as its siblings, and what it is the distance to
    frame: pd.DataFrame,
    *,
    items: Sequence[str],
    group: str,
    scale: Scale = (1, 5),
    missing: Missing = "item",
    center: Literal["mean", "median"] = "mean",
) -> Deviation:
    """Return how many points members are from the mean (or median) of their group, on average over people and items.

    0 when all agree. The usual limit is a sixth of the number of answers (.83 on five points; Burke & Dunlap 2002), which
    small groups often stay under by accident: see `chance`. `missing` as in `rwg_j`; an item with one answer in a group
    does not count there. A median between two answers is the middle of both.

    R: `multilevel::ad.m(x, grpid, type = "mean")`, which is `listwise`.
    Raises InvalidInput as `rwg_j` does, and for another `center`.
    """
    if center not in ("mean", "median"):
        raise InvalidInput(f"A group has no {center!r}.", where="center", mend="Choose mean or median.")
    told, parts = _read(frame, items, group, scale, missing)
    apart = deviations(told, parts.means if center == "mean" else medians(told))
    apart[parts.counts < 2] = np.nan
    return Deviation(
        values=_mean(apart),
        **_beside(told, parts, scale, center, lambda distance, _: distance),
        method=_method(items, group, scale, missing, center=center),
    )


def a_wg(
    frame: pd.DataFrame, *, items: Sequence[str], group: str, scale: Scale = (1, 5), missing: Missing = "item"
) -> AWg:
    """Return awg of the columns `items` by `group`: 1 - 2 s² / (((H + L) m - m² - H L) n / (n - 1)), the mean over items.

    It sets s² beside the largest variance that the mean m of the group leaves room for, on a scale from L to H (Brown &
    Hauenstein 2005): 1 full agreement, -1 as divided as can be. An item with a mean so near an end that this cannot be told
    does not count, one that all answer with the same end counts as 1. `missing` as in `rwg_j`.

    R: `multilevel::awg(x, grpid, range = c(1, 5))`, which is `listwise`.
    Raises InvalidInput as `rwg_j` does.
    """
    told, parts = _read(frame, items, group, scale, missing)
    low, high = scale
    n, means = parts.counts, parts.means
    # Sums, not means, tell how near an end: with whole answers they are exact.
    from_low, from_high = n * (means - low), n * (high - means)
    nearest = np.minimum(from_low, from_high)
    widest = ratio((means - low) * (high - means) * n, n - 1)
    found = 1 - 2 * ratio(parts.variances, widest)
    found[nearest < (high - low) * (1 - 1e-9)] = np.nan
    found[(nearest <= 1e-9) & (n > 1)] = 1.0
    found[n < 2] = np.nan
    nothing = np.full(len(told), np.nan)
    return AWg(
        groups=told.groups, values=_mean(found), n=_forms(told), chance=nothing, chance_alike=nothing,
        method=_method(items, group, scale, missing),
    )  # fmt: skip


def _read(
    frame: pd.DataFrame, items: Sequence[str], group: str, scale: Scale, missing: str
) -> tuple[Grouped, Moments]:
    told = kept(answers(frame, items, group, scale), missing)
    return told, moments(told)


def _points(scale: Scale) -> float:
    return scale[1] - scale[0] + 1


def _forms(told: Grouped) -> npt.NDArray[np.int64]:
    return np.bincount(told.codes, minlength=len(told)).astype(np.int64)


def _mean(values: Numbers) -> Numbers:
    """Return the mean over items as far as there is a number; NaN where there is none."""
    return ratio(np.nansum(values, axis=1), (~np.isnan(values)).sum(axis=1))


def _beside(told: Grouped, parts: Moments, scale: Scale, kind: str, worded: Any) -> dict[str, Any]:
    """Return groups, sizes and both chance levels; `worded` makes of a disagreement over J items the value of the statistic."""
    counts = parts.counts
    used = (counts > 1).sum(axis=1)
    size = np.where(counts > 1, counts, np.iinfo(np.int64).max).min(axis=1)
    size = np.where(used > 0, size, 0)
    apart = np.full(len(told), np.nan)
    for items in np.unique(used[used > 0]):
        these = used == items
        apart[these] = levels(kind, scale, size[these], int(items))
    return {
        "groups": told.groups,
        "n": _forms(told),
        "chance": worded(apart, used),
        "chance_alike": worded(levels(kind, scale, size), used),
    }


def _method(
    items: Sequence[str], group: str, scale: Scale, missing: str, **more: object
) -> dict[str, object]:
    return {"items": tuple(items), "group": group, "scale": scale, "missing": missing, **more}
