"""The knowledge network as a graph: records are nodes, references are dated arrows between them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import networkx as nx

from kennisbank.domain.record import Record
from kennisbank.domain.references import Reference
from kennisbank.network.days import in_order

STANDING = frozenset({"person", "team", "topic", "source"})
"""Kinds that are there all the time; the others *happen* on a day, and `since` looks at that day."""


def graph(
    records: Iterable[Record],
    references: Iterable[Reference],
    *,
    at: date | None = None,
    since: date | None = None,
) -> "nx.MultiDiGraph[str]":
    """Return the network of `records` joined by `references`, as it was on the day `at`.

    Nodes are record ids with the attributes of `_portrait`; edges run from the record that refers to the one referred
    to, with `relation`, `since` and `until` (days, None where unknown) and a key made of those three, so equal input
    gives an equal graph. A reference holds from `since` up to, not including, `until`.

    Without `at` every reference ever held is there, with its dates. With `at` only those that held on that day, and no
    record that came later. With `since` what happened earlier is left out (lessons, actions, applications,
    reflections), as is every reference that ended before; people, teams, topics and sources stay.

    A record that was merged into another is left out. So is a reference to a record that is not among `records`: what
    one may not see leaves no trace.
    `graph.graph` says how it was made: `at`, `since`. Raises InvalidInput when the period ends before it begins.
    """
    in_order(since, at, "The period")
    net: nx.MultiDiGraph[str] = nx.MultiDiGraph(at=at, since=since)
    for record in sorted(records, key=lambda item: item.id):
        if not record.replaced_by and _in_period(record, at=at, since=since):
            net.add_node(record.id, **_portrait(record))
    for item in sorted(references, key=_order):
        if item.source in net and item.target in net and _held(item, at=at, since=since):
            net.add_edge(
                item.source,
                item.target,
                key=key(item),
                relation=item.relation,
                since=item.since,
                until=item.until,
            )
    return net


def key(reference: Reference) -> str:
    """Return the edge key of `reference`: its relation and the days between which it held."""
    return f"{reference.relation} {reference.since or ''}..{reference.until or ''}"


def began(record: Record) -> date | None:
    """Return the day on which `record` happened, otherwise the day on which it was made, if either is known."""
    return record.day() or (record.created.date() if record.created else None)


def around(
    net: "nx.MultiDiGraph[str]", node: str, *, steps: int = 1, stop_at: frozenset[str] = frozenset()
) -> "nx.MultiDiGraph[str]":
    """Return the part of `net` within `steps` ties of `node`, whatever way the arrows point.

    The walk goes up to, but not beyond, records of a kind in `stop_at` (apart from `node` itself): a team or a topic
    would otherwise bring in everything. Raises KeyError when `node` is not there.
    """
    if node not in net:
        raise KeyError(node)
    near, edge = {node}, {node}
    for _ in range(steps):
        edge = {other for one in edge for other in (*net.successors(one), *net.predecessors(one))} - near
        near |= edge
        edge = {one for one in edge if kind_of(net, one) not in stop_at}
    return net.subgraph(near).copy()


def kind_of(net: "nx.MultiDiGraph[str]", node: str) -> str:
    """Return the kind of record that `node` is."""
    return str(net.nodes[node]["kind"])


def of_kinds(net: "nx.MultiDiGraph[str]", kinds: Iterable[str]) -> "nx.MultiDiGraph[str]":
    """Return the part of `net` whose nodes are of one of `kinds`."""
    wanted = frozenset(kinds)
    return net.subgraph([node for node in net if kind_of(net, node) in wanted]).copy()


def strongest(net: "nx.MultiDiGraph[str]", *, limit: int) -> "nx.MultiDiGraph[str]":
    """Return the `limit` nodes with the most ties (ties broken by id) and what runs between them."""
    if net.number_of_nodes() <= limit:
        return net
    ranked = sorted(net.degree(), key=lambda pair: (-pair[1], pair[0]))
    return net.subgraph([node for node, _ in ranked[:limit]]).copy()


def known_on(net: "nx.MultiDiGraph[str]", day: date) -> "nx.MultiDiGraph[str]":
    """Return the part of `net` that was there on `day`: what had happened, and the ties that had begun and not ended.

    People, teams, topics and sources are there all the time; so is what has no day. When that is all of it, `net` itself comes back.
    """
    return _cut(net, day, lambda tie: tie.get("until") is None or tie["until"] > day)


def up_to(net: "nx.MultiDiGraph[str]", day: date) -> "nx.MultiDiGraph[str]":
    """Return the part of `net` that had begun by `day`, ties that ended before among it; `net` itself when that is all."""
    return _cut(net, day, lambda _: True)


def _cut(
    net: "nx.MultiDiGraph[str]", day: date, lasts: Callable[[dict[str, Any]], bool]
) -> "nx.MultiDiGraph[str]":
    """Return the part of `net` that had begun by `day`, of its ties those that `lasts` lets through."""
    nodes = [
        node for node, about in net.nodes(data=True)
        if about["kind"] not in STANDING and about.get("day") is not None and about["day"] > day
    ]  # fmt: skip
    ties = [
        (one, other, key) for one, other, key, tie in net.edges(keys=True, data=True)
        if (tie["since"] is not None and tie["since"] > day) or not lasts(tie)
    ]  # fmt: skip
    if not nodes and not ties:
        return net
    part: nx.MultiDiGraph[str] = net.copy()
    part.remove_edges_from(ties)
    part.remove_nodes_from(nodes)
    return part


def _portrait(record: Record) -> dict[str, object]:
    """Return what a node tells: nothing that is personal beyond the title."""
    return {
        "kind": record.kind,
        "title": record.title,
        "status": record.status,
        "team": record.team,
        "language": record.language,
        "visibility": record.visibility,
        "confidence": getattr(record, "confidence", ""),
        "nature": getattr(record, "nature", ""),
        "day": began(record),
        "review_until": record.review_until,
        "may_be_asked": getattr(record, "may_be_asked", True),
    }


def _in_period(record: Record, *, at: date | None, since: date | None) -> bool:
    day = began(record)
    if day is None or record.kind in STANDING:
        return True
    return (at is None or day <= at) and (since is None or day >= since)


def _held(item: Reference, *, at: date | None, since: date | None) -> bool:
    started = at is None or item.since is None or item.since <= at
    going_on = item.until is None or (
        (at is None or at < item.until) and (since is None or since < item.until)
    )
    return started and going_on


def _order(item: Reference) -> tuple[str, str, str]:
    return item.source, item.target, key(item)


def pairs(net: "nx.MultiDiGraph[str]") -> Iterator[tuple[str, str, int]]:
    """Yield each pair of joined nodes once, in order, with the number of references between them; loops left out."""
    counted: dict[tuple[str, str], int] = {}
    for one, other in net.edges():
        if one != other:
            pair = (one, other) if one < other else (other, one)
            counted[pair] = counted.get(pair, 0) + 1
    for (one, other), number in sorted(counted.items()):
        yield one, other, number
