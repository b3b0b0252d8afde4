"""Numbers about a whole graph, by name or by a function of one's own: what a test compares with chance."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import igraph
import networkx as nx
import numpy as np
from scipy import sparse

from kennisbank.errors import InvalidInput
from kennisbank.network.described import Finding
from kennisbank.network.inference import krackhardt
from kennisbank.network.matrices import Adjacency

Statistic: TypeAlias = "str | Callable[[Any], Any]"
"""A name of `BY_NAME`, or a function that takes a networkx graph and returns a number or a finding with a `value`."""


def density(told: Adjacency) -> float:
    """Return the share of pairs that have a tie."""
    pairs = len(told) * (len(told) - 1)
    return told.matrix.nnz / pairs if pairs else float("nan")


def reciprocity(told: Adjacency) -> float:
    """Return the share of arcs that are answered; igraph's reciprocity, sna's `grecip(measure = "edgewise")`."""
    arcs = told.matrix.nnz
    return float(told.binary.multiply(told.binary.T).sum()) / arcs if arcs else float("nan")


def transitivity(told: Adjacency) -> float:
    """Return how often i has a tie to k, where i has one to j and j to k.

    sna's `gtrans`; without direction it is igraph's and networkx' transitivity (3 × triangles / two-paths).
    """
    binary = sparse.csr_array(told.binary)
    out, into = np.diff(binary.indptr), np.asarray(binary.sum(axis=0)).ravel()
    closed_walks = float(binary.multiply(binary.T).sum())
    paths = float((out * into).sum()) - closed_walks
    return float((binary @ binary).multiply(binary).sum()) / paths if paths else float("nan")


def clustering(told: Adjacency) -> float:
    """Return the mean share of a node's neighbours that are tied to each other; direction left out (Watts & Strogatz).

    A node with fewer than two neighbours counts 0, as in networkx.
    """
    if not len(told):
        return float("nan")
    return float(_igraph(told, directed=False).transitivity_avglocal_undirected(mode="zero"))


def average_path_length(told: Adjacency) -> float:
    """Return the mean number of steps between nodes that reach each other, along the arcs; the others are left out."""
    return float(_igraph(told).average_path_length(unconn=True)) if told.matrix.nnz else float("nan")


def assortativity(told: Adjacency) -> float:
    """Return how much nodes with many ties are tied to each other: degree assortativity (Newman 2003).

    Correlation over the ties; with direction, of the outdegree of the first and the indegree of the other end.
    """
    one, other = told.matrix.nonzero()
    if not len(one):
        return float("nan")
    first = np.diff(told.matrix.indptr)[one].astype(np.float64)
    second = np.bincount(told.matrix.indices, minlength=len(told))[other].astype(np.float64)
    spread = first.std() * second.std()
    if spread <= 1e-12:
        return float("nan")
    return float(((first - first.mean()) * (second - second.mean())).mean() / spread)


BY_NAME: Mapping[str, Callable[[Adjacency], float]] = {
    "density": density,
    "reciprocity": reciprocity,
    "transitivity": transitivity,
    "clustering": clustering,
    "average_path_length": average_path_length,
    "assortativity": assortativity,
    "connectedness": krackhardt.connectedness,
    "hierarchy": krackhardt.hierarchy,
    "efficiency": krackhardt.efficiency,
    "least_upper_bound": krackhardt.least_upper_bound,
}


def named(
    statistics: "Statistic | Iterable[Statistic] | Mapping[str, Statistic]",
) -> dict[str, Callable[[Any], Any] | str]:
    """Return the statistics by name. Raises InvalidInput for a name that is not there, or that two functions share."""
    if isinstance(statistics, str) or callable(statistics):
        statistics = [statistics]
    found: dict[str, Callable[[Any], Any] | str] = {}
    if isinstance(statistics, Mapping):
        found.update(statistics)
    else:
        for item in statistics:
            name = item if isinstance(item, str) else getattr(item, "__name__", "statistic")
            if found.setdefault(name, item) != item:
                raise InvalidInput(
                    f"Two statistics have the name {name!r}.",
                    mend='Give a mapping from name to function: {"triangles": one, "paths": other}.',
                    where="statistics",
                )
    for item in found.values():
        if isinstance(item, str) and item not in BY_NAME:
            raise InvalidInput(
                f"There is no statistic {item!r}.",
                mend=f"Choose {', '.join(BY_NAME)}, or give a function.",
                where="statistics",
            )
    return found


def values(told: Adjacency, statistics: "Mapping[str, Callable[[Any], Any] | str]") -> list[float]:
    """Return what each of the `statistics` says of the graph."""
    net = None
    found = []
    for item in statistics.values():
        if isinstance(item, str):
            found.append(float(BY_NAME[item](told)))
            continue
        net = networkx_graph(told) if net is None else net
        found.append(number(item(net)))
    return found


def number(result: Any) -> float:
    """Return a statistic as a number: itself, or the `value` of a finding. Raises InvalidInput for anything else."""
    if isinstance(result, Finding):
        result = getattr(result, "value", None)
    try:
        return float(result)
    except (TypeError, ValueError) as fault:
        raise InvalidInput(
            f"The statistic gave {type(result).__name__}, not a number.",
            mend="Give a function that takes a graph and returns one number.",
        ) from fault


def networkx_graph(told: Adjacency) -> "nx.Graph[Any]":
    """Return the graph that `told` is of, in networkx: a Graph or DiGraph with its nodes' attributes and its weights."""
    net: nx.Graph[Any] = nx.DiGraph() if told.directed else nx.Graph()
    net.add_nodes_from((node, told.about.get(node, {})) for node in told.nodes)
    matrix = sparse.coo_array(told.matrix if told.directed else sparse.triu(told.matrix))
    ends = zip(*(side.tolist() for side in matrix.coords), strict=True)
    if told.weight is None:
        net.add_edges_from((told.nodes[one], told.nodes[other]) for one, other in ends)
    else:
        weights = matrix.data.tolist()
        net.add_weighted_edges_from(
            (
                (told.nodes[one], told.nodes[other], value)
                for (one, other), value in zip(ends, weights, strict=True)
            ),
            weight=told.weight,
        )
    return net


def _igraph(told: Adjacency, *, directed: bool | None = None) -> Any:
    directed = told.directed if directed is None else directed
    matrix = told.matrix if directed else sparse.triu(told.symmetric, 1)
    ends = np.column_stack(sparse.coo_array(matrix).coords).astype(np.int64)
    return igraph.Graph(n=len(told), edges=ends, directed=directed)
