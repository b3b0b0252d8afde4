"""What is lost on average when people leave independently of each other: exact, without drawing lots."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from scipy import sparse, stats

from kennisbank.network.described import Finding
from kennisbank.network.risk.held import Held, by_topic, held

TOGETHER = 12
"""Up to this many people who hold things together, every way in which they may leave is gone through."""
_CELLS = 4_000_000
"""How many overlaps of topics are looked at in one go: some 100 MB."""


@dataclass(frozen=True, kw_only=True)
class ExpectedLoss(Finding):
    """How many of the topics that are held now will have no holder.

    `interval` holds the number of topics lost with probability `level` at least; `by_topic` has for each topic how many
    hold it and the `probability` that all of them leave. `method["interval"]` says whether the interval is `exact`.
    """

    measure: ClassVar[str] = "expected_loss"
    expected: float
    variance: float
    interval: tuple[float, float]
    topics: int
    by_topic: pd.DataFrame


def expected_loss(holders: pd.DataFrame, leave: Mapping[Any, float], *, level: float = 0.95) -> ExpectedLoss:
    """Return how many topics are expected to be lost when each person leaves with probability `leave[person]`.

    People leave independently; whoever is not in `leave` stays. A topic is lost when everybody who holds it leaves:
    ``q_t = Π leave[p]`` over its holders. ``expected = Σ q_t``. Topics that share holders are lost together, so
    ``variance = Σ_t Σ_s q_t q_s (1 / Π leave[p] - 1)``, the product over the people who hold both t and s (1 when nobody
    does, which leaves nothing; for s = t it is ``q_t (1 - q_t)``). Both are exact, by the rule for the variance of a
    sum of indicators; reference: Ross, *A First Course in Probability*, §7.4. In R:
    ``q <- tapply(p, topic, prod); sum(q)``.

    `interval` comes from the exact distribution where at most `TOGETHER` people who may leave or stay hold topics
    together (groups that share nobody are convolved); beyond that from the normal approximation, cut off at 0 and at the
    number of topics. For people who leave together: `simulate_loss`.

    Raises InvalidInput when a probability is not from 0 to 1.
    """
    told = held(holders)
    chances = told.leave(leave)
    lost = probabilities(told, chances)
    expected, variance = float(lost.sum()), _variance(told, chances, lost)
    exact = _distribution(told, chances, lost)
    low, high = (1 - level) / 2, (1 + level) / 2
    if exact is not None:
        summed = np.cumsum(exact)
        bounds = [float(np.searchsorted(summed, edge - 1e-12)) for edge in (low, high)]
    else:
        reach = float(stats.norm.ppf(high)) * sqrt(variance)
        bounds = [max(0.0, expected - reach), min(float(len(told.topics)), expected + reach)]
    return ExpectedLoss(
        expected=expected,
        variance=variance,
        interval=(bounds[0], bounds[1]),
        topics=len(told.topics),
        by_topic=by_topic(told, probability=lost).sort_values("probability", ascending=False, kind="stable"),
        method={
            "model": "independent departures", "level": level, "interval": "exact" if exact is not None else "normal",
            "people": len(told.people), "may_leave": int((chances > 0).sum()),
        },
    )  # fmt: skip


def probabilities(told: Held, chances: Any) -> Any:
    """Return for each topic the probability that all who hold it leave."""
    if not told.topics:
        return np.zeros(0)
    return np.multiply.reduceat(chances[told.matrix.indices], told.matrix.indptr[:-1])


def _variance(told: Held, chances: Any, lost: Any) -> float:
    """Return Σ P(both lost) - q_t q_s over the pairs of topics with a holder in common, in blocks of rows."""
    rows = np.flatnonzero(lost > 0)
    if not len(rows):
        return 0.0
    logs = np.log(chances, where=chances > 0, out=np.zeros_like(chances))
    part, chance = sparse.csr_array(told.matrix[rows]), lost[rows]
    work = part @ np.asarray(part.sum(axis=0)).ravel()
    edges = np.searchsorted(np.cumsum(work), np.arange(0, work.sum() + _CELLS, _CELLS)[1:], side="right")
    total = 0.0
    turned = sparse.csr_array(part.T)
    for start, stop in pairwise(np.unique([0, *edges, len(rows)])):
        shared = sparse.coo_array((part[start:stop] * logs[None, :]) @ turned)
        one, other = chance[start + shared.coords[0]], chance[shared.coords[1]]
        total += float((np.exp(np.log(one) + np.log(other) - shared.data) - one * other).sum())
    return max(total, 0.0)


def _distribution(told: Held, chances: Any, lost: Any) -> Any:
    """Return P(0, 1, 2 … topics lost), or None when more than `TOGETHER` people hold topics together."""
    certain = int((lost == 1).sum())
    rows, columns = np.flatnonzero((lost > 0) & (lost < 1)), np.flatnonzero((chances > 0) & (chances < 1))
    part = sparse.csr_array(sparse.csr_array(told.matrix[rows])[:, columns])
    both = sparse.block_array([[None, part], [part.T, None]]) if part.nnz else None
    if both is None:
        return np.eye(1, certain + 1, certain)[0]
    _, labels = sparse.csgraph.connected_components(both, directed=False)
    told_rows, told_people = labels[: len(rows)], labels[len(rows) :]
    if np.bincount(told_people).max() > TOGETHER:
        return None
    summed = np.eye(1, certain + 1, certain)[0]
    dense = {label: np.flatnonzero(told_rows == label) for label in np.unique(told_rows)}
    for label, group in dense.items():
        people = np.flatnonzero(told_people == label)
        summed = np.convolve(summed, _of_group(part[group][:, people].toarray(), chances[columns[people]]))
    return summed


def _of_group(held_by: Any, chances: Any) -> Any:
    """Return P(0, 1, 2 … topics lost) of a few people, by going through every way in which they may leave."""
    size = len(chances)
    gone = (np.arange(2**size)[:, None] >> np.arange(size)) & 1
    likely = np.where(gone == 1, chances, 1 - chances).prod(axis=1)
    many = ((1 - gone) @ held_by.T == 0).sum(axis=1)
    return np.bincount(many, weights=likely, minlength=len(held_by) + 1)
