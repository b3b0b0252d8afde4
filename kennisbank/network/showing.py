"""What in the network of a bank shows that somebody knows something about a topic, and how much each kind counts."""

from collections.abc import Iterator
from typing import Any

import networkx as nx

from kennisbank.network.graph import kind_of

WEIGHTS = {"knows": 3, "received": 3, "wrote": 2, "applied": 2, "reflected": 1, "acts": 1}
"""How much each kind of evidence counts. Chosen by us, not measured: saying so yourself and a hand-over that is done count most, a lesson written or
applied next, an action owned or a look back least. Ties are broken by name, so the order says little between equals."""
_CAME_OF_IT = frozenset({"action", "application", "reflection"})
_BY_RELATION = {
    "received_by": "received",
    "made_by": "wrote",
    "applied_by": "applied",
    "reflected_by": "reflected",
    "owned_by": "acts",
}


def narrower(net: "nx.MultiDiGraph[str]", topic: str) -> tuple[str, ...]:
    """Return `topic` and everything below it, in breadth-first order. Raises KeyError when it is not there."""
    if topic not in net:
        raise KeyError(topic)
    found = {topic: None}
    queue = [topic]
    while queue:
        for below in _sources(net, queue.pop(0), relation="broader"):
            if below not in found:
                found[below] = None
                queue.append(below)
    return tuple(found)


def shown(net: "nx.MultiDiGraph[str]", topic: str) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield what ties people to `topic` itself: person, word of `WEIGHTS`, the record that shows it, and the reference.

    What somebody says of themselves is shown by the topic; the rest by a hand-over that is done, a lesson about it, or what came of one.
    """
    for person, _, tie in net.in_edges(topic, data=True):
        if tie["relation"] == "knows":
            yield person, "knows", topic, tie
    for handover in _sources(net, topic, relation="hands_over"):
        if net.nodes[handover].get("status") == "done":
            yield from _shown_by(net, handover)
    for lesson in _sources(net, topic, relation="about"):
        yield from of_lesson(net, lesson)


def of_lesson(net: "nx.MultiDiGraph[str]", lesson: str) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield the people of `lesson` and of what came of it, as `shown` does."""
    came_of_it = {node for node in net.predecessors(lesson) if kind_of(net, node) in _CAME_OF_IT}
    for record in (lesson, *sorted(came_of_it)):
        yield from _shown_by(net, record)


def _shown_by(net: "nx.MultiDiGraph[str]", record: str) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    for _, person, tie in net.out_edges(record, data=True):
        word = _BY_RELATION.get(tie["relation"])
        if word and kind_of(net, person) == "person":
            yield person, word, record, tie


def _sources(net: "nx.MultiDiGraph[str]", node: str, *, relation: str) -> list[str]:
    return sorted({source for source, _, tie in net.in_edges(node, data=True) if tie["relation"] == relation})
