"""Who holds what on a day: by what they contributed, and how long ago."""

from datetime import date, timedelta

import networkx as nx
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from kennisbank.errors import InvalidInput

DAY = date(2026, 2, 1)


def _scores(table):
    return {(row.topic, row.person): row.score for row in table.itertuples()}


def test_the_score_is_the_weight_of_what_was_shown_and_fades_by_half_each_half_life(net):
    found = _scores(n.holders(net, at=DAY, half_life_days=365))

    # kern: Ann says so (3) and wrote on 2024-02-01 (2); Ben acts on it since 2024-03-01 (1).
    # rand: Ben wrote on 2025-02-01 (2), Ann applied it on 2025-03-01 (2). Cas has left.
    assert {
        ("kern", "ann"): pytest.approx(3 + 2 * 0.5 ** (731 / 365)),
        ("kern", "ben"): pytest.approx(0.5 ** (702 / 365)),
        ("rand", "ann"): pytest.approx(2 * 0.5 ** (337 / 365)),
        ("rand", "ben"): pytest.approx(2 * 0.5),
    } == found


def test_what_was_shown_is_counted_with_its_last_day(net):
    table = n.holders(net, at=DAY).set_index(["topic", "person"])

    assert (1, 1, 0, 0, 0, date(2024, 2, 1)) == tuple(
        table.loc[("kern", "ann"), ["knows", "wrote", "applied", "reflected", "acts", "last_day"]]
    )
    assert ("Planning", "Ann", 0) == tuple(
        table.loc[("kern", "ann"), ["topic_title", "person_title", "undated"]]
    )


def test_a_lesson_of_one_half_life_ago_just_counts_and_a_day_later_not(net):
    on, after = (n.holders(net, at=date(2025, 2, 1) + timedelta(days=days)) for days in (730, 731))

    assert [True, False] == [
        bool(table.set_index(["topic", "person"]).loc[("rand", "ben"), "holds"]) for table in (on, after)
    ]


def test_what_came_later_or_has_ended_does_not_count(net):
    net.add_edge("ben", "rand", key="was", relation="knows", since=date(2020, 1, 1), until=date(2024, 1, 1))

    assert {("kern", "ann"): 5.0} == _scores(n.holders(net, at=date(2024, 2, 1)))
    assert 3.0 == _scores(n.holders(net, at=date(2023, 1, 1)))["rand", "ben"]


def test_a_topic_counts_for_itself_or_with_what_is_below_it(net):
    apart, together = (
        _scores(n.holders(net, at=DAY, half_life_days=float("inf"), narrower=way)) for way in (False, True)
    )

    assert (1.0, 3.0) == (apart["kern", "ben"], together["kern", "ben"])
    assert apart["rand", "ben"] == together["rand", "ben"] == 2.0


def test_a_topic_of_which_nobody_shows_anything_is_told(net):
    net.add_node("leeg", kind="topic", title="Leeg")

    assert ("leeg",) == n.holders(net, at=DAY).attrs["unknown"]


def test_who_does_not_want_to_be_counted_is_not(net):
    assert {"ben"} == set(n.holders(net, at=DAY, without=frozenset({"ann"}))["person"])


def test_single_knowers_are_named_with_who_comes_next(net):
    found = n.single_knowers(n.holders(net, at=DAY, half_life_days=365))

    # kern: Ann alone, Ben's action has faded; rand: Ben just holds it, Ann a little more.
    assert [("kern", "ann", "ben")] == list(
        found[["topic", "person", "next_person"]].itertuples(index=False, name=None)
    )
    assert pytest.approx(0.5 ** (702 / 365)) == found["next_score"][0]


def test_a_single_knower_without_a_next_one_is_barest_and_first():
    net = nx.Graph()
    net.add_nodes_from(["ann", "ben"], bipartite=0)
    net.add_nodes_from(["a", "b"], bipartite=1)
    net.add_edges_from([("ann", "a"), ("ann", "b")], strength=4)
    net.add_edge("ben", "a", strength=0.5)
    found = n.single_knowers(n.holders(net, at=DAY, weight="strength"))

    assert [("b", None, 0.0), ("a", "ben", 0.5)] == list(
        found[["topic", "next_person", "next_score"]].itertuples(index=False, name=None)
    )


def test_the_women_of_davis_hold_the_events_they_came_to():
    net = nx.davis_southern_women_graph()
    found = n.holders(net, at=DAY)

    assert (89, 14, 18) == (len(found), found["topic"].nunique(), found["person"].nunique())
    assert {"E1": 3, "E8": 14, "E14": 3} == found.groupby("topic").size()[["E1", "E8", "E14"]].to_dict()
    assert 89 == found["undated"].sum()


def test_dated_ties_of_any_graph_fade_and_parallel_ones_add_up():
    net = nx.MultiDiGraph()
    net.add_edge("ann", "file", weight=4, day="2024-02-02")
    net.add_edge("file", "ann", weight=1)
    net.add_edge("ann", "file", weight=9, day="2027-01-01")
    found = n.holders(net, at=DAY, people=["ann"], weight="weight", half_life_days=730)

    assert {("file", "ann"): pytest.approx(3.0)} == _scores(found)


@pytest.mark.parametrize("value", [None, -1, float("nan"), "veel"])
def test_a_weight_that_is_none_is_refused_with_its_tie(value):
    net = nx.Graph()
    net.add_edge("ann", "file", weight=value)
    with pytest.raises(InvalidInput, match="tie from 'ann' to 'file'"):
        n.holders(net, at=DAY, people=["ann"], weight="weight")


def test_what_cannot_be_told_apart_is_refused():
    net = nx.path_graph(["ann", "ben", "file"])
    with pytest.raises(InvalidInput, match="does not tell who is a person"):
        n.holders(net, at=DAY)
    with pytest.raises(InvalidInput, match="from 'ann' to 'ben' joins two of the same sort"):
        n.holders(net, at=DAY, people=["ann", "ben"])
    with pytest.raises(InvalidInput, match="'cas' is not in the graph"):
        n.holders(net, at=DAY, people=["cas"])
    with pytest.raises(InvalidInput, match="half-life of 0 days"):
        n.holders(net, at=DAY, half_life_days=0)
    net.edges["ben", "file"]["day"] = "gisteren"
    with pytest.raises(InvalidInput, match="'gisteren' is no day"):
        n.holders(net, at=DAY, people=["ann", "file"])


def test_empty_graphs_hold_nothing():
    for net in (nx.Graph(), nx.MultiDiGraph()):
        found = n.holders(net, at=DAY)

        assert (0, 0, ()) == (len(found), len(n.single_knowers(found)), found.attrs["unknown"])


@st.composite
def two_modes(draw):
    net = nx.Graph()
    net.add_nodes_from(range(4), bipartite=0)
    net.add_nodes_from("abc", bipartite=1)
    pairs = [(person, topic) for person in range(4) for topic in "abc"]
    for person, topic in draw(st.lists(st.sampled_from(pairs), unique=True)):
        net.add_edge(person, topic, weight=draw(st.integers(1, 9)), day=draw(st.dates(date(2020, 1, 1), DAY)))
    return net


@settings(max_examples=25, deadline=None)
@given(two_modes(), st.integers(1, 2000))
def test_names_isolates_and_direction_do_not_matter_and_time_only_takes_away(net, half_life):
    how = {"at": DAY, "weight": "weight", "half_life_days": half_life}
    found = _scores(n.holders(net, **how))
    names = {node: f"n{node}" for node in net}
    turned = nx.relabel_nodes(net, names).to_directed().reverse()
    turned.remove_edges_from(
        [(one, other) for one, other in turned.edges() if turned.nodes[one]["bipartite"]]
    )
    turned.add_node("alone", bipartite=0)
    later = _scores(n.holders(net, **how | {"at": DAY + timedelta(days=half_life)}))

    assert {(names[t], names[p]): score for (t, p), score in found.items()} == _scores(
        n.holders(turned, **how)
    )
    assert {pair: pytest.approx(score / 2) for pair, score in found.items()} == later
