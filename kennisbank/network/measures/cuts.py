"""Where a graph hangs together by one tie or one node, and how many nodes would be cut off."""

from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from kennisbank.network import described, engines
from kennisbank.network.matrices import Graph, adjacency
from kennisbank.network.measures.trees import below


def bridges(graph: Graph) -> pd.DataFrame:
    """Return the ties without which a piece of the graph falls in two, those that cut off most nodes first.

    A row per bridge: `cut_off`, the number of nodes on its smaller side, and its ends `one` and `other`. Directions are
    left out. What is cut is the tie between two nodes: parallel ties, and arcs in both directions, are one tie, where
    `nx.bridges` sees no bridge in two parallel ones.

    Tarjan, R.E. (1974), Information Processing Letters 2, 160-161. `igraph::bridges(as_undirected(simplify(g)))` in R.
    """
    told = engines.undirected(adjacency(graph))
    ends = np.array(_ends(told), dtype=np.int64).reshape(-1, 2)
    # Without the bridges the graph falls into parts; with them those parts make a forest.
    tails, heads = np.repeat(np.arange(len(told)), np.diff(told.matrix.indptr)), told.matrix.indices
    cut = np.isin(tails * len(told) + heads, _codes(ends, len(told)))
    rest = sparse.csr_array((np.ones((~cut).sum()), (tails[~cut], heads[~cut])), shape=told.matrix.shape)
    part = connected_components(rest, directed=False)[1] if len(told) else np.zeros(0, np.int64)
    one, other = part[ends[:, 0]], part[ends[:, 1]]
    parent, branch, whole = below(one, other, np.bincount(part))
    lower = np.where(parent[one] == other, one, other) if len(ends) else one
    cut_off = np.minimum(branch[lower], whole[lower] - branch[lower]).astype(np.int64)
    order = np.argsort(-cut_off, kind="stable")
    columns = {
        "cut_off": cut_off[order],
        "one": [told.nodes[number] for number in ends[order, 0]],
        "other": [told.nodes[number] for number in ends[order, 1]],
    }
    table = described.frame(
        "bridges", range(len(ends)), columns, **described.how(told, engine=engines.engine("bridges"))
    )
    table.index.name = "bridge"
    return table


def cut_points(graph: Graph) -> pd.DataFrame:
    """Return the nodes without which a piece of the graph falls apart.

    Columns `cut_point` (whether it is one), `parts` (into how many parts its piece would fall: 1 for an ordinary node, 0
    for one without ties) and `cut_off` (how many nodes would lose touch with the largest part). Directions are left out.

    Hopcroft, J. & Tarjan, R. (1973), Communications of the ACM 16, 372-378. `igraph::articulation_points(g)` in R,
    `nx.articulation_points(G)`.
    """
    told = engines.undirected(adjacency(graph))
    blocks = list(engines.built(told).biconnected_components()) if len(told) else []
    size = len(told)
    members = np.fromiter(chain.from_iterable(blocks), np.int64)
    block = np.repeat(np.arange(len(blocks)), [len(found) for found in blocks])
    # Nodes and blocks make a forest, in which a block hangs below one node and above the others.
    parent, branch, whole = below(
        members, size + block, np.concatenate([np.ones(size, np.int64), np.zeros(len(blocks), np.int64)])
    )
    parts = np.bincount(members, minlength=size)
    largest = (whole - branch)[:size]
    hanging = np.flatnonzero(parent[size:] >= 0) + size
    np.maximum.at(largest, parent[hanging], branch[hanging])
    cut_off = np.where(parts > 0, whole[:size] - 1 - largest, 0).astype(np.int64)
    return described.frame(
        "cut_points", told.nodes, {"cut_point": parts > 1, "parts": parts, "cut_off": cut_off},
        **described.how(told, engine=engines.engine("cut_points")),
    )  # fmt: skip


def _ends(told: Any) -> list[tuple[int, int]]:
    made = engines.built(told)
    return [made.es[number].tuple for number in made.bridges()] if len(told) else []


def _codes(ends: Any, size: int) -> Any:
    return np.concatenate([ends[:, 0] * size + ends[:, 1], ends[:, 1] * size + ends[:, 0]])
