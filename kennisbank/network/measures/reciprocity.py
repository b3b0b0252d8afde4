"""How often what goes one way also comes back."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from scipy.special import gammaln

from kennisbank.errors import InvalidInput
from kennisbank.network.described import Finding, how
from kennisbank.network.matrices import Adjacency, Graph
from kennisbank.network.measures.resampled import jackknife
from kennisbank.network.measures.weights import shared


@dataclass(frozen=True, kw_only=True)
class Reciprocity(Finding):
    """The share of arcs that are returned (`value`), of tied pairs tied both ways (`dyadic`), and how many pairs.

    `expected` and the two-sided `p` are those of as many arcs placed at random; `interval` is the 95 % jackknife
    interval of `value`.
    """

    measure: ClassVar[str] = "reciprocity"
    value: float
    p: float
    expected: float
    interval: tuple[float, float]
    dyadic: float
    mutual: int
    one_way: int


def reciprocity(graph: Graph, weight: str | None = None) -> Reciprocity:
    """Return the share of arcs i → j with an arc j → i: 2 M / m for M mutual pairs and m arcs.

    With `weight` the share of weight that is returned, Σ min(w_ij, w_ji) / Σ w_ij (Squartini et al. 2013).
    `dyadic` is M / (M + A) with A pairs tied one way. `expected` is (m - 1) / (n (n - 1) - 1), and `p` the chance of an
    M as unlikely as this one or more when m arcs lie anywhere with equal chance: exact, without simulation. Both are
    about arcs, so NaN with `weight`. NaN without arcs.
    Networkx: `overall_reciprocity(G)`; R: igraph `reciprocity(g)`, and for `dyadic` `reciprocity(g, mode="ratio")`
    or sna `grecip(g, measure="dyadic.nonnull")`.

    Raises InvalidInput for a graph without direction, and for weights that are none. Katz & Powell, Psychometrika 20, 1955; Squartini, Picciolo,
    Ruzzenenti & Garlaschelli, Scientific Reports 3, 2013, 2729.
    """
    told = shared(graph, weight)
    if not told.directed:
        raise InvalidInput("This graph has no direction: every tie is mutual.", mend="Give a directed graph.")
    back = told.matrix.minimum(told.matrix.T)
    arcs, mutual = int(told.matrix.nnz), int(back.nnz) // 2
    whole, returned = float(told.matrix.sum()), float(back.sum())
    value = returned / whole if whole else float("nan")
    possible = len(told) * (len(told) - 1)
    by_chance = (arcs - 1) / (possible - 1) if arcs and weight is None else float("nan")
    return Reciprocity(
        value=value,
        p=_as_unlikely(mutual, arcs, possible // 2) if arcs and weight is None else float("nan"),
        expected=by_chance,
        interval=jackknife(value, _without(told, back)),
        dyadic=mutual / (arcs - mutual) if arcs else float("nan"),
        mutual=mutual,
        one_way=arcs - 2 * mutual,
        method=how(told, chance="as many arcs anywhere"),
    )


def _without(told: Adjacency, back: Any) -> Any:
    """Return the share that is returned without each node in turn; NaN where no arc is left."""
    taken = told.matrix.sum(axis=0) + told.matrix.sum(axis=1)
    left = told.matrix.sum() - taken
    returned = back.sum() - 2 * back.sum(axis=1)
    return np.divide(returned, left, out=np.full(len(told), np.nan), where=left > 1e-12)


def _as_unlikely(mutual: int, arcs: int, pairs: int) -> float:
    """Return the chance of a number of mutual pairs that is at most as likely as `mutual`.

    Of the ways to place `arcs` on `pairs` of places, C(pairs, k) C(pairs - k, arcs - 2 k) 2^(arcs - 2 k) have k.
    """
    least, most = max(0, arcs - pairs), arcs // 2
    both = np.arange(least, most + 1, dtype=float)
    single = arcs - 2 * both
    ways = gammaln(pairs + 1) - gammaln(both + 1) - gammaln(single + 1) - gammaln(pairs - both - single + 1)
    ways += single * np.log(2)
    chances = np.exp(ways - ways.max())
    chances /= chances.sum()
    return float(min(1.0, chances[chances <= chances[mutual - least] * (1 + 1e-7)].sum()))
