"""A graph of networkx read row by row into arrays: the one slow step of every fast measure, so made as short as it can be.

    graph ──read()──▶ Rows(counts, heads, weights, …) ──matrices.adjacency()──▶ Adjacency

Python runs no loop per tie here: `map`, `chain` and `fromiter` hand the ties over inside the interpreter.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from math import isfinite
from operator import contains, itemgetter
from typing import Any, Literal, TypeAlias

import networkx as nx
import numpy as np

from kennisbank.errors import InvalidInput
from kennisbank.network import room

Sort: TypeAlias = Literal["strength", "length", "any"]
BYTES = 48
"""What one entry of the matrix takes at most while it is being read: end, weight, their copies and the order."""


@dataclass(frozen=True, eq=False)
class Rows:
    """The ties of a graph without its loops: node `i` has `counts[i]` of them, to `heads`, with `weights` (None: all 1).

    A graph without direction has each tie twice. `edges` is the number of ties in the graph, parallel ones counted
    each; `loops` that of self-loops among them; `zeros` that of ties of weight 0 that are no loops.
    """

    counts: Any
    heads: Any
    weights: Any
    edges: int
    loops: int
    zeros: int


def lengths_of(graph: Any, nodes: tuple[Hashable, ...]) -> tuple[Any, Any, int]:
    """Return how many ties go out of and come into each node, and the number of self-loops, which are not among them.

    Parallel ties are one. Only the lengths of the rows are looked at: a step per node and none per tie.
    """
    near = _rows(graph, nodes)
    looped = list(map(contains, near, nodes))
    out = np.fromiter(map(len, near), np.int64, len(nodes))
    into = out
    if graph.is_directed():
        into = np.fromiter(map(len, _rows(nx.reverse_view(graph), nodes)), np.int64, len(nodes))
    loops = 0
    if any(looped):
        out, into = out - looped, into - looped
        loops = sum(graph.number_of_edges(node, node) for node in compress(nodes, looped))
    return out, into, loops


def _rows(graph: Any, nodes: tuple[Hashable, ...]) -> Sequence[Any]:
    """Return the neighbours of each node, as dictionaries."""
    near = dict(graph.adjacency())
    if not set(map(type, near.values())) <= {dict}:
        # In a view of a part of a multigraph `len` counts neighbours that are not there; a dict of it does not.
        near = {node: dict(row) for node, row in near.items()}
    return tuple(near.values() if tuple(near) == nodes else map(near.__getitem__, nodes))


def read(
    graph: Any, nodes: tuple[Hashable, ...], weight: str | None, *, negative: bool, lengths: bool
) -> Rows:
    """Return the rows of `graph` in the order of `nodes`; `matrices.adjacency` tells what the arguments mean."""
    twice = 1 if graph.is_directed() else 2
    many = graph.number_of_edges()
    room.need(
        twice * many * BYTES,
        f"A matrix of {many:,} ties",
        mend="Take a part of the graph, or a machine with more memory.",
    )
    rows = _rows(graph, nodes)
    counts = np.fromiter(map(len, rows), np.int64, len(rows))
    size = int(counts.sum())
    place = {node: number for number, node in enumerate(nodes)}
    narrow = np.int32 if max(size, len(nodes)) < 2**31 else np.int64
    heads = np.fromiter(map(place.__getitem__, chain.from_iterable(rows)), narrow, size)
    weights, zeros = None, 0
    if weight is not None:
        sort: Sort = "length" if lengths else "any" if negative else "strength"
        weights, zeros = _weights(graph, rows, weight, size, sort)
    loops = sum(
        len(row[node]) if graph.is_multigraph() else 1
        for node, row in zip(nodes, rows, strict=True)
        if contains(row, node)
    )
    if loops:
        kept = heads != np.repeat(np.arange(len(rows)), counts)
        owners = np.repeat(np.arange(len(rows)), counts)[kept]
        counts, heads = np.bincount(owners, minlength=len(rows)), heads[kept]
        weights = None if weights is None else weights[kept]
    return Rows(counts, heads, weights, many, loops, zeros)


def _weights(graph: Any, rows: Sequence[Any], weight: str, size: int, sort: Sort) -> tuple[Any, int]:
    """Return the weight of every entry, parallel ties taken together, and how many ties without loops weigh 0."""
    pairs = chain.from_iterable(row.values() for row in rows)
    many, parallel = size, None
    if graph.is_multigraph():
        bundles = list(pairs)
        parallel = np.fromiter(map(len, bundles), np.int64, size)
        many = int(parallel.sum())
        pairs = chain.from_iterable(bundle.values() for bundle in bundles)
    found = _numbers(pairs, weight, many)
    if found is None or not _fit(found, sort).all():
        _refuse(graph, weight, sort)
    zeros = 0
    if (found == 0).any():
        zeros = sum(float(value) == 0 for one, other, value in graph.edges(data=weight) if one != other)
    if parallel is not None and size:
        starts = np.concatenate([[0], np.cumsum(parallel)[:-1]])
        found = (np.minimum if sort == "length" else np.add).reduceat(found, starts)
    return found, zeros


def _numbers(ties: Iterable[Any], weight: str, many: int) -> Any:
    """Return the weights of `ties` as floats; None when one has none, or it is no number."""
    try:
        return np.fromiter(map(itemgetter(weight), ties), np.float64, many)
    except (KeyError, TypeError, ValueError):
        return None


def _fit(values: Any, sort: Sort) -> Any:
    if sort == "any":
        return np.isfinite(values)
    return np.isfinite(values) & (values > 0 if sort == "length" else values >= 0)


def _refuse(graph: Any, weight: str, sort: Sort) -> None:
    """Raise InvalidInput that names the first tie whose weight cannot be used."""
    told = list(graph.edges(data=weight))
    values = np.array([_number(value) for _, _, value in told], dtype=np.float64)
    wrong = ~_fit(values, sort)
    one, other, value = told[int(np.argmax(wrong))]
    what = "no weight" if value is None else f"weight {value!r}"
    least = {"length": " above 0, because it is a length", "strength": " of 0 or more", "any": ""}[sort]
    raise InvalidInput(
        f"{int(wrong.sum())} of {len(told)} ties cannot be used: the one from {one!r} to {other!r} has {what}.",
        mend=f"Give each tie a {weight!r} that is a number{least}, or leave weight out.",
        where=weight,
    )


def _number(value: Any) -> float:
    try:
        number = float(value) if value is not None else float("nan")
    except (TypeError, ValueError):
        return float("nan")
    return number if isfinite(number) else float("nan")
