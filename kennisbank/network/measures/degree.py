"""How many ties a node has, and how strong they are together."""

from collections.abc import Hashable
from typing import Any

import numpy as np
import pandas as pd

from kennisbank.network import described, engines, rows
from kennisbank.network.matrices import Adjacency, Graph, adjacency


def degree(graph: Graph) -> pd.DataFrame:
    """Return how many ties each node has.

    Columns `degree` and `share`, the degree divided by n - 1 (NaN for the only node there is); in a directed graph also
    `into` and `out`, and `degree` is their sum, so that a tie in both directions counts twice and `share` goes up to 2.
    Parallel ties count once and self-loops not at all: where networkx's `degree` counts each, make the graph simple.

    Freeman, L.C. (1979), Social Networks 1, 215-239. `igraph::degree(g, loops = FALSE)` in R, `nx.degree_centrality`
    for `share`.
    """
    if isinstance(graph, Adjacency):
        method = described.how(adjacency(graph))
        out = np.diff(graph.matrix.indptr).astype(np.int64)
        into = np.bincount(graph.matrix.indices, minlength=len(graph)) if graph.directed else out
        return _table("degree", graph.nodes, method, out, into)
    nodes, directed = tuple(graph), graph.is_directed()
    out, into, loops = rows.lengths_of(graph, nodes)
    ties = int(out.sum()) // (1 if directed else 2)
    method = {
        "directed": directed, "weight": None, "nodes": len(nodes), "ties": ties, "loops": loops,
        "merged": graph.number_of_edges() - loops - ties if graph.is_multigraph() else 0,
    }  # fmt: skip
    return _table("degree", nodes, method, out, into)


def strength(graph: Graph, weight: str = "weight") -> pd.DataFrame:
    """Return the weights of the ties of each node, added up.

    Column `strength`; in a directed graph also `into` and `out`, and `strength` is their sum. `weight` says how strong a
    tie is; weights of parallel ties are added up, self-loops do not count.

    Barrat, A. et al. (2004), PNAS 101, 3747-3752. `igraph::strength(g, loops = FALSE)` in R, `G.degree(weight=...)` in
    networkx. Raises InvalidInput for a weight that is missing, below zero or no number.
    """
    told = adjacency(graph, weight)
    out = told.matrix.sum(axis=1)
    into = told.matrix.sum(axis=0) if told.directed else out
    return _table("strength", told.nodes, described.how(told), out, into)


def _table(
    measure: str, nodes: tuple[Hashable, ...], method: dict[str, object], out: Any, into: Any
) -> pd.DataFrame:
    columns = {measure: into + out if method["directed"] else out}
    if measure == "degree":
        columns["share"] = (
            columns[measure] / (len(nodes) - 1) if len(nodes) > 1 else np.full(len(nodes), np.nan)
        )
    if method["directed"]:
        columns |= {"into": into, "out": out}
    return described.frame(measure, nodes, columns, **method, engine=engines.engine(measure))
