"""How well the items of one dimension hang together: Cronbach's alpha, and each item beside the rest."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd
from scipy import stats

from kennisbank.climate.frames import Numbers, complete, numbers
from kennisbank.climate.results import Result
from kennisbank.errors import InvalidInput


@dataclass(frozen=True, kw_only=True)
class Alpha(Result):
    """Cronbach's alpha with its interval, of `n` forms that answered all `k` items."""

    statistic: ClassVar[str] = "alpha"
    value: float
    low: float
    high: float
    n: int
    k: int


@dataclass(frozen=True, kw_only=True)
class ItemRest(Result):
    """By item its correlation with the sum of the others (`values`), and alpha when it is left out (`alpha_without`)."""

    statistic: ClassVar[str] = "item_rest"
    items: tuple[str, ...]
    values: Numbers
    alpha_without: Numbers
    n: int


def cronbach_alpha(frame: pd.DataFrame, *, level: float = 0.95) -> Alpha:
    """Return Cronbach's alpha of the columns of `frame` (forms x items; reversed items turned already).

    alpha = k/(k-1) · (1 - Σ var(item) / var(sum)), over forms that answered every item. The interval is Feldt's (1965):
    1 - (1 - alpha) · F with n-1 and (n-1)(k-1) degrees of freedom. R: `psych::alpha(x, use = "complete.obs")`.
    When everybody answers the same on every item there is no variance, and the value is NaN. Raises InvalidInput for fewer than
    two items or two complete forms, and for columns that hold no numbers.

    >>> import pandas as pd
    >>> round(cronbach_alpha(pd.DataFrame({"a": [1, 2, 3, 4], "b": [2, 2, 3, 5], "c": [1, 3, 3, 4]})).value, 4)
    0.955
    """
    values = _complete(frame)
    n, k = values.shape
    value = _alpha(np.cov(values, rowvar=False))
    df = (n - 1, (n - 1) * (k - 1))
    upper, lower = stats.f.ppf([(1 + level) / 2, (1 - level) / 2], *df)
    return Alpha(
        value=value, low=1 - (1 - value) * upper, high=1 - (1 - value) * lower, n=n, k=k,
        method={"interval": "Feldt", "level": level, "missing": "listwise"},
    )  # fmt: skip


def item_rest(frame: pd.DataFrame) -> ItemRest:
    """Return how each item of `frame` (forms x items) correlates with the sum of the others.

    Pearson's r over forms that answered every item; NaN for an item that everybody answers the same. Below .30 an item measures
    something else. R: `psych::alpha(x)$item.stats$r.drop` and `$alpha.drop$raw_alpha`. Raises as `cronbach_alpha` does.
    """
    values = _complete(frame)
    n, k = values.shape
    covariance = np.cov(values, rowvar=False)
    own = np.diag(covariance)
    with_rest = covariance.sum(axis=1) - own
    rest = covariance.sum() - own - 2 * with_rest
    with np.errstate(divide="ignore", invalid="ignore"):
        found = with_rest / np.sqrt(own * rest)
    keep = [np.delete(np.arange(k), place) for place in range(k)]
    without = np.array([_alpha(covariance[np.ix_(rows, rows)]) if k > 2 else np.nan for rows in keep])
    return ItemRest(
        items=tuple(map(str, frame.columns)),
        values=found,
        alpha_without=without,
        n=n,
        method={"missing": "listwise"},
    )


def _complete(frame: pd.DataFrame) -> Numbers:
    values = numbers(frame)
    if values.shape[1] < 2:
        raise InvalidInput("One item has nothing to hang together with.", mend="Give two items or more.")
    kept = values[complete(values)]
    if len(kept) < 2:
        raise InvalidInput(
            f"{len(kept)} of {len(values)} forms answered every item.",
            mend="Give at least two complete forms.",
        )
    return kept


def _alpha(covariance: Numbers) -> float:
    k, total = len(covariance), float(covariance.sum())
    return k / (k - 1) * (1 - float(np.trace(covariance)) / total) if total > 0 else float("nan")
