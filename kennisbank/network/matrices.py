"""Any graph as a checked sparse matrix: what every measure computes on.

    any networkx graph ──adjacency()──▶ Adjacency(nodes, matrix, directed) ──▶ measures

Whoever asks several measures of one large graph makes its `Adjacency` once and gives that instead of the graph.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
from scipy import sparse

from kennisbank.errors import InvalidInput
from kennisbank.network import rows

Graph: TypeAlias = "nx.Graph[Any] | nx.DiGraph[Any] | nx.MultiGraph[Any] | nx.MultiDiGraph[Any] | Adjacency"
"""What every measure takes: a networkx graph of any class, or the `Adjacency` that was made of one."""


@dataclass(frozen=True, eq=False)
class Adjacency:
    """`matrix[i, j]` is the weight of the tie from `nodes[i]` to `nodes[j]`: float64 CSR, n × n, empty diagonal.

    It is symmetric when not `directed`. `loops` says how many self-loops were left out, `merged` how many parallel ties
    were taken together, `weight` which attribute the weights came from (None: a tie counts 1).
    `about` maps each node to its attributes, `lengths` says that the weights tell how long a tie is. `built` keeps what an
    engine made of it (`engines`), so that it is made once; it is not a part of the value.
    """

    nodes: tuple[Hashable, ...]
    matrix: Any
    directed: bool
    weight: str | None = None
    loops: int = 0
    merged: int = 0
    about: dict[Hashable, dict[str, Any]] = field(default_factory=dict, repr=False)
    lengths: bool = False
    built: dict[str, Any] = field(default_factory=dict, init=False, repr=False)

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


def adjacency(
    graph: Graph, weight: str | None = None, *, negative: bool = False, lengths: bool = False
) -> Adjacency:
    """Return `graph` as a matrix.

    `weight` names the edge attribute that holds how strong a tie is; None counts each tie as 1, however many run in
    parallel. Weights of parallel ties are added up; a tie of weight 0 is none. Self-loops are left out and counted: no
    measure here gives them a meaning. An `Adjacency` comes back as it is when it was made with that `weight`, and
    without weights when None is asked.

    `lengths` says that the weight tells how long a tie is, not how strong: of parallel ties the shortest counts, and
    every length must be above 0.

    Raises InvalidInput when some ties have no `weight` while it is asked for, when one is no number, not finite, or
    below zero (unless `negative`), and TooLarge when the matrix would not fit in memory.
    """
    if isinstance(graph, Adjacency):
        return _again(graph, weight, lengths=lengths)
    nodes = tuple(graph)
    directed = graph.is_directed()
    read = rows.read(graph, nodes, weight, negative=negative, lengths=lengths)
    matrix = _matrix(read, len(nodes))
    kept = matrix.nnz if directed else matrix.nnz // 2
    return Adjacency(
        nodes,
        matrix,
        directed,
        weight,
        loops=read.loops,
        merged=max(0, read.edges - read.loops - read.zeros - kept),
        about=dict(graph.nodes(data=True)),
        lengths=lengths and weight is not None,
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


def _again(told: Adjacency, weight: str | None, *, lengths: bool) -> Adjacency:
    if weight is None:
        return told if told.weight is None else replace(told, matrix=told.binary, weight=None, lengths=False)
    if weight != told.weight:
        raise InvalidInput(
            f"This matrix holds the weights {told.weight!r}, not {weight!r}.",
            mend=f"Make it with adjacency(graph, {weight!r}).",
        )
    if told.merged and lengths != told.lengths:
        raise InvalidInput(
            f"In this matrix {told.merged} parallel ties were "
            + ("added up" if lengths else "taken for the shortest of them")
            + f", which is wrong for weights that tell how {'long' if lengths else 'strong'} a tie is.",
            mend=f"Make it with adjacency(graph, {weight!r}, lengths={lengths}).",
        )
    if lengths and told.matrix.nnz and told.matrix.data.min() <= 0:
        raise InvalidInput(
            "Some lengths in this matrix are not above 0.", mend="Give each tie a length above 0."
        )
    return told


def _matrix(read: rows.Rows, size: int) -> Any:
    pointers = np.zeros(size + 1, dtype=read.heads.dtype)
    np.cumsum(read.counts, out=pointers[1:])
    values = np.ones(len(read.heads)) if read.weights is None else read.weights
    matrix = sparse.csr_array((values, read.heads, pointers), shape=(size, size))
    matrix.sort_indices()
    matrix.eliminate_zeros()
    return matrix
