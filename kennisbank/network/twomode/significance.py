"""Whether two nodes share more than chance would give: the hypergeometric test, for all pairs at once."""

from typing import Any, Literal, TypeAlias

import numpy as np
from scipy import sparse, stats

from kennisbank.errors import InvalidInput
from kennisbank.network.twomode.incidence import Incidence

Correction: TypeAlias = Literal["fdr", "bonferroni"]


def supported_pairs(
    told: Incidence, pairs: Any, *, alpha: float, correction: Correction, universe: int | None
) -> tuple[Any, dict[str, Any], dict[str, Any]]:
    """Return of the upper-triangular `pairs` those with q ≤ alpha, their `p` and `q`, and what was tested.

    Pairs that share nothing have p = 1 and count among the tests; nodes without any tie do not.
    """
    if not 0 < alpha < 1:
        raise InvalidInput(
            f"A level of {alpha!r} says nothing.",
            mend="Give one between 0 and 1, such as 0.05.",
            where="alpha",
        )
    if correction not in ("fdr", "bonferroni"):
        raise InvalidInput(
            f"There is no correction {correction!r}.", mend="Choose fdr or bonferroni.", where="correction"
        )
    there = len(told.others) if universe is None else universe
    if there < len(told.others):
        raise InvalidInput(
            f"There are {len(told.others)} nodes on the other side, more than the universe of {there}.",
            mend="Give how many there were to choose from.", where="universe",
        )  # fmt: skip
    binary = told.binary
    degrees = np.diff(binary.indptr)
    common = _common(binary, pairs)
    p = chances(degrees[pairs.row], degrees[pairs.col], common, there)
    active = int((degrees > 0).sum())
    tests = active * (active - 1) // 2
    q = adjusted(p, tests) if correction == "fdr" else np.minimum(p * tests, 1.0)
    kept = q <= alpha
    left = sparse.coo_array((pairs.data[kept], (pairs.row[kept], pairs.col[kept])), shape=pairs.shape)
    return left, {"p": p[kept], "q": q[kept]}, {
        "correction": correction, "universe": there, "tests": tests,
    }  # fmt: skip


def chances(one: Any, other: Any, common: Any, there: int) -> Any:
    """Return P(C ≥ common) for nodes with `one` and `other` ties to `there` nodes; equal questions are asked once."""
    asked, back = np.unique(np.stack([one, other, common]), axis=1, return_inverse=True)
    if not asked.size:
        return np.zeros(0)
    return stats.hypergeom.sf(asked[2] - 1, there, asked[0], asked[1])[np.ravel(back)]


def adjusted(p: Any, tests: int) -> Any:
    """Return the q of Benjamini and Hochberg for the `p` given, out of `tests` of which the others have p = 1."""
    order = np.argsort(p)
    raised = p[order] * tests / np.arange(1, len(p) + 1)
    q = np.empty(len(p))
    q[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return q


def _common(binary: Any, pairs: Any) -> Any:
    """Return how many nodes each of `pairs` shares, in their order."""
    if not pairs.nnz:
        return np.zeros(0, dtype=np.int64)
    shared = sparse.csr_array(binary @ binary.T)
    return np.rint(np.asarray(shared[pairs.row, pairs.col]).ravel()).astype(np.int64)
