"""A sample tells how wrong it may be, and is not more wrong than that."""

import networkx as nx
import numpy as np
import pytest

from kennisbank import network as n
from kennisbank.errors import InvalidInput


@pytest.fixture(scope="module")
def net():
    return nx.gnm_random_graph(80, 200, seed=4, directed=True)


@pytest.fixture(scope="module")
def exact(net):
    return n.betweenness(net)["betweenness"]


def test_on_average_it_is_right(net, exact):
    found = [n.betweenness(net, sample=12, seed=seed)["betweenness"] for seed in range(300)]

    assert np.abs(np.mean(found, axis=0) - exact).max() < 0.1 * exact.max()
    assert pytest.approx(np.mean(found), rel=0.02) == exact.mean()


def test_the_standard_error_is_that_of_the_estimate(net):
    found = [n.betweenness(net, sample=30, seed=seed) for seed in range(200)]
    told = np.sqrt(np.mean([table["error"] ** 2 for table in found], axis=0))
    true = np.std([table["betweenness"] for table in found], axis=0)

    assert pytest.approx(true.mean(), rel=0.05) == told.mean()


def test_twice_the_error_holds_for_most_of_the_highest_and_the_bound_for_all(net, exact):
    top, held, off = exact.nlargest(10).index, [], []
    for seed in range(60):
        table = n.betweenness(net, sample=40, seed=seed)
        held.append(((table["betweenness"] - exact).abs() <= 2 * table["error"])[top].mean())
        off.append((table["share"] - exact / (79 * 78)).abs().max() / table.attrs["method"]["bound"])

    assert 0.88 < np.mean(held) < 0.98
    assert max(off) < 1


def test_the_error_gets_smaller_and_is_nothing_when_all_are_asked(net, exact):
    found = [n.betweenness(net, sample=size, seed=1) for size in (10, 40, 79)]
    errors, bounds = (
        [table["error"].mean() for table in found],
        [table.attrs["method"]["bound"] for table in found],
    )

    assert (sorted(errors, reverse=True), sorted(bounds, reverse=True)) == (errors, bounds)
    assert pytest.approx(exact.to_list()) == n.betweenness(net, sample=80)["betweenness"].to_list()


def test_the_middle_of_a_star_is_known_from_two_searches():
    assert 36.0 == n.betweenness(nx.star_graph(9), sample=2, seed=3).loc[0, "betweenness"]


def test_it_can_be_done_again_from_what_it_tells(net):
    first = n.betweenness(net, sample=10)
    method = first.attrs["method"]

    assert first.equals(n.betweenness(net, sample=method["sample"], seed=method["seed"]))


def test_several_processes_give_the_same_and_tell_how_far_they_are(net, exact):
    told = []
    shared = n.betweenness(net, jobs=2, progress=lambda done, total: told.append((done, total)))

    assert pytest.approx(exact.to_list()) == shared["betweenness"].to_list()
    assert ((80, 80), sorted(told)) == (told[-1], told)
    assert n.betweenness(net, sample=30, seed=1).equals(n.betweenness(net, sample=30, seed=1, jobs=2))


@pytest.mark.parametrize("sample", [-1, 0, 1])
def test_a_sample_that_cannot_tell_its_error_is_refused(sample, net):
    with pytest.raises(InvalidInput, match="cannot tell how wrong it is"):
        n.betweenness(net, sample=sample)
