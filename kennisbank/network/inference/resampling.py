"""How sure a measure is: intervals from drawing the people again, or from leaving each out once."""

from collections.abc import Hashable
from functools import partial
from statistics import NormalDist
from typing import Any, Literal

import networkx as nx
import numpy as np
import pandas as pd

from kennisbank.errors import InvalidInput
from kennisbank.network.inference.answers import WHOLE, Measure, answer, as_graph, described, placed
from kennisbank.network.inference.runs import Progress, counted, drawn, each
from kennisbank.network.matrices import Graph
from kennisbank.network.seeds import settled


def intervals(  # noqa: PLR0913
    G: Graph,  # noqa: N803 - a graph is G in this field
    measure: Measure,
    *,
    method: Literal["bootstrap", "jackknife"] = "bootstrap",
    leave_out: Literal["nodes", "ties"] = "nodes",
    interval: Literal["normal", "percentile"] = "normal",
    runs: int = 500,
    level: float = 0.95,
    seed: int | None = None,
    jobs: int = 1,
    progress: Progress = None,
) -> pd.DataFrame:
    """Return what `measure` says of each node, with an interval that tells how sure that is.

    `measure` is any function of a networkx graph that returns a frame (its first column counts), a series, a mapping of
    nodes, or one number (n.betweenness, n.constraint, nx.pagerank, functools.partial(n.betweenness, weight="weight"),
    nx.density …). The frame has the value under its own name, `low`, `high`, `se` and `runs`: how many runs had the node.

    bootstrap
        The vertex bootstrap (Snijders & Borgatti 1999, Connections 22): n nodes are drawn with replacement, ties go along.
        A pair of copies of one node gets the tie, or the absence of one, of a pair of different nodes drawn at random. A node's
        value in a run is the mean over its copies; runs without it (37 %) tell nothing of it. `se` is the deviation.
    jackknife
        Leaves out each node once (`leave_out="ties"`: each tie). se² = (m - 1) / m Σ (x_j - mean)² over the m runs that tell
        of the node; for one number about the graph, leaving out nodes, (n - 2) / (2 n) Σ (x_j - mean)², as each tie is gone
        in two runs (Snijders & Borgatti 1999): right when ties do not hang together, too small when people differ much in how
        many they have. `runs` and `seed` have no part in it.

    The interval is value ± z se, or with `interval="percentile"` (bootstrap only) the quantiles of the values found. It
    takes the people as a sample of people who could have been there; of errors in asking see `sensitivity`. Copies
    of people make detours, so paths and brokerage shift in a resample: `se` is safer to use than percentiles. Fewer than
    two values give NaN. Every run computes the measure once.

    R: `snowboot::vertboot(m, runs)` draws the same resamples; UCINET: Network > Compare densities > bootstrap.
    """
    _check(method, leave_out, interval, level)
    net = as_graph(G)
    value = answer(measure, net)
    index = value.index
    once = placed(value, index)
    settled_seed = settled(seed)
    if method == "bootstrap":
        work = partial(_resampled, net, measure, index)
        found = drawn(work, counted(runs), seed=settled_seed, jobs=jobs, progress=progress)
    else:
        parts: list[Any] = list(net) if leave_out == "nodes" else _ties(net)
        numbered = partial(_without, net, measure, index, leave_out, parts)
        found = each(numbered, len(parts), jobs=jobs, progress=progress)
    values = np.array(found).reshape(len(found), len(index))
    count = (~np.isnan(values)).sum(axis=0)
    se = _error(values, count, method=method, whole=list(index) == [WHOLE] and leave_out == "nodes")
    if interval == "percentile":
        low, high = _quantiles(values, level)
    else:
        z = NormalDist().inv_cdf((1 + level) / 2)
        low, high = once - z * se, once + z * se
    table = pd.DataFrame(
        {str(value.name): once, "low": low, "high": high, "se": se, "runs": count},
        index=index.rename("node"),
    )
    table.attrs["measure"] = "intervals"
    table.attrs["method"] = {
        **described(net, measure), "method": method, "interval": interval, "level": level,
        **({"runs": runs, "seed": settled_seed} if method == "bootstrap" else {"leave_out": leave_out}),
    }  # fmt: skip
    return table


def vertex_bootstrap(
    net: "nx.Graph[Any]", rng: np.random.Generator
) -> "tuple[nx.Graph[Any], list[Hashable]]":
    """Return a graph of as many nodes drawn with replacement, numbered from 0, and of which node each is a copy."""
    nodes = list(net)
    size = len(nodes)
    picked = rng.integers(0, size, size) if size else np.zeros(0, dtype=np.int64)
    copies: dict[Hashable, list[int]] = {}
    for number, one in enumerate(picked.tolist()):
        copies.setdefault(nodes[one], []).append(number)
    made = net.__class__()
    made.add_nodes_from((number, net.nodes[nodes[one]]) for number, one in enumerate(picked.tolist()))
    for one, other, data in net.edges(data=True):
        if one != other:
            made.add_edges_from((i, j, data) for i in copies.get(one, ()) for j in copies.get(other, ()))
    if size > 1:
        for twins in copies.values():
            for place, i in enumerate(twins):
                for j in twins[place + 1 :]:
                    _borrow(made, net, nodes, i, j, rng)
    return made, [nodes[one] for one in picked.tolist()]


def _borrow(  # noqa: PLR0913
    made: "nx.Graph[Any]", net: "nx.Graph[Any]", nodes: list[Any], i: int, j: int, rng: np.random.Generator
) -> None:
    """Give the copies i and j of one node what runs between two different nodes drawn at random."""
    first = int(rng.integers(len(nodes)))
    second = int(rng.integers(len(nodes) - 1))
    one, other = nodes[first], nodes[second + (second >= first)]
    ways = [(one, other, i, j), (other, one, j, i)] if net.is_directed() else [(one, other, i, j)]
    for start, end, at, to in ways:
        if net.has_edge(start, end):
            data = net.get_edge_data(start, end)
            for item in data.values() if net.is_multigraph() else [data]:
                made.add_edge(at, to, **item)


def _resampled(
    net: "nx.Graph[Any]", measure: Measure, index: Any, rng: np.random.Generator, _many: int
) -> Any:
    made, origins = vertex_bootstrap(net, rng)
    found = answer(measure, made)
    if list(index) == [WHOLE]:
        return placed(found, index)
    back = dict(enumerate(origins))
    named = pd.Index([back.get(number) for number in found.index], tupleize_cols=False)
    means = pd.Series(found.to_numpy(), index=named).groupby(level=0, sort=False).mean()
    return placed(means, index)


def _ties(net: Any) -> list[Any]:
    return list(net.edges(keys=True)) if net.is_multigraph() else list(net.edges())


def _without(net: Any, measure: Measure, index: Any, leave_out: str, parts: list[Any], number: int) -> Any:  # noqa: PLR0913
    less = net.copy()
    if leave_out == "ties":
        less.remove_edge(*parts[number])
    else:
        less.remove_node(parts[number])
    return placed(answer(measure, less), index)


def _error(values: Any, count: Any, *, method: str, whole: bool) -> Any:
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.nansum(values, axis=0) / count
        squares = np.nansum((values - mean) ** 2, axis=0)
        if method == "bootstrap":
            se = np.sqrt(squares / (count - 1))
        elif whole:
            se = np.sqrt((count - 2) / (2 * count) * squares)
        else:
            se = np.sqrt((count - 1) / count * squares)
    return np.where(count > 1, se, np.nan)


def _quantiles(values: Any, level: float) -> tuple[Any, Any]:
    sides = [(1 - level) / 2, (1 + level) / 2]
    found = np.full((2, values.shape[1]), np.nan)
    for place, column in enumerate(values.T):
        there = column[~np.isnan(column)]
        if len(there) > 1:
            found[:, place] = np.quantile(there, sides)
    return found[0], found[1]


def _check(method: str, leave_out: str, interval: str, level: float) -> None:
    for name, value, allowed in (
        ("method", method, ("bootstrap", "jackknife")),
        ("leave_out", leave_out, ("nodes", "ties")),
        ("interval", interval, ("normal", "percentile") if method == "bootstrap" else ("normal",)),
    ):
        if value not in allowed:
            raise InvalidInput(
                f"It is {value!r}{'' if method == 'bootstrap' else ' with method ' + repr(method)}.",
                mend=f"Choose {' or '.join(allowed)}.",
                where=name,
            )
    if not 0 < level < 1:
        raise InvalidInput(f"The level is {level}.", mend="Give a share between 0 and 1.", where="level")
