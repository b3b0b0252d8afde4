"""Where the force layout starts: places that hardly change when the network hardly changes, without a memory."""

import math
from collections.abc import Hashable, Mapping, Sequence
from hashlib import blake2b

import networkx as nx
import numpy as np
import numpy.typing as npt

_STEPS = 6
Places = npt.NDArray[np.float64]


def starts(graph: "nx.Graph[int]", names: Sequence[Hashable], *, seed: int) -> Places:
    """Return a start (n × 2, about unit spread) for the nodes 0 … n-1 of a connected `graph`, known by `names`.

    Each node draws a spot from its own name and `seed`, whoever else is there. A lazy random walk X ← (X + D⁻¹AX)/2,
    a few steps long, then averages neighbours: what remains are the slow waves over the network, near what belongs
    together, and they are a smooth function of the ties. So one record more or less moves everything only a little,
    in contrast to a random start or to eigenvectors, which may swap.
    """
    size = graph.number_of_nodes()
    places = np.array([spot(name, seed=seed) for name in names], dtype=np.float64)
    if size == 1:
        return np.zeros((1, 2))
    ends = np.array([(one, other) for one, other in graph.edges()], dtype=np.intp)
    ends = np.vstack([ends, ends[:, ::-1]])
    weights = np.tile([tie["weight"] for *_, tie in graph.edges(data=True)], 2)
    strength = np.bincount(ends[:, 0], weights, minlength=size)
    for _ in range(_STEPS):
        near = np.column_stack(
            [np.bincount(ends[:, 0], weights * axis[ends[:, 1]], minlength=size) for axis in places.T]
        )
        places = (places + near / strength[:, None]) / 2
        places -= (strength @ places) / strength.sum()
    return _drawn_in(_round(places))


def continued(graph: "nx.Graph[int]", names: Sequence[Hashable], *, earlier: Mapping[str, tuple[float, float]], seed: int) -> Places:  # fmt: skip
    """Return a start like `starts`, from the places that nodes had `earlier`; a new node begins amid its neighbours."""
    held = {number: np.array(earlier[str(name)]) for number, name in enumerate(names) if str(name) in earlier}
    if not held:
        return starts(graph, names, seed=seed)
    middle = np.mean(list(held.values()), axis=0)
    places = np.zeros((len(names), 2))
    for number, name in enumerate(names):
        near = [held[other] for other in graph[number] if other in held]
        fresh = (np.mean(near, axis=0) if near else middle) + spot(name, seed=seed)
        places[number] = held.get(number, fresh)
    places -= places.mean(axis=0)
    spread = math.sqrt(float((places**2).sum(axis=1).mean()) / 2)
    return places / spread if spread else places


def spot(name: Hashable, *, seed: int) -> Places:
    """Return a point of the unit disc that follows from `name` and `seed` alone."""
    drawn = blake2b(f"{seed} {name}".encode(), digest_size=8).digest()
    turn, out = (int.from_bytes(part, "big") / 2**32 for part in (drawn[:4], drawn[4:]))
    return np.array([math.cos(2 * math.pi * turn), math.sin(2 * math.pi * turn)]) * math.sqrt(out)


def _round(places: Places) -> Places:
    """Scale to unit variance in every direction without turning anything (symmetric whitening)."""
    centred = places - places.mean(axis=0)
    size, ways = np.linalg.eigh(centred.T @ centred / len(centred))
    size = np.maximum(size, max(float(size.max()) * 1e-6, 1e-300))
    rounded: Places = centred @ (ways / np.sqrt(size)) @ ways.T
    return rounded


def _drawn_in(places: Places) -> Places:
    """Bring what stands far out closer, in the same direction."""
    far = np.hypot(*places.T)
    nearer = np.minimum(far, 1 + np.log1p(np.maximum(far - 1, 0)))
    drawn: Places = places * (nearer / np.maximum(far, 1e-12))[:, None]
    return drawn
