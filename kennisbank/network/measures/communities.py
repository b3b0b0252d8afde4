"""Groups with more ties inside than chance would give, and how firmly each node belongs to its own."""

import random
from typing import Any

import igraph
import joblib
import numpy as np
import pandas as pd

from kennisbank.errors import InvalidInput
from kennisbank.network import described, engines
from kennisbank.network.matrices import Adjacency, Graph, adjacency
from kennisbank.network.measures.agreement import agreement, shared
from kennisbank.network.measures.components import by_size
from kennisbank.network.measures.pivots import Progress
from kennisbank.network.seeds import settled


def communities(  # noqa: PLR0913 - how to compute is a choice of its own
    graph: Graph,
    weight: str | None = None,
    *,
    seed: int | None = None,
    runs: int = 10,
    resolution: float = 1.0,
    jobs: int = 1,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return the communities found by the Leiden algorithm, and how stable they are.

    Modularity Q = Σ over groups of (ties inside / m - resolution · (sum of degrees / 2m)²) is made as large as possible,
    `runs` times from different beginnings, each until nothing improves; the best is given. Directions are left out:
    weights of both directions are added up (without weight a pair is tied or not).

    Columns `community` (1 is the largest), `size`, and `stability`: which part of the nodes that are with this one now or
    in another run are with it in both (Jaccard), averaged over the other runs; 1 means always the same companions, NaN
    that there was one run. `attrs["method"]` has `modularity`, `agreement` (adjusted Rand index, averaged over all pairs
    of runs; 1 is the same division every time, 0 what chance gives) and the `seed`. Modularity overlooks groups much
    smaller than √(2m); a higher `resolution` finds smaller ones. A node without ties is alone in its community.

    Traag, V.A., Waltman, L. & van Eck, N.J. (2019), Scientific Reports 9, 5233; stability: Hubert, L. & Arabie, P.
    (1985), Journal of Classification 2, 193-218. `igraph::cluster_leiden(g, objective_function = "modularity",
    n_iterations = -1)` in R. Raises InvalidInput for weights that cannot be used, or a seed below 0.
    """
    if runs < 1 or resolution <= 0:
        raise InvalidInput(
            f"{runs} runs at resolution {resolution} find nothing.", mend="Give 1 run or more, and a resolution above 0."
        )  # fmt: skip
    told = engines.undirected(adjacency(graph, weight))
    seed = settled(seed)
    beginnings = [int(number) for number in np.random.default_rng(seed).integers(2**32, size=runs)]
    found = _found(told, beginnings, resolution, jobs=jobs, progress=progress)
    quality = [_modularity(told, labels, resolution) for labels in found]
    best = int(np.argmax(quality)) if told.ties else 0
    others = [labels for number, labels in enumerate(found) if number != best]
    community, size = by_size(found[best])
    stability = np.mean([shared(found[best], labels) for labels in others], axis=0) if others else np.nan
    return described.frame(
        "communities", told.nodes, {"community": community, "size": size, "stability": stability},
        **described.how(
            told, model="Leiden, modularity", modularity=quality[best], agreement=agreement(found), runs=runs,
            resolution=resolution, seed=seed, engine=engines.engine("communities"),
        ),
    )  # fmt: skip


def _found(
    told: Adjacency, beginnings: list[int], resolution: float, *, jobs: int, progress: Progress | None
) -> list[Any]:
    if not told.ties:
        return [np.arange(len(told))] * len(beginnings)
    made = engines.built(told)
    work = (
        joblib.delayed(_leiden)(made, beginning, resolution, weighted=told.weight is not None)
        for beginning in beginnings
    )
    found = []
    for labels in joblib.Parallel(n_jobs=jobs, return_as="generator")(work):
        found.append(labels)
        if progress:
            progress(len(found), len(beginnings))
    return found


def _leiden(made: Any, seed: int, resolution: float, *, weighted: bool) -> Any:
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 - chance with a seed
    try:
        found = made.community_leiden(
            objective_function="modularity", weights="weight" if weighted else None, resolution=resolution,
            n_iterations=-1,
        )  # fmt: skip
    finally:
        igraph.set_random_number_generator(random)
    return np.array(found.membership)


def _modularity(told: Adjacency, labels: Any, resolution: float) -> float:
    """Return Q of the division `labels`; NaN without ties."""
    matrix = told.matrix
    total = matrix.sum()
    if not total:
        return float("nan")
    ends = np.bincount(labels, weights=matrix.sum(axis=1))
    tails = np.repeat(labels, np.diff(matrix.indptr))
    inside = matrix.data[tails == labels[matrix.indices]].sum()
    return float(inside / total - resolution * ((ends / total) ** 2).sum())
