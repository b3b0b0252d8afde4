"""Any graph as a checked sparse matrix: what every measure computes on.

    any networkx graph ──adjacency()──▶ Adjacency(nodes, matrix, directed) ──▶ measures

Whoever asks several measures of one large graph makes its `Adjacency` once and gives that instead of the graph.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isfinite
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
from scipy import sparse

from kennisbank.errors import InvalidInput

Graph: TypeAlias = "nx.Graph[Any] | nx.DiGraph[Any] | nx.MultiGraph[Any] | nx.MultiDiGraph[Any] | Adjacency"
"""What every measure takes: a networkx graph of any class, or the `Adjacency` that was made of one."""


@dataclass(frozen=True, eq=False)
class Adjacency:
    """`matrix[i, j]` is the weight of the tie from `nodes[i]` to `nodes[j]`: float64 CSR, n × n, empty diagonal.

    It is symmetric when not `directed`. `loops` says how many self-loops were left out, `merged` how many parallel ties
    were taken together, `weight` which attribute the weights came from (None: a tie counts 1).
    `about` maps each node to its attributes.
    """

    nodes: tuple[Hashable, ...]
    matrix: Any
    directed: bool
    weight: str | None = None
    loops: int = 0
    merged: int = 0
    about: dict[Hashable, dict[str, Any]] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        """Return the number of nodes."""
        return len(self.nodes)

    @property
    def ties(self) -> int:
        """Return the number of ties: ordered pairs when directed, unordered ones otherwise."""
        return int(self.matrix.nnz if self.directed else self.matrix.nnz // 2)

    @cached_property
    def binary(self) -> Any:
        """Return the matrix with 1 for every tie."""
        told = self.matrix.copy()
        told.data = np.ones_like(told.data)
        return told

    @cached_property
    def symmetric(self) -> Any:
        """Return the weights of both directions added up; the matrix itself when the graph has no direction."""
        return sparse.csr_array(self.matrix + self.matrix.T) if self.directed else self.matrix

    def values_of(self, attribute: str) -> list[Any]:
        """Return `attribute` of every node, in order. Raises InvalidInput when a node lacks it."""
        lacking = [node for node in self.nodes if self.about.get(node, {}).get(attribute) is None]
        if lacking:
            raise InvalidInput(
                f"{len(lacking)} of {len(self)} nodes have no {attribute!r}, {lacking[0]!r} first.",
                mend="Give each node one (nx.set_node_attributes), or leave those nodes out.",
            )
        return [self.about[node][attribute] for node in self.nodes]


def adjacency(graph: Graph, weight: str | None = None, *, negative: bool = False) -> Adjacency:
    """Return `graph` as a matrix.

    `weight` names the edge attribute that holds how strong a tie is; None counts each tie as 1, however many run in
    parallel. Weights of parallel ties are added up; a tie of weight 0 is none. Self-loops are left out and counted: no
    measure here gives them a meaning. An `Adjacency` comes back as it is when it was made with that `weight`, and
    without weights when None is asked.

    Raises InvalidInput when some ties have no `weight` while it is asked for, when one is no number, not finite, or
    below zero (unless `negative`).
    """
    if isinstance(graph, Adjacency):
        return _again(graph, weight)
    nodes = tuple(graph)
    place = {node: number for number, node in enumerate(nodes)}
    many = graph.number_of_edges()
    if weight is None:
        ends = [(place[one], place[other]) for one, other in graph.edges()]
        weights = np.ones(many)
    else:
        told: list[tuple[Any, Any, Any]] = list(graph.edges(data=weight))
        ends = [(place[one], place[other]) for one, other, _ in told]
        weights = _checked(told, weight, negative=negative)
    pairs = np.array(ends, dtype=np.int64).reshape(-1, 2)
    loops = pairs[:, 0] == pairs[:, 1]
    pairs, weights = pairs[~loops], weights[~loops]
    directed = graph.is_directed()
    matrix = _matrix(pairs, weights, len(nodes), directed=directed, binary=weight is None)
    kept = matrix.nnz if directed else matrix.nnz // 2
    zeros = int((weights == 0).sum())
    return Adjacency(
        nodes,
        matrix,
        directed,
        weight,
        loops=int(loops.sum()),
        merged=max(0, len(pairs) - zeros - kept),
        about=dict(graph.nodes(data=True)),
    )


def of_matrix(
    matrix: Any,
    nodes: Sequence[Hashable] | None = None,
    *,
    directed: bool = True,
    weight: str | None = "weight",
) -> Adjacency:
    """Return the n × n `matrix` (dense or sparse) as an `Adjacency`; `nodes` are 0 … n - 1 when not given."""
    given = sparse.csr_array(matrix, dtype=np.float64)
    if given.shape[0] != given.shape[1]:
        raise InvalidInput(
            f"The matrix has {given.shape[0]} rows and {given.shape[1]} columns.", mend="Give a square one."
        )
    given = sparse.csr_array(given - sparse.diags_array(given.diagonal()))
    given.eliminate_zeros()
    return Adjacency(
        tuple(nodes) if nodes is not None else tuple(range(given.shape[0])), given, directed, weight
    )


def _again(told: Adjacency, weight: str | None) -> Adjacency:
    if weight == told.weight:
        return told
    if weight is None:
        return Adjacency(told.nodes, told.binary, told.directed, None, told.loops, told.merged, told.about)
    raise InvalidInput(
        f"This matrix holds the weights {told.weight!r}, not {weight!r}.",
        mend=f"Make it with adjacency(graph, {weight!r}).",
    )


def _checked(told: list[tuple[Any, Any, Any]], weight: str, *, negative: bool) -> Any:
    """Return the weights as floats. Raises InvalidInput, naming the first tie that has none that can be used."""
    try:
        weights = np.array([value for _, _, value in told], dtype=np.float64)
    except (TypeError, ValueError):
        weights = np.array([_number(value) for _, _, value in told])
    wrong = ~np.isfinite(weights) if negative else ~np.isfinite(weights) | (weights < 0)
    if wrong.any():
        one, other, value = told[int(np.argmax(wrong))]
        what = "no weight" if value is None else f"weight {value!r}"
        raise InvalidInput(
            f"{int(wrong.sum())} of {len(told)} ties cannot be used: the one from {one!r} to {other!r} has {what}.",
            mend=f"Give each tie a {weight!r} that is a number{'' if negative else ' of 0 or more'}, or leave weight out.",
            where=weight,
        )
    return weights


def _number(value: Any) -> float:
    try:
        number = float(value) if not isinstance(value, str) else float("nan")
    except (TypeError, ValueError):
        return float("nan")
    return number if isfinite(number) else float("nan")


def _matrix(pairs: Any, weights: Any, size: int, *, directed: bool, binary: bool) -> Any:
    if not directed:
        pairs, weights = np.concatenate([pairs, pairs[:, ::-1]]), np.concatenate([weights, weights])
    matrix = sparse.csr_array((weights, (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    if binary:
        matrix.data = np.ones_like(matrix.data)
    return matrix
