"""Peers for a consultation group: what the asker lacks, within the rules, or the rule that is in the way."""

from datetime import date
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from kennisbank.errors import InvalidInput

DAY = date(2026, 2, 1)


def _house(people, *, led_by=(), part_of=()):
    """Return a network of `people`: name → (teams, topics they say they know)."""
    net = nx.MultiDiGraph()
    for name, (teams, topics) in people.items():
        net.add_node(name, kind="person", title=name.title(), status="active")
        for relation, ends, kind in (("member_of", teams, "team"), ("knows", topics, "topic")):
            for end in ends:
                net.add_node(end, kind=kind, title=end)
                net.add_edge(name, end, relation=relation, since=None, until=None)
    for relation, pairs in (("led_by", led_by), ("part_of", part_of)):
        for one, other in pairs:
            net.add_node(one, kind="team", title=one)
            net.add_edge(one, other, relation=relation, since=None, until=None)
    return net


OFFICE = {
    "ann": (["blauw"], ["t1"]),
    "ben": (["blauw"], ["t2", "t3", "t4", "t5"]),
    "cas": (["groen"], ["t2", "t3"]),
    "dora": (["groen"], ["t4", "t5", "t6"]),
    "eva": (["rood"], ["t2", "t3"]),
    "fred": (["geel"], ["t1"]),
}


def test_the_group_covers_what_the_asker_lacks_from_other_teams():
    found = n.peer_group(_house(OFFICE), "ann", size=3, at=DAY)

    # Ben knows most but sits with Ann; of green only one may come.
    assert (("dora", "eva"), ("t2", "t3", "t4", "t5", "t6"), 5, 5, 5, 0.0) == (
        found.members, found.covers, found.value, found.wanted, found.bound, found.gap,
    )  # fmt: skip
    assert [("groen",), ("rood",)] == found.brings["teams"].to_list()
    assert ("t4", "t5", "t6") == found.brings.loc["dora", "topics"]


def test_only_what_is_asked_about_counts():
    found = n.peer_group(_house(OFFICE), "ann", size=2, at=DAY, topics=["t2", "t3", "t1"])

    assert (2, 2) == (found.value, found.wanted)
    assert found.members in {("cas",), ("eva",)}


def test_a_boss_does_not_sit_with_their_own_staff_nor_with_those_below():
    house = {
        "ann": ([], []),
        "eva": (["top"], ["t1", "t2"]),
        "fred": (["deel"], ["t3", "t4"]),
        "gijs": ([], ["t3"]),
    }
    led = _house(house, led_by=[("top", "eva")], part_of=[("deel", "top")])

    assert ("eva", "gijs") == n.peer_group(led, "ann", size=3, at=DAY).members
    assert ("eva", "fred") == n.peer_group(led, "ann", size=3, at=DAY, bosses=()).members
    assert ("eva", "gijs") == n.peer_group(led, "ann", size=3, at=DAY, bosses={"fred": "eva"}).members
    assert ("fred", "gijs") == n.peer_group(led, "eva", size=3, at=DAY, bosses=[("ann", "eva")]).members


def test_who_is_not_to_be_asked_or_has_left_is_not_invited():
    net = _house(OFFICE)
    net.nodes["eva"]["status"] = "left"

    assert ("cas", "fred") == n.peer_group(net, "ann", size=3, at=DAY, without=["dora"]).members


@pytest.mark.parametrize(
    ("house", "bosses", "words"),
    [
        ({"ann": ([], []), "ben": ([], [])}, (), "only 1 other people"),
        (
            {"ann": (["a"], []), "ben": (["b"], []), "cas": (["b"], [])}, (),
            r"no two from one team, at most 2 fit \(0 people may not sit with the asker\)",
        ),
        (
            {"ann": (["a"], []), "ben": (["b"], []), "cas": (["c"], [])}, [("cas", "ann")],
            r"no boss with their own staff, at most 2 fit \(1 people",
        ),
        (
            {"ann": (["a"], []), "ben": (["a"], []), "cas": (["c"], []), "dora": (["a"], [])}, [("cas", "ann"), ("dora", "ann"), ("ben", "ann")],
            "no two from one team and no boss with their own staff, at most 1 fit",
        ),
    ],
)  # fmt: skip
def test_when_no_group_is_possible_the_rule_in_the_way_is_named(house, bosses, words):
    with pytest.raises(InvalidInput, match=words):
        n.peer_group(_house(house), "ann", size=3, at=DAY, bosses=bosses)


def test_who_is_no_person_cannot_ask():
    with pytest.raises(InvalidInput, match="'t1' is no person"):
        n.peer_group(_house(OFFICE), "t1", at=DAY)
    with pytest.raises(InvalidInput, match="A group of 1 is none"):
        n.peer_group(_house(OFFICE), "ann", size=1, at=DAY)


@st.composite
def houses(draw):
    names = [f"p{i}" for i in range(6)]
    house = {
        name: (
            draw(st.lists(st.sampled_from("ABCD"), unique=True, max_size=2)),
            draw(st.lists(st.sampled_from(["t1", "t2", "t3", "t4"]), unique=True)),
        )
        for name in names
    }
    return house, draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=3))


@settings(max_examples=40, deadline=None)
@given(houses(), st.integers(2, 4))
def test_no_allowed_group_covers_more(case, size):
    house, bosses = case
    groups = [
        group
        for group in combinations([name for name in house if name != "p0"], size - 1)
        if all(
            not set(house[one][0]) & set(house[other][0])
            and (one, other) not in bosses
            and (other, one) not in bosses
            for one, other in combinations(("p0", *group), 2)
        )
    ]
    if not groups:
        with pytest.raises(InvalidInput, match=f"No group of {size}"):
            n.peer_group(_house(house), "p0", size=size, at=DAY, bosses=bosses)
        return
    found = n.peer_group(_house(house), "p0", size=size, at=DAY, bosses=bosses)
    best = max(
        len({topic for one in group for topic in house[one][1]} - set(house["p0"][1])) for group in groups
    )

    assert (best, best, 0.0) == (found.value, found.bound, found.gap)
    assert tuple(sorted(found.members)) in groups
