"""The pieces a graph falls into."""

from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse.csgraph import connected_components

from kennisbank.network import described, engines
from kennisbank.network.matrices import Graph, adjacency


def components(graph: Graph) -> pd.DataFrame:
    """Return in which piece of the graph each node is, whatever way its ties point.

    Columns `component` (1 is the largest piece; of equals the one with the first node comes first) and `size`, the number
    of nodes in it. In a directed graph also `strong` and `strong_size`: pieces in which everybody reaches everybody.

    Wasserman, S. & Faust, K. (1994), Social Network Analysis, §4.3.1. `igraph::components(g)` in R,
    `nx.connected_components(G)` and `nx.strongly_connected_components(G)`.
    """
    told = adjacency(graph)
    columns: dict[str, Any] = {}
    for names, connection in ((("component", "size"), "weak"), (("strong", "strong_size"), "strong")):
        if connection == "weak" or told.directed:
            labels = (
                connected_components(told.matrix, directed=told.directed, connection=connection)[1]
                if len(told)
                else np.zeros(0, dtype=np.int64)
            )
            columns |= dict(zip(names, by_size(labels), strict=True))
    return described.frame(
        "components", told.nodes, columns, **described.how(told, engine=engines.engine("components"))
    )


def by_size(labels: Any) -> tuple[Any, Any]:
    """Return `labels` as numbers from 1, the largest group first and of equals the first to come, and their sizes."""
    _, first, group, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(sizes), dtype=np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(1, len(sizes) + 1)
    return rank[group], sizes[group]
