"""What is measured: a line per statistic, with the same formula in pandas, as a loop over groups and without one.

To add one: one `Row`. All three must give equal numbers, group by group; a difference stops the run.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import optimize

from kennisbank import climate as c

ITEMS = [f"i{number}" for number in range(5)]
GROUP = "team"
SIZE = 10
UNIFORM = 2.0

Values = npt.ArrayLike


@dataclass(frozen=True)
class Row:
    """One statistic: ours, the same formula group by group (`loop`, None where there are no groups), and `quick` pandas."""

    name: str
    ours: Callable[[pd.DataFrame], Values]
    loop: Callable[[pd.DataFrame], Values] | None
    quick: Callable[[pd.DataFrame], Values]
    close: float = 1e-9


def answers(count: int) -> pd.DataFrame:
    """Return `count` answers: a fifth as many forms with five answers, teams of ten on average, one answer in fifty missing."""
    lots = np.random.default_rng(count)
    forms = count // len(ITEMS)
    team = lots.integers(0, max(forms // SIZE, 1), forms)
    leaning = lots.normal(3, 0.5, team.max() + 1)[team]
    person = leaning + lots.normal(0, 0.6, forms)
    told = np.clip(np.rint(person[:, None] + lots.normal(0, 0.7, (forms, len(ITEMS)))), 1, 5)
    told[lots.random(told.shape) < 0.02] = np.nan
    frame = pd.DataFrame(told, columns=ITEMS)
    return frame.assign(score=frame.mean(axis=1), **{GROUP: team})


def by_group(formula: Callable[[pd.DataFrame], float]) -> Callable[[pd.DataFrame], Values]:
    """Return the loop over groups as pandas has it."""
    return lambda frame: frame.groupby(GROUP)[ITEMS].apply(formula).to_numpy()


def pandas_alpha(frame: pd.DataFrame) -> float:
    """Return alpha of all forms."""
    whole = frame[ITEMS].dropna()
    k = len(ITEMS)
    return float(k / (k - 1) * (1 - whole.var().sum() / whole.sum(axis=1).var()))


def pandas_rwg_j(part: pd.DataFrame) -> float:
    """Return rwg(j) of one group, each item over who answered it."""
    spread = part.var()
    share = min(spread.mean(), UNIFORM) / UNIFORM
    among = spread.notna().sum()
    return float(among * (1 - share) / (among * (1 - share) + share)) if among else np.nan


def pandas_deviation(part: pd.DataFrame) -> float:
    """Return the average deviation from the mean of one group."""
    apart = (part - part.mean()).abs().mean()
    return float(apart[part.count() > 1].mean())


def pandas_icc1(frame: pd.DataFrame) -> float:
    """Return ICC(1) with the mean group size, the sums per group in a loop."""
    scores = frame.dropna(subset=["score"])
    parts = scores.groupby(GROUP)["score"]
    return _icc1(
        scores,
        parts.apply(len),
        parts.apply(np.mean),
        parts.apply(lambda part: ((part - part.mean()) ** 2).sum()),
    )


def quick_rwg_j(frame: pd.DataFrame) -> Values:
    """Return rwg(j) per group from the variances that pandas has ready."""
    spread = frame.groupby(GROUP)[ITEMS].var()
    share, among = spread.mean(axis=1).clip(upper=UNIFORM) / UNIFORM, spread.notna().sum(axis=1)
    return (among * (1 - share) / (among * (1 - share) + share)).to_numpy()


def quick_deviation(frame: pd.DataFrame) -> Values:
    """Return the average deviation per group from the means that pandas has ready."""
    apart = (frame[ITEMS] - frame.groupby(GROUP)[ITEMS].transform("mean")).abs().groupby(frame[GROUP])
    return apart.mean().where(apart.count() > 1).mean(axis=1).to_numpy()


def quick_icc1(frame: pd.DataFrame) -> float:
    """Return ICC(1) from the counts, means and variances that pandas has ready."""
    scores = frame.dropna(subset=["score"])
    table = scores.groupby(GROUP)["score"].agg(["size", "mean", "var"])
    return _icc1(scores, table["size"], table["mean"], (table["size"] - 1) * table["var"].fillna(0))


def _icc1(scores: pd.DataFrame, n: pd.Series, mean: pd.Series, squares: pd.Series) -> float:
    groups, total = len(n), n.sum()
    between = (n * (mean - scores["score"].mean()) ** 2).sum() / (groups - 1)
    within = squares.sum() / (total - groups)
    return float((between - within) / (between + (total / groups - 1) * within))


def pandas_omega(frame: pd.DataFrame) -> float:
    """Return omega from pandas' covariances, with the one-factor model left to scipy as books write it."""
    whole = frame[ITEMS].dropna()
    seen = whole.cov().to_numpy() * (len(whole) - 1) / len(whole)

    def apart(told: np.ndarray) -> float:
        model = np.outer(told[: len(ITEMS)], told[: len(ITEMS)]) + np.diag(np.exp(told[len(ITEMS) :]))
        return float(np.linalg.slogdet(model)[1] + np.trace(np.linalg.solve(model, seen)))

    begin = np.concatenate([np.sqrt(np.diag(seen) / 2), np.log(np.diag(seen) / 2)])
    found = optimize.minimize(apart, begin, method="BFGS", options={"gtol": 1e-9}).x
    common = found[: len(ITEMS)].sum() ** 2
    return float(common / (common + np.exp(found[len(ITEMS) :]).sum()))


ROWS = (
    Row(
        "alpha",
        lambda frame: [c.cronbach_alpha(frame[ITEMS]).value],
        None,
        lambda frame: [pandas_alpha(frame)],
    ),
    Row(
        "omega",
        lambda frame: [c.mcdonald_omega(frame[ITEMS]).value],
        None,
        lambda frame: [pandas_omega(frame)],
        close=1e-5,
    ),
    Row(
        "rwg(j)",
        lambda frame: c.rwg_j(frame, items=ITEMS, group=GROUP).values,
        by_group(pandas_rwg_j),
        quick_rwg_j,
    ),
    Row(
        "average deviation",
        lambda frame: c.average_deviation(frame, items=ITEMS, group=GROUP).values,
        by_group(pandas_deviation),
        quick_deviation,
    ),
    Row(
        "ICC(1)",
        lambda frame: [c.icc1(frame, value="score", group=GROUP).value],
        lambda frame: [pandas_icc1(frame)],
        lambda frame: [quick_icc1(frame)],
    ),
)
