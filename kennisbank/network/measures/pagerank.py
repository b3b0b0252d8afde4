"""PageRank, computed until it no longer changes."""

from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from kennisbank.errors import InvalidInput
from kennisbank.network import described, engines
from kennisbank.network.matrices import Adjacency, Graph, adjacency

WITHIN, ROUNDING, MOST = 1e-12, 4e-16, 100_000


def pagerank(graph: Graph, weight: str | None = None, *, alpha: float = 0.85) -> pd.DataFrame:
    """Return the PageRank of each node: how often somebody passes who follows ties by chance.

    x = alpha · (Pᵀ x + d / n) + (1 - alpha) / n, with P the weights divided by the sum of their row and d the part of x
    in nodes without ties out. Column `pagerank`, which adds up to 1. `weight` says how strong a tie is. A graph without
    direction is followed both ways.

    It goes on until the values, all errors added up, are within 1e-12 of the true ones: `attrs["method"]["within"]`.
    networkx stops when they change by less than n · 1e-6 together, which in a graph of 200,000 nodes is at once: there
    single values are wrong by as much as 99 %. Give it `tol=1e-15` to compare. It follows self-loops, which are left
    out here.

    Brin, S. & Page, L. (1998), Computer Networks 30, 107-117. `igraph::page_rank(g)$vector` in R. Raises InvalidInput
    for weights that cannot be used, and for an alpha that is not at least 0 and below 1.
    """
    if not 0 <= alpha < 1:
        raise InvalidInput(
            f"An alpha of {alpha} leads nowhere.", mend="Give one from 0 up to 0.99.", where="alpha"
        )
    told = adjacency(graph, weight)
    values, rounds, within = _followed(told, alpha)
    return described.frame(
        "pagerank", told.nodes, {"pagerank": values},
        **described.how(told, alpha=alpha, rounds=rounds, within=within, engine=engines.engine("pagerank")),
    )  # fmt: skip


def _followed(told: Adjacency, alpha: float) -> tuple[Any, int, float]:
    """Return the values, after how many rounds, and how far off they are at most in all.

    The error after a round is at most alpha / (1 - alpha) times what the round changed, by the contraction of the map.
    """
    size = len(told)
    if not size:
        return np.zeros(0), 0, 0.0
    out = told.matrix.sum(axis=1)
    stuck = np.flatnonzero(out == 0)
    part = np.divide(alpha, out, out=np.zeros(size), where=out > 0)
    into = sparse.csr_array(told.matrix.T) if told.directed else told.matrix
    values, factor = np.full(size, 1 / size), alpha / (1 - alpha)
    rounds, change = 0, 1.0
    while change > max(WITHIN / max(factor, 1), ROUNDING) and rounds < MOST:
        after = into @ (values * part)
        after += (alpha * values[stuck].sum() + 1 - alpha) / size
        change = float(np.abs(after - values).sum())
        values, rounds = after, rounds + 1
    return values / values.sum(), rounds, change * factor
