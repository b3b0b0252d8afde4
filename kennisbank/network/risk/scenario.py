"""What if these people leave: topics without a holder, flows that stop, a network that falls apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import floor
from typing import Any, ClassVar

import networkx as nx
import numpy as np
import pandas as pd

from kennisbank.errors import InvalidInput
from kennisbank.network.described import Finding
from kennisbank.network.evidence import HALF_LIFE
from kennisbank.network.risk.given import a_share, with_columns
from kennisbank.network.risk.holding import HOLDS, holders as holding, is_there
from kennisbank.network.risk.passing import passed_on, teams_of
from kennisbank.network.seeds import settled


@dataclass(frozen=True, kw_only=True)
class WhatIf(Finding):
    """What is gone when `leaving` have gone; topics and people by their id, in order.

    `topics_lost` have holders now and none then; `topics_single` come down from more to one, whom `last_holders` names.
    `flows_cut` are the arcs (from, to) with one who leaves at an end. The components are those of the people who have
    contacts now, without and with who leaves; `cut_off` have contacts now and none then.
    """

    measure: ClassVar[str] = "what_if"
    leaving: tuple[Any, ...]
    topics_held: int
    topics_lost: tuple[Any, ...]
    topics_single: tuple[Any, ...]
    last_holders: dict[Any, Any]
    flows: int
    flows_cut: tuple[tuple[Any, Any], ...]
    components_before: int
    components_after: int
    largest_before: int
    largest_after: int
    cut_off: tuple[Any, ...]


def what_if(  # noqa: PLR0913 - what is known already can be given
    net: "nx.Graph[Any]",
    leaving: Iterable[Any],
    *,
    at: date,
    half_life_days: float = HALF_LIFE,
    threshold: float = HOLDS,
    holders: pd.DataFrame | None = None,
    flows: "nx.Graph[Any] | None" = None,
) -> WhatIf:
    """Return what is lost of `net` when the people `leaving` are gone on the day `at`.

    Who holds what is told by `holders(net, at=at, …)`, or give it as `holders` when it is there already. `flows` is a
    graph of people (as `n.flows` makes); without it, who passed lessons on to whom (`passed_on`). Components are weakly
    connected ones of that graph, of people with a tie to somebody else now: who had nobody to lose is not counted. The
    same in R: ``igraph::components(delete_vertices(g, leaving))``.

    Raises InvalidInput when somebody in `leaving` is neither in `net` nor in `holders`, or is no person.
    """
    told = (
        holding(net, at=at, half_life_days=half_life_days, threshold=threshold)
        if holders is None
        else holders
    )
    with_columns(told, "topic", "person", "holds")
    gone = _people(net, leaving, told)
    rows = told[told["holds"]]
    before, left = _by_topic(rows), _by_topic(rows[~rows["person"].isin(gone)])
    single = sorted((topic for topic, who in left.items() if len(who) == 1 < len(before[topic])), key=str)
    arcs = flows if flows is not None else passed_on(net, at=at, holders=told)
    cut = [(one, other) for one, other in arcs.edges() if one != other and (one in gone or other in gone)]
    return WhatIf(
        leaving=gone,
        topics_held=len(before),
        topics_lost=tuple(sorted((topic for topic in before if topic not in left), key=str)),
        topics_single=tuple(single),
        last_holders={topic: next(iter(left[topic])) for topic in single},
        flows=sum(one != other for one, other in arcs.edges()),
        flows_cut=tuple(sorted(cut, key=str)),
        **_parts(arcs, frozenset(gone)),
        method={"at": at, "half_life_days": half_life_days, "threshold": threshold, "flows": "given" if flows is not None else "lessons"},
    )  # fmt: skip


def _people(net: "nx.Graph[Any]", leaving: Iterable[Any], told: pd.DataFrame) -> tuple[Any, ...]:
    """Return who leaves, each once and in order. Raises InvalidInput when one of them is no person who is known."""
    if isinstance(leaving, str):
        raise InvalidInput(f"{leaving!r} is one name.", mend="Give a list of people.", where="leaving")
    gone = tuple(sorted(dict.fromkeys(leaving), key=str))
    people, topics = set(told["person"]), set(told["topic"])
    for one in gone:
        if one not in net and one not in people:
            raise InvalidInput(
                f"{one!r} is not in the network.", mend="Name people who are.", where="leaving"
            )
        kind = net.nodes[one].get("kind", "person") if one in net else "person"
        if one not in people and (one in topics or kind != "person"):
            raise InvalidInput(f"{one!r} is no person.", mend="Name people.", where="leaving")
    return gone


def share_of_team(
    net: "nx.Graph[Any]", team: str, share: float, seed: int | None = None, *, at: date
) -> tuple[Any, ...]:
    """Return a random `share` (0 to 1) of who is in `team` on the day `at` and has not left, rounded, at least one.

    Without replacement, each group of that size as likely; in R ``sample(members, n)``. Nobody when the share is 0 or the
    team has nobody. Equal `seed`, equal people. Raises InvalidInput when `team` is no team in `net`, the share is not from 0 to 1, or the
    seed is below 0.
    """
    if team not in net:
        raise InvalidInput(f"{team!r} is not in the network.", mend="Name a team that is.", where="team")
    if net.nodes[team].get("kind") != "team":
        raise InvalidInput(f"{team!r} is no team.", mend="Name a team.", where="team")
    a_share(share, "share")
    members = [
        person
        for person, teams in teams_of(net, at=at).items()
        if team in teams and is_there(net.nodes[person])
    ]
    many = min(len(members), max(1, floor(share * len(members) + 0.5))) if share > 0 else 0
    drawn = np.random.default_rng(settled(seed)).permutation(len(members))[:many]
    return tuple(members[number] for number in sorted(drawn))


def _by_topic(rows: pd.DataFrame) -> dict[Any, set[Any]]:
    found: dict[Any, set[Any]] = {}
    for topic, person in zip(rows["topic"], rows["person"], strict=True):
        found.setdefault(topic, set()).add(person)
    return found


def _parts(arcs: Any, gone: frozenset[Any]) -> dict[str, Any]:
    plain = nx.Graph((one, other) for one, other in arcs.edges() if one != other)
    before = [len(part) for part in nx.connected_components(plain)]
    stay = plain.subgraph([node for node in plain if node not in gone])
    after = [len(part) for part in nx.connected_components(stay)]
    return {
        "components_before": len(before), "components_after": len(after),
        "largest_before": max(before, default=0), "largest_after": max(after, default=0),
        "cut_off": tuple(sorted((node for node, degree in stay.degree() if degree == 0), key=str)),
    }  # fmt: skip
