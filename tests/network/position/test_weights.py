"""Weights that cannot be shares of anything are refused by every measure of place that takes weights."""

import networkx as nx
import pytest

from kennisbank import network as n
from kennisbank.errors import InvalidInput

GROUP = {0: "a", 1: "b", 2: "b"}
MEASURES = {
    "constraint": lambda net: n.constraint(net, "weight"),
    "effective_size": lambda net: n.effective_size(net, "weight"),
    "hierarchy": lambda net: n.hierarchy(net, "weight"),
    "ei_index": lambda net: n.ei_index(net, GROUP, "weight", permutations=0),
    "mixing": lambda net: n.mixing(net, GROUP, "weight"),
    "assortativity": lambda net: n.assortativity(net, "group", "weight", permutations=0),
    "reciprocity": lambda net: n.reciprocity(net, "weight"),
    "core_periphery": lambda net: n.core_periphery(net, "weight"),
}


@pytest.mark.parametrize("weight", [-1, None, float("inf"), "much"])
@pytest.mark.parametrize("measure", MEASURES)
def test_a_weight_that_is_none_is_refused_by_name(measure, weight):
    net = nx.DiGraph([(0, 1, {"weight": 2}), (1, 2, {"weight": weight})])
    nx.set_node_attributes(net, GROUP, "group")

    with pytest.raises(InvalidInput, match="from 1 to 2"):
        MEASURES[measure](net)


@pytest.mark.parametrize("measure", MEASURES)
def test_a_matrix_with_weights_below_zero_is_refused_too(measure):
    with pytest.raises(InvalidInput, match="below zero"):
        MEASURES[measure](n.of_matrix([[0, 2, 0], [0, 0, -1], [0, 0, 0]]))
