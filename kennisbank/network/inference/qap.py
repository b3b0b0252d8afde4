"""QAP correlation: whether two relations over the same people go together more than chance makes likely."""

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import numpy as np
from scipy import sparse

from kennisbank.network.described import Finding
from kennisbank.network.inference import orders
from kennisbank.network.inference.dyads import Dyads, matched
from kennisbank.network.inference.runs import Progress, counted, drawn, tails
from kennisbank.network.seeds import settled

DENSE = 256_000_000
"""Bytes up to which a matrix is looked up in as a table; a larger one is searched as a sparse one."""
LOOKUPS = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Qap(Finding):
    """The correlation `r` over `dyads` pairs, its p-values, and the mean and deviation under permutation."""

    measure: ClassVar[str] = "qap"
    r: float
    p: float
    p_greater: float
    p_less: float
    mean: float
    sd: float
    permutations: int
    dyads: int


def qap(  # noqa: PLR0913
    A: Any,  # noqa: N803 - relations have capitals in this field
    B: Any,  # noqa: N803
    *,
    weight: str | None = None,
    permutations: int = 5000,
    seed: int | None = None,
    exact: bool = False,
    jobs: int = 1,
    progress: Progress = None,
) -> Qap:
    """Return how the relations A and B over the same nodes go together, and whether chance could do that.

    r is Pearson's correlation of A[i, j] and B[i, j] over all pairs of different nodes: ordered pairs when a relation has
    direction, unordered ones otherwise. Because the ties of one person hang together, p does not come from a table but
    from permutation (quadratic assignment): the nodes of one relation change places, its pattern stays, and r is computed
    again. `p` is the share of permutations with |r| at least as large, `p_greater` and `p_less` the one-sided shares,
    `mean` and `sd` those of r over the permutations (Krackhardt 1987; Hubert & Schultz 1976).

    A and B are graphs or frames (matched by node), an `Adjacency` (with the weights it was made with), or square arrays in
    the same order. Without `weight` each tie of a graph counts 1. `exact` goes through all n! orders (10 nodes or fewer)
    and gives the p there is; otherwise the order seen counts as one of the permutations, so p is at least
    1 / (permutations + 1). The time goes with the ties of the sparser relation.

    A relation without ties, or with all of them, varies with nothing: r and p are then NaN.
    Raises InvalidInput when the nodes differ, naming them, and TooLarge when `exact` is asked of more than 10 nodes.

    R: `sna::qaptest(list(A, B), gcor, g1 = 1, g2 = 2)`, whose p counts without the order seen; UCINET: QAP correlation.
    """
    both = matched({"A": A, "B": B}, weight)
    seed = settled(seed)
    score = _score(both)
    if exact:
        found = np.concatenate([score(block) for block in orders.every(len(both.nodes))])
    else:
        counted(permutations, "permutations")
        block = max(1, min(250, LOOKUPS // max(1, _ties(both))))
        work = partial(_some, score, len(both.nodes))
        found = np.concatenate(
            drawn(work, permutations, seed=seed, block=block, jobs=jobs, progress=progress)
        )
    seen = float(score(np.arange(len(both.nodes))[None, :])[0])
    p = tails(seen, found, exact=exact, about=0.0)
    method = {
        "directed": both.directed, "weight": weight, "nodes": len(both.nodes), "exact": exact,
        "seed": None if exact else seed,
    }  # fmt: skip
    return Qap(
        r=seen, p=p.both, p_greater=p.greater, p_less=p.less, mean=float(found.mean()), sd=float(found.std()),
        permutations=len(found), dyads=len(both), method=method,
    )  # fmt: skip


def _ties(both: Dyads) -> int:
    return min(int(matrix.nnz) for matrix in both.matrices.values())


def _some(score: "_Score", size: int, rng: np.random.Generator, many: int) -> Any:
    return score(orders.shuffled(rng, size, many))


def _score(both: Dyads) -> "_Score":
    """Return what gives r for each order. Only the sum of products changes with the order, and only where both have ties."""
    few, many = sorted(both.matrices.values(), key=lambda matrix: matrix.nnz)
    listed = sparse.coo_array(few if both.directed else sparse.triu(few, 1))
    size, dyads = len(both.nodes), len(both)
    fold = 1 if both.directed else 2
    with np.errstate(divide="ignore", invalid="ignore"):
        means = [np.float64(matrix.sum()) / fold / np.float64(dyads) for matrix in (few, many)]
        squares = [np.float64((matrix.data**2).sum()) / fold / np.float64(dyads) for matrix in (few, many)]
    spread = [_root(square - mean * mean, square) for square, mean in zip(squares, means, strict=True)]
    one, other = listed.coords
    binary = bool((many.data == 1).all())
    table = None
    if size * size * (1 if binary else 8) <= DENSE:
        table = (many.astype(bool) if binary else many).toarray().ravel()
    return _Score(
        one=one.astype(np.int64), other=other.astype(np.int64), weights=listed.data, table=table,
        searched=None if table is not None else sparse.csr_matrix(many), size=size, dyads=dyads,
        centre=float(means[0] * means[1]), spread=float(spread[0] * spread[1]),
    )  # fmt: skip


def _root(variance: Any, square: Any) -> float:
    """Return the deviation; NaN where what is left of the squares is rounding only."""
    return float(np.sqrt(variance)) if variance > 1e-14 * square else float("nan")


@dataclass(frozen=True, eq=False, kw_only=True)
class _Score:
    one: Any
    other: Any
    weights: Any
    table: Any
    searched: Any
    size: int
    dyads: int
    centre: float
    spread: float

    def __call__(self, order: Any) -> Any:
        order = order.astype(np.int32)
        if self.table is not None:
            cells = (order * np.int32(self.size)).take(self.one, axis=1)
            cells += order.take(self.other, axis=1)
            there = self.table.take(cells)
        else:
            rows, columns = order.take(self.one, axis=1), order.take(self.other, axis=1)
            there = np.asarray(self.searched[rows.ravel(), columns.ravel()]).reshape(rows.shape)
        if there.dtype == bool and (self.weights == 1).all():
            total = np.count_nonzero(there, axis=1).astype(np.float64)
        else:
            total = there @ self.weights
        with np.errstate(divide="ignore", invalid="ignore"):
            return (total / np.float64(self.dyads) - self.centre) / np.float64(self.spread)
