"""What nodes of one side share: published values, networkx's own, and what may not be projected."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from kennisbank.errors import InvalidInput, TooLarge
from kennisbank.network import room
from kennisbank.network.twomode import projecting, weighting as weightings

LAURA, EVELYN, THERESA = "Laura Mandeville", "Evelyn Jefferson", "Theresa Anderson"
DAVIS = nx.davis_southern_women_graph()
WOMEN = DAVIS.graph["top"]
PAIR = weightings._IN_MATRIX + projecting._IN_GRAPH
PEERS = {
    "simple": nx.bipartite.weighted_projected_graph,
    "newman": nx.bipartite.collaboration_weighted_projected_graph,
    "jaccard": nx.bipartite.overlap_weighted_projected_graph,
}


def weights(graph):
    return {frozenset(pair): weight for *pair, weight in graph.edges(data="weight")}


@st.composite
def two_mode(draw, *, weighted=False):
    people, topics = draw(st.integers(0, 6)), draw(st.integers(1, 6))
    net = nx.Graph()
    net.add_nodes_from(f"p{i}" for i in range(people))
    net.add_nodes_from(f"t{i}" for i in range(topics))
    pairs = [(f"p{i}", f"t{j}") for i in range(people) for j in range(topics)]
    for one, other in draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else ():
        net.add_edge(one, other, **({"weight": draw(st.integers(1, 12)) / 4} if weighted else {}))
    return net, [f"p{i}" for i in range(people)]


def test_the_women_of_davis_met_as_often_as_was_published():
    # Davis, Gardner & Gardner 1941; co-attendance as in Borgatti, Everett & Johnson, Analyzing Social Networks, fig. 13.2
    together = n.project(DAVIS, WOMEN)

    assert (6, 7) == (together[EVELYN][LAURA]["weight"], together[EVELYN][THERESA]["weight"])
    assert 8 == DAVIS.degree(EVELYN)
    assert 0.353 == round(DAVIS.number_of_edges() / (18 * 14), 3)
    assert (18, 139) == (together.number_of_nodes(), together.number_of_edges())


@pytest.mark.parametrize("weighting", PEERS)
def test_the_women_of_davis_are_tied_as_networkx_ties_them(weighting):
    assert pytest.approx(weights(PEERS[weighting](DAVIS, WOMEN)), abs=1e-12) == weights(
        n.project(DAVIS, WOMEN, weighting)
    )


@pytest.mark.parametrize("weighting", PEERS)
@settings(max_examples=25, deadline=None)
@given(two_mode())
def test_any_two_mode_network_is_projected_as_networkx_does(weighting, drawn):
    net, people = drawn
    expected = {pair: weight for pair, weight in weights(PEERS[weighting](net, people)).items() if weight}

    assert pytest.approx(expected, abs=1e-12) == weights(n.project(net, people, weighting))
    assert people == list(n.project(net, people, weighting))


@settings(max_examples=30, deadline=None)
@given(two_mode(weighted=True))
def test_the_weighted_forms_are_their_formulas(drawn):
    net, people = drawn
    of = {one: {p: data["weight"] for p, data in net[one].items()} for one in people}
    pairs = [
        (one, other) for i, one in enumerate(people) for other in people[:i] if set(of[one]) & set(of[other])
    ]
    least = {
        frozenset(pair): sum(min(of[pair[0]].get(p, 0), of[pair[1]].get(p, 0)) for p in net) for pair in pairs
    }
    most = {
        frozenset(pair): sum(max(of[pair[0]].get(p, 0), of[pair[1]].get(p, 0)) for p in net) for pair in pairs
    }
    product = {
        frozenset(pair): sum(of[pair[0]].get(p, 0) * of[pair[1]].get(p, 0) for p in net) for pair in pairs
    }
    told = {w: weights(n.project(net, people, w, weight="weight")) for w in ("minima", "jaccard", "simple")}

    assert pytest.approx(least) == told["minima"]
    assert pytest.approx({pair: least[pair] / most[pair] for pair in least}) == told["jaccard"]
    assert pytest.approx(product) == told["simple"]


def test_days_on_projects_add_up_to_the_days_spent_together():
    net = nx.Graph()
    net.add_weighted_edges_from(
        [("ann", "dike", 10), ("ben", "dike", 4), ("ann", "lock", 1), ("ben", "lock", 3)]
    )

    assert 5 == n.project(net, ["ann", "ben"], "minima", weight="weight")["ann"]["ben"]["weight"]
    assert 2 == n.project(net, ["ann", "ben"], "minima")["ann"]["ben"]["weight"]


@settings(max_examples=25, deadline=None)
@given(two_mode(weighted=True), st.sampled_from(["simple", "jaccard", "minima"]))
def test_names_order_a_lonely_node_and_direction_change_nothing(drawn, weighting):
    net, people = drawn
    plain = weights(n.project(net, people, weighting, weight="weight"))
    other = nx.DiGraph()
    other.add_node("alone")
    other.add_nodes_from(reversed([f"x{node}" for node in net]))
    other.add_edges_from((f"x{b}", f"x{a}", data) for a, b, data in net.edges(data=True))
    told = n.project(other, ["alone", *(f"x{one}" for one in reversed(people))], weighting, weight="weight")

    assert {frozenset(f"x{one}" for one in pair): pytest.approx(w) for pair, w in plain.items()} == weights(
        told
    )
    assert 0 == told.degree("alone")


def test_two_networks_side_by_side_are_projected_side_by_side():
    both = nx.disjoint_union(DAVIS, DAVIS)
    women = [*range(18), *range(32, 50)]
    once = weights(n.project(nx.convert_node_labels_to_integers(DAVIS), range(18), "newman"))

    assert once | {frozenset(i + 32 for i in pair): w for pair, w in once.items()} == pytest.approx(
        weights(n.project(both, women, "newman"))
    )


def test_small_blocks_give_the_same(monkeypatch):
    net = nx.Graph()
    net.add_weighted_edges_from((woman, event, 1 + len(woman) % 3) for woman, event in DAVIS.edges())
    whole = weights(n.project(net, WOMEN, "minima", weight="weight"))
    monkeypatch.setattr(weightings, "_BLOCK", 20)

    assert whole == weights(n.project(net, WOMEN, "minima", weight="weight"))


def test_the_result_says_how_it_was_made_and_keeps_what_is_known_of_nodes():
    told = n.project(DAVIS, WOMEN, "newman")

    assert ("projection", "newman", 14) == tuple(told.graph[key] for key in ("measure", "weighting", "of"))
    assert {"bipartite": 0} == told.nodes[LAURA]
    assert (None, None) == (told.graph["made_from"], told.graph["weight"])
    again = n.backbone(told)
    assert ("backbone", "projection", "weight", "newman") == tuple(
        again.graph[key] for key in ("measure", "made_from", "weight", "weighting")
    )
    assert n.meaning(told, "en") != n.meaning(again, "en")


def test_loops_say_nothing_about_two_modes_and_a_tie_twice_is_one_tie():
    net = nx.MultiGraph([(LAURA, "E1"), (LAURA, "E1"), ("Sylvia", "E1"), (LAURA, LAURA)])

    assert {frozenset((LAURA, "Sylvia")): 1} == weights(n.project(net, [LAURA, "Sylvia"]))
    assert {frozenset((LAURA, "Sylvia")): 1} == weights(n.project(net, [LAURA, "Sylvia"], "newman"))


def test_as_a_matrix_it_is_the_same_and_every_measure_takes_it():
    told = n.projection(DAVIS, WOMEN, "newman")

    np.testing.assert_allclose(nx.to_numpy_array(n.project(DAVIS, WOMEN, "newman")), told.matrix.toarray())
    assert told is n.adjacency(told, "weight")


def test_an_empty_side_gives_an_empty_network():
    assert 0 == n.project(nx.Graph(), []).number_of_nodes()
    assert 0 == n.project(DAVIS, []).number_of_nodes()
    assert 1 == n.project(DAVIS, [LAURA, LAURA]).number_of_nodes()


@pytest.mark.parametrize(
    ("nodes", "more", "told"),
    [
        ([LAURA, "Nobody"], {}, "1 of 2 nodes are not in the graph, 'Nobody' first"),
        ([LAURA, "E1"], {}, "are tied, though they are of one side"),
        ([LAURA], {"weighting": "hyperbolic"}, "no weighting 'hyperbolic'"),
        ([LAURA], {"weighting": "newman", "weight": "weight"}, "has no form for weighted ties"),
        ([LAURA], {"weighting": "minima", "weight": "days"}, "has no weight"),
    ],
)
def test_what_cannot_be_projected_is_refused(nodes, more, told):
    net = nx.Graph(DAVIS.edges(), weight=1)
    nx.set_edge_attributes(net, 1, "weight")
    with pytest.raises(InvalidInput, match=told):
        n.project(net, nodes, **more)


def test_a_tie_within_the_other_side_is_refused():
    with pytest.raises(InvalidInput, match="'t1' and 't2' are tied"):
        n.project(nx.Graph([("ann", "t1"), ("ann", "t2"), ("t1", "t2")]), ["ann"])


def test_what_does_not_fit_in_memory_is_refused_after_counting(monkeypatch):
    monkeypatch.setattr(room, "free", lambda: 139 * PAIR - 1)
    with pytest.raises(TooLarge, match="The projection of 18 nodes, 139 pairs"):
        n.project(DAVIS, WOMEN)
    assert 139 == n.projection(DAVIS, WOMEN).ties
    monkeypatch.setattr(room, "free", lambda: 139 * PAIR + 1)
    assert 139 == n.project(DAVIS, WOMEN).number_of_edges()
