"""One factor behind the items, in one group of people or in several, by maximum likelihood."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import optimize

from kennisbank.climate.frames import Numbers
from kennisbank.errors import InvalidInput, KennisbankError

Model = Literal["configural", "metric", "scalar", "strict"]
MODELS: tuple[Model, ...] = ("configural", "metric", "scalar", "strict")


@dataclass(frozen=True)
class Moments:
    """What is needed of a group: `n` complete forms, their means, and covariances with n as divisor."""

    n: int
    mean: Numbers
    covariance: Numbers


@dataclass(frozen=True)
class Fit:
    """Loadings and residual variances by group (groups x items) and how well the model fits."""

    loadings: Numbers
    residuals: Numbers
    chisq: float
    df: int
    cfi: float
    rmsea: float


def moments(values: Numbers, names: Sequence[object], where: str = "") -> Moments:
    """Return the moments of complete forms (forms x items). Raises InvalidInput for a constant item or too few forms.

    `names` are those of the items, and `where` is what the forms are called in errors.
    """
    n, k = values.shape
    if k < 3:
        raise InvalidInput(f"A factor cannot be found behind {k} items.", mend="Give three items or more.")
    if n <= k:
        raise InvalidInput(
            f"{n} complete forms are too few for {k} items.", where=where, mend=f"Give more than {k}."
        )
    covariance = np.cov(values, rowvar=False, bias=True)
    if (np.diag(covariance) <= 0).any():
        name = names[int(np.argmin(np.diag(covariance)))]
        raise InvalidInput(
            f"Everybody answers {name!r} the same, so it tells nothing.", where=where, mend="Leave it out."
        )
    if np.linalg.eigvalsh(covariance)[0] < 1e-10 * np.trace(covariance):
        raise InvalidInput("An item follows exactly from the others.", where=where, mend="Leave it out.")
    return Moments(n, values.mean(axis=0), covariance)


def one_factor(groups: Sequence[Moments], model: Model = "configural") -> Fit:
    """Fit one factor to all `groups` at once.

    `configural` lets everything differ; `metric` has the loadings alike, `scalar` the intercepts too (latent means differ), and
    `strict` the residual variances too. The discrepancy is Σ n/N [log|Σ| + tr(SΣ⁻¹) - log|S| - p + d'Σ⁻¹d], d the means that are
    not explained; its gradient is exact. R: `lavaan::cfa(model, data, group = , group.equal = , meanstructure = TRUE)`.
    Raises KennisbankError when no optimum is found.
    """
    layout = _Layout(len(groups), len(groups[0].mean), model)
    scale = np.sqrt(np.mean([np.diag(one.covariance) for one in groups], axis=0))
    centre = np.average([one.mean for one in groups], axis=0, weights=[one.n for one in groups])
    unit = [
        Moments(one.n, (one.mean - centre) / scale, one.covariance / np.outer(scale, scale)) for one in groups
    ]
    found = _optimum(layout, unit)
    parts = [layout.parts(found.x, group) for group in range(len(groups))]
    total = sum(one.n for one in groups)
    chisq, df = max(total * float(found.fun), 0.0), layout.df
    base, base_df = _independence(groups)
    spread = max(chisq - df, base - base_df, 0.0)
    cfi = 1 - max(chisq - df, 0.0) / spread if spread > 0 else 1.0
    rmsea = float(np.sqrt(len(groups) * max(chisq - df, 0.0) / (df * total))) if df else 0.0
    loadings = np.array(
        [part.loadings * np.sqrt(part.variance) * np.sign(part.loadings.sum() or 1) * scale for part in parts]
    )
    return Fit(loadings, np.array([part.residuals * scale**2 for part in parts]), chisq, df, cfi, rmsea)


def _independence(groups: Sequence[Moments]) -> tuple[float, int]:
    """Return the fit of items that have nothing to do with each other."""
    items = len(groups[0].mean)
    chisq = sum(
        one.n * (np.log(np.diag(one.covariance)).sum() - np.linalg.slogdet(one.covariance)[1])
        for one in groups
    )
    return float(chisq), len(groups) * items * (items - 1) // 2


@dataclass(frozen=True)
class _Parts:
    loadings: Numbers
    residuals: Numbers
    intercepts: Numbers
    variance: float
    mean: float


class _Layout:
    """Where each parameter stands in the vector that is optimised, and which groups share it."""

    def __init__(self, groups: int, items: int, model: Model) -> None:
        self.groups, self.items = groups, items
        step = MODELS.index(model)
        self.alike = {"loadings": step >= 1, "intercepts": step >= 2, "residuals": step >= 3}
        self.free_variance, self.free_mean = step >= 1, step >= 2
        self.places: list[dict[str, npt.NDArray[np.intp]]] = [{} for _ in range(groups)]
        size = 0
        for name in ("loadings", "residuals", "intercepts"):
            for group in range(groups):
                if group and self.alike[name]:
                    self.places[group][name] = self.places[0][name]
                else:
                    self.places[group][name] = np.arange(size, size + items)
                    size += items
        for name, free in (("variance", self.free_variance), ("mean", self.free_mean)):
            for group in range(1, groups) if free else ():
                self.places[group][name] = np.array([size])
                size += 1
        self.size = size
        self.df = groups * items * (items + 3) // 2 - size

    def parts(self, vector: Numbers, group: int) -> _Parts:
        place = self.places[group]
        variance = float(np.exp(vector[place["variance"][0]])) if "variance" in place else 1.0
        mean = float(vector[place["mean"][0]]) if "mean" in place else 0.0
        return _Parts(
            vector[place["loadings"]],
            np.exp(vector[place["residuals"]]),
            vector[place["intercepts"]],
            variance,
            mean,
        )

    def start(self, groups: Sequence[Moments]) -> Numbers:
        vector = np.zeros(self.size)
        for group, told in enumerate(groups):
            values, vectors = np.linalg.eigh(told.covariance)
            first = vectors[:, -1] * np.sign(vectors[:, -1].sum() or 1) * np.sqrt(values[-1]) * 0.8
            place = self.places[group]
            if group == 0 or not self.alike["loadings"]:
                vector[place["loadings"]] = first
            if group == 0 or not self.alike["residuals"]:
                vector[place["residuals"]] = np.log(np.clip(np.diag(told.covariance) - first**2, 0.05, None))
            if group == 0 or not self.alike["intercepts"]:
                vector[place["intercepts"]] = told.mean
        return vector


def _optimum(layout: _Layout, groups: Sequence[Moments]) -> optimize.OptimizeResult:
    found = optimize.minimize(
        _discrepancy, layout.start(groups), args=(layout, groups), jac=True, method="L-BFGS-B",
        bounds=[(-12.0, 12.0)] * layout.size, options={"maxiter": 5000, "maxfun": 20000, "ftol": 1e-15, "gtol": 1e-8, "maxcor": 50},
    )  # fmt: skip
    if not np.isfinite(found.fun) or np.abs(found.jac).max() > 1e-3:
        raise KennisbankError("The factor model found no optimum; the answers may hang together too little.")
    return found


def _discrepancy(vector: Numbers, layout: _Layout, groups: Sequence[Moments]) -> tuple[float, Numbers]:
    total = sum(one.n for one in groups)
    value, slope = 0.0, np.zeros(layout.size)
    for group, told in enumerate(groups):
        part, place, share = layout.parts(vector, group), layout.places[group], told.n / total
        model = part.variance * np.outer(part.loadings, part.loadings) + np.diag(part.residuals)
        apart = told.mean - part.intercepts - part.loadings * part.mean
        inverse = np.linalg.inv(model)
        seen = told.covariance + np.outer(apart, apart)
        value += share * float(
            np.linalg.slogdet(model)[1]
            + np.trace(inverse @ seen)
            - np.linalg.slogdet(told.covariance)[1]
            - layout.items
        )
        pull = inverse - inverse @ seen @ inverse
        push = inverse @ apart
        slope[place["loadings"]] += share * (2 * part.variance * pull @ part.loadings - 2 * part.mean * push)
        slope[place["residuals"]] += share * np.diag(pull) * part.residuals
        slope[place["intercepts"]] += share * -2 * push
        if "variance" in place:
            slope[place["variance"]] += share * float(part.loadings @ pull @ part.loadings) * part.variance
        if "mean" in place:
            slope[place["mean"]] += share * -2 * float(part.loadings @ push)
    return value, slope
