"""Peers for a consultation group: people who know what the asker does not, from elsewhere, and nobody's boss."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from math import floor, isfinite
from typing import Any, ClassVar

import networkx as nx
import numpy as np
import pandas as pd
from scipy import optimize, sparse

from kennisbank.errors import InvalidInput
from kennisbank.network.apart import Apart, Bosses, apart, matrix, most
from kennisbank.network.described import Finding
from kennisbank.network.evidence import HALF_LIFE
from kennisbank.network.risk.holding import HOLDS, holders as holding, is_there


@dataclass(frozen=True, kw_only=True)
class PeerGroup(Finding):
    """Whom to invite. `members` are the others, who brings most first; `covers` the topics they hold and the asker does not.

    `wanted` is how many topics could be covered, `value` how many are; no group within the rules covers more than `bound`;
    `gap` is the part of `bound` that may be missed, 0 when this group is proved to be the best. `brings` has for each member
    title, teams and the wanted topics they hold.
    """

    measure: ClassVar[str] = "peer_group"
    asker: Any
    members: tuple[Any, ...]
    covers: tuple[Any, ...]
    value: int
    wanted: int
    bound: int
    gap: float
    brings: pd.DataFrame


def peer_group(  # noqa: PLR0913 - a group has these rules
    net: "nx.Graph[Any]",
    asker: Any,
    *,
    at: date,
    size: int = 4,
    topics: Collection[Any] | None = None,
    bosses: Bosses | None = None,
    without: Iterable[Any] = (),
    half_life_days: float = HALF_LIFE,
    threshold: float = HOLDS,
    holders: pd.DataFrame | None = None,
    seconds: float = 10.0,
) -> PeerGroup:
    """Return a group of `size` people, the asker among them, who together know most of what the asker does not.

    Covered is a topic that a member holds (`holders`) and the asker does not; only `topics` count when given. Rules: no two
    from one team, and no boss with their own staff, whether the asker is one of them or not. `bosses` are pairs, or for
    each person their boss; without it, who leads a team is the boss of those in it and below it. Who is in no team is from
    elsewhere. People in `without` are not invited, nor is who has left.

    A maximum coverage problem (Church & ReVelle 1974, *Papers in Regional Science* 32) with rules, solved as an integer
    programme by HiGHS (`scipy.optimize.milp`): ``max Σ z_t``, ``z_t <= Σ x_p`` over who holds t, ``Σ x_p = size - 1``,
    ``Σ x_p <= 1`` per team and per pair; `bound` is what it proved in at most `seconds`.

    Raises InvalidInput when the asker is not in the network, and when no such group exists: it says which rule is in the way.
    """
    if asker not in net or net.nodes[asker].get("kind") != "person":
        raise InvalidInput(f"{asker!r} is no person in the network.", mend="Name one who is.", where="asker")
    if size < 2:
        raise InvalidInput(f"A group of {size} is none.", mend="Give 2 or more.", where="size")
    told = (
        holding(net, at=at, half_life_days=half_life_days, threshold=threshold)
        if holders is None
        else holders
    )
    out = frozenset(without)
    there = [
        one for one, about in net.nodes(data=True) if is_there(about) and one != asker and one not in out
    ]
    rules = apart(net, [asker, *there], at=at, bosses=bosses)
    people = sorted(one for one in there if not rules.clash(asker, one))
    _possible(people, there, rules, asker, size)
    held = {(row.person, row.topic) for row in told[told["holds"]].itertuples()}
    mine = {topic for person, topic in held if person == asker}
    asked = {topic for _, topic in held} if topics is None else set(topics)
    wanted = sorted(asked - mine, key=str)
    chosen, bound = _chosen(people, wanted, held, rules.rows(people), size - 1, seconds)
    brings = {one: tuple(topic for topic in wanted if (one, topic) in held) for one in chosen}
    members = tuple(sorted(chosen, key=lambda one: (-len(brings[one]), str(one))))
    covers = tuple(topic for topic in wanted if any((one, topic) in held for one in chosen))
    return PeerGroup(
        asker=asker,
        members=members,
        covers=covers,
        value=len(covers),
        wanted=len(wanted),
        bound=max(bound, len(covers)),
        gap=1 - len(covers) / bound if bound > len(covers) else 0.0,
        brings=_brings(net, members, brings, rules),
        method={
            "at": at,
            "size": size,
            "people": len(people),
            "model": "maximum coverage, integer programme",
        },
    )


def _possible(people: list[Any], there: list[Any], rules: Apart, asker: Any, size: int) -> None:
    """Raise InvalidInput, naming the rule in the way, when no group of `size` can be made."""
    what = f"No group of {size} can be made around {asker!r}:"
    if len(there) < size - 1:
        raise InvalidInput(
            f"{what} there are only {len(there)} other people.",
            mend="Ask for a smaller group.",
            where="people",
        )
    if most(len(people), rules.rows(people)) >= size - 1:
        return
    clashes = [rules.clash(asker, one) for one in there]
    fits = {
        "teams": most(*_loose(there, rules, asker, "bosses")),
        "bosses": most(*_loose(there, rules, asker, "teams")),
    }
    reached = most(len(people), rules.rows(people)) + 1
    ways = {"teams": "no two from one team", "bosses": "no boss with their own staff"}
    free = [rule for rule, number in fits.items() if number >= size - 1]
    rule = free[0] if len(free) == 1 else "teams" if len(free) > 1 else ""
    because = ways[rule] if rule else f"{ways['teams']} and {ways['bosses']}"
    raise InvalidInput(
        f"{what} with {because}, at most {reached} fit ({sum(map(bool, clashes))} people may not sit with the asker).",
        mend=f"Ask for a group of {reached} or fewer, or invite people from elsewhere.",
        where=rule or "teams, bosses",
    )


def _loose(there: list[Any], rules: Apart, asker: Any, kept: str) -> tuple[int, list[list[int]]]:
    """Return how many people, and the rules between them, when only the rule `kept` counts."""
    only = Apart(
        teams=rules.teams if kept == "teams" else {},
        bosses=rules.bosses if kept == "bosses" else frozenset(),
    )
    people = [one for one in there if not only.clash(asker, one)]
    return len(people), only.rows(people)


def _chosen(  # noqa: PLR0913 - the sides of the programme
    people: list[Any],
    wanted: list[Any],
    held: set[tuple[Any, Any]],
    rows: list[list[int]],
    many: int,
    seconds: float,
) -> tuple[list[Any], int]:
    """Return who is chosen, and how many topics any group can cover at most."""
    here, width = len(people), len(people) + len(wanted)
    by = [[number for number, one in enumerate(people) if (one, topic) in held] for topic in wanted]
    covered = sparse.hstack([-matrix(by, here), sparse.eye_array(len(wanted))]) if wanted else None
    total = np.concatenate([np.ones(here), np.zeros(len(wanted))])[None, :]
    limits = [optimize.LinearConstraint(sparse.csr_array(total), many, many)]
    if covered is not None:
        limits.append(optimize.LinearConstraint(sparse.csr_array(covered), -np.inf, 0))
    if rows:
        limits.append(optimize.LinearConstraint(matrix(rows, width), -np.inf, 1))
    found = optimize.milp(
        np.concatenate([np.zeros(here), -np.ones(len(wanted))]),
        constraints=limits,
        integrality=np.concatenate([np.ones(here), np.zeros(len(wanted))]),
        bounds=optimize.Bounds(0, 1),
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )
    if found.x is None:
        raise InvalidInput(
            f"No group was found in {seconds} seconds.", mend="Give more seconds.", where="seconds"
        )
    proved = found.mip_dual_bound
    bound = floor(-proved + 1e-6) if proved is not None and isfinite(proved) else len(wanted)
    return [people[number] for number in np.flatnonzero(np.round(found.x[:here]))], bound


def _brings(
    net: "nx.Graph[Any]", members: tuple[Any, ...], brings: dict[Any, tuple[Any, ...]], rules: Apart
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "title": [str(net.nodes[one].get("title", one)) for one in members],
            "teams": [tuple(team for team, who in rules.teams.items() if one in who) for one in members],
            "topics": [brings[one] for one in members],
        },
        index=pd.Index(list[Any](members), name="person", tupleize_cols=False),
    )
