"""How many must leave until most topics have nobody left: never more than needed, and proved where it says so."""

from datetime import date
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from kennisbank.errors import InvalidInput
from tests.network.risk.drawn import cases, holdings


def _by_trying_all(held, share):
    by_topic = held.groupby("topic")["person"].agg(set).to_dict()
    people = sorted(set(held["person"]))
    for size in range(len(people) + 1):
        for gone in combinations(people, size):
            if not by_topic or sum(who <= set(gone) for who in by_topic.values()) > share * len(by_topic):
                return size
    raise AssertionError


@settings(max_examples=50, deadline=None)
@given(cases(topics=5, people=5), st.sampled_from([0, 0.2, 0.5, 0.6, 0.8]))
def test_it_is_the_smallest_set_and_the_set_does_what_it_says(case, share):
    held, _ = case
    found = n.topic_truck_factor(held, share=share)
    left = held[~held["person"].isin(found.removed)]
    lost = found.topics - left["topic"].nunique()
    quick = n.topic_truck_factor(held, share=share, exact=False)

    assert _by_trying_all(held, share) == found.value == found.bound == len(found.removed)
    assert lost > share * found.topics or not found.topics
    assert quick.bound <= found.value <= quick.value == quick.greedy == found.greedy


def test_who_holds_most_is_not_always_who_is_missed():
    # Ann, Dora and Eva hold most, and all of it together; Ben and Cas alone hold the other half.
    rows = [(topic, person) for topic in "abf" for person in ("ann", "dora", "eva")]
    rows += [("c", "ben"), ("d", "ben"), ("e", "cas")]
    found = n.topic_truck_factor(holdings(rows), share=0.4)

    assert (2, ("ben", "cas"), 3) == (found.value, found.removed, found.greedy)
    assert {"a": 3, "b": 3, "c": 1, "d": 1, "e": 1, "f": 3} == found.by_topic["holders"].to_dict()


def test_half_is_not_more_than_half():
    assert 2 == n.topic_truck_factor(holdings([("a", "ann"), ("b", "ben")])).value


def test_the_women_of_davis_need_twelve_to_miss_more_than_half_of_the_events():
    found = n.topic_truck_factor(n.holders(nx.davis_southern_women_graph(), at=date(2026, 1, 1)))

    assert (12, 12, 13) == (found.value, found.bound, found.greedy)


def test_too_many_pairs_get_a_bound_and_no_proof():
    held = holdings([(f"t{topic}", f"p{(topic * step) % 97}") for topic in range(1100) for step in (1, 2, 5)])
    held = held.drop_duplicates()
    found = n.topic_truck_factor(held)

    assert "greedy" == found.method["model"]
    assert found.bound <= found.value == found.greedy


def test_nothing_held_takes_nobody():
    assert (0, 0, ()) == (
        n.topic_truck_factor(holdings([])).value,
        n.topic_truck_factor(holdings([])).bound,
        n.topic_truck_factor(holdings([])).removed,
    )


def test_all_of_them_cannot_be_exceeded():
    with pytest.raises(InvalidInput, match="share of 1 cannot be used"):
        n.topic_truck_factor(holdings([("a", "ann")]), share=1)
