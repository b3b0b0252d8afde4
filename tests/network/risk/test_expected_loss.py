"""What is lost when people leave independently: exact, also where topics share holders."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from kennisbank import network as n
from kennisbank.errors import InvalidInput
from kennisbank.network.risk import losing
from tests.network.risk.drawn import cases, distribution, holdings, moments


@settings(max_examples=60, deadline=None)
@given(cases())
def test_mean_variance_and_interval_are_those_of_every_way_in_which_people_may_leave(case):
    held, leave = case
    every = distribution(held, leave)
    mean, variance = moments(every)
    found = n.expected_loss(held, leave)

    assert (pytest.approx(mean, abs=1e-12), pytest.approx(variance, abs=1e-12)) == (
        found.expected,
        found.variance,
    )
    assert [_quantile(every, 0.025), _quantile(every, 0.975)] == list(found.interval)
    assert "exact" == found.method["interval"]


def _quantile(every, level):
    summed = 0.0
    for number in sorted(every):
        summed += every[number]
        if summed >= level - 1e-12:
            return number
    raise AssertionError


def test_topics_with_one_holder_in_common_are_lost_together():
    # ann alone holds three topics and leaves with 1/2: 0 or 3 are lost, so the variance is 9/4, not 3/4.
    found = n.expected_loss(holdings([("a", "ann"), ("b", "ann"), ("c", "ann")]), {"ann": 0.5})

    assert (1.5, pytest.approx(2.25), (0.0, 3.0)) == (found.expected, found.variance, found.interval)


def test_the_covariance_of_topics_that_share_one_of_two_holders_is_as_by_hand():
    # a: ann, ben; b: ben, cas; all leave with 1/2. q = 1/4 each; both lost 1/8: cov 1/16, var 3/16 each.
    found = n.expected_loss(
        holdings([("a", "ann"), ("a", "ben"), ("b", "ben"), ("b", "cas")]),
        dict.fromkeys(("ann", "ben", "cas"), 0.5),
    )

    assert (0.5, pytest.approx(3 / 16 * 2 + 2 / 16)) == (found.expected, found.variance)


@settings(max_examples=25, deadline=None)
@given(cases())
def test_names_and_order_do_not_matter_and_topics_apart_add_up(case):
    held, leave = case
    one = n.expected_loss(held, leave)
    other = held[::-1].replace(
        {"person": {name: f"x{name}" for name in leave}, "topic": {f"t{i}": f"y{9 - i}" for i in range(4)}}
    )
    again = n.expected_loss(other, {f"x{name}": chance for name, chance in leave.items()})
    twice = n.expected_loss(
        pd.concat([held, other]), leave | {f"x{name}": chance for name, chance in leave.items()}
    )

    assert pytest.approx((one.expected, one.variance)) == (again.expected, again.variance)
    assert pytest.approx((2 * one.expected, 2 * one.variance)) == (twice.expected, twice.variance)


def test_a_holder_more_who_stays_takes_the_risk_of_a_topic_away():
    rows = [("a", "ann"), ("b", "ann")]

    assert 1.0 == n.expected_loss(holdings([*rows, ("a", "ben")]), {"ann": 1.0}).expected
    assert [1.0, 0.0] == n.expected_loss(holdings([*rows, ("a", "ben")]), {"ann": 1.0}).by_topic[
        "probability"
    ].to_list()


def test_many_people_together_get_a_normal_interval_and_it_says_so():
    many = holdings([(f"t{i}", f"p{(i + step) % 20}") for i in range(20) for step in (0, 1)])
    found = n.expected_loss(many, {f"p{i}": 0.5 for i in range(20)})

    assert ("normal", 5.0) == (found.method["interval"], found.expected)
    # q = 1/4; each topic shares one holder with two others: 20 (3/16 + 2/16).
    assert pytest.approx(20 * 5 / 16) == found.variance
    assert pytest.approx([5 - 1.95996 * 2.5, 5 + 1.95996 * 2.5], abs=1e-4) == list(found.interval)


def test_the_blocks_of_a_large_table_add_up_to_the_whole(monkeypatch):
    lots = np.random.default_rng(7)
    many = holdings(sorted({(f"t{t}", f"p{p}") for t, p in lots.integers(0, 30, (150, 2))}))
    leave = {f"p{p}": float(chance) for p, chance in enumerate(lots.random(30))}
    whole = n.expected_loss(many, leave).variance
    monkeypatch.setattr(losing, "_CELLS", 7)

    assert pytest.approx(whole, rel=1e-12) == n.expected_loss(many, leave).variance


def test_nobody_and_nothing_lose_nothing():
    found = n.expected_loss(holdings([]), {})

    assert (0.0, 0.0, (0.0, 0.0), 0) == (found.expected, found.variance, found.interval, found.topics)


@pytest.mark.parametrize("chance", [-0.1, 1.1, float("nan")])
def test_a_chance_that_is_none_is_refused(chance):
    with pytest.raises(InvalidInput, match="'ann' leaves with probability"):
        n.expected_loss(holdings([("a", "ann")]), {"ann": chance})


def test_a_frame_of_something_else_is_refused():
    with pytest.raises(InvalidInput, match="no column 'topic'"):
        n.expected_loss(pd.DataFrame({"person": ["ann"]}), {})
