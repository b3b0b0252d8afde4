"""Flows, evidence and cascades of any bank: what names, strangers, a second bank and periods may change, and what not."""

from datetime import date, timedelta

import networkx as nx
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from kennisbank.domain.fields import Link
from kennisbank.domain.kinds.application import Application
from kennisbank.domain.kinds.lesson import Lesson
from kennisbank.domain.kinds.person import Person
from kennisbank.domain.kinds.team import Team
from kennisbank.domain.kinds.topic import Topic
from kennisbank.domain.references import references
from kennisbank.network.graph import graph
from tests.network.conftest import as_id

pytestmark = pytest.mark.slow  # the file, taken together

PEOPLE, TEAMS, TOPICS = ("ann", "ben", "cas"), ("west", "rest"), ("kern", "rand")
DAYS = st.one_of(st.none(), st.integers(0, 9).map(lambda number: date(2024, 1, 1) + timedelta(days=number)))


def ids(names):
    return tuple(as_id(name) for name in names)


@st.composite
def banks(draw):
    """Draw the network of three people, two teams and two topics, with lessons and applications of some days."""
    some = st.lists(st.sampled_from(PEOPLE), unique=True, max_size=2)
    records = [Team(id=as_id(team), title=team) for team in TEAMS]
    records += [Topic(id=as_id(topic), title=topic) for topic in TOPICS]
    for name in PEOPLE:
        held = draw(st.lists(st.sampled_from(TEAMS), unique=True))
        records.append(
            Person(
                id=as_id(name),
                title=name,
                teams=tuple(Link(to=as_id(team), since=draw(DAYS)) for team in held),
            )
        )
    lessons = [f"st{number}" for number in range(1, draw(st.integers(1, 4)) + 1)]
    for name in lessons:
        before = [other for other in lessons if other < name]
        related = draw(st.lists(st.sampled_from(before), unique=True)) if before else ()
        records.append(Lesson(
            id=as_id(name), title=name, authors=ids(draw(some)), related=ids(related), occurred_on=draw(DAYS),
            topics=ids(draw(st.lists(st.sampled_from(TOPICS), unique=True))),
        ))  # fmt: skip
    for number in range(1, draw(st.integers(0, 3)) + 1):
        of = draw(st.lists(st.sampled_from(lessons), unique=True, max_size=2))
        records.append(Application(
            id=as_id(f"app{number}"), title="app", lessons=ids(of), people=ids(draw(some)), applied_on=draw(DAYS)
        ))  # fmt: skip
    return graph(records, [item for record in records for item in references(record)])


MADE = {
    "people": n.flows,
    "teams": lambda net: n.flows(net, "teams"),
    "topics": n.person_topic,
    "lessons": n.person_lesson,
}


def arcs(made):
    pairs = made.edges(data="weight")
    found = {((a, b) if made.is_directed() else frozenset((a, b))): pytest.approx(w) for a, b, w in pairs}
    return found | {(node, node): pytest.approx(w) for node, w in made.nodes(data="within") if w}


def turned(net):
    """The same bank with ids that sort the other way round, and the way to translate them."""
    names = {node: f"x{number:03}" for number, node in enumerate(sorted(net, reverse=True))}
    return nx.relabel_nodes(net, names), names


@pytest.mark.parametrize("what", MADE)
@settings(max_examples=25, deadline=None)
@given(banks())
def test_names_do_not_matter(what, net):
    other, names = turned(net)
    expected = {
        type(pair)(names[node] for node in pair): weight for pair, weight in arcs(MADE[what](net)).items()
    }

    assert expected == arcs(MADE[what](other))


@pytest.mark.parametrize("what", MADE)
@settings(max_examples=25, deadline=None)
@given(banks(), banks())
def test_a_stranger_and_a_second_bank_change_nothing(what, net, second):
    second = nx.relabel_nodes(second, lambda node: f"b{node}")
    both = nx.union(net, second)
    for kind in ("person", "team", "topic"):
        both.add_node(f"alone {kind}", kind=kind, title="", team="", day=None)

    assert arcs(MADE[what](net)) | arcs(MADE[what](second)) == arcs(MADE[what](both))
    assert 1 <= sum(str(node).startswith("alone") for node in MADE[what](both))


@pytest.mark.parametrize("between", ["people", "teams"])
@settings(max_examples=25, deadline=None)
@given(banks(), st.integers(1, 5))
def test_the_flows_of_periods_that_follow_each_other_add_up_to_those_of_all(between, net, days):
    flows = n.flows(net, between)
    dated = sum(step.weight for *_, steps in flows.edges(data="steps") for step in steps if step.day)
    undated = flows.size("weight") - dated
    parts = [part.size("weight") - undated for part in n.windows(flows, days=days)]

    assert pytest.approx(dated) == sum(parts)


@settings(max_examples=40, deadline=None)
@given(banks(), banks())
def test_a_lesson_spreads_the_same_whatever_it_is_called_and_never_to_another_bank(net, second):
    both = nx.union(net, nx.relabel_nodes(second, lambda node: f"b{node}"))
    other, names = turned(both)
    plain, told = n.cascade(net, as_id("st1")), n.cascade(other, names[as_id("st1")])

    assert (plain.records, plain.teams, plain.depth) == (told.records, told.teams, told.depth)
    assert {names[node]: depth for node, depth in plain.tree.nodes(data="depth")} == dict(
        told.tree.nodes(data="depth")
    )
    assert plain.reach["days"].rename(names).to_dict() == pytest.approx(
        told.reach["days"].loc[[names[team] for team in plain.reach.index]].to_dict(), nan_ok=True
    )


@settings(max_examples=40, deadline=None)
@given(banks())
def test_a_lesson_reaches_exactly_what_some_chain_of_days_in_order_leads_to(net):
    start = as_id("st1")
    links = {
        (one, other, relation)
        for other, one, relation in net.edges(data="relation")
        if relation in ("applies", "related")
    }
    reached = {start}

    def walk(record, day, chain):
        for one, other, relation in links:
            own = net.nodes[other]["day"] or day
            if one != record or other in chain or (relation == "related" and day and own < day):
                continue
            reached.add(other)
            walk(other, max(own, day) if own and day else own, chain | {other})

    walk(start, net.nodes[start]["day"], {start})
    tree = n.cascade(net, start).tree

    assert reached == set(tree)
    assert nx.is_arborescence(tree)
