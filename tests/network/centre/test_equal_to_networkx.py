"""Exact measures equal those of networkx within 1e-9, on any graph, whatever engine computes them."""

import networkx as nx
import pytest
from hypothesis import given, settings

from kennisbank import network as n
from tests.network.centre.measures import PER_NODE, both_ways, of
from tests.network.graphs import graphs


@pytest.mark.parametrize("name", PER_NODE)
@settings(max_examples=25, deadline=None)
@given(net=graphs(least=2))
def test_the_value_of_every_node_is_that_of_networkx(name, net):
    ours, theirs = PER_NODE[name]

    assert pytest.approx(theirs(net), abs=1e-9, rel=1e-9) == of(ours(net))


@settings(max_examples=25, deadline=None)
@given(graphs(weighted=False))
def test_components_are_those_of_networkx(net):
    table = n.components(net)
    weak = nx.weakly_connected_components if net.is_directed() else nx.connected_components

    assert groups(weak(net)) == of_column(table, "component")
    if net.is_directed():
        assert groups(nx.strongly_connected_components(net)) == of_column(table, "strong")
    assert (table.groupby("component").size().reindex(table["component"]).to_numpy() == table["size"]).all()


@settings(max_examples=40, deadline=None)
@given(graphs(weighted=False, most=12))
def test_bridges_are_those_of_networkx_with_what_they_cut_off(net):
    plain = nx.Graph(both_ways(net).edges())
    expected = {frozenset(ends): _smaller_side(plain, ends) for ends in nx.bridges(plain)}
    found = n.bridges(net)

    assert expected == {frozenset((row.one, row.other)): row.cut_off for row in found.itertuples()}
    assert sorted(found["cut_off"], reverse=True) == list(found["cut_off"])


@settings(max_examples=40, deadline=None)
@given(graphs(weighted=False, most=12))
def test_cut_points_are_those_of_networkx_with_what_they_cut_off(net):
    plain = net.to_undirected()
    found = n.cut_points(net)

    assert set(nx.articulation_points(plain)) == set(found.index[found["cut_point"]])
    for node in plain:
        here = plain.subgraph(nx.node_connected_component(plain, node) - {node})
        sides = sorted(len(side) for side in nx.connected_components(here))
        assert (len(sides), sum(sides[:-1])) == (found.loc[node, "parts"], found.loc[node, "cut_off"])


def groups(found):
    return {frozenset(group) for group in found}


def of_column(table, name):
    return {frozenset(group.index) for _, group in table.groupby(name)}


def _smaller_side(net, ends):
    without = net.copy()
    without.remove_edge(*ends)
    return min(len(nx.node_connected_component(without, end)) for end in ends)
