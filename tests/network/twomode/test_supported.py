"""Ties that stand out: more shared than by chance, and the disparity filter."""

from math import comb

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from scipy.stats import false_discovery_control

from kennisbank import network as n
from kennisbank.errors import InvalidInput
from tests.network.graphs import graphs, renamed, with_isolate

DAVIS = nx.davis_southern_women_graph()
WOMEN = DAVIS.graph["top"]


def chance(one, other, common, there):
    """P(C ≥ common), counted."""
    ways = sum(
        comb(one, c) * comb(there - one, other - c)
        for c in range(common, min(one, other) + 1)
        if other - c <= there - one
    )
    return ways / comb(there, other)


def test_p_is_the_tail_of_the_hypergeometric_distribution_and_q_is_of_benjamini_and_hochberg():
    net = DAVIS.copy()
    tested = n.supported(net, WOMEN, 0.99, universe=14)
    common = n.project(DAVIS, WOMEN)
    p = {}
    for i, one in enumerate(WOMEN):
        for other in WOMEN[:i]:
            weight = int(common.get_edge_data(one, other, {"weight": 0})["weight"])
            p[frozenset((one, other))] = chance(DAVIS.degree(one), DAVIS.degree(other), weight, 14)
    q = dict(zip(p, false_discovery_control(list(p.values())), strict=True))

    assert 153 == tested.graph["tests"]
    assert tested.number_of_edges() > 20
    for one, other, tie in tested.edges(data=True):
        assert pytest.approx(p[frozenset((one, other))], abs=1e-12) == tie["p"]
        assert pytest.approx(q[frozenset((one, other))], abs=1e-12) == tie["q"]
    assert {pair for pair in q if q[pair] <= 0.99} == {frozenset(pair) for pair in tested.edges()}


def test_bonferroni_multiplies_p_by_the_number_of_pairs_and_is_never_milder():
    strict = n.supported(DAVIS, WOMEN, 0.9, correction="bonferroni")
    mild = n.supported(DAVIS, WOMEN, 0.9)

    assert ("bonferroni", "fdr", 153) == (
        strict.graph["correction"], mild.graph["correction"], strict.graph["tests"],
    )  # fmt: skip
    assert 0 < strict.number_of_edges() < mild.number_of_edges()
    assert set(strict.edges()) < set(mild.edges())
    for _, _, tie in strict.edges(data=True):
        assert pytest.approx(min(1, 153 * tie["p"])) == tie["q"]


def test_two_who_share_much_of_little_are_tied_and_two_who_both_know_everything_are_not():
    net = nx.Graph()
    net.add_edges_from((one, f"t{i}") for one in ("ann", "ben") for i in range(6))
    net.add_edges_from((one, f"t{i}") for one in ("cas", "dik") for i in range(40))
    found = n.supported(net, ["ann", "ben", "cas", "dik"])

    assert [("ann", "ben")] == list(found.edges())
    assert pytest.approx(1 / comb(40, 6)) == found["ann"]["ben"]["p"]


def test_random_networks_give_few_ties_beyond_chance():
    rng = np.random.default_rng(4)
    net = nx.Graph((f"p{i}", f"t{j}") for i in range(60) for j in rng.choice(80, 10, replace=False))

    assert 1 >= n.supported(net, [f"p{i}" for i in range(60)]).number_of_edges()


def test_a_projection_of_any_weighting_can_be_kept_to_what_is_supported():
    kept = n.project(DAVIS, WOMEN, "newman", significance=0.5)
    wanted = n.supported(DAVIS, WOMEN, 0.5)

    assert {frozenset(pair) for pair in wanted.edges()} == {frozenset(pair) for pair in kept.edges()}
    whole = n.project(DAVIS, WOMEN, "newman")
    assert [
        (whole[one][other]["weight"], wanted[one][other]["p"], wanted[one][other]["q"])
        for one, other in kept.edges()
    ] == [(tie["weight"], tie["p"], tie["q"]) for _, _, tie in kept.edges(data=True)]


def test_a_person_or_a_topic_without_ties_changes_nothing_unless_the_universe_says_so():
    larger = DAVIS.copy()
    larger.add_nodes_from(["Nobody", "Nothing"])

    assert dict(n.supported(DAVIS, WOMEN, 0.5).edges) == dict(
        n.supported(larger, [*WOMEN, "Nobody"], 0.5).edges
    )
    assert n.supported(DAVIS, WOMEN, 0.5, universe=40).size() > n.supported(DAVIS, WOMEN, 0.5).size()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"alpha": 0}, "A level of 0"),
        ({"alpha": 1.5}, "A level of 1.5"),
        ({"universe": 3}, "universe of 3"),
        ({"correction": "none"}, "no correction 'none'"),
    ],
)
def test_a_level_or_a_universe_that_cannot_be_is_refused(more, told):
    with pytest.raises(InvalidInput, match=told):
        n.supported(DAVIS, WOMEN, **more)


def test_nobody_and_one_alone_have_nothing_to_support():
    assert 0 == n.supported(DAVIS, []).number_of_edges()
    assert 0 == n.supported(DAVIS, WOMEN[:1]).number_of_edges()


def test_the_disparity_filter_on_a_star_that_can_be_counted_by_hand():
    # (1 - w/s)^(k-1), Serrano, Boguñá & Vespignani 2009 eq. 2: the hub has k = 4 and s = 100
    net = nx.Graph()
    net.add_weighted_edges_from([("hub", "a", 70), ("hub", "b", 10), ("hub", "c", 10), ("hub", "d", 10)])
    kept = n.backbone(net, 0.05)

    assert [("hub", "a")] == list(kept.edges())
    assert pytest.approx(0.3**3) == kept["hub"]["a"]["alpha"]
    assert (5, 4, 0.05) == (len(kept), kept.graph["ties_before"], kept.graph["level"])


def test_a_tie_that_is_all_somebody_has_is_kept_only_for_the_other_end():
    assert 0 == n.backbone(nx.path_graph(2), 0.99, weight=None).number_of_edges()


def test_with_direction_the_source_spreads_what_goes_out_and_the_target_what_comes_in():
    net = nx.DiGraph()
    net.add_weighted_edges_from([("a", "b", 90), ("a", "c", 10), ("d", "c", 10), ("b", "a", 1)])

    assert {("a", "b"): pytest.approx(0.1)} == {
        (one, other): tie["alpha"] for one, other, tie in n.backbone(net, 0.2).edges(data=True)
    }


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_the_backbone_is_its_formula_whatever_nodes_are_called_and_whoever_stands_alone(net):
    expected = {}
    for one, other, tie in net.edges(data=True):
        ends = (
            (net.out_degree(one), net.out_degree(one, "weight")), (net.in_degree(other), net.in_degree(other, "weight")),
        ) if net.is_directed() else tuple((net.degree(end), net.degree(end, "weight")) for end in (one, other))  # fmt: skip
        alpha = min((1 - tie["weight"] / s) ** (k - 1) if k > 1 else 1.0 for k, s in ends)
        if alpha < 0.4:
            expected[one, other] = pytest.approx(alpha)
    turned, names = renamed(with_isolate(net))

    assert expected == {(a, b): tie["alpha"] for a, b, tie in n.backbone(net, 0.4).edges(data=True)}
    assert len(expected) == n.backbone(turned, 0.4).number_of_edges()
    assert names["alone"] in n.backbone(turned, 0.4)


@settings(max_examples=20, deadline=None)
@given(graphs(directed=True))
def test_the_backbone_of_reversed_arcs_is_the_backbone_reversed(net):
    assert set(n.backbone(net, 0.3).reverse().edges()) == set(n.backbone(net.reverse(), 0.3).edges())


def test_a_graph_without_weights_or_with_a_wrong_level_is_refused():
    with pytest.raises(InvalidInput, match="has no weight"):
        n.backbone(nx.path_graph(3))
    with pytest.raises(InvalidInput, match="A level of 2"):
        n.backbone(nx.path_graph(3), 2, weight=None)
