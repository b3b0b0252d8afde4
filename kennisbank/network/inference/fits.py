"""Regression on dyads as vectors: least squares and the logit, without permutation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kennisbank.errors import InvalidInput

STEPS = 50
STILL = 0.1
"""A step that moves the log odds of no row by more than this ends the search."""
NEAR = 1e-10
"""Below this share of its variance, what is left of a regressor beside the others is rounding."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Fit:
    """Coefficients, their t (of a logit: see `root`), the deviance, and whether the search came to an end.

    When it did not, `away` is the way in which the coefficients go on for ever; otherwise it is zeros, or None.
    """

    coefficients: Any
    deviance: float
    statistics: Any = None
    ended: bool = True
    away: Any = None


def linear(design: Any, y: Any) -> Fit:
    """Return the least squares fit of `y` on the columns of `design`; the deviance is the sum of squared residuals."""
    root, triangle = np.linalg.qr(design)
    coefficients = np.linalg.solve(triangle, root.T @ y)
    left = y - design @ coefficients
    deviance = float(rounded(left @ left, y))
    inverse = np.linalg.inv(triangle)
    spread = np.sqrt((inverse**2).sum(axis=1) * deviance / max(1, len(y) - design.shape[1]))
    with np.errstate(divide="ignore", invalid="ignore"):
        return Fit(coefficients=coefficients, statistics=coefficients / spread, deviance=deviance)


def rounded(squares: Any, y: Any) -> Any:
    """Return `squares`, 0 where they are no more than rounding beside those of `y`: a perfect fit has no deviance."""
    return np.where(squares > 1e-13 * float(y @ y), squares, 0.0)


def logit(design: Any, y: Any, start: Any = None) -> Fit:
    """Return the maximum likelihood fit of the 0/1 `y`, by Newton's steps from `start` (zeros when not given).

    `ended` is False when no finite coefficients fit best: some regressors tell ties from non-ties without fault, for all
    rows (complete separation) or for some (quasi-complete; Albert & Anderson 1984, Biometrika 71). The deviance then comes
    to rest all the same, but every further step still adds 1 to the log odds of those rows; near finite coefficients a
    step moves no row.
    """
    coefficients = np.zeros(design.shape[1]) if start is None else np.array(start)
    deviance, ended, step = np.inf, False, np.zeros(design.shape[1])
    for _ in range(STEPS):
        reach = np.clip(design @ coefficients, -500, 500)
        chance = 1 / (1 + np.exp(-reach))
        information = design.T @ (design * (chance * (1 - chance))[:, None])
        before, deviance = deviance, float(2 * (np.logaddexp(0, reach) - y * reach).sum())
        try:
            step = np.linalg.solve(information, design.T @ (y - chance))
        except np.linalg.LinAlgError:
            break
        if abs(before - deviance) <= 1e-12 * (abs(deviance) + 0.1):
            ended = bool(np.abs(design @ step).max() < STILL)
            break
        coefficients = coefficients + step
    away = np.zeros_like(step) if ended else step
    return Fit(coefficients=coefficients, deviance=deviance, ended=ended, away=away)


def root(less: Fit, more: Fit, coefficient: float) -> float:
    """Return the statistic of a coefficient that the logit `more` has and `less` has not: √(deviance it takes away), signed.

    For many rows it is normal, as Wald's z is. Unlike that it also tells where the coefficient goes on for ever: the standard
    error then grows faster, and Wald's z falls back to 0 (Hauck & Donner 1977, J. American Statistical Association 72).
    """
    taken = less.deviance - more.deviance
    return float(np.sign(coefficient) * np.sqrt(taken)) if taken > 1e-12 * less.deviance else 0.0


def residuals(design: Any) -> Any:
    """Return what is left of each column of `design` when the other columns have explained it, as columns."""
    left = np.empty_like(design)
    for place in range(design.shape[1]):
        others = np.delete(design, place, axis=1)
        root, _ = np.linalg.qr(others)
        rest = design[:, place] - root @ (root.T @ design[:, place])
        left[:, place] = rest - root @ (root.T @ rest)  # once more: what rounding left of the others
    return left


def check(design: Any, names: Sequence[str], left: Any) -> None:
    """Raise InvalidInput when a regressor is constant, when some say the same, or when there are too few dyads.

    The first column of `design` is the intercept, the others are `names`; `left` are its `residuals`.
    """
    for place, name in enumerate(names, start=1):
        if np.ptp(design[:, place]) == 0:
            raise InvalidInput(
                f"It is {design[0, place]:g} for every dyad, so it explains no difference.",
                mend="Leave it out.",
                where=name,
            )
    if len(design) <= design.shape[1]:
        raise InvalidInput(
            f"{len(design)} dyads are too few for {design.shape[1]} coefficients.",
            mend="Give more nodes or fewer regressors.",
        )
    centred = design[:, 1:] - design[:, 1:].mean(axis=0)
    share = (left[:, 1:] ** 2).sum(axis=0) / (centred**2).sum(axis=0)
    same = [name for name, part in zip(names, share, strict=True) if part < NEAR]
    if same:
        raise InvalidInput(
            f"{', '.join(map(repr, same))} can be computed from the other regressors, so no effect is theirs alone.",
            mend="Leave one of them out.",
        )
