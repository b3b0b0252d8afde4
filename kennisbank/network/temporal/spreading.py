"""How one lesson spread: through whom, to which teams, and how fast."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from typing import ClassVar

import networkx as nx
import pandas as pd

from kennisbank.errors import InvalidInput
from kennisbank.network.described import Finding
from kennisbank.network.flowing.memberships import Memberships
from kennisbank.network.flowing.occasions import makers
from kennisbank.network.graph import kind_of

_SPREADS = {
    "applies": "application", "follows_from": "action", "reflects_on": "reflection", "related": "lesson",
}  # fmt: skip
"""For each relation by which a record takes up another, the kind of record that does."""


@dataclass(frozen=True, kw_only=True)
class Cascade(Finding):
    """How a lesson spread: `tree` of records, `reach` per team, and the numbers that sum it up.

    `records` and `teams` are how many it reached besides the lesson and its own teams; `depth` the longest chain; `days` in
    how many days half (rounded up) of the teams it reached on a known day were reached (NaN when there is none).
    """

    measure: ClassVar[str] = "cascade"
    lesson: str
    records: int
    teams: int
    depth: int
    days: float
    reach: pd.DataFrame
    tree: "nx.DiGraph[str]"


def cascade(net: "nx.MultiDiGraph[str]", lesson: str) -> Cascade:
    """Return how `lesson` spread through `net`, the network of a bank.

    A record is reached when it applies, follows from or reflects on one that was reached, whatever its day (a lesson can
    be written down after it was applied); a lesson also when it relates to one that was reached and is not older. It was
    there on its own day or, when that is unknown or earlier, as soon as the oldest chain to it allows. Its place in the
    tree is under the record through which it was reached then, by the shortest chain, ties broken by day.

    `tree` runs from the lesson outwards; nodes have what `net` tells of them, `depth`, `days` since the lesson (0 when
    dated before it), `people` and `teams` on that day, arcs the `relation`. `reach` has one row per team of the bank:
    `first` (day), `days` since the lesson, `record` by which it was reached, and `records`, how many of it; NaT and NaN
    for a team not reached. Teams are those of the people on the day, or of the record when nobody has one (see `n.flows`).

    It shows where the lesson can be seen to have come, not who read it. A cascade as in Goel et al. (2016, Management
    Science 62:180), of depth there called maximum depth. Raises InvalidInput when there is no such lesson.
    """
    if lesson not in net or net.nodes[lesson].get("kind") != "lesson":
        raise InvalidInput(
            f"There is no lesson {lesson!r} in the network.", mend="Give the id of one that you may see."
        )
    tree = _tree(net, lesson)
    held = Memberships(net)
    begun = _day(net, lesson)
    touched: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for record in tree:
        day = _day(net, record)
        people = makers(net, record)
        teams = sorted({team for share in held.shares(people, record, day) for team in share})
        days = max(0, (day - begun).days) if day and begun else None
        tree.nodes[record].update(people=people, teams=tuple(teams), days=days)
        for team in teams:
            touched[team].append((day or date.max, record))
    reach = _reach(net, touched, begun)
    own = set(tree.nodes[lesson]["teams"])
    others = reach[(reach["records"] > 0) & ~reach.index.isin(own)]
    half = others["days"].quantile(0.5, interpolation="lower")  # of n the one at place n / 2, rounded up
    return Cascade(
        lesson=lesson, records=len(tree) - 1, teams=len(others), days=float(half),
        depth=max(tree.nodes[record]["depth"] for record in tree), reach=reach, tree=tree,
        method={"lesson": lesson, "begun": begun, "at": net.graph.get("at"), "since": net.graph.get("since")},
    )  # fmt: skip


def _tree(net: "nx.MultiDiGraph[str]", lesson: str) -> "nx.DiGraph[str]":
    """Return the records reached, each under the one that it was reached through, shortest chains first, then by day."""
    tree: nx.DiGraph[str] = nx.DiGraph(**net.graph | {"measure": "cascade", "lesson": lesson})
    known = _known(net, lesson)
    waiting = [(0, date.min, lesson, date.min, "", "")]
    while waiting:
        depth, _, record, _, parent, relation = heappop(waiting)
        if record in tree:
            continue
        tree.add_node(record, **net.nodes[record] | {"depth": depth})
        if parent:
            tree.add_edge(parent, record, relation=relation)
        for after, by in _taken_up(net, record):
            day = _day(net, after)
            there = _there(known[record], day, by)
            if there and there == known[after] and after not in tree:
                heappush(waiting, (depth + 1, day or date.max, after, known[record], record, by))
    return tree


def _known(net: "nx.MultiDiGraph[str]", lesson: str) -> dict[str, date]:
    """Return for each record reached the first day on which it can have been there."""
    known: dict[str, date] = {}
    waiting = [(_day(net, lesson) or date.min, lesson)]
    while waiting:
        day, record = heappop(waiting)
        if record in known:
            continue
        known[record] = day
        for after, by in _taken_up(net, record):
            there = _there(day, _day(net, after), by)
            if there and after not in known:
                heappush(waiting, (there, after))
    return known


def _there(before: date, own: date | None, relation: str) -> date | None:
    """Return when a record of day `own` was there, that took up one of the day `before`; None when it did not."""
    if relation == "related" and own and own < before:
        return None
    return max(own or before, before)


def _taken_up(net: "nx.MultiDiGraph[str]", record: str) -> list[tuple[str, str]]:
    """Return the records that take up `record`, with the relation by which they do."""
    return sorted({
        (after, tie["relation"])
        for after, _, tie in net.in_edges(record, data=True)
        if _SPREADS.get(tie["relation"]) == kind_of(net, after)
    })  # fmt: skip


def _reach(
    net: "nx.MultiDiGraph[str]", touched: dict[str, list[tuple[date, str]]], begun: date | None
) -> pd.DataFrame:
    teams = [node for node in net if kind_of(net, node) == "team"]
    rows = []
    for team in teams:
        found = sorted(touched.get(team, ()))
        day = found[0][0] if found and found[0][0] != date.max else None
        days = max(0.0, float((day - begun).days)) if day and begun else float("nan")
        rows.append((pd.Timestamp(day) if day else pd.NaT, days, found[0][1] if found else "", len(found)))
    table = pd.DataFrame(
        rows, columns=["first", "days", "record", "records"], index=pd.Index(teams, name="team")
    )
    return table.astype({"first": "datetime64[s]", "days": float, "records": int})


def _day(net: "nx.MultiDiGraph[str]", record: str) -> date | None:
    day: date | None = net.nodes[record]["day"]
    return day
