"""How often each brokerage role occurs by chance: exact mean and deviation, for one broker and for a whole graph.

Chance: every arc (or tie, in a graph without direction) is there with probability p, independent of the others, and the
groups are as they are. A broker b for (i, k) has i → b, b → k, and not i → k: p²(1 - p). Two such threes vary together
when they share a tie; counting who shares what per pair of groups gives the variance without simulation.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison", "total")
# Of three nodes that can fill a role, in how many orders each of them can be the broker.
_BROKERS = ((2, 2, 2), (2, 0, 0), (1, 1, 0), (1, 1, 0), (2, 2, 2), (2, 2, 2))


def of_one(sizes: Any, density: float, *, directed: bool) -> tuple[Any, Any]:
    """Return (expected, deviation) of the count of one broker: a row per group it may be in, a column per role."""
    own = np.asarray(sizes, dtype=float)
    whole = own.sum()
    rest = whole - own

    def others(values: Any) -> Any:
        return values.sum() - values

    twos, threes = own * (own - 1), own * (own - 1) * (own - 2)
    squares, cubes = others(own**2), others(own**3)
    liaisons = rest * (rest - 1) * rest - (2 * rest - 1) * squares + cubes
    every = np.ones_like(own)
    pairs = np.column_stack([
        (own - 1) * (own - 2), others(twos), rest * (own - 1), rest * (own - 1), rest**2 - squares,
        every * (whole - 1) * (whole - 2),
    ])  # fmt: skip
    across = rest * (own - 1) * (rest + own - 3)
    sharing = np.column_stack([
        2 * (own - 1) * (own - 2) * (own - 3), 2 * others(threes), across, across, 2 * liaisons,
        2 * every * (whole - 1) * (whole - 2) * (whole - 3),
    ])  # fmt: skip
    twice = (
        1 if directed else np.array([2, 2, 1, 1, 2, 2])
    )  # without direction (i, k) and (k, i) are one event
    once, absent = density**2 * (1 - density), 1 - density
    variance = twice * (pairs * once * (1 - once) + sharing * (density * absent) ** 3)
    return pairs * once, np.sqrt(np.maximum(variance, 0))


def of_all(sizes: Any, density: float, *, directed: bool) -> tuple[Any, Any]:
    """Return (expected, deviation) of the count of each role in the whole graph."""
    pairs = _pairs(np.asarray(sizes, dtype=float))
    varies = _of_arcs if directed else _of_ties
    expected, variance = [], []
    for role, brokers in zip(ROLES, _BROKERS, strict=True):
        thirds = _thirds(role, pairs)
        expected.append(float(pairs.many @ thirds[0]) * density**2 * (1 - density))
        variance.append(varies(density, pairs, thirds, brokers))
    return np.array(expected), np.sqrt(np.maximum(variance, 0))


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Pairs of nodes by the sizes of their groups: `one`, the `other`, whether it is the `same` group, how `many`.

    First all `kinds` × `kinds` of two groups, then of one group; the few different sizes, not all groups.
    """

    kinds: int
    one: Any
    other: Any
    same: Any
    many: Any
    whole: float

    def either(self, third: Any) -> Any:
        """Return `third` of each pair and of that pair the other way round, added up."""
        two = third[: self.kinds**2].reshape(self.kinds, self.kinds)
        return np.concatenate([(two + two.T).ravel(), 2 * third[self.kinds**2 :]])


def _pairs(sizes: Any) -> _Pairs:
    values, times = np.unique(sizes, return_counts=True)
    one, other = (grid.ravel() for grid in np.meshgrid(values, values, indexing="ij"))
    together = (np.outer(times, times) - np.diag(times)).ravel()
    return _Pairs(
        len(values),
        np.concatenate([one, values]),
        np.concatenate([other, values]),
        np.repeat([False, True], [len(one), len(values)]),
        np.concatenate([together * one * other, times * values * (values - 1)]),
        float(sizes.sum()),
    )


def _thirds(role: str, pairs: _Pairs) -> tuple[Any, Any, Any]:
    """Return how many nodes complete a pair to the role: as i → b, as b → k, and as the missing i → k."""
    one, other, same, apart, whole = pairs.one, pairs.other, pairs.same, ~pairs.same, pairs.whole
    if role == "coordinator":
        within = same * (one - 2)
        return within, within, within
    if role == "itinerant":
        return apart * (one - 1), apart * (other - 1), same * (whole - one)
    if role == "gatekeeper":
        return apart * (other - 1), same * (whole - one), apart * (other - 1)
    if role == "representative":
        return same * (whole - one), apart * (one - 1), apart * (one - 1)
    if role == "liaison":
        third = apart * (whole - one - other)
        return third, third, third
    every = np.full(len(one), whole - 2)
    return every, every, every


def _of_arcs(p: float, pairs: _Pairs, thirds: tuple[Any, Any, Any], brokers: tuple[int, ...]) -> float:
    """Return the variance when every arc is a draw of its own."""
    (first, last, missing), many = thirds, pairs.many
    once, absent, threes = p**2 * (1 - p), 1 - p, many @ first
    share = many @ (first * (first - 1) + last * (last - 1) + 2 * first * last)
    lack = many @ (missing * (missing - 1))
    # One has the arc that the other lacks. Counted from either side, so those who do both to each other twice.
    exclude = 2 * (many @ (missing * (first + last))) - threes * _both_ways(brokers)
    return float(
        threes * once * (1 - once)
        + share * (p * absent) ** 3
        + lack * p**5 * absent
        - exclude * p**4 * absent**2
    )


def _of_ties(p: float, pairs: _Pairs, thirds: tuple[Any, Any, Any], brokers: tuple[int, ...]) -> float:
    """Return the variance when a tie is one draw for both directions."""
    once, absent, half = p**2 * (1 - p), 1 - p, pairs.many / 2
    first, last, lacking = (pairs.either(third) for third in thirds)
    there = first + last
    x, y, z = brokers
    sets = (pairs.many @ thirds[0]) / (x + y + z)
    sides = (
        (x + y, z),
        (x + z, y),
        (y + z, x),
    )  # per tie of three nodes: in how many orders it is there, and lacks
    share = half @ there**2 - sets * sum(has**2 for has, _ in sides)
    lack = half @ lacking**2 - sets * sum(lacks**2 for _, lacks in sides)
    exclude = half @ (2 * there * lacking) - sets * sum(2 * has * lacks for has, lacks in sides)
    inside = sets * (sum(times**2 for times in brokers) * once - sum(brokers) ** 2 * once**2)
    return float(inside + share * (p * absent) ** 3 + lack * p**5 * absent - exclude * p**4 * absent**2)


def _both_ways(brokers: tuple[int, ...]) -> int:
    """Return how many orders of the same three each order shuts out both ways: 2, 1 or 0."""
    return sum(1 for times in brokers if times) - 1
