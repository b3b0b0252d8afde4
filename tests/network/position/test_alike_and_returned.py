"""Assortativity and reciprocity: as networkx and igraph have them, and against every graph there is."""

from itertools import combinations
from math import isnan

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from kennisbank.errors import InvalidInput
from tests.network.graphs import graphs, renamed, with_isolate
from tests.network.published import camp

CAMP_ASSORTATIVITY = 0.664  # UCINET's column "Assort" beside the E-I index
VALUES = st.lists(st.sampled_from([1, 2, 5]), min_size=9, max_size=9)


def test_the_assortativity_of_the_camp_by_gender_is_the_published_one():
    found = n.assortativity(camp(), "gender", seed=1)

    assert round(found.value, 3) == CAMP_ASSORTATIVITY
    assert found.p < 0.01
    assert found.interval[0] < found.value < found.interval[1]


@settings(max_examples=60, deadline=None)
@given(graphs(least=1), VALUES)
def test_assortativity_is_newmans_formula_for_names_and_pearsons_for_numbers(net, values):
    nx.set_node_attributes(net, dict(zip(net, values, strict=False)), "a")
    names, numbers = (
        n.assortativity(net, "a", "weight", numeric=kind, permutations=0) for kind in (False, True)
    )

    assert _newman(net) == pytest.approx(names.value, nan_ok=True, abs=1e-9)
    assert _pearson(net) == pytest.approx(numbers.value, nan_ok=True, abs=1e-9)


def test_nothing_goes_together_with_what_is_the_same_at_every_end():
    net = nx.DiGraph()
    net.add_weighted_edges_from([(2, 0, 0.5), (5, 4, 0.3), (8, 7, 2)])
    nx.set_node_attributes(net, {node: 2 if node == 2 else 1 for node in net}, "a")

    assert isnan(n.assortativity(net, "a", "weight", numeric=True, permutations=0).value)


def test_zacharys_club_is_as_assortative_as_networkx_says():
    net = nx.karate_club_graph()
    nx.set_node_attributes(net, dict(net.degree()), "degree")
    theirs = (
        nx.attribute_assortativity_coefficient(net, "club"),
        nx.numeric_assortativity_coefficient(net, "degree"),
    )
    ours = [
        n.assortativity(net, "club", permutations=0),
        n.assortativity(net, "degree", numeric=True, permutations=0),
    ]

    assert theirs == pytest.approx([found.value for found in ours])
    assert pytest.approx(ours[1].value) == -0.47561309768461413  # Newman's -0.476 for this network


@pytest.mark.parametrize("numeric", [False, True])
@pytest.mark.parametrize("net", [camp(), nx.Graph(camp())], ids=["directed", "undirected"])
def test_the_interval_of_assortativity_leaves_each_node_out_once(net, numeric):
    nx.set_node_attributes(net, {node: len(str(node)) % 4 for node in net}, "a")

    _holds_jackknife(net, lambda part: n.assortativity(part, "a", numeric=numeric, permutations=0))


def test_the_interval_of_reciprocity_leaves_each_node_out_once():
    _holds_jackknife(camp(), n.reciprocity)


@settings(max_examples=40, deadline=None)
@given(graphs(directed=True))
def test_reciprocity_is_that_of_igraph(net):
    drawn = igraph.Graph(len(net), list(net.edges()), directed=True)
    found = n.reciprocity(net)

    assert drawn.reciprocity() == pytest.approx(found.value, nan_ok=True)
    assert drawn.reciprocity(mode="ratio") == pytest.approx(found.dyadic, nan_ok=True)
    assert tuple(drawn.dyad_census())[:2] == (found.mutual, found.one_way)


@settings(max_examples=40, deadline=None)
@given(graphs(directed=True))
def test_weighted_reciprocity_is_the_weight_that_comes_back(net):
    pairs = [(net[a][b]["weight"], net[b][a]["weight"] if net.has_edge(b, a) else 0) for a, b in net.edges()]
    whole = sum(there for there, _ in pairs)
    found = n.reciprocity(net, "weight")

    assert (sum(map(min, pairs)) / whole if whole else float("nan")) == pytest.approx(
        found.value, nan_ok=True
    )
    assert isnan(found.p)


@pytest.mark.parametrize("arcs", [2, 3, 5, 6, 9, 11])
def test_what_chance_returns_is_what_all_graphs_of_as_many_arcs_return(arcs):
    places = [(i, j) for i in range(4) for j in range(4) if i != j]
    every = [sum((j, i) in chosen for i, j in chosen) // 2 for chosen in map(set, combinations(places, arcs))]
    net = nx.DiGraph(places[:arcs])
    net.add_nodes_from(range(4))
    found = n.reciprocity(net)
    share = {times: every.count(times) / len(every) for times in set(every)}

    assert np.mean(every) * 2 / arcs == pytest.approx(found.expected)
    assert sum(part for part in share.values() if part <= share[found.mutual] + 1e-12) == pytest.approx(
        found.p
    )


@settings(max_examples=30, deadline=None)
@given(graphs(directed=True, least=1), VALUES)
def test_names_somebody_without_ties_and_a_copy_change_neither(net, values):
    nx.set_node_attributes(net, dict(zip(net, values, strict=False)), "a")
    expected = n.reciprocity(net).value, n.assortativity(net, "a", permutations=0).value
    alone = with_isolate(net)
    alone.nodes["alone"]["a"] = 1
    turned, _ = renamed(net)

    for other in (turned, alone, net.reverse(), nx.disjoint_union(net, net)):
        found = n.reciprocity(other).value, n.assortativity(other, "a", permutations=0).value
        assert expected == pytest.approx(found, nan_ok=True)


def test_without_ties_or_variety_there_is_no_number():
    for net in (nx.DiGraph(), nx.empty_graph(1, nx.DiGraph), nx.empty_graph(3, nx.DiGraph)):
        nx.set_node_attributes(net, 1, "a")

        assert isnan(n.reciprocity(net).value)
        assert isnan(n.assortativity(net, "a").value)
    one_kind = camp()
    nx.set_node_attributes(one_kind, 1, "a")
    assert all(isnan(n.assortativity(one_kind, "a", numeric=kind).value) for kind in (False, True))


def test_a_graph_without_direction_has_no_reciprocity():
    with pytest.raises(InvalidInput, match="no direction"):
        n.reciprocity(nx.path_graph(3))


def test_numbers_have_to_be_numbers():
    net = camp()
    nx.set_node_attributes(net, "many", "a")

    with pytest.raises(InvalidInput, match="Not every 'a' is a number"):
        n.assortativity(net, "a", numeric=True)


def _ends(net):
    return [
        (net.nodes[a]["a"], net.nodes[b]["a"], net[a][b]["weight"])
        for one, other in net.edges()
        for a, b in ([(one, other)] if net.is_directed() else [(one, other), (other, one)])
    ]


def _newman(net):
    told = _ends(net)
    whole = sum(weight for *_, weight in told)
    if not whole:
        return float("nan")
    same = sum(weight for a, b, weight in told if a == b) / whole
    chance = sum(
        sum(w for a, _, w in told if a == kind) * sum(w for _, b, w in told if b == kind) / whole**2
        for kind in {net.nodes[node]["a"] for node in net}
    )
    return (same - chance) / (1 - chance) if chance < 1 - 1e-9 else float("nan")


def _pearson(net):
    told = np.array(_ends(net), dtype=float).reshape(-1, 3)
    if len(told) == 0 or np.ptp(told[:, 0]) == 0 or np.ptp(told[:, 1]) == 0:
        return float("nan")
    spread = np.cov(told[:, 0], told[:, 1], aweights=told[:, 2], ddof=0)
    return spread[0, 1] / (spread[0, 0] * spread[1, 1]) ** 0.5


def _holds_jackknife(net, measure):
    left = [measure(net.subgraph(set(net) - {node})).value for node in net]
    many, found = len(net), measure(net)
    error = ((many - 2) / (2 * many) * sum((value - np.mean(left)) ** 2 for value in left)) ** 0.5
    expected = max(-1, found.value - 1.959964 * error), min(1, found.value + 1.959964 * error)

    assert error > 0
    assert expected == pytest.approx(found.interval, rel=1e-6)
