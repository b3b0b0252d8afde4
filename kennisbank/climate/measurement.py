"""McDonald's omega, and whether a questionnaire measures the same in several waves or groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from kennisbank.climate.factor import MODELS, moments, one_factor
from kennisbank.climate.frames import Numbers, complete, grouped, numbers
from kennisbank.climate.results import Result
from kennisbank.errors import InvalidInput


@dataclass(frozen=True, kw_only=True)
class Omega(Result):
    """McDonald's omega of `n` complete forms on `k` items, with the loadings it follows from and the fit of the one factor."""

    statistic: ClassVar[str] = "omega"
    value: float
    loadings: Numbers
    residuals: Numbers
    n: int
    k: int
    chisq: float
    df: int
    cfi: float
    rmsea: float


@dataclass(frozen=True, kw_only=True)
class Invariance(Result):
    """`table` has a row per model (configural, metric, scalar, strict): chisq, df, p of the step, cfi, rmsea and their steps."""

    statistic: ClassVar[str] = "invariance"
    table: pd.DataFrame
    groups: tuple[Any, ...]
    n: int


def mcdonald_omega(frame: pd.DataFrame) -> Omega:
    """Return omega of the columns of `frame` (forms x items; reversed items turned): (Σλ)² / ((Σλ)² + Σθ).

    λ are the loadings and θ the residual variances of one factor, by maximum likelihood over forms that answered every item
    (McDonald 1999). R: `lavaan::cfa("f =~ a + b + c", x, std.lv = TRUE)` and the same formula. Raises InvalidInput for fewer than
    three items, too few complete forms, or an item without variance; KennisbankError when the model finds no optimum.
    """
    values = numbers(frame)
    kept = values[complete(values)]
    fit = one_factor([moments(kept, list(frame.columns))])
    loadings, residuals = fit.loadings[0], fit.residuals[0]
    common = float(loadings.sum()) ** 2
    return Omega(
        value=common / (common + float(residuals.sum())), loadings=loadings, residuals=residuals, n=len(kept),
        k=kept.shape[1], chisq=fit.chisq, df=fit.df, cfi=fit.cfi, rmsea=fit.rmsea, method={"estimator": "ML", "missing": "listwise"},
    )  # fmt: skip


def invariance(frame: pd.DataFrame, *, items: Sequence[str], by: str) -> Invariance:
    """Return how well one factor behind `items` fits when more and more is held alike over the groups in the column `by`.

    Means may be compared when `scalar` fits not much worse than `metric`: CFI no more than .010 lower, RMSEA no more than .015
    higher (Chen 2007). R: `lavaan::cfa(…, group = by, group.equal = c("loadings", "intercepts", "residuals"),
    meanstructure = TRUE)`. Complete forms only. Raises InvalidInput for fewer than two groups, and as `mcdonald_omega` does.
    """
    told = grouped(frame, items, by)
    kept = complete(told.answers)
    if len(told) < 2:
        raise InvalidInput(f"The column {by!r} has one group or none.", mend="Give two waves or groups.")
    parts = [
        moments(told.answers[kept & (told.codes == code)], items, f"{by} {group}")
        for code, group in enumerate(told.groups)
    ]
    fits = {model: one_factor(parts, model) for model in MODELS}
    table = pd.DataFrame(
        {
            model: {"chisq": fit.chisq, "df": fit.df, "cfi": fit.cfi, "rmsea": fit.rmsea}
            for model, fit in fits.items()
        }
    ).T.astype({"df": int})
    table["delta_cfi"], table["delta_rmsea"] = table["cfi"].diff(), table["rmsea"].diff()
    return Invariance(
        table=table, groups=told.groups, n=int(kept.sum()), method={"estimator": "ML", "missing": "listwise"}
    )
