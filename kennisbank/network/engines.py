"""Which engine computes a measure, and how a graph gets there: networkx is the language, the work is done elsewhere.

    Adjacency ──built()──▶ igraph (paths, cores, cuts, communities)
              ──.matrix──▶ scipy.sparse (counts, components, PageRank)

Exact measures equal those of networkx within 1e-9 whatever engine does the work. Why these two: decision 17.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

import igraph
import numpy as np
import scipy

from kennisbank.network import room
from kennisbank.network.matrices import Adjacency, Graph, adjacency

ENGINES = {
    "degree": "scipy", "strength": "scipy", "pagerank": "scipy", "components": "scipy",
    "betweenness": "igraph", "closeness": "igraph", "core_number": "igraph", "communities": "igraph",
    "bridges": "igraph", "cut_points": "igraph",
}  # fmt: skip
"""What computes each measure of this family: the fastest that gives the exact answer, as measured by the benchmark."""
_BYTES, _CHUNK = 160, 1 << 16


def engine(measure: str) -> str:
    """Return the engine of `measure` with its version, as every result tells it."""
    name = ENGINES[measure]
    return f"{name} {igraph.__version__ if name == 'igraph' else scipy.__version__}"


def to_igraph(graph: Graph, weight: str | None = None) -> Any:
    """Return `graph` as an `igraph.Graph` of your own: vertices have `name`, and edges their weight as `weight`.

    Self-loops are left out and parallel ties are one, as in every measure here. Weights of parallel ties are added up.
    """
    told = adjacency(graph, weight)
    made = built(told).copy()
    made.vs["name"] = list(told.nodes)
    return made


def built(told: Adjacency, *, directed: bool | None = None) -> Any:
    """Return the `igraph.Graph` of `told`, made once: vertex `i` is `told.nodes[i]`. Do not change it.

    With `directed=False` a directed graph comes without directions: two arcs between the same nodes are one tie with
    their weights added up. Raises TooLarge when it would not fit in memory.
    """
    if directed is False and told.directed:
        told = undirected(told)
    if "igraph" not in told.built:
        told.built["igraph"] = _built(told)
    return told.built["igraph"]


def undirected(told: Adjacency) -> Adjacency:
    """Return `told` without directions, weights of both directions added up (ties without weight count once)."""
    if not told.directed:
        return told
    if "undirected" not in told.built:
        plain = replace(told, matrix=told.symmetric, directed=False)
        told.built["undirected"] = replace(plain, matrix=plain.binary) if told.weight is None else plain
    made: Adjacency = told.built["undirected"]
    return made


def _built(told: Adjacency) -> Any:
    room.need(
        told.ties * _BYTES,
        f"A graph of {told.ties:,} ties for igraph",
        mend="Take a part of the graph, or a machine with more memory.",
    )
    matrix = told.matrix
    tails, heads = np.repeat(np.arange(len(told)), np.diff(matrix.indptr)), matrix.indices
    weights = matrix.data
    if not told.directed:
        upper = tails < heads
        tails, heads, weights = tails[upper], heads[upper], weights[upper]
    # An iterator of pairs is the fastest way in; in pieces, so that Python numbers never stand beside the whole graph.
    made = igraph.Graph(len(told), chain.from_iterable(_pieces(tails, heads)), directed=told.directed)
    if told.weight is not None:
        made.es["weight"] = weights
    return made


def _pieces(tails: Any, heads: Any) -> Iterator[Iterator[tuple[int, int]]]:
    for start in range(0, len(tails), _CHUNK):
        part = slice(start, start + _CHUNK)
        yield zip(tails[part].tolist(), heads[part].tolist(), strict=True)
