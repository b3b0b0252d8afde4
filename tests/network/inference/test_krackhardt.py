"""How much a network looks like an organisation chart."""

from itertools import combinations
from math import comb

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from kennisbank import network as n
from tests.network.graphs import graphs, renamed, with_isolate

PARTS = ("connectedness", "hierarchy", "efficiency", "least_upper_bound")


def numbers(net):
    """Return the four numbers; None for one that is not defined."""
    found = n.krackhardt(net)
    return [
        None if np.isnan(value) else round(value, 9) for value in (getattr(found, part) for part in PARTS)
    ]


def by_definition(net):
    """Return the four numbers by going through all pairs, as Krackhardt (1994) tells them."""
    net = nx.DiGraph(net)
    reach = {node: nx.descendants(net, node) | {node} for node in net}
    parts = list(nx.weakly_connected_components(net))
    joined = [set(pair) for part in parts for pair in combinations(part, 2)]
    size = len(net)
    some = [(a, b) for a, b in combinations(net, 2) if b in reach[a] or a in reach[b]]
    mutual = [(a, b) for a, b in some if b in reach[a] and a in reach[b]]
    most = sum((len(part) - 1) ** 2 for part in parts)
    spare = net.number_of_edges() - sum(len(part) - 1 for part in parts)
    without, bound = 0, sum(comb(len(part) - 1, 2) for part in parts)
    for part in parts:
        for a, b in combinations(part, 2):
            above = [k for k in net if a in reach[k] and b in reach[k]]
            without += len(part) > 2 and not any(all(k in reach[other] for other in above) for k in above)
    return [
        None if not size else 1.0 if size == 1 else round(len(joined) / comb(size, 2), 9),
        round(1 - len(mutual) / len(some), 9) if some else None,
        round(1 - spare / most, 9) if most else None,
        round(1 - without / bound, 9) if bound else None,
    ]


@pytest.mark.parametrize("branches, height", [(1, 4), (2, 3), (5, 2)])
def test_a_chart_with_one_boss_for_each_scores_one_on_all_four(branches, height):
    chart = nx.balanced_tree(branches, height, create_using=nx.DiGraph)

    assert [1.0] * 4 == numbers(chart)


@pytest.mark.parametrize(
    "arcs, expected",
    [
        ([(0, 1), (1, 2), (2, 3), (3, 0)], [1, 0, 1 - 1 / 9, 1]),
        (list(nx.complete_graph(4, nx.DiGraph).edges), [1, 0, 0, 1]),
        # Two bosses of one: nobody stands above both bosses, 1 pair of at most 1.
        ([("a", "c"), ("b", "c")], [1, 1, 1, 0]),
        # Two bosses of the same two: neither the bosses nor the two below have one nearest, 2 of at most 3.
        ([("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")], [1, 1, 1 - 1 / 9, 1 - 2 / 3]),
        # Two charts of three: 6 of 15 pairs are joined.
        ([(0, 1), (0, 2), (3, 4), (3, 5)], [6 / 15, 1, 1, 1]),
    ],
)  # fmt: skip
def test_small_networks_have_the_numbers_counted_by_hand(arcs, expected):
    assert pytest.approx(expected) == numbers(nx.DiGraph(arcs))


@settings(max_examples=60, deadline=None)
@given(graphs(weighted=False, most=7))
def test_the_four_numbers_are_those_of_the_definition(net):
    assert by_definition(net) == numbers(net)


@settings(max_examples=20, deadline=None)
@given(graphs(directed=True, weighted=False))
def test_names_and_the_way_all_arcs_point(net):
    found, back = numbers(net), numbers(net.reverse())

    assert found == numbers(renamed(net)[0])
    assert found[:3] == back[:3]


@settings(max_examples=20, deadline=None)
@given(graphs(weighted=False, least=2))
def test_an_isolate_loosens_and_a_copy_beside_it_changes_no_shape(net):
    size, found = len(net), numbers(net)
    alone, twice = numbers(with_isolate(net)), numbers(nx.disjoint_union(net, net))

    assert [pytest.approx(found[0] * (size - 1) / (size + 1), abs=1e-8), *found[1:]] == alone
    assert pytest.approx(found[0] * (size - 1) / (2 * size - 1), abs=1e-8) == twice[0]
    assert found[1:] == twice[1:]


@pytest.mark.parametrize("size, connectedness", [(0, None), (1, 1.0), (3, 0.0)])
def test_without_arcs_only_connectedness_is_defined(size, connectedness):
    assert [connectedness, None, None, None] == numbers(nx.empty_graph(size, create_using=nx.DiGraph))


def test_loops_parallel_arcs_and_weights_do_not_matter():
    noisy = nx.MultiDiGraph([("a", "b"), ("a", "b"), ("a", "c"), ("b", "b")])
    noisy.add_edge("c", "d", weight=7)

    assert [1.0] * 4 == numbers(noisy)


def test_a_long_chain_is_no_deeper_than_a_short_one():
    assert [1.0] * 4 == numbers(nx.path_graph(900, create_using=nx.DiGraph))
