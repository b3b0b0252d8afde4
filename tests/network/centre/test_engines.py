"""A graph goes to an engine as it is, once, and the result tells which engine it was."""

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from kennisbank import network as n
from kennisbank.network import engines
from tests.network.graphs import graphs


@given(graphs())
def test_igraph_gets_the_same_graph(net):
    made = n.to_igraph(net, "weight")

    assert (net.is_directed(), list(net)) == (made.is_directed(), made.vs["name"])
    np.testing.assert_array_equal(
        nx.to_numpy_array(net) if len(net) else np.zeros((0, 0)),
        _dense(made),
    )


@given(graphs(directed=True))
def test_without_directions_both_weights_are_added_up(net):
    told = n.adjacency(net, "weight")
    made = engines.built(told, directed=False)

    assert not made.is_directed()
    np.testing.assert_array_equal(told.symmetric.toarray(), _dense(made))


def test_without_weights_a_pair_is_tied_or_not():
    made = engines.built(n.adjacency(nx.DiGraph([(0, 1), (1, 0)])), directed=False)

    assert ([(0, 1)], []) == (made.get_edgelist(), made.es.attributes())


def test_a_graph_is_handed_over_once_and_yours_is_your_own():
    told = n.adjacency(nx.karate_club_graph(), "weight")
    n.to_igraph(told, "weight").delete_edges(0)

    assert engines.built(told) is engines.built(told)
    assert 78 == engines.built(told).ecount()


def test_more_ties_than_go_over_in_one_piece_all_arrive():
    net = nx.gnm_random_graph(600, 70_000, seed=1)

    assert sorted(map(sorted, net.edges())) == sorted(map(sorted, n.to_igraph(net).get_edgelist()))


@pytest.mark.parametrize("measure", sorted(engines.ENGINES))
def test_every_result_tells_its_engine(measure):
    net = nx.karate_club_graph()

    assert engines.engine(measure) == getattr(n, measure)(net).attrs["method"]["engine"]


def test_the_engine_is_told_with_its_version():
    assert f"igraph {igraph.__version__}" == engines.engine("betweenness")


def _dense(made):
    matrix = np.zeros((made.vcount(), made.vcount()))
    for edge in made.es:
        matrix[edge.tuple] = edge["weight"]
        if not made.is_directed():
            matrix[edge.tuple[::-1]] = edge["weight"]
    return matrix
