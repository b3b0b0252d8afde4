"""Who may take a topic over from whom: only people who can be in a best plan."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from kennisbank.network.risk.held import Held

Arc = tuple[Any, Any, Any]
"""A hand-over: topic, giver, receiver."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """Which hand-overs are possible, and within what limits. `lost` is the probability of each topic to be lost."""

    told: Held
    lost: Any
    leave: Mapping[Any, float]
    candidates: Sequence[Any]
    scores: Mapping[tuple[Any, Any], float]
    allowed: Mapping[Any, Collection[Any]] | None
    pairs: int
    per_person: int
    per_topic: int

    def chance(self, person: Any) -> float:
        """Return the probability that `person` leaves."""
        return float(self.leave.get(person, 0.0))

    @cached_property
    def least(self) -> float:
        """Return what a topic that is left out can gain at most: a millionth of a millionth of the likeliest."""
        return float(self.lost.max(initial=0.0)) * 1e-12

    def topics(self) -> Iterator[int]:
        """Yield the places of the topics that can be lost, the likeliest first; those hardly likely to be are left out."""
        for number in np.argsort(-self.lost, kind="stable"):
            if self.lost[number] <= self.least:
                return
            yield int(number)

    def takers(self, number: int) -> dict[Any, list[Any]]:
        """Return the receivers of topic `number` for each giver: least likely to leave, then who knows most of it.

        Of each giver's no more than `pairs`: the other hand-overs of a plan take up fewer people than that, so a receiver
        further down can be changed for one of these who is free, and the plan is no worse.
        """
        if number not in self._found:
            told, topic = self.told, self.told.topics[number]
            row = told.matrix.indices[told.matrix.indptr[number] : told.matrix.indptr[number + 1]]
            holding = {told.people[place] for place in row}
            givers = sorted(holding, key=lambda one: (-self.chance(one), str(one)))
            same = self._first(topic, None, holding) if self.allowed is None else None
            self._found[number] = {
                giver: self._first(topic, giver, holding) if same is None else same for giver in givers
            }
        return self._found[number]

    def _first(self, topic: Any, giver: Any, holding: set[Any]) -> list[Any]:
        order, places = self._open_to(giver)
        known = {one for one in self._knowing.get(topic, ()) if one in places}
        plain = [one for one in order[: self.pairs + len(holding) + len(known)] if one not in known]
        some = [one for one in (*plain, *known) if one not in holding]
        some.sort(key=lambda one: (self.chance(one), -self.scores.get((topic, one), 0.0), places[one]))
        return some[: self.pairs]

    @cached_property
    def _found(self) -> dict[int, dict[Any, list[Any]]]:
        return {}

    @cached_property
    def _ranked(self) -> list[Any]:
        return sorted(self.candidates, key=lambda one: (self.chance(one), str(one)))

    @cached_property
    def _orders(self) -> dict[Any, tuple[list[Any], dict[Any, int]]]:
        return {}

    @cached_property
    def _knowing(self) -> dict[Any, list[Any]]:
        found: dict[Any, list[Any]] = {}
        for topic, person in self.scores:
            found.setdefault(topic, []).append(person)
        return found

    def _open_to(self, giver: Any) -> tuple[list[Any], dict[Any, int]]:
        """Return who may take over from `giver`, least likely to leave first, with their places."""
        key = None if self.allowed is None else giver
        if key not in self._orders:
            near = None if self.allowed is None else frozenset(self.allowed.get(giver, ()))
            order = [one for one in self._ranked if near is None or one in near]
            self._orders[key] = order, {one: number for number, one in enumerate(order)}
        return self._orders[key]
