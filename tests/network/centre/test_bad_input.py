"""Graphs as they come: loops, parallel arcs, wrong weights, nothing at all, pieces, far too much."""

import networkx as nx
import pytest

from kennisbank import network as n
from kennisbank.errors import InvalidInput, TooLarge
from kennisbank.network import engines

PLAIN = [
    n.degree, n.betweenness, n.closeness, n.pagerank, n.core_number, n.communities, n.bridges, n.cut_points, n.components,
]  # fmt: skip
WEIGHTED = [n.strength, n.betweenness, n.closeness, n.pagerank, n.communities]
CLASSES = [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph]


def asked(measure, net):
    return measure(net, seed=1) if measure is n.communities else measure(net)


@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize("measure", [*PLAIN, n.strength])
def test_an_empty_graph_gives_an_empty_frame_with_its_columns(measure, kind):
    table = asked(measure, kind())

    assert (0, True) == (len(table), len(table.columns) > 0)
    without = {n.communities, n.bridges, n.cut_points}
    assert (kind().is_directed() and measure not in without) == table.attrs["method"]["directed"]


@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize("measure", [*PLAIN, n.strength])
def test_somebody_alone_gets_a_value(measure, kind):
    net = kind()
    net.add_node("alone")
    expected = {n.pagerank: [1], n.communities: [1], n.components: [1], n.bridges: []}.get(measure, [0])

    assert expected == asked(measure, net).iloc[:, 0].to_list()


@pytest.mark.parametrize("measure", PLAIN)
def test_self_loops_and_parallel_arcs_change_nothing_and_are_counted(measure):
    clean = nx.DiGraph([("ann", "ben"), ("ben", "cas"), ("cas", "ann"), ("cas", "dirk")])
    messy = nx.MultiDiGraph([*clean.edges(), ("ann", "ben"), ("dirk", "dirk"), ("dirk", "dirk")])
    table = asked(measure, messy)

    assert asked(measure, clean).equals(table)
    assert (2, 1) == (table.attrs["method"]["loops"], table.attrs["method"]["merged"])


def test_a_tie_in_two_arcs_is_a_bridge_here_and_not_in_networkx():
    net = nx.MultiGraph([("ann", "ben"), ("ann", "ben")])

    assert ([], 1) == (list(nx.bridges(net)), len(n.bridges(net)))


@pytest.mark.parametrize("measure", WEIGHTED)
@pytest.mark.parametrize("value", [-1, None, float("nan"), float("inf"), "veel"])
def test_a_weight_that_cannot_be_used_is_refused_with_its_tie(measure, value):
    net = nx.path_graph(4)
    nx.set_edge_attributes(net, 1, "weight")
    net.add_edge(3, 4, **({} if value is None else {"weight": value}))
    with pytest.raises(InvalidInput, match="1 of 4 ties cannot be used: the one from 3 to 4 has"):
        measure(net, "weight")


def test_a_disconnected_graph_is_measured_piece_by_piece():
    net = nx.disjoint_union(nx.path_graph(3), nx.path_graph(2))

    assert [1, 0] == n.betweenness(net).loc[[1, 3], "betweenness"].to_list()
    assert pytest.approx([2 / 4, 1 / 4]) == n.closeness(net).loc[[1, 3], "closeness"].to_list()
    assert [3, 3, 3, 2, 2] == n.components(net)["size"].to_list()
    assert [2, 2, 2, 1, 1] == n.closeness(net)["reach"].to_list()


class Huge(nx.Graph):
    """A graph that says it has more ties than any machine can hold."""

    def number_of_edges(self, u=None, v=None):
        return 10**13


@pytest.mark.parametrize("measure", [measure for measure in PLAIN if measure is not n.degree])
def test_far_too_much_is_refused_before_anything_is_read(measure):
    with pytest.raises(TooLarge, match=r"A matrix of 10,000,000,000,000 ties would take .* GB of memory"):
        asked(measure, Huge())


def test_a_matrix_that_fits_can_be_too_large_for_igraph():
    class Wide:
        """A matrix that says it has more ties than any machine can hold."""

        nnz = 10**13

    with pytest.raises(TooLarge, match="for igraph would take"):
        engines.built(n.Adjacency((), Wide(), directed=True))


@pytest.mark.parametrize("kind", CLASSES)
def test_the_degree_of_a_graph_is_that_of_its_matrix(kind):
    net = kind([(0, 1), (0, 1), (1, 2), (2, 2), (2, 2), (3, 1), (1, 3), (4, 4)])
    whole, ready = n.degree(net), n.degree(n.adjacency(net))

    assert whole.equals(ready) and whole.attrs == ready.attrs
