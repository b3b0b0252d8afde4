"""A two-mode network as a checked sparse matrix: one row per node that is kept, one column per node it is tied to."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse

from kennisbank.errors import InvalidInput
from kennisbank.network.matrices import adjacency


@dataclass(frozen=True, eq=False)
class Incidence:
    """`matrix[i, p]` is the weight of the tie between `nodes[i]` and `others[p]`: float64 CSR. Every column has a tie."""

    nodes: tuple[Hashable, ...]
    others: tuple[Hashable, ...]
    matrix: Any
    weight: str | None

    @property
    def binary(self) -> Any:
        """Return the matrix with 1 for every tie."""
        told = self.matrix.copy()
        told.data = np.ones_like(told.data)
        return told


def incidence(graph: "nx.Graph[Any]", nodes: Iterable[Hashable], weight: str | None = None) -> Incidence:
    """Return the ties of `nodes` to the rest of `graph`, whatever way arrows point; parallel ties are added up.

    Raises InvalidInput when a node is not in the graph, or when a tie runs within one side: between two of `nodes`, or
    between two of the nodes they are tied to.
    """
    rows = tuple(dict.fromkeys(nodes))
    missing = [node for node in rows if node not in graph]
    if missing:
        raise InvalidInput(
            f"{len(missing)} of {len(rows)} nodes are not in the graph, {missing[0]!r} first.",
            mend="Give nodes of one side of this graph.",
            where="nodes",
        )
    told = adjacency(graph, weight)
    place = {node: number for number, node in enumerate(told.nodes)}
    whole = told.symmetric if weight else sparse.csr_array(((told.symmetric) > 0).astype(np.float64))
    ours = np.array([place[node] for node in rows], dtype=np.int64)
    kept = sparse.csr_array(whole[ours])
    _one_side(sparse.coo_array(kept[:, ours]), rows)
    theirs = np.unique(kept.indices)
    others = tuple(told.nodes[number] for number in theirs)
    _one_side(sparse.coo_array(whole[theirs][:, theirs]), others)
    matrix = sparse.csr_array(kept[:, theirs])
    matrix.sort_indices()
    return Incidence(rows, others, matrix, weight)


def _one_side(within: Any, nodes: tuple[Hashable, ...]) -> None:
    if within.nnz:
        one, other = nodes[within.row[0]], nodes[within.col[0]]
        raise InvalidInput(
            f"{one!r} and {other!r} are tied, though they are of one side: this is not a two-mode network.",
            mend="Take those ties out, or give the nodes of one side only.",
            where="nodes",
        )
