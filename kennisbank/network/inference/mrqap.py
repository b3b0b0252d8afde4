"""MRQAP: regression of one relation on several others, with p-values from double semi-partialling."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, ClassVar, Literal

import numpy as np
import pandas as pd

from kennisbank.errors import InvalidInput
from kennisbank.network import room
from kennisbank.network.described import Finding
from kennisbank.network.inference import fits, orders
from kennisbank.network.inference.dyads import Dyads, matched
from kennisbank.network.inference.runs import Progress, counted, drawn, tails
from kennisbank.network.seeds import settled

INTERCEPT = "(intercept)"
Family = Literal["linear", "logistic"]


@dataclass(frozen=True, kw_only=True)
class Mrqap(Finding):
    """`table` has a row per regressor; the rest is about the whole fit. `r_squared` is NaN for the logistic family."""

    measure: ClassVar[str] = "mrqap"
    table: pd.DataFrame = field(repr=False, compare=False)
    r_squared: float
    adjusted_r_squared: float
    deviance: float
    null_deviance: float
    aic: float
    dyads: int
    permutations: int

    def _repr_html_(self) -> str:
        return self.table.to_html(float_format="{:.4g}".format) + super()._repr_html_()


def mrqap(  # noqa: PLR0913
    y: Any,
    x: Mapping[str, Any],
    *,
    weight: str | None = None,
    family: Family = "linear",
    statistic: Literal["t", "coefficient"] = "t",
    permutations: int = 2000,
    seed: int | None = None,
    exact: bool = False,
    jobs: int = 1,
    progress: Progress = None,
) -> Mrqap:
    """Return how far the relations `x` (by name) explain the relation `y`, each beside the others.

    y[i, j] = b0 + Σ b_k x_k[i, j] + e over all pairs of different nodes; `family="logistic"` is for a `y` of ties (1) and
    no ties (0), its coefficients are log odds. Pairs are ordered when some relation has direction.

    p comes from double semi-partialling (Dekker, Krackhardt & Snijders 2007): each regressor is cleared, by least squares,
    of what the others explain; what is left changes places among the nodes, takes the regressor's seat, and the model is
    fitted again. The t of the model is compared with those of the permutations: `p` counts those at least as far from 0,
    `p_greater` and `p_less` one side. Logistic: instead of t the root of the deviance that the regressor takes away, with the
    sign of its coefficient. Some permutations leave no finite odds; that root then has a value as any other has, while
    Wald's z would be 0. `statistic="coefficient"` compares coefficients; endless ones are endlessly far from 0.

    `table`, indexed by regressor, has `coefficient`, `p`, `p_greater`, `p_less`, `statistic` and `standardised` (linear:
    in standard deviations of y per one of x) or `odds_ratio` (logistic). Relations are given as to `qap`. `exact` goes
    through all orders of 10 nodes or fewer. Memory: some 8 n² (5 k + 8) bytes for k regressors.

    Raises InvalidInput when a regressor is constant or follows from the others, when y is constant, when y is not 0/1
    for the logistic family, when regressors (named) tell ties from no ties without fault, for all pairs or for some, so that
    no finite odds fit best, and when the nodes differ (naming them).

    R: `sna::netlm(y, x, nullhyp = "qapspp")`; `sna::netlogit(y, x, nullhyp = "qapspp")`, which compares coefficients.
    UCINET: MRQAP (double Dekker). Both count p without the order seen.
    """
    if not x:
        raise InvalidInput("No regressors are given.", mend='Give at least one: {"name": relation}.')
    if family not in {"linear", "logistic"}:
        raise InvalidInput(f"The family is {family!r}.", mend="Choose linear or logistic.", where="family")
    if statistic not in {"t", "coefficient"}:
        raise InvalidInput(
            f"The statistic is {statistic!r}.", mend="Choose t or coefficient.", where="statistic"
        )
    dyads = matched({"y": y, **{f"x {name}": item for name, item in x.items()}}, weight)
    room.need(
        8 * len(dyads.nodes) ** 2 * (5 * len(x) + 8),
        f"A regression on {len(dyads)} dyads",
        mend="Take a part of the network.",
    )
    seed = settled(seed)
    model = _model(dyads, tuple(x), family=family, statistic=statistic)
    if exact:
        found = np.concatenate([model.several(block) for block in orders.every(len(dyads.nodes))])
    else:
        counted(permutations, "permutations")
        work = partial(_some, model, len(dyads.nodes))
        found = np.concatenate(drawn(work, permutations, seed=seed, block=100, jobs=jobs, progress=progress))
    method = {
        "directed": dyads.directed, "weight": weight, "nodes": len(dyads.nodes), "family": family, "exact": exact,
        "statistic": statistic, "seed": None if exact else seed, "null": "double semi-partialling",
    }  # fmt: skip
    return _told(model, found, exact=exact, method=method)


@dataclass(frozen=True, eq=False, kw_only=True)
class _Model:
    """The fit, and what is needed to fit again with one regressor's residuals in another order.

    `left[k, i, j]` is what is left of regressor k (0 is the intercept) for the dyad i, j, and 0 where there is none.
    """

    names: tuple[str, ...]
    design: Any
    y: Any
    fit: fits.Fit
    pivotal: bool
    logistic: bool
    ends: tuple[Any, Any]
    left: Any

    def seen(self) -> Any:
        """Return the statistic of each coefficient, intercept first."""
        return self.fit.statistics if self.pivotal else self.fit.coefficients

    def several(self, order: Any) -> Any:
        """Return the statistics under each row of `order`: one column per coefficient."""
        return self._logistic(order) if self.logistic else self._linear(order)

    def _linear(self, order: Any) -> Any:
        """Return the statistics by way of Frisch, Waugh and Lovell, in coordinates.

        `basis` spans the regressors, `rest` is what they leave of y. All that an order changes is how the residuals lie
        towards those: one product per order says it for every regressor.
        """
        basis, triangle = np.linalg.qr(self.design)
        level = basis.T @ self.y
        width = self.design.shape[1]
        sides = _squares(np.column_stack([basis, self.y - basis @ level]), self.ends, self.left.shape[1])
        sides = sides.reshape(width + 1, -1)
        own = [float((one[self.ends] ** 2).sum()) for one in self.left]
        products = np.array([[sides @ _moved(one, each).ravel() for one in self.left] for each in order])
        found = np.empty((len(order), width))
        for place in range(width):
            others, _ = np.linalg.qr(np.delete(triangle, place, axis=1))
            away = level - others @ (others.T @ level)
            towards = products[:, place, :width]
            free = own[place] - ((towards @ others) ** 2).sum(axis=1)
            along = towards @ away + products[:, place, width]
            total = float(self.y @ self.y) - float((others.T @ level) @ (others.T @ level))
            found[:, place] = self._compared(along, free, total)
        return found

    def _compared(self, along: Any, free: Any, total: float) -> Any:
        with np.errstate(divide="ignore", invalid="ignore"):
            slope = along / free
            if not self.pivotal:
                return slope
            rest = fits.rounded(total - slope * along, self.y)
            return slope / np.sqrt(rest / (len(self.y) - self.design.shape[1]) / free)

    def _logistic(self, order: Any) -> Any:
        found = np.empty((len(order), self.design.shape[1]))
        for place in range(found.shape[1]):
            others = np.delete(self.design, place, axis=1)
            less = fits.logit(others, self.y)
            start = np.append(less.coefficients, 0.0)
            for number, each in enumerate(order):
                mixed = _moved(self.left[place], each)[self.ends]
                fit = fits.logit(np.column_stack([others, mixed]), self.y, start)
                if self.pivotal:
                    found[number, place] = fits.root(less, fit, fit.coefficients[-1])
                elif fit.ended:
                    found[number, place] = fit.coefficients[-1]
                else:  # NaN where it does not say to which side
                    found[number, place] = np.inf * np.sign(fit.away[-1])
        return found


def _squares(columns: Any, ends: tuple[Any, Any], size: int) -> Any:
    """Return each column as a square with its values at `ends` and 0 elsewhere."""
    squares = np.zeros((columns.shape[1], size, size))
    for square, column in zip(squares, columns.T, strict=True):
        square[ends] = column
    return squares


def _moved(square: Any, order: Any) -> Any:
    return square.take(order, axis=0).take(order, axis=1)


def _model(dyads: Dyads, names: tuple[str, ...], *, family: Family, statistic: str) -> _Model:
    ends = dyads.ends()
    y, *columns = (matrix.toarray()[ends] for matrix in dyads.matrices.values())
    design = np.column_stack([np.ones(len(y)), *columns])
    logistic = family == "logistic"
    if logistic and not np.isin(y, (0, 1)).all():
        raise InvalidInput(
            f"It has other values than 0 and 1: {y[~np.isin(y, (0, 1))][0]:g}, for one.",
            mend='Make it a relation of ties and no ties, or take family="linear".',
            where="y",
        )
    if not len(y) or np.ptp(y) == 0:
        raise InvalidInput(
            "It is the same for every dyad, so there is nothing to explain.",
            mend="Give a relation that some pairs have and others have not.",
            where="y",
        )
    residuals = fits.residuals(design)
    fits.check(design, names, residuals)
    fit = _logit(design, y, names) if logistic else fits.linear(design, y)
    left = _squares(residuals, ends, len(dyads.nodes))
    if not dyads.directed:
        left += left.swapaxes(1, 2)
    return _Model(
        names=names, design=design, y=y, fit=fit, pivotal=statistic == "t", logistic=logistic, ends=ends, left=left,
    )  # fmt: skip


def _logit(design: Any, y: Any, names: tuple[str, ...]) -> fits.Fit:
    """Return the logit with its statistics. Raises InvalidInput, naming the regressors, when no finite odds fit best."""
    fit = fits.logit(design, y)
    if not fit.ended:
        moved = np.abs(fit.away) * np.ptp(design, axis=0) > fits.STILL
        without_end = [repr(name) for name, moves in zip(names, moved[1:], strict=True) if moves]
        raise InvalidInput(
            f"Ties or no ties follow without fault from {', '.join(without_end) or 'the regressors'}, for all pairs or "
            "for some, so that no finite odds fit best.",
            mend="Leave that out, or give more nodes.",
        )
    without = (fits.logit(np.delete(design, place, axis=1), y) for place in range(design.shape[1]))
    roots = [fits.root(less, fit, value) for less, value in zip(without, fit.coefficients, strict=True)]
    return replace(fit, statistics=np.array(roots))


def _some(model: _Model, size: int, rng: np.random.Generator, many: int) -> Any:
    return model.several(orders.shuffled(rng, size, many))


def _told(model: _Model, found: Any, *, exact: bool, method: Mapping[str, object]) -> Mrqap:
    each = [
        tails(float(value), found[:, place], exact=exact, about=0.0)
        for place, value in enumerate(model.seen())
    ]
    coefficients = model.fit.coefficients
    columns: dict[str, Any] = {
        "coefficient": coefficients, "p": [one.both for one in each], "p_greater": [one.greater for one in each],
        "p_less": [one.less for one in each], "statistic": model.fit.statistics,
    }  # fmt: skip
    if model.logistic:
        columns["odds_ratio"] = np.exp(coefficients)
    else:
        columns["standardised"] = coefficients * model.design.std(axis=0) / model.y.std()
        columns["standardised"][0] = np.nan
    count, width = model.design.shape
    mean = model.y.mean()
    if model.logistic:
        null = float(-2 * count * (mean * np.log(mean) + (1 - mean) * np.log(1 - mean)))
        square, aic = float("nan"), model.fit.deviance + 2 * width
    else:
        null = float(((model.y - mean) ** 2).sum())
        square = 1 - model.fit.deviance / null
        with np.errstate(divide="ignore"):
            fitted = float(np.log(2 * np.pi * np.float64(model.fit.deviance) / count))
        aic = count * (fitted + 1) + 2 * (width + 1)
    table = pd.DataFrame(columns, index=pd.Index([INTERCEPT, *model.names], name="regressor"))
    table.attrs["measure"], table.attrs["method"] = Mrqap.measure, dict(method)
    return Mrqap(
        table=table, r_squared=square, adjusted_r_squared=1 - (1 - square) * (count - 1) / (count - width),
        deviance=model.fit.deviance, null_deviance=null, aic=aic, dyads=count, permutations=len(found), method=method,
    )  # fmt: skip
