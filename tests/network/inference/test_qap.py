"""Two relations are compared by letting nodes change places."""

from itertools import permutations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from scipy import sparse

from kennisbank import network as n
from kennisbank.errors import InvalidInput, TooLarge
from kennisbank.network.inference import qap as module
from tests.network.graphs import graphs, renamed
from tests.network.inference.florence import business, marriage

FIVE = nx.Graph([(0, 1), (1, 2), (2, 3), (3, 0)]), nx.Graph([(0, 1), (1, 2), (2, 0), (3, 4)])
for net in FIVE:
    net.add_nodes_from(range(5))


def by_hand(one, other, *, directed):
    """Return r and the r of every order, from numpy's correlation of the pairs written out."""
    first, second = (nx.to_numpy_array(net, nodelist=list(one), weight=None) for net in (one, other))
    pairs = ~np.eye(len(first), dtype=bool) if directed else np.triu(np.ones_like(first), 1) > 0
    found = [
        np.corrcoef(first[pairs], second[np.ix_(order, order)][pairs])[0, 1]
        for order in permutations(range(len(first)))
    ]
    return found[0], np.array(found)


def test_florentine_marriage_and_business_give_the_published_correlation():
    found = n.qap(marriage(), business(), seed=1)

    # Borgatti, Everett, Johnson & Agneessens, Analyzing Social Networks, 14.5.1: r .372, mean .001, sd .092, p < .001.
    assert (0.372, 120, 5000) == (round(found.r, 3), found.dyads, found.permutations)
    assert 0.001 == pytest.approx(found.mean, abs=0.003)
    assert 0.092 == pytest.approx(found.sd, abs=0.003)
    assert 0.0002 <= found.p == found.p_greater < 0.002
    assert 1.0 == found.p_less


@pytest.mark.parametrize("directed", [False, True])
def test_the_exact_p_is_that_of_all_orders_written_out(directed):
    one, other = FIVE
    if directed:
        one, other = nx.DiGraph(one.edges), nx.DiGraph([*other.edges, (4, 3)])
        one.add_nodes_from(range(5))
        one.add_edge(4, 0)
    r, every = by_hand(one, other, directed=directed)

    found = n.qap(one, other, exact=True)

    assert 120 == found.permutations == len(every)
    assert r == pytest.approx(found.r)
    assert np.mean(every >= r - 1e-9) == found.p_greater
    assert np.mean(every <= r + 1e-9) == found.p_less
    assert np.mean(np.abs(every) >= abs(r) - 1e-9) == found.p
    assert 0.0 == pytest.approx(found.mean)
    assert every.std() == pytest.approx(found.sd)


def test_chance_comes_close_to_the_exact_p():
    one, other = FIVE

    assert n.qap(one, other, exact=True).p == pytest.approx(n.qap(one, other, seed=3).p, abs=0.03)


def test_a_relation_goes_with_itself_and_against_its_complement():
    net = marriage()

    assert (1.0, -1.0) == (
        pytest.approx(n.qap(net, net, permutations=9).r), pytest.approx(n.qap(net, nx.complement(net), permutations=9).r),
    )  # fmt: skip


def test_the_order_seen_counts_so_p_is_never_zero():
    found = n.qap(marriage(), marriage(), permutations=99, seed=1)

    assert 1 / 100 == found.p


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_r_is_pearsons_whatever_the_names_the_direction_and_the_order_of_the_two(data):
    directed = data.draw(st.booleans())
    size = data.draw(st.integers(2, 6))
    one, other = (data.draw(graphs(directed=directed, least=size, most=size)) for _ in range(2))
    first, second = (
        nx.to_numpy_array(net, nodelist=range(size))[~np.eye(size, dtype=bool)] for net in (one, other)
    )
    expected = np.nan
    if np.ptp(first) > 0 and np.ptp(second) > 0:
        expected = np.corrcoef(first, second)[0, 1]

    found = [
        n.qap(one, other, weight="weight", permutations=5, seed=1).r,
        n.qap(other, one, weight="weight", permutations=5, seed=1).r,
        n.qap(renamed(one)[0], renamed(other)[0], weight="weight", permutations=5, seed=1).r,
        n.qap(one.reverse(), other.reverse(), weight="weight", permutations=5, seed=1).r if directed else expected,
    ]  # fmt: skip

    assert [pytest.approx(expected, nan_ok=True, abs=1e-9)] * 4 == found


@settings(max_examples=10, deadline=None)
@given(graphs(directed=True, least=3, most=5), graphs(directed=True, least=3, most=5))
def test_names_do_not_change_the_exact_p(one, other):
    for net in (one, other):
        net.add_nodes_from(range(5))

    told = n.qap(one, other, exact=True)
    again = n.qap(renamed(one)[0], renamed(other)[0], exact=True)

    assert [pytest.approx(value, nan_ok=True) for value in (told.p, told.p_greater, told.sd)] == [
        again.p, again.p_greater, again.sd,
    ]  # fmt: skip


def test_an_isolate_and_a_second_part_are_pairs_without_ties():
    one, other = marriage(), business()
    for net in (one, other):
        net.add_node("alone")
        net.add_edge("x", "y")
    first, second = (
        nx.to_numpy_array(net, nodelist=list(one))[np.triu_indices(19, 1)] for net in (one, other)
    )

    assert np.corrcoef(first, second)[0, 1] == pytest.approx(n.qap(one, other, permutations=9).r)


def test_graphs_frames_and_matrices_of_the_same_relation_give_the_same():
    one, other = marriage(), business()
    array, names = nx.to_numpy_array(other, nodelist=list(one)), sorted(other)
    frame = pd.DataFrame(nx.to_numpy_array(other, nodelist=names), index=names, columns=names)
    with_diagonal = array + np.diag([np.nan] * 16)

    found = [
        n.qap(one, given, seed=1, permutations=200)
        for given in (other, frame, array, with_diagonal, sparse.csr_array(array), n.adjacency(other), array.tolist())
    ]  # fmt: skip

    assert 1 == len({(item.r, item.p, item.sd, item.dyads) for item in found})


def test_a_matrix_that_was_given_is_left_as_it_was():
    given = sparse.csr_array(np.array([[5.0, 1, 0], [1, 0, 0], [0, 0, 0]]))
    n.qap(given, given, permutations=3)

    assert 5.0 == given[0, 0]


def test_weights_count_when_they_are_asked_for():
    one, other = nx.path_graph(4), nx.path_graph(4)
    for place, (_, _, data) in enumerate(one.edges(data=True)):
        data["weight"] = place + 1.0
    array = nx.to_numpy_array(one)
    expected = np.corrcoef(array[np.triu_indices(4, 1)], nx.to_numpy_array(other)[np.triu_indices(4, 1)])[
        0, 1
    ]

    assert 1.0 == pytest.approx(n.qap(one, other, permutations=3).r)
    assert expected == pytest.approx(n.qap(one, nx.to_numpy_array(other), weight="weight", permutations=3).r)


def test_loops_and_parallel_arcs_do_not_count():
    plain = nx.DiGraph([("a", "b"), ("b", "c"), ("d", "a")])
    noisy = nx.MultiDiGraph([*plain.edges, ("a", "b"), ("c", "c")])

    assert 1.0 == pytest.approx(n.qap(plain, noisy, permutations=3).r)


def test_a_large_network_is_searched_as_a_sparse_one_with_the_same_answer(monkeypatch):
    one, other = nx.gnm_random_graph(60, 200, seed=1), nx.gnm_random_graph(60, 300, seed=2)
    table = n.qap(one, other, permutations=50, seed=5)
    monkeypatch.setattr(module, "DENSE", 0)

    assert table == n.qap(one, other, permutations=50, seed=5)


def test_a_seed_gives_the_same_again_and_a_result_knows_its_own():
    first = n.qap(marriage(), business(), permutations=300)

    assert first == n.qap(marriage(), business(), permutations=300, seed=first.method["seed"])
    assert first.sd != n.qap(marriage(), business(), permutations=300, seed=1).sd


def test_nodes_that_do_not_match_are_named():
    other = business()
    other.remove_node("Pucci")
    other.add_node("Sforza")
    with pytest.raises(InvalidInput, match=r"B: .*'Pucci' is missing here; 'Sforza' is only here"):
        n.qap(marriage(), other)


@pytest.mark.parametrize(
    "given, said",
    [
        (np.ones((3, 4)), "3 rows and 4 columns"),
        (np.ones((3, 3)), "about 3 nodes, the others about 16"),
        (np.full((16, 16), np.nan), "240 values of the matrix are no number"),
        ("marriage", "no graph and no matrix"),
        (pd.DataFrame(np.ones((2, 2)), index=["a", "b"], columns=["b", "a"]), "same names"),
    ],
)
def test_what_is_no_relation_over_the_same_nodes_is_refused(given, said):
    with pytest.raises(InvalidInput, match=said):
        n.qap(marriage(), given)


def test_too_many_orders_and_no_permutations_are_refused():
    with pytest.raises(TooLarge, match=r"16 nodes stand in 2\.1e\+13 orders"):
        n.qap(marriage(), business(), exact=True)
    with pytest.raises(InvalidInput, match="permutations is 0"):
        n.qap(marriage(), business(), permutations=0)
    with pytest.raises(InvalidInput, match="seed is -1"):
        n.qap(marriage(), business(), seed=-1)


@pytest.mark.parametrize("size", [0, 1, 4])
def test_a_relation_without_ties_goes_with_nothing(size):
    net = nx.empty_graph(size)
    found = n.qap(net, nx.complete_graph(size), permutations=3)

    assert [True] * 3 == [np.isnan(found.r), np.isnan(found.p), np.isnan(found.sd)]


def test_progress_is_told_up_to_the_last_permutation():
    told = []
    n.qap(marriage(), business(), permutations=600, seed=1, progress=lambda *step: told.append(step))

    assert [(250, 600), (500, 600), (600, 600)] == told
