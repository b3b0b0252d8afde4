"""How much of a ranking stays when ties are missing or people did not answer."""

from collections.abc import Sequence
from functools import partial
from math import ceil
from typing import Any, Literal

import networkx as nx
import numpy as np
import pandas as pd
from scipy import stats

from kennisbank.errors import InvalidInput
from kennisbank.network.inference.answers import WHOLE, Measure, answer, as_graph, described, placed
from kennisbank.network.inference.runs import Progress, counted, drawn
from kennisbank.network.matrices import Graph
from kennisbank.network.seeds import settled

Kind = Literal["ties", "answers", "nodes"]


def sensitivity(  # noqa: PLR0913
    G: Graph,  # noqa: N803 - a graph is G in this field
    measure: Measure,
    *,
    missing: Sequence[float] = (0.1, 0.2, 0.3),
    kind: Kind = "ties",
    top: int | None = None,
    runs: int = 100,
    level: float = 0.9,
    seed: int | None = None,
    jobs: int = 1,
    progress: Progress = None,
) -> pd.DataFrame:
    """Return how much of the ranking by `measure` stays when a share of G is missing: one row per share.

    In each run a share of G is taken out at random, the measure is computed again, and the two rankings are compared over
    the nodes that are still there (Borgatti, Carley & Krackhardt 2006, Social Networks 28). `kind` says what is taken out:
    "ties"; "answers", the people who do not answer: what they would have named is gone, what others say of them stays (a tie
    without direction is gone when neither end answers); or "nodes", people that nobody knows of, with all their ties.

    Columns, means over the runs: `spearman`, with `spearman_low` and `spearman_high` that hold `level` of the runs;
    `kendall` (tau-b); `top1`, how often the first of the whole graph is still first, or among those that share that place;
    `overlap`, the share that the `top` nodes of both rankings have in common of all that are in either (Jaccard; nodes that
    share the last place count too). `top` is a tenth of the nodes, at least one, when not given. NaN where a ranking has no
    order because all values are equal; such runs are left out, as are nodes whose value is NaN.

    `measure` as in `intervals`, one number per node. It tells what random gaps do: gaps that are not random (the busiest do
    not answer) can do more. Every run computes the measure once.
    Raises InvalidInput for a share below 0 or from 1, a `level` not between them, and a measure of the whole graph.

    R: no package gives this table; `igraph::delete_edges` in a loop with `cor(method = "spearman")`.
    """
    wrong = [share for share in missing if not 0 <= share < 1]
    if wrong or not missing:
        raise InvalidInput(
            f"A share that is missing is {wrong[0]}." if wrong else "No share is given.",
            mend="Give shares from 0 up to, not including, 1: (.1, .2).",
            where="missing",
        )
    if kind not in _TAKE:
        raise InvalidInput(f"The kind is {kind!r}.", mend="Choose ties, answers or nodes.", where="kind")
    if not 0 < level < 1:
        raise InvalidInput(f"The level is {level}.", mend="Give a share between 0 and 1.", where="level")
    net = as_graph(G)
    value = answer(measure, net)
    if list(value.index) == [WHOLE]:
        raise InvalidInput(
            "The measure gives one number for the whole graph, so there is no ranking.",
            mend="Give a measure with a value per node; n.intervals takes one of the whole graph.",
        )
    many = counted(top, "top") if top is not None else max(1, ceil(len(net) / 10))
    once, index = placed(value, value.index), value.index
    settled_seed = settled(seed)
    work = partial(_compared, net, measure, once, index, kind, many, tuple(missing))
    found = np.array(drawn(work, counted(runs), seed=settled_seed, jobs=jobs, progress=progress))
    rows = [_row(found[:, place], level) for place in range(len(missing))]
    table = pd.DataFrame(rows, index=pd.Index(list(missing), name="missing"))
    table.attrs["measure"] = "sensitivity"
    table.attrs["method"] = {
        **described(net, measure), "kind": kind, "top": many, "runs": runs, "level": level, "seed": settled_seed,
    }  # fmt: skip
    return table


def without_ties(net: Any, share: float, rng: np.random.Generator) -> Any:
    """Return `net` without a `share` of its ties."""
    ties = list(net.edges(keys=True)) if net.is_multigraph() else list(net.edges())
    less = net.copy()
    less.remove_edges_from([ties[place] for place in _some(len(ties), share, rng)])
    return less


def without_answers(net: Any, share: float, rng: np.random.Generator) -> Any:
    """Return `net` without what a `share` of its nodes would have named."""
    nodes = list(net)
    silent = {nodes[place] for place in _some(len(nodes), share, rng)}
    ties = net.edges(keys=True) if net.is_multigraph() else net.edges()
    directed = net.is_directed()
    less = net.copy()
    less.remove_edges_from([tie for tie in ties if tie[0] in silent and (directed or tie[1] in silent)])
    return less


def without_nodes(net: Any, share: float, rng: np.random.Generator) -> Any:
    """Return `net` without a `share` of its nodes and all their ties."""
    nodes = list(net)
    less = net.copy()
    less.remove_nodes_from([nodes[place] for place in _some(len(nodes), share, rng)])
    return less


_TAKE = {"ties": without_ties, "answers": without_answers, "nodes": without_nodes}


def _some(many: int, share: float, rng: np.random.Generator) -> list[int]:
    return rng.permutation(many)[: round(share * many)].tolist()  # type: ignore[no-any-return]


def _compared(  # noqa: PLR0913
    net: "nx.Graph[Any]", measure: Measure, once: Any, index: Any, kind: str, top: int, missing: tuple[float, ...],
    rng: np.random.Generator, _many: int,
) -> Any:  # fmt: skip
    """Return, for each share, what is left of the ranking: spearman, kendall, top1, overlap."""
    rows = []
    for share in missing:
        found = placed(answer(measure, _TAKE[kind](net, share, rng)), index)
        there = ~(np.isnan(found) | np.isnan(once))
        rows.append(compared(once[there], found[there], top))
    return np.array(rows)


def compared(once: Any, again: Any, top: int) -> tuple[float, float, float, float]:
    """Return Spearman's and Kendall's correlation, whether the first is still first, and the overlap of the `top`."""
    if not len(once):
        return (np.nan,) * 4
    first = float(again[int(np.argmax(once))] >= again.max())
    one, other = _best(once, top), _best(again, top)
    overlap = float((one & other).sum() / (one | other).sum())
    if np.ptp(once) == 0 or np.ptp(again) == 0:
        return np.nan, np.nan, first, overlap
    ranks = np.corrcoef(stats.rankdata(once), stats.rankdata(again))
    return float(ranks[0, 1]), float(stats.kendalltau(once, again).statistic), first, overlap


def _best(values: Any, top: int) -> Any:
    """Return which of `values` are among the `top`, those that share the last place included."""
    return values >= np.sort(values)[-min(top, len(values))]


def _row(found: Any, level: float) -> dict[str, float]:
    spearman = found[:, 0][~np.isnan(found[:, 0])]
    low, high = (
        np.quantile(spearman, [(1 - level) / 2, (1 + level) / 2]) if len(spearman) else (np.nan, np.nan)
    )
    means = [
        float(column[~np.isnan(column)].mean()) if (~np.isnan(column)).any() else np.nan for column in found.T
    ]
    return {
        "spearman": means[0], "spearman_low": float(low), "spearman_high": float(high), "kendall": means[1],
        "top1": means[2], "overlap": means[3],
    }  # fmt: skip
