"""The compiled engine behind the map: igraph where it is installed, networkx otherwise, each repeatable."""

import math
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

_ROUNDS = 120
_ROUNDS_PLAIN = 40
_GRAVITY = 0.05
_WARMTH = 0.04
_GRID_FROM = 3_000
"""From this many nodes on, only nodes that are near push each other away: n² pairs take too long."""

Places = npt.NDArray[np.float64]


def spring(graph: "nx.Graph[int]", start: Places, *, compiled: bool = True) -> Places:
    """Return the places (n × 2) of the nodes 0 … n-1 of `graph`, found by Fruchterman & Reingold from `start`.

    `start` has about unit spread; ties have the attribute `weight`. A weak pull of every node to the middle keeps parts
    that hang by a thread from drifting off. It begins cool, so that the result stays near the start, and is turned and
    mirrored back to it (engines turn a drawing as they like).
    """
    size = graph.number_of_nodes()
    if size == 1:
        return np.zeros((1, 2))
    strength = sum(tie["weight"] for *_, tie in graph.edges(data=True)) * 2 / size or 1.0
    reach = (size / strength) ** (1 / 3)
    begin = np.vstack([start * reach * 0.7, np.zeros((1, 2))])
    pulled = graph.copy()
    pulled.add_weighted_edges_from((node, size, _GRAVITY * strength) for node in range(size))
    if igraph is None or not compiled:
        drawn = _plain(pulled, begin)
    else:
        drawn = _compiled(pulled, begin, warmth=reach * _WARMTH)
    return _turned_back(drawn[:size] - drawn[size], begin[:size])


def _turned_back(places: Places, start: Places) -> Places:
    """Turn and mirror `places` to fit `start` best (orthogonal Procrustes, Schönemann 1966)."""
    centred = places - places.mean(axis=0)
    left, _, right = np.linalg.svd(centred.T @ (start - start.mean(axis=0)))
    turned: Places = centred @ (left @ right)
    return turned


def _plain(graph: "nx.Graph[int]", start: Places) -> Places:
    begin = {node: tuple(place) for node, place in enumerate(start)}
    places = nx.spring_layout(
        graph, pos=begin, weight="weight", iterations=_ROUNDS_PLAIN, seed=1, method="force"
    )
    return np.array([places[node] for node in range(len(start))], dtype=np.float64)


def _compiled(graph: "nx.Graph[int]", start: Places, *, warmth: float) -> Places:
    edges = sorted(
        (min(one, other), max(one, other), tie["weight"]) for one, other, tie in graph.edges(data=True)
    )
    made = igraph.Graph(n=len(start), edges=[(one, other) for one, other, _ in edges])
    with _seeded():
        drawn = made.layout_fruchterman_reingold(
            weights=[weight for *_, weight in edges], niter=_ROUNDS, seed=start.tolist(), start_temp=warmth,
            grid="grid" if len(start) > _GRID_FROM else "nogrid",
        )  # fmt: skip
    found = np.array(drawn.coords, dtype=np.float64)
    return found if math.isfinite(float(found.sum())) else start


@contextmanager
def _seeded() -> Iterator[None]:
    """Let igraph draw its random numbers from one seed, and give it back its own source afterwards."""
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311 - a drawing, not a secret
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)
