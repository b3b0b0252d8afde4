"""The same work by a bare engine, as somebody would write it who knows that engine."""

from typing import Any

import igraph
import networkx as nx
import numpy as np
from scipy import sparse


def converted(engine: str, graph: Any, weight: str | None) -> Any:
    """Return `graph` in the engine, by the engine's or networkx's own way of getting it there."""
    if engine == "igraph":
        return igraph.Graph.from_networkx(graph)
    return nx.to_scipy_sparse_array(graph, weight=weight, dtype=float)


def leiden(graph: Any, runs: int) -> list[Any]:
    """Return `runs` divisions by modularity, each until nothing improves."""
    plain = graph.as_undirected()
    return [plain.community_leiden(objective_function="modularity", n_iterations=-1) for _ in range(runs)]


def newman(matrix: Any) -> Any:
    """Return the people × people matrix of a two-mode one, each shared topic divided by how many others share it."""
    people = matrix.shape[0] * 4 // 5  # as `graphs.two_mode` makes it
    incidence = sparse.csr_array(matrix[:, people:])[:people]
    shares = np.bincount(incidence.indices, minlength=incidence.shape[1])
    part = 1 / np.maximum(shares - 1, 1) * (shares > 1)
    return (incidence @ sparse.diags_array(part)) @ incidence.T
