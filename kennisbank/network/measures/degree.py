"""How many ties a node has, and how strong they are together."""

from typing import Any

import numpy as np
import pandas as pd

from kennisbank.network import described, engines
from kennisbank.network.matrices import Adjacency, Graph, adjacency


def degree(graph: Graph) -> pd.DataFrame:
    """Return how many ties each node has.

    Columns `degree` and `share`, the degree divided by n - 1 (NaN for the only node there is); in a directed graph also
    `into` and `out`, and `degree` is their sum, so that a tie in both directions counts twice and `share` goes up to 2.
    Parallel ties count once and self-loops not at all: where networkx's `degree` counts each, make the graph simple.

    Freeman, L.C. (1979), Social Networks 1, 215-239. `igraph::degree(g, loops = FALSE)` in R, `nx.degree_centrality`
    for `share`.
    """
    told = adjacency(graph)
    ways = _ways(told, np.diff(told.matrix.indptr), np.bincount(told.matrix.indices, minlength=len(told)))
    return _table("degree", told, ways, share=True)


def strength(graph: Graph, weight: str = "weight") -> pd.DataFrame:
    """Return the weights of the ties of each node, added up.

    Column `strength`; in a directed graph also `into` and `out`, and `strength` is their sum. `weight` says how strong a
    tie is; weights of parallel ties are added up, self-loops do not count.

    Barrat, A. et al. (2004), PNAS 101, 3747-3752. `igraph::strength(g, loops = FALSE)` in R, `G.degree(weight=...)` in
    networkx. Raises InvalidInput for a weight that is missing, below zero or no number.
    """
    told = adjacency(graph, weight)
    ways = _ways(told, told.matrix.sum(axis=1), told.matrix.sum(axis=0))
    return _table("strength", told, ways, share=False)


def _ways(told: Adjacency, out: Any, into: Any) -> dict[str, Any]:
    return {"all": into + out, "into": into, "out": out} if told.directed else {"all": out}


def _table(measure: str, told: Adjacency, ways: dict[str, Any], *, share: bool) -> pd.DataFrame:
    columns = {measure: ways.pop("all")}
    if share:
        columns["share"] = columns[measure] / (len(told) - 1) if len(told) > 1 else np.full(len(told), np.nan)
    return described.frame(
        measure, told.nodes, {**columns, **ways}, **described.how(told, engine=engines.engine(measure))
    )
