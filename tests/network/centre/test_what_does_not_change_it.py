"""Other names, one more node, arcs turned round, another graph beside it: what each does to a measure."""

import networkx as nx
import pytest
from hypothesis import given, settings

from kennisbank import network as n
from tests.network.centre.measures import PER_NODE, of
from tests.network.graphs import graphs, renamed, with_isolate

SELDOM = settings(max_examples=8, deadline=None)
TURNED = {"closeness": "closeness, outwards"}
LOCAL = ["degree", "strength", "betweenness", "betweenness, weighted", "core number"]


@pytest.mark.parametrize("name", PER_NODE)
@SELDOM
@given(net=graphs(least=1))
def test_names_and_order_do_not_matter(name, net):
    turned, names = renamed(net)
    measure = PER_NODE[name][0]

    assert pytest.approx(
        {names[node]: value for node, value in of(measure(net)).items()}, nan_ok=True, abs=1e-9
    ) == of(measure(turned))


@pytest.mark.parametrize("measure", [n.components, n.cut_points])
@SELDOM
@given(net=graphs())
def test_names_do_not_matter_to_pieces_and_cuts(measure, net):
    turned, names = renamed(net)
    one, other = measure(net), measure(turned)
    sizes = one.columns[-1]

    assert {names[node]: value for node, value in one[sizes].items()} == other[sizes].to_dict()


@SELDOM
@given(graphs())
def test_names_do_not_matter_to_bridges(net):
    turned, names = renamed(net)
    ends = {
        frozenset(names[end] for end in (row.one, row.other)): row.cut_off
        for row in n.bridges(net).itertuples()
    }

    assert ends == {frozenset((row.one, row.other)): row.cut_off for row in n.bridges(turned).itertuples()}


@pytest.mark.parametrize("name", LOCAL)
@SELDOM
@given(net=graphs())
def test_a_node_without_ties_changes_nothing_and_gets_0(name, net):
    measure = PER_NODE[name][0]

    assert pytest.approx(of(measure(net)) | {"alone": 0}) == of(measure(with_isolate(net)))


@SELDOM
@given(graphs(least=2))
def test_a_node_without_ties_makes_everybody_as_much_less_near(net):
    more = len(net) / (len(net) - 1)
    larger = n.closeness(with_isolate(net))["closeness"]

    assert pytest.approx(n.closeness(net)["closeness"].to_numpy() / more) == larger.to_numpy()[:-1]
    assert 0 == larger["alone"]


@SELDOM
@given(graphs())
def test_a_node_without_ties_is_a_piece_a_community_and_no_cut(net):
    larger = with_isolate(net)

    assert 1 == n.components(larger).loc["alone", "size"]
    assert 1 == n.communities(larger, "weight", seed=1, runs=2).loc["alone", "size"]
    assert [False, 0, 0] == n.cut_points(larger).loc["alone"].to_list()
    assert len(n.bridges(net)) == len(n.bridges(larger))


@pytest.mark.parametrize("name", [*LOCAL, "closeness"])
@SELDOM
@given(net=graphs(directed=True, least=1))
def test_turning_all_arcs_round_changes_only_what_has_a_direction(name, net):
    before, after = PER_NODE[name][0](net), PER_NODE[TURNED.get(name, name)][0](net.reverse())

    assert pytest.approx(of(before)) == of(after)
    if name in {"degree", "strength"}:
        assert before["into"].to_list() == after["out"].to_list()


@SELDOM
@given(graphs(directed=True))
def test_turning_all_arcs_round_leaves_pieces_and_cuts(net):
    for measure in (n.components, n.cut_points):
        assert measure(net).equals(measure(net.reverse()))


@pytest.mark.parametrize("name", LOCAL)
@SELDOM
@given(one=graphs(directed=False), other=graphs(directed=False))
def test_a_graph_beside_it_changes_nothing(name, one, other):
    measure = PER_NODE[name][0]
    both = nx.disjoint_union(one, other)

    assert pytest.approx([*of(measure(one)).values(), *of(measure(other)).values()]) == list(
        of(measure(both)).values()
    )


@SELDOM
@given(graphs(directed=False, least=1), graphs(directed=False, least=1))
def test_a_graph_beside_it_shares_pagerank_by_size(one, other):
    both = n.pagerank(nx.disjoint_union(one, other))["pagerank"].to_numpy()
    # Without dangling nodes a piece gets its share of all nodes; those hand out what they hold to everybody.
    if min(dict(one.degree()).values()) and min(dict(other.degree()).values()):
        share = len(one) / len(both)
        assert pytest.approx(n.pagerank(one)["pagerank"].to_numpy() * share) == both[: len(one)]
    assert pytest.approx(1) == both.sum()


@SELDOM
@given(graphs(directed=False), graphs(directed=False))
def test_no_community_reaches_from_one_graph_into_another(one, other):
    both = n.communities(nx.disjoint_union(one, other), seed=1, runs=2)["community"]

    assert set() == set(both.iloc[: len(one)]) & set(both.iloc[len(one) :])
