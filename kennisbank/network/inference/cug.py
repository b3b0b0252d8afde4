"""Conditional uniform graph tests: is it more than any graph of this size, or with this many ties, would have."""

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, Literal

import numpy as np

from kennisbank.errors import InvalidInput
from kennisbank.network import room
from kennisbank.network.described import Finding, how
from kennisbank.network.inference import random_graphs, whole
from kennisbank.network.inference.runs import Progress, counted, drawn, tails
from kennisbank.network.inference.whole import Statistic
from kennisbank.network.matrices import Adjacency, Graph, adjacency
from kennisbank.network.seeds import settled

_DRAW = {
    "size": random_graphs.any_graph,
    "edges": random_graphs.same_ties,
    "dyads": random_graphs.same_dyads,
}


@dataclass(frozen=True, kw_only=True)
class Cug(Finding):
    """The `value` seen, its p-values, and the mean and deviation over the `runs` random graphs."""

    measure: ClassVar[str] = "cug"
    value: float
    p: float
    p_greater: float
    p_less: float
    mean: float
    sd: float
    runs: int


def cug(  # noqa: PLR0913
    G: Graph,  # noqa: N803 - a graph is G in this field
    statistic: Statistic,
    *,
    condition: Literal["size", "edges", "dyads"] = "edges",
    runs: int = 1000,
    seed: int | None = None,
    jobs: int = 1,
    progress: Progress = None,
) -> Cug:
    """Return whether `statistic` is higher or lower in G than in graphs drawn at random, each as likely as another.

    `condition` says what the random graphs share with G: its `size`, its number of ties (`edges`), or its number of
    mutual, one-way and empty pairs (`dyads`; the same as `edges` without direction). `statistic` is a name
    (transitivity, reciprocity, hierarchy, … see `whole.BY_NAME`) or a function that takes a networkx graph, with the
    nodes' attributes, and returns a number or a finding with a `value`.

    `p_greater` is the share of graphs, G included, with a value at least as high, `p_less` at least as low; `p` is twice
    the smaller of the two, at most 1. Graphs for which the statistic is NaN are left out; if it is NaN for G all is NaN.
    Weights and parallel ties do not matter. Anderson, Butts & Carley (1999), Social Networks 21.

    Raises InvalidInput for a condition or a statistic that is not there, TooLarge when a random graph does not fit.
    R: `sna::cug.test(G, FUN, cmode = "size" | "edges" | "dyad.census")`, whose p counts without the graph seen.
    """
    if condition not in _DRAW:
        raise InvalidInput(
            f"The condition is {condition!r}.", mend="Choose size, edges or dyads.", where="condition"
        )
    told = adjacency(G)
    if condition == "size":
        room.need(20 * len(told) ** 2, "A random graph", mend='Take condition="edges".')
    chosen = whole.named(statistic)
    value = whole.values(told, chosen)[0]
    seed = settled(seed)
    work = partial(_some, told, condition, chosen)
    found = np.concatenate(drawn(work, counted(runs), seed=seed, block=10, jobs=jobs, progress=progress))
    p = tails(value, found)
    mean, sd = moments(found)
    return Cug(
        value=value, p=p.both, p_greater=p.greater, p_less=p.less, mean=mean, sd=sd, runs=runs,
        method=how(told, condition=condition, statistic=next(iter(chosen)), seed=seed),
    )  # fmt: skip


def moments(found: Any) -> tuple[float, float]:
    """Return mean and standard deviation of what is a number; NaN when nothing is."""
    values = found[~np.isnan(found)]
    return (float(values.mean()), float(values.std())) if len(values) else (float("nan"), float("nan"))


def _some(
    told: Adjacency, condition: str, chosen: "dict[str, Any]", rng: np.random.Generator, many: int
) -> Any:
    return np.array([whole.values(_DRAW[condition](told, rng), chosen)[0] for _ in range(many)])
