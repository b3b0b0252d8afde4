"""A backend of networkx in place of our engines, such as nx-cugraph where an NVIDIA GPU is.

Adjacency ──as networkx graph──▶ nx.<measure>(graph, backend=…) ──▶ values, in the order of the nodes
"""

from typing import Any

import networkx as nx
import numpy as np

from kennisbank.errors import InvalidInput
from kennisbank.network.matrices import Adjacency


def betweenness(told: Adjacency, backend: str) -> Any:
    """Return the betweenness of each node of `told`, in pairs and without weights, as networkx's `backend` finds it.

    Raises InvalidInput when there is no such backend here, it has no betweenness, or its device does not answer.
    """
    kind: Any = nx.DiGraph if told.directed else nx.Graph
    graph = nx.from_scipy_sparse_array(told.binary, create_using=kind)
    try:
        found: dict[Any, float] = nx.betweenness_centrality(graph, normalized=False, backend=backend)
    except (ImportError, NotImplementedError, RuntimeError) as error:
        raise InvalidInput(
            f"The networkx backend {backend!r} cannot do this here: {error}.",
            mend="Install it with what it needs (for 'cugraph': nx-cugraph and an NVIDIA GPU), or leave backend out.",
            where="backend",
        ) from error
    return np.fromiter((found[number] for number in range(len(told))), np.float64, len(told))
