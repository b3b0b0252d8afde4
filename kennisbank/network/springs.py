"""The compiled engine behind the map: igraph where it is installed, networkx otherwise, each repeatable by its seed."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

import networkx as nx
import numpy as np
import numpy.typing as npt

try:
    import igraph
except ImportError:  # pragma: no cover - the extra `network` is not installed
    igraph = None

_ROUNDS = 400
_ROUNDS_PLAIN = 60


def spring(graph: "nx.Graph[int]", *, seed: int, compiled: bool = True) -> npt.NDArray[np.float64]:
    """Return the places (n × 2) of the nodes 0 … n-1 of `graph` by Fruchterman & Reingold, with edge attribute `weight`."""
    if graph.number_of_nodes() == 1:
        return np.zeros((1, 2))
    if igraph is None or not compiled:
        return _plain(graph, seed=seed)
    start = np.random.default_rng(seed).normal(size=(graph.number_of_nodes(), 2)) * np.sqrt(
        graph.number_of_nodes()
    )
    with _seeded(seed):
        drawn = _compiled(graph).layout_fruchterman_reingold(
            weights="weight", niter=_ROUNDS, seed=start.tolist(), grid="nogrid"
        )
    return np.array(drawn.coords, dtype=np.float64)


def communities(graph: "nx.Graph[int]", *, seed: int, compiled: bool = True) -> list[frozenset[int]]:
    """Return the communities of `graph` (nodes 0 … n-1), largest first, by maximising modularity."""
    if igraph is None or not compiled:
        found = [
            frozenset(part) for part in nx.community.louvain_communities(graph, weight="weight", seed=seed)
        ]
    else:
        with _seeded(seed):
            found = [frozenset(part) for part in _compiled(graph).community_multilevel(weights="weight")]
    return sorted(found, key=lambda part: (-len(part), min(part)))


def _plain(graph: "nx.Graph[int]", *, seed: int) -> npt.NDArray[np.float64]:
    places = nx.spring_layout(graph, weight="weight", iterations=_ROUNDS_PLAIN, seed=seed, method="force")
    return np.array([places[node] for node in range(graph.number_of_nodes())], dtype=np.float64)


def _compiled(graph: "nx.Graph[int]") -> "igraph.Graph":
    edges = [(one, other, tie.get("weight", 1.0)) for one, other, tie in graph.edges(data=True)]
    made = igraph.Graph(n=graph.number_of_nodes(), edges=[(one, other) for one, other, _ in edges])
    made.es["weight"] = [weight for _, _, weight in edges]
    return made


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """Let igraph draw its random numbers from `seed`, and give it back its own source afterwards."""
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 - a drawing, not a secret
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)
