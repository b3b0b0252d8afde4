"""From whom to whom knowledge went: the people graph that a what-if cuts, and who is near enough to take over."""

from collections.abc import Collection
from datetime import date
from itertools import combinations
from typing import Any

import networkx as nx
import pandas as pd

from kennisbank.errors import InvalidInput
from kennisbank.network.days import day_of
from kennisbank.network.evidence import of_one_lesson, the_day
from kennisbank.network.graph import kind_of
from kennisbank.network.risk.given import with_columns
from kennisbank.network.risk.holding import is_of_a_bank, is_there


def passed_on(net: "nx.Graph[Any]", *, at: date, holders: pd.DataFrame | None = None) -> "nx.DiGraph[Any]":
    """Return who passed knowledge on to whom up to the day `at`: an arc per pair, with `lessons`, how many it rests on.

    In a bank's network knowledge goes from who made a lesson to who applied it, looked back on it or acts on it, and both
    ways between makers. In any other graph it goes both ways between people who hold the same topic in `holders`.
    Only people who are there (`active`); who has no contact is a node without ties. The latter is what R's
    ``igraph::bipartite_projection`` gives, both ways.
    Raises InvalidInput when a day cannot be read, and without `holders` for a graph that is not a bank's network.
    """
    arcs: nx.DiGraph[Any] = nx.DiGraph()
    if not is_of_a_bank(net):
        if holders is None:
            raise InvalidInput(
                "This is not the network of a bank, so it does not tell who passed knowledge on to whom.",
                mend="Give who holds what besides: holders=n.holders(net, at=…).",
                where="holders",
            )
        rows = with_columns(holders, "topic", "person", "holds")
        rows = rows[rows["holds"]]
        arcs.add_nodes_from(rows["person"])
        for _, group in rows.groupby("topic", sort=True):
            for one, other in combinations(sorted(group["person"], key=str), 2):
                _add(arcs, one, other)
                _add(arcs, other, one)
        return arcs
    arcs.add_nodes_from(sorted(node for node, about in net.nodes(data=True) if is_there(about)))
    bank: Any = net
    for lesson in sorted(node for node in net if kind_of(bank, node) == "lesson"):
        told = [one for one in of_one_lesson(bank, lesson, at=at) if one.person in arcs]
        makers = sorted({one.person for one in told if one.word == "wrote"})
        for maker in makers:
            for other in sorted({one.person for one in told} - {maker}):
                _add(arcs, maker, other)
    return arcs


def teams_of(net: "nx.Graph[Any]", *, at: date) -> dict[Any, tuple[Any, ...]]:
    """Return the teams of which each person is a member on the day `at`; who is in none is not there."""
    found: dict[Any, set[Any]] = {}
    for person, team, tie in net.edges(data=True):
        if tie.get("relation") == "member_of" and held_on(tie, at):
            found.setdefault(person, set()).add(team)
    return {person: tuple(sorted(teams)) for person, teams in sorted(found.items())}


def near(
    net: "nx.Graph[Any]", *, at: date, steps: int = 1, holders: pd.DataFrame | None = None
) -> dict[Any, frozenset[Any]]:
    """Return for each person who may plausibly take over: who is in a team with them, or within `steps` contacts.

    It is what `handovers(allowed=...)` takes. Steps are counted whatever way knowledge went; in R
    ``igraph::ego(g, order = steps, mode = "all")`` joined with the team. Contacts are those of `passed_on`, which for a graph
    that is not a bank's network takes `holders`. Raises InvalidInput as that does, and when `steps` is below 0.
    """
    if steps < 0:
        raise InvalidInput(f"{steps} steps cannot be taken.", mend="Give 0 or more.", where="steps")
    plain = passed_on(net, at=at, holders=holders).to_undirected()
    members: dict[Any, set[Any]] = {}
    teams = teams_of(net, at=at)
    for person, theirs in teams.items():
        for team in theirs:
            members.setdefault(team, set()).add(person)
    found = {}
    for person in plain:
        close: Collection[Any] = nx.single_source_shortest_path_length(plain, person, cutoff=steps)
        mates = {one for team in teams.get(person, ()) for one in members[team] if one in plain}
        found[person] = frozenset((set(close) | mates) - {person})
    return found


def held_on(tie: dict[str, Any], at: date) -> bool:
    """Tell whether a reference held on the day `at`."""
    at = the_day(at)
    begun, until = day_of(tie.get("since")), day_of(tie.get("until"))
    return (begun is None or begun <= at) and (until is None or at < until)


def _add(arcs: "nx.DiGraph[Any]", one: Any, other: Any) -> None:
    if arcs.has_edge(one, other):
        arcs[one][other]["lessons"] += 1
    else:
        arcs.add_edge(one, other, lessons=1)
