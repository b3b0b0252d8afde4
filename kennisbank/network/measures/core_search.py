"""Which nodes are the core: the division of all nodes in two that fits a pattern best, found by trying all or by climbing.

A fit depends on a core through a few sums only: how many nodes it has, and the weight of the ties within it and of all
ties that touch it. So moving a node is O(its ties), and one pass over the ties gives the fit of every first k of an order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from kennisbank.network.matrices import Adjacency

TOGETHER = 1 << 14  # cores tried together
DEPTH = 40  # moves in a row without gain before they are taken back
NEAR = 1e-9  # fits this close are the same


@dataclass(frozen=True, eq=False)
class Pattern:
    """What a core is measured against: 1 within the core, 0 within the periphery, `between` else (None: left out).

    `ties` and `squares` hold the weights, and their squares, of both directions added up.
    """

    ties: Any
    squares: Any
    between: float | None

    @property
    def size(self) -> int:
        """Return the number of nodes."""
        return int(self.ties.shape[0])

    @cached_property
    def spent(self) -> tuple[Any, Any]:
        """Return for every node the weight of its ties in both directions, and their squares."""
        return self.ties.sum(axis=1), self.squares.sum(axis=1)

    @cached_property
    def pairs(self) -> tuple[Any, Any]:
        """Return every tied pair once, with its weights and squares."""
        return sparse.triu(self.ties).tocoo(), sparse.triu(self.squares).tocoo()

    def fits(self, many: Any, within: tuple[Any, Any], touching: tuple[Any, Any]) -> Any:
        """Return the correlation of ties and pattern for cores of `many` nodes; NaN where one of them cannot vary.

        `within` is the weight of ties within the core and the squares, `touching` the same over the ties of its nodes,
        both ways, so that ties within count twice.
        """
        whole, squares = (float(part.sum()) / 2 for part in self.spent)
        core, outside = many * (many - 1.0), (self.size - many) * (self.size - many - 1.0)
        if self.between is None:
            cells, ones = core + outside, core
            level, height = core, within[0]
            whole = whole - touching[0] + 2 * within[0]
            squares = squares - touching[1] + 2 * within[1]
        else:
            cells = np.full_like(core, self.size * (self.size - 1.0))
            across = cells - core - outside
            level, ones = core + self.between * across, core + self.between**2 * across
            height = within[0] + self.between * (touching[0] - 2 * within[0])
        spread, spread_ties = cells * ones - level**2, cells * squares - whole**2
        varies = (spread > 1e-12 * cells * ones) & (spread_ties > 1e-12 * cells * squares)
        product = np.where(varies, spread * spread_ties, 1.0)
        return np.where(varies, (cells * height - level * whole) / np.sqrt(product), np.nan)


def pattern(told: Adjacency, between: float | None) -> Pattern:
    """Return what cores of `told` are measured against."""
    ties = sparse.csr_array(told.matrix + told.matrix.T)
    if told.matrix.nnz and (told.matrix.data != 1).any():
        squared = told.matrix.power(2)
        return Pattern(ties, sparse.csr_array(squared + squared.T), between)
    return Pattern(ties, ties, between)


def every(model: Pattern) -> tuple[float, list[Any]]:
    """Return the best fit of all cores there are, and each core that has it, as booleans; NaN and none without one."""
    best, cores = float("nan"), list[Any]()
    ties, squares = model.ties.toarray(), model.squares.toarray()
    for begin in range(0, 1 << model.size, TOGETHER):
        numbers = np.arange(begin, min(begin + TOGETHER, 1 << model.size))
        member = (numbers[:, None] >> np.arange(model.size) & 1).astype(float)
        within = tuple(((member @ part) * member).sum(axis=1) / 2 for part in (ties, squares))
        touching = tuple(member @ part for part in model.spent)
        found = model.fits(member.sum(axis=1), (within[0], within[1]), (touching[0], touching[1]))
        best, cores = _better(best, cores, found, member > 0)
    return best, cores


def _better(best: float, cores: list[Any], found: Any, member: Any) -> tuple[float, list[Any]]:
    """Return the best fit so far and the cores that have it, now that cores `member` have fits `found`."""
    top = np.nanmax(found, initial=-np.inf)
    if top == -np.inf or top < best - NEAR:
        return best, cores
    if not top <= best + NEAR:
        best, cores = float(top), []
    return best, [*cores, *member[found >= best - NEAR]]


def climb(model: Pattern, start: Any) -> tuple[float, Any]:
    """Return (fit, core as booleans) of the top above the core `start`.

    First the nodes are put in order of how much each adds to the fit, and the best first k of them is the next core, as
    long as that helps. Then nodes move one at a time, also downhill for a while, as Kernighan and Lin's do.
    """
    core = _Core(model, start)
    while (better := _swept(model, core.order())) is not None and not better[0] <= core.fit + NEAR:
        core = _Core(model, better[1])
    while core.walk():
        pass
    return core.fit, core.member


def starts(model: Pattern, many: int, seed: int) -> Iterator[Any]:
    """Yield `many` cores to begin at, none when no core has a fit.

    First the best first k by weight of ties; then in turn somebody, drawn by weight of ties, with all contacts, and
    everybody with an equal chance.
    """
    strength = model.spent[0]
    first = _swept(model, np.argsort(-strength, kind="stable"))
    if first is None:
        return
    yield first[1]
    rng = np.random.default_rng(seed)
    for number in range(1, many):
        if number % 2:
            node = rng.choice(model.size, p=strength / strength.sum())
            member = np.zeros(model.size, dtype=bool)
            member[model.ties.indices[model.ties.indptr[node] : model.ties.indptr[node + 1]]] = True
            member[node] = True
        else:
            member = rng.random(model.size) < rng.random()
        yield member


def _swept(model: Pattern, order: Any) -> tuple[float, Any] | None:
    """Return (fit, core) of the best first k of `order`; None when no k has a fit."""
    place = np.empty(model.size, dtype=np.int64)
    place[order] = np.arange(model.size)
    within = [
        np.bincount(np.maximum(place[part.row], place[part.col]), part.data, model.size).cumsum()
        for part in model.pairs
    ]
    touching = [part[order].cumsum() for part in model.spent]
    many = np.arange(1.0, model.size + 1)
    found = model.fits(many, (within[0], within[1]), (touching[0], touching[1]))
    if np.isnan(found).all():
        return None
    best = int(np.nanargmax(found))
    return float(found[best]), place <= best


class _Core:
    """A core, its fit, and what each move would make of it."""

    def __init__(self, model: Pattern, member: Any) -> None:
        self.model, self.member = model, member.copy()
        self._to = [part @ member.astype(float) for part in (model.ties, model.squares)]
        self._many = float(member.sum())
        self._within = [float(part[member].sum()) / 2 for part in self._to]
        self._touching = [float(part[member].sum()) for part in model.spent]
        here = (self._within[0], self._within[1]), (self._touching[0], self._touching[1])
        self.fit = float(model.fits(np.array(self._many), *here))

    def order(self) -> Any:
        """Return all nodes, those first who add most to the fit by being in the core."""
        sign = np.where(self.member, -1, 1)
        worth = sign * (self._moved() - self.fit)
        return np.lexsort((-self._to[0], -np.nan_to_num(worth)))

    def walk(self) -> bool:
        """Move the best node, again and again, each once; keep the best core on the way. Return whether it is better."""
        free, moved, best, kept = np.ones(self.model.size, dtype=bool), list[int](), self.fit, 0
        while len(moved) - kept < DEPTH and free.any():
            found = np.where(free, self._moved(), np.nan)
            if np.isnan(found).all():
                break
            node = int(np.nanargmax(found))
            self._move(node, float(found[node]))
            free[node] = False
            moved.append(node)
            if not self.fit <= best + NEAR:
                best, kept = self.fit, len(moved)
        for node in reversed(moved[kept:]):
            self._move(node, best)
        return kept > 0

    def _moved(self) -> Any:
        """Return for every node the fit after it has moved in or out."""
        sign = np.where(self.member, -1.0, 1.0)
        within = [whole + sign * part for whole, part in zip(self._within, self._to, strict=True)]
        touching = [whole + sign * part for whole, part in zip(self._touching, self.model.spent, strict=True)]
        return self.model.fits(self._many + sign, (within[0], within[1]), (touching[0], touching[1]))

    def _move(self, node: int, fit: float) -> None:
        sign = -1.0 if self.member[node] else 1.0
        for place, part in enumerate((self.model.ties, self.model.squares)):
            self._within[place] += sign * float(self._to[place][node])
            self._touching[place] += sign * float(self.model.spent[place][node])
            row = slice(part.indptr[node], part.indptr[node + 1])
            self._to[place][part.indices[row]] += sign * part.data[row]
        self.member[node] = sign > 0
        self._many += sign
        self.fit = fit
