"""What changed between two waves, said only where it is clear; and how large a change should have been to be seen."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from kennisbank.climate.frames import Numbers, numbers
from kennisbank.climate.results import Result
from kennisbank.climate.summaries import Summary, summary
from kennisbank.errors import InvalidInput

Word = Literal["up", "down", "unclear"]


@dataclass(frozen=True)
class Change:
    """How much later answers differ from earlier ones, its interval, Welch's p, and p `adjusted` for all that are asked at once.

    `detectable` is the smallest change that would be seen in four out of five cases; `word` is `unclear` unless adjusted < level.
    """

    difference: float
    low: float
    high: float
    p: float
    adjusted: float
    detectable: float
    word: Word


@dataclass(frozen=True, kw_only=True)
class Changes(Result):
    """By group (sorted) that is in both waves: one `Change`."""

    statistic: ClassVar[str] = "change"
    groups: tuple[Any, ...]
    changes: tuple[Change, ...]


def change_of_summaries(
    before: Sequence[Summary], after: Sequence[Summary], *, level: float = 0.05, power: float = 0.8
) -> list[Change]:
    """Return for each pair how `after` differs from `before`, all asked at once.

    Welch's t-test of answers that cannot be paired (people are not known), p adjusted by Benjamini and Hochberg (1995).
    R: `t.test(after, before)` and `p.adjust(p, "BH")`. `detectable` = (t(1-level/2) + t(power)) · SE with Welch's degrees of
    freedom. With fewer than two answers on a side nothing can be said: NaN and `unclear`.
    """
    if len(before) != len(after):
        raise InvalidInput("There are not as many summaries before as after.", mend="Give pairs.")
    tested = [_tested(one, two, level, power) for one, two in zip(before, after, strict=True)]
    adjusted = benjamini_hochberg([one[3] for one in tested])
    return [
        Change(difference, low, high, p, own, detectable, _word(difference, own, level))
        for (difference, low, high, p, detectable), own in zip(tested, adjusted, strict=True)
    ]


def change(  # noqa: PLR0913 - what, by whom, when, and how sure
    frame: pd.DataFrame, *, value: str, group: str, wave: str, level: float = 0.05, power: float = 0.8
) -> Changes:
    """Return how the column `value` changed by `group` between the first and the last of the column `wave`.

    Groups that are in both only. The rest as in `change_of_summaries`. Raises InvalidInput for unknown columns and for fewer
    than two waves.
    """
    for name in (value, group, wave):
        if name not in frame.columns:
            raise InvalidInput(f"There is no column {name!r}.", mend="Name columns of the frame.")
    waves = sorted(frame[wave].dropna().unique())
    if len(waves) < 2:
        raise InvalidInput("There is one wave or none.", mend="Give answers of two waves.")
    told = pd.DataFrame(
        {
            "value": numbers(frame, [value])[:, 0],
            "group": frame[group].to_numpy(),
            "wave": frame[wave].to_numpy(),
        }
    )
    first, last = ({name: summary(part["value"]) for name, part in told[told["wave"] == one].groupby("group")} for one in (waves[0], waves[-1]))  # fmt: skip
    both = tuple(sorted(set(first) & set(last)))
    made = change_of_summaries(
        [first[name] for name in both], [last[name] for name in both], level=level, power=power
    )
    return Changes(
        groups=both,
        changes=tuple(made),
        method={"test": "Welch", "adjusted": "Benjamini-Hochberg", "level": level},
    )


def benjamini_hochberg(p: npt.ArrayLike) -> Numbers:
    """Return p-values adjusted for the false discovery rate, in the order given; NaN stays NaN and does not count.

    R: `p.adjust(p, "BH")`.

    >>> benjamini_hochberg([0.01, 0.04, 0.03]).round(3)
    array([0.03, 0.04, 0.04])
    """
    values = np.asarray(p, dtype=float)
    known = np.flatnonzero(~np.isnan(values))
    made = np.full(len(values), np.nan)
    order = known[np.argsort(-values[known], kind="stable")]
    ranks = np.arange(len(order), 0, -1)
    made[order] = (
        np.minimum.accumulate(np.minimum(values[order] * len(order) / ranks, 1.0)) if len(order) else []
    )
    return made


def _tested(
    before: Summary, after: Summary, level: float, power: float
) -> tuple[float, float, float, float, float]:
    """Return difference, interval, p and the detectable change of one pair."""
    nothing = (math.nan,) * 4
    difference = after.mean - before.mean
    if before.n < 2 or after.n < 2:
        return (difference, *nothing)
    parts = [before.sd**2 / before.n, after.sd**2 / after.n]
    error = math.sqrt(sum(parts))
    if error == 0:  # everybody answered the same, twice
        return difference, difference, difference, 1.0 if difference == 0 else 0.0, 0.0
    df = sum(parts) ** 2 / (parts[0] ** 2 / (before.n - 1) + parts[1] ** 2 / (after.n - 1))
    quantile = float(stats.t.ppf(1 - level / 2, df))
    p = float(2 * stats.t.sf(abs(difference) / error, df))
    detectable = (quantile + float(stats.t.ppf(power, df))) * error
    return difference, difference - quantile * error, difference + quantile * error, p, detectable


def _word(difference: float, p: float, level: float) -> Word:
    if math.isnan(p) or p >= level or difference == 0:
        return "unclear"
    return "up" if difference > 0 else "down"
