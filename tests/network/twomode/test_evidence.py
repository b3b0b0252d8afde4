"""Two-mode networks of a bank: people with topics and lessons, and the records that show it."""

from datetime import date

from kennisbank import network as n
from kennisbank.network.graph import graph


def test_people_are_tied_to_lessons_by_what_they_did_with_them(net):
    told = n.person_lesson(net)

    assert {
        ("ann", "eerst"): {"wrote": ("eerst",)}, ("ben", "daarna"): {"wrote": ("daarna",)},
        ("ben", "eerst"): {"acts": ("act",)}, ("ann", "daarna"): {"applied": ("app",)},
    } == {
        (person, lesson): tie["evidence"]
        for person in ("ann", "ben", "cas") for lesson, tie in told[person].items()
    }  # fmt: skip
    assert (1.0, 1) == (told["ben"]["eerst"]["weight"], told["ben"]["eerst"]["count"])
    assert 4 == told.number_of_edges()
    assert {0: {"ann", "ben", "cas"}, 1: {"eerst", "daarna"}} == {
        side: {node for node, of in told.nodes(data="bipartite") if of == side} for side in (0, 1)
    }


def test_people_are_tied_to_topics_by_what_they_say_and_by_the_lessons_about_them(net):
    told = n.person_topic(net)

    assert {"knows": ("kern",), "wrote": ("eerst",)} == told["ann"]["kern"]["evidence"]
    assert 5.0 == told["ann"]["kern"]["weight"]
    assert {"acts": ("act",)} == told["ben"]["kern"]["evidence"]
    assert {"applied": ("app",)} == told["ann"]["rand"]["evidence"]
    assert ("person_topic", 5) == (told.graph["measure"], told.number_of_edges())


def test_with_narrower_topics_the_evidence_is_that_of_who_knows_when_nothing_fades(net):
    told = n.person_topic(net, with_narrower=True)

    for topic in ("kern", "rand"):
        found = n.who_knows(net, topic, at=date(2026, 2, 1), half_life_days=float("inf"))
        assert ["ann", "ben"] == sorted(found.index)
        for person, row in found.iterrows():
            shown = {(one.word, one.record) for one in row["why"]}
            assert shown == {
                (word, id) for word, ids in told[person][topic]["evidence"].items() for id in ids
            }
            assert row["score"] == told[person][topic]["weight"]


def test_who_shares_topics_can_be_asked_at_once(net):
    told = n.person_topic(net)
    people = [node for node, kind in told.nodes(data="kind") if kind == "person"]

    assert {"ann", "ben", "cas"} == set(n.project(told, people, "minima", weight="weight"))
    assert 3.0 == n.project(told, people, "minima", weight="weight")["ann"]["cas"]["weight"]


def test_an_empty_bank_has_an_empty_network():
    assert 0 == n.person_topic(graph((), ())).number_of_nodes()
    assert 0 == n.person_lesson(graph((), ())).number_of_nodes()
