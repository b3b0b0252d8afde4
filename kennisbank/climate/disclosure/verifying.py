"""The same question asked another way: mixed-integer programming instead of linear algebra, so that one checks the other."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from kennisbank.climate.disclosure.figures import Figures, Matrix, as_figures, counts, matrix
from kennisbank.errors import KennisbankError


def verify(figures: Figures, atoms: Sequence[str], weights: npt.ArrayLike) -> dict[str, float]:
    """Return by count how many people the smallest group has that `figures` together tell something about.

    For each atom j a mixed-integer programme (HiGHS, through scipy.optimize.milp) seeks y with z = A'y, z_j = 1 and |z_i| ≤ s_i
    for s_i in {0, 1}, and minimises the people where s_i = 1. Any z can be scaled so that its largest entry is 1, so the
    least over all j is exact. Infinite when there are no figures. Slow beside the audit: for checking, not for deciding.
    """
    names = [str(atom) for atom in atoms]
    people, called = counts(weights, names)
    rows = matrix(as_figures(figures), names)
    return {name: lightest(rows, people[:, column])[0] for column, name in enumerate(called)}


def lightest(
    rows: Matrix, people: npt.NDArray[np.float64], below: float = np.inf
) -> tuple[float, npt.NDArray[np.float64]]:
    """Return the least weight of a support (under `below`, else infinite), and the factors of the figures that give it."""
    kept = np.flatnonzero((people > 0) & rows.any(axis=0)) if len(rows) else np.array([], dtype=int)
    best, factors = np.inf, np.zeros(len(rows))
    if not len(kept):
        return best, factors
    told, label = np.unique(rows[:, kept], axis=1, return_inverse=True)
    size = np.bincount(label.ravel(), weights=people[kept]).astype(float)
    for column in np.argsort(size, kind="stable"):
        if size[column] >= min(best, below):
            break
        weight, found = _with(told, size, int(column), min(best, below))
        if weight < best:
            best, factors = weight, found
    return best, factors


def _with(
    rows: Matrix, size: npt.NDArray[np.float64], column: int, below: float
) -> tuple[float, npt.NDArray[np.float64]]:
    """Return the least weight of a support that holds `column`, where z is largest, and the factors that give it."""
    figures, classes = rows.shape
    transposed = sparse.csr_array(rows.T)
    one = sparse.eye_array(classes, format="csr")
    constraints: list[Any] = [
        optimize.LinearConstraint(sparse.hstack([transposed, -one]), -np.inf, 0),
        optimize.LinearConstraint(sparse.hstack([transposed, one]), 0, np.inf),
        optimize.LinearConstraint(np.r_[rows[:, column], np.zeros(classes)][None, :], 1, 1),
    ]
    cost = np.r_[np.zeros(figures), size]
    if np.isfinite(below):
        constraints.append(optimize.LinearConstraint(cost[None, :], -np.inf, below - 0.5))
    integral = np.r_[np.zeros(figures), np.ones(classes)]
    bounds = optimize.Bounds(
        np.r_[np.full(figures, -np.inf), np.zeros(classes)], np.r_[np.full(figures, np.inf), np.ones(classes)]
    )
    found = optimize.milp(cost, integrality=integral, bounds=bounds, constraints=constraints)
    if found.status == 2:
        return np.inf, np.zeros(figures)
    if not found.success:
        raise KennisbankError(f"The check by integer programming gave no answer: {found.message}")
    return float(np.round(size @ np.round(found.x[figures:]))), np.asarray(found.x[:figures])
