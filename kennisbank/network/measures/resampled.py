"""Chance and uncertainty of one number: the attribute dealt out anew, and each node left out once."""

from collections.abc import Callable
from typing import Any

import numpy as np
from joblib import Parallel, delayed

from kennisbank.errors import InvalidInput
from kennisbank.network.measures.triangles import Progress

TOGETHER = 50  # deals per block: a block has its own seed, so the answer does not depend on `jobs`
HALF = 1.959963984540054  # of a 95 % interval, in standard errors
NOTHING = (float("nan"), float("nan"))


def dealt(  # noqa: PLR0913 - what, how often, and how it is carried
    statistic: Callable[[Any], float],
    values: Any,
    times: int,
    *,
    seed: int,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Any:
    """Return `statistic` of `values` in `times` random orders. `progress` is told how many are done, and of how many.

    Raises InvalidInput when `times` is below 0.
    """
    if times < 0:
        raise InvalidInput(
            f"{times} permutations cannot be done.", mend="Ask for 0 or more.", where="permutations"
        )
    begins = range(0, times, TOGETHER)
    seeds = np.random.SeedSequence(seed).spawn(len(begins))
    blocks = (
        delayed(_block)(statistic, values, min(TOGETHER, times - begin), own)
        for begin, own in zip(begins, seeds, strict=True)
    )
    found: list[float] = []
    for block in Parallel(n_jobs=jobs, return_as="generator")(blocks):
        found.extend(block)
        if progress:
            progress(len(found), times)
    return np.array(found)


def as_far(drawn: Any, observed: float, centre: float) -> float:
    """Return the share of draws at least as far from `centre` as `observed`, which is counted as a draw itself."""
    drawn = drawn[~np.isnan(drawn)]
    if not len(drawn) or np.isnan(observed):
        return float("nan")
    far = np.abs(drawn - centre) >= abs(observed - centre) - 1e-12
    return float((1 + far.sum()) / (1 + len(drawn)))


def middle(drawn: Any) -> tuple[float, float]:
    """Return between which values the middle 95 % of draws is."""
    drawn = drawn[~np.isnan(drawn)]
    return tuple(np.quantile(drawn, (0.025, 0.975)).tolist()) if len(drawn) else NOTHING


def jackknife(value: float, without: Any) -> tuple[float, float]:
    """Return the 95 % interval around `value`, from its values `without` each node.

    se² = (n - 2) / (2 n) Σ (θ₋ᵢ - mean θ₋ᵢ)², as a node takes its ties with it; value ± 1.96 se, kept within -1 … 1.
    NaN when one of the values is none. Snijders & Borgatti, Connections 22(2), 1999.
    """
    many = len(without)
    if many < 3 or np.isnan(value) or np.isnan(without).any():
        return NOTHING
    error = float(np.sqrt((many - 2) / (2 * many) * ((without - without.mean()) ** 2).sum()))
    return max(-1.0, value - HALF * error), min(1.0, value + HALF * error)


def _block(statistic: Callable[[Any], float], values: Any, times: int, seed: Any) -> list[float]:
    rng = np.random.default_rng(seed)
    return [statistic(rng.permutation(values)) for _ in range(times)]
