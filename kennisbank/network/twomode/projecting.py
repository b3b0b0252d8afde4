"""From two modes to one: who shares what with whom, weighted in a way that the result names."""

from collections.abc import Hashable, Iterable
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse

from kennisbank.network.matrices import Adjacency
from kennisbank.network.twomode.incidence import Incidence, incidence
from kennisbank.network.twomode.significance import Correction, supported_pairs
from kennisbank.network.twomode.weighting import Weighting, shared

_IN_GRAPH = 300
"""Bytes for one tie in a networkx graph: 261 with a weight, measured with networkx 3.6, and room for p and q."""


def project(  # noqa: PLR0913 - a weighting and a test each take their own
    graph: "nx.Graph[Any]",
    nodes: Iterable[Hashable],
    weighting: Weighting = "simple",
    *,
    weight: str | None = None,
    significance: float | None = None,
    correction: Correction = "fdr",
    universe: int | None = None,
) -> "nx.Graph[Any]":
    """Return the network of `nodes` of a two-mode `graph`: two are tied when they share a node of the other side.

    The tie's `weight`, with N(i) the nodes i is tied to, k_p how many of `nodes` are tied to p, and w the ties:

    simple   |N(i) ∩ N(j)|; with `weight` Σ_p w_ip·w_jp. networkx `weighted_projected_graph`; R `tcrossprod(B)`.
    newman   Σ_{p in both} 1/(k_p - 1): who is one of many shares less (Newman 2001, Phys. Rev. E 64:016132).
             networkx `collaboration_weighted_projected_graph`; R `tnet::projecting_tm(method="Newman")`.
    jaccard  |N(i) ∩ N(j)| / |N(i) ∪ N(j)|; with `weight` Σ min / Σ max (Ružička 1958).
             networkx `overlap_weighted_projected_graph`; R `vegan::vegdist(method="jaccard")`, one minus it.
    minima   Σ_p min(w_ip, w_jp), for amounts such as days per project (UCINET's "sum of minimums", in R
             `xucinet`'s two-mode to one-mode conversion); without `weight` the same as simple.

    `significance` keeps only the ties that `supported` supports at that level, with their `p` and `q`; `correction` and
    `universe` as there. `graph.graph` says how it was made: also `made_from`, the measure that gave the two modes. A node without ties stays, alone. Direction is left out of account.

    Raises InvalidInput when a node is not in the graph, a tie runs within one side, a weight cannot be used, or
    the weighting does not exist or has no weighted form (newman); TooLarge when the result does not fit in memory:
    `projection` gives the same as a matrix in a tenth of the memory.
    """
    told = incidence(graph, nodes, weight)
    matrix = shared(told, weighting, extra=_IN_GRAPH)
    over = sparse.coo_array(sparse.triu(matrix, 1))
    made: dict[str, Any] = {
        "measure": "projection", "made_from": graph.graph.get("measure"), "weighting": weighting, "weight": weight,
        "of": len(told.others),
    }  # fmt: skip
    extra: dict[str, Any] = {}
    if significance is not None:
        over, extra, tests = supported_pairs(
            told, over, alpha=significance, correction=correction, universe=universe
        )
        made |= {"significance": significance} | tests
    result: nx.Graph[Any] = nx.Graph(**graph.graph | made)
    result.add_nodes_from((node, graph.nodes[node]) for node in told.nodes)
    result.add_edges_from(_ties(told, over, extra))
    return result


def projection(
    graph: "nx.Graph[Any]",
    nodes: Iterable[Hashable],
    weighting: Weighting = "simple",
    *,
    weight: str | None = None,
) -> Adjacency:
    """Return what `project` returns as an `Adjacency`, which every measure takes: for projections of millions of pairs."""
    told = incidence(graph, nodes, weight)
    about = {node: dict(graph.nodes[node]) for node in told.nodes}
    return Adjacency(told.nodes, shared(told, weighting), directed=False, weight="weight", about=about)


def supported(
    graph: "nx.Graph[Any]",
    nodes: Iterable[Hashable],
    alpha: float = 0.05,
    *,
    correction: Correction = "fdr",
    universe: int | None = None,
) -> "nx.Graph[Any]":
    """Return the ties between `nodes` that share more nodes of the other side than chance would give.

    Two nodes with a and b ties to N nodes of the other side share c of them. When each drew its ties blindly, c would follow
    the hypergeometric distribution: p = P(C ≥ c) (Tumminello et al. 2011, PLoS ONE 6:e17994). The p of all pairs of nodes
    that have a tie are taken together, and ties with q ≤ `alpha` stay. `correction` says how:

    fdr         Benjamini and Hochberg (1995): q is the share of false ties among those kept when all up to that one are.
    bonferroni  q = min(1, p · number of pairs): the chance of even one false tie is at most `alpha`. Stricter.

    A tie has `weight` (c), `p` and `q`; `graph.graph` has `correction` and the number of `tests`.

    `universe` is N: how many there were to choose from; not given, those that at least one of `nodes` has. The same p in R:
    `phyper(c - 1, a, N - a, b, lower.tail = FALSE)`, q: `p.adjust(p, "BH")` or `"bonferroni"` over all pairs.
    Raises as `project` does, and InvalidInput when `alpha` is not between 0 and 1, there is no such correction or
    `universe` is below what there is.
    """
    result = project(graph, nodes, "simple", significance=alpha, correction=correction, universe=universe)
    result.graph["measure"] = "supported"
    return result


def _ties(told: Incidence, over: Any, extra: dict[str, Any]) -> Any:
    names = np.empty(len(told.nodes), dtype=object)
    names[:] = told.nodes
    columns = {"weight": over.data, **extra}
    values = zip(*(column.tolist() for column in columns.values()), strict=True)
    for one, other, row in zip(names[over.row], names[over.col], values, strict=True):
        yield one, other, dict(zip(columns, row, strict=True))
