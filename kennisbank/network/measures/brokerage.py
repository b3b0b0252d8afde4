"""Who stands between two others who are not tied, and between which groups (Gould and Fernandez 1989)."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from scipy import sparse

from kennisbank.network.described import Finding, frame, how
from kennisbank.network.matrices import Adjacency, Graph, adjacency
from kennisbank.network.measures.brokered_by_chance import ROLES, of_all, of_one
from kennisbank.network.measures.groups import Grouping, Groups, groups
from kennisbank.network.measures.triangles import Progress, Tied, tied


@dataclass(frozen=True, kw_only=True)
class BrokerageTotals(Finding):
    """The table `roles`: a row per role and one for the total; columns `observed`, `expected`, `sd` and `z`."""

    measure: ClassVar[str] = "brokerage_totals"
    roles: pd.DataFrame


def brokerage(graph: Graph, group: Grouping, *, progress: Progress | None = None) -> pd.DataFrame:
    """Return how often each node stands between two others, by role: arcs i → b → k without an arc i → k.

    `coordinator` i, b and k in one group; `itinerant` i and k in one group, b in another; `gatekeeper` i outside, b and
    k in one group: what comes in; `representative` i and b in one group, k outside: what goes out; `liaison` three
    groups; `total` all. Then `expected_…` and `z_…` of each: under chance arcs are independent with the density of the
    graph and groups stay as they are, so z = (count - expected) / sd. z is NaN where chance allows one value only, and
    roughly normal at best: for small groups trust simulation more.

    `group` is an attribute of the nodes, or a mapping from node to group. Weights do not count. Of a graph without
    direction each pair counts twice, as i → b → k and k → b → i, and chance draws ties instead of arcs.
    R: `sna::brokerage(g, cl)`, with `raw.nli` w_I coordinator, w_O itinerant, b_IO representative, b_OI gatekeeper, b_O
    liaison, t total, `exp.nli` and `z.nli` (its manual swaps the words of b_IO and b_OI). Sna takes a graph without
    direction for one of arcs in chance, so its sd is too small there, by √2 for all but b_IO and b_OI.

    Raises InvalidInput when a node has no group. Gould & Fernandez, Sociological Methodology 19, 1989, 89-126.
    """
    told = adjacency(graph)
    belong = groups(told, group)
    counts = _counts(told, belong, progress)
    expected, deviations = of_one(belong.sizes, _density(told), directed=told.directed)
    expected, deviations = expected[belong.of], deviations[belong.of]
    scores = _scores(counts, expected, deviations)
    columns = {role: counts[:, place] for place, role in enumerate(ROLES)}
    columns |= {f"expected_{role}": expected[:, place] for place, role in enumerate(ROLES)}
    columns |= {f"z_{role}": scores[:, place] for place, role in enumerate(ROLES)}
    return frame("brokerage", told.nodes, columns, **_method(told, belong, group))


def brokerage_totals(graph: Graph, group: Grouping, *, progress: Progress | None = None) -> BrokerageTotals:
    """Return how often each role of `brokerage` occurs in the whole graph, and how often it would by chance.

    Chance as in `brokerage`; the deviation takes in that brokers share arcs and shut each other out, exactly.
    R: `sna::brokerage(g, cl)`, `raw.gli` and `exp.gli`. Its `sd.gli` agrees for itinerants and liaisons; for the others
    it leaves out threes that shut each other out and is larger (2.7 and 3.4 % for representatives and the total of five
    nodes of which all graphs were counted).

    Raises InvalidInput when a node has no group. Gould & Fernandez, Sociological Methodology 19, 1989, 89-126.
    """
    told = adjacency(graph)
    belong = groups(told, group)
    counts = _counts(told, belong, progress).sum(axis=0)
    expected, deviations = of_all(belong.sizes, _density(told), directed=told.directed)
    columns = {
        "observed": counts, "expected": expected, "sd": deviations, "z": _scores(counts, expected, deviations),
    }  # fmt: skip
    table = pd.DataFrame(columns, index=pd.Index(ROLES, name="role"))
    return BrokerageTotals(roles=table, method=_method(told, belong, group))


def _method(told: Adjacency, belong: Groups, group: Grouping) -> dict[str, object]:
    name = group if isinstance(group, str) else "a mapping"
    return how(told, group=name, groups=len(belong.names), chance="independent ties of the same density")


def _density(told: Adjacency) -> float:
    size = len(told)
    return told.matrix.nnz / (size * (size - 1)) if size > 1 else 0.0


def _scores(counts: Any, expected: Any, deviations: Any) -> Any:
    away = counts - expected
    return np.divide(away, deviations, out=np.full(away.shape, np.nan), where=deviations > 0)


def _counts(told: Adjacency, belong: Groups, progress: Progress | None) -> Any:
    """Return whole numbers: a row per node, a column per role."""
    ties = tied(told)
    found = _paths(ties, belong)
    arc, of = ties.weight != 0, belong.of
    for ij, iq, qj in ties.triangles(progress):
        closed = arc[ij] & arc[iq] & arc[qj]
        broker = ties.head[iq[closed]]
        role = _roles(of[ties.tail[iq[closed]]], of[broker], of[ties.head[qj[closed]]])
        np.subtract.at(found, (broker, role), 1)
    return np.column_stack([found, found.sum(axis=1)])


def _roles(first: Any, broker: Any, last: Any) -> Any:
    """Return the number of the role of each three: its place in ROLES."""
    cases = [(first == broker) & (broker == last), first == last, broker == last, first == broker]
    return np.select(cases, [0, 1, 2, 3], 4)


def _paths(ties: Tied, belong: Groups) -> Any:
    """Return how many i → b → k (i not k) each node is the middle of, by role, whether or not i → k."""
    out = ties.weight != 0
    back = np.roll(out, len(out) // 2)
    within = belong.of[ties.tail] == belong.of[ties.head]

    def many(which: Any) -> Any:
        return ties.sums(which).astype(np.int64)

    out_within, out_across = many(out & within), many(out & ~within)
    in_within, in_across = many(back & within), many(back & ~within)
    same = _both(ties, belong, out & ~within, back & ~within)
    return np.column_stack(
        [
            in_within * out_within - many(out & back & within),
            same - many(out & back & ~within),
            in_across * out_within,
            in_within * out_across,
            in_across * out_across - same,
        ]
    )


def _both(ties: Tied, belong: Groups, out: Any, back: Any) -> Any:
    """Return for each node the sum over groups of arcs from that group times arcs to it."""
    shape = (ties.size, len(belong.names))
    place = (ties.tail, belong.of[ties.head])
    to = sparse.csr_array((out.astype(np.int64), place), shape=shape)
    since = sparse.csr_array((back.astype(np.int64), place), shape=shape)
    return np.asarray(to.multiply(since).sum(axis=1)).ravel()
