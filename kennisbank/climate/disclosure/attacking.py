"""Somebody who adds and subtracts what is shown, to learn about a small group: what tests set upon every page and file."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kennisbank.climate.disclosure.figures import Figures, as_figures, counts, matrix
from kennisbank.climate.disclosure.verifying import lightest


@dataclass(frozen=True)
class Leak:
    """A group of `people` that is told about, by the `count` of that name; add up the figures times `factors` to get at it."""

    people: float
    count: str
    atoms: frozenset[str]
    factors: dict[str, float]


def attack(
    shown: Figures, atoms: Sequence[str], weights: npt.ArrayLike, k: float | Sequence[float] = 10
) -> tuple[Leak, ...]:
    """Return by count the smallest group of fewer than `k` people that `shown` tells something about; nothing where it is safe.

    It knows who is in which figure, and uses integer programming only (`verify`): nothing of the audit it is set upon.
    """
    figures = as_figures(shown)
    names = [str(atom) for atom in atoms]
    people, called = counts(weights, names)
    least = [float(k)] * len(called) if isinstance(k, (int, float)) else list(map(float, k))
    rows = matrix(figures, names)
    found = []
    for column, (name, limit) in enumerate(zip(called, least, strict=True)):
        weight, factors = lightest(rows, people[:, column], below=limit)
        if weight < limit:
            support = np.flatnonzero((np.abs(factors @ rows) > 1e-6) & (people[:, column] > 0))
            used = {
                one.id: round(float(by), 9)
                for one, by in zip(figures, factors, strict=True)
                if abs(by) > 1e-9
            }
            found.append(Leak(weight, name, frozenset(names[place] for place in support), used))
    return tuple(found)
