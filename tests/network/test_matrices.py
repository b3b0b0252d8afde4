"""Any graph becomes one checked matrix: the floor under every measure."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from kennisbank import network as n
from kennisbank.errors import InvalidInput, TooLarge
from kennisbank.network import room
from tests.network.graphs import graphs


@given(graphs())
def test_the_matrix_is_that_of_networkx(net):
    told = n.adjacency(net, "weight")
    expected = nx.to_numpy_array(net) if len(net) else np.zeros((0, 0))

    assert tuple(net) == told.nodes
    assert (net.is_directed(), net.number_of_edges()) == (told.directed, told.ties)
    np.testing.assert_array_equal(expected, told.matrix.toarray())


@given(graphs())
def test_without_weight_each_tie_counts_one(net):
    np.testing.assert_array_equal(
        n.adjacency(net, "weight").binary.toarray(), n.adjacency(net).matrix.toarray()
    )


@given(graphs(directed=True))
def test_both_directions_add_up(net):
    told = n.adjacency(net, "weight")
    dense = told.matrix.toarray()

    np.testing.assert_array_equal(dense + dense.T, told.symmetric.toarray())


def test_loops_are_left_out_and_parallel_ties_added_up_and_both_are_told():
    net = nx.MultiDiGraph()
    net.add_edge("ann", "ann", weight=5)
    net.add_edge("ann", "ben", weight=2)
    net.add_edge("ann", "ben", weight=3)
    told = n.adjacency(net, "weight")

    assert (1, 1, 1, 5.0) == (told.loops, told.merged, told.ties, told.matrix[0, 1])
    assert 1.0 == n.adjacency(net).matrix[0, 1]


def test_a_loop_in_a_simple_graph_is_left_out_with_its_weight():
    net = nx.Graph([(0, 0, {"weight": 7}), (0, 1, {"weight": 2}), (1, 2, {"weight": 0})])
    told = n.adjacency(net, "weight")

    assert (1, 0, [0, 2, 0, 2, 0, 0, 0, 0, 0]) == (
        told.loops,
        told.merged,
        told.matrix.toarray().ravel().tolist(),
    )


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_a_view_of_a_part_is_read_like_a_graph(kind):
    net = kind(nx.karate_club_graph().edges(data=True))
    part = nx.subgraph_view(net, filter_node=lambda node: node % 3, filter_edge=lambda *tie: sum(tie[:2]) % 5)
    dense = nx.to_numpy_array(part, weight="weight")

    assert 0 < part.number_of_edges() < net.number_of_edges()
    np.testing.assert_array_equal(dense, n.adjacency(part, "weight").matrix.toarray())


def test_parallel_ties_can_be_lengths_of_which_the_shortest_counts():
    net = nx.MultiGraph([(0, 1, {"weight": 3}), (0, 1, {"weight": 2}), (1, 2, {"weight": 4})])
    told = n.adjacency(net, "weight", lengths=True)

    assert ([0, 2, 0, 2, 0, 4, 0, 4, 0], 1, True) == (
        told.matrix.toarray().ravel().tolist(),
        told.merged,
        told.lengths,
    )


def test_a_tie_of_no_weight_is_none():
    net = nx.Graph()
    net.add_edge("ann", "ben", weight=0)

    assert (0, 0) == (n.adjacency(net, "weight").ties, n.adjacency(net, "weight").merged)


@pytest.mark.parametrize("value", [None, -1, float("nan"), float("inf"), "veel", [1]])
def test_a_weight_that_is_none_is_refused_with_the_tie_that_has_it(value):
    net = nx.Graph()
    net.add_edge("ann", "ben", weight=1)
    net.add_edge("ben", "cas", **({} if value is None else {"weight": value}))
    with pytest.raises(InvalidInput, match="1 of 2 ties cannot be used: the one from 'ben' to 'cas'"):
        n.adjacency(net, "weight")


def test_below_zero_is_fine_where_it_means_something():
    net = nx.Graph()
    net.add_edge("ann", "ben", weight=-1)

    assert -1.0 == n.adjacency(net, "weight", negative=True).matrix[0, 1]


def test_a_matrix_is_made_once_for_several_measures():
    once = n.adjacency(nx.florentine_families_graph())

    assert once is n.adjacency(once)
    with pytest.raises(InvalidInput, match="holds the weights None, not 'weight'"):
        n.adjacency(once, "weight")


def test_a_plain_matrix_will_do():
    told = n.of_matrix([[9, 1], [0, 0]], ["ann", "ben"])

    assert (("ann", "ben"), 1) == (told.nodes, told.ties)
    with pytest.raises(InvalidInput, match="2 rows and 3 columns"):
        n.of_matrix(np.ones((2, 3)))


def test_an_attribute_that_a_node_lacks_is_named():
    net = nx.Graph()
    net.add_node("ann", team="a")
    net.add_node("ben")
    with pytest.raises(InvalidInput, match="1 of 2 nodes have no 'team', 'ben' first"):
        n.adjacency(net).values_of("team")


def test_what_does_not_fit_is_refused_in_words():
    with pytest.raises(TooLarge, match=r"A square of .* would take 1000000\.0 GB of memory"):
        room.need(10**15, "A square of every node with every node", mend="Take a part of the graph.")
    room.need(1000, "A little", mend="")


def test_every_public_name_is_there():
    assert [] == [name for name in n.__all__ if not hasattr(n, name)]
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        n.nothing  # noqa: B018
