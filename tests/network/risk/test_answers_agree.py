"""Two questions about the same people never get answers that do not fit together."""

from datetime import date

import networkx as nx
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from tests.network.risk.drawn import cases

DAY = date(2025, 1, 1)


@st.composite
def two_modes(draw):
    net = nx.Graph()
    net.add_nodes_from(["p0", "p1", "p2"], bipartite=0)
    net.add_nodes_from("abc", bipartite=1)
    pairs = [(person, topic) for person in ("p0", "p1", "p2") for topic in "abc"]
    for person, topic in draw(st.lists(st.sampled_from(pairs), unique=True)):
        net.add_edge(person, topic, day=draw(st.dates(date(2020, 1, 1), date(2026, 1, 1))))
    return net


@settings(max_examples=25, deadline=None)
@given(two_modes(), st.sampled_from([100.0, 730.0, float("inf")]))
def test_who_knows_gives_the_scores_of_holders_whatever_people_are_called(net, half_life):
    held = n.holders(net, at=DAY, half_life_days=half_life)
    told = nx.relabel_nodes(net, {"p0": "z", "p1": "y", "p2": "x"})
    told.add_node("alone", bipartite=0)
    for topic in "abc":
        rows = held[held["topic"] == topic]
        found = n.who_knows(net, topic, at=DAY, half_life_days=half_life)
        renamed = n.who_knows(told, topic, at=DAY, half_life_days=half_life)

        assert dict(zip(rows["person"], rows["score"], strict=True)) == found["score"].to_dict()
        assert sorted(found["score"]) == sorted(renamed["score"])
        assert found["score"].is_monotonic_decreasing


@settings(max_examples=25, deadline=None)
@given(two_modes(), st.sampled_from([0.2, 0.5, 1.0]))
def test_single_knowers_are_the_topics_with_a_truck_factor_of_one(net, threshold):
    held = n.holders(net, at=DAY, threshold=threshold)
    alone = n.single_knowers(held)
    counts = n.topic_truck_factor(held).by_topic["holders"]

    assert sorted(counts[counts == 1].index) == sorted(alone["topic"])
    assert (alone["next_score"] < threshold).all()
    assert alone["next_score"].is_monotonic_increasing


@settings(max_examples=25, deadline=None)
@given(cases(), st.frozensets(st.sampled_from(["p0", "p1", "p2", "p3"])))
def test_when_it_is_certain_who_leaves_three_answers_are_one(case, gone):
    held, _ = case
    leave = dict.fromkeys(gone, 1.0)
    known = nx.Graph()
    known.add_nodes_from(["p0", "p1", "p2", "p3"], kind="person")
    lost = n.what_if(known, gone, at=DAY, holders=held).topics_lost
    drawn = n.simulate_loss(held, leave, runs=2, seed=3)
    whole = n.expected_loss(held, leave)

    assert (len(lost), len(lost), 0.0, 0.0) == (
        whole.expected,
        drawn.expected,
        whole.variance,
        drawn.variance,
    )
    assert set(lost) == set(whole.by_topic.index[whole.by_topic["probability"] == 1])


@settings(max_examples=25, deadline=None)
@given(cases())
def test_a_cohort_of_one_is_somebody_who_leaves_and_lots_stay_within_what_is_held(case):
    held, leave = case
    cohorts = [n.Cohort(people=frozenset({one}), probability=chance) for one, chance in leave.items()]
    drawn = n.simulate_loss(held, {}, cohorts=cohorts, runs=400, seed=5)
    whole = n.expected_loss(held, leave)

    assert abs(drawn.expected - whole.expected) <= 6 * (whole.variance / 400) ** 0.5 + 0.02
    assert 0 <= drawn.interval[0] <= drawn.interval[1] <= whole.topics


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 6), st.floats(0, 1), st.integers(0, 99))
def test_a_share_of_a_team_is_part_of_it_and_equal_seeds_draw_equal_people(size, share, seed):
    net = nx.MultiDiGraph()
    net.add_node("team", kind="team")
    for number in range(size):
        net.add_node(f"p{number}", kind="person", status="active")
        net.add_edge(f"p{number}", "team", relation="member_of")
    drawn = n.share_of_team(net, "team", share, seed, at=DAY)

    assert drawn == n.share_of_team(net, "team", share, seed, at=DAY)
    assert set(drawn) <= {f"p{number}" for number in range(size)}
    assert abs(len(drawn) - share * size) <= 0.5 or (len(drawn) == 1 and share > 0)
