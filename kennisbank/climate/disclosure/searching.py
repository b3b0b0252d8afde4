"""The smallest group that figures together tell something about, found exactly.

Any sum of answers over a figure is a row of A times the unknown sums x of the atoms, so whoever adds and subtracts figures
learns z·x for each z in the row space of A, and nothing more by adding and subtracting. That is about the atoms where z is not 0.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from kennisbank.climate.disclosure.figures import Matrix

_TOLERANCE = 1e-9
_MOST_STEPS, _FEW = 200_000, 40


@dataclass(frozen=True)
class Found:
    """`weight` people (infinite when no group is under k), the places of their atoms, and how the figures add up to them.

    `complete` says whether the search came to its end; when not, the answer is to be taken as unsafe.
    """

    weight: float
    atoms: tuple[int, ...] = ()
    factors: tuple[float, ...] = ()
    complete: bool = True


def least_support(figures: Matrix, weights: npt.ArrayLike, k: float) -> Found:
    """Return the group of fewest people, fewer than `k`, that combinations of the rows of `figures` tell about, if there is one.

    `figures` is figures x atoms (0/1), `weights` the people per atom (0 for an atom nobody is in: it is left out). The search is
    exact: atoms that the same figures are over are one class, and a class of k or more people cannot be in a group under k. So
    what is sought lies in L, the part of the row space that is 0 on those classes. Where L is {0}, nothing is told. Else L falls
    apart in components, and in each the smallest supports of vectors are tried, as far as they weigh less than k.

    Source: the audit of statistical databases (Chin and Özsoyoğlu 1982), with people as the weight of a support.

    >>> import numpy as np
    >>> least_support(np.array([[1, 1, 1], [1, 1, 0]]), [6, 6, 3], 5).weight
    3.0
    >>> least_support(np.array([[1, 1, 1]]), [6, 6, 3], 5).weight
    inf
    """
    people = np.asarray(weights, dtype=float)
    kept = np.flatnonzero(people > 0)
    rows = np.asarray(figures, dtype=float)[:, kept]
    if not rows.size:
        return Found(np.inf)
    _, first, label = np.unique(rows, axis=1, return_index=True, return_inverse=True)
    label = label.ravel()
    told = rows[:, first]
    size = np.bincount(label, weights=people[kept]).astype(float)
    light = np.flatnonzero((size < k) & told.any(axis=0))
    heavy = np.setdiff1d(np.arange(told.shape[1]), light)
    space = _zero_on(told, heavy)[:, light]
    best = Found(np.inf)
    complete = True
    for component in _components(_echelon(space)):
        found, whole = _lightest(component, size[light], k)
        complete = complete and whole
        if found and (weight := float(size[light][list(found)].sum())) < best.weight:
            classes = light[list(found)]
            best = Found(weight, tuple(int(kept[place]) for place in np.flatnonzero(np.isin(label, classes))))
    if not best.atoms:
        return Found(best.weight if complete else 0.0, complete=complete)
    return Found(
        best.weight, best.atoms, _factors(np.asarray(figures, dtype=float), best.atoms, kept), complete
    )


def _zero_on(rows: Matrix, columns: npt.NDArray[np.intp]) -> Matrix:
    """Return a basis (vectors x columns) of the vectors of the row space that are 0 on `columns`."""
    return _null(rows[:, columns].T) @ rows if len(columns) else rows


def _null(matrix: Matrix) -> Matrix:
    """Return a basis of the vectors y with matrix·y = 0, as rows."""
    _, values, right = np.linalg.svd(matrix, full_matrices=True)
    rank = int((values > _TOLERANCE * max(1.0, values[0] if len(values) else 0.0) * max(matrix.shape)).sum())
    return np.asarray(right[rank:])


def _echelon(space: Matrix) -> Matrix:
    """Return a basis of the rows in reduced echelon form: each pivot column has one 1 and else 0."""
    work = space.copy()
    row = 0
    for column in range(work.shape[1]):
        if row == len(work):
            break
        pivot = row + int(np.argmax(np.abs(work[row:, column])))
        if abs(work[pivot, column]) < _TOLERANCE * 100:
            work[row:, column] = 0
            continue
        work[[row, pivot]] = work[[pivot, row]]
        work[row] /= work[row, column]
        others = np.arange(len(work)) != row
        work[others] -= np.outer(work[others, column], work[row])
        row += 1
    work = work[:row]
    work[np.abs(work) < _TOLERANCE * 1000] = 0
    return work


def _components(basis: Matrix) -> Iterator[Matrix]:
    """Yield the rows of `basis` in groups that share no column."""
    left = list(range(len(basis)))
    while left:
        rows = [left.pop(0)]
        columns = basis[rows[0]] != 0
        grown = True
        while grown:
            more = [row for row in left if (basis[row] != 0)[columns].any()]
            grown = bool(more)
            for row in more:
                columns = columns | (basis[row] != 0)
                rows.append(row)
                left.remove(row)
        yield basis[rows]


def _lightest(basis: Matrix, size: npt.NDArray[np.float64], k: float) -> tuple[tuple[int, ...], bool]:
    """Return the columns of the lightest support under `k` of a vector in the span, and whether the search was complete.

    The lightest support is that of a vector that is 0 on a set of columns of rank d - 1 (d: dimension); so many columns are
    made 0, one after the other, and what stays non-zero is weighed. A branch ends when columns that must stay weigh too much.
    """
    columns = np.flatnonzero(basis.any(axis=0))
    if len(basis) == 1:
        return (tuple(map(int, columns)), True) if size[columns].sum() < k else ((), True)
    best: tuple[float, tuple[int, ...]] = (k, ())
    steps = 0
    order = columns[np.argsort(-size[columns], kind="stable")]
    stack: list[tuple[Matrix, int, float]] = [(basis, 0, 0.0)]
    while stack:
        space, place, must = stack.pop()
        steps += 1
        if steps > _MOST_STEPS:
            return best[1], False
        if must >= best[0]:
            continue
        while place < len(order) and not np.abs(space[:, order[place]]).max(initial=0.0) > _TOLERANCE * 100:
            place += 1
        if len(space) == 1:
            support = np.flatnonzero(np.abs(space[0]) > _TOLERANCE * 100)
            if (weight := float(size[support].sum())) < best[0]:
                best = (weight, tuple(map(int, support)))
            continue
        if place == len(order):
            continue
        column = order[place]
        stack.append((space, place + 1, must + float(size[column])))
        stack.append((_without(space, column), place + 1, must))
    return best[1], True


def _without(space: Matrix, column: int) -> Matrix:
    """Return a basis of the vectors of the span that are 0 at `column`."""
    values = space[:, column]
    pivot = int(np.argmax(np.abs(values)))
    rest = np.delete(np.arange(len(space)), pivot)
    made = space[rest] - np.outer(values[rest] / values[pivot], space[pivot])
    made[np.abs(made) < _TOLERANCE] = 0
    return np.asarray(made)


def _factors(figures: Matrix, atoms: Sequence[int], kept: npt.NDArray[np.intp]) -> tuple[float, ...]:
    """Return by how much to multiply each figure so that together they are about `atoms` only."""
    others, wanted = np.setdiff1d(kept, np.asarray(atoms)), np.asarray(atoms)
    for pair in (
        combinations(range(len(figures)), 2) if len(figures) <= _FEW else ()
    ):  # two are easier to check than many
        rows = np.asarray(pair)
        found = _null(figures[np.ix_(rows, others)].T)
        if len(found) and np.abs(found[0] @ figures[np.ix_(rows, wanted)]).max() > _TOLERANCE:
            return _full(len(figures), pair, found[0])
    space = _null(figures[:, others].T)
    strength = np.abs(space @ figures[:, wanted]).sum(axis=1)
    return _full(len(figures), range(len(figures)), space[int(np.argmax(strength))])


def _full(length: int, rows: Sequence[int], values: npt.NDArray[np.float64]) -> tuple[float, ...]:
    made = np.zeros(length)
    made[list(rows)] = values / np.abs(values).max()
    made[np.abs(made) < 1e-9] = 0
    return tuple(round(float(value), 12) for value in made)
