"""The ties that stand out: the disparity filter."""

from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse

from kennisbank.errors import InvalidInput
from kennisbank.network.matrices import Adjacency, Graph, adjacency


def backbone(graph: Graph, alpha: float = 0.05, *, weight: str = "weight") -> "nx.Graph[Any]":
    """Return the ties of `graph` that are remarkably strong for at least one of both ends.

    Disparity filter of Serrano, Boguñá and Vespignani (2009, PNAS 106:6483, eq. 2): for a node of degree k and strength s
    spread at random over its ties, a share of at least w/s has chance (1 - w/s)^(k-1). A tie has that chance at each end, and
    the smaller one as `alpha`; it stays when that is below `alpha`. With direction the source spreads what goes out and
    the target what comes in. To a node with one tie that tie says nothing (chance 1), as in the paper.

    Returns a Graph or DiGraph of all nodes with `weight` and `alpha` on the ties. In R: `backbone::disparity`, there
    with both tails. Raises InvalidInput when weights lack or `alpha` is not between 0 and 1.
    """
    if not 0 < alpha < 1:
        raise InvalidInput(
            f"A level of {alpha!r} says nothing.",
            mend="Give one between 0 and 1, such as 0.05.",
            where="alpha",
        )
    told = adjacency(graph, weight)
    ties = sparse.coo_array(told.matrix)
    leaving = _chances(ties.row, ties.data, len(told))
    arriving = _chances(ties.col, ties.data, len(told))
    chance = np.minimum(leaving, arriving)
    kept = chance < alpha
    if not told.directed:
        kept &= ties.row < ties.col
    result: nx.Graph[Any] = nx.DiGraph() if told.directed else nx.Graph()
    made = {} if isinstance(graph, Adjacency) else graph.graph
    result.graph |= made | {
        "measure": "backbone", "made_from": made.get("measure"), "level": alpha, "weight": weight, "ties_before": told.ties,
    }  # fmt: skip
    result.add_nodes_from((node, told.about.get(node, {})) for node in told.nodes)
    result.add_edges_from(
        (told.nodes[i], told.nodes[j], {"weight": w, "alpha": a})
        for i, j, w, a in zip(
            *(column[kept].tolist() for column in (ties.row, ties.col, ties.data, chance)), strict=True
        )
    )
    return result


def _chances(ends: Any, weights: Any, size: int) -> Any:
    degrees = np.bincount(ends, minlength=size)[ends]
    strengths = np.bincount(ends, weights=weights, minlength=size)[ends]
    left = np.clip(1 - weights / np.where(strengths > 0, strengths, 1), 0, 1)
    return np.where(degrees > 1, left ** np.maximum(degrees - 1, 0), 1.0)
