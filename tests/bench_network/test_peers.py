"""The peers of the benchmark do the same work: a loop that finds something else would be no measure of ours."""

import pytest

from kennisbank import network as n
from tests.bench_network import peers
from tests.bench_network.graphs import MAKERS
from tests.bench_network.rows import ROWS

PERMUTED = 60


def row(public):
    return next(row for row in ROWS if public == row.public)


@pytest.mark.parametrize("public", ["qap", "mrqap", "truck_factor"])
def test_a_row_runs_from_the_graph_and_with_what_was_made_ready(public):
    asked = row(public)
    net = MAKERS[asked.graph](300)
    told = [asked.ours(asked.given(net))] + ([asked.ours(asked.ready(net))] if asked.matrix else [])

    assert 1 == len({repr(each) for each in told})


def test_the_loops_for_qap_find_our_r_and_its_spread():
    asked = row("qap")
    net = MAKERS[asked.graph](300)
    ours = n.qap(*asked.given(net), permutations=PERMUTED, seed=1)
    for r, orders in (
        peers.qap_in_networkx(net, PERMUTED),
        peers.qap(peers.converted("scipy", net, None), PERMUTED),
    ):
        assert pytest.approx(ours.r, abs=1e-12) == r
        assert pytest.approx(ours.mean, abs=4 * ours.sd / PERMUTED**0.5) == sum(orders) / PERMUTED


def test_the_loop_for_mrqap_finds_our_t():
    asked = row("mrqap")
    net = MAKERS[asked.graph](300)
    ours = n.mrqap(*asked.given(net), permutations=5, seed=1)
    seen, orders = peers.mrqap(peers.converted("numpy", net, None), 5)

    assert pytest.approx(ours.table["statistic"].to_numpy(), rel=1e-9) == seen
    assert (5, 3) == orders.shape


@pytest.mark.parametrize("changes", [40, 2000, 10_000])
def test_the_loop_for_the_truck_factor_finds_ours(changes):
    work = MAKERS["history"](changes)
    ours = n.truck_factor(work)

    assert (ours.value, list(ours.removed)) == peers.truck_factor(peers.converted("python", work, None))
    assert ours.value >= 1
