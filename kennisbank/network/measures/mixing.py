"""Do ties stay within groups: the E-I index, and who is tied to whom against what chance gives."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, Literal, TypeAlias

import numpy as np
import pandas as pd
from scipy import sparse

from kennisbank.errors import InvalidInput, TooLarge
from kennisbank.network.described import Finding, how
from kennisbank.network.matrices import Adjacency, Graph
from kennisbank.network.measures.groups import Grouping, Groups, alike, groups
from kennisbank.network.measures.resampled import as_far, dealt, jackknife, middle
from kennisbank.network.measures.triangles import Progress
from kennisbank.network.measures.weights import shared
from kennisbank.network.seeds import settled

Chance: TypeAlias = Literal["density", "degrees"]
MOST_GROUPS = 2000


@dataclass(frozen=True, kw_only=True)
class EIIndex(Finding):
    """How far ties go outside groups: -1 all within, 1 all between.

    `p` is two-sided, `expected` what chance gives, `chance` where 95 % of the permutations lie, `interval` the 95 %
    jackknife interval of `value`. `by_group` has a row per group: `ei_index`, `internal`, `external`, `nodes`.
    """

    measure: ClassVar[str] = "ei_index"
    value: float
    p: float
    expected: float
    chance: tuple[float, float]
    interval: tuple[float, float]
    internal: float
    external: float
    by_group: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Mixing(Finding):
    """Four tables, from the group of the row to that of the column.

    `observed` ties, `expected` ties by chance, `ratio` of the two, and `density`: observed per pair of nodes.
    """

    measure: ClassVar[str] = "mixing"
    observed: pd.DataFrame
    expected: pd.DataFrame
    ratio: pd.DataFrame
    density: pd.DataFrame


def ei_index(  # noqa: PLR0913 - named options, as elsewhere
    graph: Graph,
    group: Grouping,
    weight: str | None = None,
    *,
    permutations: int = 5000,
    seed: int | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> EIIndex:
    """Return (E - I) / (E + I), for E the ties between groups and I those within (or their weights).

    `group` is an attribute of the nodes, or a mapping from node to group. Arcs count each, ties without direction once.
    In `by_group` a tie between two groups counts for both. `expected` is exact: 1 - 2 Σ s(s-1) / (n(n-1)) for groups
    of s; the index depends on sizes of groups, so compare it with that and not with 0. `p`: groups are dealt out over
    the nodes anew, `permutations` times; the share at least as far from `expected`. Without ties all is NaN.
    UCINET: Network > Cohesion > Homophily > E-I index. R: `xucinet::xhomophily(net, group)`, E-I Index; of directed
    graphs `netseg::ei(g, "group")`. Neither has a p.

    Raises InvalidInput when a node has no group, and for weights that are none, or permutations or a seed below 0. Krackhardt & Stern, Social Psychology Quarterly 51, 1988, 123-140.
    """
    seed = settled(seed)
    told = shared(graph, weight)
    belong = groups(told, group)
    pairs = sparse.triu(told.symmetric).tocoo()
    within = belong.of[pairs.row] == belong.of[pairs.col]
    whole, internal = float(pairs.data.sum()), float(pairs.data[within].sum())
    value = _index(internal, whole - internal)
    expected = _expected(belong.sizes) if whole else float("nan")
    statistic = partial(_of_codes, pairs.row, pairs.col, pairs.data)
    times = permutations if whole else 0
    drawn = dealt(statistic, belong.of.astype(np.int32), times, seed=seed, jobs=jobs, progress=progress)
    by_node = _by_node(told, pairs, within)
    without = _index(internal - by_node[0], whole - internal - by_node[1])
    return EIIndex(
        value=float(value),
        p=as_far(drawn, float(value), expected),
        expected=expected,
        chance=middle(drawn),
        interval=jackknife(float(value), without),
        internal=internal,
        external=whole - internal,
        by_group=_by_group(belong, by_node),
        method=how(told, group=_name(group), permutations=permutations, seed=seed),
    )


def mixing(graph: Graph, group: Grouping, weight: str | None = None, *, chance: Chance = "density") -> Mixing:
    """Return how many ties run from each group to each, and how many would by chance.

    `chance="density"` spreads ties evenly over all pairs of nodes (UCINET's default model in Mixing Tables);
    `chance="degrees"` lets every node keep its number of ties: out_g in_h / m for arcs. Of a graph without direction
    both cells of two groups hold their ties, and the diagonal each tie once, so that all cells on one side add up.
    Networkx: `attribute_mixing_matrix(G, group, normalized=False)` is `observed` for directed graphs. R:
    `xucinet::xmixing(net, group)`, where "configuration" is `chance="degrees"`.

    Raises InvalidInput when a node has no group, the chance is unknown or weights are none, TooLarge for more than
    2,000 groups. Newman, Physical Review E 67, 2003, 026126.
    """
    if chance not in {"density", "degrees"}:
        raise InvalidInput(
            f"There is no chance {chance!r}.", mend='Say "density" or "degrees".', where="chance"
        )
    told = shared(graph, weight)
    belong = groups(told, group)
    if len(belong.names) > MOST_GROUPS:
        raise TooLarge(
            f"There are {len(belong.names)} groups.", mend=f"Use at most {MOST_GROUPS}.", where=_name(group)
        )
    sizes, lone = belong.sizes.astype(float), np.eye(len(belong.names))
    pairs = np.outer(sizes, sizes) - np.diag(sizes)
    ends = _between(told, belong)  # without direction: every tie from both ends
    whole = ends.sum()
    by_chance = pairs / max(1, pairs.sum()) * whole if chance == "density" else _kept(ends, whole)
    share = np.ones_like(lone) if told.directed else 1 - lone / 2
    return Mixing(
        observed=_table(belong, ends * share),
        expected=_table(belong, by_chance * share),
        ratio=_table(belong, _shares(ends, by_chance)),
        density=_table(belong, _shares(ends, pairs)),
        method=how(told, group=_name(group), groups=len(belong.names), chance=chance),
    )


def _index(internal: Any, external: Any) -> Any:
    return _shares(np.asarray(external - internal, dtype=float), np.asarray(external + internal, dtype=float))


def _shares(part: Any, whole: Any) -> Any:
    return np.divide(part, whole, out=np.full(np.shape(part), np.nan), where=whole > 0)


def _expected(sizes: Any) -> float:
    many = float(sizes.sum())
    return 1 - 2 * float((sizes * (sizes - 1.0)).sum()) / (many * (many - 1))


def _of_codes(one: Any, other: Any, weights: Any, codes: Any) -> float:
    """Return the E-I index for groups `codes`, of ties between `one` and `other`."""
    return 1 - 2 * alike(one, other, weights, codes) / float(weights.sum())


def _by_node(told: Adjacency, pairs: Any, within: Any) -> Any:
    """Return what each node has within its group, and outside it."""
    size = len(told)
    return np.array([
        np.bincount(pairs.row, pairs.data * which, size) + np.bincount(pairs.col, pairs.data * which, size)
        for which in (within, ~within)
    ])  # fmt: skip


def _by_group(belong: Groups, by_node: Any) -> pd.DataFrame:
    twice, external = (np.bincount(belong.of, part, len(belong.names)) for part in by_node)
    internal = twice / 2
    columns = {
        "ei_index": _index(internal, external), "internal": internal, "external": external, "nodes": belong.sizes,
    }  # fmt: skip
    return pd.DataFrame(columns, index=_names(belong))


def _between(told: Adjacency, belong: Groups) -> Any:
    many = len(belong.names)
    arcs = told.matrix.tocoo()
    places = belong.of[arcs.row] * many + belong.of[arcs.col]
    return np.bincount(places, arcs.data, many * many).reshape(many, many)


def _kept(ends: Any, whole: float) -> Any:
    return np.outer(ends.sum(axis=1), ends.sum(axis=0)) / max(whole, 1e-300)


def _table(belong: Groups, cells: Any) -> pd.DataFrame:
    return pd.DataFrame(cells, index=_names(belong), columns=_names(belong))


def _names(belong: Groups) -> pd.Index:
    return pd.Index(list[Hashable](belong.names), name="group", tupleize_cols=False)


def _name(group: Grouping) -> str:
    return group if isinstance(group, str) else "a mapping"
