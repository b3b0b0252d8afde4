"""Who knows something about a topic, and how we can tell."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kennisbank.network.graph import kind_of

WEIGHTS = {"knows": 3, "wrote": 2, "applied": 2, "reflected": 1, "acts": 1}
"""How much each kind of evidence counts. Chosen by us, not measured: saying so yourself counts most, a lesson written or
applied next, an action owned or a look back least. Ties are broken by name, so the order says little between equals."""
_CAME_OF_IT = frozenset({"action", "application", "reflection"})
_BY_RELATION = {"made_by": "wrote", "applied_by": "applied", "reflected_by": "reflected", "owned_by": "acts"}


@dataclass(frozen=True, kw_only=True)
class Expert:
    """Someone to ask. `evidence` maps a word of `WEIGHTS` to the ids of the records that show it."""

    person: str
    name: str
    evidence: dict[str, tuple[str, ...]]

    @property
    def weight(self) -> int:
        """Return the evidence added up by `WEIGHTS`."""
        return sum(WEIGHTS[word] * len(ids) for word, ids in self.evidence.items())


def experts(net: "nx.MultiDiGraph[str]", topic: str) -> tuple[Expert, ...]:
    """Return the people tied to `topic` or a narrower one, most evidence first; only people who are still there.

    Evidence: they say so themselves (`knows`), wrote a lesson about it, applied such a lesson, looked back on one or
    own an action that follows from one. It shows who to ask, not who is best: who writes nothing down is not seen.
    Raises KeyError when `topic` is not in the network.
    """
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for concept in narrower(net, topic):
        for person, word, record, _ in shown(net, concept):
            found[person][word].add(record)
    people = [_expert(net, person, evidence) for person, evidence in found.items()]
    present = (item for item in people if net.nodes[item.person].get("status") == "active")
    return tuple(sorted(present, key=lambda item: (-item.weight, item.name.casefold(), item.person)))


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

    What somebody says of themselves is shown by the topic; the rest by a lesson about it or by what came of one.
    """
    for person, _, tie in net.in_edges(topic, data=True):
        if tie["relation"] == "knows":
            yield person, "knows", topic, tie
    for lesson in _sources(net, topic, relation="about"):
        yield from of_lesson(net, lesson)


def of_lesson(net: "nx.MultiDiGraph[str]", lesson: str) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield the people of `lesson` and of what came of it, as `shown` does."""
    came_of_it = {node for node in net.predecessors(lesson) if kind_of(net, node) in _CAME_OF_IT}
    for record in (lesson, *sorted(came_of_it)):
        for _, person, tie in net.out_edges(record, data=True):
            word = _BY_RELATION.get(tie["relation"])
            if word and kind_of(net, person) == "person":
                yield person, word, record, tie


def _sources(net: "nx.MultiDiGraph[str]", node: str, *, relation: str) -> list[str]:
    return sorted({source for source, _, tie in net.in_edges(node, data=True) if tie["relation"] == relation})


def _expert(net: "nx.MultiDiGraph[str]", person: str, evidence: dict[str, set[str]]) -> Expert:
    ordered = {word: tuple(sorted(evidence[word])) for word in WEIGHTS if evidence.get(word)}
    return Expert(person=person, name=str(net.nodes[person]["title"]), evidence=ordered)
