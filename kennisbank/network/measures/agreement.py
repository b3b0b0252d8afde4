"""How much divisions of the same nodes into groups are alike."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np


def agreement(divisions: Sequence[Any]) -> float:
    """Return the adjusted Rand index averaged over all pairs of `divisions`; NaN when there is one."""
    pairs = [rand(one, other) for one, other in combinations(divisions, 2)]
    return float(np.mean(pairs)) if pairs else float("nan")


def rand(one: Any, other: Any) -> float:
    """Return the adjusted Rand index of two divisions, each a number per node.

    (pairs together in both - what chance gives) / (the most there can be - what chance gives): 1 for equal divisions,
    about 0 for unrelated ones. Two divisions in which everybody is alone, or all are together, are equal: 1.
    Hubert, L. & Arabie, P. (1985), Journal of Classification 2, 193-218, formula 5; `mclust::adjustedRandIndex` in R.
    """
    both, first, second = (
        _pairs(np.unique(labels, return_counts=True)[1]) for labels in (_crossed(one, other), one, other)
    )
    everything = _pairs(np.array([len(one)]))
    chance = first * second / everything if everything else 0.0
    most = (first + second) / 2
    return 1.0 if most == chance else float((both - chance) / (most - chance))


def shared(one: Any, other: Any) -> Any:
    """Return for each node its companions (itself too) in both divisions, divided by those in one or the other."""
    _, cell, together = np.unique(_crossed(one, other), return_inverse=True, return_counts=True)
    here, there = (np.bincount(labels)[labels] for labels in (one, other))
    inside = together[cell]
    return inside / (here + there - inside)


def _crossed(one: Any, other: Any) -> Any:
    return one.astype(np.int64) * (int(other.max(initial=0)) + 1) + other


def _pairs(sizes: Any) -> float:
    return float((sizes * (sizes - 1.0) / 2).sum())
