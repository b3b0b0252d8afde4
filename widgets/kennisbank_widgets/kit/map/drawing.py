"""A network as flat arrays: what the map widget sends to the browser, and small enough to send."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import networkx as nx
import numpy as np

from kennisbank.network.graph import STANDING, kind_of

NODE_LIMIT = 10_000
TIE_LIMIT = 40_000
"""More than this is unreadable and slow; the strongest part is drawn and the page says so."""
QUIET_FROM = 12_000
"""With as many ties or more, single ties are a carpet: those of a node are drawn when it is looked at."""
GROUPED_FROM = 1_200
"""With as many nodes or more, the map shows groups from afar."""
NAME_LIMIT = 80
ALWAYS, FOREVER = -(2**31), 2**31 - 1
"""The days of what has none: it was there all the time, and goes on."""
_NAMING = frozenset({"topic", "team"})
_EPOCH = date(1970, 1, 1).toordinal()
SHAPES = {
    "person": "circle", "team": "square", "topic": "diamond", "lesson": "triangle", "action": "down",
    "application": "plus", "reflection": "ring", "source": "hexagon", "handover": "cross",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Node `i` is record `ids[i]`, at `places[2i : 2i + 2]` (float32), of kind `kinds[kind_of[i]]` (uint8).

    Tie `j` joins nodes `ends[2j]` and `ends[2j + 1]` (uint32) by `relations[relation_of[j]]` (uint8). `names` holds the
    titles, one per line, UTF-8. `days` and `since` are the day on which each node and each tie began (int32, days since
    1970, `ALWAYS` where it has none), `until` the day from which a tie no longer held (`FOREVER` where it goes on), `today`
    the day that counts as now. `groups` are what groups of
    nodes that hang together are called, and `group_of` the group of each node (uint16); none on a small map. `counts` is the number of nodes of each of `kinds`; `left_out` how many nodes and ties
    of the whole were too many to draw.
    """

    ids: tuple[str, ...] = ()
    places: bytes = b""
    kinds: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    kind_of: bytes = b""
    names: bytes = b""
    ends: bytes = b""
    relations: tuple[str, ...] = ()
    relation_of: bytes = b""
    days: bytes = b""
    since: bytes = b""
    until: bytes = b""
    today: int = 0
    groups: tuple[str, ...] = ()
    group_of: bytes = b""
    nodes: int = 0
    ties: int = 0
    left_out: tuple[int, int] = (0, 0)


def draw(
    net: "nx.MultiDiGraph[str]",
    places: Mapping[str, tuple[float, float]],
    *,
    whole: "nx.MultiDiGraph[str] | None" = None,
    today: date | None = None,
) -> Drawing:
    """Return `net` as a drawing, ties that ended before `today` among it; every node needs a place.

    `whole` is the network it is the strongest part of, `today` the day it is in UTC when it is not given.
    """
    ids = tuple(net)
    number = {node: index for index, node in enumerate(ids)}
    each = [kind_of(net, node) for node in ids]
    kinds = tuple(sorted(set(each), key=_order))
    began: dict[tuple[int, int, str], int] = {}
    ended: dict[tuple[int, int, str], int] = {}
    for one, other, tie in net.edges(data=True):
        ends = number[one], number[other], str(tie["relation"])
        began[ends] = min(_day(tie["since"]), began.get(ends, FOREVER))
        ended[ends] = max(FOREVER if tie["until"] is None else _day(tie["until"]), ended.get(ends, ALWAYS))
    drawn = _most_telling(sorted(began), degree=dict(net.degree()), ids=ids)
    relations = tuple(sorted({relation for *_, relation in drawn}))
    total = (whole or net).number_of_nodes()
    groups, group_of = _groups(net, ids) if len(ids) >= GROUPED_FROM else ((), b"")
    return Drawing(
        ids=ids,
        places=np.array([places[node] for node in ids], dtype="<f4").tobytes(),
        kinds=kinds,
        counts=tuple(each.count(kind) for kind in kinds),
        kind_of=bytes(kinds.index(kind) for kind in each),
        names="\n".join(_short(str(net.nodes[node]["title"])) for node in ids).encode(),
        ends=np.array([(one, other) for one, other, _ in drawn], dtype="<u4").tobytes(),
        relations=relations,
        relation_of=bytes(relations.index(relation) for *_, relation in drawn),
        days=np.array([_begin(net, node) for node in ids], dtype="<i4").tobytes(),
        since=np.array([began[tie] for tie in drawn], dtype="<i4").tobytes(),
        until=np.array([ended[tie] for tie in drawn], dtype="<i4").tobytes(),
        today=_day(today or datetime.now(UTC).date()),
        groups=groups,
        group_of=group_of,
        nodes=len(ids),
        ties=len(drawn),
        left_out=(total - len(ids), (whole or net).number_of_edges() - len(drawn)),
    )


def _groups(net: "nx.MultiDiGraph[str]", ids: tuple[str, ...]) -> tuple[tuple[str, ...], bytes]:
    """Return what the communities of `net` are called, and the one of each node: after their best tied topic or team."""
    from kennisbank.network.measures.communities import (
        communities,  # loaded here for cost: most maps are small
    )

    found = communities(net, seed=1, runs=1)["community"].to_dict()
    number = {label: place for place, label in enumerate(dict.fromkeys(found[node] for node in ids))}
    best: dict[int, tuple[int, int, str]] = {}
    for node, degree in net.degree():
        kind, title = kind_of(net, node), _short(str(net.nodes[node]["title"]))
        # A group is called after a person only where it is of people alone, and then not after the best tied.
        told = (0, 0, title) if kind == "person" else (2 if kind in _NAMING else 1, int(degree), title)
        best[number[found[node]]] = max(told, best.get(number[found[node]], told))
    names = tuple(best[place][2] for place in range(len(number)))
    return names, np.array([number[found[node]] for node in ids], dtype="<u2").tobytes()


def days(text: str) -> int | None:
    """Return a day such as 2026-03-31 in days since 1970; None for an empty text."""
    return _day(date.fromisoformat(text)) if text else None


def day_or_none(text: str) -> str:
    """Return `text` where it is a day such as 2026-03-31, otherwise an empty text."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _day(day: date | None) -> int:
    return ALWAYS if day is None else day.toordinal() - _EPOCH


def _begin(net: "nx.MultiDiGraph[str]", node: str) -> int:
    about = net.nodes[node]
    return ALWAYS if about["kind"] in STANDING else _day(about.get("day"))


def _most_telling(
    joined: list[tuple[int, int, str]], *, degree: Mapping[str, int], ids: tuple[str, ...]
) -> list[tuple[int, int, str]]:
    """Keep at most `TIE_LIMIT` ties: those whose least tied end has the fewest others, so that nobody is cut loose first."""
    if len(joined) <= TIE_LIMIT:
        return joined
    ranked = sorted(joined, key=lambda tie: (min(degree[ids[tie[0]]], degree[ids[tie[1]]]), tie))
    return sorted(ranked[:TIE_LIMIT])


def _order(kind: str) -> tuple[int, str]:
    known = list(SHAPES)
    return (known.index(kind) if kind in known else len(known)), kind


def _short(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= NAME_LIMIT else line[: NAME_LIMIT - 1].rstrip() + "…"
