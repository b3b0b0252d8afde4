"""How deep in the dense middle of a graph a node lies."""

import numpy as np
import pandas as pd

from kennisbank.network import described, engines
from kennisbank.network.matrices import Graph, adjacency


def core_number(graph: Graph) -> pd.DataFrame:
    """Return the core number of each node: the largest k for which it is in a group where everybody has k ties or more.

    Column `core_number`. In a directed graph ties into and out of a node count together, as in networkx.

    Seidman, S.B. (1983), Social Networks 5, 269-287; Batagelj, V. & Zaversnik, M. (2011), Advances in Data Analysis and
    Classification 5, 129-145. `igraph::coreness(g, mode = "all")` in R, `nx.core_number(G)` (which refuses self-loops;
    they are left out here).
    """
    told = adjacency(graph)
    values = np.array(engines.built(told).coreness(mode="all"), dtype=np.int64)
    return described.frame(
        "core_number", told.nodes, {"core_number": values},
        **described.how(told, engine=engines.engine("core_number")),
    )  # fmt: skip
