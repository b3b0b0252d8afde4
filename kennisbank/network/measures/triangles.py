"""Everybody's ties in both directions, and every three that are all tied to each other.

Burt's measures and brokerage ask of each tie who else closes it. Triangles are found along ties that run from the node
with fewer ties to the one with more: at most 2 m √m steps for m ties, also around a hub, in bounded memory.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from kennisbank.network.matrices import Adjacency

Progress = Callable[[int, int], None]
STEPS = 1 << 19  # paths looked at together: about 100 MB


@dataclass(frozen=True, eq=False)
class Tied:
    """Every tied pair of nodes twice, once from either end, numbered 0 … 2 m - 1.

    Number `e` runs from `tail[e]` to `head[e]`, number `e ± m` the other way. `weight[e]` is the weight of the tie in
    that direction (0 when it only runs the other way), `mutual[e]` of both directions added up as `Adjacency.symmetric`
    does. `size` is how many nodes there are.
    """

    size: int
    tail: Any
    head: Any
    weight: Any
    mutual: Any
    _keys: Any
    _places: Any

    def sums(self, values: Any) -> Any:
        """Return for every node the sum of `values` over the ties that run from it."""
        return np.bincount(self.tail, values, self.size)

    def triangles(self, progress: Progress | None = None) -> Iterator[tuple[Any, Any, Any]]:
        """Yield numbers `(ij, iq, qj)` of ties, some at a time: each ordered three that are tied to each other, once."""
        half = len(self._keys)
        low, high = self._places
        start = np.searchsorted(low, np.arange(self.size + 1))
        many = np.diff(start)[high]
        reached = np.concatenate([[0], np.cumsum(many)])
        begin = 0
        while begin < half:
            wanted = int(np.searchsorted(reached, reached[begin] + STEPS, "right")) - 1
            end = min(half, max(begin + 1, wanted))
            one = np.repeat(np.arange(begin, end), many[begin:end])
            first = start[high[begin:end]] - (reached[begin:end] - reached[begin])
            two = np.arange(len(one)) + np.repeat(first, many[begin:end])
            keys = low[one] * self.size + high[two]
            three = np.minimum(np.searchsorted(self._keys, keys), half - 1)
            found = self._keys[three] == keys
            if found.any():
                yield _orders(one[found], two[found], three[found], half)
            begin = end
            if progress:
                progress(int(reached[begin]), int(reached[-1]))


def tied(told: Adjacency) -> Tied:
    """Return the ties of `told`, numbered."""
    size = len(told)
    arcs = told.matrix.tocoo()
    order = np.argsort(np.diff(told.symmetric.indptr), kind="stable").astype(np.int64)
    place = np.empty(size, dtype=np.int64)
    place[order] = np.arange(size)
    one, other = place[arcs.row], place[arcs.col]
    wanted = np.minimum(one, other) * size + np.maximum(one, other)
    keys = np.sort(wanted)
    keys = keys[np.diff(keys, prepend=-1) > 0]
    half = len(keys)
    weight = np.zeros(2 * half)
    weight[np.searchsorted(keys, wanted) + half * (one > other)] = arcs.data
    back = np.roll(weight, half)
    low, high = (keys // size, keys % size) if half else (keys, keys)
    return Tied(
        size,
        np.concatenate([order[low], order[high]]),
        np.concatenate([order[high], order[low]]),
        weight,
        weight + back if told.directed else weight,
        keys,
        (low, high),
    )


def _orders(uv: Any, vw: Any, uw: Any, half: int) -> tuple[Any, Any, Any]:
    """Return a triangle u, v, w as each of the six ways to call its corners i, j and q."""
    vu, wv, wu = uv + half, vw + half, uw + half
    return (
        np.concatenate([uv, uw, vu, vw, wu, wv]),
        np.concatenate([uw, uv, vw, vu, wv, wu]),
        np.concatenate([wv, vw, wu, uw, vu, uv]),
    )
