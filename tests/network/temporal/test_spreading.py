"""How a lesson spread: every record by hand."""

from datetime import UTC, date, datetime

import networkx as nx
import pandas as pd
import pytest

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


def ids(*names):
    return tuple(as_id(name) for name in names)


@pytest.fixture
def net():
    """A lesson of team a: applied by b after 10 days, that looked back on by c after 40, built on by d; e never heard."""
    records = [Team(id=as_id(team), title=team) for team in ("ta", "tb", "tc", "td", "te")]
    records += [
        Person(id=as_id(f"p{x}"), title=x, teams=(Link(to=as_id(f"t{x}"), until=date(2025, 1, 1)),))
        for x in "abcde"
    ]
    records += [
        Lesson(id=as_id("frst"), title="les", authors=ids("pa"), occurred_on=date(2024, 1, 1)),
        Application(id=as_id("app"), title="app", lessons=ids("frst"), people=ids("pb"), applied_on=date(2024, 1, 11)),
        Reflection(id=as_id("rap"), title="rap", about=ids("app"), people=ids("pc"), occurred_on=date(2024, 2, 10)),
        Lesson(id=as_id("next"), title="next", authors=ids("pd"), occurred_on=date(2024, 3, 1), related=ids("frst")),
        Action(id=as_id("act"), title="act", lessons=ids("next"), owners=ids("pb"), created=datetime(2024, 4, 1, tzinfo=UTC)),
        Lesson(id=as_id("past"), title="past", authors=ids("pe"), occurred_on=date(2023, 1, 1), related=ids("frst")),
        # of no known day: whose team that was is not known either
        Application(id=as_id("day"), title="day", lessons=ids("frst"), people=ids("pb")),
        Application(id=as_id("apart"), title="apart", lessons=ids("past"), people=ids("pe"), applied_on=date(2024, 5, 5)),
    ]  # fmt: skip
    whole = graph(records, [item for record in records for item in references(record)])
    return nx.relabel_nodes(whole, lambda node: node.strip("0"))


def test_a_lesson_spreads_to_what_takes_it_up_and_on_from_there(net):
    told = n.cascade(net, "frst")

    assert {
        ("frst", "app"): "applies", ("app", "rap"): "reflects_on", ("frst", "next"): "related",
        ("next", "act"): "follows_from", ("frst", "day"): "applies",
    } == {(one, other): tie["relation"] for one, other, tie in told.tree.edges(data=True)}  # fmt: skip
    assert (5, 2) == (told.records, told.depth)
    assert nx.is_arborescence(told.tree)
    assert {"frst": 0, "app": 10, "rap": 40, "next": 60, "act": 91, "day": None} == dict(
        told.tree.nodes(data="days")
    )


def test_an_older_lesson_is_not_reached_nor_what_took_it_up(net):
    assert {"past", "apart"}.isdisjoint(n.cascade(net, "frst").tree)


def test_what_says_that_it_applied_a_lesson_did_also_when_the_lesson_was_written_down_later(net):
    net.nodes["app"]["day"] = date(2023, 12, 1)
    told = n.cascade(net, "frst")

    assert (0, 40) == (told.tree.nodes["app"]["days"], told.tree.nodes["rap"]["days"])
    assert (0, pd.Timestamp("2023-12-01")) == tuple(told.reach.loc["tb", ["days", "first"]])


def test_a_record_without_a_day_is_as_old_as_its_oldest_chain_allows():
    # "when" has no day: by "far" it would come after "ear", by "near" before it
    records = [
        Lesson(id=as_id("frst"), title="les", occurred_on=date(2024, 1, 1)),
        Lesson(id=as_id("far"), title="far", occurred_on=date(2024, 9, 1), related=ids("frst")),
        Lesson(id=as_id("pre"), title="pre", occurred_on=date(2024, 1, 2), related=ids("frst")),
        Lesson(id=as_id("near"), title="near", occurred_on=date(2024, 1, 3), related=ids("pre")),
        Lesson(id=as_id("when"), title="when", related=ids("far", "near")),
        Lesson(id=as_id("ear"), title="ear", occurred_on=date(2024, 2, 1), related=ids("when")),
    ]
    whole = graph(records, [item for record in records for item in references(record)])
    tree = n.cascade(nx.relabel_nodes(whole, lambda node: node.strip("0")), "frst").tree

    assert ["frst", "pre", "near", "when", "ear"] == nx.shortest_path(tree, "frst", "ear")
    assert 1 == tree.nodes["far"]["depth"]


def test_what_an_older_record_led_to_does_not_make_a_record_older():
    # "when" has no day and takes up the lesson, and also one from before it, which is not reached itself
    records = [
        Lesson(id=as_id("frst"), title="les", occurred_on=date(2024, 1, 1)),
        Lesson(id=as_id("past"), title="past", occurred_on=date(2023, 1, 1), related=ids("frst")),
        Lesson(id=as_id("when"), title="when", related=ids("frst", "past")),
    ]
    whole = graph(records, [item for record in records for item in references(record)])

    assert [(as_id("frst"), as_id("when"))] == list(n.cascade(whole, as_id("frst")).tree.edges())


def test_each_team_is_reached_on_a_day_or_never(net):
    told = n.cascade(net, "frst")

    assert [0.0, 10.0, 40.0, 60.0] == told.reach["days"].iloc[:4].to_list()
    assert ["frst", "app", "rap", "next", ""] == told.reach["record"].to_list()
    assert [1, 2, 1, 1, 0] == told.reach["records"].to_list()
    assert (pd.Timestamp("2024-01-11"), True) == (
        told.reach.loc["tb", "first"],
        told.reach["first"].isna()["te"],
    )
    assert (3, 40.0) == (told.teams, told.days)
    assert ("pb",) == told.tree.nodes["app"]["people"]


def test_half_of_an_even_number_of_teams_is_reached_with_the_last_of_that_half(net):
    net.remove_node("act")
    net.remove_node("next")
    told = n.cascade(net, "frst")

    # tb after 10 days, tc after 40: with the first of the two half is reached
    assert (2, 10.0) == (told.teams, told.days)


def test_a_lesson_that_nobody_took_up_reached_nobody(net):
    told = n.cascade(net, "next")

    assert (1, 1) == (told.records, told.teams)
    alone = n.cascade(net.subgraph(["next", "te"]).copy(), "next")
    assert (0, 0, 0) == (alone.records, alone.teams, alone.depth)
    assert alone.days != alone.days
    assert "Where a lesson can be seen" in n.meaning(told, "en")


def test_a_ring_of_lessons_comes_to_an_end(net):
    net.add_edge("frst", "next", key="back", relation="related", since=None, until=None)
    net.nodes["next"]["day"] = date(2024, 1, 1)

    assert nx.is_arborescence(n.cascade(net, "frst").tree)
    assert nx.is_arborescence(n.cascade(net, "next").tree)


@pytest.mark.parametrize("lesson", ["nothing", "pa"])
def test_what_is_no_lesson_does_not_spread(net, lesson):
    with pytest.raises(InvalidInput, match=f"There is no lesson '{lesson}'"):
        n.cascade(net, lesson)
