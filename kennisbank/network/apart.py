"""Who may not sit together in a group of peers: people of one team, and a boss with their own staff."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import networkx as nx
import numpy as np
from scipy import optimize, sparse

from kennisbank.network.risk.passing import held_on, teams_of

Bosses = Mapping[Any, Any] | Iterable[tuple[Any, Any]]
"""Pairs who may not sit together, or for each person their boss."""


@dataclass(frozen=True, kw_only=True)
class Apart:
    """`teams` are the members of each team, `bosses` pairs; only people who are asked about."""

    teams: dict[Any, tuple[Any, ...]]
    bosses: frozenset[tuple[Any, Any]]

    def clash(self, one: Any, other: Any) -> str:
        """Return why two people may not sit together: `teams`, `bosses`, or nothing."""
        if any(one in members and other in members for members in self.teams.values()):
            return "teams"
        return "bosses" if (one, other) in self.bosses or (other, one) in self.bosses else ""

    def rows(self, people: Sequence[Any], *, teams: bool = True, bosses: bool = True) -> list[list[int]]:
        """Return the places in `people` of which at most one may be in a group."""
        places = {person: number for number, person in enumerate(people)}
        told: list[Iterable[Any]] = [
            *(self.teams.values() if teams else ()),
            *(self.bosses if bosses else ()),
        ]
        found = [sorted({places[one] for one in group if one in places}) for group in told]
        return [group for group in found if len(group) > 1]


def apart(net: "nx.Graph[Any]", people: Iterable[Any], *, at: date, bosses: Bosses | None) -> Apart:
    """Return who of `people` may not sit together on the day `at`.

    Without `bosses` they come from the network: who leads a team is the boss of its members and of those of the teams
    below it.
    """
    asked = frozenset(people)
    members: dict[Any, list[Any]] = {}
    for person, teams in teams_of(net, at=at).items():
        for team in teams:
            members.setdefault(team, []).append(person)
    if bosses is None:
        pairs: Iterable[tuple[Any, Any]] = _led(net, members, at)
    else:
        pairs = bosses.items() if isinstance(bosses, Mapping) else bosses
    kept = {(one, other) for one, other in pairs if one != other and one in asked and other in asked}
    teams_kept = {team: tuple(one for one in who if one in asked) for team, who in sorted(members.items())}
    return Apart(teams=teams_kept, bosses=frozenset(kept))


def most(size: int, rows: Sequence[Sequence[int]]) -> int:
    """Return how many of `size` people can sit together when of each of `rows` at most one may."""
    if not rows or not size:
        return size
    found = optimize.milp(
        -np.ones(size),
        constraints=[optimize.LinearConstraint(matrix(rows, size), -np.inf, 1)],
        integrality=np.ones(size),
        bounds=optimize.Bounds(0, 1),
    )
    return round(-float(found.fun))


def matrix(rows: Sequence[Sequence[int]], width: int) -> Any:
    """Return `rows` of places as a 0/1 matrix."""
    cells = [(row, column) for row, columns in enumerate(rows) for column in columns]
    places = np.array(cells, dtype=np.int64).reshape(-1, 2)
    return sparse.csr_array((np.ones(len(cells)), (places[:, 0], places[:, 1])), shape=(len(rows), width))


def _led(net: "nx.Graph[Any]", members: Mapping[Any, Sequence[Any]], at: date) -> set[tuple[Any, Any]]:
    ties = [(one, other, tie.get("relation")) for one, other, tie in net.edges(data=True) if held_on(tie, at)]
    leads = [(team, boss) for team, boss, relation in ties if relation == "led_by"]
    below: nx.DiGraph[Any] = nx.DiGraph()
    below.add_edges_from((whole, part) for part, whole, relation in ties if relation == "part_of")
    leaders: dict[Any, set[Any]] = {}
    for team, boss in leads:
        leaders.setdefault(team, set()).add(boss)
    pairs = set()
    for team, boss in leads:
        for one in {team} | (nx.descendants(below, team) if team in below else set()):
            staff = {*members.get(one, ()), *(leaders.get(one, ()) if one != team else ())}
            pairs |= {(boss, person) for person in staff if person != boss}
    return pairs
