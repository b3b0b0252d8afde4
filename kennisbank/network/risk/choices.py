"""The best hand-overs: a quick plan, a bound that is easy to see, and an integer programme where the two differ."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import combinations
from math import isfinite, prod
from typing import Any

import numpy as np
from scipy import optimize, sparse

from kennisbank.network.risk.takers import Arc, Question

_MOST = 40_000
"""So many choices of receivers go into the integer programme; beyond that the bound allows for what was left out.
On the NASA lessons of 2012, 25 hand-overs: with 12,000 the gap is 0.37 (2 s), with 40,000 it is 0.001 (4 s)."""
CERTAIN = 1e-6
"""To what part of the largest gain HiGHS is exact: what lies closer to the bound cannot be told from it."""

Set = tuple[int, tuple[Any, ...], float]
"""A topic, who take it over, and what that gains."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The hand-overs chosen, what they gain, and what no plan within the limits can gain more than."""

    arcs: tuple[Arc, ...]
    gain: float
    most: float
    way: str


def best(asked: Question, *, seconds: float) -> Plan:
    """Return the best plan found. `way` says how: `greedy` where it reaches the bound, `integer programme` otherwise."""
    quick = _greedy(asked)
    gained = _gain(asked, quick)
    reach = _reach(asked)
    if gained >= reach[-1] * (1 - CERTAIN):
        return Plan(arcs=quick, gain=gained, most=max(gained, reach[-1]), way="greedy")
    sets, left_out = _sets(asked, reach, gained)
    arcs = [
        (number, giver, one)
        for number in sorted({at for at, _, _ in sets})
        for giver, who in asked.takers(number).items()
        for one in who
    ]
    chosen, proved = _solved(asked, sets, arcs, seconds)
    # Of a plan with k hand-overs that were left out, the others gain at most what both bounds say.
    most = max(min(proved, reach[-1 - k]) + k * left_out for k in range(asked.pairs + 1))
    found = max(quick, chosen, key=lambda plan: _gain(asked, plan))
    gained = _gain(asked, found)
    return Plan(arcs=found, gain=gained, most=max(gained, min(reach[-1], most)), way="integer programme")


def steps(asked: Question, arcs: Sequence[Arc]) -> Iterator[tuple[Arc, float]]:
    """Yield each hand-over with what it gains; of two of one topic the second lowers what the first has left."""
    left = {topic: float(chance) for topic, chance in zip(asked.told.topics, asked.lost, strict=True)}
    for arc in sorted(arcs, key=lambda one: (asked.chance(one[2]), str(one))):
        after = left[arc[0]] * asked.chance(arc[2])
        yield arc, left[arc[0]] - after
        left[arc[0]] = after


def _gain(asked: Question, arcs: Sequence[Arc]) -> float:
    return float(sum(gain for _, gain in steps(asked, arcs)))


def _reach(asked: Question) -> list[float]:
    """Return what 0, 1, 2 … hand-overs can gain at most when nobody has too many: the largest steps of all topics."""
    if not asked.pairs:
        return [0.0]
    gains: list[float] = []
    for number in asked.topics():
        left = float(asked.lost[number])
        if len(gains) >= asked.pairs and left <= sorted(gains)[-asked.pairs]:
            break  # what follows is less likely to be lost than what the steps so far gain
        chances = sorted(
            asked.chance(one) for one in {one for who in asked.takers(number).values() for one in who}
        )
        for chance in chances[: asked.per_topic]:
            gains.append(left * (1 - chance))
            left *= chance
    largest = sorted(gains, reverse=True)[: asked.pairs]
    return [0.0, *np.cumsum([*largest, *[asked.least] * (asked.pairs - len(largest))]).tolist()]


def _greedy(asked: Question) -> tuple[Arc, ...]:
    """Return hand-overs chosen one by one, each time the one that gains most of those that are still possible."""
    gave, took, mine = Counter[Any](), Counter[Any](), dict[int, list[Any]]()
    plan: list[Arc] = []
    queue = [(-float(asked.lost[number]), number) for number in asked.topics()]
    heapify(queue)
    while queue and len(plan) < asked.pairs:
        _, number = heappop(queue)
        had = mine.setdefault(number, [])
        free = [
            (asked.chance(one), place, one, giver)
            for giver, who in asked.takers(number).items()
            if gave[giver] < asked.per_person
            for place, one in enumerate(who)
            if took[one] < asked.per_person and one not in had
        ]
        if not free or len(had) == asked.per_topic:
            continue
        chance, _, receiver, giver = min(free, key=lambda some: some[:2])
        left = float(asked.lost[number]) * prod(asked.chance(one) for one in had)
        gain = left * (1 - chance)
        if gain <= 0:
            continue
        if queue and gain < -queue[0][0]:
            heappush(queue, (-gain, number))
            continue
        plan.append((asked.told.topics[number], giver, receiver))
        gave[giver] += 1
        took[receiver] += 1
        had.append(receiver)
        heappush(queue, (-left * chance, number))
    return tuple(plan)


def _sets(asked: Question, reach: list[float], gained: float) -> tuple[list[Set], float]:
    """Return the choices that can be in a plan better than `gained`, and what a hand-over of the others gains at most."""
    found: list[Set] = []
    for number in asked.topics():
        if float(asked.lost[number]) + reach[-2] < gained:
            return found, 0.0
        if len(found) > _MOST:
            return found, float(asked.lost[number])
        receivers = list(dict.fromkeys(one for who in asked.takers(number).values() for one in who))
        for size in range(1, min(asked.per_topic, asked.pairs) + 1):
            for group in combinations(receivers, size):
                gain = float(asked.lost[number]) * (1 - prod(asked.chance(one) for one in group))
                if gain + reach[-1 - size] >= gained:
                    found.append((number, group, gain))
    return found, 0.0


def _solved(
    asked: Question, sets: list[Set], arcs: list[tuple[int, Any, Any]], seconds: float
) -> tuple[tuple[Arc, ...], float]:
    if not sets:
        return (), 0.0
    scale = max(gain for _, _, gain in sets)
    gains = np.array([gain / scale for _, _, gain in sets] + [0.0] * len(arcs))
    found = optimize.milp(
        -gains,
        constraints=_limits(asked, sets, arcs),
        integrality=np.ones(len(gains)),
        bounds=optimize.Bounds(0, 1),
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )
    proved = found.mip_dual_bound
    most = -float(proved) * scale if proved is not None and isfinite(proved) else float("inf")
    chosen = np.flatnonzero(np.round(found.x[len(sets) :])) if found.x is not None else ()
    return tuple((asked.told.topics[arcs[at][0]], *arcs[at][1:]) for at in chosen), most


def _limits(asked: Question, sets: list[Set], arcs: list[tuple[int, Any, Any]]) -> list[Any]:
    """Return the constraints: one choice per topic, arcs that carry the choices, and the limits per person and in all."""
    width, first = len(sets) + len(arcs), len(sets)
    once = _rows([(number, at) for at, (number, _, _) in enumerate(sets)], width)
    carrying = {
        key: place for place, key in enumerate(dict.fromkeys((number, one) for number, _, one in arcs))
    }
    into = [(carrying[number, one], first + at) for at, (number, _, one) in enumerate(arcs)]
    out = [(carrying[number, one], at) for at, (number, group, _) in enumerate(sets) for one in group]
    gives = _rows([(giver, first + at) for at, (_, giver, _) in enumerate(arcs)], width)
    takes = _rows([(one, first + at) for at, (_, _, one) in enumerate(arcs)], width)
    total = _rows([(0, first + at) for at in range(len(arcs))], width)
    balance = _rows(into, width, len(carrying)) - _rows(out, width, len(carrying))
    return [
        optimize.LinearConstraint(once, -np.inf, 1),
        optimize.LinearConstraint(balance, 0, 0),
        optimize.LinearConstraint(sparse.vstack([gives, takes]), -np.inf, asked.per_person),
        optimize.LinearConstraint(total, -np.inf, asked.pairs),
    ]


def _rows(cells: list[tuple[Any, int]], width: int, height: int | None = None) -> Any:
    """Return a matrix with a 1 in each cell; rows by number when `height` is given, otherwise one per different name."""
    names = {name: place for place, name in enumerate(dict.fromkeys(name for name, _ in cells))}
    rows = [name if height is not None else names[name] for name, _ in cells]
    shape = (height if height is not None else len(names), width)
    return sparse.csr_array((np.ones(len(cells)), (rows, [column for _, column in cells])), shape=shape)
