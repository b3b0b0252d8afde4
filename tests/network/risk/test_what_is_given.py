"""What cannot be asked is refused in words that say what and where, before anything is counted."""

from datetime import UTC, date, datetime

import networkx as nx
import pandas as pd
import pytest

from kennisbank import network as n
from kennisbank.errors import InvalidInput
from tests.network.risk.drawn import holdings

DAY = date(2025, 6, 1)
HELD = holdings([("a", "ann"), ("b", "ben")])


@pytest.mark.parametrize("chance", ["0.5", None, -0.1, 1.1, float("nan")])
@pytest.mark.parametrize("question", [n.expected_loss, n.simulate_loss, n.handovers])
def test_a_probability_is_a_number_from_0_to_1(question, chance):
    with pytest.raises(InvalidInput, match="'ann' leaves with probability"):
        question(HELD, {"ann": chance})


@pytest.mark.parametrize("level", [95, 0, 1, float("nan"), "0.95"])
@pytest.mark.parametrize("question", [n.expected_loss, n.simulate_loss])
def test_a_level_lies_between_0_and_1(question, level):
    with pytest.raises(InvalidInput, match="A level of"):
        question(HELD, {}, level=level)


@pytest.mark.parametrize("seconds", [0, -1, float("inf"), float("nan"), "10"])
def test_a_programme_gets_some_seconds(net, seconds):
    for question in (
        lambda: n.handovers(HELD, {}, seconds=seconds),
        lambda: n.topic_truck_factor(HELD, seconds=seconds),
        lambda: n.peer_group(net, "ann", at=DAY, size=2, seconds=seconds),
    ):
        with pytest.raises(InvalidInput, match="seconds cannot be used"):
            question()


@pytest.mark.parametrize("stays", [5, -0.1, float("nan"), "0.5"])
def test_who_may_take_over_is_told_by_a_number_from_0_to_1(stays):
    with pytest.raises(InvalidInput, match=r"stays=.* cannot be used"):
        n.handovers(HELD, {}, stays=stays)


def test_a_threshold_is_a_number(net):
    with pytest.raises(InvalidInput, match="threshold of nan"):
        n.holders(net, at=DAY, threshold=float("nan"))


def test_a_frame_of_something_else_is_refused_everywhere(net):
    other = pd.DataFrame({"lesson": ["x"]})
    for question in (
        lambda: n.single_knowers(other),
        lambda: n.topic_truck_factor(other),
        lambda: n.simulate_loss(other, {}),
        lambda: n.handovers(other, {}),
        lambda: n.what_if(net, ["ann"], at=DAY, holders=other),
        lambda: n.peer_group(net, "ann", at=DAY, holders=other),
    ):
        with pytest.raises(InvalidInput, match="no column 'topic'"):
            question()


def test_only_people_leave_and_one_name_is_no_list(net):
    with pytest.raises(InvalidInput, match="'kern' is no person"):
        n.what_if(net, ["kern"], at=DAY)
    with pytest.raises(InvalidInput, match="'ann' is one name"):
        n.what_if(net, "ann", at=DAY)
    with pytest.raises(InvalidInput, match="'E1' is no person"):
        n.what_if(nx.davis_southern_women_graph(), ["E1"], at=DAY)


def test_a_share_is_drawn_from_a_team_only(net):
    with pytest.raises(InvalidInput, match="'ann' is no team"):
        n.share_of_team(net, "ann", 0.5, at=DAY)


def test_nobody_is_fewer_than_no_steps_away(net):
    with pytest.raises(InvalidInput, match="-1 steps"):
        n.near(net, at=DAY, steps=-1)


def test_only_topics_are_known(net):
    with pytest.raises(InvalidInput, match="'ann' is a person"):
        n.who_knows(net, "ann", at=DAY)
    with pytest.raises(InvalidInput, match="'eerst' is a lesson"):
        n.who_knows(net, "eerst", at=DAY)


def test_who_leaves_and_holds_nothing_changes_nothing():
    assert 0.5 == n.expected_loss(HELD, {"ann": 0.5, "a stranger": 0.9}).expected


def test_a_moment_counts_as_its_day(net):
    noon = datetime(2025, 6, 1, 12, tzinfo=UTC)
    pd.testing.assert_frame_equal(n.holders(net, at=DAY), n.holders(net, at=noon), check_exact=True)

    assert n.who_knows(net, "kern", at=DAY).equals(n.who_knows(net, "kern", at=noon))
    assert n.near(net, at=DAY) == n.near(net, at=noon)
    assert n.what_if(net, ["ann"], at=DAY).topics_lost == n.what_if(net, ["ann"], at=noon).topics_lost
