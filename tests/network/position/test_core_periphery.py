"""Core and periphery: as UCINET prints it, as trying every core gives, and where there is none."""

from math import isnan

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from kennisbank.errors import InvalidInput
from tests.network.graphs import graphs
from tests.network.position.pattern import best_cores, fit_of
from tests.network.published import CAMP_CORE, CAMP_CORE_FIT, camp

LIMIT = "kennisbank.network.measures.core_periphery.EXACT"
BETWEEN = st.sampled_from([None, 0, 0.5, 1])


def test_the_core_of_the_camp_is_the_published_one():
    found = n.core_periphery(camp())

    assert (CAMP_CORE, CAMP_CORE_FIT) == (set(found.core), round(found.fit, 3))
    assert (True, 1, "all cores") == (found.exact, found.alike, found.method["search"])
    # The block densities that UCINET prints with it.
    assert [[0.833, 0.036], [0.107, 0.198]] == found.density.round(3).to_numpy().tolist()


@settings(max_examples=60, deadline=None)
@given(graphs(most=6), BETWEEN)
def test_no_core_fits_better_and_as_many_fit_alike_as_it_says(net, between):
    best, cores = best_cores(net, weight="weight", between=between)
    found = n.core_periphery(net, "weight", between=between)

    assert best == pytest.approx(found.fit, nan_ok=True)
    assert len(cores) == found.alike
    assert not cores or set(found.core) in cores


@pytest.mark.parametrize("between", [None, 0, 1])
@pytest.mark.parametrize(
    "net",
    [camp(), nx.florentine_families_graph(), nx.krackhardt_kite_graph()],
    ids=["camp", "Florence", "kite"],
)
def test_climbing_finds_what_trying_all_finds(monkeypatch, net, between):
    best = n.core_periphery(net, between=between)
    monkeypatch.setattr(LIMIT, 0)
    found = n.core_periphery(net, between=between, seed=1)

    assert (False, "climbing", 1) == (found.exact, found.method["search"], found.method["seed"])
    assert best.fit == pytest.approx(found.fit, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(net=graphs(least=1, most=9), between=BETWEEN, seed=st.integers(0, 5))
def test_the_fit_that_climbing_tells_is_the_fit_of_its_core(net, between, seed):
    net.add_nodes_from(f"far {number}" for number in range(19))
    found = n.core_periphery(net, "weight", between=between, tries=4, seed=seed)

    assert fit_of(net, found.core, weight="weight", between=between) == pytest.approx(found.fit, nan_ok=True)


@pytest.mark.parametrize(("seed", "tries"), [(0, 50), (3, 1), (5, 1), (8, 1)])
def test_climbing_goes_downhill_for_a_while_where_single_moves_get_stuck(monkeypatch, seed, tries):
    """Networks in which climbing that never goes down does not find the best core from as many places."""
    net = nx.gnp_random_graph(14, 0.3, seed=seed, directed=True)
    best = n.core_periphery(net).fit
    monkeypatch.setattr(LIMIT, 0)
    found = n.core_periphery(net, tries=tries, seed=0).fit
    monkeypatch.setattr("kennisbank.network.measures.core_search.DEPTH", 1)

    assert best == pytest.approx(found)
    assert best > n.core_periphery(net, tries=tries, seed=0).fit + 1e-6


def test_a_core_laid_in_a_large_network_is_found_among_many():
    rng = np.random.default_rng(4)
    matrix = np.zeros((1500, 1500))
    matrix[:40, :40] = rng.random((40, 40)) < 0.7
    ends = rng.integers(1500, size=(2, 4000))
    matrix[ends[0], ends[1]] = 1
    found = n.core_periphery(n.of_matrix(matrix, weight=None), tries=5, seed=1)

    assert set(range(40)) == set(found.core)


def test_a_perfect_core_fits_perfectly_and_a_star_has_as_many_as_it_has_points():
    core = nx.complete_graph(5)
    core.add_edges_from((node, node + 5) for node in range(5))
    perfect, star = n.core_periphery(core), n.core_periphery(nx.star_graph(6))

    assert (1, (0, 1, 2, 3, 4), 1) == (pytest.approx(perfect.fit), perfect.core, perfect.alike)
    assert (1, 6, 2) == (pytest.approx(star.fit), star.alike, len(star.core))


def test_what_is_expected_between_core_and_periphery_changes_the_core():
    cores = {between: n.core_periphery(camp(), between=between).core for between in (None, 0, 1)}

    assert 3 == len(set(cores.values()))
    assert {*CAMP_CORE, "BRAZEY"} == set(cores[0])


@pytest.mark.parametrize("limit", [18, 0])
def test_without_ties_with_all_or_with_too_few_nodes_there_is_no_core(monkeypatch, limit):
    monkeypatch.setattr(LIMIT, limit)
    for net in (nx.Graph(), nx.empty_graph(1), nx.path_graph(3), nx.empty_graph(20), nx.complete_graph(6)):
        found = n.core_periphery(net, seed=1)

        assert (True, (), 0) == (isnan(found.fit), found.core, found.alike)


def test_a_seed_gives_the_same_core_whatever_carries_it_and_tells_how_far_it_is():
    seen = []
    net = nx.karate_club_graph()
    one = n.core_periphery(net, tries=6, seed=3, progress=lambda *done: seen.append(done))
    two = n.core_periphery(net, tries=6, seed=3, jobs=2)

    assert (one.fit, one.core, one.alike) == (two.fit, two.core, two.alike)
    assert [(done, 6) for done in range(1, 7)] == seen


def test_loops_and_parallel_arcs_do_not_count():
    net = nx.MultiDiGraph(camp().edges())
    net.add_edges_from([("HOLLY", "HOLLY"), ("HOLLY", "PAM")])

    assert n.core_periphery(camp()).fit == n.core_periphery(net).fit


def test_an_expectation_that_is_no_share_and_no_tries_are_refused():
    with pytest.raises(InvalidInput, match="expected at 2"):
        n.core_periphery(camp(), between=2)
    with pytest.raises(InvalidInput, match="expected at nan"):
        n.core_periphery(camp(), between=float("nan"))
    with pytest.raises(InvalidInput, match="0 tries"):
        n.core_periphery(camp(), tries=0)
