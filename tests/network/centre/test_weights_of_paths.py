"""A weight is a length to a measure of paths, unless one says that it is a strength."""

import networkx as nx
import pytest

from kennisbank import network as n
from kennisbank.errors import InvalidInput

MEASURES = [n.betweenness, n.closeness]


@pytest.fixture
def net():
    """Ann and Cas know each other a little; the way over Ben is strong."""
    made = nx.Graph()
    made.add_edge("ann", "ben", weight=4)
    made.add_edge("ben", "cas", weight=4)
    made.add_edge("ann", "cas", weight=1)
    return made


def test_a_high_weight_is_a_long_way_or_a_strong_tie(net):
    long, strong = n.betweenness(net, "weight"), n.betweenness(net, "weight", inverse=True)

    assert [0, 1] == [long.loc["ben", "betweenness"], strong.loc["ben", "betweenness"]]
    assert ["weight is the length", "1 / weight is the length"] == [
        table.attrs["method"]["weight_means"] for table in (long, strong)
    ]
    assert (
        pytest.approx(2 / (1 / 4 + 1 / 2)) == n.closeness(net, "weight", inverse=True).loc["ann", "closeness"]
    )


def test_the_shortest_of_parallel_ties_counts_and_strong_ones_add_up():
    net = nx.MultiDiGraph()
    net.add_edge("ann", "ben", weight=3)
    net.add_edge("ann", "ben", weight=1)

    assert [1, 4] == [
        n.closeness(net, "weight", inverse=inverse).loc["ben", "closeness"] for inverse in (False, True)
    ]
    assert (
        nx.closeness_centrality(net, distance="weight") == n.closeness(net, "weight")["closeness"].to_dict()
    )


@pytest.mark.parametrize("measure", MEASURES)
def test_a_matrix_that_was_made_for_the_other_meaning_is_refused(measure):
    net = nx.MultiGraph([("ann", "ben", {"weight": 3}), ("ann", "ben", {"weight": 1})])
    with pytest.raises(InvalidInput, match="1 parallel ties were added up, which is wrong"):
        measure(n.adjacency(net, "weight"), "weight")
    with pytest.raises(InvalidInput, match="1 parallel ties were taken for the shortest"):
        measure(n.adjacency(net, "weight", lengths=True), "weight", inverse=True)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("value", [0, -1, None, float("nan")])
def test_a_length_of_nothing_is_refused(measure, value, net):
    net.add_edge("cas", "dirk", **({} if value is None else {"weight": value}))
    with pytest.raises(
        InvalidInput, match=r"the one from 'cas' to 'dirk' has .*\n?.*above 0, because it is a length"
    ):
        measure(net, "weight")


def test_a_length_of_0_in_a_plain_matrix_is_refused():
    told = n.of_matrix([[0, -2], [1, 0]])
    with pytest.raises(InvalidInput, match="not above 0"):
        n.betweenness(told, "weight")


def test_ways_that_differ_by_rounding_are_equally_short():
    net = nx.Graph()
    net.add_weighted_edges_from([("a", "b", 0.1), ("b", "d", 0.2), ("a", "c", 0.3 - 0.1), ("c", "d", 0.1)])

    assert [0.5, 0.5] == n.betweenness(net, "weight").loc[["b", "c"], "betweenness"].to_list()
