"""How much a network looks like an organisation chart: Krackhardt's four dimensions of hierarchy."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from kennisbank.network import room
from kennisbank.network.described import Finding, how
from kennisbank.network.matrices import Adjacency, Graph, adjacency


@dataclass(frozen=True, kw_only=True)
class Krackhardt(Finding):
    """Four numbers of 0 to 1; the chart of an organisation, in which each has one boss but the top, has 1 for all."""

    measure: ClassVar[str] = "krackhardt"
    connectedness: float
    hierarchy: float
    efficiency: float
    least_upper_bound: float


def krackhardt(G: Graph) -> Krackhardt:  # noqa: N803 - a graph is G in this field
    """Return Krackhardt's graph theoretical dimensions of hierarchy; an arc runs from the boss to the subordinate.

    connectedness
        Share of the pairs that are joined at all, whatever way the arcs point.
    hierarchy
        1 - V / M: of the M pairs of which one reaches the other along the arcs, V reach each other.
    efficiency
        1 - V / M: V is the number of arcs beyond the n_c - 1 that hold component c together, added up over the
        components, M the largest V there could be: Σ n_c (n_c - 1) - (n_c - 1).
    least_upper_bound
        1 - V / M: V pairs within a component have no least upper bound, somebody who reaches both (or is one of them)
        and whom everybody who reaches both reaches too; M = Σ (n_c - 1)(n_c - 2) / 2 over components of 3 or more.

    Krackhardt (1994), in Carley & Prietula (eds), Computational Organization Theory; Everett & Krackhardt (2012), Social
    Networks 34. Ties without direction count both ways, so that hierarchy is then 0. Weights do not matter. Where M is 0
    the number is NaN; one node alone has connectedness 1, none at all NaN.
    Raises TooLarge when the n² pairs do not fit in memory.

    R: `sna::connectedness`, `hierarchy(measure = "krackhardt")`, `efficiency`, `lubness`.
    """
    told = adjacency(G)
    return Krackhardt(
        connectedness=connectedness(told), hierarchy=hierarchy(told), efficiency=efficiency(told),
        least_upper_bound=least_upper_bound(told), method=how(told),
    )  # fmt: skip


def connectedness(told: Adjacency) -> float:
    """Return the share of pairs that are joined, whatever way the arcs point."""
    size = len(told)
    if size < 2:
        return float(size) if size else float("nan")
    sizes = _components(told)[1].astype(np.float64)
    return float((sizes * (sizes - 1)).sum() / (size * (size - 1.0)))


def hierarchy(told: Adjacency) -> float:
    """Return the share, of the pairs of which one reaches the other, that is not mutual."""
    _need(len(told), 10)
    reach = reached(told)
    np.fill_diagonal(reach, val=False)
    joined, mutual = int((reach | reach.T).sum()), int((reach & reach.T).sum())
    return 1 - mutual / joined if joined else float("nan")


def efficiency(told: Adjacency) -> float:
    """Return how few arcs run beyond those that hold the components together."""
    sizes = _components(told)[1].astype(np.float64)
    most = float(((sizes - 1) ** 2).sum())
    spare = told.matrix.nnz - float((sizes - 1).sum())
    return 1 - spare / most if most else float("nan")


def least_upper_bound(told: Adjacency) -> float:
    """Return the share of pairs within a component that have one nearest common boss.

    Whoever reaches k reaches all that k reaches. So k is the least upper bound of i and j exactly when those who reach k are
    those who reach both i and j: when k does and as many reach k. Which k that could be is looked up by a sum of numbers,
    one per node, over those who reach both; it is then checked, so that the numbers drawn cannot change the answer.
    """
    label, sizes = _components(told)
    most = sum((size - 1) * (size - 2) / 2 for size in sizes.tolist() if size > 2)
    if not most:
        return float("nan")
    _need(len(told), 50)
    reach = reached(told)
    numbers, sums = _marks(reach)
    order = np.argsort(sums)
    exact = reach.astype(np.float64)
    wanted = (exact.T * numbers) @ exact
    place = order[np.minimum(np.searchsorted(sums, wanted, sorter=order), len(order) - 1)]
    common = exact.T @ exact
    each = np.arange(len(told))
    bound = reach[place, each[:, None]] & reach[place, each[None, :]] & (reach.sum(axis=0)[place] == common)
    same = (label[:, None] == label[None, :]) & (sizes[label] > 2)[:, None]
    return float(1 - np.triu(same & ~bound, 1).sum() / most)


def _marks(reach: Any) -> tuple[Any, Any]:
    """Return a number for each node and their sums over those who reach it, unlike for nodes reached by others.

    All are whole and small enough to add up without rounding.
    """
    rng = np.random.default_rng(0)
    size = len(reach)
    different = len(np.unique(np.packbits(reach.T, axis=1), axis=0))
    while True:
        numbers = rng.integers(1, 2**52 // size, size).astype(np.float64)
        sums = numbers @ reach
        if len(np.unique(sums)) == different:
            return numbers, sums


def reached(told: Adjacency) -> Any:
    """Return which node reaches which along the arcs, itself included: boolean, n × n.

    Within a knot all reach the same, so the search runs over the knots, from the bottom up.
    """
    size = len(told)
    if not size:
        return np.zeros((0, 0), dtype=bool)
    count, knot = csgraph.connected_components(told.matrix, directed=True, connection="strong")
    member = sparse.csr_array((np.ones(size), (knot, np.arange(size))), shape=(count, size))
    between = sparse.csr_array(member @ told.matrix @ member.T)
    rows = np.zeros((count, size), dtype=bool)
    rows[knot, np.arange(size)] = True
    for one in _bottom_up(between):
        for other in between.indices[between.indptr[one] : between.indptr[one + 1]]:
            if other != one:
                rows[one] |= rows[other]
    return rows[knot]


def _bottom_up(between: Any) -> list[int]:
    """Return the knots in such an order that each comes after those it points to."""
    without = sparse.csr_array(between - sparse.diags_array(between.diagonal()))
    without.eliminate_zeros()
    waiting = np.diff(without.indptr)
    back = sparse.csr_array(without.T)
    order = np.flatnonzero(waiting == 0).tolist()
    for one in order:  # grows while it is read
        for other in back.indices[back.indptr[one] : back.indptr[one + 1]].tolist():
            waiting[other] -= 1
            if waiting[other] == 0:
                order.append(other)
    return order


def _components(told: Adjacency) -> tuple[Any, Any]:
    if not len(told):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    _, label = csgraph.connected_components(told.matrix, directed=True, connection="weak")
    return label, np.bincount(label)


def _need(size: int, each: int) -> None:
    room.need(each * size * size, f"Who reaches whom among {size} nodes", mend="Take a part of the network.")
