"""What is lost when people leave together, by drawing lots that can be drawn again."""

import pytest
from scipy import stats

from kennisbank import network as n
from kennisbank.errors import InvalidInput
from kennisbank.network.risk.simulating import wilson
from tests.network.risk.drawn import distribution, holdings, moments

ROWS = [
    ("a", "ann"),
    ("a", "ben"),
    ("b", "ben"),
    ("b", "cas"),
    ("c", "cas"),
    ("d", "ann"),
    ("d", "ben"),
    ("d", "cas"),
]
LEAVE = {"ann": 0.3, "ben": 0.2, "cas": 0.5}
TOGETHER = (
    n.Cohort(people=frozenset({"ann", "ben"}), probability=0.25),
    n.Cohort(people=frozenset({"cas"}), probability=0.1),
)


@pytest.mark.parametrize("cohorts", [(), TOGETHER])
def test_the_mean_and_variance_are_those_of_every_way(cohorts):
    mean, variance = moments(distribution(holdings(ROWS), LEAVE, cohorts))
    found = n.simulate_loss(holdings(ROWS), LEAVE, cohorts=cohorts, runs=20_000, seed=3)

    assert pytest.approx(mean, abs=4 * (variance / 20_000) ** 0.5) == found.expected
    assert pytest.approx(variance, rel=0.05) == found.variance
    assert found.expected_interval[0] < mean < found.expected_interval[1]


def test_without_cohorts_it_agrees_with_the_closed_form():
    exact = n.expected_loss(holdings(ROWS), LEAVE)
    found = n.simulate_loss(holdings(ROWS), LEAVE, runs=20_000, seed=5)
    both = found.by_topic.join(exact.by_topic["probability"].rename("exact"))

    assert exact.interval == found.interval
    assert (both["probability"] - both["exact"]).abs().max() < 0.015


def test_leaving_together_costs_more_at_once_and_not_more_on_average():
    rows = holdings([("a", "ann"), ("b", "ben")])
    apart = n.simulate_loss(rows, {"ann": 0.5, "ben": 0.5}, runs=8000, seed=1)
    together = n.simulate_loss(
        rows, {}, cohorts=[n.Cohort(people=frozenset({"ann", "ben"}), probability=0.5)], runs=8000, seed=1
    )

    assert pytest.approx(1.0, abs=0.05) == apart.expected
    assert pytest.approx(1.0, abs=0.05) == together.expected
    assert (pytest.approx(0.5, abs=0.05), pytest.approx(1.0, abs=0.05)) == (apart.variance, together.variance)


def test_equal_seeds_give_equal_results_whatever_the_number_of_jobs():
    one, two = (
        n.simulate_loss(holdings(ROWS), LEAVE, cohorts=TOGETHER, runs=600, seed=9, jobs=jobs)
        for jobs in (1, 2)
    )
    other = n.simulate_loss(holdings(ROWS), LEAVE, cohorts=TOGETHER, runs=600, seed=10)

    assert (one.expected, one.variance, one.by_topic.to_dict()) == (
        two.expected,
        two.variance,
        two.by_topic.to_dict(),
    )
    assert one.by_topic.to_dict() != other.by_topic.to_dict()


def test_it_tells_how_far_it_is():
    told = []
    n.simulate_loss(
        holdings(ROWS), LEAVE, runs=600, seed=1, progress=lambda done, total: told.append((done, total))
    )

    assert [(250, 600), (500, 600), (600, 600)] == told


@pytest.mark.parametrize(("hit", "runs"), [(0, 10), (3, 10), (10, 10), (250, 2000)])
def test_wilson_is_that_of_scipy(hit, runs):
    expected = stats.binomtest(hit, runs).proportion_ci(0.95, method="wilson")

    assert pytest.approx((expected.low, expected.high)) == wilson(hit, runs)


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(InvalidInput, match="1 runs are too few"):
        n.simulate_loss(holdings(ROWS), LEAVE, runs=1)
    with pytest.raises(InvalidInput, match="'a cohort' leaves with probability 2"):
        n.simulate_loss(holdings(ROWS), LEAVE, cohorts=[n.Cohort(people=frozenset({"ann"}), probability=2)])


def test_nothing_held_is_nothing_lost():
    found = n.simulate_loss(holdings([]), {}, runs=10, seed=1)

    assert (0.0, 0.0, (0.0, 0.0), 0.0) == (found.expected, found.variance, found.interval, found.at_least_one)
