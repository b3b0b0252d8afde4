"""Two-mode networks of a bank: people and the topics or lessons they have to do with, with the evidence for each tie."""

from collections import defaultdict
from collections.abc import Iterator

import networkx as nx

from kennisbank.network.graph import kind_of
from kennisbank.network.showing import WEIGHTS, narrower

_BY_RELATION = {"made_by": "wrote", "applied_by": "applied", "reflected_by": "reflected", "owned_by": "acts"}
_LEADS_TO_LESSON = frozenset({"applies", "reflects_on", "follows_from"})
_Evidence = dict[tuple[str, str], dict[str, set[str]]]


def person_lesson(net: "nx.MultiDiGraph[str]") -> "nx.Graph[str]":
    """Return who has to do with which lesson: everybody and every lesson of `net`, a tie where a record shows one.

    Somebody `wrote` a lesson, `applied` it, `reflected` on it or `acts` on it. A tie has `evidence` (word → ids of
    the records), `count` of them, and `weight`: the evidence added up by `kennisbank.network.showing.WEIGHTS`.
    People have `bipartite` 0, lessons 1; `graph.graph` says how it was made.
    """
    found: _Evidence = defaultdict(lambda: defaultdict(set))
    for person, lesson, word, record in _lessons(net):
        found[person, lesson][word].add(record)
    return _two_mode(net, found, "lesson")


def person_topic(net: "nx.MultiDiGraph[str]", *, with_narrower: bool = False) -> "nx.Graph[str]":
    """Return who has to do with which topic: everybody and every topic of `net`, a tie where a record shows one.

    Somebody `knows` the topic by their own word, or has to do with a lesson about it (see `person_lesson`). `with_narrower` counts what is about a narrower topic for the
    broader ones too. A person and a lesson about two topics make two ties.
    """
    found: _Evidence = defaultdict(lambda: defaultdict(set))
    about: dict[str, list[str]] = defaultdict(list)
    for source, target, tie in net.edges(data=True):
        if tie["relation"] == "about" and kind_of(net, target) == "topic":
            about[source].append(target)
        elif tie["relation"] == "knows":
            found[source, target]["knows"].add(target)
    for person, lesson, word, record in _lessons(net):
        for topic in about[lesson]:
            found[person, topic][word].add(record)
    graph = _two_mode(net, _broadened(net, found) if with_narrower else found, "topic")
    graph.graph["with_narrower"] = with_narrower
    return graph


def _lessons(net: "nx.MultiDiGraph[str]") -> Iterator[tuple[str, str, str, str]]:
    """Yield (person, lesson, word of evidence, record that shows it)."""
    for record in net:
        ties = [(other, tie["relation"]) for _, other, tie in net.out_edges(record, data=True)]
        own = [record] if kind_of(net, record) == "lesson" else []
        lessons = own + [
            other for other, relation in ties
            if relation in _LEADS_TO_LESSON and kind_of(net, other) == "lesson"
        ]  # fmt: skip
        for person, relation in ties:
            if relation in _BY_RELATION and kind_of(net, person) == "person":
                for lesson in lessons:
                    yield person, lesson, _BY_RELATION[relation], record


def _broadened(net: "nx.MultiDiGraph[str]", found: _Evidence) -> _Evidence:
    above: dict[str, list[str]] = defaultdict(list)
    for topic in net:
        if kind_of(net, topic) == "topic":
            for below in narrower(net, topic):
                above[below].append(topic)
    wider: _Evidence = defaultdict(lambda: defaultdict(set))
    for (person, topic), evidence in found.items():
        for broad in above[topic]:
            for word, records in evidence.items():
                wider[person, broad][word] |= records
    return wider


def _two_mode(net: "nx.MultiDiGraph[str]", found: _Evidence, other: str) -> "nx.Graph[str]":
    graph: nx.Graph[str] = nx.Graph(**net.graph | {"measure": f"person_{other}", "weights": dict(WEIGHTS)})
    for side, kind in enumerate(("person", other)):
        graph.add_nodes_from(
            (node, net.nodes[node] | {"bipartite": side}) for node in net if kind_of(net, node) == kind
        )
    for (person, node), evidence in sorted(found.items()):
        ordered = {word: tuple(sorted(evidence[word])) for word in WEIGHTS if evidence.get(word)}
        weight = sum(WEIGHTS[word] * len(ids) for word, ids in ordered.items())
        count = len({one for ids in ordered.values() for one in ids})
        graph.add_edge(person, node, weight=float(weight), count=count, evidence=ordered)
    return graph
