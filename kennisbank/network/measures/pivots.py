"""Shortest paths searched from a part of the nodes: how much each node is passed, and how sure that is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import joblib
import numpy as np

from kennisbank.errors import InvalidInput
from kennisbank.network import engines
from kennisbank.network.matrices import Adjacency

Progress: TypeAlias = Callable[[int, int], None]
GROUPS, SURE = 20, 0.95


@dataclass(frozen=True, eq=False)
class Estimate:
    """The estimate of each node with its standard error, and what no node's share of all pairs is further off than."""

    value: Any
    error: Any
    bound: float


def check(sample: int | None) -> None:
    """Raise InvalidInput when `sample` cannot tell its own error."""
    if sample is not None and sample < 2:
        raise InvalidInput(
            f"A sample of {sample} cannot tell how wrong it is.",
            mend="Take 2 nodes or more, 100 for instance, or leave sample out.",
            where="sample",
        )


def search(graph: Any, sources: Sequence[int] | None, *, weighted: bool) -> list[float]:
    """Return how often each node is passed by the shortest paths from `sources` (None: from all) to all others."""
    found: list[float] = graph.betweenness(
        directed=graph.is_directed(), weights="weight" if weighted else None, sources=sources
    )
    return found


def searches(told: Adjacency, parts: Sequence[Any], *, jobs: int, progress: Progress | None) -> list[Any]:
    """Return for each part of the sources how often each node is passed."""
    graph, weighted = engines.built(told), told.weight is not None
    work = (joblib.delayed(search)(graph, part.tolist(), weighted=weighted) for part in parts)
    total, done, sums = sum(map(len, parts)), 0, []
    for part, found in zip(parts, joblib.Parallel(n_jobs=jobs, return_as="generator")(work), strict=True):
        sums.append(np.array(found))
        done += len(part)
        if progress:
            progress(done, total)
    return sums


def estimate(told: Adjacency, sample: int, seed: int, *, jobs: int, progress: Progress | None) -> Estimate:
    """Return the betweenness of each node estimated from `sample` sources.

    A node is never passed by a path that starts in it, so each node has its own number of searches that could find it:
    what those found on average, times n - 1. The standard error takes groups of searches for the sample (the mean is a
    ratio of sums), with the correction for a finite population.
    """
    size = len(told)
    drawn = np.random.default_rng(seed).choice(size, sample, replace=False)
    parts = np.array_split(drawn, min(GROUPS, sample))
    sums = np.array(searches(told, parts, jobs=jobs, progress=progress))
    counts = np.array([[float(len(part))] for part in parts]).repeat(size, axis=1)
    for row, part in enumerate(parts):
        counts[row, part] -= 1
    tried = counts.sum(axis=0)
    mean = sums.sum(axis=0) / tried
    spread = ((sums - mean * counts) ** 2).sum(axis=0) * len(parts) / (len(parts) - 1)
    seen = np.maximum(0, 1 - tried / (size - 1))
    error = np.sqrt(spread * seen) / tried
    far = 1 - (sample - 2) / (size - 1)
    bound = np.sqrt(far * np.log(2 * size / (1 - SURE)) / (2 * (sample - 1)))
    return Estimate((size - 1) * mean, (size - 1) * error, float(bound))
