"""Random graphs with the same degrees, intervals and gaps: cases counted by hand, in one process or in two."""

import math
from functools import partial

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from kennisbank import network as n
from kennisbank.errors import InvalidInput
from kennisbank.network.inference.missing import compared, without_answers, without_nodes, without_ties
from tests.network.graphs import graphs, renamed, with_isolate
from tests.network.inference.florence import business, marriage

pytestmark = pytest.mark.slow  # the file, taken together


def degree(net):
    """Return the number of ties of each node."""
    return dict(net.degree)


def unasked(_net):
    """Fail: what is refused needs no measure."""
    raise AssertionError


def test_of_six_nodes_with_two_ties_each_one_graph_in_seven_is_two_triangles():
    two = nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(3))

    found = n.against_chance(two, "transitivity", runs=300, seed=1).loc["transitivity"]

    # 60 hexagons (0) and 10 pairs of triangles (1).
    assert 1.0 == found["value"]
    assert [1 / 7, 1 / 7] == [pytest.approx(found[told], abs=0.08) for told in ("mean", "p_greater")]
    assert math.sqrt(6) == pytest.approx(found["z"], abs=0.7)


def test_sigma_is_made_of_its_parts_and_a_ring_with_short_cuts_is_a_small_world():
    found = n.small_world(nx.watts_strogatz_graph(60, 6, 0.05, seed=1), runs=40, seed=1)
    lot = n.small_world(nx.gnm_random_graph(60, 180, seed=1), runs=40, seed=1)

    ratio = (
        found.transitivity / found.transitivity_by_chance * found.path_length_by_chance / found.path_length
    )
    assert ratio == pytest.approx(found.sigma)
    assert found.sigma > 2 > lot.sigma
    assert 1 / 41 == found.p < 0.05 < lot.p


def test_functions_without_a_name_get_one_from_a_mapping():
    told = n.against_chance(
        marriage(), {"one": len, "other": lambda net: net.number_of_edges()}, runs=3, seed=1
    )

    assert {"one": 16.0, "other": 20.0} == told["value"].to_dict()
    assert ["density"] == list(n.against_chance(marriage(), ["density", "density"], runs=1).index)


def test_what_the_degrees_fix_has_no_z():
    assert np.isnan(n.against_chance(marriage(), "density", runs=5, seed=1).loc["density", "z"])
    assert np.isnan(n.small_world(nx.empty_graph(3), runs=3).sigma)


@pytest.mark.parametrize(
    "net, node, leave_out, se",
    [
        (nx.star_graph(3), 1, "nodes", 2 / 3),  # without the hub 0, without another leaf 1 and 1
        (nx.star_graph(3), 0, "nodes", 0.0),
        (nx.complete_graph(3), 0, "ties", 2 / 3),
    ],
)
def test_the_jackknife_of_degrees_is_that_counted_by_hand(net, node, leave_out, se):
    found = n.intervals(net, degree, method="jackknife", leave_out=leave_out).loc[node]

    assert se == pytest.approx(found["se"])
    assert 1.959964 * se == pytest.approx(found["high"] - found["value"], rel=1e-6)
    assert 3 == found["runs"]


def test_the_jackknife_of_the_density_of_a_path_is_one_sixth():
    # Without an end 2/3, without a middle node 1/3; (4 - 2) / (2 * 4) * 4 / 36.
    assert 1 / 6 == pytest.approx(n.intervals(nx.path_graph(4), nx.density, method="jackknife")["se"].item())


def test_the_vertex_bootstrap_of_density_is_that_of_numpy_alone():
    matrix, rng = nx.to_numpy_array(marriage()), np.random.default_rng(7)
    every = []
    for _ in range(1500):
        picked = rng.integers(0, 16, 16)
        drawn = matrix[np.ix_(picked, picked)]
        twins = picked[:, None] == picked[None, :]
        drawn[twins] = rng.random(twins.sum()) < 40 / 240
        every.append(drawn[np.triu_indices(16, 1)].mean())

    found = n.intervals(marriage(), nx.density, runs=600, seed=1).iloc[0]

    assert np.std(every) == pytest.approx(found["se"], rel=0.12)


@settings(max_examples=15, deadline=None)
@given(graphs(weighted=False, least=2, most=6))
def test_the_jackknife_does_not_mind_names_reversal_or_what_stands_apart(net):
    own = n.intervals(net, degree, method="jackknife", leave_out="ties")["se"].to_numpy()
    other, names = renamed(net)
    same = n.intervals(other, degree, method="jackknife", leave_out="ties")["se"]
    back = n.intervals(
        net.reverse() if net.is_directed() else net, degree, method="jackknife", leave_out="ties"
    )
    apart = n.intervals(with_isolate(net), degree, method="jackknife", leave_out="ties")["se"]

    for told in (same[[names[node] for node in net]], back["se"], apart[list(net)]):
        np.testing.assert_allclose(own, told.to_numpy())


@settings(max_examples=15, deadline=None)
@given(graphs(weighted=False, most=6))
def test_nothing_missing_changes_nothing_and_intervals_hold_the_value(net):
    gaps = n.sensitivity(net, degree, missing=[0.0], runs=2, seed=1).iloc[0]
    found = n.intervals(net, degree, runs=8, seed=1)
    there = found.dropna()

    assert not len(net) or (1.0, 1.0) == (gaps["top1"], gaps["overlap"])
    assert np.isnan(gaps["spearman"]) or 1.0 == pytest.approx(gaps["spearman"])
    assert list(net) == list(found.index)
    assert ((there["low"] <= there["value"]) & (there["value"] <= there["high"])).all()


def test_silence_takes_what_was_named_and_ties_and_nodes_go_by_share():
    rng, both = np.random.default_rng(1), nx.complete_graph(10, nx.DiGraph)

    silent = without_answers(both, 0.3, rng)

    assert [0] * 3 + [9] * 7 == sorted(told for _, told in silent.out_degree())
    assert 45 - 3 == without_answers(both.to_undirected(), 0.3, rng).number_of_edges()
    assert (63, 7) == (without_ties(both, 0.3, rng).number_of_edges(), len(without_nodes(both, 0.3, rng)))


def test_two_rankings_are_compared_as_by_hand():
    found = compared(np.array([4.0, 3, 2, 1]), np.array([3.0, 4, 2, 1]), 1)

    assert [0.8, 2 / 3, 0.0, 0.0] == pytest.approx(list(found))


def test_the_more_is_missing_the_less_of_the_ranking_stays():
    found = n.sensitivity(nx.karate_club_graph(), degree, missing=[0.05, 0.3, 0.7], runs=20, seed=1)

    assert found["spearman"].is_monotonic_decreasing
    assert (found["spearman_low"] <= found["spearman_high"]).all()


@pytest.mark.parametrize(
    "work",
    [
        lambda jobs: n.qap(marriage(), business(), permutations=600, seed=1, jobs=jobs),
        lambda jobs: n.mrqap(marriage(), {"b": business()}, permutations=300, seed=1, jobs=jobs).table,
        lambda jobs: n.cug(marriage(), "transitivity", runs=25, seed=1, jobs=jobs),
        lambda jobs: n.against_chance(marriage(), runs=12, seed=1, jobs=jobs),
        lambda jobs: n.small_world(marriage(), runs=12, seed=1, jobs=jobs),
        lambda jobs: n.intervals(marriage(), degree, runs=9, seed=1, jobs=jobs),
        lambda jobs: n.intervals(marriage(), degree, method="jackknife", jobs=jobs),
        lambda jobs: n.sensitivity(marriage(), degree, runs=5, seed=1, jobs=jobs),
    ],
)
def test_two_processes_give_what_one_gives(work):
    one, two = work(1), work(2)

    assert one.equals(two) if hasattr(one, "equals") else one == two
    assert n.meaning(one) == n.meaning(two) != n.meaning(one, "en")


@pytest.mark.parametrize(
    "call, said",
    [
        (lambda: n.against_chance(marriage(), model="lattice"), "model is 'lattice'"),
        (lambda: n.intervals(marriage(), degree, method="guess"), "Choose bootstrap or jackknife"),
        (lambda: n.intervals(marriage(), degree, level=1.0), "level is 1.0"),
        (lambda: n.sensitivity(marriage(), degree, missing=[1.0]), "share that is missing is 1.0"),
        (lambda: n.sensitivity(marriage(), unasked, level=1.5), "level is 1.5"),
        (
            lambda: n.against_chance(marriage(), [lambda _: 1, lambda _: 2]),
            "Two .* '<lambda>'. Give a mapping",
        ),
        (lambda: n.against_chance(marriage(), [partial(min, 1), partial(max, 1)]), "Two .* 'statistic'"),
        (lambda: n.sensitivity(marriage(), nx.density), "no ranking"),
        (lambda: n.sensitivity(marriage(), degree, kind="all"), "kind is 'all'"),
    ],
)
def test_what_makes_no_sense_is_refused_with_why(call, said):
    with pytest.raises(InvalidInput, match=said):
        call()
