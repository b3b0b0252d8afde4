"""Who learns from whom: each arc can be counted by hand, and says by which rule and which record it is there."""

from datetime import date

import networkx as nx
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from kennisbank.domain.fields import Link
from kennisbank.domain.kinds.action import Action
from kennisbank.domain.kinds.application import Application
from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.kinds.reflection import Reflection
from kennisbank.domain.kinds.team import Team
from kennisbank.domain.references import references
from kennisbank.errors import InvalidInput
from kennisbank.network.graph import graph
from tests.network.conftest import as_id

LATER = date(2025, 3, 1)


def ids(*names):
    return tuple(as_id(name) for name in names)


def net_of(*records):
    """The network of `records`, with short names."""
    whole = graph(records, [item for record in records for item in references(record)])
    return nx.relabel_nodes(whole, lambda node: node.strip("0"))


def person(name, *teams):
    links = tuple(Link(to=as_id(team), since=since, until=until) for team, since, until in teams)
    return Person(id=as_id(name), title=name, teams=links)


def lesson(name, authors, day=None, **more):
    return Lesson(id=as_id(name), title=name, authors=ids(*authors), occurred_on=day, **more)


def applied(name, lessons, people, day=LATER, **more):
    return Application(
        id=as_id(name), title=name, lessons=ids(*lessons), people=ids(*people), applied_on=day, **more
    )


PEOPLE = tuple(person(name) for name in ("ann", "ben", "cas", "dex"))


def arcs(flows):
    return {(one, other): tie["weight"] for one, other, tie in flows.edges(data=True)}


def test_who_applies_a_lesson_learns_from_its_authors_one_in_all():
    flows = n.flows(net_of(*PEOPLE, lesson("kern", ["ann", "ben"]), applied("app", ["kern"], ["cas"])))

    assert {("ann", "cas"): 0.5, ("ben", "cas"): 0.5, ("ann", "ben"): 1.0, ("ben", "ann"): 1.0} == arcs(flows)
    assert {"applied": ("app",)} == flows["ann"]["cas"]["rules"]
    assert (1, LATER, LATER) == tuple(flows["ann"]["cas"][key] for key in ("count", "first", "last"))
    assert {"wrote_together": ("kern",)} == flows["ann"]["ben"]["rules"]
    assert None is flows["ann"]["ben"]["first"]


def test_nobody_learns_from_themselves_and_the_others_divide_the_one():
    flows = n.flows(
        net_of(*PEOPLE, lesson("kern", ["ann", "ben", "cas"]), applied("app", ["kern"], ["ann"])),
        rules=["applied"],
    )

    assert {("ben", "ann"): 0.5, ("cas", "ann"): 0.5} == arcs(flows)


def test_each_rule_finds_its_arc():
    flows = n.flows(
        net_of(
            *PEOPLE,
            lesson("kern", ["ann"], date(2024, 1, 1)),
            lesson("next", ["ben"], date(2024, 2, 1), related=ids("kern")),
            Action(id=as_id("act"), title="act", lessons=ids("kern"), owners=ids("cas")),
            Reflection(id=as_id("rap"), title="rap", about=ids("act"), people=ids("dex"), occurred_on=LATER),
        )
    )

    assert {
        ("ann", "ben"): {"built_on": ("next",)}, ("ann", "cas"): {"acted": ("act",)},
        ("cas", "dex"): {"reflected": ("rap",)},
    } == {(one, other): tie["rules"] for one, other, tie in flows.edges(data=True)}  # fmt: skip


def test_a_lesson_that_points_ahead_does_not_learn_from_what_was_not_there_yet():
    records = (
        lesson("kern", ["ann"], date(2024, 1, 1), related=ids("next")),
        lesson("next", ["ben"], date(2024, 2, 1)),
    )

    assert {} == arcs(n.flows(net_of(*PEOPLE, *records)))


def test_a_lesson_can_be_written_down_after_the_work_in_which_it_was_applied():
    net = net_of(*PEOPLE, lesson("kern", ["ann"], date(2025, 4, 1)), applied("app", ["kern"], ["ben"], LATER))

    assert {("ann", "ben"): 1.0} == arcs(n.flows(net))


def test_shared_work_weighs_as_newman_and_networkx_do():
    papers = (("ann", "ben"), ("ann", "ben", "cas"), ("cas", "dex", "ann", "ben"), ("dex",))
    flows = n.flows(net_of(*PEOPLE, *(lesson(f"kern{i}", names) for i, names in enumerate(papers, 1))))
    two = nx.Graph((name, f"p{i}") for i, names in enumerate(papers) for name in names)
    expected = nx.bipartite.collaboration_weighted_projected_graph(two, ["ann", "ben", "cas", "dex"])

    for one, other, tie in expected.edges(data=True):
        assert pytest.approx(tie["weight"], abs=1e-12) == flows[one][other]["weight"]
        assert pytest.approx(tie["weight"], abs=1e-12) == flows[other][one]["weight"]
    assert 2 * expected.number_of_edges() == flows.number_of_edges()
    assert pytest.approx(3) == flows.in_degree(
        "ann", weight="weight"
    )  # the papers that are shared, Newman 2001


def test_rules_are_chosen_and_weighed_and_the_graph_says_so():
    net = net_of(*PEOPLE, lesson("kern", ["ann"]), applied("app", ["kern"], ["cas"]))
    flows = n.flows(net, rules={"applied": 3, "wrote_together": 0})

    assert {("ann", "cas"): 3.0} == arcs(flows)
    assert {"applied": 3.0} == flows.graph["rules"]
    assert ("flows", "people", 0) == tuple(flows.graph[key] for key in ("measure", "between", "undated"))
    assert "1/(k-1)" in flows.graph["weighting"]


def test_since_looks_at_the_day_of_learning_not_at_the_age_of_the_lesson():
    net = net_of(
        *PEOPLE, lesson("kern", ["ann"], date(2019, 1, 1)), applied("app", ["kern"], ["cas"]),
        applied("pre", ["kern"], ["ben"], date(2019, 2, 1)), applied("zzz", ["kern"], ["dex"], None),
    )  # fmt: skip
    flows = n.flows(net, since=date(2025, 1, 1), at=date(2025, 12, 31))

    assert {("ann", "cas"), ("ann", "dex")} == set(flows.edges())
    assert (1, date(2025, 1, 1), date(2025, 12, 31)) == tuple(
        flows.graph[key] for key in ("undated", "since", "at")
    )


TEAMS = (Team(id=as_id("west"), title="West"), Team(id=as_id("east"), title="East"))
MOVED = date(2025, 1, 1)


def test_between_teams_people_count_for_the_team_of_that_day():
    net = net_of(
        *TEAMS, person("ann", ("west", None, MOVED), ("east", MOVED, None)), person("ben", ("east", None, None)),
        lesson("kern", ["ann"], date(2024, 1, 1)), applied("eer", ["kern"], ["ben"], date(2024, 6, 1)),
        applied("na", ["kern"], ["ben"], date(2025, 6, 1)),
    )  # fmt: skip
    flows = n.flows(net, "teams")

    assert {("west", "east"): 1.0} == arcs(flows)
    assert (1.0, 0.0) == (flows.nodes["east"]["within"], flows.nodes["west"]["within"])
    assert ("East", "east") == (flows.nodes["east"]["title"], n.flows(net).nodes["ann"]["team"])


def test_on_the_day_of_a_move_somebody_counts_for_the_new_team():
    net = net_of(
        *TEAMS, person("ann", ("west", None, MOVED), ("east", MOVED, None)), person("ben", ("west", None, None)),
        lesson("kern", ["ann"], date(2024, 1, 1)), applied("app", ["kern"], ["ben"], MOVED),
    )  # fmt: skip

    assert {("east", "west"): 1.0} == arcs(n.flows(net, "teams"))


def test_who_applies_their_own_lesson_learns_from_nobody_not_even_from_its_team():
    net = net_of(
        *TEAMS, person("ann", ("east", None, None)), lesson("kern", ["ann"], team=as_id("west")),
        applied("app", ["kern"], ["ann"]),
    )  # fmt: skip

    assert {} == arcs(n.flows(net, "teams"))
    assert [0.0, 0.0] == [within for _, within in n.flows(net, "teams").nodes(data="within")]


def test_who_is_in_two_teams_is_spread_over_both_and_who_is_in_none_stands_for_the_record():
    net = net_of(
        *TEAMS, person("ann", ("west", None, None), ("east", None, None)), person("cas"),
        lesson("kern", ["ann"]), applied("app", ["kern"], ["cas"], team=as_id("east")),
    )  # fmt: skip
    flows = n.flows(net, "teams")

    assert {("west", "east"): 0.5} == arcs(flows)
    assert 0.5 == flows.nodes["east"]["within"]


def test_records_without_people_speak_for_their_team():
    net = net_of(
        *TEAMS, lesson("kern", [], team=as_id("west")), applied("app", ["kern"], [], team=as_id("east"))
    )

    assert {("west", "east"): 1.0} == arcs(n.flows(net, "teams"))
    assert {} == arcs(n.flows(net))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"rules": ["talked"]}, "There is no rule 'talked'"),
        ({"rules": {"applied": -1}}, "The rule 'applied' counts -1.0"),
        ({"between": "towns"}, "between people or teams, not 'towns'"),
        ({"since": date(2025, 2, 1), "at": date(2025, 1, 1)}, "ends .2025-01-01. before it begins"),
    ],
)
def test_what_cannot_be_used_is_refused(given, told):
    with pytest.raises(InvalidInput, match=told):
        n.flows(net_of(*PEOPLE), **given)


def test_a_graph_that_is_no_bank_and_a_membership_that_runs_backwards_are_refused():
    with pytest.raises(InvalidInput, match="not the network of a bank"):
        n.flows(nx.MultiDiGraph([(1, 2)]))
    with pytest.raises(InvalidInput, match="membership of 'ann' in 'west' ends"):
        n.flows(net_of(*TEAMS, person("ann", ("west", MOVED, date(2020, 1, 1)))))


def test_an_empty_bank_has_no_flows():
    assert 0 == n.flows(graph((), ())).number_of_nodes()


names = st.lists(st.sampled_from(["ann", "ben", "cas", "dex"]), unique=True)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(names, names), max_size=5), st.booleans())
def test_every_learner_counts_one_per_occasion_with_others(work, between_teams):
    records = [
        record
        for i, (authors, people) in enumerate(work, 1)
        for record in (lesson(f"kern{i}", authors), applied(f"app{i}", [f"kern{i}"], people))
    ]
    members = [
        person(name, ("west" if name < "c" else "east", None, None)) for name in ("ann", "ben", "cas", "dex")
    ]
    flows = n.flows(
        net_of(*TEAMS, *members, *records), "teams" if between_teams else "people", rules=["applied"]
    )
    expected = sum(any(author != one for author in authors) for authors, people in work for one in people)

    assert pytest.approx(expected) == flows.size(weight="weight") + sum(
        dict(flows.nodes(data="within")).values()
    )
