"""Every random graph that may be drawn is drawn as often as another, and keeps what it must keep."""

from collections import Counter
from itertools import combinations, permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from scipy import stats

from kennisbank import network as n
from kennisbank.network.inference import random_graphs
from kennisbank.network.inference.random_graphs import any_graph, same_degrees, same_dyads, same_ties
from tests.network.graphs import graphs

pytestmark = pytest.mark.slow  # the file, taken together


def ties(told):
    """Return the ties of a drawn graph as something to count by."""
    return frozenset(zip(*(side.tolist() for side in told.matrix.nonzero()), strict=True))


def all_graphs(size, *, directed):
    """Return the ties, both ways without direction, of every graph of `size` nodes."""
    pairs = list(permutations(range(size), 2) if directed else combinations(range(size), 2))
    for many in range(len(pairs) + 1):
        for chosen in combinations(pairs, many):
            yield frozenset(chosen if directed else [*chosen, *((b, a) for a, b in chosen)])


def degrees(found, size):
    """Return out- and indegree of every node."""
    return [(sum(a == i for a, _ in found), sum(b == i for _, b in found)) for i in range(size)]


def mutual(found):
    """Return how many ties are answered."""
    return sum((b, a) in found for a, b in found)


@pytest.mark.parametrize(
    "draw, net, alike",
    [
        (any_graph, nx.path_graph(3), lambda _found, _own: True),
        (any_graph, nx.path_graph(3, nx.DiGraph), lambda _found, _own: True),
        (same_ties, nx.path_graph(4), lambda found, own: len(found) == len(own)),
        (same_ties, nx.path_graph(3, nx.DiGraph), lambda found, own: len(found) == len(own)),
        (same_dyads, nx.path_graph(4), lambda found, own: len(found) == len(own)),
        (
            same_dyads, nx.DiGraph([(0, 1), (1, 0), (1, 2)]),
            lambda found, own: (len(found), mutual(found)) == (len(own), mutual(own)),
        ),
        (same_degrees, nx.path_graph(5), lambda found, own: degrees(found, 5) == degrees(own, 5)),
        (same_degrees, nx.complement(nx.path_graph(5)), lambda found, own: degrees(found, 5) == degrees(own, 5)),
        (
            same_degrees, nx.DiGraph([(0, 1), (1, 2), (2, 3), (0, 3)]),
            lambda found, own: degrees(found, 4) == degrees(own, 4),
        ),
    ],
)  # fmt: skip
def test_each_graph_with_what_is_held_is_drawn_as_often(draw, net, alike):
    told = n.adjacency(net)
    own = ties(told)
    possible = {found for found in all_graphs(len(net), directed=net.is_directed()) if alike(found, own)}
    rng = np.random.default_rng(1)

    counts = Counter(ties(draw(told, rng)) for _ in range(25 * len(possible)))

    assert possible == set(counts)
    assert 0.001 < stats.chisquare([counts[found] for found in possible]).pvalue


@settings(max_examples=30, deadline=None)
@given(graphs(weighted=False))
def test_degrees_dyads_and_ties_stay_what_they_are(net):
    told, rng = n.adjacency(net), np.random.default_rng(2)
    own, size = ties(told), len(net)

    kept, paired, counted = (ties(draw(told, rng)) for draw in (same_degrees, same_dyads, same_ties))

    assert degrees(own, size) == degrees(kept, size)
    assert (len(own), mutual(own)) == (len(paired), mutual(paired))
    assert len(own) == len(counted)
    assert not [1 for found in (kept, paired, counted) for one, other in found if one == other]


@pytest.mark.parametrize("size", [2, 3, 60, 3_000_001])
def test_pairs_numbered_row_by_row_are_found_back(size):
    last = size * (size - 1) // 2
    numbers = np.unique(np.concatenate([np.arange(min(last, 3000)), last - 1 - np.arange(min(last, 3000))]))

    one, other = random_graphs._pair(numbers, size)

    assert (one >= 0).all()
    assert (one < other).all()
    assert (other < size).all()
    assert numbers.tolist() == (one * (2 * size - one - 1) // 2 + other - one - 1).tolist()


def test_a_three_cycle_keeps_its_turn():
    told = n.adjacency(nx.cycle_graph(3, nx.DiGraph))

    assert ties(told) == ties(same_degrees(told, np.random.default_rng(1)))


def test_nodes_keep_what_is_said_of_them():
    net = nx.cycle_graph(6)
    nx.set_node_attributes(net, "east", "team")

    assert ["east"] * 6 == same_degrees(n.adjacency(net), np.random.default_rng(1)).values_of("team")
