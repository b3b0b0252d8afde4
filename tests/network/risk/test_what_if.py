"""What is gone when people go: topics, flows, and a network that falls apart."""

from datetime import date

import networkx as nx
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from kennisbank.errors import InvalidInput
from tests.network.graphs import graphs
from tests.network.risk.drawn import holdings

DAY = date(2025, 6, 1)


def test_knowledge_went_from_who_wrote_to_who_used_it(net):
    found = n.passed_on(net, at=DAY)

    # Ben acts on Ann's lesson, Ann applied Ben's; Cas has left.
    assert {("ann", "ben"): 1, ("ben", "ann"): 1} == {
        ends[:2]: ends[2] for ends in found.edges(data="lessons")
    }
    assert [("ann", "ben")] == list(n.passed_on(net, at=date(2024, 6, 1)).edges())
    assert {"ann", "ben"} == set(found)


def test_what_is_lost_when_one_goes_is_named(net):
    found = n.what_if(net, ["ann"], at=DAY)

    # kern is held by Ann only (Ben's action has faded below 1); rand by both.
    assert (("kern",), ("rand",), {"rand": "ben"}, 2) == (
        found.topics_lost,
        found.topics_single,
        found.last_holders,
        found.topics_held,
    )
    assert ((("ann", "ben"), ("ben", "ann")), 2) == (found.flows_cut, found.flows)
    assert (1, 1, 2, 1, ("ben",)) == (
        found.components_before, found.components_after, found.largest_before, found.largest_after, found.cut_off,
    )  # fmt: skip


def test_a_network_falls_apart_where_the_bridge_goes():
    flows = nx.DiGraph(
        [("a", "b"), ("b", "c"), ("c", "a"), ("c", "brug"), ("brug", "d"), ("d", "e"), ("brug", "brug")]
    )
    net = nx.Graph([("brug", "x")])
    found = n.what_if(net, ["brug"], at=DAY, holders=holdings([("x", "brug")]), flows=flows)

    assert (1, 2, 6, 3, 6, ()) == (
        found.components_before, found.components_after, found.largest_before, found.largest_after, found.flows, found.cut_off,
    )  # fmt: skip
    assert (("brug", "d"), ("c", "brug")) == found.flows_cut


def test_in_any_two_mode_graph_people_are_tied_by_what_both_hold():
    net = nx.davis_southern_women_graph()
    found = n.what_if(net, ["Flora Price", "Olivia Carleton"], at=DAY)
    attended = nx.bipartite.projected_graph(
        net, [node for node, about in net.nodes(data=True) if about["bipartite"] == 0]
    )

    assert 2 * attended.number_of_edges() == found.flows
    assert (18, 16, ()) == (found.largest_before, found.largest_after, found.topics_lost)


def test_when_nobody_goes_nothing_is_lost_and_when_all_go_everything(net):
    none, every = (n.what_if(net, leaving, at=DAY) for leaving in ([], ["ann", "ben"]))

    assert ((), (), (), none.largest_before) == (
        none.topics_lost,
        none.flows_cut,
        none.cut_off,
        none.largest_after,
    )
    assert (("kern", "rand"), 2, 0, 0) == (
        every.topics_lost,
        len(every.flows_cut),
        every.components_after,
        every.largest_after,
    )


def test_who_is_not_there_cannot_leave(net):
    with pytest.raises(InvalidInput, match="'niemand' is not in the network"):
        n.what_if(net, ["niemand"], at=DAY)


@settings(max_examples=30, deadline=None)
@given(graphs(directed=True, weighted=False), st.sets(st.integers(0, 8)))
def test_components_are_those_of_networkx(flows, leaving):
    gone = leaving & set(flows)
    found = n.what_if(flows, gone, at=DAY, holders=holdings([]), flows=flows)
    tied = flows.subgraph([node for node in flows if flows.degree(node)])
    before, after = (
        list(nx.weakly_connected_components(part)) for part in (tied, tied.subgraph(set(tied) - gone))
    )

    assert (len(before), len(after)) == (found.components_before, found.components_after)
    assert (max(map(len, before), default=0), max(map(len, after), default=0)) == (
        found.largest_before,
        found.largest_after,
    )
    assert flows.number_of_edges() - flows.subgraph(set(flows) - gone).number_of_edges() == len(
        found.flows_cut
    )


def test_a_share_of_a_team_is_drawn_from_who_is_in_it_that_day(net):
    net.add_nodes_from((f"p{i}", {"kind": "person", "status": "active", "title": f"P{i}"}) for i in range(8))
    for i in range(8):
        net.add_edge(f"p{i}", "team", key=f"m{i}", relation="member_of", since=date(2025, 1, 1), until=None)
    drawn = n.share_of_team(net, "team", 0.5, 4, at=DAY)

    # Ann left the team in January; Ben is in it: nine members, a half is 4.5, so five.
    assert 5 == len(set(drawn))
    assert set(drawn) <= {"ben", *(f"p{i}" for i in range(8))}
    assert drawn == n.share_of_team(net, "team", 0.5, 4, at=DAY)
    assert 1 < len({n.share_of_team(net, "team", 0.5, seed, at=DAY) for seed in range(9)})
    assert (0, 1, 9) == tuple(len(n.share_of_team(net, "team", share, 1, at=DAY)) for share in (0, 0.01, 1))


def test_a_team_that_is_not_there_or_a_share_that_is_none_is_refused(net):
    with pytest.raises(InvalidInput, match="'x' is not in the network"):
        n.share_of_team(net, "x", 0.5, at=DAY)
    with pytest.raises(InvalidInput, match=r"share=1\.5 cannot be used"):
        n.share_of_team(net, "team", 1.5, at=DAY)


def test_who_is_near_is_in_the_same_team_or_has_used_the_same_lesson(net):
    assert {"ann": frozenset({"ben"}), "ben": frozenset({"ann"})} == n.near(net, at=DAY)
    assert {"ann": frozenset(), "ben": frozenset()} == n.near(net, at=date(2024, 1, 15))


def test_in_any_two_mode_graph_who_holds_the_same_is_near():
    net = nx.Graph([("ann", "x"), ("ben", "x"), ("ben", "y"), ("cas", "y"), ("dora", "z")])
    held = n.holders(net, at=DAY, people=["ann", "ben", "cas", "dora"])

    assert {"ann": {"ben"}, "ben": {"ann", "cas"}, "cas": {"ben"}, "dora": set()} == n.near(
        net, at=DAY, holders=held
    )
    assert {"ben", "cas"} == n.near(net, at=DAY, holders=held, steps=2)["ann"]
    for question in (n.near, n.passed_on):
        with pytest.raises(InvalidInput, match="holders: This is not the network of a bank"):
            question(net, at=DAY)
