"""People in groups as a random-effects model by restricted maximum likelihood: how groups differ, and means drawn to the whole."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import optimize

from kennisbank.climate.frames import Numbers, grouped
from kennisbank.climate.results import Result
from kennisbank.errors import InvalidInput


@dataclass(frozen=True, kw_only=True)
class Reml(Result):
    """Variance between groups `tau2` and within `sigma2`, mean `mu`; by group (sorted) its size, mean, and mean drawn to the whole.

    `reliability` is by how much a mean counts, `sd` the uncertainty of the drawn mean when the variances are taken as known.
    """

    statistic: ClassVar[str] = "reml"
    tau2: float
    sigma2: float
    mu: float
    groups: tuple[Any, ...]
    n: npt.NDArray[np.intp]
    means: Numbers
    shrunken: Numbers
    reliability: Numbers
    sd: Numbers
    loglik: float


def reml_oneway(frame: pd.DataFrame, *, value: str, group: str) -> Reml:
    """Fit y = mu + u(group) + e to the column `value` by the column `group`, by restricted maximum likelihood.

    The likelihood is profiled to one number, tau²/sigma², and searched from zero on: a variance between groups of exactly 0 is a
    possible outcome. A drawn mean is mu + B(mean - mu), B = tau²/(tau² + sigma²/n). R: `lme4::lmer(y ~ 1 + (1 | g), REML = TRUE)`
    and `ranef`. Never show such a mean where the mean itself is refused: it can be turned back. Raises InvalidInput for unknown
    columns, fewer than two groups, no group of two, or answers that are all the same.
    """
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
    means = np.bincount(told.codes, weights=scores, minlength=len(told)) / n
    within = float(((scores - means[told.codes]) ** 2).sum())
    if np.ptp(scores) == 0:
        raise InvalidInput(
            "All scores are the same: there is nothing to divide.", mend="Look at the answers themselves."
        )
    ratio = _ratio(n, means, within)
    _, mu, squares = _parts(ratio, n, means, within)
    total = len(scores)
    sigma2 = squares / (total - 1)
    tau2 = ratio * sigma2
    counts = n * ratio / (1 + n * ratio)
    loglik = -0.5 * (_deviance(ratio, n, means, within) + (total - 1) * (1 + np.log(2 * np.pi)))
    return Reml(
        tau2=tau2, sigma2=sigma2, mu=mu, groups=told.groups, n=n, means=means, shrunken=mu + counts * (means - mu),
        reliability=counts, sd=np.sqrt(tau2 * (1 - counts)), loglik=float(loglik), method={"estimator": "REML"},
    )  # fmt: skip


def _parts(
    ratio: float, n: npt.NDArray[np.intp], means: Numbers, within: float
) -> tuple[Numbers, float, float]:
    weights = n / (1 + n * ratio)
    mu = float((weights * means).sum() / weights.sum())
    return weights, mu, within + float((weights * (means - mu) ** 2).sum())


def _deviance(ratio: float, n: npt.NDArray[np.intp], means: Numbers, within: float) -> float:
    weights, _, squares = _parts(ratio, n, means, within)
    total = int(n.sum())
    with np.errstate(divide="ignore"):
        return float(
            (total - 1) * np.log(squares / (total - 1)) + np.log1p(n * ratio).sum() + np.log(weights.sum())
        )


def _ratio(n: npt.NDArray[np.intp], means: Numbers, within: float) -> float:
    """Return tau²/sigma² where the deviance is lowest: the best of a wide grid, then narrowed down; 0 when that is no worse."""
    grid = np.linspace(-14, 10, 97)
    told = [_deviance(float(np.exp(place)), n, means, within) for place in grid]
    best = int(np.argmin(told))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)]
    found = optimize.minimize_scalar(
        lambda place: _deviance(float(np.exp(place)), n, means, within), bounds=(low, high), method="bounded", options={"xatol": 1e-12}
    )  # fmt: skip
    return 0.0 if _deviance(0.0, n, means, within) <= found.fun else float(np.exp(found.x))
