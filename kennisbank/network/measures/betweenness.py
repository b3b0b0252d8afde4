"""How often a node lies on the shortest ways between others: exactly, or from a sample with an error that is told."""

from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from kennisbank.errors import InvalidInput
from kennisbank.network import backends, described, engines
from kennisbank.network.matrices import Adjacency, Graph
from kennisbank.network.measures import pivots
from kennisbank.network.measures.lengths import lengths, meaning
from kennisbank.network.measures.pivots import Progress
from kennisbank.network.seeds import settled


def betweenness(  # noqa: PLR0913 - how to compute is a choice of its own
    graph: Graph,
    weight: str | None = None,
    sample: int | None = None,
    seed: int | None = None,
    *,
    inverse: bool = False,
    backend: str | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return the betweenness of each node: Σ over pairs (s, t) of the part of their shortest paths that passes it.

    Columns `betweenness` (in pairs; unordered pairs when the graph has no direction) and `share`, of all pairs of other
    nodes: (n - 1)(n - 2), half of it without direction; 0 where there are fewer than three nodes.

    `weight` is a **length**, as in networkx: a higher weight is a longer way, and of parallel ties the shortest counts.
    Where it says how strong a tie is, ask `inverse=True`: 1 / weight is the length. Lengths must be above 0. Paths that
    differ only by rounding (0.1 + 0.2 and 0.3) are equally short here; networkx takes one of them.

    `sample` is the number of nodes from which paths are searched, for graphs too large to search from all: chosen by
    chance with `seed`, without replacement. The estimate is unbiased. A column more, `error`, is its standard error, from
    the spread over twenty groups of searches; the true value is within twice that for about nine in ten of the nodes with
    the highest values, but for far fewer of those that only few searches found. What always holds is
    `attrs["method"]["bound"]`: with 95 % certainty no `share` at all is further off than
    √((1 - (k - 2) / (n - 1)) · ln(40 n) / (2 (k - 1))), with k the sample.

    `jobs` processes share the work; `progress` is told (searches done, in all). `backend` is a backend of networkx that
    searches from all nodes instead of igraph, without weights: "cugraph" where nx-cugraph and an NVIDIA GPU are. How
    exact it is, is up to that backend.

    Freeman, L.C. (1977), Sociometry 40, 35-41; Brandes, U. (2001), Journal of Mathematical Sociology 25, 163-177;
    sampling: Brandes, U. & Pich, C. (2007), Int. Journal of Bifurcation and Chaos 17, 2303-2318; the bound: Serfling,
    R.J. (1974), Annals of Statistics 2, 39-48. `igraph::betweenness(g)` and `sna::betweenness(d)` in R. Raises InvalidInput for
    lengths that cannot be used, a sample below 2, a seed below 0 or a backend that cannot do it, TooLarge for a graph that does not fit in memory.
    """
    told = lengths(graph, weight, inverse=inverse)
    pivots.check(sample)
    seed = settled(seed)
    if backend and (sample is not None or weight is not None):
        raise InvalidInput(
            f"The backend {backend!r} searches from all nodes and without weights.",
            mend="Leave out sample and weight, or leave out backend.",
            where="backend",
        )
    engine = f"networkx {nx.__version__}, backend {backend}" if backend else engines.engine("betweenness")
    way = {"weight_means": meaning(weight, inverse=inverse), "engine": engine}
    pairs = (len(told) - 1) * (len(told) - 2) / (1 if told.directed else 2)
    if sample is None or sample >= len(told):
        values = (
            backends.betweenness(told, backend) if backend else _exact(told, jobs=jobs, progress=progress)
        )
        columns = {"betweenness": values, "share": values / pairs if pairs > 0 else np.zeros(len(told))}
        return described.frame("betweenness", told.nodes, columns, **described.how(told, sample=None, **way))
    found = pivots.estimate(told, sample, seed, jobs=jobs, progress=progress)
    columns = {"betweenness": found.value, "share": found.value / pairs, "error": found.error}
    more = {"sample": sample, "seed": seed, "bound": found.bound, **way}
    return described.frame("betweenness", told.nodes, columns, **described.how(told, **more))


def _exact(told: Adjacency, *, jobs: int, progress: Progress | None) -> Any:
    if jobs == 1 and progress is None:
        return np.array(pivots.search(engines.built(told), None, weighted=told.weight is not None))
    parts = np.array_split(np.arange(len(told)), min(max(20, 4 * abs(jobs)), max(len(told), 1)))
    sums = pivots.searches(told, parts, jobs=jobs, progress=progress)
    return np.sum(sums, axis=0) if len(told) else np.zeros(0)
