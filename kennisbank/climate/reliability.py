"""Whether the items of a scale belong together: Cronbach's alpha with its interval, and each item beside the rest."""

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from kennisbank.climate.frames import Numbers, complete, numbers
from kennisbank.climate.moments import ratio
from kennisbank.climate.results import Result
from kennisbank.errors import InvalidInput

LEVEL = 0.95
TWO = 2
"""Items a scale has at least, and forms a spread needs."""


@dataclass(frozen=True, kw_only=True)
class Alpha(Result):
    """`value` with the interval `low` to `high`, over `n` complete forms and `k` items.

    All three are NaN when there is no number to give; `reason` is then `few` (fewer than two complete forms) or `equal`
    (the sum of the items is the same on every form), and otherwise empty.
    """

    statistic: ClassVar[str] = "alpha"
    value: float
    low: float
    high: float
    n: int
    k: int
    reason: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class ItemRest(Result):
    """Per item its correlation with the sum of the others (`values`), and alpha without it (`alpha_without`); over `n` complete forms."""

    statistic: ClassVar[str] = "item_rest"
    items: tuple[str, ...]
    values: Numbers
    alpha_without: Numbers
    n: int

    @property
    def table(self) -> pd.DataFrame:
        """Return a row per item: item, value, alpha_without."""
        return pd.DataFrame({"item": self.items, "value": self.values, "alpha_without": self.alpha_without})


def cronbach_alpha(frame: pd.DataFrame, *, level: float = LEVEL) -> Alpha:
    """Return Cronbach's alpha of the columns of `frame` (forms x items, reversed items turned before) with Feldt's interval.

    Alpha = k / (k - 1) · (1 - Σ var(item) / var(sum)), over forms that answered every item. The interval of `level` is
    1 - (1 - alpha) · F, with F the quantiles at n - 1 and (n - 1)(k - 1) degrees of freedom (Feldt, Woodruff & Salih 1987).
    It takes items to be measures of one thing with equal loadings; otherwise alpha is too low.

    R: `psych::alpha(na.omit(x))$total$raw_alpha`, `psych::alpha.ci(alpha, n, k)`.
    Raises InvalidInput for fewer than two items, a doubled column, and answers that are no numbers.
    """
    if not 0 < level < 1:
        raise InvalidInput(f"An interval cannot have the level {level}.", where="level", mend="Give 0.95.")
    spread, n, k = _covariances(frame)
    value = float(_alpha(spread))
    reason = ("few" if n < TWO else "equal") if math.isnan(value) else ""
    low = high = math.nan
    if not reason:
        tails = stats.f.ppf([(1 + level) / 2, (1 - level) / 2], n - 1, (n - 1) * (k - 1))
        low, high = (float(1 - (1 - value) * tail) for tail in tails)
    return Alpha(
        value=value, low=low, high=high, n=n, k=k, reason=reason,
        method={"missing": "listwise", "interval": "Feldt", "level": level},
    )  # fmt: skip


def item_rest(frame: pd.DataFrame) -> ItemRest:
    """Return for each column of `frame` its correlation with the sum of the others, and alpha without it.

    Forms that miss an answer are left out first, so that every number is about the same forms. A correlation is NaN for an item
    (or a rest) without spread; `alpha_without` is NaN with two items, since one item has no alpha.

    R: `psych::alpha(na.omit(x))$item.stats$r.drop` and `$alpha.drop$raw_alpha`.
    Raises InvalidInput where `cronbach_alpha` does.
    """
    spread, n, k = _covariances(frame)
    own, rows, whole = np.diag(spread), spread.sum(axis=0), spread.sum()
    rest = whole - 2 * rows + own
    rest = np.where(rest > 1e-12 * own.sum(), rest, 0.0)
    others = ~np.eye(k, dtype=bool)
    return ItemRest(
        items=tuple(map(str, frame.columns)),
        values=ratio(rows - own, np.sqrt(own * rest)),
        alpha_without=np.array([_alpha(spread[np.ix_(keep, keep)]) for keep in others]),
        n=n,
        method={"missing": "listwise"},
    )


def _covariances(frame: pd.DataFrame) -> tuple[Numbers, int, int]:
    """Return the covariances of the items over complete forms (NaN with fewer than two), the forms and the items."""
    values = numbers(frame)
    k = values.shape[1]
    if k < TWO:
        raise InvalidInput(
            f"A scale of {k} item has no item to belong to.", mend="Give at least two columns."
        )
    columns = np.ascontiguousarray(values[complete(values)].T)
    n = columns.shape[1]
    if n < TWO:
        return np.full((k, k), np.nan), n, k
    apart = columns - columns.mean(axis=1, keepdims=True)
    apart[columns.min(axis=1) == columns.max(axis=1)] = 0.0
    return np.asarray(apart @ apart.T / (n - 1)), n, k


def _alpha(spread: npt.NDArray[np.float64]) -> float:
    k, own, whole = len(spread), np.trace(spread), spread.sum()
    if k < TWO or not whole > 1e-12 * own:
        return math.nan
    return float(k / (k - 1) * (1 - own / whole))
