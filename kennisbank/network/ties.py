"""Who is tied to whom: the references of one record, and its neighbours."""

from dataclasses import dataclass
from datetime import date

import networkx as nx


@dataclass(frozen=True, kw_only=True)
class Tie:
    """One reference as seen from one of its ends. `outward` says that this end is the one that refers."""

    node: str
    kind: str
    title: str
    relation: str
    outward: bool
    since: date | None = None
    until: date | None = None


def ties(net: "nx.MultiDiGraph[str]", node: str) -> tuple[Tie, ...]:
    """Return every reference from and to `node`, by kind and title of the other end. Raises KeyError when it is not there."""
    outward = [(other, data, True) for _, other, data in net.out_edges(node, data=True)]
    inward = [(other, data, False) for other, _, data in net.in_edges(node, data=True)]
    found = [
        Tie(
            node=other, kind=net.nodes[other]["kind"], title=net.nodes[other]["title"],
            relation=data["relation"], outward=out, since=data["since"], until=data["until"],
        )
        for other, data, out in outward + inward
    ]  # fmt: skip
    return tuple(
        sorted(found, key=lambda tie: (tie.kind, tie.title.casefold(), tie.node, tie.relation, tie.outward))
    )


def neighbours(net: "nx.MultiDiGraph[str]", node: str) -> frozenset[str]:
    """Return the records joined to `node`, whatever way the arrow points; a loop does not count. Raises KeyError."""
    if node not in net:
        raise KeyError(node)
    return (frozenset(net.successors(node)) | frozenset(net.predecessors(node))) - {node}
