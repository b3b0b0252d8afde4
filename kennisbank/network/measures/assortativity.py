"""Are those who are tied alike in some attribute: Newman's assortativity."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import numpy as np
from scipy import sparse

from kennisbank.errors import InvalidInput
from kennisbank.network.described import Finding, how
from kennisbank.network.matrices import Adjacency, Graph
from kennisbank.network.measures.groups import alike, groups
from kennisbank.network.measures.resampled import as_far, dealt, jackknife, middle
from kennisbank.network.measures.triangles import Progress
from kennisbank.network.measures.weights import shared
from kennisbank.network.seeds import settled


@dataclass(frozen=True, kw_only=True)
class Assortativity(Finding):
    """How much alike tied nodes are in an attribute: 1 always the same, 0 as by chance, below 0 rather different.

    `expected` is the mean of the permutations, `chance` where 95 % of them lie, `p` two-sided around `expected`,
    `interval` the 95 % jackknife interval of `value`.
    """

    measure: ClassVar[str] = "assortativity"
    value: float
    p: float
    expected: float
    chance: tuple[float, float]
    interval: tuple[float, float]


def assortativity(  # noqa: PLR0913 - named options, as elsewhere
    graph: Graph,
    attribute: str,
    weight: str | None = None,
    *,
    numeric: bool = False,
    permutations: int = 1000,
    seed: int | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Assortativity:
    """Return Newman's assortativity of the nodes' `attribute` over the ties.

    Names: r = (Σ_g e_gg - Σ_g a_g b_g) / (1 - Σ_g a_g b_g), for e_gh the share of ties (or weight) from group g to h, a
    and b its sums. `numeric=True`: Pearson's correlation of the attribute at both ends of ties; a code such as 1 or 2
    for a group is a name, so it has to be said. A tie without direction counts both ways. NaN where it cannot vary.
    `p`: the attribute is dealt out over the nodes anew, `permutations` times.
    Networkx: `attribute_assortativity_coefficient(G, a)` and `numeric_assortativity_coefficient(G, a)`; R: igraph
    `assortativity_nominal(g, types)` and `assortativity(g, values)`.

    Raises InvalidInput when a node lacks the attribute, it is no number when `numeric`, weights are none, or the seed is below 0.
    Newman, Physical Review E 67, 2003, 026126.
    """
    seed = settled(seed)
    told = shared(graph, weight)
    ends = (told.matrix.sum(axis=1), told.matrix.sum(axis=0))
    arcs = told.matrix.tocoo()
    statistic: Callable[[Any], float]
    without: Callable[[Adjacency, tuple[Any, Any], Any], Any]
    if numeric:
        values = _numbers(told, attribute)
        statistic, without = partial(_correlation, arcs, ends), _without_numbers
    else:
        values = groups(told, attribute).of.astype(np.int32)
        statistic, without = partial(_coefficient, arcs, ends), _without_names
    value = statistic(values)
    times = 0 if np.isnan(value) else permutations
    drawn = dealt(statistic, values, times, seed=seed, jobs=jobs, progress=progress)
    drawn = drawn[~np.isnan(drawn)]
    expected = float(drawn.mean()) if len(drawn) else float("nan")
    return Assortativity(
        value=value,
        p=as_far(drawn, value, expected),
        expected=expected,
        chance=middle(drawn),
        interval=jackknife(value, without(told, ends, values)),
        method=how(told, attribute=attribute, numeric=numeric, permutations=permutations, seed=seed),
    )


def _numbers(told: Adjacency, attribute: str) -> Any:
    values = told.values_of(attribute)
    try:
        numbers = np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        numbers = np.array([np.nan])
    if not np.isfinite(numbers).all():
        raise InvalidInput(
            f"Not every {attribute!r} is a number.",
            mend="Give numbers, or leave numeric out.",
            where=attribute,
        )
    return numbers


def _coefficient(arcs: Any, ends: tuple[Any, Any], codes: Any) -> float:
    whole = float(arcs.data.sum())
    if not whole:
        return float("nan")
    same = alike(arcs.row, arcs.col, arcs.data, codes) / whole
    out, into = (np.bincount(codes, part) / whole for part in ends)
    return float(_against_chance(same, float(out @ into)))


def _against_chance(same: Any, by_chance: Any) -> Any:
    room = 1 - np.asarray(by_chance)
    return np.divide(same - by_chance, room, out=np.full(room.shape, np.nan), where=room > 1e-12)


def _correlation(arcs: Any, ends: tuple[Any, Any], values: Any) -> float:
    values = values - values.mean() if len(values) else values
    sums = np.array([
        arcs.data.sum(), ends[0] @ values, ends[1] @ values, ends[0] @ values**2, ends[1] @ values**2,
        arcs.data @ (values[arcs.row] * values[arcs.col]),
    ])  # fmt: skip
    return float(_pearson(sums))


def _pearson(sums: Any) -> Any:
    """Return the correlation from sums of weights, x, y, x², y² and xy; NaN where x or y does not vary."""
    whole, one, other, ones, others, product = sums
    spread, spread_other = whole * ones - one**2, whole * others - other**2
    varies = (spread > 1e-12 * whole * ones) & (spread_other > 1e-12 * whole * others)
    square = np.sqrt(np.where(varies, spread * spread_other, 1.0))
    return np.where(varies, (whole * product - one * other) / square, np.nan)


def _without_names(told: Adjacency, ends: tuple[Any, Any], codes: Any) -> Any:
    """Return the coefficient without each node in turn."""
    size, many = len(told), int(codes.max(initial=-1)) + 1
    out, into = ends
    member = sparse.csr_array((np.ones(size), (np.arange(size), codes)), shape=(size, many))
    to, since = (
        told.matrix @ member,
        told.matrix.T.tocsr() @ member,
    )  # ties of a node to, and from, each group
    sums_out, sums_into = np.bincount(codes, out, many), np.bincount(codes, into, many)
    loss_out = sparse.csr_array(since + member.multiply(out[:, None]))
    loss_into = sparse.csr_array(to + member.multiply(into[:, None]))
    products = sums_out @ sums_into - loss_out @ sums_into - loss_into @ sums_out
    products = products + np.asarray(loss_out.multiply(loss_into).sum(axis=1)).ravel()
    arcs = told.matrix.tocoo()
    within = np.bincount(arcs.row, arcs.data * (codes[arcs.row] == codes[arcs.col]), size)
    back = np.bincount(arcs.col, arcs.data * (codes[arcs.row] == codes[arcs.col]), size)
    left = out.sum() - out - into
    some = left > 1e-12 * max(1.0, float(out.sum()))
    whole = np.where(some, left, 1.0)
    found = _against_chance((within.sum() - within - back) / whole, products / whole**2)
    return np.where(some, found, np.nan)


def _without_numbers(told: Adjacency, ends: tuple[Any, Any], values: Any) -> Any:
    """Return the correlation without each node in turn."""
    out, into = ends
    values = values - values.mean() if len(values) else values
    squares = values**2
    to, since = told.matrix @ values, told.matrix.T @ values
    sums = (
        out.sum() - out - into,
        out @ values - out * values - since,
        into @ values - into * values - to,
        out @ squares - out * squares - told.matrix.T @ squares,
        into @ squares - into * squares - told.matrix @ squares,
        values @ to - values * to - values * since,
    )
    return _pearson(sums)
