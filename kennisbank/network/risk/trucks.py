"""How many people must leave until topics, or most of them, have nobody left who holds them."""

from dataclasses import dataclass
from math import ceil, floor, isfinite
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from scipy import optimize, sparse

from kennisbank.errors import InvalidInput
from kennisbank.network.described import Finding
from kennisbank.network.risk.held import Held, by_topic, held

_PAIRS = 2_000
"""Up to this many pairs of a topic and a holder the smallest set is asked for; beyond that HiGHS takes minutes."""


@dataclass(frozen=True, kw_only=True)
class TopicTruckFactor(Finding):
    """The fewest people found whose leaving takes more than `share` of the topics: `value`, and who, `removed`.

    No fewer than `bound` can do it; `value == bound` is proof that there is no smaller set. `greedy` is what Avelino's rule
    finds. `by_topic` has how many `holders` each topic has: its own truck factor.
    """

    measure: ClassVar[str] = "topic_truck_factor"
    value: int
    removed: tuple[Any, ...]
    bound: int
    greedy: int
    topics: int
    people: int
    by_topic: pd.DataFrame


def topic_truck_factor(
    holders: pd.DataFrame, *, share: float = 0.5, exact: bool = True, seconds: float = 10.0
) -> TopicTruckFactor:
    """Return how many must leave until more than `share` of the topics that are held now have no holder.

    `greedy` takes away whoever holds most topics, again and again (Avelino, Passos, Hora & Valente 2016, *ICPC*); it can
    only be too high. `exact` asks the smallest set: ``min Σ x_p`` with ``y_t <= x_p`` for each holder p of t and
    ``Σ y_t > share × topics``, x and y 0 or 1, solved by HiGHS (`scipy.optimize.milp`) in at most `seconds`; `bound` is
    what it proved. Without `exact`, and beyond 2,000 pairs of a topic and a holder, the bound only says that people cannot
    take away more than they hold.
    One topic's truck factor is its number of holders. 0 without topics.

    Raises InvalidInput when `share` is not from 0 up to 1.
    """
    if not 0 <= share < 1:
        raise InvalidInput(
            f"A share of {share!r} cannot be used.", mend="Give 0 or more, below 1.", where="share"
        )
    told = held(holders)
    wanted = floor(share * len(told.topics) + 1e-9) + 1 if told.topics else 0
    greedy = _greedy(told, wanted)
    removed, bound = greedy, _least(told, wanted)
    tried = exact and bound < len(greedy) and told.matrix.nnz <= _PAIRS
    if tried:
        found, proved = _smallest(told, wanted, seconds)
        removed, bound = min(found, greedy, key=len), max(bound, proved)
    return TopicTruckFactor(
        value=len(removed),
        removed=tuple(told.people[number] for number in removed),
        bound=bound,
        greedy=len(greedy),
        topics=len(told.topics),
        people=len(told.people),
        by_topic=by_topic(told).sort_values("holders", kind="stable"),
        method={"share": share, "model": "integer programme" if tried else "greedy"},
    )


def _greedy(told: Held, wanted: int) -> list[int]:
    """Return people in order of how many topics they hold, up to where `wanted` topics have nobody left."""
    turned = sparse.csc_array(told.matrix)
    left, lost, removed = told.counts.copy(), 0, []
    for person in np.argsort(-np.diff(turned.indptr), kind="stable"):
        if lost >= wanted:
            break
        topics = turned.indices[turned.indptr[person] : turned.indptr[person + 1]]
        left[topics] -= 1
        lost += int((left[topics] == 0).sum())
        removed.append(int(person))
    return removed


def _least(told: Held, wanted: int) -> int:
    """Return how many people are needed at least: those who hold most must hold `wanted` topics' worth of them."""
    if not wanted:
        return 0
    needed = int(np.sort(told.counts)[:wanted].sum())
    reach = np.cumsum(np.sort(np.asarray(told.matrix.sum(axis=0)).ravel())[::-1])
    return max(int(np.searchsorted(reach, needed) + 1), int(np.sort(told.counts)[wanted - 1]))


def _smallest(told: Held, wanted: int, seconds: float) -> tuple[list[int], int]:
    topics, people = told.matrix.shape
    pairs = sparse.coo_array(told.matrix)
    rows = np.arange(pairs.nnz)
    below = sparse.csr_array(
        (
            np.concatenate([np.ones(pairs.nnz), -np.ones(pairs.nnz)]),
            (np.concatenate([rows, rows]), np.concatenate([people + pairs.coords[0], pairs.coords[1]])),
        ),
        shape=(pairs.nnz, people + topics),
    )
    enough = sparse.csr_array(np.concatenate([np.zeros(people), np.ones(topics)])[None, :])
    found = optimize.milp(
        np.concatenate([np.ones(people), np.zeros(topics)]),
        constraints=[
            optimize.LinearConstraint(below, -np.inf, 0),
            optimize.LinearConstraint(enough, wanted, np.inf),
        ],
        # A topic needs no choice of its own: where its holders are chosen, 1 is best.
        integrality=np.concatenate([np.ones(people), np.zeros(topics)]),
        bounds=optimize.Bounds(0, 1),
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )
    proved = found.mip_dual_bound
    bound = ceil(proved - 1e-6) if proved is not None and isfinite(proved) else 0
    chosen = np.flatnonzero(found.x[:people] > 0.5) if found.x is not None else np.arange(people)
    return [int(number) for number in chosen], max(0, bound)
