"""How near a node is to the others, also where not everybody can be reached."""

from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy.sparse.csgraph import connected_components

from kennisbank.network import described, engines
from kennisbank.network.matrices import Adjacency, Graph
from kennisbank.network.measures.lengths import lengths, meaning

Direction = Literal["in", "out"]


def closeness(
    graph: Graph, weight: str | None = None, *, direction: Direction = "in", inverse: bool = False
) -> pd.DataFrame:
    """Return the closeness of each node, for graphs in several pieces too: C(v) = r / (n - 1) · r / Σ d(u, v).

    Here r is the number of other nodes u that can reach v, and the sum runs over those: the formula of Wasserman and
    Faust. In a connected graph it is (n - 1) / Σ d; a node that nobody reaches gets 0. Columns `closeness` and `reach`
    (r). The paths run towards v, as in networkx; with `direction="out"` they run from v.

    `weight` is a **length**, as in networkx; with `inverse=True` it is a strength and 1 / weight the length
    (`betweenness` tells more).

    Wasserman, S. & Faust, K. (1994), Social Network Analysis, §5.2.2, formula 5.22. `nx.closeness_centrality(G)` gives
    the same; R's `igraph::closeness(g, mode = "in", normalized = TRUE)` leaves out the factor r / (n - 1). Raises
    InvalidInput for lengths that cannot be used, TooLarge for a graph that does not fit in memory.
    """
    told = lengths(graph, weight, inverse=inverse)
    made = engines.built(told)
    near = np.array(
        made.closeness(
            mode=direction, weights="weight" if told.weight is not None else None, normalized=True
        ),
        dtype=np.float64,
    )
    reach = _reach(told, direction)
    values = np.where(reach > 0, np.nan_to_num(near) * reach / max(len(told) - 1, 1), 0.0)
    return described.frame(
        "closeness", told.nodes, {"closeness": values, "reach": reach},
        **described.how(
            told, direction=direction, model="Wasserman-Faust", weight_means=meaning(weight, inverse=inverse),
            engine=engines.engine("closeness"),
        ),
    )  # fmt: skip


def _reach(told: Adjacency, direction: Direction) -> Any:
    """Return how many others reach each node: searched once for each group of nodes that reach each other."""
    if not len(told):
        return np.zeros(0, dtype=np.int64)
    _, group = connected_components(told.matrix, directed=told.directed, connection="strong")
    _, first, sizes = np.unique(group, return_index=True, return_counts=True)
    if told.directed:
        sizes = np.array(
            engines.built(told).neighborhood_size(first.tolist(), order=len(told), mode=direction)
        )
    return sizes[group] - 1
