"""Structural holes: how far somebody's contacts already know each other (Burt 1992)."""

from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd

from kennisbank.errors import InvalidInput
from kennisbank.network.described import frame, how
from kennisbank.network.matrices import Adjacency, Graph
from kennisbank.network.measures.triangles import Progress, Tied, tied
from kennisbank.network.measures.weights import shared

Model: TypeAlias = Literal["whole", "ego"]


def constraint(
    graph: Graph, weight: str | None = None, *, model: Model = "whole", progress: Progress | None = None
) -> pd.DataFrame:
    """Return Burt's constraint: how much of somebody's contacts hangs on contacts who are tied to each other.

    c_i = Σ_j (p_ij + Σ_q p_iq p_qj)², over j tied to i in either direction and q other than i and j, with
    p_ij = z_ij / Σ_k z_ik and z_ij the weights of both directions added up. 1 for somebody with one contact; it can
    pass 1 in small dense networks. NaN for who has no contact.

    `model="whole"` takes p_qj over all ties of q: igraph's `constraint(g)` and networkx's `constraint(G)`. Networkx's
    `constraint(G, nodes=...)` gives NaN to nodes with incoming ties only; here they have their number.
    `model="ego"` takes p_qj within the network of i and its contacts: UCINET's default (Network > Ego Networks >
    Structural Holes, symmetrised by sum), which leaves pendants out where this gives 1. The two differ by as much as
    0.24 in one published network, so the model is part of the result. `progress` is told steps done and in all.

    R: igraph `constraint(g)`; `xucinet::xstructuralholes(net)` for the ego model and with `method = "whole"` the other.
    Raises InvalidInput for another model, and for weights that are none. Burt, Structural Holes, 1992, ch. 2;
    Borgatti, Connections 20(1), 1997.
    """
    told, ties, ego = _ready(graph, weight, model)
    held = _held(ties, ego, progress)
    value = np.where(_contacts(ties) > 0, ties.sums(held), np.nan)
    return frame("constraint", told.nodes, {"constraint": value}, **how(told, model=model))


def effective_size(
    graph: Graph, weight: str | None = None, *, model: Model = "whole", progress: Progress | None = None
) -> pd.DataFrame:
    """Return how many contacts somebody has, less what they repeat of each other; and that per contact.

    e_i = Σ_j (1 - Σ_q p_iq m_jq), over j tied to i in either direction and q other than i and j, with p as in
    `constraint` and m_jq = z_jq / max_k z_jk. Columns `effective_size`, `efficiency` (e_i divided by the number of
    contacts) and `contacts`. Without weights and direction it is n - 2t/n for t ties among n contacts.
    NaN for who has no contact.

    `model="whole"` takes the max over all ties of j: the formula in networkx's documentation and its
    `effective_size(G, nodes=...)`; networkx 3.6 without `nodes` is wrong for weighted and for directed graphs with
    today's scipy. `model="ego"` takes it within the network of i and its contacts: UCINET's default, which gives 0 to
    who has no contact. R: `EffSize` and `Efficiency` of `xucinet::xstructuralholes(net)`.

    Raises InvalidInput for another model, and for weights that are none. Burt, Structural Holes, 1992, ch. 2.
    """
    told, ties, ego = _ready(graph, weight, model)
    many = _contacts(ties)
    doubled = ties.sums(_doubled(ties, ego, progress))
    value = np.where(many > 0, many - doubled, np.nan)
    columns = {"effective_size": value, "efficiency": _shares(value, many), "contacts": many}
    return frame("effective_size", told.nodes, columns, **how(told, model=model))


def hierarchy(
    graph: Graph, weight: str | None = None, *, model: Model = "whole", progress: Progress | None = None
) -> pd.DataFrame:
    """Return whether somebody's constraint comes from one contact (towards 1) or from all alike (0).

    H_i = Σ_j r_ij ln r_ij / (N ln N), with r_ij = c_ij / (C_i / N), c_ij what contact j adds to the constraint C_i and
    N the number of contacts: Coleman's and Theil's disorder. 1 for who has one contact, NaN for who has none. Models
    as in `constraint`; the column Hierarchy of UCINET's Structural Holes, and of R's `xucinet::xstructuralholes(net)`,
    is `model="ego"`.

    Raises InvalidInput for another model, and for weights that are none. Burt, Structural Holes, 1992, p. 71.
    """
    told, ties, ego = _ready(graph, weight, model)
    many = _contacts(ties)
    held = _held(ties, ego, progress)
    mean = _shares(ties.sums(held), many)
    told_apart = held / mean[ties.tail]
    spread = ties.sums(told_apart * np.log(told_apart))
    most = np.where(many > 1, many * np.log(np.maximum(many, 2)), np.nan)
    value = np.where(many == 1, 1.0, np.abs(spread / most))
    return frame("hierarchy", told.nodes, {"hierarchy": value}, **how(told, model=model))


def _ready(graph: Graph, weight: str | None, model: str) -> tuple[Adjacency, Tied, bool]:
    """Return the matrix, its ties, and whether only the ego network counts."""
    if model not in {"whole", "ego"}:
        raise InvalidInput(
            f"There is no model {model!r}.", mend='Say model="whole" or model="ego".', where="model"
        )
    told = shared(graph, weight)
    return told, tied(told), model == "ego"


def _contacts(ties: Tied) -> Any:
    return np.bincount(ties.tail, minlength=ties.size)


def _shares(value: Any, many: Any) -> Any:
    return np.divide(value, many, out=np.full(len(many), np.nan), where=many > 0)


def _spent(ties: Tied) -> Any:
    """Return p: which part of what `tail` spends on ties goes to `head`."""
    return ties.mutual / ties.sums(ties.mutual)[ties.tail]


def _held(ties: Tied, ego: bool, progress: Progress | None) -> Any:  # noqa: FBT001 - the two models
    """Return for every tie from i to j what j adds to the constraint of i."""
    spent, mutual = _spent(ties), ties.mutual
    if ego:
        within = mutual.copy()  # what q spends in the network of i: on i, and on those i is tied to
        for _, iq, qj in ties.triangles():
            np.add.at(within, iq, mutual[qj])
        first, second = spent / within, mutual
    else:
        first, second = spent, spent
    held = spent.copy()
    for ij, iq, qj in ties.triangles(progress):
        np.add.at(held, ij, first[iq] * second[qj])
    return held**2


def _doubled(ties: Tied, ego: bool, progress: Progress | None) -> Any:  # noqa: FBT001 - the two models
    """Return for every tie from i to j how much of it others of i repeat."""
    spent, mutual = _spent(ties), ties.mutual
    if ego:
        most = mutual.copy()
        for ij, _, qj in ties.triangles():
            np.maximum.at(most, ij, mutual[qj])
    else:
        top = np.zeros(ties.size)
        np.maximum.at(top, ties.tail, mutual)
        most = top[ties.head]
    doubled = np.zeros(len(mutual))
    for ij, iq, qj in ties.triangles(progress):
        np.add.at(doubled, ij, spent[iq] * mutual[qj])
    return doubled / most
