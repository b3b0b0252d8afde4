"""Several relations over the same nodes, pair by pair, whatever they were given as.

A graph counts its ties (or the weights that are asked for); an `Adjacency`, a square array and a frame count the values
that stand in them. Graphs and frames are matched by the names of their nodes; an array has none and is read in the order
of the first relation that has.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from scipy import sparse

from kennisbank.errors import InvalidInput
from kennisbank.network.matrices import Adjacency, adjacency

SHOWN = 5


@dataclass(frozen=True, eq=False)
class Dyads:
    """`matrices[name]` is n × n CSR, without a diagonal; all are in the order of `nodes`.

    `directed` says that some relation tells the two directions apart, so that each ordered pair is a dyad.
    """

    nodes: tuple[Hashable, ...]
    matrices: dict[str, Any]
    directed: bool

    def __len__(self) -> int:
        """Return the number of dyads: ordered pairs when directed, unordered ones otherwise."""
        pairs = len(self.nodes) * (len(self.nodes) - 1)
        return pairs if self.directed else pairs // 2

    def ends(self) -> tuple[Any, Any]:
        """Return the two ends of every dyad, as numbers of nodes."""
        size = len(self.nodes)
        if not self.directed:
            return np.triu_indices(size, 1)
        one, other = np.divmod(np.arange(size * size), size)
        return one[one != other], other[one != other]


def matched(given: Mapping[str, Any], weight: str | None = None) -> Dyads:
    """Return the relations `given`, by name, over one list of nodes.

    `weight` is the attribute that holds how strong a tie is, for all graphs among them.
    Raises InvalidInput when nodes of one are not in another (naming them), when a matrix is not square, has another size
    or a value that is no number.
    """
    told = {name: _told(name, item, weight) for name, item in given.items()}
    nodes = next((found.nodes for found in told.values() if found.nodes is not None), None)
    if nodes is None:
        nodes = tuple(range(next(iter(told.values())).matrix.shape[0]))
    matrices = {name: _ordered(name, found, nodes) for name, found in told.items()}
    return Dyads(nodes, matrices, any(found.directed for found in told.values()))


@dataclass(frozen=True, eq=False)
class _Told:
    nodes: tuple[Hashable, ...] | None
    matrix: Any
    directed: bool


def _told(name: str, item: Any, weight: str | None) -> _Told:
    if isinstance(item, nx.Graph):
        item = adjacency(item, weight, negative=True)
    if isinstance(item, Adjacency):
        return _Told(item.nodes, item.matrix, item.directed)
    nodes = _names(name, item) if isinstance(item, pd.DataFrame) else None
    matrix = _square(name, item)
    return _Told(nodes, matrix, abs(matrix - matrix.T).nnz > 0)


def _names(name: str, item: pd.DataFrame) -> tuple[Hashable, ...]:
    if list(item.index) != list(item.columns) or not item.index.is_unique:
        raise InvalidInput(
            "The rows and columns of this frame do not have the same names, in the same order, each once.",
            mend="Give a square frame with the nodes as index and as columns.",
            where=name,
        )
    return tuple(item.index)


def _square(name: str, item: Any) -> Any:
    try:
        matrix = sparse.csr_array(
            item if sparse.issparse(item) else np.atleast_2d(np.asarray(item)), dtype=np.float64
        )
    except (TypeError, ValueError) as fault:
        raise InvalidInput(
            "This is no graph and no matrix of numbers.", mend="Give a graph or a square array.", where=name
        ) from fault
    if matrix.shape[0] != matrix.shape[1]:
        raise InvalidInput(
            f"The matrix has {matrix.shape[0]} rows and {matrix.shape[1]} columns.",
            mend="Give a square one.",
            where=name,
        )
    there = sparse.coo_array(matrix)
    one, other = there.coords
    apart = (one != other) & (there.data != 0)
    matrix = sparse.csr_array((there.data[apart], (one[apart], other[apart])), shape=matrix.shape)
    if not np.isfinite(matrix.data).all():
        raise InvalidInput(
            f"{int((~np.isfinite(matrix.data)).sum())} values of the matrix are no number.",
            mend="Leave the nodes out of which you do not know the ties, or fill in what is missing.",
            where=name,
        )
    return matrix


def _ordered(name: str, found: _Told, nodes: Sequence[Hashable]) -> Any:
    if found.nodes is None:
        if found.matrix.shape[0] != len(nodes):
            raise InvalidInput(
                f"The matrix is about {found.matrix.shape[0]} nodes, the others about {len(nodes)}.",
                mend="Give relations over the same nodes.",
                where=name,
            )
        return found.matrix
    if found.nodes == tuple(nodes):
        return found.matrix
    place = {node: number for number, node in enumerate(found.nodes)}
    lacking = [node for node in nodes if node not in place]
    wanted = set(nodes)
    extra = [node for node in found.nodes if node not in wanted]
    if lacking or extra:
        said = [_list(lacking, "is missing here", "are missing here")] * bool(lacking)
        said += [_list(extra, "is only here", "are only here")] * bool(extra)
        raise InvalidInput(
            f"The nodes are not the same: {'; '.join(said)}.",
            mend="Keep the nodes that all relations have (graph.subgraph), or add the others as isolates.",
            where=name,
        )
    order = np.array([place[node] for node in nodes], dtype=np.int64)
    return found.matrix[order][:, order]


def _list(nodes: Sequence[Hashable], one: str, several: str) -> str:
    shown = ", ".join(repr(node) for node in nodes[:SHOWN])
    more = f" and {len(nodes) - SHOWN} more" if len(nodes) > SHOWN else ""
    return f"{shown}{more} {one if len(nodes) == 1 else several}"
