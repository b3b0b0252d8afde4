"""The integer programme behind a hand-over plan: which topic, from whom, to whom."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isfinite
from typing import Any

import numpy as np
from scipy import optimize, sparse

from kennisbank.network.risk.held import Held

_CHOICES = 60_000
_SMALL = 1e-9
CERTAIN = 1e-6
"""To what part of the largest gain HiGHS is exact: what lies closer to the bound cannot be told from it."""

Scores = Mapping[tuple[Any, Any], float]


@dataclass(frozen=True, kw_only=True)
class Choices:
    """`arcs` are (topic, giver, receiver); `sets` are (topic, its receivers) with what they gain together.

    `rest` is what one hand-over of a topic that was left out can gain at most.
    """

    arcs: tuple[tuple[Any, Any, Any], ...]
    sets: tuple[tuple[Any, tuple[Any, ...]], ...]
    gains: tuple[float, ...]
    rest: float


def choices(
    told: Held,
    lost: Any,
    leave: Mapping[Any, float],
    candidates: Sequence[Any],
    *,
    scores: Scores,
    allowed: Mapping[Any, Collection[Any]] | None,
    pairs: int,
    per_topic: int,
) -> Choices:
    """Return every choice that can be in a best plan; `lost` is the probability of each topic to be lost."""
    ranked = sorted(candidates, key=lambda person: (leave.get(person, 0.0), str(person)))
    open_to = {
        giver: ranked if allowed is None else [one for one in ranked if one in allowed.get(giver, ())]
        for giver in told.people
    }
    knowing: dict[Any, set[Any]] = {}
    for topic, person in scores:
        knowing.setdefault(topic, set()).add(person)
    arcs: list[tuple[Any, Any, Any]] = []
    sets: list[tuple[Any, tuple[Any, ...]]] = []
    gains: list[float] = []
    order = np.argsort(-lost, kind="stable")
    rest = 0.0
    for number in order:
        topic, chance = told.topics[number], float(lost[number])
        if chance <= _SMALL * float(lost[order[0]]) or len(sets) > _CHOICES:
            rest = chance
            break
        row = told.matrix.indices[told.matrix.indptr[number] : told.matrix.indptr[number + 1]]
        holding = {told.people[place] for place in row}
        mine = [
            (topic, giver, receiver)
            for giver in sorted(holding, key=str)
            for receiver in _best(open_to[giver], topic, holding, knowing, scores, leave, pairs)
        ]
        arcs += mine
        receivers = list(dict.fromkeys(receiver for _, _, receiver in mine))
        for size in range(1, per_topic + 1):
            for group in combinations(receivers, size):
                told_chances = sorted(float(leave.get(one, 0.0)) for one in group)
                if size == 1 or told_chances[0] > 0:
                    sets.append((topic, group))
                    gains.append(chance * (1 - float(np.prod(told_chances))))
    return Choices(arcs=tuple(arcs), sets=tuple(sets), gains=tuple(gains), rest=rest)


def solve(
    asked: Choices, liking: Sequence[float], *, pairs: int, per_person: int, seconds: float
) -> tuple[list[tuple[Any, Any, Any]], float]:
    """Return the arcs of the best plan found and what any plan can gain at most.

    Of plans that gain as much, the one with most `liking` (one number of 0 or more per arc) is taken.
    """
    if not asked.sets or not pairs or not per_person:
        return [], 0.0
    scale = max(asked.gains)
    gains = np.concatenate([np.array(asked.gains) / scale, np.zeros(len(asked.arcs))])
    limits = _limits(asked, pairs, per_person)
    first = _milp(-gains, limits, seconds)
    if first.x is None:
        return [], float(sum(sorted(asked.gains)[-pairs:]))
    proved = first.mip_dual_bound
    most = -float(proved) if proved is not None and isfinite(proved) else float(np.sort(gains)[-pairs:].sum())
    gained = float(gains @ np.round(first.x))
    liked = np.concatenate([np.zeros(len(asked.sets)), np.asarray(liking, dtype=np.float64)])
    enough = optimize.LinearConstraint(sparse.csr_array(gains[None, :]), gained - _SMALL, np.inf)
    second = _milp(-liked, [*limits, enough], seconds)
    better = second.x is not None and float(gains @ np.round(second.x)) >= gained - CERTAIN
    chosen = np.round(second.x if better else first.x)[len(asked.sets) :]
    return [asked.arcs[number] for number in np.flatnonzero(chosen)], most * scale


def _best(
    ranked: Sequence[Any],
    topic: Any,
    holding: set[Any],
    knowing: Mapping[Any, set[Any]],
    scores: Scores,
    leave: Mapping[Any, float],
    pairs: int,
) -> list[Any]:
    """Return the first `pairs` of `ranked` who do not hold the topic: least likely to leave, then who knows most of it."""
    known = knowing.get(topic, set())
    first = [one for one in ranked[: pairs + len(holding)] if one not in known]
    some = [one for one in (*first, *(one for one in ranked if one in known)) if one not in holding]
    return sorted(some, key=lambda one: (leave.get(one, 0.0), -scores.get((topic, one), 0.0), str(one)))[
        :pairs
    ]


def _limits(asked: Choices, pairs: int, per_person: int) -> list[Any]:
    """Return the constraints: one choice per topic, arcs that carry the choices, and the limits per person and in all."""
    sets, arcs = len(asked.sets), len(asked.arcs)
    topics = _places(topic for topic, _ in asked.sets)
    taking = _places((topic, receiver) for topic, _, receiver in asked.arcs)
    givers, receivers = _places(giver for _, giver, _ in asked.arcs), _places(one for _, _, one in asked.arcs)
    one = _rows(
        [(topics[topic], number) for number, (topic, _) in enumerate(asked.sets)], len(topics), sets + arcs
    )
    into = [(taking[topic, who], sets + number) for number, (topic, _, who) in enumerate(asked.arcs)]
    from_sets = [
        (taking[topic, who], number) for number, (topic, group) in enumerate(asked.sets) for who in group
    ]
    carried = _rows(into, len(taking), sets + arcs) - _rows(from_sets, len(taking), sets + arcs)
    given = _rows(
        [(givers[who], sets + number) for number, (_, who, _) in enumerate(asked.arcs)],
        len(givers),
        sets + arcs,
    )
    taken = _rows(
        [(receivers[who], sets + number) for number, (_, _, who) in enumerate(asked.arcs)],
        len(receivers),
        sets + arcs,
    )
    total = _rows([(0, sets + number) for number in range(arcs)], 1, sets + arcs)
    return [
        optimize.LinearConstraint(one, -np.inf, 1),
        optimize.LinearConstraint(carried, 0, 0),
        optimize.LinearConstraint(sparse.vstack([given, taken]), -np.inf, per_person),
        optimize.LinearConstraint(total, -np.inf, pairs),
    ]


def _places(of: Any) -> dict[Any, int]:
    return {one: number for number, one in enumerate(dict.fromkeys(of))}


def _rows(cells: list[tuple[int, int]], rows: int, columns: int) -> Any:
    places = np.array(cells, dtype=np.int64).reshape(-1, 2)
    return sparse.csr_array((np.ones(len(places)), (places[:, 0], places[:, 1])), shape=(rows, columns))


def _milp(costs: Any, limits: list[Any], seconds: float) -> Any:
    return optimize.milp(
        costs,
        constraints=limits,
        integrality=np.ones(len(costs)),
        bounds=optimize.Bounds(0, 1),
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )
