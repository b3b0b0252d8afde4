"""Whom to ask about a topic, and why them."""

from datetime import date

import networkx as nx
import pytest

from kennisbank import network as n
from kennisbank.errors import InvalidInput
from kennisbank.network.showing import narrower

DAY = date(2026, 2, 1)


def evidence(net, topic):
    """Who is found, with the word and the record of each reason."""
    why = n.who_knows(net, topic, at=DAY)["why"]
    return {person: {(one.word, one.record) for one in shown} for person, shown in why.items()}


def test_those_who_know_wrote_applied_or_act_are_found_and_who_left_is_not(net):
    assert {
        "ann": {("knows", "kern"), ("wrote", "eerst"), ("applied", "app")},
        "ben": {("wrote", "daarna"), ("acts", "act")},
    } == evidence(net, "kern")


def test_narrower_topics_count_and_broader_ones_and_what_is_only_related_do_not(net):
    assert ("kern", "rand") == narrower(net, "kern")
    assert {"ann": {("applied", "app")}, "ben": {("wrote", "daarna")}} == evidence(net, "rand")


def test_topics_that_are_broader_than_each_other_do_not_run_for_ever(net):
    net.add_edge("kern", "rand", key="circle", relation="broader", since=None, until=None)

    assert {"kern", "rand"} == set(narrower(net, "rand"))


def test_when_nothing_fades_the_score_is_the_evidence_added_up_most_first(net):
    found = n.who_knows(net, "kern", at=DAY, half_life_days=float("inf"))

    assert [("ann", 3.0 + 2 + 2), ("ben", 2.0 + 1)] == list(found["score"].items())


def test_what_is_fresh_comes_first(net):
    for name, day, title in (("oud", date(2016, 2, 1), "Aad"), ("vers", date(2025, 12, 1), "Dirk")):
        net.add_node(name, kind="lesson", title=name, day=day)
        net.add_node(title, kind="person", title=title, status="active")
        net.add_edge(name, "rand", key="a", relation="about", since=None, until=None)
        net.add_edge(name, title, key="m", relation="made_by", since=None, until=None)
    found = n.who_knows(net, "rand", at=DAY)

    assert ["Dirk", "ann", "ben", "Aad"] == list(found.index)
    assert pytest.approx(2 * 0.5 ** (3653 / 730)) == found.loc["Aad", "score"]


def test_why_is_told_with_the_record_and_its_day_the_latest_first(net):
    why = n.who_knows(net, "kern", at=DAY).loc["ann", "why"]

    assert [
        ("applied", "app", date(2025, 3, 1), 2), ("wrote", "eerst", date(2024, 2, 1), 2), ("knows", "kern", None, 3),
    ] == [(one.word, one.record, one.day, one.weight) for one in why]  # fmt: skip


def test_who_does_not_want_to_be_found_or_has_left_is_not(net):
    assert ["ben"] == list(n.who_knows(net, "kern", at=DAY, without={"ann"}).index)
    assert [] == list(n.who_knows(net, "kern", at=DAY, without={"ann", "ben"}).index)
    assert "cas" not in n.who_knows(net, "kern", at=DAY).index


def test_what_came_after_the_day_is_not_known_yet(net):
    assert ["ann"] == list(n.who_knows(net, "kern", at=date(2024, 2, 15)).index)


def test_a_lesson_about_a_topic_and_a_narrower_one_counts_once(net):
    before = n.who_knows(net, "kern", at=DAY).loc["ben", "score"]
    net.add_edge("daarna", "kern", key="b", relation="about", since=None, until=None)

    assert before == n.who_knows(net, "kern", at=DAY).loc["ben", "score"]


def test_any_two_mode_graph_can_be_asked():
    net = nx.davis_southern_women_graph()
    found = n.who_knows(net, "E1", at=DAY)

    assert ["Brenda Rogers", "Evelyn Jefferson", "Laura Mandeville"] == list(found.index)
    assert [1.0] * 3 == found["score"].to_list()
    with pytest.raises(InvalidInput, match="'Laura Mandeville' is a person"):
        n.who_knows(net, "Laura Mandeville", at=DAY)


def test_a_topic_that_is_not_there_is_refused(net):
    with pytest.raises(InvalidInput, match="'x' is not in the network"):
        n.who_knows(net, "x", at=DAY)
