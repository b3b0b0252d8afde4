"""What is measured: a line per statistic, with the same formula as a loop over groups in pandas.

To add one: one `Row`. `theirs` returns what `ours` must equal, group by group; a difference stops the run.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from kennisbank import climate as c

ITEMS = [f"i{number}" for number in range(5)]
GROUP = "team"
SIZE = 10
UNIFORM = 2.0

Values = npt.ArrayLike


@dataclass(frozen=True)
class Row:
    """One statistic: the function of ours, and pandas `groupby(...).apply` of the same formula (or the formula alone)."""

    name: str
    ours: Callable[[pd.DataFrame], Values]
    theirs: Callable[[pd.DataFrame], Values]
    beside: str


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
    """Return alpha of one group, or of all forms."""
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
    """Return ICC(1) with the mean group size."""
    scores = frame.dropna(subset=["score"])
    grand = scores["score"].mean()
    parts = scores.groupby(GROUP)["score"].apply(
        lambda part: pd.Series(
            {"n": len(part), "mean": part.mean(), "within": ((part - part.mean()) ** 2).sum()}
        )
    )
    table = parts.unstack()
    groups, n = len(table), table["n"].sum()
    between = (table["n"] * (table["mean"] - grand) ** 2).sum() / (groups - 1)
    within = table["within"].sum() / (n - groups)
    return float((between - within) / (between + (n / groups - 1) * within))


ROWS = (
    Row(
        "alpha",
        lambda frame: [c.cronbach_alpha(frame[ITEMS]).value],
        lambda frame: [pandas_alpha(frame)],
        "the formula on the frame",
    ),
    Row(
        "alpha, per team",
        lambda frame: [c.cronbach_alpha(part[ITEMS]).value for _, part in frame.groupby(GROUP)],
        by_group(pandas_alpha),
        "groupby.apply; ours is called per team too",
    ),
    Row(
        "rwg(j)",
        lambda frame: c.rwg_j(frame, items=ITEMS, group=GROUP).values,
        by_group(pandas_rwg_j),
        "groupby.apply",
    ),
    Row(
        "average deviation",
        lambda frame: c.average_deviation(frame, items=ITEMS, group=GROUP).values,
        by_group(pandas_deviation),
        "groupby.apply",
    ),
    Row(
        "ICC(1)",
        lambda frame: [c.icc1(frame, value="score", group=GROUP).value],
        lambda frame: [pandas_icc1(frame)],
        "groupby.apply of the sums",
    ),
)
