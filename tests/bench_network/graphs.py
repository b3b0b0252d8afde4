"""Made-up graphs and histories of any size: people who ask each other, people with topics, people who change files.

The same size gives the same.
"""

from typing import Any

import networkx as nx
import numpy as np

from kennisbank import network as n

TEAMS = 20


def people(edges: int) -> Any:
    """Return a directed graph of `edges` arcs between a fifth as many people, most of them to few: a power law.

    Arcs have a `weight` of 1 to 5, people a `team`.
    """
    chance, size = np.random.default_rng(edges), edges // 5
    pull = np.arange(1, size + 1) ** (-1 / 1.6)
    cumulated = np.cumsum(pull) / pull.sum()
    found = np.zeros(0, dtype=np.int64)
    turned = chance.permutation(size)
    while len(found) < edges:
        tails, heads = (np.searchsorted(cumulated, chance.random(edges)).clip(max=size - 1) for _ in range(2))
        tails = turned[tails]
        fresh = (tails * size + heads)[tails != heads]
        found = np.unique(np.concatenate([found, fresh]))
    codes = chance.permutation(found)[:edges]
    net: Any = nx.DiGraph()
    net.add_nodes_from((node, {"team": node % TEAMS}) for node in range(size))
    weights = chance.integers(1, 6, size=edges).tolist()
    net.add_weighted_edges_from(zip((codes // size).tolist(), (codes % size).tolist(), weights, strict=True))
    return net


def two_mode(edges: int) -> Any:
    """Return a graph of people and topics with `edges` ties: ten topics a person, a topic the more popular the lower."""
    chance = np.random.default_rng(edges)
    persons, topics = edges // 10, edges // 40
    pull = chance.lognormal(0, 1, topics)
    cumulated = np.cumsum(pull) / pull.sum()
    codes = np.zeros(0, dtype=np.int64)
    while len(codes) < edges:
        ends = chance.integers(persons, size=edges), np.searchsorted(cumulated, chance.random(edges))
        codes = np.unique(np.concatenate([codes, ends[0] * topics + ends[1].clip(max=topics - 1)]))
    codes = chance.permutation(codes)[:edges]
    net: Any = nx.Graph(people=list(range(persons)))
    net.add_nodes_from(range(persons + topics))
    net.add_edges_from(zip((codes // topics).tolist(), (persons + codes % topics).tolist(), strict=True))
    return net


def pair(edges: int) -> Any:
    """Return `people`, with the same arcs turned round as another relation (`others`)."""
    net = people(edges)
    net.graph["others"] = {"back": net.reverse()}
    return net


def three(edges: int) -> Any:
    """Return `pair` with a third relation: the same arcs between the next person and the next."""
    net = pair(edges)
    moved: Any = nx.DiGraph()
    moved.add_nodes_from(net)
    moved.add_edges_from(((one + 1) % len(net), (other + 1) % len(net)) for one, other in net.edges)
    net.graph["others"]["moved"] = moved
    return net


def history(edges: int) -> Any:
    """Return a history of `edges` changes: twenty a file, most by few; a person per two hundred changes."""
    chance = np.random.default_rng(edges)
    files, persons = max(1, edges // 20), max(2, edges // 200)
    changed = np.concatenate([np.arange(files), chance.integers(files, size=edges - files)])
    # Who works on a file is drawn near that file, so that knowledge is in several hands.
    near = (changed * persons // files + chance.geometric(0.3, size=edges)) % persons
    return n.work_of(
        {"author": [f"p{person}" for person in near.tolist()], "file": [f"d{file % TEAMS}/f{file}" for file in changed.tolist()]},
        tuple(f"d{file % TEAMS}/f{file}" for file in range(files)),
    )  # fmt: skip


MAKERS = {"people": people, "pair": pair, "three": three, "two-mode": two_mode, "history": history}
