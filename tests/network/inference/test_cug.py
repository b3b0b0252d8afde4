"""A property of a network beside all networks of its size, its ties or its dyads."""

from math import comb

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from kennisbank import network as n
from kennisbank.errors import InvalidInput, TooLarge
from kennisbank.network.inference import whole
from kennisbank.network.matrices import Adjacency
from tests.network.graphs import graphs, renamed, with_isolate
from tests.network.inference.florence import marriage

RUNS = 2000
NEAR = 4 * 0.5 / RUNS**0.5
"""Four standard errors of a share of `RUNS`."""


def test_given_three_ties_one_in_five_graphs_of_four_is_a_triangle():
    net = nx.Graph([(0, 1), (1, 2), (2, 0)])
    net.add_node(3)

    found = n.cug(net, "transitivity", condition="edges", runs=RUNS, seed=1)

    # 20 graphs: 4 triangles (1), 12 paths and 4 stars (0).
    assert (1.0, 1.0) == (found.value, found.p_less)
    assert [0.2, 0.2, 0.4] == [
        pytest.approx(told, abs=NEAR) for told in (found.p_greater, found.mean, found.sd)
    ]
    assert 2 * found.p_greater == found.p


def test_given_one_way_dyads_one_in_four_triads_is_a_cycle():
    found = n.cug(nx.cycle_graph(3, nx.DiGraph), "transitivity", condition="dyads", runs=RUNS, seed=1)

    # 8 tournaments of three: 6 are transitive, 2 go round.
    assert (0.0, 1.0) == (found.value, found.p_greater)
    assert [0.25, 0.75] == [pytest.approx(told, abs=NEAR) for told in (found.p_less, found.mean)]


def test_given_the_size_alone_ties_are_tossed_for():
    net = nx.star_graph(4)

    found = n.cug(net, "density", condition="size", runs=RUNS, seed=1)

    at_least = sum(comb(10, many) for many in range(4, 11)) / 2**10
    at_most = sum(comb(10, many) for many in range(5)) / 2**10
    assert [at_least, at_most, 0.5] == [
        pytest.approx(told, abs=NEAR) for told in (found.p_greater, found.p_less, found.mean)
    ]
    assert np.sqrt(0.25 / 10) == pytest.approx(found.sd, abs=0.02)


def test_what_the_condition_holds_is_never_unusual():
    net = nx.DiGraph([(0, 1), (1, 0), (1, 2), (3, 2)])

    found = [
        n.cug(net, "density", condition="edges", runs=20, seed=1),
        n.cug(net, "reciprocity", condition="dyads", runs=20, seed=1),
    ]

    assert [(1.0, 1.0, 1.0, 0.0)] * 2 == [
        (told.p, told.p_greater, told.p_less, round(told.sd, 12)) for told in found
    ]


def test_arcs_are_answered_more_often_than_their_number_makes_likely():
    net = nx.DiGraph(marriage())
    net.remove_edge("Medici", "Ridolfi")

    found = n.cug(net, "reciprocity", condition="edges", runs=99, seed=1)

    assert (0.01, 0.02) == (found.p_greater, found.p)


@settings(max_examples=15, deadline=None)
@given(graphs(weighted=False, least=1, most=7))
def test_numbers_about_the_whole_are_those_of_networkx(net):
    told = n.adjacency(net)
    two_paths = any(nx.Graph(net).degree(node) > 1 for node in net)
    own, twice = (
        whole.values(n.adjacency(one), whole.named(whole.BY_NAME.keys())) for one in (net, renamed(net)[0])
    )

    np.testing.assert_allclose(own, twice, atol=1e-9)
    assert nx.average_clustering(nx.Graph(net)) == pytest.approx(whole.clustering(told))
    assert len(net) < 2 or nx.density(net) == pytest.approx(whole.density(told))
    if not net.is_directed() and two_paths:
        assert nx.transitivity(net) == pytest.approx(whole.transitivity(told))
    if net.is_directed() and net.number_of_edges():
        assert nx.overall_reciprocity(net) == pytest.approx(whole.reciprocity(told))
    lengths = [far for _, row in nx.all_pairs_shortest_path_length(net) for far in row.values() if far]
    assert not lengths or np.mean(lengths) == pytest.approx(whole.average_path_length(told))
    at = [(net.out_degree(a), net.in_degree(b)) for a, b in net.edges] if net.is_directed() else [
        (net.degree(a), net.degree(b)) for one, other in net.edges for a, b in ((one, other), (other, one))
    ]  # fmt: skip
    flat = not at or min(np.ptp(side) for side in np.array(at).T) == 0
    assert flat == bool(np.isnan(whole.assortativity(told)))
    assert flat or np.corrcoef(np.array(at).T)[0, 1] == pytest.approx(whole.assortativity(told))


@settings(max_examples=10, deadline=None)
@given(graphs(weighted=False, least=2, most=6))
def test_names_isolates_copies_and_reversal_change_the_value_as_they_should(net):
    def value(one, name):
        told = n.cug(one, name, runs=3, seed=1).value
        return None if np.isnan(told) else round(told, 9)

    for name in ("transitivity", "reciprocity", "assortativity", "average_path_length"):
        own = value(net, name)
        same = [with_isolate(net), nx.disjoint_union(net, net), renamed(net)[0]]
        if net.is_directed():
            same.append(net.reverse())
        assert [own] * len(same) == [value(one, name) for one in same]


def test_a_function_of_ones_own_sees_what_is_said_of_the_nodes():
    net = nx.path_graph(4)
    nx.set_node_attributes(net, {0: 1, 1: 1, 2: 0, 3: 0}, "team")

    def inside(graph):
        return sum(graph.nodes[a]["team"] == graph.nodes[b]["team"] for a, b in graph.edges)

    found = n.cug(net, inside, condition="edges", runs=500, seed=1)

    # 3 of 6 pairs hold a tie, 2 of them are inside a team: the mean is 3 x 2 / 6.
    assert (2.0, "inside") == (found.value, found.method["statistic"])
    assert 1.0 == pytest.approx(found.mean, abs=0.1)


@pytest.mark.parametrize(
    "net", [nx.empty_graph(0), nx.empty_graph(1), nx.empty_graph(5), nx.empty_graph(3, nx.DiGraph)]
)
@pytest.mark.parametrize("condition", ["size", "edges", "dyads"])
def test_without_ties_nothing_can_be_said(net, condition):
    found = n.cug(net, "transitivity", condition=condition, runs=5, seed=1)

    assert [True, True] == [np.isnan(found.value), np.isnan(found.p)]


def test_loops_and_parallel_arcs_do_not_count():
    plain = nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c"), ("d", "a")])
    noisy = nx.MultiDiGraph([*plain.edges, ("a", "b"), ("c", "c")])

    one, other = (n.cug(net, "transitivity", runs=20, seed=3) for net in (plain, noisy))

    assert (one.value, one.p, one.mean) == (other.value, other.p, other.mean)
    assert (1, 1) == (other.method["loops"], other.method["merged"])


@pytest.mark.parametrize(
    "statistic, more, said",
    [
        ("transitivity", {"condition": "degrees"}, "condition is 'degrees'"),
        ("height", {}, "no statistic 'height'"),
        (lambda _graph: "tall", {}, "gave str, not a number"),
        ("density", {"runs": 0}, "runs is 0"),
        ("density", {"seed": -3}, "seed is -3"),
    ],
)
def test_what_cannot_be_tested_is_refused_with_why(statistic, more, said):
    with pytest.raises(InvalidInput, match=said):
        n.cug(nx.path_graph(4), statistic, **more)


def test_a_size_of_which_no_random_graph_fits_is_refused():
    huge = nx.path_graph(3)
    huge.add_nodes_from(range(3, 1_000_000))
    told: Adjacency = n.adjacency(huge)
    with pytest.raises(TooLarge, match="A random graph"):
        n.cug(told, "density", condition="size", runs=1)
