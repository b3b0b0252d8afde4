"""Communities hold together inside, can be found again, and tell how firm they are."""

import random

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from kennisbank import network as n
from kennisbank.errors import InvalidInput
from kennisbank.network.measures.agreement import agreement, rand, shared
from tests.network.graphs import graphs

LABELS = st.lists(st.integers(0, 3), min_size=1, max_size=8)


def test_two_cliques_with_one_tie_between_are_two_communities_every_time():
    found = n.communities(nx.barbell_graph(5, 0), seed=1)
    method = found.attrs["method"]

    assert [1] * 5 + [2] * 5 == found["community"].to_list()
    assert [1.0] * 10 == found["stability"].to_list()
    assert (1.0, 10) == (method["agreement"], method["runs"])


def test_a_random_graph_has_none_that_hold():
    found = n.communities(nx.gnm_random_graph(120, 300, seed=3), seed=1)

    assert found.attrs["method"]["agreement"] < 0.8
    assert found["stability"].between(0, 1, inclusive="right").all()
    assert found["stability"].mean() < 0.8


@settings(max_examples=15, deadline=None)
@given(graphs(directed=False, least=2))
def test_modularity_is_that_of_networkx(net):
    found = n.communities(net, "weight", seed=1, runs=2)
    groups = [set(group.index) for _, group in found.groupby("community")]
    told = found.attrs["method"]["modularity"]

    if net.number_of_edges():
        assert pytest.approx(nx.community.modularity(net, groups)) == told
        assert told >= nx.community.modularity(net, [set(net)]) - 1e-12
    else:
        assert np.isnan(told)


def test_weights_and_resolution_decide():
    net = nx.path_graph(4)
    nx.set_edge_attributes(net, {(0, 1): 1, (1, 2): 9, (2, 3): 1}, "weight")
    plain, fine = (n.communities(net, seed=1, resolution=much) for much in (1, 5))

    assert [1, 1, 2, 2] == plain["community"].to_list()
    assert n.communities(net, "weight", seed=1)["community"].nunique() < 3
    assert 4 == fine["community"].nunique()


def test_the_weights_of_both_directions_are_added_up():
    arcs = nx.DiGraph([(0, 1, {"weight": 2}), (1, 0, {"weight": 3}), (1, 2, {"weight": 5})])
    ties = nx.Graph([(0, 1, {"weight": 5}), (1, 2, {"weight": 5})])

    assert n.communities(arcs, "weight", seed=1).equals(n.communities(ties, "weight", seed=1))


def test_they_can_be_found_again_from_what_the_result_tells():
    net = nx.gnm_random_graph(120, 300, seed=3)
    first = n.communities(net)

    assert first.equals(n.communities(net, seed=first.attrs["method"]["seed"]))
    assert first.equals(n.communities(net, seed=first.attrs["method"]["seed"], jobs=2))


def test_the_chance_of_igraph_is_left_as_it_was():
    random.seed(7)
    before = igraph.Graph.Erdos_Renyi(n=30, m=60).get_edgelist()
    n.communities(nx.karate_club_graph(), seed=1)
    random.seed(7)

    assert before == igraph.Graph.Erdos_Renyi(n=30, m=60).get_edgelist()


def test_one_run_knows_nothing_of_stability():
    found = n.communities(nx.karate_club_graph(), seed=1, runs=1)

    assert found["stability"].isna().all() and np.isnan(found.attrs["method"]["agreement"])


def test_progress_is_told_run_by_run():
    told = []
    n.communities(nx.karate_club_graph(), seed=1, runs=3, progress=lambda *done: told.append(done))

    assert [(1, 3), (2, 3), (3, 3)] == told


@pytest.mark.parametrize("asked", [{"runs": 0}, {"resolution": 0}])
def test_what_finds_nothing_is_refused(asked):
    with pytest.raises(InvalidInput, match="find nothing"):
        n.communities(nx.karate_club_graph(), **asked)


def test_the_adjusted_rand_index_counts_pairs():
    """Six nodes in halves, against three pairs: 2 pairs in both, 6 and 3 of 15 in each; chance gives 6 · 3 / 15."""
    halves, pairs = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 0, 1, 1, 2, 2])

    assert pytest.approx((2 - 1.2) / (4.5 - 1.2)) == rand(halves, pairs)
    assert pytest.approx(rand(halves, pairs)) == agreement([halves, pairs])


@given(LABELS, st.permutations(range(4)))
def test_names_of_groups_do_not_matter(labels, names):
    given_ = np.array(labels)

    assert 1.0 == pytest.approx(rand(given_, np.array(names)[given_]))
    assert [1.0] * len(labels) == shared(given_, np.array(names)[given_]).tolist()


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=8))
def test_companions_are_counted_as_sets(pairs):
    one, other = np.array(pairs).T
    expected = [
        len(here & there) / len(here | there)
        for here, there in (
            (set(np.flatnonzero(one == one[node])), set(np.flatnonzero(other == other[node])))
            for node in range(len(one))
        )
    ]

    assert pytest.approx(expected) == shared(one, other).tolist()
