"""Graphs drawn at random with something held fixed: size, number of ties, dyads, or every degree."""

from typing import Any

import numpy as np
from scipy import sparse

from kennisbank.network.matrices import Adjacency


def any_graph(told: Adjacency, rng: np.random.Generator) -> Adjacency:
    """Return one of all graphs of this size, each as likely: every tie is there with chance 1/2."""
    size = len(told)
    there = rng.random((size, size)) < 0.5
    there = there & ~np.eye(size, dtype=bool) if told.directed else np.triu(there, 1)
    return _made(told, *there.nonzero())


def same_ties(told: Adjacency, rng: np.random.Generator) -> Adjacency:
    """Return one of all graphs of this size with this number of ties, each as likely."""
    size = len(told)
    pairs = size * (size - 1)
    if not told.directed:
        return _made(told, *_pair(_chosen(rng, pairs // 2, told.ties), size))
    chosen = _chosen(rng, pairs, told.ties)
    one, other = np.divmod(chosen, max(1, size - 1))
    return _made(told, one, other + (other >= one))


def same_dyads(told: Adjacency, rng: np.random.Generator) -> Adjacency:
    """Return one of all graphs with this number of mutual, one-way and empty dyads, each as likely."""
    if not told.directed:
        return same_ties(told, rng)
    size = len(told)
    mutual = int(told.binary.multiply(told.binary.T).sum()) // 2
    single = told.ties - 2 * mutual
    one, other = _pair(rng.permutation(_chosen(rng, size * (size - 1) // 2, mutual + single)), size)
    turned = rng.random(single) < 0.5
    first, last = one[mutual:], other[mutual:]
    return _made(
        told,
        np.concatenate([one[:mutual], other[:mutual], np.where(turned, last, first)]),
        np.concatenate([other[:mutual], one[:mutual], np.where(turned, first, last)]),
    )


def same_degrees(told: Adjacency, rng: np.random.Generator) -> Adjacency:
    """Return a graph in which every node has the degrees it has (in and out), by swapping the ends of ties.

    All ties pair up at random, a random share of the pairs takes part, and each of those, a-b, c-d, becomes a-d, c-b
    where nothing stands in its way: a tie it would get is there already or another pair would get it too. That rule reads
    the same before and after a swap, so every step is as likely as its way back and all graphs that can be reached are
    equally likely in the end. (Were all pairs to take part, two could stand in each other's way for ever.) No ties run
    twice and none to itself. Thirty steps give each tie some fifteen chances to swap; dense graphs, in which much stands
    in the way, get more, and above a density of 1/2 the empty pairs are swapped instead. With direction, graphs that
    differ only by the turn of a three-cycle cannot reach each other.
    """
    size = len(told)
    pairs = size * (size - 1) if told.directed else size * (size - 1) // 2
    if told.ties < 2 or told.ties == pairs:
        return told
    if told.ties * 2 > pairs:
        whole = np.ones((size, size)) - np.eye(size)
        rest = Adjacency(told.nodes, sparse.csr_array(whole - told.binary.toarray()), told.directed)
        swapped = same_degrees(rest, rng).matrix.toarray()
        there = whole - swapped
        return _made(told, *(there if told.directed else np.triu(there)).nonzero())
    start = told.matrix if told.directed else sparse.triu(told.matrix, 1)
    one, other = (side.astype(np.int64) for side in sparse.coo_array(start).coords)
    steps = int(30 / (1 - told.ties / pairs) ** 4)
    for _ in range(steps):
        one, other = _step(one, other, size, rng, directed=told.directed)
    return _made(told, one, other)


def _step(one: Any, other: Any, size: int, rng: np.random.Generator, *, directed: bool) -> tuple[Any, Any]:
    """Pair up all ties at random and swap those of a random share of the pairs that nothing stands in the way of."""
    order = rng.permutation(len(one))
    one, other = one[order], other[order]
    if not directed:
        turned = rng.random(len(one)) < 0.5
        one, other = np.where(turned, other, one), np.where(turned, one, other)
    half = len(one) // 2
    a, b, c, d = one[:half], other[:half], one[half : 2 * half], other[half : 2 * half]
    had, would = (
        _key(one, other, size, directed=directed),
        _key(np.concatenate([a, c]), np.concatenate([d, b]), size, directed=directed),
    )
    part = rng.random(half) < rng.random()
    would[np.tile(~part, 2)] = -1
    alone = _alone(np.concatenate([had, would]))
    count = len(one)
    free = part & (a != d) & (c != b)
    for start in (0, half, count, count + half):
        free &= alone[start : start + half]
    one, other = one.copy(), other.copy()
    other[:half], other[half : 2 * half] = np.where(free, d, b), np.where(free, b, d)
    return one, other


def _key(one: Any, other: Any, size: int, *, directed: bool) -> Any:
    return one * size + other if directed else np.minimum(one, other) * size + np.maximum(one, other)


def _alone(keys: Any) -> Any:
    """Return which of `keys` occur once."""
    order = np.argsort(keys)
    ordered = keys[order]
    same = np.zeros(len(keys) + 1, dtype=bool)
    same[1:-1] = ordered[1:] == ordered[:-1]
    alone = np.empty(len(keys), dtype=bool)
    alone[order] = ~(same[1:] | same[:-1])
    return alone


def _chosen(rng: np.random.Generator, pairs: int, many: int) -> Any:
    return rng.choice(pairs, many, replace=False, shuffle=False) if many else np.zeros(0, dtype=np.int64)


def _pair(numbers: Any, size: int) -> tuple[Any, Any]:
    """Return the two ends, the lower first, of unordered pairs that are numbered row by row."""
    width = 2 * size - 1
    one = ((width - np.sqrt(width * width - 8.0 * numbers)) // 2).astype(np.int64)
    one -= _before(one, size) > numbers
    one += _before(one + 1, size) <= numbers
    return one, numbers - _before(one, size) + one + 1


def _before(row: Any, size: int) -> Any:
    return row * (2 * size - row - 1) // 2


def _made(told: Adjacency, one: Any, other: Any) -> Adjacency:
    """Return the graph with these ties (for one without direction, each once) on the nodes of `told`."""
    if not told.directed:
        one, other = np.concatenate([one, other]), np.concatenate([other, one])
    size = len(told)
    matrix = sparse.csr_array((np.ones(len(one)), (one, other)), shape=(size, size))
    matrix.sort_indices()
    return Adjacency(told.nodes, matrix, told.directed, about=told.about)
