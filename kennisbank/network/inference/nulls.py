"""A graph beside random graphs in which every node keeps its ties: what the degrees alone do not explain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, Literal

import numpy as np
import pandas as pd

from kennisbank.errors import InvalidInput
from kennisbank.network.described import Finding, how
from kennisbank.network.inference import random_graphs, whole
from kennisbank.network.inference.cug import moments
from kennisbank.network.inference.runs import Progress, counted, drawn, tails
from kennisbank.network.inference.whole import Statistic
from kennisbank.network.matrices import Adjacency, Graph, adjacency
from kennisbank.network.seeds import settled

Model = Literal["configuration", "edges"]
STATISTICS = ("transitivity", "clustering", "average_path_length", "assortativity")
_DRAW = {"configuration": random_graphs.same_degrees, "edges": random_graphs.same_ties}


def against_chance(  # noqa: PLR0913
    G: Graph,  # noqa: N803 - a graph is G in this field
    statistics: "Statistic | Iterable[Statistic] | Mapping[str, Statistic] | None" = None,
    *,
    model: Model = "configuration",
    runs: int = 200,
    seed: int | None = None,
    jobs: int = 1,
    progress: Progress = None,
) -> pd.DataFrame:
    """Return each statistic of G beside its values in `runs` random graphs: one row per statistic.

    Columns `value`, `mean` and `sd` over the random graphs, `z` = (value - mean) / sd (NaN when they do not differ), and
    the p-values `p` (two-sided), `p_greater`, `p_less`, in which G counts as one of the graphs.

    `model="configuration"` keeps every node's degree (in and out), by swapping the ends of ties until nothing but the
    degrees is left (Maslov & Sneppen 2002; Fosdick et al. 2018, simple graphs with labelled nodes); `"edges"` keeps only
    the number of ties. `statistics` are names of `whole.BY_NAME`, functions of a networkx graph, or a mapping of names to
    either; None takes transitivity, clustering, average path length, degree assortativity and, with direction,
    reciprocity. Weights and parallel ties do not matter.

    R: `igraph::rewire(G, keeping_degseq(niter = 20 * ecount(G)))` for each run, or `birewire`; sna::cug.test for `edges`.
    """
    told = adjacency(G)
    if statistics is None:
        statistics = (*STATISTICS, "reciprocity") if told.directed else STATISTICS
    chosen = whole.named(statistics)
    seed = settled(seed)
    found = _random(told, chosen, model=model, runs=runs, seed=seed, jobs=jobs, progress=progress)
    rows = [_row(value, found[:, place]) for place, value in enumerate(whole.values(told, chosen))]
    columns = ["value", "mean", "sd", "z", "p", "p_greater", "p_less"]
    table = pd.DataFrame(rows, index=pd.Index(list(chosen), name="statistic"), columns=columns)
    table.attrs["measure"] = "against_chance"
    table.attrs["method"] = how(told, model=model, runs=runs, seed=seed)
    return table


@dataclass(frozen=True, kw_only=True)
class SmallWorld(Finding):
    """`sigma`, of what it is made, and the share `p` of random graphs that are as clustered for their path length."""

    measure: ClassVar[str] = "small_world"
    sigma: float
    p: float
    transitivity: float
    transitivity_by_chance: float
    path_length: float
    path_length_by_chance: float
    runs: int


def small_world(  # noqa: PLR0913
    G: Graph,  # noqa: N803
    *,
    model: Model = "configuration",
    runs: int = 200,
    seed: int | None = None,
    jobs: int = 1,
    progress: Progress = None,
) -> SmallWorld:
    """Return whether G is a small world: as clustered as a village, and yet few steps wide.

    sigma = (C / C_chance) / (L / L_chance), with C the transitivity, L the mean number of steps between nodes that reach
    each other, and C_chance and L_chance their means over `runs` random graphs (Humphries & Gurney 2008, PLoS ONE 3).
    Above 1 is a small world; `p` is the share of the random graphs, G included, with C / L at least as high. The random
    graphs keep every degree: hubs alone make short paths and triangles, and that is no finding. `model="edges"` keeps
    only the number of ties, as the paper did, and gives higher values.

    Telesford's omega is not given: it needs a lattice with the same degrees, and which one is a choice that changes it.
    sigma grows with the number of nodes: do not compare networks of different size. In a network that falls apart L tells
    of the parts only. Without two-paths or ties sigma is NaN, as it is where no random graph has a triangle.

    networkx: `nx.sigma` (other random graphs, connected ones only); R: `qgraph::smallworldness`.
    """
    told = adjacency(G)
    seed = settled(seed)
    chosen = whole.named(("transitivity", "average_path_length"))
    found = _random(told, chosen, model=model, runs=runs, seed=seed, jobs=jobs, progress=progress)
    (closed, steps), means = whole.values(told, chosen), [moments(column)[0] for column in found.T]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = found[:, 0] / found[:, 1]
        sigma = float((np.float64(closed) / means[0]) / (np.float64(steps) / means[1]))
        seen = float(np.float64(closed) / steps)
    sigma = sigma if np.isfinite(sigma) else float("nan")
    return SmallWorld(
        sigma=sigma, p=tails(seen, ratios).greater, transitivity=closed, transitivity_by_chance=means[0],
        path_length=steps, path_length_by_chance=means[1], runs=runs,
        method=how(told, model=model, seed=seed),
    )  # fmt: skip


def _row(value: float, found: Any) -> list[float]:
    mean, sd = moments(found)
    p = tails(value, found)
    z = (value - mean) / sd if sd > 1e-12 * max(1.0, abs(mean)) else float("nan")
    return [value, mean, sd, z, p.both, p.greater, p.less]


def _random(  # noqa: PLR0913
    told: Adjacency,
    chosen: "dict[str, Any]",
    *,
    model: str,
    runs: int,
    seed: int,
    jobs: int,
    progress: Progress,
) -> Any:
    if model not in _DRAW:
        raise InvalidInput(f"The model is {model!r}.", mend="Choose configuration or edges.", where="model")
    work = partial(_some, told, model, chosen)
    return np.concatenate(drawn(work, counted(runs), seed=seed, block=5, jobs=jobs, progress=progress))


def _some(told: Adjacency, model: str, chosen: "dict[str, Any]", rng: np.random.Generator, many: int) -> Any:
    return np.array([whole.values(_DRAW[model](told, rng), chosen) for _ in range(many)])
